"""Bodies as Zuora writes them go through the models, over a socket, and come out as they went in."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from spec_calls import SPEC_CALLS, SpecCall
from traffic import CALLS, Call
from wire import Answer, WireServer

from zuora_sdk import ApiClient, ApiException, InvoicesApi, models
from zuora_sdk.models.base import ZuoraModel

SAMPLES = {path.name.removesuffix(".json"): path.read_bytes() for path in Path(__file__).parent.glob("samples/*.json")}
NAMES = {
    kind: [name.split(".")[0] for name in sorted(SAMPLES) if name.endswith(kind)] for kind in ("response", "request")
}
ERRORS = [name for name in sorted(SAMPLES) if name.startswith("error")]
BODIES = {"request", "body", "post_async_invoice_request"}
FULL: dict[str, Call] = {call.name: call for call in CALLS}  # the later one, with all arguments, stays


def exact(text: str | bytes) -> Any:
    """Parsed JSON in which 1, 1.0, "1" and true all differ from each other, save that 1 and 1.0 have the same value."""

    def number(digits: str) -> tuple[str, Decimal]:
        return "number", Decimal(digits)

    return json.loads(text, parse_float=number, parse_int=number)


def undeclared(value: Any, path: str = "") -> set[str]:
    """The places of a model in which something stands that its class doesn't declare."""
    if isinstance(value, list):
        return {place for entry in value for place in undeclared(entry, path)}
    if not isinstance(value, ZuoraModel):
        return set()
    below = {place for name in type(value).model_fields for place in undeclared(getattr(value, name), f"{path}.{name}")}
    return below | {f"{path}.{name}" for name in value.additional_properties if not name.endswith("__c")}


@pytest.mark.parametrize("call", SPEC_CALLS, ids=lambda call: call.name)
def test_the_examples_of_the_specification(call: SpecCall, client: ApiClient, server: WireServer) -> None:
    server.script([Answer(200, call.response)])
    response = call.run(client)
    assert server.last.method == call.method
    assert call.addresses(server.last.target), server.last.target
    assert response.issues == ()
    if isinstance(response.data, bytes):
        assert response.data == call.response
    else:
        assert exact(response.data.to_json()) == exact(call.response)


@pytest.mark.parametrize("name", NAMES["response"])
def test_response(name: str, client: ApiClient, server: WireServer) -> None:
    server.script([Answer(200, SAMPLES[f"{name}.response"])])
    response = FULL[name].run(client, "_with_http_info")
    assert response.issues == ()
    assert exact(response.data.to_json()) == exact(SAMPLES[f"{name}.response"])
    assert response.raw_data == SAMPLES[f"{name}.response"]


@pytest.mark.parametrize("name", NAMES["request"])
def test_request(name: str, connect: Any, server: WireServer) -> None:
    call = FULL[name]
    argument = next(iter(call.arguments.keys() & BODIES))
    body = type(call.arguments[argument]).from_json(SAMPLES[f"{name}.request"])
    client = connect(client_side_validation=False).api_client
    getattr(call.api(client), name)(**{**call.arguments, argument: body, "content_encoding": None})
    assert exact(server.last.body) == exact(SAMPLES[f"{name}.request"])


@pytest.mark.parametrize(("status", "model"), [(400, "CommonResponse"), (403, "CommonErrorResponse")])
@pytest.mark.parametrize("name", ERRORS)
def test_failure(name: str, status: int, model: str, invoices: InvoicesApi, server: WireServer) -> None:
    server.script([Answer(status, SAMPLES[name])])
    with pytest.raises(ApiException) as caught:
        invoices.get_invoice("INV00000042")
    assert type(caught.value.data) is getattr(models, model)
    assert exact(caught.value.data.to_json()) == exact(SAMPLES[name])


# What these bodies say beyond the contract, on purpose; anything else would be a field that a model lost.
BEYOND = {
    "bulk_create_standalone_invoices.response": {".invoices.objectIndex"},
    "create_standalone_invoice.response": {".addedLater"},
    "delete_invoice.response": {".jobId", ".jobStatus"},
    "get_invoice_pdf_status.response": {".invoice_files.errorCode"},
}


@pytest.mark.parametrize("name", [name for name in sorted(SAMPLES) if name not in ERRORS])
def test_fields_are_declared(name: str) -> None:
    call = FULL[name.split(".")[0]]
    model = (
        getattr(models, call.returns)
        if name.endswith("response")
        else type(next(call.arguments[argument] for argument in call.arguments.keys() & BODIES))
    )
    assert undeclared(model.from_json(SAMPLES[name])) == BEYOND.get(name, set())
