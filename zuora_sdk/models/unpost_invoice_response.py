# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The invoice as a draft again, or the job that unposts it."""

from zuora_sdk.models.base import Open
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.invoice import Invoice
from zuora_sdk.models.operation_job_status import OperationJobStatus


class UnpostInvoiceResponse(CommonResponse):
    """The invoice as a draft again, or the job that unposts it.

    Needs `Zuora-Version` 2025-08-12 or later.
    """

    job_id: str | None = None
    """ID of the job that does the work when the call was handled asynchronously."""
    job_status: Open[OperationJobStatus] | None = None
    """State of the job: Completed when the call did the work at once, otherwise poll until it is Completed or
    Failed."""
    invoice: Invoice | None = None
    """The invoice, a draft again; absent while a job does the work."""
