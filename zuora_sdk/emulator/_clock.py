"""The emulator's time: runs with the real one, and jumps ahead when a test says so."""

from __future__ import annotations

import datetime as dt
import math
import threading
import zoneinfo

UTC = dt.timezone.utc
# Leaves room for due dates and local times after it.
LATEST = dt.datetime(9000, 1, 1, tzinfo=UTC)


class Clock:
    """Real time from `start` on, plus all that was advanced.

    Tokens, idempotency keys, jobs, PDFs and rate windows follow it. Dates and timestamps are those of the tenant's
    time zone, as in the real service.

    Args:
        start: Where the clock begins, in the tenant's time zone unless it has one of its own. Now, if left out.
        time_zone: IANA name of the tenant's time zone, such as `Asia/Tokyo`. The machine's, if left out.
    """

    def __init__(self, start: dt.datetime | None = None, time_zone: str | None = None) -> None:
        self._zone = _zone(time_zone)
        self._lock = threading.Lock()
        self._ahead = dt.timedelta()
        self._start: dt.timedelta = self._ahead
        if start is not None:
            if start.tzinfo is None:
                start = start.replace(tzinfo=self._zone) if self._zone else start.astimezone()
            self._ahead = self._start = _checked(start.astimezone(UTC)) - dt.datetime.now(UTC)

    def now(self) -> dt.datetime:
        """The current instant, in UTC."""
        return dt.datetime.now(UTC) + self._ahead

    def advance(self, seconds: float) -> dt.datetime:
        """Jump ahead, so that what takes time has happened; returns the new time."""
        if not math.isfinite(seconds) or seconds < 0:
            raise ValueError(f"the clock only goes forward, by a number of seconds, got {seconds}")
        try:
            with self._lock:
                instant = _checked(self.now() + dt.timedelta(seconds=seconds))
                self._ahead += dt.timedelta(seconds=seconds)
                return instant
        except OverflowError:
            raise ValueError(f"the clock can't pass the year {LATEST.year}, got {seconds} seconds") from None

    def set(self, instant: dt.datetime) -> dt.datetime:
        """Jump to a later instant; without a zone it is in the tenant's."""
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=self._zone) if self._zone else instant.astimezone()
        try:
            instant = _checked(instant.astimezone(UTC))
        except OverflowError:
            raise ValueError(f"the clock can't pass the year {LATEST.year}, got {instant.isoformat()}") from None
        with self._lock:
            now = dt.datetime.now(UTC)
            if instant < now + self._ahead:
                raise ValueError(f"the clock only goes forward, and {instant.isoformat()} is in its past")
            self._ahead = instant - now
        return instant

    def reset(self) -> None:
        """Go back to the start, plus the real time that has passed since."""
        with self._lock:
            self._ahead = self._start

    def catch_up(self, instant: dt.datetime) -> None:
        """Not to be earlier than `instant`: after a restart, time goes on from where it was."""
        with self._lock:
            self._ahead = max(self._ahead, instant - dt.datetime.now(UTC))

    def local(self, instant: dt.datetime) -> dt.datetime:
        """An instant in the tenant's time zone."""
        return instant.astimezone(self._zone)


def _zone(name: str | None) -> zoneinfo.ZoneInfo | None:
    if name is None:
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"time_zone must be an IANA name such as Asia/Tokyo, got {name!r}") from None


def _checked(instant: dt.datetime) -> dt.datetime:
    if instant > LATEST:
        raise ValueError(f"the clock can't pass the year {LATEST.year}, got {instant.isoformat()}")
    return instant
