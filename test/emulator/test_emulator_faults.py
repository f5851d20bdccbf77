"""Failures to order, each seen from the socket."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any

import pytest
import urllib3
from emulator_caller import Caller

from zuora_sdk.emulator import CLIENT_ID, CLIENT_SECRET, ZuoraEmulator


def raw(zuora: ZuoraEmulator, method: str, path: str, body: Any = None, timeout: float = 5) -> tuple[int, bytes]:
    """One call on a connection of its own, with nothing between us and the socket's errors."""
    host = zuora.url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=timeout)
    headers = {"Authorization": f"Bearer {zuora.access_token}", "Content-Type": "application/json"}
    try:
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_an_answer_of_the_tests_own_comes_as_often_as_ordered(zuora: ZuoraEmulator, call: Caller) -> None:
    order = zuora.inject_fault(
        operation="get_invoice", status=503, body={"reasons": []}, headers={"X-Why": "test"}, times=2, skip=1
    )
    replies = [call("GET", "/v1/invoices/x") for _ in range(4)]
    assert [reply.status for reply in replies] == [404, 503, 503, 404]
    assert (replies[1].data, replies[1].headers["X-Why"], order.hits) == ({"reasons": []}, "test", 2)
    assert call.create()["success"] is True


def test_a_code_decides_the_status_as_the_version_has_it(zuora: ZuoraEmulator, call: Caller) -> None:
    zuora.inject_fault(operation="get_invoice", code=58490030, message="No.", times=2)
    modern = call("GET", "/v1/invoices/x")
    assert (modern.status, modern["reasons"]) == (400, [{"code": 58490030, "message": "No."}])
    assert call("GET", "/v1/invoices/x", headers={"Zuora-Version": "206.0"}).status == 200


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [("lock", 409, 58490050), ("internal", 500, 58490060), ("temporary", 500, 58490061)],
)
def test_categories(zuora: ZuoraEmulator, call: Caller, kind: str, status: int, code: int) -> None:
    zuora.inject_fault(kind)
    reply = call("POST", "/v1/invoices", call.request(), headers={"Idempotency-Key": "k"})
    assert (reply.status, reply.codes) == (status, [code])
    # Nothing was done, and nothing kept under the key: a second try goes well.
    again = call("POST", "/v1/invoices", call.request(), headers={"Idempotency-Key": "k"})
    assert again.status == 200


def test_429_with_and_without_retry_after(zuora: ZuoraEmulator, call: Caller) -> None:
    zuora.inject_fault("rate_limit")
    zuora.inject_fault("rate_limit", retry_after=3)
    zuora.inject_fault("concurrency")
    zuora.inject_fault("concurrency", retry_after=0)
    replies = [call("GET", "/v1/invoices/x") for _ in range(4)]
    assert [reply.status for reply in replies] == [429] * 4
    assert [reply.headers.get("Retry-After") for reply in replies] == [None, "3", "120", "0"]
    assert [reply.codes for reply in replies] == [[70], [70], [50000070], [50000070]]
    assert replies[0].headers["RateLimit-Remaining"] == "0"


def test_html_instead_of_json(zuora: ZuoraEmulator, call: Caller) -> None:
    zuora.inject_fault("html")
    zuora.inject_fault(status=502, body="<html>Bad Gateway</html>")
    replies = [call("GET", "/v1/invoices/x") for _ in range(2)]
    assert [(reply.status, reply.headers["Content-Type"]) for reply in replies] == [
        (503, "text/html"),
        (502, "text/html"),
    ]


def test_an_expired_token_stays_expired(zuora: ZuoraEmulator, call: Caller) -> None:
    form = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "grant_type": "client_credentials"}
    issued = call.pool.request_encode_body("POST", f"{zuora.url}/oauth/token", fields=form, encode_multipart=False)
    bearer = {"Authorization": f"Bearer {issued.json()['access_token']}"}
    zuora.inject_fault("expired_token")
    assert [call("GET", "/v1/invoices/x", headers=bearer).status for _ in range(2)] == [401, 401]
    assert call("GET", "/v1/invoices/x").status == 404


def test_reset_before_and_after(zuora: ZuoraEmulator, call: Caller) -> None:
    zuora.inject_fault("reset_before")
    with pytest.raises(ConnectionResetError):
        raw(zuora, "POST", "/v1/invoices", call.request())
    assert zuora.ledger.invoices == []
    zuora.inject_fault("reset_after")
    with pytest.raises(ConnectionResetError):
        raw(zuora, "POST", "/v1/invoices", call.request())
    assert len(zuora.ledger.invoices) == 1
    assert [request.status for request in zuora.requests] == [None, None]
    assert [request.fault for request in zuora.requests] == ["reset_before", "reset_after"]


def test_time_out_before_and_after(zuora: ZuoraEmulator, call: Caller) -> None:
    zuora.inject_fault("timeout_before")
    with pytest.raises(TimeoutError):
        raw(zuora, "POST", "/v1/invoices", call.request(), timeout=0.2)
    assert zuora.ledger.invoices == []
    zuora.inject_fault("timeout_after")
    with pytest.raises(TimeoutError):
        raw(zuora, "POST", "/v1/invoices", call.request(), timeout=0.2)
    assert len(zuora.ledger.invoices) == 1
    zuora.inject_fault("timeout_before", seconds=0.05)
    status, body = raw(zuora, "GET", "/v1/invoices/x")
    assert (status, body) == (
        504,
        b"<html><head><title>Gateway Timeout</title></head><body><h1>Gateway Timeout</h1></body></html>",
    )


def test_a_lost_answer_is_replayed_by_its_key(zuora: ZuoraEmulator, call: Caller) -> None:
    zuora.inject_fault("reset_after", operation="create_standalone_invoice")
    headers = {"Idempotency-Key": "once"}
    with pytest.raises(urllib3.exceptions.ProtocolError):
        call("POST", "/v1/invoices", call.request(), headers=headers)
    assert call("POST", "/v1/invoices", call.request(), headers=headers)["invoiceNumber"] == "INV00000001"
    assert len(zuora.ledger.invoices) == 1


def test_slow_and_truncated(zuora: ZuoraEmulator, call: Caller) -> None:
    zuora.inject_fault("slow", seconds=0.2)
    started = time.monotonic()
    assert raw(zuora, "POST", "/v1/invoices", call.request())[0] == 200
    assert time.monotonic() - started >= 0.2
    zuora.inject_fault("truncated")
    with pytest.raises(http.client.IncompleteRead) as broken:
        raw(zuora, "POST", "/v1/invoices", call.request())
    assert broken.value.partial.startswith(b'{"success":true')
    assert len(zuora.ledger.invoices) == 2


def test_no_operation_named_means_any_but_asking_for_a_token(zuora: ZuoraEmulator, call: Caller) -> None:
    zuora.inject_fault(status=500, times=None)
    form = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "grant_type": "client_credentials"}
    issued = call.pool.request_encode_body("POST", f"{zuora.url}/oauth/token", fields=form, encode_multipart=False)
    assert issued.status == 200
    assert {call("GET", "/v1/invoices/x").status for _ in range(3)} == {500}
    zuora.clear_faults()
    assert call("GET", "/v1/invoices/x").status == 404


@pytest.mark.parametrize(
    "order",
    [
        {"kind": "meteor"},
        {"operation": "get_invoyce", "status": 500},
        {},
        {"status": 99},
        {"kind": "lock", "rate": 1.5},
        {"kind": "lock", "skip": -1},
        {"kind": "html", "entry": 0},
        {"kind": "slow", "seconds": -1},
        {"status": 500, "headers": {"X": "a\r\nY: b"}},
        {"status": 500, "times": 0},
        {"code": 12345612},
    ],
)
def test_an_order_that_makes_no_sense(zuora: ZuoraEmulator, call: Caller, order: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"kind|operation|status|times|category|rate|skip|entry|seconds|headers"):
        zuora.inject_fault(**order)
    assert call("POST", "/_emulator/faults", order).status == 400


def test_control_over_http(zuora: ZuoraEmulator, call: Caller) -> None:
    order = {"operation": "get_invoice", "status": 418, "body": {"tea": 1}}
    assert call("POST", "/_emulator/faults", order).status == 200
    assert len(call("GET", "/_emulator/faults")["faults"]) == 1
    assert (reply := call("GET", "/v1/invoices/x")).status == 418
    assert reply.data == {"tea": 1}
    call("POST", "/_emulator/faults", order)
    call("DELETE", "/_emulator/faults")
    assert zuora.faults == []
    (request,) = call("GET", "/_emulator/requests")["requests"]
    assert (request["path"], request["status"], request["headers"]["Authorization"]) == (
        "/v1/invoices/x",
        418,
        "Bearer ***",
    )
    before = zuora.clock.now()
    assert call("POST", "/_emulator/clock", {"advance": 86400}).status == 200
    assert (zuora.clock.now() - before).days == 1
    assert call("POST", "/_emulator/clock", {"advance": -1}).status == 400
    assert call("POST", "/_emulator/clock", b"{").status == 400
    assert call("GET", "/_emulator/").status == 404
