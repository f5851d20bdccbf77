# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The file stored with the invoice."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent
from zuora_sdk.models.common_response import CommonResponse


class UploadFileResponse(CommonResponse):
    """The file stored with the invoice."""

    file_id: AlwaysSent[str] = NOT_SENT
    """ID of the stored file."""
