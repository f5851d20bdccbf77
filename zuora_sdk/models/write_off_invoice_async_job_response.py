# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The job of an asynchronous write-off."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Open
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.invoice_settlement_async_job_operation_type import InvoiceSettlementAsyncJobOperationType
from zuora_sdk.models.invoice_settlement_async_job_reference_type import InvoiceSettlementAsyncJobReferenceType
from zuora_sdk.models.invoice_settlement_async_job_status import InvoiceSettlementAsyncJobStatus
from zuora_sdk.models.write_off_invoice_response_credit_memo import WriteOffInvoiceResponseCreditMemo


class WriteOffInvoiceAsyncJobResponse(CommonResponse):
    """The job of an asynchronous write-off.

    Needs `Zuora-Version` 2025-08-12 or later.
    """

    id: AlwaysSent[str] = NOT_SENT
    """ID of the job, by which `get_invoice_write_off_async_job` finds it."""
    status: AlwaysSent[Open[InvoiceSettlementAsyncJobStatus]] = NOT_SENT
    """State of the job: poll it until it is Processed or Error."""
    operation_type: Open[InvoiceSettlementAsyncJobOperationType] | None = None
    """What the job does: AsyncInvoiceWriteOff."""
    reference_id: str | None = None
    """ID of the object that the job works on: the invoice."""
    reference_type: Open[InvoiceSettlementAsyncJobReferenceType] | None = None
    """Kind of the object that the job works on."""
    error: str | None = None
    """Why the job failed; given only when `status` is Error."""
    credit_memo: WriteOffInvoiceResponseCreditMemo | None = None
    """The credit memo that settles the invoice; given only when `status` is Processed."""
