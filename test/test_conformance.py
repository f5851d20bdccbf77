"""Every method is called as documented, and says on the wire, byte for byte, what the contract has it say."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest
from spec_calls import SPEC_CALLS
from traffic import CALLS, PDF, Call, seen
from wire import Answer, WireServer

from zuora_sdk import ApiClient, ApiResponse, InvoicesApi, OAuthApi, OperationsApi

HEADERS = ["accept_encoding", "content_encoding", "authorization", "zuora_track_id", "zuora_entity_ids"]
VERSION = ["zuora_version", "zuora_org_ids"]
PAGES = ["page_size", "page"]

# Arguments in their order; those before the bar are required, the others None by default.
SIGNATURES: dict[Any, dict[str, list[str]]] = {
    InvoicesApi: {
        "bulk_create_standalone_invoices": ["request", "|", "idempotency_key", *HEADERS, *VERSION],
        "bulk_post_invoices": ["request", "|", "idempotency_key", *HEADERS, *VERSION],
        "bulk_update_invoices": ["request", "|", *HEADERS, *VERSION],
        "cancel_invoice": ["invoice_key", "|", *HEADERS, *VERSION],
        "create_invoice_taxation_items": ["invoice_key", "body", "|", "idempotency_key", *HEADERS, *VERSION],
        "create_standalone_invoice": ["request", "|", "idempotency_key", *HEADERS, *VERSION],
        "delete_invoice": ["invoice_key", "|", *HEADERS, *VERSION],
        "email_invoice": ["invoice_key", "request", "|", "idempotency_key", *HEADERS, *VERSION],
        "get_invoice": ["invoice_key", "|", *HEADERS, *VERSION],
        "get_invoice_application_parts": ["invoice_key", "|", *HEADERS, *VERSION, *PAGES],
        "get_invoice_files": ["invoice_key", "|", *HEADERS, *PAGES, *VERSION],
        "get_invoice_items": ["invoice_key", "|", *HEADERS, *PAGES, *VERSION],
        "get_invoice_pdf_status": ["invoice_keys", "|", *HEADERS, *VERSION],
        "get_taxation_items_of_invoice_item": ["invoice_key", "item_id", "|", *HEADERS, *PAGES, *VERSION],
        "post_invoice": ["invoice_key", "post_async_invoice_request", "|", *HEADERS, *VERSION],
        "reverse_invoice": ["invoice_key", "request", "|", *HEADERS, *VERSION],
        "update_invoice": ["invoice_key", "request", "|", *HEADERS, *VERSION],
        "upload_file_for_invoice": [
            *["invoice_key", "|", "idempotency_key", "accept_encoding", "content_encoding", "authorization"],
            *["zuora_entity_ids", "zuora_track_id", *VERSION, "file"],
        ],
        "write_off_invoice": ["invoice_key", "request", "|", *HEADERS, *VERSION],
        # Those of 2025-08-12.
        "cancel_e_invoice_by_invoice_key": ["invoice_key", "request_body", "|", *HEADERS, *VERSION],
        "create_invoice_write_off_async": ["invoice_key", "request", "|", *HEADERS, *VERSION],
        "download_e_invoice_file_for_invoice": [
            *["invoice_key", "|", *HEADERS, "file_format", "compliance_activity_type", *VERSION],
        ],
        "get_e_invoicing_mandate_for_invoice": ["invoice_key", "|", *HEADERS, *VERSION],
        "get_invoice_write_off_async_job": ["async_job_id", "|", *HEADERS, *VERSION],
        "split_invoice": ["invoice_key", "request", "|", *HEADERS, *VERSION],
        "unpost_invoice": ["invoice_key", "|", *HEADERS, *VERSION],
        "update_invoice_invoke_sync_status": [
            *["invoice_key", "|", *HEADERS, "should_include_acknowledged", "transaction_id", *VERSION],
        ],
    },
    OAuthApi: {"create_token": ["client_id", "client_secret", "grant_type", "|", "zuora_track_id", *VERSION]},
    OperationsApi: {"get_operation_job": ["job_id", "|", *HEADERS, *VERSION]},
}
METHODS = [(api, name, arguments) for api, methods in SIGNATURES.items() for name, arguments in methods.items()]


@pytest.mark.parametrize("suffix", ["", "_with_http_info"])
@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.name}-{len(call.arguments)}")
def test_call(call: Call, suffix: str, client: ApiClient, server: WireServer) -> None:
    response = call.run(client, suffix)

    expected = Call("", "", call.method, call.target, headers=call.headers, body=call.body)
    assert seen(server.last) == expected
    assert server.last.headers["Host"] == server.url.removeprefix("http://")
    assert server.last.headers.get("Content-Length", "0") == str(len(server.last.body))
    assert len(server.received) == 1
    if suffix:
        assert isinstance(response, ApiResponse)
        assert (response.status_code, response.raw_data) == (200, b'{"success": true}')
        response = response.data
    assert type(response).__name__ == call.returns
    assert (json.loads(response) if isinstance(response, bytes) else response.to_dict()) == {"success": True}


@pytest.mark.parametrize(("api", "name", "arguments"), METHODS, ids=[name for _, name, _ in METHODS])
def test_signature(api: Any, name: str, arguments: list[str]) -> None:
    required = arguments.index("|")
    for suffix in ("", "_with_http_info"):
        parameters = list(inspect.signature(getattr(api, name + suffix)).parameters.values())[1:]
        assert [parameter.name for parameter in parameters] == [*(a for a in arguments if a != "|"), "options"]
        assert [parameter.kind.name for parameter in parameters] == [
            *["POSITIONAL_OR_KEYWORD"] * (len(parameters) - 1),
            "VAR_KEYWORD",
        ]
        assert [parameter.default for parameter in parameters[:-1]] == [
            *[inspect.Parameter.empty] * required,
            *[None] * (len(arguments) - 1 - required),
        ]


@pytest.mark.parametrize("api", SIGNATURES)
def test_the_methods_are_the_operations_of_the_specification(api: Any) -> None:
    public = {name.removesuffix("_with_http_info") for name in vars(api) if not name.startswith(("_", "iter_"))}
    assert public == {call.name for call in SPEC_CALLS if call.api == api.__name__}
    assert set(SIGNATURES[api]) == {call.name for call in CALLS if call.api is api}
    assert set(SIGNATURES[api]) <= public


@pytest.mark.parametrize(("api", "name", "arguments"), METHODS, ids=[name for _, name, _ in METHODS])
def test_arguments_by_position(
    api: Any, name: str, arguments: list[str], client: ApiClient, server: WireServer
) -> None:
    call = next(call for call in reversed(CALLS) if call.name == name)
    getattr(api(client), name)(*(call.arguments[argument] for argument in arguments if argument != "|"))
    assert seen(server.last) == Call("", "", call.method, call.target, headers=call.headers, body=call.body)


def test_response_of_another_kind_of_success(invoices: InvoicesApi, server: WireServer) -> None:
    server.script([Answer(201, b'{"fileId": "h1", "success": true}')])
    response = invoices.upload_file_for_invoice_with_http_info("INV00000042", file=PDF)
    assert (response.status_code, response.data.file_id) == (201, "h1")
