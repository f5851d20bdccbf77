"""`ApiClient.request`: any endpoint of Zuora, with the guarantees of the methods for invoices."""

from __future__ import annotations

import datetime as dt
import logging
from decimal import Decimal
from typing import Any

import pytest
from conftest import Connect
from pydantic import BaseModel, create_model
from wire import Answer, Received, Reset, WireServer, answer_json

from zuora_sdk import (
    ApiClient,
    ApiException,
    ApiTypeError,
    ApiValueError,
    InvoiceResponse,
    NetworkException,
    NotFoundException,
    RateLimitedException,
)

FINE = answer_json({"success": True})


class Metrics(BaseModel):
    balance: Decimal


class Account(BaseModel):
    """A model of a user's own."""

    name: str
    metrics: Metrics


@pytest.fixture
def retrying(connect: Connect) -> ApiClient:
    client = connect(retries=3).api_client
    client.runtime.sleep = lambda _: None
    return client


def test_plain_data_with_every_digit(client: ApiClient, server: WireServer) -> None:
    server.script([Answer(200, b'{"success": true, "metrics": {"balance": 125.500000000}, "tags": ["a", 1]}')])
    account = client.request("GET", ["v1", "accounts", "A 1"])
    assert account == {"success": True, "metrics": {"balance": Decimal("125.5")}, "tags": ["a", 1]}
    assert str(account["metrics"]["balance"]) == "125.500000000"
    assert (server.last.method, server.last.target) == ("GET", "/v1/accounts/A%201")
    assert server.last.headers["Authorization"] == "Bearer token-1"
    assert server.last.headers["Zuora-Version"] == "2024-05-20"
    assert "Idempotency-Key" not in server.last.headers


def test_a_model_of_ones_own(client: ApiClient, server: WireServer) -> None:
    server.script([Answer(200, b'{"success": true, "name": "Lamps", "metrics": {"balance": 0.1}}')])
    account = client.request("GET", "/v1/accounts/A1", response_type=Account)
    assert account == Account(name="Lamps", metrics=Metrics(balance=Decimal("0.1")))
    response = client.request_with_http_info("GET", "/v1/accounts/A1", response_type=Account)
    assert (response.status_code, response.attempts, response.data) == (200, 1, account)


def test_a_model_of_this_package(client: ApiClient, server: WireServer) -> None:
    server.script([Answer(200, b'{"id": "i-1", "amount": "much"}')])
    response = client.request_with_http_info("GET", "/v1/invoices/i-1", response_type=InvoiceResponse)
    assert response.data.id == "i-1"
    assert [issue.path for issue in response.issues if issue.value == "much"] == ["amount"]


def test_a_response_that_does_not_fit_the_model(client: ApiClient, server: WireServer) -> None:
    server.script([Answer(200, b'{"name": "Lamps", "metrics": {"balance": "much"}}')])
    with pytest.raises(NetworkException, match=r"metrics\.balance: ") as caught:
        client.request("PUT", "/v1/accounts/A1", json={}, response_type=Account)
    assert caught.value.maybe_executed
    assert caught.value.body == b'{"name": "Lamps", "metrics": {"balance": "much"}}'


def test_bytes(client: ApiClient, server: WireServer) -> None:
    server.script([Answer(200, b"%PDF-1.7", {"Content-Type": "application/pdf"})])
    assert client.request("GET", ["v1", "files", "f-1"], response_type=bytes) == b"%PDF-1.7"


def test_nothing(client: ApiClient, server: WireServer) -> None:
    server.script([Answer(204, b"")])
    assert client.request("DELETE", ["v1", "accounts", "A1"]) is None


def test_json_is_exact(client: ApiClient, server: WireServer) -> None:
    client.request("POST", "/v1/payments", json={"amount": Decimal("125.00"), "effectiveDate": dt.date(2026, 3, 2)})
    assert server.last.body == b'{"amount":125.00,"effectiveDate":"2026-03-02"}'
    assert server.last.headers["Content-Type"] == "application/json"


def test_the_query(client: ApiClient, server: WireServer) -> None:
    query = {"a": "x y&z", "n": 3, "d": dt.date(2026, 3, 2), "b": True, "list": ["1", "2"], "none": None}
    client.request("GET", "/v1/catalog/products", query=query)
    assert server.last.target == "/v1/catalog/products?a=x%20y%26z&n=3&d=2026-03-02&b=true&list=1&list=2"


def test_files(client: ApiClient, server: WireServer) -> None:
    client.request("POST", "/v1/imports", files={"file": ("rates.csv", b"a,b\n")}, query={"type": "x"})
    assert server.last.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert b'name="file"; filename="rates.csv"' in server.last.body
    assert b"a,b\n" in server.last.body


# ----------------------------------------------------------------------------------------------------------- guarantees


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
def test_what_is_safe_or_has_a_key_is_retried(method: str, retrying: ApiClient, server: WireServer) -> None:
    server.script([Reset(), Answer(503), FINE])
    response = retrying.request_with_http_info(method, "/v1/accounts")
    assert response.attempts == 3
    keys = {request.headers.get("Idempotency-Key") for request in server.received}
    assert len(keys) == 1
    assert (keys == {None}) is (method == "GET")


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("options", [{}, {"_headers": {"Idempotency-Key": "mine"}}])
def test_what_may_have_run_is_not_sent_again(
    method: str, options: dict[str, Any], retrying: ApiClient, server: WireServer
) -> None:
    for fault in (Reset(), Answer(503), Answer(500)):
        server.script([fault, FINE])
        server.received.clear()
        with pytest.raises(ApiException) as caught:
            retrying.request(method, "/v1/accounts/A1", **options)
        assert (len(server.received), caught.value.maybe_executed) == (1, True)
    server.script([Answer(429), FINE])
    assert retrying.request(method, "/v1/accounts/A1", **options) == {"success": True}


@pytest.mark.parametrize(
    ("path", "options"), [("/v1/payments", {"idempotency_key": False}), ("/objects/records/default/thing", {})]
)
def test_a_post_without_a_key_is_not_sent_again(
    path: str, options: dict[str, Any], retrying: ApiClient, server: WireServer
) -> None:
    server.script([Reset(), FINE])
    with pytest.raises(NetworkException) as caught:
        retrying.request("POST", path, json={}, **options)
    assert (len(server.received), caught.value.maybe_executed) == (1, True)
    assert "Idempotency-Key" not in server.last.headers


def test_a_key_of_ones_own(client: ApiClient, server: WireServer) -> None:
    client.request("POST", "/v1/payments", json={}, idempotency_key="run-7/3")
    assert server.last.headers["Idempotency-Key"] == "run-7/3"
    for method in ("GET", "PUT"):
        with pytest.raises(ApiValueError, match="idempotency_key: Zuora supports none for"):
            client.request(method, "/v1/payments", idempotency_key="run-7/3")
    with pytest.raises(ApiValueError, match="has 256 characters; at most 255 are allowed"):
        client.request("POST", "/v1/payments", idempotency_key="k" * 256)
    with pytest.raises(ApiValueError, match="Idempotency-Key: is empty"):
        client.request("POST", "/v1/payments", idempotency_key="")
    assert len(server.received) == 1


def test_failures_are_the_same(client: ApiClient, server: WireServer) -> None:
    reasons = [{"code": 50000040, "message": "Cannot find entity by key: 'A1'."}]
    server.script([answer_json({"success": False, "reasons": reasons})])
    with pytest.raises(NotFoundException) as caught:
        client.request("GET", ["v1", "accounts", "A1"])
    assert caught.value.reasons[0].code == "50000040"
    assert str(caught.value).startswith("request failed: 200 OK, but the body reports a failure (GET /v1/accounts/{})")
    server.script([Answer(429, b"", {"Retry-After": "7"})])
    with pytest.raises(RateLimitedException) as limited:
        client.request("GET", "/v1/accounts/A1")
    assert limited.value.retry_after == 7.0


def test_a_token_is_refreshed(connect: Connect, server: WireServer) -> None:
    tokens = iter(["first", "second"])
    server.script([answer_json({"message": "Authentication error"}, 401), FINE])
    connect(access_token=lambda: next(tokens)).api_client.request("PUT", "/v1/accounts/A1", json={})
    assert [request.headers["Authorization"] for request in server.received] == ["Bearer first", "Bearer second"]


def test_options_of_a_call_and_middleware(client: ApiClient, server: WireServer) -> None:
    seen: list[tuple[str, str]] = []

    def watch(request: Any, call_next: Any) -> Any:
        seen.append((request.operation, request.url_template))
        return call_next(request)

    client.middleware = (watch,)
    client.request("GET", ["v1", "accounts", "A-00000001"], _headers={"X-Job": "7"}, _request_timeout=3)
    assert server.last.headers["X-Job"] == "7"
    assert seen == [("request", "/v1/accounts/{}")]


def test_keys_do_not_reach_the_log(client: ApiClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client.request("GET", ["v1", "accounts", "A-00000001", "payment-methods"])
    (line,) = [record.getMessage() for record in caplog.records if record.name == "zuora_sdk"]
    assert line.startswith("GET /v1/accounts/{}/payment-methods: 200 in ")


# ---------------------------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("https://elsewhere.example/v1/accounts", "must begin with one /"),
        ("//elsewhere.example/v1", "must begin with one /"),
        ("v1/accounts", "must begin with one /"),
        ("", "must begin with one /"),
        ("/v1/accounts?page=2", "must be an encoded path without a query"),
        ("/v1/accounts#a", "must be an encoded path without a query"),
        ("/v1/a b", "must be an encoded path without a query"),
        ("/v1/ü", "must be an encoded path without a query"),
        ("/v1/a\r\nX: 1", "must be an encoded path without a query"),
        ("/v1/../admin", "must not contain"),
        ("/v1/%2E%2e/admin", "must not contain"),
        ("/v1/a%2Fb", "must not contain"),
        (["v1", "accounts", "a/b"], r"path\[2\]: 'a/b' must not contain '/'"),
        (["v1", ".."], r"path\[1\]: '..' would change the path"),
        (["v1", ""], r"path\[1\]: is empty"),
        (["v1", "a%2fcancel"], r"path\[1\]: 'a%2fcancel' must not contain '%'"),
        ([], "path: is empty"),
    ],
)
def test_paths_that_are_not_sent(path: Any, problem: str, client: ApiClient, server: WireServer) -> None:
    with pytest.raises(ApiValueError, match=problem):
        client.request("GET", path)
    assert server.received == []


@pytest.mark.parametrize(
    ("method", "options", "kind", "problem"),
    [
        ("get", {}, ApiValueError, "method: must be one of GET"),
        ("TRACE", {}, ApiValueError, "method: must be one of GET"),
        ("POST", {"json": {}, "files": {"file": b"x"}}, ApiValueError, "json, files: exclude each other"),
        ("POST", {"json": {"a": object()}}, ApiTypeError, r"json\['a'\]: "),
        ("GET", {"query": {"a": object()}}, ApiTypeError, r"query\['a'\]: must be text"),
        ("GET", {"quary": {}}, ApiTypeError, "request: got an unexpected argument 'quary'"),
        ("GET", {"_headers": {"a\nb": "c"}}, ApiValueError, "is not a valid header name"),
    ],
)
def test_arguments_that_are_not_sent(
    method: str, options: Any, kind: type[Exception], problem: str, client: ApiClient, server: WireServer
) -> None:
    with pytest.raises(kind, match=problem):
        client.request(method, "/v1/accounts", **options)
    assert server.received == []


def test_next_pages_stay_on_the_host(client: ApiClient, server: WireServer) -> None:
    def echo(request: Received) -> Answer:
        return answer_json({"target": request.target})

    server.script([echo])
    assert client.request("GET", "/v1/accounts", query={"page": 2}) == {"target": "/v1/accounts?page=2"}


@pytest.mark.parametrize("response_type", [dict, "Account", int])
def test_response_types_that_there_are_not(response_type: Any, client: ApiClient, server: WireServer) -> None:
    with pytest.raises(ApiTypeError, match="response_type: must be a pydantic model, bytes or None"):
        client.request("PUT", "/v1/accounts/A1", json={}, response_type=response_type)
    assert server.received == []


def test_a_model_that_is_not_complete(client: ApiClient, server: WireServer) -> None:
    fields: dict[str, Any] = {"field": ("NoSuchType", ...)}
    Unfinished: type[BaseModel] = create_model("Unfinished", **fields)
    with pytest.raises(ApiTypeError, match="response_type: Unfinished names a type that pydantic can't find"):
        client.request("PUT", "/v1/accounts/A1", json={}, response_type=Unfinished)
    assert server.received == []
