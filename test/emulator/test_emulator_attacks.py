"""Attacks on the emulator over raw sockets: none gets in, and after each the next request is answered."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from emulator_caller import Caller

from zuora_sdk.emulator import ACCESS_TOKEN, Settings, ZuoraEmulator

MAX_THREADS = 256 + 10
AUTHORIZED = f"Authorization: Bearer {ACCESS_TOKEN}\r\nContent-Type: application/json\r\n"


@pytest.fixture(autouse=True)
def _still_there(zuora: ZuoraEmulator, call: Caller) -> Iterator[None]:
    """After the attack: an answer to the next request, and no pile of threads."""
    yield
    assert call("GET", "/v1/invoices/nope").status == 404
    assert threading.active_count() < MAX_THREADS


def connect(zuora: ZuoraEmulator) -> socket.socket:
    host, _, port = zuora.url.removeprefix("http://").rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=10)


def send(zuora: ZuoraEmulator, data: str | bytes) -> tuple[int, bytes]:
    """Status and everything that comes back, until the emulator closes the connection."""
    with connect(zuora) as connection:
        connection.sendall(data.encode("latin-1") if isinstance(data, str) else data)
        received = b""
        with contextlib.suppress(ConnectionError):
            connection.shutdown(socket.SHUT_WR)
        while piece := connection.recv(65536):
            received += piece
    return (int(received.split(b" ", 2)[1]) if received else 0), received


def post(headers: str, body: str = "", path: str = "/v1/invoices", host: str = "localhost") -> str:
    return f"POST {path} HTTP/1.1\r\nHost: {host}\r\n{AUTHORIZED}{headers}\r\n{body}"


# -- other web pages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", ""]
)
@pytest.mark.parametrize("path", ["/", "/_emulator/requests", "/v1/invoices/x", "/openapi.json"])
def test_another_host_is_rejected(zuora: ZuoraEmulator, host: str, path: str) -> None:
    status, answer = send(zuora, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n")
    assert status == 403
    assert b"allow it with --allowed-host" in answer


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1", "[::1]:80", "192.0.2.7", "zuora.localhost"])
def test_its_own_names_are_accepted(zuora: ZuoraEmulator, host: str) -> None:
    assert send(zuora, f"GET /_emulator/health HTTP/1.1\r\nHost: {host}\r\n\r\n")[0] == 200


def test_names_can_be_allowed() -> None:
    with ZuoraEmulator(allowed_hosts=["zuora", ".test.example"]) as zuora:
        for host, status in (("zuora:8010", 200), ("a.test.example", 200), ("azuora", 403)):
            assert send(zuora, f"GET /_emulator/health HTTP/1.1\r\nHost: {host}\r\n\r\n")[0] == status


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:9999", "http://localhost.evil"])
def test_pages_of_another_origin_control_nothing(zuora: ZuoraEmulator, origin: str) -> None:
    body = '{"advance": 86400}'
    before = zuora.clock.now()
    headers = f"Origin: {origin}\r\nContent-Length: {len(body)}\r\n"
    status, answer = send(zuora, post(headers, body, "/_emulator/clock"))
    assert status == 403
    assert b"Access-Control" not in answer
    assert (zuora.clock.now() - before).total_seconds() < 60
    preflight = f"OPTIONS /_emulator/clock HTTP/1.1\r\nHost: localhost\r\nOrigin: {origin}\r\n\r\n"
    assert b"Access-Control" not in send(zuora, preflight)[1]


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_forms_control_nothing(zuora: ZuoraEmulator, media_type: str) -> None:
    zuora.inject_fault("lock")
    headers = f"Host: localhost\r\nContent-Type: {media_type}\r\nContent-Length: 2\r\n"
    assert send(zuora, f"POST /_emulator/reset HTTP/1.1\r\n{headers}\r\n{{}}")[0] == 415
    assert len(zuora.faults) == 1
    zuora.clear_faults()


def test_with_a_token_control_and_page_ask_for_it() -> None:
    with ZuoraEmulator(token="s3cret-of-ours") as zuora:
        for path in ("/", "/_emulator/health", "/openapi.json"):
            request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n"
            status, answer = send(zuora, f"{request}\r\n")
            assert (status, b"WWW-Authenticate: Basic" in answer) == (401, True)
            assert send(zuora, f"{request}Authorization: Bearer {ACCESS_TOKEN}\r\n\r\n")[0] == 401
            assert send(zuora, f"{request}Authorization: Bearer s3cret-of-ours\r\n\r\n")[0] == 200
            # As a browser sends it: me:s3cret-of-ours
            assert send(zuora, f"{request}Authorization: Basic bWU6czNjcmV0LW9mLW91cnM=\r\n\r\n")[0] == 200
        assert send(zuora, f"GET /v1/invoices/x HTTP/1.1\r\nHost: localhost\r\n{AUTHORIZED}\r\n")[0] == 401


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "zuora.example"])
def test_beyond_loopback_it_needs_a_token(host: str) -> None:
    with pytest.raises(ValueError, match="token"):
        ZuoraEmulator(host=host)


def test_ipv6() -> None:
    with ZuoraEmulator(host="::1") as zuora:
        assert zuora.url.startswith("http://[::1]:")
        call = Caller(zuora)
        assert call.create()["invoiceNumber"] == "INV00000001"
        call.pool.clear()


# -- smuggling -----------------------------------------------------------------------------------------------------

HIDDEN = "DELETE /_emulator/requests HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Content-Length: 0\r\nContent-Length: 60\r\n",
        "Content-Length: 5, 5\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 0x5\r\n",
        "Content-Length: 5_0\r\n",
        "Content-Length: \xb2\r\n",
        "Content-Length : 5\r\n",
        "Content-Length\t: 5\r\n",
        "Content-Length: \r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding:\r\n chunked\r\n",
        " Transfer-Encoding: chunked\r\n",
        "X: y\rTransfer-Encoding: chunked\r\n",
        "X: y\nTransfer-Encoding: chunked\r\n",
        "X: y\0z\r\n",
        "no colon\r\n",
        ": no name\r\n",
        "Host: other.example\r\n",
    ],
)
def test_what_can_be_read_in_two_ways_is_rejected(zuora: ZuoraEmulator, call: Caller, headers: str) -> None:
    call("GET", "/v1/invoices/nope")
    status, answer = send(zuora, post(headers, "0\r\n\r\n" + HIDDEN))
    assert status in (400, 501)
    assert answer.count(b"Content-Length: ") == 1
    assert len(zuora.requests) == 1


@pytest.mark.parametrize(
    "body",
    [
        "-1\r\n" + "x" * 100,
        "-0\r\n\r\n",
        "0x5\r\nhello\r\n0\r\n\r\n",
        "5_0\r\nhello\r\n0\r\n\r\n",
        "\r\nhello",
        "5\nhello\r\n0\r\n\r\n",
        "5\r\nhello+0\r\n\r\n",
        "6\r\nhello\r\n0\r\n\r\n",
        "ffffffffffffffffffff\r\nhello",
        "ffffffff\r\nhello",
        "5;" + "x" * 5000 + "\r\nhello\r\n0\r\n\r\n",
    ],
)
def test_chunks_that_make_no_sense(zuora: ZuoraEmulator, body: str) -> None:
    status, answer = send(zuora, post("Transfer-Encoding: chunked\r\n", body + HIDDEN))
    assert status in (0, 400, 413, 431)
    assert answer.count(b"Content-Length: ") <= 1
    assert zuora.requests == []


def test_chunks_that_make_sense(zuora: ZuoraEmulator, call: Caller) -> None:
    body = json.dumps(call.request())
    chunks = f"1;why=not\r\n{body[0]}\r\n{len(body) - 1:X}\r\n{body[1:]}\r\n0\r\nTrailer: x\r\n\r\n"
    assert send(zuora, post("Transfer-Encoding: chunked\r\nConnection: close\r\n", chunks))[0] == 200


@pytest.mark.parametrize(
    "line",
    [
        "GET http://localhost/v1/invoices/x HTTP/1.1",
        "GET v1/invoices/x HTTP/1.1",
        "GET /v1/invoices/x",
        "GET /v1/invoices/x HTTP/2.0",
        "GET /v1/invoices/x HTTP/1.1 HTTP/1.1",
        "GET /v1/invoices/x HTPP/1.1",
        "GET",
        "\x16\x03\x01\x02",
    ],
)
def test_request_lines_that_make_no_sense(zuora: ZuoraEmulator, line: str) -> None:
    status, answer = send(zuora, f"{line}\r\nHost: localhost\r\n\r\n")
    assert status in (400, 505)
    assert answer.count(b"Content-Length: ") == 1
    assert zuora.requests == []


def test_a_header_with_an_underscore_is_not_one_with_a_hyphen(zuora: ZuoraEmulator) -> None:
    headers = f"Host: localhost\r\n{AUTHORIZED}Zuora_Version: 186.0\r\n"
    assert send(zuora, f"GET /v1/invoices/x HTTP/1.1\r\n{headers}\r\n")[0] == 404


# -- too much ------------------------------------------------------------------------------------------------------


def test_a_body_that_is_too_long_is_not_read(zuora: ZuoraEmulator) -> None:
    assert send(zuora, post("Content-Length: 999999999999\r\n"))[0] == 413
    chunk = "1000000\r\n" + "x" * 0x1000000 + "\r\n"
    assert send(zuora, post("Transfer-Encoding: chunked\r\n", chunk + "1\r\nx\r\n0\r\n\r\n"))[0] == 413
    assert zuora.requests == []


@pytest.mark.parametrize("line", ["GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\nX: {}\r\n\r\n"])
def test_a_head_that_is_too_long(zuora: ZuoraEmulator, line: str) -> None:
    assert send(zuora, line.format("x" * 63_000))[0] in (400, 431)
    assert send(zuora, line.format("x" * 70_000))[0] == 431
    many = "".join(f"X{number}: y\r\n" for number in range(200))
    assert send(zuora, f"GET / HTTP/1.1\r\nHost: localhost\r\n{many}\r\n")[0] == 431


def test_a_gzip_bomb_is_not_unpacked(zuora: ZuoraEmulator, call: Caller) -> None:
    bomb = gzip.compress(bytes(200 * 1024 * 1024))
    tracemalloc.start()
    reply = call("POST", "/v1/invoices", bomb, headers={"Content-Encoding": "gzip"})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (reply.status, peak < 64 * 1024 * 1024) == (413, True)
    twice = gzip.compress(b"{}") + gzip.compress(b"{}")
    assert call("POST", "/v1/invoices", twice, headers={"Content-Encoding": "gzip"}).status == 400
    assert call("POST", "/v1/invoices", gzip.compress(b"{}")[:-4], headers={"Content-Encoding": "gzip"}).status == 400
    assert call("POST", "/v1/invoices", b"{}", headers={"Content-Encoding": "deflate"}).status == 415


@pytest.mark.parametrize(
    "value",
    [
        "[" * 101 + "]" * 101,
        '{"a":' * 100 + "1" + "}" * 100,
        "[" * 100_000,
        "1" * 101,
        "9" * 5000,
        "1e401",
        "-1e999999999",
    ],
)
@pytest.mark.parametrize("path", ["/v1/invoices", "/_emulator/accounts"])
def test_json_beyond_the_limits(call: Caller, value: str, path: str) -> None:
    body = json.dumps({**call.request(), "deep__c": "VALUE"}).replace('"VALUE"', value)
    assert call("POST", path, body.encode()).status == 400
    assert call.zuora.ledger.invoices == []


def test_json_at_the_limits(call: Caller) -> None:
    reply = call.create(deep__c=json.loads("[" * 99 + "]" * 99))
    assert reply["deep__c"] == json.loads("[" * 99 + "]" * 99)


def test_a_form_with_a_million_fields(zuora: ZuoraEmulator) -> None:
    body = "a=1&" * 1_000_000
    head = "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    assert send(zuora, f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}")[0] == 400


def test_the_request_log_is_bounded_in_bytes(zuora: ZuoraEmulator, call: Caller) -> None:
    big = b'{"x": "' + b"y" * 8_000_000 + b'"}'
    for _ in range(12):
        assert call("POST", "/v1/invoices", big).status == 400
    assert 1 <= len(zuora.requests) < 10
    assert sum(len(request.body) for request in zuora.requests) < 64 * 1024 * 1024


def test_nothing_of_a_request_without_a_token_is_kept(zuora: ZuoraEmulator, call: Caller) -> None:
    reply = call("POST", "/v1/invoices", b'{"x": "%s"}' % (b"y" * 1000), headers={"Authorization": "Bearer wrong"})
    assert reply.status == 401
    assert [(request.status, request.body) for request in zuora.requests] == [(401, b"")]


def test_the_token_endpoint_has_a_limit_of_its_own() -> None:
    with ZuoraEmulator(settings=Settings(token_rate_limits=((3600, 2),))) as zuora:
        call = Caller(zuora)
        form = {"client_id": zuora.client_id, "client_secret": "wrong", "grant_type": "client_credentials"}
        url = f"{zuora.url}/oauth/token"
        statuses = [
            call.pool.request_encode_body("POST", url, fields=form, encode_multipart=False).status for _ in range(3)
        ]
        assert statuses == [401, 401, 429]
        assert call.create()["success"] is True
        call.pool.clear()


# -- connections ---------------------------------------------------------------------------------------------------


def test_three_hundred_half_open_connections(zuora: ZuoraEmulator, call: Caller) -> None:
    held = [connect(zuora) for _ in range(300)]
    try:
        for connection in held[::2]:
            with contextlib.suppress(ConnectionError):  # the oldest were closed to make room
                connection.sendall(b"POST /v1/invoices HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
        assert call("GET", "/v1/invoices/nope").status == 404
        give_up = time.monotonic() + 10
        while threading.active_count() >= MAX_THREADS:
            assert time.monotonic() < give_up
            time.sleep(0.02)
    finally:
        for connection in held:
            connection.close()


def test_slow_senders_are_cut_off(zuora: ZuoraEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    from zuora_sdk.emulator import _request_reader

    monkeypatch.setattr(_request_reader, "REQUEST_SECONDS", 0.3)
    for begin in (b"GET /v1/inv", b"POST /v1/invoices HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n"):
        with connect(zuora) as connection:
            connection.sendall(begin)
            started = time.monotonic()
            for _ in range(100):
                try:
                    connection.sendall(b"x")
                    if connection.recv(1000, socket.MSG_DONTWAIT):
                        break
                except BlockingIOError:
                    time.sleep(0.05)
            assert time.monotonic() - started < 5
    assert zuora.requests == []


def test_idle_connections_are_closed(zuora: ZuoraEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    from zuora_sdk.emulator import _request_reader

    monkeypatch.setattr(_request_reader, "IDLE_SECONDS", 0.2)
    with connect(zuora) as connection:
        assert connection.recv(1) == b""


def test_clients_that_leave_in_the_middle(zuora: ZuoraEmulator) -> None:
    for _ in range(100):
        with connect(zuora) as connection:
            connection.sendall(b"POST /v1/invoices HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{")
    assert zuora.requests == []


def test_stopping_does_not_wait_for_open_connections() -> None:
    zuora = ZuoraEmulator().start()
    held = [connect(zuora) for _ in range(20)]
    started = time.monotonic()
    zuora.stop()
    assert time.monotonic() - started < 3
    for connection in held:
        connection.close()


# -- what is asked of the clock, the settings and the faults -------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "clock", {"advance": 3e11}),
        ("POST", "clock", {"advance": -1}),
        ("POST", "clock", {"advance": "x"}),
        ("POST", "clock", {"advance": True}),
        ("POST", "clock", {"advance": 1, "set": "2030-01-01T00:00:00Z"}),
        ("POST", "clock", {"set": "tomorrow"}),
        ("POST", "clock", {"set": "2001-01-01T00:00:00Z"}),
        ("POST", "clock", {"set": "9999-12-31T23:59:59-12:00"}),
        ("POST", "clock", {}),
        ("POST", "clock", []),
        ("PATCH", "settings", {"concurrency_limit": -1}),
        ("PATCH", "settings", {"concurrency_limit": "many"}),
        ("PATCH", "settings", {"rate_limits": [[0, 5]]}),
        ("PATCH", "settings", {"rate_limits": 7}),
        ("PATCH", "settings", {"colour": "red"}),
        ("POST", "faults", {"kind": "slow", "seconds": 1e9}),
        ("POST", "faults", {"kind": "lock", "colour": "red"}),
        ("POST", "faults", {"status": 500, "headers": {"X\r\nY": "z"}}),
        ("DELETE", "faults/7", None),
        ("DELETE", "faults/x", None),
        ("POST", "accounts", {"number": "A-9"}),
        ("POST", "accounts", {"number": "A00000001", "name": "Twice"}),
        ("GET", "requests?limit=many", None),
    ],
)
def test_control_is_checked(zuora: ZuoraEmulator, call: Caller, method: str, path: str, body: Any) -> None:
    before = zuora.settings, zuora.faults, zuora.accounts
    reply = call(method, f"/_emulator/{path}", body)
    assert reply.status == 400
    assert reply["message"]
    assert (zuora.settings, zuora.faults, zuora.accounts) == before
