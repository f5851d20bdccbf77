"""The emulator's time: runs with the real one, and jumps ahead when a test says so."""

from __future__ import annotations

import datetime as dt
import threading


class Clock:
    """UTC plus all that was advanced. Tokens, idempotency keys, jobs, PDFs and rate windows follow it."""

    def __init__(self) -> None:
        self._ahead = dt.timedelta()
        self._lock = threading.Lock()

    def advance(self, seconds: float) -> None:
        """Jump ahead, so that what takes time has happened."""
        if seconds < 0:
            raise ValueError(f"the clock only goes forward, got {seconds} seconds")
        with self._lock:
            self._ahead += dt.timedelta(seconds=seconds)

    def now(self) -> dt.datetime:
        """UTC, without a zone, as all the times in the ledger."""
        return dt.datetime.now(dt.timezone.utc).replace(tzinfo=None) + self._ahead

    def today(self) -> str:
        """The date of now, yyyy-mm-dd."""
        return self.now().date().isoformat()

    def stamp(self) -> str:
        """Now as the service writes it: no T, no zone."""
        return self.now().strftime("%Y-%m-%d %H:%M:%S")
