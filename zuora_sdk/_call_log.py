"""What the logger `zuora_sdk` says: a line a call, a line a retry, and with `debug` the traffic, secrets masked.

Messages hold no key, body or other data of customers, except the traffic that `debug` asks for.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import Any

from zuora_sdk._secret import Secret
from zuora_sdk._transport import HttpRequest, HttpResponse
from zuora_sdk._validation import is_secret_header
from zuora_sdk.api_response import ApiResponse
from zuora_sdk.exceptions import ApiException, ApiValueError

logger = logging.getLogger("zuora_sdk")

_LEVELS = {"info": logging.INFO, "debug": logging.DEBUG}


def configure_from_env() -> None:
    """Do what ZUORA_LOG asks for: show the log from level `info` or `debug` on standard error.

    Handlers that the program has set up are kept; only without any is one added.
    """
    name = os.environ.get("ZUORA_LOG", "").strip().lower()
    if not name:
        return
    if name not in _LEVELS:
        raise ApiValueError(f"ZUORA_LOG: must be 'info' or 'debug', got {name!r}")
    logger.setLevel(_LEVELS[name])
    if not logger.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logger.addHandler(handler)


def log_call(request: HttpRequest, outcome: ApiResponse[Any] | ApiException) -> None:
    """One line for a call, at level INFO. Its fields are attributes of the log record, too, for structured logs."""
    if not logger.isEnabledFor(logging.INFO):
        return
    if isinstance(outcome, ApiException):
        status, error_type, maybe_executed = outcome.status, type(outcome).__name__, outcome.maybe_executed
    else:
        status, error_type, maybe_executed = outcome.status_code, None, None
    fields = {
        "zuora_operation": request.operation,
        "http_method": request.method,
        "url_template": request.url_template,
        "http_status": status,
        "duration": round(outcome.elapsed, 6),
        "attempts": outcome.attempts,
        "request_id": outcome.request_id,
        "error_type": error_type,
        "maybe_executed": maybe_executed,
    }
    logger.info(
        "%s %s: %s in %.3f s, attempts: %d, request ID: %s",
        request.method,
        request.url_template,
        error_type if status is None else status,
        outcome.elapsed,
        outcome.attempts,
        outcome.request_id or "none",
        extra=fields,
    )


def log_retry(request: HttpRequest, error: ApiException, *, delay: float, max_attempts: int) -> None:
    """One line for a retry, at level INFO."""
    logger.info(
        "%s: retrying in %.1f s (attempt %d of %d) after: %s",
        request.operation,
        delay,
        error.attempts + 1,
        max(max_attempts, error.attempts + 1),  # a refreshed token is worth one more
        error.summary,
    )


def log_request(request: HttpRequest, *, secret: bool) -> None:
    """What is sent, at level DEBUG. `secret`: the body holds credentials."""
    body = b"***" if secret else request.body
    logger.debug("-> %s %s %s %s", request.method, request.url, _masked(request.headers), body)


def log_response(response: HttpResponse, *, secret: bool) -> None:
    """What came back, at level DEBUG."""
    logger.debug("<- %s %s %s", response.status, _masked(response.headers), b"***" if secret else response.body)


def shows_traffic() -> bool:
    """Whether anyone would see the traffic."""
    return logger.isEnabledFor(logging.DEBUG)


def _masked(headers: Mapping[str, str]) -> dict[str, str]:
    return {
        name: "***" if isinstance(value, Secret) or is_secret_header(name) else value for name, value in headers.items()
    }
