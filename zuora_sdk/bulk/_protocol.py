"""The rules by which nothing is done twice: pure functions of what is known about an item.

    planned ──send──> sent ──> done          the service says so
       ^               │ ├───> rejected      for what is in it, or for the state of its invoice
       └── not run ────┘ └───> unconfirmed   the request may have run, and nothing proves whether it did

The only way out of `unconfirmed` is proof. See "Nobody is billed twice" in docs/bulk.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from zuora_sdk.exceptions import ApiException, NetworkException, OpenApiException

KEY_LIFETIME = 23 * 3600.0
"""Seconds for which an idempotency key protects. Zuora keeps keys for 24 hours; an hour is left for the request."""

LONGEST_REQUEST = 2 * 3600.0
"""Seconds after which no request is in progress any more. Zuora's gateway gives up after two minutes."""


class State(str, Enum):
    """What is known of an item."""

    PLANNED = "planned"
    """Not sent, or surely not run in any attempt so far."""
    SENT = "sent"
    """In a request that is in flight, or was when its process ended."""
    DONE = "done"
    REJECTED = "rejected"
    UNCONFIRMED = "unconfirmed"
    """In a request of which it isn't known whether it ran."""


class Evidence(Enum):
    """What an attempt, or a look-up, says about an item."""

    SUCCESS = auto()
    """The service says that it is done."""
    REJECTION = auto()
    """The service rejected it: a business rejection, with reasons."""
    TURNED_AWAY = auto()
    """This attempt was rejected before the service looked at its key, as by a gateway. Earlier ones may have run."""
    SKIPPED = auto()
    """The service processed the request, and says that it didn't run this item: it was locked, or over a limit."""
    NOT_RUN = auto()
    """This attempt didn't run. Earlier ones with the same key may have."""
    UNKNOWN = auto()
    """No response, or one that says nothing about this item."""
    NO_ANSWER_YET = auto()
    """A look-up that failed: nothing new is known."""


class Cause(Enum):
    """Whose fault a failed request is."""

    REQUEST = auto()
    """What is in the request."""
    BUSY = auto()
    """Another request holds the object, or the key."""
    SERVICE = auto()
    """The service, a limit or the network: other requests would fail as well."""
    WORKER = auto()
    """The process that made the call was lost."""
    SETUP = auto()
    """Credentials, permissions or certificates: every request fails until somebody mends it."""


class Finding(NamedTuple):
    """What a failed request says about the items in it."""

    evidence: Evidence
    cause: Cause
    uncertain: bool
    """Whether one of the attempts may have run, unless `evidence` is proof of the contrary."""


class Action(Enum):
    """What to do about an item."""

    SEND = auto()
    """Send it, under a new idempotency key."""
    RESEND = auto()
    """Send its request again, byte for byte, under the same idempotency key."""
    LOOK_UP = auto()
    """Ask the service whether it is done."""
    KEEP = auto()
    """Leave it as it is."""


def read_failure(error: Exception) -> Finding:
    """What the failure of a whole request proves.

    Several attempts may stand behind it: `error.errors` has the earlier ones, all with the same key.
    """
    if not isinstance(error, ApiException):
        if isinstance(error, OpenApiException):  # of the arguments: nothing was sent
            return Finding(Evidence.TURNED_AWAY, Cause.REQUEST, uncertain=False)
        return Finding(Evidence.UNKNOWN, Cause.REQUEST, uncertain=True)  # of a function of the user's
    earlier = any(attempt.maybe_executed for attempt in error.errors)
    status = error.effective_status or 0
    if status in (401, 403) or (isinstance(error, NetworkException) and error.fatal):
        return Finding(Evidence.NOT_RUN, Cause.SETUP, earlier)
    if status == 429:
        return Finding(Evidence.NOT_RUN, Cause.SERVICE, earlier)
    if status == 409:  # a lock, or a request with the same key that is still in progress
        lost = error.maybe_executed or earlier
        return Finding(Evidence.UNKNOWN if lost else Evidence.NOT_RUN, Cause.BUSY, lost)
    if isinstance(error, NetworkException) or status >= 500:
        lost = error.maybe_executed
        return Finding(Evidence.UNKNOWN if lost else Evidence.NOT_RUN, Cause.SERVICE, lost)
    if error.reasons and status in (0, 400, 404):
        return Finding(Evidence.REJECTION, Cause.REQUEST, earlier)
    # A gateway's 404, 413 or 415, a 422 about the key: this attempt didn't run, and it says nothing about others.
    lost = error.maybe_executed
    return Finding(Evidence.UNKNOWN if lost else Evidence.TURNED_AWAY, Cause.REQUEST, lost)


def read_entry_failure(error: ApiException) -> Evidence:
    """What the failure of one entry in a response says about its item."""
    if error.category in (50, 70):
        return Evidence.SKIPPED
    if (error.effective_status or 400) >= 500:
        return Evidence.UNKNOWN
    return Evidence.REJECTION


def settle(evidence: Evidence, *, uncertain: bool, verify: bool) -> State:
    """The state of a sent item after an attempt.

    uncertain: whether an earlier attempt with the same key may have run. The service replays the first response of a
        key, so that a success or rejection tells what became of all of them.
    verify: whether that isn't to be relied on for a rejection, since an earlier success could explain it: the invoice
        number is already used, the invoice is no longer a draft.
    """
    if evidence is Evidence.SUCCESS:
        return State.DONE
    if uncertain and verify:
        return State.UNCONFIRMED
    if evidence is Evidence.REJECTION:
        return State.REJECTED
    if evidence is Evidence.TURNED_AWAY:
        return State.UNCONFIRMED if uncertain else State.REJECTED
    if evidence is Evidence.SKIPPED:
        return State.PLANNED
    if evidence is Evidence.NOT_RUN:
        return State.UNCONFIRMED if uncertain else State.PLANNED
    return State.UNCONFIRMED


def settle_look_up(evidence: Evidence, *, ended: bool) -> State:
    """The state of an unconfirmed item after a look-up.

    ended: whether no attempt can be in progress any more. One that is may still do what isn't done yet.
    """
    if evidence is Evidence.SUCCESS:
        return State.DONE
    if evidence is Evidence.NOT_RUN and ended:
        return State.PLANNED
    if evidence is Evidence.REJECTION:
        return State.REJECTED
    return State.UNCONFIRMED


def next_action(
    state: State, *, protected: bool, can_look_up: bool, retry_failed: bool = False, resend_unconfirmed: bool = False
) -> Action:
    """What to do about an item that a run takes up.

    protected: whether a request with its key can be sent again harmlessly, and would tell what became of it.
    can_look_up: whether the service can be asked what became of it.
    """
    if state is State.PLANNED:
        return Action.SEND
    if state is State.REJECTED and retry_failed:
        return Action.SEND
    if state in (State.SENT, State.UNCONFIRMED):
        if protected:
            return Action.RESEND
        if can_look_up:
            return Action.LOOK_UP
        if resend_unconfirmed:
            return Action.SEND
    return Action.KEEP


@dataclass(frozen=True)
class Instant:
    """A moment on both clocks of a machine."""

    wall: float
    """Seconds since 1970, as far as the clock was right."""
    monotonic: float
    """Seconds on a clock that never goes back, but starts anew with the machine."""
    boot: str = ""
    """Which start of which machine that was; empty where the system doesn't tell."""


def protects(first_sent: Instant, now: Instant, *, latest: float, lifetime: float = KEY_LIFETIME) -> bool:
    """Whether the idempotency key of a request that was first sent then still protects.

    Its age is the larger of two estimates. The monotonic one is never too large: after a restart of the machine it
    counts from that. latest: the latest wall-clock time in the journal; a clock that was set back can't be trusted.
    """
    if now.wall < max(first_sent.wall, latest):
        return False
    return max(now.wall - first_sent.wall, now.monotonic - first_sent.monotonic) < lifetime


def has_ended(last_sent: Instant, now: Instant, *, latest: float) -> bool:
    """Whether a request that was last sent then can't be in progress any more.

    Its age is exact since the same start of the machine. Otherwise the wall clock has to do, if it wasn't set back.
    """
    if last_sent.boot and last_sent.boot == now.boot:
        return now.monotonic - last_sent.monotonic >= LONGEST_REQUEST
    return now.wall >= latest and now.wall - last_sent.wall >= LONGEST_REQUEST
