"""One call, end to end: check, build, authenticate, send, repeat, decode."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import fields
from functools import lru_cache, partial
from importlib import import_module
from typing import Any, ClassVar, TypeVar, cast

from typing_extensions import Self
from urllib3 import HTTPHeaderDict

from zuora_sdk import _retry, _serialization, _validation
from zuora_sdk._auth import KeptToken, TokenProvider, provider
from zuora_sdk._endpoints import CREATE_TOKEN
from zuora_sdk._operation import Operation, RequestOptions
from zuora_sdk._request_builder import RequestBuilder, new_key, pair
from zuora_sdk._retry import RetryBudget, Verdict
from zuora_sdk._runtime import Runtime
from zuora_sdk._throttle import Slot, Throttle
from zuora_sdk._transport import HttpRequest, HttpResponse, Transport, TransportError
from zuora_sdk._urllib3_transport import Urllib3Transport
from zuora_sdk._version import __version__
from zuora_sdk.api_response import ApiResponse
from zuora_sdk.configuration import Configuration
from zuora_sdk.exceptions import (
    ApiException,
    ApiTypeError,
    ApiValueError,
    NetworkException,
    failure,
    phrase,
    says_failure,
)
from zuora_sdk.models.base import ZuoraModel

T = TypeVar("T")

CallNext = Callable[[HttpRequest], ApiResponse[Any]]
"""The rest of the way: returns the answer of a call, or raises its `ApiException`."""

Middleware = Callable[[HttpRequest, CallNext], ApiResponse[Any]]
"""A function around every call (all its attempts), for logging, metrics or tracing: `handle(request, call_next)`."""

logger = logging.getLogger("zuora_sdk")

_SECRET_HEADER = re.compile("auth|cookie|session|secret|token|password|access-?key|api-?key", re.IGNORECASE)


class ApiClient:
    """A connection to one tenant: authentication, headers, repetition, decoding. Threads may share it.

    Use it in a `with` statement, which closes its connections:

        with ApiClient(Configuration(access_token="...")) as client:
            invoice = InvoicesApi(client).get_invoice("INV00000001")

    configuration: how to reach the tenant; a copy of `Configuration.get_default()` if not given.
    transport: what speaks HTTP instead of urllib3; see `zuora_sdk.rest.Transport`.
    middleware: functions around every call, the first one outermost.
    runtime: its clocks, sleep and random numbers, for tests and simulations; see `Runtime`.
    """

    _default: ClassVar[ApiClient | None] = None

    def __init__(
        self,
        configuration: Configuration | None = None,
        *,
        transport: Transport | None = None,
        middleware: Sequence[Middleware] = (),
        runtime: Runtime | None = None,
    ) -> None:
        self.configuration = configuration or Configuration.get_default()
        self.transport: Transport = transport or Urllib3Transport(self.configuration)
        self.middleware = tuple(middleware)
        self.default_headers: dict[str, str] = {
            "User-Agent": f"zuora-invoices/{__version__} python/{sys.version_info[0]}.{sys.version_info[1]}",
        }
        """Headers of every call. Arguments of a call and its `_headers` beat them."""
        self._builder = RequestBuilder()
        self._budget = RetryBudget(self.configuration.retry_policy.budget)
        self._kept_tokens: dict[tuple[str | int, ...], KeptToken] = {}
        self.runtime = runtime or Runtime()
        self.throttle = Throttle(self.runtime, max_delay=self.configuration.retry_policy.max_retry_after)
        """What is in flight, and what the service allows: bulk runs wait for it. Copies by `options` share it."""

    # ------------------------------------------------------------------------------------------------ life and settings

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections. A later call would open new ones."""
        self.transport.close()

    @classmethod
    def get_default(cls) -> ApiClient:
        """The client of an API class that is given none: made on first use from the default configuration."""
        if cls._default is None:
            cls._default = cls()
        return cls._default

    @classmethod
    def set_default(cls, default: ApiClient | None) -> None:
        """Make this the client of API classes that are given none."""
        cls._default = default

    def sign_in(self) -> None:
        """Fetch the token now rather than with the first call, so that wrong credentials show up here."""
        tokens = self._tokens()
        if tokens is None:
            raise ApiValueError("configuration: holds no credentials; set access_token, or client_id and client_secret")
        tokens.token(None, self.runtime.monotonic() + self.configuration.deadline)

    @property
    def user_agent(self) -> str:
        """How the client names itself to the server."""
        return self.default_headers["User-Agent"]

    @user_agent.setter
    def user_agent(self, value: str) -> None:
        self.set_default_header("User-Agent", value)

    def set_default_header(self, name: str, value: str) -> None:
        """Send a header with every call."""
        fault = _validation.check_header(name, value)
        if fault:
            raise ApiValueError(f"default header {name}: {fault}")
        self.default_headers = {**self.default_headers, name: value}  # other threads may be reading the one before

    def options(
        self,
        *,
        timeout: float | tuple[float, float] | None = None,
        headers: Mapping[str, str] | None = None,
        **settings: Any,
    ) -> ApiClient:
        """A copy for a scope, with other settings and the same connections.

        timeout: seconds one attempt may take to connect, and between two pieces of its answer; or (connect, read).
        headers: more default headers.
        settings: any setting of `Configuration` that matters to a call: `deadline`, `retries`, `zuora_version`,
            `zuora_entity_ids`, `zuora_org_ids`, `zuora_track_id`, `access_token`, `client_side_validation`, `debug`.

            patient = client.options(deadline=3600, retries=8, zuora_track_id="month-end")
        """
        unknown = settings.keys() - {setting.name for setting in fields(Configuration)}
        if unknown:
            raise ApiTypeError(f"options: got an unexpected argument {min(unknown)!r}")
        shared = _CONNECTION_SETTINGS & settings.keys()
        if shared:
            raise ApiValueError(
                *(f"options: {name} belongs to the connections; make another ApiClient" for name in sorted(shared))
            )
        if timeout is not None:
            settings["connect_timeout"], settings["read_timeout"] = pair(timeout)
        scoped = copy(self)
        scoped._builder = RequestBuilder()
        scoped.configuration = self.configuration.replace(**settings)
        scoped.default_headers = dict(self.default_headers)
        for name, value in (headers or {}).items():
            scoped.set_default_header(name, value)
        return scoped

    # --------------------------------------------------------------------------------------------------------- one call

    def call(self, operation: Operation[T], values: Sequence[Any], options: RequestOptions) -> ApiResponse[T]:
        """Call an endpoint: the arguments in the order of `operation.parameters`, and the options of the call."""
        request, made_key = self._builder.build(operation, values, options, self.configuration, self.default_headers)
        send: CallNext = partial(self._persist, operation, made_key)
        for handle in reversed(self.middleware):
            send = partial(_around, handle, send)
        return send(request)

    # ------------------------------------------------------------------------------------------------------ persistence

    def _persist(self, operation: Operation[Any], made_key: bool, request: HttpRequest) -> ApiResponse[Any]:
        """Send until there is an answer, a failure that repeating can't mend, or no time, attempt or budget left."""
        settings, start = self.configuration, self.runtime.monotonic()
        request = copy(request)  # the token goes onto the wire, not back to the middleware
        headers = request.headers = request.headers.copy()
        own_token = "Authorization" in headers or not operation.authenticated
        tokens = None if own_token else self._tokens()
        refused: str | None = None
        errors: list[ApiException] = []
        while True:
            try:
                token = tokens.token(refused, start + settings.deadline) if tokens else None
            except Exception as error:
                if errors:  # what the service may have done matters more than why there is no token to ask it again
                    raise errors[-1] from error
                raise
            if token:
                headers["Authorization"] = f"Bearer {token}"
            request.total_timeout = settings.deadline - (self.runtime.monotonic() - start)
            if request.total_timeout <= 0:
                raise errors[-1] if errors else self._too_late(request, start)
            try:
                with self.throttle.slot(limited=operation.authenticated) as slot:
                    start += slot.waited
                    response = self._attempt(operation, request, slot)
                self._note(response, request, errors, start)
                self._budget.give_back()
                return response
            except ApiException as error:
                self._note(error, request, errors, start)
                renewable = tokens is not None and tokens.renewable and refused is None
                keyed = operation.keyed and bool(headers.get("Idempotency-Key"))
                verdict = _retry.verdict(error, keyed=keyed, renewable=renewable)
                if verdict is Verdict.RAISE:
                    raise
                if verdict is Verdict.REPEAT_WITH_NEW_TOKEN:
                    refused, pause = token, 0.0  # free: it happens once, and the service did nothing
                else:
                    policy = settings.retry_policy
                    wait = _retry.wait(error, error.attempts, policy, self.runtime.random)
                    out_of_time = wait is None or error.elapsed + wait >= settings.deadline
                    if wait is None or out_of_time or error.attempts >= policy.max_attempts or not self._budget.take():
                        raise
                    pause = wait
                # Never while an earlier attempt may have done the work under this key: a new one could do it again.
                if verdict is Verdict.REPEAT_WITH_NEW_KEY and made_key and not error.maybe_executed:
                    headers["Idempotency-Key"] = new_key()
                errors.append(error)
                logger.info(
                    "%s: repeating in %.1f s after: %s %s", operation.name, pause, error.status or "", error.reason
                )
            self.runtime.sleep(pause)

    def _too_late(self, request: HttpRequest, start: float) -> ApiException:
        error = NetworkException(None, "timed out: the token took as long as the whole call may take")
        self._note(error, request, (), start)
        error.attempts = 0
        return error

    def _note(
        self,
        outcome: ApiResponse[Any] | ApiException,
        request: HttpRequest,
        errors: Sequence[ApiException],
        start: float,
    ) -> None:
        """Write down on an answer or a failure what happened on the way to it."""
        outcome.attempts = len(errors) + 1
        outcome.errors = tuple(errors)
        outcome.elapsed = self.runtime.monotonic() - start
        outcome.idempotency_key = request.headers.get("Idempotency-Key")
        if isinstance(outcome, ApiException):
            outcome.operation = request.operation
            outcome.endpoint = f"{request.method} {request.url_template}"
            outcome.sent_track_id = request.headers.get("Zuora-Track-Id")
            outcome.maybe_executed = outcome.maybe_executed or any(error.maybe_executed for error in errors)

    def _attempt(self, operation: Operation[Any], request: HttpRequest, slot: Slot) -> ApiResponse[Any]:
        """Send once, and tell an answer from a failure."""
        show = self.configuration.debug and logger.isEnabledFor(logging.DEBUG)
        secret = not operation.authenticated  # the call that fetches a token: its bodies are credentials
        if show:
            body = b"***" if secret else request.body
            logger.debug("-> %s %s %s %s", request.method, request.url, _masked(request.headers), body)
        try:
            answer = self.transport.send(request)
        except TransportError as error:
            lost = NetworkException(None, str(error), maybe_executed=error.sent and not operation.harmless)
            lost.fatal = error.fatal
            raise lost from error
        slot.received(answer.status, answer.headers)
        if show:
            body = b"***" if secret else answer.body
            logger.debug("<- %s %s %s", answer.status, _masked(answer.headers), body)

        headers = answer.headers if isinstance(answer.headers, HTTPHeaderDict) else HTTPHeaderDict(answer.headers)
        headers.discard("Set-Cookie")  # a session is a credential
        content, fault = None, answer.broken
        try:
            content = _serialization.parse_json(answer.body)
        except _serialization.UnreadableBody as error:
            fault = fault or str(error)
        succeeded = 200 <= answer.status < 300
        # What is raised holds the bytes, unless there may be a token in them.
        held = HttpResponse(answer.status, answer.headers) if secret and succeeded else answer
        if not succeeded or says_failure(content):
            raise self._failure(operation, held, headers, content)
        try:
            if fault:
                raise _serialization.UnreadableBody(fault)
            data, issues = _serialization.build(_model(operation.returns), content)
        except _serialization.UnreadableBody as error:
            raise NetworkException(
                answer.status, str(error), headers=headers, body=held.body, maybe_executed=not operation.harmless
            ) from error
        return ApiResponse(data, answer.status, headers, answer.body, issues)

    def _failure(
        self, operation: Operation[Any], answer: HttpResponse, headers: HTTPHeaderDict, content: Any
    ) -> ApiException:
        error = failure(answer.status, phrase(answer.status), headers, answer.body, content)
        status = error.effective_status or 0
        still_running = status == 409 and error.category != 50 and operation.keyed
        error.maybe_executed = (status >= 500 or still_running) and not operation.harmless
        documented = operation.errors.get(answer.status)
        if documented and isinstance(content, dict):
            error.data, _ = _serialization.build(_model(documented), content)
        return error

    def _tokens(self) -> TokenProvider | None:
        return provider(self.configuration, self._fetch_token, self.runtime.monotonic, self._kept_tokens)

    def _fetch_token(self, until: float) -> tuple[str, float]:
        settings = self.configuration
        values = {
            "client_id": settings.client_id,
            "client_secret": settings.client_secret,
            "grant_type": "client_credentials",
        }
        left = min(max(until - self.runtime.monotonic(), 0.001), 60.0)
        answer = self.options(deadline=left).call(
            CREATE_TOKEN, [values.get(parameter.name) for parameter in CREATE_TOKEN.parameters], {}
        )
        if not answer.data.access_token:
            raise NetworkException(answer.status_code, "the answer holds no access_token", headers=answer.headers)
        lifetime = answer.data.expires_in
        return answer.data.access_token, lifetime if isinstance(lifetime, float) else 3600.0  # as documented


_CONNECTION_SETTINGS = frozenset(
    {
        *("host", "allow_http", "verify_ssl", "ssl_ca_cert", "cert_file", "key_file"),
        *("proxy", "proxy_headers", "no_proxy", "connection_pool_maxsize"),
    }
)


def _around(handle: Middleware, call_next: CallNext, request: HttpRequest) -> ApiResponse[Any]:
    return handle(request, call_next)


@lru_cache
def _model(name: str) -> type[ZuoraModel]:
    return cast("type[ZuoraModel]", getattr(import_module("zuora_sdk.models"), name))


def _masked(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: "***" if _SECRET_HEADER.search(name) else value for name, value in headers.items()}
