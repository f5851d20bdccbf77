# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How far the PDF of one invoice is."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, ResponseModel


class GetInvoicePdfStatusResponse(ResponseModel):
    """How far the PDF of one invoice is."""

    invoice_id: AlwaysSent[str] = NOT_SENT
    """ID of the invoice that the PDF shows."""
    invoice_number: AlwaysSent[str] = NOT_SENT
    """Number of the invoice that the PDF shows."""
    pdf_generation_status: AlwaysSent[str] = NOT_SENT
    """How far the PDF is: None, Pending, Processing, Generated, Error, Obsolete or Archived."""
    pdf_file_url: str | None = None
    """Path of the PDF; given only when it was generated."""
    error_category: str | None = None
    """Kind of the failure; given only when the PDF could not be generated. Zuora may send `errorCode` instead."""
    error_message: str | None = None
    """Why the PDF could not be generated; given only in that case."""
    created_on: str | None = None
    """When the PDF was requested, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
    updated_on: str | None = None
    """When the state of the PDF last changed, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
