"""Values that come from data frames or from an odd response: what is taken, what is rejected, and by which name."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError
from wire import Answer, WireServer

from zuora_sdk import (
    ApiException,
    ApiTypeError,
    ApiValueError,
    CreateInvoiceItem,
    CreateInvoiceRequest,
    GetInvoiceApplicationPartsRequest,
    InvoiceResponse,
    InvoicesApi,
    NetworkException,
    OpenApiException,
    PostAsyncInvoiceRequest,
    UpdateInvoiceItem,
    UpdateInvoiceRequest,
    parse_timestamp,
)

NAN = float("nan")


class Missing(dt.datetime):
    """As pandas' NaT is: a datetime that equals nothing, and has no date."""

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    __hash__ = dt.datetime.__hash__


# ----------------------------------------------------------------------------------------------------text in requests


@pytest.mark.parametrize("value", [NAN, 12345.0, Decimal(5), True, float("inf"), b"x"])
def test_floats_are_not_text(value: Any) -> None:
    """A missing text of a data frame is the float nan, and an ID next to it becomes 12345.0."""
    for build in (
        lambda: CreateInvoiceRequest(account_id=value),
        lambda: CreateInvoiceRequest.from_dict({"accountId": value}),
        lambda: setattr(CreateInvoiceRequest(), "account_id", value),
    ):
        with pytest.raises(ValidationError, match=r"(?s)account.?[iI]d.*NaN and other floats are not text"):
            build()


def test_integers_are_ids() -> None:
    assert CreateInvoiceRequest(account_id=12345).account_id == "12345"  # type: ignore[arg-type]
    assert CreateInvoiceItem(sku="007").sku == "007"


# --------------------------------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    "value", [Missing(2024, 1, 1), NAN, 20240520, "20240520", "2024-W21-1", "", "2024-02-30", "soon"]
)
def test_what_is_no_date_of_a_request(value: Any) -> None:
    with pytest.raises(ValidationError, match=r"(?s)invoice_date.*a date written as yyyy-mm-dd"):
        CreateInvoiceRequest(invoice_date=value)


def test_a_moment_is_a_date_only_at_midnight() -> None:
    assert CreateInvoiceRequest(invoice_date=dt.datetime(2026, 3, 2)).invoice_date == dt.date(2026, 3, 2)
    with pytest.raises(ValidationError, match="a date written as yyyy-mm-dd"):
        CreateInvoiceRequest(invoice_date=dt.datetime(2026, 3, 2, 10))


@pytest.mark.parametrize("text", ["20240520", "2024-W21-1", "2024W211"])
def test_a_date_of_a_response_in_another_form(text: str, server: WireServer, invoices: InvoicesApi) -> None:
    server.script([Answer(200, json.dumps({"id": "i-1", "invoiceDate": text, "amount": "much"}).encode())])
    response = invoices.get_invoice_with_http_info("i-1")
    assert response.data.invoice_date == dt.date(2024, 5, 20)
    assert "invoiceDate" not in {issue.path for issue in response.issues}
    assert ("amount", "much") in {(issue.path, issue.value) for issue in response.issues}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-05-20 10:00:00", dt.datetime(2024, 5, 20, 10)),
        ("2024-05-20T10:00:00+08", dt.datetime(2024, 5, 20, 10, tzinfo=dt.timezone(dt.timedelta(hours=8)))),
        ("2024-05-20 10:00:00 +08:00", dt.datetime(2024, 5, 20, 10, tzinfo=dt.timezone(dt.timedelta(hours=8)))),
        ("20240520T100000", dt.datetime(2024, 5, 20, 10)),
    ],
)
def test_a_moment_of_a_response_in_another_form(
    text: str, moment: dt.datetime, server: WireServer, invoices: InvoicesApi
) -> None:
    body = {"success": True, "applicationParts": [{"createdDate": text}]}
    server.script([Answer(200, json.dumps(body).encode())])
    (part,) = invoices.get_invoice_application_parts("i-1").application_parts
    assert part.created_date == moment


@pytest.mark.parametrize("text", ["2024", "2024-05", "12:30", "20 May 2024", "2024-13-01", "20240230", "next week"])
def test_what_is_no_date_of_a_response_is_kept(text: str, server: WireServer, invoices: InvoicesApi) -> None:
    server.script([Answer(200, json.dumps({"id": "i-1", "invoiceDate": text}).encode())])
    response = invoices.get_invoice_with_http_info("i-1")
    assert response.data.id == "i-1"
    assert response.data.to_dict()["invoiceDate"] == text
    assert ("invoiceDate", text) in {(issue.path, issue.value) for issue in response.issues}


def test_a_date_with_a_time_round_trips() -> None:
    text = '{"invoiceDate":"2021-08-01 00:00:00"}'
    invoice = InvoiceResponse.from_json(text)
    for date in (
        invoice.invoice_date,
        pickle.loads(pickle.dumps(invoice)).invoice_date,
        copy.deepcopy(invoice).invoice_date,
    ):
        assert date == dt.date(2021, 8, 1)
        assert date + dt.timedelta(days=1) == dt.date(2021, 8, 2)
        assert str(date) == "2021-08-01"
    assert invoice.to_json() == text
    assert pickle.loads(pickle.dumps(invoice)).to_json() == text


def test_dateutil_is_loaded_for_odd_responses_only() -> None:
    script = (
        "import sys; from zuora_sdk import InvoiceResponse; "
        "InvoiceResponse.from_json('{\"invoiceDate\": \"2024-05-20\"}'); print('dateutil' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout == "False\n"


# ------------------------------------------------------------------------------------------------numbers, nested values


@pytest.mark.parametrize("number", ["NaN", "NaN123", "-sNaN7", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_have(number: str, server: WireServer, invoices: InvoicesApi) -> None:
    request = PostAsyncInvoiceRequest.from_dict({"share__c": Decimal(number)})
    with pytest.raises(ApiTypeError, match=r"share__c: Decimal\(.* can't be written as JSON"):
        invoices.post_invoice("i-1", request)
    assert server.received == []


def outcome_of(call: Callable[[], Any]) -> Any:
    """What a call returns, or the exception of ours that it raises; any other one fails the test."""
    try:
        return call()
    except OpenApiException as error:
        return error


@pytest.mark.parametrize("depth", [50, 300, 450, 500, 550, 600, 900, 2000, 100_000])
@pytest.mark.parametrize("status", [200, 400, 503])
def test_nested_responses(depth: int, status: int, server: WireServer, invoices: InvoicesApi) -> None:
    for content in (b"[" * depth + b"]" * depth, b'{"a":' * depth + b"1" + b"}" * depth):
        for body in (content, b'{"success": true, "deep__c": ' + content + b"}"):
            server.script([Answer(status, body)])
            outcome = outcome_of(lambda: invoices.post_invoice_with_http_info("i-1", PostAsyncInvoiceRequest()))
            if isinstance(outcome, ApiException):
                assert outcome.maybe_executed is (status != 400)
                assert outcome.body == body
                assert isinstance(outcome, NetworkException) is (status == 200)
            else:
                assert status == 200


def test_nested_requests(server: WireServer, invoices: InvoicesApi) -> None:
    for depth in (100, 450, 600, 900, 5000):
        value: Any = 1
        for _ in range(depth):
            value = [value]
        request = PostAsyncInvoiceRequest.from_dict({"deep__c": value})
        outcome = outcome_of(lambda: invoices.post_invoice("i-1", request))  # noqa: B023 - called at once
        assert not isinstance(outcome, Exception) or "nested too deeply" in str(outcome)


# ------------------------------------------------------------------------------------------------- dicts, tables


def test_to_dict_for_json_dumps() -> None:
    item = CreateInvoiceItem(
        amount=Decimal("125.50"),
        charge_name="Setup",
        service_start_date=dt.date(2026, 3, 2),
        tax_mode="TaxExclusive",
    )
    item.additional_properties = {"share__c": [Decimal("0.1"), {"day": dt.date(2026, 3, 2)}]}
    request = CreateInvoiceRequest(account_number="A1", auto_pay=False, invoice_items=[item])
    assert json.loads(json.dumps(request.to_dict("json"))) == {
        "accountNumber": "A1",
        "autoPay": False,
        "invoiceItems": [
            {
                "amount": "125.50",
                "chargeName": "Setup",
                "serviceStartDate": "2026-03-02",
                "taxMode": "TaxExclusive",
                "share__c": ["0.1", {"day": "2026-03-02"}],
            }
        ],
    }


def test_rows_keep_decimals() -> None:
    items = [CreateInvoiceItem(amount=Decimal("0.10"), charge_name=name) for name in ("one", "two")]
    rows = [item.to_dict() for item in items]
    assert rows == [
        {"amount": Decimal("0.10"), "chargeName": "one"},
        {"amount": Decimal("0.10"), "chargeName": "two"},
    ]
    assert sum(row["amount"] for row in rows) == Decimal("0.20")


def test_a_table_for_notebooks() -> None:
    invoice = InvoiceResponse.from_dict({"id": "i-1", "amount": Decimal("125.50"), "Region__c": "<script>"})
    table = invoice._repr_html_()
    assert table.startswith("<table><caption>InvoiceResponse</caption>")
    assert "<th style='text-align:left'>amount</th><td>125.50</td>" in table
    assert "<script>" not in table
    assert "&lt;script&gt;" in table
    assert "balance" not in table  # what isn't given isn't shown
    assert repr(invoice) == "InvoiceResponse(amount=Decimal('125.50'), id='i-1', Region__c='<script>')"
    nested = CreateInvoiceRequest(invoice_items=[CreateInvoiceItem(amount=Decimal(1))])._repr_html_()
    assert "<td>1 entries</td>" in nested


def test_what_is_read_is_written_back() -> None:
    parts = GetInvoiceApplicationPartsRequest.from_json(
        '{"applicationParts":[{"createdDate":"2024-05-20 10:00:00","appliedAmount":1.10}]}'
    )
    assert parts.to_json() == '{"applicationParts":[{"appliedAmount":1.10,"createdDate":"2024-05-20 10:00:00"}]}'


# ----------------------------------------------------------------------------------------------------------- timestamps


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("2024-07-11 02:31:04", "America/Los_Angeles", "2024-07-11T02:31:04-07:00"),
        ("2024-01-11 02:31:04", "America/Los_Angeles", "2024-01-11T02:31:04-08:00"),
        ("2024-07-11 02:31:04", dt.timezone.utc, "2024-07-11T02:31:04+00:00"),
        ("2024-07-11T02:31:04+02:00", "America/Los_Angeles", "2024-07-11T02:31:04+02:00"),
    ],
)
def test_timestamps_in_the_zone_of_the_tenant(text: str, zone: Any, moment: str) -> None:
    assert parse_timestamp(text, zone).isoformat() == moment


@pytest.mark.parametrize(
    ("text", "zone", "problem"),
    [
        ("soon", "UTC", r"text: must be a timestamp like '2024-07-11 02:31:04', got 'soon'"),
        (None, "UTC", "text: must be a timestamp"),
        ("2024-07-11 02:31:04", "Mars/Olympus", "zone: 'Mars/Olympus' is not the name of a time zone"),
        ("2024-07-11 02:31:04", "../etc", "is not the name of a time zone"),
    ],
)
def test_what_is_no_timestamp(text: Any, zone: Any, problem: str) -> None:
    with pytest.raises(ApiValueError, match=problem):
        parse_timestamp(text, zone)


# ---------------------------------------------------------------------------------------------------- None in requests


def test_a_custom_field_of_none_is_not_sent(server: WireServer, invoices: InvoicesApi) -> None:
    """Null would clear the field in Zuora; None means "not given"."""
    request = UpdateInvoiceRequest.from_dict({"comments": None, "Region__c": None, "Bonus__c": Decimal("1.10")})
    invoices.update_invoice("i-1", request)
    assert server.last.body == b'{"Bonus__c":1.10}'


def test_null_is_sent_where_it_clears_a_field(server: WireServer, invoices: InvoicesApi) -> None:
    item = UpdateInvoiceItem(id="item-1", tax_code=None, tax_mode=None, description=None)
    invoices.update_invoice("i-1", UpdateInvoiceRequest(invoice_items=[item]))
    assert server.last.json == {"invoiceItems": [{"id": "item-1", "taxCode": None, "taxMode": None}]}
    invoices.update_invoice("i-1", UpdateInvoiceRequest(invoice_items=[UpdateInvoiceItem(id="item-1")]))
    assert server.last.json == {"invoiceItems": [{"id": "item-1"}]}
