"""Failures to order: what shall go wrong, with which requests, and how often."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from zuora_sdk.emulator._rejection import Category

# The work is done, and its answer is lost, late or damaged.
AFTER_THE_WORK = frozenset({"timeout_after", "reset_after", "slow", "truncated"})
# The work is not done. `answer` is an answer of the test's own: `status` and `body`, or `code` and `message`.
INSTEAD_OF_THE_WORK = frozenset(
    {
        "answer",
        "rate_limit",
        "concurrency",
        "lock",
        "internal",
        "temporary",
        "html",
        "expired_token",
        "timeout_before",
        "reset_before",
    }
)
KINDS = AFTER_THE_WORK | INSTEAD_OF_THE_WORK


@dataclass(kw_only=True)
class Failure:
    """One order. `hits` counts the requests that met it."""

    kind: str = "answer"
    operations: frozenset[str] | None = None
    status: int | None = None
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    code: int | None = None
    message: str | None = None
    retry_after: float | None = None
    seconds: float | None = None
    times: int | None = 1
    skip: int = 0
    hits: int = 0

    @property
    def after_the_work(self) -> bool:
        """Whether the request is carried out all the same."""
        return self.kind in AFTER_THE_WORK

    def matches(self, operation: str) -> bool:
        """Whether it is meant for this operation. No operation named: all but asking for a token."""
        return operation in self.operations if self.operations is not None else operation != "create_token"


class Failures:
    """The orders that are still open, oldest first."""

    def __init__(self, known_operations: Collection[str]) -> None:
        self._known = known_operations
        self._lock = threading.Lock()
        self._open: list[Failure] = []

    def order(self, operation: str | Collection[str] | None, **order: Any) -> Failure:
        """Add an order; ValueError if it makes no sense."""
        named = None if operation is None else frozenset([operation] if isinstance(operation, str) else operation)
        if named is not None and not named <= set(self._known):
            raise ValueError(f"no such operation: {', '.join(sorted(named - set(self._known)))}")
        failure = Failure(operations=named, **order)
        if failure.kind not in KINDS:
            raise ValueError(f"no such kind of failure: {failure.kind}; there are {', '.join(sorted(KINDS))}")
        if failure.kind == "answer" and failure.status is None and failure.code is None:
            raise ValueError("say what to answer: a kind, a status or a code")
        if failure.code is not None and failure.code % 100 not in set(Category):
            raise ValueError(f"code must end with a category, one of {', '.join(str(int(one)) for one in Category)}")
        if failure.times is not None and failure.times < 1:
            raise ValueError(f"times must be at least 1, or None for always, got {failure.times}")
        with self._lock:
            self._open.append(failure)
        return failure

    def take(self, operation: str) -> Failure | None:
        """The oldest order that this request meets, if any."""
        with self._lock:
            for failure in self._open:
                if not failure.matches(operation):
                    continue
                if failure.skip:
                    failure.skip -= 1
                    continue
                failure.hits += 1
                if failure.hits == failure.times:
                    self._open.remove(failure)
                return failure
        return None

    def clear(self) -> None:
        """Forget all orders."""
        with self._lock:
            self._open.clear()

    def __len__(self) -> int:
        return len(self._open)
