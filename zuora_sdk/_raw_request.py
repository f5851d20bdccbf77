"""Requests to any endpoint of Zuora: what `ApiClient.request` is given -> an operation, and a body."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, TypeAlias
from urllib.parse import quote, unquote, urlencode

from pydantic import BaseModel
from urllib3.filepost import encode_multipart_formdata

from zuora_sdk import _serialization, _validation
from zuora_sdk._operation import FileInput, Operation, Parameter, RequestOptions
from zuora_sdk._request_builder import Body, read_file
from zuora_sdk._response_parser import ResponseType
from zuora_sdk.exceptions import ApiTypeError, ApiValueError

Path: TypeAlias = "str | Sequence[str | int]"
"""`"/v1/catalog/products"`, or segments, which are quoted: `["v1", "accounts", account_number]`."""

Query: TypeAlias = "Mapping[str, Any]"
"""Text, numbers, booleans, dates and lists of them; None leaves a parameter out."""


class RawRequestOptions(RequestOptions, total=False):
    """What `ApiClient.request` may be given besides method and path."""

    query: Query | None
    """Query parameters."""
    json: Any
    """The body: a model, or dicts and lists with `Decimal`, dates and so on."""
    files: Mapping[str, FileInput] | None
    """Files to upload as multipart/form-data, by field name, in place of `json`."""
    idempotency_key: str | Literal[False] | None
    """The key of a POST or PATCH; None has one generated. False sends none, for an endpoint that supports none: it is
    then retried only if it certainly didn't run."""


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")

_KEYED_METHODS = ("POST", "PATCH")
"""The methods for which Zuora supports idempotency keys."""

_WITHOUT_KEYS = "/objects/"
"""Custom objects don't support them."""

_KEY = Parameter("idempotency_key", "Idempotency-Key", "header", max_length=255)

_LITERAL_SEGMENT = re.compile(r"v\d+|[a-z]+(-[a-z]+)*")


def operation(method: str, path: Path, response_type: ResponseType, options: RawRequestOptions) -> Operation[Any]:
    """The endpoint, as data: its path is the whole target, encoded."""
    if method not in _METHODS:
        raise ApiValueError(f"method: must be one of {', '.join(_METHODS)}, got {method!r}")
    _check_response_type(response_type)
    target = _path(path)
    template = "/".join(
        segment if _LITERAL_SEGMENT.fullmatch(segment) else "{}" if segment else "" for segment in target.split("/")
    )
    supports_keys = method in _KEYED_METHODS and not target.startswith(_WITHOUT_KEYS)
    with_key = supports_keys and options.get("idempotency_key") is not False
    if options.get("idempotency_key") and not with_key:
        raise ApiValueError(f"idempotency_key: Zuora supports none for {method} {template}")
    return Operation(
        name="request",
        method=method,
        path=target + _query(options.get("query")),
        template=template,
        parameters=(_KEY,) if with_key else (),
        returns=response_type,
        errors={},
    )


def body(options: RawRequestOptions) -> Body:
    """What is sent: JSON, files, or nothing."""
    json, files = options.get("json"), options.get("files")
    if json is not None and files:
        raise ApiValueError("json, files: exclude each other; give one of them")
    if files:
        parts = {}
        for field, file in files.items():
            name, content = read_file(f"files[{field!r}]", file, default_name="file")
            content_type = "application/pdf" if content.startswith(b"%PDF-") else "application/octet-stream"
            parts[field] = (name, content, content_type)
        return Body(*encode_multipart_formdata(parts))
    return Body() if json is None else Body(_serialization.encode(json, "json"), "application/json")


def _check_response_type(model: Any) -> None:
    if model is None or model is bytes:
        return
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        raise ApiTypeError(f"response_type: must be a pydantic model, bytes or None, not {model!r}")
    if not model.__pydantic_complete__ and not model.model_rebuild(raise_errors=False):
        raise ApiTypeError(f"response_type: {model.__name__} names a type that pydantic can't find; see model_rebuild")


def _path(path: Path) -> str:
    if isinstance(path, str):
        if problem := _path_problem(path):
            raise ApiValueError(f"path: {path!r} {problem}")
        return path
    problems = []
    segments = []
    for index, segment in enumerate(path):
        if isinstance(segment, bool) or not isinstance(segment, (str, int)):
            raise ApiTypeError(f"path[{index}]: must be text or an integer, not {type(segment).__name__}")
        if problem := _validation.check_key(str(segment)):
            problems.append(f"path[{index}]: {problem}")
        segments.append(quote(str(segment), safe="", errors="replace"))
    if problems or not segments:
        raise ApiValueError(*problems or ["path: is empty"])
    return "/" + "/".join(segments)


def _path_problem(path: str) -> str:
    """What is wrong with a path given as text: one that could leave the host, or mean another endpoint."""
    if not path.startswith("/") or path.startswith("//"):
        return "must begin with one /; the host is that of the client"
    if not (path.isascii() and path.isprintable()) or {*" ?#\\"} & {*path}:
        return "must be an encoded path without a query; give it as a list of segments, and query="
    if any(
        unquote(segment) in (".", "..") or re.search("%(2f|5c)", segment, re.IGNORECASE) for segment in path.split("/")
    ):
        return "must not contain '.', '..' or encoded slashes as segments"
    return ""


def _query(query: Query | None) -> str:
    pairs = []
    for name, value in (query or {}).items():
        for entry in value if isinstance(value, (list, tuple)) else (value,):
            if entry is not None:
                pairs.append((name, _query_text(name, entry)))
    return f"?{urlencode(pairs, quote_via=quote, safe=',', errors='replace')}" if pairs else ""


def _query_text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (str, int, Decimal, dt.date)):
        return str(value)
    raise ApiTypeError(f"query[{name!r}]: must be text, a number, a boolean or a date, not {type(value).__name__}")
