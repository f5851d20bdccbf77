# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What became of a post or cancel: done at once, or handed to a job."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool, Open, ResponseModel
from zuora_sdk.models.failed_reason import FailedReason
from zuora_sdk.models.operation_job_status import OperationJobStatus


class AsyncOperationResponse(ResponseModel):
    """What became of a post or cancel: done at once, or handed to a job."""

    process_id: str | None = None
    """ID of the process that failed, 16 hex digits, for questions to Zuora support."""
    request_id: str | None = None
    """ID of the request, a UUID, for questions to Zuora support."""
    reasons: list[FailedReason] | None = None
    """Why the request, or this entry of a bulk request, failed; absent when it went well."""
    success: AlwaysSent[Bool] = NOT_SENT
    """Whether the request was carried out; false comes with `reasons`."""
    id: AlwaysSent[str] = NOT_SENT
    """ID of the invoice, not of the job."""
    job_id: str | None = None
    """ID of the job that does the work when the call was handled asynchronously."""
    job_status: Open[OperationJobStatus] | None = None
    """State of the job: Completed when the call did the work at once, otherwise poll until it is Completed or
    Failed."""
