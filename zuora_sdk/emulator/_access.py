"""Who may reach the emulator. It listens on loopback, but so can be reached by any web page in the developer's browser.

- The `Host` must be an IP address, localhost or a name that was allowed. A page of somebody else's whose name suddenly
  resolves to this machine (DNS rebinding) sends its own name.
- The control API and the page accept no requests from pages of another origin: no foreign `Origin`, bodies in JSON only
  (which browsers send to other origins only after asking, and the emulator never agrees).
- With a token, the control API and the page ask for it, too.
"""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Collection
from urllib.parse import urlsplit

from werkzeug.sansio.utils import host_is_trusted
from werkzeug.wrappers import Request

from zuora_sdk.emulator import _responses
from zuora_sdk.emulator._responses import Response

LOCAL_NAMES = ("localhost", ".localhost")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address to listen on."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Access:
    """Decides about each request before anything else is done with it.

    Args:
        allowed_hosts: Names besides localhost by which clients call the emulator; `.example.com` allows subdomains.
        token: What the control API and the page ask for; None: nothing.
    """

    def __init__(self, *, allowed_hosts: Collection[str], token: str | None) -> None:
        self._names = [*LOCAL_NAMES, *allowed_hosts]
        self._token = token

    def check_host(self, request: Request) -> Response | None:
        """The response to a request that was meant for another host; None if it was meant for the emulator."""
        host = request.headers.get("Host", "").lower()
        if _is_address(host) or host_is_trusted(host, self._names):
            return None
        message = f"{host!r} is not a name of this emulator: allow it with --allowed-host or allowed_hosts="
        return _responses.of_json(403, {"message": message})

    def check_control(self, request: Request) -> Response | None:
        """The response to a request that may not control the emulator; None if it may."""
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.headers.get("Host"):
            return _responses.of_json(403, {"message": f"Pages of {origin} can't control the emulator."})
        if request.method in ("POST", "PUT", "PATCH") and request.mimetype != "application/json":
            return _responses.of_json(415, {"message": "Send the header Content-Type: application/json."})
        if self._token is not None and not self._has_token(request, self._token):
            return _responses.of_json(
                401, {"message": "Send the token of the emulator."}, {"WWW-Authenticate": 'Basic realm="emulator"'}
            )
        return None

    def _has_token(self, request: Request, token: str) -> bool:
        sent = request.authorization
        # Browsers ask for a name and a password: the name may be anything.
        given = (sent.token if sent.type == "bearer" else sent.password) if sent else None
        return secrets.compare_digest((given or "").encode(), token.encode())


def _is_address(host: str) -> bool:
    """Whether a Host header names an IP address: no name that could resolve to something else."""
    name, bracket, _ = host.partition("]")
    name = name.removeprefix("[") if bracket else host.partition(":")[0]
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
