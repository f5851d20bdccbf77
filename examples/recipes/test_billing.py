"""Tests of `billing` against the emulator, with the faults that hurt. Run them with `pytest test_billing.py`.

The fixtures `zuora_emulator` and `zuora_client` come with the package.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from billing import Order, bill

from zuora_sdk import ApiClient, ApiException, BadRequestException, InvoicesApi
from zuora_sdk.emulator import ZuoraEmulator

ORDER = Order("1001", "A00000001", dt.date(2026, 3, 2), Decimal("129.90"))


@pytest.fixture
def invoices(zuora_client: ApiClient) -> InvoicesApi:
    return InvoicesApi(zuora_client)


def ledger_of(zuora: ZuoraEmulator) -> list[tuple[str, str, Decimal]]:
    return [(invoice.number, invoice.status, invoice.balance) for invoice in zuora.ledger.invoices]


BILLED = [("ORD-1001", "Posted", Decimal("129.90"))]


def test_an_order_is_billed_once_however_often_it_is_asked_for(
    invoices: InvoicesApi, zuora_emulator: ZuoraEmulator
) -> None:
    first = bill(invoices, ORDER)
    second = bill(invoices, ORDER)
    assert first.id == second.id
    assert ledger_of(zuora_emulator) == BILLED


def test_a_lost_response_makes_no_second_invoice(invoices: InvoicesApi, zuora_emulator: ZuoraEmulator) -> None:
    fault = zuora_emulator.inject_fault("reset_after", operation="create_standalone_invoice")
    bill(invoices, ORDER)
    assert fault.hits == 1
    assert ledger_of(zuora_emulator) == BILLED


def test_a_post_whose_response_was_lost_is_not_sent_again_but_found_done(
    invoices: InvoicesApi, zuora_emulator: ZuoraEmulator
) -> None:
    zuora_emulator.inject_fault("reset_after", operation="post_invoice")
    with pytest.raises(ApiException) as caught:
        bill(invoices, ORDER)
    assert caught.value.maybe_executed

    bill(invoices, ORDER)
    posts = [request for request in zuora_emulator.requests if request.operation == "post_invoice"]
    assert len(posts) == 1
    assert ledger_of(zuora_emulator) == BILLED


def test_an_unknown_account_is_an_error_that_names_it(invoices: InvoicesApi, zuora_emulator: ZuoraEmulator) -> None:
    with pytest.raises(BadRequestException) as caught:
        bill(invoices, Order("1002", "A00009999", dt.date(2026, 3, 2), Decimal("5.00")))
    assert "A00009999" in str(caught.value)
    assert ledger_of(zuora_emulator) == []
