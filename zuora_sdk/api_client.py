"""One call from end to end: build the request, authenticate, send, retry, parse the response."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any, ClassVar, TypeVar, overload

from typing_extensions import Self, Unpack

from zuora_sdk import _call_log, _raw_request, _validation
from zuora_sdk._auth import TokenCache, TokenProvider, provider
from zuora_sdk._endpoints import CREATE_TOKEN
from zuora_sdk._operation import Operation, RequestOptions
from zuora_sdk._raw_request import Path, RawRequestOptions
from zuora_sdk._request_builder import Prepared, RequestBuilder, new_key, pair
from zuora_sdk._response_parser import ResponseParser, parser_of
from zuora_sdk._retry import CallState, Decision, RetryBudget, decide
from zuora_sdk._runtime import Runtime
from zuora_sdk._secret import Secret, hide_frames
from zuora_sdk._throttle import Throttle
from zuora_sdk._transport import LIBRARY_ERRORS, HttpRequest, Transport, TransportError
from zuora_sdk._urllib3_transport import Urllib3Transport
from zuora_sdk._version import __version__
from zuora_sdk.api_response import ApiResponse
from zuora_sdk.configuration import Configuration, check_token
from zuora_sdk.exceptions import (
    ApiException,
    ApiTypeError,
    ApiValueError,
    NetworkException,
    OpenApiException,
)

T = TypeVar("T")
M = TypeVar("M")

CallNext = Callable[[HttpRequest], ApiResponse[Any]]
"""The rest of the way: returns the response of a call, or raises its `ApiException`."""

Middleware = Callable[[HttpRequest, CallNext], ApiResponse[Any]]
"""A function around every call (all its attempts), for logging, metrics or tracing: `handle(request, call_next)`."""


class ApiClient:
    """A connection to one tenant: authentication, headers, retries, decoding. Threads may share it.

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
        _call_log.configure_from_env()
        self.configuration = configuration or Configuration.get_default()
        self.transport: Transport = transport or Urllib3Transport(self.configuration)
        self.middleware = tuple(middleware)
        self.default_headers: dict[str, str] = {
            "User-Agent": f"zuora-invoices/{__version__} python/{sys.version_info[0]}.{sys.version_info[1]}",
        }
        """Headers of every call. Arguments of a call and its `_headers` override them."""
        self.runtime = runtime or Runtime()
        self.throttle = Throttle(self.runtime, max_delay=self.configuration.retry_policy.max_retry_after)
        """What is in flight, and what the service allows: bulk runs wait for it. Copies by `options` share it."""
        self._builder = RequestBuilder()
        self._budget = RetryBudget()
        self._token_cache = TokenCache()

    def __setattr__(self, name: str, value: object) -> None:
        if "_token_cache" in vars(self) and not hasattr(self, name):
            raise AttributeError(unknown_attribute(self, name))
        super().__setattr__(name, value)

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
        tokens = self._token_provider()
        if tokens is None:
            raise ApiValueError(_NO_CREDENTIALS)
        try:
            tokens.token(None, self.runtime.monotonic() + self.configuration.deadline)
        except OpenApiException as error:
            hide_frames(error)
            raise error.with_traceback(None)  # noqa: B904 - the same error, without the frames that hold secrets

    @property
    def user_agent(self) -> str:
        """How the client identifies itself to the server."""
        return self.default_headers["User-Agent"]

    @user_agent.setter
    def user_agent(self, value: str) -> None:
        self.set_default_header("User-Agent", value)

    def set_default_header(self, name: str, value: str) -> None:
        """Send a header with every call."""
        problems = _validation.check_default_headers({name: value})
        if problem := _validation.check_header(name, value):
            problems.append(f"default header {name}: {problem}")
        if problems:
            del value  # it may be a credential, which this frame must not show
            raise ApiValueError(*problems)
        text = Secret(value) if _validation.is_secret_header(name) else value
        self.default_headers = {**self.default_headers, name: text}  # other threads may be reading the one before

    def options(
        self,
        *,
        timeout: float | tuple[float, float] | None = None,
        headers: Mapping[str, str] | None = None,
        **settings: Any,
    ) -> ApiClient:
        """A copy for a scope, with other settings and the same connections.

        timeout: seconds one attempt may take to connect, and between two pieces of its response; or (connect, read).
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
        try:
            prepared = self._builder.build(
                operation, values, options, settings=self.configuration, default_headers=self.default_headers
            )
        except OpenApiException as error:
            raise error.with_traceback(None)  # noqa: B904 - the same error, without the frames that hold secrets
        finally:
            del values, options  # there may be a credential among them, which this frame must not show either
        return self._send(operation, prepared)

    @overload
    def request(
        self, method: str, path: Path, *, response_type: type[M], **options: Unpack[RawRequestOptions]
    ) -> M: ...

    @overload
    def request(
        self, method: str, path: Path, *, response_type: None = None, **options: Unpack[RawRequestOptions]
    ) -> Any: ...

    def request(
        self,
        method: str,
        path: Path,
        *,
        response_type: type[Any] | None = None,
        **options: Unpack[RawRequestOptions],
    ) -> Any:
        """Call any endpoint of Zuora, with everything that the methods for invoices have, and return its data.

            account = client.request("GET", ["v1", "accounts", account_number])
            balance = account["metrics"]["balance"]  # a Decimal

        Authentication, headers, deadlines, errors and exact JSON are the same. Retries, too: GET is safe; a POST or
        PATCH carries an idempotency key; a PUT or DELETE that may have run is never sent again.

        method: GET, HEAD, POST, PUT, PATCH or DELETE.
        path: the path from its first slash, or its segments, which are then quoted: give IDs and names like that.
        response_type: a pydantic model to return; `bytes` for a file. By default plain data: dicts, lists, `Decimal`.
        options: `query=` a dict; `json=` the body; `files=` a dict of files by field name; `idempotency_key=`; and the
            options of every call, such as `_headers`: see `RawRequestOptions`.

        Raises `ApiException` if the call failed, `ApiValueError` or `ApiTypeError` if nothing was sent.
        """
        return self.request_with_http_info(method, path, response_type=response_type, **options).data

    def request_with_http_info(
        self,
        method: str,
        path: Path,
        *,
        response_type: type[Any] | None = None,
        **options: Unpack[RawRequestOptions],
    ) -> ApiResponse[Any]:
        """Like `request`, and return the whole response: status, headers, attempts."""
        try:
            operation = _raw_request.operation(method, path, response_type, options)
            call_options = {name: value for name, value in options.items() if name not in _RAW_OPTIONS}
            values = [options.get("idempotency_key") for _ in operation.parameters]
            prepared = self._builder.build_raw(
                operation,
                values,
                call_options,
                body=_raw_request.body(options),
                settings=self.configuration,
                default_headers=self.default_headers,
            )
        except OpenApiException as error:
            raise error.with_traceback(None)  # noqa: B904 - the same error, without the frames that hold secrets
        return self._send(operation, prepared)

    def _send(self, operation: Operation[Any], prepared: Prepared) -> ApiResponse[Any]:
        """Send a request through the middleware."""
        send: CallNext = partial(self._execute, operation, prepared.generated_key)
        for handle in reversed(self.middleware):
            send = partial(_around, handle, send)
        return send(prepared.request)

    def _execute(self, operation: Operation[Any], generated_key: str | None, request: HttpRequest) -> ApiResponse[Any]:
        """Send with retries, write down what happened, and let no frame out that holds a secret."""
        request = copy(request)  # the token goes onto the wire, not back to the middleware
        request.headers = request.headers.copy()
        try:
            call = _Call(operation, _parser(operation), request, generated_key, started=self.runtime.monotonic())
            response = self._retry(call)
        except OpenApiException as error:
            hide_frames(error)
            if isinstance(error, ApiException):
                _call_log.log_call(request, error)
            raise error.with_traceback(None)  # noqa: B904 - the same error, without the frames that hold secrets
        _call_log.log_call(request, response)
        return response

    def _retry(self, call: _Call) -> ApiResponse[Any]:
        """Send until there is a response, or a failure that is not to be retried: see `decide`."""
        settings, policy = self.configuration, self.configuration.retry_policy
        tokens = self._tokens_for(call)
        while True:
            try:
                self._authorize(call, tokens)
            except Exception as error:
                if call.errors:  # what the service may have done matters more than why it can't be asked again
                    raise call.errors[-1] from error
                if isinstance(error, ApiException) and not error.operation:
                    call.record(error, self.runtime.monotonic())
                    error.attempts = 0
                raise
            outcome = self._attempt(call)
            call.record(outcome, self.runtime.monotonic())
            if isinstance(outcome, ApiResponse):
                self._budget.pay_back()
                return outcome
            state = CallState(
                attempt=outcome.attempts,
                time_left=settings.deadline - outcome.elapsed,
                budget_spent=self._budget.spent,
                has_idempotency_key=call.has_idempotency_key,
                generated_key=call.has_generated_key,
                refreshable=tokens is not None and tokens.refreshable and call.rejected_token is None,
                jitter=self.runtime.random(),
            )
            try:
                decision = decide(outcome, state, policy)
            except Exception as error:  # `retry_if` is broken: what became of the call matters more
                raise outcome from error
            if not decision.retry:
                raise outcome
            if not decision.new_token:
                self._budget.spend()
            call.prepare_retry(decision, outcome)
            _call_log.log_retry(call.request, outcome, delay=decision.delay, max_attempts=policy.max_attempts)
            self.runtime.sleep(decision.delay)

    def _authorize(self, call: _Call, tokens: TokenProvider | None) -> None:
        """Set the token and the time that is left. Raises if there is no token, or no time left."""
        deadline = call.started + self.configuration.deadline
        if tokens is not None:
            token = tokens.token(call.rejected_token, deadline)
            call.request.headers["Authorization"] = Secret(f"Bearer {token}")
        now = self.runtime.monotonic()
        call.request.total_timeout = deadline - now
        if call.request.total_timeout <= 0:
            raise NetworkException(None, "timed out: fetching the token took as long as the whole call may take")

    def _attempt(self, call: _Call) -> ApiResponse[Any] | ApiException:
        """Send once, and return the response or the failure."""
        operation, request = call.operation, call.request
        shown = self.configuration.debug and _call_log.shows_traffic()
        secret = not operation.authenticated  # the call that fetches a token: its bodies are credentials
        if shown:
            _call_log.log_request(request, secret=secret)
        try:
            with self.throttle.slot(limited=operation.authenticated) as slot:
                call.started += slot.waited  # waiting for the service's limits doesn't count against the deadline
                response = self.transport.send(request)
                slot.received(response.status, response.headers)
            if shown:
                _call_log.log_response(response, secret=secret)
            return call.parser.parse(response)
        except ApiException as error:
            return error.with_traceback(None)
        except OpenApiException:
            raise  # a setting that the transport can't use
        except TransportError as error:
            failure = NetworkException(None, str(error), maybe_executed=error.sent and not operation.safe)
            failure.fatal = error.fatal
            failure.__cause__ = error
        except LIBRARY_ERRORS as error:  # a transport that breaks its promise: the request may have been sent
            what = f"the transport raised {type(error).__name__}: {error}"
            failure = NetworkException(None, what, maybe_executed=not operation.safe)
            failure.fatal = True
            failure.__cause__ = error
        hide_frames(failure)
        return failure

    # ----------------------------------------------------------------------------------------------------------- tokens

    def _tokens_for(self, call: _Call) -> TokenProvider | None:
        """The token source of a call; None if it has a credential of its own, or needs none."""
        headers = call.request.headers
        if not call.operation.authenticated or "Authorization" in headers:
            return None
        tokens = self._token_provider()
        has_credential = tokens is not None or any(isinstance(value, Secret) for value in headers.values())
        if self.configuration.require_credentials and not has_credential:
            raise ApiValueError(_NO_CREDENTIALS)
        return tokens

    def _token_provider(self) -> TokenProvider | None:
        return provider(
            self.configuration, fetch=self._fetch_token, clock=self.runtime.monotonic, cache=self._token_cache
        )

    def _fetch_token(self, deadline: float) -> tuple[str, float]:
        settings = self.configuration
        values = {
            "client_id": settings.client_id,
            "client_secret": settings.client_secret,
            "grant_type": "client_credentials",
        }
        time_left = min(max(deadline - self.runtime.monotonic(), 0.001), 60.0)
        response = self.options(deadline=time_left).call(
            CREATE_TOKEN, [values.get(parameter.name) for parameter in CREATE_TOKEN.parameters], {}
        )
        try:
            token = check_token("access_token", response.data.access_token)
        except ApiValueError:
            token = None
        if not token:
            problem = "the response holds no access_token that can be sent"
            raise NetworkException(response.status_code, problem, headers=response.headers)
        lifetime = response.data.expires_in
        return token, lifetime if isinstance(lifetime, float) else 3600.0  # as documented


@dataclass
class _Call:
    """One call on its way: the request as it is sent, and what has happened so far."""

    operation: Operation[Any]
    parser: ResponseParser
    request: HttpRequest
    key_of_client: str | None
    """The idempotency key that the client generated, if it did."""
    started: float
    rejected_token: str | None = None
    errors: list[ApiException] = field(default_factory=list)
    """The failures that were followed by a retry, oldest first."""

    @property
    def has_idempotency_key(self) -> bool:
        """Whether the service does the work once, however often this request comes. Never so for PUT and DELETE."""
        return self.operation.accepts_idempotency_key and bool(self.request.headers.get("Idempotency-Key"))

    @property
    def has_generated_key(self) -> bool:
        """Whether the key may be changed, as nobody but the client has chosen it."""
        return self.key_of_client is not None and self.request.headers.get("Idempotency-Key") == self.key_of_client

    def record(self, outcome: ApiResponse[Any] | ApiException, now: float) -> None:
        """Write on a response or failure what happened up to it."""
        outcome.attempts = len(self.errors) + 1
        outcome.errors = tuple(self.errors)
        outcome.elapsed = now - self.started
        outcome.idempotency_key = self.request.headers.get("Idempotency-Key")
        if isinstance(outcome, ApiException):
            self._describe(outcome)

    def _describe(self, error: ApiException) -> None:
        """Write on a failure which call it was, and whether any attempt may have done the work."""
        error.operation = self.request.operation
        error.endpoint = f"{self.request.method} {self.request.url_template}"
        error.host = self.request.host
        error.sent_track_id = self.request.headers.get("Zuora-Track-Id")
        error.maybe_executed = error.maybe_executed or any(earlier.maybe_executed for earlier in self.errors)

    def prepare_retry(self, decision: Decision, error: ApiException) -> None:
        """Change key or token as was decided."""
        self.errors.append(error)
        headers = self.request.headers
        if decision.new_key:
            self.key_of_client = headers["Idempotency-Key"] = new_key()
        if decision.new_token:
            self.rejected_token = Secret(headers["Authorization"].removeprefix("Bearer "))


_ELSEWHERE = {
    "request_timeout": "options(timeout=...), or configuration.read_timeout and connect_timeout",
    "timeout": "options(timeout=...), or configuration.read_timeout and connect_timeout",
    "cookie": 'set_default_header("Cookie", ...)',
    "headers": "set_default_header(name, value)",
    "token": "configuration.access_token",
    "pool": "transport",
}
"""Attributes that other clients have, and what they are here."""


def unknown_attribute(client: object, name: str) -> str:
    """The message for setting an attribute that a client doesn't have: a setting that would go unnoticed."""
    place = _ELSEWHERE.get(name)
    if place is None and name in {setting.name for setting in fields(Configuration)}:
        place = f"configuration.{name}, or options({name}=...)"
    return f"{type(client).__name__} has no attribute {name!r}" + (f"; use {place}" if place else "")


_NO_CREDENTIALS = (
    "configuration: has no credentials; set access_token, or client_id and client_secret (Configuration.from_env reads "
    "them from the environment), or require_credentials=False for a server that needs none"
)

_RAW_OPTIONS = RawRequestOptions.__annotations__.keys() - RequestOptions.__annotations__.keys()

_CONNECTION_SETTINGS = frozenset(
    {
        *("host", "allow_http", "verify_ssl", "ssl_ca_cert", "cert_file", "key_file"),
        *("proxy", "proxy_headers", "no_proxy", "connection_pool_maxsize", "idle_timeout"),
    }
)


def _parser(operation: Operation[Any]) -> ResponseParser:
    """The parser of an operation, with all that it needs loaded before anything is sent."""
    try:
        return parser_of(operation)
    except (OSError, ImportError) as error:
        raise NetworkException(None, f"could not load what the response is read with: {error}") from error


def _around(handle: Middleware, call_next: CallNext, request: HttpRequest) -> ApiResponse[Any]:
    return handle(request, call_next)
