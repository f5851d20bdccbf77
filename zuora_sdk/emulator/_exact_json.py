"""JSON with exact numbers: read into Decimal, written with nine decimals as the service writes money."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NoReturn


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def read(body: bytes) -> Any:
    """Parse; ValueError or RecursionError when this is no JSON."""
    return json.loads(body.decode("utf-8"), parse_float=Decimal, parse_constant=_no_constant)


def number(value: Decimal) -> str:
    """`125.000000000`; zero is `0E-9`; what has more than nine decimals keeps them all."""
    if not value:
        return "0E-9"
    text = f"{value:f}"
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction:0<9}"


def write(value: Any) -> str:
    """The JSON text of plain data in which Decimal is a number."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, dict):
        return "{" + ",".join([f"{json.dumps(key)}:{write(item)}" for key, item in value.items()]) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join([write(item) for item in value]) + "]"
    return json.dumps(value)
