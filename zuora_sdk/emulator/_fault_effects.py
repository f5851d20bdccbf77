"""What an injected fault does to a response and to the connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn, Protocol

from zuora_sdk.emulator import _responses
from zuora_sdk.emulator._exchange import Exchange
from zuora_sdk.emulator._faults import Fault, rejection_of
from zuora_sdk.emulator._responses import Response

# How long the service tells clients to wait after too many calls at the same time.
CONCURRENCY_SECONDS = 120.0
# How long a call without a response is held: then the real gateway gives up, too.
GATEWAY_SECONDS = 120.0
SLOW_SECONDS = 1.0


class Connection(Protocol):
    """What faults need of the connection that a request came on."""

    truncated: bool
    """Send half of the body, then close."""

    def hold(self, seconds: float) -> bool:
        """Say nothing for so long; False when the client left meanwhile."""
        ...

    def reset(self) -> NoReturn:
        """Break the connection off."""
        ...


class FaultEffects:
    """Carries out faults.

    Args:
        rate_headers: The headers of an exhausted rate limit.
        expire: Ends the life of a token.
    """

    def __init__(self, *, rate_headers: Callable[[], dict[str, str]], expire: Callable[[str], None]) -> None:
        self._rate_headers = rate_headers
        self._expire = expire

    def instead(self, fault: Fault, exchange: Exchange, connection: Connection) -> Response:
        """The response to a request that is not executed."""
        if fault.kind == "reset_before":
            connection.reset()
        if fault.kind == "timeout_before":
            return _hold(fault, connection)
        if fault.kind == "rate_limit":
            response = _responses.too_often(self._rate_headers())
        elif fault.kind == "concurrency":
            response = _responses.too_concurrent(CONCURRENCY_SECONDS)
        elif fault.kind == "expired_token":
            self._expire(exchange.bearer)
            response = _responses.unauthorized()
        elif fault.kind == "html":
            response = _responses.of_html(503, "Service Unavailable")
        else:
            response = exchange.reject(rejection_of(fault))
        return _with_options(fault, response)

    def after(self, fault: Fault, response: Response, connection: Connection) -> Response:
        """What becomes of the response to a request that was executed."""
        if fault.kind == "reset_after":
            connection.reset()
        if fault.kind == "timeout_after":
            return _hold(fault, connection)
        if fault.kind == "slow" and not connection.hold(SLOW_SECONDS if fault.seconds is None else fault.seconds):
            connection.reset()
        connection.truncated = fault.kind == "truncated"
        return response


def _with_options(fault: Fault, response: Response) -> Response:
    """What the fault says itself takes precedence."""
    status, headers = fault.status or response.status, dict(response.headers)
    if fault.body is not None:
        response = _responses.of_anything(status, fault.body)
    if fault.retry_after is not None:
        headers["Retry-After"] = f"{fault.retry_after:g}"
    return replace(response, status=status, headers={**headers, **fault.headers})


def _hold(fault: Fault, connection: Connection) -> Response:
    if not connection.hold(GATEWAY_SECONDS if fault.seconds is None else fault.seconds):
        connection.reset()
    return _responses.of_html(504, "Gateway Timeout")
