"""The control API: described, complete, and able to start over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import urllib3
from emulator_caller import Caller
from openapi_spec_validator import validate

from zuora_sdk.emulator import ZuoraEmulator

READABLE = [
    *("accounts", "charges", "clock", "credit-memos", "emails", "fault-kinds", "faults", "files", "health", "invoices"),
    *("jobs", "payments", "requests", "settings"),
]


class Control:
    """A plain client of the control API."""

    def __init__(self, zuora: ZuoraEmulator) -> None:
        self._url = f"{zuora.url}/_emulator/"
        self._pool = urllib3.PoolManager(retries=False, timeout=10)

    def __call__(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        response = self._pool.request(method, self._url + path, json=body)
        assert response.status == status, response.data
        return response.json()

    def close(self) -> None:
        self._pool.clear()


@pytest.fixture
def control(zuora: ZuoraEmulator) -> Iterator[Control]:
    client = Control(zuora)
    yield client
    client.close()


@pytest.mark.parametrize("path", ["../openapi.json", "openapi.json"])
def test_both_documents_are_valid(control: Control, path: str) -> None:
    validate(control("GET", path))


@pytest.mark.parametrize("path", READABLE)
def test_all_that_can_be_listed_is_described_and_there(call: Caller, control: Control, path: str) -> None:
    call.posted(5)
    assert "get" in control("GET", "openapi.json")["paths"][f"/_emulator/{path}"]
    assert control("GET", path)
    assert "GET" in control("PUT", path, {}, status=405)["message"]


def test_paths_that_are_not_there(control: Control) -> None:
    assert "/_emulator/openapi.json" in control("GET", "invoicez", status=404)["message"]
    assert control("GET", "invoices/INV-404", status=404)["message"]


def test_settings_change_from_now_on(zuora: ZuoraEmulator, call: Caller, control: Control) -> None:
    assert control("PATCH", "settings", {"concurrency_limit": 0})["concurrency_limit"] == 0
    assert call("GET", "/v1/invoices/x").status == 429
    control("PATCH", "settings", {"concurrency_limit": 40})
    assert call("GET", "/v1/invoices/x").status == 404
    assert zuora.settings.concurrency_limit == 40


def test_the_request_log_is_filtered_and_cleared(zuora: ZuoraEmulator, call: Caller, control: Control) -> None:
    call.create()
    zuora.inject_fault("lock", operation="get_invoice")
    for _ in range(3):
        call("GET", "/v1/invoices/x")

    def listed(query: str) -> list[Any]:
        return [request["status"] for request in control("GET", f"requests?{query}")["requests"]]

    assert listed("") == [200, 409, 404, 404]
    assert listed("operation=get_invoice") == [409, 404, 404]
    assert listed("fault=lock") == [409]
    assert listed("status=404&limit=1") == [404]
    assert listed("method=POST") == [200]
    assert listed("path=invoices/x&after=2") == [404, 404]
    assert control("DELETE", "requests")["requests"] == []
    assert zuora.requests == []


def test_reset_starts_over(zuora: ZuoraEmulator, call: Caller, control: Control) -> None:
    before = zuora.clock.now()
    call.create()
    zuora.inject_fault("lock", operation="post_invoice")
    zuora.clock.advance(86400)
    zuora.add_account(number="A-9", name="Nine")
    zuora.change_settings(concurrency_limit=3)
    health = control("POST", "reset", {})
    assert [health[name] for name in ("accounts", "invoices", "requests", "faults")] == [3, 0, 0, 0]
    assert (zuora.clock.now() - before).total_seconds() < 60
    assert zuora.settings.concurrency_limit == 40
    assert call.create()["invoiceNumber"] == "INV00000001"
