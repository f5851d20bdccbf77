"""Which headers a request carries, and whose word counts."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from traffic import PDF, USER_AGENT
from wire import Answer, WireServer

from zuora_sdk import (
    ApiClient,
    ApiTypeError,
    ApiValueError,
    Configuration,
    EmailBillingDocumentRequest,
    InvoicesApi,
    NetworkException,
    PostAsyncInvoiceRequest,
    UpdateInvoiceRequest,
    ZuoraEnvironment,
)
from zuora_sdk.rest import HttpRequest, HttpResponse

# Header, argument, setting.
CONTESTED = [
    ("Zuora-Version", "zuora_version", "zuora_version"),
    ("Zuora-Entity-Ids", "zuora_entity_ids", "zuora_entity_ids"),
    ("Zuora-Org-Ids", "zuora_org_ids", "zuora_org_ids"),
    ("Zuora-Track-Id", "zuora_track_id", "zuora_track_id"),
]


@pytest.mark.parametrize("spell", [str, str.lower, str.upper], ids=["as-is", "lower", "upper"])
@pytest.mark.parametrize(("header", "argument", "setting"), CONTESTED)
def test_precedence(
    header: str, argument: str, setting: str, spell: Callable[[str], str], connect: Any, server: WireServer
) -> None:
    invoices = connect(**{setting: "1-configuration"})
    invoices.get_invoice("a1")
    assert server.last.headers[header] == "1-configuration"

    invoices.api_client.set_default_header(spell(header), "2-default")
    invoices.get_invoice("a1")
    assert server.last.headers[header] == "2-default"

    invoices.get_invoice("a1", _headers={spell(header): "3-headers"})
    assert server.last.headers[header] == "3-headers"

    invoices.get_invoice("a1", **{argument: "4-argument"}, _headers={spell(header): "3-headers"})
    assert server.last.headers[header] == "4-argument"
    assert [name.lower() for name in server.last.headers].count(header.lower()) == 1


def test_authorization_precedence(invoices: InvoicesApi, client: ApiClient, server: WireServer) -> None:
    def sent(**options: Any) -> str:
        invoices.get_invoice("a1", **options)
        return server.last.headers["Authorization"]

    auth = {"in": "header", "key": "Authorization", "value": "Bearer of-request-auth"}
    own = {"Authorization": "Bearer of-headers"}
    assert sent() == "Bearer token-1"
    client.set_default_header("Authorization", "Bearer of-default")
    assert sent() == "Bearer of-default"
    assert sent(_headers=own) == "Bearer of-headers"
    assert sent(_headers=own, _request_auth=auth) == "Bearer of-request-auth"
    assert sent(_headers=own, _request_auth=auth, authorization="Bearer of-argument") == "Bearer of-argument"
    assert sent(authorization="bare-token") == "Bearer bare-token"
    assert sent(authorization="Basic dTpw") == "Basic dTpw"


def test_request_auth_with_a_key_of_its_own(invoices: InvoicesApi, server: WireServer) -> None:
    invoices.get_invoice("a1", _request_auth={"in": "header", "key": "X-Api-Key", "value": "k", "type": "apiKey"})
    assert (server.last.headers["X-Api-Key"], server.last.headers["Authorization"]) == ("k", "Bearer token-1")


@pytest.mark.parametrize(
    "auth", [{"in": "query", "key": "k", "value": "v"}, {"in": "header"}, {"key": "k", "value": "v"}]
)
def test_request_auth_that_is_none(auth: dict[str, str], invoices: InvoicesApi, server: WireServer) -> None:
    with pytest.raises(ApiValueError, match="_request_auth: must be"):
        invoices.get_invoice("a1", _request_auth=auth)
    assert server.received == []


def test_no_version_if_told_so(connect: Any, server: WireServer) -> None:
    connect(zuora_version=None).get_invoice("a1")
    assert "Zuora-Version" not in server.last.headers


def test_track_id_made_for_each_call(connect: Any, server: WireServer) -> None:
    numbers = count(1)
    invoices = connect(zuora_track_id=lambda: f"run-{next(numbers)}")
    for _ in range(2):
        invoices.get_invoice("a1")
    invoices.get_invoice("a1", zuora_track_id="mine")
    assert [request.headers["Zuora-Track-Id"] for request in server.received] == ["run-1", "run-2", "mine"]


def test_a_changed_configuration_counts_from_the_next_call(invoices: InvoicesApi, server: WireServer) -> None:
    invoices.get_invoice("a1")
    invoices.api_client.configuration.zuora_version = "341.0"
    invoices.api_client.configuration.access_token = "token-9"
    invoices.api_client.default_headers["X-Run"] = "7"
    invoices.get_invoice("a1")
    headers = server.last.headers
    assert (headers["Zuora-Version"], headers["Authorization"], headers["X-Run"]) == ("341.0", "Bearer token-9", "7")


def test_user_agent(invoices: InvoicesApi, client: ApiClient, server: WireServer) -> None:
    assert client.user_agent == USER_AGENT
    client.user_agent = "billing-run/7 (ops@example.com)"
    invoices.get_invoice("a1")
    assert server.last.headers["User-Agent"] == "billing-run/7 (ops@example.com)"


def test_content_type(invoices: InvoicesApi, server: WireServer) -> None:
    invoices.update_invoice("a1", UpdateInvoiceRequest(), _content_type="application/json; charset=utf-8")
    assert server.last.headers["Content-Type"] == "application/json; charset=utf-8"


def test_only_a_body_has_a_type(invoices: InvoicesApi, client: ApiClient, server: WireServer) -> None:
    client.set_default_header("Content-Type", "application/json")
    invoices.cancel_invoice("a1", _content_type="application/json")
    invoices.delete_invoice("a1")
    invoices.get_invoice("a1")
    assert all("Content-Type" not in request.headers and request.body == b"" for request in server.received)
    invoices.post_invoice("a1", PostAsyncInvoiceRequest())
    assert (server.last.headers["Content-Type"], server.last.body) == ("application/json", b"{}")


# --------------------------------------------------------------------------------------------------------------- gzip


def test_content_encoding_compresses(invoices: InvoicesApi, server: WireServer) -> None:
    invoices.email_invoice("a1", EmailBillingDocumentRequest(email_addresses="ä@example.com"), content_encoding="gzip")
    assert server.last.body[:2] == b"\x1f\x8b"
    assert gzip.decompress(server.last.body) == b'{"emailAddresses":"\xc3\xa4@example.com"}'
    assert server.last.headers["Content-Encoding"] == "gzip"
    assert server.last.headers["Content-Type"] == "application/json"
    assert server.last.headers["Content-Length"] == str(len(server.last.body))


def test_content_encoding_by_header_compresses_an_upload(invoices: InvoicesApi, server: WireServer) -> None:
    invoices.upload_file_for_invoice("a1", file=PDF, _headers={"content-encoding": "gzip"})
    assert PDF in gzip.decompress(server.last.body)


@pytest.mark.parametrize("encoding", ["deflate", "br", "GZIP "])
def test_content_encoding_that_nobody_writes(encoding: str, invoices: InvoicesApi, server: WireServer) -> None:
    with pytest.raises(ApiValueError):
        invoices.update_invoice("a1", UpdateInvoiceRequest(), content_encoding=encoding)
    assert server.received == []


@pytest.mark.parametrize("asked", [None, "gzip"])
def test_a_compressed_answer_is_read(asked: str | None, invoices: InvoicesApi, server: WireServer) -> None:
    body = b'{"id":"a1","amount":0E-9,"success":true}' + b" " * 1000
    server.script([Answer(200, gzip.compress(body), {"Content-Encoding": "gzip"})])
    answer = invoices.get_invoice_with_http_info("a1", accept_encoding=asked)
    assert server.last.headers["Accept-Encoding"] == (asked or "identity")
    assert (answer.data.id, str(answer.data.amount), answer.raw_data) == ("a1", "0E-9", body)


def test_a_badly_compressed_answer(invoices: InvoicesApi, server: WireServer) -> None:
    server.script([Answer(200, b'{"id":"a1"}', {"Content-Encoding": "gzip", "Zuora-Request-Id": "r1"})])
    with pytest.raises(NetworkException, match="can't be decompressed") as caught:
        invoices.get_invoice("a1", accept_encoding="gzip")
    assert (caught.value.status, caught.value.request_id) == (200, "r1")


# ---------------------------------------------------------------------------------------------------------- injection


@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize(
    "value",
    ["a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", "\x7f", "ä", "€", " padded", "padded ", "\ud800", "a\tb", 7, b"a"],
)
@pytest.mark.parametrize("header", ["zuora_track_id", "zuora_version", "authorization", "accept_encoding"])
def test_values_that_would_break_out(header: str, value: Any, checked: bool, connect: Any, server: WireServer) -> None:
    invoices = connect(client_side_validation=checked)
    with pytest.raises(ApiValueError) as caught:
        invoices.get_invoice("a1", **{header: value})
    with pytest.raises(ApiValueError):
        invoices.get_invoice("a1", _headers={"X-Any": value})
    with pytest.raises(ApiValueError):
        invoices.get_invoice("a1", _request_auth={"in": "header", "key": "X-Any", "value": value})
    with pytest.raises(ApiValueError):
        invoices.api_client.set_default_header("X-Any", value)
    assert server.received == []
    assert "Evil" not in str(caught.value)


@pytest.mark.parametrize(
    "name",
    ["", "X Y", "X:Y", "X\r\nY", "Ä", "Host", "content-length", "Transfer-Encoding", "CONNECTION", "Te", "Upgrade"],
)
def test_names_that_would_break_out(name: str, invoices: InvoicesApi, client: ApiClient, server: WireServer) -> None:
    with pytest.raises(ApiValueError):
        invoices.get_invoice("a1", _headers={name: "x"})
    with pytest.raises(ApiValueError):
        client.set_default_header(name, "x")
    client.default_headers[name] = "x"
    with pytest.raises(ApiValueError):
        invoices.get_invoice("a1")
    assert server.received == []


def test_settings_that_would_break_out(connect: Any, server: WireServer) -> None:
    for setting in ("zuora_version", "zuora_entity_ids", "zuora_org_ids", "zuora_track_id"):
        with pytest.raises(ApiValueError):
            connect(**{setting: "a\r\nb"}).get_invoice("a1")
    with pytest.raises(ApiValueError):
        connect(zuora_track_id=lambda: "a\r\nb").get_invoice("a1")
    assert server.received == []


def test_an_argument_that_no_method_has(invoices: InvoicesApi, server: WireServer) -> None:
    with pytest.raises(ApiTypeError, match="get_invoice: got an unexpected argument '_request_timout'"):
        invoices.get_invoice("a1", _request_timout=3)  # type: ignore[call-arg]
    assert server.received == []


# --------------------------------------------------------------------------------------------------------------- hosts


class Recorder:
    """A transport that only remembers."""

    def __init__(self) -> None:
        self.requests: list[HttpRequest] = []

    def send(self, request: HttpRequest) -> HttpResponse:
        self.requests.append(request)
        return HttpResponse(200, {}, b'{"success":true}')

    def close(self) -> None: ...


def test_host_index() -> None:
    recorder = Recorder()
    invoices = InvoicesApi(ApiClient(Configuration(access_token="token-1"), transport=recorder))
    for index in range(10):
        invoices.get_invoice("a1", _host_index=index)
    assert [request.url for request in recorder.requests] == [
        "https://rest.zuora.com/v1/invoices/a1",
        "https://rest.na.zuora.com/v1/invoices/a1",
        "https://rest.eu.zuora.com/v1/invoices/a1",
        "https://rest.ap.zuora.com/v1/invoices/a1",
        "https://rest.apisandbox.zuora.com/v1/invoices/a1",
        "https://rest.sandbox.na.zuora.com/v1/invoices/a1",
        "https://rest.sandbox.eu.zuora.com/v1/invoices/a1",
        "https://rest.test.zuora.com/v1/invoices/a1",
        "https://rest.test.eu.zuora.com/v1/invoices/a1",
        "https://rest.test.ap.zuora.com/v1/invoices/a1",
    ]
    assert [environment.name for environment in ZuoraEnvironment] == [
        *["PROD", "PROD_NA", "PROD_EU", "PROD_AP", "SBX", "SBX_NA", "SBX_EU", "CSBX", "CSBX_EU", "CSBX_AP"]
    ]
    for index in (-1, 10):
        with pytest.raises(ApiValueError, match=f"_host_index: must be from 0 to 9, got {index}"):
            invoices.get_invoice("a1", _host_index=index)


def test_a_path_in_front(connect: Any, server: WireServer) -> None:
    connect(host=f"{server.url}/gateway/zuora/").get_invoice("a1")
    assert server.last.target == "/gateway/zuora/v1/invoices/a1"
