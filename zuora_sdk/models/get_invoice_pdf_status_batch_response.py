# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How far the PDFs of several invoices are."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.get_invoice_pdf_status_response import GetInvoicePdfStatusResponse


class GetInvoicePdfStatusBatchResponse(CommonResponse):
    """How far the PDFs of several invoices are."""

    invoice_files: AlwaysSent[list[GetInvoicePdfStatusResponse]] = NOT_SENT
    """One entry for each invoice that was asked for."""
