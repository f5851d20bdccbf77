"""Turns an example of the spec into the Python that a user would write: models by keyword, `Decimal`, `dt.date`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from codegen.ir import Operation, Spec, SpecError, Type, snake


@dataclass(frozen=True)
class Call:
    """`opening` arguments `closing`: a call, a list or a dict."""

    opening: str
    arguments: Sequence[tuple[str, Call | str]]
    closing: str


def lay_out(code: Call | str, width: int, indent: str = "", prefix: str = "", suffix: str = "") -> str:
    """Write code as a formatter does: on one line if it fits, else its arguments on the next, else one a line."""
    if isinstance(code, str):
        return prefix + code + suffix
    room, deeper = width - len(indent), f"{indent}    "
    flat = ", ".join(lay_out(each, 10**6, "", name) for name, each in code.arguments)
    if len(line := f"{prefix}{code.opening}{flat}{code.closing}{suffix}") <= room:
        return line
    if len(flat) > room - 4 or code.opening in "[(":
        flat = f"\n{deeper}".join(lay_out(each, width, deeper, name, ",") for name, each in code.arguments)
    return f"{prefix}{code.opening}\n{deeper}{flat}\n{indent}{code.closing}{suffix}"


def value_code(spec: Spec, kind: Type, value: Any, place: str) -> Call | str:
    """The Python for an example's value."""
    if value is None:
        return "None"
    if kind.name == "Decimal":
        return f'Decimal("{getattr(value, "text", value)}")'
    if kind.name in ("Date", "DateTime"):
        digits = ", ".join(str(int(part)) for part in re.findall(r"\d+", str(value)))
        return f"dt.{kind.name.lower()}({digits})"
    if kind.name == "Open" and kind.of:
        members = {each: name for name, (each, _) in spec.enums[kind.of.name].members.items()}
        return f"{kind.of.name}.{members[value]}" if value in members else literal(value)
    if kind.name == "list" and kind.of:
        entries = [("", value_code(spec, kind.of, each, f"{place}/{i}")) for i, each in enumerate(value)]
        return Call("[", entries, "]")
    if kind.name in spec.models:
        fields = {field.wire: field for field in spec.models[kind.name].fields}
        arguments: list[tuple[str, Call | str]] = []
        for wire, each in value.items():
            if wire not in fields and not wire.endswith("__c"):
                raise SpecError(place, f"the example holds {wire!r}, which {kind.name} doesn't know")
            field = fields.get(wire)
            name, inner = (field.name, field.type) if field else (wire, Type("Any"))
            arguments.append((f"{name}=", value_code(spec, inner, each, f"{place}/{wire}")))
        return Call(f"{kind.name}(", arguments, ")")
    return literal(value)


def literal(value: Any) -> str:
    """A text, number or truth value, quoted as a formatter does."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def essence(spec: Spec, kind: Type, value: Any) -> Any:
    """The shortest example that still works: of a model its first field and those required, of a list one entry."""
    if kind.name == "list" and kind.of:
        return [essence(spec, kind.of, each) for each in value[:1]]
    if kind.name in spec.models and isinstance(value, dict):
        fields = {field.wire: field for field in spec.models[kind.name].fields}
        kept = [wire for i, wire in enumerate(value) if i == 0 or (wire in fields and fields[wire].required)]
        return {wire: essence(spec, fields[wire].type, value[wire]) for wire in kept}
    return value


def call_code(spec: Spec, variable: str, operation: Operation, short: bool = False) -> str:
    """A call of the operation with what it requires, the body from the spec's example."""
    arguments: list[tuple[str, Call | str]] = []
    for each in operation.arguments:
        if each.required or each.location == "file":
            if each.example is None and each.location == "body":
                code: Call | str = f"{each.type.name}()"
            elif each.location == "file":
                code = literal(each.example or "invoice.pdf")
            else:
                value = essence(spec, each.type, each.example) if short else each.example
                code = each.name if value is None else value_code(spec, each.type, value, operation.name)
            arguments.append(("" if each.required else f"{each.name}=", code))
    return lay_out(Call(f"{variable}.{operation.name}(", arguments, ")"), 108 if short else 120, "", "response = ")


def imports(spec: Spec, code: str) -> str:
    """The imports that the code needs, of everything but `zuora_sdk` itself."""
    words = set(re.findall(r"\w+", re.sub(r'"[^"]*"', "", code)))
    names = sorted(words & (spec.models.keys() | spec.enums.keys()))
    found = [
        line
        for word, line in (("dt", "import datetime as dt"), ("Decimal", "from decimal import Decimal"))
        if word in words
    ]
    if names:
        found += ["", lay_out(Call("(", [("", name) for name in names], ")"), 122, "", "from zuora_sdk import ")]
    text = "\n".join(found).strip("\n")
    # One name a line needs its parentheses, one line doesn't.
    return re.sub(r"import \(([^\n]*)\)$", r"import \1", text)


def found_in_requests(spec: Spec) -> dict[str, Any]:
    """An example of each model that the examples of the requests hold: the one that says most."""
    found: dict[str, Any] = {}

    def walk(kind: Type, value: Any) -> Iterator[tuple[str, Any]]:
        if kind.name == "list" and kind.of:
            for entry in value:
                yield from walk(kind.of, entry)
        elif kind.name in spec.models and isinstance(value, dict):
            yield kind.name, value
            for field in spec.models[kind.name].fields:
                yield from walk(field.type, value.get(field.wire) or [])

    for operation in spec.operations:
        for argument in operation.arguments:
            for name, value in walk(argument.type, argument.example or []):
                if len(value) > len(found.get(name, ())):
                    found[name] = value
    return found


def model_code(spec: Spec, name: str, value: Any) -> str:
    """The model built from an example."""
    return lay_out(value_code(spec, Type(name), value, name), 120, "", f"{snake(name)} = ")
