# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What became of a post or cancel: done at once, or handed to a job."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Open
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.operation_job_status import OperationJobStatus


class AsyncOperationResponse(CommonResponse):
    """What became of a post or cancel: done at once, or handed to a job."""

    id: AlwaysSent[str] = NOT_SENT
    """ID of the invoice, not of the job."""
    job_id: str | None = None
    """ID of the job that does the work when the call was handled asynchronously."""
    job_status: Open[OperationJobStatus] | None = None
    """State of the job: Completed when the call did the work at once, otherwise poll until it is Completed or
    Failed."""
