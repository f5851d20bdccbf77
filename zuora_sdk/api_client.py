"""One call, end to end: check, build, authenticate, send, repeat, decode."""

from __future__ import annotations

import gzip
import logging
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import fields
from functools import partial
from importlib import import_module
from types import TracebackType
from typing import Any, ClassVar, NamedTuple, TypeVar, cast
from urllib.parse import quote, urlencode

from typing_extensions import Self
from urllib3 import HTTPHeaderDict
from urllib3.filepost import encode_multipart_formdata

from zuora_sdk import checks, retry, serialization
from zuora_sdk._version import __version__
from zuora_sdk.api_response import ApiResponse
from zuora_sdk.auth import KeptToken, TokenProvider, provider
from zuora_sdk.configuration import Configuration
from zuora_sdk.environments import ZuoraEnvironment
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
from zuora_sdk.operation import FileInput, Operation, Parameter, RequestOptions
from zuora_sdk.rest import HttpRequest, HttpResponse, Transport, TransportError, Urllib3Transport
from zuora_sdk.retry import RetryBudget, Verdict

T = TypeVar("T")

CallNext = Callable[[HttpRequest], ApiResponse[Any]]
"""The rest of the way: returns the answer of a call, or raises its `ApiException`."""

Middleware = Callable[[HttpRequest, CallNext], ApiResponse[Any]]
"""A function around every call (all its attempts), for logging, metrics or tracing: `handle(request, call_next)`."""

logger = logging.getLogger("zuora_sdk")

_OPTIONS = frozenset(RequestOptions.__annotations__)
_SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})


class _Body(NamedTuple):
    content: bytes | None
    type: str | None


class ApiClient:
    """A connection to one tenant: authentication, headers, repetition, decoding. Threads may share it.

    Use it in a `with` statement, which closes its connections:

        with ApiClient(Configuration(access_token="...")) as client:
            invoice = InvoicesApi(client).get_invoice("INV00000001")

    configuration: how to reach the tenant; a copy of `Configuration.get_default()` if not given.
    transport: what speaks HTTP instead of urllib3; see `zuora_sdk.rest.Transport`.
    middleware: functions around every call, the first one outermost.
    """

    _default: ClassVar[ApiClient | None] = None

    def __init__(
        self,
        configuration: Configuration | None = None,
        *,
        transport: Transport | None = None,
        middleware: Sequence[Middleware] = (),
    ) -> None:
        self.configuration = configuration or Configuration.get_default()
        self.transport: Transport = transport or Urllib3Transport(self.configuration)
        self.middleware = tuple(middleware)
        self.default_headers: dict[str, str] = {
            "User-Agent": f"zuora_sdk/{__version__} python/{sys.version_info[0]}.{sys.version_info[1]}",
        }
        """Headers of every call. Arguments of a call and its `_headers` beat them."""
        self._budget = RetryBudget(self.configuration.retry_policy.budget)
        self._kept_tokens: dict[tuple[str | int, ...], KeptToken] = {}
        # Tests put their own time and chance here.
        self._clock: Callable[[], float] = time.monotonic
        self._sleep: Callable[[float], None] = time.sleep
        self._random: Callable[[], float] = random.random

    # ------------------------------------------------------------------------------------------------ life and settings

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
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
        tokens.token()

    @property
    def user_agent(self) -> str:
        """How the client names itself to the server."""
        return self.default_headers["User-Agent"]

    @user_agent.setter
    def user_agent(self, value: str) -> None:
        self.set_default_header("User-Agent", value)

    def set_default_header(self, name: str, value: str) -> None:
        """Send a header with every call."""
        _raise(*checks.check_header(name, value, f"default header {name}"))
        self.default_headers[name] = value

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
            settings["connect_timeout"], settings["read_timeout"] = _pair(timeout)
        scoped = copy(self)
        scoped.configuration = self.configuration.replace(**settings)
        scoped.default_headers = dict(self.default_headers)
        for name, value in (headers or {}).items():
            scoped.set_default_header(name, value)
        return scoped

    # --------------------------------------------------------------------------------------------------------- one call

    def call(self, operation: Operation[T], values: Sequence[Any], options: RequestOptions) -> ApiResponse[T]:
        """Call an endpoint: the arguments in the order of `operation.parameters`, and the options of the call."""
        request, made_key = self._request(operation, values, options)

        send: CallNext = partial(self._persist, operation, made_key)
        for handle in reversed(self.middleware):
            send = partial(_around, handle, send)
        return cast("ApiResponse[T]", send(request))

    def _request(
        self, operation: Operation[Any], values: Sequence[Any], options: Mapping[str, Any]
    ) -> tuple[HttpRequest, bool]:
        """Check the arguments and put them where they belong; and tell whether the idempotency key is of our making."""
        unknown = options.keys() - _OPTIONS
        if unknown:
            raise ApiTypeError(f"{operation.name}: got an unexpected argument {min(unknown)!r}")
        settings = self.configuration
        thorough = settings.client_side_validation
        arguments: dict[str, list[tuple[Parameter, Any]]] = {place: [] for place in _PLACES}
        findings: list[str] = []
        for parameter, value in zip(operation.parameters, values, strict=True):
            if value is not None:
                arguments[parameter.location].append((parameter, value))
                findings += _check(parameter, value, thorough=thorough)
            elif parameter.required:
                findings.append(f"{parameter.name}: is required")
        body = self._body(arguments, findings, thorough=thorough)
        headers, made_key = self._headers(operation, arguments["header"], options, body, findings)
        _raise(*findings)

        content = body.content
        if content is not None and "Content-Encoding" in headers:
            content = _compress(headers["Content-Encoding"], content)
        keys = {parameter.wire: quote(value, safe="") for parameter, value in arguments["path"]}
        query = urlencode(
            [(parameter.wire, value) for parameter, value in arguments["query"]], quote_via=quote, safe=","
        )
        origin, path = self._address(options.get("_host_index"))
        connect, read = _pair(options.get("_request_timeout") or (settings.connect_timeout, settings.read_timeout))
        request = HttpRequest(
            method=operation.method,
            host=origin,
            target=f"{path}{operation.path.format_map(keys)}" + (f"?{query}" if query else ""),
            headers=dict(headers),
            body=content,
            connect_timeout=connect,
            read_timeout=read,
            operation=operation.name,
            url_template=operation.path,
        )
        return request, made_key

    def _address(self, host_index: int | None) -> tuple[str, str]:
        host = self.configuration.base_url
        if host_index is not None:
            environments = list(ZuoraEnvironment)
            if not 0 <= host_index < len(environments):
                raise ApiValueError(
                    f"_host_index: {host_index} is not from 0 to {len(environments) - 1}; see ZuoraEnvironment"
                )
            host = environments[host_index].value
        end = host.find("/", len("https://"))
        return (host, "") if end < 0 else (host[:end], host[end:])

    def _body(
        self, arguments: Mapping[str, list[tuple[Parameter, Any]]], findings: list[str], *, thorough: bool
    ) -> _Body:
        for parameter, model in arguments["body"]:
            if not isinstance(model, ZuoraModel) or type(model).__name__ != parameter.wire:
                raise ApiTypeError(
                    f"{parameter.name}: must be a {parameter.wire}, not {type(model).__name__}"
                    + (f"; {parameter.wire}.from_dict(...) makes one" if isinstance(model, dict) else "")
                )
            if thorough:
                findings += checks.check_model(model, parameter.name)
            return _Body(serialization.encode(model, parameter.name), "application/json")
        for parameter, file in arguments["file"]:
            name, content = _file(parameter.name, file)
            if thorough:
                findings += checks.check_pdf(parameter.name, content)
            return _Body(*encode_multipart_formdata({parameter.wire: (name, content, "application/pdf")}))
        if arguments["form"]:
            form = {parameter.wire: value for parameter, value in arguments["form"]}
            return _Body(urlencode(form).encode(), "application/x-www-form-urlencoded")
        return _Body(None, None)

    def _headers(
        self,
        operation: Operation[Any],
        arguments: Sequence[tuple[Parameter, Any]],
        options: Mapping[str, Any],
        body: _Body,
        findings: list[str],
    ) -> tuple[HTTPHeaderDict, bool]:
        """Merge the headers, the weakest claim first, and tell whether the idempotency key is of our making."""
        settings = self.configuration
        track_id = settings.zuora_track_id
        claims: list[tuple[str, Mapping[str, Any]]] = [
            (
                "configuration",
                {
                    "Accept": "application/json",
                    "Content-Type": body.type,
                    "Zuora-Version": settings.zuora_version,
                    "Zuora-Entity-Ids": settings.zuora_entity_ids,
                    "Zuora-Org-Ids": settings.zuora_org_ids,
                    "Zuora-Track-Id": track_id() if callable(track_id) else track_id,
                },
            ),
            ("default_headers", self.default_headers),
            ("_headers", options.get("_headers") or {}),
            ("_content_type", {"Content-Type": options.get("_content_type")}),
            ("_request_auth", _credential(options.get("_request_auth"))),
            ("argument", {parameter.wire: _with_scheme(parameter, value) for parameter, value in arguments}),
        ]
        headers = HTTPHeaderDict()
        for source, claim in claims:
            for name, value in claim.items():
                if value is not None:
                    faults = list(checks.check_header(name, value, f"{source}: {name}"))
                    findings += faults
                    if not faults:
                        headers[name] = value
        if settings.client_side_validation:
            for parameter in operation.parameters:
                if parameter.location == "header" and parameter.wire in headers:
                    findings += checks.check_argument(parameter, headers[parameter.wire])
        if body.content is None:
            headers.discard("Content-Type")
        if not operation.authenticated:
            headers.discard("Authorization")
        made_key = operation.keyed and "Idempotency-Key" not in headers
        if made_key:
            headers["Idempotency-Key"] = _new_key()
        return headers, made_key

    # ------------------------------------------------------------------------------------------------------ persistence

    def _persist(self, operation: Operation[Any], made_key: bool, request: HttpRequest) -> ApiResponse[Any]:
        """Send until there is an answer, a failure that repeating can't mend, or no time, attempt or budget left."""
        settings, start = self.configuration, self._clock()
        policy = settings.retry_policy
        headers = request.headers
        own_token = "Authorization" in HTTPHeaderDict(headers) or not operation.authenticated
        tokens = None if own_token else self._tokens()
        refused: str | None = None
        errors: list[ApiException] = []
        while True:
            token = tokens.token(refused) if tokens else None
            if token:
                headers["Authorization"] = f"Bearer {token}"
            request.total_timeout = max(settings.deadline - (self._clock() - start), 0.001)
            try:
                response = self._attempt(operation, request)
                self._note(response, request, errors, start)
                self._budget.give_back()
                return response
            except ApiException as error:
                self._note(error, request, errors, start)
                renewable = tokens is not None and tokens.renewable and refused is None
                verdict = retry.verdict(error, keyed=operation.keyed, renewable=renewable)
                if verdict is Verdict.RAISE:
                    raise
                if verdict is Verdict.REPEAT_WITH_NEW_TOKEN:
                    refused, pause = token, 0.0  # free: it happens once, and the service did nothing
                else:
                    wait = retry.wait(error, error.attempts, policy, self._random)
                    out_of_time = wait is None or error.elapsed + wait >= settings.deadline
                    if wait is None or out_of_time or error.attempts >= policy.max_attempts or not self._budget.take():
                        raise
                    pause = wait
                # Never while an earlier attempt may have done the work under this key: a new one could do it again.
                if verdict is Verdict.REPEAT_WITH_NEW_KEY and made_key and not error.maybe_executed:
                    headers["Idempotency-Key"] = _new_key()
                errors.append(error)
                logger.info(
                    "%s: repeating in %.1f s after: %s %s", operation.name, pause, error.status or "", error.reason
                )
            self._sleep(pause)

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
        outcome.elapsed = self._clock() - start
        outcome.idempotency_key = request.headers.get("Idempotency-Key")
        if isinstance(outcome, ApiException):
            outcome.operation = request.operation
            outcome.endpoint = f"{request.method} {request.url_template}"
            outcome.sent_track_id = request.headers.get("Zuora-Track-Id")
            outcome.maybe_executed = outcome.maybe_executed or any(error.maybe_executed for error in errors)

    def _attempt(self, operation: Operation[Any], request: HttpRequest) -> ApiResponse[Any]:
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
        if show:
            body = b"***" if secret else answer.body
            logger.debug("<- %s %s %s", answer.status, _masked(answer.headers), body)

        headers = HTTPHeaderDict(answer.headers)
        headers.discard("Set-Cookie")  # a session is a credential
        content, fault = None, answer.broken
        try:
            content = serialization.parse_json(answer.body)
        except serialization.UnreadableBody as error:
            fault = fault or str(error)
        succeeded = 200 <= answer.status < 300
        if not succeeded or says_failure(content):
            raise self._failure(operation, answer, headers, content)
        try:
            if fault:
                raise serialization.UnreadableBody(fault)
            data, issues = serialization.build(_model(operation.returns), content)
        except serialization.UnreadableBody as error:
            raise NetworkException(
                answer.status, str(error), headers=headers, body=answer.body, maybe_executed=not operation.harmless
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
            error.data, _ = serialization.build(_model(documented), content)
        return error

    def _tokens(self) -> TokenProvider | None:
        return provider(self.configuration, self._fetch_token, self._clock, self._kept_tokens)

    def _fetch_token(self) -> tuple[str, float]:
        from zuora_sdk.api.o_auth_api import CREATE_TOKEN

        settings = self.configuration
        values = {
            "client_id": settings.client_id,
            "client_secret": settings.client_secret,
            "grant_type": "client_credentials",
        }
        answer = self.options(deadline=min(settings.deadline, 60.0)).call(
            CREATE_TOKEN, [values.get(parameter.name) for parameter in CREATE_TOKEN.parameters], {}
        )
        if not answer.data.access_token:
            raise NetworkException(answer.status_code, "the answer holds no access_token", headers=answer.headers)
        return answer.data.access_token, float(answer.data.expires_in or 0)


_PLACES = ("path", "query", "header", "body", "form", "file")

_CONNECTION_SETTINGS = frozenset(
    {
        *("host", "allow_http", "verify_ssl", "ssl_ca_cert", "cert_file", "key_file"),
        *("proxy", "proxy_headers", "no_proxy", "connection_pool_maxsize"),
    }
)


def _raise(*findings: str) -> None:
    if findings:
        raise ApiValueError(*findings)


def _check(parameter: Parameter, value: Any, *, thorough: bool) -> Iterator[str]:
    if parameter.location in ("body", "file", "header"):
        return  # each is checked where it is built
    if parameter.type is str:
        if not isinstance(value, str):
            raise ApiTypeError(f"{parameter.name}: must be text, not {type(value).__name__}")
        if parameter.location != "form":
            yield from checks.check_key(parameter.name, value)
    if thorough:
        yield from checks.check_argument(parameter, value)


def _pair(timeout: float | tuple[float, float]) -> tuple[float, float]:
    connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
    for seconds in (connect, read):
        if not isinstance(seconds, (int, float)) or not seconds > 0:
            raise ApiValueError(f"timeout: {seconds!r} is no number of seconds above 0")
    return float(connect), float(read)


def _credential(auth: Mapping[str, str] | None) -> Mapping[str, str]:
    if not auth:
        return {}
    if auth.get("in") != "header" or not auth.get("key") or not auth.get("value"):
        raise ApiValueError('_request_auth: must be {"in": "header", "key": <name>, "value": <credential>}')
    return {auth["key"]: auth["value"]}


def _with_scheme(parameter: Parameter, value: Any) -> Any:
    """A bare token given as `authorization=` gets the scheme in front that its header needs."""
    bare = parameter.wire == "Authorization" and isinstance(value, str) and " " not in value
    return f"Bearer {value}" if bare else value


def _new_key() -> str:
    return os.urandom(16).hex()


def _compress(encoding: str, content: bytes) -> bytes:
    if encoding != "gzip":
        raise ApiValueError(f"content_encoding: {encoding!r} can't be written; use 'gzip'")
    return gzip.compress(content, mtime=0)


def _file(name: str, file: FileInput) -> tuple[str, bytes]:
    """The name and the bytes of what is to be uploaded. Nothing is read beyond what could be sent."""
    limit = checks.PDF_LIMIT + 1
    try:
        if isinstance(file, (bytes, bytearray)):
            return "invoice.pdf", bytes(file)
        if isinstance(file, tuple):
            return file[0], bytes(file[1])
        if isinstance(file, (str, os.PathLike)):
            with open(file, "rb") as opened:
                return os.path.basename(os.fspath(file)), opened.read(limit)
        content = file.read(limit)
    except (OSError, AttributeError, TypeError, IndexError) as error:
        raise ApiValueError(f"{name}: {error}; give bytes, a path, an open binary file or (name, bytes)") from error
    if not isinstance(content, bytes):
        raise ApiValueError(f"{name}: the file is opened as text; open it with mode 'rb'")
    return os.path.basename(str(getattr(file, "name", ""))) or "invoice.pdf", content


def _around(handle: Middleware, call_next: CallNext, request: HttpRequest) -> ApiResponse[Any]:
    return handle(request, call_next)


def _model(name: str) -> type[ZuoraModel]:
    return cast("type[ZuoraModel]", getattr(import_module("zuora_sdk.models"), name))


def _masked(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: "***" if name.lower() in _SECRET_HEADERS else value for name, value in headers.items()}
