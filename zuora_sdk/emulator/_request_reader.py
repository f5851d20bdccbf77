"""Reads HTTP requests strictly: within limits of size and time, and only if there is one way to understand them."""

from __future__ import annotations

import contextlib
import io
import re
import socket
import time
from email.message import Message
from typing import Any

MAX_HEAD = 64 * 1024
MAX_BODY = 16 * 1024 * 1024
MAX_LINE = 1024
# How long a connection may wait for the next request, and how long the whole of a request may take to arrive.
IDLE_SECONDS = 60.0
REQUEST_SECONDS = 30.0
DRAIN_SECONDS = 1.0
HEADER_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\r\n\0]*\r\n")
LENGTH = re.compile(r"[0-9]{1,12}")
CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(;[^\r\n]*)?\r\n")


class RequestError(Exception):
    """A request that can't be read; nothing that follows on its connection can be trusted either."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class _BoundedSocket(io.RawIOBase):
    """The reading side of a socket, until a deadline and a number of bytes are reached."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._deadline = 0.0
        self._left = 0

    def allow(self, seconds: float, size: int) -> None:
        self._deadline = time.monotonic() + seconds
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        seconds = self._deadline - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        if self._left <= 0:
            raise RequestError(431, f"The head of a request may have {MAX_HEAD} bytes.")
        self._connection.settimeout(seconds)
        count = self._connection.recv_into(buffer, min(len(buffer), self._left))
        self._left -= count
        return count


class RequestReader(io.BufferedReader):
    """What a client sends on one connection.

    Attributes:
        head: The lines of the request that is being read, up to its body.
    """

    def __init__(self, connection: socket.socket) -> None:
        self.head: list[bytes] = []
        self._in_head = True
        self._bounds = _BoundedSocket(connection)
        super().__init__(self._bounds)

    def wait(self) -> bool:
        """Wait for the first byte of a request; False when the client closed the connection or stayed idle."""
        self._bounds.allow(IDLE_SECONDS, MAX_HEAD)
        self.head, self._in_head = [], True
        try:
            if not self.peek(1):
                return False
        except TimeoutError:
            return False
        self._bounds.allow(REQUEST_SECONDS, MAX_HEAD)
        return True

    def readline(self, size: int | None = -1, /) -> bytes:
        """A line, with CRLF at its end and nowhere else."""
        line = super().readline(size)
        if size and 0 < size <= len(line) and not line.endswith(b"\n"):
            raise RequestError(431, f"A line of the head may have {size} bytes.")
        if line and (line[-2:] != b"\r\n" or line.count(b"\r") > 1 or b"\0" in line):
            raise RequestError(400, "Each line of the head must end with CRLF and have no other control characters.")
        if self._in_head:
            self.head.append(line)
        return line

    def read_body(self, length: int | None) -> bytes:
        """The body: so many bytes, or, with None, chunks."""
        self._in_head = False
        self._bounds.allow(REQUEST_SECONDS, MAX_BODY + MAX_HEAD)
        if length is None:
            return self._read_chunks()
        return self._read_exactly(length)

    def drain(self) -> None:
        """Read and drop what still comes, for a moment."""
        self._bounds.allow(DRAIN_SECONDS, MAX_BODY)
        with contextlib.suppress(RequestError):
            while self.read1(MAX_HEAD):
                pass

    def _read_exactly(self, length: int) -> bytes:
        if length > MAX_BODY:
            raise RequestError(413, f"The body of a request may have {MAX_BODY} bytes.")
        body = self.read(length)
        if len(body) < length:
            raise ConnectionError("the client left in the middle of a request")
        return body

    def _read_chunks(self) -> bytes:
        body = bytearray()
        while True:
            matched = CHUNK_SIZE.fullmatch(self.readline(MAX_LINE))
            if matched is None:
                raise RequestError(400, "A chunk must begin with its size in hexadecimal digits.")
            size = int(matched[1], 16)
            if size == 0:
                break
            body += self._read_exactly(min(size, MAX_BODY + 1 - len(body)))
            if len(body) > MAX_BODY:
                raise RequestError(413, f"The body of a request may have {MAX_BODY} bytes.")
            if self.readline(MAX_LINE) != b"\r\n":
                raise RequestError(400, "A chunk must end where its size says.")
        while self.readline(MAX_LINE) != b"\r\n":
            pass
        return bytes(body)


def body_length(headers: Message) -> int | None:
    """How long the body is; None: it comes in chunks. RequestError if two readers could disagree (RFC 9112, 6.3)."""
    lengths, encodings = headers.get_all("Content-Length", []), headers.get_all("Transfer-Encoding", [])
    if encodings:
        if lengths:
            raise RequestError(400, "A request may have Content-Length or Transfer-Encoding, not both.")
        if [encoding.strip().lower() for encoding in encodings] != ["chunked"]:
            raise RequestError(501, "The only Transfer-Encoding is chunked.")
        return None
    if len(lengths) > 1 or not all(LENGTH.fullmatch(length) for length in lengths):
        raise RequestError(400, "A request may have one Content-Length, a number.")
    return int(lengths[0]) if lengths else 0


def check_head(head: list[bytes], headers: Message, version: str) -> None:
    """RequestError for headers that other readers might understand differently."""
    if not all(HEADER_LINE.fullmatch(line) for line in head[1:-1]):
        raise RequestError(400, "Each header must be one line: a name, a colon and a value.")
    hosts = headers.get_all("Host", [])
    if len(hosts) > 1 or (not hosts and version != "HTTP/1.0"):
        raise RequestError(400, "A request must have one Host header.")
