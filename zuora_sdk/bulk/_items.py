"""Items: the unit that a run remembers. Their keys, and their content in one canonical form."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from enum import Enum
from typing import Any

from zuora_sdk.bulk._protocol import Instant, State
from zuora_sdk.exceptions import ApiTypeError, ApiValueError
from zuora_sdk.models.base import ZuoraModel

KEY_LIMIT = 255
"""The most characters of an item key."""


@dataclass(eq=False)
class Item:
    """One input of a run, or one that an earlier run sent."""

    key: str
    content: bytes
    """A digest of what is sent for it."""
    entry: Any
    """What is sent for it; None for an item of an earlier run that isn't in a request any more."""
    size: int = 0
    """How many invoice items are in it, of which one request holds 1,000."""
    facts: Facts = field(default_factory=lambda: Facts())
    index: int | None = None
    """Its place in the input; None while this run's input hasn't come to it."""
    input: Any = None
    state: State = State.PLANNED
    generation: int = 0
    """How many idempotency keys it was sent with before the next one."""
    tries: int = 0
    """How often it was skipped in this run."""
    restored: bool = False
    """Whether an earlier run sent it."""
    error: Exception | None = None
    """Why it isn't done."""
    last_sent: Instant | None = None
    """When the last request was sent that may still be in progress."""


@dataclass(frozen=True)
class Facts:
    """What a report counts of an item before the service has said anything."""

    amount: Decimal | None = None
    currency: str | None = None


@dataclass(eq=False)
class Batch:
    """Items that travel in one request, under one idempotency key."""

    items: list[Item]
    body: bytes
    """The request's body as it is sent in every attempt."""
    idempotency_key: str | None
    number: int = 0
    """Its number in the journal."""
    first_sent: Instant | None = None
    uncertain: bool = False
    """Whether an attempt may have run."""


class Keys:
    """Gives each input its item key: what the user's function says, or its content and the number of its occurrence."""

    def __init__(self, function: Callable[[Any], object] | None, count: Callable[[str], int]) -> None:
        self._function = function
        self._count = count

    def key(self, value: Any, content: bytes, place: str) -> str:
        """The item key of an input. `content` is its digest, `place` what an error calls it."""
        if self._function is None:
            key = value if isinstance(value, str) and len(value) <= KEY_LIMIT - 10 else content.hex()[:32]
            occurrence = self._count(key)
            return key if occurrence == 1 else f"{key} #{occurrence}"
        given = self._function(value)
        key = str(given) if isinstance(given, (str, int)) and not isinstance(given, bool) else ""
        if not key:
            raise ApiTypeError(f"{place}: key= returned {given!r}; it must return text that isn't empty, or an integer")
        if len(key) > KEY_LIMIT:
            raise ApiValueError(f"{place}: key= returned {len(key)} characters; at most {KEY_LIMIT} are allowed")
        if self._count(key) > 1:
            raise ApiValueError(f"{place}: the key {key!r} has been used for an earlier input; keys must be unique")
        return key


def digest(value: Any, place: str) -> bytes:
    """A digest of content: equal numbers, dates and fields make equal digests, in whichever form or order they came."""
    text = json.dumps(_canonical(value, place), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _canonical(value: Any, place: str) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, ZuoraModel):
        return _canonical(value.to_dict(), place)
    if isinstance(value, Enum):
        return _canonical(value.value, place)
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float, Decimal)):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        digits = len(number.as_tuple().digits)
        exact = Context(prec=digits, Emax=MAX_EMAX, Emin=MIN_EMIN)  # strips zeros, and rounds nothing away
        return ["number", str(number.normalize(exact) if number else Decimal(0))]
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return ["bytes", value.hex()]
    if isinstance(value, Mapping):
        return {str(name): _canonical(inner, place) for name, inner in value.items()}
    if isinstance(value, Sequence):
        return [_canonical(inner, place) for inner in value]
    raise ApiTypeError(f"{place}: a {type(value).__name__} has no item key of its own; give one with key=")
