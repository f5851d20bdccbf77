"""What every API class shares: the client that it calls through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zuora_sdk.exceptions import ApiTypeError

if TYPE_CHECKING:
    from zuora_sdk.api_client import ApiClient


class Api:
    """Calls endpoints through a client; without one, through `ApiClient.get_default()`."""

    def __init__(self, api_client: ApiClient | None = None) -> None:
        if api_client is None:
            from zuora_sdk.api_client import ApiClient

            api_client = ApiClient.get_default()
        if not hasattr(api_client, "call"):
            kind = type(api_client).__name__
            raise ApiTypeError(f"{type(self).__name__}: must be given an ApiClient, not {kind}; ApiClient({kind}(...))")
        self.api_client = api_client
