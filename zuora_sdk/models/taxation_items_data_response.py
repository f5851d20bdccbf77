# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""One page of the taxes of an invoice item."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.invoice_taxation_item import InvoiceTaxationItem


class TaxationItemsDataResponse(CommonResponse):
    """One page of the taxes of an invoice item."""

    data: AlwaysSent[list[InvoiceTaxationItem]] = NOT_SENT
    """The taxation items of this page."""
    next_page: str | None = None
    """Address of the next page, absolute or relative; absent on the last page."""
