"""What to send next, and what each response means for the items in it. It starts no thread and waits for nothing.

The rules are in `_protocol`; this module applies them to the items of one step, and writes down what they say.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import Any

from zuora_sdk._runtime import Runtime
from zuora_sdk.bulk._items import Batch, Item, Keys
from zuora_sdk.bulk._journal import Journal, Settled, StoredBatch, StoredItem
from zuora_sdk.bulk._outcomes import Failed, Outcome, Succeeded
from zuora_sdk.bulk._protocol import (
    KEY_LIFETIME,
    Action,
    Cause,
    Evidence,
    Instant,
    State,
    has_ended,
    next_action,
    protects,
    read_failure,
    settle,
    settle_look_up,
)
from zuora_sdk.bulk._steps import Call, Prepared, Reading, Step, restore_error, write_error, write_result
from zuora_sdk.bulk._worker import Performed
from zuora_sdk.configuration import Configuration
from zuora_sdk.exceptions import ApiException, ApiValueError, OpenApiException

LINGER = 0.1
"""Seconds that items wait for others to fill their request."""

TRIES = 3
"""How often a request may fail while others succeed, before its items are given up for this run."""

BUSY_TRIES = 10
"""How often a request may find its key or its objects in use."""


CLOCK_TOLERANCE = 60.0
"""Seconds by which a wall clock may go back and still be trusted."""


@dataclass(frozen=True)
class Policy:
    """How a run treats what earlier runs left, and an outage."""

    key: Callable[[Any], object] | None = None
    retry_failed: bool = False
    resend_unconfirmed: bool | Container[str] = False
    outage_deadline: float = 3600.0
    remembers: bool = False
    """Whether items need keys that another run would give them as well."""
    boot: str = ""
    """Which start of the machine this is."""


@dataclass(eq=False)
class Task:
    """Something to do for items: send them, send their batch again, or look one up."""

    action: Action
    items: list[Item]
    batch: Batch | None = None
    not_before: float = 0.0
    """When it may be done, on the monotonic clock."""
    failures: int = 0
    tries: int = 0
    """Failures while the service answered other requests."""
    answers: int = 0
    """How many requests the service had answered when it was last tried."""
    started: float = 0.0
    call: Call | None = None


@dataclass
class Outage:
    """The service doesn't answer: one request at a time looks whether it is back."""

    since: float
    failures: int = 0
    retry_at: float = 0.0


class Scheduler:
    """The items of one step, from the input to the outcome. One thread uses it."""

    def __init__(
        self, step: Step, journal: Journal, policy: Policy, *, configuration: Configuration, runtime: Runtime
    ) -> None:
        self._step = step
        self._journal = journal
        self._policy = policy
        self._retries = configuration.retry_policy
        self._lifetime = min(KEY_LIFETIME, KEY_LIFETIME + 1800 - configuration.deadline)
        self._runtime = runtime
        self._keys = Keys(policy.key, journal.count)
        self._fresh: deque[Item] = deque()
        self._fresh_since = 0.0
        self._queue: list[Task] = []
        self._open: dict[str, Item] = {}
        self._given_up: set[int] = set()
        self._unwritten: list[Item] = []
        self._settled: list[Settled] = []
        self._staged: list[Outcome[Any, Any]] = []
        self._outcomes: list[Outcome[Any, Any]] = []
        self._outage: Outage | None = None
        self._answers = 0
        self._latest = journal.latest
        self._distrusted = False
        self.in_flight = 0
        self.input_ended = False
        self.stopped = False
        self.ending: BaseException | None = None
        """What ended the run before its work was done."""

    # ------------------------------------------------------------------------------------------------------------ flow

    @property
    def finished(self) -> bool:
        """Whether there is nothing more to do."""
        if self.in_flight:
            return False
        return self.stopped or (self.input_ended and not self._fresh and not self._queue)

    @property
    def idle(self) -> bool:
        """Whether nothing is in flight, nor waits for others to fill its request."""
        return not self.in_flight and (self._outage is not None or not self._fresh)

    def wakes(self, workers: int) -> float | None:
        """When there may be something to start, on the monotonic clock; None: not before something finishes."""
        if self.stopped or self.in_flight >= (1 if self._outage else workers):
            return None
        times = [task.not_before for task in self._queue]
        if self._fresh:
            times.append(self._fresh_since + LINGER)
        if not times:
            return None
        return max(min(times), self._outage.retry_at if self._outage else 0.0)

    def recover(self) -> None:
        """Take up what an earlier run sent and never settled. It needs neither that run's input nor its order."""
        self._now()  # notices a clock that was set back
        for stored in self._journal.open_batches():
            self._reopen(stored)

    def stop(self) -> None:
        """Start nothing more. What is in flight is still waited for."""
        self.stopped = True

    def end(self, error: BaseException) -> None:
        """End the run with an exception, once nothing is in flight any more."""
        self.ending = self.ending or error
        self.stop()

    def take(self, index: int, value: Any) -> None:
        """Take an input up: plan it, or restore what an earlier run made of it."""
        try:
            prepared = self._step.prepare(index, value)
            self._check_number(index, prepared)
            key = self._key(index, value, prepared)
        except OpenApiException as error:
            self._outcomes.append(Failed(index, value, "", error))
            return
        item = self._open.get(key)
        if item is not None:  # recovered, and in flight or about to be
            self._adopt(item, index, value, prepared)
            return
        item = Item(key, prepared.content, prepared.entry, prepared.size, prepared.facts, index, value)
        stored = self._journal.find(key)
        if stored is None:
            self._plan(item)
        else:
            self._resume(item, stored)

    def advance(self, finished: Iterable[tuple[Task, Performed]], free: int) -> list[Task]:
        """Settle what has finished, and choose what to start in up to so many free workers.

        When it returns, both are on disk. Outcomes are ready only then.
        """
        with self._journal.commit():
            for task, performed in finished:
                self.in_flight -= 1
                self._finish(task, performed)
            started = self._choose(free)
            self._write()
            for task in started:
                self._begin(task)
        self._outcomes += self._staged
        self._staged = []
        self.in_flight += len(started)
        return started

    def conclude(self) -> None:
        """Write down what was planned, and tell what stays unconfirmed: the run has ended."""
        with self._journal.commit():
            for task in self._queue:
                for item in task.items:
                    if item.state is State.UNCONFIRMED:
                        self._tell_unconfirmed(item)
            self._write()
        self._outcomes += self._staged
        self._staged = []

    def outcomes(self) -> list[Outcome[Any, Any]]:
        """What has become known since the last call."""
        known, self._outcomes = self._outcomes, []
        return known

    # ----------------------------------------------------------------------------------------------------------- input

    def _key(self, index: int, value: Any, prepared: Prepared) -> str:
        if self._policy.key is None and not self._policy.remembers:
            return f"#{index}"
        return self._keys.key(
            prepared.name or value, prepared.content, f"{'invoices' if self._step.limit > 1 else 'items'}[{index}]"
        )

    def _check_number(self, index: int, prepared: Prepared) -> None:
        """A number names one invoice: two items with the same one could be taken for each other in a look-up."""
        number = getattr(prepared.entry, "invoice_number", None)
        if number and self._journal.count(f"\0invoice number {number}") > 1:
            place = f"invoices[{index}].invoice_number"
            raise ApiValueError(f"{place}: {number!r} has been used for an earlier input; numbers must be unique")

    def _adopt(self, item: Item, index: int, value: Any, prepared: Prepared) -> None:
        if _differs(item.content, prepared.content):
            self._outcomes.append(Failed(index, value, item.key, _other_content(item.key, State.SENT)))
            return
        item.index, item.input = index, value
        item.facts = prepared.facts

    def _plan(self, item: Item) -> None:
        self._unwritten.append(item)
        if not self._fresh:
            self._fresh_since = self._runtime.monotonic()
        self._fresh.append(item)

    def _resume(self, item: Item, stored: StoredItem) -> None:
        """Go on with an item where an earlier run left it."""
        item.state, item.generation, item.restored = stored.state, stored.generation, True
        if item.state is State.UNCONFIRMED:
            item.state = State.SENT  # until a task takes it up
        again = item.state is State.REJECTED and self._policy.retry_failed
        if item.state is not State.PLANNED and not again and _differs(stored.content, item.content):
            error = _other_content(item.key, item.state)
            self._outcomes.append(Failed(item.index or 0, item.input, item.key, error, restored=True))
            return
        batch = self._journal.batch_of(stored) if item.state in (State.SENT, State.UNCONFIRMED) else None
        action = self._action(item, batch)
        if action is Action.SEND:
            item.generation += item.state is not State.PLANNED
            item.state, item.restored = State.PLANNED, False
            self._plan(item)
        elif action is Action.RESEND and batch is not None:
            self._open[item.key] = item
            self._reopen(batch)
            if item.state is not State.UNCONFIRMED:  # its key expired this very moment
                self._drop([item])
                self._outcomes.append(self._restored(item, stored))
        elif action is Action.LOOK_UP:
            item.state = State.UNCONFIRMED
            self._open[item.key] = item
            self._queue.append(Task(Action.LOOK_UP, [item]))
        else:
            self._outcomes.append(self._restored(item, stored))

    def _action(self, item: Item, batch: StoredBatch | None) -> Action:
        if batch is not None and batch.number in self._given_up:
            return Action.KEEP  # it may still be in progress
        if batch is not None and not batch.answered:
            item.last_sent = batch.last_sent
        allowed = self._policy.resend_unconfirmed
        return next_action(
            item.state,
            protected=batch is not None and not batch.answered and self._resendable(batch.first_sent),
            can_look_up=self._step.look_up(item) is not None,
            retry_failed=self._policy.retry_failed,
            resend_unconfirmed=allowed and self._ended(item) if isinstance(allowed, bool) else item.key in allowed,
        )

    def _restored(self, item: Item, stored: StoredItem) -> Outcome[Any, Any]:
        index, ids = item.index or 0, (stored.request_id, stored.idempotency_key)
        if item.state is State.DONE:
            return Succeeded(index, item.input, item.key, self._step.restore(stored.result), *ids, restored=True)
        if item.state is State.REJECTED:
            error = restore_error(stored.error, maybe_executed=False)
        else:
            error = item.error or _unconfirmed(self._step.name, stored)
        return Failed(index, item.input, item.key, error, *ids, restored=True)

    def _reopen(self, stored: StoredBatch) -> None:
        """Put a request of an earlier run into the queue: to be sent again, or its items to be looked up."""
        entries = self._step.entries(stored.body)
        if entries is None:  # of one item, which the input has to bring
            items = [self._open[it.key] for it in stored.items if it.key in self._open]
        else:
            items = [Item("", b"", entry, state=State.DONE) for entry in entries]
            for it in stored.items:
                at = it.entry or 0
                known = self._open.get(it.key)
                items[at] = known or Item(it.key, it.content, items[at].entry, generation=it.generation, restored=True)
                items[at].last_sent = stored.last_sent
        opened = [item for item in items if item.key]
        if not opened:
            return
        if self._resendable(stored.first_sent):
            batch = Batch(items, stored.body, stored.idempotency_key, stored.number, stored.first_sent, uncertain=True)
            tasks = [Task(Action.RESEND, items, batch)]
        else:
            tasks = [Task(Action.LOOK_UP, [item]) for item in opened if self._step.look_up(item)]
        self._queue += tasks
        for task in tasks:
            for item in task.items:
                if item.key:
                    item.state = State.UNCONFIRMED
                    self._open[item.key] = item

    def _ended(self, item: Item) -> bool:
        """Whether no request with an item can be in progress any more."""
        return item.last_sent is None or has_ended(item.last_sent, self._now(), latest=self._latest)

    def _resendable(self, first_sent: Instant | None) -> bool:
        """Whether sending a request again is harmless, and tells what became of it."""
        if self._step.safe:
            return True
        if not self._step.keyed or first_sent is None:
            return False
        return protects(first_sent, self._now(), latest=self._latest, lifetime=self._lifetime)

    def _now(self) -> Instant:
        now = Instant(self._runtime.now(), self._runtime.monotonic(), self._policy.boot)
        if now.wall < self._latest - CLOCK_TOLERANCE and not self._distrusted:
            self._distrusted = True
            self._journal.distrust_clock(now.wall)
        self._latest = max(self._latest, now.wall)
        return now

    # ------------------------------------------------------------------------------------------------- what to do next

    def _choose(self, free: int) -> list[Task]:
        now = self._runtime.monotonic()
        if self.stopped or (self._outage and now < self._outage.retry_at):
            return []
        if self._outage:
            free = min(free, 1 - self.in_flight)
        chosen: list[Task] = []
        while len(chosen) < free:
            task = self._next(now)
            if task is None:
                break
            chosen.append(task)
        return chosen

    def _next(self, now: float) -> Task | None:
        due = [task for task in self._queue if task.not_before <= now]
        # In an outage, a request that has failed again and again may itself be the reason: then another one looks.
        if due and not (self._outage and self._fresh and min(task.failures for task in due) >= TRIES):
            task = min(due, key=lambda task: task.failures) if self._outage else due[0]
            self._queue.remove(task)
            if task.action is Action.RESEND and not self._resendable(task.batch.first_sent if task.batch else None):
                self._expired(task)
                return self._next(now)
            return task
        items = self._fill(now)
        return Task(Action.SEND, items) if items else None

    def _fill(self, now: float) -> list[Item]:
        """As many new items as fit into a request; none if it is worth waiting for more of them."""
        fresh, most = self._fresh, self._step.size_limit
        count = size = 0
        full = False
        for item in fresh:
            full = count == self._step.limit or (most is not None and count > 0 and size + item.size > most)
            if full:
                break
            count += 1
            size += item.size
        if not (full or count == self._step.limit or self.input_ended or now >= self._fresh_since + LINGER):
            return []
        self._fresh_since = now
        return [fresh.popleft() for _ in range(count)]

    def _begin(self, task: Task) -> None:
        """Write down that a task is about to be done."""
        now = self._now()
        task.started, task.answers = now.monotonic, self._answers
        if task.action is Action.LOOK_UP:
            task.call = self._step.look_up(task.items[0])
            return
        for item in task.items:
            if item.key:
                item.state, item.last_sent = State.SENT, now
                self._open[item.key] = item
        if task.batch is None:
            key = self._idempotency_key(task.items) if self._step.keyed else None
            task.batch = Batch(task.items, self._step.body(task.items), key)
        self._journal.send(task.batch, now)
        task.call = self._step.call(task.items, task.batch.body, task.batch.idempotency_key)

    def _idempotency_key(self, items: Iterable[Item]) -> str:
        """A key that follows from the items, so that a journal restored from a backup would use the same ones."""
        text = "\0".join([self._journal.name, self._step.name, *(f"{item.key}\0{item.generation}" for item in items)])
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    # -------------------------------------------------------------------------------------------------------- responses

    def _finish(self, task: Task, performed: Performed) -> None:
        if performed.error is not None and not (task.action is Action.LOOK_UP and self._is_reading(task, performed)):
            self._failed(task, performed.error, worker_lost=performed.worker_lost)
            return
        self._answered()
        if task.action is Action.LOOK_UP:
            self._looked_up(task, performed)
            return
        batch = task.batch
        assert batch is not None
        readings = self._step.read(batch.items, performed.value)
        earlier = any(error.maybe_executed for error in getattr(performed.value, "errors", ()))
        batch.uncertain = batch.uncertain or earlier
        self._journal.finish(batch, "answered", self._now())
        again: list[Item] = []
        for item, reading in zip(batch.items, readings, strict=True):
            if item.state is State.SENT:
                item.last_sent = None  # the request has ended
                item.state = self._settle(item, reading.evidence, batch)
                if self._conclude_item(item, reading, performed.value):
                    again.append(item)
        if again:
            self._later(Task(Action.SEND, again), max(item.tries for item in again), again[0].error)

    def _is_reading(self, task: Task, performed: Performed) -> bool:
        """Whether a failed look-up is an answer: there is no such invoice."""
        reading = self._step.read_look_up(task.items[0], performed.value, performed.error)
        return reading.evidence is not Evidence.NO_ANSWER_YET

    def _settle(self, item: Item, evidence: Evidence, batch: Batch) -> State:
        return settle(evidence, uncertain=batch.uncertain, verify=self._step.verify(item))

    def _conclude_item(self, item: Item, reading: Reading, source: Any) -> bool:
        """Write down and tell what became of an item. Returns whether it is to be sent again in this run."""
        item.error = reading.error
        if item.state is State.DONE:
            self._done(item, reading.result, source)
        elif item.state is State.REJECTED:
            self._tell_failed(item, source)
        elif item.state is State.PLANNED:
            item.generation += 1
            item.tries += 1
            if item.index is not None and item.tries < max(TRIES, self._retries.max_attempts):
                self._record(item)
                return True
            self._tell_failed(item, source)
        elif self._step.look_up(item) is not None:
            self._record(item)
            self._queue.append(Task(Action.LOOK_UP, [item]))
        else:
            self._tell_unconfirmed(item)
        return False

    def _looked_up(self, task: Task, performed: Performed) -> None:
        item = task.items[0]
        reading = self._step.read_look_up(item, performed.value, performed.error)
        invoice_id = getattr(reading.result, "id", None)
        if reading.evidence is Evidence.SUCCESS and invoice_id and self._belongs_to_another(item, invoice_id):
            other = ApiValueError(f"key {item.key!r}: its invoice number is used by another item, invoice {invoice_id}")
            reading = Reading(Evidence.REJECTION, error=other)
        item.state = settle_look_up(reading.evidence, ended=self._ended(item))
        if item.state is State.UNCONFIRMED:
            self._tell_unconfirmed(item)
            return
        if self._conclude_item(item, reading, performed.value):
            self._queue.append(Task(Action.SEND, [item]))

    def _belongs_to_another(self, item: Item, invoice_id: str) -> bool:
        """Whether an invoice that a look-up found has been credited to another item."""
        unwritten = any(it.invoice_id == invoice_id and it.item is not item for it in self._settled)
        return unwritten or self._journal.is_credited(invoice_id, but_not_to=item.key)

    # --------------------------------------------------------------------------------------------------------- failures

    def _failed(self, task: Task, error: Exception, *, worker_lost: bool) -> None:
        """A request failed as a whole."""
        finding = read_failure(error)
        if worker_lost:
            finding = finding._replace(cause=Cause.WORKER)
        task.failures += 1
        for item in task.items:
            item.error = error
        if finding.cause not in (Cause.SERVICE, Cause.SETUP):
            self._answered()
        if self._answers > task.answers:
            task.tries += 1
        task.answers = self._answers
        if task.action is Action.LOOK_UP:
            self._retry(task, finding.cause, error)
            return
        batch = task.batch
        assert batch is not None
        batch.uncertain = batch.uncertain or finding.uncertain
        opened = [item for item in batch.items if item.state is State.SENT]
        for item in opened:
            item.last_sent = None if finding.evidence is Evidence.REJECTION else self._now()
            item.state = self._settle(item, finding.evidence, batch)
        unconfirmed = any(item.state is State.UNCONFIRMED for item in opened)
        self._journal.finish(batch, "lost" if unconfirmed else "not run", self._now())
        if finding.cause is Cause.REQUEST:
            self._rejected(opened, error)
            return
        again = self._again(task, opened)
        self._retry(again, finding.cause, error)

    def _again(self, task: Task, opened: list[Item]) -> Task:
        """The task that does the items of a failed one again: under the same key if it may have run."""
        planned = [item for item in opened if item.state is State.PLANNED]
        for item in planned:
            item.generation += 1
            self._record(item)
        if planned:
            items = [item for item in planned if item.index is not None]
            self._drop(item for item in planned if item.index is None)  # they wait for their input
            return Task(Action.SEND, items, None, 0.0, task.failures, task.tries, task.answers, task.started)
        for item in opened:
            self._record(item)
        return task if task.action is Action.RESEND else _resend(task)

    def _rejected(self, opened: list[Item], error: Exception) -> None:
        """The service rejected a request as a whole, for something in it that may be in one entry alone."""
        unconfirmed = [item for item in opened if item.state is State.UNCONFIRMED]
        for item in unconfirmed:
            self._conclude_item(item, Reading(Evidence.UNKNOWN, error=error), error)
        rejected = [item for item in opened if item.state is not State.UNCONFIRMED]
        if len(rejected) > 1:  # the batch is split in half until the offending invoice is isolated
            for item in rejected:
                item.state = State.PLANNED
                item.generation += 1
                self._record(item)
            ours = [item for item in rejected if item.index is not None]
            middle = (len(ours) + 1) // 2
            self._queue += [Task(Action.SEND, half) for half in (ours[:middle], ours[middle:]) if half]
            self._drop(item for item in rejected if item.index is None)
            return
        for item in rejected:
            self._conclude_item(item, Reading(Evidence.REJECTION, error=error), error)

    def _retry(self, task: Task, cause: Cause, error: Exception) -> None:
        """Do a task again, later; give it up if that is no use in this run."""
        if not task.items:
            return
        if cause is Cause.SETUP and not self.stopped:
            self.end(error)
        if cause is Cause.SERVICE:
            self._no_service(task, error)
        if task.action is Action.RESEND and not self._resendable(task.batch.first_sent if task.batch else None):
            self._expired(task)
        elif task.tries >= (BUSY_TRIES if cause is Cause.BUSY else TRIES):
            self._give_up(task)
        else:
            self._later(task, task.failures, error)

    def _expired(self, task: Task) -> None:
        """The key of a request that may have run doesn't protect any more."""
        for item in task.items:
            if item.state is State.UNCONFIRMED:
                if self._step.look_up(item) is not None:
                    self._queue.append(Task(Action.LOOK_UP, [item]))
                else:
                    self._tell_unconfirmed(item)

    def _give_up(self, task: Task) -> None:
        if task.batch:
            self._given_up.add(task.batch.number)
        for item in task.items:
            if item.state is State.UNCONFIRMED:
                self._tell_unconfirmed(item)
            elif item.state is State.PLANNED:
                self._tell_failed(item, item.error)

    def _later(self, task: Task, failures: int, error: Exception | None) -> None:
        """Queue a task for a retry: exponential backoff with jitter, and never earlier than the service asks for."""
        task.not_before = self._runtime.monotonic() + self._delay(failures, error)
        self._queue.append(task)

    def _delay(self, failures: int, error: Exception | None) -> float:
        backoff = min(self._retries.backoff_cap, 2.0 ** min(failures - 1, 64)) * (1 + self._runtime.random()) / 2
        asked = error.retry_after if isinstance(error, ApiException) else None
        return max(backoff, asked or 0.0)

    def _answered(self) -> None:
        """The service is there."""
        self._answers += 1
        self._outage = None

    def _no_service(self, task: Task, error: Exception) -> None:
        """The service isn't there, or takes nothing: hold everything, and look again later."""
        now = self._runtime.monotonic()
        outage = self._outage = self._outage or Outage(since=now)
        if task.started >= outage.retry_at or not outage.failures:  # one failure of all that were in flight counts
            outage.failures += 1
            outage.retry_at = now + self._delay(outage.failures, error)
        if outage.retry_at - outage.since > self._policy.outage_deadline:
            self.end(error)

    # ------------------------------------------------------------------------------------------------------ the outcome

    def _done(self, item: Item, result: Any, source: Any) -> None:
        self._record(item, result=result, source=source)
        if item.index is not None:
            ids = _ids(source)
            self._staged.append(Succeeded(item.index, item.input, item.key, result, *ids, restored=item.restored))
        self._drop([item])

    def _tell_failed(self, item: Item, source: Any) -> None:
        self._record(item, source=source)
        if item.index is not None:
            error = item.error or ApiException(None, "it was not sent")
            self._staged.append(Failed(item.index, item.input, item.key, error, *_ids(source), restored=item.restored))
        self._drop([item])

    def _tell_unconfirmed(self, item: Item) -> None:
        item.state = State.UNCONFIRMED
        error = item.error
        if error is None or (isinstance(error, ApiException) and not error.maybe_executed):
            item.error = _still_unconfirmed(self._step.name, error)
        self._tell_failed(item, item.error)

    def _drop(self, items: Iterable[Item]) -> None:
        for item in items:
            self._open.pop(item.key, None)

    def _record(self, item: Item, *, result: Any = None, source: Any = None) -> None:
        """Remember what to write down about an item when the next commit comes."""
        request_id, idempotency_key = _ids(source)
        error = item.error if item.state is not State.DONE else None
        total = getattr(result, "amount_without_tax", None)
        self._settled.append(
            Settled(
                item,
                result=write_result(self._step, result),
                error=write_error(error) if error else None,
                message=_message(error) if error else None,
                request_id=request_id,
                idempotency_key=idempotency_key,
                invoice_id=getattr(result, "id", None),
                invoice_number=getattr(result, "invoice_number", None),
                invoice_amount=None if total is None else str(total),
                currency=getattr(result, "currency", None),
            )
        )

    def _write(self) -> None:
        self._journal.plan(self._unwritten)
        self._journal.settle(self._settled)
        self._unwritten, self._settled = [], []


def _resend(task: Task) -> Task:
    return Task(Action.RESEND, task.items, task.batch, 0.0, task.failures, task.tries, task.answers, task.started)


def _differs(one: bytes, other: bytes) -> bool:
    return bool(one and other and one != other)


def _message(error: Exception) -> str:
    """One line for a report: what the service says, or else what the error says first."""
    reasons = [reason.message for reason in getattr(error, "reasons", ()) if reason.message]
    return "; ".join(reasons) or (str(error).splitlines() or [type(error).__name__])[0]


def _ids(source: Any) -> tuple[str | None, str | None]:
    return getattr(source, "request_id", None), getattr(source, "idempotency_key", None)


def _other_content(key: str, state: State) -> ApiValueError:
    fix = (
        "pass retry_failed=True to send the new content"
        if state is State.REJECTED
        else "give the new content a key of its own"
    )
    was = "rejected" if state is State.REJECTED else "sent" if state is not State.DONE else "done"
    return ApiValueError(f"key {key!r}: an earlier run has {was} it with other content; {fix}")


def _unconfirmed(step: str, stored: StoredItem) -> ApiException:
    error = restore_error(stored.error, maybe_executed=True)
    return _still_unconfirmed(step, error if isinstance(error, ApiException) and stored.error else None)


def _still_unconfirmed(step: str, before: Exception | None) -> ApiException:
    error = ApiException(
        None,
        "unconfirmed: it was sent, and nothing proves whether it was done; look, and then pass its key in "
        "resend_unconfirmed= to have it sent again",
        maybe_executed=True,
    )
    error.operation = step
    error.errors = (before,) if isinstance(before, ApiException) else ()
    if isinstance(before, ApiException):
        error.idempotency_key = before.idempotency_key
    return error
