"""All settings of a client with their defaults. Each value is checked when it is set."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import KW_ONLY, dataclass, field
from functools import lru_cache
from typing import Any, ClassVar, TypeAlias
from urllib.parse import urlsplit

from zuora_sdk._proxy import parse_proxy
from zuora_sdk._secret import Secret
from zuora_sdk._version import __version__
from zuora_sdk.environments import ZuoraEnvironment
from zuora_sdk.exceptions import ApiException, ApiValueError

TokenSource: TypeAlias = "str | Callable[[], str]"
"""A bearer token, or a function that returns one whenever it is asked."""


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_integer(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


@dataclass(frozen=True)
class RetryPolicy:
    """How often a failed call is retried, and after which delays. docs/reliability.md says what is safe to retry."""

    max_attempts: int = 4
    """How often a request is sent at most, the first time included. 1 means no retries."""
    backoff_cap: float = 60.0
    """The most seconds of exponential backoff: the delay before retry n = 0, 1, 2... is
    `random(0, min(backoff_cap, 2**n))`."""
    max_retry_after: float = 130.0
    """The most seconds that Retry-After or RateLimit-Reset may ask for; beyond it the error is raised at once."""
    budget: int = 100
    """A retry budget that prevents retry storms: each retry of the client takes one, each success returns one. Once it
    is used up, failures are raised at once."""
    retry_if: Callable[[ApiException], bool] | None = None
    """A predicate with the last word: asked before each retry that the rules allow, it may say no (False). It can't
    allow what they forbid. To pickle the configuration, use a function of a module."""

    def __post_init__(self) -> None:
        for name, least in (("max_attempts", 1), ("budget", 0)):
            if not _is_integer(getattr(self, name), least):
                raise ApiValueError(f"RetryPolicy.{name}: must be an integer of at least {least}")
        for name in ("backoff_cap", "max_retry_after"):
            if not _is_number(getattr(self, name)) or not getattr(self, name) >= 0:
                raise ApiValueError(f"RetryPolicy.{name}: must be a number of at least 0")
        if self.retry_if is not None and not callable(self.retry_if):
            raise ApiValueError("RetryPolicy.retry_if: must be a function that takes an ApiException")


@dataclass
class Configuration:
    """How a client reaches Zuora. Give a token, or `client_id` and `client_secret`; all else has a default.

    A pickled configuration contains its credentials, since it is made for work in another process: keep the pickle as
    you keep the credentials. Its `repr` shows none of them.
    """

    host: str = "https://rest.zuora.com"
    """The tenant's data centre; `ZuoraEnvironment` names them all. The wrong one shows up as wrong credentials."""
    _: KW_ONLY
    access_token: TokenSource | None = field(default=None, repr=False)
    """A bearer token, or a function that returns one (asked before each call, and once more after a 401)."""
    client_id: str | None = None
    """OAuth client: the token is fetched on first use and refreshed in time."""
    client_secret: str | None = field(default=None, repr=False)
    """The secret of the OAuth client."""
    require_credentials: bool = True
    """Whether a call without any credentials raises before it is sent. False for servers that need none, or for a
    transport that signs in by itself."""
    allow_http: bool = False
    """Plain http is spoken to this machine only, unless this is set: a token on it can be read on the way."""
    verify_ssl: bool = True
    """Whether the server's certificate is checked. Without it anyone on the way can take the token."""
    ssl_ca_cert: str | None = None
    """A file of CA certificates to trust instead of the system's."""
    cert_file: str | None = None
    """A client certificate (PEM) for mutual TLS."""
    key_file: str | None = None
    """The key of `cert_file`, if it isn't in the same file."""
    proxy: str | None = field(default=None, repr=False)
    """A proxy's URL. None takes HTTPS_PROXY (HTTP_PROXY, ALL_PROXY) from the environment; "" uses none."""
    proxy_headers: Mapping[str, str] | None = field(default=None, repr=False)
    """Headers for the proxy alone, for example `{"Proxy-Authorization": ...}`."""
    no_proxy: str | None = None
    """Hosts to reach directly, separated by commas. None takes NO_PROXY from the environment."""
    connection_pool_maxsize: int = 40
    """Connections kept open. 40 is how many requests Zuora serves a tenant at once."""
    idle_timeout: float = 30.0
    """Seconds after which an unused connection is dropped. Firewalls and NAT gateways silently forget idle connections,
    some after a minute; what is then sent on one of them gets no response."""
    connect_timeout: float = 10.0
    """Seconds until a connection is ready: over all addresses of the host, the proxy and the TLS handshake together.
    How long the system looks up the host name is up to its resolver (`timeout` and `attempts` in resolv.conf)."""
    read_timeout: float = 130.0
    """Seconds to wait for the next piece of a response. Zuora itself gives up after 120."""
    deadline: float = 600.0
    """Seconds that a call may take in total: all attempts, and the delays between them."""
    retries: RetryPolicy | int = RetryPolicy()
    """How failures are retried. An integer is short for `RetryPolicy(max_attempts=number + 1)`; 0: no retries."""
    zuora_version: str | None = "2024-05-20"
    """The API version: it decides how failures are reported. None takes the tenant's own."""
    zuora_entity_ids: str | None = None
    """The entity to work in; for multi-entity tenants."""
    zuora_org_ids: str | None = None
    """The organizations to work in, separated by commas; for multi-org tenants."""
    zuora_track_id: str | Callable[[], str] | None = None
    """A name for the caller's work, up to 64 characters, which Zuora echoes; or a function that makes one a call."""
    client_side_validation: bool = True
    """Whether required fields, lengths and counts are checked before sending. What would change which operation is
    called, or add headers, always is."""
    debug: bool = field(default_factory=lambda: os.environ.get("ZUORA_LOG", "").strip().lower() == "debug")
    """Whether bodies and headers go to the log, at level DEBUG of the logger `zuora_sdk`; credentials are masked. By
    default only if the environment has ZUORA_LOG=debug."""

    _default: ClassVar[Configuration | None] = None

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self.__dataclass_fields__:
            raise AttributeError(f"Configuration has no setting {name!r}")
        check = _CHECKS.get(name)
        super().__setattr__(name, check(f"configuration.{name}", value) if check else value)

    @property
    def base_url(self) -> str:
        """The host, once it is certain that a token may travel to it."""
        if self.host.startswith("http:") and not self.allow_http and not is_loopback(self.host):
            raise ApiValueError(
                f"configuration.host: {self.host} is plain http, which others can read; use https, or allow_http=True"
            )
        return self.host

    @property
    def retry_policy(self) -> RetryPolicy:
        """`retries` as a policy, if it was given as a number."""
        return RetryPolicy(max_attempts=self.retries + 1) if isinstance(self.retries, int) else self.retries

    def replace(self, **changes: Any) -> Configuration:
        """A copy with some settings changed."""
        changed = copy(self)
        for name, value in changes.items():
            setattr(changed, name, value)
        return changed

    @classmethod
    def get_default(cls) -> Configuration:
        """A copy of the default configuration: what a client uses that is given none."""
        return copy(cls._default) if cls._default else cls()

    @classmethod
    def get_default_copy(cls) -> Configuration:
        """The same as `get_default`, under the name that the PyPI package `zuora-sdk` has for it."""
        return cls.get_default()

    def to_debug_report(self) -> str:
        """What a bug report needs: versions and the host."""
        return f"zuora-invoices {__version__}, Python {sys.version.split()[0]} on {sys.platform}, host {self.host}"

    @classmethod
    def set_default(cls, default: Configuration | None) -> None:
        """Make a copy of this the default configuration; None brings the original back."""
        cls._default = copy(default)

    @classmethod
    def from_env(cls, **settings: Any) -> Configuration:
        """Read ZUORA_BASE_URL, ZUORA_CLIENT_ID, ZUORA_CLIENT_SECRET, BEARER_TOKEN, ZUORA_ENTITY_IDS and ZUORA_ORG_IDS.

        ZUORA_BASE_URL (or `host=`) is required: a forgotten variable must not call production. Others that aren't set,
        or are blank, keep their defaults. `settings` override the environment, and a token overrides a client.
        """
        found = {setting: os.environ.get(name, "").strip() for name, setting in ENVIRONMENT_VARIABLES.items()}
        merged = {**{setting: value for setting, value in found.items() if value}, **settings}
        if "host" not in merged:
            raise ApiValueError(
                "ZUORA_BASE_URL: is not set; set it to your tenant's data centre, or give host=: "
                + ", ".join(f"{centre.name} {centre.value}" for centre in ZuoraEnvironment)
            )
        return cls(**merged)


ENVIRONMENT_VARIABLES = {
    "ZUORA_BASE_URL": "host",
    "ZUORA_CLIENT_ID": "client_id",
    "ZUORA_CLIENT_SECRET": "client_secret",
    "BEARER_TOKEN": "access_token",
    "ZUORA_ENTITY_IDS": "zuora_entity_ids",
    "ZUORA_ORG_IDS": "zuora_org_ids",
}
"""What `Configuration.from_env` reads, and the setting that each variable fills."""


@lru_cache
def is_loopback(address: str) -> bool:
    """Whether the address of a server is on this machine."""
    host = urlsplit(address).hostname or ""
    return host in ("localhost", "::1") or (host.startswith("127.") and host.replace(".", "").isdecimal())


def _host(name: str, value: Any) -> str:
    host = str(getattr(value, "value", value)).rstrip("/")
    if not _is_address(host):
        given = "what is given" if "@" in host else repr(host)  # before an @ stands a password, as a rule
        raise ApiValueError(
            f"{name}: must be a URL like https://rest.zuora.com (scheme, host, optional port and path), got {given}"
        )
    if host.endswith("/v1"):
        raise ApiValueError(f"{name}: leave out /v1, which the path of each operation adds; give {host[:-3]!r}")
    return host


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises if it is none
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and not {*" \\?#@%"} & {*url} and ".." not in url
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname)


def check_token(name: str, value: Any) -> Any:
    """A token that can stand in a header. An invalid one isn't shown, since it is a secret."""
    if value is None or callable(value):
        return value
    if not _is_visible(value):
        raise ApiValueError(f"{name}: must be text of visible ASCII characters, without spaces or line ends")
    return Secret(value)


def _secret(name: str, value: Any) -> Any:
    return Secret(value) if isinstance(value, str) else value


def _secret_values(name: str, value: Any) -> Any:
    if value is not None and not isinstance(value, Mapping):
        raise ApiValueError(f"{name}: must be a dict of headers, got {type(value).__name__}")
    return value and {header: Secret(text) if isinstance(text, str) else text for header, text in value.items()}


def _is_visible(value: object) -> bool:
    return isinstance(value, str) and value != "" and value.isascii() and value.isprintable() and " " not in value


def check_seconds(name: str, value: Any) -> float:
    """A time-out: a number above 0, and no more than any clock holds."""
    if not _is_number(value) or not 0 < value < 1e9:
        raise ApiValueError(f"{name}: must be a number of seconds above 0, got {value!r}")
    return float(value)


def _retries(name: str, value: Any) -> RetryPolicy | int:
    if not isinstance(value, RetryPolicy) and not _is_integer(value, 0):
        raise ApiValueError(f"{name}: must be a RetryPolicy or a number of retries, got {value!r}")
    return value  # type: ignore[no-any-return]


def check_count(name: str, value: Any) -> int:
    """A count: an integer of at least 1."""
    if not _is_integer(value, 1):
        raise ApiValueError(f"{name}: must be an integer of at least 1, got {value!r}")
    return int(value)


def _proxy(name: str, value: Any) -> str | None:
    if not value:
        return value  # type: ignore[no-any-return]
    if not isinstance(value, str) or "://" not in value:
        raise ApiValueError(f"{name}: must be a URL like http://proxy.example:3128")
    parse_proxy(name, value)
    return Secret(value)  # it may hold a password


_CHECKS: Mapping[str, Callable[[str, Any], Any]] = {
    "host": _host,
    "access_token": check_token,
    "client_secret": _secret,
    "proxy_headers": _secret_values,
    "connect_timeout": check_seconds,
    "read_timeout": check_seconds,
    "deadline": check_seconds,
    "proxy": _proxy,
    "retries": _retries,
    "connection_pool_maxsize": check_count,
    "idle_timeout": check_seconds,
}
