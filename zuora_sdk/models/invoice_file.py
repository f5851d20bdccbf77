# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A finished PDF of an invoice."""

from zuora_sdk.models.base import Int, ResponseModel


class InvoiceFile(ResponseModel):
    """A finished PDF of an invoice."""

    id: str | None = None
    """ID of the file entry. To download the PDF, use the handle in `pdf_file_url`."""
    pdf_file_url: str | None = None
    """Path of the PDF; its last segment is the handle to download the file by."""
    version_number: Int | None = None
    """Version of the PDF; the greatest is the newest."""
