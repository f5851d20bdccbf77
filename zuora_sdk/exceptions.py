"""Everything that this package raises.

    OpenApiException
    ├── ApiTypeError (also TypeError)      an argument of the wrong type; nothing was sent
    ├── ApiValueError (also ValueError)    arguments that can't be sent; `problems` lists them all; nothing was sent
    └── ApiException                       a call failed
        ├── BadRequestException            400  rejected: wrong, missing or unknown fields, or a business rule
        ├── UnauthorizedException          401  the credentials aren't valid
        ├── ForbiddenException             403  the user lacks the permission
        ├── NotFoundException              404  no such invoice, item or job
        ├── ConflictException              409  locked by another request, or the same key is still in flight
        ├── RateLimitedException           429  too many requests
        ├── ServiceException               5xx  the service failed; it may have done the work
        ├── NetworkException               no usable response: not connected, timed out, cut off
        ├── WaitFailedException            what `wait_for` or `wait_for_pdf` waited for has failed
        └── WaitTimeoutException           ... isn't done by the deadline

A failure inside an HTTP 200 (`"success": false`) raises the class that fits its category.
Building a model from a wrong value raises pydantic's `ValidationError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from zuora_sdk._response_headers import ResponseHeaders


class OpenApiException(Exception):
    """The root of all exceptions of this package."""


class _InvalidArguments(OpenApiException):
    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything that is wrong, each with its path: `request.invoice_items[0].amount: is required`."""
        return self.args

    def __str__(self) -> str:
        if len(self.args) == 1:
            return str(self.args[0])
        return "\n  ".join([f"{len(self.args)} problems:", *self.args])


class ApiTypeError(_InvalidArguments, TypeError):
    """An argument has a type that can't be sent. Nothing was sent."""


class ApiValueError(_InvalidArguments, ValueError):
    """Arguments don't fit what the API accepts. Nothing was sent."""


class Category(NamedTuple):
    """What the last two digits of a Zuora error code stand for."""

    meaning: str
    status: int
    """The HTTP status that such a failure has from Zuora-Version 2024-05-20 on."""
    advice: str


_CORRECT = "Correct the request; the same one will be rejected again."
_LATER = "Try again later."
_CREDENTIALS = "Check the credentials, and that the host is the tenant's data centre: another one doesn't know them."

CATEGORIES: Mapping[int, Category] = {
    10: Category("no permission", 403, "Give the API user the permission, or use another user."),
    11: Category("authentication failed", 401, _CREDENTIALS),
    20: Category("wrong format or value", 400, _CORRECT),
    21: Category("unknown field", 400, _CORRECT),
    22: Category("missing field", 400, _CORRECT),
    23: Category("missing query parameter", 400, _CORRECT),
    27: Category("wrong query parameter", 400, _CORRECT),
    30: Category("against a business rule", 400, "Read the object's state; change it or the request."),
    40: Category("not found", 404, "Check the key, the entity and the tenant."),
    45: Category("not supported", 405, "Check the method, the path and the body."),
    50: Category("locked by another request", 409, _LATER),
    60: Category("internal error", 500, "Try again later; if it stays, give Zuora's support the request ID."),
    61: Category("temporary error", 500, _LATER),
    70: Category("limit exceeded", 429, "Slow down: fewer requests at once, or wait for the limit to reset."),
    90: Category("malformed JSON", 400, _CORRECT),
    99: Category("an external system failed", 500, "Try again later; check the tax engine or payment gateway."),
}
"""Error categories by number (Zuora's API guide, "Error handling")."""

_ADVICE_BY_STATUS: Mapping[int, str] = {
    401: _CREDENTIALS,
    403: CATEGORIES[10].advice,
    404: CATEGORIES[40].advice,
    407: "Give the proxy's user and password, in the proxy URL or in proxy_headers.",
    413: "Send less at once.",
    429: CATEGORIES[70].advice,
    502: "A gateway could not reach the service. Try again later.",
    503: "The service is not available. Try again later; Zuora's status page may say more.",
    504: "A gateway gave up waiting; the work may still be going on.",
}
"""What to do about a failure whose reasons name no category."""


class Reason(NamedTuple):
    """One cause of a failure, as the service names it."""

    code: str
    """Eight digits as a rule: six for the resource, two for the category. Empty where the service gave none."""
    message: str

    @property
    def category(self) -> int | None:
        """The code's last two digits, if they are one of `CATEGORIES`."""
        number = int(self.code[-2:]) if self.code[-2:].isdecimal() else None
        return number if number in CATEGORIES else None

    def __str__(self) -> str:
        meaning = f" [{self.category}: {CATEGORIES[self.category].meaning}]" if self.category is not None else ""
        return f"{self.code}: {self.message}{meaning}".removeprefix(": ")


class ApiException(ResponseHeaders, OpenApiException):
    """A call failed.

    It can be pickled, and holds no credential: neither the token nor the headers that were sent.
    """

    def __init__(
        self,
        status: int | None = None,
        reason: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        content: Any = None,
        maybe_executed: bool = False,
    ) -> None:
        super().__init__(status, reason)
        self.status = status
        """The HTTP status, or None if there was no response. 200 if only the body says that the call failed."""
        self.reason = reason
        """The status in words, or what went wrong on the way."""
        self.headers = headers or {}
        """The response headers, by name in any case."""
        self.body = body
        """The bytes of the response body, as far as they came."""
        self.data: Any = None
        """The body as the documented model of this status, if it is one."""
        self.reasons: tuple[Reason, ...] = tuple(_reasons(content))
        """The causes that the service names, in whichever of its formats."""
        self.process_id: str | None = _text(content, "processId")
        """Zuora's ID of the process that failed."""
        self.maybe_executed = maybe_executed
        """Whether the service may have done the work all the same. False is a proof that it has not."""
        self.fatal = False
        """Whether trying again can't help, as with a wrong certificate."""
        self.operation = ""
        """The method of the API class, such as `post_invoice`."""
        self.endpoint = ""
        """The HTTP method and the path as a template."""
        self.host = ""
        """The data centre that was called: `https://rest.zuora.com`."""
        self.attempts = 1
        """How often the request was sent, or tried to be."""
        self.errors: tuple[ApiException, ...] = ()
        """The failures of the attempts before this one, oldest first."""
        self.elapsed = 0.0
        """Seconds from the call to this exception, waits included."""
        self.idempotency_key: str | None = None
        """The key of the last attempt. Calling again with it within 24 hours can't do the work twice."""
        self.body_request_id = _text(content, "requestId")
        self.sent_track_id: str | None = None

    @property
    def request_id(self) -> str | None:
        """The ID that Zuora gave the request: what its support asks for."""
        return super().request_id or self.body_request_id

    @property
    def track_id(self) -> str | None:
        """The caller's own `zuora_track_id`, echoed or as it was sent."""
        return super().track_id or self.sent_track_id

    @property
    def retry_after(self) -> float | None:
        """Seconds that the server asks to wait: Retry-After, or the end of the window whose requests are used up."""
        asked = super().retry_after
        if asked is None and self.effective_status == 429 and not self.rate_limit.remaining:
            return self.rate_limit.reset
        return asked

    @property
    def category(self) -> int | None:
        """The category of the worst reason: first those after which work may have been done; see `CATEGORIES`."""
        return _worst_category(self.reasons)

    @property
    def effective_status(self) -> int | None:
        """The HTTP status, or that of the category if the failure came inside a 200 or the category is worse."""
        return _effective(self.status, self.category)

    @property
    def summary(self) -> str:
        """Status and reason, such as `503 Service Unavailable`."""
        return " ".join(str(part) for part in (self.status, self.reason) if part)

    def __str__(self) -> str:
        return "\n  ".join(self._lines())

    def _lines(self) -> Iterator[str]:
        endpoint = f" ({self.endpoint})" if self.endpoint else ""
        yield f"{self.operation or 'the call'} failed: {self.summary}{endpoint}"
        yield from map(str, self.reasons)
        if self.body and not self.reasons:
            yield f"body: {_excerpt(self.body)}"
        ids = {"request ID": self.request_id, "track ID": self.track_id, "process ID": self.process_id}
        if any(ids.values()):
            yield ", ".join(f"{name} {value}" for name, value in ids.items() if value)
        if self.errors:
            earlier = "; ".join(error.summary for error in self.errors)
            yield f"attempt {self.attempts}, after {self.elapsed:.1f} s; earlier: {earlier}"
        if self.maybe_executed:
            yield "The work MAY HAVE BEEN DONE" + (
                f"; to find out, call again with idempotency_key={self.idempotency_key!r} within 24 hours."
                if self.idempotency_key
                else "; read the object before you send the request again."
            )
        else:
            yield "The work was not done."
        if self.retry_after is not None:
            yield f"The service asks to wait {self.retry_after:g} s."
        if advice := self._advice():
            yield advice

    def _advice(self) -> str | None:
        known = CATEGORIES.get(self.category) if self.category is not None else None
        advice = known.advice if known else _ADVICE_BY_STATUS.get(self.status or 0)
        return f"{advice} The host is {self.host}." if advice is _CREDENTIALS and self.host else advice


class BadRequestException(ApiException):
    """400: the service rejects the request as it is: wrong, missing or unknown fields, or a business rule."""


class UnauthorizedException(ApiException):
    """401: the credentials are missing, wrong or expired; or the host belongs to another data centre."""


class ForbiddenException(ApiException):
    """403: the user has no permission for this."""


class NotFoundException(ApiException):
    """404: there is no such object in this tenant and entity."""


class ConflictException(ApiException):
    """409: another request locks the object (category 50), or one with the same idempotency key is still in flight."""


class RateLimitedException(ApiException):
    """429: too many requests in a time (`rate_limit`) or at once (`concurrency_limit`). The work was not done."""


class ServiceException(ApiException):
    """5xx: the service failed. Unless the call only reads, it may have done the work."""


class NetworkException(ApiException):
    """There is no usable response: no connection, a time-out, a connection lost, a body cut off or unreadable."""


class WaitFailedException(ApiException):
    """What was waited for has ended in failure. `data` is the job, or the list of what is known of each PDF."""


class WaitTimeoutException(ApiException):
    """What was waited for isn't done by the deadline, and goes on. `data` is what is known of it."""


_BY_STATUS: Mapping[int, type[ApiException]] = {
    400: BadRequestException,
    401: UnauthorizedException,
    403: ForbiddenException,
    404: NotFoundException,
    409: ConflictException,
    429: RateLimitedException,
}


def failure(status: int, reason: str, headers: Mapping[str, str], body: bytes, content: Any) -> ApiException:
    """The exception for a response that says the call failed: of the class that fits its status or category."""
    effective = _effective(status, _worst_category(_reasons(content))) or 0
    kind = _BY_STATUS.get(effective, ServiceException if effective >= 500 else ApiException)
    return kind(status, reason, headers=headers, body=body, content=content)


def _effective(status: int | None, category: int | None) -> int | None:
    """The worse of the two: an HTTP 409 that also names an internal error may have done work."""
    of_category = CATEGORIES[category].status if category is not None else None
    if status is None or status >= 500:
        return status
    if of_category is not None and (status < 300 or of_category >= 500):
        return of_category
    return status if status >= 300 else None


def _worst_category(reasons: Iterable[Reason]) -> int | None:
    categories = [reason.category for reason in reasons if reason.category is not None]
    return max(categories, key=_severity, default=None)


def _severity(category: int) -> int:
    """Work may have been done, then: retrying is useless, then: too many requests, then: locked."""
    status = CATEGORIES[category].status
    return 3 if status >= 500 else {429: 1, 409: 0}.get(status, 2)


def phrase(status: int) -> str:
    """The standard words for a status."""
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""


# The formats in which the service and the gateways before it report failures: (list of causes, code, message).
_CAUSES = ("reasons", "Errors", "errors")
_NAMES = (("code", "message"), ("Code", "Message"), ("FaultCode", "FaultMessage"), ("faultcode", "faultstring"))


def says_failure(content: Any) -> bool:
    """Whether a body says that the call failed, whatever its HTTP status."""
    if isinstance(content, list):  # actions return a list; the call failed if nothing in it succeeded
        return bool(content) and all(isinstance(entry, dict) and says_failure(entry) for entry in content)
    if not isinstance(content, dict):
        return False
    for flag in ("success", "Success"):
        if flag in content:
            return content[flag] is False or content[flag] == "false"
    return any(content.get(name) for name in (*_CAUSES, "FaultCode", "faultcode"))


def _reasons(content: Any) -> Iterator[Reason]:
    if isinstance(content, list):
        for entry in content:
            yield from _reasons(entry) if isinstance(entry, dict) else ()
    if not isinstance(content, dict):
        return
    causes: Iterable[Any] = next((content[name] for name in _CAUSES if isinstance(content.get(name), list)), ())
    found = [reason for cause in causes for reason in _reason(cause)]
    yield from found or _reason(content["error"] if isinstance(content.get("error"), dict) else content)


def _reason(cause: Any) -> Iterator[Reason]:
    if not isinstance(cause, dict):
        return
    for code, message in _NAMES:
        if _text(cause, code) is not None or _text(cause, message) is not None:
            yield Reason(_text(cause, code) or "", _text(cause, message) or "")
            return
    if _text(cause, "error") is not None:
        yield Reason("", _text(cause, "error_description") or _text(cause, "error") or "")


def _text(content: Any, name: str) -> str | None:
    value = content.get(name) if isinstance(content, dict) else None
    return None if value is None or isinstance(value, (dict, list)) else str(value)


def _excerpt(body: bytes, limit: int = 300) -> str:
    text = " ".join(body[: 4 * limit].decode("utf-8", "replace").split())
    return f"{text[:limit]}... ({len(body)} bytes)" if len(text) > limit else text
