"""What a failure says: every shape in which the service, or a gateway before it, words one, and what is raised then."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from conftest import Connect
from wire import Answer, Reset, WireServer, answer_json

from zuora_sdk import (
    ApiException,
    BadRequestException,
    BulkCreateInvoicesRequest,
    BulkPostInvoicesRequest,
    CommonErrorResponse,
    CommonResponse,
    ConflictException,
    CreateInvoiceRequest,
    ForbiddenException,
    InvoicesApi,
    NetworkException,
    NotFoundException,
    PostAsyncInvoiceRequest,
    PostInvoiceRequest,
    ProxyUnauthorizedResponse,
    RateLimitedException,
    ServiceException,
    UnauthorizedException,
)


def raised(invoices: InvoicesApi, **arguments: Any) -> ApiException:
    with pytest.raises(ApiException) as caught:
        invoices.get_invoice("INV-1", **arguments)
    return caught.value


# --------------------------------------------------------------------------------------------------------------- shapes

ZUORA = {
    "success": False,
    "processId": "8F0A1B2C3D4E5F60",
    "reasons": [{"code": 58490020, "message": "The account ID is invalid."}],
    "requestId": "5f0d6a52-0f7e-4b8b-9f0e-3b1c2d3e4f50",
}

# What came; then the reasons, the category, the process ID and the request ID that are read from it.
SHAPES: dict[str, tuple[int, Any, list[tuple[str, str]], int | None, str | None, str | None]] = {
    "as Zuora words it": (
        400,
        ZUORA,
        [("58490020", "The account ID is invalid.")],
        20,
        "8F0A1B2C3D4E5F60",
        "5f0d6a52-0f7e-4b8b-9f0e-3b1c2d3e4f50",
    ),
    "code as text": (400, {"reasons": [{"code": "58730222", "message": "No."}]}, [("58730222", "No.")], 22, None, None),
    "several reasons": (
        400,
        {"success": False, "reasons": [{"code": 58490020, "message": "One."}, {"code": 58490022, "message": "Two."}]},
        [("58490020", "One."), ("58490022", "Two.")],
        20,
        None,
        None,
    ),
    "text code without a flag": (
        500,
        {"reasons": [{"code": "SystemError", "message": "Oops."}]},
        [("SystemError", "Oops.")],
        None,
        None,
        None,
    ),
    "Object Query": (
        400,
        {"reasons": [{"code": "71012514", "message": "Bad filter."}], "requestId": "q-1"},
        [("71012514", "Bad filter.")],
        None,
        None,
        "q-1",
    ),
    "two digits": (429, {"reasons": [{"code": 70, "message": "Wait."}]}, [("70", "Wait.")], 70, None, None),
    "CRUD": (
        400,
        {"Success": False, "Errors": [{"Code": "INVALID_VALUE", "Message": "Wrong."}]},
        [("INVALID_VALUE", "Wrong.")],
        None,
        None,
        None,
    ),
    "actions": (
        400,
        [{"Success": False, "Errors": [{"Code": "MISSING", "Message": "No Id."}]}, {"Success": False}],
        [("MISSING", "No Id.")],
        None,
        None,
        None,
    ),
    "query": (
        400,
        {"FaultCode": "MALFORMED_QUERY", "FaultMessage": "Near 'x'."},
        [("MALFORMED_QUERY", "Near 'x'.")],
        None,
        None,
        None,
    ),
    "SOAP": (
        500,
        {"faultcode": "fns:INVALID_TYPE", "faultstring": "No such type."},
        [("fns:INVALID_TYPE", "No such type.")],
        None,
        None,
        None,
    ),
    "code and message": (
        403,
        {"code": "90000010", "message": "Not allowed."},
        [("90000010", "Not allowed.")],
        10,
        None,
        None,
    ),
    "notifications": (
        404,
        {"code": "404", "message": "HTTP 404 Not Found"},
        [("404", "HTTP 404 Not Found")],
        None,
        None,
        None,
    ),
    "gateway": (
        404,
        {"message": "no Route matched with those values"},
        [("", "no Route matched with those values")],
        None,
        None,
        None,
    ),
    "error object": (
        400,
        {"error": {"code": "bad_request", "message": "Nope."}},
        [("bad_request", "Nope.")],
        None,
        None,
        None,
    ),
    "Spring": (
        400,
        {"timestamp": "t", "status": 400, "error": "Bad Request", "message": "Invalid client id", "path": "/"},
        [("", "Invalid client id")],
        None,
        None,
        None,
    ),
    "Spring without a message": (401, {"error": "Unauthorized"}, [("", "Unauthorized")], None, None, None),
    "OAuth": (
        400,
        {"error": "invalid_client", "error_description": "Unknown client."},
        [("", "Unknown client.")],
        None,
        None,
        None,
    ),
    "reasons of null": (400, {"success": False, "reasons": None}, [], None, None, None),
    "reasons that are none": (400, {"reasons": ["x", 3, None, {}, {"code": None}]}, [], None, None, None),
    "an empty object": (400, {}, [], None, None, None),
    "a bare text": (400, "no", [], None, None, None),
    "null": (400, None, [], None, None, None),
    "HTML": (502, b"<html><h1>Bad Gateway</h1></html>", [], None, None, None),
    "plain text": (500, b"We're sorry, but something went wrong.", [], None, None, None),
    "bytes that are no text": (503, b"\xff\xfe\x00", [], None, None, None),
    "nothing": (500, b"", [], None, None, None),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shape(shape: str, server: WireServer, invoices: InvoicesApi) -> None:
    status, body, reasons, category, process_id, request_id = SHAPES[shape]
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    server.script([Answer(status, body)])
    error = raised(invoices)
    assert [tuple(reason) for reason in error.reasons] == reasons
    assert (error.status, error.category) == (status, category)
    assert (error.process_id, error.request_id) == (process_id, request_id)
    assert error.body == body
    assert error.operation == "get_invoice"
    assert error.endpoint == "GET /v1/invoices/{invoiceKey}"
    assert str(error).startswith(f"get_invoice failed: {status} ")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequestException),
        (401, UnauthorizedException),
        (403, ForbiddenException),
        (404, NotFoundException),
        (405, ApiException),
        (409, ConflictException),
        (415, ApiException),
        (422, ApiException),
        (429, RateLimitedException),
        (500, ServiceException),
        (502, ServiceException),
        (503, ServiceException),
        (504, ServiceException),
        (599, ServiceException),
        (301, ApiException),
        (999, ServiceException),
    ],
)
def test_class_of_a_status(status: int, kind: type[ApiException], server: WireServer, invoices: InvoicesApi) -> None:
    server.script([Answer(status, b"")])
    error = raised(invoices)
    assert type(error) is kind
    assert (error.status, error.effective_status) == (status, status)


@pytest.mark.parametrize(
    ("category", "status", "kind", "meaning"),
    [
        (10, 403, ForbiddenException, "no permission"),
        (11, 401, UnauthorizedException, "authentication failed"),
        (20, 400, BadRequestException, "wrong format or value"),
        (21, 400, BadRequestException, "unknown field"),
        (22, 400, BadRequestException, "missing field"),
        (23, 400, BadRequestException, "missing query parameter"),
        (27, 400, BadRequestException, "wrong query parameter"),
        (30, 400, BadRequestException, "against a business rule"),
        (40, 404, NotFoundException, "not found"),
        (45, 405, ApiException, "not supported"),
        (50, 409, ConflictException, "locked by another request"),
        (60, 500, ServiceException, "internal error"),
        (61, 500, ServiceException, "temporary error"),
        (70, 429, RateLimitedException, "limit exceeded"),
        (90, 400, BadRequestException, "malformed JSON"),
        (99, 500, ServiceException, "an external system failed"),
    ],
)
def test_a_failure_inside_a_200(
    category: int, status: int, kind: type[ApiException], meaning: str, server: WireServer, invoices: InvoicesApi
) -> None:
    server.script([answer_json({"success": False, "reasons": [{"code": 58490000 + category, "message": "No."}]})])
    error = raised(invoices)
    assert type(error) is kind
    assert (error.status, error.effective_status, error.category) == (200, status, category)
    assert f"\n  584900{category}: No. [{category}: {meaning}]\n" in str(error)


@pytest.mark.parametrize(
    "body",
    [
        {"success": False},
        {"success": "false", "id": "i-1"},
        {"Success": False},
        {"Success": False, "Errors": [{"Code": "X", "Message": "Y"}]},
        [{"Success": False, "Errors": [{"Code": "X", "Message": "Y"}]}],
        {"reasons": [{"code": 58490020, "message": "No."}]},
        {"FaultCode": "X", "FaultMessage": "Y"},
        {"faultcode": "X", "faultstring": "Y"},
    ],
)
def test_a_200_that_says_it_failed_raises(body: Any, server: WireServer, invoices: InvoicesApi) -> None:
    server.script([answer_json(body)])
    assert raised(invoices).status == 200


@pytest.mark.parametrize(
    "body", [{}, {"success": None}, {"success": True, "reasons": []}, {"reasons": None}, {"Errors": []}, {"errors": {}}]
)
def test_a_200_that_does_not_say_so_is_a_success(body: Any, server: WireServer, invoices: InvoicesApi) -> None:
    server.script([answer_json(body)])
    assert invoices.get_invoice("INV-1") is not None


@pytest.mark.parametrize(
    ("status", "body", "model"),
    [
        (400, ZUORA, CommonResponse),
        (401, {"message": "Authentication error"}, ProxyUnauthorizedResponse),
        (403, {"code": 90000010, "message": "No."}, CommonErrorResponse),
    ],
)
def test_documented_failures_come_as_models(
    status: int, body: Any, model: type, server: WireServer, invoices: InvoicesApi
) -> None:
    server.script([answer_json(body, status)])
    assert type(raised(invoices).data) is model


def test_an_undocumented_body_of_a_documented_failure(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([answer_json({"success": "maybe", "reasons": "none", "processId": [1]}, 400)])
    error = raised(invoices)
    assert (error.reasons, error.process_id) == ((), None)
    assert error.data.reasons == "none"


# ------------------------------------------------------------------------------------------------------- bulk answers


def test_entries_that_failed_stay_in_a_bulk_answer(server: WireServer, invoices: InvoicesApi) -> None:
    failed = {"success": False, "processId": "P", "reasons": [{"code": 58490020, "message": "Unknown account."}]}
    server.script([answer_json({"success": True, "invoices": [{"success": True, "id": "i-1"}, failed]})])
    request = BulkCreateInvoicesRequest(invoices=[a_request(), a_request()])
    created = invoices.bulk_create_standalone_invoices(request).invoices
    assert [entry.success for entry in created] == [True, False]
    (reason,) = created[1].reasons or []
    assert (reason.code, reason.message) == ("58490020", "Unknown account.")

    rule = {"success": False, "id": "i-2", "reasons": [{"code": 59210020, "message": "Only drafts."}]}
    server.script([answer_json({"success": True, "invoices": [{"success": True, "id": "i-1"}, rule]})])
    posted = invoices.bulk_post_invoices(
        BulkPostInvoicesRequest(invoices=[PostInvoiceRequest(id="i-1"), PostInvoiceRequest(id="i-2")])
    ).invoices
    assert [(entry.id, entry.success) for entry in posted] == [("i-1", True), ("i-2", False)]


def a_request() -> CreateInvoiceRequest:
    item = {"amount": 1, "chargeName": "Lamps", "serviceStartDate": "2024-05-20"}
    return CreateInvoiceRequest.from_dict(
        {"accountId": "a-1", "invoiceDate": "2024-05-20", "invoiceItems": [item]},
    )


# ------------------------------------------------------------------------------------------------------------ in words


def test_a_refusal_in_words(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([answer_json(ZUORA, 400, Zuora_Request_Id="r-1", Zuora_Track_Id="month-end")])
    assert str(raised(invoices, zuora_track_id="month-end")) == (
        "get_invoice failed: 400 Bad Request (GET /v1/invoices/{invoiceKey})\n"
        "  58490020: The account ID is invalid. [20: wrong format or value]\n"
        "  request ID r-1, track ID month-end, process ID 8F0A1B2C3D4E5F60\n"
        "  The work was not done.\n"
        "  Correct the request; the same one will be rejected again."
    )


def test_a_lost_post_in_words(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([Answer(504, b"<html>\n<h1>Gateway   Timeout</h1>")])
    with pytest.raises(ServiceException) as caught:
        invoices.post_invoice("i-1", PostAsyncInvoiceRequest(), zuora_track_id="month-end")
    assert str(caught.value) == (
        "post_invoice failed: 504 Gateway Timeout (PUT /v1/invoices/{invoiceKey}/post)\n"
        "  body: <html> <h1>Gateway Timeout</h1>\n"
        "  track ID month-end\n"
        "  The work MAY HAVE BEEN DONE; read the object before you send the request again.\n"
        "  A gateway gave up waiting; the work may still be going on."
    )


def test_a_lost_creation_in_words(server: WireServer, connect: Connect) -> None:
    invoices = connect(retries=2)
    client = invoices.api_client
    client.runtime.sleep, client.runtime.random, client.runtime.monotonic = (
        (lambda _: None),
        (lambda: 0.0),
        iter(range(100)).__next__,
    )
    server.script([Reset(), Answer(503, b""), answer_json({"reasons": [{"code": 50000061, "message": "Hm."}]}, 500)])
    with pytest.raises(ServiceException) as caught:
        invoices.create_standalone_invoice(a_request(), idempotency_key="run-7/3")
    text = str(caught.value)
    lines = text.split("\n  ")
    assert lines[:2] == [
        "create_standalone_invoice failed: 500 Internal Server Error (POST /v1/invoices)",
        "50000061: Hm. [61: temporary error]",
    ]
    assert lines[2].startswith("attempt 3, after ")
    assert lines[2].endswith("; 503 Service Unavailable")
    assert "earlier: connection lost to 127.0.0.1:" in lines[2]
    assert lines[3:] == [
        "The work MAY HAVE BEEN DONE; to find out, call again with idempotency_key='run-7/3' within 24 hours.",
        "Try again later.",
    ]


def test_a_limit_in_words(server: WireServer, invoices: InvoicesApi) -> None:
    body = {"success": False, "reasons": [{"code": 50000070, "message": "Request exceeded limit."}]}
    server.script([answer_json(body, 429, Retry_After="120")])
    assert str(raised(invoices)) == (
        "get_invoice failed: 429 Too Many Requests (GET /v1/invoices/{invoiceKey})\n"
        "  50000070: Request exceeded limit. [70: limit exceeded]\n"
        "  The work was not done.\n"
        "  The service asks to wait 120 s.\n"
        "  Slow down: fewer requests at once, or wait for the limit to reset."
    )


def test_no_connection_in_words(connect: Connect) -> None:
    error = raised(connect(host="http://127.0.0.1:1"))
    assert str(error).startswith("get_invoice failed: could not connect to 127.0.0.1:")
    assert str(error).endswith(" (GET /v1/invoices/{invoiceKey})\n  The work was not done.")


def test_one_screen_and_no_more(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([Answer(500, b"<p>word</p>\n" * 100_000)])
    text = str(raised(invoices))
    assert len(text) < 600
    assert "... (1200000 bytes)" in text


# ------------------------------------------------------------------------------------------------------ pickles, copies


@pytest.mark.parametrize(
    "answer",
    [
        answer_json(ZUORA, 400, Zuora_Request_Id="r-1", Retry_After="7"),
        answer_json({"message": "Authentication error"}, 401),
        Answer(504, b"<html>", {"Set-Cookie": "session=secret-cookie"}),
        Answer(200, b"{", {"Set-Cookie": "session=secret-cookie"}),
        Reset(),
    ],
)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_exceptions_pickle_and_copy(answer: Any, protocol: int, server: WireServer, connect: Connect) -> None:
    invoices = connect(retries=1, access_token="secret-token")
    invoices.api_client.runtime.sleep = lambda _: None
    server.script([Answer(503), answer])
    error = raised(invoices, zuora_track_id="month-end")
    pickled = pickle.dumps(error, protocol)
    for other in (pickle.loads(pickled), copy.copy(error), copy.deepcopy(error)):
        assert type(other) is type(error)
        assert str(other) == str(error)
        assert (other.body, dict(other.headers), other.attempts) == (error.body, dict(error.headers), 2)
        assert [type(earlier) for earlier in other.errors] == [ServiceException]
        assert other.track_id == "month-end"
    for secret in (b"secret-token", b"secret-cookie"):
        assert secret not in pickled


def test_an_exception_pickles_with_its_model(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([answer_json(ZUORA, 400)])
    error = raised(invoices)
    other = pickle.loads(pickle.dumps(error))
    assert other.data == error.data
    assert other.reasons == error.reasons


# ---------------------------------------------------------------------------------------------------------- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(status: int, server: WireServer, connect: Connect) -> None:
    with WireServer() as elsewhere:
        server.script([Answer(status, b"", {"Location": f"{elsewhere.url}/v1/invoices/INV-1"})])
        error = raised(connect(retries=3))
        assert elsewhere.connections == 0
    assert (type(error), error.status, error.attempts) == (ApiException, status, 1)
    assert error.headers["location"].endswith("/v1/invoices/INV-1")


# ------------------------------------------------------------------------------------------------ callables that raise


def test_what_a_callable_of_the_users_raises_is_left_as_it_is(server: WireServer, connect: Connect) -> None:
    class Mine(Exception):
        pass

    def fail() -> str:
        raise Mine

    for settings in ({"access_token": fail}, {"zuora_track_id": fail}):
        with pytest.raises(Mine):
            connect(**settings).get_invoice("INV-1")
    assert server.received == []


def test_a_broken_answer_holds_its_bytes(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([Answer(200, b'{"id": "i-1", "amount": 12', {"Zuora-Request-Id": "r-1"})])
    error = raised(invoices)
    assert type(error) is NetworkException
    assert (error.status, error.body, error.request_id) == (200, b'{"id": "i-1", "amount": 12', "r-1")
