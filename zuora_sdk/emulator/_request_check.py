"""Checks a request against its schema, in one pass that names everything that doesn't fit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from zuora_sdk.emulator._rejection import Category
from zuora_sdk.emulator._versions import Version

Schema = Mapping[str, Any]

CUSTOM_FIELD = re.compile(r".+__(c|NS)")
# Far beyond any amount, and still writable digit by digit.
LARGEST_EXPONENT = 40
JSON_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, Decimal),
}


class RequestCheck:
    """One pass over one request; collects what doesn't fit instead of stopping at the first."""

    def __init__(self, resolve: Callable[[Schema], Schema], version: Version) -> None:
        self._resolve = resolve
        self._version = version
        self.errors: list[tuple[Category, str]] = []

    def _error(self, category: Category, where: str, what: str) -> None:
        self.errors.append((category, f"{where or 'The request'} {what}."))

    def fit(self, schema: Schema, value: Any, where: str) -> Any:
        """`value` with its decimals as Decimal; what doesn't fit is listed in `errors`."""
        schema = self._resolve(schema)
        if "anyOf" in schema and "enum" not in self._resolve(schema["anyOf"][0]):
            return self.fit(schema["anyOf"][0], value, where)
        if "anyOf" in schema:
            return self._fit_open_enum(schema["anyOf"], value, where)
        types = schema.get("type", list(JSON_TYPES))
        types = [types] if isinstance(types, str) else types
        if value is None:
            if "null" not in types:
                self._error(Category.INVALID, where, "may not be null")
            return None
        if schema.get("format") == "decimal":
            return self._fit_decimal(value, where)
        if not any(_is_a(value, name) for name in types):
            self._error(Category.INVALID, where, f"must be of type {' or '.join(types)}")
        elif isinstance(value, dict):
            return self._fit_object(schema, value, where)
        elif isinstance(value, list):
            return self._fit_array(schema, value, where)
        elif isinstance(value, str):
            self._check_string(schema, value, where)
        return value

    def _fit_open_enum(self, choices: list[Schema], value: Any, where: str) -> Any:
        # The specification lets any text follow the known values, for responses of a newer service. This service is of
        # one version and knows them all, so in a request only they are good.
        if value is None and any("null" in choice.get("type", ()) for choice in choices):
            return None
        known = [text for choice in choices for text in self._resolve(choice).get("enum", ())]
        if known and value not in known:
            self._error(Category.INVALID, where, f"must be one of {', '.join(known)}")
        return value

    def _fit_decimal(self, value: Any, where: str) -> Any:
        try:
            amount = value if isinstance(value, Decimal) else Decimal("NaN" if isinstance(value, bool) else value)
        except (InvalidOperation, TypeError, ValueError):
            amount = Decimal("NaN")
        if not amount.is_finite():
            self._error(Category.INVALID, where, "must be a number")
        elif abs(amount.adjusted()) > LARGEST_EXPONENT or len(amount.as_tuple().digits) > 2 * LARGEST_EXPONENT:
            self._error(Category.INVALID, where, "is out of range")
        else:
            return amount
        return None

    def _check_string(self, schema: Schema, text: str, where: str) -> None:
        if len(text) > schema.get("maxLength", len(text)):
            self._error(Category.INVALID, where, f"must have at most {schema['maxLength']} characters")
        elif len(text) < schema.get("minLength", 0):
            self._error(Category.INVALID, where, f"must have at least {schema['minLength']} characters")
        elif "pattern" in schema and not re.search(schema["pattern"], text):
            self._error(Category.INVALID, where, f"must match {schema['pattern']}")
        elif "enum" in schema and text not in schema["enum"]:
            self._error(Category.INVALID, where, f"must be one of {', '.join(schema['enum'])}")
        elif schema.get("format") == "date" and not _is_date(text):
            self._error(Category.INVALID, where, "must be a date, yyyy-mm-dd")

    def _fit_array(self, schema: Schema, values: list[Any], where: str) -> list[Any]:
        if len(values) > schema.get("maxItems", len(values)):
            self._error(Category.INVALID, where, f"must have at most {schema['maxItems']} entries")
            return values
        if len(values) < schema.get("minItems", 0):
            self._error(Category.INVALID, where, f"must have at least {schema['minItems']} entries")
        return [self.fit(schema.get("items", {}), value, f"{where}[{index}]") for index, value in enumerate(values)]

    def _fit_object(self, schema: Schema, fields: dict[str, Any], where: str) -> dict[str, Any]:
        properties = schema.get("properties")
        if properties is None:
            return fields
        fitted = dict(fields)
        for name in schema.get("required", ()):
            if fields.get(name) is None:
                self._error(Category.MISSING_FIELD, _join(where, name), "is required")
                fitted.pop(name, None)
        for name, value in list(fitted.items()):
            if name in properties and self._version.has(properties[name]):
                fitted[name] = self.fit(properties[name], value, _join(where, name))
            elif not CUSTOM_FIELD.fullmatch(name):
                self._error(Category.UNKNOWN_FIELD, _join(where, name), "is not a known field")
        self._check_together(schema, fields, where)
        return fitted

    def _check_together(self, schema: Schema, fields: dict[str, Any], where: str) -> None:
        for names in schema.get("x-mutually-exclusive", ()):
            if all(fields.get(name) is not None for name in names):
                self._error(Category.INVALID, where, f"may have only one of {' and '.join(names)}")
        if "x-max-total" in schema:
            path, limit = schema["x-max-total"]["path"], schema["x-max-total"]["limit"]
            if _count(fields, path) > limit:
                self._error(Category.INVALID, _join(where, ".".join(path)), f"may have at most {limit} in all")


def _is_a(value: Any, json_type: str) -> bool:
    if json_type == "null" or (isinstance(value, bool) and json_type != "boolean"):
        return False
    return isinstance(value, JSON_TYPES[json_type])


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII)) and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _count(value: Any, path: list[str]) -> int:
    """How many entries the lists at the end of `path` have, over all the lists on the way."""
    if isinstance(value, list) and path:
        return sum(_count(item, path) for item in value)
    if isinstance(value, list):
        return len(value)
    return _count(value.get(path[0]), path[1:]) if isinstance(value, dict) and path else 0
