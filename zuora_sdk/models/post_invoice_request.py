# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""One draft of a bulk post."""

from typing import ClassVar

from zuora_sdk.models.base import Date, RequestModel, Rules, Text


class PostInvoiceRequest(RequestModel):
    """One draft of a bulk post."""

    _rules: ClassVar[Rules] = Rules(
        max_length={"id": 32},
    )

    id: Text | None = None
    """ID of the draft to post. At most 32 characters."""
    invoice_date: Date | None = None
    """Date to print on the invoice, in an open accounting period. Left out, the invoice keeps its own date."""
