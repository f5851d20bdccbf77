"""How many requests may be in flight, and when the next one may be sent: decisions only, with the time as an argument.

What is known comes from the response headers. Zuora refreshes its concurrency headers once a second and other programs
use the same limits, so that a number is an estimate, good for about a second.
"""

from __future__ import annotations

import sys
from collections import deque

from zuora_sdk._response_headers import ConcurrencyLimit, RateLimit, ResponseHeaders

INITIAL_CONCURRENCY = 2
"""Requests in flight while nothing is known: before the first response, after a pause, after a limit has been reset."""

HEADROOM = 1 / 40
"""The part of the concurrency limit that is left free, so that another program's next request finds a slot."""

RATE_HEADROOM = 1 / 10
"""The part of a rate limit that is spread evenly over the time until the limit is reset. The rest is used at once."""

SETTLE = 1.25
"""Seconds until the concurrency headers are sure to show a change."""


class Limits:
    """What the responses so far allow.

    A concurrency limit that no header names is found by trial: one request more with each response, half of them after
    a 429 (additive increase, multiplicative decrease; RFC 5681).

    max_delay: the most seconds without a request. After it one is sent to see whether the limit still holds.
    """

    def __init__(self, max_delay: float) -> None:
        self._started: list[float] = []  # when each request in flight was sent
        self._observed = float("-inf")
        self._concurrency = _Concurrency()
        self._rate = _Rate(max_delay)

    @property
    def in_flight(self) -> int:
        """Requests that were sent and have no response yet."""
        return len(self._started)

    @property
    def concurrency(self) -> int:
        """Requests that may be in flight."""
        return self._concurrency.limit

    def delay(self, now: float) -> float | None:
        """Seconds until the next request may be sent; None if one in flight has to end first."""
        reset = self._rate.ends if self._rate.ends <= now else float("-inf")
        outdated = reset > self._observed or now - self._observed > SETTLE
        if outdated:
            since = max(reset, self._observed)
            if sum(started >= since for started in self._started) >= INITIAL_CONCURRENCY:
                return None
        return self._rate.delay(now) if self.in_flight < self.concurrency else None

    def start(self, now: float) -> None:
        """A request is sent."""
        self._started.append(now)
        self._rate.started = now

    def end(self, started: float) -> None:
        """A request that was sent at `started` is over, with or without a response."""
        self._started.remove(started)

    def observe(self, status: int, response: ResponseHeaders, *, started: float, now: float) -> None:
        """Read the response to a request that was sent at `started`, before it ends."""
        self._observed = now
        rate = response.rate_limit
        self._rate.observe(rate, others=self.in_flight - 1, now=now)
        if status != 429:
            concurrency = response.concurrency_limit
            if concurrency.type in (None, "Default"):  # the other types count other endpoints
                self._concurrency.observe(concurrency, in_flight=self.in_flight, failed=status >= 500, now=now)
        elif rate.remaining == 0:
            self._rate.pause(rate.reset or response.retry_after or SETTLE, now)
        else:
            self._concurrency.reject(self.in_flight, started=started, now=now)
            if self.in_flight == 1:  # not even one was accepted
                self._rate.pause(SETTLE, now)


class _Concurrency:
    """How many requests may be in flight.

    A request counts here from before it is sent until its response is there; in the service for less time. So
    `remaining` plus what is in flight is at least what this client may use: the limit grows no further than the lowest
    sum of the last second. It shrinks when `remaining` plus the most that was in flight in that second is less.
    """

    def __init__(self) -> None:
        self.limit = INITIAL_CONCURRENCY
        self._most = sys.maxsize
        self._headroom = 1
        self._free = _Lowest()
        self._negative_levels = _Lowest()
        self._gain = 1.0
        """What is left over of fractions by which the limit grows."""
        self._cut_at = float("-inf")

    def observe(self, header: ConcurrencyLimit, *, in_flight: int, failed: bool, now: float) -> None:
        """Follow what a response says is free. `in_flight` counts its request too."""
        if header.limit is not None:
            self._headroom = max(1, round(header.limit * HEADROOM))
            self._most = max(1, header.limit - self._headroom)
        if header.remaining is None:
            target = self.limit if failed else self._grown()
        else:
            target = self._told(header.remaining, in_flight, now)
        if now < self._cut_at + SETTLE:
            target = min(target, self.limit)
        self.limit = max(1, min(target, self._most))

    def _told(self, remaining: int, in_flight: int, now: float) -> int:
        free = self._free.add(remaining + in_flight, now)
        most = -self._negative_levels.add(-in_flight, now)
        if remaining < self._headroom:
            # Too many, whoever sends them: this request isn't replaced. No more than half of them go in a second, for
            # the number may be that old.
            return min(self.limit, max(in_flight - 1, most // 2))
        return min(max(self.limit, free - self._headroom), remaining + most - self._headroom)

    def _grown(self) -> int:
        """Without headers: by one with each response until the first 429, then by one with each round of responses."""
        self._gain += 1.0 if self._cut_at == float("-inf") else 1 / self.limit
        whole, self._gain = divmod(self._gain, 1.0)
        return self.limit + int(whole)

    def reject(self, in_flight: int, *, started: float, now: float) -> None:
        """A request was rejected for too much concurrency: halve what is in flight, once for all that were."""
        if started > self._cut_at:
            self.limit = max(1, in_flight // 2)
            self._cut_at = now


class _Rate:
    """When the next request may be sent."""

    def __init__(self, max_delay: float) -> None:
        self._max_delay = max_delay
        self.started = float("-inf")
        """When the last request was sent."""
        self.ends = float("-inf")
        """When the limit is reset: what is known of it holds until then, and no longer."""
        self._interval = 0.0

    def delay(self, now: float) -> float:
        """Seconds until the next request may be sent."""
        return max(0.0, min(self.started + self._interval, self.ends) - now)

    def observe(self, header: RateLimit, *, others: int, now: float) -> None:
        """Spread the requests that are left over the time that they must last. The `others` in flight may need some."""
        if header.remaining is None or header.reset is None:
            return
        left = header.remaining - others
        scarce = left <= (header.limit or 0) * RATE_HEADROOM
        self.ends = now + header.reset if scarce else float("-inf")
        self._interval = min(self._max_delay, header.reset / left if left > 0 else header.reset)

    def pause(self, seconds: float, now: float) -> None:
        """Send nothing for so long."""
        seconds = min(seconds, self._max_delay)
        self.started, self.ends, self._interval = now, now + seconds, seconds


class _Lowest:
    """The lowest of the values of the last `SETTLE` seconds."""

    def __init__(self) -> None:
        # Only values that are lower than all before them, from the oldest (and lowest) on: a monotonic queue.
        self._values: deque[tuple[float, int]] = deque()

    def add(self, value: int, now: float) -> int:
        """Returns the lowest, this one included."""
        values = self._values
        while values and values[-1][1] >= value:
            values.pop()
        values.append((now, value))
        while values[0][0] < now - SETTLE:
            values.popleft()
        return values[0][1]
