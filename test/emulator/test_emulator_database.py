"""The emulator's database: kept whole, for one emulator at a time, and usable after a restart at any moment."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from emulator_caller import Caller

from zuora_sdk.emulator import Settings, ZuoraEmulator
from zuora_sdk.emulator._store import DatabaseError


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "zuora.db"


@contextmanager
def running(database: Path, **settings: Any) -> Iterator[Caller]:
    with ZuoraEmulator(database=database, settings=Settings(**settings)) as zuora:
        call = Caller(zuora)
        yield call
        call.pool.clear()


def test_a_second_emulator_on_one_database_is_told_so(database: Path) -> None:
    with running(database) as call:
        with pytest.raises(DatabaseError, match="is in use by another emulator; stop that one, or name another file"):
            ZuoraEmulator(database=database)
        assert call.create()["invoiceNumber"] == "INV00000001"
    with running(database) as call:
        assert call.create()["invoiceNumber"] == "INV00000002"


def not_a_database(path: Path) -> None:
    path.write_bytes(b"This is a text that somebody still needs.\n" * 100)


def of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE customers (name TEXT)")
    connection.close()


def with_a_broken_page(path: Path) -> None:
    with running(path) as call:
        for _ in range(50):
            call.create(comments="x" * 200)
    content = bytearray(path.read_bytes())
    content[4096:20480] = b"\xff" * 16384
    path.write_bytes(content)


def with_a_broken_document(path: Path) -> None:
    with running(path) as call:
        call.create()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE documents SET content = '{' WHERE kind = 'Invoice'")
    connection.close()


@pytest.mark.parametrize("spoil", [not_a_database, of_another_program, with_a_broken_page, with_a_broken_document])
def test_a_file_that_cannot_be_used_is_left_as_it_is(database: Path, spoil: Callable[[Path], None]) -> None:
    spoil(database)
    before = database.read_bytes()
    with pytest.raises(DatabaseError, match=r"damaged|is not a database of the emulator") as raised:
        ZuoraEmulator(database=database)
    assert str(database) in str(raised.value)
    assert database.read_bytes() == before


@pytest.mark.parametrize("seconds", [0, 1, 2, 86_400, 400 * 86_400])
def test_jobs_and_pdfs_go_on_after_a_restart_with_the_clock_advanced(database: Path, seconds: int) -> None:
    with running(database, cancel_async_items=1, step_seconds=1000) as call:
        canceled, posted = call.create()["id"], call.posted()["id"]
        job = call("PUT", f"/v1/invoices/{canceled}/cancel")["jobId"]
        call.zuora.clock.advance(seconds)
        now = call.zuora.clock.now()
    with running(database, cancel_async_items=1, step_seconds=1000) as call:
        assert call.zuora.clock.now() >= now
        assert call("GET", f"/v1/invoices/{canceled}").status == 200
        expected = "Completed" if seconds >= 2000 else "Processing"
        assert call("GET", f"/v1/operations/jobs/{job}")["status"] == expected
        call.zuora.clock.advance(2000)
        assert call("GET", f"/v1/operations/jobs/{job}")["status"] == "Completed"
        assert call("GET", f"/v1/invoices/{canceled}")["status"] == "Canceled"
        (status,) = call("GET", f"/v1/invoices/pdf-status?invoiceKeys={posted}")["invoiceFiles"]
        assert status["pdfGenerationStatus"] == "Generated"


def test_payments_and_emails_survive_a_restart(database: Path) -> None:
    with running(database) as call:
        key = call.posted("10.00")["id"]
        call.zuora.ledger.apply_payment(key, Decimal(4))
        assert call("POST", f"/v1/invoices/{key}/emails", {}).status == 200
    with running(database) as call:
        assert call("GET", f"/v1/invoices/{key}")["balance"] == 6
        assert [payment.amount for payment in call.zuora.ledger.payments] == [Decimal(4)]
        assert [email.to for email in call.zuora.ledger.emails] == [("billing@amber.example",)]


def test_an_idempotency_key_expires_by_the_clock_across_restarts(database: Path) -> None:
    headers = {"Idempotency-Key": "k"}
    with running(database) as call:
        first = call("POST", "/v1/invoices", call.request(), headers=headers)["id"]
        call.zuora.clock.advance(23 * 3600)
    with running(database) as call:
        assert call("POST", "/v1/invoices", call.request(), headers=headers)["id"] == first
        call.zuora.clock.advance(3601)
        assert call("POST", "/v1/invoices", call.request(), headers=headers)["id"] != first


def test_payments_from_a_test_and_requests_do_not_race(database: Path) -> None:
    with running(database) as call:
        key = call.posted("100.00")["id"]
        payers = [
            threading.Thread(target=lambda: [call.zuora.ledger.apply_payment(key, Decimal(1)) for _ in range(20)])
            for _ in range(4)
        ]
        for payer in payers:
            payer.start()
        for number in range(20):
            assert call("PUT", f"/v1/invoices/{key}", {"comments": f"no. {number}"}).status == 200
        for payer in payers:
            payer.join()
        assert call("GET", f"/v1/invoices/{key}")["balance"] == 20
        assert len(call.zuora.ledger.payments) == 80


def test_lists_show_what_single_look_ups_show(database: Path) -> None:
    with running(database, cancel_async_items=1) as call:
        key = call.create()["id"]
        call("PUT", f"/v1/invoices/{key}/cancel")
        call.zuora.clock.advance(10)
        assert [invoice.status for invoice in call.zuora.ledger.invoices] == ["Canceled"]
        assert call.zuora.ledger.invoice(key).status == "Canceled"


def test_what_a_test_holds_does_not_change_under_it(database: Path) -> None:
    with running(database) as call:
        key = call.create()["id"]
        held = call.zuora.ledger.invoice(key)
        assert call("PUT", f"/v1/invoices/{key}/post", {}).status == 200
        assert (held.status, call.zuora.ledger.invoice(key).status) == ("Draft", "Posted")


def test_the_same_seed_gives_the_same_ids() -> None:
    from zuora_sdk.emulator import DEFAULT_ACCOUNTS
    from zuora_sdk.emulator._invoices import create
    from zuora_sdk.emulator._ledger import Ledger

    def ids(seed: int | None) -> list[str]:
        ledger = Ledger(DEFAULT_ACCOUNTS, seed=seed)
        line = {"amount": Decimal(1), "chargeName": "c", "serviceStartDate": "2024-05-20"}
        request = {"accountNumber": "A00000001", "invoiceDate": "2024-05-20", "invoiceItems": [line]}
        for _ in range(3):
            with ledger.transaction() as transaction:
                create(transaction, request)
        return [invoice.id for invoice in ledger.invoices]

    assert ids(1) == ids(1)
    assert len({*ids(1), *ids(2), *ids(None), *ids(None)}) == 12
