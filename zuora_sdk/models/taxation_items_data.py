# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The first taxes of an invoice item, and where the next ones are."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, ResponseModel
from zuora_sdk.models.invoice_taxation_item import InvoiceTaxationItem


class TaxationItemsData(ResponseModel):
    """The first taxes of an invoice item, and where the next ones are."""

    data: AlwaysSent[list[InvoiceTaxationItem]] = NOT_SENT
    """The taxation items of this page."""
    next_page: str | None = None
    """Address of the next page, absolute or relative; absent on the last page."""
