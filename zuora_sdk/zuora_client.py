"""`ZuoraClient`: the entry point that scripts written for the PyPI package `zuora-sdk` know."""

from __future__ import annotations

from typing_extensions import Self

from zuora_sdk._request_builder import pair
from zuora_sdk.api.invoices_api import InvoicesApi
from zuora_sdk.api.o_auth_api import OAuthApi
from zuora_sdk.api.operations_api import OperationsApi
from zuora_sdk.api_client import ApiClient, unknown_attribute
from zuora_sdk.configuration import Configuration
from zuora_sdk.environments import ZuoraEnvironment

__all__ = ["ZuoraClient", "ZuoraEnvironment"]


class ZuoraClient:
    """A tenant by its OAuth client, with a method for each API class and setting.

        client = ZuoraClient(client_id, client_secret, ZuoraEnvironment.SBX)
        client.initialize()
        invoice = client.invoices_api().get_invoice("INV00000001")

    It is a thin wrapper around `ApiClient`, which new code uses directly: `client.api_client` is one.

    client_id, client_secret: the OAuth client.
    env: the data centre: a `ZuoraEnvironment` or any URL. None takes the configuration's.
    config: other settings; `Configuration()` if not given. The credentials are written into it.
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        env: ZuoraEnvironment | str | None = None,
        config: Configuration | None = None,
    ) -> None:
        self.configuration = config or Configuration.get_default()
        self.configuration.client_id = client_id
        self.configuration.client_secret = client_secret
        if env is not None:
            self.set_base_url(env)
        self.api_client = ApiClient(self.configuration)

    def __setattr__(self, name: str, value: object) -> None:
        if "api_client" in vars(self) and not hasattr(self, name):
            raise AttributeError(unknown_attribute(self, name))
        super().__setattr__(name, value)

    def initialize(self) -> None:
        """Fetch the first token, so that wrong credentials show up here. It is refreshed automatically."""
        self.api_client.sign_in()

    def invoices_api(self) -> InvoicesApi:
        """The invoices of the tenant."""
        return InvoicesApi(self.api_client)

    def operations_api(self) -> OperationsApi:
        """The jobs of the tenant."""
        return OperationsApi(self.api_client)

    def o_auth_api(self) -> OAuthApi:
        """The tokens of the tenant."""
        return OAuthApi(self.api_client)

    def set_base_url(self, base_url: ZuoraEnvironment | str) -> None:
        """Call this data centre, or this address, from now on."""
        self.configuration.host = base_url

    def set_zuora_version(self, version: str | None) -> None:
        """Work with this version of the API; None takes the tenant's own."""
        self.configuration.zuora_version = version

    def get_zuora_version(self, default_version: str | None = None) -> str | None:
        """The version of the API, or `default_version` if it is the tenant's own."""
        return self.configuration.zuora_version or default_version

    def set_entity_id(self, entity_id: str | None) -> None:
        """Work in this entity of a multi-entity tenant."""
        self.configuration.zuora_entity_ids = entity_id

    def get_entity_id(self) -> str | None:
        """The entity that is worked in."""
        return self.configuration.zuora_entity_ids

    def set_org_ids(self, org_ids: str | None) -> None:
        """Work in these organizations of a multi-org tenant, separated by commas."""
        self.configuration.zuora_org_ids = org_ids

    def get_org_ids(self) -> str | None:
        """The organizations that are worked in."""
        return self.configuration.zuora_org_ids

    def set_track_id(self, track_id: str | None) -> None:
        """Send this name for the work with every call."""
        self.configuration.zuora_track_id = track_id

    def set_accept_encoding(self, accept_encoding: str) -> None:
        """Ask for responses in this encoding, such as gzip."""
        self.add_default_header("Accept-Encoding", accept_encoding)

    def get_accept_encoding(self) -> str | None:
        """The encoding that responses are requested in."""
        return self.api_client.default_headers.get("Accept-Encoding")

    def add_default_header(self, key: str, value: str) -> None:
        """Send a header with every call."""
        self.api_client.set_default_header(key, value)

    def get_default_headers(self) -> dict[str, str]:
        """The headers of every call."""
        return self.api_client.default_headers

    def set_request_timeout(self, request_timeout: float | tuple[float, float]) -> None:
        """Seconds one attempt may take to connect, and between two pieces of its response; or (connect, read)."""
        self.configuration.connect_timeout, self.configuration.read_timeout = pair(request_timeout)

    def get_request_timeout(self) -> tuple[float, float]:
        """The seconds of `set_request_timeout`: (connect, read)."""
        return self.configuration.connect_timeout, self.configuration.read_timeout

    def set_debug(self, debug: bool) -> None:
        """Log headers and bodies, tokens masked, at level DEBUG of the logger `zuora_sdk`."""
        self.configuration.debug = debug

    def close(self) -> None:
        """Close the connections."""
        self.api_client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
