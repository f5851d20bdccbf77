"""Waiting for what the service does later: jobs and PDFs. Each kind of waiting is data; one engine waits for all.

job = wait_for(client, invoices.post_invoice("INV00000001", PostAsyncInvoiceRequest()))
pdfs = wait_for_pdf(client, ["INV00000001", "INV00000002"])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from zuora_sdk import _retry
from zuora_sdk.api.invoices_api import InvoicesApi
from zuora_sdk.api.operations_api import OperationsApi
from zuora_sdk.api_client import ApiClient
from zuora_sdk.exceptions import ApiException, WaitFailedException, WaitTimeoutException
from zuora_sdk.models.async_operation_response import AsyncOperationResponse
from zuora_sdk.models.get_invoice_pdf_status_response import GetInvoicePdfStatusResponse
from zuora_sdk.models.operation_job_response import OperationJobResponse
from zuora_sdk.models.operation_job_status import OperationJobStatus
from zuora_sdk.models.reverse_invoice_response import ReverseInvoiceResponse

Progress: TypeAlias = Callable[[int, int], object]
"""Is told after each look how many are done, and of how many."""


class Waiter(NamedTuple):
    """One kind of waiting, as data."""

    function: str
    """What the user called."""
    subject: str
    """What is waited for, in words."""
    ask: Callable[[ApiClient, str], Any]
    """The call that tells how far it is, of one key or of several, separated by commas."""
    at_once: int
    """How many keys one call takes."""
    entries: str | None
    """The field of its answer that lists what there is to each key; None if the answer is about one key."""
    names: tuple[str, ...]
    """The fields in which an entry names its key."""
    state: str
    """The field of an entry that tells its state."""
    done: frozenset[str]
    """States that end the waiting well."""
    failed: frozenset[str]
    """States that end it otherwise."""
    delay: float
    """Seconds until the second look. Each further delay is twice as long..."""
    longest_delay: float
    """...up to so many seconds. Jitter takes up to half of a delay away."""


JOB = Waiter(
    function="wait_for",
    subject="job",
    ask=lambda client, key: OperationsApi(client).get_operation_job(key),
    at_once=1,
    entries=None,
    names=(),
    state="status",
    done=frozenset({"Completed"}),
    failed=frozenset({"Failed"}),
    delay=1.0,
    longest_delay=30.0,
)

# A PDF that is obsolete or archived won't be generated any more, so waiting for it would be in vain. `None` is no end:
# generation may begin a moment after the invoice is posted.
PDF = Waiter(
    function="wait_for_pdf",
    subject="the PDF of",
    ask=lambda client, keys: InvoicesApi(client).get_invoice_pdf_status(keys),
    at_once=50,
    entries="invoice_files",
    names=("invoice_id", "invoice_number"),
    state="pdf_generation_status",
    done=frozenset({"Generated"}),
    failed=frozenset({"Error", "Obsolete", "Archived"}),
    delay=1.0,
    longest_delay=15.0,
)


def wait_for(
    client: ApiClient,
    response: AsyncOperationResponse | ReverseInvoiceResponse | OperationJobResponse | str,
    *,
    deadline: float | None = None,
    delay: float | None = None,
    progress: Progress | None = None,
) -> OperationJobResponse:
    """Wait until a post, cancel, reversal or deletion is done. Returns at once if it already is.

    Args:
        client: The client to ask with.
        response: What `post_invoice`, `cancel_invoice`, `reverse_invoice` or `delete_invoice` returned, or a job's ID.
        deadline: Seconds to wait at most; the client's own `deadline` if not given.
        delay: Seconds until the second look; later delays grow up to 30 seconds.
        progress: Called after each look with (done, total).

    Returns:
        The completed job. `object_id` is the ID of the invoice; `id` is None if the work needed no job.

    Raises:
        WaitFailedException: The job failed; `data` is the job.
        WaitTimeoutException: It isn't done by the deadline. Waiting again goes on where this ended.
        ApiException: The service can't be asked.
    """
    job = _job(response)
    if not job.id:
        return job
    known = {job.id: job} if job.status is not None else {}
    return _wait(client, JOB, [job.id], known, deadline, delay, progress)[0]  # type: ignore[no-any-return]


def wait_for_pdf(
    client: ApiClient,
    keys: str | Iterable[str],
    *,
    deadline: float | None = None,
    delay: float | None = None,
    progress: Progress | None = None,
) -> list[GetInvoicePdfStatusResponse]:
    """Wait until the PDFs of posted invoices are generated.

    Args:
        client: The client to ask with.
        keys: IDs or numbers of invoices, however many; or one text of them, separated by commas.
        deadline: Seconds to wait at most; the client's own `deadline` if not given.
        delay: Seconds until the second look; later delays grow up to 15 seconds.
        progress: Called after each look with (done, total).

    Returns:
        One entry for each key, in their order, each with its `pdf_file_url`.

    Raises:
        WaitFailedException: Some can't be generated (Error), or won't be any more (Obsolete, Archived). It comes when
            all the others are done; `data` has every entry.
        WaitTimeoutException: Some aren't done by the deadline; `data` has what is known.
        ApiException: The service can't be asked, or doesn't know one of the keys.
    """
    wanted = keys.split(",") if isinstance(keys, str) else keys
    return _wait(client, PDF, [key.strip() for key in wanted], {}, deadline, delay, progress)


def _job(
    response: AsyncOperationResponse | ReverseInvoiceResponse | OperationJobResponse | str,
) -> OperationJobResponse:
    if isinstance(response, str):
        return OperationJobResponse(id=response)
    if isinstance(response, OperationJobResponse):  # its `id` is the job's; the others' is the invoice's
        return response
    status = response.job_status if response.job_id else OperationJobStatus.COMPLETED
    job = OperationJobResponse(object_id=response.id, object_type="Invoice", status=status)
    if response.job_id:
        job.id = response.job_id
    return job


def _wait(
    client: ApiClient,
    waiter: Waiter,
    keys: Sequence[str],
    known: Mapping[str, Any],
    deadline: float | None,
    delay: float | None,
    progress: Progress | None,
) -> list[Any]:
    """Look until every key has reached an end. `known` is what is already known of them, just now."""
    asking = client.options()
    limit = asking.configuration.deadline if deadline is None else deadline
    pause = waiter.delay if delay is None else delay
    start = client.runtime.monotonic()
    seen = dict(known)
    trouble: ApiException | None = None
    looked = bool(known)
    while True:
        open_keys = [key for key in dict.fromkeys(keys) if _state(waiter, seen.get(key)) not in _ends(waiter)]
        left = limit - (client.runtime.monotonic() - start)
        if looked:
            if progress:
                total = len(dict.fromkeys(keys))
                progress(total - len(open_keys), total)
            if not open_keys:
                break
            if left <= 0:
                raise _timed_out(waiter, keys, seen, open_keys, limit, trouble)
            asked_for = trouble.retry_after if trouble else None
            client.runtime.sleep(min(left, max(pause * (1 + client.runtime.random()) / 2, asked_for or 0.0)))
            pause = min(2 * pause, waiter.longest_delay)
            left = limit - (client.runtime.monotonic() - start)
        asking.configuration.deadline = max(left, 1.0)  # the last look, too, gets the time for an answer
        trouble = _look(asking, waiter, open_keys, seen)
        looked = True
    if any(_state(waiter, seen[key]) in waiter.failed for key in keys):
        raise _failed(waiter, keys, seen)
    return [seen[key] for key in keys]


def _look(client: ApiClient, waiter: Waiter, keys: Sequence[str], seen: dict[str, Any]) -> ApiException | None:
    """Ask how far the keys are, and note it in `seen`. Returns a failure that passes: the next look may succeed."""
    for begin in range(0, len(keys), waiter.at_once):
        batch = keys[begin : begin + waiter.at_once]
        try:
            data = waiter.ask(client, ",".join(batch))
        except ApiException as error:
            if not _retry.is_retryable(error, has_idempotency_key=False):
                raise
            return error
        if waiter.entries is None:
            seen[batch[0]] = data
        else:
            entries = getattr(data, waiter.entries) or []
            named = {getattr(entry, name): entry for entry in entries for name in waiter.names}
            seen.update({key: named[key] for key in batch if key in named})
    return None


def _ends(waiter: Waiter) -> frozenset[str]:
    return waiter.done | waiter.failed


def _state(waiter: Waiter, entry: Any) -> str | None:
    state = getattr(entry, waiter.state, None)
    return None if state is None else str(state)


def _failed(waiter: Waiter, keys: Sequence[str], seen: Mapping[str, Any]) -> WaitFailedException:
    failed = [key for key in keys if _state(waiter, seen[key]) in waiter.failed]
    complaints = [f"{waiter.subject} {key} ended as {_state(waiter, seen[key])}{_cause(seen[key])}" for key in failed]
    reasons = [reason.to_dict() for key in failed for reason in getattr(seen[key], "reasons", None) or ()]
    error = WaitFailedException(None, _listed(complaints), content={"reasons": reasons})
    error.operation, error.data = waiter.function, _known(waiter, keys, seen)
    return error


def _timed_out(
    waiter: Waiter,
    keys: Sequence[str],
    seen: Mapping[str, Any],
    open_keys: Sequence[str],
    limit: float,
    trouble: ApiException | None,
) -> WaitTimeoutException:
    states = [
        f"{waiter.subject} {key} is {_state(waiter, seen.get(key)) or 'in an unknown state'}" for key in open_keys
    ]
    error = WaitTimeoutException(None, f"after {limit:g} s {_listed(states)}", maybe_executed=True)
    error.errors = (trouble,) if trouble else ()
    error.operation, error.data = waiter.function, _known(waiter, keys, seen)
    return error


def _known(waiter: Waiter, keys: Sequence[str], seen: Mapping[str, Any]) -> Any:
    return seen.get(keys[0]) if waiter.entries is None else [seen[key] for key in keys if key in seen]


def _cause(entry: Any) -> str:
    message = getattr(entry, "error_message", None)
    return f" ({message})" if message else ""


def _listed(texts: Sequence[str], most: int = 5) -> str:
    more = f"; and {len(texts) - most} more" if len(texts) > most else ""
    return "; ".join(texts[:most]) + more
