"""One HTTP connection: urllib3's, with every wait of an attempt bounded by a deadline."""

from __future__ import annotations

import http.client
import io
import socket
import time
from typing import Any, cast

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.connection import create_connection

_LONGEST_WAIT = 1e6  # what a socket's timeout can hold; eleven days
_PIECE = 1 << 16


class Deadline:
    """Bounds single waits, and their sum."""

    def __init__(self, seconds: float, *, wait: float = _LONGEST_WAIT) -> None:
        self._expires = time.monotonic() + seconds
        self._wait = min(wait, _LONGEST_WAIT)

    def check(self) -> None:
        """Raise a TimeoutError if the time is over."""
        self.next_wait()

    def next_wait(self) -> float:
        """How many seconds the next wait may take. Raises a TimeoutError if the time is over."""
        left = self._expires - time.monotonic()
        if left <= 0:
            raise TimeoutError("the deadline has passed")
        return min(left, self._wait)


class _DeadlineReader(io.RawIOBase):
    """Reads from a socket until the deadline, however slowly the bytes trickle in."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, deadline: Deadline) -> None:
        self._raw, self._sock, self._deadline = raw, sock, deadline
        self.at_end = False
        """Whether the peer has closed the connection."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._deadline.next_wait())
        count = cast("int | None", self._raw.readinto(buffer))
        self.at_end = count == 0
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, deadline: Deadline, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self._reader = _DeadlineReader(self.fp.detach(), sock, deadline)
        self.fp = io.BufferedReader(self._reader)

    def begin(self, **options: Any) -> None:
        """Read status and headers. Of the interim responses (RFC 9110, section 15.2) `http.client` skips only 100."""
        super().begin(**options)
        while self.status < 200 and self.status != http.HTTPStatus.SWITCHING_PROTOCOLS:
            self.headers = self.msg = cast(Any, None)  # or `begin` takes them as already read
            super().begin(**options)
        if self._reader.at_end:  # `http.client` takes the end of the connection for the end of the headers
            raise http.client.RemoteDisconnected("the connection ended within the headers")


class _DeadlineMixin:
    """For urllib3's connections: connects, sends and reads by `deadline`, which each attempt sets anew."""

    deadline: Deadline
    server_address: tuple[str, int]
    socket_options: Any
    sock: socket.socket | None

    def response_class(self, sock: socket.socket, *args: Any, **options: Any) -> _Response:
        """What `http.client` reads a response with, that of a proxy to CONNECT included."""
        return _Response(sock, *args, deadline=self.deadline, **options)

    def _new_conn(self) -> socket.socket:
        """Connect to the first address of the host that accepts; those that are left share the time that is left."""
        host, port = self.server_address
        try:
            addresses = [entry[4][:2] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except UnicodeError:  # an empty label, or one of more than 63 characters
            raise socket.gaierror(socket.EAI_NONAME, "not a valid host name") from None
        failure: OSError | None = None
        for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            timeout = self.deadline.next_wait() / left
            try:
                sock = create_connection(cast("tuple[str, int]", address), timeout, socket_options=self.socket_options)
            except OSError as error:
                failure = error
            else:
                sock.settimeout(self.deadline.next_wait())  # a TLS handshake takes it over
                return sock
        raise failure or OSError("the name has no address")

    def _tunnel(self) -> None:
        """Ask a proxy to CONNECT."""
        super()._tunnel()  # type: ignore[misc]
        cast(socket.socket, self.sock).settimeout(self.deadline.next_wait())  # a TLS handshake takes it over

    def send(self, data: Any) -> None:
        """Send in pieces: over TLS a timeout counts anew for each record, of which a body may have hundreds."""
        view = memoryview(data)
        for start in range(0, len(view), _PIECE):
            cast(socket.socket, self.sock).settimeout(self.deadline.next_wait())
            super().send(view[start : start + _PIECE])  # type: ignore[misc]


class PlainConnection(_DeadlineMixin, HTTPConnection):  # type: ignore[misc]
    """Plain HTTP."""


class TlsConnection(_DeadlineMixin, HTTPSConnection):  # type: ignore[misc]
    """HTTP over TLS."""


Connection = PlainConnection | TlsConnection
