"""A night of billing that goes wrong in every way, and balances to the cent.

    python examples/nightly_run.py --count 5000

Starts a local Zuora that limits, locks, drops connections and loses responses after the work is done. A program of its
own bills the orders of a CSV file there: creates, posts and e-mails the invoices and waits for their PDFs. It is killed
twice, and started again. One account isn't there before the last run. In the end the report of the run balances, and
the ledger says the same. Needs the extra `emulator`.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from zuora_sdk import (
    ApiClient,
    Configuration,
    CreateInvoiceItem,
    CreateInvoiceRequest,
    EmailBillingDocumentRequest,
    RetryPolicy,
    bulk,
)
from zuora_sdk.emulator import ACCOUNT_NUMBER, ZuoraEmulator

DAY = dt.date(2026, 11, 1)
LATE_ACCOUNT = "A-LATE"

# ------------------------------------------------------------------------------------------------------ the program


def read_orders(path: Path) -> Iterator[CreateInvoiceRequest]:
    """The orders of a CSV file, as invoices to create."""
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = dt.date.fromisoformat(row["day"])
            item = CreateInvoiceItem(charge_name="Order", amount=Decimal(row["amount"]), service_start_date=day)
            yield CreateInvoiceRequest(
                account_number=row["account"], invoice_date=day, comments=row["order"], invoice_items=[item]
            )


def order_number(request: CreateInvoiceRequest) -> str:
    """What the journal knows an order by."""
    return request.comments or ""


def bill_orders(orders: Path, journal: Path) -> bool:
    """Bill all orders that aren't billed yet, print the report, and say whether it balances."""
    configuration = Configuration.from_env(read_timeout=5, retries=RetryPolicy(max_attempts=8, backoff_cap=0.5))
    with ApiClient(configuration) as client:
        report = bulk.bill(
            client,
            read_orders(orders),
            journal=journal,
            key=order_number,
            email=EmailBillingDocumentRequest(),
            pdf=True,
            retry_failed=True,
        )
    print(report)
    report.write_csv(journal.with_suffix(".csv"))
    return report.balanced


# -------------------------------------------------------------------------------------------------------- the night


def write_orders(path: Path, count: int) -> Decimal:
    """Write a CSV file of orders; the last one is of an account that isn't there yet. Returns their total."""
    total = Decimal(0)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("order", "account", "day", "amount"))
        for number in range(1, count + 1):
            amount = Decimal(1900 + number % 700) / 100
            total += amount
            writer.writerow((f"SO-{number}", LATE_ACCOUNT if number == count else ACCOUNT_NUMBER, DAY, amount))
    return total


def inject_faults(zuora: ZuoraEmulator) -> None:
    """All that a night can bring, for a share of the requests."""
    work = ("bulk_create_standalone_invoices", "bulk_post_invoices", "email_invoice")
    for kind in ("reset_after", "reset_before", "truncated", "temporary", "lock", "html"):
        zuora.inject_fault(kind, operation=work, rate=0.02, seed=1)
    zuora.inject_fault("concurrency", operation=work, rate=0.02, seed=1, retry_after=0.1)
    zuora.inject_fault("lock", operation=work[:2], entry=3, rate=0.05, seed=2)


def run(zuora: ZuoraEmulator, orders: Path, journal: Path, kill_when: Callable[[], bool]) -> int:
    """Run the program in a process of its own, and kill it when it has come that far. Returns its exit status."""
    environment = {**os.environ, "ZUORA_BASE_URL": zuora.url, "BEARER_TOKEN": zuora.access_token}
    program = subprocess.Popen([sys.executable, __file__, "--orders", orders, "--journal", journal], env=environment)
    while program.poll() is None and not kill_when():
        time.sleep(0.02)
    program.kill()  # no goodbye: nothing is flushed, closed or cleaned up
    return program.wait()


def night(count: int) -> bool:
    """The whole story. Returns whether every order was billed exactly once."""
    with tempfile.TemporaryDirectory() as folder, ZuoraEmulator() as zuora:
        orders, journal = Path(folder, "orders.csv"), Path(folder, "night.sqlite")
        total = write_orders(orders, count)
        inject_faults(zuora)
        started = time.monotonic()

        run(zuora, orders, journal, lambda: len(zuora.ledger.invoices) > count // 3)
        print(f"killed, with {len(zuora.ledger.invoices)} of {count} invoices created")
        run(zuora, orders, journal, lambda: len(zuora.ledger.emails) > count // 2)
        print(f"killed, with {len(zuora.ledger.emails)} of {count} e-mails sent")
        balanced = run(zuora, orders, journal, lambda: False) == 0
        print(f"the third run {'balances' if balanced else 'does not balance'}; the missing account is created\n")
        zuora.add_account(number=LATE_ACCOUNT, name="Late & Sons")
        balanced = run(zuora, orders, journal, lambda: False) == 0

        invoices = zuora.ledger.invoices
        billed = Counter(invoice.fields["comments"] for invoice in invoices)
        mailed = Counter(email.invoice_id for email in zuora.ledger.emails)
        once = len(billed) == count and set(billed.values()) == {1} and set(mailed.values()) == {1}
        posted = all(invoice.status == "Posted" for invoice in invoices)
        exact = sum(invoice.balance for invoice in invoices) == total
        print(f"\n{len(invoices)} invoices over {total} USD in {time.monotonic() - started:.0f} s")
        print(f"each order billed and mailed once: {once}; all posted: {posted}; to the cent: {exact}")
        return balanced and once and posted and exact


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=5000, help="how many orders (default: 5000)")
    parser.add_argument("--orders", type=Path, help="bill the orders of this file, in the tenant of the environment")
    parser.add_argument("--journal", type=Path, help="where to remember what is done")
    options = parser.parse_args()
    if options.orders:
        return 0 if bill_orders(options.orders, options.journal) else 1
    return 0 if night(options.count) else 1


if __name__ == "__main__":
    raise SystemExit(main())
