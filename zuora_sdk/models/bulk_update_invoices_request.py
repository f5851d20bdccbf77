# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Changes to up to 50 invoices in one request."""

from typing import ClassVar

from zuora_sdk.models.base import RequestModel, Rules
from zuora_sdk.models.update_invoice_request import UpdateInvoiceRequest


class BulkUpdateInvoicesRequest(RequestModel):
    """Changes to up to 50 invoices in one request."""

    _rules: ClassVar[Rules] = Rules(
        max_items={"invoices": 50},
    )

    invoices: list[UpdateInvoiceRequest] | None = None
    """The changes, at most 50 invoices, each named by its `id`."""
