"""The emulated API: from an HTTP request to its response."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.wrappers import Request

from zuora_sdk.emulator import _request_parser, _responses
from zuora_sdk.emulator._content import compressed, read_json
from zuora_sdk.emulator._contract import Operation
from zuora_sdk.emulator._documents import Fields, File
from zuora_sdk.emulator._endpoints import Binary, respond
from zuora_sdk.emulator._exchange import Exchange
from zuora_sdk.emulator._fault_effects import CONCURRENCY_SECONDS, Connection, FaultEffects
from zuora_sdk.emulator._faults import Fault, FaultTarget
from zuora_sdk.emulator._idempotency import KeysInFlight
from zuora_sdk.emulator._limits import ConcurrencyLimit, RateLimit
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._responses import Response
from zuora_sdk.emulator._routes import routes
from zuora_sdk.emulator._tenant import Tenant
from zuora_sdk.emulator._tokens import TokenEndpoint, Tokens
from zuora_sdk.emulator._versions import Version


class Api:
    """The API of one tenant.

    Args:
        tenant: Its operations and its state.
        access_token: A token that never expires.
        client: ID and secret for the token endpoint.
    """

    def __init__(self, tenant: Tenant, *, access_token: str, client: tuple[str, str]) -> None:
        contract, ledger = tenant.contract, tenant.ledger
        self._faults = tenant.faults
        self._log = tenant.log
        self._contract = contract
        self._ledger = ledger
        self._routes = routes(contract)
        self._tokens = Tokens(ledger, access_token)
        self._token_endpoint = TokenEndpoint(contract, ledger, self._tokens, client)
        self._rate_limit = RateLimit(ledger.clock, lambda: ledger.settings.rate_limits)
        self._token_rate_limit = RateLimit(ledger.clock, lambda: ledger.settings.token_rate_limits)
        self._concurrency_limit = ConcurrencyLimit(lambda: ledger.settings.concurrency_limit)
        self._keys = KeysInFlight()
        self._effects = FaultEffects(
            rate_headers=lambda: self._rate_limit.headers(exhausted=True), expire=self._tokens.expire
        )

    def respond(self, request: Request, connection: Connection) -> Response:
        """What to send back; exceptions of `connection` when a fault breaks it."""
        exchange, unrouted = self._route(request)
        exchange.fault = self._take_fault(exchange)
        authenticated = self._tokens.accept(exchange.bearer)
        record = self._log.begin(exchange, authenticated=authenticated, now=self._ledger.stamp())
        response: Response | None = None
        try:
            with self._concurrency_limit.admit() as in_concurrency, exchange.in_flight:
                limited = self._check_limits(exchange, in_concurrency)
                if exchange.fault and exchange.fault.replaces:
                    response = self._effects.instead(exchange.fault, exchange, connection)
                else:
                    response = limited or unrouted or self._execute(exchange, authenticated)
                if exchange.fault and exchange.fault.executed:
                    response = self._effects.after(exchange.fault, response, connection)
                response = sent = self._with_headers(exchange, response)
        except BaseException:
            response = None
            raise
        finally:
            self._log.end(record, response)
        return compressed(sent, request)

    # -- before it is executed --------------------------------------------------------------------------------------

    def _route(self, request: Request) -> tuple[Exchange, Response | None]:
        """The request with its operation, or with the response to a URL that is not one of the API."""
        version = Version.parse(request.headers.get("Zuora-Version") or self._ledger.settings.default_version)
        exchange = Exchange(request=request, version=version)
        try:
            name, exchange.arguments = self._routes.match(request.path, request.method)
        except MethodNotAllowed as error:
            message = f"Request method '{request.method}' is not supported here."
            response = exchange.reject(Rejection(Category.UNSUPPORTED, message))
            response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
            return exchange, response
        except NotFound:
            return exchange, self._not_an_operation(exchange)
        exchange.operation = self._contract.operations[name]
        return exchange, None

    def _not_an_operation(self, exchange: Exchange) -> Response:
        path = exchange.request.path
        handle = path.removeprefix("/v1/files/")
        if handle != path and exchange.request.method == "GET":
            return self._send_file(exchange, handle)
        if not path.startswith("/v1/"):
            return _responses.of_json(404, {"message": "no Route matched with those values"})
        message = f"The endpoint {path} does not exist. Please check the URL."
        return exchange.reject(Rejection(Category.NOT_FOUND, message))

    def _send_file(self, exchange: Exchange, handle: str) -> Response:
        if not self._tokens.accept(exchange.bearer):
            return _responses.unauthorized()
        try:
            with self._ledger.transaction() as transaction:
                content = transaction.require(File, handle).content
        except Rejection as rejection:
            return exchange.reject(rejection)
        return Response(status=200, body=content, content_type="application/pdf")

    def _take_fault(self, exchange: Exchange) -> Fault | None:
        if exchange.operation is None:
            return None

        def body() -> Any:
            try:
                return read_json(exchange.request)
            except Rejection:
                return None

        return self._faults.take(
            FaultTarget(operation=exchange.operation.name, arguments=exchange.arguments, body=body)
        )

    def _check_limits(self, exchange: Exchange, in_concurrency: bool) -> Response | None:
        """429 if one of the limits is exceeded; None if the request may go on."""
        asks_token = exchange.operation is not None and not exchange.operation.needs_token
        limit = self._token_rate_limit if asks_token else self._rate_limit
        if not limit.admit():
            return _responses.too_often(limit.headers(exhausted=True))
        return None if in_concurrency else _responses.too_concurrent(CONCURRENCY_SECONDS)

    # -- executing it -----------------------------------------------------------------------------------------------

    def _execute(self, exchange: Exchange, authenticated: bool) -> Response:
        """The response of the operation, which is executed once for each idempotency key."""
        operation, key = exchange.operation, exchange.idempotency_key
        assert operation is not None
        if not operation.needs_token:
            return self._token_endpoint.respond(exchange)
        if not authenticated:
            return _responses.unauthorized()
        try:
            if key:
                exchange.in_flight.enter_context(self._keys.claim(key))
        except Rejection as rejection:
            return exchange.reject(rejection)
        return self._execute_once(exchange, operation, key)

    def _execute_once(self, exchange: Exchange, operation: Operation, key: str | None) -> Response:
        """What is done, and the response under its key, are kept together or not at all."""
        request = exchange.request
        target = (request.headers.get("Zuora-Entity-Ids", ""), request.method, request.full_path)
        with self._ledger.transaction(orgs=exchange.listed("Zuora-Org-Ids") or None) as transaction:
            try:
                if key and (replayed := transaction.recall(key, target)):
                    return replayed
            except Rejection as rejection:
                return exchange.reject(rejection)
            try:
                call = _request_parser.parse(exchange, operation, self._contract, transaction.settings)
                with transaction.savepoint() as work:
                    response = self._render(operation, respond(work, operation.name, call), call.version)
            except Rejection as rejection:
                response = exchange.reject(rejection)
            response.headers["Zuora-Request-Id"] = exchange.request_id
            if key:
                transaction.remember(key, target, response)
        return response

    def _render(self, operation: Operation, content: Fields | Binary, version: Version) -> Response:
        if isinstance(content, Binary):
            return Response(status=200, body=content.content, content_type=content.media_type)
        assert operation.response is not None
        return _responses.of_json(200, self._contract.shape(operation.response, {**content, "success": True}, version))

    # -- after it was executed --------------------------------------------------------------------------------------

    def _with_headers(self, exchange: Exchange, response: Response) -> Response:
        """The response with the headers that each has."""
        asks_token = exchange.operation is not None and not exchange.operation.needs_token
        headers: Mapping[str, str] = {"Zuora-Request-Id": exchange.request_id}
        if asks_token:
            headers = {**headers, **self._token_rate_limit.headers()}
        else:
            headers = {**headers, **self._rate_limit.headers()}
            if exchange.operation is None or response.status != 401:
                headers = {**headers, **self._concurrency_limit.headers()}
        if _is_track_id(track_id := exchange.request.headers.get("Zuora-Track-Id", "")):
            headers = {**headers, "Zuora-Track-Id": track_id}
        return replace(response, headers={**headers, **response.headers})


def _is_track_id(text: str) -> bool:
    return 0 < len(text) <= 64 and text.isascii() and text.isprintable() and not set(text) & set(":;\"'")
