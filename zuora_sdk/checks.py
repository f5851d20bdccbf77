"""What is checked before anything is sent. Everything that is wrong is found at once, each finding by its path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, get_args

from zuora_sdk.models.base import Rules, ZuoraModel
from zuora_sdk.operation import Parameter

PDF_LIMIT = 4 * 1024 * 1024
"""The most bytes that an uploaded file may have (Zuora's limit is 4 MB)."""

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"(?:[!-~](?:[ \t!-~]*[!-~])?)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_FRAMING = frozenset(
    {"content-length", "transfer-encoding", "host", "connection", "te", "trailer", "upgrade", "expect"}
)


class _Plan(NamedTuple):
    """A model class's rules, arranged so that a model without anything remarkable is passed in a few steps."""

    rules: Rules
    watched: frozenset[str]
    """Fields with a limit or with models inside: unless one of them is given, only required fields are looked at."""
    nested: tuple[str, ...]


_PLANS: dict[type[ZuoraModel], _Plan] = {}


def check_model(model: ZuoraModel, path: str) -> list[str]:
    """Hold a request body to the rules of its model, and of the models in it."""
    return [f"{path}{finding}" for finding in _findings(model)]


def _findings(model: ZuoraModel) -> list[str]:
    plan = _PLANS.get(type(model)) or _plan(type(model))
    values = model.__dict__
    found = []
    for name in plan.rules.required:
        if values[name] is None:
            found.append(f".{name}: is required")
    if not plan.watched.isdisjoint(model.__pydantic_fields_set__):
        found += _limits(plan.rules, values)
        for name in plan.nested:
            value = values[name]
            if isinstance(value, list):
                for index, entry in enumerate(value):
                    if isinstance(entry, ZuoraModel) and (inner := _findings(entry)):
                        found += [f".{name}[{index}]{finding}" for finding in inner]
            elif isinstance(value, ZuoraModel):
                found += [f".{name}{finding}" for finding in _findings(value)]
    if model.__pydantic_extra__:
        found += _misplaced(model)
    return found


def _plan(model: type[ZuoraModel]) -> _Plan:
    rules = model._rules
    nested = tuple(name for name, info in model.model_fields.items() if _holds_model(info.annotation))
    limits: list[Iterable[str]] = [rules.min_length, rules.max_length, rules.min_items, rules.max_items, rules.pattern]
    limits += [*rules.exclusive, rules.max_total[:1] if rules.max_total else ()]
    plan = _PLANS[model] = _Plan(rules, frozenset(nested).union(*limits), nested)
    return plan


def _holds_model(annotation: Any) -> bool:
    return (isinstance(annotation, type) and issubclass(annotation, ZuoraModel)) or any(
        map(_holds_model, get_args(annotation))
    )


def _limits(rules: Rules, values: Mapping[str, Any]) -> Iterator[str]:
    for limits, unit, too_far in (
        (rules.max_length, "characters", _above),
        (rules.min_length, "characters", _below),
        (rules.max_items, "entries", _above),
        (rules.min_items, "entries", _below),
    ):
        for name, limit in limits.items():
            value = values[name]
            if value is not None and (complaint := too_far(len(value), limit)):
                yield f".{name}: has {len(value)} {unit}; {complaint}"
    for name, pattern in rules.pattern.items():
        if values[name] is not None and not re.search(pattern, values[name]):
            yield f".{name}: {values[name]!r} doesn't match {pattern}"
    for group in rules.exclusive:
        given = [name for name in group if values[name] is not None]
        if len(given) > 1:
            yield f".{given[0]}: excludes {', '.join(given[1:])}; give one of them"
    if rules.max_total:
        outer, inner, limit = rules.max_total
        total = sum(len(getattr(entry, inner, None) or ()) for entry in values[outer] or ())
        if total > limit:
            yield f".{outer}: have {total} {inner} together; at most {limit} are allowed in one request"


def _above(size: int, limit: int) -> str:
    return f"at most {limit} are allowed" if size > limit else ""


def _below(size: int, limit: int) -> str:
    return f"at least {limit} are needed" if size < limit else ""


def _misplaced(model: ZuoraModel) -> Iterator[str]:
    declared = {info.alias or name: name for name, info in type(model).model_fields.items()}
    for wire in model.additional_properties:
        if wire in declared:
            yield f".additional_properties[{wire!r}]: is a field of its own; set {declared[wire]}"


def check_argument(parameter: Parameter, value: Any) -> Iterator[str]:
    """Hold an argument of a call to its documented limits. The server would refuse what is found here."""
    name = parameter.name
    if parameter.type is int:
        if not isinstance(value, int) or isinstance(value, bool):
            yield f"{name}: {value!r} is no whole number"
        elif parameter.minimum is not None and value < parameter.minimum:
            yield f"{name}: {value} is below {parameter.minimum}"
        elif parameter.maximum is not None and value > parameter.maximum:
            yield f"{name}: {value} is above {parameter.maximum}"
        return
    size = len(value)
    if parameter.max_length is not None and size > parameter.max_length:
        yield f"{name}: has {size} characters; at most {parameter.max_length} are allowed"
    if parameter.min_length is not None and size < parameter.min_length:
        yield f"{name}: has {size} characters; at least {parameter.min_length} are needed"
    if parameter.pattern is not None and not re.search(parameter.pattern, value):
        yield f"{name}: {value!r} doesn't match {parameter.pattern}"


def check_key(name: str, value: str) -> Iterator[str]:
    """A key that can't change which path is called, however servers on the way read it."""
    if not value.strip():
        yield f"{name}: is empty; give an ID or a number"
    elif _CONTROL.search(value):
        yield f"{name}: {value!r} holds characters that no key has"
    elif {".", ".."} & set(re.split(r"[/\\]", value)):
        yield f"{name}: {value!r} would change the path"


def check_header(name: str, value: object, source: str) -> Iterator[str]:
    """A header that reaches the server as it is, and only as this header."""
    if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
        yield f"{source}: {name!r} is no name of a header"
    elif name.lower() in _FRAMING:
        yield f"{source}: {name} is set by the transport"
    elif not isinstance(value, str):
        yield f"{source}: must be text, not {type(value).__name__}"
    elif not _HEADER_VALUE.fullmatch(value):
        # The value isn't shown: it may be a credential.
        yield f"{source}: must be visible ASCII characters without line ends, control characters or outer spaces"


def check_pdf(name: str, content: bytes) -> Iterator[str]:
    """What Zuora attaches: a PDF of at most 4 MB."""
    if not content.startswith(b"%PDF-"):
        yield f"{name}: is no PDF (it doesn't begin with %PDF-)"
    if len(content) > PDF_LIMIT:
        yield f"{name}: has {len(content)} bytes; at most {PDF_LIMIT} (4 MB) are allowed"
