# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A finished PDF of an invoice."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Int, ResponseModel


class InvoiceFile(ResponseModel):
    """A finished PDF of an invoice."""

    id: AlwaysSent[str] = NOT_SENT
    """ID of the file entry. To download the PDF, use the handle in `pdf_file_url`."""
    pdf_file_url: AlwaysSent[str] = NOT_SENT
    """Path of the PDF; its last segment is the handle to download the file by."""
    version_number: AlwaysSent[Int] = NOT_SENT
    """Version of the PDF; the greatest is the newest."""
