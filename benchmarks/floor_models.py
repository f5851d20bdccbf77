"""Writes the floor's models from the spec: what one would write by hand for the calls measured, with pydantic alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from codegen.ir import Spec, Type
from codegen.loader import load

SPEC = Path(__file__).parent.parent / "spec" / "zuora-invoices.yaml"
MODULES = {
    "floor_invoice": "InvoiceResponse",
    "floor_items": "InvoiceItemsResponse",
    "floor_requests": "BulkCreateInvoicesRequest",
}
"""The modules that the floor imports, and the model for which each is there. Later ones import from earlier ones."""

PLAIN = {"Bool": "bool", "Int": "int", "Date": "dt.date", "DateTime": "dt.datetime", "NumericText": "str | int"}
HEADER = """import datetime as dt
from decimal import Decimal
from enum import Enum

from floor_base import Model, Open
"""


def write(folder: Path) -> None:
    """Write the modules into a folder. They are no part of the repository."""
    spec, _ = load(SPEC)
    written: dict[str, str] = {}
    for module, root in MODULES.items():
        names = list(dict.fromkeys(_needed(spec, root)))
        imports = [f"from {written[name]} import {name}\n" for name in names if name in written]
        own = [name for name in names if name not in written]
        code = "\n\n".join(_class(spec, name) for name in own)
        (folder / f"{module}.py").write_text(f"{HEADER}{''.join(imports)}\n\n{code}", encoding="utf-8")
        written |= dict.fromkeys(own, module)


def _needed(spec: Spec, name: str) -> Iterator[str]:
    """A model after all that its fields need."""
    if name in spec.models:
        for field in spec.models[name].fields:
            yield from _needed(spec, field.type.name)
            yield from _needed(spec, field.type.of)
    if name in spec.models or name in spec.enums:
        yield name


def _class(spec: Spec, name: str) -> str:
    if name in spec.enums:
        members = (f'    {key} = "{value}"\n' for key, (value, _) in spec.enums[name].members.items())
        return f"class {name}(str, Enum):\n{''.join(members)}"
    fields = (f"    {field.name}: {_annotation(field.type)} | None = None\n" for field in spec.models[name].fields)
    return f"class {name}(Model):\n{''.join(fields)}"


def _annotation(kind: Type) -> str:
    return re.sub(r"\w+", lambda word: PLAIN.get(word[0], word[0]), kind.annotation)
