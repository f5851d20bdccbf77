# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How to split an invoice."""

from typing import ClassVar

from zuora_sdk.models.base import RequestModel, Rules, Text
from zuora_sdk.models.split_invoice_item import SplitInvoiceItem


class SplitInvoiceRequest(RequestModel):
    """How to split an invoice.

    Needs `Zuora-Version` 2025-08-12 or later. Required: `splits`.
    """

    _rules: ClassVar[Rules] = Rules(
        required=("splits",),
        min_items={"splits": 2},
        max_items={"splits": 50},
    )

    splits: list[SplitInvoiceItem] | None = None
    """The new invoices, 2 to 50 of them."""
    split_type: Text | None = None
    """What the splits are measured by: Percentage. Zuora documents Amount, too, but rejects it. Default: Percentage."""
