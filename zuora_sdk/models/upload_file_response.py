# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The file stored with the invoice."""

from zuora_sdk.models.base import Bool, ResponseModel


class UploadFileResponse(ResponseModel):
    """The file stored with the invoice."""

    file_id: str | None = None
    """ID of the stored file."""
    success: Bool | None = None
    """Whether the request was carried out; false comes with `reasons`."""
