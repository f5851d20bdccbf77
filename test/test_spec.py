"""The contract holds together: valid, complete in words, and true to its own conventions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from referencing import Registry
from referencing.jsonschema import DRAFT202012

pytestmark = pytest.mark.once

SPEC: dict[str, Any] = yaml.safe_load(Path(__file__).parents[1].joinpath("spec/zuora-invoices.yaml").read_text("utf-8"))
SCHEMAS: dict[str, dict[str, Any]] = SPEC["components"]["schemas"]
OPERATIONS: dict[str, dict[str, Any]] = {
    operation["operationId"]: operation for path in SPEC["paths"].values() for operation in path.values()
}
INVOICES = [
    "bulk_create_standalone_invoices",
    "bulk_post_invoices",
    "bulk_update_invoices",
    "cancel_invoice",
    "create_invoice_taxation_items",
    "create_standalone_invoice",
    "delete_invoice",
    "email_invoice",
    "get_invoice",
    "get_invoice_application_parts",
    "get_invoice_files",
    "get_invoice_items",
    "get_invoice_pdf_status",
    "get_taxation_items_of_invoice_item",
    "post_invoice",
    "reverse_invoice",
    "update_invoice",
    "upload_file_for_invoice",
    "write_off_invoice",
]


def nodes(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a document with the path that leads to it."""
    if isinstance(value, dict):
        yield path, value
        for key, child in value.items():
            yield from nodes(child, f"{path}/{key}")
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from nodes(child, f"{path}/{index}")


def schema_names(value: Any) -> set[str]:
    """The component schemas that a part of the document leads to, directly and through others."""
    found: set[str] = set()
    todo = [value]
    while todo:
        for _, node in nodes(todo.pop()):
            name = node.get("$ref", "").rpartition("/schemas/")[2]
            if name in SCHEMAS and name not in found:
                found.add(name)
                todo.append(SCHEMAS[name])
    return found


ANSWERS = schema_names([operation["responses"] for operation in OPERATIONS.values()]) | schema_names(
    SPEC["components"]["responses"]
)
QUESTIONS = schema_names([operation.get("requestBody") for operation in OPERATIONS.values()])
MODELS = {name for name, schema in SCHEMAS.items() if schema["type"] == "object"}


def required(path: str) -> bool:
    model, _, name = path.partition(".")
    return name in SCHEMAS[model].get("required", ())


def properties(names: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in sorted(names & MODELS):
        for key, value in SCHEMAS[name]["properties"].items():
            yield f"{name}.{key}", value


def takes_null(schema: dict[str, Any]) -> bool:
    return "null" in schema.get("type", ()) or any(takes_null(option) for option in schema.get("anyOf", ()))


def test_is_a_valid_openapi_document() -> None:
    validate(SPEC)
    assert SPEC["openapi"].startswith("3.1")
    assert SPEC["info"]["version"] == "2024-05-20"
    assert SPEC["info"]["license"]["identifier"] == "MIT"


def test_holds_the_documented_operations() -> None:
    by_tag = {
        tag: sorted(n for n, o in OPERATIONS.items() if o["tags"] == [tag])
        for tag in ("Invoices", "OAuth", "Operations")
    }
    assert by_tag == {"Invoices": INVOICES, "OAuth": ["create_token"], "Operations": ["get_operation_job"]}


def test_every_schema_is_used() -> None:
    assert set(SCHEMAS) == ANSWERS | QUESTIONS
    assert not ANSWERS & QUESTIONS & MODELS, "a model is a request or an answer, not both: null means different things"


def test_all_is_described() -> None:
    components = SPEC["components"]
    texts = {"info": SPEC["info"]["description"]}
    described = [
        *((f"tag {tag['name']}", tag) for tag in SPEC["tags"]),
        *((f"server {server['url']}", server) for server in SPEC["servers"]),
        *OPERATIONS.items(),
        *((f"{name} body", o["requestBody"]) for name, o in OPERATIONS.items() if "requestBody" in o),
        *((f"{name} 200", operation["responses"]["200"]) for name, operation in OPERATIONS.items()),
        *((f"{kind} {name}", value) for kind in components for name, value in components[kind].items()),
        *properties(MODELS),
        *((path, node) for path, node in nodes(SPEC["paths"]) if re.search(r"/schema/properties/\w+$", path)),
    ]
    texts |= {where: part.get("description", "") for where, part in described}
    texts |= {f"{n}={v}": t for n, s in SCHEMAS.items() for v, t in s.get("x-enum-descriptions", {}).items()}
    assert len(texts) > 700
    assert [where for where, text in texts.items() if len(text.split()) < 3 or not text.endswith(".")] == []
    assert [n for n, o in OPERATIONS.items() if not re.fullmatch(r"[A-Z][^.\n]{5,60}", o["summary"])] == []


def test_every_enum_value_is_described() -> None:
    enums = {name: schema for name, schema in SCHEMAS.items() if "enum" in schema}
    assert len(enums) == 16
    assert [n for n, schema in enums.items() if list(schema["x-enum-descriptions"]) != schema["enum"]] == []


def rebased(value: Any) -> Any:
    """A copy whose references point into the registered document."""
    if isinstance(value, dict):
        return {k: f"spec:{v}" if k == "$ref" else rebased(v) for k, v in value.items()}
    return [rebased(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", sorted(n for n, o in OPERATIONS.items() if "requestBody" in o))
def test_request_example_is_valid(name: str) -> None:
    [media] = OPERATIONS[name]["requestBody"]["content"].values()
    registry: Registry[Any] = Registry().with_resource("spec:", DRAFT202012.create_resource(SPEC))
    [example] = media["examples"].values()
    checker = Draft202012Validator.FORMAT_CHECKER
    schema = rebased({"$id": "spec:example", "allOf": [media["schema"]]})
    Draft202012Validator(schema, registry=registry, format_checker=checker).validate(example["value"])


def test_request_examples_hold_only_known_fields() -> None:
    unknown = []

    def walk(schema: dict[str, Any], value: Any, path: str) -> None:
        schema = SCHEMAS.get(schema.get("$ref", "").rpartition("/")[2], schema)
        if isinstance(value, dict):
            for key, child in value.items():
                if key not in schema.get("properties", {}):
                    unknown.append(f"{path}.{key}")
                else:
                    walk(schema["properties"][key], child, f"{path}.{key}")
        elif isinstance(value, list):
            for child in value:
                walk(schema["items"], child, path)

    for name, operation in OPERATIONS.items():
        for media in operation.get("requestBody", {}).get("content", {}).values():
            for example in media["examples"].values():
                walk(media["schema"], example["value"], name)
    assert unknown == []


def test_money_is_a_decimal_number() -> None:
    decimals = [(p, n["type"]) for p, n in nodes(SPEC) if n.get("format") == "decimal"]
    assert ("/components/schemas/InvoiceItem/properties/balance", ["number", "null"]) in decimals
    assert ("/components/schemas/CreateInvoiceItem/properties/quantity", "number") in decimals
    assert [path for path, kind in decimals if kind not in ("number", ["number", "null"])] == []
    others = [p for p, n in nodes(SPEC) if "number" in n.get("type", ()) and n.get("format") != "decimal"]
    assert others == ["/components/schemas/TokenResponse/properties/expires_in"]


def test_null_in_answers_and_requests() -> None:
    assert [path for path, schema in properties(ANSWERS) if takes_null(schema) == required(path)] == []
    assert [path for path, schema in properties(QUESTIONS) if takes_null(schema)] == [
        "UpdateInvoiceItem.taxCode",
        "UpdateInvoiceItem.taxMode",
    ]


def test_limits_stand_in_the_words_too() -> None:
    silent = []
    parameters = {
        name: p["schema"] | {"description": p["description"]} for name, p in SPEC["components"]["parameters"].items()
    }
    for path, schema in [*properties(MODELS), *parameters.items()]:
        limits = [schema[key] for key in ("maxLength", "maxItems", "maximum") if key in schema]
        default = [schema["default"]] if "default" in schema else []
        words = schema.get("description", "").lower()
        silent += [f"{path}: {limit}" for limit in limits if not re.search(rf"\b{limit}\b", words)]
        silent += [f"{path}: {value}" for value in default if f"default: {str(value).lower()}" not in words]
    assert silent == []


def test_every_model_keeps_further_fields() -> None:
    assert [name for name in MODELS if SCHEMAS[name]["additionalProperties"] is not True] == []


def test_servers_name_their_environment() -> None:
    assert {server["x-environment"]: server["url"] for server in SPEC["servers"]} == {
        "PROD": "https://rest.zuora.com",
        "PROD_NA": "https://rest.na.zuora.com",
        "PROD_EU": "https://rest.eu.zuora.com",
        "PROD_AP": "https://rest.ap.zuora.com",
        "SBX": "https://rest.apisandbox.zuora.com",
        "SBX_NA": "https://rest.sandbox.na.zuora.com",
        "SBX_EU": "https://rest.sandbox.eu.zuora.com",
        "CSBX": "https://rest.test.zuora.com",
        "CSBX_EU": "https://rest.test.eu.zuora.com",
        "CSBX_AP": "https://rest.test.ap.zuora.com",
    }
    assert SPEC["servers"][0]["x-environment"] == "PROD"
