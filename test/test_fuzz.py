"""Whatever comes in or is given: it is read, sent as it is, or refused by an exception of this package. Nothing else.

What must arrive whole goes over real sockets; where only the reading counts, a transport without a network is enough.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from test_samples import FULL, SAMPLES, exact
from wire import Raw, WireServer

from zuora_sdk import (
    ApiClient,
    ApiException,
    ApiTypeError,
    ApiValueError,
    Configuration,
    CreateInvoiceRequest,
    InvoicesApi,
    models,
)
from zuora_sdk.rest import HttpRequest, HttpResponse

TIMES = float(os.environ.get("FUZZ", 1))
"""`FUZZ=100 python -m pytest test/test_fuzz.py` looks a hundred times as far, elsewhere each time."""


def fuzz(examples: int) -> settings:
    health = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    return settings(
        max_examples=int(examples * TIMES), deadline=None, derandomize=TIMES == 1, suppress_health_check=health
    )


Path = tuple[str | int, ...]


class Canned:
    """A transport that knows one answer, and remembers what was asked."""

    def __init__(self, status: int = 200, body: bytes = b"{}", headers: Mapping[str, str] | None = None) -> None:
        self.answer = HttpResponse(status, headers or {}, body)
        self.asked: list[HttpRequest] = []

    def send(self, request: HttpRequest) -> HttpResponse:
        self.asked.append(request)
        return self.answer

    def close(self) -> None:
        pass


def client_of(transport: Canned, **settings: Any) -> ApiClient:
    return ApiClient(Configuration(access_token="token-1", retries=0, **settings), transport=transport)


def outcome_of(call: Callable[[], Any]) -> Any:
    """What it returns, or the failure that it raises. Any other exception goes on, and fails the test."""
    try:
        return call()
    except (ApiException, ApiValueError, ApiTypeError) as error:
        return error


@pytest.fixture(scope="module")
def wire() -> Iterator[WireServer]:
    with WireServer() as server:
        yield server


# --------------------------------------------------------------------------------------------------------- JSON answers

numbers = st.one_of(
    st.integers(),
    st.integers(-(10**40), 10**40),
    st.decimals(allow_nan=False, allow_infinity=False, places=9),
    st.sampled_from([Decimal("0E-9"), Decimal("1E+400"), Decimal("-0.0"), Decimal("1E-400"), 10**400]),
)
texts = st.text(st.characters(), max_size=12)
wire_names = sorted({name for body in SAMPLES.values() for name in re.findall(r'"(\w+)":', body.decode())})
python_names = sorted({*models.InvoiceResponse.model_fields, *models.InvoiceItem.model_fields})
names = st.one_of(texts, st.sampled_from(wire_names), st.sampled_from(python_names))
values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(), st.booleans(), numbers, texts, st.sampled_from(["2024-05-20", "2024-02-31", "12", "NaN", "true"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3)),
    max_leaves=6,
)
ANSWERS = sorted({name.removesuffix(".response") for name in SAMPLES if name.endswith(".response")} - {"create_token"})


def written(value: Any) -> str:
    """JSON text, with every digit."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(name)}:{written(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value)


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, child in inner:
        yield from places(child, (*path, name))


def put(document: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    copy = document.copy()
    if len(path) == 1:
        copy[path[0]] = value
    else:
        copy[path[0]] = put(copy[path[0]], path[1:], value)
    return copy


def leaves(value: Any, path: Path = ()) -> dict[Path, Any]:
    if isinstance(value, dict):
        return {place: leaf for name, child in value.items() for place, leaf in leaves(child, (*path, name)).items()}
    if isinstance(value, list):
        return {
            place: leaf for index, child in enumerate(value) for place, leaf in leaves(child, (*path, index)).items()
        }
    return {path: value}


@st.composite
def damaged_answers(draw: st.DrawFn) -> tuple[str, str, Path]:
    """A sample with any value at any place, or with one more member of any name; which call it answers, and where."""
    name = draw(st.sampled_from(ANSWERS))
    document = json.loads(SAMPLES[f"{name}.response"], parse_float=Decimal)
    place = draw(st.sampled_from(list(places(document))))
    value = draw(values)
    target = document
    for part in place:
        target = target[part]
    if isinstance(target, dict) and draw(st.booleans()):
        place = (*place, draw(names))
    return name, written(put(document, place, value)), place


@fuzz(400)
@given(damaged_answers())
def test_any_value_at_any_place(damaged: tuple[str, str, Path]) -> None:
    name, body, place = damaged
    raw = body.encode()
    response = outcome_of(lambda: FULL[name].run(client_of(Canned(200, raw)), "_with_http_info"))
    if isinstance(response, ApiException):
        assert (response.status, response.body) == (200, raw)
        assert str(response)
        return
    assert response.raw_data == raw
    sent, kept = leaves(exact(body)), leaves(exact(response.data.to_json()))
    for path, leaf in sent.items():
        if path[: len(place)] != place:
            assert kept[path] == leaf, path
    assert repr(response)
    assert repr(response.data)
    assert response.data.to_str()
    assert response.data.to_dict() is not None


@fuzz(300)
@given(
    st.sampled_from(ANSWERS),
    st.integers(200, 999),
    st.one_of(
        st.binary(max_size=60),
        texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
        values.map(written).map(str.encode),
    ),
)
@example("get_invoice", 200, b"[" * 100_000)
@example("get_invoice", 400, b'{"a":' * 100_000)
@example("get_invoice", 200, b'{"amount": 1e999999999999999999999}')
@example("get_invoice", 200, b'{"amount": ' + b"9" * 5000 + b"}")
@example("get_invoice", 200, b'{"success": false, "reasons": [{"code": NaN}]}')
@example("get_invoice", 200, b"\xef\xbb\xbf{}")
def test_any_status_with_any_body(name: str, status: int, body: bytes) -> None:
    outcome = outcome_of(lambda: FULL[name].run(client_of(Canned(status, body))))
    if isinstance(outcome, ApiException):
        assert (outcome.status, outcome.body) == (status, body)
        assert str(outcome) or not isinstance(outcome, Exception)
    else:
        assert status < 300


@fuzz(150)
@given(
    st.integers(200, 599),
    st.dictionaries(
        st.sampled_from(
            [
                *("Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Zuora-Request-Id"),
                *("Concurrency-Limit-Limit", "Concurrency-Limit-Remaining", "Concurrency-Limit-Type", "Zuora-Track-Id"),
            ]
        ),
        st.one_of(
            st.text(st.characters(max_codepoint=255), max_size=30),
            st.from_regex(r"[0-9a-z,;= +-]{0,12}"),
            numbers.map(str),
        ),
    ),
)
@example(429, {"Retry-After": "Mon, 01 Jan 2044 00:00:00 +99999999999999999999"})
def test_any_header_of_an_answer(status: int, headers: dict[str, str]) -> None:
    client = client_of(Canned(status, b"{}", headers)).options(retries=1)
    client.runtime.sleep = lambda _: None
    outcome = outcome_of(lambda: InvoicesApi(client).get_invoice_with_http_info("i-1"))
    assert str(outcome) or not isinstance(outcome, Exception)
    assert outcome.retry_after is None or outcome.retry_after >= 0
    assert len(outcome.rate_limit) == len(outcome.concurrency_limit) == 3
    assert outcome.request_id in (headers.get("Zuora-Request-Id"), None)


@fuzz(150)
@given(
    st.binary(max_size=200),
    st.sampled_from(["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"]),
)
@example(b"Content-Length: -1\r\n\r\n{}", "HTTP/1.1 200 OK\r\n")
@example(b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", "HTTP/1.1 200 OK\r\n")
@example(b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", "HTTP/1.1 200 OK\r\n")
@example(b"Content-Encoding: gzip, deflate\r\n\r\n\x1f\x8b", "HTTP/1.1 200 OK\r\n")
@example(b"X: y\r\n" * 30, "HTTP/1.1 200 OK\r\n" * 5)
@example(b"a" * 200, "HTTP/1.1 200 " + "OK" * 40_000)
def test_any_bytes_on_the_wire(wire: WireServer, content: bytes, start: str) -> None:
    wire.script([Raw(start.encode() + content)])
    with ApiClient(Configuration(wire.url, access_token="token-1", retries=0, read_timeout=5)) as client:
        outcome = outcome_of(lambda: InvoicesApi(client).get_invoice("i-1"))
    assert str(outcome) or not isinstance(outcome, Exception)


# ----------------------------------------------------------------------------------------------------- headers and keys

any_text = st.one_of(
    st.text(st.characters(), max_size=40),
    st.text(st.characters(max_codepoint=255), max_size=40),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80),
    st.sampled_from(["a\r\nX-Other: 1", "a\nb", "\ta", "a ", "\x00", "é", "\ud800", "a\x7f", "a\x0bb", "", "x" * 300]),
)


WAYS = ["argument", "_headers", "default", "configuration", "callable", "auth", "agent"]


def attempt(wire: WireServer, call: Any, **configuration: Any) -> Any:
    """The request that came of it, or None if it was refused."""
    wire.received.clear()
    try:
        with ApiClient(Configuration(wire.url, access_token="token-1", retries=0, **configuration)) as client:
            call(client)
    except (ApiValueError, ApiTypeError):
        assert wire.received == []
        return None
    (received,) = wire.received
    return received


def plain(wire: WireServer) -> set[str]:
    """The names of the headers that a request has anyhow."""
    wire.script([Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")])
    return {name.lower() for name in attempt(wire, lambda client: InvoicesApi(client).get_invoice("i-1")).headers}


@fuzz(150)
@given(
    any_text,
    st.sampled_from(["argument", "_headers", "default", "configuration", "callable", "auth", "agent"]),
    st.booleans(),
)
def test_any_header_value(wire: WireServer, value: str, way: str, thorough: bool) -> None:
    before = plain(wire)
    name = "x-fuzz"

    def call(client: ApiClient) -> None:
        invoices = InvoicesApi(client)
        if way == "argument":
            invoices.get_invoice("i-1", zuora_org_ids=value)
        elif way == "_headers":
            invoices.get_invoice("i-1", _headers={"X-Fuzz": value})
        elif way == "default":
            client.set_default_header("X-Fuzz", value)
            invoices.get_invoice("i-1")
        elif way == "configuration":
            client.configuration.zuora_entity_ids = value
            invoices.get_invoice("i-1")
        elif way == "callable":
            client.configuration.zuora_track_id = lambda: value
            invoices.get_invoice("i-1")
        elif way == "auth":
            invoices.get_invoice("i-1", _request_auth={"in": "header", "key": "X-Fuzz", "value": value})
        else:
            client.user_agent = value
            invoices.get_invoice("i-1")

    received = attempt(wire, call, client_side_validation=thorough)
    if received is not None:
        name = {
            "argument": "zuora-org-ids",
            "configuration": "zuora-entity-ids",
            "callable": "zuora-track-id",
            "agent": "user-agent",
        }.get(way, name)
        headers = {key.lower(): text for key, text in received.headers.items()}
        assert headers[name] == value
        assert set(headers) == before | {name}


@fuzz(150)
@given(any_text)
@example("Content-Length")
@example("transfer-encoding")
@example("Host")
@example("X: y\r\nZ")
def test_any_header_name(wire: WireServer, name: str) -> None:
    before = plain(wire)
    received = attempt(wire, lambda client: InvoicesApi(client).get_invoice("i-1", _headers={name: "value"}))
    if received is not None:
        assert {key.lower() for key in received.headers} == before | {name.lower()}
        assert [text for key, text in received.headers.items() if key.lower() == name.lower()] == ["value"]
        assert received.target == "/v1/invoices/i-1"


@fuzz(150)
@given(any_text, st.booleans())
@example("a/../../accounts/1", True)
@example("..%2F..%2Faccounts", False)
@example("i-1?pageSize=40#x", False)
@example(" ", False)
def test_any_key(wire: WireServer, key: str, thorough: bool) -> None:
    plain(wire)
    received = attempt(wire, lambda client: InvoicesApi(client).delete_invoice(key), client_side_validation=thorough)
    if received is not None:
        path, _, last = received.target.rpartition("/")
        assert path == "/v1/invoices"
        assert unquote(last, errors="strict") == key
        assert not {"?", "#", ".."} & {last, *last}


@fuzz(150)
@given(any_text)
def test_any_idempotency_key(wire: WireServer, key: str) -> None:
    plain(wire)
    item = {"amount": 1, "chargeName": "Lamps", "serviceStartDate": "2024-05-20"}
    request = CreateInvoiceRequest.from_dict({"accountId": "a", "invoiceDate": "2024-05-20", "invoiceItems": [item]})
    received = attempt(wire, lambda client: InvoicesApi(client).create_standalone_invoice(request, idempotency_key=key))
    if received is not None:
        assert received.headers["Idempotency-Key"] == key
        assert 0 < len(key) < 256


# ------------------------------------------------------------------------------------------ arguments of the wrong kind


class Odd:
    """Something that no call takes."""


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.binary(max_size=8),
    st.lists(st.integers(), max_size=3),
    st.tuples(st.integers(), st.integers()),
    st.tuples(st.text(max_size=3), st.binary(max_size=3)),
    st.tuples(st.floats()),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
    st.builds(Odd),
    st.sampled_from(
        [10**400, ("a.pdf", 10**15), "\ud800", "a\x00b", float("nan"), {"in": "header"}, {1: 2}, Decimal("NaN")]
    ),
)
OPTIONS = ["_headers", "_request_auth", "_request_timeout", "_content_type", "_host_index"]


@fuzz(600)
@given(st.data(), st.booleans())
def test_any_argument(data: st.DataObject, thorough: bool) -> None:
    call = FULL[data.draw(st.sampled_from(sorted(FULL)))]
    name = data.draw(st.sampled_from([*call.arguments, *OPTIONS]))
    value = data.draw(anything)
    assume(not (name == "file" and isinstance(value, str)))  # a path: whatever is there
    transport = Canned()
    api = call.api(client_of(transport, client_side_validation=thorough))
    outcome = outcome_of(lambda: getattr(api, call.name)(**{**call.arguments, name: value}))
    assert len(transport.asked) == (0 if isinstance(outcome, (ApiValueError, ApiTypeError)) else 1)
    assert str(outcome) or not isinstance(outcome, Exception)


@fuzz(150)
@given(
    st.recursive(
        anything, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    )
)
def test_any_custom_field(value: Any) -> None:
    transport = Canned()
    request = CreateInvoiceRequest(additional_properties={"Anything__c": value})  # type: ignore[call-arg]
    invoices = InvoicesApi(client_of(transport, client_side_validation=False))
    outcome = outcome_of(lambda: invoices.create_standalone_invoice(request))
    if isinstance(outcome, ApiTypeError):
        assert transport.asked == []
        assert all(problem.startswith("request") for problem in outcome.problems)
    else:
        json.loads(transport.asked[0].body or b"")
