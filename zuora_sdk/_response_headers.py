"""Rate limits, concurrency limits and request IDs: what the headers of a response say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import NamedTuple


class RateLimit(NamedTuple):
    """Where the tenant stands with its requests a minute, hour and day. None where the server didn't say."""

    limit: int | None
    """Requests allowed in the window that is nearest to running out."""
    remaining: int | None
    """Requests left in it."""
    reset: float | None
    """Seconds until it starts anew."""


class ConcurrencyLimit(NamedTuple):
    """How many requests the tenant may have in flight at once. None where the server didn't say."""

    limit: int | None
    remaining: int | None
    type: str | None
    """Which limit counts: `Default`, `High-volume transactions` or `Object Query`."""


class ResponseHeaders:
    """The readings of `headers` that responses and failures share."""

    headers: Mapping[str, str]

    @property
    def request_id(self) -> str | None:
        """The ID that Zuora gave the request: what its support asks for."""
        return self.headers.get("Zuora-Request-Id")

    @property
    def track_id(self) -> str | None:
        """The caller's own `zuora_track_id`, as the server echoes it."""
        return self.headers.get("Zuora-Track-Id")

    @property
    def rate_limit(self) -> RateLimit:
        """Requests allowed, left, and until when."""
        first, _, _ = self.headers.get("RateLimit-Limit", "").partition(",")
        return RateLimit(
            _whole(first), _whole(self.headers.get("RateLimit-Remaining")), _number(self.headers.get("RateLimit-Reset"))
        )

    @property
    def concurrency_limit(self) -> ConcurrencyLimit:
        """Requests allowed at once, and how many more there may be now."""
        return ConcurrencyLimit(
            _whole(self.headers.get("Concurrency-Limit-Limit")),
            _whole(self.headers.get("Concurrency-Limit-Remaining")),
            self.headers.get("Concurrency-Limit-Type"),
        )

    @property
    def retry_after(self) -> float | None:
        """Seconds that the server asks to wait (Retry-After as seconds or as a date, RFC 9110 section 10.2.3)."""
        text = self.headers.get("Retry-After")
        seconds = _number(text)
        return _until(text) if text and seconds is None else seconds


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None


def _whole(text: str | None) -> int | None:
    number = _number(text)
    return None if number is None else int(number)


def _until(date: str) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.timezone.utc)  # the old forms name no zone, and mean this one
    return max(0.0, (moment - dt.datetime.now(dt.timezone.utc)).total_seconds())
