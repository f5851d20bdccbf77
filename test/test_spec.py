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
INVOICES = [  # those of 2024-05-20
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
INVOICES_OF_2025 = [
    "cancel_e_invoice_by_invoice_key",
    "create_invoice_write_off_async",
    "download_e_invoice_file_for_invoice",
    "get_e_invoicing_mandate_for_invoice",
    "get_invoice_write_off_async_job",
    "split_invoice",
    "unpost_invoice",
    "update_invoice_invoke_sync_status",
]


VERSIONS = {"ZuoraVersion", "ZuoraVersion_20250812"}


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


RESPONSES = schema_names([operation["responses"] for operation in OPERATIONS.values()]) | schema_names(
    SPEC["components"]["responses"]
)
REQUESTS = schema_names([operation.get("requestBody") for operation in OPERATIONS.values()])
MODELS = {name for name, schema in SCHEMAS.items() if schema["type"] == "object"}


def lineage(name: str) -> Iterator[dict[str, Any]]:
    """A schema, and those that it extends."""
    yield SCHEMAS[name]
    for base in SCHEMAS[name].get("allOf", ()):
        yield from lineage(base["$ref"].rpartition("/")[2])


def required(path: str) -> bool:
    model, _, name = path.partition(".")
    return any(name in schema.get("required", ()) for schema in lineage(model))


def declared(name: str) -> dict[str, Any]:
    """The properties of a schema, with those of the schemas that it extends."""
    return {key: value for schema in reversed(list(lineage(name))) for key, value in schema["properties"].items()}


def properties(names: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in sorted(names & MODELS):
        for key, value in SCHEMAS[name]["properties"].items():
            yield f"{name}.{key}", value


def takes_null(schema: dict[str, Any]) -> bool:
    return "null" in schema.get("type", ()) or any(takes_null(option) for option in schema.get("anyOf", ()))


def test_is_a_valid_openapi_document() -> None:
    validate(SPEC)
    assert SPEC["openapi"].startswith("3.1")
    assert SPEC["info"]["version"] == "2025-08-12"
    assert SPEC["info"]["contact"]["url"].startswith("https://")
    assert SPEC["info"]["license"]["identifier"] == "MIT"


def test_holds_the_documented_operations() -> None:
    by_tag = {
        tag: {name for name, operation in OPERATIONS.items() if operation["tags"] == [tag]}
        for tag in ("Invoices", "OAuth", "Operations")
    }
    assert by_tag["Invoices"] >= {*INVOICES, *INVOICES_OF_2025}
    assert (len(INVOICES), len(INVOICES_OF_2025)) == (19, 8)
    assert by_tag["OAuth"] >= {"create_token"}
    assert by_tag["Operations"] >= {"get_operation_job"}


def test_only_the_new_operations_ask_for_the_new_version() -> None:
    versions = {
        name: {parameter["$ref"].rpartition("/")[2] for parameter in operation["parameters"]} & VERSIONS
        for name, operation in OPERATIONS.items()
    }
    newer = {name for name, found in versions.items() if found == {"ZuoraVersion_20250812"}}
    assert newer >= set(INVOICES_OF_2025)
    assert not newer & {*INVOICES, "create_token", "get_operation_job"}
    assert all(len(found) == 1 for found in versions.values())
    parameters = SPEC["components"]["parameters"]
    assert [parameters[name]["schema"]["default"] for name in sorted(VERSIONS)] == ["2024-05-20", "2025-08-12"]


def test_every_schema_is_used() -> None:
    assert set(SCHEMAS) == RESPONSES | REQUESTS
    assert not RESPONSES & REQUESTS & MODELS, "a model is a request or a response: null means different things"


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
    texts |= {f"{n}[{i}]": text for n, s in SCHEMAS.items() for i, text in enumerate(s.get("x-enum-descriptions", ()))}
    assert [where for where, text in texts.items() if len(text.split()) < 3 or not text.endswith(".")] == []
    assert [n for n, o in OPERATIONS.items() if not re.fullmatch(r"[A-Z][^.\n]{5,60}", o["summary"])] == []


def test_every_enum_value_is_described() -> None:
    enums = {name: schema for name, schema in SCHEMAS.items() if "enum" in schema}
    assert [n for n, schema in enums.items() if len(schema["x-enum-descriptions"]) != len(schema["enum"])] == []


def rebased(value: Any) -> Any:
    """A copy whose references point into the registered document."""
    if isinstance(value, dict):
        return {k: f"spec:{v}" if k == "$ref" else rebased(v) for k, v in value.items()}
    return [rebased(v) for v in value] if isinstance(value, list) else value


def examples() -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Every example of a body, with its schema."""
    for name, operation in OPERATIONS.items():
        for media in operation.get("requestBody", {}).get("content", {}).values():
            for example in media["examples"].values():
                yield f"{name} request", media["schema"], example["value"]
        media = operation["responses"]["200"]["content"].get("application/json")
        if media:
            yield f"{name} response", media["schema"], media["example"]
    for name, response in SPEC["components"]["responses"].items():
        for media in response.get("content", {}).values():
            yield name, media["schema"], media["example"]


EXAMPLES = list(examples())


def test_every_json_body_has_an_example() -> None:
    bodies = [name for name, operation in OPERATIONS.items() if "requestBody" in operation]
    found = [name for name, _, _ in EXAMPLES]
    assert [name for name in bodies if f"{name} request" not in found] == []
    assert [name for name in OPERATIONS if f"{name} response" not in found] == ["download_e_invoice_file_for_invoice"]


@pytest.mark.parametrize(("name", "schema", "value"), EXAMPLES, ids=[name for name, _, _ in EXAMPLES])
def test_example_is_valid(name: str, schema: dict[str, Any], value: Any) -> None:
    registry: Registry[Any] = Registry().with_resource("spec:", DRAFT202012.create_resource(SPEC))
    checker = Draft202012Validator.FORMAT_CHECKER
    judge = rebased({"$id": "spec:example", "allOf": [schema]})
    Draft202012Validator(judge, registry=registry, format_checker=checker).validate(value)


def test_examples_hold_only_known_fields() -> None:
    unknown = []

    def walk(schema: dict[str, Any], value: Any, path: str) -> None:
        choices = [schema, *schema.get("anyOf", ())]
        names = [choice["$ref"].rpartition("/")[2] for choice in choices if "$ref" in choice]
        known = {key: each for name in names if name in MODELS for key, each in declared(name).items()}
        known |= schema.get("properties", {})
        if isinstance(value, dict) and known:
            for key, child in value.items():
                if key not in known and key != "objectIndex":
                    unknown.append(f"{path}.{key}")
                else:
                    walk(known.get(key, {}), child, f"{path}.{key}")
        elif isinstance(value, list):
            for child in value:
                walk(schema["items"], child, path)

    for name, schema, value in EXAMPLES:
        walk(schema, value, name)
    assert unknown == []


def test_money_is_a_decimal_number() -> None:
    decimals = [(p, n["type"]) for p, n in nodes(SPEC) if n.get("format") == "decimal"]
    assert ("/components/schemas/InvoiceItem/properties/balance", ["number", "null"]) in decimals
    assert ("/components/schemas/CreateInvoiceItem/properties/quantity", "number") in decimals
    assert [path for path, kind in decimals if kind not in ("number", ["number", "null"])] == []
    others = [p for p, n in nodes(SPEC) if "number" in n.get("type", ()) and n.get("format") != "decimal"]
    assert others == ["/components/schemas/TokenResponse/properties/expires_in"]


def test_null_in_responses_and_requests() -> None:
    assert [path for path, schema in properties(RESPONSES) if takes_null(schema) == required(path)] == []
    assert [path for path, schema in properties(REQUESTS) if takes_null(schema)] == [
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
