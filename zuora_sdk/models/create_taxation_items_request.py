# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Taxes to add to the items of one invoice."""

from zuora_sdk.models.base import RequestModel
from zuora_sdk.models.create_taxation_item_for_invoice_request import CreateTaxationItemForInvoiceRequest


class CreateTaxationItemsRequest(RequestModel):
    """Taxes to add to the items of one invoice."""

    taxation_items: list[CreateTaxationItemForInvoiceRequest] | None = None
    """The taxes to add, each naming the item that it belongs to. Zuora takes at most 500 in a request, unless the
    tenant has another limit."""
