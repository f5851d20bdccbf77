"""What stands before the API: tokens, rate and concurrency limits, and the idempotency keys in flight."""

from __future__ import annotations

import datetime as dt
import secrets
import threading

from zuora_sdk.emulator._clock import Clock
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._settings import Settings


class Tokens:
    """The bearer tokens that are valid now."""

    def __init__(self, clock: Clock, settings: Settings, lasting: str) -> None:
        self._clock = clock
        self._settings = settings
        self._lasting = lasting
        self._expires: dict[str, dt.datetime] = {}

    def issue(self) -> str:
        """A new token; older ones stay valid until they expire."""
        token = secrets.token_hex(16)
        self._expires[token] = self._clock.now() + dt.timedelta(seconds=self._settings.token_seconds)
        return token

    def expire(self, token: str) -> None:
        """End a token's life early; the lasting one can't end."""
        self._expires.pop(token, None)

    def accepts(self, token: str) -> bool:
        """Whether the token opens the gate."""
        expires = self._expires.get(token)
        return secrets.compare_digest(token.encode(), self._lasting.encode()) or bool(
            expires and self._clock.now() < expires
        )


class Limits:
    """Counts the calls of each window, and those that run at the same time."""

    def __init__(self, clock: Clock, settings: Settings) -> None:
        self._clock = clock
        self._settings = settings
        self._lock = threading.Lock()
        self._counts: dict[int, tuple[int, int]] = {window: (0, 0) for window, _ in settings.rate_limits}
        self._running = 0

    def enter(self) -> tuple[bool, bool]:
        """Count a call that begins: is it within the rate, is it within the concurrency?"""
        with self._lock:
            now = self._clock.now().timestamp()
            for window in self._counts:
                slot, count = self._counts[window]
                current = int(now // window)
                self._counts[window] = (current, count + 1 if slot == current else 1)
            self._running += 1
            in_rate = all(self._counts[window][1] <= limit for window, limit in self._settings.rate_limits)
            return in_rate, self._running <= self._settings.concurrency_limit

    def leave(self) -> None:
        """Count a call that ends."""
        with self._lock:
            self._running -= 1

    def rate_headers(self, exhausted: bool = False) -> dict[str, str]:
        """Of the window nearest to exhaustion; `exhausted`: as if nothing were left."""
        limits = self._settings.rate_limits
        with self._lock:
            window, limit = min(limits, key=lambda pair: (pair[1] - self._counts[pair[0]][1]) / max(1, pair[1]))
            remaining = 0 if exhausted else max(0, limit - self._counts[window][1])
        return {
            "RateLimit-Limit": ", ".join([str(limit), *(f"{count};w={seconds}" for seconds, count in limits)]),
            "RateLimit-Remaining": str(remaining),
            "RateLimit-Reset": str(window - int(self._clock.now().timestamp()) % window),
        }

    def concurrency_headers(self) -> dict[str, str]:
        """How many calls may run at a time, and how many more could begin."""
        limit = self._settings.concurrency_limit
        return {
            "Concurrency-Limit-Type": "Default",
            "Concurrency-Limit-Limit": str(limit),
            "Concurrency-Limit-Remaining": str(max(0, limit - self._running)),
        }


class KeysInFlight:
    """Idempotency keys whose first request hasn't got its response yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: set[str] = set()

    def begin(self, key: str) -> None:
        """Count a request that begins; Rejection if there is one with this key. `end` must follow."""
        with self._lock:
            if key in self._keys:
                raise Rejection(Category.LOCK, "A request with this Idempotency-Key is still in progress.")
            self._keys.add(key)

    def end(self, key: str) -> None:
        """Count a request that ends."""
        with self._lock:
            self._keys.discard(key)
