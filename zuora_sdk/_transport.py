"""The transport seam: one HTTP request out, one response back. A test or another HTTP library may take its place.

A transport neither retries nor follows redirects nor judges statuses. It reports one thing that only it can know:
whether a request that got no response may have reached the server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Protocol

import urllib3
from urllib3.exceptions import DecodeError, HTTPError

from zuora_sdk._transport_errors import describe

BODY_LIMIT = 1 << 28
"""The most bytes that a response body may unpack to: hundreds of times what Zuora sends."""

_PIECE = 1 << 16

LIBRARY_ERRORS = (
    *(ArithmeticError, AttributeError, BufferError, EOFError, LookupError, MemoryError),
    *(OSError, RuntimeError, TypeError, ValueError, HTTPException, HTTPError),
)
"""What libraries raise, by design or by mistake. Not `Exception`: what a signal handler raises, such as a time limit,
passes."""


@dataclass
class HttpRequest:
    """One attempt of a call, as it is sent."""

    method: str
    host: str
    """Scheme, host and port: `https://rest.zuora.com`."""
    target: str
    """Path and query, encoded."""
    headers: dict[str, str]
    body: bytes | None = field(default=None, repr=False)
    connect_timeout: float = 10.0
    """Seconds until the connection is ready: all addresses, the proxy and the TLS handshake together."""
    read_timeout: float = 130.0
    """Seconds to wait for the next piece of the response."""
    total_timeout: float = 600.0
    """Seconds that this attempt may take in total."""
    operation: str = ""
    """The method of the API class, such as `get_invoice`."""
    url_template: str = ""
    """The path without its keys: `/v1/invoices/{invoiceKey}`."""

    @property
    def url(self) -> str:
        """The whole address."""
        return self.host + self.target

    def __repr__(self) -> str:
        # Headers hold the token, the target holds keys: neither belongs into a log by accident.
        return f"<HttpRequest {self.method} {self.url_template or self.target}>"


@dataclass
class HttpResponse:
    """The response, whatever its status."""

    status: int
    headers: Mapping[str, str] = field(repr=False)  # there may be a session cookie
    """By name in any case."""
    body: bytes = field(default=b"", repr=False)
    broken: str | None = None
    """Why the body is incomplete or unreadable, if it is; `body` holds what was received."""


class TransportError(Exception):
    """There is no response."""

    def __init__(self, reason: str, *, sent: bool, fatal: bool = False) -> None:
        super().__init__(reason)
        self.sent = sent
        """Whether the request may have reached the server. False only if it certainly has not."""
        self.fatal = fatal
        """Whether a retry can't help, as with an untrusted certificate."""


class Transport(Protocol):
    """Sends a request and returns the response, whatever its status. Safe to be used by many threads."""

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send once. Raises `TransportError` if there is no response."""
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


def read_response(response: urllib3.BaseHTTPResponse, check_deadline: Callable[[], object]) -> HttpResponse:
    """Read a response with its body, and close it unless all of it was read.

    In pieces, so that neither an endless trickle nor a few bytes that unpack to gigabytes win. `check_deadline` raises
    a TimeoutError once the call has taken too long.
    """
    if response.status < 200:  # a switch of protocols that nobody asked for, or one of the interim responses
        response.close()  # the final response may still come, and must not be taken for that of another request
        raise TransportError(f"an interim response ({response.status}) instead of a final one", sent=True)
    received = HttpResponse(response.status, response.headers)
    pieces: list[bytes] = []
    size, complete = 0, False
    try:
        while piece := response.read1(_PIECE, decode_content=True):
            pieces.append(piece)
            size += len(piece)
            if size > BODY_LIMIT:
                raise DecodeError(f"it has more than {BODY_LIMIT} bytes")
            check_deadline()
            if response.length_remaining == 0 and "Content-Encoding" not in response.headers:
                break  # all that was announced is here, and nothing waits to be unpacked
        complete = True
    except LIBRARY_ERRORS as error:
        received.broken = describe(error, sent=True)
    finally:
        # What is left of a response that was given up, for whatever reason, must not begin that of another request.
        response.release_conn() if complete else response.close()
    received.body = b"".join(pieces)
    return received
