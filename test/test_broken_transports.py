"""A transport that breaks its promises: no exception but ours leaves a call, and none says that nothing was sent."""

from __future__ import annotations

import http.client
from typing import Any

import pytest
import urllib3
from hypothesis import given
from hypothesis import strategies as st

from zuora_sdk import (
    ApiClient,
    ApiException,
    Configuration,
    InvoicesApi,
    NetworkException,
    PostAsyncInvoiceRequest,
    RetryPolicy,
)
from zuora_sdk.rest import HttpRequest, HttpResponse

MISTAKES: list[Exception] = [
    ValueError("x"),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"),
    TypeError("x"),
    KeyError("x"),
    IndexError(),
    AttributeError("x"),
    ZeroDivisionError(),
    OSError(24, "Too many open files"),
    TimeoutError(),
    EOFError(),
    MemoryError(),
    RecursionError(),
    RuntimeError("x"),
    NotImplementedError(),
    http.client.HTTPException("x"),
    urllib3.exceptions.HTTPError("x"),
]


class Broken:
    """Raises or returns what it is given."""

    def __init__(self, outcome: Any) -> None:
        self.outcome = outcome
        self.sent = 0

    def send(self, request: HttpRequest) -> HttpResponse:
        self.sent += 1
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome  # type: ignore[no-any-return]

    def close(self) -> None:
        """Nothing to close."""


def post(transport: Any) -> ApiException:
    settings = Configuration(access_token="token-1", retries=RetryPolicy(backoff_cap=0))
    with ApiClient(settings, transport=transport) as client, pytest.raises(ApiException) as caught:
        InvoicesApi(client).post_invoice("i-1", PostAsyncInvoiceRequest())
    assert not isinstance(caught.value, ValueError)
    return caught.value


@pytest.mark.parametrize("mistake", MISTAKES, ids=repr)
def test_what_a_transport_raises_by_mistake(mistake: Exception) -> None:
    transport = Broken(mistake)
    error = post(transport)
    assert type(error) is NetworkException
    assert (error.maybe_executed, error.fatal, transport.sent) == (True, True, 1)
    assert f"the transport raised {type(mistake).__name__}" in str(error)
    assert error.__cause__ is mistake
    assert mistake.__traceback__ is None  # its frames hold the token


@pytest.mark.parametrize(
    "response",
    [
        None,
        "200",
        HttpResponse(None, {}, b"{}"),  # type: ignore[arg-type]
        HttpResponse(200, {}, None),  # type: ignore[arg-type]
        HttpResponse(200, {"A": 1}, object()),  # type: ignore[dict-item, arg-type]
        HttpResponse(700, {1: 2}, b""),  # type: ignore[dict-item]
    ],
    ids=repr,
)
def test_what_is_no_response(response: Any) -> None:
    transport = Broken(response)
    assert post(transport).maybe_executed
    assert transport.sent == 1


@given(
    st.builds(
        HttpResponse,
        st.integers(-1, 1000),
        st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=4),
        st.binary(max_size=40),
        st.none() | st.text(max_size=8),
    )
)
def test_any_response(response: HttpResponse) -> None:
    transport = Broken(response)
    with ApiClient(Configuration(access_token="token-1", retries=0), transport=transport) as client:
        try:
            InvoicesApi(client).post_invoice("i-1", PostAsyncInvoiceRequest())
        except ApiException as error:
            failure = error
        else:
            assert 200 <= response.status < 300
            return
    if not failure.maybe_executed:
        assert failure.effective_status in {304, 307, 308, *range(400, 452)}


class Interrupted(Exception):
    """What a signal handler raises: not a mistake of the transport."""


@pytest.mark.parametrize("interruption", [KeyboardInterrupt(), SystemExit(), Interrupted()])
def test_interruptions_pass(interruption: BaseException) -> None:
    client = ApiClient(Configuration(access_token="token-1"), transport=Broken(interruption))
    with client, pytest.raises(type(interruption)):
        InvoicesApi(client).post_invoice("i-1", PostAsyncInvoiceRequest())
