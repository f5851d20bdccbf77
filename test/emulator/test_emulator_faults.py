"""Injected faults, each seen from the socket."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import threading
import time
from typing import Any

import pytest
import urllib3
from emulator_caller import Caller
from werkzeug.test import Client

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


def test_a_response_of_the_tests_own_comes_as_often_as_told(zuora: ZuoraEmulator, call: Caller) -> None:
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


def test_a_lost_response_is_replayed_by_its_key(zuora: ZuoraEmulator, call: Caller) -> None:
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
def test_a_fault_that_makes_no_sense(zuora: ZuoraEmulator, call: Caller, order: dict[str, Any]) -> None:
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


# -- which requests a fault hits -----------------------------------------------------------------------------------


def test_one_invoice_is_hit(zuora: ZuoraEmulator, call: Caller) -> None:
    first, second = call.create()["id"], call.create()["id"]
    fault = zuora.inject_fault("lock", invoice=second, times=None)
    assert [call("GET", f"/v1/invoices/{key}").status for key in (first, second)] == [200, 409]
    assert fault.hits == 1


def test_requests_are_hit_whose_body_matches(zuora: ZuoraEmulator, call: Caller) -> None:
    zuora.inject_fault("lock", matching={"invoiceItems": [{"amount": 7}]}, times=None)
    zuora.inject_fault("internal", matching=lambda body: bool(body and body.get("comments") == "unlucky"), times=None)
    requests = [call.request(6), call.request(6, 7), call.request(6, comments="unlucky")]
    assert [call("POST", "/v1/invoices", request).status for request in requests] == [200, 409, 500]


def test_one_entry_of_a_bulk_request_is_hit_and_the_others_are_executed(zuora: ZuoraEmulator, call: Caller) -> None:
    zuora.inject_fault("lock", entry=1)
    zuora.inject_fault(code=58490030, message="No.", entry={"comments": "unlucky"})
    invoices = [call.request(1), call.request(2), call.request(3)]
    assert call("POST", "/v1/invoices", call.request(4)).status == 200  # has no entries

    entries = call("POST", "/v1/invoices/batch", {"invoices": invoices})["invoices"]
    assert [entry["success"] for entry in entries] == [True, False, True]
    assert [reason["code"] for reason in entries[1]["reasons"]] == [58490050]

    invoices[0]["comments"] = "unlucky"
    entries = call("POST", "/v1/invoices/batch", {"invoices": invoices})["invoices"]
    assert [entry["success"] for entry in entries] == [False, True, True]
    assert entries[0]["reasons"] == [{"code": 58490030, "message": "No."}]
    assert [invoice.amount for invoice in zuora.ledger.invoices] == [4, 1, 3, 2, 3]
    assert zuora.faults == []


def test_a_share_of_the_requests_is_hit_the_same_in_each_run(call: Caller) -> None:
    runs = []
    for _ in range(2):
        with ZuoraEmulator() as zuora:
            mine = Caller(zuora)
            fault = zuora.inject_fault("temporary", rate=0.3, seed=1)
            runs.append([mine("GET", "/v1/invoices/x").status for _ in range(60)])
            assert fault.hits == runs[-1].count(500)
            mine.pool.clear()
    assert runs[0] == runs[1]
    assert 5 <= runs[0].count(500) <= 40


def test_a_key_is_in_flight_as_long_as_a_fault_holds_its_response(zuora: ZuoraEmulator, call: Caller) -> None:
    headers = {"Idempotency-Key": "held"}
    fault = zuora.inject_fault("slow", seconds=1.5)
    replies: list[Any] = []

    def create() -> Any:
        return call("POST", "/v1/invoices", call.request(), headers=headers)

    first = threading.Thread(target=lambda: replies.append(create()))
    first.start()
    while not zuora.ledger.invoices:
        time.sleep(0.01)
    second = create()
    first.join()
    assert (second.status, second.codes, fault.hits) == (409, [58490050], 1)
    third = create()
    assert (third.status, third.text) == (200, replies[0].text)
    assert len(zuora.ledger.invoices) == 1


# -- in process ----------------------------------------------------------------------------------------------------


def test_the_app_is_called_without_a_socket() -> None:
    zuora = ZuoraEmulator(start=dt.datetime(2026, 3, 31, 12, tzinfo=dt.timezone.utc), seed=1)
    client = Client(zuora.app)
    headers = {"Authorization": f"Bearer {zuora.access_token}"}
    request = {
        "accountId": zuora.account_id,
        "invoiceDate": "2026-03-31",
        "invoiceItems": [{"amount": 1, "chargeName": "Lamps", "serviceStartDate": "2026-03-31"}],
    }

    def create(**environ: Any) -> Any:
        options = {"headers": headers, "environ_overrides": environ}
        return client.post("/v1/invoices", json=request, **options)

    created = create()
    assert (created.status_code, created.json["invoiceNumber"]) == (200, "INV00000001")
    assert zuora.clock.now().date() == dt.date(2026, 3, 31)

    zuora.inject_fault("reset_after")
    with pytest.raises(ConnectionResetError):
        create()
    assert len(zuora.ledger.invoices) == 2

    before = zuora.clock.now()
    zuora.inject_fault("slow", seconds=3000)
    assert create().status_code == 200
    zuora.inject_fault("timeout_before", seconds=120)
    with pytest.raises(TimeoutError):
        create(**{"zuora_emulator.timeout": 30})
    assert 3030 <= (zuora.clock.now() - before).total_seconds() < 3090
    assert len(zuora.ledger.invoices) == 3
    zuora.stop()

    again = ZuoraEmulator(seed=1)
    repeated: Any = Client(again.app).post("/v1/invoices", json=request, headers=headers)
    assert repeated.json["id"] == created.json["id"]
    again.stop()
