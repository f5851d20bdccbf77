# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""One page of the items of an invoice."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.invoice_item import InvoiceItem


class InvoiceItemsResponse(CommonResponse):
    """One page of the items of an invoice."""

    invoice_items: AlwaysSent[list[InvoiceItem]] = NOT_SENT
    """The items of this page."""
    next_page: str | None = None
    """Address of the next page, absolute or relative; absent on the last page."""
