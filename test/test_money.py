"""Amounts keep every digit: from an answer, through a model, into a request."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal, localcontext
from typing import Any

import pytest
from pydantic import ValidationError
from wire import Answer, WireServer

from zuora_sdk import (
    ApiTypeError,
    CreateDiscountItem,
    CreateInvoiceItem,
    CreateInvoiceRequest,
    CreateTaxationItem,
    CustomRates,
    InvoiceItem,
    InvoiceResponse,
    InvoicesApi,
)

DAY = "2026-03-31"

# As they stand on the wire, in the form that `str` gives a Decimal (0.0000001 goes out as 1E-7, digit for digit).
NUMBERS = [
    "12345678901234567.89",
    "-12345678901234567.89",
    "0E-9",
    "125.000000000",
    "0.1",
    "1.10",
    "0",
    "-0.0",
    "-1",
    "100",
    "1E+2",
    "1E-7",
    "1E-300",
    "9007199254740993",
    "123456789012345678901234567890.123456789012345678901234567890",
    "1E-30",
    "9" * 400,
]


@pytest.mark.parametrize("number", NUMBERS)
def test_answer_to_model_to_request(number: str, invoices: InvoicesApi, server: WireServer) -> None:
    server.script(
        [Answer(200, f'{{"amount":{number},"own__c":{number},"deep":{{"a":[{number}]}},"success":true}}'.encode())]
    )
    invoice = invoices.get_invoice("INV00000042")
    assert isinstance(invoice.amount, Decimal)
    assert str(invoice.amount) == number
    assert invoice.amount.as_tuple() == Decimal(number).as_tuple()

    tax = CreateTaxationItem(
        **{"name": "VAT", "taxCode": "x", "taxDate": DAY, "taxMode": "TaxExclusive", "taxRateType": "Percentage"},  # type: ignore[arg-type]
        tax_amount=invoice.amount,
        tax_rate=invoice.amount,
    )
    discount = CreateDiscountItem(amount=invoice.amount, unit_price=invoice.amount, tax_items=[tax])
    invoices.create_standalone_invoice(
        CreateInvoiceRequest(  # type: ignore[call-arg]
            invoice_date=DAY,  # type: ignore[arg-type]
            invoice_items=[
                CreateInvoiceItem(
                    amount=invoice.amount,
                    quantity=invoice.amount,
                    service_start_date=DAY,  # type: ignore[arg-type]
                    unit_price=invoice.amount,
                    discount_items=[discount],
                )
            ],
            custom_rates=[CustomRates(currency="USD", custom_fx_rate=invoice.amount)],
            additional_properties={**invoice.additional_properties},  # pyright: ignore[reportCallIssue]
        )
    )
    assert server.last.body.decode() == (
        f'{{"customRates":[{{"currency":"USD","customFxRate":{number}}}],"invoiceDate":"2026-03-31",'
        f'"invoiceItems":[{{"amount":{number},"discountItems":[{{"amount":{number},"taxItems":[{{"name":"VAT",'
        f'"taxAmount":{number},"taxCode":"x","taxDate":"2026-03-31","taxMode":"TaxExclusive","taxRate":{number},'
        f'"taxRateType":"Percentage"}}],"unitPrice":{number}}}],"quantity":{number},'
        f'"serviceStartDate":"2026-03-31","unitPrice":{number}}}],"own__c":{number},"deep":{{"a":[{number}]}}}}'
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_from_json_to_json(number: str) -> None:
    text = f'{{"amount":{number},"own__c":{number}}}'
    invoice = InvoiceResponse.from_json(text)
    assert invoice.to_json() == text
    assert InvoiceResponse.from_json(text.encode()).to_json() == text
    assert InvoiceResponse.from_dict(invoice.to_dict()).to_json() == text
    assert pickle.loads(pickle.dumps(invoice)).to_json() == text


def test_the_context_of_the_caller_does_not_round() -> None:
    with localcontext() as context:
        context.prec = 3
        text = '{"amount":12345678901234567.89,"own__c":12345678901234567.89}'
        assert InvoiceResponse.from_json(text).to_json() == text


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (Decimal("1.50"), "1.50"),
        ("1.50", "1.50"),
        ("12345678901234567.89", "12345678901234567.89"),
        (3, "3"),
        (10**30, "1" + "0" * 30),
        (1.1, "1.1"),
        (0.1, "0.1"),
        (1e22, "1E+22"),
    ],
)
def test_what_a_user_gives(given: Any, sent: str) -> None:
    assert CreateInvoiceItem(amount=given).to_json() == f'{{"amount":{sent}}}'
    item = CreateInvoiceItem()
    item.amount = given
    assert item.to_json() == f'{{"amount":{sent}}}'


@pytest.mark.parametrize(("given", "sent"), [(1.1, "1.1"), (3, "3"), ("3.0", '"3.0"'), (1e22, "1e+22"), (True, "true")])
def test_custom_fields_go_as_they_are(given: Any, sent: str) -> None:
    assert CreateInvoiceItem(own__c=given).to_json() == f'{{"own__c":{sent}}}'  # type: ignore[call-arg]


@pytest.mark.parametrize("text", ["21.1", '"21.100000000"'])
def test_amounts_may_come_as_text(text: str) -> None:
    item = InvoiceItem.from_json(f'{{"chargeAmount":{text}}}')
    assert item.charge_amount == Decimal("21.1")
    assert json.loads(item.to_json()) == {"chargeAmount": 21.1}


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "sNaN"])
@pytest.mark.parametrize("kind", [str, Decimal])
def test_no_number(kind: Any, text: str) -> None:
    with pytest.raises(ValidationError):
        CreateInvoiceItem(amount=kind(text))
    with pytest.raises(ValidationError):
        CreateInvoiceItem().amount = kind(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), Decimal("sNaN")])
def test_no_number_in_custom_fields(value: Any, invoices: InvoicesApi, server: WireServer) -> None:
    request = CreateInvoiceRequest(invoice_date=DAY, invoice_items=[], own__c={"a": [value]})  # type: ignore[arg-type, call-arg]
    with pytest.raises(ApiTypeError, match=r"^request\.own__c\['a'\]\[0\]: .* can't be written as JSON"):
        invoices.create_standalone_invoice(request)
    with pytest.raises(ApiTypeError, match=r"^CreateInvoiceRequest\.own__c\['a'\]\[0\]: "):
        request.to_json()
    assert server.received == []


def test_an_amount_beyond_reason_is_refused_rather_than_sent_wrong() -> None:
    with pytest.raises(ValueError, match="not readable as JSON"):
        InvoiceResponse.from_json('{"amount":1E+999999999999999999999}')
