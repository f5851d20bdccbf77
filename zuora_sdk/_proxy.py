"""The address and login of an HTTP proxy, from its URL. The URL may hold a password: no error quotes it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes, urlsplit

from zuora_sdk.exceptions import ApiValueError

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Proxy:
    """An HTTP proxy, itself spoken to over plain TCP (`http`) or TLS (`https`)."""

    scheme: str
    host: str
    port: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Headers for the proxy alone: the login of its URL."""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def parse_proxy(name: str, url: str) -> Proxy:
    """Parse the URL of a proxy. `name` is the setting or environment variable that an error names."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        scheme, rest = "http", url  # HTTPS_PROXY=proxy.example:3128, as other programs read it
    scheme = scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise ApiValueError(f"{name}: only http and https proxies are supported")
    login, _, address = rest.rpartition("@")
    if {*"/?#"} & {*login}:
        raise ApiValueError(
            f"{name}: user name and password must be percent-encoded (%23 for #, %2F for /, %3F for ?); "
            "urllib.parse.quote(password, safe='') does it"
        )
    try:
        parts = urlsplit(f"//{address}")
        host, port = parts.hostname, parts.port
    except ValueError:  # not a port number, or half an IPv6 address; its text quotes the URL
        host = port = None
    if not host or not host.isprintable() or " " in host:
        raise ApiValueError(f"{name}: must be a URL like http://proxy.example:3128")
    credentials = b64encode(unquote_to_bytes(login)).decode()
    headers = {"Proxy-Authorization": f"Basic {credentials}"} if login else {}
    return Proxy(scheme, host, port or _DEFAULT_PORTS[scheme], headers)
