"""The transport seam: one HTTP request out, one response back. A test or another HTTP library may take its place.

A transport neither retries nor follows redirects nor judges statuses. It reports one thing that only it can know:
whether a request that got no response may have reached the server.
"""

from __future__ import annotations

import ssl
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import urllib3
from urllib3.exceptions import ConnectTimeoutError, DecodeError, HTTPError, NewConnectionError, ReadTimeoutError

BODY_LIMIT = 1 << 28
"""The most bytes that a response body may unpack to: hundreds of times what Zuora sends."""

_PIECE = 1 << 16


@dataclass
class HttpRequest:
    """What travels."""

    method: str
    host: str
    """Scheme, host and port: `https://rest.zuora.com`."""
    target: str
    """Path and query, encoded."""
    headers: dict[str, str]
    body: bytes | None = field(default=None, repr=False)
    connect_timeout: float = 10.0
    """Seconds to wait for a connection."""
    read_timeout: float = 130.0
    """Seconds to wait for the next piece of the answer."""
    total_timeout: float = 600.0
    """Seconds that this attempt may take in all."""
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
    """What came back."""

    status: int
    headers: Mapping[str, str]
    """By name in any case."""
    body: bytes = field(default=b"", repr=False)
    broken: str | None = None
    """Why the body is not whole, if it isn't; `body` holds what came of it."""


class TransportError(Exception):
    """There is no answer."""

    def __init__(self, reason: str, *, sent: bool, fatal: bool = False) -> None:
        super().__init__(reason)
        self.sent = sent
        """Whether the request may have reached the server. False only if it surely has not."""
        self.fatal = fatal
        """Whether trying again can't help, as with a wrong certificate."""


class Transport(Protocol):
    """Sends a request and returns the answer, whatever its status. Safe to be used by many threads."""

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send once. Raises `TransportError` if there is no answer."""
        ...

    def close(self) -> None:
        """Let go of all connections."""
        ...


def lost(error: Exception, *, sent: bool, fatal: bool) -> TransportError:
    """What to raise, after the `except`, for what a library raised. Of its chain only an error of Python's own is kept.

    Errors of libraries may hold the connection or the request, and in it the token.
    """
    failure = TransportError(describe(error, sent=sent), sent=sent, fatal=fatal)
    *_, root = causes(error)
    if type(root).__module__.partition(".")[0] in sys.stdlib_module_names:
        for name in ("request", "response"):
            vars(root).pop(name, None)  # some libraries hang theirs on
        failure.__cause__ = root
    return failure


def read_answer(answer: urllib3.BaseHTTPResponse, expires: float) -> HttpResponse:
    """Read the body in pieces, so that neither a trickle without end nor a few bytes that unpack to no end win."""
    if answer.status < 200:
        answer.close()  # the final answer may still come, and must not be taken for that of another request
        raise TransportError(f"an interim answer ({answer.status}) instead of a final one", sent=True)
    response = HttpResponse(answer.status, answer.headers)
    pieces: list[bytes] = []
    size, whole = 0, False
    try:
        while piece := answer.read1(_PIECE, decode_content=True):
            pieces.append(piece)
            size += len(piece)
            if size > BODY_LIMIT:
                raise DecodeError(f"it has more than {BODY_LIMIT} bytes")
            if time.monotonic() > expires:
                raise TimeoutError("the answer took longer than the call may take")
            if answer.length_remaining == 0 and "Content-Encoding" not in answer.headers:
                break  # all that was announced is here, and nothing waits to be unpacked
        whole = True
    except (HTTPError, OSError) as error:
        response.broken = describe(error, sent=True)
    finally:
        # What is left of an answer that was given up, for whatever reason, must not begin that of another request.
        answer.release_conn() if whole else answer.close()
    response.body = b"".join(pieces)
    return response


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it was raised for; urllib3 keeps that in `reason`, as well as in the usual places."""
    while error is not None:
        yield error
        reason = getattr(error, "reason", None)
        error = reason if isinstance(reason, BaseException) else error.__cause__ or error.__context__


def is_certificate(error: BaseException) -> bool:
    """Whether it failed because the server's certificate can't be trusted."""
    return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes(error))


def describe(error: Exception, *, sent: bool) -> str:
    """What went wrong, in a few words. `sent`: whether the request may have reached the server."""
    if isinstance(error, (ConnectTimeoutError, NewConnectionError)):
        what = "could not connect"
    elif isinstance(error, (ReadTimeoutError, TimeoutError)):
        what = "timed out"
    elif isinstance(error, DecodeError):
        what = "the body can't be decompressed"
    else:
        what = "connection lost" if sent else "could not connect"
    # The innermost cause says it best; the outer ones name objects and addresses in memory.
    innermost = list(causes(error))[-1]
    return f"{what}: {str(innermost) or type(innermost).__name__}"
