"""How responses are written: bodies, and the errors of the service, of its gateway and of its token endpoint."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zuora_sdk.emulator import _exact_json
from zuora_sdk.emulator._rejection import Category, Rejection

# The first six digits of a code name the resource of the request; these are the ones known for invoices.
RESOURCES = {
    "create_standalone_invoice": 584900,
    "bulk_create_standalone_invoices": 584900,
    "post_invoice": 592100,
    "bulk_post_invoices": 592100,
}
UNKNOWN_RESOURCE = 500000
MOST_REASONS = 20
AUTHENTICATE = {"WWW-Authenticate": "Basic realm=Zuora API, ZSession realm=Zuora API, Bearer realm=Zuora API"}
HTML = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


@dataclass(kw_only=True)
class Response:
    """What goes back, before its encoding."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


def of_json(status: int, fields: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """Fields as JSON."""
    return Response(status=status, body=_exact_json.write(fields).encode(), headers=dict(headers or {}))


def of_html(status: int, title: str) -> Response:
    """The page of a gateway."""
    return Response(status=status, body=HTML.format(title).encode(), content_type="text/html")


def of_anything(status: int, body: Any) -> Response:
    """What a test wants as the response: data, text, a page or bytes."""
    if isinstance(body, bytes):
        return Response(status=status, body=body, content_type="application/octet-stream")
    if isinstance(body, str):
        content_type = "text/html" if body.lstrip().startswith("<") else "text/plain"
        return Response(status=status, body=body.encode(), content_type=content_type)
    return of_json(status, body)


def unauthorized() -> Response:
    """No token, or one that isn't valid."""
    return of_json(401, {"message": "Authentication error"}, AUTHENTICATE)


def too_concurrent(retry_after: float) -> Response:
    """429 of the concurrency limit."""
    reason = {"code": 50000070, "message": "Too many concurrent requests, please retry later."}
    return of_json(429, {"success": False, "reasons": [reason]}, {"Retry-After": f"{retry_after:g}"})


def too_often(rate_headers: Mapping[str, str]) -> Response:
    """429 of the rate limit."""
    message = f"Rate limit exceeded, please retry after {rate_headers['RateLimit-Reset']} seconds."
    return of_json(429, {"reasons": [{"code": 70, "message": message}]}, rate_headers)


def token_error(status: int, error: str, message: str, stamp: str) -> Response:
    """The token endpoint's own form of an error."""
    fields = {"timestamp": stamp, "status": status, "error": error, "message": message, "path": "/oauth/token"}
    return of_json(status, {"code": status, **fields}, AUTHENTICATE if status == 401 else None)


def failed(rejection: Rejection, operation: str | None) -> dict[str, Any]:
    """A rejection as the service writes it, in a response or in an entry of a bulk response."""
    known = RESOURCES.get(operation or "", UNKNOWN_RESOURCE)

    def code(category: Category) -> int:
        # These two are found out before the service knows what the request is about.
        early = category in (Category.NOT_FOUND, Category.UNSUPPORTED)
        return (rejection.resource or (UNKNOWN_RESOURCE if early else known)) * 100 + category

    reasons = [{"code": code(category), "message": message} for category, message in rejection.reasons[:MOST_REASONS]]
    return {"success": False, "processId": secrets.token_hex(8).upper(), "reasons": reasons}
