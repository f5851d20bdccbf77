"""What the API specification says: which operations exist, and what their responses are made of."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, cast

from zuora_sdk.emulator._rejection import Rejection
from zuora_sdk.emulator._request_check import CUSTOM_FIELD, RequestCheck, Schema
from zuora_sdk.emulator._versions import LATEST, SINCE, UNTIL, Version, note_releases

__all__ = ["ABSENT", "CUSTOM_FIELD", "Contract", "Operation"]

# The value of a response field that this tenant doesn't have at all: not even as null.
ABSENT = object()
# Fields of every response that are only there when they have something to say.
ENVELOPE = frozenset({"processId", "requestId", "reasons", "nextPage"})
# Accounts, payments and queries are not part of the published specification of this package.
DOCUMENTS = ("spec.json", "supplement.json")


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One endpoint as the specification declares it."""

    name: str
    method: str
    path: str
    parameters: tuple[Schema, ...]
    media_type: str | None
    body: Schema | None
    response: str | None
    """Name of the schema of its 200 response; None: it isn't JSON."""
    declaration: Mapping[str, Any]
    """The operation object of the specification."""

    @property
    def needs_token(self) -> bool:
        """Whether callers authenticate: only asking for a token goes without."""
        return self.path.startswith("/v1/")


class Contract:
    """The specification, ready to check requests and to shape responses."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._schemas: dict[str, Schema] = document["components"]["schemas"]
        self.operations = {operation.name: operation for operation in self._read_operations()}
        self._shapes: dict[tuple[str, Version], tuple[dict[str, Schema], dict[str, None]]] = {}

    @classmethod
    @functools.cache
    def load(cls) -> Contract:
        """The contract this package ships with."""
        # A client that is made from this document talks to the emulator, not to one of Zuora's servers.
        whole: dict[str, Any] = {"servers": [{"url": "/"}], "paths": {}, "components": {}}
        for name in DOCUMENTS:
            part = json.loads(resources.files("zuora_sdk.emulator").joinpath(name).read_text(encoding="utf-8"))
            whole = {**part, **whole, "paths": whole["paths"] | part["paths"]}
            for kind, components in part["components"].items():
                whole["components"].setdefault(kind, {}).update(components)
        note_releases(whole)
        return cls(whole)

    def published(self) -> dict[str, Any]:
        """The specification as others may read it: without what the emulator notes in it."""
        return cast("dict[str, Any]", _without_notes(self._document))

    def _read_operations(self) -> Iterator[Operation]:
        for path, methods in self._document["paths"].items():
            for method, operation in methods.items():
                if "operationId" not in operation:
                    continue
                content: dict[str, Schema] = operation.get("requestBody", {}).get("content", {})
                media_type = next(iter(content), None)
                response = operation["responses"]["200"]["content"].get("application/json", {}).get("schema", {})
                yield Operation(
                    name=operation["operationId"],
                    method=method.upper(),
                    path=path,
                    parameters=tuple(self._resolve(parameter) for parameter in operation.get("parameters", ())),
                    media_type=media_type,
                    body=content[media_type]["schema"] if media_type else None,
                    response=response["$ref"].rpartition("/")[2] if "$ref" in response else None,
                    declaration=operation,
                )

    def _resolve(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            found: Any = self._document
            for step in schema["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            schema = cast(Schema, found)
        return schema

    # -- responses --------------------------------------------------------------------------------------------------

    def shape(self, name: str, data: Mapping[str, Any], version: Version = LATEST) -> dict[str, Any]:
        """`data` as the response `name`: unknown values as null, and only fields that are declared or custom."""
        properties, nulls = self._shape_of(name, version)
        shaped: dict[str, Any] = dict(nulls)
        for key, value in data.items():
            if value is ABSENT:
                shaped.pop(key, None)
            elif key in properties:
                shaped[key] = self._shape_value(properties[key], value, version)
            elif CUSTOM_FIELD.fullmatch(key):
                shaped[key] = value
        return shaped

    def _shape_of(self, name: str, version: Version) -> tuple[dict[str, Schema], dict[str, None]]:
        """The fields that a response has in a version, and those of them that are null when unknown."""
        known = self._shapes.get((name, version))
        if known is None:
            properties = {
                key: schema for key, schema in self._properties(self._schemas[name]).items() if version.has(schema)
            }
            known = properties, dict.fromkeys(key for key in properties if key not in ENVELOPE)
            self._shapes[name, version] = known
        return known

    def _properties(self, schema: Schema) -> dict[str, Schema]:
        merged: dict[str, Schema] = {}
        for part in schema.get("allOf", ()):
            merged |= self._properties(self._resolve(part))
        merged |= schema.get("properties", {})
        return merged

    def _shape_value(self, schema: Schema, value: Any, version: Version) -> Any:
        if isinstance(value, list) and "items" in schema:
            return [self._shape_value(schema["items"], item, version) for item in value]
        reference = schema.get("$ref") or next((s["$ref"] for s in schema.get("anyOf", ()) if "$ref" in s), None)
        # An entry of a bulk response that failed says so, and nothing else.
        if reference is None or not isinstance(value, dict) or value.get("success") is False:
            return value
        return self.shape(reference.rpartition("/")[2], value, version)

    # -- requests ---------------------------------------------------------------------------------------------------

    def fit(self, schema: Schema, value: Any, version: Version = LATEST) -> Any:
        """`value` with its decimals as Decimal; Rejection, naming every field that doesn't fit by its path."""
        check = RequestCheck(self._resolve, version)
        fitted = check.fit(schema, value, "")
        if check.errors:
            raise Rejection(*check.errors[0], *check.errors[1:])
        return fitted


def _without_notes(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_notes(inner) for key, inner in value.items() if key not in (SINCE, UNTIL)}
    return [_without_notes(inner) for inner in value] if isinstance(value, list) else value
