# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What became of a reversal, and the memos that it made."""

from zuora_sdk.models.base import Open
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.operation_job_status import OperationJobStatus
from zuora_sdk.models.reverse_invoice_response_credit_memo import ReverseInvoiceResponseCreditMemo
from zuora_sdk.models.reverse_invoice_response_debit_memo import ReverseInvoiceResponseDebitMemo


class ReverseInvoiceResponse(CommonResponse):
    """What became of a reversal, and the memos that it made."""

    credit_memo: ReverseInvoiceResponseCreditMemo | None = None
    """The credit memo that takes the invoice back."""
    credit_memos: list[ReverseInvoiceResponseCreditMemo] | None = None
    """The credit memos that reverse an invoice that was split, one for each part. Needs `Zuora-Version` 2025-08-12 or
    later."""
    debit_memo: ReverseInvoiceResponseDebitMemo | None = None
    """Debit memo made because a related credit memo was reversed too; absent otherwise."""
    id: str | None = None
    """ID of the invoice, not of the job."""
    job_id: str | None = None
    """ID of the job that does the work when the call was handled asynchronously."""
    job_status: Open[OperationJobStatus] | None = None
    """State of the job: Completed when the call did the work at once, otherwise poll until it is Completed or
    Failed."""
