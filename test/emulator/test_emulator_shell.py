"""The emulator from the shell, and what a restart leaves of it."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import urllib3
from emulator_caller import Caller

from zuora_sdk.emulator import Account, ZuoraEmulator
from zuora_sdk.emulator._store import DatabaseError

REPOSITORY = Path(__file__).parents[2]
READY = re.compile(r"Zuora emulator ready at (http://127\.0\.0\.1:\d+) \(token (\S+)\)\n")


@contextmanager
def shell(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    command = [sys.executable, "-m", "zuora_sdk.emulator", *arguments]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            ready = READY.fullmatch(process.stdout.readline())
            assert ready is not None
            yield process, ready[1], ready[2]
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_when_it_is_ready_and_stops_without_a_word(number: signal.Signals) -> None:
    with shell("--port", "0") as (process, url, token):
        pool = urllib3.PoolManager(retries=False)
        reply = pool.request("GET", f"{url}/v1/invoices/x", headers={"Authorization": f"Bearer {token}"})
        assert reply.status == 404
        process.send_signal(number)
        assert process.wait(10) == 0
        assert process.communicate() == ("", "")
        pool.clear()


def test_a_port_that_is_taken_is_told_in_one_line(zuora: ZuoraEmulator) -> None:
    port = zuora.url.rpartition(":")[2]
    command = [sys.executable, "-m", "zuora_sdk.emulator", "--port", port]
    finished = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert finished.returncode == 2
    assert "Address already in use" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_a_seed_names_accounts_and_charges(tmp_path: Path) -> None:
    seed = tmp_path / "seed.json"
    account = {"id": "a" * 32, "number": "A-1", "name": "Seeded", "currency": "JPY", "payment_term": "Due Upon Receipt"}
    seed.write_text(json.dumps({"accounts": [account], "charges": {"c1": {"chargeName": "Gold", "sku": "G-1"}}}))
    with ZuoraEmulator(tenant=seed) as zuora:
        call = Caller(zuora)
        assert (zuora.account_id, zuora.account_number) == ("a" * 32, "A-1")
        items = [{"amount": 1, "serviceStartDate": "2024-05-20", "productRatePlanChargeId": "c1", "chargeName": "Mine"}]
        invoice = call("POST", "/v1/invoices", call.request(invoiceItems=items))
        assert (invoice["currency"], invoice["dueDate"]) == ("JPY", "2024-05-20")
        (listed,) = call("GET", f"/v1/invoices/{invoice['id']}/items")["invoiceItems"]
        assert (listed["chargeName"], listed["sku"]) == ("Gold", "G-1")
        items = [{"amount": 1, "serviceStartDate": "2024-05-20", "chargeName": "Mine", "sku": "G-1"}]
        assert call("POST", "/v1/invoices", call.request(invoiceItems=items)).codes == [58490020]
        call.pool.clear()


def test_accounts_given_in_python() -> None:
    with ZuoraEmulator(accounts=[Account("b" * 32, "B-1", "Only one")]) as zuora:
        assert [account.number for account in zuora.accounts] == ["B-1"]


def test_a_database_survives_a_restart(tmp_path: Path) -> None:
    database = tmp_path / "zuora.db"
    headers = {"Idempotency-Key": "once"}
    with ZuoraEmulator(database=database) as zuora:
        call = Caller(zuora)
        first = call("POST", "/v1/invoices", call.request("10.01", color__c="red"), headers=headers)
        key = first["id"]
        call("PUT", f"/v1/invoices/{key}/post", {})
        call.upload(key)
        memo = call("PUT", f"/v1/invoices/{key}/reverse", {})["creditMemo"]["id"]
        gone = call.create()["id"]
        call("PUT", f"/v1/invoices/{gone}/cancel")
        job = call("DELETE", f"/v1/invoices/{gone}")["id"]
        before = call("GET", f"/v1/invoices/{key}").text
        (file,) = call("GET", f"/v1/invoices/{key}/files")["invoiceFiles"]
        kept = list(zuora.ledger.invoices), list(zuora.ledger.credit_memos)
        call.pool.clear()

    with ZuoraEmulator(database=database) as zuora:
        call = Caller(zuora)
        assert (list(zuora.ledger.invoices), list(zuora.ledger.credit_memos)) == kept
        assert call("GET", f"/v1/invoices/{key}").text == before
        assert call("GET", "/v1/invoices/INV00000001")["id"] == key
        assert call("POST", "/v1/invoices", call.request(999), headers=headers).text == first.text
        assert [one.id for one in zuora.ledger.credit_memos] == [memo]
        assert call("GET", f"/v1/operations/jobs/{job}")["objectId"] == gone
        assert call("GET", f"/v1/invoices/{gone}").status == 404
        assert call("GET", file["pdfFileUrl"]).text.startswith("%PDF")
        assert call.create()["invoiceNumber"] == "INV00000003"
        call.pool.clear()


def test_a_database_from_elsewhere_runs_no_code(tmp_path: Path) -> None:
    database = tmp_path / "zuora.db"
    with ZuoraEmulator(database=database):
        pass
    with sqlite3.connect(database) as connection:
        poison = '{"!": "Popen", "args": "true"}'
        connection.execute("INSERT INTO documents (kind, id, content) VALUES ('Invoice', 'x', ?)", (poison,))
    connection.close()
    with pytest.raises(DatabaseError, match="'Popen' is not a type of the emulator"):
        ZuoraEmulator(database=database)
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(DatabaseError, match="another version of the emulator"):
        ZuoraEmulator(database=database)


def test_the_url_of_an_emulator_that_is_not_running() -> None:
    with pytest.raises(RuntimeError, match="with statement"):
        _ = ZuoraEmulator().url
