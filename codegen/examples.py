"""Turns an example of the spec into the Python that a user would write: models by keyword, `Decimal`, `dt.date`."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from codegen.ir import Field, Operation, Spec, SpecError, Type, snake


def formatted(snippets: Mapping[str, str], style: Path, width: int = 120) -> dict[str, str]:
    """Snippets of code, by any name, as ruff formats them for lines of this width."""
    with tempfile.TemporaryDirectory() as folder:
        for name, code in snippets.items():
            Path(folder, f"{name}.py").write_text(code, encoding="utf-8")
        ruff = [sys.executable, "-m", "ruff", "format", "--quiet", "--no-cache"]
        subprocess.run([*ruff, "--config", str(style), "--line-length", str(width), folder], check=True)
        return {name: Path(folder, f"{name}.py").read_text(encoding="utf-8").rstrip() for name in snippets}


def value_code(spec: Spec, kind: Type, value: Any, place: str) -> str:
    """The Python for an example's value."""
    if kind.name == "Decimal":
        return f'Decimal("{value}")'
    if kind.name in ("Date", "DateTime") and value:
        digits = ", ".join(str(int(part)) for part in re.findall(r"\d+", value))
        return f"dt.{kind.name.lower()}({digits})"
    if kind.name == "Open":
        members = spec.enums[kind.of].members.items()
        return next((f"{kind.of}.{name}" for name, (text, _) in members if text == value), repr(value))
    if kind.name == "list":
        return f"[{', '.join(value_code(spec, Type(kind.of), each, place) for each in value)}]"
    if kind.name in spec.models:
        return model_code(spec, kind.name, value, place)
    return repr(value)


def model_code(spec: Spec, name: str, value: Any, place: str) -> str:
    """A model built from an example, the custom fields last."""
    fields = {field.wire: field for field in spec.models[name].fields}
    if unknown := {wire for wire in value if wire not in fields and not wire.endswith("__c")}:
        raise SpecError(place, f"the example holds {unknown}, which {name} doesn't know")
    known = [(fields[wire].name, fields[wire].type, each) for wire, each in value.items() if wire in fields]
    custom = [(wire, Type("Any"), each) for wire, each in value.items() if wire not in fields]
    arguments = [f"{key}={value_code(spec, kind, each, place)}" for key, kind, each in known + custom]
    return f"{name}({', '.join(arguments)})"


def essence(spec: Spec, kind: Type, value: Any) -> Any:
    """The shortest example that still works: of a model its first field and those required, of a list the fewest."""
    if kind.name in spec.models:
        fields = {field.wire: field for field in spec.models[kind.name].fields}
        kept = [wire for i, wire in enumerate(value) if i == 0 or (wire in fields and fields[wire].required)]
        return {wire: _essential(spec, fields[wire], value[wire]) for wire in kept}
    return value


def _essential(spec: Spec, field: Field, value: Any) -> Any:
    if field.type.name != "list":
        return essence(spec, field.type, value)
    enough = int(field.limits.get("min_items", 1))
    return [essence(spec, Type(field.type.of), each) for each in value[:enough]]


def call_code(spec: Spec, variable: str, operation: Operation, method: str = "", short: bool = False) -> str:
    """A call of the operation, or of its method of that name, with what it needs: the body from the spec's example."""
    arguments = []
    for each in operation.arguments:
        if each.required or each.location == "file":
            if each.example is None:
                raise SpecError(each.name, f"{operation.name} needs an example of it")
            # A file is named by its path; its example in the spec is what is inside.
            value = "invoice.pdf" if each.location == "file" else each.example
            value = essence(spec, each.type, value) if short else value
            code = value_code(spec, each.type, value, f"the example of {operation.name}")
            arguments.append(code if each.required else f"{each.name}={code}")
    return f"{variable}.{method or operation.name}({', '.join(arguments)})"


def imports(spec: Spec, code: str) -> str:
    """The imports that the code needs, besides that of `zuora_sdk` itself."""
    words = set(re.findall(r"\w+", re.sub(r'"[^"]*"' + r"|'[^']*'", "", code)))
    standard = {"dt": "import datetime as dt\n", "Decimal": "from decimal import Decimal\n"}
    lines = "".join(line for word, line in standard.items() if word in words)
    if names := sorted(words & (spec.models.keys() | spec.enums.keys())):
        lines += f"\nfrom zuora_sdk import {', '.join(names)}"
    return lines.strip()


def with_imports(spec: Spec, code: str) -> str:
    """The code after the imports that it needs."""
    return f"{imports(spec, code)}\n\n{code}".lstrip()


def of_models(spec: Spec) -> dict[str, str]:
    """For each model that the examples of the requests hold, code that builds the one that says most."""
    found: dict[str, Any] = {}
    for operation in spec.operations:
        for argument in operation.arguments:
            if argument.location == "body":
                for name, value in _models_in(spec, argument.type, argument.example):
                    if len(value) >= len(found.get(name, ())):
                        found[name] = value
    return {name: f"{snake(name)} = {model_code(spec, name, value, name)}" for name, value in found.items()}


def _models_in(spec: Spec, kind: Type, value: Any) -> Iterator[tuple[str, Any]]:
    if kind.name == "list":
        for entry in value:
            yield from _models_in(spec, Type(kind.of), entry)
    elif kind.name in spec.models:
        yield kind.name, value
        for field in spec.models[kind.name].fields:
            if field.wire in value:
                yield from _models_in(spec, field.type, value[field.wire])
