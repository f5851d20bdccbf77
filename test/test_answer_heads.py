"""Answers as servers and gateways really write them: each head is read as RFC 9112 says, or the answer is none."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from zuora_sdk import Configuration
from zuora_sdk.rest import HttpRequest, HttpResponse, TransportError, Urllib3Transport

Get = Callable[..., HttpResponse]


@pytest.fixture
def get() -> Iterator[Get]:
    """Send one GET to a server that answers with the given bytes, and closes."""
    listener = socket.create_server(("127.0.0.1", 0))
    transport = Urllib3Transport(Configuration(host="http://127.0.0.1"))

    def answer(raw: bytes) -> None:
        connection, _ = listener.accept()
        with connection:
            while not connection.recv(65536).endswith(b"\r\n\r\n"):
                pass
            connection.sendall(raw)

    def send(raw: bytes) -> HttpResponse:
        server = threading.Thread(target=answer, args=(raw,))
        server.start()
        try:
            return transport.send(
                HttpRequest("GET", f"http://127.0.0.1:{listener.getsockname()[1]}", "/", {}, total_timeout=5.0)
            )
        finally:
            server.join()

    yield send
    transport.close()
    listener.close()


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
    ],
)
def test_unusual_heads_are_read(get: Get, raw: bytes) -> None:
    response = get(raw)
    assert (response.status, response.body) == (200, b"{}")
    assert "X-Interim" not in response.headers


def test_some_answers_have_no_body(get: Get) -> None:
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
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Many: 1\r\n" * 300 + b"\r\n",
    ],
)
def test_what_is_no_answer_is_reported_as_lost(get: Get, raw: bytes) -> None:
    with pytest.raises(TransportError) as caught:
        get(raw)
    assert caught.value.sent
    assert not caught.value.fatal
