"""A plain HTTP client of the emulator: these tests know nothing of the SDK."""

from __future__ import annotations

import functools
import json
from decimal import Decimal
from importlib import resources
from typing import Any

import urllib3
from jsonschema import Draft202012Validator

from zuora_sdk.emulator import ZuoraEmulator
from zuora_sdk.emulator._contract import Contract

SMALL_PDF = b"%PDF-1.4 small"


# What an error holds that has no status of its own in the specification.
ERRORS = {401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse"}


@functools.cache
def validator(name: str) -> Draft202012Validator:
    """Judges an answer independently of the emulator's own reading of the specification."""
    schemas: dict[str, Any] = {}
    for part in ("spec.json", "supplement.json"):
        text = resources.files("zuora_sdk.emulator").joinpath(part).read_text(encoding="utf-8")
        schemas |= json.loads(text)["components"]["schemas"]
    return Draft202012Validator({"components": {"schemas": schemas}, "$ref": f"#/components/schemas/{name}"})


class Reply:
    """An answer, with its numbers as they were written."""

    def __init__(self, response: urllib3.BaseHTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.text = response.data.decode("utf-8", "replace")

    @property
    def data(self) -> Any:
        return json.loads(self.text, parse_float=Decimal)

    @property
    def codes(self) -> list[int]:
        return [reason["code"] for reason in self.data["reasons"]]

    def __getitem__(self, name: str) -> Any:
        return self.data[name]


class Caller:
    """Calls the API as any HTTP client would."""

    def __init__(self, zuora: ZuoraEmulator) -> None:
        self.zuora = zuora
        self.pool = urllib3.PoolManager(retries=False, timeout=10)

    def __call__(
        self, method: str, path: str, body: Any = None, *, headers: dict[str, str] | None = None, **options: Any
    ) -> Reply:
        given = {"Authorization": f"Bearer {self.zuora.access_token}"}
        if body is not None:
            given["Content-Type"] = "application/json"
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        url = path if path.startswith("http") else self.zuora.url + path
        reply = Reply(self.pool.request(method, url, body=body, headers={**given, **(headers or {})}, **options))
        self.check(reply)
        return reply

    def check(self, reply: Reply) -> None:
        """Every answer of every test must be what the specification says, unless it met a fault."""
        request = self.zuora.requests[-1] if self.zuora.requests else None
        if (
            reply.status != 429
            and request
            and request.operation
            and not request.fault
            and request.operation != "create_token"
        ):
            succeeded = reply.status == 200 and reply.data.get("success") is not False
            name = Contract.load().operations[request.operation].response if succeeded else None
            validator(name or ERRORS.get(reply.status, "CommonResponse")).validate(reply.data)

    def create(self, *amounts: Any, **fields: Any) -> Any:
        """The fields of a new invoice with these amounts."""
        reply = self("POST", "/v1/invoices", self.request(*amounts, **fields))
        assert reply.status == 200, reply.text
        return reply.data

    def posted(self, *amounts: Any, **fields: Any) -> Any:
        return self.create(*amounts, status="Posted", **fields)

    def request(self, *amounts: Any, **fields: Any) -> dict[str, Any]:
        items = [item(amount) for amount in amounts or (100,)]
        return {"accountId": self.zuora.account_id, "invoiceDate": "2024-05-20", "invoiceItems": items, **fields}

    def upload(self, key: str, name: str = "terms.pdf", content: bytes = SMALL_PDF, **headers: str) -> Reply:
        given = {"Authorization": f"Bearer {self.zuora.access_token}", **headers}
        fields = {"file": (name, content, "application/pdf")}
        url = f"{self.zuora.url}/v1/invoices/{key}/files"
        return Reply(self.pool.request("POST", url, fields=fields, headers=given))


def item(amount: Any = 100, **fields: Any) -> dict[str, Any]:
    return {"amount": amount, "chargeName": "Lamps", "serviceStartDate": "2024-05-20", **fields}


def tax(amount: Any, mode: str = "TaxExclusive") -> dict[str, Any]:
    fixed = {"name": "VAT", "taxCode": "STD", "taxDate": "2024-05-20", "taxRate": 0.1, "taxRateType": "Percentage"}
    return {**fixed, "taxAmount": amount, "taxMode": mode}
