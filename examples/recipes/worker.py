"""A Celery task that bills an order and is safe to run again. Start a worker with `celery --app worker worker`.

Celery delivers a task at least once: a worker that is killed, or a broker that loses its connection, means that the
same task runs again. `billing.bill` bills an order once all the same. The same body serves an Airflow task.
"""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal
from functools import cache

from billing import Order, bill
from celery import Celery, Task

from zuora_sdk import ApiClient, ApiException, ApiValueError, BadRequestException, Configuration, InvoicesApi

app = Celery("billing", broker=os.environ.get("CELERY_BROKER_URL", "memory://"))
app.conf.task_acks_late = True  # a task whose worker dies is delivered again


@cache
def invoices() -> InvoicesApi:
    """The client of this worker process, made on first use."""
    return InvoicesApi(ApiClient(Configuration.from_env(deadline=60)))


@app.task(bind=True, max_retries=10)
def bill_order(self: Task[..., str], number: str, account_number: str, day: str, amount: str) -> str:
    """Bill an order. Arguments are text, since they travel as JSON. Returns the number of the invoice."""
    order = Order(number, account_number, dt.date.fromisoformat(day), Decimal(amount))
    try:
        return bill(invoices(), order).invoice_number
    except (BadRequestException, ApiValueError):
        raise  # wrong today, and wrong in five minutes
    except ApiException as error:
        raise self.retry(exc=error, countdown=error.retry_after or 60) from error
