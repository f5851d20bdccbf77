"""Rate limits, and the limit of calls that run at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from zuora_sdk.emulator._clock import Clock

Windows = tuple[tuple[int, int], ...]
"""Pairs of a window in seconds and the calls allowed in it."""


class RateLimit:
    """Counts calls in fixed windows.

    Args:
        clock: Decides which window it is.
        windows: Reads the windows from the settings, which may change.
    """

    def __init__(self, clock: Clock, windows: Callable[[], Windows]) -> None:
        self._clock = clock
        self._windows = windows
        self._lock = threading.Lock()
        # For each length: the number of the current window since 1970, and the calls in it.
        self._counts: dict[int, tuple[int, int]] = {}

    def admit(self) -> bool:
        """Count a call; whether it is within all windows."""
        now = int(self._clock.now().timestamp())
        admitted = True
        with self._lock:
            for seconds, limit in self._windows():
                current, count = now // seconds, self._counted(seconds, now) + 1
                self._counts[seconds] = current, count
                admitted = admitted and count <= limit
        return admitted

    def headers(self, exhausted: bool = False) -> dict[str, str]:
        """Headers for the window nearest to exhaustion; `exhausted`: as if nothing were left."""
        windows, now = self._windows(), int(self._clock.now().timestamp())
        if not windows:
            return {}
        with self._lock:
            left = {seconds: limit - self._counted(seconds, now) for seconds, limit in windows}
        seconds, limit = min(windows, key=lambda window: left[window[0]] / max(1, window[1]))
        return {
            "RateLimit-Limit": ", ".join([str(limit), *(f"{count};w={length}" for length, count in windows)]),
            "RateLimit-Remaining": str(0 if exhausted else max(0, left[seconds])),
            "RateLimit-Reset": str(seconds - now % seconds),
        }

    def _counted(self, seconds: int, now: int) -> int:
        number, count = self._counts.get(seconds, (0, 0))
        return count if number == now // seconds else 0


class ConcurrencyLimit:
    """Counts the calls that run at the same time."""

    def __init__(self, limit: Callable[[], int]) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._running = 0

    @contextmanager
    def admit(self) -> Iterator[bool]:
        """Count a call while it runs; whether it is within the limit."""
        with self._lock:
            self._running += 1
            admitted = self._running <= self._limit()
        try:
            yield admitted
        finally:
            with self._lock:
                self._running -= 1

    def headers(self) -> dict[str, str]:
        """How many calls may run at a time, and how many more could begin."""
        limit = self._limit()
        return {
            "Concurrency-Limit-Type": "Default",
            "Concurrency-Limit-Limit": str(limit),
            "Concurrency-Limit-Remaining": str(max(0, limit - self._running)),
        }
