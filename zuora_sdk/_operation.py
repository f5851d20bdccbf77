"""What an endpoint is, as data. The generated API classes fill it in; `ApiClient.call` acts on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, Literal, NamedTuple, TypeAlias, TypedDict, TypeVar

if TYPE_CHECKING:
    from os import PathLike

T = TypeVar("T")

FileInput: TypeAlias = "bytes | bytearray | str | PathLike[str] | BinaryIO | tuple[str, bytes | bytearray]"
"""A PDF: its bytes, a path, an open binary file, or a file name with its bytes."""


class RequestOptions(TypedDict, total=False):
    """What any call may be given besides its arguments."""

    _request_timeout: float | tuple[float, float]
    """Seconds one attempt may take to connect, and between two pieces of its answer; or (connect, read)."""
    _request_auth: Mapping[str, str]
    """A credential for this call alone: `{"in": "header", "key": "Authorization", "value": "Bearer ..."}`."""
    _content_type: str
    """The Content-Type to announce instead of the operation's own."""
    _headers: Mapping[str, str]
    """Headers for this call. Arguments of the call beat them; they beat the client's default headers."""
    _host_index: int
    """Which of Zuora's data centres to call, by its place in `ZuoraEnvironment`, instead of the configured host."""


class Parameter(NamedTuple):
    """One argument of an operation."""

    name: str
    """What Python calls it."""
    wire: str
    """What the wire calls it; of a body, the name of its model, or `dict`."""
    location: Literal["path", "query", "header", "body", "form", "file"]
    required: bool = False
    type: type = str
    min_length: int | None = None
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None

    @property
    def is_limited(self) -> bool:
        """Whether there is more to check than that it is given."""
        return self[4:] != _UNLIMITED


_UNLIMITED = (str, None, None, None, None, None)


class Operation(Generic[T]):
    """One endpoint: where it is, what it takes, what it answers with."""

    def __init__(
        self,
        *,
        name: str,
        method: str,
        path: str,
        parameters: tuple[Parameter, ...],
        returns: str | type[Any] | None,
        errors: Mapping[int, str],
        authenticated: bool = True,
        accept: str = "application/json",
        version: str | None = None,
        template: str | None = None,
    ) -> None:
        self.name = name
        self.method = method
        self.path = path
        """The path as a template, `/v1/invoices/{invoiceKey}`."""
        self.template = template or path
        """What logs, traces and errors show of the path: nothing that identifies a customer."""
        self.parameters = parameters
        """In the order of the method's arguments."""
        self.returns = returns
        """The name of the model that a success returns, or `bytes`."""
        self.errors = errors
        """The names of the models of documented failures, by status."""
        self.authenticated = authenticated
        """Whether it carries a token. Fetching one doesn't."""
        self.accept = accept
        """The media types to ask for."""
        self.version = version
        """The version of the API that it came with, to ask for unless a later one is configured."""
        self.accepts_idempotency_key = any(parameter.wire == "Idempotency-Key" for parameter in parameters)
        """Whether the service does its work once per idempotency key. Never so for PUT and DELETE."""
        self.limited_headers = tuple(it for it in parameters if it.location == "header" and it.is_limited)
        """The header parameters that are held to limits, wherever their values come from."""
        self.safe = method in ("GET", "HEAD") or not authenticated
        """Whether it changes nothing, however often it is sent: it reads, or fetches a token."""

    def __repr__(self) -> str:
        return f"<Operation {self.name}: {self.method} {self.path}>"
