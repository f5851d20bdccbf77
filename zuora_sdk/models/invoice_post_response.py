# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What became of one invoice of a bulk post."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool, ResponseModel
from zuora_sdk.models.failed_reason import FailedReason


class InvoicePostResponse(ResponseModel):
    """What became of one invoice of a bulk post."""

    process_id: str | None = None
    """ID of the process that failed, 16 hex digits, for questions to Zuora support."""
    request_id: str | None = None
    """ID of the request, a UUID, for questions to Zuora support."""
    reasons: list[FailedReason] | None = None
    """Why the request, or this entry of a bulk request, failed; absent when it went well."""
    success: AlwaysSent[Bool] = NOT_SENT
    """Whether this invoice was posted; false comes with `reasons`."""
    id: AlwaysSent[str] = NOT_SENT
    """ID of the invoice that this entry is about."""
