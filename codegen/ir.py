"""What the templates see of the spec: plain data, every reference resolved, every name already a Python name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any


class SpecError(Exception):
    """The spec holds something that the generator can't turn into code. The text begins with the place."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")


def snake(name: str) -> str:
    """`eInvoiceStatus` -> `e_invoice_status`, `OAuthApi` -> `o_auth_api`, `SyncDate__NS` -> `sync_date__ns`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def sentences(text: str) -> tuple[str, str]:
    """The first sentence of a text, and the rest."""
    first, _, rest = re.sub(r"(?<=[a-z0-9)`][.!?]) (?=[A-Z`\"])", "\n", text, count=1).partition("\n")
    return first, rest


JSON = "application/json"
BASE_VERSION = "2024-05-20"
"""The version of the API that `Configuration.zuora_version` asks for by default."""

PLAIN = {"Bool": "bool", "Int": "int", "Date": "date", "DateTime": "datetime", "NumericText": "str"}
"""What the types of `models/base.py` are to those who read."""


@dataclass(frozen=True)
class Type:
    """A Python type, without the None that every optional thing adds."""

    name: str
    """`str`, `Bool`, `Decimal`, `Date`, `list`, `dict`, `Open`, or the name of a model."""
    of: str = ""
    """What a list or dict holds; of `Open`, the enumeration."""
    or_bool: bool = False
    otherwise: str = ""
    """A model that may stand there instead, such as the failure of an entry. In Python the first one stands for it."""

    @property
    def annotation(self) -> str:
        """The type as it stands in a model."""
        inside = {"list": f"[{self.of}]", "dict": f"[str, {self.of}]", "Open": f"[{self.of}]"}.get(self.name, "")
        return self.name + inside + (" | Bool" if self.or_bool else "")

    @property
    def argument(self) -> str:
        """The type as it stands in the signature of a method."""
        return f"{self.of} | str" if self.name == "Open" else PLAIN.get(self.name, self.annotation)


@dataclass(frozen=True)
class Field:
    """One field of a model."""

    name: str
    wire: str
    type: Type
    required: bool
    limits: Mapping[str, int | str]
    """What the value is held to before it is sent: `max_length` and the like."""
    description: str
    nullable: bool = False

    @property
    def alias(self) -> str | None:
        """The JSON name, where the base of the models can't derive it from the Python name."""
        words = self.name.removesuffix("__ns").split("_")
        regular = "".join(word.capitalize() for word in words)
        regular = f"{regular}__NS" if self.name.endswith("__ns") else words[0] + regular[len(words[0]) :]
        return None if regular == self.wire else self.wire


@dataclass(frozen=True)
class Argument(Field):
    """One argument of a method."""

    location: str = ""
    example: Any = None
    default: Any = None
    constant: str | None = None
    """The name under which the module defines it, when operations share it."""


@dataclass(frozen=True)
class Model:
    """An object schema."""

    name: str
    description: str
    bases: tuple[str, ...]
    """The models that it extends."""
    inherited: tuple[Field, ...]
    """The fields of its bases, in the order in which pydantic has them."""
    own_fields: tuple[Field, ...]
    exclusive: tuple[tuple[str, ...], ...]
    max_total: tuple[str, str, int] | None

    @property
    def fields(self) -> tuple[Field, ...]:
        """All of them: those of its bases, unless it declares them anew, then its own."""
        own = {each.name: each for each in self.own_fields}
        return tuple({each.name: own.get(each.name, each) for each in (*self.inherited, *self.own_fields)}.values())

    @property
    def refs(self) -> set[str]:
        """Every name that the code of its class uses."""
        types = [each.type for each in self.own_fields]
        return {name for each in types for name in (each.name, each.of, each.otherwise) if name}.union(self.bases)

    @property
    def rules(self) -> dict[str, object]:
        """The arguments of its `Rules`, those that say something."""
        rules: dict[str, object] = {"required": tuple(each.name for each in self.fields if each.required)}
        rules["nullable"] = tuple(each.name for each in self.fields if each.nullable)
        for limit in ("min_length", "max_length", "min_items", "max_items", "pattern"):
            rules[limit] = {each.name: each.limits[limit] for each in self.fields if limit in each.limits}
        rules |= {"exclusive": self.exclusive, "max_total": self.max_total}
        return {name: rule for name, rule in rules.items() if rule}


@dataclass(frozen=True)
class Enum:
    """An enumeration of JSON values, or of data centers."""

    name: str
    description: str
    members: Mapping[str, tuple[str, str]]
    """(value, description) by the name of the member."""


@dataclass(frozen=True)
class Response:
    """What an operation returns with one status."""

    status: str
    """`200`, `5XX`, or `default`."""
    description: str
    model: str
    """The name of the model in its body, or `bytes`; empty if the body has no certain model."""
    media_type: str
    headers: Mapping[str, str]
    """Descriptions by name."""


@dataclass(frozen=True)
class Paging:
    """The method that iterates over all the pages of an operation."""

    method: str
    entries: str
    """The field of a page that holds its entries."""
    entry: str
    """The model of an entry."""


@dataclass(frozen=True)
class Operation:
    """One endpoint: a method of an API class."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    arguments: tuple[Argument, ...]
    responses: tuple[Response, ...]
    """The success first."""
    authenticated: bool
    paging: Paging | None = None

    @property
    def version(self) -> str | None:
        """The version of the API that it came with, if that is newer than what a client asks for by default."""
        declared = [each.default for each in self.arguments if each.wire == "Zuora-Version"]
        return next((version for version in declared if version != BASE_VERSION), None)

    @property
    def accept(self) -> str | None:
        """The media types to ask for, if not for JSON alone."""
        media_type = self.responses[0].media_type
        return None if media_type == JSON else f"{media_type}, {JSON}"


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


@dataclass(frozen=True)
class Spec:
    """All of it."""

    apis: tuple[Api, ...]
    models: Mapping[str, Model]
    enums: Mapping[str, Enum]
    environments: Enum

    @property
    def operations(self) -> Iterator[Operation]:
        """Those of every API class."""
        return (operation for api in self.apis for operation in api.operations)

    @cached_property
    def responses(self) -> set[str]:
        """The models that responses hold."""
        return self._closure(response.model for op in self.operations for response in op.responses)

    @cached_property
    def requests(self) -> set[str]:
        """The models that requests hold."""
        return self._closure(each.type.name for op in self.operations for each in op.arguments)

    def _closure(self, roots: Iterable[str]) -> set[str]:
        found: set[str] = set()
        todo = list(roots)
        while todo:
            name = todo.pop()
            if name in self.models and name not in found:
                found.add(name)
                todo += self.models[name].refs
        return found
