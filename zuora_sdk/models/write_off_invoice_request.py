# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How to write an invoice off."""

from decimal import Decimal
from typing import ClassVar

from zuora_sdk.models.base import Bool, Date, Open, RequestModel, Rules, Text
from zuora_sdk.models.credit_memo_item_from_write_off_invoice import CreditMemoItemFromWriteOffInvoice
from zuora_sdk.models.memo_revenue_impacting import MemoRevenueImpacting


class WriteOffInvoiceRequest(RequestModel):
    """How to write an invoice off.

    An empty request writes off the whole balance today.
    """

    _rules: ClassVar[Rules] = Rules(
        max_length={
            "integration_id__ns": 255,
            "integration_status__ns": 255,
            "origin__ns": 255,
            "sync_date__ns": 255,
            "transaction__ns": 255,
            "comment": 255,
            "non_revenue_write_off_accounting_code": 100,
        },
    )

    integration_id__ns: Text | None = None
    """ID under which NetSuite knows this object. Needs the NetSuite connector. At most 255 characters."""
    integration_status__ns: Text | None = None
    """Where the sync of this object with NetSuite stands. Needs the NetSuite connector. At most 255 characters."""
    origin__ns: Text | None = None
    """Where the matching NetSuite object came from. Needs the NetSuite connector. At most 255 characters."""
    sync_date__ns: Text | None = None
    """Day on which this object was last synced with NetSuite. Needs the NetSuite connector. At most 255 characters."""
    transaction__ns: Text | None = None
    """NetSuite transaction that belongs to this object. Needs the NetSuite connector. At most 255 characters."""
    comment: Text | None = None
    """Free text kept with the credit memo. At most 255 characters."""
    amount: Decimal | None = None
    """Amount to write off, in the invoice currency. Zuora documents no partial write-off: leave it out to write off the
    whole balance."""
    tax_auto_calculation: Bool | None = None
    """Whether Zuora computes the taxes of the credit memo."""
    revenue_impacting: Open[MemoRevenueImpacting] | None = None
    """Whether the write-off lowers recognized revenue: Yes or No. Default: Yes."""
    non_revenue_write_off_accounting_code: Text | None = None
    """Accounting code for a write-off that leaves revenue untouched, see `revenue_impacting`. At most 100
    characters."""
    items: list[CreditMemoItemFromWriteOffInvoice] | None = None
    """Details for the items of the credit memo. Leave it out, or list every item of the invoice: there is no partial
    write-off."""
    memo_date: Date | None = None
    """Date of the credit memo, not before the date of the invoice. Default: today."""
    reason_code: Text | None = None
    """Reason code of the credit memo; must exist in your settings or be empty. Default: Write-off."""
