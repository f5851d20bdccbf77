"""How many requests are in flight, and when: in virtual time, against a service that others use, too."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from zuora_sdk._limits import Limits
from zuora_sdk._response_headers import ResponseHeaders


class Response(ResponseHeaders):
    """A response with these headers."""

    def __init__(self, **headers: object) -> None:
        self.headers = {name.replace("_", "-"): str(value) for name, value in headers.items()}


@dataclass
class Service:
    """Rejects what is beyond its limits, which other programs use as well."""

    limit: int | None = 40
    others: Callable[[float], int] = lambda now: 0
    latency: Callable[[int], float] = lambda number: 0.1
    """Seconds in the service, by the number of the request."""
    transit: float = 0.005
    """Seconds on the way there, and back."""
    refresh: float = 0.0
    """Seconds between two updates of the concurrency headers."""
    per_minute: int | None = None
    other_calls: float = 0.0
    """Calls a second of other programs."""
    concurrency_headers: bool = True
    running: int = 0
    calls: dict[int, int] = field(default_factory=dict)
    shown: tuple[float, int] = (-1.0, 0)

    def arrive(self, now: float) -> int:
        """The status of a request that arrives; if 200, `finish` must follow."""
        minute = int(now // 60)
        self.calls[minute] = self.calls.get(minute, 0) + 1
        if self.per_minute is not None and self._used(now) > self.per_minute:
            return 429
        if self.limit is not None and self.running + self.others(now) >= self.limit:
            return 429
        self.running += 1
        return 200

    def _used(self, now: float) -> int:
        return self.calls.get(int(now // 60), 0) + int(self.other_calls * (now % 60))

    def headers(self, now: float) -> Response:
        """What a response of this moment says."""
        said: dict[str, object] = {}
        if self.limit is not None and self.concurrency_headers:
            if now >= self.shown[0] + self.refresh:
                self.shown = (now, max(0, self.limit - self.running - self.others(now)))
            said |= {"Concurrency_Limit_Limit": self.limit, "Concurrency_Limit_Remaining": self.shown[1]}
        if self.per_minute is not None:
            left = max(0, self.per_minute - self._used(now))
            said |= {"RateLimit_Limit": f"{self.per_minute}, {self.per_minute};w=60", "RateLimit_Remaining": left}
            said |= {"RateLimit_Reset": 60 - int(now) % 60}
        return Response(**said)


@dataclass
class Simulation:
    """Workers that send one request after the other, as soon as the limits allow."""

    service: Service
    workers: int
    backoff: float = 1.0
    """Seconds until a worker whose request was rejected sends the next one."""
    max_delay: float = 130.0
    done: list[float] = field(default_factory=list)
    """When each response arrived that was no 429."""
    rejected: list[float] = field(default_factory=list)
    spans: list[tuple[float, float]] = field(default_factory=list)
    """When each request was sent, and its response arrived."""

    def __post_init__(self) -> None:
        self.limits = Limits(self.max_delay)
        self._busy = 0
        self._events: list[tuple[float, int, Callable[[float], None]]] = []
        self._serial = itertools.count()
        self._now = 0.0

    def run(self, until: float) -> None:
        """Go on until this moment."""
        self._at(self._now, lambda now: None)
        while self._events and self._events[0][0] <= until:
            self._now, _, event = heapq.heappop(self._events)
            event(self._now)
            while self._busy < self.workers and self.limits.delay(self._now) == 0:
                self._send(self._now)
            delay = self.limits.delay(self._now)
            if self._busy < self.workers and delay:
                self._at(self._now + delay, lambda now: None)
        self._now = until

    def _at(self, time: float, event: Callable[[float], None]) -> None:
        heapq.heappush(self._events, (time, next(self._serial), event))

    def _send(self, started: float) -> None:
        self._busy += 1
        self.limits.start(started)
        service, number = self.service, next(self._serial)

        def arrive(now: float) -> None:
            if service.arrive(now) == 200:
                self._at(now + service.latency(number), finish)
            else:
                self._respond(429, started, now)

        def finish(now: float) -> None:
            self._respond(200, started, now)
            service.running -= 1

        self._at(started + service.transit, arrive)

    def _respond(self, status: int, started: float, sent: float) -> None:
        headers = self.service.headers(sent)

        def receive(now: float) -> None:
            self.limits.observe(status, headers, started=started, now=now)
            self.limits.end(started)
            self.spans.append((started, now))
            (self.rejected if status == 429 else self.done).append(now)
            self._at(now + (self.backoff if status == 429 else 0.0), idle)

        def idle(now: float) -> None:
            self._busy -= 1

        self._at(sent + self.service.transit, receive)

    def rate(self, begin: float, end: float) -> float:
        """Responses a second from one moment to another."""
        return sum(begin <= time < end for time in self.done) / (end - begin)

    def level(self, begin: float, end: float) -> float:
        """Requests in flight on average."""
        spans = [(max(start, begin), min(stop, end)) for start, stop in self.spans]
        return sum(stop - start for start, stop in spans if stop > start) / (end - begin)


# ----------------------------------------------------------------------------------------------------------- alone


@pytest.mark.parametrize("refresh", [0, 1])
@pytest.mark.parametrize("latency", [0.1, 2.0])
@pytest.mark.parametrize(("workers", "ideal"), [(1, 1), (8, 8), (40, 40), (64, 40)])
def test_alone_all_is_used_and_nothing_is_rejected(workers: int, ideal: int, latency: float, refresh: float) -> None:
    simulation = Simulation(Service(latency=lambda number: latency, refresh=refresh), workers)
    simulation.run(150)
    assert not simulation.rejected
    assert len(simulation.done) >= 0.95 * ideal * 150 / (latency + 0.01)


def test_the_first_response_tells_the_limit() -> None:
    simulation = Simulation(Service(), 64)
    simulation.run(0.1099)
    assert simulation.limits.in_flight == 2
    simulation.run(0.12)
    assert simulation.limits.in_flight == 39


def test_slow_calls_leave_the_other_slots_in_use() -> None:
    slow = {number: 2.0 if number % 100 == 0 else 0.1 for number in range(100)}
    simulation = Simulation(Service(latency=lambda number: slow[number % 100]), 40)
    simulation.run(60)
    assert simulation.level(1, 60) >= 0.95 * 40
    assert not simulation.rejected


def test_a_small_limit_is_kept() -> None:
    simulation = Simulation(Service(limit=1), 8)
    simulation.run(30)
    assert simulation.level(1, 30) == pytest.approx(1, abs=0.05)


# ---------------------------------------------------------------------------------------------------- with others


@pytest.mark.parametrize("latency", [0.1, 2.0])
@pytest.mark.parametrize("workers", [8, 40, 64])
def test_a_competitor_takes_half_and_gives_it_back(workers: int, latency: float) -> None:
    def others(now: float) -> int:
        return 20 if 20 <= now < 40 else 0

    simulation = Simulation(Service(latency=lambda number: latency, others=others), workers)
    simulation.run(60)
    assert len(simulation.rejected) <= 3
    assert simulation.level(20 + latency + 2, 40) >= 0.9 * min(workers, 20)
    assert simulation.level(42, 43) >= 0.9 * min(workers, 40)


def test_a_competitor_that_was_there_first_loses_nothing() -> None:
    simulation = Simulation(Service(others=lambda now: 30), 64)
    simulation.run(30)
    assert not simulation.rejected
    assert simulation.level(2, 30) == pytest.approx(9, abs=0.2)


def test_after_a_pause_the_limits_are_learned_again() -> None:
    service = Service()
    simulation = Simulation(service, 64)
    simulation.run(5)
    simulation.workers = 0
    simulation.run(10)
    service.others = lambda now: 38
    simulation.workers = 64
    simulation.run(20)
    assert len(simulation.rejected) <= 2


# ------------------------------------------------------------------------------------------------ missing headers


def test_without_headers_the_limit_is_found_by_trial() -> None:
    simulation = Simulation(Service(concurrency_headers=False), 64)
    simulation.run(60)
    assert simulation.level(5, 60) >= 0.6 * 40
    assert len(simulation.rejected) <= 60  # one a second


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Concurrency_Limit_Limit": 40},
        {"Concurrency_Limit_Remaining": 0},
        {"Concurrency_Limit_Limit": 0, "Concurrency_Limit_Remaining": 0},
        {"RateLimit_Remaining": 0},
        {"RateLimit_Reset": 60},
        {"RateLimit_Limit": 1000, "RateLimit_Remaining": 0},
        {"RateLimit_Limit": 0, "RateLimit_Remaining": 0, "RateLimit_Reset": 0},
        {"RateLimit_Limit": "x", "RateLimit_Remaining": "-1", "RateLimit_Reset": "soon"},
        {"Retry_After": 15},
    ],
)
@pytest.mark.parametrize("status", [200, 429, 503])
def test_no_headers_hold_requests_back_for_long(headers: dict[str, object], status: int) -> None:
    limits = Limits(130)
    for now in range(100):
        limits.start(now)
        limits.observe(status, Response(**headers), started=now, now=now)
        limits.end(now)
    delay = limits.delay(100)
    assert delay is not None
    assert delay <= 15


# ---------------------------------------------------------------------------------------------------------- rate


@pytest.mark.parametrize("latency", [0.1, 1.0])
def test_a_limit_per_minute_is_used_up_and_kept(latency: float) -> None:
    simulation = Simulation(Service(latency=lambda number: latency, per_minute=600), 40)
    simulation.run(240)
    assert not simulation.rejected
    assert len(simulation.done) >= 0.98 * 4 * 600


def test_what_is_left_of_a_rate_is_spread_over_the_time_it_must_last() -> None:
    simulation = Simulation(Service(per_minute=600), 40)
    simulation.run(60)
    assert simulation.rate(0, 5) > 100
    assert [simulation.rate(begin, begin + 10) for begin in (10, 20, 30, 40)] == pytest.approx([1] * 4, abs=0.4)


def test_a_rejection_by_the_rate_holds_until_the_reset_and_no_longer() -> None:
    limits = Limits(130)
    limits.start(0.0)
    limits.observe(429, Response(RateLimit_Remaining=0, RateLimit_Reset=60), started=0.0, now=1.0)
    limits.end(0.0)
    assert limits.delay(1.0) == 60
    assert limits.delay(60.0) == 1
    for now in (61.0, 62.0, 63.0):  # what comes after the reset says nothing of the rate
        assert limits.delay(now) == 0
        limits.start(now)
        limits.observe(200, Response(), started=now, now=now)
        limits.end(now)


def test_after_the_reset_a_few_requests_look_first() -> None:
    limits = Limits(130)
    limits.start(0.0)
    limits.observe(200, Response(Concurrency_Limit_Limit=40, Concurrency_Limit_Remaining=39), started=0.0, now=0.1)
    assert limits.concurrency == 39
    limits.observe(200, Response(RateLimit_Remaining=0, RateLimit_Reset=60), started=0.0, now=0.1)
    assert limits.delay(60.2) == 0
    limits.start(60.2)
    limits.start(60.2)
    assert limits.delay(60.2) is None
    limits.observe(200, Response(RateLimit_Remaining=500, RateLimit_Reset=60), started=60.2, now=60.3)
    assert limits.delay(60.3) == 0


def test_a_long_wait_for_a_rate_is_tried_now_and_then() -> None:
    limits = Limits(130)
    limits.start(0.0)
    limits.observe(429, Response(RateLimit_Remaining=0, RateLimit_Reset=3600), started=0.0, now=0.0)
    limits.end(0.0)
    assert limits.delay(0.0) == 130


def test_a_rejection_by_the_concurrency_slows_nothing_but_that() -> None:
    limits = Limits(130)
    for _ in range(8):
        limits.start(0.0)
    limits.observe(429, Response(Concurrency_Limit_Remaining=0, Retry_After=120), started=0.0, now=0.1)
    limits.observe(429, Response(Concurrency_Limit_Remaining=0, Retry_After=120), started=0.0, now=0.1)
    assert limits.concurrency == 4  # halved once for all that were sent before it was known
    for _ in range(5):
        limits.end(0.0)
    assert limits.delay(0.1) == 0


def test_limits_of_other_types_are_not_ours() -> None:
    limits = Limits(130)
    limits.start(0.0)
    query = Response(Concurrency_Limit_Type="Object Query", Concurrency_Limit_Limit=80, Concurrency_Limit_Remaining=79)
    limits.observe(200, query, started=0.0, now=0.1)
    assert limits.concurrency == 2
