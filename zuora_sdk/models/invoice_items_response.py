# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""One page of the items of an invoice."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool, ResponseModel
from zuora_sdk.models.failed_reason import FailedReason
from zuora_sdk.models.invoice_item import InvoiceItem


class InvoiceItemsResponse(ResponseModel):
    """One page of the items of an invoice."""

    process_id: str | None = None
    """ID of the process that failed, 16 hex digits, for questions to Zuora support."""
    request_id: str | None = None
    """ID of the request, a UUID, for questions to Zuora support."""
    reasons: list[FailedReason] | None = None
    """Why the request, or this entry of a bulk request, failed; absent when it went well."""
    success: AlwaysSent[Bool] = NOT_SENT
    """Whether the request was carried out; false comes with `reasons`."""
    invoice_items: AlwaysSent[list[InvoiceItem]] = NOT_SENT
    """The items of this page."""
    next_page: str | None = None
    """Address of the next page, absolute or relative; absent on the last page."""
