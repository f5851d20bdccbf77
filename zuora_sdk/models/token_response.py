# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A bearer token and how long it lasts."""

from pydantic import Field

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, ResponseModel


class TokenResponse(ResponseModel):
    """A bearer token and how long it lasts."""

    access_token: AlwaysSent[str] = Field(default=NOT_SENT, alias="access_token")
    """The bearer token to send with every other call. Keep it secret, and keep it until it expires."""
    expires_in: AlwaysSent[float] = Field(default=NOT_SENT, alias="expires_in")
    """Seconds until the token expires, about an hour; may have a fraction."""
    jti: AlwaysSent[str] = NOT_SENT
    """Unique ID of the token."""
    scope: AlwaysSent[str] = NOT_SENT
    """What the token may reach, such as users, entities and services, separated by spaces."""
    token_type: AlwaysSent[str] = Field(default=NOT_SENT, alias="token_type")
    """Kind of the token, always bearer."""
