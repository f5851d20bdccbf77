"""The page for people: the state of the tenant in a browser, live, with buttons for faults, the clock and a reset."""

from __future__ import annotations

import contextlib
import functools
import json
import mimetypes
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request

from zuora_sdk.emulator import _exact_json, _snapshots
from zuora_sdk.emulator._control import fault_fields, fault_kinds, request_fields
from zuora_sdk.emulator._documents import Fields
from zuora_sdk.emulator._rejection import Rejection
from zuora_sdk.emulator._responses import Response
from zuora_sdk.emulator._tenant import Tenant

if TYPE_CHECKING:
    import jinja2

INVOICES = "/_emulator/ui/invoices/"
STATIC = "/_emulator/ui/static/"
STATIC_FILES = ("page.css", "page.js", "icon.svg")
# Everything comes from here and nothing is inline, so that a customer's name can't bring code with it.
SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SHOWN_INVOICES = 200
SHOWN_REQUESTS = 50
SHOWN_CHARACTERS = 5_000


class Page:
    """Renders the page."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def respond(self, request: Request) -> Response | None:
        """What to send back; None if the path is not one of the page."""
        if request.method not in ("GET", "HEAD"):
            return None
        if request.path == "/":
            return self._render("overview.html", self._overview())
        if request.path.startswith(INVOICES):
            return self._invoice(request.path.removeprefix(INVOICES))
        if request.path.startswith(STATIC):
            return _static(request.path.removeprefix(STATIC))
        return None

    def _overview(self) -> dict[str, Any]:
        invoices = _snapshots.invoices(self._tenant.ledger)
        requests = self._tenant.log.entries()[-SHOWN_REQUESTS:]
        return {
            "accounts": self._tenant.ledger.accounts,
            "invoices": invoices[: -SHOWN_INVOICES - 1 : -1],
            "invoice_count": len(invoices),
            "faults": [fault_fields(fault) for fault in self._tenant.faults.active()],
            "fault_kinds": fault_kinds(),
            "operations": sorted(self._tenant.contract.operations),
            "requests": [_shown(request_fields(record)) for record in reversed(requests)],
        }

    def _invoice(self, key: str) -> Response:
        try:
            invoice = _snapshots.invoice(self._tenant.ledger, key)
        except Rejection:
            return self._render("missing.html", {"key": key}, status=404)
        return self._render("invoice.html", {"invoice": invoice})

    def _render(self, template: str, values: dict[str, Any], status: int = 200) -> Response:
        html = _environment().get_template(template).render(now=self._tenant.ledger.stamp(), **values)
        headers = {"Content-Security-Policy": SECURITY_POLICY}
        return Response(status=status, body=html.encode(), headers=headers, content_type="text/html; charset=utf-8")


def _static(name: str) -> Response:
    if name not in STATIC_FILES:
        return Response(status=404, body=b"", content_type="text/plain")
    content = resources.files("zuora_sdk.emulator").joinpath("static").joinpath(name).read_bytes()
    content_type = mimetypes.guess_type(name)[0] or "text/plain"
    return Response(status=200, body=content, content_type=f"{content_type}; charset=utf-8")


@functools.cache
def _environment() -> jinja2.Environment:
    import jinja2  # only those who open the page wait for it

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("zuora_sdk.emulator"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["money"] = lambda amount: f"{Decimal(amount):,f}"
    return environment


def _shown(fields: Fields) -> Fields:
    """A recorded request with its bodies laid out for reading."""
    return {**fields, **{name: _pretty(fields[name]) for name in ("body", "response_body")}}


def _pretty(text: str) -> str:
    with contextlib.suppress(ValueError, RecursionError):  # what is not JSON is shown as it is
        text = json.dumps(_exact_json.read(text.encode()), indent=2, default=str, ensure_ascii=False)
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
