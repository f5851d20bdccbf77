"""What a run reports of each input: `Succeeded` or `Failed`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Literal, NoReturn, TypeAlias, TypeVar

from zuora_sdk.exceptions import OpenApiException

Input = TypeVar("Input")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Succeeded(Generic[Input, Result]):
    """An input that is done. It pickles."""

    index: int
    """Its place in the input, from 0."""
    input: Input
    key: str
    """Its item key."""
    result: Result
    """What the service says about it."""
    request_id: str | None = None
    """Zuora's ID of the request that it was part of."""
    idempotency_key: str | None = None
    """The key of that request."""
    restored: bool = False
    """Whether an earlier run did it, or sent it, so that it was read from the journal."""
    ok: Literal[True] = field(default=True, init=False)

    @property
    def error(self) -> None:
        """None: it didn't fail."""
        return None

    @property
    def maybe_executed(self) -> Literal[False]:
        """False: nothing is in question."""
        return False


@dataclass(frozen=True)
class Failed(Generic[Input]):
    """An input that failed. It pickles."""

    index: int
    """Its place in the input, from 0."""
    input: Input
    key: str
    """Its item key."""
    error: Exception
    """Why: an `ApiException`, or an `ApiValueError` or `ApiTypeError` if it wasn't sent."""
    request_id: str | None = None
    """Zuora's ID of the request that it was part of."""
    idempotency_key: str | None = None
    """The key of that request."""
    restored: bool = False
    """Whether an earlier run sent it, so that it was read from the journal."""
    ok: Literal[False] = field(default=False, init=False)

    @property
    def result(self) -> NoReturn:
        """Raises the error."""
        raise self.error

    @property
    def maybe_executed(self) -> bool:
        """Whether it may have been done all the same: it is unconfirmed."""
        if isinstance(self.error, OpenApiException):
            return getattr(self.error, "maybe_executed", False)
        return True  # not the failure of a call: whatever broke, it may have broken after the call


Outcome: TypeAlias = Succeeded[Input, Result] | Failed[Input]
"""What became of one input."""
