# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""OAuth flow by which a token is asked for."""

from zuora_sdk.models.base_enum import WireEnum


class CreateTokenRequestGrantType(WireEnum):
    """OAuth flow by which a token is asked for."""

    CLIENT_CREDENTIALS = "client_credentials"
    """A client proves itself by its ID and secret, without a user."""
