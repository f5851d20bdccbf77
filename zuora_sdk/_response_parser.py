"""HTTP responses -> `ApiResponse`, or the `ApiException` for what they report."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any, TypeAlias, cast

from pydantic import BaseModel, ValidationError
from urllib3 import HTTPHeaderDict

from zuora_sdk import _serialization
from zuora_sdk._operation import Operation
from zuora_sdk._serialization import Issue, UnreadableBody
from zuora_sdk._transport import LIBRARY_ERRORS, HttpResponse
from zuora_sdk.api_response import ApiResponse
from zuora_sdk.exceptions import ApiException, NetworkException, failure, phrase, says_failure
from zuora_sdk.models.base import ZuoraModel

ResponseType: TypeAlias = "type[BaseModel] | type[bytes] | None"
"""What a body is returned as: a model, its bytes, or (None) plain data."""

_ERROR_FIELDS = frozenset({"message", "error", "errors", "faults"})
"""What a body of nothing else reports is a failure, even with a 200: gateways do that."""

_NOT_EXECUTED = frozenset({304, 307, 308, *range(400, 418), *range(421, 427), 428, 429, 431, 451}) - {409}
"""Statuses that prove that nothing was done (RFC 9110, section 15, and RFCs 4918, 6585, 7725, 8470). Others don't: 303
may come after the work, and 499 or 460 from a gateway that gave up waiting."""

codecs.lookup("utf-8-sig")  # loaded before the first request: once a response is here, nothing may fail


class ResponseParser:
    """Parses the responses of one operation. Creating it loads all that parsing needs, before the request leaves."""

    def __init__(self, operation: Operation[Any]) -> None:
        self._operation = operation
        self._type = _resolve(operation.returns)
        self._error_types = {status: _resolve(name) for status, name in operation.errors.items()}
        self._fields = _json_names(self._type)

    def parse(self, response: HttpResponse) -> ApiResponse[Any]:
        """The response with its data. Raises `ApiException` if it reports a failure, or can't be read."""
        try:
            return self._parse(response)
        except ApiException:
            raise
        except UnreadableBody as error:
            reason = str(error)
        except LIBRARY_ERRORS as error:  # the request was sent: no foreign exception may hide that
            reason = f"the response can't be read: {type(error).__name__}"
        raise NetworkException(
            response.status,
            reason,
            headers=_without_session(response.headers),
            body=response.body if isinstance(response.body, bytes) and not self._holds_token(response) else b"",
            maybe_executed=not self._operation.safe,
        )

    def _parse(self, response: HttpResponse) -> ApiResponse[Any]:
        headers = _without_session(response.headers)
        content, problem = _parse_json(response)
        if not 200 <= response.status < 300 or says_failure(content) or self._is_error(content):
            raise self._failure(response, headers, content)
        data, issues = self._data(response, content, problem)
        return ApiResponse(data, response.status, headers, response.body, issues)

    def _data(self, response: HttpResponse, content: Any, problem: str | None) -> tuple[Any, tuple[Issue, ...]]:
        if self._type is bytes and not response.broken:
            return response.body, ()
        if self._type is None and not response.body and not response.broken:
            return None, ()  # 204, for example
        if problem:
            raise UnreadableBody(problem)
        return _build(self._type, content)

    def _holds_token(self, response: HttpResponse) -> bool:
        return not self._operation.authenticated and 200 <= response.status < 300

    def _is_error(self, content: Any) -> bool:
        """Whether a body has no field of the model, but one that only errors have."""
        if not self._fields or not isinstance(content, dict) or not self._fields.isdisjoint(content):
            return False
        return any(content.get(name) for name in _ERROR_FIELDS)

    def _failure(self, response: HttpResponse, headers: Mapping[str, str], content: Any) -> ApiException:
        body = b"" if self._holds_token(response) else response.body
        reason = phrase(response.status)
        if response.status < 300:
            reason += ", but the body reports a failure"
        error = failure(response.status, reason, headers, body, content)
        error.maybe_executed = not self._operation.safe and self._may_have_executed(error)
        documented = self._error_types.get(response.status)
        if documented and isinstance(content, dict):
            error.data, _ = _build(documented, content)
        return error

    def _may_have_executed(self, error: ApiException) -> bool:
        status = error.effective_status
        if status is None:  # a failure inside a 200, of a kind that nobody documents
            return True
        if status == 409:  # not locked: a request with the same key is still in flight
            return error.category != 50 and self._operation.accepts_idempotency_key
        return status not in _NOT_EXECUTED


@lru_cache
def parser_of(operation: Operation[Any]) -> ResponseParser:
    """The parser of an operation, made once."""
    return ResponseParser(operation)


def _resolve(returns: str | ResponseType) -> ResponseType:
    if not isinstance(returns, str):
        return returns
    return bytes if returns == "bytes" else cast("type[BaseModel]", getattr(import_module("zuora_sdk.models"), returns))


def _json_names(model: ResponseType) -> frozenset[str]:
    if model is None or model is bytes:
        return frozenset()
    fields = cast("type[BaseModel]", model).model_fields
    return frozenset({*fields, *(info.alias for info in fields.values() if info.alias)})


def _without_session(headers: Mapping[str, str]) -> HTTPHeaderDict:
    """The headers, by name in any case. A session cookie is a credential, and nothing for responses to carry around."""
    found = headers if isinstance(headers, HTTPHeaderDict) else HTTPHeaderDict(headers)
    found.discard("Set-Cookie")
    return found


def _parse_json(response: HttpResponse) -> tuple[Any, str | None]:
    """The content of a body, and what is wrong with it."""
    try:
        return _serialization.parse_json(response.body), response.broken
    except UnreadableBody as error:
        return None, response.broken or str(error)


def _build(model: ResponseType, content: Any) -> tuple[Any, tuple[Issue, ...]]:
    if model is None:
        return content, ()
    kind = cast("type[BaseModel]", model)
    if issubclass(kind, ZuoraModel):
        return _serialization.build(kind, content)
    try:
        return kind.model_validate(content), ()
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise UnreadableBody(f"the response is no {kind.__name__}: {place}: {first['msg']}") from None
