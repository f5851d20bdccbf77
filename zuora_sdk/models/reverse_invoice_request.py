# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How to reverse an invoice."""

from typing import ClassVar

from zuora_sdk.models.base import Date, RequestModel, Rules, Text


class ReverseInvoiceRequest(RequestModel):
    """How to reverse an invoice.

    An empty request dates the credit memo today.
    """

    _rules: ClassVar[Rules] = Rules(
        max_length={"comment": 255},
    )

    apply_effective_date: Date | None = None
    """Day on which the credit memo is applied to the invoice. Not before `memo_date`. Default: today."""
    comment: Text | None = None
    """Free text kept with the credit memo. At most 255 characters."""
    memo_date: Date | None = None
    """Date of the credit memo, not before the date of the invoice. Default: today."""
    reason_code: Text | None = None
    """Reason code of the credit memo; must exist in your settings or be empty. Default: Invoice reversal."""
