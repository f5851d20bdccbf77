"""Requests of many invoices: cut from any input, none of them held back by another, none sent twice."""

from __future__ import annotations

import hashlib
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field
from functools import lru_cache
from time import time
from typing import Any, NamedTuple

from zuora_sdk import _retry, _serialization, _validation
from zuora_sdk._response_headers import ResponseHeaders
from zuora_sdk.api.invoices_api import InvoicesApi
from zuora_sdk.api_client import ApiClient
from zuora_sdk.api_response import ApiResponse
from zuora_sdk.bulk._journal import Journal, Past, restored, written
from zuora_sdk.bulk._runner import Courier, Outcome, Task
from zuora_sdk.exceptions import ApiException, ApiValueError, OpenApiException, failure
from zuora_sdk.models.base import ZuoraModel, rules_of

KEPT = 23 * 3600.0
"""Seconds for which an idempotency key protects: an hour less than Zuora keeps it, for clocks that disagree."""


@dataclass(frozen=True)
class Kind:
    """One bulk endpoint, as data."""

    title: str
    """What a progress bar calls it."""
    method: str
    """Of `InvoicesApi`."""
    request: type[ZuoraModel]
    settings: Mapping[str, Any]
    """Fields of the request besides the invoices."""
    entry: type[ZuoraModel]
    """What stands in the request..."""
    names: bool
    """...and whether it must name its invoice by `id`; a text is taken for that."""
    response: type[ZuoraModel]
    single: bool
    """Whether the answer has an entry for each."""
    keyed: bool
    """Whether an idempotency key protects it."""


class Part(NamedTuple):
    """What became of some entries of a chunk."""

    positions: tuple[int, ...]
    outcome: ApiResponse[Any] | OpenApiException
    matches: tuple[int | None, ...]
    """For each of the positions, which entry of the answer is about it."""


# -------------------------------------------------------------------------------------------- where the work is done


def send(courier: Courier, kind: Kind, entries: Sequence[ZuoraModel], key: str, serial: str) -> list[Part]:
    """Send a chunk. Where parts speak of the same entry, the later one counts.

    One entry may not hold the others back: what is refused as a whole for its content is sent in halves, and entries
    that the service had locked are sent again.

    Every key follows from the first one, so that a run that starts again walks the same way. `serial` is unlike that
    of any other chunk: Dask takes calls with equal arguments for one.
    """
    client = courier.client
    policy = client.configuration.retry_policy
    parts: list[Part] = []
    todo = deque([(tuple(range(len(entries))), key, 1)])
    while todo:
        positions, key, attempt = todo.popleft()
        sent = [entries[position] for position in positions]
        outcome = _call(client, kind, sent, key)
        if isinstance(outcome, ApiException) and len(positions) > 1 and _is_about_content(outcome):
            middle = len(positions) // 2
            todo.append((positions[:middle], derived(key, "first half"), 1))
            todo.append((positions[middle:], derived(key, "second half"), 1))
            continue
        parts.append(Part(positions, outcome, _matches(kind, sent, outcome)))
        if isinstance(outcome, ApiResponse) and attempt < policy.max_attempts:
            locked = {at: error for at, _, error in read(kind, parts[-1]) if error and error.category in (50, 70)}
            if locked:
                error = next(iter(locked.values()))
                client.runtime.sleep(_retry.backoff(error, attempt, policy, client.runtime.random()) or 0.0)
                todo.append((tuple(locked), derived(key, "again"), attempt + 1))
    return parts


def _call(
    client: ApiClient, kind: Kind, entries: Sequence[ZuoraModel], key: str
) -> ApiResponse[Any] | OpenApiException:
    method = getattr(InvoicesApi(client), f"{kind.method}_with_http_info")
    request = kind.request(invoices=list(entries), **kind.settings)
    try:
        response: ApiResponse[Any] = method(request, **({"idempotency_key": key} if kind.keyed else {}))
    except OpenApiException as error:
        return error
    return response


def _is_about_content(error: ApiException) -> bool:
    """Whether the service did nothing, because of something in the request that may be in one entry alone."""
    return not error.maybe_executed and error.effective_status in (400, 404) and error.category not in (10, 11)


def derived(key: str, how: str) -> str:
    """A key that follows from another one."""
    return hashlib.sha256(f"{key}/{how}".encode()).hexdigest()


# ------------------------------------------------------------------------------------------------- reading an answer


def _matches(kind: Kind, sent: Sequence[ZuoraModel], outcome: ApiResponse[Any] | OpenApiException) -> tuple[Any, ...]:
    """Which entry of the answer is about which that was sent: by the place or ID that it names, else in order."""
    if not kind.single or not isinstance(outcome, ApiResponse):
        return ()
    found: list[int | None] = [None] * len(sent)
    rest = []
    for at, answer in enumerate(outcome.data.invoices or ()):
        place = _place(sent, found, answer)
        if place is None:
            rest.append(at)
        else:
            found[place] = at
    left = iter(rest)
    return tuple(next(left, None) if at is None else at for at in found)


def _place(sent: Sequence[ZuoraModel], found: Sequence[int | None], answer: Any) -> int | None:
    named = getattr(answer, "additional_properties", {}).get("objectIndex")
    if isinstance(named, int):
        return named if 0 <= named < len(found) and found[named] is None else None
    key = getattr(answer, "id", None)
    places = (at for at, entry in enumerate(sent) if key and getattr(entry, "id", None) == key and found[at] is None)
    return next(places, None)


def read(kind: Kind, part: Part) -> Iterator[tuple[int, Any, Any]]:
    """(position, result, error) of each entry that a part speaks of."""
    outcome = part.outcome
    if isinstance(outcome, OpenApiException):
        yield from ((position, None, outcome) for position in part.positions)
    elif not kind.single:
        yield from ((position, outcome.data, None) for position in part.positions)
    else:
        for position, at in zip(part.positions, part.matches, strict=True):
            answer = None if at is None else outcome.data.invoices[at]
            error = _fault(outcome, answer)
            yield position, (None if error else answer), error


def _fault(response: ApiResponse[Any], answer: Any) -> ApiException | None:
    """Why an entry failed; None if it didn't."""
    if not isinstance(answer, ZuoraModel):
        error = _unanswered(response.headers, response.status_code)
    elif getattr(answer, "success", None) is False or getattr(answer, "reasons", None):
        body = _serialization.encode(answer)
        content = _serialization.parse_json(body)
        error = failure(response.status_code, "this invoice failed", response.headers, body, content)
        error.maybe_executed = (error.effective_status or 0) >= 500
    else:
        return None
    error.attempts, error.errors, error.elapsed = response.attempts, response.errors, response.elapsed
    error.idempotency_key = response.idempotency_key
    return error


def _unanswered(headers: Mapping[str, str] | None = None, status: int | None = None) -> ApiException:
    return ApiException(status, "there is no answer about this invoice", headers=headers, maybe_executed=True)


def broken(future: Future[Any]) -> Exception | None:
    """What happened to the place where the work was to be done, if it is that which failed."""
    if future.cancelled():
        return CancelledError("the executor dropped it")
    error = future.exception()
    return error if error is None or isinstance(error, Exception) else RuntimeError(f"the worker was ended: {error!r}")


# --------------------------------------------------------------------------------------------------------- chunks


class Slot(NamedTuple):
    """One input on its way into a chunk."""

    place: int
    given: Any
    entry: ZuoraModel | None = None
    """What is sent for it, if anything is."""
    text: bytes = b""
    """Its content."""
    name: int = 0
    """What the journal knows it by."""
    settled: Outcome[Any, Any] | None = None
    """What became of it, if nothing is sent for it."""


@dataclass
class Chunk(Task[Any, Any]):
    """Inputs that travel in one request, with those between them that don't."""

    kind: Kind
    slots: Sequence[Slot]
    work: str
    """What it is called in the journal and in its keys: the same in every run of this name over this input."""
    courier: Courier
    journal: Journal | None
    repeat_doubtful: bool
    turn: int = 0
    restored: bool = False
    doubt: ApiException | None = None
    sent: list[Slot] = field(init=False)

    def __post_init__(self) -> None:
        self.sent = [slot for slot in self.slots if slot.entry is not None]

    def begin(self, executor: Executor) -> Future[Any] | None:
        """Hand it over, unless an earlier run has done it, or may have."""
        if not self.sent:
            return None
        if self.journal:
            past = self.journal.past(self.work)
            if past:
                self.turn = past.turn + (past.event == "refused")
                self.restored = past.event == "answered"
                protected = self.kind.keyed and time() - past.since < KEPT
                if not self.restored and past.event != "refused" and not protected and not self.repeat_doubtful:
                    self.doubt = _doubt(self.kind, past, "no idempotency key protects it any more")
                if self.restored or self.doubt:
                    return None
            self.journal.note(self.work, "sent", self.turn, names=[slot.name for slot in self.sent])
        key = derived(self.work, f"turn {self.turn}")
        entries = [slot.entry for slot in self.sent if slot.entry is not None]
        return executor.submit(send, self.courier, self.kind, entries, key, os.urandom(8).hex())

    def note(self, future: Future[Any]) -> Sequence[ResponseHeaders]:
        """Write down what became of it."""
        parts: list[Part] | None = None if broken(future) else future.result()
        outcomes = [part.outcome for part in parts or ()]
        if self.journal:
            failures = [outcome for outcome in outcomes if isinstance(outcome, OpenApiException)]
            if parts is None or any(getattr(error, "maybe_executed", False) for error in failures):
                self.journal.note(self.work, "doubtful", self.turn)
            elif len(failures) == len(outcomes):
                self.journal.note(self.work, "refused", self.turn)
            else:
                self.journal.note(self.work, "answered", self.turn, answers=_records(parts))
        return [outcome for outcome in outcomes if isinstance(outcome, ResponseHeaders)]

    def outcomes(self, future: Future[Any] | None) -> list[Outcome[Any, Any]]:
        """What became of each input, in order."""
        unknown = self.doubt or (broken(future) if future else None)
        parts: list[Part] = []
        if self.restored and self.journal:
            parts = restored_parts(self.kind, self.journal, self.work)
        elif future and not unknown:
            parts = future.result()
        found = {position: it for part in parts for position, it in _outcomes(self.kind, part, self.restored)}
        blank = _Known(None, unknown or _unanswered(), None, self.restored)
        told = iter([found.get(position, blank).outcome(slot) for position, slot in enumerate(self.sent)])
        return [slot.settled or next(told) for slot in self.slots]


class _Known(NamedTuple):
    """What is known of an entry."""

    result: Any
    error: Exception | None
    source: Any
    restored: bool

    def outcome(self, slot: Slot) -> Outcome[Any, Any]:
        """The same, told of an input."""
        return Outcome(
            slot.place,
            slot.given,
            self.result,
            self.error,
            request_id=getattr(self.error or self.source, "request_id", None),
            idempotency_key=getattr(self.source, "idempotency_key", None),
            restored=self.restored,
        )


def _outcomes(kind: Kind, part: Part, restored: bool) -> Iterator[tuple[int, _Known]]:
    for position, result, error in read(kind, part):
        yield position, _Known(result, error, part.outcome, restored)


def _records(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Parts as JSON data. A failure that isn't the service's has nothing to write down: its request was not sent."""
    return [
        {"positions": part.positions, "matches": part.matches, **written(part.outcome)}
        for part in parts
        if isinstance(part.outcome, (ApiResponse, ApiException))
    ]


def restored_parts(kind: Kind, journal: Journal, work: str) -> list[Part]:
    """The parts that `_records` wrote."""
    return [
        Part(tuple(record["positions"]), restored(record, kind.response), tuple(record["matches"]))
        for record in journal.answers(work)
    ]


def _doubt(kind: Kind, past: Past, why: str) -> ApiException:
    error = ApiException(
        None,
        f"an earlier run sent this {(time() - past.since) / 3600:.1f} hours ago and left no answer, and {why}; look "
        "whether it was done, and set repeat_doubtful=True to send it again",
        maybe_executed=True,
    )
    error.operation = kind.method
    return error


class Cutter:
    """Cuts input to what a request may hold. The same input is always cut alike: the keys depend on it."""

    def __init__(self, client: ApiClient, kind: Kind, run_id: str, journal: Journal | None, repeat: bool) -> None:
        self._kind = kind
        rules = rules_of(kind.request)
        self._most = rules.max_items["invoices"]
        _, self._inner, self._most_inner = rules.max_total or ("", "", 0)
        self._run = f"{run_id}/{kind.method}"
        self._journal = journal
        self._repeat = repeat
        self._courier = Courier(client)
        self._thorough = client.configuration.client_side_validation
        self._contents: Counter[str] = Counter()
        self._texts: Counter[bytes] = Counter()
        self._answered = lru_cache(maxsize=4)(self._read_answered)

    def chunks(self, inputs: Iterable[Any]) -> Iterator[Chunk]:
        """The chunks, as the input is read. If reading fails, what was read of an unfinished chunk isn't sent."""
        slots: list[Slot] = []
        items = 0
        for place, given in enumerate(inputs):
            slot = self._slot(place, given)
            size = len(getattr(slot.entry, self._inner, None) or ()) if self._inner else 0
            if slots and items + size > self._most_inner:
                yield self._chunk(slots)
                slots, items = [], 0
            slots.append(slot)
            items += size
            if len(slots) == self._most:
                yield self._chunk(slots)
                slots, items = [], 0
        if slots:
            yield self._chunk(slots)

    def _slot(self, place: int, given: Any) -> Slot:
        try:
            entry = _entry(self._kind, given, f"invoices[{place}]", thorough=self._thorough)
            text = _serialization.encode(_sorted(entry.to_dict()), f"invoices[{place}]")
        except OpenApiException as error:
            return Slot(place, given, settled=Outcome(place, given, error=error))
        return Slot(place, given, entry, text, self._name(text) if self._journal else 0)

    def _name(self, text: bytes) -> int:
        digest = hashlib.sha256(text).digest()[:8]
        self._texts[digest] += 1  # the same content once more is another invoice
        return int(derived(f"{self._run}/{digest.hex()}", str(self._texts[digest]))[:16], 16)

    def _chunk(self, slots: list[Slot]) -> Chunk:
        content, work = self._work(slots)
        if self._journal and not self._journal.past(work):
            slots = self._without_known(slots, self._journal)
            content, work = self._work(slots)
        self._contents[content] += 1
        return Chunk(self._kind, slots, work, self._courier, self._journal, self._repeat)

    def _work(self, slots: Iterable[Slot]) -> tuple[str, str]:
        """A digest of the content, and the name of the work: the same content once more is other work."""
        digest = hashlib.sha256()
        for slot in slots:
            digest.update(slot.text + b"\n" if slot.entry is not None else b"")
        content = digest.hexdigest()
        return content, derived(f"{self._run}/{content}", f"time {self._contents[content] + 1}")

    def _without_known(self, slots: Sequence[Slot], journal: Journal) -> list[Slot]:
        """Take out what an earlier run sent in other requests, as happens when the input has changed in between."""
        kept, in_doubt = [], {}
        for slot in slots:
            work, position = journal.place(slot.name) if slot.entry is not None else ("", 0)
            past = journal.past(work)
            if past and past.event == "answered":
                slot = slot._replace(entry=None, settled=self._answered(work)[position].outcome(slot))
            elif past and past.event != "refused":
                in_doubt[slot.place] = past
            kept.append(slot)
        if self._repeat or journal.past(self._work(kept)[1]):
            return kept
        return [self._doubted(slot, in_doubt[slot.place]) if slot.place in in_doubt else slot for slot in kept]

    def _read_answered(self, work: str) -> Mapping[int, _Known]:
        assert self._journal is not None
        parts = restored_parts(self._kind, self._journal, work)
        return {position: known for part in parts for position, known in _outcomes(self._kind, part, restored=True)}

    def _doubted(self, slot: Slot, past: Past) -> Slot:
        doubt = _doubt(self._kind, past, "in a request that can't be repeated as it was, since the input has changed")
        return slot._replace(entry=None, settled=Outcome(slot.place, slot.given, error=doubt))


def _entry(kind: Kind, given: Any, name: str, *, thorough: bool) -> ZuoraModel:
    """What to send for an input. Raises what is wrong with it."""
    entry = kind.entry.model_validate({"id": given}) if kind.names and isinstance(given, str) else given
    if not isinstance(entry, kind.entry):
        raise _validation.wrong_model(name, kind.entry.__name__, entry)
    findings = list(_validation.check_model(entry, name)) if thorough else []
    if kind.names and not getattr(entry, "id", None):
        findings.append(f"{name}.id: is required")
    if findings:
        raise ApiValueError(*findings)
    return entry


def _sorted(value: Any) -> Any:
    """The same content in one order, whatever the order in which custom fields were given."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=str)}
    return [_sorted(entry) for entry in value] if isinstance(value, list) else value
