"""What is checked before anything is sent. All problems are found at once, each with its path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import inf
from typing import Any, NamedTuple, get_args

from zuora_sdk._operation import Parameter
from zuora_sdk.exceptions import ApiTypeError
from zuora_sdk.models.base import Rules, ZuoraModel, rules_of

PDF_LIMIT = 4 * 1024 * 1024
"""The most bytes that an uploaded file may have (Zuora's limit is 4 MB)."""

_PLAIN_CHARACTERS = frozenset("-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_TOKEN_CHARACTERS = _PLAIN_CHARACTERS.union("!#$%&'*+.^`|~")
"""What the name of a header may be made of (RFC 9110, section 5.6.2)."""

_SECRET_HEADER = re.compile("auth|cookie|session|secret|token|password|access-?key|api-?key", re.IGNORECASE)

_FRAMING = frozenset(
    {"content-length", "transfer-encoding", "host", "connection", "te", "trailer", "upgrade", "expect"}
)


class _Size(NamedTuple):
    """How long a text or list may be."""

    least: float
    most: float
    unit: str

    def problem(self, size: int) -> str:
        """What is wrong with a size; an empty text if nothing is."""
        if size > self.most:
            return f"has {size} {self.unit}; at most {self.most} are allowed"
        return f"has {size} {self.unit}; at least {self.least} are required" if size < self.least else ""


class _Schema(NamedTuple):
    """The rules of a model class, arranged so that a field that isn't given costs nothing."""

    rules: Rules
    sizes: Mapping[str, _Size]
    longest: Mapping[str, int]
    """The longest text of each field that has no other limit."""
    watched: frozenset[str]
    """Fields with a limit or with models inside."""
    nested: frozenset[str]
    order: Mapping[str, int]


_SCHEMAS: dict[type, _Schema] = {}


def check_model(model: ZuoraModel, path: str) -> list[str]:
    """The problems of a request body: what breaks the rules of its model, or of a model inside."""
    return [f"{path}{problem}" for problem in _problems(model)]


def _problems(model: ZuoraModel) -> Sequence[str]:
    schema = _SCHEMAS.get(type(model)) or _schema_of(type(model))
    values = model.__dict__
    if _is_unremarkable(model, schema, values):
        return ()
    found = [f".{name}: is required" for name in schema.rules.required if values[name] is None]
    given = schema.watched & model.__pydantic_fields_set__
    if given:
        by_field = [(name, problem) for name in given for problem in _field_problems(schema, name, values[name])]
        by_field.sort(key=lambda problem: schema.order[problem[0]])
        found += _group_problems(schema.rules, values)
        found += [f".{name}{problem}" for name, problem in by_field]
    if model.__pydantic_extra__:
        found += _misplaced(model)
    return found


def _is_unremarkable(model: ZuoraModel, schema: _Schema, values: Mapping[str, Any]) -> bool:
    """Fast path: all required fields are given, and what has a limit is text that is short enough."""
    for name in schema.rules.required:
        if values[name] is None:
            return False
    for name in schema.watched & model.__pydantic_fields_set__:
        value = values[name]
        if type(value) is not str or len(value) > schema.longest.get(name, -1):
            return False
    return not model.__pydantic_extra__


def _schema_of(model: type[ZuoraModel]) -> _Schema:
    rules = rules_of(model)
    nested = frozenset(name for name, info in model.model_fields.items() if _holds_model(info.annotation))
    sizes = {
        name: _Size(least.get(name, 0), most.get(name, inf), unit)
        for least, most, unit in (
            (rules.min_length, rules.max_length, "characters"),
            (rules.min_items, rules.max_items, "entries"),
        )
        for name in (*least, *most)
    }
    groups = (*rules.exclusive, rules.max_total[:1] if rules.max_total else ())
    watched = nested.union(sizes, rules.pattern, *groups)
    order = {name: index for index, name in enumerate(model.model_fields)}
    longest = {
        name: most
        for name, most in rules.max_length.items()
        if not {name} & {*rules.min_length, *rules.pattern, *chain(*groups)}
    }
    schema = _SCHEMAS[model] = _Schema(rules, sizes, longest, watched, nested, order)
    return schema


def _holds_model(annotation: Any) -> bool:
    return (isinstance(annotation, type) and issubclass(annotation, ZuoraModel)) or any(
        map(_holds_model, get_args(annotation))
    )


def _field_problems(schema: _Schema, name: str, value: Any) -> Sequence[str]:
    """What is wrong with one field, and with the models inside it."""
    if value is None:
        return ()
    found = []
    size = schema.sizes.get(name)
    if size and (problem := size.problem(len(value))):
        found.append(f": {problem}")
    pattern = schema.rules.pattern.get(name)
    if pattern and (problem := _mismatch(value, pattern)):
        found.append(f": {problem}")
    if name in schema.nested:
        for index, entry in enumerate(value) if isinstance(value, list) else ((None, value),):
            if (type(entry) in _SCHEMAS or isinstance(entry, ZuoraModel)) and (inner := _problems(entry)):
                found += inner if index is None else [f"[{index}]{problem}" for problem in inner]
    return found


def _group_problems(rules: Rules, values: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong between fields: those that exclude each other, and lists that are too long together."""
    for group in rules.exclusive:
        given = [name for name in group if values[name] is not None]
        if len(given) > 1:
            yield f".{given[0]}: excludes {', '.join(given[1:])}; give one of them"
    if rules.max_total:
        outer, inner, limit = rules.max_total
        total = sum(len(getattr(entry, inner, None) or ()) for entry in values[outer] or ())
        if total > limit:
            yield f".{outer}: have {total} {inner} together; at most {limit} are allowed in one request"


def _mismatch(text: str, pattern: str) -> str:
    if re.search(pattern, text):
        return ""
    invalid = [character for character in dict.fromkeys(text) if not re.search(pattern, character)]
    return f"{text!r} must not contain {' '.join(invalid)!r}" if invalid else f"{text!r} doesn't match {pattern}"


def _misplaced(model: ZuoraModel) -> Iterator[str]:
    declared = {key: name for name, info in type(model).model_fields.items() for key in (info.alias, name)}
    for key in model.additional_properties:
        if key in declared:
            yield f".additional_properties[{key!r}]: is a declared field; set {declared[key]}"


def check_argument(parameter: Parameter, value: Any) -> Iterator[str]:
    """The problems of an argument: the documented limits that the server would reject it for."""
    name = parameter.name
    if parameter.type is int:
        if not isinstance(value, int) or isinstance(value, bool):
            yield f"{name}: must be an integer, got {value!r}"
        elif parameter.minimum is not None and value < parameter.minimum:
            yield f"{name}: must be at least {parameter.minimum}, got {value}"
        elif parameter.maximum is not None and value > parameter.maximum:
            yield f"{name}: must be at most {parameter.maximum}, got {value}"
        return
    if parameter.type is not str:
        return
    if problem := _Size(parameter.min_length or 0, parameter.max_length or inf, "characters").problem(len(value)):
        yield f"{name}: {problem}"
    if parameter.pattern is not None and (problem := _mismatch(value, parameter.pattern)):
        yield f"{name}: {problem}"


def is_plain(key: str) -> bool:
    """Whether a key consists of letters, digits, `-` and `_`, as IDs and numbers do: fast path, nothing to check."""
    return key != "" and _PLAIN_CHARACTERS.issuperset(key)


def check_key(value: str) -> str:
    """What is wrong with a key: one that could change which path is called, however servers on the way decode it."""
    if is_plain(value):
        return ""
    if problem := check_query_text(value):
        return problem
    for character in "/\\%":  # servers decode %2F, some of them twice
        if character in value:
            return f"{value!r} must not contain {character!r}, which could address another operation"
    return f"{value!r} would change the path" if value in (".", "..") else ""


def check_query_text(value: str) -> str:
    """What is wrong with a query parameter: keys are neither blank nor made of control characters."""
    if not value.strip():
        return "is empty; give an ID or a number"
    if any(_is_unprintable(character) for character in value):
        return f"{value!r} has characters that no key has"
    return ""


def _is_unprintable(character: str) -> bool:
    return character != " " and not character.isprintable()


def check_secret(value: str) -> str:
    """What is wrong with a field of a form. These are credentials, so the value isn't shown."""
    return "" if value and value.isprintable() else "must be text, not empty and without control characters"


def check_header(name: object, value: object) -> str:
    """What is wrong with a header that might not reach the server unchanged, or not as one header."""
    if not isinstance(name, str) or not name or not _TOKEN_CHARACTERS.issuperset(name):
        return "is not a valid header name"
    if name.lower() in _FRAMING:
        return "is set by the transport"
    if not isinstance(value, str):
        return f"must be text, not {type(value).__name__}"
    if not (value.isascii() and value.isprintable() and value == value.strip()):
        # The value isn't shown: it may be a credential.
        return "must be visible ASCII characters, without line ends, control characters or outer spaces"
    return ""


def check_default_headers(headers: Mapping[str, Any]) -> list[str]:
    """What is wrong with headers that all calls of a client would share."""
    return [
        f"default header {name}: is for one call; as a default it would make different requests one"
        for name in headers
        if str(name).lower() == "idempotency-key"
    ]


def is_secret_header(name: str) -> bool:
    """Whether a header holds a credential, judging by its name."""
    return _SECRET_HEADER.search(name) is not None


def wrong_model(name: str, expected: str, given: object) -> ApiTypeError:
    """The error for a body that is of another class than the operation takes."""
    hint = f"; {expected}.from_dict(...) makes one" if isinstance(given, dict) else ""
    return ApiTypeError(f"{name}: must be a {expected}, not {type(given).__name__}{hint}")


def check_pdf(name: str, content: bytes) -> Iterator[str]:
    """What Zuora attaches: a PDF of at most 4 MB."""
    if not content.startswith(b"%PDF-"):
        yield f"{name}: is not a PDF (must begin with %PDF-)"
    if len(content) > PDF_LIMIT:
        yield f"{name}: has {len(content)} bytes; at most {PDF_LIMIT} (4 MB) are allowed"
