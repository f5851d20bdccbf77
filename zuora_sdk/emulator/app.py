"""From an HTTP request to its answer: routing, the gate, the contract, the endpoint, and the failures to order."""

from __future__ import annotations

import contextlib
import gzip
import json
import secrets
import uuid
import zlib
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request

from zuora_sdk.emulator import exact_json
from zuora_sdk.emulator.contract import Contract, Operation
from zuora_sdk.emulator.documents import Fields
from zuora_sdk.emulator.endpoints import Call, Endpoints
from zuora_sdk.emulator.failures import Failure, Failures
from zuora_sdk.emulator.gate import Answer, IdempotencyKeys, Limits, Tokens
from zuora_sdk.emulator.ledger import Ledger
from zuora_sdk.emulator.refusal import Category, Refused
from zuora_sdk.emulator.store import Store

COMPRESSED_ABOVE = 1000
FIRST_VERSION_WITH_STATUS = "2024-05-20"
DATED_VERSIONS = frozenset({FIRST_VERSION_WITH_STATUS, "2025-08-12"})
NUMBERED_VERSIONS = (186.0, 341.0)
# The first six digits of a code name the resource of the request; these are the ones known for invoices.
RESOURCES = {
    "create_standalone_invoice": 584900,
    "bulk_create_standalone_invoices": 584900,
    "post_invoice": 592100,
    "bulk_post_invoices": 592100,
}
UNKNOWN_RESOURCE = 500000
AUTHENTICATION = 900000
MOST_REASONS = 20
MASK = "***"
AUTHENTICATE = "Basic realm=Zuora API, ZSession realm=Zuora API, Bearer realm=Zuora API"
HTML = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"
REASONS = {
    "lock": (Category.LOCK, "The object is locked by another request, please try again."),
    "internal": (Category.INTERNAL, "An internal error occurred."),
    "temporary": (Category.TEMPORARY, "The service is temporarily unavailable, please try again."),
}
# How long a call without an answer is held: then the real gateway gives up too.
GATEWAY_SECONDS = 120.0
SLOW_SECONDS = 1.0


class Wire(Protocol):
    """What a failure to order does to the connection itself."""

    cut: bool
    """Send half of the body, then close."""

    def hold(self, seconds: float) -> bool:
        """Say nothing for so long; False when the client left meanwhile."""

    def reset(self) -> NoReturn:
        """Break the connection off."""


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
    failure: str | None = None
    """The kind of failure that was ordered for it."""

    def json(self) -> Any:
        """The body, with its decimals as Decimal."""
        return exact_json.read(self.body)


class App:
    """The API over one ledger."""

    def __init__(
        self,
        contract: Contract,
        ledger: Ledger,
        tokens: Tokens,
        client: tuple[str, str],
        store: Store | None = None,
        log_size: int = 10_000,
    ) -> None:
        self.failures = Failures(contract.operations)
        self.requests: deque[RecordedRequest] = deque(maxlen=log_size)
        self._contract = contract
        self._ledger = ledger
        self._settings = ledger.settings
        self._tokens = tokens
        self._client = client
        self._store = store
        self._endpoints = Endpoints(ledger)
        self._limits = Limits(ledger.clock, ledger.settings)
        self._keys = IdempotencyKeys(ledger.clock, ledger.changes, ledger.lock)
        if store:
            store.load(ledger, self._keys)
        self._routes = Map(
            [
                Rule(_as_rule(operation.path), endpoint=operation.name, methods=[operation.method])
                for operation in contract.operations.values()
            ],
            merge_slashes=False,
        ).bind("localhost")

    # -- one request ------------------------------------------------------------------------------------------------

    def answer(self, request: Request, wire: Wire) -> Answer:
        """What to send back, its body encoded as the request accepts it."""
        if request.path.startswith("/_emulator/"):
            return self._control(request)
        request_id = str(uuid.uuid4())
        operation, arguments, found = self._route(request)
        failure = self.failures.take(operation.name) if operation else None
        record = self._record(request, operation, failure)
        in_rate, in_concurrency = self._limits.enter()
        try:
            if failure and not failure.after_the_work:
                answer = self._fail(failure, request, operation, wire)
            elif not in_rate:
                answer = self._too_many(None)
            elif not in_concurrency:
                answer = self._too_many(120)
            elif found is not None:
                answer = found
            else:
                assert operation is not None
                answer = self._perform(operation, arguments, request, request_id)
            if failure and failure.after_the_work:
                answer = self._spoil(failure, answer, wire)
            answer = self._dress(answer, request, operation, request_id)
            record.status = answer.status
        finally:
            self._limits.leave()
        return answer

    def _route(self, request: Request) -> tuple[Operation | None, Mapping[str, str], Answer | None]:
        """The operation and its path arguments, or the answer to a URL that is none."""
        try:
            name, arguments = self._routes.match(request.path, request.method)
        except MethodNotAllowed as refused:
            message = f"Request method '{request.method}' is not supported here."
            answer = self._refuse(Refused(Category.UNSUPPORTED, message), None, request)
            answer.headers["Allow"] = ", ".join(sorted(refused.valid_methods or ()))
            return None, {}, answer
        except NotFound:
            handle = request.path.removeprefix("/v1/files/")
            if handle != request.path and request.method == "GET":
                return None, {}, self._send_file(handle, request)
            if not request.path.startswith("/v1/"):
                return None, {}, _json(404, {"message": "no Route matched with those values"})
            missing = Refused(Category.NOT_FOUND, f"The endpoint {request.path} does not exist. Please check the URL.")
            return None, {}, self._refuse(missing, None, request)
        return self._contract.operations[name], arguments, None

    def _perform(self, operation: Operation, arguments: Mapping[str, str], request: Request, request_id: str) -> Answer:
        if not operation.needs_token:
            return self._token(operation, request)
        if not self._tokens.accepts(_bearer(request)):
            return _unauthorized()
        with self._remembering(operation, request, request_id) as remembered:
            if remembered.answer is None:
                try:
                    self._check_headers(operation, request)
                    call = self._call(operation, arguments, request, request_id)
                    fields = self._endpoints.answer(operation.name, call)
                    answer = self._contract.shape(operation.answer, {**fields, "success": True})
                    remembered.answer = _json(200, answer)
                except Refused as refused:
                    remembered.answer = self._refuse(refused, operation, request, request_id)
                remembered.answer.headers["Zuora-Request-Id"] = request_id
        assert remembered.answer is not None
        return remembered.answer

    @contextlib.contextmanager
    def _remembering(self, operation: Operation, request: Request, request_id: str) -> Iterator[_Slot]:
        """Replay what the request's Idempotency-Key stands for, or keep what is answered under it."""
        slot = _Slot()
        key = request.headers.get("Idempotency-Key") if operation.method == "POST" else None
        if key:
            target = (request.headers.get("Zuora-Entity-Ids", ""), request.method, request.full_path)
            try:
                slot.answer = self._keys.begin(key, target)
            except Refused as refused:
                slot.answer = self._refuse(refused, operation, request, request_id)
                key = None
        replayed = slot.answer is not None
        try:
            yield slot
        finally:
            with self._ledger.lock:
                if key and not replayed:
                    if slot.answer is None:
                        self._keys.abandon(key)
                    else:
                        self._keys.finish(key, slot.answer)
                if self._store:
                    self._store.save(self._ledger.changes)
                self._ledger.changes.clear()

    def _check_headers(self, operation: Operation, request: Request) -> None:
        if operation.method == "PUT" and "Idempotency-Key" in request.headers:
            raise Refused(Category.INVALID, "Request method 'PUT' not supported with Idempotency-Key header")
        for parameter in operation.parameters:
            name = parameter["name"]
            if parameter["in"] == "header" and name in request.headers:
                try:
                    self._contract.fit(parameter["schema"], request.headers[name])
                except Refused as refused:
                    raise Refused(Category.INVALID, f"{name}: {refused}") from None
            if parameter["in"] == "query" and parameter.get("required") and not request.args.get(name):
                raise Refused(Category.MISSING_PARAMETER, f"The query parameter {name} is required.")
        if self._version(request) is None:
            raise Refused(Category.INVALID, f"There is no Zuora-Version {request.headers['Zuora-Version']}.")
        for header, allowed, category in (
            ("Zuora-Entity-Ids", self._settings.entities, Category.INVALID),
            ("Zuora-Org-Ids", self._settings.orgs, Category.PERMISSION),
        ):
            named = {one.strip() for one in request.headers.get(header, "").split(",")} - {""}
            if allowed is not None and not named <= set(allowed):
                message = f"{header}: the user has no access to {', '.join(sorted(named))}."
                raise Refused(category, message, resource=AUTHENTICATION)

    def _call(self, operation: Operation, arguments: Mapping[str, str], request: Request, request_id: str) -> Call:
        body: Any = None
        upload: tuple[str, bytes] | None = None
        if operation.media_type is not None:
            if request.mimetype != operation.media_type:
                message = f"Content type '{request.mimetype}' not supported; send {operation.media_type}."
                raise Refused(Category.UNSUPPORTED, message, status=415)
            if operation.media_type == "application/json":
                body = self._contract.fit(operation.body or {}, _read_json(_content(request)))
            elif "file" in request.files:
                file = request.files["file"]
                upload = (file.filename or "", file.read())
        return Call(
            path=request.path,
            arguments=arguments,
            query=request.args,
            body=body,
            upload=upload,
            version=self._version(request) or FIRST_VERSION_WITH_STATUS,
            root="" if self._settings.relative_next_page else request.root_url.rstrip("/"),
            failed=lambda refused: {**_reasons(refused, operation), "success": False},
        )

    def _version(self, request: Request) -> float | str | None:
        text = request.headers.get("Zuora-Version") or self._settings.default_version
        if text in DATED_VERSIONS:
            return text
        with contextlib.suppress(ValueError):
            if NUMBERED_VERSIONS[0] <= float(text) <= NUMBERED_VERSIONS[1]:
                return float(text)
        return None

    # -- answers ----------------------------------------------------------------------------------------------------

    def _refuse(
        self, refused: Refused, operation: Operation | None, request: Request, request_id: str | None = None
    ) -> Answer:
        """An error, as the version of the request has it: an HTTP status, or 200 with `success: false`."""
        fields = {"success": False, **_reasons(refused, operation)}
        if request_id:
            fields["requestId"] = request_id
        if isinstance(self._version(request), float):
            return _json(200, fields)
        if refused.status == 403:
            reason = fields["reasons"][0]
            return _json(403, {"code": reason["code"], "message": reason["message"]})
        return _json(refused.status, fields)

    def _too_many(self, retry_after: float | None) -> Answer:
        """429: of the concurrency limit if it says how long to wait, else of the rate limit."""
        if retry_after is not None:
            reason: Fields = {"code": 50000070, "message": "Too many concurrent requests, please retry later."}
            return _json(429, {"success": False, "reasons": [reason]}, {"Retry-After": f"{retry_after:g}"})
        headers = self._limits.rate_headers(exhausted=True)
        wait = headers["RateLimit-Reset"]
        reason = {"code": 70, "message": f"Rate limit exceeded, please retry after {wait} seconds."}
        return _json(429, {"reasons": [reason]}, headers)

    def _token(self, operation: Operation, request: Request) -> Answer:
        form = request.form.to_dict()
        try:
            if request.mimetype != operation.media_type:
                raise Refused(Category.UNSUPPORTED, f"send {operation.media_type}", status=415)
            self._contract.fit(operation.body or {}, form)
            if form["client_id"] != self._client[0]:
                raise Refused(Category.INVALID, "Invalid client id")
        except Refused as refused:
            return self._token_error(refused.status, "Bad Request", str(refused))
        if not secrets.compare_digest(form["client_secret"].encode(), self._client[1].encode()):
            answer = self._token_error(401, "Unauthorized", "Invalid client secret")
            answer.headers["WWW-Authenticate"] = AUTHENTICATE
            return answer
        token = {"access_token": self._tokens.issue(), "token_type": "bearer"}
        rest = {
            "expires_in": self._settings.token_seconds,
            "scope": "service.emulator tenant.1",
            "jti": uuid.uuid4().hex,
        }
        return _json(200, {**token, **rest})

    def _token_error(self, status: int, error: str, message: str) -> Answer:
        stamp = self._ledger.clock.stamp()
        fields = {"timestamp": stamp, "status": status, "error": error, "message": message, "path": "/oauth/token"}
        return _json(status, {"code": status, **fields})

    def _send_file(self, handle: str, request: Request) -> Answer:
        if not self._tokens.accepts(_bearer(request)):
            return _unauthorized()
        try:
            with self._ledger.lock:
                return Answer(status=200, body=self._ledger.file(handle).content, content_type="application/pdf")
        except Refused as refused:
            return self._refuse(refused, None, request)

    def _dress(self, answer: Answer, request: Request, operation: Operation | None, request_id: str) -> Answer:
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
        return Answer(status=answer.status, body=body, headers=headers, content_type=answer.content_type)

    # -- failures to order ------------------------------------------------------------------------------------------

    def _fail(self, failure: Failure, request: Request, operation: Operation | None, wire: Wire) -> Answer:
        """A failure instead of the work."""
        kind = failure.kind
        if kind == "reset_before":
            wire.reset()
        if kind == "timeout_before":
            return self._hold(failure, wire)
        if kind in ("rate_limit", "concurrency"):
            wait = failure.retry_after
            answer = self._too_many(None if kind == "rate_limit" else 120 if wait is None else wait)
        elif kind == "expired_token":
            self._tokens.expire(_bearer(request))
            answer = _unauthorized()
        elif kind == "html":
            answer = Answer(status=503, body=HTML.format("Service Unavailable").encode(), content_type="text/html")
        else:
            category, message = REASONS.get(kind) or (Category((failure.code or 60) % 100), "Failure to order.")
            resource = failure.code // 100 if failure.code else None
            refused = Refused(category, failure.message or message, resource=resource)
            answer = self._refuse(refused, operation, request)
        return self._amend(failure, answer)

    def _amend(self, failure: Failure, answer: Answer) -> Answer:
        """What the order says itself takes precedence."""
        if failure.body is not None:
            answer.body, answer.content_type = _as_body(failure.body)
        headers = dict(answer.headers)
        if failure.retry_after is not None:
            headers["Retry-After"] = f"{failure.retry_after:g}"
        headers |= failure.headers
        return Answer(
            status=failure.status or answer.status, body=answer.body, headers=headers, content_type=answer.content_type
        )

    def _spoil(self, failure: Failure, answer: Answer, wire: Wire) -> Answer:
        """A failure after the work."""
        if failure.kind == "reset_after":
            wire.reset()
        if failure.kind == "timeout_after":
            return self._hold(failure, wire)
        if failure.kind == "slow" and not wire.hold(SLOW_SECONDS if failure.seconds is None else failure.seconds):
            wire.reset()
        wire.cut = failure.kind == "truncated"
        return answer

    def _hold(self, failure: Failure, wire: Wire) -> Answer:
        if not wire.hold(GATEWAY_SECONDS if failure.seconds is None else failure.seconds):
            wire.reset()
        return Answer(status=504, body=HTML.format("Gateway Timeout").encode(), content_type="text/html")

    # -- what came in -----------------------------------------------------------------------------------------------

    def _record(self, request: Request, operation: Operation | None, failure: Failure | None) -> RecordedRequest:
        headers = dict(request.headers.items())
        if "Authorization" in headers:
            headers["Authorization"] = f"{headers['Authorization'].partition(' ')[0]} {MASK}"
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
            failure=failure.kind if failure else None,
        )
        self.requests.append(record)
        return record

    def _control(self, request: Request) -> Answer:
        """What tests in other languages reach over HTTP."""
        action = (request.method, request.path.removeprefix("/_emulator/"))
        try:
            order = json.loads(request.get_data() or b"{}")
            if action == ("POST", "failures"):
                self.failures.order(order.pop("operation", None), **order)
                return _json(201, {"open": len(self.failures)})
            if action == ("GET", "failures"):
                return _json(200, {"open": len(self.failures)})
            if action == ("DELETE", "failures"):
                self.failures.clear()
                return _json(200, {"open": 0})
            if action == ("POST", "clock"):
                self._ledger.clock.advance(float(order["advance"]))
                return _json(200, {"now": self._ledger.clock.stamp()})
            if action == ("GET", "requests"):
                return _json(200, {"requests": [_shown(record) for record in self.requests]})
        except (TypeError, ValueError, KeyError, AttributeError) as wrong:
            return _json(400, {"message": f"{type(wrong).__name__}: {wrong}"})
        return _json(404, {"message": "There is POST, GET, DELETE failures, POST clock and GET requests."})


@dataclass
class _Slot:
    answer: Answer | None = None


def _as_rule(path: str) -> str:
    return path.replace("{", "<").replace("}", ">")


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
        raise Refused(Category.MALFORMED, "The request says it is gzipped, and is not.") from None


def _read_json(body: bytes) -> Any:
    try:
        return exact_json.read(body)
    except (ValueError, RecursionError) as wrong:
        raise Refused(Category.MALFORMED, f"The request is no JSON: {wrong}.") from None


def _json(status: int, fields: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status=status, body=exact_json.write(fields).encode(), headers=dict(headers or {}))


def _unauthorized() -> Answer:
    return _json(401, {"message": "Authentication error"}, {"WWW-Authenticate": AUTHENTICATE})


def _as_body(body: Any) -> tuple[bytes, str]:
    if isinstance(body, str):
        return body.encode(), "text/html" if body.lstrip().startswith("<") else "text/plain"
    if isinstance(body, bytes):
        return body, "application/octet-stream"
    return exact_json.write(body).encode(), "application/json"


def _reasons(refused: Refused, operation: Operation | None) -> Fields:
    known = RESOURCES.get(operation.name, UNKNOWN_RESOURCE) if operation else UNKNOWN_RESOURCE

    def code(category: Category) -> int:
        # These two are found out before the service knows what the request is about.
        early = category in (Category.NOT_FOUND, Category.UNSUPPORTED)
        return (refused.resource or (UNKNOWN_RESOURCE if early else known)) * 100 + category

    reasons = [{"code": code(category), "message": message} for category, message in refused.reasons[:MOST_REASONS]]
    return {"processId": secrets.token_hex(8).upper(), "reasons": reasons}


def _shown(record: RecordedRequest) -> Fields:
    return {**vars(record), "body": record.body.decode("utf-8", "replace")}
