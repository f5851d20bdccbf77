"""What goes wrong, and what the client does about it: the table of docs/reliability.md, over real sockets.

The server counts the requests and reads their keys. Waits are recorded instead of waited.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from email.utils import format_datetime
from itertools import pairwise
from typing import Any

import pytest
import trustme
from conftest import Connect
from urllib3.response import HTTPResponse
from wire import Answer, Raw, Received, Reset, Script, Silence, WireServer, answer_json, deaf_port, refused_port

from zuora_sdk import (
    ApiClient,
    ApiException,
    ApiResponse,
    ApiValueError,
    BadRequestException,
    Configuration,
    ConflictException,
    CreateInvoiceRequest,
    InvoicesApi,
    NetworkException,
    PostAsyncInvoiceRequest,
    RateLimitedException,
    RetryPolicy,
    ServiceException,
    UnauthorizedException,
    _transport,
)

FINE = answer_json({"success": True, "id": "i-1"})


def rejection(category: int, status: int = 200, **headers: str) -> Answer:
    """A rejection in the format of Zuora."""
    body = {"success": False, "reasons": [{"code": 58490000 + category, "message": "No."}], "requestId": "r-1"}
    return answer_json(body, status, **headers)


def reasons(*categories: int, status: int = 200) -> Answer:
    """A failure with several reasons."""
    causes = [{"code": 58490000 + category, "message": "No."} for category in categories]
    return answer_json({"success": False, "reasons": causes}, status)


# ------------------------------------------------------------------------------------------------------------ the calls


def get(invoices: InvoicesApi) -> ApiResponse[Any]:
    return invoices.get_invoice_with_http_info("i-1")


def create(invoices: InvoicesApi) -> ApiResponse[Any]:
    return invoices.create_standalone_invoice_with_http_info(a_request())


def create_with_own_key(invoices: InvoicesApi) -> ApiResponse[Any]:
    return invoices.create_standalone_invoice_with_http_info(a_request(), idempotency_key="run-7/invoice-3")


def post(invoices: InvoicesApi) -> ApiResponse[Any]:
    return invoices.post_invoice_with_http_info("i-1", PostAsyncInvoiceRequest())


def delete(invoices: InvoicesApi) -> ApiResponse[Any]:
    return invoices.delete_invoice_with_http_info("i-1")


def a_request() -> CreateInvoiceRequest:
    return CreateInvoiceRequest.from_dict(
        {
            "accountId": "a-1",
            "invoiceDate": "2024-05-20",
            "invoiceItems": [{"amount": 1, "chargeName": "Lamps", "serviceStartDate": "2024-05-20"}],
        }
    )


CALLS = {"GET": get, "POST": create, "POST with own key": create_with_own_key, "PUT": post, "DELETE": delete}


# --------------------------------------------------------------------------------------------------------- the outcomes


@dataclass(frozen=True)
class Retry:
    """It is retried, and succeeds; the second request carries this key."""

    key: str = "same"


@dataclass(frozen=True)
class Raise:
    """It is raised after one request."""

    kind: type[ApiException]
    maybe_executed: bool = False


def columns(get: Any, post: Any, own: Any, put: Any) -> dict[str, Any]:
    return {"GET": get, "POST": post, "POST with own key": own, "PUT": put, "DELETE": put}


def everywhere(outcome: Any) -> dict[str, Any]:
    return dict.fromkeys(CALLS, outcome)


RETRIED = everywhere(Retry())
RETRIED_WITH_NEW_KEY = columns(Retry(), Retry("new"), Retry(), Retry())


def unconfirmed(kind: type[ApiException]) -> dict[str, Any]:
    """The work may have been done: retried only where that is safe."""
    return columns(Retry(), Retry(), Retry(), Raise(kind, maybe_executed=True))


def raised_as_unconfirmed(kind: type[ApiException]) -> dict[str, Any]:
    """Retrying wouldn't help; the work of a call that isn't a GET may have been done."""
    return columns(Raise(kind), *[Raise(kind, maybe_executed=True)] * 3)


MATRIX: dict[str, tuple[Script, dict[str, Any]]] = {
    "429, nothing else said": (Answer(429), RETRIED_WITH_NEW_KEY),
    "429 with Retry-After in seconds": (rejection(70, 429, Retry_After="2"), RETRIED_WITH_NEW_KEY),
    "429 with RateLimit-Reset": (
        rejection(70, 429, RateLimit_Remaining="0", RateLimit_Reset="12"),
        RETRIED_WITH_NEW_KEY,
    ),
    "429 with a code of two digits": (
        answer_json({"reasons": [{"code": 70, "message": "Too many requests."}]}, 429),
        RETRIED_WITH_NEW_KEY,
    ),
    "limit exceeded inside a 200": (rejection(70), RETRIED_WITH_NEW_KEY),
    "lock contention": (rejection(50, 409), RETRIED_WITH_NEW_KEY),
    "lock contention inside a 200": (rejection(50), RETRIED_WITH_NEW_KEY),
    "401 and a token that stays": (answer_json({"message": "x"}, 401), everywhere(Raise(UnauthorizedException))),
    "401 inside a 200 and a token that stays": (rejection(11), everywhere(Raise(UnauthorizedException))),
    "409, still running": (
        Answer(409, b""),
        columns(Raise(ConflictException), Retry(), Retry(), Raise(ConflictException)),
    ),
    "409, against a rule": (
        rejection(30, 409),
        columns(Raise(ConflictException), Retry(), Retry(), Raise(ConflictException)),
    ),
    "500": (Answer(500), unconfirmed(ServiceException)),
    "500 in plain text": (
        Answer(500, b"We're sorry", {"Content-Type": "text/plain"}),
        unconfirmed(ServiceException),
    ),
    "502": (Answer(502, b"<html>Bad Gateway</html>"), unconfirmed(ServiceException)),
    "503": (Answer(503, b""), unconfirmed(ServiceException)),
    "503 with Retry-After": (Answer(503, b"", {"Retry-After": "3"}), unconfirmed(ServiceException)),
    "504": (Answer(504), unconfirmed(ServiceException)),
    "internal error inside a 200": (rejection(60), unconfirmed(ServiceException)),
    "temporary error inside a 200": (rejection(61), unconfirmed(ServiceException)),
    "external system inside a 200": (rejection(99), unconfirmed(ServiceException)),
    "reset after sending": (Reset(), unconfirmed(NetworkException)),
    "closed without a response": (Raw(b""), unconfirmed(NetworkException)),
    "read timeout": (Silence(), unconfirmed(NetworkException)),
    "cut in the middle of the headers": (Raw(b"HTTP/1.1 200 OK\r\nContent-"), unconfirmed(NetworkException)),
    "no HTTP at all": (Raw(b"* OK IMAP4rev1 ready\r\n"), unconfirmed(NetworkException)),
    "an interim response and no other": (Raw(b"HTTP/1.1 103 Early Hints\r\n\r\n"), unconfirmed(NetworkException)),
    "cut in the middle of the body": (Answer(200, FINE.body, cut=10), unconfirmed(NetworkException)),
    "cut in the middle of a chunk": (
        Raw(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{"succ'),
        unconfirmed(NetworkException),
    ),
    "a success in HTML": (Answer(200, b"<html>Hello</html>"), unconfirmed(NetworkException)),
    "a success in half a JSON": (Answer(200, b'{"success": tr'), unconfirmed(NetworkException)),
    "a success of another shape": (Answer(200, b"[1, 2]"), unconfirmed(NetworkException)),
    "a success that is empty": (Answer(200, b""), unconfirmed(NetworkException)),
    "a success that isn't gzip": (
        Answer(200, b"no gzip", {"Content-Encoding": "gzip"}),
        unconfirmed(NetworkException),
    ),
    "lock and internal error inside a 200": (reasons(50, 60), unconfirmed(ServiceException)),
    "internal error and lock inside a 200": (reasons(60, 50), unconfirmed(ServiceException)),
    "lock and internal error": (reasons(50, 60, status=409), unconfirmed(ServiceException)),
    "limit and an external system": (reasons(70, 99, status=429), unconfirmed(ServiceException)),
    "wrong value and temporary error": (reasons(20, 61, status=400), unconfirmed(ServiceException)),
    "lock and wrong value inside a 200": (reasons(50, 20), everywhere(Raise(BadRequestException))),
    "wrong value and limit inside a 200": (reasons(20, 70), everywhere(Raise(BadRequestException))),
    "lock and limit inside a 200": (reasons(50, 70), RETRIED_WITH_NEW_KEY),
    "a failure of no known kind inside a 200": (answer_json({"success": False}), raised_as_unconfirmed(ApiException)),
    "a gateway's message inside a 200": (
        answer_json({"message": "Authentication error"}),
        raised_as_unconfirmed(ApiException),
    ),
    "a gateway's error inside a 200": (answer_json({"error": "x", "path": "/"}), raised_as_unconfirmed(ApiException)),
    "a gateway's faults inside a 200": (answer_json({"faults": [{"code": 1}]}), raised_as_unconfirmed(ApiException)),
    **{
        f"{status} of a gateway that gave up waiting": (Answer(status, b""), raised_as_unconfirmed(ApiException))
        for status in (444, 460, 463, 499)
    },
    "a redirect after the work": (Answer(303, b"", {"Location": "/elsewhere"}), raised_as_unconfirmed(ApiException)),
    "another 5xx": (Answer(501), raised_as_unconfirmed(ServiceException)),
    "a redirect": (Answer(307, b"", {"Location": "/elsewhere"}), everywhere(Raise(ApiException))),
    **{
        f"{status}": (Answer(status, b""), everywhere(Raise(ApiException)))
        for status in (400, 403, 404, 405, 406, 408, 413, 414, 415, 422, 425, 451)
    },
    **{
        f"category {category} inside a 200": (rejection(category), everywhere(Raise(ApiException)))
        for category in (10, 20, 21, 22, 23, 27, 30, 40, 45, 90)
    },
}


class Timeline:
    """Time and chance of a client, in the test's hands."""

    def __init__(self, client: ApiClient, chance: float = 0.5) -> None:
        self.now = 1000.0
        self.waits: list[float] = []
        self.at_wait: Callable[[], object] = lambda: None
        client.runtime.monotonic = lambda: self.now
        client.runtime.sleep = self._wait
        client.runtime.random = lambda: chance

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds
        self.at_wait()


@pytest.fixture
def patient(connect: Connect) -> InvoicesApi:
    """Retries by the default policy, without waiting, and gives up reading after 0.6 s."""
    invoices = connect(retries=RetryPolicy(), read_timeout=0.6)
    Timeline(invoices.api_client)
    return invoices


def keys(received: list[Received]) -> list[str | None]:
    return [request.headers.get("Idempotency-Key") for request in received]


def check(outcome: Retry | Raise, call: Callable[[], ApiResponse[Any]], received: list[Received]) -> None:
    if isinstance(outcome, Raise):
        with pytest.raises(outcome.kind) as caught:
            call()
        assert len(received) == 1
        error = caught.value
        assert error.maybe_executed is outcome.maybe_executed
        assert ("MAY HAVE BEEN DONE" in str(error)) is outcome.maybe_executed
        assert (error.attempts, error.errors) == (1, ())
        assert error.idempotency_key == keys(received)[-1]
        return
    response = call()
    assert len(received) == 2
    assert (response.status_code, response.attempts, len(response.errors)) == (200, 2, 1)
    assert response.errors[0].attempts == 1
    first, second = keys(received)
    assert response.errors[0].idempotency_key == first
    assert response.idempotency_key == second
    assert (first == second) is (outcome.key == "same")
    assert received[0].body == received[1].body
    assert received[0].target == received[1].target


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", MATRIX)
def test_fault(fault: str, call: str, server: WireServer, patient: InvoicesApi) -> None:
    script, outcomes = MATRIX[fault]
    server.script([script, FINE])
    check(outcomes[call], lambda: CALLS[call](patient), server.received)
    for key in keys(server.received):
        assert (key is not None) is call.startswith("POST")
        if call == "POST with own key":
            assert key == "run-7/invoice-3"


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", [answer_json({"message": "x"}, 401), rejection(11), rejection(11, 401)])
def test_a_rejected_token_is_refreshed_once(call: str, fault: Answer, server: WireServer, connect: Connect) -> None:
    tokens = iter(["first", "second", "third"])
    invoices = connect(access_token=lambda: next(tokens))  # even with retries=0
    server.script([fault, FINE])
    response = CALLS[call](invoices)
    assert [request.headers["Authorization"] for request in server.received] == ["Bearer first", "Bearer second"]
    assert len(set(keys(server.received))) == 1
    assert (response.attempts, response.errors[0].status) == (2, fault.status)

    server.script([fault])
    server.received.clear()
    tokens = iter(["first", "second", "third"])
    with pytest.raises(UnauthorizedException) as caught:
        CALLS[call](invoices)
    assert len(server.received) == 2
    assert (caught.value.attempts, caught.value.maybe_executed) == (2, False)


# ------------------------------------------------------------------------------------------------------ never connected


@pytest.mark.parametrize("call", CALLS)
class TestNeverConnected:
    """Nothing was sent, so everything is retried, each with its key."""

    def test_refused(self, call: str) -> None:
        port = refused_port()
        with late_client(f"http://127.0.0.1:{port}") as (invoices, timeline), ExitStack() as later:
            timeline.at_wait = lambda: servers.append(later.enter_context(WireServer(FINE, port=port)))
            servers: list[WireServer] = []
            response = CALLS[call](invoices)
        assert len(servers[0].received) == 1
        self.check(response, f"could not connect to 127.0.0.1:{port}: [Errno ")

    def test_unknown_name(self, call: str, server: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
        known: list[bool] = []
        find = socket.getaddrinfo

        def getaddrinfo(host: str, *args: Any, **options: Any) -> Any:
            if not known:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            return find("127.0.0.1", *args, **options)

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        server.script([FINE])
        with late_client(f"http://zuora.invalid:{server.port}", allow_http=True) as (invoices, timeline):
            timeline.at_wait = lambda: known.append(True)
            response = CALLS[call](invoices)
        assert len(server.received) == 1
        self.check(response, f"could not connect to zuora.invalid:{server.port}: the host name can't be resolved")

    def test_broken_handshake(self, call: str, tls: Tls) -> None:
        with WireServer(FINE, tls=tls.server) as server:
            server.broken_handshakes = 1
            port = server.port
            with late_client(f"https://localhost:{server.port}", ssl_ca_cert=tls.ca) as (invoices, _):
                response = CALLS[call](invoices)
        assert (server.connections, len(server.received)) == (2, 1)
        self.check(response, f"could not connect to localhost:{port}: ")

    @pytest.mark.skipif(sys.platform != "linux", reason="other kernels respond for a deaf listener")
    def test_connect_timeout(self, call: str) -> None:
        with deaf_port() as port:
            host = f"http://127.0.0.1:{port}"
            with late_client(host, connect_timeout=0.1) as (invoices, timeline), pytest.raises(NetworkException) as got:
                CALLS[call](invoices)
        assert (got.value.attempts, got.value.maybe_executed, len(timeline.waits)) == (4, False, 3)
        reason = f"could not connect to {host.removeprefix('http://')}: timed out; "
        reason += "check the address, and whether a firewall blocks it"
        assert [error.reason for error in got.value.errors] == [reason] * 3

    def test_a_login_that_a_proxy_rejects_is_not_tried_again(self, call: str) -> None:
        with WireServer(Answer(407, b"")) as proxy:
            port = proxy.port
            client = late_client("https://rest.zuora.invalid", proxy=f"http://user:password@127.0.0.1:{port}")
            with client as (invoices, _), pytest.raises(NetworkException) as got:
                CALLS[call](invoices)
        assert [request.method for request in proxy.received] == ["CONNECT"]  # more could lock the account
        assert (got.value.fatal, got.value.attempts, got.value.maybe_executed) == (True, 1, False)
        assert got.value.reason == (
            f"could not connect to rest.zuora.invalid:443 through the proxy 127.0.0.1:{port}: "
            f"the proxy 127.0.0.1:{port} rejected the connection (407 Whatever); "
            "check the user name and password of the proxy"
        )

    @pytest.mark.parametrize("refusal", [Answer(503, b""), Answer(502, b""), Reset()])
    def test_a_proxy_that_does_not_connect(self, call: str, refusal: Script) -> None:
        with WireServer(refusal) as proxy:
            settings = {"proxy": f"http://127.0.0.1:{proxy.port}"}
            client = late_client("https://rest.zuora.invalid", **settings)
            with client as (invoices, _), pytest.raises(NetworkException) as got:
                CALLS[call](invoices)
        assert [request.method for request in proxy.received] == ["CONNECT"] * 4
        assert (got.value.attempts, got.value.maybe_executed) == (4, False)

    def check(self, response: ApiResponse[Any], reason: str) -> None:
        assert (response.status_code, response.attempts) == (200, 2)
        (error,) = response.errors
        assert isinstance(error, NetworkException)
        assert error.status is None
        assert not error.maybe_executed
        assert error.idempotency_key == response.idempotency_key
        assert str(error.reason).startswith(reason)


@contextmanager
def late_client(host: str, **settings: Any) -> Iterator[tuple[InvoicesApi, Timeline]]:
    with ApiClient(Configuration(host, access_token="token-1", **settings)) as client:
        yield InvoicesApi(client), Timeline(client)


# ------------------------------------------------------------------------------------------------------------------ TLS


@dataclass(frozen=True)
class Tls:
    """A certificate for `localhost`, and the file of the CA that signed it."""

    server: ssl.SSLContext
    ca: str


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    ca = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("localhost").configure_cert(context)
    file = tmp_path_factory.mktemp("tls") / "ca.pem"
    ca.cert_pem.write_to_path(str(file))
    return Tls(context, str(file))


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(("host", "trusted"), [("localhost", False), ("127.0.0.1", True)])
def test_a_wrong_certificate_is_not_tried_again(call: str, host: str, trusted: bool, tls: Tls) -> None:
    with WireServer(FINE, tls=tls.server) as server:
        settings = {"ssl_ca_cert": tls.ca} if trusted else {}
        client = late_client(f"https://{host}:{server.port}", **settings)
        with client as (invoices, _), pytest.raises(NetworkException, match="certificate") as got:
            CALLS[call](invoices)
    assert (server.connections, server.received) == (1, [])
    assert (got.value.fatal, got.value.attempts, got.value.maybe_executed) == (True, 1, False)


@pytest.mark.parametrize("fault", [Reset(), Raw(b""), Silence()])
def test_what_is_lost_over_tls_may_have_been_done(fault: Script, tls: Tls) -> None:
    with WireServer(fault, FINE, tls=tls.server) as server:
        settings = {"ssl_ca_cert": tls.ca, "read_timeout": 0.25}
        with late_client(f"https://localhost:{server.port}", **settings) as (invoices, _):
            with pytest.raises(NetworkException) as got:
                post(invoices)
            assert get(invoices).attempts == 1
    assert (len(server.received), got.value.maybe_executed) == (2, True)


# --------------------------------------------------------------------------------------------------------- bad argument


@pytest.mark.parametrize(
    "call",
    [
        lambda invoices: invoices.get_invoice(".."),
        lambda invoices: invoices.create_standalone_invoice(CreateInvoiceRequest()),
        lambda invoices: invoices.create_standalone_invoice(a_request(), idempotency_key=""),
        lambda invoices: invoices.create_standalone_invoice(a_request(), _headers={"idempotency-key": ""}),
        lambda invoices: invoices.post_invoice("i-1", PostAsyncInvoiceRequest(), zuora_track_id="a;b"),
        lambda invoices: invoices.delete_invoice("\n"),
    ],
)
def test_a_bad_argument_is_raised_before_anything_is_sent(
    call: Callable[[InvoicesApi], object], server: WireServer, patient: InvoicesApi
) -> None:
    with pytest.raises(ApiValueError):
        call(patient)
    assert server.connections == 0


def test_an_empty_key_is_rejected_even_unchecked(server: WireServer, connect: Connect) -> None:
    invoices = connect(client_side_validation=False)
    with pytest.raises(ApiValueError, match="Idempotency-Key"):
        invoices.create_standalone_invoice(a_request(), idempotency_key="")
    assert server.connections == 0


# ------------------------------------------------------------------------------------------------------- waits and ends


def raised(call: Callable[[], object]) -> ApiException:
    with pytest.raises(ApiException) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("chance", "waits"),
    [
        (0.0, [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
        (0.5, [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0]),
        (1.0, [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0]),
    ],
)
def test_jitter_is_full_and_capped(chance: float, waits: list[float], server: WireServer, connect: Connect) -> None:
    server.script([Answer(503)])
    invoices = connect(retries=7)
    timeline = Timeline(invoices.api_client, chance)
    assert raised(lambda: get(invoices)).attempts == 8
    assert timeline.waits == waits
    assert len(server.received) == 8


def test_four_attempts_by_default(server: WireServer, patient: InvoicesApi) -> None:
    timeline = Timeline(patient.api_client, 1.0)
    server.script([Answer(503), Reset(), rejection(61), rejection(60, 500)])
    error = raised(lambda: create(patient))
    assert [request.method for request in server.received] == ["POST"] * 4
    assert len(set(keys(server.received))) == 1
    assert timeline.waits == [1.0, 2.0, 4.0]
    assert (error.attempts, error.elapsed, error.maybe_executed) == (4, 7.0, True)
    assert [(earlier.status, earlier.attempts, earlier.elapsed) for earlier in error.errors] == [
        (503, 1, 0.0),
        (None, 2, 1.0),
        (200, 3, 3.0),
    ]
    assert error.idempotency_key == keys(server.received)[0]


@pytest.mark.parametrize(
    ("headers", "chance", "wait"),
    [
        ({"Retry-After": "7"}, 0.0, 7.0),
        ({"Retry-After": "7"}, 1.0, 7.0),
        ({"Retry-After": "0"}, 1.0, 1.0),
        ({"Retry-After": "0.5"}, 0.0, 0.5),
        ({"Retry-After": "130"}, 0.0, 130.0),
        ({"Retry-After": "7", "RateLimit-Reset": "90"}, 0.0, 7.0),
        ({"RateLimit-Reset": "12"}, 0.0, 12.0),
        ({"RateLimit-Reset": "12", "RateLimit-Remaining": "0"}, 0.0, 12.0),
        ({"RateLimit-Reset": "12", "RateLimit-Remaining": "3"}, 0.0, 0.0),
        ({"Retry-After": "soon"}, 0.5, 0.5),
        ({"Retry-After": "-5"}, 0.5, 0.5),
        ({"Retry-After": "inf"}, 0.5, 0.5),
        ({"Retry-After": "nan"}, 0.5, 0.5),
        ({"Retry-After": "Fri, 31 Feb 2044 99:00:00 GMT"}, 0.5, 0.5),
        ({"Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT"}, 0.5, 0.5),
    ],
)
def test_the_service_says_how_long_to_wait(
    headers: dict[str, str], chance: float, wait: float, server: WireServer, patient: InvoicesApi
) -> None:
    timeline = Timeline(patient.api_client, chance)
    server.script([Answer(429, b"", headers), FINE])
    assert create(patient).attempts == 2
    assert timeline.waits == [wait]


@pytest.mark.parametrize("form", ["Sun, 06 Nov 2044 08:49:37 GMT", "Sunday, 06-Nov-44 08:49:37 GMT"])
def test_retry_after_as_a_date(form: str, server: WireServer, patient: InvoicesApi) -> None:
    timeline = Timeline(patient.api_client)
    soon = format_datetime(dt.datetime.now(dt.timezone.utc) + dt.timedelta(seconds=30), usegmt=True)
    server.script([Answer(429, b"", {"Retry-After": soon}), FINE])
    assert create(patient).attempts == 2
    assert 28.0 <= timeline.waits[0] <= 30.0
    server.script([Answer(429, b"", {"Retry-After": form})])
    assert raised(lambda: create(patient)).attempts == 1


def test_the_oldest_form_of_a_date_means_utc(
    server: WireServer, patient: InvoicesApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        soon = (dt.datetime.now(dt.timezone.utc) + dt.timedelta(seconds=30)).strftime("%a %b %d %H:%M:%S %Y")
        server.script([Answer(503, b"", {"Retry-After": soon}), FINE])
        timeline = Timeline(patient.api_client, 0.0)
        assert get(patient).attempts == 2
    finally:
        monkeypatch.undo()
        time.tzset()
    assert 28.0 <= timeline.waits[0] <= 30.0


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({"Retry-After": "131"}, 131.0),
        ({"Retry-After": "86400"}, 86400.0),
        ({"RateLimit-Remaining": "0", "RateLimit-Reset": "3600"}, 3600.0),
    ],
)
def test_a_wait_beyond_the_ceiling_is_raised_at_once(
    headers: dict[str, str], asked: float, server: WireServer, patient: InvoicesApi
) -> None:
    timeline = Timeline(patient.api_client)
    server.script([Answer(429, b"", headers)])
    error = raised(lambda: create(patient))
    assert isinstance(error, RateLimitedException)
    assert (error.retry_after, error.attempts, timeline.waits) == (asked, 1, [])
    assert f"The service asks to wait {asked:g} s." in str(error)
    assert len(server.received) == 1


def test_the_ceiling_can_be_moved(server: WireServer, connect: Connect) -> None:
    invoices = connect(retries=RetryPolicy(max_retry_after=300))
    timeline = Timeline(invoices.api_client)
    server.script([Answer(429, b"", {"Retry-After": "131"}), FINE])
    assert create(invoices).attempts == 2
    assert timeline.waits == [131.0]


def test_the_deadline_ends_it(server: WireServer, connect: Connect) -> None:
    invoices = connect(retries=RetryPolicy(max_attempts=99), deadline=10)
    timeline = Timeline(invoices.api_client)
    server.script([Answer(503, b"", {"Retry-After": "4"})])
    error = raised(lambda: create(invoices))
    assert timeline.waits == [4.0, 4.0]
    assert (error.attempts, error.elapsed, error.retry_after) == (3, 8.0, 4.0)


def test_no_attempt_outlasts_the_deadline(server: WireServer, connect: Connect) -> None:
    server.script([Silence()])
    invoices = connect(deadline=0.4, retries=RetryPolicy(backoff_cap=0))
    start = time.monotonic()
    error = raised(lambda: create(invoices))
    assert 0.3 < time.monotonic() - start < 1.5
    assert (type(error), error.maybe_executed) == (NetworkException, True)
    assert len(server.received) == 1


@pytest.mark.parametrize(
    "trickle",
    [
        Answer(200, b" " * 100 + b"{}", piece=1),
        Answer(200, b"{}", {"Content-Length": "5000"}),
        Answer(503, b" " * 100, piece=1),
    ],
)
def test_a_trickle_ends_at_the_deadline(trickle: Answer, server: WireServer, connect: Connect) -> None:
    server.script([trickle])
    start = time.monotonic()
    error = raised(lambda: post(connect(deadline=0.5)))
    assert 0.4 < time.monotonic() - start < 1.5
    assert error.maybe_executed
    assert error.body


@pytest.mark.parametrize("drip", [b"a", b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_a_trickle_before_the_body_ends_at_the_deadline(drip: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with late_client(host, deadline=0.5) as (invoices, _), ExitStack() as sockets:
            invoices.api_client.runtime.monotonic = time.monotonic
            start = time.monotonic()

            def run() -> None:
                connection, _ = listener.accept()
                sockets.enter_context(connection)
                while time.monotonic() < start + 3:
                    try:
                        connection.sendall(drip)
                    except OSError:
                        return
                    time.sleep(0.05)

            dripping = in_thread(run)
            error = raised(lambda: post(invoices))
            assert 0.4 < time.monotonic() - start < 1.5
            dripping()
    assert (type(error), error.maybe_executed) == (NetworkException, True)


def in_thread(run: Callable[[], None]) -> Callable[[], None]:
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return lambda: thread.join(5)


def test_a_token_that_takes_too_long_is_not_followed_by_the_call(server: WireServer, connect: Connect) -> None:
    def slow_token() -> str:
        timeline.now += 11
        return "token-1"

    invoices = connect(access_token=slow_token, deadline=10)
    timeline = Timeline(invoices.api_client)
    error = raised(lambda: post(invoices))
    assert (type(error), error.maybe_executed, error.attempts) == (NetworkException, False, 0)
    assert server.received == []


def test_the_deadline_covers_the_fetching_of_a_token(server: WireServer, connect: Connect) -> None:
    server.script([Silence()])
    invoices = connect(access_token=None, client_id="0" * 36, client_secret="secret", deadline=0.4)
    start = time.monotonic()
    error = raised(lambda: create(invoices))
    assert time.monotonic() - start < 1.5
    assert not error.maybe_executed
    assert [request.target for request in server.received] == ["/oauth/token"]


def test_waiting_for_another_threads_token_ends_at_the_deadline(server: WireServer, connect: Connect) -> None:
    server.script([Silence()])
    invoices = connect(access_token=None, client_id="0" * 36, client_secret="secret", deadline=0.4)
    start = time.monotonic()
    with ThreadPoolExecutor(10) as threads:
        errors = list(threads.map(lambda _: raised(lambda: create(invoices)), range(10)))
    assert time.monotonic() - start < 2
    assert {(type(error), error.maybe_executed) for error in errors} == {(NetworkException, False)}
    assert {request.target for request in server.received} == {"/oauth/token"}


def test_a_token_that_can_not_be_refreshed_does_not_hide_what_happened(server: WireServer, connect: Connect) -> None:
    def token() -> str:
        return tokens.pop() or pytest.fail("never")

    tokens = ["token-1"]  # then: IndexError
    invoices = connect(access_token=token, retries=3)
    Timeline(invoices.api_client)
    server.script([Answer(503)])
    error = raised(lambda: create(invoices))
    assert (error.status, error.attempts, error.maybe_executed) == (503, 1, True)
    assert error.idempotency_key == keys(server.received)[0]
    assert isinstance(error.__cause__, IndexError)
    assert error.__cause__.__traceback__ is None


# ----------------------------------------------------------------------------------------------------- how often at all


@pytest.mark.parametrize(("retries", "attempts"), [(0, 1), (1, 2), (5, 6), (RetryPolicy(max_attempts=1), 1)])
def test_retries_as_a_number(retries: Any, attempts: int, server: WireServer, connect: Connect) -> None:
    server.script([Answer(429)])
    invoices = connect(retries=retries)
    Timeline(invoices.api_client)
    error = raised(lambda: create(invoices))
    assert (error.attempts, len(server.received)) == (attempts, attempts)
    assert len(set(keys(server.received))) == attempts


def test_the_budget_prevents_a_retry_storm(server: WireServer, connect: Connect) -> None:
    invoices = connect(retries=RetryPolicy(budget=4))
    Timeline(invoices.api_client)
    server.script([Answer(503)])
    assert [raised(lambda: get(invoices)).attempts for _ in range(4)] == [4, 2, 1, 1]
    server.script([FINE])
    get(invoices)
    get(invoices)
    server.script([Answer(503)])
    assert [raised(lambda: get(invoices)).attempts for _ in range(2)] == [3, 1]
    # A scope draws on the same budget.
    assert raised(lambda: get(InvoicesApi(invoices.api_client.options(deadline=5)))).attempts == 1


def test_a_scope_may_have_a_budget_of_its_own(server: WireServer, connect: Connect) -> None:
    invoices = connect(retries=RetryPolicy(budget=1))
    Timeline(invoices.api_client)
    server.script([Answer(503)])
    none = InvoicesApi(invoices.api_client.options(retries=RetryPolicy(budget=0)))
    assert raised(lambda: get(none)).attempts == 1
    assert raised(lambda: get(invoices)).attempts == 2
    more = InvoicesApi(invoices.api_client.options(retries=RetryPolicy(budget=3)))
    assert raised(lambda: get(more)).attempts == 3  # one of the three is spent already
    invoices.api_client.configuration.retries = RetryPolicy(budget=4)
    assert raised(lambda: get(invoices)).attempts == 2


def test_a_predicate_has_the_last_word(server: WireServer, connect: Connect) -> None:
    asked: list[tuple[int | None, int]] = []

    def only_503(error: ApiException) -> bool:
        asked.append((error.status, error.attempts))
        return error.status == 503

    invoices = connect(retries=RetryPolicy(retry_if=only_503))
    timeline = Timeline(invoices.api_client)
    server.script([Answer(503), Answer(429), FINE])
    assert raised(lambda: create(invoices)).status == 429
    assert asked == [(503, 1), (429, 2)]
    assert timeline.waits == [0.5]

    asked.clear()
    server.script([Answer(503), FINE])  # what the rules forbid isn't asked about
    assert raised(lambda: post(invoices)).maybe_executed
    assert asked == []


def test_a_broken_predicate_does_not_hide_what_happened(server: WireServer, connect: Connect) -> None:
    def broken(_: ApiException) -> bool:
        raise KeyError("mine")

    invoices = connect(retries=RetryPolicy(retry_if=broken))
    server.script([Answer(503)])
    error = raised(lambda: create(invoices))
    assert (error.status, error.maybe_executed, error.attempts) == (503, True, 1)
    assert isinstance(error.__cause__, KeyError)


def test_a_refreshed_token_costs_no_attempt(server: WireServer, connect: Connect) -> None:
    invoices = connect(access_token=lambda: "token", retries=RetryPolicy(budget=0))
    timeline = Timeline(invoices.api_client)
    server.script([rejection(11, 401), FINE])
    assert get(invoices).attempts == 2
    assert timeline.waits == [0.0]


# ------------------------------------------------------------------------------------------------------------- the keys


@pytest.mark.parametrize(
    ("scripts", "changes"),
    [
        ([Answer(429), Answer(429), Answer(429), FINE], [True, True, True]),
        ([Answer(503), Answer(503), Reset(), FINE], [False, False, False]),
        # Once an attempt may have done the work under a key, it stays: a new one could do it a second time.
        ([Reset(), Answer(429), rejection(50, 409), FINE], [False, False, False]),
        ([Answer(429), Reset(), Answer(429), FINE], [True, False, False]),
        ([rejection(50), Answer(409, b""), rejection(50), FINE], [True, False, False]),
        ([Answer(504), Answer(409, b""), Answer(409, b""), FINE], [False, False, False]),
    ],
)
def test_the_key_over_the_attempts(
    scripts: list[Script], changes: list[bool], server: WireServer, patient: InvoicesApi
) -> None:
    server.script(scripts)
    response = create(patient)
    sent = keys(server.received)
    assert [before != after for before, after in pairwise(sent)] == changes
    assert all(key and len(key) == 32 for key in sent)
    assert response.idempotency_key == sent[-1]
    assert [error.idempotency_key for error in response.errors] == sent[:-1]


@pytest.mark.parametrize("fault", [Answer(503), Answer(500), Reset(), Raw(b""), rejection(60), Answer(409, b"")])
@pytest.mark.parametrize("call", [post, delete])
def test_a_key_does_not_make_a_put_or_delete_safe(
    fault: Script, call: Callable[..., Any], server: WireServer, patient: InvoicesApi
) -> None:
    """Zuora supports keys for POST alone: a PUT that carries one all the same would be done twice."""
    server.script([fault, FINE])

    def add_key(request: Any, call_next: Any) -> Any:
        request.headers["Idempotency-Key"] = "mine"
        return call_next(request)

    patient.api_client.middleware = (add_key,)
    assert raised(lambda: call(patient)).attempts == 1
    assert keys(server.received) == ["mine"]


@pytest.mark.parametrize("name", ["Idempotency-Key", "idempotency-key"])
def test_a_key_is_no_default(name: str, server: WireServer, patient: InvoicesApi) -> None:
    """Under one key three different invoices would become one."""
    client = patient.api_client
    client.default_headers[name] = "always"
    for attempt in (
        lambda: client.set_default_header(name, "always"),
        lambda: client.options(headers={name: "always"}),
        lambda: create(patient),
    ):
        with pytest.raises(ApiValueError, match="would make different requests one"):
            attempt()
    assert server.received == []


def test_a_key_that_middleware_sets_is_kept(server: WireServer, patient: InvoicesApi) -> None:
    def own_key(request: Any, call_next: Any) -> Any:
        request.headers["Idempotency-Key"] = "of-the-middleware"
        return call_next(request)

    patient.api_client.middleware = (own_key,)
    server.script([Answer(429), FINE])
    create(patient)
    assert keys(server.received) == ["of-the-middleware"] * 2


def test_every_call_has_a_key_of_its_own(server: WireServer, patient: InvoicesApi) -> None:
    for _ in range(5):
        create(patient)
    assert len(set(keys(server.received))) == 5


@pytest.mark.parametrize("name", ["Idempotency-Key", "idempotency-key", "IDEMPOTENCY-KEY"])
def test_a_key_among_the_headers_counts(name: str, server: WireServer, patient: InvoicesApi) -> None:
    server.script([Answer(429), FINE])
    response = patient.create_standalone_invoice_with_http_info(a_request(), _headers={name: "mine"})
    sent = [
        value for request in server.received for key, value in request.headers.items() if key.lower() == name.lower()
    ]
    assert sent == ["mine", "mine"]
    assert response.idempotency_key == "mine"


def test_what_may_have_been_done_once_stays_unconfirmed(server: WireServer, patient: InvoicesApi) -> None:
    server.script([Answer(503), rejection(20, 400)])
    error = raised(lambda: create(patient))
    assert isinstance(error, BadRequestException)
    assert (error.attempts, error.maybe_executed) == (2, True)
    assert f"call again with idempotency_key={error.idempotency_key!r}" in str(error)


def test_without_its_key_a_request_is_not_retried(server: WireServer) -> None:
    def keyless(request: Any, call_next: Any) -> Any:
        del request.headers["Idempotency-Key"]
        return call_next(request)

    server.script([Answer(503), FINE])
    with ApiClient(Configuration(server.url, access_token="token-1"), middleware=[keyless]) as client:
        Timeline(client)
        error = raised(lambda: create(InvoicesApi(client)))
    assert (error.attempts, error.maybe_executed, len(server.received)) == (1, True, 1)


# ----------------------------------------------------------------------------------------------------- kept connections


def test_connections_are_kept(server: WireServer, patient: InvoicesApi) -> None:
    server.script([FINE, Answer(400, b"<html>"), FINE, rejection(30), FINE])
    for _ in range(5):
        try:
            get(patient)
        except ApiException:
            continue
    assert (len(server.received), server.connections) == (5, 1)


def test_connections_are_kept_after_chunked_responses(server: WireServer, connect: Connect) -> None:
    chunked = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11\r\n{"success": true}\r\n0\r\n\r\n'
    server.script([Raw(chunked, keep=True)])
    invoices = connect()
    for _ in range(3):
        get(invoices)
    assert (len(server.received), server.connections) == (3, 1)


def test_a_late_response_is_not_taken_for_another_ones(server: WireServer, connect: Connect) -> None:
    def by_key(request: Received) -> Answer:
        key = request.target.rpartition("/")[2]
        return Answer(200, json.dumps({"id": key}).encode(), before=0.4 if key == "slow" else 0.0)

    server.script([by_key])
    invoices = connect(read_timeout=0.2)
    assert type(raised(lambda: invoices.get_invoice("slow"))) is NetworkException
    for key in ("a", "b", "c"):
        assert invoices.get_invoice(key).id == key
        time.sleep(0.1)
    assert server.connections == 2


@pytest.mark.parametrize(
    "broken",
    [
        Answer(200, b'{"id": "other"}', cut=8),
        Answer(200, b'{"id": "other"}', {"Content-Length": "400"}),
        Raw(b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        Raw(b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"id": 5}'),
    ],
)
def test_a_broken_connection_is_not_kept(broken: Script, server: WireServer, connect: Connect) -> None:
    server.script([broken, answer_json({"id": "mine"})])
    invoices = connect(read_timeout=0.2)
    with suppress(NetworkException):
        invoices.get_invoice("i-1")
    time.sleep(0.05)  # for the end of the connection to arrive
    assert invoices.get_invoice("i-1").id == "mine"
    assert server.connections == 2


def test_a_kept_connection_that_the_server_closed_is_replaced(server: WireServer, connect: Connect) -> None:
    closing = Answer(200, FINE.body, cut=len(FINE.body))
    server.script([closing])
    invoices = connect()
    for count in (1, 2, 3):
        post(invoices)
        time.sleep(0.05)
        assert (len(server.received), server.connections) == (count, count)


def test_an_interruption_keeps_no_half_read_connection(
    server: WireServer, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    read1 = HTTPResponse.read1

    def interrupted(self: HTTPResponse, *args: Any, **options: Any) -> bytes:
        read1(self, *args, **options)
        raise KeyboardInterrupt

    invoices = connect()
    server.script([Answer(200, b'{"id": "other"}', piece=5), answer_json({"id": "mine"})])
    with monkeypatch.context() as patched:
        patched.setattr(HTTPResponse, "read1", interrupted)
        with pytest.raises(KeyboardInterrupt):
            invoices.get_invoice("i-1")
    assert invoices.get_invoice("i-1").id == "mine"
    assert server.connections == 2


def test_a_few_bytes_that_unpack_to_no_end(
    server: WireServer, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_transport, "BODY_LIMIT", 1 << 20)
    server.script([Answer(200, gzip.compress(b" " * (8 << 20)), {"Content-Encoding": "gzip"})])
    error = raised(lambda: connect().get_invoice("i-1", accept_encoding="gzip"))
    assert (type(error), error.status) == (NetworkException, 200)
    assert "more than 1048576 bytes" in str(error)
    assert len(error.body) < 3 << 20
