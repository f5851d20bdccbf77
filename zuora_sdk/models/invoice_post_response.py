# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What became of one invoice of a bulk post."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool
from zuora_sdk.models.common_response import CommonResponse


class InvoicePostResponse(CommonResponse):
    """What became of one invoice of a bulk post."""

    success: AlwaysSent[Bool] = NOT_SENT
    """Whether this invoice was posted; false comes with `reasons`."""
    id: AlwaysSent[str] = NOT_SENT
    """ID of the invoice that this entry is about."""
