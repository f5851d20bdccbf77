# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""One page of the PDFs of an invoice."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.invoice_file import InvoiceFile


class InvoiceFilesResponse(CommonResponse):
    """One page of the PDFs of an invoice."""

    invoice_files: AlwaysSent[list[InvoiceFile]] = NOT_SENT
    """The finished PDFs of this page, newest version first."""
    next_page: str | None = None
    """Address of the next page, absolute or relative; absent on the last page."""
