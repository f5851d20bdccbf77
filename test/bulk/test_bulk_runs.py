"""Thousands at once: in order, each exactly once, nothing held back, slower before a 429 comes."""

from __future__ import annotations

import io
import itertools
import json
import multiprocessing
import os
import pickle
import queue
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
from conftest import Connect
from wire import Answer, Received, Reset, WireServer, answer_json

from zuora_sdk import (
    ApiClient,
    ApiTypeError,
    ApiValueError,
    BadRequestException,
    Configuration,
    CreateInvoiceRequest,
    ForbiddenException,
    InvoicesApi,
    NotFoundException,
    PostInvoiceRequest,
    ReverseInvoiceRequest,
    ServiceException,
    UnauthorizedException,
    UpdateInvoiceRequest,
    bulk,
)
from zuora_sdk.bulk._worker import ClientHandle
from zuora_sdk.emulator import ACCOUNT_ID, Settings, ZuoraEmulator


def invoice(name: int | str, items: int = 1, **fields: Any) -> CreateInvoiceRequest:
    item = {"amount": 10, "chargeName": f"Fee {name}", "serviceStartDate": "2026-11-01"}
    return CreateInvoiceRequest.from_dict(
        {"accountId": ACCOUNT_ID, "invoiceDate": "2026-11-01", "invoiceItems": [item] * items, **fields}
    )


def numbered(*numbers: int) -> list[CreateInvoiceRequest]:
    return [invoice(number, comments=f"no. {number}") for number in numbers]


def comments(zuora: ZuoraEmulator) -> list[str]:
    return [each.fields["comments"] for each in zuora.ledger.invoices]


@pytest.fixture
def zuora() -> Iterator[ZuoraEmulator]:
    with ZuoraEmulator() as zuora:
        yield zuora


@pytest.fixture
def billing(zuora: ZuoraEmulator, connect: Connect) -> ApiClient:
    """A client of the emulator that repeats what may be repeated, without taking the time."""
    client = connect(host=zuora.url, access_token=zuora.access_token, retries=5).api_client
    forward(client)
    return client


def forward(client: ApiClient) -> list[float]:
    """Let the client sleep by bringing its clock forward. Returns how long it has slept each time."""
    slept: list[float] = []
    client.runtime.sleep = slept.append
    client.runtime.monotonic = lambda: time.monotonic() + sum(slept)
    return slept


def created(request: Received) -> Answer:
    """Creates whatever is asked for."""
    entries = [{"id": f"id of {it['comments']}", "success": True} for it in request.json["invoices"]]
    return answer_json({"invoices": entries, "success": True})


def sent(server: WireServer) -> list[list[str]]:
    """The comments of the invoices in each request."""
    return [[it["comments"] for it in request.json["invoices"]] for request in server.received]


def keys(server: WireServer) -> list[str]:
    return [request.headers["Idempotency-Key"] for request in server.received]


# ---------------------------------------------------------------------------------------------------- cut and in order


def test_outcomes_come_in_the_order_of_the_input(zuora: ZuoraEmulator, billing: ApiClient) -> None:
    requests = numbered(*range(120))
    zuora.inject_fault("slow", operation="bulk_create_standalone_invoices", seconds=0.3)

    outcomes = list(bulk.create_invoices(billing, iter(requests)))

    assert [outcome.index for outcome in outcomes] == list(range(120))
    assert all(outcome.ok and not outcome.maybe_executed and not outcome.restored for outcome in outcomes)
    assert [outcome.input for outcome in outcomes] == requests
    assert [outcome.result.comments for outcome in outcomes if outcome.ok] == [f"no. {n}" for n in range(120)]
    assert all(outcome.request_id and outcome.idempotency_key for outcome in outcomes)
    assert sorted(len(json.loads(request.body)["invoices"]) for request in zuora.requests) == [20, 50, 50]
    assert all(json.loads(request.body)["useSingleTransaction"] is False for request in zuora.requests)


def test_a_request_holds_at_most_a_thousand_items(client: ApiClient, server: WireServer) -> None:
    server.script([created])
    sizes = [400, 400, 400, 1000, 999, 1, 1]
    requests = [invoice(n, items, comments=str(n)) for n, items in enumerate(sizes)]

    assert all(outcome.ok for outcome in bulk.create_invoices(client, requests, max_workers=1))

    assert sent(server) == [["0", "1"], ["2"], ["3"], ["4", "5"], ["6"]]


def test_the_input_is_read_only_a_little_ahead(client: ApiClient, server: WireServer) -> None:
    server.script([created])
    read = itertools.count()
    requests = (invoice(n, comments=str(next(read))) for n in itertools.count())

    with bulk.create_invoices(client, requests, max_workers=2) as run:
        assert next(run).ok
        time.sleep(0.5)
        assert next(read) <= 1002
    assert len(server.received) <= 21


def test_never_more_requests_at_once_than_workers(client: ApiClient, server: WireServer) -> None:
    lock, now, most = threading.Lock(), 0, 0

    def count(request: Received) -> Answer:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.02)
        with lock:
            now -= 1
        return created(request)

    # The server picks its script under a lock; the counting is done in the answer.
    server.script([count])
    outcomes = list(bulk.create_invoices(client, numbered(*range(600)), max_workers=3))
    assert len(outcomes) == 600
    assert 1 <= most <= 3


# ------------------------------------------------------------------------------------------------ nothing is held back


def test_one_failure_holds_nothing_back(zuora: ZuoraEmulator, billing: ApiClient) -> None:
    unwritable = invoice("x", comments="unwritable", weight__c={1, 2})
    requests: list[Any] = [
        *numbered(0),
        invoice("x", accountId="f" * 32),
        CreateInvoiceRequest(comments="nothing else"),
        {"comments": "a dict"},
        unwritable,
        *numbered(5),
    ]

    outcomes = list(bulk.create_invoices(billing, requests))

    assert [outcome.ok for outcome in outcomes] == [True, False, False, False, False, True]
    refused, incomplete, mistyped, strange = (outcome.error for outcome in outcomes[1:5])
    assert isinstance(refused, BadRequestException)
    assert [reason.code for reason in refused.reasons] == ["58490020"]
    assert refused.request_id
    assert isinstance(incomplete, ApiValueError)
    assert "invoices[2].invoice_date: is required" in incomplete.problems
    assert isinstance(mistyped, ApiTypeError)
    assert str(mistyped).startswith("invoices[3]: must be a CreateInvoiceRequest, not dict; CreateInvoiceRequest.from")
    assert isinstance(strange, ApiTypeError)
    assert not any(outcome.maybe_executed for outcome in outcomes)
    assert comments(zuora) == ["no. 0", "no. 5"]
    assert len(zuora.requests) == 1


def test_what_is_refused_as_a_whole_is_taken_apart(client: ApiClient, server: WireServer) -> None:
    reasons = {"success": False, "reasons": [{"code": 58490021, "message": "unknown field poison__c"}]}
    server.script([lambda it: answer_json(reasons, 400) if b"poison" in it.body else created(it)])
    requests = [invoice(n, comments=str(n), **({"poison__c": 1} if n == 6 else {})) for n in range(8)]

    outcomes = list(bulk.create_invoices(client, requests))

    assert [outcome.index for outcome in outcomes if not outcome.ok] == [6]
    assert "unknown field poison__c" in str(outcomes[6].error)
    assert len(sent(server)) == 1 + 2 + 2 + 2
    assert len(set(keys(server))) == 7


def test_wrong_credentials_end_the_run_and_leave_everything_planned(
    client: ApiClient, server: WireServer, tmp_path: Path
) -> None:
    journal = tmp_path / "run.sqlite"
    for status, code, kind in ((401, 90000011, UnauthorizedException), (403, 58490010, ForbiddenException)):
        server.received.clear()
        server.script([answer_json({"success": False, "reasons": [{"code": code, "message": "no"}]}, status)])
        with pytest.raises(kind):
            list(bulk.create_invoices(client, numbered(*range(500)), journal=journal, max_workers=1))
        assert len(server.received) == 1
    assert states(journal).keys() == {"planned"}

    server.script([created])
    outcomes = list(bulk.create_invoices(client, numbered(*range(500)), journal=journal))
    assert [outcome.ok for outcome in outcomes] == [True] * 500
    assert states(journal) == {"done": 500}


def states(journal: Path) -> dict[str, int]:
    """How many items of a journal are in each state."""
    with closing(sqlite3.connect(journal)) as connection:
        return dict(connection.execute("SELECT state, count(*) FROM items GROUP BY state"))


@pytest.mark.parametrize("seconds", [20, 300, 3000])
def test_an_outage_pauses_the_run_and_gives_nothing_up(seconds: float, client: ApiClient, server: WireServer) -> None:
    forward(client)
    begin = client.runtime.monotonic()

    def answer(request: Received) -> Answer:
        down = len(server.received) > 4 and client.runtime.monotonic() - begin < seconds
        return answer_json({"message": "Service Unavailable"}, 503) if down else created(request)

    server.script([answer])
    outcomes = list(bulk.create_invoices(client, numbered(*range(1500)), max_workers=4))
    assert [outcome.ok for outcome in outcomes] == [True] * 1500
    done = [name for request, names in zip(server.received, sent(server), strict=True) for name in names]
    assert set(done) == {f"no. {number}" for number in range(1500)}
    assert len({*keys(server)}) == 30


def test_an_outage_that_lasts_ends_the_run(client: ApiClient, server: WireServer, tmp_path: Path) -> None:
    forward(client)
    server.script([answer_json({"message": "Service Unavailable"}, 503)])
    journal = tmp_path / "run.sqlite"
    run = bulk.create_invoices(client, numbered(*range(500)), journal=journal, max_workers=1, outage_deadline=600)
    outcomes: list[Any] = []
    with pytest.raises(ServiceException):
        collect(run, outcomes)
    assert {outcome.maybe_executed for outcome in outcomes} == {True}
    assert states(journal)["planned"] >= 500 - 50 * len(server.received)
    assert 5 <= len(server.received) <= 40


def test_answers_find_their_invoices(client: ApiClient, server: WireServer) -> None:
    reasons = [{"code": 58490020, "message": "no such account"}]
    failed = {"objectIndex": 1, "success": False, "reasons": reasons, "processId": "P1"}
    entries = [{"id": "A", "success": True}, {"id": "C", "success": True}, failed]
    server.script([answer_json({"invoices": entries, "success": True}, Zuora_Request_Id="r-1")])

    outcomes = list(bulk.create_invoices(client, numbered(0, 1, 2, 3)))

    # Which of the other three are A and C can't be told.
    assert [outcome.maybe_executed for outcome in outcomes] == [True, False, True, True]
    assert isinstance(outcomes[1].error, BadRequestException)
    assert outcomes[1].error.process_id == "P1"
    assert "the response says nothing about this invoice" in str(outcomes[3].error)
    assert {outcome.request_id for outcome in outcomes} == {"r-1"}

    list(bulk.create_invoices(client, numbered(0, 1, 2)))
    outcomes = list(bulk.create_invoices(client, numbered(0, 1, 2)))
    assert [outcome.result.id if outcome.ok else None for outcome in outcomes] == ["A", None, "C"]


def test_entries_that_were_locked_are_sent_again(client: ApiClient, server: WireServer) -> None:
    client = client.options(retries=3)
    slept = forward(client)
    client.runtime.random = lambda: 1.0
    tries: dict[str, int] = {}

    def answer(request: Received) -> Answer:
        entries = []
        for entry in request.json["invoices"]:
            tries[entry["id"]] = tries.get(entry["id"], 0) + 1
            locked = {"A": 0, "B": 2, "C": 99}[entry["id"]] >= tries[entry["id"]]
            lock = {"success": False, "reasons": [{"code": 59210050, "message": "locked"}]}
            entries.append({"id": entry["id"], **(lock if locked else {"success": True})})
        return answer_json({"invoices": entries, "success": True})

    server.script([answer])
    outcomes = list(bulk.post_invoices(client, ["A", "B", "C"]))

    assert [outcome.ok for outcome in outcomes] == [True, True, False]
    assert tries == {"A": 1, "B": 3, "C": 4}
    assert 6.9 < sum(slept) < 7.1
    assert len(set(keys(server))) == 4


# ------------------------------------------------------------------------------------------------------- never twice


def test_lost_answers_make_no_second_invoice(zuora: ZuoraEmulator, billing: ApiClient) -> None:
    for kind in ("reset_after", "truncated", "internal", "rate_limit", "lock", "reset_before"):
        zuora.inject_fault(kind, operation="bulk_create_standalone_invoices")

    outcomes = list(bulk.create_invoices(billing, numbered(*range(300)), max_workers=4))

    assert all(outcome.ok for outcome in outcomes)
    assert sorted(comments(zuora)) == sorted(f"no. {n}" for n in range(300))


def test_a_run_id_alone_makes_a_key_for_each_item(client: ApiClient, server: WireServer) -> None:
    server.script([created])
    for numbers in (range(8), reversed(range(1, 9))):
        list(bulk.create_invoices(client, numbered(*numbers), run_id="november", max_workers=1))
    list(bulk.create_invoices(client, numbered(*range(8)), run_id="december", max_workers=1))
    first, second, other = (keys(server)[at : at + 8] for at in (0, 8, 16))
    assert first[1:] == second[:0:-1]
    assert len({*first, *second, *other}) == 17
    with pytest.raises(ApiValueError, match="chunk_size: with run_id and no journal each invoice has a request of its"):
        bulk.create_invoices(client, [], run_id="november", chunk_size=50)


def test_the_same_content_twice_in_a_run_is_two_invoices(zuora: ZuoraEmulator, billing: ApiClient) -> None:
    for _ in range(2):
        list(bulk.create_invoices(billing, [invoice("same", comments="same")] * 150, run_id="november"))
    assert comments(zuora) == ["same"] * 150


def test_the_order_in_which_custom_fields_were_given_makes_no_other_key(client: ApiClient, server: WireServer) -> None:
    server.script([created])
    for fields in ({"a__c": 1, "b__c": {"x": 1, "y": 2}}, {"b__c": {"y": 2, "x": 1}, "a__c": 1}, {"a__c": 2}):
        list(bulk.create_invoices(client, [invoice(1, comments="1", **fields)], run_id="november"))
    first, second, other = keys(server)
    assert first == second != other


def test_a_run_started_again_within_a_day_needs_no_journal(zuora: ZuoraEmulator, billing: ApiClient) -> None:
    requests = numbered(*range(40))
    with bulk.create_invoices(billing, requests, run_id="november", max_workers=1) as run:
        next(run)
    assert 0 < len(zuora.ledger.invoices) <= 40

    outcomes = list(bulk.create_invoices(billing, requests, run_id="november"))

    assert [outcome.result.comments for outcome in outcomes if outcome.ok] == [f"no. {n}" for n in range(40)]
    assert sorted(comments(zuora)) == sorted(f"no. {n}" for n in range(40))


def test_a_journal_remembers_beyond_a_day(zuora: ZuoraEmulator, billing: ApiClient, tmp_path: Path) -> None:
    journal = tmp_path / "november.sqlite"
    requests = [*numbered(*range(60)), invoice("x", accountId="f" * 32, comments="refused"), *numbered(*range(60, 100))]
    with bulk.create_invoices(billing, requests, journal=journal, max_workers=1) as run:
        first = [next(run) for _ in range(50)]
    done = len(zuora.ledger.invoices)
    assert 50 <= done < 100
    zuora.clock.advance(48 * 3600)

    outcomes = list(bulk.create_invoices(billing, requests, journal=journal))
    again = list(bulk.create_invoices(billing, requests, journal=journal))

    assert comments(zuora) == [f"no. {n}" for n in range(100)]
    assert [outcome.ok for outcome in outcomes] == [n != 60 for n in range(101)]
    assert all(outcome.restored for outcome in outcomes[:50])
    assert [(it.result, it.request_id, it.idempotency_key) for it in outcomes[:50]] == [
        (it.result, it.request_id, it.idempotency_key) for it in first
    ]
    assert all(outcome.restored for outcome in again)
    assert [str(outcome.error).splitlines()[:2] for outcome in again] == [
        str(outcome.error).splitlines()[:2] for outcome in outcomes
    ]
    assert isinstance(again[60].error, BadRequestException)
    assert journal.stat().st_mode & 0o777 == 0o600


def test_a_journal_of_another_run_or_place_is_rejected(client: ApiClient, connect: Connect, tmp_path: Path) -> None:
    journal = tmp_path / "run.sqlite"
    list(bulk.create_invoices(client, [], run_id="november", journal=journal))
    with pytest.raises(ApiValueError, match="is the journal of run 'november'; name another file"):
        bulk.create_invoices(client, [], run_id="december", journal=journal)
    with pytest.raises(
        ApiValueError, match=r"is of host http://127.*, but the client is set to https://rest.zuora.com;"
    ):
        bulk.create_invoices(ApiClient(Configuration(host="https://rest.zuora.com")), [], journal=journal)
    for setting, what in (("zuora_entity_ids", "entity"), ("zuora_org_ids", "organization")):
        other = connect(**{setting: "e-1"}).api_client
        with pytest.raises(
            ApiValueError, match=rf"is of {what} \(none\), but the client is set to e-1; each place needs"
        ):
            bulk.create_invoices(other, [], journal=journal)
    other_database = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other_database)) as connection:
        connection.execute("CREATE TABLE t (a)")
    with pytest.raises(ApiValueError, match="is a database, but not a journal; name another file"):
        bulk.create_invoices(client, [], journal=other_database)
    text = tmp_path / "text.sqlite"
    text.write_text('{"some": "thing"}\n' * 100)
    with pytest.raises(ApiValueError, match="can't be opened as a journal"):
        bulk.create_invoices(client, [], journal=text)
    assert text.read_text().startswith('{"some"')


HOLD = """
import sys
from zuora_sdk.bulk._journal import Identity, SqliteJournal
journal = SqliteJournal(sys.argv[1], "each", Identity("h", "", ""), "", 0.0)
print("open", flush=True)
sys.stdin.read()
"""


def test_two_processes_cannot_work_on_a_run(client: ApiClient, server: WireServer, tmp_path: Path) -> None:
    server.script([created])
    journal = tmp_path / "run.sqlite"
    list(bulk.create_invoices(client, numbered(1), journal=journal))
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD.replace('"h"', repr(server.url)), journal],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout
    assert other.stdout.readline() == "open\n"
    with pytest.raises(ApiValueError, match=r"run\.sqlite is in use by another process; wait until it ends"):
        list(bulk.create_invoices(client, numbered(1), journal=journal))
    other.kill()  # it can't give the lock back
    other.communicate()
    assert [outcome.restored for outcome in bulk.create_invoices(client, numbered(1), journal=journal)] == [True]


def test_steps_share_a_journal_and_the_lock_is_given_back_last(
    client: ApiClient, server: WireServer, tmp_path: Path
) -> None:
    server.script([created])
    journal = tmp_path / "run.sqlite"
    endless = (invoice(number, comments=f"no. {number}") for number in itertools.count())
    first = bulk.create_invoices(client, endless, journal=journal)
    next(first)
    with pytest.raises(ApiValueError, match="another run of this program is working on 'bulk_create_standalone"):
        list(bulk.create_invoices(client, numbered(1), journal=journal))
    for _ in bulk.each(str, ["a", "b"], journal=journal, step="text"):
        break
    held = subprocess.run(
        [sys.executable, "-c", HOLD.replace('"h"', repr(server.url)), journal],
        input="",
        capture_output=True,
        text=True,
    )
    assert "in use by another process" in held.stderr
    first.close()
    assert list(bulk.each(str, ["a", "b"], journal=journal, step="text"))[1].ok


def leave_in_flight(journal: Path, hours: float = 0.0) -> None:
    """Make a journal as a crash leaves it: everything in flight, since so many hours."""
    with closing(sqlite3.connect(journal)) as connection, connection:
        connection.execute("UPDATE items SET state = 'sent', result = NULL")
        connection.execute(
            "UPDATE batches SET fate = 'sent', boot = '', first_sent = first_sent - :age, "
            "last_sent = last_sent - :age, first_sent_monotonic = first_sent_monotonic - :age",
            {"age": hours * 3600},
        )


@pytest.mark.parametrize(("hours", "again"), [(22, True), (24, False)])
def test_what_was_in_flight_in_a_crash_is_sent_again_only_under_a_key_that_holds(
    hours: float, again: bool, client: ApiClient, server: WireServer, tmp_path: Path
) -> None:
    server.script([created])
    journal = tmp_path / "run.sqlite"
    list(bulk.create_invoices(client, numbered(1), journal=journal))
    leave_in_flight(journal, hours)

    [outcome] = bulk.create_invoices(client, numbered(1), journal=journal)

    assert outcome.ok == again
    assert outcome.maybe_executed != again
    assert len(server.received) == (2 if again else 1)
    assert len(set(keys(server))) == 1
    assert len({request.body for request in server.received}) == 1
    if not again:
        assert "unconfirmed: it was sent, and nothing proves whether it was done" in str(outcome.error)
        [asked] = bulk.create_invoices(client, numbered(1), journal=journal, resend_unconfirmed=True)
        assert asked.ok
        assert len(set(keys(server))) == 2


@pytest.mark.parametrize("turned_away", [Answer(404, b"<html>"), Answer(413, b"<html>"), Answer(400, b"")])
def test_what_a_gateway_turns_away_is_no_proof_that_an_earlier_attempt_did_nothing(
    turned_away: Answer, client: ApiClient, server: WireServer, tmp_path: Path
) -> None:
    server.script([created, turned_away, created])
    journal = tmp_path / "run.sqlite"
    list(bulk.create_invoices(client, numbered(1, 2), journal=journal))
    leave_in_flight(journal)

    outcomes = list(bulk.create_invoices(client, numbered(1, 2), journal=journal))

    assert [outcome.ok for outcome in outcomes] == [False, False]
    assert all(outcome.maybe_executed for outcome in outcomes)
    assert len(server.received) == 2
    # The way is free again: the same request, under the same key, tells what became of the first one.
    assert all(outcome.ok for outcome in bulk.create_invoices(client, numbered(1, 2), journal=journal))
    assert len(set(keys(server))) == 1


def test_a_run_settles_what_an_earlier_one_left_in_flight_whatever_its_input(
    client: ApiClient, server: WireServer, tmp_path: Path
) -> None:
    server.script([created])
    journal = tmp_path / "run.sqlite"
    list(bulk.create_invoices(client, numbered(1, 2), journal=journal))
    leave_in_flight(journal)
    assert not bulk.report(journal).balanced

    assert list(bulk.create_invoices(client, [], journal=journal)) == []

    assert len(server.received) == 2
    assert len(set(keys(server))) == len({request.body for request in server.received}) == 1
    assert bulk.report(journal).steps == (bulk.StepCount("bulk_create_standalone_invoices", done=2),)


def test_a_look_up_never_credits_the_invoice_of_another_item(
    zuora: ZuoraEmulator, billing: ApiClient, tmp_path: Path
) -> None:
    journal = tmp_path / "run.sqlite"
    first, second = numbered(1, 2)
    first.invoice_number = second.invoice_number = "INV-SAME"

    one, other = bulk.create_invoices(billing, [first, second], journal=journal)
    assert one.ok
    assert "invoices[1].invoice_number: 'INV-SAME' has been used for an earlier input" in str(other.error)

    # In a later run, after a lost response, the number would be looked up, and found.
    zuora.inject_fault("timeout_before", operation="bulk_create_standalone_invoices", seconds=0, times=8)
    [other] = bulk.create_invoices(billing, [second], journal=journal)
    assert not other.ok
    assert [invoice.number for invoice in zuora.ledger.invoices] == ["INV-SAME"]


def test_an_input_that_changed_bills_only_what_is_new(zuora: ZuoraEmulator, billing: ApiClient, tmp_path: Path) -> None:
    journal = tmp_path / "run.sqlite"
    list(bulk.create_invoices(billing, numbered(*range(100)), journal=journal))

    changed = numbered(100, *range(30), *range(31, 60), 101, *range(99, 59, -1), 102)
    outcomes = list(bulk.create_invoices(billing, changed, journal=journal))
    again = list(bulk.create_invoices(billing, changed, journal=journal))

    assert sorted(comments(zuora)) == sorted(f"no. {n}" for n in range(103))
    assert [outcome.result.comments for outcome in outcomes if outcome.ok] == [it.comments for it in changed]
    assert [outcome.index for outcome in outcomes if not outcome.restored] == [0, 60, 101]
    assert all(outcome.restored for outcome in again)
    ids = [outcome.result.id for outcome in outcomes if outcome.ok]
    list(bulk.post_invoices(billing, ids[:70], journal=journal))
    posted = list(bulk.post_invoices(billing, ids[::-1], journal=journal))
    assert [outcome.result.id for outcome in posted if outcome.ok] == ids[::-1]
    assert [outcome.restored for outcome in posted] == [False] * 32 + [True] * 70


def test_recovery_needs_neither_the_same_input_nor_its_order(
    client: ApiClient, server: WireServer, tmp_path: Path
) -> None:
    server.script([created])
    journal = tmp_path / "run.sqlite"
    list(bulk.create_invoices(client, numbered(1, 2), journal=journal))
    leave_in_flight(journal)

    outcomes = list(bulk.create_invoices(client, numbered(3, 2), journal=journal))

    assert [outcome.ok for outcome in outcomes] == [True, True]
    assert sorted(sent(server)) == [["no. 1", "no. 2"], ["no. 1", "no. 2"], ["no. 3"]]
    assert len(set(keys(server))) == 2
    assert states(journal) == {"done": 3}


def test_what_was_surely_not_done_gets_a_new_key_from_the_journal(
    client: ApiClient, server: WireServer, tmp_path: Path
) -> None:
    journal = tmp_path / "run.sqlite"
    server.script([answer_json({"code": 58490010, "message": "no permission"}, 403), created])

    with pytest.raises(ForbiddenException):
        list(bulk.create_invoices(client, numbered(1), journal=journal))
    [done] = bulk.create_invoices(client, numbered(1), journal=journal)
    [kept] = bulk.create_invoices(client, numbered(1), journal=journal)

    assert done.ok
    assert kept.restored
    assert len(set(keys(server))) == 2


def test_an_update_is_never_repeated_unasked(client: ApiClient, server: WireServer, tmp_path: Path) -> None:
    journal = tmp_path / "run.sqlite"
    changes = [UpdateInvoiceRequest(id="1" * 32, comments="x")]
    server.script([Reset(), answer_json({"success": True})])

    [lost] = bulk.update_invoices(client.options(retries=3), changes, journal=journal)
    assert lost.maybe_executed
    [still] = bulk.update_invoices(client, changes, journal=journal)
    assert still.maybe_executed
    assert len(server.received) == 1

    [still] = bulk.update_invoices(client, changes, journal=journal, resend_unconfirmed=True)
    assert still.maybe_executed  # it may still be in progress
    [done] = bulk.update_invoices(client, changes, journal=journal, resend_unconfirmed={lost.key})
    assert done.ok
    [kept] = bulk.update_invoices(client, changes, journal=journal)
    assert kept.restored
    assert [(request.method, request.target) for request in server.received] == [("PUT", "/v1/invoices")] * 2
    assert all("Idempotency-Key" not in request.headers for request in server.received)


# ------------------------------------------------------------------------------------------------- post, update, each


def test_posting_names_each_failure(zuora: ZuoraEmulator, billing: ApiClient) -> None:
    ids = [outcome.result.id or "" for outcome in bulk.create_invoices(billing, numbered(1, 2, 3)) if outcome.ok]
    list(bulk.post_invoices(billing, ids[1:2]))

    outcomes = list(bulk.post_invoices(billing, [ids[0], PostInvoiceRequest(id=ids[1]), ids[2], PostInvoiceRequest()]))

    assert [outcome.ok for outcome in outcomes] == [True, False, True, False]
    assert [outcome.result.id for outcome in outcomes if outcome.ok] == [ids[0], ids[2]]
    assert "Only invoices with Draft status can be posted." in str(outcomes[1].error)
    assert isinstance(outcomes[3].error, ApiValueError)
    assert [each.status for each in zuora.ledger.invoices] == ["Posted"] * 3


def test_posting_what_is_being_created(zuora: ZuoraEmulator, billing: ApiClient) -> None:
    drafts = bulk.create_invoices(billing, iter(numbered(*range(130))))
    posted = list(bulk.post_invoices(billing, (draft.result.id for draft in drafts if draft.ok)))
    assert len(posted) == 130
    assert {each.status for each in zuora.ledger.invoices} == {"Posted"}


def test_an_update_that_is_refused_leaves_the_others_standing(zuora: ZuoraEmulator, billing: ApiClient) -> None:
    ids = [outcome.result.id for outcome in bulk.create_invoices(billing, numbered(1, 2, 3)) if outcome.ok]
    changes = [UpdateInvoiceRequest(id=key, comments=f"changed {key}") for key in [*ids[:2], "0" * 32, ids[2]]]

    outcomes = list(bulk.update_invoices(billing, changes))

    assert [outcome.ok for outcome in outcomes] == [True, True, False, True]
    assert isinstance(outcomes[2].error, NotFoundException)
    assert comments(zuora) == [f"changed {key}" for key in ids]


def test_each_calls_one_by_one(zuora: ZuoraEmulator, billing: ApiClient) -> None:
    invoices = InvoicesApi(billing)
    ids = [outcome.result.id or "" for outcome in bulk.create_invoices(billing, numbered(1, 2, 3)) if outcome.ok]

    read = list(bulk.each(invoices.get_invoice, [ids[2], "no-such", ids[0]]))
    assert [outcome.result.comments if outcome.ok else None for outcome in read] == ["no. 3", None, "no. 1"]
    assert isinstance(read[1].error, NotFoundException)
    assert all(outcome.request_id for outcome in read)

    whole = list(bulk.each(invoices.get_invoice_with_http_info, ids))
    assert [outcome.result.status_code for outcome in whole if outcome.ok] == [200] * 3

    list(bulk.post_invoices(billing, ids))
    reverse = partial(invoices.reverse_invoice, request=ReverseInvoiceRequest())
    reversals = list(bulk.each(reverse, ids))
    assert [outcome.result.job_status for outcome in reversals if outcome.ok] == ["Completed"] * 3

    started = threading.Barrier(4, timeout=10)
    calls = [*range(20)]
    assert [it.ok for it in bulk.each(lambda n: n < 16 or started.wait(), calls, max_workers=4)] == [True] * 20

    halves = list(bulk.each(lambda number: 1 / number, [2, 0]))
    assert halves[0].result == 0.5
    assert isinstance(halves[1].error, ZeroDivisionError)
    assert halves[1].maybe_executed


# ------------------------------------------------------------------------------------------------------ how it ends


def collect(run: bulk.Run[Any, Any], outcomes: list[bulk.Outcome[Any, Any]]) -> None:
    """What came before an error counts, too."""
    for outcome in run:
        outcomes.append(outcome)


@pytest.fixture
def _ctrl_c() -> Iterator[None]:
    """Ctrl-C as Python has it, whatever runs the tests."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_ctrl_c")
def test_ctrl_c_finishes_what_is_under_way_and_reports(client: ApiClient, server: WireServer) -> None:
    def slow(request: Received) -> Answer:
        answer = created(request)
        answer.before = 0.2
        return answer

    def interrupt() -> None:
        while len(server.received) < 3:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    server.script([slow])
    run = bulk.create_invoices(client, numbered(*range(1000)), max_workers=2, progress=False)
    killer = threading.Thread(target=interrupt)
    killer.start()
    outcomes: list[bulk.Outcome[Any, Any]] = []
    with pytest.raises(KeyboardInterrupt) as caught:
        collect(run, outcomes)
    killer.join()

    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert all(outcome.ok for outcome in outcomes)
    assert len(outcomes) == sum(map(len, sent(server)))
    assert 150 <= len(outcomes) <= 300
    assert str(caught.value) == (
        f"stopped after {len(outcomes)} of 1000: {len(outcomes)} ok, 0 failed, 0 of them maybe executed; "
        "nothing is in flight"
    )


@pytest.mark.usefixtures("_ctrl_c")
def test_a_second_ctrl_c_ends_it_at_once(client: ApiClient, server: WireServer) -> None:
    release = threading.Event()

    def hang(request: Received) -> Answer:
        release.wait(20)
        return created(request)

    def interrupt() -> None:
        while not server.received:
            time.sleep(0.01)
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.2)

    server.script([hang])
    killer = threading.Thread(target=interrupt)
    killer.start()
    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        next(bulk.create_invoices(client, numbered(*range(100)), max_workers=1, progress=False))
    assert time.monotonic() - begin < 10
    killer.join()
    release.set()


def test_an_error_of_the_input_comes_last(client: ApiClient, server: WireServer) -> None:
    server.script([created])

    def broken() -> Iterator[CreateInvoiceRequest]:
        yield from numbered(*range(70))
        raise OSError("the file is gone")

    outcomes: list[bulk.Outcome[Any, Any]] = []
    with pytest.raises(OSError, match="the file is gone"):
        collect(bulk.create_invoices(client, broken()), outcomes)
    assert [outcome.ok for outcome in outcomes] == [True] * 70
    assert sum(map(len, sent(server))) == 70


def test_leaving_early_leaves_nothing_under_way(client: ApiClient, server: WireServer) -> None:
    server.script([created])
    before = set(threading.enumerate())  # an earlier test may have left a run to end by itself
    with bulk.create_invoices(client, numbered(*range(1000))) as run:
        next(run)
    count = len(server.received)
    time.sleep(0.1)
    assert len(server.received) == count
    new = set(threading.enumerate()) - before
    assert not [thread for thread in new if thread.name.startswith("zuora-bulk")]


def test_stop_still_tells_what_is_under_way(client: ApiClient, server: WireServer) -> None:
    server.script([created])
    run = bulk.create_invoices(client, numbered(*range(1000)), max_workers=2)
    outcomes = [next(run)]
    run.stop()
    outcomes += run
    assert len(outcomes) == sum(map(len, sent(server))) == run.done
    assert len(outcomes) < 1000


class _Broken(Executor):
    """Takes work and drops it, as a pool does whose processes were killed."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(RuntimeError("a worker died"))
        return future


def test_a_worker_that_dies_leaves_a_doubt(client: ApiClient, tmp_path: Path, server: WireServer) -> None:
    journal = tmp_path / "run.sqlite"
    forward(client)
    [outcome] = bulk.create_invoices(client, numbered(1), executor=_Broken(), journal=journal)
    assert outcome.maybe_executed
    assert "the worker was lost: RuntimeError('a worker died')" in str(outcome.error)

    server.script([created])
    [again] = bulk.create_invoices(client, numbered(1), journal=journal)
    assert again.ok


def test_progress_is_told(client: ApiClient, server: WireServer) -> None:
    server.script([created])
    heard: list[Any] = []

    def hear(done: int, total: int | None) -> None:
        heard.append((done, total))

    run = bulk.create_invoices(client, numbered(*range(120)), progress=hear)
    list(run)
    assert heard[-1] == (120, 120)
    assert heard == sorted(set(heard))
    assert (run.done, run.failed, run.maybe_executed) == (120, 0, 0)
    list(bulk.create_invoices(client, iter(numbered(1)), progress=hear))
    assert heard[-1] == (1, None)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar(client: ApiClient, server: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tqdm")
    server.script([created])
    cases: list[tuple[Literal[False] | None, bool]] = [(None, True), (False, False)]
    for progress, drawn in cases:
        terminal = _Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        list(bulk.create_invoices(client, numbered(*range(60)), progress=progress))
        assert ("60/60" in terminal.getvalue()) == drawn
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setattr(sys, "stderr", _Terminal())
    assert len(list(bulk.create_invoices(client, numbered(1)))) == 1


@pytest.mark.parametrize(("name", "meant"), [("jornal", "journal"), ("runid", "run_id"), ("max_worker", "max_workers")])
def test_a_misspelt_option_is_named(name: str, meant: str, client: ApiClient) -> None:
    with pytest.raises(ApiTypeError, match=f"unknown option '{name}'; did you mean '{meant}'"):
        bulk.create_invoices(client, [], **{name: "x"})  # type: ignore[arg-type]
    with pytest.raises(ApiTypeError, match=f"unknown option '{name}'; did you mean '{meant}'"):
        bulk.each(str, [], **{name: "x"})  # type: ignore[arg-type]


def test_a_queue_that_the_consumer_feeds_does_not_hang(client: ApiClient, server: WireServer) -> None:
    server.script([created])
    orders: queue.SimpleQueue[CreateInvoiceRequest | None] = queue.SimpleQueue()
    orders.put(invoice(0, comments="0"))
    outcomes = []
    for outcome in bulk.create_invoices(client, iter(orders.get, None)):
        outcomes.append(outcome.ok)
        number = len(outcomes)
        orders.put(invoice(number, comments=str(number)) if number < 4 else None)
    assert outcomes == [True] * 4


def test_max_workers_is_checked(client: ApiClient) -> None:
    with pytest.raises(ApiValueError, match="max_workers: must be an integer of at least 1, got 0"):
        bulk.create_invoices(client, [], max_workers=0)


# ---------------------------------------------------------------------------------------------------- throttled


def test_a_tenant_that_is_nearly_busy_refuses_nothing(connect: Connect) -> None:
    with ZuoraEmulator(settings=Settings(concurrency_limit=10)) as zuora:
        client = connect(host=zuora.url, access_token=zuora.access_token, retries=5).api_client
        forward(client)
        zuora.inject_fault("slow", operation="bulk_create_standalone_invoices", seconds=0.02, times=None)
        outcomes = list(bulk.create_invoices(client, numbered(*range(3000)), max_workers=20))
        assert all(outcome.ok for outcome in outcomes)
        assert [request.status for request in zuora.requests] == [200] * 60


# ------------------------------------------------------------------------------------------------- other processes


def test_a_client_travels_as_its_settings(client: ApiClient, server: WireServer) -> None:
    client.set_default_header("X-Mine", "yes")
    handle = ClientHandle(client)
    assert handle.client is client
    first, second = pickle.loads(pickle.dumps(handle)), pickle.loads(pickle.dumps(handle))
    assert first.client is second.client is not client
    assert pickle.loads(pickle.dumps(first)).client is first.client
    InvoicesApi(first.client).get_invoice("INV1")
    assert server.last.headers["X-Mine"] == "yes"
    assert server.last.headers["Authorization"] == "Bearer token-1"
    first.client.close()


def test_processes_do_the_work(zuora: ZuoraEmulator, billing: ApiClient) -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        outcomes = list(bulk.create_invoices(billing, numbered(*range(120)), executor=pool, run_id="november"))
        read = list(bulk.each(InvoicesApi(billing).get_invoice, ["INV00000001", "nothing"], executor=pool))
    assert [outcome.result.comments for outcome in outcomes if outcome.ok] == [f"no. {n}" for n in range(120)]
    assert sorted(comments(zuora)) == sorted(f"no. {n}" for n in range(120))
    assert [outcome.ok for outcome in read] == [True, False]
    assert isinstance(read[1].error, NotFoundException)


def test_an_executor_of_the_users_is_left_open(client: ApiClient, server: WireServer) -> None:
    server.script([created])
    with ThreadPoolExecutor(2) as pool:
        assert [outcome.ok for outcome in bulk.create_invoices(client, numbered(1), executor=pool)] == [True]
        assert pool.submit(int, "7").result() == 7


@pytest.mark.filterwarnings("ignore")
def test_a_dask_cluster_does_the_work(zuora: ZuoraEmulator) -> None:
    distributed = pytest.importorskip("distributed")
    configuration = Configuration(host=zuora.url, access_token=zuora.access_token, retries=5)
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address=None) as cluster,
        distributed.Client(cluster) as dask,
        ApiClient(configuration) as client,
    ):
        executor = dask.get_executor()
        requests = [invoice("same", comments="same")] * 120
        outcomes = list(bulk.create_invoices(client, requests, executor=executor, run_id="november"))
        ids = [outcome.result.id for outcome in outcomes if outcome.ok]
        read = list(bulk.each(InvoicesApi(client).get_invoice, [ids[0], ids[0], "nothing"], executor=executor))
    assert len(set(ids)) == 120
    assert comments(zuora) == ["same"] * 120
    assert [outcome.ok for outcome in read] == [True, True, False]
    assert len([request for request in zuora.requests if request.operation == "get_invoice"]) == 3
