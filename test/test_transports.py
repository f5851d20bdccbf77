"""`RequestsTransport`: the same guarantees through a `requests.Session`, over sockets and under `responses`."""

from __future__ import annotations

import datetime as dt
import gzip
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests
import responses
import urllib3
from conftest import Connect
from requests.adapters import HTTPAdapter
from secrets_watch import causes
from wire import Answer, Raw, Reset, Silence, WireServer, answer_json, refused_port

from zuora_sdk import (
    ApiClient,
    ApiValueError,
    Configuration,
    CreateInvoiceItem,
    CreateInvoiceRequest,
    InvoicesApi,
    NetworkException,
    NotFoundException,
    PostAsyncInvoiceRequest,
    ServiceException,
)
from zuora_sdk.emulator import ZuoraEmulator
from zuora_sdk.rest import TransportError
from zuora_sdk.transports import RequestsTransport


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


@pytest.fixture
def connect(server: WireServer, session: requests.Session) -> Iterator[Connect]:
    with ExitStack() as clients:

        def connect(**settings: Any) -> InvoicesApi:
            defaults: dict[str, Any] = {"host": server.url, "access_token": "token-1", "retries": 0}
            configuration = Configuration(**{**defaults, **settings})
            return InvoicesApi(clients.enter_context(ApiClient(configuration, transport=RequestsTransport(session))))

        yield connect


# ------------------------------------------------------------------------------------------------------ over sockets


def test_a_call_travels_as_it_does_by_default(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([answer_json({"success": True, "id": "i-1", "jobStatus": "Completed"}, Zuora_Request_Id="r-1")])
    response = invoices.post_invoice_with_http_info(
        "INV 1;2", PostAsyncInvoiceRequest.from_dict({"invoiceDate": "2026-03-02"}), zuora_track_id="track-1"
    )
    assert response.data.id == "i-1"
    assert response.request_id == "r-1"
    assert (server.last.method, server.last.target) == ("PUT", "/v1/invoices/INV%201%3B2/post")
    assert server.last.json == {"invoiceDate": "2026-03-02"}
    assert server.last.headers["Authorization"] == "Bearer token-1"
    assert server.last.headers["Content-Type"] == "application/json"
    assert server.last.headers["Zuora-Track-Id"] == "track-1"


def test_one_connection_serves_many_calls(server: WireServer, invoices: InvoicesApi) -> None:
    for _ in range(3):
        invoices.get_invoice("i-1")
    assert server.connections == 1


def test_the_emulator_cannot_tell_the_difference(session: requests.Session) -> None:
    with ZuoraEmulator() as zuora:
        settings = Configuration(zuora.url, client_id=zuora.client_id, client_secret=zuora.client_secret)
        with ApiClient(settings, transport=RequestsTransport(session)) as client:
            day = dt.date(2026, 3, 2)
            item = CreateInvoiceItem(amount=Decimal("0.10"), charge_name="Setup", service_start_date=day)
            request = CreateInvoiceRequest(account_id=zuora.account_id, invoice_date=day, invoice_items=[item] * 3)
            invoice = InvoicesApi(client).create_standalone_invoice(request)
    assert str(invoice.balance) == "0.300000000"


def test_a_compressed_response_is_read(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([Answer(body=gzip.compress(b'{"success": true, "id": "i-1"}'), headers={"Content-Encoding": "gzip"})])
    assert invoices.get_invoice("i-1").id == "i-1"


def test_the_sessions_own_headers_and_authentication_count(
    server: WireServer, connect: Connect, session: requests.Session
) -> None:
    session.headers["X-Session"] = "mine"
    session.auth = ("user", "password")
    connect(access_token=None, require_credentials=False).get_invoice("i-1")
    assert server.last.headers["X-Session"] == "mine"
    assert server.last.headers["Authorization"] == "Basic dXNlcjpwYXNzd29yZA=="


def test_a_netrc_file_does_not_replace_the_token(
    server: WireServer, invoices: InvoicesApi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    invoices.get_invoice("i-1")
    assert server.last.headers["Authorization"] == "Bearer token-1"


def test_a_redirect_is_not_followed(server: WireServer, invoices: InvoicesApi) -> None:
    with WireServer() as elsewhere:
        server.script([Answer(302, headers={"Location": elsewhere.url})])
        with pytest.raises(Exception, match="302"):
            invoices.get_invoice("i-1")
        assert elsewhere.received == []


def test_a_refused_connection_has_sent_nothing(connect: Connect) -> None:
    port = refused_port()
    with pytest.raises(NetworkException, match="could not connect") as caught:
        connect(host=f"http://127.0.0.1:{port}").post_invoice("i-1", PostAsyncInvoiceRequest())
    assert caught.value.maybe_executed is False


def test_nothing_of_requests_is_left_that_could_hold_the_token(connect: Connect) -> None:
    port = refused_port()
    with pytest.raises(NetworkException) as caught:
        connect(host=f"http://127.0.0.1:{port}").get_invoice("i-1")
    assert [type(cause) for cause in causes(caught.value)] == [NetworkException, TransportError, ConnectionRefusedError]


def test_a_refused_connection_is_retried_even_for_a_put(connect: Connect) -> None:
    port = refused_port()
    invoices = connect(host=f"http://127.0.0.1:{port}", retries=2)
    invoices.api_client.runtime.sleep = lambda _: None
    with pytest.raises(NetworkException) as caught:
        invoices.post_invoice("i-1", PostAsyncInvoiceRequest())
    assert caught.value.attempts == 3


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (Reset(), "connection lost"),
        (Silence(), "timed out"),
        (Answer(cut=5), "connection lost"),
        (Raw(b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), "interim response"),
        (Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n{}"), "connection lost"),
        (Answer(body=b"{" + b" " * 100, piece=1), "timed out"),
        (Answer(body=b"not gzip", headers={"Content-Encoding": "gzip"}), "can't be decompressed"),
    ],
)
def test_what_may_have_reached_the_server_is_not_retried_for_a_put(
    server: WireServer, connect: Connect, script: Any, words: str
) -> None:
    server.script([script])
    with pytest.raises(NetworkException, match=words) as caught:
        connect(read_timeout=0.3, deadline=0.6, retries=3).post_invoice("i-1", PostAsyncInvoiceRequest())
    assert caught.value.maybe_executed is True
    assert len(server.received) == 1


def test_an_untrusted_certificate_is_fatal(connect: Connect) -> None:
    error = requests.exceptions.SSLError("certificate")
    error.__context__ = ssl.SSLCertVerificationError("self-signed certificate")
    with responses.RequestsMock() as mock:
        mock.get("https://rest.zuora.com/v1/invoices/i-1", body=error)
        with pytest.raises(NetworkException, match="self-signed certificate") as caught:
            connect(host="https://rest.zuora.com", retries=3).get_invoice("i-1")
    assert caught.value.fatal is True
    assert caught.value.attempts == 1


@pytest.mark.parametrize(
    "proxy", ["http://user:s3cret@[::1", "http://user:s3cret@proxy.example:port", "http://user:s3cret@"]
)
def test_no_error_quotes_the_password_of_the_sessions_proxy(
    proxy: str, server: WireServer, connect: Connect, session: requests.Session
) -> None:
    session.trust_env = False
    session.proxies = {"http": proxy}
    with pytest.raises(NetworkException) as caught:
        connect().get_invoice("i-1")
    assert not any("s3cret" in f"{error!r} {error}" for error in causes(caught.value))
    assert server.received == []


def test_a_login_that_the_sessions_proxy_rejects_has_sent_nothing(connect: Connect, session: requests.Session) -> None:
    with WireServer(Answer(407, b"")) as proxy:
        session.trust_env = False
        session.proxies = {"https": proxy.url}
        with pytest.raises(NetworkException, match="the session's proxy rejected the connection") as caught:
            connect(host="https://rest.zuora.invalid", retries=3).post_invoice("i-1", PostAsyncInvoiceRequest())
    assert [request.method for request in proxy.received] == ["CONNECT"]
    assert (caught.value.fatal, caught.value.attempts, caught.value.maybe_executed) == (True, 1, False)


@pytest.mark.parametrize("retries", [1, urllib3.Retry(3), urllib3.Retry(total=None, status=2)])
def test_a_session_with_retries_of_its_own_is_rejected(
    server: WireServer, connect: Connect, session: requests.Session, retries: Any
) -> None:
    session.mount("http://", HTTPAdapter(max_retries=retries))
    with pytest.raises(ApiValueError, match="could bill twice"):
        connect().get_invoice("i-1")
    assert server.received == []


def test_a_hook_that_raises_for_statuses_loses_no_response(
    server: WireServer, invoices: InvoicesApi, session: requests.Session
) -> None:
    session.hooks["response"].append(lambda response, *_, **__: response.raise_for_status())
    server.script([answer_json({"success": False, "reasons": [{"code": 50000060, "message": "Broken."}]}, 500)])
    with pytest.raises(ServiceException, match="Broken") as caught:
        invoices.get_invoice("i-1")
    assert caught.value.status == 500


def test_closing_the_client_closes_the_connections(server: WireServer, invoices: InvoicesApi) -> None:
    invoices.get_invoice("i-1")
    invoices.api_client.close()
    invoices.get_invoice("i-1")
    assert server.connections == 2


# --------------------------------------------------------------------------------------------------- under `responses`


@responses.activate
def test_users_can_test_with_responses(connect: Connect) -> None:
    responses.get(
        "https://rest.zuora.com/v1/invoices/INV-1",
        body=b'{"success": true, "invoiceNumber": "INV-1", "balance": 125.500000000}',
        headers={"Zuora-Request-Id": "r-1"},
        match=[responses.matchers.header_matcher({"Authorization": "Bearer token-1"})],
    )
    response = connect(host="https://rest.zuora.com").get_invoice_with_http_info("INV-1")
    assert str(response.data.balance) == "125.500000000"
    assert response.request_id == "r-1"


@responses.activate
def test_statuses_raise_under_responses(connect: Connect) -> None:
    responses.put(
        "https://rest.zuora.com/v1/invoices/INV-1/cancel",
        json={"success": False, "reasons": [{"code": 50000040, "message": "Cannot find it."}]},
        status=404,
    )
    with pytest.raises(NotFoundException, match="Cannot find it"):
        connect(host="https://rest.zuora.com").cancel_invoice("INV-1")


@responses.activate
@pytest.mark.parametrize(
    ("error", "maybe_executed"),
    [
        (lambda: requests.ConnectTimeout("no"), False),
        (lambda: requests.exceptions.InvalidURL("no"), False),
        (lambda: requests.ReadTimeout("no"), True),
        (lambda: requests.ConnectionError("no"), True),
        (lambda: OSError("no"), True),
    ],
)
def test_each_failure_says_whether_work_may_have_been_done(
    connect: Connect, error: Callable[[], Exception], maybe_executed: bool
) -> None:
    responses.put("https://rest.zuora.com/v1/invoices/INV-1/cancel", body=error())
    with pytest.raises(NetworkException) as caught:
        connect(host="https://rest.zuora.com").cancel_invoice("INV-1")
    assert caught.value.maybe_executed is maybe_executed
