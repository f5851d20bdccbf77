"""What every API class shares: the client that it calls through."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zuora_sdk.api_client import ApiClient


class Api:
    """Calls endpoints through a client; without one, through `ApiClient.get_default()`."""

    def __init__(self, api_client: ApiClient | None = None) -> None:
        if api_client is None:
            from zuora_sdk.api_client import ApiClient

            api_client = ApiClient.get_default()
        self.api_client = api_client
