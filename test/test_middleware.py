"""What middleware sees of a call, and what it may do to it."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Connect
from wire import Answer, Received, WireServer, answer_json

from zuora_sdk import ApiException, ApiResponse, InvoicesApi
from zuora_sdk.api_client import CallNext
from zuora_sdk.rest import HttpRequest


def test_it_sees_the_call_with_all_its_attempts(server: WireServer, connect: Connect) -> None:
    seen: list[tuple[str, str, str, int]] = []

    def note(request: HttpRequest, call_next: CallNext) -> ApiResponse[Any]:
        response = call_next(request)
        seen.append((request.operation, request.method, request.url_template, response.attempts))
        return response

    server.script([Answer(503), answer_json({"success": True})])
    invoices = connect(retries=1)
    invoices.api_client.middleware = (note,)
    invoices.api_client.runtime.sleep = lambda _: None
    invoices.get_invoice("i-1")
    assert seen == [("get_invoice", "GET", "/v1/invoices/{invoiceKey}", 2)]


def test_it_sees_failures(server: WireServer, invoices: InvoicesApi) -> None:
    seen: list[int | None] = []

    def note(request: HttpRequest, call_next: CallNext) -> ApiResponse[Any]:
        try:
            return call_next(request)
        except ApiException as error:
            seen.append(error.status)
            raise

    server.script([Answer(404)])
    invoices.api_client.middleware = (note,)
    with pytest.raises(ApiException):
        invoices.get_invoice("i-1")
    assert seen == [404]


def test_it_never_sees_the_clients_token(server: WireServer, invoices: InvoicesApi) -> None:
    seen: list[dict[str, str]] = []

    def note(request: HttpRequest, call_next: CallNext) -> ApiResponse[Any]:
        seen.append(dict(request.headers))
        response = call_next(request)
        seen.append(dict(request.headers))
        return response

    invoices.api_client.middleware = (note,)
    invoices.get_invoice("i-1")
    assert server.last.headers["Authorization"] == "Bearer token-1"
    assert all("Authorization" not in headers for headers in seen)


def test_it_may_set_headers(server: WireServer, invoices: InvoicesApi) -> None:
    def sign(request: HttpRequest, call_next: CallNext) -> ApiResponse[Any]:
        request.headers["X-Signature"] = "signed"
        return call_next(request)

    invoices.api_client.middleware = (sign,)
    invoices.get_invoice("i-1")
    assert server.last.headers["X-Signature"] == "signed"


def test_it_may_call_again_and_each_call_finds_its_own_token(server: WireServer, connect: Connect) -> None:
    def again(request: HttpRequest, call_next: CallNext) -> ApiResponse[Any]:
        call_next(request)
        return call_next(request)

    def refuse_the_first(request: Received) -> Answer:
        stale = request.headers["Authorization"] == "Bearer stale"
        return answer_json({"message": "Authentication error"}, 401) if stale else answer_json({"success": True})

    tokens = iter(["fresh-1", "stale", "fresh-2"])
    server.script([refuse_the_first])
    invoices = connect(access_token=lambda: next(tokens))
    invoices.api_client.middleware = (again,)
    invoices.get_invoice("i-1")
    sent = [request.headers["Authorization"] for request in server.received]
    assert sent == ["Bearer fresh-1", "Bearer stale", "Bearer fresh-2"]
