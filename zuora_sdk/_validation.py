"""What is checked before anything is sent. Everything that is wrong is found at once, each finding by its path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from zuora_sdk._operation import Parameter
from zuora_sdk.exceptions import ApiTypeError
from zuora_sdk.models.base import Rules, ZuoraModel

PDF_LIMIT = 4 * 1024 * 1024
"""The most bytes that an uploaded file may have (Zuora's limit is 4 MB)."""

_PLAIN_CHARACTERS = frozenset("-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_TOKEN_CHARACTERS = _PLAIN_CHARACTERS.union("!#$%&'*+.^`|~")
"""What the name of a header may be made of (RFC 9110, section 5.6.2)."""

_FRAMING = frozenset(
    {"content-length", "transfer-encoding", "host", "connection", "te", "trailer", "upgrade", "expect"}
)


class _Plan(NamedTuple):
    """A model class's rules, arranged so that a model without anything remarkable is passed in a few steps."""

    rules: Rules
    required: tuple[str, ...]
    watched: frozenset[str]
    """Fields with a limit or with models inside: only if one of them is given is there more to look at."""
    nested: tuple[str, ...]


_PLANS: dict[type, _Plan] = {}


def check_model(model: ZuoraModel, path: str) -> list[str]:
    """Hold a request body to the rules of its model, and of the models in it."""
    return [f"{path}{finding}" for finding in _findings(model)]


def _findings(model: ZuoraModel) -> Sequence[str]:
    plan = _PLANS.get(type(model)) or _plan(type(model))
    values = model.__dict__
    for name in plan.required:
        if values[name] is None:
            break
    else:
        if plan.watched.isdisjoint(model.__pydantic_fields_set__) and not model.__pydantic_extra__:
            return ()
    found = [f".{name}: is required" for name in plan.required if values[name] is None]
    found += _limits(plan.rules, values)
    for name in plan.nested:
        value = values[name]
        for place, entry in enumerate(value) if isinstance(value, list) else ((None, value),):
            if type(entry) in _PLANS or isinstance(entry, ZuoraModel):
                for finding in _findings(entry):
                    found.append(f".{name}{finding}" if place is None else f".{name}[{place}]{finding}")
    if model.__pydantic_extra__:
        found += _misplaced(model)
    return found


def _plan(model: type[ZuoraModel]) -> _Plan:
    rules = model._rules
    nested = tuple(name for name, info in model.model_fields.items() if _holds_model(info.annotation))
    limits: list[Iterable[str]] = [rules.min_length, rules.max_length, rules.min_items, rules.max_items, rules.pattern]
    limits += [*rules.exclusive, rules.max_total[:1] if rules.max_total else ()]
    plan = _PLANS[model] = _Plan(rules, rules.required, frozenset(nested).union(*limits), nested)
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
        if values[name] is not None and (complaint := _mismatch(values[name], pattern)):
            yield f".{name}: {complaint}"
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


def _mismatch(text: str, pattern: str) -> str:
    if re.search(pattern, text):
        return ""
    strange = [character for character in dict.fromkeys(text) if not re.search(pattern, character)]
    return f"{text!r} may not hold {' '.join(strange)!r}" if strange else f"{text!r} doesn't match {pattern}"


def _misplaced(model: ZuoraModel) -> Iterator[str]:
    declared = {key: name for name, info in type(model).model_fields.items() for key in (info.alias, name)}
    for key in model.additional_properties:
        if key in declared:
            yield f".additional_properties[{key!r}]: is a field of its own; set {declared[key]}"


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
    for limit, too_far in ((parameter.max_length, _above), (parameter.min_length, _below)):
        if limit is not None and (complaint := too_far(len(value), limit)):
            yield f"{name}: has {len(value)} characters; {complaint}"
    if parameter.pattern is not None and (complaint := _mismatch(value, parameter.pattern)):
        yield f"{name}: {complaint}"


def is_plain(key: str) -> bool:
    """Whether a key is made of letters, digits, `-` and `_` alone, as IDs and numbers are: it may stand in any path."""
    return key != "" and _PLAIN_CHARACTERS.issuperset(key)


def check_key(value: str) -> str:
    """What is wrong with a key, if it could change which path is called, however servers on the way read it."""
    if is_plain(value):
        return ""
    if not value.strip():
        return "is empty; give an ID or a number"
    if any(_is_unprintable(character) for character in value):
        return f"{value!r} holds characters that no key has"
    if {".", ".."} & set(value.replace("\\", "/").split("/")):
        return f"{value!r} would change the path"
    return ""


def _is_unprintable(character: str) -> bool:
    return character != " " and not character.isprintable()


def check_secret(value: str) -> str:
    """What is wrong with a field of a form; these are credentials, so it isn't shown."""
    return "" if value and value.isprintable() else "must be text, not empty and without control characters"


def check_header(name: object, value: object) -> str:
    """What is wrong with a header, if it might not reach the server as it is, and only as this header."""
    if not isinstance(name, str) or not name or not _TOKEN_CHARACTERS.issuperset(name):
        return "is no name of a header"
    if name.lower() in _FRAMING:
        return "is set by the transport"
    if not isinstance(value, str):
        return f"must be text, not {type(value).__name__}"
    if not (value.isascii() and value.isprintable() and value == value.strip()):
        # The value isn't shown: it may be a credential.
        return "must be visible ASCII characters, without line ends, control characters or outer spaces"
    return ""


def wrong_model(name: str, expected: str, given: object) -> ApiTypeError:
    """What to raise for a body that is of another class than the one it should be."""
    hint = f"; {expected}.from_dict(...) makes one" if isinstance(given, dict) else ""
    return ApiTypeError(f"{name}: must be a {expected}, not {type(given).__name__}{hint}")


def check_pdf(name: str, content: bytes) -> Iterator[str]:
    """What Zuora attaches: a PDF of at most 4 MB."""
    if not content.startswith(b"%PDF-"):
        yield f"{name}: is no PDF (it doesn't begin with %PDF-)"
    if len(content) > PDF_LIMIT:
        yield f"{name}: has {len(content)} bytes; at most {PDF_LIMIT} (4 MB) are allowed"
