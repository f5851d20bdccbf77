"""Reads the spec into the intermediate representation, and refuses what the generator doesn't know.

Each mapping of the document is a `Node`: reading a key takes it out, and `close` complains about what is left. So a
keyword that the generator doesn't understand is an error with its place, never something silently dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import yaml

from codegen.ir import Api, Argument, Enum, Field, Limits, Model, Operation, Response, Spec, SpecError, Type, snake

T = TypeVar("T")

METHODS = ("get", "post", "put", "patch", "delete")
SCALARS = {
    ("string", None): "str",
    ("string", "date"): "Date",
    ("string", "date-time"): "DateTime",
    ("string", "binary"): "FileInput",
    ("number", "decimal"): "Decimal",
    ("number", None): "float",
    ("integer", None): "int",
    ("integer", "int64"): "int",
    ("boolean", None): "bool",
    ("integer string", None): "NumericText",
}


class Number(float):
    """A number of an example, with its digits as written: `125.50` stays `125.50`."""

    text: str


class _Loader(yaml.SafeLoader):
    """YAML as JSON means it: dates and yes/no are texts, numbers keep their digits."""


_KEPT = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in _KEPT]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _word in ("true", "false"):
    _Loader.yaml_implicit_resolvers.setdefault(_word[0], []).append(
        ("tag:yaml.org,2002:bool", yaml.SafeLoader.yaml_implicit_resolvers["t"][0][1])
    )


def _number(loader: _Loader, node: yaml.ScalarNode) -> Number:
    number = Number(node.value)
    number.text = node.value
    return number


_Loader.add_constructor("tag:yaml.org,2002:float", _number)


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
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise SpecError(f"{self.place}/{key}", f"expected {kind.__name__}, found {value!r}")
        return value

    def maybe(self, key: str, kind: type[T]) -> T | None:
        """Read the value of a key that may be missing."""
        return self.take(key, kind) if key in self._left else None

    def text(self, key: str = "description") -> str:
        """Read a text as one line of words."""
        return " ".join(self.take(key, str).split())

    def child(self, key: str) -> Node:
        """Read a mapping."""
        return Node(self._left.pop(key, {}), f"{self.place}/{key}")

    def children(self, key: str) -> Iterator[tuple[str, Node]]:
        """Read a mapping of mappings."""
        yield from self.child(key).items()

    def items(self) -> Iterator[tuple[str, Node]]:
        """Read all that is left, as mappings."""
        for name in list(self._left):
            yield name, self.child(name)

    def entries(self, key: str) -> list[Node]:
        """Read a list of mappings."""
        return [Node(value, f"{self.place}/{key}/{i}") for i, value in enumerate(self.take(key, list, []))]

    def drop(self, *keys: str) -> None:
        """Leave to others what isn't the generator's business: it goes into `spec.json` as it is."""
        for key in keys:
            self._left.pop(key, None)

    def close(self) -> None:
        """Nothing may be left unread."""
        for key in self._left:
            raise SpecError(self.place, f"the generator doesn't know {key!r}; teach it in codegen/ or leave it out")


class _Reader:
    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        schemas = Node(document, "#").child("components").child("schemas")
        self.enum_names = {name for name, schema in schemas.items() if "enum" in schema}

    def resolve(self, node: Node) -> tuple[str, Node]:
        """Follow a reference: the name of what it points to, and the thing itself."""
        place = node.take("$ref", str)
        node.close()
        value: Any = self.document
        for key in place.removeprefix("#/").split("/"):
            value = value.get(key) if isinstance(value, dict) else None
        if value is None or not place.startswith("#/components/"):
            raise SpecError(node.place, f"$ref {place!r} points nowhere")
        return place.rpartition("/")[2], Node(value, place)

    def spec(self) -> Spec:
        root = Node(self.document, "#")
        root.drop("openapi", "info", "security")
        components = root.child("components")
        components.drop("securitySchemes", "parameters", "headers", "responses")
        enums: dict[str, Enum] = {}
        models: dict[str, Model] = {}
        for name, schema in sorted(components.children("schemas"), key=lambda pair: pair[0]):
            if name in self.enum_names:
                enums[name] = self.enum(name, schema)
            else:
                models[name] = self.model(name, schema)
        components.close()
        self.refuse_cycles(models)

        by_tag: dict[str, list[Operation]] = {}
        for path, item in root.children("paths"):
            for method in METHODS:
                if method in item:
                    tag, operation = self.operation(method.upper(), path, item.child(method))
                    by_tag.setdefault(tag, []).append(operation)
            item.close()
        apis = []
        for tag in root.entries("tags"):
            name = tag.take("name", str)
            apis.append(Api(name, tag.text(), tuple(sorted(by_tag.pop(name, []), key=lambda each: each.name))))
            tag.close()
        for name in by_tag:
            raise SpecError("#/tags", f"{name!r} is used by an operation and described nowhere")
        environments = self.environments(root.entries("servers"))
        root.close()
        return Spec(tuple(apis), models, enums, environments, self.document)

    def environments(self, servers: list[Node]) -> Enum:
        members = {}
        for server in servers:
            members[server.take("x-environment", str)] = (server.take("url", str), server.text())
            server.close()
        return Enum("ZuoraEnvironment", "The data centres that Zuora runs, by name.", members)

    def enum(self, name: str, schema: Node) -> Enum:
        if schema.take("type", str) != "string":
            raise SpecError(f"{schema.place}/type", "an enumeration is of strings")
        values, described = schema.take("enum", list), schema.take("x-enum-descriptions", dict)
        if values != list(described):
            raise SpecError(f"{schema.place}/x-enum-descriptions", "must describe each value of 'enum', in its order")
        members = {value.upper(): (value, " ".join(text.split())) for value, text in described.items()}
        enum = Enum(name, schema.text(), members)
        schema.close()
        return enum

    def model(self, name: str, schema: Node) -> Model:
        if schema.take("type", str) != "object" or schema.take("additionalProperties", bool) is not True:
            raise SpecError(schema.place, "a model is an object with additionalProperties: true, or an enumeration")
        required = schema.take("required", list, [])
        fields = {wire: self.field(wire, node, required) for wire, node in schema.children("properties")}
        for wire in required:
            if wire not in fields:
                raise SpecError(f"{schema.place}/required", f"there is no property {wire!r}")
        exclusive = tuple(
            tuple(snake(wire) for wire in group) for group in schema.take("x-mutually-exclusive", list, [])
        )
        max_total = None
        if "x-max-total" in schema:
            total = schema.child("x-max-total")
            outer, inner = total.take("path", list)
            max_total = (snake(outer), snake(inner), total.take("limit", int))
            total.close()
        model = Model(name, schema.text(), tuple(fields.values()), exclusive, max_total)
        schema.close()
        return model

    def field(self, wire: str, schema: Node, required: list[str]) -> Field:
        description = schema.text()
        schema.drop("default", "examples")
        kind, nullable, limits = self.schema(schema)
        if limits.minimum is not None or limits.maximum is not None:
            raise SpecError(schema.place, "models check no minimum or maximum yet: add it to Rules in models/base.py")
        return Field(snake(wire), wire, kind, nullable, wire in required, limits, description)

    def schema(self, schema: Node) -> tuple[Type, bool, Limits]:
        """A schema in use: its type, whether null is allowed, its limits. Takes all that there is."""
        kind, nullable = self.type(schema)
        limits = Limits(
            schema.maybe("minLength", int),
            schema.maybe("maxLength", int),
            schema.maybe("minItems", int),
            schema.maybe("maxItems", int),
            schema.maybe("minimum", int),
            schema.maybe("maximum", int),
            schema.maybe("pattern", str),
        )
        schema.close()
        return kind, nullable, limits

    def type(self, schema: Node) -> tuple[Type, bool]:
        if "$ref" in schema:
            return self.reference(schema, set())
        if "anyOf" in schema:
            target, *others = schema.entries("anyOf")
            names: set[str] = set()
            for other in others:
                names |= self.type_names(other)
                other.close()
            return self.reference(target, names)
        names = self.type_names(schema)
        nullable = "null" in names
        names -= {"null"}
        if names == {"array"}:
            item, item_nullable = self.type(schema.child("items"))
            if item_nullable:
                raise SpecError(f"{schema.place}/items", "entries of a list can't be null")
            return Type("list", item), nullable
        if names == {"object"} and schema.take("additionalProperties", bool) is True:
            return Type("dict", Type("Any")), nullable
        format_ = schema.maybe("format", str)
        name = SCALARS.get((" ".join(sorted(names)), format_))
        if name is None:
            raise SpecError(schema.place, f"no Python type for type {sorted(names)} with format {format_!r}")
        return Type(name), nullable

    def type_names(self, schema: Node) -> set[str]:
        names = schema.take("type", object)
        return set(names) if isinstance(names, list) else {str(names)}

    def reference(self, schema: Node, others: set[str]) -> tuple[Type, bool]:
        target, _ = self.resolve(Node({"$ref": schema.take("$ref", str)}, schema.place))
        plain = others - {"null"}
        if target in self.enum_names and "string" in plain and plain <= {"string", "boolean"}:
            return Type("Open", Type(target), or_bool="boolean" in plain), "null" in others
        if target not in self.enum_names and not plain:
            return Type(target), "null" in others
        raise SpecError(
            schema.place, "an enumeration is open (anyOf: its $ref, then string), a model has no alternative"
        )

    def refuse_cycles(self, models: dict[str, Model]) -> None:
        def visit(name: str, path: tuple[str, ...]) -> None:
            if name in path:
                raise SpecError(f"#/components/schemas/{name}", f"models form a cycle: {' -> '.join((*path, name))}")
            for ref in sorted(models[name].refs & models.keys()):
                visit(ref, (*path, name))

        for name in models:
            visit(name, ())

    def operation(self, method: str, path: str, node: Node) -> tuple[str, Operation]:
        tag, *more = node.take("tags", list)
        if more:
            raise SpecError(f"{node.place}/tags", "an operation belongs to one tag")
        listed = [self.parameter(*self.resolve(entry)) for entry in node.entries("parameters")]
        body, form = self.request_body(node.child("requestBody")) if "requestBody" in node else ([], [])
        arguments = (
            [each for each in listed if each.required]
            + body
            + [each for each in form if each.required]
            + [each for each in listed if not each.required]
            + [each for each in form if not each.required]
        )
        in_path = {f"{{{each.wire}}}" for each in arguments if each.location == "path"}
        if in_path != {part for part in path.split("/") if part.startswith("{")}:
            raise SpecError(node.place, f"the path and its parameters {sorted(in_path)} disagree")
        success, *errors = self.responses(node)
        if success.status != 200 or not success.model:
            raise SpecError(f"{node.place}/responses", "begins with 200, which answers with a model")
        operation = Operation(
            node.take("operationId", str),
            method,
            path,
            node.text("summary"),
            node.text(),
            tuple(arguments),
            success,
            tuple(errors),
            authenticated=node.take("security", list, [{}]) != [],
        )
        node.close()
        return tag, operation

    def parameter(self, key: str, node: Node) -> Argument:
        schema = node.child("schema")
        schema.drop("default")
        examples = schema.take("examples", list, [])
        kind, _, limits = self.schema(schema)
        argument = Argument(
            node.take("x-python-name", str),
            node.take("name", str),
            node.take("in", str),
            kind,
            node.take("required", bool, False),
            limits,
            node.text(),
            node.maybe("example", object) or (examples[0] if examples else None),
            constant=snake(key).upper(),
        )
        node.close()
        return argument

    def request_body(self, node: Node) -> tuple[list[Argument], list[Argument]]:
        """The argument for a JSON body, and those for the fields of a form."""
        [(media, content)] = node.children("content")
        description, required = node.text(), node.take("required", bool, False)
        example = self.example(content)
        content.drop("encoding")
        schema = content.child("schema")
        body: list[Argument] = []
        form: list[Argument] = []
        if media == "application/json":
            kind, _ = self.type(schema)
            name = node.take("x-python-name", str)
            body.append(Argument(name, kind.name, "body", kind, required, Limits(), description, example))
        elif media in ("application/x-www-form-urlencoded", "multipart/form-data"):
            needed = schema.take("required", list, [])
            schema.drop("type", "description", "additionalProperties")
            for wire, entry in schema.children("properties"):
                entry.drop("contentMediaType", "contentEncoding", "default")
                examples, words = entry.take("examples", list, [(example or {}).get(wire)]), entry.text()
                kind, _, limits = self.schema(entry)
                location = "file" if kind.name == "FileInput" else "form"
                form.append(Argument(snake(wire), wire, location, kind, wire in needed, limits, words, examples[0]))
        else:
            raise SpecError(content.place, "the generator knows JSON bodies and forms")
        for each in (schema, content, node):
            each.close()
        return body, form

    def example(self, node: Node) -> Any:
        """The first example of a media type, whichever way it is written."""
        if "examples" in node:
            _, first = next(node.children("examples"))
            return first.maybe("value", object)
        return node.maybe("example", object)

    def responses(self, node: Node) -> Iterator[Response]:
        for status, response in node.children("responses"):
            if "$ref" in response:
                _, response = self.resolve(response)
            headers = {}
            for name, header in response.children("headers"):
                headers[name] = self.resolve(header)[1].text()
            model = None
            for media, content in response.children("content"):
                if media != "application/json":
                    raise SpecError(content.place, "the generator knows answers in JSON")
                content.drop("example", "examples")
                model = self.resolve(content.child("schema"))[0]
                content.close()
            yield Response(int(status), response.text(), model, headers)
            response.close()


def in_python(value: Any, names: dict[str, str]) -> Any:
    """The document with Python names in its texts: `invoiceDate` becomes `invoice_date` where it stands in backquotes."""
    if isinstance(value, list):
        return [in_python(each, names) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: re.sub(r"(?<=`)\w+(?=`)", lambda match: names.get(match[0], match[0]), each)
        if key in ("description", "summary") and isinstance(each, str)
        else in_python(each, names)
        for key, each in value.items()
    }


def load(path: Path) -> Spec:
    """Read the spec. Raises `SpecError`, with the place, for what can't become code."""
    document = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    schemas = document["components"]["schemas"].values()
    names = {wire: snake(wire) for schema in schemas for wire in schema.get("properties", ())}
    return replace(_Reader(in_python(document, names)).spec(), document=document)
