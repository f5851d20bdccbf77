"""JSON bytes to models and back, with every digit of money.

Reading: numbers with a fraction or exponent become `Decimal` straight from the text; a value that doesn't fit its field
is kept as it came and reported as an `Issue`, while the rest of the model is parsed.
Writing: `Decimal` becomes a JSON number with the digits it has, in declared and in custom fields.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from enum import Enum
from functools import reduce
from json.encoder import encode_basestring as _quote
from math import isfinite
from operator import getitem
from typing import Any, NamedTuple, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError

from zuora_sdk.exceptions import ApiTypeError

M = TypeVar("M", bound=BaseModel)


class NumericText(str):
    """A text that came as a JSON number, such as an error code: reads as `str`, is written back as the number."""

    __slots__ = ()


class TimedDate(dt.date):
    """A date that came with a time of zero (`2021-08-01 00:00:00`): reads as the date, is written back as it came."""

    text = ""

    def __reduce__(self) -> tuple[Any, ...]:
        return (_timed_date, (self.text,)) if self.text else (dt.date, (self.year, self.month, self.day))


def _timed_date(text: str) -> TimedDate:
    day = dt.date.fromisoformat(text[:10])
    timed = TimedDate(day.year, day.month, day.day)
    timed.text = text
    return timed


class Issue(NamedTuple):
    """A value of a response that doesn't fit its field, and stands in the model as it came; or one that is missing."""

    path: str
    """Where the value stands in the JSON, for example `invoiceItems[3].chargeAmount`."""
    message: str
    """What was expected."""
    value: Any
    """The value itself."""


class UnreadableBody(ValueError):
    """The bytes are no JSON, or not of the shape that the model needs."""


# ---------------------------------------------------------------------------------------------------------- reading


def parse_json(text: str | bytes) -> Any:
    """Read JSON exactly: fractions and exponents as `Decimal`. Raises `UnreadableBody` for anything else than JSON."""
    try:
        return _DECODER.decode(text if isinstance(text, str) else text.decode("utf-8-sig"))
    except (ValueError, ArithmeticError, RecursionError) as error:
        # Besides broken JSON: a number beyond Decimal's exponents or int's digits, or nesting beyond the stack.
        raise UnreadableBody(f"not readable as JSON: {error}") from error


def _reject_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_reject_constant)


_Path = tuple[str | int, ...]


LENIENT = object()
"""The validation context in which dates may be written in any way of ISO 8601."""

_FULL_DATE = re.compile(r"\d{4}(-?\d\d-?\d\d|-?W\d\d-?\d)")
_ZERO_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]00:00(:00(\.0+)?)?")


def unusual_date(value: Any, lenient: bool) -> dt.date | None:
    """The date that a value stands for which isn't text of the form `yyyy-mm-dd`; None if it stands for none."""
    if isinstance(value, str) and _ZERO_TIME.fullmatch(value):
        with suppress(ValueError):
            return _timed_date(value)
    moment = unusual_moment(value, lenient)
    if moment is None or moment.time() != dt.time() or moment.tzinfo is not None:
        return None
    return moment.date()


def unusual_moment(value: Any, lenient: bool) -> dt.datetime | None:
    """The moment that a value stands for which isn't text that pydantic reads; None if it stands for none."""
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    if not (lenient and isinstance(value, str) and _FULL_DATE.match(value)):
        return None
    from dateutil.parser import isoparse  # loaded only for a response that is odd

    try:
        return isoparse(re.sub(r" (?=[+-]\d|Z$)", "", value))
    except (ValueError, OverflowError):
        return None


def build(model: type[M], data: Any) -> tuple[M, tuple[Issue, ...]]:
    """Build a model from parsed JSON, setting values that don't fit aside instead of losing the rest."""
    try:
        # By JSON names alone: a field of which the contract knows nothing may be called as Python calls another.
        built = model.model_validate(data, by_alias=True, by_name=False)
        return built, _issues_of(built)
    except ValidationError as error:
        misfits = error
    # Outside the `except`: what is raised from here mustn't carry the values that pydantic's error quotes.
    try:
        built = model.model_validate(data, by_alias=True, by_name=False, context=LENIENT)
        return built, _issues_of(built)
    except ValidationError as error:
        misfits = error
    except RecursionError:
        raise UnreadableBody("nested too deeply") from None
    built, issues = _salvage(model, data, misfits)
    return built, (*issues, *_issues_of(built))


def _issues_of(model: BaseModel) -> tuple[Issue, ...]:
    return () if _is_complete(model) else tuple(_not_sent(model))


def _is_complete(model: BaseModel) -> bool:
    """Fast path: whether `_not_sent` would find nothing, as nearly always. It builds no paths."""
    always_sent, nested = _EXPECTED.get(type(model)) or _expected_fields(type(model))
    values = model.__dict__
    for field in always_sent:
        if values[field] is None:
            return values.get("success") is False
    for field in nested:
        value = values[field]
        for entry in value if isinstance(value, list) else (value,):
            if isinstance(entry, BaseModel) and not _is_complete(entry):
                return values.get("success") is False
    return True


def _not_sent(model: BaseModel, path: _Path = ()) -> Iterator[Issue]:
    """Report the fields that the service always sends, but didn't send here.

    An object with `success` false is a failure: it holds the reasons in place of its fields.
    """
    always_sent, nested = _EXPECTED.get(type(model)) or _expected_fields(type(model))
    values = model.__dict__
    if values.get("success") is False:
        return
    for field in always_sent:
        if values[field] is None:
            state = "null" if field in model.__pydantic_fields_set__ else "missing"
            yield Issue(_spell((*path, _alias(model, field))), f"always sent by Zuora, but {state}", None)
    for field in nested:
        value = values[field]
        places = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, entry in places:
            if isinstance(entry, BaseModel) and not _is_complete(entry):
                inner = (*path, _alias(model, field))
                yield from _not_sent(entry, inner if index is None else (*inner, index))


_EXPECTED: dict[type[BaseModel], tuple[tuple[str, ...], tuple[str, ...]]] = {}


def _expected_fields(model: type[BaseModel]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a model class that are always sent, and those that hold models."""
    nested = tuple(name for name, info in model.model_fields.items() if _holds_model(info.annotation))
    expected = _EXPECTED[model] = getattr(model, "_always_sent", ()), nested
    return expected


def _holds_model(annotation: Any) -> bool:
    if arguments := get_args(annotation):
        return any(_holds_model(inner) for inner in arguments)
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _alias(model: BaseModel, field: str) -> str:
    return type(model).model_fields[field].alias or field


def decode(model: type[M], body: bytes) -> tuple[M, tuple[Issue, ...]]:
    """Parse the bytes of a response as a model. Raises `UnreadableBody` if there is no such model in them."""
    return build(model, parse_json(body))


def _salvage(model: type[M], data: Any, error: ValidationError) -> tuple[M, tuple[Issue, ...]]:
    """Take the misfits out, validate what is left, put them back as they came."""
    misfits: dict[_Path, str] = {}
    kept = data
    while True:
        found: dict[_Path, str] = {}
        for detail in error.errors(include_url=False, include_context=False, include_input=False):
            path = _place(kept, detail["loc"])
            while path in misfits:  # what stands in for it doesn't fit either: it is what holds it that doesn't
                path = path[:-1]
            if not path:
                raise UnreadableBody(f"expected {model.__name__}: {detail['msg']}")
            found.setdefault(path, detail["msg"])
        misfits.update(found)
        kept = _without(data, list(misfits))
        try:
            salvaged = model.model_validate(kept, by_alias=True, by_name=False, context=LENIENT)
            break
        except ValidationError as next_error:
            error = next_error
    outermost = [path for path in misfits if not any(path[:length] in misfits for length in range(1, len(path)))]
    issues = [Issue(_spell(path), misfits[path], reduce(getitem, path, data)) for path in outermost]
    for path, issue in zip(outermost, issues, strict=True):
        _graft(salvaged, path, issue.value)
    return salvaged, tuple(issues)


def _place(data: Any, loc: Sequence[str | int]) -> _Path:
    """The part of an error's location that is a place in the data (a union's branch names come after it)."""
    for depth, part in enumerate(loc):
        inside = part in data if isinstance(data, dict) else isinstance(data, list) and isinstance(part, int)
        if not inside:
            return tuple(loc[:depth])
        data = cast(Any, data)[part]
    return tuple(loc)


def _without(data: Any, paths: Sequence[_Path]) -> Any:
    """A copy of `data` with nothing at `paths`; in a list, an empty object keeps the place."""
    copy = data.copy()
    inner: dict[str | int, list[_Path]] = {}
    for head, *rest in paths:
        inner.setdefault(head, []).append(tuple(rest))
    for head, rests in inner.items():
        if () not in rests:
            copy[head] = _without(copy[head], rests)
        elif isinstance(copy, dict):
            del copy[head]
        else:
            copy[head] = {}
    return copy


def _graft(target: Any, path: _Path, value: Any) -> None:
    *outer, last = path
    for part in outer:
        target = target[part] if isinstance(part, int) else target.__dict__[_field_of(target, part)]
    if isinstance(last, int):
        target[last] = value
    else:
        field = _field_of(target, last)
        target.__dict__[field] = value
        target.__pydantic_fields_set__.add(field)


def _field_of(model: BaseModel, alias: str) -> str:
    return next(name for name, field in type(model).model_fields.items() if alias == field.alias)


def _spell(path: Sequence[str | int]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


# ---------------------------------------------------------------------------------------------------------- writing


def to_json(value: Any, name: str = "value") -> str:
    """Write a model, or plain Python data, as JSON text. `name` is what an error calls the value."""
    try:
        return _WRITERS[type(value)](value)
    except _NotJson:
        raise ApiTypeError(*_unwritable(value, name)) from None
    except RecursionError:
        raise ApiTypeError(f"{name}: nested too deeply, or within itself") from None


def encode(value: Any, name: str = "value") -> bytes:
    """Write a model, or plain Python data, as the bytes of a request."""
    try:
        return to_json(value, name).encode()
    except UnicodeEncodeError as error:
        raise ApiTypeError(
            f"{name}: holds a lone surrogate ({error.object[error.start]!r}), which is no text"
        ) from None


def present(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """What a model contains, as JSON names and values: declared fields in order, then custom fields.

    A field that is None is left out, unless null is a meaningful value of it and it was given.
    """
    names = _names_of(type(model))
    given = model.__pydantic_fields_set__
    for field, value in model.__dict__.items():
        if value is not None or (field in names.nullable and field in given):
            yield names.aliases[field], value
    for alias, value in (model.__pydantic_extra__ or {}).items():
        if value is not None or alias in names.nullable:
            yield alias, value


class _FieldNames(NamedTuple):
    """The JSON names of a model class, prepared for writing."""

    aliases: dict[str, str]
    """JSON name by field."""
    keys: dict[str, str]
    """The same, quoted and with its colon."""
    nullable: Container[str]
    """The fields in which null is a value."""


_FIELD_NAMES: dict[type[BaseModel], _FieldNames] = {}


def _names_of(model: type[BaseModel]) -> _FieldNames:
    names = _FIELD_NAMES.get(model)
    if names is None:
        aliases = {name: field.alias or name for name, field in model.model_fields.items()}
        keys = {name: f"{_quote(alias)}:" for name, alias in aliases.items()}
        names = _FIELD_NAMES[model] = _FieldNames(aliases, keys, getattr(model, "_nullable", ()))
    return names


class _NotJson(TypeError):
    """A value that can't be written as JSON."""


def _write_model(model: BaseModel) -> str:
    _, keys, nullable = _names_of(type(model))
    if nullable or model.__pydantic_extra__:
        members = [f"{_quote(alias)}:{_WRITERS[type(value)](value)}" for alias, value in present(model)]
    else:  # a request of declared fields: `present`, spelt out where the time goes
        members = [
            keys[field] + (_quote(value) if type(value) is str else _WRITERS[type(value)](value))
            for field, value in model.__dict__.items()
            if value is not None
        ]
    return "{" + ",".join(members) + "}"


def _write_mapping(mapping: Mapping[Any, Any]) -> str:
    if not all(isinstance(key, str) for key in mapping):
        raise _NotJson
    return "{" + ",".join([f"{_quote(key)}:{_WRITERS[type(value)](value)}" for key, value in mapping.items()]) + "}"


def _write_sequence(values: Sequence[Any]) -> str:
    return "[" + ",".join([_WRITERS[type(value)](value) for value in values]) + "]"


def _write_decimal(number: Decimal) -> str:
    if number.is_finite():
        return str(number)
    raise _NotJson  # NaN, NaN123 and Infinity


def _write_float(number: float) -> str:
    if isfinite(number):
        return float.__repr__(number)
    raise _NotJson


def _write_datetime(moment: dt.datetime) -> str:
    # Zuora's own form has no zone; a moment that has one is written in ISO 8601.
    return f'"{moment.isoformat(sep=" " if moment.tzinfo is None else "T")}"'


_BY_BASE: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (type(None), lambda _: "null"),
    (bool, lambda value: "true" if value else "false"),
    (NumericText, str.__str__),
    (Enum, lambda member: _WRITERS[type(member._value_)](member._value_)),
    (str, _quote),
    (Decimal, _write_decimal),
    (int, int.__repr__),
    (float, _write_float),
    (dt.datetime, _write_datetime),
    (TimedDate, lambda day: _quote(day.text or day.isoformat())),
    (dt.date, lambda day: f'"{day.isoformat()}"'),
    (BaseModel, _write_model),
    (Mapping, _write_mapping),
    (list, _write_sequence),
    (tuple, _write_sequence),
)


class _Writers(dict[type, Callable[[Any], str]]):
    """The writer of each type met so far; a new type gets that of the first base it has above."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        for base, writer in _BY_BASE:
            if issubclass(kind, base):
                self[kind] = writer
                return writer
        raise _NotJson


_WRITERS: dict[type, Callable[[Any], str]] = _Writers()


def _unwritable(value: Any, path: str) -> Iterator[str]:
    """Where a value holds what JSON can't say. Slow, and only asked once writing has failed."""
    if isinstance(value, BaseModel):
        for name, inner in {**value.__dict__, **(value.__pydantic_extra__ or {})}.items():
            yield from _unwritable(inner, f"{path}.{name}")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                yield f"{path}: the key {key!r} is a {type(key).__name__}; JSON keys are text"
            yield from _unwritable(inner, f"{path}[{key!r}]")
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield from _unwritable(inner, f"{path}[{index}]")
    else:
        try:
            _WRITERS[type(value)](value)
        except _NotJson:
            yield f"{path}: {value!r} can't be written as JSON; give text, a number, a date, a list or a dict"
