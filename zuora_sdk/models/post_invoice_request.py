# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""One draft of a bulk post."""

from zuora_sdk.models.base import Date, RequestModel


class PostInvoiceRequest(RequestModel):
    """One draft of a bulk post."""

    id: str | None = None
    """ID of the draft to post."""
    invoice_date: Date | None = None
    """Date to print on the invoice, in an open accounting period. Left out, the invoice keeps its own date."""
