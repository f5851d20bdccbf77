"""One response of the service: data, status, headers, and what happened on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from zuora_sdk._response_headers import ResponseHeaders
from zuora_sdk.exceptions import ApiException

if TYPE_CHECKING:
    from zuora_sdk._serialization import Issue

T = TypeVar("T")


@dataclass
class ApiResponse(ResponseHeaders, Generic[T]):
    """What a `..._with_http_info` method returns. It can be pickled, and holds no credential."""

    data: T
    """The body as a model."""
    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    """By name in any case."""
    raw_data: bytes = field(repr=False)
    """The body as it came, decompressed."""
    issues: tuple[Issue, ...] = ()
    """Values that don't fit their fields. They stand in `data` as they came."""
    attempts: int = 1
    """How often the request was sent, or tried to be."""
    errors: tuple[ApiException, ...] = ()
    """The failures of the attempts before, oldest first."""
    elapsed: float = 0.0
    """Seconds from the call to the response, delays included."""
    idempotency_key: str | None = None
    """The key that the request carried, given or made."""
