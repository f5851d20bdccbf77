"""What the templates see of the spec: plain data, every reference resolved, every name already a Python name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


class SpecError(Exception):
    """The spec holds something that the generator can't turn into code. The text begins with the place."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")


def snake(name: str) -> str:
    """`eInvoiceStatus` -> `e_invoice_status`, `OAuthApi` -> `o_auth_api`, `SyncDate__NS` -> `sync_date__ns`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def regular_wire_name(name: str) -> str:
    """The wire name that `models.base` derives by itself from a Python name; any other needs an alias."""
    if name.endswith("__ns"):
        return name[:-4].title().replace("_", "") + "__NS"
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


@dataclass(frozen=True)
class Type:
    """A Python type, without the None that every optional thing adds."""

    name: str
    """`str`, `Decimal`, `Date`, `list`, `dict`, `Open`, or the name of a model."""
    of: Type | None = None
    """What a list or dict holds; of `Open`, the enumeration."""
    or_bool: bool = False

    @property
    def annotation(self) -> str:
        """The type as it stands in a model."""
        return {
            "list": f"list[{self.of and self.of.annotation}]",
            "dict": f"dict[str, {self.of and self.of.annotation}]",
            "Open": f"Open[{self.of and self.of.name}]",
        }.get(self.name, self.name) + (" | bool" if self.or_bool else "")

    @property
    def argument(self) -> str:
        """The type as it stands in the signature of a method."""
        return f"{self.of.name} | str" if self.name == "Open" and self.of else self.annotation

    @property
    def names(self) -> set[str]:
        """Every name in the annotation: what a module must import, and what a page links to."""
        return set(re.findall(r"\w+", self.annotation))


@dataclass(frozen=True)
class Limits:
    """What a value is held to before it is sent."""

    min_length: int | None = None
    max_length: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None

    @property
    def given(self) -> dict[str, int | str]:
        """The limits that there are, by name."""
        return {name: value for name, value in vars(self).items() if value is not None}

    @property
    def text(self) -> str:
        """The limits as a reader says them."""
        ranges = (
            _range(self.min_length, self.max_length, " characters"),
            _range(self.min_items, self.max_items, " entries"),
            _range(self.minimum, self.maximum, ""),
            f"matches `{self.pattern}`" if self.pattern else "",
        )
        return "; ".join(filter(None, ranges))


def _range(least: int | None, most: int | None, unit: str) -> str:
    if least == most:
        return f"exactly {most}{unit}" if most is not None else ""
    words = [f"at least {least}" if least is not None else "", f"at most {most}" if most is not None else ""]
    return ", ".join(filter(None, words)) + unit


@dataclass(frozen=True)
class Field:
    """One field of a model."""

    name: str
    wire: str
    type: Type
    nullable: bool
    required: bool
    limits: Limits
    description: str

    @property
    def alias(self) -> str | None:
        """The wire name, where the model's base can't derive it."""
        return None if regular_wire_name(self.name) == self.wire else self.wire


@dataclass(frozen=True)
class Model:
    """An object schema."""

    name: str
    description: str
    fields: tuple[Field, ...]
    exclusive: tuple[tuple[str, ...], ...] = ()
    max_total: tuple[str, str, int] | None = None

    @property
    def refs(self) -> set[str]:
        """Every name that its annotations use."""
        return {name for each in self.fields for name in each.type.names}

    @property
    def rules(self) -> dict[str, object]:
        """The arguments of its `Rules`, those that say something."""
        rules: dict[str, object] = {"required": tuple(each.name for each in self.fields if each.required)}
        rules["nullable"] = tuple(each.name for each in self.fields if each.nullable)
        for limit in ("min_length", "max_length", "min_items", "max_items", "pattern"):
            rules[limit] = {each.name: each.limits.given[limit] for each in self.fields if limit in each.limits.given}
        rules |= {"exclusive": self.exclusive, "max_total": self.max_total}
        return {name: rule for name, rule in rules.items() if rule}


@dataclass(frozen=True)
class Enum:
    """An enumeration of wire values, or of data centres."""

    name: str
    description: str
    members: Mapping[str, tuple[str, str]]
    """(value, description) by the name of the member."""


@dataclass(frozen=True)
class Argument:
    """One argument of a method."""

    name: str
    wire: str
    location: str
    type: Type
    required: bool
    limits: Limits
    description: str
    example: Any = None
    constant: str | None = None
    """The name under which the module defines it, when operations share it."""


@dataclass(frozen=True)
class Response:
    """What an operation answers with, under one status."""

    status: int
    description: str
    model: str | None
    headers: Mapping[str, str]
    """Descriptions by name."""


@dataclass(frozen=True)
class Operation:
    """One endpoint: a method of an API class."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    arguments: tuple[Argument, ...]
    success: Response
    errors: tuple[Response, ...]
    authenticated: bool


@dataclass(frozen=True)
class Api:
    """The operations of one tag: an API class."""

    tag: str
    description: str
    operations: tuple[Operation, ...]

    @property
    def name(self) -> str:
        """The name of the class."""
        return f"{self.tag}Api"

    @property
    def shared(self) -> dict[str, Argument]:
        """The arguments that the module defines once, by constant, in order of first use."""
        return {each.constant: each for op in self.operations for each in op.arguments if each.constant}


@dataclass(frozen=True)
class Spec:
    """All of it."""

    apis: tuple[Api, ...]
    models: Mapping[str, Model]
    enums: Mapping[str, Enum]
    environments: Enum
    document: Mapping[str, Any] = field(repr=False)
    """The document as it was read, for those who need the contract itself."""

    @property
    def operations(self) -> Iterator[Operation]:
        """Those of every API class."""
        return (operation for api in self.apis for operation in api.operations)

    @cached_property
    def answers(self) -> set[str]:
        """The models that can come back."""
        roots = (response.model for op in self.operations for response in (op.success, *op.errors))
        return self._closure(name for name in roots if name)

    @cached_property
    def requests(self) -> set[str]:
        """The models that can be sent."""
        return self._closure(each.wire for op in self.operations for each in op.arguments if each.location == "body")

    def _closure(self, roots: Iterator[str]) -> set[str]:
        found: set[str] = set()
        todo = list(roots)
        while todo:
            name = todo.pop()
            if name in self.models and name not in found:
                found.add(name)
                todo += self.models[name].refs
        return found
