# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A bearer token and how long it lasts."""

from pydantic import Field

from zuora_sdk.models.base import ResponseModel


class TokenResponse(ResponseModel):
    """A bearer token and how long it lasts."""

    access_token: str | None = Field(default=None, alias="access_token")
    """The bearer token to send with every other call. Keep it secret, and keep it until it expires."""
    expires_in: float | None = Field(default=None, alias="expires_in")
    """Seconds until the token expires, about an hour; may have a fraction."""
    jti: str | None = None
    """Unique ID of the token."""
    scope: str | None = None
    """What the token may reach, such as users, entities and services, separated by spaces."""
    token_type: str | None = Field(default=None, alias="token_type")
    """Kind of the token, always bearer."""
