# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The taxation items that were added to an invoice."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool, ResponseModel
from zuora_sdk.models.taxation_item import TaxationItem


class GetTaxationItemsResponse(ResponseModel):
    """The taxation items that were added to an invoice."""

    success: AlwaysSent[Bool] = NOT_SENT
    """Whether the request was carried out; false comes with `reasons`."""
    taxation_items: AlwaysSent[list[TaxationItem]] = NOT_SENT
    """The taxation items that were added, with their IDs."""
