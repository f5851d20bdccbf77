"""What is checked before a byte leaves: everything at once, each finding by its path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from wire import WireServer

from zuora_sdk import (
    ApiTypeError,
    ApiValueError,
    BulkCreateInvoicesRequest,
    BulkPostInvoicesRequest,
    BulkUpdateInvoicesRequest,
    CreateAccountContact,
    CreateDiscountItem,
    CreateInvoiceItem,
    CreateInvoiceRequest,
    CreateTaxationItem,
    CreateTaxationItemForInvoiceRequest,
    CreateTaxationItemsRequest,
    CustomRates,
    InvoicesApi,
    OAuthApi,
    OpenApiException,
    PostAsyncInvoiceRequest,
    PostInvoiceRequest,
    ReverseInvoiceRequest,
    UpdateDiscountInvoiceItem,
    UpdateInvoiceItem,
    UpdateInvoiceRequest,
    WriteOffInvoiceRequest,
)

DAY: Any = "2026-03-31"


def item(**more: Any) -> CreateInvoiceItem:
    return CreateInvoiceItem(amount=1, service_start_date=DAY, **more)  # type: ignore[arg-type]


def invoice(**more: Any) -> CreateInvoiceRequest:
    return CreateInvoiceRequest(**{"invoice_date": DAY, "invoice_items": [item()], **more})


def tax(**more: Any) -> dict[str, Any]:
    return {
        **{"name": "VAT", "tax_amount": 1, "tax_code": "x", "tax_date": DAY, "tax_mode": "TaxExclusive"},
        **{"tax_rate": 1, "tax_rate_type": "FlatFee", **more},
    }


def misplaced(fields: dict[str, Any]) -> CreateInvoiceRequest:
    request = invoice()
    request.additional_properties = fields
    return request


def test_everything_that_is_missing_is_named_at_once(invoices: InvoicesApi, server: WireServer) -> None:
    request = BulkCreateInvoicesRequest(
        invoices=[
            CreateInvoiceRequest(),
            CreateInvoiceRequest(
                invoice_date=DAY,
                invoice_items=[
                    item(),
                    CreateInvoiceItem(
                        discount_items=[CreateDiscountItem(tax_items=[CreateTaxationItem(name="VAT", taxRate=1)])]  # type: ignore[call-arg]
                    ),
                ],
                bill_to_contact=CreateAccountContact(first_name="Ada"),
                custom_rates=[CustomRates()],
            ),
        ]
    )
    with pytest.raises(ApiValueError) as caught:
        invoices.bulk_create_standalone_invoices(request, zuora_track_id="a:b")
    error = caught.value
    assert set(error.problems) == {
        "request.invoices[0].invoice_date: is required",
        "request.invoices[0].invoice_items: is required",
        "request.invoices[1].invoice_items[1].amount: is required",
        "request.invoices[1].invoice_items[1].service_start_date: is required",
        "request.invoices[1].invoice_items[1].discount_items[0].amount: is required",
        "request.invoices[1].invoice_items[1].discount_items[0].tax_items[0].tax_amount: is required",
        "request.invoices[1].invoice_items[1].discount_items[0].tax_items[0].tax_code: is required",
        "request.invoices[1].invoice_items[1].discount_items[0].tax_items[0].tax_date: is required",
        "request.invoices[1].invoice_items[1].discount_items[0].tax_items[0].tax_mode: is required",
        "request.invoices[1].invoice_items[1].discount_items[0].tax_items[0].tax_rate_type: is required",
        "request.invoices[1].bill_to_contact.last_name: is required",
        "request.invoices[1].custom_rates[0].currency: is required",
        "request.invoices[1].custom_rates[0].custom_fx_rate: is required",
        "zuora_track_id: 'a:b' must not contain ':'",
    }
    assert str(error).startswith("14 problems:\n  ")
    assert isinstance(error, ValueError)
    assert isinstance(error, OpenApiException)
    assert server.received == []


# Method, its arguments, the problems.
REFUSED: list[tuple[str, tuple[Any, ...], dict[str, Any], list[str]]] = [
    ("get_invoice", (None,), {}, ["invoice_key: is required"]),
    ("get_taxation_items_of_invoice_item", (None, None), {}, ["invoice_key: is required", "item_id: is required"]),
    ("get_invoice_pdf_status", (None,), {}, ["invoice_keys: is required"]),
    ("post_invoice", ("a1", None), {}, ["post_async_invoice_request: is required"]),
    ("create_standalone_invoice", (None,), {}, ["request: is required"]),
    (
        "get_invoice_items",
        ("a1",),
        {"page_size": 41.0, "page": 0},
        ["page_size: must be an integer, got 41.0", "page: must be at least 1, got 0"],
    ),
    ("get_invoice_items", ("a1",), {"page_size": True}, ["page_size: must be an integer, got True"]),
    ("get_invoice_items", ("a1",), {"page": "2"}, ["page: must be an integer, got '2'"]),
    ("get_invoice_items", ("a1",), {"page": 1.0}, ["page: must be an integer, got 1.0"]),
    (
        "email_invoice",
        ("a1", None),
        {"idempotency_key": "k" * 256},
        ["request: is required", "idempotency_key: has 256 characters; at most 255 are allowed"],
    ),
    (
        "get_invoice",
        ("a1",),
        {"zuora_track_id": "t" * 65},
        ["zuora_track_id: has 65 characters; at most 64 are allowed"],
    ),
    (
        "create_standalone_invoice",
        (invoice(invoice_items=[item()] * 1001),),
        {},
        ["request.invoice_items: has 1001 entries; at most 1000 are allowed"],
    ),
    (
        "create_standalone_invoice",
        (invoice(invoice_number="INV 1"),),
        {},
        ["request.invoice_number: 'INV 1' must not contain ' '"],
    ),
    (
        "create_standalone_invoice",
        (invoice(invoice_items=[item(discount_items=[{"amount": -1}] * 11, tax_items=[tax()] * 6)]),),
        {},
        [
            "request.invoice_items[0].discount_items: has 11 entries; at most 10 are allowed",
            "request.invoice_items[0].tax_items: has 6 entries; at most 5 are allowed",
        ],
    ),
    (
        "create_standalone_invoice",
        (invoice(custom_rates=[CustomRates(currency="USD", custom_fx_rate=1)] * 3),),  # type: ignore[arg-type]
        {},
        ["request.custom_rates: has 3 entries; at most 2 are allowed"],
    ),
    (
        "create_standalone_invoice",
        (invoice(sold_to_contact={"first_name": "A" * 101, "last_name": "B", "city": "C" * 41, "zip_code": "D" * 21}),),
        {},
        [
            "request.sold_to_contact.city: has 41 characters; at most 40 are allowed",
            "request.sold_to_contact.first_name: has 101 characters; at most 100 are allowed",
            "request.sold_to_contact.zip_code: has 21 characters; at most 20 are allowed",
        ],
    ),
    (
        "bulk_create_standalone_invoices",
        (BulkCreateInvoicesRequest(invoices=[invoice()] * 51),),
        {},
        ["request.invoices: has 51 entries; at most 50 are allowed"],
    ),
    (
        "bulk_create_standalone_invoices",
        (BulkCreateInvoicesRequest(invoices=[invoice(invoice_items=[item()] * 500)] * 2 + [invoice()]),),
        {},
        ["request.invoices: have 1001 invoice_items together; at most 1000 are allowed in one request"],
    ),
    (
        "bulk_post_invoices",
        (BulkPostInvoicesRequest(invoices=[PostInvoiceRequest(id="a1")] * 51),),
        {},
        ["request.invoices: has 51 entries; at most 50 are allowed"],
    ),
    (
        "bulk_update_invoices",
        (BulkUpdateInvoicesRequest(invoices=[UpdateInvoiceRequest(invoice_date=DAY, due_date=DAY)]),),
        {},
        ["request.invoices[0].invoice_date: excludes due_date; give one of them"],
    ),
    (
        "update_invoice",
        (
            "a1",
            UpdateInvoiceRequest(
                comments="c" * 256,
                invoice_date=DAY,
                due_date=DAY,
                invoice_items=[UpdateInvoiceItem(discount_items=[UpdateDiscountInvoiceItem(amount=-1)])],  # type: ignore[arg-type]
            ),
        ),
        {},
        [
            "request.invoice_date: excludes due_date; give one of them",
            "request.comments: has 256 characters; at most 255 are allowed",
            "request.invoice_items[0].discount_items[0].id: is required",
        ],
    ),
    (
        "reverse_invoice",
        ("a1", ReverseInvoiceRequest(comment="c" * 256)),
        {},
        ["request.comment: has 256 characters; at most 255 are allowed"],
    ),
    (
        "write_off_invoice",
        ("a1", WriteOffInvoiceRequest(comment="c" * 256)),
        {},
        ["request.comment: has 256 characters; at most 255 are allowed"],
    ),
    (
        "create_invoice_taxation_items",
        ("a1", CreateTaxationItemsRequest(taxation_items=[CreateTaxationItemForInvoiceRequest(**tax())])),
        {},
        [
            "body.taxation_items[0].invoice_item_id: is required",
            "body.taxation_items[0].jurisdiction: is required",
        ],
    ),
    (
        "create_standalone_invoice",
        (misplaced({"autoPay": True, "own__c": 1, "due_date": DAY}),),
        {},
        [
            "request.additional_properties['autoPay']: is a declared field; set auto_pay",
            "request.additional_properties['due_date']: is a declared field; set due_date",
        ],
    ),
    (
        "create_standalone_invoice",
        (invoice(invoiceDate="2026-04-01"),),
        {},
        ["request.additional_properties['invoice_date']: is a declared field; set invoice_date"],
    ),
]


@pytest.mark.parametrize(("method", "arguments", "options", "problems"), REFUSED)
def test_refused(
    method: str,
    arguments: tuple[Any, ...],
    options: dict[str, Any],
    problems: list[str],
    invoices: InvoicesApi,
    server: WireServer,
) -> None:
    with pytest.raises(ApiValueError) as caught:
        getattr(invoices, method)(*arguments, **options)
    assert list(caught.value.problems) == problems
    assert server.received == []


def test_limits_may_be_reached(invoices: InvoicesApi, server: WireServer) -> None:
    contact = {"first_name": "A" * 100, "last_name": "B" * 100, "city": "C" * 40, "work_email": "e" * 80}
    largest = invoice(
        invoice_number="I" * 32,
        bill_to_contact=contact,
        invoice_items=[item(discount_items=[{"amount": -1, "tax_items": [tax()] * 5}] * 10, tax_items=[tax()] * 5)]
        * 1000,
    )
    invoices.create_standalone_invoice(largest, idempotency_key="k" * 255, zuora_track_id="t" * 64)
    invoices.bulk_create_standalone_invoices(
        BulkCreateInvoicesRequest(invoices=[invoice(invoice_items=[item()] * 20)] * 50)
    )
    invoices.get_invoice_items("a1", page_size=100, page=1)  # the server takes it for 40
    invoices.get_invoice_items("a1", page_size=1, page=10**6)
    assert len(server.received) == 4


def test_requirements_may_be_met_later(invoices: InvoicesApi, server: WireServer) -> None:
    request = CreateInvoiceRequest()
    request.invoice_date = DAY
    request.invoice_items = []
    request.invoice_items.append(CreateInvoiceItem())
    with pytest.raises(ApiValueError, match=r"request\.invoice_items\[0\]\.amount: is required"):
        invoices.create_standalone_invoice(request)
    request.invoice_items[0].amount = 1  # type: ignore[assignment]
    request.invoice_items[0].service_start_date = DAY
    invoices.create_standalone_invoice(request)
    assert server.last.json == {"invoiceDate": DAY, "invoiceItems": [{"amount": 1, "serviceStartDate": DAY}]}


@pytest.mark.parametrize(
    ("method", "arguments", "complaint"),
    [
        ("get_invoice", (7,), "invoice_key: must be text, not int"),
        ("get_invoice_pdf_status", (["a1"],), "invoice_keys: must be text, not list"),
        (
            "create_standalone_invoice",
            ({"invoiceDate": DAY},),
            r"request: must be a CreateInvoiceRequest, not dict; CreateInvoiceRequest.from_dict\(...\) makes one",
        ),
        (
            "post_invoice",
            ("a1", ReverseInvoiceRequest()),
            "must be a PostAsyncInvoiceRequest, not ReverseInvoiceRequest",
        ),
        ("update_invoice", ("a1", "{}"), "request: must be a UpdateInvoiceRequest, not str"),
    ],
)
def test_wrong_kind(
    method: str, arguments: tuple[Any, ...], complaint: str, invoices: InvoicesApi, server: WireServer
) -> None:
    with pytest.raises(ApiTypeError, match=complaint) as caught:
        getattr(invoices, method)(*arguments)
    assert isinstance(caught.value, TypeError)
    assert server.received == []


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (object(), r"request\.own__c: "),
        ({1: 2}, r"request\.own__c: the key 1 is a int"),
        ({"a": [{"b": {1}}]}, r"request\.own__c\['a'\]\[0\]\['b'\]: "),
        (b"bytes", r"request\.own__c: "),
        ("\ud800", "request: holds a lone surrogate"),
    ],
)
def test_what_json_cannot_say(value: Any, place: str, invoices: InvoicesApi, server: WireServer) -> None:
    with pytest.raises(ApiTypeError, match=place):
        invoices.post_invoice("a1", PostAsyncInvoiceRequest(own__c=value))  # type: ignore[call-arg]
    assert server.received == []


def test_a_value_within_itself(invoices: InvoicesApi, server: WireServer) -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(ApiTypeError, match="nested too deeply"):
        invoices.post_invoice("a1", PostAsyncInvoiceRequest(own__c=endless))  # type: ignore[call-arg]
    assert server.received == []


# ------------------------------------------------------------------------------------------- without client-side checks


@pytest.mark.parametrize(
    ("method", "arguments", "options", "problems"),
    [case for case in REFUSED if not any(finding.endswith("is required") for finding in case[3][:2])]
    + [("create_standalone_invoice", (CreateInvoiceRequest(),), {}, [])],
)
def test_the_server_may_judge(
    method: str,
    arguments: tuple[Any, ...],
    options: dict[str, Any],
    problems: list[str],
    connect: Callable[..., InvoicesApi],
    server: WireServer,
) -> None:
    getattr(connect(client_side_validation=False), method)(*arguments, **options)
    assert len(server.received) == 1


@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize(
    "key",
    [
        "",
        " ",
        "\t",
        ".",
        "..",
        "../users",
        "a/../b",
        "a/..",
        "./a",
        "..\\b",
        "a\r\nb",
        "a\0",
        "\x7f",
        "\x85",
        "\ud800",
        # Servers decode %2F: `i-1/cancel` as the key of an update would cancel the invoice.
        "i-1/cancel",
        "i-1%2Fcancel",
        "i-1%2fcancel",
        "i-1%252Fcancel",
        "i-1\\cancel",
        "i-1%5Ccancel",
        "a/b",
    ],
)
def test_keys_that_would_change_the_path(
    key: str, checked: bool, connect: Callable[..., InvoicesApi], server: WireServer
) -> None:
    invoices = connect(client_side_validation=checked)
    for call in (
        lambda: invoices.get_invoice(key),
        lambda: invoices.get_taxation_items_of_invoice_item("a1", key),
        lambda: invoices.delete_invoice(key),
        lambda: invoices.update_invoice(key, UpdateInvoiceRequest(comments="x")),
    ):
        with pytest.raises(ApiValueError):
            call()
    assert server.received == []


@pytest.mark.parametrize("keys", ["", " ", "a\r\nb", "a\0"])
def test_keys_of_a_query_are_text(keys: str, invoices: InvoicesApi, server: WireServer) -> None:
    with pytest.raises(ApiValueError, match="invoice_keys: "):
        invoices.get_invoice_pdf_status(keys)
    assert server.received == []
    invoices.get_invoice_pdf_status("a/b,../c")  # in a query they can't address anything else
    assert server.last.target == "/v1/invoices/pdf-status?invoiceKeys=a%2Fb,..%2Fc"


@pytest.mark.parametrize(
    ("key", "target"),
    [
        ("INV-1_2.3~4", "/v1/invoices/INV-1_2.3~4"),
        ("a?b=c#d", "/v1/invoices/a%3Fb%3Dc%23d"),
        ("{itemId}", "/v1/invoices/%7BitemId%7D"),
        ("Prüf 1", "/v1/invoices/Pr%C3%BCf%201"),
        ("a;b=c", "/v1/invoices/a%3Bb%3Dc"),
        ("...", "/v1/invoices/..."),
    ],
)
def test_keys_stay_one_segment(key: str, target: str, invoices: InvoicesApi, server: WireServer) -> None:
    invoices.get_invoice(key)
    assert server.last.target == target


def test_required_arguments_are_required_all_the_same(connect: Callable[..., InvoicesApi], server: WireServer) -> None:
    with pytest.raises(ApiValueError, match="invoice_key: is required"):
        connect(client_side_validation=False).get_invoice(None)  # type: ignore[arg-type]
    assert server.received == []


def test_token_arguments(invoices: InvoicesApi, server: WireServer) -> None:
    with pytest.raises(ApiValueError) as caught:
        OAuthApi(invoices.api_client).create_token("short", "s" * 43, None)  # type: ignore[arg-type]
    assert set(caught.value.problems) == {
        "client_id: has 5 characters; at least 36 are required",
        "client_secret: has 43 characters; at most 42 are allowed",
        "grant_type: is required",
    }
    assert server.received == []
