"""What the logger `zuora_sdk` says, and ZUORA_LOG, which shows it."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest
from conftest import Connect
from wire import Answer, Reset, WireServer, answer_json

from zuora_sdk import ApiClient, ApiException, ApiValueError, PostAsyncInvoiceRequest


@pytest.fixture(autouse=True)
def bare_logger() -> Iterator[None]:
    """No level or handler of another test, and none is left."""
    logger = logging.getLogger("zuora_sdk")
    level, handlers = logger.level, list(logger.handlers)
    yield
    logger.setLevel(level)
    logger.handlers = handlers


def test_one_line_a_call(server: WireServer, connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "zuora_sdk")
    server.script([Answer(429), answer_json({"success": True}, Zuora_Request_Id="r-7")])
    invoices = connect(retries=1)
    times = iter([100.0, 100.0, 100.25, 100.25, 101.5, 101.5, 101.75])
    invoices.api_client.runtime.monotonic = lambda: next(times, 101.75)
    invoices.api_client.runtime.sleep = lambda _: None
    invoices.api_client.runtime.random = lambda: 0.5
    invoices.get_invoice("INV-SECRET")
    retry, call = [record for record in caplog.records if record.name == "zuora_sdk"]
    assert retry.getMessage() == "get_invoice: retrying in 0.5 s (attempt 2 of 2) after: 429 Too Many Requests"
    assert call.getMessage() == (
        f"GET /v1/invoices/{{invoiceKey}}: 200 in {call.duration:.3f} s, attempts: 2, request ID: r-7"  # type: ignore[attr-defined]
    )
    fields = {
        "zuora_operation": "get_invoice",
        "http_method": "GET",
        "url_template": "/v1/invoices/{invoiceKey}",
        "http_status": 200,
        "attempts": 2,
        "request_id": "r-7",
        "error_type": None,
        "maybe_executed": None,
    }
    assert {name: vars(call)[name] for name in fields} == fields
    assert vars(call)["duration"] > 1.0
    assert "INV-SECRET" not in str([vars(record) for record in caplog.records])


def test_one_line_a_failure(server: WireServer, connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "zuora_sdk")
    server.script([Reset()])
    with pytest.raises(ApiException):
        connect().post_invoice("i-1", PostAsyncInvoiceRequest())
    (call,) = [record for record in caplog.records if record.name == "zuora_sdk"]
    assert call.getMessage().startswith("PUT /v1/invoices/{invoiceKey}/post: NetworkException in 0.")
    assert call.getMessage().endswith(" s, attempts: 1, request ID: none")
    fields = {"http_status": None, "error_type": "NetworkException", "maybe_executed": True, "attempts": 1}
    assert {name: vars(call)[name] for name in fields} == fields


SCRIPT = """
import sys
from zuora_sdk import ApiClient, Configuration, InvoicesApi
with ApiClient(Configuration(sys.argv[1], access_token="tok-4f1e8c9a7b6d")) as client:
    InvoicesApi(client).get_invoice("INV-SECRET")
"""


def errors_of(server: WireServer, level: str | None) -> str:
    environment = {} if level is None else {"ZUORA_LOG": level}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, server.url], env=environment, capture_output=True, text=True, timeout=60
    )
    assert run.stdout == ""
    return run.stderr


def test_zuora_log_shows_the_log(server: WireServer) -> None:
    assert errors_of(server, None) == ""
    shown = errors_of(server, "info")
    assert "INFO zuora_sdk: GET /v1/invoices/{invoiceKey}: 200 in 0." in shown
    assert "INV-SECRET" not in shown
    traffic = errors_of(server, "DEBUG")
    assert "/v1/invoices/INV-SECRET" in traffic
    assert "'Authorization': '***'" in traffic
    assert "tok-4f1e8c9a7b6d" not in shown + traffic


def test_zuora_log_keeps_handlers_of_the_program(server: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
    logger = logging.getLogger("zuora_sdk")
    handler = logging.NullHandler()
    logger.addHandler(handler)
    monkeypatch.setenv("ZUORA_LOG", "info")
    ApiClient()
    ApiClient()
    assert logger.handlers == [handler]
    assert logger.level == logging.INFO


def test_zuora_log_names_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZUORA_LOG", "loud")
    with pytest.raises(ApiValueError, match="ZUORA_LOG: must be 'info' or 'debug', got 'loud'"):
        ApiClient()
