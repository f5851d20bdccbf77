# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The taxation items that were added to an invoice."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.taxation_item import TaxationItem


class GetTaxationItemsResponse(CommonResponse):
    """The taxation items that were added to an invoice."""

    taxation_items: AlwaysSent[list[TaxationItem]] = NOT_SENT
    """The taxation items that were added, with their IDs."""
