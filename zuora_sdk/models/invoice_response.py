# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""An invoice with its amounts and status, without its items."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.invoice import Invoice


class InvoiceResponse(CommonResponse, Invoice):
    """An invoice with its amounts and status, without its items.

    In a bulk response, one entry, which may have failed.
    """

    success: AlwaysSent[Bool] = NOT_SENT
    """Whether the request, or this entry of a bulk request, was carried out; false comes with `reasons`."""
