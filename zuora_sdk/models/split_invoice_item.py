# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""One of the invoices that an invoice is split into."""

from decimal import Decimal
from typing import ClassVar

from zuora_sdk.models.base import Date, RequestModel, Rules, Text


class SplitInvoiceItem(RequestModel):
    """One of the invoices that an invoice is split into.

    Needs `Zuora-Version` 2025-08-12 or later. Required: `invoice_date`, `payment_term`.
    """

    _rules: ClassVar[Rules] = Rules(
        required=("invoice_date", "payment_term"),
    )

    invoice_date: Date | None = None
    """Date of the new invoice. Must lie in an open accounting period."""
    payment_term: Text | None = None
    """Name of the payment term of the new invoice, such as Net 30, from which its due date follows."""
    split_percentage: Decimal | None = None
    """Share of the invoice in percent, such as 33.34. The shares of all splits add up to 100."""
    split_amount: Decimal | None = None
    """Amount of the new invoice. Zuora does not support it: give `split_percentage`."""
