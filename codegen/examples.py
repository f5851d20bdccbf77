"""Turns an example of the spec into the Python that a user would write: models by keyword, `Decimal`, `dt.date`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from codegen.ir import Operation, Spec, SpecError, Type, snake


class Call(NamedTuple):
    """`opening` arguments `closing`: a call or a list. Each argument goes with its prefix."""

    opening: str
    arguments: list[tuple[str, Code]]
    closing: str


Code: TypeAlias = "Call | str"


def lay_out(code: Code, width: int, indent: str = "", prefix: str = "", suffix: str = "") -> str:
    """Write code as a formatter does: on one line if it fits, else its arguments on the next, else one a line."""
    if isinstance(code, str):
        return prefix + code + suffix
    room, deeper = width - len(indent), f"{indent}    "
    inside = ", ".join(lay_out(each, 10**6, "", name) for name, each in code.arguments)
    if len(line := f"{prefix}{code.opening}{inside}{code.closing}{suffix}") <= room:
        return line
    if len(inside) > room - 4 or code.opening in "[(":
        inside = f"\n{deeper}".join(lay_out(each, width, deeper, name, ",") for name, each in code.arguments)
    return f"{prefix}{code.opening}\n{deeper}{inside}\n{indent}{code.closing}{suffix}"


def value_code(spec: Spec, kind: Type, value: Any, place: str) -> Code:
    """The Python for an example's value."""
    if kind.name == "Decimal":
        return f'Decimal("{value}")'
    if kind.name in ("Date", "DateTime") and value:
        digits = ", ".join(str(int(part)) for part in re.findall(r"\d+", value))
        return f"dt.{kind.name.lower()}({digits})"
    if kind.name == "Open":
        for member, (wire, _) in spec.enums[kind.of].members.items():
            if wire == value:
                return f"{kind.of}.{member}"
    if kind.name == "list":
        return Call("[", [("", value_code(spec, Type(kind.of), each, place)) for each in value], "]")
    if kind.name in spec.models:
        fields = {field.wire: field for field in spec.models[kind.name].fields}
        if unknown := {wire for wire in value if wire not in fields and not wire.endswith("__c")}:
            raise SpecError(place, f"the example holds {unknown}, which {kind.name} doesn't know")
        known = [(fields[wire].name, fields[wire].type, each) for wire, each in value.items() if wire in fields]
        custom = [(wire, Type("Any"), each) for wire, each in value.items() if wire not in fields]
        arguments = [(f"{name}=", value_code(spec, inner, each, place)) for name, inner, each in known + custom]
        return Call(f"{kind.name}(", arguments, ")")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def essence(spec: Spec, kind: Type, value: Any) -> Any:
    """The shortest example that still works: of a model its first field and those required, of a list one entry."""
    if kind.name == "list":
        return [essence(spec, Type(kind.of), each) for each in value[:1]]
    if kind.name in spec.models:
        fields = {field.wire: field for field in spec.models[kind.name].fields}
        kept = [wire for i, wire in enumerate(value) if i == 0 or (wire in fields and fields[wire].required)]
        return {wire: essence(spec, fields[wire].type, value[wire]) for wire in kept}
    return value


def call_code(spec: Spec, variable: str, operation: Operation, short: bool = False) -> str:
    """A call of the operation with what it needs, the body from the spec's example."""
    arguments: list[tuple[str, Code]] = []
    for each in operation.arguments:
        if each.required or each.location == "file":
            if each.example is None:
                raise SpecError(each.name, f"{operation.name} needs an example of it")
            # A file is named by its path; its example in the spec is what is inside.
            value = "invoice.pdf" if each.location == "file" else each.example
            value = essence(spec, each.type, value) if short else value
            code = value_code(spec, each.type, value, f"the example of {operation.name}")
            arguments.append(("" if each.required else f"{each.name}=", code))
    call = Call(f"{variable}.{operation.name}(", arguments, ")")
    return lay_out(call, 108 if short else 120, prefix="response = ")


def model_code(spec: Spec, name: str, value: Any) -> str:
    """The model built from an example."""
    return lay_out(value_code(spec, Type(name), value, name), 120, prefix=f"{snake(name)} = ")


def imports(spec: Spec, code: str) -> str:
    """The imports that the code needs, besides that of `zuora_sdk` itself."""
    words = set(re.findall(r"\w+", re.sub(r'"[^"]*"', "", code)))
    standard = {"dt": "import datetime as dt\n", "Decimal": "from decimal import Decimal\n"}
    lines = "".join(line for word, line in standard.items() if word in words)
    if names := sorted(words & (spec.models.keys() | spec.enums.keys())):
        together = lay_out(Call("(", [("", name) for name in names], ")"), 122, prefix="from zuora_sdk import ")
        # One line needs no parentheses.
        lines += "\n" + re.sub(r"\((.*)\)$", r"\1", together)
    return lines.strip()


def found_in_requests(spec: Spec) -> dict[str, Any]:
    """Of each model that the examples of the requests hold, the example that says most."""

    def walk(kind: Type, value: Any) -> Iterator[tuple[str, Any]]:
        if kind.name == "list":
            for entry in value:
                yield from walk(Type(kind.of), entry)
        elif kind.name in spec.models:
            yield kind.name, value
            for field in spec.models[kind.name].fields:
                yield from walk(field.type, value[field.wire]) if field.wire in value else ()

    arguments = [each for operation in spec.operations for each in operation.arguments if each.location == "body"]
    found = [each for argument in arguments for each in walk(argument.type, argument.example)]
    return dict(sorted(found, key=lambda pair: len(pair[1])))
