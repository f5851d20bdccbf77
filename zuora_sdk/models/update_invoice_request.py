# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Changes to one invoice; what is left out stays."""

from typing import ClassVar

from zuora_sdk.models.base import Bool, Date, Open, RequestModel, Rules, Text
from zuora_sdk.models.transferred_to_accounting_status import TransferredToAccountingStatus
from zuora_sdk.models.update_invoice_item import UpdateInvoiceItem


class UpdateInvoiceRequest(RequestModel):
    """Changes to one invoice; what is left out stays.

    `invoice_date` and `due_date` exclude each other.
    """

    _rules: ClassVar[Rules] = Rules(
        max_length={
            "integration_id__ns": 255,
            "integration_status__ns": 255,
            "sync_date__ns": 255,
            "comments": 255,
            "template_id": 32,
        },
        max_items={"invoice_items": 1000},
        exclusive=(("invoice_date", "due_date"),),
    )

    integration_id__ns: Text | None = None
    """ID under which NetSuite knows this object. Needs the NetSuite connector. At most 255 characters."""
    integration_status__ns: Text | None = None
    """Where the sync of this object with NetSuite stands. Needs the NetSuite connector. At most 255 characters."""
    sync_date__ns: Text | None = None
    """Day on which this object was last synced with NetSuite. Needs the NetSuite connector. At most 255 characters."""
    auto_pay: Bool | None = None
    """Whether payment runs collect the invoice automatically. Documented default: true, so send false to keep it
    off."""
    comments: Text | None = None
    """Free text kept with the invoice. At most 255 characters."""
    due_date: Date | None = None
    """New day by which the invoice is to be paid. Rejected together with `invoice_date`."""
    id: Text | None = None
    """ID of the invoice to change. Only for `bulk_update_invoices`; a single update names the invoice in its path."""
    invoice_date: Date | None = None
    """New date of the invoice, in an open accounting period. Rejected together with `due_date`."""
    invoice_items: list[UpdateInvoiceItem] | None = None
    """Items to add, change or delete, at most 1000. Items not listed stay as they are."""
    template_id: Text | None = None
    """ID of the template that the PDF is made from. Needs the Flexible Billing Attributes feature. At most 32
    characters. Needs `Zuora-Version` 2025-08-12 or later."""
    transferred_to_accounting: Open[TransferredToAccountingStatus] | None = None
    """Whether the invoice has reached your accounting system. Cannot change any more after its summary journal entry
    was canceled; a change from Yes takes the Zuora Finance permission to override."""
