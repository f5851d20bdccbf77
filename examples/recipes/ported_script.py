"""A script written for the PyPI package `zuora-sdk`, as it is after the move. Comments say what it had before.

It signs in with ZUORA_CLIENT_ID and ZUORA_CLIENT_SECRET, at the address in ZUORA_BASE_URL.
"""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal

from zuora_sdk import ApiException, CreateInvoiceItem, CreateInvoiceRequest, PostAsyncInvoiceRequest
from zuora_sdk.zuora_client import ZuoraClient, ZuoraEnvironment


def main() -> None:
    """Create an invoice, post it, and print what is owed."""
    client = ZuoraClient(
        client_id=os.environ["ZUORA_CLIENT_ID"],
        client_secret=os.environ["ZUORA_CLIENT_SECRET"],
        env=ZuoraEnvironment.SBX,
    )
    client.set_base_url(os.environ["ZUORA_BASE_URL"])
    client.initialize()
    invoices = client.invoices_api()

    day = dt.date(2026, 3, 2)
    # Before: amount=129.9, a float. Now the digits that are written are the digits that are sent.
    item = CreateInvoiceItem(charge_name="Order", amount=Decimal("129.90"), service_start_date=day)
    request = CreateInvoiceRequest(account_number="A00000001", invoice_date=day, invoice_items=[item])

    try:
        # Before: a loop of three attempts around this call, which billed twice when a response was lost.
        invoice = invoices.create_standalone_invoice(request)
        # Before: `if not posted.success: raise ...`. Now a response that says so is raised.
        invoices.post_invoice(invoice.id, PostAsyncInvoiceRequest())
        invoice = invoices.get_invoice(invoice.id)
    except ApiException as error:  # before: urllib3's exceptions, too
        print(f"failed: {error}")
        raise SystemExit(1) from error

    # Before: f"{round(invoice.balance, 2)}", since a float showed 129.90000000000001 now and then.
    print(f"{invoice.status}: {invoice.balance:.2f} {invoice.currency}")
    # Before: datetime.strptime(invoice.due_date, "%Y-%m-%d").
    print(f"due in {(invoice.due_date - invoice.invoice_date).days} days")


if __name__ == "__main__":
    main()
