"""One request on its way through the emulated API, and how it is rejected."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Request

from zuora_sdk.emulator import _responses
from zuora_sdk.emulator._contract import Operation
from zuora_sdk.emulator._faults import Fault, rejection_of
from zuora_sdk.emulator._rejection import Rejection
from zuora_sdk.emulator._responses import Response
from zuora_sdk.emulator._versions import ERRORS_BY_STATUS, Version


@dataclass(kw_only=True)
class Exchange:
    """A request, and what is known about it."""

    request: Request
    version: Version | None
    """None: Zuora-Version names no release."""
    operation: Operation | None = None
    """None: the URL is not that of an operation."""
    arguments: Mapping[str, str] = field(default_factory=dict)
    """From the path."""
    fault: Fault | None = None
    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    in_flight: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    """What is held until the response is complete, such as its idempotency key."""

    @property
    def bearer(self) -> str:
        """The token that the client sent; empty without one."""
        scheme, _, token = self.request.headers.get("Authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""

    @property
    def idempotency_key(self) -> str | None:
        """The key under which a POST is executed once."""
        is_post = self.operation is not None and self.operation.method == "POST"
        return self.request.headers.get("Idempotency-Key") if is_post else None

    def listed(self, header: str) -> list[str]:
        """The values of a header that holds a comma-separated list."""
        return [value for one in self.request.headers.get(header, "").split(",") if (value := one.strip())]

    def entry_fault(self, index: int, entry: Any) -> None:
        """Rejection if the fault is meant for this entry of a bulk request."""
        if self.fault and self.fault.hits_entry(index, entry):
            raise rejection_of(self.fault)

    def reject(self, rejection: Rejection) -> Response:
        """An error, as the version of the request has it: an HTTP status, or 200 with `success: false`."""
        fields = _responses.failed(rejection, self.operation.name if self.operation else None)
        fields["requestId"] = self.request_id
        if not (self.version or ERRORS_BY_STATUS).uses_http_status:
            return _responses.of_json(200, fields)
        if rejection.status == 403:
            reason = fields["reasons"][0]
            return _responses.of_json(403, {"code": reason["code"], "message": reason["message"]})
        return _responses.of_json(rejection.status, fields)
