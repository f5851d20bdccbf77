"""Models: built empty or full, by either name, filled by attribute, and the same after every way there and back."""

from __future__ import annotations

import copy
import datetime as dt
import importlib
import json
import pickle
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from traffic import CALLS
from wire import Answer, WireServer

from zuora_sdk import (
    BillingDocumentStatus,
    BulkCreateInvoicesRequest,
    CreateInvoiceItem,
    CreateInvoiceRequest,
    EInvoiceStatus,
    FailedReason,
    InvoiceFile,
    InvoiceResponse,
    InvoicesApi,
    NetworkException,
    TaxMode,
    TokenResponse,
    TransferredToAccountingStatus,
    UpdateInvoiceItem,
    WriteOffInvoiceRequest,
    _serialization,
    models,
)
from zuora_sdk._serialization import Issue, NumericText
from zuora_sdk.models.base import RequestModel, ResponseModel, ZuoraModel
from zuora_sdk.models.base_enum import WireEnum

SPEC: dict[str, Any] = yaml.safe_load(Path(__file__).parents[1].joinpath("spec/zuora-invoices.yaml").read_text("utf-8"))
SCHEMAS: dict[str, dict[str, Any]] = SPEC["components"]["schemas"]
CLASSES = [getattr(models, name) for name in SCHEMAS]
MODELS: list[type[ZuoraModel]] = [cls for cls in CLASSES if issubclass(cls, ZuoraModel)]
ENUMS: list[type[WireEnum]] = [cls for cls in CLASSES if issubclass(cls, WireEnum)]

# A value for each kind of field, as JSON has it and as Python has it.
VALUES: dict[Any, tuple[Any, Any]] = {
    str: ("text", "text"),
    bool: (True, True),
    int: (7, 7),
    float: (0.5, 0.5),
    Decimal: (Decimal("1.250000000"), Decimal("1.250000000")),
    dt.date: ("2026-03-31", dt.date(2026, 3, 31)),
    dt.datetime: ("2026-03-31 10:20:30", dt.datetime(2026, 3, 31, 10, 20, 30)),
}


def example(annotation: Any) -> tuple[Any, Any]:
    """A value for a field of this type: as JSON has it, and as Python has it."""
    if get_origin(annotation) is list:
        wire, value = example(get_args(annotation)[0])
        return [wire], [value]
    for kind in (annotation, *get_args(annotation)):
        if kind in VALUES:
            return VALUES[kind]
        if isinstance(kind, type) and issubclass(kind, WireEnum):
            member = next(iter(kind))
            return member.value, member
        if isinstance(kind, type) and issubclass(kind, ZuoraModel):
            return {"inner__c": 1}, kind(inner__c=1)
    return example(get_args(annotation)[0])


def full(model: type[ZuoraModel]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Every field of a model: the JSON, the values by Python name, the values by wire name."""
    wire, by_name, by_wire = {}, {}, {}
    for name, info in model.model_fields.items():
        json_value, value = example(info.annotation)
        wire[info.alias or name], by_name[name], by_wire[info.alias or name] = json_value, value, value
    return wire, by_name, by_wire


def contract(name: str) -> tuple[set[str], set[str]]:
    """The properties that a schema has, itself or by what it extends, and those that are required."""
    schema = SCHEMAS[name]
    declared, required = set(schema["properties"]), set(schema.get("required", ()))
    for base in schema.get("allOf", ()):
        more = contract(base["$ref"].rpartition("/")[2])
        declared, required = declared | more[0], required | more[1]
    return declared, required


@pytest.fixture(params=MODELS, ids=lambda model: model.__name__)
def model(request: pytest.FixtureRequest) -> type[ZuoraModel]:
    return request.param  # type: ignore[no-any-return]


# ------------------------------------------------------------------------------------------------------- every model


def test_there_is_a_class_for_every_schema() -> None:
    assert {name for name in dir(models) if name[0].isupper() and name != "TYPE_CHECKING"} == set(SCHEMAS)


def test_fields_are_those_of_the_contract(model: type[ZuoraModel]) -> None:
    declared, required = contract(model.__name__)
    assert {info.alias for info in model.model_fields.values()} == declared
    marked = model._rules.required if issubclass(model, RequestModel) else model._always_sent
    assert marked == tuple(name for name, info in model.model_fields.items() if info.alias in required)
    assert issubclass(model, RequestModel) != issubclass(model, ResponseModel)


def test_builds_empty(model: type[ZuoraModel]) -> None:
    empty = model()
    assert (empty.to_json(), empty.to_dict(), empty.additional_properties) == ("{}", {}, {})
    assert all(getattr(empty, name) is None for name in model.model_fields)


def test_either_name_and_attributes(model: type[ZuoraModel]) -> None:
    wire, by_name, by_wire = full(model)
    filled = model()
    for name, value in by_name.items():
        setattr(filled, name, value)
    assert model(**by_name) == model(**by_wire) == filled == model.from_dict(wire) == model.from_dict(by_name)
    assert {name: getattr(filled, name) for name in by_name} == by_name
    assert list(filled.to_dict()) == list(wire)


def test_there_and_back(model: type[ZuoraModel]) -> None:
    original = model(**full(model)[1], extra__c={"a": [Decimal("1.10"), None, True]})
    copies = [
        model.from_json(original.to_json()),
        model.from_json(original.to_json().encode()),
        model.from_dict(original.to_dict()),
        pickle.loads(pickle.dumps(original)),
        copy.copy(original),
        copy.deepcopy(original),
        original.model_copy(deep=True),
    ]
    assert all(other == original for other in copies)
    assert {other.to_json() for other in copies} == {original.to_json()}
    assert original != model(**full(model)[1])
    assert original.to_str().startswith("{")
    assert repr(original).startswith(f"{model.__name__}(")


def test_deep_copies_share_nothing(model: type[ZuoraModel]) -> None:
    original = model(extra__c=[1])
    copied = copy.deepcopy(original)
    copied.extra__c.append(2)  # type: ignore[attr-defined]
    assert original.additional_properties == {"extra__c": [1]}


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_enum(enum: type[WireEnum]) -> None:
    assert [member.value for member in enum] == SCHEMAS[enum.__name__]["enum"]
    for member in enum:
        assert member == member.value == str(member) == f"{member}"
        assert member.name == member.value.upper()
        assert pickle.loads(pickle.dumps(member)) is member


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("zuora_sdk", "CreateInvoiceRequest"),
        ("zuora_sdk.models", "CreateInvoiceRequest"),
        ("zuora_sdk.models.create_invoice_request", "CreateInvoiceRequest"),
        ("zuora_sdk.models.e_invoice_status", "EInvoiceStatus"),
        ("zuora_sdk.rest", "ApiException"),
        ("zuora_sdk.exceptions", "ApiException"),
        ("zuora_sdk.api.invoices_api", "InvoicesApi"),
        ("zuora_sdk.api", "OAuthApi"),
    ],
)
def test_documented_imports(path: str, name: str) -> None:
    import zuora_sdk

    assert getattr(importlib.import_module(path), name) is getattr(zuora_sdk, name)


# ------------------------------------------------------------------------------------------------------ custom fields


def test_custom_fields_in_and_out() -> None:
    request = CreateInvoiceRequest(comments="x", Region__c="EU", additional_properties={"brandNew": 1})  # type: ignore[call-arg]
    request.tier__c = "gold"
    request.additional_properties["newer"] = [Decimal("1.0")]
    assert request.to_json() == '{"comments":"x","brandNew":1,"Region__c":"EU","tier__c":"gold","newer":[1.0]}'
    assert (request.Region__c, request.brandNew) == ("EU", 1)  # type: ignore[attr-defined]
    assert request.additional_properties == {
        "brandNew": 1,
        "Region__c": "EU",
        "tier__c": "gold",
        "newer": [Decimal("1.0")],
    }

    request.additional_properties = {"only__c": True}
    assert request.to_json() == '{"comments":"x","only__c":true}'
    del request.only__c  # type: ignore[attr-defined]
    assert request.to_json() == '{"comments":"x"}'


def test_fields_of_other_connectors() -> None:
    request = WriteOffInvoiceRequest(Origin__NS="crm", sync_date__ns="2026-04-01", Unheard__NS="x")  # type: ignore[call-arg]
    assert request.origin__ns == "crm"
    assert request.to_json() == '{"Origin__NS":"crm","SyncDate__NS":"2026-04-01","Unheard__NS":"x"}'


def test_unknown_fields_of_a_response_are_kept() -> None:
    invoice = InvoiceResponse.from_json('{"id":"a1","shiny":{"new":[1.50,null]},"empty":null}')
    assert invoice.additional_properties == {"shiny": {"new": [Decimal("1.50"), None]}, "empty": None}
    assert invoice.shiny == {"new": [Decimal("1.50"), None]}  # type: ignore[attr-defined]
    assert invoice.to_json() == '{"id":"a1","shiny":{"new":[1.50,null]},"empty":null}'


@pytest.mark.parametrize(
    ("misspelt", "hint"),
    [
        ("invoice_dat", "CreateInvoiceRequest has no field 'invoice_dat'; did you mean 'invoice_date'?"),
        ("invoiceItem", "CreateInvoiceRequest has no field 'invoiceItem'; did you mean 'invoiceItems'?"),
        (
            "zzz",
            "CreateInvoiceRequest has no field 'zzz'; custom fields end in '__c', "
            "anything else goes into additional_properties={'zzz': ...}",
        ),
    ],
)
def test_misspelt_names(misspelt: str, hint: str) -> None:
    with pytest.raises(ValidationError) as caught:
        CreateInvoiceRequest(**{misspelt: 1})  # type: ignore[arg-type]
    assert [(error["loc"], error["msg"]) for error in caught.value.errors()] == [((misspelt,), hint)]
    with pytest.raises(ValidationError, match="has no field"):
        setattr(CreateInvoiceRequest(), misspelt, 1)


def test_a_wire_name_is_no_attribute() -> None:
    with pytest.raises(ValidationError, match="did you mean 'invoice_date'"):
        CreateInvoiceRequest().invoiceDate = "2026-03-31"


# ------------------------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("item", "sent"),
    [
        (UpdateInvoiceItem(id="f1", tax_code=None, tax_mode=None), '{"id":"f1","taxCode":null,"taxMode":null}'),
        (UpdateInvoiceItem(id="f1", taxCode=None), '{"id":"f1","taxCode":null}'),  # type: ignore[call-arg]
        (UpdateInvoiceItem(id="f1", amount=None, sku=None), '{"id":"f1"}'),
        (UpdateInvoiceItem.from_dict({"taxMode": None, "sku": None}), '{"taxMode":null}'),
        (CreateInvoiceItem(tax_code=None, tax_mode=None), "{}"),
        (InvoiceResponse(id="a1", comments=None), '{"comments":null,"id":"a1"}'),
    ],
)
def test_null(item: ZuoraModel, sent: str) -> None:
    assert item.to_json() == sent


def test_null_by_attribute() -> None:
    item = UpdateInvoiceItem()
    item.tax_code = None
    item.amount = None
    assert item.to_json() == '{"taxCode":null}'


@pytest.mark.parametrize(
    ("model", "field", "value", "expected"),
    [
        (CreateInvoiceItem, "tax_mode", "TaxInclusive", TaxMode.TAXINCLUSIVE),
        (CreateInvoiceItem, "tax_mode", TaxMode.TAXINCLUSIVE, TaxMode.TAXINCLUSIVE),
        (CreateInvoiceItem, "tax_mode", "TaxedTwice", "TaxedTwice"),
        (InvoiceResponse, "status", "Draft", BillingDocumentStatus.DRAFT),
        (InvoiceResponse, "status", "Lost", "Lost"),
        (InvoiceResponse, "eInvoiceStatus", "Success", EInvoiceStatus.SUCCESS),
        (InvoiceResponse, "transferredToAccounting", "No", TransferredToAccountingStatus.NO),
        (InvoiceResponse, "transferredToAccounting", False, False),
        (InvoiceResponse, "transferredToAccounting", "string", "string"),
        (InvoiceResponse, "transferredToAccounting", None, None),
        (FailedReason, "code", "58490020", "58490020"),
        (FailedReason, "code", 58490020, "58490020"),
        (CreateInvoiceItem, "serviceStartDate", "2026-03-31", dt.date(2026, 3, 31)),
        (CreateInvoiceItem, "serviceStartDate", dt.date(2026, 3, 31), dt.date(2026, 3, 31)),
        (CreateInvoiceItem, "serviceStartDate", "2026-03-31 00:00:00", dt.date(2026, 3, 31)),
        (CreateInvoiceItem, "chargeDate", "2026-03-31 10:20:30", "2026-03-31 10:20:30"),
        (CreateInvoiceItem, "sku", 77, "77"),
        (InvoiceFile, "versionNumber", 1524041954479, 1524041954479),
        (TokenResponse, "access_token", "t", "t"),
    ],
)
def test_value(model: type[ZuoraModel], field: str, value: Any, expected: Any) -> None:
    built = model(**{field: value})
    (got,) = (getattr(built, name) for name in built.model_fields_set)
    assert (got, type(got).__mro__[-2]) == (expected, type(expected).__mro__[-2])
    assert isinstance(got, type(expected))


def test_an_enum_never_stays_text_if_it_is_known() -> None:
    assert type(CreateInvoiceItem(tax_mode="TaxInclusive").tax_mode) is TaxMode
    assert type(CreateInvoiceItem(tax_mode="TaxedTwice").tax_mode) is str


@pytest.mark.parametrize("code", ["58490020", 58490020])
def test_numeric_text(code: str | int) -> None:
    reason = FailedReason(code=code)  # type: ignore[arg-type]
    assert (reason.code, isinstance(reason.code, NumericText)) == ("58490020", code == 58490020)
    assert reason.to_dict() == {"code": "58490020"}
    assert reason.to_json() == ('{"code":58490020}' if code == 58490020 else '{"code":"58490020"}')
    for other in (pickle.loads(pickle.dumps(reason)), copy.deepcopy(reason)):
        assert other.to_json() == reason.to_json()


@pytest.mark.parametrize(
    ("model", "field", "wrong"),
    [
        (CreateInvoiceItem, "amount", "a lot"),
        (CreateInvoiceItem, "amount", True),
        (CreateInvoiceItem, "service_start_date", "31.03.2026"),
        (CreateInvoiceItem, "service_start_date", "2026-02-30"),
        (CreateInvoiceItem, "service_start_date", 1774915200),
        (CreateInvoiceItem, "service_start_date", "1774915200"),
        (CreateInvoiceItem, "service_start_date", dt.datetime(2026, 3, 31, 10)),
        (CreateInvoiceItem, "description", True),
        (CreateInvoiceItem, "description", ["x"]),
        (CreateInvoiceItem, "tax_mode", ["TaxInclusive"]),
        (CreateInvoiceItem, "tax_items", {"name": "VAT"}),
        (CreateInvoiceRequest, "auto_pay", "yes"),
        (CreateInvoiceRequest, "auto_pay", "true"),
        (CreateInvoiceRequest, "auto_pay", 1),
        (CreateInvoiceRequest, "invoice_items", [1]),
        (CreateInvoiceRequest, "bill_to_contact", "Ada"),
        (InvoiceFile, "version_number", "7"),
        (InvoiceFile, "version_number", True),
        (InvoiceFile, "version_number", 7.5),
        (TokenResponse, "expires_in", float("inf")),
        (TokenResponse, "expires_in", Decimal("1E+400")),
        (TokenResponse, "expires_in", "NaN"),
    ],
)
def test_wrong_type(model: type[ZuoraModel], field: str, wrong: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        model(**{field: wrong})
    assert {error["loc"][0] for error in caught.value.errors()} <= {field, model.model_fields[field].alias}
    with pytest.raises(ValidationError):
        setattr(model(), field, wrong)


def test_nested_models_and_dicts_mix() -> None:
    by_models = BulkCreateInvoicesRequest(
        invoices=[CreateInvoiceRequest(invoice_items=[CreateInvoiceItem(amount=Decimal(1), x__c="y")])]  # type: ignore[call-arg]
    )
    by_dicts = BulkCreateInvoicesRequest(invoices=[{"invoice_items": [{"amount": 1, "x__c": "y"}]}])  # type: ignore[list-item]
    assert by_models == by_dicts
    assert by_dicts.to_json() == '{"invoices":[{"invoiceItems":[{"amount":1,"x__c":"y"}]}]}'


def test_to_dict_and_to_str() -> None:
    item = CreateInvoiceItem(amount=Decimal("1.50"), service_start_date=dt.date(2026, 3, 31), tax_mode="TaxInclusive")
    request = CreateInvoiceRequest(invoice_items=[item])
    assert request.to_dict() == {
        "invoiceItems": [
            {"amount": Decimal("1.50"), "serviceStartDate": dt.date(2026, 3, 31), "taxMode": TaxMode.TAXINCLUSIVE}
        ]
    }
    assert request.to_str() == (
        "{'invoiceItems': [{'amount': Decimal('1.50'),\n"
        "                   'serviceStartDate': datetime.date(2026, 3, 31),\n"
        "                   'taxMode': <TaxMode.TAXINCLUSIVE: 'TaxInclusive'>}]}"
    )


@pytest.mark.parametrize("text", ["", "{", "[1", "nonsense", '{"amount":NaN}', '{"amount":Infinity}', b"\xff\xfe"])
def test_from_json_of_no_json(text: str | bytes) -> None:
    with pytest.raises(ValueError, match="not readable as JSON"):
        InvoiceResponse.from_json(text)


# -------------------------------------------------------------------------------------- responses with misfits in them


def misfits(issues: Iterable[Issue]) -> list[Issue]:
    """The values that don't fit their fields, without the fields that are missing."""
    return [issue for issue in issues if "always sent" not in issue.message]


def test_a_missing_or_null_field_that_is_always_sent_is_none_and_reported(
    invoices: InvoicesApi, server: WireServer
) -> None:
    body = b'{"data":[{"id":"t1","taxAmount":null},{"id":"t2","taxAmount":1.9}],"success":true}'
    server.script([Answer(200, body)])
    response = invoices.get_taxation_items_of_invoice_item_with_http_info("INV00000042", "i1")
    first, second = response.data.data
    assert (first.tax_amount, first.balance, second.tax_amount) == (None, None, Decimal("1.9"))  # type: ignore[comparison-overlap]
    reported = {issue.path: issue.message for issue in response.issues}
    assert reported["data[0].taxAmount"] == "always sent by Zuora, but null"
    assert reported["data[0].balance"] == "always sent by Zuora, but missing"
    assert reported["data[1].balance"] == "always sent by Zuora, but missing"
    assert not {"data[0].id", "data[1].taxAmount", "data[0].taxCode", "success"} & reported.keys()


def test_an_entry_that_failed_is_not_missing_its_fields(invoices: InvoicesApi, server: WireServer) -> None:
    body = b'{"invoices":[{"success":false,"objectIndex":0,"reasons":[{"code":1,"message":"No."}]}],"success":true}'
    server.script([Answer(200, body)])
    response = invoices.bulk_create_standalone_invoices_with_http_info(BulkCreateInvoicesRequest())
    assert (response.issues, response.data.invoices[0].id) == ((), None)  # type: ignore[comparison-overlap]


def test_misfits_are_kept_and_reported(invoices: InvoicesApi, server: WireServer) -> None:
    body = (
        b'{"invoiceItems":[{"id":"i1","chargeAmount":"a lot","serviceStartDate":"soon","quantity":2.50},"stray",'
        b'{"id":["i3"],"taxationItems":{"data":[{"taxAmount":{}},{"taxAmount":1}]}}],"nextPage":7.5,"success":true}'
    )
    server.script([Answer(200, body)])
    response = invoices.get_invoice_items_with_http_info("INV00000042")

    assert [(issue.path, issue.value) for issue in misfits(response.issues)] == [
        ("invoiceItems[0].chargeAmount", "a lot"),
        ("invoiceItems[0].serviceStartDate", "soon"),
        ("invoiceItems[1]", "stray"),
        ("invoiceItems[2].id", ["i3"]),
        ("invoiceItems[2].taxationItems.data[0].taxAmount", {}),
    ]
    assert all(isinstance(issue, Issue) and issue.message for issue in response.issues)
    first, stray, third = response.data.invoice_items
    assert (first.id, first.charge_amount, first.service_start_date) == ("i1", "a lot", "soon")  # type: ignore[comparison-overlap]
    assert first.quantity == Decimal("2.50")
    assert stray == "stray"  # type: ignore[comparison-overlap]
    assert third.id == ["i3"]  # type: ignore[unreachable]
    assert [entry.tax_amount for entry in third.taxation_items.data] == [{}, Decimal(1)]
    assert response.data.next_page == "7.5"
    assert response.data.success is True
    assert json.loads(response.data.to_json()) == json.loads(body.replace(b"7.5,", b'"7.5",'))


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ('"status":{}', "status"),
        ('"status":[]', "status"),
        ('"status":["Draft"]', "status"),
        ('"status":{"str":1}', "status"),
        ('"transferredToAccounting":{"bool":true}', "transferredToAccounting"),
        ('"transferredToAccounting":[0]', "transferredToAccounting"),
        ('"reasons":{"code":1}', "reasons"),
        ('"reasons":"none"', "reasons"),
        ('"reasons":[{"code":{"str":1}}]', "reasons[0].code"),
        ('"reasons":[[]]', "reasons[0]"),
        ('"invoiceDate":20260331', "invoiceDate"),
        ('"invoiceDate":"2026-02-30"', "invoiceDate"),
        ('"amount":"NaN"', "amount"),
        ('"autoPay":"yes"', "autoPay"),
    ],
)
def test_a_misfit_costs_nothing_else(wrong: str, path: str, invoices: InvoicesApi, server: WireServer) -> None:
    body = f'{{"id":"a1",{wrong},"balance":1.50,"success":true}}'
    server.script([Answer(200, body.encode())])
    response = invoices.get_invoice_with_http_info("a1")
    assert [issue.path for issue in misfits(response.issues)] == [path]
    assert (response.data.id, str(response.data.balance), response.data.success) == ("a1", "1.50", True)
    assert json.loads(response.data.to_json()) == json.loads(body)


def test_a_field_called_as_python_calls_another(invoices: InvoicesApi, server: WireServer) -> None:
    body = b'{"invoice_date":"x","invoiceDate":"2026-03-31","success":true}'
    server.script([Answer(200, body)])
    response = invoices.get_invoice_with_http_info("a1")
    assert (misfits(response.issues), response.data.invoice_date) == ([], dt.date(2026, 3, 31))
    assert json.loads(response.data.to_json()) == json.loads(body)


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(max_size=3)
    | st.sampled_from(["2026-03-31", "2026-02-30", "Draft", "1.50", "NaN", "str", "true"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "str", "data"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def odd(model: type[ZuoraModel]) -> st.SearchStrategy[dict[str, Any]]:
    """JSON with anything at all in the fields of a model and of the models in it."""
    fields = {}
    for name, info in model.model_fields.items():
        inner = example(info.annotation)[1]
        many = isinstance(inner, list)
        inner = inner[0] if many else inner
        value = odd(type(inner)) | ODD if isinstance(inner, ZuoraModel) else ODD
        fields[info.alias or name] = st.lists(value, max_size=2) | ODD if many else value
    return st.fixed_dictionaries({}, optional={**fields, "own__c": ODD})


@pytest.mark.parametrize("name", sorted({call.returns for call in CALLS} - {"bytes"} | {"CommonErrorResponse"}))
def test_no_response_is_lost(name: str) -> None:
    model = getattr(models, name)

    @settings(max_examples=25, deadline=None, database=None, derandomize=True)
    @given(odd(model))
    def check(data: dict[str, Any]) -> None:
        response, issues = _serialization.build(model, data)
        assert response.to_dict().keys() == data.keys()
        for issue in misfits(issues):
            place: Any = data
            for part in re.findall(r"[^.\[\]]+", issue.path):
                place = place[int(part) if isinstance(place, list) else part]
            assert place is issue.value
        again, _ = _serialization.build(model, _serialization.parse_json(response.to_json()))
        assert again.to_json() == response.to_json()

    check()


def test_a_response_with_misfits_pickles(invoices: InvoicesApi, server: WireServer) -> None:
    server.script([Answer(200, b'{"id":"a1","amount":"a lot","success":true}')])
    response = pickle.loads(pickle.dumps(invoices.get_invoice_with_http_info("a1")))
    assert (response.data.amount, response.issues[0].path, response.status_code) == ("a lot", "amount", 200)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"id":', b"\xff\xfe", b"[]", b"7", b'"text"', b"null", b'{"amount":NaN}', b"[" * 100_000]
)
def test_unreadable_body(body: bytes, invoices: InvoicesApi, server: WireServer) -> None:
    server.script([Answer(200, body, {"Zuora-Request-Id": "r1"})])
    with pytest.raises(NetworkException) as caught:
        invoices.get_invoice("a1")
    error = caught.value
    assert (error.status, error.body, error.request_id, error.headers["content-type"]) == (
        200,
        body,
        "r1",
        "application/json",
    )
