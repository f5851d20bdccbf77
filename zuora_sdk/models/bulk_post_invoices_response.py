# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""One entry for each invoice of a bulk post."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool, ResponseModel
from zuora_sdk.models.failed_reason import FailedReason
from zuora_sdk.models.invoice_post_response import InvoicePostResponse


class BulkPostInvoicesResponse(ResponseModel):
    """One entry for each invoice of a bulk post.

    Entries can fail singly.
    """

    process_id: str | None = None
    """ID of the process that failed, 16 hex digits, for questions to Zuora support."""
    request_id: str | None = None
    """ID of the request, a UUID, for questions to Zuora support."""
    reasons: list[FailedReason] | None = None
    """Why the request, or this entry of a bulk request, failed; absent when it went well."""
    success: AlwaysSent[Bool] = NOT_SENT
    """Whether the request was taken; true even when single entries failed, so look at each of them."""
    invoices: AlwaysSent[list[InvoicePostResponse]] = NOT_SENT
    """One entry for each invoice of the request; those that failed have `success` false and `reasons`."""
