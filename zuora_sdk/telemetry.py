"""OpenTelemetry: one span a call. Needs the extra: `pip install "zuora-invoices[otel]"`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from opentelemetry.trace import Span, SpanKind, StatusCode, TracerProvider, get_tracer

from zuora_sdk._transport import HttpRequest
from zuora_sdk._version import __version__
from zuora_sdk.api_client import CallNext
from zuora_sdk.api_response import ApiResponse
from zuora_sdk.exceptions import ApiException


class Tracing:
    """Middleware that makes a span of each call, all its attempts and waits included.

        client = ApiClient(configuration, middleware=[Tracing()])

    The span is named after the method and the path as a template, and follows the semantic conventions for HTTP
    clients. It holds neither bodies nor keys, tokens or messages of the service, which may name customers.

    tracer_provider: where the spans go; the global provider if not given.
    """

    def __init__(self, tracer_provider: TracerProvider | None = None) -> None:
        self._tracer = get_tracer("zuora_sdk", __version__, tracer_provider)

    def __call__(self, request: HttpRequest, call_next: CallNext) -> ApiResponse[Any]:
        """Pass the call on, inside a span."""
        address = urlsplit(request.host)
        attributes: dict[str, str | int] = {
            "http.request.method": request.method,
            "url.template": request.url_template,
            "server.address": address.hostname or "",
            "server.port": address.port or (443 if address.scheme == "https" else 80),
            "zuora.operation": request.operation,
        }
        with self._tracer.start_as_current_span(
            f"{request.method} {request.url_template}",
            kind=SpanKind.CLIENT,
            attributes=attributes,
            record_exception=False,  # the text of an exception quotes the service
            set_status_on_exception=False,
        ) as span:
            try:
                response = call_next(request)
            except BaseException as error:
                kind = type(error).__name__
                span.set_attribute("error.type", kind)
                span.set_status(StatusCode.ERROR, kind)
                if isinstance(error, ApiException):
                    _describe(span, error, error.status)
                    span.set_attribute("zuora.maybe_executed", error.maybe_executed)
                raise
            _describe(span, response, response.status_code)
            return response


def _describe(span: Span, outcome: ApiResponse[Any] | ApiException, status: int | None) -> None:
    span.set_attribute("zuora.attempts", outcome.attempts)
    if outcome.attempts > 1:
        span.set_attribute("http.request.resend_count", outcome.attempts - 1)
    if status is not None:
        span.set_attribute("http.response.status_code", status)
    if outcome.request_id:
        span.set_attribute("zuora.request_id", outcome.request_id)
