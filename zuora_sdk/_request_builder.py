"""Arguments -> one HTTP request. All of them are checked, and all problems are reported at once."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from urllib3.filepost import encode_multipart_formdata

from zuora_sdk import _serialization, _validation
from zuora_sdk._operation import FileInput, Operation, Parameter, RequestOptions
from zuora_sdk._secret import Secret
from zuora_sdk._transport import HttpRequest
from zuora_sdk.configuration import Configuration, check_seconds
from zuora_sdk.environments import ZuoraEnvironment
from zuora_sdk.exceptions import ApiTypeError, ApiValueError
from zuora_sdk.models.base import ZuoraModel

_OPTIONS = frozenset(RequestOptions.__annotations__)

Arguments = Mapping[str, Sequence[tuple[Parameter, Any]]]
"""Parameters and their values, by location."""


class Body(NamedTuple):
    """The bytes to send, and their type."""

    content: bytes | None = None
    content_type: str | None = None


class Prepared(NamedTuple):
    """A request that is ready but for its token."""

    request: HttpRequest
    generated_key: str | None
    """The idempotency key, if the client made it rather than the caller."""


class RequestBuilder:
    """Builds requests, and caches the headers that all of them have in common."""

    def __init__(self) -> None:
        self._cached: tuple[tuple[Any, ...], dict[str, str]] = ((), {})
        """The settings that the common headers were made of, and these headers."""

    def build(
        self,
        operation: Operation[Any],
        values: Sequence[Any],
        options: Mapping[str, Any],
        *,
        settings: Configuration,
        default_headers: Mapping[str, str],
    ) -> Prepared:
        """The request for a call. Raises `ApiValueError` with all that is wrong with its arguments."""
        draft = _Draft(operation, settings, options)
        arguments = draft.collect(values)
        body = draft.body(arguments)
        target = draft.target(arguments)
        headers = draft.headers(
            self._common_headers(operation, settings, default_headers, draft.problems), body.content_type
        )
        draft.add_header_arguments(headers, arguments)
        return draft.finalize(target, headers, body)

    def build_raw(
        self,
        operation: Operation[Any],
        values: Sequence[Any],
        options: Mapping[str, Any],
        *,
        body: Body,
        settings: Configuration,
        default_headers: Mapping[str, str],
    ) -> Prepared:
        """The request for an endpoint without a method: `operation.path` is the whole target, encoded."""
        draft = _Draft(operation, settings, options)
        arguments = draft.collect(values)
        headers = draft.headers(
            self._common_headers(operation, settings, default_headers, draft.problems), body.content_type
        )
        draft.add_header_arguments(headers, arguments)
        return draft.finalize(operation.path, headers, body)

    def _common_headers(
        self,
        operation: Operation[Any],
        settings: Configuration,
        default_headers: Mapping[str, str],
        problems: list[str],
    ) -> dict[str, str]:
        """The headers of the configuration, and over them the default headers; merged again when one has changed."""
        version, entities, orgs = settings.zuora_version, settings.zuora_entity_ids, settings.zuora_org_ids
        if operation.version:
            version = _later_version(operation.version, version)
        source = (operation.accept, version, entities, orgs, *default_headers.items())
        cached_source, headers = self._cached
        if source != cached_source:
            headers = {"Accept": operation.accept}
            configured = {"Zuora-Version": version, "Zuora-Entity-Ids": entities, "Zuora-Org-Ids": orgs}
            found = [
                *_set_headers(headers, configured, "configuration"),
                *_validation.check_default_headers(default_headers),
                *_set_headers(headers, default_headers, "default_headers"),
            ]
            problems += found
            if not found:
                self._cached = source, headers
        return headers.copy()


def _later_version(needed: str, configured: str | None) -> str:
    """The version that an operation came with, unless a later date is configured. Numbered versions are older."""
    is_later = configured is not None and len(configured) == len(needed) and configured > needed
    return configured if configured is not None and is_later else needed


class _Draft:
    """One request being built, and what is wrong with it so far."""

    def __init__(self, operation: Operation[Any], settings: Configuration, options: Mapping[str, Any]) -> None:
        if not _OPTIONS.issuperset(options):
            raise ApiTypeError(f"{operation.name}: got an unexpected argument {min(options.keys() - _OPTIONS)!r}")
        self.problems: list[str] = []
        self._operation = operation
        self._settings = settings
        self._options = options
        self._validate = settings.client_side_validation

    def collect(self, values: Sequence[Any]) -> Arguments:
        """The arguments that were given, by location."""
        arguments: dict[str, list[tuple[Parameter, Any]]] = {}
        for parameter, value in zip(self._operation.parameters, values, strict=True):
            if value is not None:
                arguments.setdefault(parameter.location, []).append((parameter, value))
            elif parameter.required:
                self.problems.append(f"{parameter.name}: is required")
        return arguments

    def body(self, arguments: Arguments) -> Body:
        """The body: a model as JSON, a file, or a form."""
        for parameter, model in arguments.get("body", ()):
            if parameter.wire == "dict" and isinstance(model, Mapping):
                return Body(_serialization.encode(model, parameter.name), "application/json")
            if not isinstance(model, ZuoraModel) or type(model).__name__ != parameter.wire:
                raise _validation.wrong_model(parameter.name, parameter.wire, model)
            if self._validate:
                self.problems += _validation.check_model(model, parameter.name)
            return Body(_serialization.encode(model, parameter.name), "application/json")
        for parameter, file in arguments.get("file", ()):
            name, content = read_file(parameter.name, file, default_name="invoice.pdf", limit=_validation.PDF_LIMIT + 1)
            if self._validate:
                self.problems += _validation.check_pdf(parameter.name, content)
            return Body(*encode_multipart_formdata({parameter.wire: (name, content, "application/pdf")}))
        form = arguments.get("form")
        if not form:
            return Body()
        for parameter, value in form:
            self._check(parameter, value)
        fields = urlencode([(parameter.wire, value) for parameter, value in form], errors="replace")
        return Body(fields.encode(), "application/x-www-form-urlencoded")

    def target(self, arguments: Arguments) -> str:
        """Path and query, encoded."""
        keys: dict[str, str] = {}
        for parameter, value in arguments.get("path", ()):
            self._check(parameter, value)
            keys[parameter.wire] = value if _validation.is_plain(value) else quote(value, safe="", errors="replace")
        query = arguments.get("query", ())
        for parameter, value in query:
            self._check(parameter, value)
        if self.problems:
            return ""  # a key may be missing, and nothing will be sent
        path = self._operation.path.format_map(keys)
        pairs = [(it.wire, str(value).lower() if it.type is bool else value) for it, value in query]
        return f"{path}?{urlencode(pairs, quote_via=quote, safe=',', errors='replace')}" if pairs else path

    def _check(self, parameter: Parameter, value: Any) -> None:
        if parameter.type is str:
            if not isinstance(value, str):
                raise ApiTypeError(f"{parameter.name}: must be text, not {type(value).__name__}")
            if problem := _TEXT_CHECKS[parameter.location](value):
                self.problems.append(f"{parameter.name}: {problem}")
                return
        elif parameter.type is bool and not isinstance(value, bool):
            raise ApiTypeError(f"{parameter.name}: must be True or False, not {value!r}")
        if self._validate and parameter.is_limited:
            self.problems += _validation.check_argument(parameter, value)

    def headers(self, common: dict[str, str], content_type: str | None) -> dict[str, str]:
        """The headers: what comes later here beats what came before."""
        headers = common
        track_id = self._settings.zuora_track_id
        if track_id is not None and "Zuora-Track-Id" not in headers:
            value = track_id() if callable(track_id) else track_id
            self.set_headers(headers, {"Zuora-Track-Id": value}, "configuration")
        if content_type is not None:
            headers["Content-Type"] = content_type
        if self._options:
            self.set_headers(headers, _mapping("_headers", self._options), "_headers")
            self.set_headers(headers, {"Content-Type": self._options.get("_content_type")}, "_content_type")
            self.set_headers(headers, _credential(_mapping("_request_auth", self._options)), "_request_auth")
        return headers

    def add_header_arguments(self, headers: dict[str, str], arguments: Arguments) -> None:
        """Set the headers that are arguments of the call, and check those that have limits."""
        for parameter, value in arguments.get("header", ()):
            self.set_headers(headers, {parameter.wire: _with_scheme(parameter, value)}, "argument")
        if self._validate:
            for parameter in self._operation.limited_headers:
                if parameter.wire in headers:
                    self.problems += _validation.check_argument(parameter, headers[parameter.wire])

    def set_headers(self, headers: dict[str, str], values: Mapping[str, Any], source: str) -> None:
        """Set headers, replacing those of the same names."""
        self.problems += _set_headers(headers, values, source)

    def finalize(self, target: str, headers: dict[str, str], body: Body) -> Prepared:
        """The request, with a key. Raises `ApiValueError` if there have been problems."""
        operation, settings = self._operation, self._settings
        if operation.accepts_idempotency_key and headers.get("Idempotency-Key") == "":
            self.problems.append("Idempotency-Key: is empty; give a key, or leave it out to have one generated")
        if self.problems:
            raise ApiValueError(*self.problems)
        content = body.content
        if content is None:
            headers.pop("Content-Type", None)
        elif "Content-Encoding" in headers:
            content = _compress(headers["Content-Encoding"], content)
        if not operation.authenticated:
            headers.pop("Authorization", None)
        generated_key = None
        if operation.accepts_idempotency_key and "Idempotency-Key" not in headers:
            generated_key = headers["Idempotency-Key"] = new_key()
        origin, prefix = _address(settings, self._options.get("_host_index"))
        timeout = self._options.get("_request_timeout")
        connect, read = (settings.connect_timeout, settings.read_timeout) if timeout is None else pair(timeout)
        request = HttpRequest(
            method=operation.method,
            host=origin,
            target=prefix + target,
            headers=headers,
            body=content,
            connect_timeout=connect,
            read_timeout=read,
            total_timeout=settings.deadline,
            operation=operation.name,
            url_template=operation.template or operation.path,
        )
        return Prepared(request, generated_key)


_TEXT_CHECKS = {
    "path": _validation.check_key,
    "query": _validation.check_query_text,
    "form": _validation.check_secret,
}


def _set_headers(headers: dict[str, str], values: Mapping[str, Any], source: str) -> list[str]:
    """Set headers, and return what is wrong with them. Names get one spelling, so that two can't mean one header."""
    problems = []
    for name, value in values.items():
        if value is not None:
            if problem := _validation.check_header(name, value):
                problems.append(f"{source}: {name}: {problem}")
            else:
                secret = source == "_request_auth" or _validation.is_secret_header(name)
                headers[name.title()] = Secret(value) if secret else value
    return problems


def read_file(name: str, file: FileInput, *, default_name: str, limit: int = -1) -> tuple[str, bytes]:
    """The file name and the bytes of what is to be uploaded. Nothing is read beyond `limit` bytes."""
    try:
        if isinstance(file, (bytes, bytearray)):
            return default_name, bytes(file)
        if isinstance(file, tuple):
            given_name, content = file
            return os.fspath(given_name), bytes(memoryview(content))  # bytes(3) would be three zeros
        if isinstance(file, (str, os.PathLike)):
            with open(file, "rb") as opened:
                return os.path.basename(os.fspath(file)), opened.read(limit)
        content = file.read(limit)
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ApiValueError(f"{name}: {error}; give bytes, a path, an open binary file or (name, bytes)") from error
    if not isinstance(content, bytes):
        raise ApiValueError(f"{name}: the file is opened as text; open it with mode 'rb'")
    return os.path.basename(str(getattr(file, "name", ""))) or default_name, content


def _address(settings: Configuration, host_index: int | None) -> tuple[str, str]:
    """Scheme and host, and the path in front of the API's, if there is one."""
    if host_index is None:
        return _split(settings.base_url)
    environments = list(ZuoraEnvironment)
    if not isinstance(host_index, int) or not 0 <= host_index < len(environments):
        raise ApiValueError(
            f"_host_index: must be from 0 to {len(environments) - 1}, got {host_index!r}; see ZuoraEnvironment"
        )
    return environments[host_index].value, ""


@lru_cache
def _split(host: str) -> tuple[str, str]:
    end = host.find("/", len("https://"))
    return (host, "") if end < 0 else (host[:end], host[end:])


def pair(timeout: float | tuple[float, float]) -> tuple[float, float]:
    """A time-out as (connect, read)."""
    both = timeout if isinstance(timeout, tuple) else (timeout, timeout)
    if len(both) != 2:
        raise ApiValueError(f"timeout: must be a number of seconds or (connect, read), got {timeout!r}")
    return check_seconds("timeout", both[0]), check_seconds("timeout", both[1])


def _mapping(name: str, options: Mapping[str, Any]) -> Mapping[str, Any]:
    value = options.get(name) or {}
    if not isinstance(value, Mapping):
        raise ApiTypeError(f"{name}: must be a dict, not {type(value).__name__}")
    return value


def _credential(auth: Mapping[str, str]) -> Mapping[str, str]:
    if not auth:
        return {}
    if auth.get("in") != "header" or not auth.get("key") or not auth.get("value"):
        raise ApiValueError('_request_auth: must be {"in": "header", "key": <name>, "value": <credential>}')
    return {auth["key"]: auth["value"]}


def _with_scheme(parameter: Parameter, value: Any) -> Any:
    """A bare token given as `authorization=` gets the scheme in front that its header needs."""
    bare = parameter.wire == "Authorization" and isinstance(value, str) and " " not in value
    return f"Bearer {value}" if bare else value


def new_key() -> str:
    """A unique idempotency key: 128 random bits."""
    return os.urandom(16).hex()


def _compress(encoding: str, content: bytes) -> bytes:
    if encoding != "gzip":
        raise ApiValueError(f"content_encoding: must be 'gzip', got {encoding!r}")
    import gzip  # rarely needed, and not free

    return gzip.compress(content, mtime=0)
