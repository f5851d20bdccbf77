"""From an HTTP request to its answer: routing, the gate, the contract, the endpoint, and the fault injection."""

from __future__ import annotations

import contextlib
import gzip
import json
import secrets
import uuid
import zlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NoReturn, Protocol

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request

from zuora_sdk.emulator import _exact_json, _responses
from zuora_sdk.emulator._contract import Contract, Operation
from zuora_sdk.emulator._documents import Fields, File
from zuora_sdk.emulator._endpoints import Binary, Call, respond
from zuora_sdk.emulator._faults import Fault, Faults, FaultTarget
from zuora_sdk.emulator._gate import KeysInFlight, Limits, Tokens
from zuora_sdk.emulator._ledger import Ledger
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._responses import Response
from zuora_sdk.emulator._versions import ERRORS_BY_STATUS, Version

COMPRESSED_ABOVE = 1000
# The resource of codes that tell of the caller, not of the request.
AUTHENTICATION = 900000
MASK = "***"
REASONS = {
    "lock": (Category.LOCK, "The object is locked by another request, please try again."),
    "internal": (Category.INTERNAL, "An internal error occurred."),
    "temporary": (Category.TEMPORARY, "The service is temporarily unavailable, please try again."),
}
# What the service tells callers to wait who had too many calls running.
CONCURRENCY_SECONDS = 120.0
# How long a call without an answer is held: then the real gateway gives up too.
GATEWAY_SECONDS = 120.0
SLOW_SECONDS = 1.0


class Wire(Protocol):
    """What an injected fault does to the connection itself."""

    cut: bool
    """Send half of the body, then close."""

    def hold(self, seconds: float) -> bool:
        """Say nothing for so long; False when the client left meanwhile."""
        ...

    def reset(self) -> NoReturn:
        """Break the connection off."""
        ...


@dataclass(kw_only=True)
class RecordedRequest:
    """One request that came in, with what it must not show masked."""

    method: str
    path: str
    query: str
    operation: str | None
    headers: Mapping[str, str]
    body: bytes
    status: int | None = None
    """None: no answer was sent."""
    fault: str | None = None
    """The kind of the injected fault that it met."""

    def json(self) -> Any:
        """The body, with its decimals as Decimal."""
        return _exact_json.read(self.body)


class App:
    """The API over one ledger."""

    def __init__(
        self,
        contract: Contract,
        ledger: Ledger,
        tokens: Tokens,
        client: tuple[str, str],
        log_size: int = 10_000,
    ) -> None:
        self.faults = Faults(contract.operations)
        self.requests: deque[RecordedRequest] = deque(maxlen=log_size)
        self._contract = contract
        self._ledger = ledger
        self._tokens = tokens
        self._client = client
        self._limits = Limits(ledger.clock, ledger.settings)
        self._keys = KeysInFlight()
        self._routes = Map(
            [
                Rule(_as_rule(operation.path), endpoint=operation.name, methods=[operation.method])
                for operation in contract.operations.values()
            ],
            merge_slashes=False,
        ).bind("localhost")

    # -- one request ------------------------------------------------------------------------------------------------

    def answer(self, request: Request, wire: Wire) -> Response:
        """What to send back, its body encoded as the request accepts it."""
        if request.path.startswith("/_emulator/"):
            return self._control(request)
        request_id = str(uuid.uuid4())
        operation, arguments, found = self._route(request)
        fault = self._take_fault(request, operation, arguments)
        record = self._record(request, operation, fault)
        in_rate, in_concurrency = self._limits.enter()
        try:
            if fault and not fault.executed:
                answer = self._fail(fault, request, operation, wire)
            elif not in_rate:
                answer = _responses.too_often(self._limits.rate_headers(exhausted=True))
            elif not in_concurrency:
                answer = _responses.too_concurrent(CONCURRENCY_SECONDS)
            elif found is not None:
                answer = found
            else:
                assert operation is not None
                answer = self._perform(operation, arguments, request, request_id)
            if fault and fault.executed:
                answer = self._spoil(fault, answer, wire)
            answer = self._dress(answer, request, operation, request_id)
            record.status = answer.status
        finally:
            self._limits.leave()
        return answer

    def _route(self, request: Request) -> tuple[Operation | None, Mapping[str, str], Response | None]:
        """The operation and its path arguments, or the answer to a URL that is none."""
        try:
            name, arguments = self._routes.match(request.path, request.method)
        except MethodNotAllowed as refused:
            message = f"Request method '{request.method}' is not supported here."
            answer = self._refuse(Rejection(Category.UNSUPPORTED, message), None, request)
            answer.headers["Allow"] = ", ".join(sorted(refused.valid_methods or ()))
            return None, {}, answer
        except NotFound:
            handle = request.path.removeprefix("/v1/files/")
            if handle != request.path and request.method == "GET":
                return None, {}, self._send_file(handle, request)
            if not request.path.startswith("/v1/"):
                return None, {}, _responses.of_json(404, {"message": "no Route matched with those values"})
            missing = Rejection(
                Category.NOT_FOUND, f"The endpoint {request.path} does not exist. Please check the URL."
            )
            return None, {}, self._refuse(missing, None, request)
        return self._contract.operations[name], arguments, None

    def _perform(
        self, operation: Operation, arguments: Mapping[str, str], request: Request, request_id: str
    ) -> Response:
        """The work itself, once for each idempotency key."""
        if not operation.needs_token:
            return self._token(operation, request)
        if not self._tokens.accepts(_bearer(request)):
            return _responses.unauthorized()
        key = request.headers.get("Idempotency-Key") if operation.method == "POST" else None
        if key is None:
            return self._work(operation, arguments, request, request_id)
        try:
            self._keys.begin(key)
        except Rejection as rejection:
            return self._refuse(rejection, operation, request, request_id)
        try:
            return self._work(operation, arguments, request, request_id, key)
        finally:
            self._keys.end(key)

    def _work(
        self,
        operation: Operation,
        arguments: Mapping[str, str],
        request: Request,
        request_id: str,
        key: str | None = None,
    ) -> Response:
        """What was done, and the response under its key, are kept together or not at all."""
        target = (request.headers.get("Zuora-Entity-Ids", ""), request.method, request.full_path)
        with self._ledger.transaction(orgs=self._orgs(request)) as transaction:
            try:
                if key and (replayed := transaction.recall(key, target)):
                    return replayed
            except Rejection as rejection:
                return self._refuse(rejection, operation, request, request_id)
            try:
                self._check_headers(operation, request)
                call = self._call(operation, arguments, request)
                with transaction.savepoint() as work:
                    response = self._render(operation, respond(work, operation.name, call), call.version)
            except Rejection as rejection:
                response = self._refuse(rejection, operation, request, request_id)
            response.headers["Zuora-Request-Id"] = request_id
            if key:
                transaction.remember(key, target, response)
        return response

    def _render(self, operation: Operation, content: Fields | Binary, version: Version) -> Response:
        if isinstance(content, Binary):
            return Response(status=200, body=content.content, content_type=content.media_type)
        assert operation.response is not None
        return _responses.of_json(200, self._contract.shape(operation.response, {**content, "success": True}, version))

    def _orgs(self, request: Request) -> list[str] | None:
        return _listed(request, "Zuora-Org-Ids") or None

    def _check_headers(self, operation: Operation, request: Request) -> None:
        if operation.method == "PUT" and "Idempotency-Key" in request.headers:
            raise Rejection(Category.INVALID, "Request method 'PUT' not supported with Idempotency-Key header")
        for parameter in operation.parameters:
            name = parameter["name"]
            if parameter["in"] == "header" and name in request.headers:
                try:
                    self._contract.fit(parameter["schema"], request.headers[name])
                except Rejection as refused:
                    raise Rejection(Category.INVALID, f"{name}: {refused}") from None
            if parameter["in"] == "query" and parameter.get("required") and not request.args.get(name):
                raise Rejection(Category.MISSING_PARAMETER, f"The query parameter {name} is required.")
        version = self._version(request)
        if version is None:
            raise Rejection(Category.INVALID, f"There is no Zuora-Version {request.headers['Zuora-Version']}.")
        if not version.has(operation.declaration):
            message = f"{operation.name} is not there in Zuora-Version {version}."
            raise Rejection(Category.UNSUPPORTED, message)
        for header, allowed, category in (
            ("Zuora-Entity-Ids", self._ledger.settings.entities, Category.INVALID),
            ("Zuora-Org-Ids", self._ledger.settings.orgs, Category.PERMISSION),
        ):
            named = set(_listed(request, header))
            if allowed is not None and not named <= set(allowed):
                message = f"{header}: the user has no access to {', '.join(sorted(named))}."
                raise Rejection(category, message, resource=AUTHENTICATION)

    def _call(self, operation: Operation, arguments: Mapping[str, str], request: Request) -> Call:
        body: Any = None
        upload: tuple[str, bytes] | None = None
        version = self._version(request) or ERRORS_BY_STATUS
        if operation.media_type is not None:
            if request.mimetype != operation.media_type:
                message = f"Content type '{request.mimetype}' not supported; send {operation.media_type}."
                raise Rejection(Category.UNSUPPORTED, message, status=415)
            if operation.media_type == "application/json":
                body = self._contract.fit(operation.body or {}, _read_json(_content(request)), version)
            elif "file" in request.files:
                file = request.files["file"]
                upload = (file.filename or "", file.read())
        return Call(
            path=request.path,
            arguments=arguments,
            query=request.args,
            body=body,
            upload=upload,
            version=version,
            root="" if self._ledger.settings.relative_next_page else request.root_url.rstrip("/"),
            failed=lambda refused: _responses.failed(refused, operation.name),
        )

    def _version(self, request: Request) -> Version | None:
        return Version.parse(request.headers.get("Zuora-Version") or self._ledger.settings.default_version)

    # -- answers ----------------------------------------------------------------------------------------------------

    def _refuse(
        self, refused: Rejection, operation: Operation | None, request: Request, request_id: str | None = None
    ) -> Response:
        """An error, as the version of the request has it: an HTTP status, or 200 with `success: false`."""
        fields = _responses.failed(refused, operation.name if operation else None)
        if request_id:
            fields["requestId"] = request_id
        if not (self._version(request) or ERRORS_BY_STATUS).uses_http_status:
            return _responses.of_json(200, fields)
        if refused.status == 403:
            reason = fields["reasons"][0]
            return _responses.of_json(403, {"code": reason["code"], "message": reason["message"]})
        return _responses.of_json(refused.status, fields)

    def _token(self, operation: Operation, request: Request) -> Response:
        form = request.form.to_dict()
        try:
            if request.mimetype != operation.media_type:
                raise Rejection(Category.UNSUPPORTED, f"send {operation.media_type}", status=415)
            self._contract.fit(operation.body or {}, form)
            if form["client_id"] != self._client[0]:
                raise Rejection(Category.INVALID, "Invalid client id")
        except Rejection as refused:
            return _responses.token_error(refused.status, "Bad Request", str(refused), self._ledger.stamp())
        if not secrets.compare_digest(form["client_secret"].encode(), self._client[1].encode()):
            return _responses.token_error(401, "Unauthorized", "Invalid client secret", self._ledger.stamp())
        token = {"access_token": self._tokens.issue(), "token_type": "bearer"}
        rest = {
            "expires_in": self._ledger.settings.token_seconds,
            "scope": "service.emulator tenant.1",
            "jti": uuid.uuid4().hex,
        }
        return _responses.of_json(200, {**token, **rest})

    def _send_file(self, handle: str, request: Request) -> Response:
        if not self._tokens.accepts(_bearer(request)):
            return _responses.unauthorized()
        try:
            with self._ledger.transaction() as transaction:
                content = transaction.require(File, handle).content
            return Response(status=200, body=content, content_type="application/pdf")
        except Rejection as refused:
            return self._refuse(refused, None, request)

    def _dress(self, answer: Response, request: Request, operation: Operation | None, request_id: str) -> Response:
        """The headers that every answer has, and gzip if it is wanted and worth it."""
        headers = {"Zuora-Request-Id": request_id, **self._limits.rate_headers()}
        if operation is None or (operation.needs_token and answer.status != 401):
            headers |= self._limits.concurrency_headers()
        if _is_track_id(track_id := request.headers.get("Zuora-Track-Id", "")):
            headers["Zuora-Track-Id"] = track_id
        headers |= answer.headers
        body = answer.body
        if len(body) > COMPRESSED_ABOVE and request.accept_encodings.quality("gzip") > 0:
            body, headers["Content-Encoding"] = gzip.compress(body, 1), "gzip"
        return replace(answer, body=body, headers=headers)

    # -- fault injection --------------------------------------------------------------------------------------------

    def _fail(self, fault: Fault, request: Request, operation: Operation | None, wire: Wire) -> Response:
        """A fault instead of the work."""
        kind = fault.kind
        if kind == "reset_before":
            wire.reset()
        if kind == "timeout_before":
            return self._hold(fault, wire)
        if kind == "rate_limit":
            answer = _responses.too_often(self._limits.rate_headers(exhausted=True))
        elif kind == "concurrency":
            answer = _responses.too_concurrent(CONCURRENCY_SECONDS)
        elif kind == "expired_token":
            self._tokens.expire(_bearer(request))
            answer = _responses.unauthorized()
        elif kind == "html":
            answer = _responses.of_html(503, "Service Unavailable")
        else:
            category, message = REASONS.get(kind) or (Category((fault.code or 60) % 100), "Injected fault.")
            resource = fault.code // 100 if fault.code else None
            refused = Rejection(category, fault.message or message, resource=resource)
            answer = self._refuse(refused, operation, request)
        return self._amend(fault, answer)

    def _amend(self, fault: Fault, answer: Response) -> Response:
        """What the order says itself takes precedence."""
        status, headers = fault.status or answer.status, dict(answer.headers)
        if fault.body is not None:
            answer = _responses.of_anything(status, fault.body)
        if fault.retry_after is not None:
            headers["Retry-After"] = f"{fault.retry_after:g}"
        return replace(answer, status=status, headers={**headers, **fault.headers})

    def _spoil(self, fault: Fault, answer: Response, wire: Wire) -> Response:
        """A fault after the work."""
        if fault.kind == "reset_after":
            wire.reset()
        if fault.kind == "timeout_after":
            return self._hold(fault, wire)
        if fault.kind == "slow" and not wire.hold(SLOW_SECONDS if fault.seconds is None else fault.seconds):
            wire.reset()
        wire.cut = fault.kind == "truncated"
        return answer

    def _hold(self, fault: Fault, wire: Wire) -> Response:
        if not wire.hold(GATEWAY_SECONDS if fault.seconds is None else fault.seconds):
            wire.reset()
        return _responses.of_html(504, "Gateway Timeout")

    def _take_fault(self, request: Request, operation: Operation | None, arguments: Mapping[str, str]) -> Fault | None:
        def body() -> Any:
            with contextlib.suppress(Rejection):
                return _read_json(_content(request))
            return None

        if operation is None:
            return None
        return self.faults.take(FaultTarget(operation=operation.name, arguments=arguments, body=body))

    # -- what came in -----------------------------------------------------------------------------------------------

    def _record(self, request: Request, operation: Operation | None, fault: Fault | None) -> RecordedRequest:
        headers = dict(request.headers.items())
        if "Authorization" in headers:
            scheme, space, _ = headers["Authorization"].rpartition(" ")
            headers["Authorization"] = f"{scheme}{space}{MASK}"
        body = request.get_data()
        if operation and not operation.needs_token:
            body = MASK.encode()
        record = RecordedRequest(
            method=request.method,
            path=request.path,
            query=request.query_string.decode("latin-1"),
            operation=operation.name if operation else None,
            headers=headers,
            body=body,
            fault=fault.kind if fault else None,
        )
        self.requests.append(record)
        return record

    def _control(self, request: Request) -> Response:
        """What tests in other languages reach over HTTP."""
        action = (request.method, request.path.removeprefix("/_emulator/"))
        try:
            order = json.loads(request.get_data() or b"{}")
            if action == ("POST", "faults"):
                fault = self.faults.inject(order.pop("kind", "response"), **order)
                return _responses.of_json(201, {"id": fault.id})
            if action == ("GET", "faults"):
                return _responses.of_json(200, {"faults": [{"id": one.id} for one in self.faults.active()]})
            if action == ("DELETE", "faults"):
                self.faults.clear()
                return _responses.of_json(200, {})
            if action == ("POST", "clock"):
                self._ledger.clock.advance(float(order["advance"]))
                return _responses.of_json(200, {"now": self._ledger.stamp()})
            if action == ("GET", "requests"):
                return _responses.of_json(200, {"requests": [_shown(record) for record in self.requests]})
        except (TypeError, ValueError, KeyError, AttributeError) as wrong:
            return _responses.of_json(400, {"message": f"{type(wrong).__name__}: {wrong}"})
        return _responses.of_json(404, {"message": "There is POST, GET, DELETE faults, POST clock and GET requests."})


def _as_rule(path: str) -> str:
    return path.replace("{", "<").replace("}", ">")


def _listed(request: Request, header: str) -> list[str]:
    return [name for one in request.headers.get(header, "").split(",") if (name := one.strip())]


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _is_track_id(text: str) -> bool:
    return 0 < len(text) <= 64 and text.isascii() and text.isprintable() and not set(text) & set(":;\"'")


def _content(request: Request) -> bytes:
    body = request.get_data()
    if request.headers.get("Content-Encoding", "").lower() != "gzip":
        return body
    try:
        return gzip.decompress(body)
    except (OSError, EOFError, zlib.error):
        raise Rejection(Category.MALFORMED, "The request says it is gzipped, and is not.") from None


def _read_json(body: bytes) -> Any:
    try:
        return _exact_json.read(body)
    except (ValueError, RecursionError) as wrong:
        raise Rejection(Category.MALFORMED, f"The request is no JSON: {wrong}.") from None


def _shown(record: RecordedRequest) -> Fields:
    return {**vars(record), "body": record.body.decode("utf-8", "replace")}
