# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The file stored with the invoice."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool, ResponseModel


class UploadFileResponse(ResponseModel):
    """The file stored with the invoice."""

    file_id: AlwaysSent[str] = NOT_SENT
    """ID of the stored file."""
    success: AlwaysSent[Bool] = NOT_SENT
    """Whether the request was carried out; false comes with `reasons`."""
