"""From a routed HTTP request to a call that the contract allows."""

from __future__ import annotations

from typing import Any

from zuora_sdk.emulator import _responses
from zuora_sdk.emulator._content import read_json
from zuora_sdk.emulator._contract import Contract, Operation
from zuora_sdk.emulator._endpoints import Call
from zuora_sdk.emulator._exchange import Exchange
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._settings import Settings
from zuora_sdk.emulator._versions import Version

# The resource of codes that tell of the caller, not of the request.
AUTHENTICATION = 900000


def parse(exchange: Exchange, operation: Operation, contract: Contract, settings: Settings) -> Call:
    """The checked call; Rejection, naming everything that doesn't fit."""
    _check_headers(exchange, operation, contract)
    version = _checked_version(exchange, operation)
    _check_tenancy(exchange, settings)
    body, upload = _read_body(exchange, operation, contract, version)
    return Call(
        path=exchange.request.path,
        arguments=exchange.arguments,
        query=exchange.request.args,
        body=body,
        upload=upload,
        version=version,
        root="" if settings.relative_next_page else exchange.request.root_url.rstrip("/"),
        failed=lambda rejection: _responses.failed(rejection, operation.name),
        entry_fault=exchange.entry_fault,
    )


def _check_headers(exchange: Exchange, operation: Operation, contract: Contract) -> None:
    request = exchange.request
    if operation.method == "PUT" and "Idempotency-Key" in request.headers:
        raise Rejection(Category.INVALID, "Request method 'PUT' not supported with Idempotency-Key header")
    for parameter in operation.parameters:
        name = parameter["name"]
        if parameter["in"] == "header" and name in request.headers:
            try:
                contract.fit(parameter["schema"], request.headers[name])
            except Rejection as rejection:
                raise Rejection(Category.INVALID, f"{name}: {rejection}") from None
        if parameter["in"] == "query" and parameter.get("required") and not request.args.get(name):
            raise Rejection(Category.MISSING_PARAMETER, f"The query parameter {name} is required.")


def _checked_version(exchange: Exchange, operation: Operation) -> Version:
    if exchange.version is None:
        raise Rejection(Category.INVALID, f"There is no Zuora-Version {exchange.request.headers['Zuora-Version']}.")
    if not exchange.version.has(operation.declaration):
        message = f"{operation.name} is not there in Zuora-Version {exchange.version}."
        raise Rejection(Category.UNSUPPORTED, message)
    return exchange.version


def _check_tenancy(exchange: Exchange, settings: Settings) -> None:
    for header, allowed, category in (
        ("Zuora-Entity-Ids", settings.entities, Category.INVALID),
        ("Zuora-Org-Ids", settings.orgs, Category.PERMISSION),
    ):
        named = set(exchange.listed(header))
        if allowed is not None and not named <= set(allowed):
            message = f"{header}: the user has no access to {', '.join(sorted(named))}."
            raise Rejection(category, message, resource=AUTHENTICATION)


def _read_body(
    exchange: Exchange, operation: Operation, contract: Contract, version: Version
) -> tuple[Any, tuple[str, bytes] | None]:
    """The JSON data, and the name and content of an uploaded file."""
    request = exchange.request
    if operation.media_type is None:
        return None, None
    if request.mimetype != operation.media_type:
        message = f"Content type '{request.mimetype}' not supported; send {operation.media_type}."
        raise Rejection(Category.UNSUPPORTED, message, status=415)
    if operation.media_type == "application/json":
        return contract.fit(operation.body or {}, read_json(request), version), None
    file = request.files.get("file")
    return None, (file.filename or "", file.read()) if file else None
