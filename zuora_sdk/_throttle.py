"""Keeps a client's requests below the service's limits: bulk runs wait here until their next request may be sent."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import Protocol

from typing_extensions import Self
from urllib3 import HTTPHeaderDict

from zuora_sdk._limits import Limits
from zuora_sdk._response_headers import ResponseHeaders
from zuora_sdk._runtime import Runtime
from zuora_sdk.exceptions import NetworkException

POLL = 0.25
"""Seconds after which a waiting request looks whether its run was stopped."""


class Event(Protocol):
    """What tells a waiting request to give up, such as a `threading.Event`."""

    def is_set(self) -> bool:
        """Whether it should."""
        ...


_throttled: ContextVar[Event | None] = ContextVar("zuora_sdk_throttled", default=None)


@contextmanager
def throttled(stop: Event) -> Iterator[None]:
    """Let the requests of this block wait until the limits allow them, or until `stop` is set."""
    token = _throttled.set(stop)
    try:
        yield
    finally:
        _throttled.reset(token)


class Throttle:
    """What all threads of a client have in flight, and what the service allows.

    max_delay: the most seconds that a rate limit holds a request back.
    """

    def __init__(self, runtime: Runtime, *, max_delay: float) -> None:
        self._runtime = runtime
        self._max_delay = max_delay
        self._by_process: dict[int, _ProcessThrottle] = {}

    def slot(self, *, limited: bool = True) -> Slot:
        """Count one request as in flight, until its response is there or the block ends.

            with throttle.slot() as slot:
                response = transport.send(request)
                slot.received(response.status, response.headers)

        In a block of `throttled` it first waits until the limits allow the request. If that is stopped, it raises a
        `NetworkException`: the request wasn't sent. limited: False for a request that these limits don't count.
        """
        process = os.getpid()  # after a fork the requests in flight, and the locks, are the parent's
        throttle = self._by_process.get(process) or self._by_process.setdefault(
            process, _ProcessThrottle(self._runtime, self._max_delay)
        )
        return Slot(throttle, limited=limited)


class _ProcessThrottle:
    """The throttle of one process."""

    def __init__(self, runtime: Runtime, max_delay: float) -> None:
        self._runtime = runtime
        self._limits = Limits(max_delay)
        self._changed = threading.Condition()
        # Whose turn it is. The others wait for this lock instead of waking up together for one free slot.
        self._turn = threading.Lock()
        self._needed = False

    def take(self, stop: Event | None) -> tuple[float, float]:
        """Count a request as in flight. Returns the time, and how long that took, which is no time without `stop`."""
        arrived = self._runtime.monotonic()
        if stop is None:
            with self._changed:
                self._limits.start(arrived)
            return arrived, 0.0
        self._needed = True
        while not self._turn.acquire(timeout=POLL):
            _check(stop)
        try:
            started = self._wait(stop)
        finally:
            self._turn.release()
        return started, started - arrived

    def _wait(self, stop: Event) -> float:
        """Wait until the limits allow a request, and count it. Returns the time."""
        while True:
            with self._changed:
                now = self._runtime.monotonic()
                delay = self._limits.delay(now)
                if delay == 0:
                    self._limits.start(now)
                    return now
                _check(stop)
                if delay is None:
                    self._changed.wait(POLL)
                    continue
            self._runtime.sleep(min(delay, POLL))

    def observe(self, status: int, headers: Mapping[str, str], started: float) -> None:
        if not self._needed:  # fast path: nobody has waited yet, and whoever comes first learns the limits anew
            return
        with self._changed:
            now = self._runtime.monotonic()
            self._limits.observe(status, _Response(headers), started=started, now=now)

    def end(self, started: float) -> None:
        with self._changed:
            self._limits.end(started)
            self._changed.notify()


class Slot:
    """One request in flight."""

    def __init__(self, throttle: _ProcessThrottle, *, limited: bool) -> None:
        self._throttle = throttle
        self._limited = limited
        self._started: float | None = None
        self.waited = 0.0
        """Seconds that the request was held back."""

    def __enter__(self) -> Self:
        if self._limited:
            self._started, self.waited = self._throttle.take(_throttled.get())
        return self

    def received(self, status: int, headers: Mapping[str, str]) -> None:
        """The response is there: read its limits, and free the slot."""
        if self._started is not None:
            self._throttle.observe(status, headers, self._started)
        self._end()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        started, self._started = self._started, None
        if started is not None:
            self._throttle.end(started)


class _Response(ResponseHeaders):
    def __init__(self, headers: Mapping[str, str]) -> None:
        self.headers = headers if isinstance(headers, HTTPHeaderDict) else HTTPHeaderDict(headers)


def _check(stop: Event) -> None:
    if stop.is_set():
        error = NetworkException(None, "stopped before it was sent")
        error.fatal = True
        raise error
