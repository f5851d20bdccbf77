"""JSON with exact numbers: read into Decimal, written with nine decimals as the service writes money."""

from __future__ import annotations

import json
from decimal import Decimal
from json.encoder import encode_basestring_ascii
from typing import Any, NoReturn


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


# Far beyond what any request has, and still safe to walk, to write and to add up.
MAX_DEPTH = 100
MAX_NUMBER_LENGTH = 100
MAX_EXPONENT = 400


def _decimal(text: str) -> Decimal:
    value = Decimal(text) if len(text) <= MAX_NUMBER_LENGTH else None
    if value is None or abs(value.adjusted()) > MAX_EXPONENT:
        raise ValueError(f"a number may have {MAX_NUMBER_LENGTH} characters and an exponent up to {MAX_EXPONENT}")
    return value


def _integer(text: str) -> int:
    if len(text) > MAX_NUMBER_LENGTH:
        raise ValueError(f"a number may have {MAX_NUMBER_LENGTH} characters")
    return int(text)


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for parent in level
            if isinstance(parent, dict | list)
            for child in (parent.values() if isinstance(parent, dict) else parent)
        ]
        if not level:
            return
    raise ValueError(f"it is nested more than {MAX_DEPTH} deep")


def read(body: bytes) -> Any:
    """Parse; ValueError or RecursionError when this is not JSON, or JSON beyond the limits."""
    value = json.loads(body.decode("utf-8"), parse_float=_decimal, parse_int=_integer, parse_constant=_no_constant)
    if body.count(b"[") + body.count(b"{") >= MAX_DEPTH:  # fast path: few brackets can't be deep
        _check_depth(value)
    return value


def number(value: Decimal) -> str:
    """`125.000000000`; zero is `0E-9`; what has more than nine decimals keeps them all."""
    if not value:
        return "0E-9"
    text = f"{value:f}"
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction:0<9}"


_CONSTANTS = {None: "null", True: "true", False: "false"}


def write(value: Any) -> str:
    """The JSON text of plain data in which Decimal is a number."""
    if isinstance(value, str):  # fast path: json.dumps takes ten times as long for a value this small
        return encode_basestring_ascii(value)
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, dict):
        return "{" + ",".join([f"{encode_basestring_ascii(key)}:{write(item)}" for key, item in value.items()]) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join([write(item) for item in value]) + "]"
    return json.dumps(value)
