"""What the client sends and what it is answered with pass an independent reader of the contract."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from traffic import CALLS, Call
from werkzeug.datastructures import Headers, ImmutableMultiDict
from wire import Received, WireServer

from zuora_sdk import ApiClient, InvoicesApi

SPEC: dict[str, Any] = yaml.safe_load(Path(__file__).parents[1].joinpath("spec/zuora-invoices.yaml").read_text("utf-8"))
UPLOAD = SPEC["paths"]["/v1/invoices/{invoiceKey}/files"]["post"]["requestBody"]["content"]["multipart/form-data"]
# OpenAPI's habit of calling a file a string says nothing to JSON Schema, which has no type for bytes.
assert UPLOAD["schema"]["properties"]["file"].pop("type") == "string"
SAMPLES = Path(__file__).parent / "samples"
RESPONSES = sorted(path.name.split(".")[0] for path in SAMPLES.glob("*.response.json"))
# Zuora's moments have neither a T nor a zone.
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
CONTRACT = OpenAPI.from_dict(
    SPEC, config=Config(extra_format_validators={"date-time": lambda text: bool(MOMENT.fullmatch(text))})
)


class SentRequest:
    """A recorded request, as openapi-core reads it: the one that a tenant's own host would have seen."""

    host_url = "https://rest.zuora.com"

    def __init__(self, received: Received) -> None:
        target = urlsplit(received.target)
        headers = dict(received.headers)
        self.path = target.path
        self.method = received.method.lower()
        self.body = received.body
        if headers.pop("Content-Encoding", None) == "gzip" and self.body:
            self.body = gzip.decompress(self.body)
        self.content_type = headers.get("Content-Type", "")
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(parse_qsl(target.query)), header=Headers(list(headers.items()))
        )


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.name}-{len(call.arguments)}")
def test_request_fits_the_contract(call: Call, client: ApiClient, server: WireServer) -> None:
    call.run(client)
    CONTRACT.validate_request(SentRequest(server.last))


class SampleResponse:
    """A body as Zuora writes it, as openapi-core reads it."""

    content_type = "application/json"

    def __init__(self, data: bytes, status: int = 200) -> None:
        self.data = data
        self.status_code = status
        self.headers = Headers({"Content-Type": self.content_type})


@pytest.mark.parametrize("name", RESPONSES)
def test_answer_fits_the_contract(name: str, client: ApiClient, server: WireServer) -> None:
    next(call for call in CALLS if call.name == name).run(client)
    body = SAMPLES.joinpath(f"{name}.response.json").read_bytes()
    CONTRACT.validate_response(SentRequest(server.last), SampleResponse(body))


def test_the_reader_notices_a_wrong_answer(invoices: InvoicesApi, server: WireServer) -> None:
    invoices.get_invoice("INV00000042")
    with pytest.raises(OpenAPIError):
        CONTRACT.validate_response(SentRequest(server.last), SampleResponse(b'{"amount":"a lot"}'))


@pytest.mark.parametrize(
    "broken",
    [
        Received("GET", "/v1/invoices/a1/items?pageSize=many", {"Authorization": "Bearer t"}, b""),
        Received("GET", "/v1/invoices/a1", {}, b""),
        Received("GET", "/v1/invoice/a1", {"Authorization": "Bearer t"}, b""),
        Received("PUT", "/v1/invoices/a1/post", {"Authorization": "Bearer t", "Content-Type": "application/json"}, b""),
        Received(
            "POST",
            "/v1/invoices",
            {"Authorization": "Bearer t", "Content-Type": "application/json"},
            b'{"invoiceDate":"2026-03-31","invoiceItems":[{"amount":"a lot","serviceStartDate":"2026-03-31"}]}',
        ),
    ],
    ids=["query", "token", "path", "body", "amount"],
)
def test_the_reader_notices_what_is_wrong(broken: Received) -> None:
    with pytest.raises(OpenAPIError):
        CONTRACT.validate_request(SentRequest(broken))
