# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How far the PDFs of several invoices are."""

from zuora_sdk.models.base import Bool, ResponseModel
from zuora_sdk.models.get_invoice_pdf_status_response import GetInvoicePdfStatusResponse


class GetInvoicePdfStatusBatchResponse(ResponseModel):
    """How far the PDFs of several invoices are."""

    invoice_files: list[GetInvoicePdfStatusResponse] | None = None
    """One entry for each invoice that was asked for."""
    success: Bool | None = None
    """Whether the request was carried out; false comes with `reasons`."""
