"""From arguments to one HTTP request: everything checked, all findings at once, everything in its place."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from urllib3.filepost import encode_multipart_formdata

from zuora_sdk import _serialization, _validation
from zuora_sdk._operation import FileInput, Operation, Parameter, RequestOptions
from zuora_sdk._transport import HttpRequest
from zuora_sdk.configuration import Configuration, check_seconds
from zuora_sdk.environments import ZuoraEnvironment
from zuora_sdk.exceptions import ApiTypeError, ApiValueError
from zuora_sdk.models.base import ZuoraModel

_OPTIONS = frozenset(RequestOptions.__annotations__)

Arguments = Mapping[str, Sequence[tuple[Parameter, Any]]]
"""Parameters and what was given for them, by location."""


class Prepared(NamedTuple):
    """A request that is ready to go, but for its token."""

    request: HttpRequest
    made_key: bool
    """Whether the idempotency key is of our making, rather than the caller's."""


class RequestBuilder:
    """Builds requests, and remembers the headers that all of them have in common."""

    def __init__(self) -> None:
        self._standing: tuple[tuple[Any, ...], dict[str, str]] = ((), {})
        """What the headers that all requests share were made of, and these headers."""

    def build(
        self,
        operation: Operation[Any],
        values: Sequence[Any],
        options: Mapping[str, Any],
        settings: Configuration,
        default_headers: Mapping[str, str],
    ) -> Prepared:
        """Check the arguments and put them where they belong. Raises `ApiValueError` with all that is wrong."""
        if not _OPTIONS.issuperset(options):
            raise ApiTypeError(f"{operation.name}: got an unexpected argument {min(options.keys() - _OPTIONS)!r}")
        thorough = settings.client_side_validation
        findings: list[str] = []
        arguments: dict[str, list[tuple[Parameter, Any]]] = {}
        for parameter, value in zip(operation.parameters, values, strict=True):
            if value is not None:
                arguments.setdefault(parameter.location, []).append((parameter, value))
            elif parameter.required:
                findings.append(f"{parameter.name}: is required")
        body, content_type = _body(arguments, findings, thorough=thorough)
        target = _target(operation, arguments, findings, thorough=thorough)

        headers = self._standing_headers(settings, default_headers, findings)
        track_id = settings.zuora_track_id
        if track_id is not None and "Zuora-Track-Id" not in headers:
            _claim(
                headers, {"Zuora-Track-Id": track_id() if callable(track_id) else track_id}, "configuration", findings
            )
        if content_type is not None:
            headers["Content-Type"] = content_type
        if options:
            _claim(headers, _mapping("_headers", options), "_headers", findings)
            _claim(headers, {"Content-Type": options.get("_content_type")}, "_content_type", findings)
            _claim(headers, _credential(_mapping("_request_auth", options)), "_request_auth", findings)
        for parameter, value in arguments.get("header", ()):
            _claim(headers, {parameter.wire: _with_scheme(parameter, value)}, "argument", findings)
        if thorough:
            for parameter in operation.limited_headers:
                if parameter.wire in headers:
                    findings += _validation.check_argument(parameter, headers[parameter.wire])
        if operation.keyed and headers.get("Idempotency-Key") == "":
            findings.append("Idempotency-Key: is empty; give a key, or none to have one made")
        if findings:
            raise ApiValueError(*findings)

        if body is None:
            headers.pop("Content-Type", None)
        elif "Content-Encoding" in headers:
            body = _compress(headers["Content-Encoding"], body)
        if not operation.authenticated:
            headers.pop("Authorization", None)
        made_key = operation.keyed and "Idempotency-Key" not in headers
        if made_key:
            headers["Idempotency-Key"] = new_key()
        origin, prefix = _address(settings, options.get("_host_index"))
        timeout = options.get("_request_timeout")
        connect, read = (settings.connect_timeout, settings.read_timeout) if timeout is None else pair(timeout)
        request = HttpRequest(
            operation.method,
            origin,
            prefix + target,
            headers,
            body,
            connect,
            read,
            settings.deadline,
            operation.name,
            operation.path,
        )
        return Prepared(request, made_key)

    def _standing_headers(
        self, settings: Configuration, default_headers: Mapping[str, str], findings: list[str]
    ) -> dict[str, str]:
        """The configuration's headers and the default headers over them; merged anew when one of them has changed."""
        version, entities, orgs = settings.zuora_version, settings.zuora_entity_ids, settings.zuora_org_ids
        claims = (version, entities, orgs, *default_headers.items())
        known, headers = self._standing
        if claims != known:
            headers = {"Accept": "application/json"}
            found: list[str] = []
            own = {"Zuora-Version": version, "Zuora-Entity-Ids": entities, "Zuora-Org-Ids": orgs}
            _claim(headers, own, "configuration", found)
            _claim(headers, default_headers, "default_headers", found)
            findings += found
            if not found:
                self._standing = claims, headers
        return headers.copy()


def _claim(headers: dict[str, str], claims: Mapping[str, Any], source: str, findings: list[str]) -> None:
    """Let claims to headers beat what is there. Names are written in one way, so that no case can make two of one."""
    for name, value in claims.items():
        if value is not None:
            fault = _validation.check_header(name, value)
            if fault:
                findings.append(f"{source}: {name}: {fault}")
            else:
                headers[name.title()] = value


def _target(operation: Operation[Any], arguments: Arguments, findings: list[str], *, thorough: bool) -> str:
    """Path and query."""
    keys: dict[str, str] = {}
    for parameter, value in arguments.get("path", ()):
        findings += _check(parameter, value, thorough=thorough)
        keys[parameter.wire] = value if _validation.is_plain(value) else quote(value, safe="", errors="replace")
    query: list[tuple[str, Any]] = []
    for parameter, value in arguments.get("query", ()):
        findings += _check(parameter, value, thorough=thorough)
        query.append((parameter.wire, value))
    if findings:
        return ""  # a key may be missing, and nothing will be sent
    path = operation.path.format_map(keys)
    return f"{path}?{urlencode(query, quote_via=quote, safe=',', errors='replace')}" if query else path


def _check(parameter: Parameter, value: Any, *, thorough: bool) -> list[str]:
    if parameter.type is str:
        if not isinstance(value, str):
            raise ApiTypeError(f"{parameter.name}: must be text, not {type(value).__name__}")
        if fault := (_validation.check_secret if parameter.location == "form" else _validation.check_key)(value):
            return [f"{parameter.name}: {fault}"]
    return list(_validation.check_argument(parameter, value)) if thorough and parameter.is_limited else []


def _body(arguments: Arguments, findings: list[str], *, thorough: bool) -> tuple[bytes | None, str | None]:
    """The bytes to send, and their type."""
    for parameter, model in arguments.get("body", ()):
        if not isinstance(model, ZuoraModel) or type(model).__name__ != parameter.wire:
            raise _validation.wrong_model(parameter.name, parameter.wire, model)
        if thorough:
            findings += _validation.check_model(model, parameter.name)
        return _serialization.encode(model, parameter.name), "application/json"
    for parameter, file in arguments.get("file", ()):
        name, content = _file(parameter.name, file)
        if thorough:
            findings += _validation.check_pdf(parameter.name, content)
        return encode_multipart_formdata({parameter.wire: (name, content, "application/pdf")})
    form = arguments.get("form")
    if form:
        for parameter, value in form:
            findings += _check(parameter, value, thorough=thorough)
        fields = urlencode([(parameter.wire, value) for parameter, value in form], errors="replace")
        return fields.encode(), "application/x-www-form-urlencoded"
    return None, None


def _file(name: str, file: FileInput) -> tuple[str, bytes]:
    """The name and the bytes of what is to be uploaded. Nothing is read beyond what could be sent."""
    limit = _validation.PDF_LIMIT + 1
    try:
        if isinstance(file, (bytes, bytearray)):
            return "invoice.pdf", bytes(file)
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
    return os.path.basename(str(getattr(file, "name", ""))) or "invoice.pdf", content


def _address(settings: Configuration, host_index: int | None) -> tuple[str, str]:
    """Scheme and host, and the path in front of the API's, if there is one."""
    if host_index is None:
        return _split(settings.base_url)
    environments = list(ZuoraEnvironment)
    if not isinstance(host_index, int) or not 0 <= host_index < len(environments):
        raise ApiValueError(
            f"_host_index: {host_index!r} is not from 0 to {len(environments) - 1}; see ZuoraEnvironment"
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
        raise ApiValueError(f"timeout: {timeout!r} is neither a number of seconds nor (connect, read)")
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
    """An idempotency key that nobody else has: 128 random bits."""
    return os.urandom(16).hex()


def _compress(encoding: str, content: bytes) -> bytes:
    if encoding != "gzip":
        raise ApiValueError(f"content_encoding: {encoding!r} can't be written; use 'gzip'")
    import gzip  # rarely needed, and not free

    return gzip.compress(content, mtime=0)
