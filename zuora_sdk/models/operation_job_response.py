# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""An asynchronous job: what it does, to what, and how far it is."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool, Open
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.operation_job_object_type import OperationJobObjectType
from zuora_sdk.models.operation_job_status import OperationJobStatus
from zuora_sdk.models.operation_job_type import OperationJobType


class OperationJobResponse(CommonResponse):
    """An asynchronous job: what it does, to what, and how far it is."""

    success: AlwaysSent[Bool] = NOT_SENT
    """Whether the job was found; what became of it is in `status`."""
    id: AlwaysSent[str] = NOT_SENT
    """ID of the job, by which `get_operation_job` finds it."""
    object_id: str | None = None
    """ID of the object that the job works on, such as the invoice."""
    object_type: Open[OperationJobObjectType] | None = None
    """What kind of object the job works on."""
    operation_type: Open[OperationJobType] | None = None
    """What the job does to the object."""
    status: Open[OperationJobStatus] | None = None
    """State of the job; other responses call it `job_status`."""
