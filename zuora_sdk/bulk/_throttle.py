"""Slowing down before the service says 429: how many requests may be under way, and when the next one may begin."""

from __future__ import annotations

from zuora_sdk._response_headers import ResponseHeaders
from zuora_sdk.exceptions import ApiException

SPARE = 0.1
"""The part of each limit that is left to whoever else works in the tenant."""

FIRST = 2
"""Requests that may be under way before the first answer has said anything about limits."""


class Pace:
    """What the answers so far allow. It knows no clock: the time of each event is an argument.

    most: requests that may be under way at best.
    patience: the most seconds that one request may be held back.
    """

    def __init__(self, most: int, patience: float) -> None:
        self.width = min(most, FIRST)
        """Requests that may be under way now."""
        self._most = most
        self._patience = patience
        self._interval = 0.0
        self._next = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next request may begin."""
        return max(0.0, self._next - now)

    def begin(self, now: float) -> None:
        """A request begins."""
        self._next = max(self._next, now + self._interval)

    def note(self, outcome: ResponseHeaders | None, under_way: int, now: float) -> None:
        """Read an answer or a failure, if there is one to be read; `under_way` counts the requests with it."""
        if outcome is None:
            self.width = min(self._most, self.width + 1)
            return
        concurrency, rate = outcome.concurrency_limit, outcome.rate_limit
        # One more with each answer, as far as there is room. What is on its way isn't in the service's count yet, so
        # that its count alone would promise too much.
        room = self._most
        if concurrency.remaining is not None:
            limit = concurrency.limit or self._most
            room = min(limit, under_way + concurrency.remaining) - round(limit * SPARE)
        self.width = max(1, min(self._most, self.width + 1, room))
        if rate.remaining is not None and rate.reset is not None:
            scarce = rate.remaining <= (rate.limit or 0) * SPARE
            # What is left, spread over the time that it has to last.
            self._interval = min(self._patience, rate.reset / max(1, rate.remaining)) if scarce else 0.0
            if scarce:
                self._next = max(self._next, now + self._interval)
        refusals = [error for error in getattr(outcome, "errors", ()) if error.effective_status == 429]
        if isinstance(outcome, ApiException) and outcome.effective_status == 429:
            refusals.append(outcome)
            self._next = max(self._next, now + min(self._patience, outcome.retry_after or 0.0))
        if refusals:
            self.width = max(1, min(self.width, under_way // 2))
