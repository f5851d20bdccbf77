"""The timestamps of responses that are text without a zone, such as `created_date` and `posted_on`."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from zuora_sdk._serialization import unusual_moment
from zuora_sdk.exceptions import ApiValueError


def parse_timestamp(text: str, zone: str | dt.tzinfo) -> dt.datetime:
    """Read a timestamp of Zuora as a moment in time.

        created = parse_timestamp(invoice.created_date, "America/Los_Angeles")

    text: as the response has it, `2024-07-11 02:31:04`, or any form of ISO 8601. A zone of its own is kept.
    zone: the time zone of the tenant, which Zuora leaves out: its name or a `tzinfo`.

    Raises `ApiValueError` if the text is no timestamp, or nobody knows the zone.
    """
    moment = unusual_moment(text, lenient=True)
    if moment is None:
        raise ApiValueError(f"text: must be a timestamp like '2024-07-11 02:31:04', got {text!r}")
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=_zone(zone))


def _zone(zone: str | dt.tzinfo) -> dt.tzinfo:
    if isinstance(zone, dt.tzinfo):
        return zone
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ApiValueError(f"zone: {zone!r} is not the name of a time zone, such as 'America/Los_Angeles'") from error
