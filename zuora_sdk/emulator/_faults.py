"""Fault injection: what goes wrong, for which requests, and how often."""

from __future__ import annotations

import itertools
import random
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from typing_extensions import TypedDict, Unpack

from zuora_sdk.emulator._rejection import Category, Rejection


@dataclass(frozen=True)
class FaultKind:
    """One sort of fault: whether the request is executed all the same, and what the client sees."""

    name: str
    executed: bool
    effect: str


# docs/testing.md and `GET /_emulator/fault-kinds` show this table.
FAULT_KINDS: Mapping[str, FaultKind] = {
    kind.name: kind
    for kind in (
        FaultKind("response", False, "`status` and `body`, or an error with `code` and `message`"),
        FaultKind("rate_limit", False, "429 of the rate limit; `retry_after` adds the header"),
        FaultKind("concurrency", False, "429 of the concurrency limit, Retry-After 120 unless `retry_after` is given"),
        FaultKind("lock", False, "409, a code that ends in 50: the object is locked"),
        FaultKind("internal", False, "500, a code that ends in 60"),
        FaultKind("temporary", False, "500, a code that ends in 61: try again"),
        FaultKind("html", False, "503 with a page instead of JSON"),
        FaultKind("expired_token", False, "401; the token stays expired"),
        FaultKind("timeout_before", False, "silence for `seconds` (120), then 504"),
        FaultKind("reset_before", False, "a connection reset"),
        FaultKind("timeout_after", True, "silence for `seconds` (120), then 504"),
        FaultKind("reset_after", True, "a connection reset"),
        FaultKind("slow", True, "the response, `seconds` (1) late"),
        FaultKind("truncated", True, "half of the response, then the connection ends"),
    )
}
# What can also happen to one entry of a bulk request.
ENTRY_KINDS = frozenset({"response", "lock", "internal", "temporary"})

REJECTIONS = {
    "lock": (Category.LOCK, "The object is locked by another request, please try again."),
    "internal": (Category.INTERNAL, "An internal error occurred."),
    "temporary": (Category.TEMPORARY, "The service is temporarily unavailable, please try again."),
}

Matcher = Mapping[str, Any] | Callable[[Any], bool]


class FaultOptions(TypedDict, total=False):
    """What a fault may have besides its kind and its operations."""

    status: int
    """HTTP status of the response."""
    body: Any
    """JSON data, text or bytes of the response."""
    headers: Mapping[str, str]
    """Headers to add to the response."""
    code: int
    """Eight-digit code of the error; its last two digits decide the status unless `status` is given."""
    message: str
    """Message of the error."""
    retry_after: float | None
    """Seconds for a Retry-After header."""
    seconds: float | None
    """How long `slow` and the time-outs take."""
    invoice: str
    """Only requests whose path names this invoice, by the ID or number given here."""
    matching: Matcher
    """Only requests whose body has these fields with these values, or for which the function returns True."""
    entry: int | Matcher
    """In bulk requests, only the entry at this index, or those that match; the others are executed."""
    rate: float
    """Share of the matching requests to hit, from 0 to 1."""
    seed: int
    """Makes `rate` hit the same requests in each run."""
    times: int | None
    """How many requests to hit; None: all that follow. 1 if left out; with `rate`, None."""
    skip: int
    """How many matching requests go well before."""


@dataclass(frozen=True, kw_only=True)
class FaultTarget:
    """What faults look at in a request."""

    operation: str
    arguments: Mapping[str, str]
    """From the path."""
    body: Callable[[], Any]
    """Reads the body: JSON data, or None."""


@dataclass(kw_only=True, eq=False)
class Fault:
    """An injected fault. `hits` counts the requests that met it."""

    id: int
    kind: str
    operations: frozenset[str] | None = None
    status: int | None = None
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    code: int | None = None
    message: str | None = None
    retry_after: float | None = None
    seconds: float | None = None
    invoice: str | None = None
    matching: Matcher | None = None
    entry: int | Matcher | None = None
    rate: float | None = None
    seed: int | None = None
    times: int | None = 1
    skip: int = 0
    hits: int = 0

    def __post_init__(self) -> None:
        if self.kind not in FAULT_KINDS:
            raise ValueError(f"kind must be one of {', '.join(FAULT_KINDS)}, got {self.kind!r}")
        for wrong, problem in (*self._effect_problems(), *self._scope_problems()):
            if wrong:
                raise ValueError(problem)
        self._random = random.Random(self.seed)

    def _effect_problems(self) -> tuple[tuple[bool, str], ...]:
        bad_code = self.code is not None and (self.code % 100 not in set(Category) or not 0 < self.code < 10**8)
        header_text = "".join([*self.headers, *map(str, self.headers.values())])
        return (
            (self.kind == "response" and self.status is None and self.code is None, "give a kind, a status or a code"),
            (self.status is not None and not 200 <= self.status <= 599, "status must be from 200 to 599"),
            (bad_code, f"code must end with a category, one of {', '.join(str(int(one)) for one in Category)}"),
            (not header_text.isprintable(), "headers may not have control characters"),
            (not 0 <= (self.retry_after or 0) < float("inf"), "retry_after must be a number of seconds"),
            (not 0 <= (self.seconds or 0) <= 3600, "seconds must be from 0 to 3600"),
        )

    def _scope_problems(self) -> tuple[tuple[bool, str], ...]:
        for_entry = self.entry is not None
        return (
            (for_entry and self.kind not in ENTRY_KINDS, f"entry goes with {', '.join(sorted(ENTRY_KINDS))} only"),
            (for_entry and self.kind == "response" and self.code is None, "entry needs a code, not a status"),
            (self.rate is not None and not 0 <= self.rate <= 1, "rate must be from 0 to 1"),
            (self.times is not None and self.times < 1, "times must be at least 1, or None for all requests"),
            (self.skip < 0, "skip must be at least 0"),
        )

    @property
    def executed(self) -> bool:
        """Whether requests that it hits are executed all the same."""
        return FAULT_KINDS[self.kind].executed

    @property
    def replaces(self) -> bool:
        """Whether requests that it hits are not executed, no entry of them."""
        return not self.executed and self.entry is None

    def hits_entry(self, index: int, entry: Any) -> bool:
        """Whether it is meant for this entry of a bulk request."""
        if isinstance(self.entry, int):
            return index == self.entry
        return self.entry is not None and _matches(self.entry, entry)

    def meets(self, target: FaultTarget) -> bool:
        """Whether it is meant for this request. No operation named: all but asking for a token."""
        named = target.operation in self.operations if self.operations is not None else _is_api_call(target)
        return (
            named
            and (self.invoice is None or self.invoice == target.arguments.get("invoiceKey"))
            and (self.matching is None or _matches(self.matching, target.body()))
            and (self.entry is None or any(self.hits_entry(*pair) for pair in enumerate(_entries(target))))
        )

    def draw(self) -> bool:
        """Whether it hits a request that it is meant for; counts what it skips."""
        if self.skip:
            self.skip -= 1
            return False
        return self.rate is None or self._random.random() < self.rate


class Faults:
    """The injected faults that are still active, oldest first."""

    def __init__(self, known_operations: Collection[str]) -> None:
        self._known = frozenset(known_operations)
        self._lock = threading.Lock()
        self._active: list[Fault] = []
        self._ids = itertools.count(1)

    def inject(
        self, kind: str, operation: str | Collection[str] | None = None, **options: Unpack[FaultOptions]
    ) -> Fault:
        """Add a fault; ValueError if it makes no sense."""
        named = None if operation is None else frozenset([operation] if isinstance(operation, str) else operation)
        if unknown := (named or frozenset()) - self._known:
            raise ValueError(f"operation must be one of the API's, got {', '.join(sorted(unknown))}")
        if options.get("rate") is not None:
            options = {"times": None, **options}
        fault = Fault(id=next(self._ids), kind=kind, operations=named, **options)
        with self._lock:
            self._active.append(fault)
        return fault

    def take(self, target: FaultTarget) -> Fault | None:
        """The oldest fault that hits this request, if any."""
        if not self._active:  # fast path: most requests meet no fault
            return None
        with self._lock:
            for fault in self._active:
                if fault.meets(target) and fault.draw():
                    fault.hits += 1
                    if fault.hits == fault.times:
                        self._active.remove(fault)
                    return fault
        return None

    def active(self) -> list[Fault]:
        """All that are still active, oldest first."""
        with self._lock:
            return list(self._active)

    def remove(self, fault_id: int) -> bool:
        """End one; whether there was one with this ID."""
        with self._lock:
            kept = [fault for fault in self._active if fault.id != fault_id]
            found = len(kept) < len(self._active)
            self._active[:] = kept
            return found

    def clear(self) -> None:
        """End all."""
        with self._lock:
            self._active.clear()


def rejection_of(fault: Fault) -> Rejection:
    """The error that a fault means, for a request or for an entry of one."""
    default = Category((fault.code or Category.INTERNAL) % 100), "Injected fault."
    category, message = REJECTIONS.get(fault.kind, default)
    return Rejection(category, fault.message or message, resource=fault.code // 100 if fault.code else None)


def _is_api_call(target: FaultTarget) -> bool:
    return target.operation != "create_token"


def _entries(target: FaultTarget) -> list[Any]:
    body = target.body()
    entries = body.get("invoices") if isinstance(body, dict) else None
    return entries if isinstance(entries, list) else []


def _matches(matcher: Matcher, value: Any) -> bool:
    return bool(matcher(value)) if callable(matcher) else _has(value, matcher)


def _has(value: Any, wanted: Any) -> bool:
    """Whether JSON data has what is wanted: an object its fields, a list each of the wanted entries somewhere."""
    if isinstance(wanted, Mapping):
        return isinstance(value, dict) and all(name in value and _has(value[name], wanted[name]) for name in wanted)
    if isinstance(wanted, list):
        return isinstance(value, list) and all(any(_has(one, entry) for one in value) for entry in wanted)
    return bool(value == wanted)
