# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Changes to one invoice of a bulk update, named by its `id`."""

from typing import ClassVar

from zuora_sdk.models.base import Rules, Text
from zuora_sdk.models.update_invoice_request import UpdateInvoiceRequest


class InvoiceForBulkUpdate(UpdateInvoiceRequest):
    """Changes to one invoice of a bulk update, named by its `id`.

    Required: `id`.
    """

    _rules: ClassVar[Rules] = Rules(
        required=("id",),
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

    id: Text | None = None
    """ID of the invoice to change."""
