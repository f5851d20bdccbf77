"""May a failed request be repeated, and when: two pure functions, and the budget that keeps an outage from multiplying.

The rules are a table in docs/reliability.md.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from enum import Enum, auto

from zuora_sdk.configuration import RetryPolicy
from zuora_sdk.exceptions import ApiException, NetworkException

TRANSIENT = frozenset({500, 502, 503, 504})
"""Failures of the service that pass; work may have been done before them."""


class Verdict(Enum):
    """What to do about a failed attempt."""

    RAISE = auto()
    REPEAT = auto()
    REPEAT_WITH_NEW_KEY = auto()
    """Repeat; the service may have stored the refusal under the key, so a key that nobody chose is changed."""
    REPEAT_WITH_NEW_TOKEN = auto()


def verdict(error: ApiException, *, keyed: bool, renewable: bool) -> Verdict:
    """May the request be repeated?

    keyed: it carries an idempotency key. renewable: its token can be renewed. What else counts stands in the error:
    whether this attempt may have done work (`maybe_executed`, never so for a call that only reads).
    """
    status = error.effective_status
    if status == 401 and renewable:
        return Verdict.REPEAT_WITH_NEW_TOKEN
    if status == 429 or (status == 409 and error.category == 50):
        return Verdict.REPEAT_WITH_NEW_KEY
    if status == 409 and keyed:  # a request with this key is still running; its outcome will be replayed
        return Verdict.REPEAT
    if status in TRANSIENT or (isinstance(error, NetworkException) and not error.fatal):
        return Verdict.RAISE if error.maybe_executed and not keyed else Verdict.REPEAT
    return Verdict.RAISE


def wait(error: ApiException, attempt: int, policy: RetryPolicy, random: Callable[[], float]) -> float | None:
    """Seconds to wait after an attempt (1 is the first), or None if the service asks for more than the policy allows.

    Full jitter ("Exponential Backoff and Jitter", AWS Architecture Blog, 2015); never less than the service asks for.
    """
    asked = error.retry_after
    if asked is not None and asked > policy.max_retry_after:
        return None
    return max(asked or 0.0, random() * min(policy.backoff_cap, 2.0 ** min(attempt - 1, 64)))


class RetryBudget:
    """How many repetitions a client may still make: each takes one, each success gives one back."""

    def __init__(self, size: int) -> None:
        # A deque's own steps are atomic: no lock that a fork could leave locked.
        self._left = deque([None] * size, maxlen=size)

    def take(self) -> bool:
        """Take one repetition, if there is one left."""
        try:
            self._left.pop()
        except IndexError:
            return False
        return True

    def give_back(self) -> None:
        """Return one. The budget doesn't grow beyond its size."""
        self._left.append(None)
