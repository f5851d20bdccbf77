"""What an endpoint is, as data. The generated API classes fill it in; `ApiClient.call` acts on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, Literal, NamedTuple, TypeAlias, TypedDict, TypeVar

if TYPE_CHECKING:
    from os import PathLike

T = TypeVar("T")

FileInput: TypeAlias = "bytes | bytearray | str | PathLike[str] | BinaryIO | tuple[str, bytes | bytearray]"
"""A PDF: its bytes, a path, an open binary file, or a file name with its bytes."""


class RequestOptions(TypedDict, total=False):
    """What any call may be given besides its arguments."""

    _request_timeout: float | tuple[float, float]
    """Seconds one attempt may take to connect, and between two pieces of its response; or (connect, read)."""
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


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Operation(Generic[T]):
    """One endpoint: where it is, what it takes, what it returns."""

    name: str
    method: str
    path: str
    """The path as a template, `/v1/invoices/{invoiceKey}`."""
    parameters: tuple[Parameter, ...]
    """In the order of the method's arguments."""
    returns: str | type[Any] | None
    """The name of the model that a success returns, or `bytes`; a type of the user's; None for plain data."""
    errors: Mapping[int, str]
    """The names of the models of documented failures, by status."""
    authenticated: bool = True
    """Whether it carries a token. Fetching one doesn't."""
    accept: str = "application/json"
    """The media types to ask for."""
    version: str | None = None
    """The version of the API that it came with, to ask for unless a later one is configured."""
    template: str | None = None
    """What logs, traces and errors show in place of `path` if that isn't a template: nothing of a customer."""

    @cached_property
    def accepts_idempotency_key(self) -> bool:
        """Whether the service does its work once per idempotency key. Never so for PUT and DELETE."""
        return any(parameter.wire == "Idempotency-Key" for parameter in self.parameters)

    @cached_property
    def limited_headers(self) -> tuple[Parameter, ...]:
        """The header parameters that are held to limits, wherever their values come from."""
        return tuple(it for it in self.parameters if it.location == "header" and it.is_limited)

    @property
    def safe(self) -> bool:
        """Whether it changes nothing, however often it is sent: it reads, or fetches a token."""
        return self.method in ("GET", "HEAD") or not self.authenticated

    def __repr__(self) -> str:
        return f"<Operation {self.name}: {self.method} {self.path}>"
