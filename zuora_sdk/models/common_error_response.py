# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Error of the gateway, sent when a permission is missing."""

from zuora_sdk.models.base import Int, ResponseModel


class CommonErrorResponse(ResponseModel):
    """Error of the gateway, sent when a permission is missing."""

    code: Int | None = None
    """Number of the error."""
    message: str | None = None
    """What went wrong, in words."""
