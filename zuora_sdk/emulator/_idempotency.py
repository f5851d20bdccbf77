"""Idempotency keys whose first request has no response yet; the ledger remembers the others."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from zuora_sdk.emulator._rejection import Category, Rejection


class KeysInFlight:
    """Lets one request at a time use a key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: set[str] = set()

    @contextmanager
    def claim(self, key: str) -> Iterator[None]:
        """Hold a key until its response is complete; Rejection if another request holds it."""
        with self._lock:
            if key in self._keys:
                raise Rejection(Category.LOCK, "A request with this Idempotency-Key is still in progress.")
            self._keys.add(key)
        try:
            yield
        finally:
            with self._lock:
                self._keys.discard(key)
