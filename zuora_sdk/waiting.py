"""Waiting for what the service does later: jobs and PDFs. One loop waits for all kinds; each kind is data.

job = wait_for(client, invoices.post_invoice("INV00000001", PostAsyncInvoiceRequest()))
pdfs = wait_for_pdf(client, ["INV00000001", "INV00000002"])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeAlias, TypeVar

from zuora_sdk import _retry
from zuora_sdk.api.invoices_api import InvoicesApi
from zuora_sdk.api.operations_api import OperationsApi
from zuora_sdk.api_client import ApiClient
from zuora_sdk.exceptions import (
    ApiException,
    ApiTypeError,
    ApiValueError,
    WaitFailedException,
    WaitTimeoutException,
)
from zuora_sdk.models.get_invoice_pdf_status_response import GetInvoicePdfStatusResponse
from zuora_sdk.models.operation_job_response import OperationJobResponse
from zuora_sdk.models.operation_job_status import OperationJobStatus
from zuora_sdk.models.write_off_invoice_async_job_response import WriteOffInvoiceAsyncJobResponse

Entry = TypeVar("Entry")

MIN_DELAY = 0.1
"""The fewest seconds between two polls, whatever `delay` says."""


class StartedJob(Protocol):
    """The response of a call that a job may go on with, such as `post_invoice`."""

    @property
    def job_id(self) -> str | None:
        """The job; None if the work was done at once."""

    @property
    def job_status(self) -> str | None:
        """Its state when the call returned."""


Job: TypeAlias = "StartedJob | OperationJobResponse | str"
"""What a job is waited for by: the response of the call that started it, the job itself, or its ID."""


def wait_for(
    client: ApiClient,
    response: Job,
    *,
    deadline: float | None = None,
    delay: float = 1.0,
    progress: Callable[[int, int], object] | None = None,
) -> OperationJobResponse:
    """Wait until a post, cancel, reversal or deletion is done. Returns at once if it already is.

    Args:
        client: The client to poll with.
        response: What `post_invoice`, `cancel_invoice`, `reverse_invoice` or `delete_invoice` returned, or a job's ID.
        deadline: Seconds to wait at most; the client's own `deadline` if not given.
        delay: Seconds between the first two polls, at least 0.1. Each later delay is twice as long, up to 30 seconds.
        progress: Called after each poll with (done, total).

    Returns:
        The completed job. `object_id` is the ID of the invoice; `id` is None if the work needed no job.

    Raises:
        WaitFailedException: The job failed, or is in a state that this version doesn't know; `data` is the job.
        WaitTimeoutException: It isn't done by the deadline. It goes on, and can be waited for again.
        ApiException: The service doesn't know the job, or rejects the credentials.
        ApiTypeError: `response` names no job.
    """
    job = _job("response", response)
    known = {_key(job): job} if job.status is not None else {}
    try:
        return _wait(client, _JOB, [_key(job)], known, _Options(deadline, delay, progress))[0]
    except (WaitFailedException, WaitTimeoutException) as error:
        error.data = next(iter(error.data), None)
        raise


def wait_for_all(
    client: ApiClient,
    responses: Iterable[Job],
    *,
    deadline: float | None = None,
    delay: float = 1.0,
    progress: Callable[[int, int], object] | None = None,
) -> list[OperationJobResponse]:
    """Wait for many jobs at once, as `wait_for` does for one. One that fails doesn't end the waiting for the others.

    Args:
        client: The client to poll with.
        responses: What the calls returned, or the IDs of jobs.
        deadline: Seconds to wait at most for all of them; the client's own `deadline` if not given.
        delay: Seconds between the first two polls, at least 0.1. Each later delay is twice as long, up to 30 seconds.
        progress: Called after each round of polls with (done, total).

    Returns:
        The completed jobs, in the order of `responses`.

    Raises:
        WaitFailedException: Some jobs failed, or the service rejects polls for them (`errors`). It comes when all the
            others are done; `data` has every job that is known.
        WaitTimeoutException: Some aren't done by the deadline; `data` has every job that is known.
        ApiException: The service rejects the credentials.
        ApiTypeError: One of `responses` names no job.
    """
    jobs = [_job(f"responses[{index}]", response) for index, response in enumerate(responses)]
    known = {_key(job): job for job in jobs if job.status is not None}
    return _wait(client, _JOBS, [_key(job) for job in jobs], known, _Options(deadline, delay, progress))


def wait_for_pdf(
    client: ApiClient,
    keys: str | Iterable[str],
    *,
    deadline: float | None = None,
    delay: float = 1.0,
    progress: Callable[[int, int], object] | None = None,
) -> list[GetInvoicePdfStatusResponse]:
    """Wait until the PDFs of posted invoices are generated. Status is asked for 50 at a time.

    Args:
        client: The client to poll with.
        keys: IDs or numbers of invoices, however many; or one text of them, separated by commas.
        deadline: Seconds to wait at most for all of them; the client's own `deadline` if not given.
        delay: Seconds between the first two polls, at least 0.1. Each later delay is twice as long, up to 15 seconds.
        progress: Called after each round of polls with (done, total).

    Returns:
        One entry for each key, in their order, each with its `pdf_file_url`.

    Raises:
        WaitFailedException: Some can't be generated (Error), won't be any more (Obsolete, Archived), are in a state
            that this version doesn't know, or are unknown to the service (`errors`). It comes when all the others are
            done; `data` has every entry that is known.
        WaitTimeoutException: Some aren't done by the deadline; `data` has every entry that is known.
        ApiException: The service rejects the credentials, or the only key.
        ApiValueError: A key is empty, or has a comma in it.
    """
    wanted = [key.strip() for key in (keys.split(",") if isinstance(keys, str) else keys)]
    for index, key in enumerate(wanted):
        if not key or "," in key:
            raise ApiValueError(f"keys[{index}]: must be the ID or number of an invoice, got {key!r}")
    return _wait(client, _PDF, wanted, {}, _Options(deadline, delay, progress))


def wait_for_write_off(
    client: ApiClient,
    response: WriteOffInvoiceAsyncJobResponse | str,
    *,
    deadline: float | None = None,
    delay: float = 1.0,
    progress: Callable[[int, int], object] | None = None,
) -> WriteOffInvoiceAsyncJobResponse:
    """Wait until an asynchronous write-off is done. Returns at once if it already is.

    Args:
        client: The client to poll with.
        response: What `create_invoice_write_off_async` returned, or the ID of its job.
        deadline: Seconds to wait at most; the client's own `deadline` if not given.
        delay: Seconds between the first two polls, at least 0.1. Each later delay is twice as long, up to 30 seconds.
        progress: Called after each poll with (done, total).

    Returns:
        The job, with the `credit_memo` that settles the invoice.

    Raises:
        WaitFailedException: The job failed, or is in a state that this version doesn't know; `data` is the job.
        WaitTimeoutException: It isn't done by the deadline. It goes on, and can be waited for again.
        ApiException: The service doesn't know the job, or rejects the credentials.
        ApiTypeError: `response` is something else.
    """
    if not isinstance(response, (str, WriteOffInvoiceAsyncJobResponse)):
        raise ApiTypeError(f"response: must be the response of a write-off job, or its ID, got {response!r:.100}")
    key = response if isinstance(response, str) else response.id
    if not key:
        raise ApiValueError("response: must have the ID of a job")
    known = {} if isinstance(response, str) else {key: response}
    try:
        return _wait(client, _WRITE_OFF, [key], known, _Options(deadline, delay, progress))[0]
    except (WaitFailedException, WaitTimeoutException) as error:
        error.data = next(iter(error.data), None)
        raise


def _job(name: str, response: Job) -> OperationJobResponse:
    """The job as far as a response tells. Work that was done at once is a completed job without ID."""
    if isinstance(response, OperationJobResponse):
        return response
    if isinstance(response, str):
        if not response:
            raise ApiValueError(f"{name}: must be the ID of a job, got an empty string")
        return OperationJobResponse.model_validate({"id": response})
    if not hasattr(response, "job_id") or not hasattr(response, "job_status"):
        raise ApiTypeError(
            f"{name}: must be a response with job_id and job_status, or a job's ID, got {response!r:.100}"
        )
    status = response.job_status if response.job_id else OperationJobStatus.COMPLETED
    fields = {"id": response.job_id, "objectId": getattr(response, "id", None), "objectType": "Invoice"}
    return OperationJobResponse.model_validate({**fields, "status": status})


def _key(job: OperationJobResponse) -> str:
    return job.id or f"for {job.object_id}"  # the latter is never polled: there was no job


# ------------------------------------------------------------------------------------------------------- one for all


@dataclass(frozen=True)
class _Waiter(Generic[Entry]):
    """One kind of waiting, as data."""

    function: str
    """What the user called."""
    subject: str
    """What is waited for, in words."""
    poll: Callable[[ApiClient, Sequence[str]], Mapping[str, Entry]]
    """Fetches the entries of some keys: at most `batch_size`."""
    batch_size: int
    state: Callable[[Entry], str | None]
    """The state that an entry is in."""
    pending: frozenset[str | None]
    """States that pass."""
    done: str
    """The state that ends the waiting well."""
    failed: frozenset[str]
    """States that end it with an exception. So do states that are in none of these: waiting might be in vain."""
    max_delay: float


@dataclass(frozen=True)
class _Options:
    """What the caller says about the waiting."""

    deadline: float | None
    delay: float
    progress: Callable[[int, int], object] | None

    def __post_init__(self) -> None:
        for name, value in (("deadline", self.deadline), ("delay", self.delay)):
            if value is not None and not (isinstance(value, (int, float)) and value >= 0):
                raise ApiValueError(f"{name}: must be a number of seconds, got {value!r}")


def _wait(
    client: ApiClient, waiter: _Waiter[Entry], keys: Sequence[str], known: Mapping[str, Entry], options: _Options
) -> list[Entry]:
    """Poll until each key has reached an end. `known`: entries that the caller has just fetched."""
    deadline = client.configuration.deadline if options.deadline is None else options.deadline
    end = client.runtime.monotonic() + deadline
    delay = options.delay
    state = _State(waiter, keys, known)
    if set(keys) - known.keys():
        state.poll(client, end)
    while True:
        if options.progress and keys:
            options.progress(state.total - len(state.pending), state.total)
        if not state.pending:
            return state.result()
        left = end - client.runtime.monotonic()
        if left <= 0:
            raise state.timed_out(deadline)
        jittered = max(delay, MIN_DELAY) * (1 + client.runtime.random()) / 2
        client.runtime.sleep(min(left, max(jittered, state.retry_after)))
        delay = min(2 * max(delay, MIN_DELAY), waiter.max_delay)
        state.poll(client, end)


class _State(Generic[Entry]):
    """What is known of the keys that are waited for."""

    def __init__(self, waiter: _Waiter[Entry], keys: Sequence[str], known: Mapping[str, Entry]) -> None:
        self._waiter = waiter
        self._keys = keys
        self._entries = dict(known)
        self._rejected: dict[str, ApiException] = {}
        self._failures: list[ApiException] = []
        self.total = len(set(keys))
        self.pending = [key for key in dict.fromkeys(keys) if self._is_pending(key)]
        """The keys that have reached no end, as far as is known."""

    @property
    def retry_after(self) -> float:
        """Seconds that the service asked to wait in the last round of polls."""
        return max((error.retry_after or 0.0 for error in self._failures), default=0.0)

    def poll(self, client: ApiClient, end: float) -> None:
        """Fetch what is pending, batch by batch, until the time is up."""
        self._failures = []
        size = self._waiter.batch_size
        for begin in range(0, len(self.pending), size):
            left = end - client.runtime.monotonic()
            if begin and left <= 0:
                break
            # The last poll, too, gets the time for a response.
            self._poll_batch(client.options(deadline=max(left, 1.0)), self.pending[begin : begin + size])
        self.pending = [key for key in self.pending if self._is_pending(key)]

    def _poll_batch(self, client: ApiClient, batch: Sequence[str]) -> None:
        try:
            self._entries.update(self._waiter.poll(client, batch))
        except ApiException as error:
            if _retry.is_retryable(error, has_idempotency_key=False):
                self._failures.append(error)
            elif error.effective_status in (401, 403):
                raise
            elif len(batch) == 1:
                self._rejected[batch[0]] = error
            else:  # one key that the service rejects: the batch is split until that is isolated
                middle = len(batch) // 2
                self._poll_batch(client, batch[:middle])
                self._poll_batch(client, batch[middle:])

    def result(self) -> list[Entry]:
        """The entries in the order of the keys. Raises if some of them ended badly."""
        if self._rejected and self.total == 1:
            raise next(iter(self._rejected.values()))
        problems = [problem for key in self._keys if (problem := self._problem(key))]
        if not problems:
            return [self._entries[key] for key in self._keys]
        entries = self._known()
        reasons = [reason.to_dict() for entry in entries for reason in getattr(entry, "reasons", None) or ()]
        error = WaitFailedException(None, _listed(problems), content={"reasons": reasons})
        waiter = self._waiter
        error.maybe_executed = any(waiter.state(entry) not in {waiter.done, *waiter.failed} for entry in entries)
        error.operation, error.data, error.errors = waiter.function, entries, tuple(self._rejected.values())
        raise error

    def timed_out(self, deadline: float) -> WaitTimeoutException:
        """The exception for keys that are still pending."""
        states = [
            f"{self._waiter.subject} {key} is {self._state(key) or 'in an unknown state'}" for key in self.pending
        ]
        error = WaitTimeoutException(None, f"after {deadline:g} s {_listed(states)}", maybe_executed=True)
        error.operation, error.data = self._waiter.function, self._known()
        error.errors = (*self._rejected.values(), *self._failures)
        return error

    def _state(self, key: str) -> str | None:
        return self._waiter.state(self._entries[key]) if key in self._entries else None

    def _is_pending(self, key: str) -> bool:
        return key not in self._rejected and self._state(key) in self._waiter.pending

    def _problem(self, key: str) -> str | None:
        """Why the waiting for a key ended badly; None if it ended well."""
        subject, state = f"{self._waiter.subject} {key}", self._state(key)
        if key in self._rejected:
            rejection = self._rejected[key]
            return f"{subject} can't be polled: {next(iter(rejection.reasons), rejection.reason)}"
        if state == self._waiter.done:
            return None
        if state not in self._waiter.failed:
            return f"{subject} is in a state that this version doesn't know: {state}"
        entry = self._entries[key]
        message = getattr(entry, "error_message", None) or getattr(entry, "error", None)
        return f"{subject} ended as {state}" + (f" ({message})" if message else "")

    def _known(self) -> list[Entry]:
        return [self._entries[key] for key in self._keys if key in self._entries]


def _listed(texts: Sequence[str], most: int = 5) -> str:
    more = f"; and {len(texts) - most} more" if len(texts) > most else ""
    return "; ".join(texts[:most]) + more


# ----------------------------------------------------------------------------------------------- jobs and PDFs, as data


def _poll_job(client: ApiClient, keys: Sequence[str]) -> Mapping[str, OperationJobResponse]:
    return {key: OperationsApi(client).get_operation_job(key) for key in keys}


def _poll_write_off(client: ApiClient, keys: Sequence[str]) -> Mapping[str, WriteOffInvoiceAsyncJobResponse]:
    return {key: InvoicesApi(client).get_invoice_write_off_async_job(key) for key in keys}


def _poll_pdfs(client: ApiClient, keys: Sequence[str]) -> Mapping[str, GetInvoicePdfStatusResponse]:
    files = InvoicesApi(client).get_invoice_pdf_status(",".join(keys)).invoice_files or []
    named = {name: file for file in files for name in (file.invoice_id, file.invoice_number)}
    return {key: named[key] for key in keys if key in named}


_JOB = _Waiter(
    function="wait_for",
    subject="job",
    poll=_poll_job,
    batch_size=1,
    state=lambda job: job.status,
    pending=frozenset({None, "Pending", "Processing"}),
    done="Completed",
    failed=frozenset({"Failed"}),
    max_delay=30.0,
)
_JOBS = replace(_JOB, function="wait_for_all")

_WRITE_OFF = _Waiter(
    function="wait_for_write_off",
    subject="write-off job",
    poll=_poll_write_off,
    batch_size=1,
    state=lambda job: job.status,
    pending=frozenset({None, "Pending", "Processing"}),
    done="Processed",
    failed=frozenset({"Error"}),
    max_delay=30.0,
)

# A PDF that is obsolete or archived won't be generated any more, so waiting for it would be in vain. The state "None"
# passes: generation may begin a moment after the invoice is posted.
_PDF = _Waiter(
    function="wait_for_pdf",
    subject="the PDF of",
    poll=_poll_pdfs,
    batch_size=50,
    state=lambda file: file.pdf_generation_status,
    pending=frozenset({None, "None", "Pending", "Processing"}),
    done="Generated",
    failed=frozenset({"Error", "Obsolete", "Archived"}),
    max_delay=15.0,
)
