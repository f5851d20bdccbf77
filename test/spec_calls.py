"""A call of each operation of the specification, made of its examples: a new operation needs no test of its own."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import zuora_sdk
from codegen import examples
from codegen.loader import load
from zuora_sdk import ApiClient

SPEC_FILE = Path(__file__).parents[1] / "spec" / "zuora-invoices.yaml"
PDF = b"%PDF-1.7\n"


@dataclass(frozen=True)
class SpecCall:
    """A call, as the reference shows it, and what it must send and can receive."""

    name: str
    api: str
    code: str
    method: str
    path: str
    response: bytes
    """The example of a response."""

    def run(self, client: ApiClient) -> Any:
        """Make the call, and return the whole response."""
        names = {**{name: getattr(zuora_sdk, name) for name in zuora_sdk.__all__}, "dt": dt, "Decimal": Decimal}
        code = self.code.replace("'invoice.pdf'", "PDF")
        return eval(code, {**names, "PDF": PDF, "api": getattr(zuora_sdk, self.api)(client)})

    def addresses(self, target: str) -> bool:
        """Whether the target of a request is this operation's path."""
        pattern = re.sub(r"\\{\w+\\}", "[^/?]+", re.escape(self.path))
        return re.fullmatch(pattern + r"(\?.*)?", target) is not None


def spec_calls() -> list[SpecCall]:
    """Those of all operations."""
    spec, document = load(SPEC_FILE)
    return [
        SpecCall(
            name=operation.name,
            api=api.name,
            code=examples.call_code(spec, "api", operation, f"{operation.name}_with_http_info"),
            method=operation.method,
            path=operation.path,
            response=_example(document, operation.path, operation.method),
        )
        for api in spec.apis
        for operation in api.operations
    ]


def _example(document: Any, path: str, method: str) -> bytes:
    content = document["paths"][path][method.lower()]["responses"]["200"]["content"]
    return json.dumps(content["application/json"]["example"]).encode() if "application/json" in content else b"\x00\xff"


SPEC_CALLS = spec_calls()
