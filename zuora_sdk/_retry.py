"""Whether a failed request is retried, when, and with which key and token: one pure decision, and the retry budget.

docs/reliability.md shows the rules as a table.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from zuora_sdk.configuration import RetryPolicy
from zuora_sdk.exceptions import ApiException, NetworkException

TRANSIENT = frozenset({500, 502, 503, 504})
"""Failures of the service that pass. The work may have been done before them."""


@dataclass(frozen=True)
class CallState:
    """What the decision depends on besides the failure itself."""

    attempt: int
    """The attempt that failed; 1 is the first."""
    time_left: float
    """Seconds until the deadline of the call."""
    budget_spent: int
    """Retries of the client that no success has paid back yet."""
    has_idempotency_key: bool
    """Whether the request carries a key under which the service does the work only once."""
    generated_key: bool
    """Whether the client chose that key, rather than the caller."""
    refreshable: bool
    """Whether another token can be had, and none has been fetched for this call because of a 401."""
    jitter: float
    """A random number from 0 up to 1."""


@dataclass(frozen=True)
class Decision:
    """What to do about a failed attempt."""

    retry: bool
    reason: str
    """Why, for the log."""
    delay: float = 0.0
    """Seconds to wait before the retry."""
    new_key: bool = False
    """The service may have stored the rejection under the key, so the retry needs another one."""
    new_token: bool = False
    """The service rejected the token. This retry is free: it happens once a call, and nothing was done."""


def decide(error: ApiException, state: CallState, policy: RetryPolicy) -> Decision:
    """Retry or raise? These are all the reasons to stop; whatever passes them is retried."""
    if error.effective_status == 401 and state.refreshable:
        return Decision(retry=True, reason="token rejected", new_token=True)
    if not is_retryable(error, has_idempotency_key=state.has_idempotency_key):
        return Decision(retry=False, reason="not retryable")
    if state.attempt >= policy.max_attempts:
        return Decision(retry=False, reason=f"{policy.max_attempts} attempts were made")
    delay = backoff(error, state.attempt, policy, state.jitter)
    if delay is None:
        return Decision(retry=False, reason="the service asks for a longer wait than max_retry_after")
    if delay >= state.time_left:
        return Decision(retry=False, reason="the deadline would pass")
    if state.budget_spent >= policy.budget:
        return Decision(retry=False, reason="the retry budget is used up")
    if policy.retry_if is not None and not policy.retry_if(error):
        return Decision(retry=False, reason="retry_if said no")
    # Never change the key while an earlier attempt may have done the work under it: it could be done twice.
    new_key = is_rejection(error) and state.generated_key and not error.maybe_executed
    return Decision(retry=True, reason="retryable", delay=delay, new_key=new_key)


def is_retryable(error: ApiException, *, has_idempotency_key: bool) -> bool:
    """Whether sending the same request again may help, and can't do the work twice.

    `error.maybe_executed` is never True of a request that only reads, so those are held back by nothing.
    """
    if error.maybe_executed and not has_idempotency_key:
        return False
    if isinstance(error, NetworkException):
        return not error.fatal
    status = error.effective_status
    # 409 under a key: the first request with it is still running; its response will be replayed.
    return is_rejection(error) or status in TRANSIENT or (status == 409 and has_idempotency_key)


def is_rejection(error: ApiException) -> bool:
    """Whether the service turned the request away before doing anything: too many requests, or a locked object."""
    return error.effective_status == 429 or (error.effective_status == 409 and error.category == 50)


def backoff(error: ApiException, attempt: int, policy: RetryPolicy, jitter: float) -> float | None:
    """Seconds to wait after an attempt (1 is the first), or None if the service asks for more than the policy allows.

    Exponential backoff with full jitter ("Exponential Backoff and Jitter", AWS Architecture Blog, 2015), and never less
    than the service asks for.
    """
    requested = error.retry_after or 0.0
    if requested > policy.max_retry_after:
        return None
    return max(requested, jitter * min(policy.backoff_cap, 2.0 ** min(attempt - 1, 64)))


class RetryBudget:
    """Counts the retries of a client that no success has paid back: what `RetryPolicy.budget` limits.

    A client and its scoped copies share one, and each compares it to the budget of its own policy.
    """

    def __init__(self) -> None:
        # A deque's own steps are atomic: no lock that a fork could leave locked.
        self._spent: deque[None] = deque()

    @property
    def spent(self) -> int:
        """Retries that are not paid back."""
        return len(self._spent)

    def spend(self) -> None:
        """Count a retry."""
        self._spent.append(None)

    def pay_back(self) -> None:
        """Count a success."""
        if self._spent:
            try:
                self._spent.pop()
            except IndexError:  # another thread was faster
                return
