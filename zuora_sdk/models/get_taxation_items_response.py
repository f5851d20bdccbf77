# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The taxation items that were added to an invoice."""

from zuora_sdk.models.base import Bool, ResponseModel
from zuora_sdk.models.taxation_item import TaxationItem


class GetTaxationItemsResponse(ResponseModel):
    """The taxation items that were added to an invoice."""

    success: Bool | None = None
    """Whether the request was carried out; false comes with `reasons`."""
    taxation_items: list[TaxationItem] | None = None
    """The taxation items that were added, with their IDs."""
