"""Reads the spec into the intermediate representation, and rejects what the generator doesn't know.

Each mapping of the document is a `Node`: reading a key takes it out, and `close` reports what is left. So a
keyword that the generator doesn't understand is an error with its place, never something silently dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import yaml

from codegen.ir import (
    JSON,
    Api,
    Argument,
    Enum,
    Field,
    Model,
    Operation,
    Paging,
    Response,
    Spec,
    SpecError,
    Type,
    sentences,
    snake,
)

T = TypeVar("T")

TYPES = {
    ("string", ""): "str",
    ("string", "date"): "Date",
    ("string", "zuora-date-time"): "DateTime",
    ("string", "binary"): "FileInput",
    ("number", "decimal"): "Decimal",
    ("number", ""): "float",
    ("integer", ""): "Int",
    ("integer", "int64"): "Int",
    ("boolean", ""): "Bool",
    ("integer string", ""): "NumericText",
}
LIMITS = ("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "pattern")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Node:
    """A mapping of the document, its place, and which of its keys nobody has read yet."""

    def __init__(self, value: Any, place: str) -> None:
        if not isinstance(value, dict):
            raise SpecError(place, f"expected a mapping, found {value!r}")
        self.place = place
        self._left = dict(value)

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """Read the value of a key. Without a default it must be there."""
        value = self._left.pop(key, default)
        if value is None:
            raise SpecError(self.place, f"{key!r} is missing")
        if not isinstance(value, kind):
            raise SpecError(f"{self.place}/{key}", f"expected {kind.__name__}, found {value!r}")
        return value

    def text(self, key: str = "description") -> str:
        """Read a text as one line of words. A description ends with the version of the API that a thing needs."""
        since = self.take("x-since", str, "") if key == "description" else ""
        words = self.take(key, str) + (f" Needs `Zuora-Version` {since} or later." if since else "")
        return " ".join(words.split())

    def child(self, key: str) -> Node:
        """Read a mapping; a missing one is empty."""
        return Node(self._left.pop(key, {}), f"{self.place}/{key}")

    def items(self) -> Iterator[tuple[str, Node]]:
        """Read all that is left, as mappings, and report what they leave."""
        for name in list(self._left):
            child = self.child(name)
            yield name, child
            child.close()

    def entries(self, key: str) -> Iterator[Node]:
        """Read a list of mappings, and report what they leave."""
        for i, value in enumerate(self.take(key, list, [])):
            entry = Node(value, f"{self.place}/{key}/{i}")
            yield entry
            entry.close()

    def drop(self, *keys: str) -> None:
        """Leave to others what is no business of the generated code."""
        for key in keys:
            self._left.pop(key, None)

    def close(self) -> None:
        """Nothing may be left unread."""
        for key in self._left:
            raise SpecError(self.place, f"the generator doesn't know {key!r}: teach it in codegen/, or leave it out")


class _Reader:
    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.enum_names = {name for name, each in document["components"]["schemas"].items() if "enum" in each}
        self.models: dict[str, Model] = {}

    def resolve(self, node: Node) -> tuple[str, Node]:
        """Follow a reference: the name of what it points to, and the thing itself."""
        place = node.take("$ref", str)
        value: Any = self.document
        for key in place.removeprefix("#/").split("/"):
            value = value.get(key) if isinstance(value, dict) else None
        if value is None:
            raise SpecError(node.place, f"$ref {place!r} points nowhere")
        return place.rpartition("/")[2], Node(value, place)

    def spec(self) -> Spec:
        root = Node(self.document, "#")
        root.drop("openapi", "info", "security", "x-response-headers")
        components = root.child("components")
        components.drop("securitySchemes", "parameters", "headers", "responses")
        enums, models = {}, self.models
        schemas = components.child("schemas")
        for name in bases_first(self.document["components"]["schemas"]):
            schema = schemas.child(name)
            if name in self.enum_names:
                enums[name] = self.enum(name, schema)
            else:
                models[name] = self.model(name, schema)
            schema.close()
        components.close()
        for name in models:
            reject_cycles(models, name)
        operations: list[tuple[str, Operation]] = []
        for path, item in root.child("paths").items():
            for method, node in item.items():
                operations.append((node.take("tags", list)[0], self.operation(method.upper(), path, node)))
        apis = []
        for node in root.entries("tags"):
            tag = node.take("name", str)
            apis.append(
                Api(tag, node.text(), tuple(sorted((op for t, op in operations if t == tag), key=lambda op: op.name)))
            )
        if missing := {tag for tag, _ in operations} - {api.tag for api in apis}:
            raise SpecError("#/tags", f"an operation uses {missing}, which nothing describes")
        servers = {
            node.take("x-environment", str): (node.take("url", str), node.text()) for node in root.entries("servers")
        }
        root.close()
        environments = Enum("ZuoraEnvironment", "The data centers that Zuora runs, by name.", servers)
        return Spec(tuple(apis), dict(sorted(models.items())), dict(sorted(enums.items())), environments)

    def described(self, schema: Node) -> str:
        text = schema.text()
        if len(sentences(text)[0]) > 110:
            raise SpecError(f"{schema.place}/description", "its first sentence must fit on a line: 110 characters")
        return text

    def enum(self, name: str, schema: Node) -> Enum:
        values, described = schema.take("enum", list), schema.take("x-enum-descriptions", list)
        if schema.take("type", str) != "string" or len(values) != len(described):
            raise SpecError(schema.place, "an enumeration is of strings, and x-enum-descriptions tells each in order")
        members = {value.upper(): (value, text) for value, text in zip(values, described, strict=True)}
        return Enum(name, self.described(schema), members)

    def model(self, name: str, schema: Node) -> Model:
        if schema.take("type", str) != "object" or schema.take("additionalProperties", bool) is not True:
            raise SpecError(schema.place, "a model is an object with additionalProperties: true")
        bases = tuple(self.resolve(node)[0] for node in schema.entries("allOf"))
        if unknown := set(bases) - self.models.keys():
            raise SpecError(f"{schema.place}/allOf", f"{unknown} is no model to extend")
        # The order of pydantic, which collects fields along the reversed order of method resolution.
        inherited = {each.name: each for base in reversed(bases) for each in self.models[base].fields}
        required = schema.take("required", list, [])
        needed = {*required, *(each.wire for each in inherited.values() if each.required)}
        fields = [self.field(wire, node, wire in needed) for wire, node in schema.child("properties").items()]
        if unknown := set(required) - {each.wire for each in (*inherited.values(), *fields)}:
            raise SpecError(f"{schema.place}/required", f"there is no property {unknown}")
        exclusive = schema.take("x-mutually-exclusive", list, [])
        max_total = None
        if "x-max-total" in schema:
            total = schema.child("x-max-total")
            outer, inner = total.take("path", list)
            max_total = (snake(outer), snake(inner), total.take("limit", int))
        groups = tuple(tuple(snake(wire) for wire in group) for group in exclusive)
        groups += tuple(group for base in bases for group in self.models[base].exclusive)
        return Model(
            name=name,
            description=self.described(schema),
            bases=bases,
            inherited=tuple(inherited.values()),
            own_fields=tuple(fields),
            exclusive=groups,
            max_total=max_total,
        )

    def field(self, wire: str, schema: Node, required: bool) -> Field:
        description = schema.text()
        schema.drop("default", "examples")
        kind, nullable, limits = self.schema(schema)
        if {"minimum", "maximum"} & limits.keys():
            raise SpecError(schema.place, "models check no minimum or maximum yet: add it to Rules in models/base.py")
        return Field(snake(wire), wire, kind, required, limits, description, nullable)

    def schema(self, schema: Node) -> tuple[Type, bool, dict[str, int | str]]:
        """A schema in use: its type, whether null is allowed, its limits."""
        kind, nullable = self.type(schema)
        limits = {snake(key): schema.take(key, str if key == "pattern" else int) for key in LIMITS if key in schema}
        schema.close()
        return kind, nullable, limits  # type: ignore[return-value]

    def type(self, schema: Node) -> tuple[Type, bool]:
        if "$ref" in schema:
            return self.reference(schema, set())
        if "anyOf" in schema:
            first, *others = (Node(each, f"{schema.place}/anyOf") for each in schema.take("anyOf", list))
            models = [self.reference(other, set())[0].name for other in others if "$ref" in other]
            names = {name for other in others if "type" in other for name in type_names(other)}
            kind, nullable = self.reference(first, names)
            for each in (first, *others):
                each.close()
            return replace(kind, otherwise="".join(models)), nullable
        names = type_names(schema)
        nullable, names = "null" in names, names - {"null"}
        if names == {"array"}:
            entry, _ = self.type(schema.child("items"))
            return Type("list", entry.annotation, otherwise=entry.otherwise), nullable
        if names == {"object"} and schema.take("additionalProperties", bool) is True:
            return Type("dict", "Any"), nullable
        key = (" ".join(sorted(names)), schema.take("format", str, ""))
        if key not in TYPES:
            raise SpecError(schema.place, f"no Python type for type {key[0]!r} with format {key[1]!r}")
        return Type(TYPES[key]), nullable

    def reference(self, schema: Node, others: set[str]) -> tuple[Type, bool]:
        target, _ = self.resolve(schema)
        plain = others - {"null"}
        if target in self.enum_names and "string" in plain and plain <= {"string", "boolean"}:
            return Type("Open", target, or_bool="boolean" in plain), "null" in others
        if target not in self.enum_names and not plain:
            return Type(target), "null" in others
        raise SpecError(schema.place, "write an enumeration as anyOf [its $ref, string], a model as its $ref (or null)")

    def operation(self, method: str, path: str, node: Node) -> Operation:
        listed = [self.parameter(*self.resolve(entry)) for entry in node.entries("parameters")]
        body = self.request_body(node.child("requestBody")) if "requestBody" in node else []
        order = (
            [each for each in listed if each.required],
            [each for each in body if each.required],
            [each for each in listed if not each.required],
            [each for each in body if not each.required],
        )
        arguments = tuple(argument for group in order for argument in group)
        if {each.wire for each in arguments if each.location == "path"} != set(re.findall(r"{(\w+)}", path)):
            raise SpecError(node.place, "the path and its parameters disagree")
        responses = tuple(self.response(status, each) for status, each in node.child("responses").items())
        if responses[0].status != "200" or not responses[0].model:
            raise SpecError(f"{node.place}/responses", "begins with 200, whose body is a model or bytes")
        authenticated = node.take("security", list, [{}]) != []
        name, summary, description = node.take("operationId", str), node.text("summary"), node.text()
        paging = self.paging(node.child("x-pages"), responses[0].model) if "x-pages" in node else None
        return Operation(name, method, path, summary, description, arguments, responses, authenticated, paging)

    def paging(self, node: Node, page: str) -> Paging:
        wire, method = node.take("entries", str), node.take("method", str)
        node.close()
        found = [field for field in self.models[page].fields if field.wire == wire and field.type.name == "list"]
        if not found:
            raise SpecError(node.place, f"{page} has no list {wire!r}")
        return Paging(method, found[0].name, found[0].type.of)

    def parameter(self, key: str, node: Node) -> Argument:
        schema = node.child("schema")
        schema.drop("examples")
        default = schema.take("default", object) if "default" in schema else None
        kind, _, limits = self.schema(schema)
        argument = Argument(
            default=default,
            name=node.take("x-python-name", str),
            wire=node.take("name", str),
            type=kind,
            required=node.take("required", bool, False),
            limits=limits,
            description=node.text(),
            location=node.take("in", str),
            example=example(node),
            constant=snake(key).upper(),
        )
        node.close()
        return argument

    def request_body(self, node: Node) -> list[Argument]:
        """The argument for a JSON body, or those for the fields of a form."""
        description, required = node.text(), node.take("required", bool, False)
        name = node.take("x-python-name", str, "request")
        arguments = []
        for media, content in node.child("content").items():
            sample, schema = example(content), content.child("schema")
            content.drop("encoding")
            if media == JSON:
                kind, _ = self.type(schema)
                arguments.append(Argument(name, "", kind, required, {}, description, location="body", example=sample))
            elif media in FORMS:
                needed = schema.take("required", list, [])
                schema.drop("type")
                for wire, entry in schema.child("properties").items():
                    entry.drop("contentMediaType")
                    field = self.field(wire, entry, wire in needed)
                    location = "file" if field.type.name == "FileInput" else "form"
                    arguments.append(Argument(**vars(field), location=location, example=(sample or {}).get(wire)))
            else:
                raise SpecError(content.place, "the generator knows JSON bodies and forms")
            schema.close()
        node.close()
        return arguments

    def response(self, status: str, node: Node) -> Response:
        if "$ref" in node:
            _, node = self.resolve(node)
        headers = {name: self.resolve(each)[1].text() for name, each in node.child("headers").items()}
        model, media_type = "", ""
        for media_type, content in node.child("content").items():
            model = self.response_body(media_type, content.child("schema"))
            content.drop("example", "examples")
        response = Response(status, node.text(), model, media_type, headers)
        node.close()
        return response

    def response_body(self, media_type: str, schema: Node) -> str:
        """The model of a body, or `bytes`. A body that may be of several models has none."""
        if media_type != JSON:
            if schema.take("format", str, "") != "binary":
                raise SpecError(schema.place, "a response that isn't JSON is bytes: type: string, format: binary")
            return "bytes"
        return "" if "anyOf" in schema else self.resolve(schema)[0]


def type_names(schema: Node) -> set[str]:
    """The JSON types that a schema allows."""
    names = schema.take("type", object)
    return set(names) if isinstance(names, list) else {str(names)}


def example(node: Node) -> Any:
    """The first example of a parameter or a media type, whichever way it is written."""
    if "examples" in node:
        return next(iter(node.take("examples", dict).values()))["value"]
    return node.take("example", object) if "example" in node else None


def bases_first(schemas: dict[str, Any]) -> list[str]:
    """The names of the schemas, each after those that it extends."""
    order: dict[str, None] = {}

    def add(name: str) -> None:
        for base in schemas.get(name, {}).get("allOf", ()):
            add(base["$ref"].rpartition("/")[2])
        order[name] = None

    for name in schemas:
        add(name)
    return [name for name in order if name in schemas]


def reject_cycles(models: dict[str, Model], name: str, path: tuple[str, ...] = ()) -> None:
    """Modules that import each other in a circle can't be loaded."""
    if name in path:
        raise SpecError(f"#/components/schemas/{name}", f"models form a cycle: {' -> '.join((*path, name))}")
    for ref in models[name].refs & models.keys():
        reject_cycles(models, ref, (*path, name))


def in_python(value: Any, names: dict[str, str]) -> Any:
    """The document with Python names in its texts: `invoiceDate` in backquotes becomes `invoice_date`."""
    if isinstance(value, list):
        return [in_python(each, names) for each in value]
    if isinstance(value, dict):
        return {key: in_python(each, names) for key, each in value.items()}
    return (
        re.sub(r"(?<=`)\w+(?=`)", lambda word: names.get(word[0], word[0]), value) if isinstance(value, str) else value
    )


def read(document: Any) -> Spec:
    """Read the document of the spec. Raises `SpecError`, with the place, for what can't become code."""
    components = document["components"]
    properties = (wire for schema in components["schemas"].values() for wire in schema.get("properties", ()))
    names = {wire: snake(wire) for wire in properties}
    names |= {each["name"]: each["x-python-name"] for each in components["parameters"].values()}
    return _Reader(in_python(document, names)).spec()


def load(path: Path) -> tuple[Spec, Any]:
    """Read the file of the spec: for the templates, and as it is."""
    # The loader in C reads it in a tenth of the time.
    document = yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return read(document), document
