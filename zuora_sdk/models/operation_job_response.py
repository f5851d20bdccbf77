# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""An asynchronous job: what it does, to what, and how far it is."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool, Open, ResponseModel
from zuora_sdk.models.failed_reason import FailedReason
from zuora_sdk.models.operation_job_object_type import OperationJobObjectType
from zuora_sdk.models.operation_job_status import OperationJobStatus
from zuora_sdk.models.operation_job_type import OperationJobType


class OperationJobResponse(ResponseModel):
    """An asynchronous job: what it does, to what, and how far it is."""

    process_id: str | None = None
    """ID of the process that failed, 16 hex digits, for questions to Zuora support."""
    request_id: str | None = None
    """ID of the request, a UUID, for questions to Zuora support."""
    reasons: list[FailedReason] | None = None
    """Why the request, or this entry of a bulk request, failed; absent when it went well."""
    success: AlwaysSent[Bool] = NOT_SENT
    """Whether the question was answered; the fate of the job stands in `status`."""
    id: AlwaysSent[str] = NOT_SENT
    """ID of the job, by which `get_operation_job` finds it."""
    object_id: str | None = None
    """ID of the object that the job works on, such as the invoice."""
    object_type: Open[OperationJobObjectType] | None = None
    """What kind of object the job works on."""
    operation_type: Open[OperationJobType] | None = None
    """What the job does to the object."""
    status: Open[OperationJobStatus] | None = None
    """State of the job; other answers call it `job_status`."""
