# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Error of the gateway, sent when the token was rejected."""

from zuora_sdk.models.base import ResponseModel


class ProxyUnauthorizedResponse(ResponseModel):
    """Error of the gateway, sent when the token was rejected."""

    message: str | None = None
    """"Authentication error" asks for other credentials; "Failed to get user info" can simply be tried again."""
