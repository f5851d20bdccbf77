"""Bills an order once, however often it is asked to: the module that the other recipes share.

Three things make it safe to run again. The invoice gets a number made of the order's, which Zuora never gives twice.
The request that creates it carries an idempotency key, so that two programs that start at once don't race. And each
step first looks at what is there.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from zuora_sdk import (
    BillingDocumentStatus,
    CreateInvoiceItem,
    CreateInvoiceRequest,
    InvoiceResponse,
    InvoicesApi,
    NotFoundException,
    PostAsyncInvoiceRequest,
)


@dataclass(frozen=True)
class Order:
    """What a shop knows of an order."""

    number: str
    account_number: str
    day: dt.date
    amount: Decimal


def invoice_number(order: Order) -> str:
    """The number of the order's invoice: at most 32 letters, digits, `-` and `_`."""
    return f"ORD-{order.number}"


def find_or_create(invoices: InvoicesApi, order: Order) -> InvoiceResponse:
    """The invoice of an order: the one that is there, or else a new draft."""
    number = invoice_number(order)
    try:
        return invoices.get_invoice(number)
    except NotFoundException:
        item = CreateInvoiceItem(charge_name="Order", amount=order.amount, service_start_date=order.day)
        request = CreateInvoiceRequest(
            account_number=order.account_number, invoice_number=number, invoice_date=order.day, invoice_items=[item]
        )
        return invoices.create_standalone_invoice(request, idempotency_key=f"create-{number}")


def bill(invoices: InvoicesApi, order: Order) -> InvoiceResponse:
    """Create and post the invoice of an order, unless that is done. Returns it as it stands then.

    Raises:
        ApiException: It didn't work out, and may be tried again at any time.
    """
    invoice = find_or_create(invoices, order)
    if invoice.status == BillingDocumentStatus.DRAFT:
        # A PUT takes no idempotency key. If its response is lost, the next run finds the invoice posted.
        invoices.post_invoice(invoice.id, PostAsyncInvoiceRequest())
        invoice = invoices.get_invoice(invoice.id)
    return invoice
