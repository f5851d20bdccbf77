"""Everything that a user can set, with every default in one place. Each value is checked when it is set."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import KW_ONLY, dataclass, field
from functools import lru_cache
from typing import Any, ClassVar, TypeAlias
from urllib.parse import urlsplit

from zuora_sdk.exceptions import ApiValueError

TokenSource: TypeAlias = "str | Callable[[], str]"
"""A bearer token, or a function that returns one whenever it is asked."""


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_whole(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how patiently a call is repeated. What may be repeated is fixed: see docs/reliability.md."""

    max_attempts: int = 4
    """How often a request is sent at most, the first time included. 1 repeats nothing."""
    backoff_cap: float = 60.0
    """The most seconds that jitter may wait: `random(0, min(backoff_cap, 2**n))` before repetition n = 0, 1, 2..."""
    max_retry_after: float = 130.0
    """The most seconds that Retry-After or RateLimit-Reset may ask for; beyond it the error is raised at once."""
    budget: int = 100
    """How many repetitions a client may have outstanding: each takes one, each success gives one back. Once they are
    used up, failures are raised at once, so that an outage isn't multiplied."""

    def __post_init__(self) -> None:
        for name, least in (("max_attempts", 1), ("budget", 0)):
            if not _is_whole(getattr(self, name), least):
                raise ApiValueError(f"RetryPolicy.{name}: must be a whole number of at least {least}")
        for name in ("backoff_cap", "max_retry_after"):
            if not _is_number(getattr(self, name)) or not getattr(self, name) >= 0:
                raise ApiValueError(f"RetryPolicy.{name}: must be a number of at least 0")


@dataclass
class Configuration:
    """How a client reaches Zuora. Give a token, or `client_id` and `client_secret`; all else has a default.

    It pickles with its credentials, since working in another process is what a pickled configuration is for: keep the
    pickle as you keep the credentials. Its `repr` shows none of them.
    """

    host: str = "https://rest.zuora.com"
    """The tenant's data centre; `ZuoraEnvironment` names them all. The wrong one shows up as wrong credentials."""
    _: KW_ONLY
    access_token: TokenSource | None = field(default=None, repr=False)
    """A bearer token, or a function that returns one (asked before each call, and once more after a 401)."""
    client_id: str | None = None
    """OAuth client: the token is fetched on first use and renewed in time."""
    client_secret: str | None = field(default=None, repr=False)
    allow_http: bool = False
    """Plain http is spoken to this machine only, unless this is set: a token on it can be read on the way."""
    verify_ssl: bool = True
    """Whether the server's certificate is checked. Without it anyone on the way can take the token."""
    ssl_ca_cert: str | None = None
    """A file of CA certificates to trust instead of the system's."""
    cert_file: str | None = None
    """A client certificate for mutual TLS, and `key_file`, its key."""
    key_file: str | None = None
    proxy: str | None = field(default=None, repr=False)
    """A proxy's URL. None takes HTTPS_PROXY (HTTP_PROXY, ALL_PROXY) from the environment; "" uses none."""
    proxy_headers: Mapping[str, str] | None = field(default=None, repr=False)
    """Headers for the proxy alone, for example `{"Proxy-Authorization": ...}`."""
    no_proxy: str | None = None
    """Hosts to reach directly, separated by commas. None takes NO_PROXY from the environment."""
    connection_pool_maxsize: int = 40
    """Connections kept open. 40 is how many requests Zuora serves a tenant at once."""
    connect_timeout: float = 10.0
    """Seconds to wait for a connection."""
    read_timeout: float = 130.0
    """Seconds to wait for the next piece of an answer. Zuora itself gives up after 120."""
    deadline: float = 600.0
    """Seconds that a call may take in all: attempts and waits between them."""
    retries: RetryPolicy | int = RetryPolicy()
    """How failures are repeated. A whole number is short for `RetryPolicy(max_attempts=number + 1)`; 0: never."""
    zuora_version: str | None = "2024-05-20"
    """The API version: it decides how failures are reported. None takes the tenant's own."""
    zuora_entity_ids: str | None = None
    """The entity to work in; for multi-entity tenants."""
    zuora_org_ids: str | None = None
    """The organizations to work in, separated by commas; for multi-org tenants."""
    zuora_track_id: str | Callable[[], str] | None = None
    """A name for the caller's work, up to 64 characters, which Zuora echoes; or a function that makes one a call."""
    client_side_validation: bool = True
    """Whether required fields, lengths and counts are checked before sending. What would endanger a call always is."""
    debug: bool = False
    """Whether bodies and headers go to the log, at level DEBUG of the logger `zuora_sdk`. Tokens are masked even so."""

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
        """`retries`, with a bare number spelt out."""
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
    def set_default(cls, default: Configuration | None) -> None:
        """Make a copy of this the default configuration; None brings the original back."""
        cls._default = copy(default)

    @classmethod
    def from_env(cls, **settings: Any) -> Configuration:
        """Read ZUORA_BASE_URL, ZUORA_CLIENT_ID, ZUORA_CLIENT_SECRET, BEARER_TOKEN, ZUORA_ENTITY_IDS and ZUORA_ORG_IDS.

        What isn't set, or is blank, keeps its default; `settings` beat the environment, and a token beats a client.
        """
        found = {setting: os.environ.get(name, "").strip() for name, setting in _ENVIRONMENT.items()}
        return cls(**{**{setting: value for setting, value in found.items() if value}, **settings})


_ENVIRONMENT = {
    "ZUORA_BASE_URL": "host",
    "ZUORA_CLIENT_ID": "client_id",
    "ZUORA_CLIENT_SECRET": "client_secret",
    "BEARER_TOKEN": "access_token",
    "ZUORA_ENTITY_IDS": "zuora_entity_ids",
    "ZUORA_ORG_IDS": "zuora_org_ids",
}


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
            f"{name}: {given} is no address like https://rest.zuora.com (scheme, host, maybe port, path)"
        )
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
    """A token that can stand in a header. What it was isn't said, since it is a secret."""
    if value is not None and not callable(value) and not _is_visible(value):
        raise ApiValueError(f"{name}: must be text of visible ASCII characters, without spaces or line ends")
    return value


def _is_visible(value: object) -> bool:
    return isinstance(value, str) and value != "" and value.isascii() and value.isprintable() and " " not in value


def check_seconds(name: str, value: Any) -> float:
    """A time-out: a number above 0, and no more than any clock holds."""
    if not _is_number(value) or not 0 < value < 1e9:
        raise ApiValueError(f"{name}: {value!r} is no number of seconds above 0")
    return float(value)


def _retries(name: str, value: Any) -> RetryPolicy | int:
    if not isinstance(value, RetryPolicy) and not _is_whole(value, 0):
        raise ApiValueError(f"{name}: {value!r} is neither a RetryPolicy nor a whole number of repetitions")
    return value  # type: ignore[no-any-return]


def check_count(name: str, value: Any) -> int:
    """How many of something there may be: a whole number of at least 1."""
    if not _is_whole(value, 1):
        raise ApiValueError(f"{name}: {value!r} is no whole number of at least 1")
    return int(value)


def _proxy(name: str, value: Any) -> str | None:
    if value and not (isinstance(value, str) and value.startswith(("http://", "https://"))):
        raise ApiValueError(f"{name}: must be a URL like http://proxy.example:3128")
    return value  # type: ignore[no-any-return]


_CHECKS: Mapping[str, Callable[[str, Any], Any]] = {
    "host": _host,
    "access_token": check_token,
    "connect_timeout": check_seconds,
    "read_timeout": check_seconds,
    "deadline": check_seconds,
    "proxy": _proxy,
    "retries": _retries,
    "connection_pool_maxsize": check_count,
}
