"""Nobody is billed twice, in any sequence: histories from seeds, and proof that they would find a broken rule."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import bulk_simulation as simulation
import pytest
from simulated_zuora import HOUR, Killed

from zuora_sdk.bulk import _items, _journal, _protocol, _scheduler, _steps
from zuora_sdk.bulk._protocol import Action, Cause, Evidence, Finding, State

SEEDS = int(os.environ.get("ZUORA_SDK_SIMULATION_SEEDS", "2000"))
SHARE = 100


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.simulation
@pytest.mark.parametrize("first", range(0, SEEDS, SHARE))
def test_no_history_bills_twice_or_loses_an_item(first: int) -> None:
    seed = simulation.first_failure(range(first, min(first + SHARE, SEEDS)))
    assert seed is None, simulation.explain(seed or 0)


# ---------------------------------------------------------------------------------- each rule, switched off, is missed


def settle_without(evidence: Evidence, state: State) -> Callable[..., State]:
    real = _protocol.settle
    return lambda found, **known: state if found is evidence else real(found, **known)


def settle_forgetting(name: str) -> Callable[..., State]:
    real = _protocol.settle
    return lambda found, **known: real(found, **{**known, name: False})


def read_failure_with(change: Callable[[Finding, Exception], Finding]) -> Callable[[Exception], Finding]:
    real = _protocol.read_failure
    return lambda error: change(real(error), error)


def next_action_with(change: Callable[[Action], Action]) -> Callable[..., Action]:
    real = _protocol.next_action
    return lambda state, **known: change(real(state, **known))


def match_in_order(sent: Any, entries: Any) -> list[Any]:
    return [*entries, *[None] * len(sent)][: len(sent)]


def text_of_content(value: Any, place: str) -> bytes:
    return bytes(value.to_json(), "utf-8")


class SendsFirst(_journal.SqliteJournal):
    """Writes a request down after it was sent: here, never before the results."""

    def send(self, batch: Any, now: Any) -> None:
        batch.number, batch.first_sent = id(batch), batch.first_sent or now


@contextmanager
def results_lost(self: Any) -> Iterator[None]:
    self._connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        if self.faults and self.faults.randrange(10) == 0:
            raise Killed
        self._connection.execute("COMMIT")
    finally:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


def look_up_taking_failures_for_absence(self: Any, item: Any, value: Any, error: Exception | None) -> Any:
    return _steps.Reading(Evidence.NOT_RUN) if error else _READ_LOOK_UP(self, item, value, error)


_READ_LOOK_UP = _steps.BulkStep.read_look_up


def batch_with_another_key(items: Any, body: bytes, key: str | None, *rest: Any, **more: Any) -> Any:
    """A request that is sent again has another key than it had."""
    return _items.Batch(items, body, key and key[::-1], *rest, **more)


def told_at_once(self: Any, finished: Any, free: int) -> Any:
    """Outcomes are reported before their commit."""
    self._staged = self._outcomes
    return _ADVANCE(self, finished, free)


_ADVANCE = _scheduler.Scheduler.advance

RULES: dict[str, tuple[Any, str, Callable[[], Any]]] = {
    "a rejection under another fate's key proves nothing about earlier attempts": (
        _scheduler,
        "settle",
        lambda: settle_forgetting("uncertain"),
    ),
    "what a gateway turns away proves nothing about earlier attempts": (
        _scheduler,
        "settle",
        lambda: settle_without(Evidence.TURNED_AWAY, State.REJECTED),
    ),
    "a rejection that a success would explain is looked up": (
        _scheduler,
        "settle",
        lambda: settle_forgetting("verify"),
    ),
    "a lost response leaves an item unconfirmed": (
        _scheduler,
        "settle",
        lambda: settle_without(Evidence.UNKNOWN, State.PLANNED),
    ),
    "what was locked is sent again": (
        _scheduler,
        "settle",
        lambda: settle_without(Evidence.SKIPPED, State.REJECTED),
    ),
    "earlier attempts of a call count": (
        _scheduler,
        "read_failure",
        lambda: read_failure_with(lambda finding, _: finding._replace(uncertain=False)),
    ),
    "a 5xx may have run": (
        _scheduler,
        "read_failure",
        lambda: read_failure_with(
            lambda finding, _: (
                finding._replace(evidence=Evidence.NOT_RUN, uncertain=False)
                if finding.cause is Cause.SERVICE
                else finding
            )
        ),
    ),
    "a key in use proves nothing": (
        _scheduler,
        "read_failure",
        lambda: read_failure_with(
            lambda finding, _: (
                Finding(Evidence.REJECTION, Cause.REQUEST, False) if finding.cause is Cause.BUSY else finding
            )
        ),
    ),
    "an outage isn't the fault of an item": (
        _scheduler,
        "read_failure",
        lambda: read_failure_with(
            lambda finding, _: (
                finding._replace(evidence=Evidence.REJECTION, cause=Cause.REQUEST)
                if finding.evidence is Evidence.NOT_RUN
                else finding
            )
        ),
    ),
    "a key protects for less than a day": (_scheduler, "protects", lambda: lambda *_, **__: True),
    "what was sent is sent again under the same key": (_scheduler, "Batch", lambda: batch_with_another_key),
    "what is unconfirmed is left alone": (
        _scheduler,
        "next_action",
        lambda: next_action_with(lambda action: Action.SEND if action is Action.KEEP else action),
    ),
    "what may be done is looked up, not sent": (
        _scheduler,
        "next_action",
        lambda: next_action_with(lambda action: Action.SEND if action is Action.LOOK_UP else action),
    ),
    "a failed look-up proves nothing": (_steps.BulkStep, "read_look_up", lambda: look_up_taking_failures_for_absence),
    "what isn't done yet may still be in progress": (_scheduler, "has_ended", lambda: lambda *_, **__: True),
    "an entry is matched to exactly one item": (_steps, "match", lambda: match_in_order),
    "equal content is the same item": (_steps, "digest", lambda: text_of_content),
    "the same content once more is another item": (
        _items.Keys,
        "key",
        lambda: lambda self, value, content, place: content.hex(),
    ),
    "a request is written down before it is sent": (_journal.SqliteJournal, "send", lambda: SendsFirst.send),
    "a result is on disk before it is reported": (_scheduler.Scheduler, "advance", lambda: told_at_once),
}


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.simulation
@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_is_switched_off_is_missed(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, name, make = RULES[rule]
    monkeypatch.setattr(owner, name, make())
    assert simulation.first_failure(range(2000)) is not None


def test_a_clock_that_was_set_back_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day after a crash, the clock says 22 hours: the key has expired. Two rules hold that, for most histories."""
    crash = simulation.Session(seed=1, orders=(1,), share=100, kinds=("killed_after",))
    later = simulation.Session(seed=2, orders=(1,), wait=24.5 * HOUR, wall_jump=-2.5 * HOUR)
    caught_up = simulation.Session(seed=3, orders=(1,), wait=40 * HOUR, reboot=True)
    early = simulation.Session(seed=4, orders=(2,), wait=HOUR, wall_jump=-30 * HOUR)
    histories = [
        simulation.History(keyed=True, numbered=False, sessions=(crash, later)),
        simulation.History(keyed=True, numbered=False, sessions=(crash, early, caught_up)),
    ]
    assert [simulation.check(history)[0] for history in histories] == ["", ""]

    monkeypatch.setattr(_scheduler, "CLOCK_TOLERANCE", float("inf"))
    assert simulation.check(histories[1])[0] == "order 1 was billed 2 times"
    monkeypatch.setattr(_scheduler, "protects", lambda first, now, **_: now.wall - first.wall < _protocol.KEY_LIFETIME)
    assert simulation.check(histories[0])[0] == "order 1 was billed 2 times"
