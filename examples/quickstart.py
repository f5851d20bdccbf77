"""A day of billing in one script: invoices are created, posted, sent, settled, cancelled and deleted.

It starts a local Zuora and talks to it over HTTP. With ZUORA_BASE_URL and BEARER_TOKEN set, it does so in a tenant
of yours, which should be a sandbox: the invoices are real there. They go to account A00000001, the first that a tenant
has as a rule, or to the one whose number ZUORA_ACCOUNT_NUMBER holds.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from zuora_sdk import (
    ApiClient,
    ApiException,
    BulkCreateInvoicesRequest,
    BulkPostInvoicesRequest,
    Configuration,
    CreateInvoiceItem,
    CreateInvoiceRequest,
    EmailBillingDocumentRequest,
    InvoicesApi,
    PostAsyncInvoiceRequest,
    PostInvoiceRequest,
    ReverseInvoiceRequest,
    WriteOffInvoiceRequest,
)

TODAY = dt.date.today()
ACCOUNT = os.environ.get("ZUORA_ACCOUNT_NUMBER", "A00000001")
DELIVERY_NOTE = Path(__file__).with_name("delivery-note.pdf")


@contextmanager
def tenant() -> Iterator[Configuration]:
    """How to reach Zuora: yours if the environment names it, else a local one."""
    if os.environ.get("ZUORA_BASE_URL"):
        yield Configuration.from_env()
    else:
        from zuora_sdk.emulator import ZuoraEmulator

        with ZuoraEmulator() as zuora:
            yield Configuration(host=zuora.url, access_token=zuora.access_token)


def order(*lines: tuple[str, str]) -> CreateInvoiceRequest:
    """An invoice over some lines, each a name and an amount. Text becomes an exact Decimal, and never a float."""
    items = [
        CreateInvoiceItem(charge_name=name, amount=Decimal(amount), service_start_date=TODAY) for name, amount in lines
    ]
    return CreateInvoiceRequest(account_number=ACCOUNT, invoice_date=TODAY, invoice_items=items)


def a_day_of_billing(invoices: InvoicesApi) -> None:
    """The story."""
    print("\nMorning: a customer used our service 45 times, at 0.10 each.")
    usage = invoices.create_standalone_invoice(order(*[(f"Call {n + 1}", "0.10") for n in range(45)]))
    print(f"  {usage.invoice_number} is a {usage.status} over {usage.amount} {usage.currency}, to the last digit.")

    print("\nFour more invoices go out in a single request.")
    batch = BulkCreateInvoicesRequest(
        invoices=[
            order(("Consulting, two days", "1980.00"), ("Travel", "212.40")),
            order(("Licence, one year", "1200.00")),
            order(("Workshop", "640.00")),
            order(("Workshop", "640.00")),
        ]
    )
    consulting, licence, workshop, duplicate = created = invoices.bulk_create_standalone_invoices(batch).invoices or []
    for invoice in created:
        print(f"  {invoice.invoice_number} over {invoice.amount:.2f}: {'ok' if invoice.success else invoice.reasons}")

    print("\nWhat is right is posted: one by itself, two together.")
    invoices.post_invoice(usage.id, PostAsyncInvoiceRequest())
    posted = invoices.bulk_post_invoices(
        BulkPostInvoicesRequest(invoices=[PostInvoiceRequest(id=consulting.id), PostInvoiceRequest(id=licence.id)])
    )
    print(f"  {1 + sum(bool(entry.success) for entry in posted.invoices or [])} invoices are owed now.")

    print("\nPosting one again is refused, as it should be.")
    try:
        invoices.post_invoice(usage.id, PostAsyncInvoiceRequest())
    except ApiException as error:
        print(f"  {error.status}: {error.reasons[0].message} (request {error.request_id})")

    print("\nThe customer gets an e-mail, and asks what the 45 lines are.")
    invoices.email_invoice(
        usage.id, EmailBillingDocumentRequest(email_addresses="books@example.com", use_email_template_setting=False)
    )
    for number, page in enumerate(invoices.iter_invoice_items(usage.id, page_size=20).pages(), 1):
        items = page.data.invoice_items or []
        print(f"  page {number}: {items[0].charge_name} to {items[-1].charge_name}")

    print("\nConsulting is billed with proof that it was delivered.")
    file = invoices.upload_file_for_invoice(consulting.id, file=DELIVERY_NOTE)
    print(f"  {DELIVERY_NOTE.name} is file {file.file_id} of {consulting.invoice_number}.")

    print("\nAfternoon: one customer is broke, one changed their mind, one workshop doesn't happen, one never existed.")
    memo = invoices.write_off_invoice(consulting.id, WriteOffInvoiceRequest(comment="Insolvent")).credit_memo
    print(f"  {consulting.invoice_number} is written off by credit memo {memo.id if memo else '?'}.")
    invoices.reverse_invoice(licence.id, ReverseInvoiceRequest(memo_date=TODAY))
    print(f"  {licence.invoice_number} is reversed.")
    for draft in (workshop, duplicate):
        invoices.cancel_invoice(draft.id)
    invoices.delete_invoice(duplicate.id)
    print(f"  {workshop.invoice_number} is cancelled; {duplicate.invoice_number} is cancelled and deleted.")

    print(f"\nEvening: what is left.\n\n  {'invoice':<14}{'status':<10}{'amount':>10}{'balance':>10}")
    for one in (usage, consulting, licence, workshop):
        now = invoices.get_invoice(one.id)
        print(f"  {now.invoice_number:<14}{now.status!s:<10}{now.amount:>10.2f}{now.balance:>10.2f} {now.currency}")


def main() -> None:
    """Bill whoever the environment says, and show what happens."""
    with tenant() as configuration, ApiClient(configuration) as client:
        print(f"Zuora is at {configuration.host}.")
        a_day_of_billing(InvoicesApi(client))


if __name__ == "__main__":
    main()
