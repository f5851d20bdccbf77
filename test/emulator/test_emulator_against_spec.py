"""schemathesis, driven by the specification, looks for a 500 and for answers that contradict it.

A short run is part of the suite. A long one, over minutes:

    SCHEMATHESIS_EXAMPLES=2000 python -m pytest test/emulator/test_emulator_against_spec.py
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import urllib3
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case, Response
from schemathesis.checks import (
    CheckContext,
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
)

import zuora_sdk.emulator
from zuora_sdk.emulator import Settings, ZuoraEmulator

pytestmark = pytest.mark.once

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "25"))
TURNS = itertools.count()
STAMP = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"


def read_document() -> dict[str, Any]:
    """The specification, with requests narrowed to what the emulator's rules can take.

    It refuses what is neither declared nor custom, and enum values that this version doesn't know; and no generator
    guesses that an item needs a name and a discount an amount below zero.
    """
    path = Path(zuora_sdk.emulator.__file__).with_name("spec.json")
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    schemas = document["components"]["schemas"]
    seen: set[str] = set()

    def narrow(node: Any) -> None:
        if isinstance(node, list):
            for one in node:
                narrow(one)
            return
        if not isinstance(node, dict):
            return
        if "anyOf" in node:
            del node["anyOf"][1:]
        if node.get("format") == "decimal":
            node |= {"multipleOf": 0.01, "minimum": -1_000_000, "maximum": 1_000_000}
        for value in node.values():
            narrow(value)
        name = node.get("$ref", "").rpartition("/")[2]
        if name in schemas and name not in seen:
            seen.add(name)
            if "properties" in schemas[name]:
                schemas[name]["additionalProperties"] = False
            narrow(schemas[name])

    for methods in document["paths"].values():
        for operation in methods.values():
            if isinstance(operation, dict):
                narrow(operation.get("requestBody"))
    for name in ("CreateInvoiceItem", "CreateDiscountItem"):
        schemas[name]["required"] += ["chargeName"]
        schemas[name]["properties"]["chargeName"]["minLength"] = 1
    schemas["CreateDiscountItem"]["properties"]["amount"]["maximum"] = -0.01
    schemas["CreateInvoiceRequest"]["properties"]["invoiceItems"]["minItems"] = 1
    # The service's date-times have a form of their own, as their descriptions say.
    for name in ("createdDate", "updatedDate"):
        del schemas["GetInvoiceApplicationPartRequest"]["properties"][name]["format"]
        schemas["GetInvoiceApplicationPartRequest"]["properties"][name]["pattern"] = STAMP
    return document


schema = schemathesis.openapi.from_dict(read_document())
# Every boundary of every field: thousands of requests, for the long run.
schema.config.phases.coverage.enabled = EXAMPLES > 100


@pytest.fixture(scope="module")
def tenant() -> Iterator[ZuoraEmulator]:
    with ZuoraEmulator(settings=Settings(post_async_items=3, step_seconds=0)) as zuora:
        yield zuora


def invoice_of_its_own(zuora: ZuoraEmulator) -> str:
    """A key that leads somewhere: to a draft, a posted invoice, a canceled one, in turn."""
    line = {"amount": 1, "chargeName": "c", "serviceStartDate": "2024-05-20"}
    request = {"accountId": zuora.account_id, "invoiceDate": "2024-05-20", "invoiceItems": [line]}
    turn = next(TURNS) % 3
    headers = {"Authorization": f"Bearer {zuora.access_token}"}
    body = {**request, "status": "Posted" if turn == 1 else "Draft"}
    made: str = urllib3.request("POST", f"{zuora.url}/v1/invoices", json=body, headers=headers).json()["id"]
    if turn == 2:
        urllib3.request("PUT", f"{zuora.url}/v1/invoices/{made}/cancel", headers=headers)
    return made


def aim(case: Case[Any], zuora: ZuoraEmulator) -> None:
    """Replace what can't be guessed, so that requests reach the rules behind the look-ups."""
    # The same key again and again would be answered from memory, and most texts are no version.
    if case.headers and next(TURNS) % 4:
        for name in ("Idempotency-Key", "Zuora-Version"):
            case.headers.pop(name, None)
    if isinstance((case.path_parameters or {}).get("invoiceKey"), str):
        case.path_parameters["invoiceKey"] = invoice_of_its_own(zuora)
    if case.query and case.query.get("invoiceKeys"):
        case.query["invoiceKeys"] = invoice_of_its_own(zuora)
    entries = case.body.get("invoices") if isinstance(case.body, dict) else None
    for body in [case.body, *(entries if isinstance(entries, list) else [])]:
        if not isinstance(body, dict):
            continue
        if "invoiceItems" in body and "invoiceDate" in body:
            body["accountId"] = zuora.account_id
            for name in ("accountNumber", "paymentTerm", "invoiceNumber", "status"):
                body.pop(name, None)
        elif isinstance(body.get("id"), str):
            body["id"] = invoice_of_its_own(zuora)


@schemathesis.check
def an_error_says_why(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    """The statuses that the specification doesn't declare have the body of those that it does."""
    if response.status_code != 200 and case.operation.path.startswith("/v1/"):
        data = response.json()
        assert isinstance(data.get("message", ""), str)
        assert "message" in data or (data["success"] is False and data["reasons"])


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),  # pyright: ignore[reportArgumentType]
)
def test_no_500_and_no_contradiction(case: Case[Any], tenant: ZuoraEmulator) -> None:
    aim(case, tenant)
    headers = {"Authorization": f"Bearer {tenant.access_token}"}
    case.call_and_validate(
        base_url=tenant.url,
        headers=headers,
        checks=[
            not_a_server_error,
            response_schema_conformance,
            content_type_conformance,
            response_headers_conformance,
            an_error_says_why,
        ],
    )
