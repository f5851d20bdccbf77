"""Responses as servers and gateways really write them: read as RFC 9112 says, and as plain urllib3 reads them, or
reported as lost or broken. Never a bare error, and never a part of a body for the whole.
"""

from __future__ import annotations

import gzip
import http.client
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
import urllib3
from conftest import Connect
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wire import Answer, WireServer

from zuora_sdk import Configuration
from zuora_sdk.rest import HttpRequest, HttpResponse, TransportError, Urllib3Transport

Get = Callable[..., HttpResponse]


class RawServer:
    """Sends given bytes in response to each request, and closes."""

    def __init__(self) -> None:
        self.raw = b""
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, suppress(OSError):  # the client may go before it has read everything
                received = b""
                while not received.endswith(b"\r\n\r\n") and (data := connection.recv(65536)):
                    received += data
                connection.sendall(self.raw)

    def close(self) -> None:
        """Stop listening."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@pytest.fixture(scope="module")
def raw_server() -> Iterator[RawServer]:
    server = RawServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def get(raw_server: RawServer) -> Iterator[Get]:
    """Send one GET to a server that responds with the given bytes, and closes."""
    transport = Urllib3Transport(Configuration(host="http://127.0.0.1"))

    def send(raw: bytes) -> HttpResponse:
        raw_server.raw = raw
        transport.close()  # or the connection could be taken again before the server's end of it is closed
        return transport.send(HttpRequest("GET", f"http://127.0.0.1:{raw_server.port}", "/", {}, total_timeout=20.0))

    yield send
    transport.close()


@pytest.mark.parametrize(
    ("head", "body", "read"),
    [
        (b"Content-Length: 2", b"{}", b"{}"),
        (b"content-length:2", b"{}", b"{}"),
        (b"Content-Length: 2", b"{}, and what doesn't belong to it", b"{}"),
        (b"Connection: close", b"{}", b"{}"),
        (b"Transfer-Encoding: chunked", b"1\r\n{\r\n1;note=x\r\n}\r\n0\r\n\r\n", b"{}"),
        (b"Transfer-Encoding: chunked\r\nContent-Length: 1", b"2\r\n{}\r\n0\r\n\r\n", b"{}"),
        (b"Content-Length: many\r\nConnection: close", b"{}", b"{}"),
        (b"no colon in this line\r\nContent-Length: 2", b"{}", b"{}"),
        (b"X-Long: " + b"x" * 60_000 + b"\r\nContent-Length: 2", b"{}", b"{}"),
        (b"X-Folded: one\r\n two\r\nContent-Length: 2", b"{}", b"{}"),
    ],
)
def test_a_body_ends_where_its_head_says(get: Get, head: bytes, body: bytes, read: bytes) -> None:
    response = get(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n" + body)
    assert (response.status, response.body, response.broken) == (200, read, None)


def test_headers_are_found_in_any_case_and_keep_their_values(get: Get) -> None:
    response = get(
        b"HTTP/1.1 429 \r\nretry-after:  7\r\nZUORA-REQUEST-ID: a:b\r\nX-Two: 1\r\nX-Two: 2\r\nX-Latin: \xe9\r\n"
        b"Content-Length: 0\r\n\r\n"
    )
    assert response.status == 429
    assert response.headers["Retry-After"] == "7"
    assert response.headers["Zuora-Request-Id"] == "a:b"
    assert response.headers["X-Two"] == "1, 2"
    assert response.headers["X-Latin"] == "\xe9"


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.0 200 OK\r\n\r\n{}",
        b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\nContent-Length: 2\n\n{}",
        b"HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 102 Processing\r\nX-Interim: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 103 Early Hints\r\nX-Interim: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 102 Processing\r\n\r\n" * 50 + b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    ],
)
def test_unusual_heads_are_read(get: Get, raw: bytes) -> None:
    response = get(raw)
    assert (response.status, response.body) == (200, b"{}")
    assert "X-Interim" not in response.headers


def test_some_responses_have_no_body(get: Get) -> None:
    assert get(b"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}").body == b""


def test_a_short_body_is_reported_with_what_came(get: Get) -> None:
    response = get(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}")
    assert response.body == b"{}"
    assert response.broken is not None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/2 200\r\n\r\n",
        b"hello\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
        b"HTTP/1.1 99 Low\r\n\r\n",
        b"HTTP/1.1 1000 High\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Many: 1\r\n" * 300 + b"\r\n",
    ],
)
def test_what_is_no_response_is_reported_as_lost(get: Get, raw: bytes) -> None:
    with pytest.raises(TransportError) as caught:
        get(raw)
    assert caught.value.sent
    assert not caught.value.fatal


# ------------------------------------------------------------------------------------------------ against plain urllib3


@dataclass(frozen=True)
class Case:
    """A response: what is sent, and what of it is known by construction."""

    interim: bytes
    headers: bytes
    """Status line and headers."""
    body: bytes
    """As sent: framed and encoded."""
    content: bytes | None
    """What a reader must find in the body; None if the response isn't well-formed."""
    delimited: bool
    """Whether the headers say where the body ends."""
    cut: int | None
    """How many bytes are sent of headers and body; None if all."""

    @property
    def final(self) -> bytes:
        return (self.headers + self.body)[: self.cut]


def chunked(body: bytes, size: int, extension: bytes, trailer: bytes) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    framed = b"".join(b"%x%s\r\n%s\r\n" % (len(piece), extension, piece) for piece in pieces)
    return framed + b"0\r\n" + trailer + b"\r\n"


FIELDS = [
    b"Content-Type: application/json",
    b"X-Folded: one\r\n two",
    b"X-Latin: \xe9\xff",
    b"X-Empty:",
    b"X-Long: " + b"x" * 60_000,
    b"Set-Cookie: a=1; HttpOnly",
    b"Set-Cookie: b=2",
    b"\r\n".join(b"X-Many-%d: 1" % number for number in range(60)),
    b"X-Return: a\rb",
    b"X-Null: a\x00b",
    b"X Space: 1",
    b": no name",
    b"Keep-Alive: timeout=5",
]
ENCODINGS: dict[bytes, Callable[[bytes], bytes]] = {
    b"": lambda body: body,
    b"identity": lambda body: body,
    b"gzip": gzip.compress,
    b"GZIP": gzip.compress,
    b"x-gzip": gzip.compress,
    b"deflate": zlib.compress,
    b"gzip, deflate": lambda body: zlib.compress(gzip.compress(body)),
}
ODD_LENGTHS = [b"many", b"-1", b"1, 1", b"1, 2", b"", b"1_0", b"+2", b" 2", b"0x2", b"99999999999999999999999"]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    content = draw(st.sampled_from([b"", b"{}", b'{"a": 1}' * 100, bytes(range(256)) * 300, b"x" * 200_000]))
    encoding = draw(st.sampled_from(list(ENCODINGS)))
    encoded = ENCODINGS[encoding](content)
    status = draw(st.sampled_from([200, 200, 200, 201, 400, 401, 404, 429, 500, 503, 599, 204, 304]))
    fields = draw(st.lists(st.sampled_from(FIELDS), max_size=4, unique=True))
    framing = draw(st.sampled_from(["length", "length", "chunked", "chunked", "close", "odd length", "both"]))
    body, delimited, well_formed = encoded, True, not {b": no name", b"X Space: 1", b"X-Return: a\rb"} & {*fields}
    if encoding:
        fields.append(b"Content-Encoding: " + encoding)
    if framing in ("chunked", "both"):
        fields.append(draw(st.sampled_from([b"Transfer-Encoding: chunked", b"transfer-encoding:CHUNKED"])))
        extension, trailer = draw(st.sampled_from([(b"", b""), (b";note=x", b""), (b"", b"X-Trailer: 1\r\n")]))
        body = chunked(encoded, draw(st.sampled_from([1000, 4096, 70_000, 1 << 20])), extension, trailer)
    if framing in ("length", "both"):
        fields.append(b"Content-Length: %d" % len(encoded))
    elif framing == "odd length":
        fields.append(b"Content-Length: " + draw(st.sampled_from(ODD_LENGTHS)))
        well_formed = False
    elif framing == "close":
        delimited = False
    if status in (204, 304):
        content, well_formed = b"", well_formed and framing not in ("chunked", "both")
    version, reason = draw(st.sampled_from([(b"HTTP/1.1", b" OK"), (b"HTTP/1.1", b""), (b"HTTP/1.0", b" Fine")]))
    headers = b"\r\n".join([b"%s %d%s" % (version, status, reason), *draw(st.permutations(fields)), b"", b""])
    interim = draw(
        st.lists(st.sampled_from([b"100 Continue", b"102 Processing", b"103 Early Hints\r\nLink: </a>"]), max_size=3)
    )
    whole = len(headers) + len(body)
    cut = draw(st.none() | st.integers(0, whole) | st.integers(len(headers), whole))
    return Case(
        interim=b"".join(b"HTTP/1.1 %s\r\n\r\n" % line for line in interim),
        headers=headers,
        body=body,
        content=content if well_formed else None,
        delimited=delimited,
        cut=None if cut == whole else cut,
    )


def plain_urllib3(port: int) -> tuple[int, list[tuple[str, str]], bytes] | None:
    """What urllib3 alone reads; None if it raises."""
    with urllib3.HTTPConnectionPool("127.0.0.1", port, retries=False, timeout=20) as pool:
        try:
            response = pool.urlopen("GET", "/", headers={})
        except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError, OverflowError):
            return None
        return response.status, list(response.headers.items()), response.data


def get_or_none(get: Get, raw: bytes) -> HttpResponse | None:
    try:
        return get(raw)
    except TransportError:
        return None


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=cases())
@example(Case(b"", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", b"{}", b"{}", delimited=True, cut=None))
def test_a_response_is_read_as_urllib3_reads_it_or_reported(get: Get, raw_server: RawServer, case: Case) -> None:
    raw_server.raw = case.final
    expected = plain_urllib3(raw_server.port)
    response = get_or_none(get, case.interim + case.final)
    whole = response is not None and response.broken is None
    body = None if response is None else response.body

    # By construction: what is whole is read, what is cut is noticed.
    if case.cut is None and case.content is not None:
        assert whole
        assert body == case.content
    if case.cut is not None and case.cut < len(case.headers):
        assert response is None
    if case.cut is not None and case.delimited and case.content:
        assert not whole or body == case.content  # only the end of the last chunk may be missing

    # And no otherwise than by the library alone.
    if response is not None and whole:
        assert (response.status, list(response.headers.items()), response.body) == expected


# --------------------------------------------------------------------------------------------------------- connections


BIG = b'{"success": true, "id": "' + b"".join(b"%d," % number for number in range(30_000)) + b'"}'


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"{}", {}),
        (BIG, {}),
        (chunked(b"{}", 10, b"", b""), {"Transfer-Encoding": "chunked"}),
        (chunked(BIG, 5000, b"", b""), {"Transfer-Encoding": "chunked"}),
        (gzip.compress(BIG), {"Content-Encoding": "gzip"}),
        (chunked(gzip.compress(BIG), 5000, b"", b""), {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}),
    ],
)
def test_a_connection_is_kept_after_each_kind_of_body(
    body: bytes, headers: dict[str, str], server: WireServer, connect: Connect
) -> None:
    if "Transfer-Encoding" in headers:
        headers = {**headers, "Content-Length": ""}
    server.script([Answer(200, body, headers)])
    invoices = connect()
    for _ in range(3):
        text = invoices.get_invoice_with_http_info("i-1").raw_data
        assert text == (b"{}" if len(text) == 2 else BIG)
    assert server.connections == 1


@pytest.mark.parametrize(
    "script",
    [Answer(cut=5), Answer(200, b"not gzip", {"Content-Encoding": "gzip"}), Answer(503, b"", {"Connection": "close"})],
)
def test_a_connection_is_not_kept_if_its_response_was_not_read_to_the_end(
    script: Answer, server: WireServer, connect: Connect
) -> None:
    server.script([script, Answer()])
    invoices = connect(retries=1)
    invoices.api_client.runtime.sleep = lambda _: None
    assert invoices.get_invoice_with_http_info("i-1").attempts == 2
    assert server.connections == 2
