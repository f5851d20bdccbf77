# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How to post one invoice."""

from zuora_sdk.models.base import Date, RequestModel


class PostAsyncInvoiceRequest(RequestModel):
    """How to post one invoice.

    An empty request keeps its date.
    """

    invoice_date: Date | None = None
    """Date to print on the invoice, in an open accounting period. Default: the invoice's own date."""
