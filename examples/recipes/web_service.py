"""A FastAPI endpoint that bills an order within a deadline of its own. Run it with `uvicorn web_service:app`.

The client is made once, and shared by all requests: FastAPI runs plain `def` endpoints in threads, and `ApiClient` is
made for many of them. A caller that gets 503 may ask again at any time: `billing.bill` bills an order once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any

from billing import Order, bill
from fastapi import FastAPI, HTTPException, Request

from zuora_sdk import ApiClient, ApiException, Configuration, InvoicesApi

DEADLINE = 8.0
"""Seconds for each call to Zuora, retries included: less than a browser or a load balancer waits."""


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the client with the service, and close it with the service."""
    with ApiClient(Configuration.from_env(deadline=DEADLINE)) as client:
        app.state.invoices = InvoicesApi(client)
        yield


app = FastAPI(lifespan=lifespan)


@app.put("/orders/{number}/invoice")
def bill_order(number: str, account_number: str, day: dt.date, amount: Decimal, request: Request) -> dict[str, Any]:
    """Bill an order. Amounts travel as text: JSON numbers become floats in most browsers."""
    try:
        invoice = bill(request.app.state.invoices, Order(number, account_number, day, amount))
    except ApiException as error:
        if error.status is not None and 400 <= error.status < 500 and error.status not in (401, 403, 409, 429):
            raise HTTPException(422, str(error)) from error
        raise HTTPException(503, "Zuora is not available; ask again", {"Retry-After": "5"}) from error
    return {"invoice": invoice.invoice_number, "status": invoice.status, "balance": str(invoice.balance)}
