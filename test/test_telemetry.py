"""Tracing: one span a call, with what helps and without what is nobody's business."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Connect
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from wire import Answer, Reset, WireServer, answer_json

from zuora_sdk import ApiException, ApiValueError, InvoicesApi, PostAsyncInvoiceRequest
from zuora_sdk.telemetry import Tracing


@pytest.fixture
def spans() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def provider(spans: InMemorySpanExporter) -> Iterator[TracerProvider]:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    yield provider
    provider.shutdown()


@pytest.fixture
def invoices(connect: Connect, provider: TracerProvider) -> InvoicesApi:
    invoices = connect(retries=3, zuora_track_id="track-1")
    invoices.api_client.middleware = (Tracing(provider),)
    invoices.api_client.runtime.sleep = lambda _: None
    return invoices


def only(spans: InMemorySpanExporter) -> ReadableSpan:
    (span,) = spans.get_finished_spans()
    return span


def test_a_call_is_one_span(server: WireServer, invoices: InvoicesApi, spans: InMemorySpanExporter) -> None:
    server.script([answer_json({"success": True, "id": "i-1"}, Zuora_Request_Id="r-1")])
    invoices.post_invoice("INV-secret", PostAsyncInvoiceRequest())
    span = only(spans)
    assert span.name == "PUT /v1/invoices/{invoiceKey}/post"
    assert span.kind is SpanKind.CLIENT
    assert span.status.status_code is StatusCode.UNSET
    assert dict(span.attributes or {}) == {
        "http.request.method": "PUT",
        "url.template": "/v1/invoices/{invoiceKey}/post",
        "server.address": "127.0.0.1",
        "server.port": int(server.url.rpartition(":")[2]),
        "zuora.operation": "post_invoice",
        "zuora.attempts": 1,
        "zuora.request_id": "r-1",
        "http.response.status_code": 200,
    }


def test_all_attempts_are_in_the_span(server: WireServer, invoices: InvoicesApi, spans: InMemorySpanExporter) -> None:
    server.script([Answer(429), Answer(503), answer_json({"success": True})])
    invoices.get_invoice("i-1")
    attributes = only(spans).attributes or {}
    assert attributes["zuora.attempts"] == 3
    assert attributes["http.request.resend_count"] == 2


def test_a_failure_marks_the_span(server: WireServer, invoices: InvoicesApi, spans: InMemorySpanExporter) -> None:
    rejection = {"success": False, "reasons": [{"code": 58490020, "message": "No account of Ada Lovelace."}]}
    server.script([answer_json(rejection, 400, Zuora_Request_Id="r-2")])
    with pytest.raises(ApiException):
        invoices.cancel_invoice("INV-secret")
    span = only(spans)
    assert span.status.status_code is StatusCode.ERROR
    attributes = dict(span.attributes or {})
    assert attributes["error.type"] == "BadRequestException"
    assert attributes["http.response.status_code"] == 400
    assert attributes["zuora.request_id"] == "r-2"
    assert attributes["zuora.maybe_executed"] is False


def test_a_lost_response_says_that_the_work_may_have_been_done(
    server: WireServer, invoices: InvoicesApi, spans: InMemorySpanExporter
) -> None:
    server.script([Reset()])
    with pytest.raises(ApiException):
        invoices.cancel_invoice("INV-secret")
    attributes = dict(only(spans).attributes or {})
    assert attributes["error.type"] == "NetworkException"
    assert attributes["zuora.maybe_executed"] is True
    assert "http.response.status_code" not in attributes


def test_a_span_holds_no_key_token_body_or_message(
    server: WireServer, invoices: InvoicesApi, spans: InMemorySpanExporter
) -> None:
    rejection = {"success": False, "reasons": [{"code": 58490020, "message": "No account of Ada Lovelace."}]}
    server.script([answer_json(rejection, 400)])
    with pytest.raises(ApiException):
        invoices.post_invoice("INV-secret", PostAsyncInvoiceRequest.from_dict({"invoiceDate": "2026-03-02"}))
    shown = only(spans).to_json()
    for hidden in ("INV-secret", "token-1", "2026-03-02", "Lovelace"):
        assert hidden not in shown


def test_what_is_never_sent_makes_no_span(invoices: InvoicesApi, spans: InMemorySpanExporter) -> None:
    with pytest.raises(ApiValueError):
        invoices.get_invoice("..")
    assert spans.get_finished_spans() == ()


def test_fetching_a_token_is_a_span_inside_the_call(
    server: WireServer, connect: Connect, provider: TracerProvider, spans: InMemorySpanExporter
) -> None:
    invoices = connect(access_token=None, client_id="0a1b2c3d-0000-4000-8000-00000000abcd", client_secret="secret")
    invoices.api_client.middleware = (Tracing(provider),)
    server.script([answer_json({"access_token": "fetched", "expires_in": 3599}), answer_json({"success": True})])
    invoices.get_invoice("i-1")
    fetch, call = spans.get_finished_spans()
    assert fetch.name == "POST /oauth/token"
    assert call.context is not None
    assert fetch.parent is not None
    assert fetch.parent.span_id == call.context.span_id
