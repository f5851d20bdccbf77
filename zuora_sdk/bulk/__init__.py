"""Thousands of invoices at once: any iterable in, outcomes in the same order out, nobody billed twice.

    for outcome in bulk.create_invoices(client, requests, run_id="2026-11", journal="2026-11.jsonl"):
        print(outcome.index, outcome.invoice.id if outcome.ok else outcome.error)

Input is read as it is needed and cut to what the API takes in a request: 50 invoices, 1,000 items. See docs/bulk.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Literal, TypedDict, TypeVar

from typing_extensions import Unpack

import zuora_sdk._installation  # noqa: F401 - stops here where two packages are mixed
from zuora_sdk._response_headers import ResponseHeaders
from zuora_sdk.api_client import ApiClient
from zuora_sdk.api_response import ApiResponse
from zuora_sdk.bulk._chunks import Cutter, Kind, broken
from zuora_sdk.bulk._journal import Journal
from zuora_sdk.bulk._runner import Courier, Outcome, Progress, Run, Task
from zuora_sdk.configuration import check_count
from zuora_sdk.models.bulk_create_invoices_request import BulkCreateInvoicesRequest
from zuora_sdk.models.bulk_create_invoices_response import BulkCreateInvoicesResponse
from zuora_sdk.models.bulk_post_invoices_request import BulkPostInvoicesRequest
from zuora_sdk.models.bulk_post_invoices_response import BulkPostInvoicesResponse
from zuora_sdk.models.bulk_update_invoices_request import BulkUpdateInvoicesRequest
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.create_invoice_request import CreateInvoiceRequest
from zuora_sdk.models.invoice_post_response import InvoicePostResponse
from zuora_sdk.models.invoice_response import InvoiceResponse
from zuora_sdk.models.post_invoice_request import PostInvoiceRequest
from zuora_sdk.models.update_invoice_request import UpdateInvoiceRequest

__all__ = ["Options", "Outcome", "Run", "create_invoices", "each", "post_invoices", "update_invoices"]

Input = TypeVar("Input")
Result = TypeVar("Result")


class EachOptions(TypedDict, total=False):
    """How work is spread and watched."""

    max_workers: int
    """Requests that may be under way at once: 8 if not given. Fewer as soon as the service's limits come near."""
    executor: Executor | None
    """Where to do the work instead of threads of its own: processes, or a Dask cluster's `client.get_executor()`."""
    progress: Progress | Literal[False] | None
    """Is called with (done, total), total None if the input has no length; False shows nothing. If not given, a bar is
    drawn if stderr is a terminal and tqdm is installed (extra `progress`)."""


class Options(EachOptions, total=False):
    """How a run is spread, watched and made repeatable."""

    run_id: str | None
    """A name for the run. Idempotency keys are made of it and of the content, so that within 24 hours the same input
    under the same name can't be billed twice. If not given, it is that of the journal, or else made up."""
    journal: str | os.PathLike[str] | None
    """A file that remembers what is done, also beyond 24 hours, so that a run that ended early goes on where it was."""
    repeat_doubtful: bool
    """Send again what an earlier run left in doubt, though no idempotency key protects it any more."""


def create_invoices(
    client: ApiClient, invoices: Iterable[CreateInvoiceRequest], **options: Unpack[Options]
) -> Run[CreateInvoiceRequest, InvoiceResponse]:
    """Create standalone invoices, however many. Each succeeds or fails on its own.

    Args:
        client: The client to call with. Threads share it; other processes make one from its configuration.
        invoices: What to create, read as needed.
        **options: See `Options`.

    Returns:
        The outcomes, in the order of the input. Work begins when the first one is asked for.

    Raises:
        ApiValueError: The journal is of another run, or is no journal.
    """
    return _run(client, _CREATE, invoices, options)


def post_invoices(
    client: ApiClient, invoices: Iterable[str | PostInvoiceRequest], **options: Unpack[Options]
) -> Run[str | PostInvoiceRequest, InvoicePostResponse]:
    """Post drafts, named by their IDs or by requests that also move their date. Otherwise as `create_invoices`."""
    return _run(client, _POST, invoices, options)


def update_invoices(
    client: ApiClient, invoices: Iterable[UpdateInvoiceRequest], **options: Unpack[Options]
) -> Run[UpdateInvoiceRequest, CommonResponse]:
    """Change invoices, each named by its `id`. Otherwise as `create_invoices`.

    The API takes no idempotency key for changes, so none is sent twice: one that may have been executed is reported
    as that, and a later run with the same journal leaves it alone unless `repeat_doubtful` is set.
    """
    return _run(client, _UPDATE, invoices, options)


def each(
    function: Callable[[Input], Result], keys: Iterable[Input], **options: Unpack[EachOptions]
) -> Run[Input, Result]:
    """Call a function once for each key: for what has no bulk endpoint.

        for outcome in bulk.each(invoices.cancel_invoice, ids): ...
        for outcome in bulk.each(partial(invoices.reverse_invoice, request=ReverseInvoiceRequest()), ids): ...

    A method of an API class knows the service's limits, and travels to other processes (with its client's settings).
    Any other function is called as it is, paced by the number of workers alone; whatever it raises is its outcome.
    """
    carried, client = _carried(function)
    calls: Iterator[Task[Input, Result]] = (
        _Single(index, key, carried, unwrap=client is not None) for index, key in enumerate(keys)
    )
    name = getattr(function, "__name__", "calls")
    return Run(calls, client=client, total=_length(keys), name=name, **_spread(options))


# ------------------------------------------------------------------------------------------------ the three endpoints


_CREATE = Kind(
    title="Creating",
    method="bulk_create_standalone_invoices",
    request=BulkCreateInvoicesRequest,
    settings={"use_single_transaction": False},
    entry=CreateInvoiceRequest,
    names=False,
    response=BulkCreateInvoicesResponse,
    single=True,
    keyed=True,
)
_POST = Kind(
    title="Posting",
    method="bulk_post_invoices",
    request=BulkPostInvoicesRequest,
    settings={},
    entry=PostInvoiceRequest,
    names=True,
    response=BulkPostInvoicesResponse,
    single=True,
    keyed=True,
)
_UPDATE = Kind(
    title="Changing",
    method="bulk_update_invoices",
    request=BulkUpdateInvoicesRequest,
    settings={},
    entry=UpdateInvoiceRequest,
    names=True,
    response=CommonResponse,
    single=False,
    keyed=False,
)


def _run(client: ApiClient, kind: Kind, inputs: Iterable[Any], options: Options) -> Run[Any, Any]:
    run_id, path = options.get("run_id"), options.get("journal")
    made_up = os.urandom(16).hex()
    journal = Journal(path, run_id, made_up) if path is not None else None
    name = journal.run_id if journal else run_id or made_up
    cutter = Cutter(client, kind, name, journal, options.get("repeat_doubtful", False))
    return Run(
        cutter.chunks(inputs),
        client=client,
        total=_length(inputs),
        name=kind.title,
        finish=journal.close if journal else lambda: None,
        **_spread(options),
    )


# ---------------------------------------------------------------------------------------------------- one by one


@dataclass
class _Single(Task[Input, Result], Generic[Input, Result]):
    """One call of a function."""

    index: int
    given: Input
    function: Callable[[Input], Any]
    unwrap: bool
    """Whether the function returns an `ApiResponse` of which the user wants the data."""

    def begin(self, executor: Executor) -> Future[Any]:
        """Call it there."""
        return executor.submit(_apply, self.function, self.given, os.urandom(8).hex())

    def note(self, future: Future[Any]) -> Sequence[ResponseHeaders]:
        """Tell what the answer says about limits."""
        outcome = broken(future) or future.result()
        return [outcome] if isinstance(outcome, ResponseHeaders) else []

    def outcomes(self, future: Future[Any] | None) -> list[Outcome[Input, Result]]:
        """What it returned, or raised."""
        assert future is not None
        error = broken(future)
        answer = None if error else future.result()
        return [
            Outcome(
                self.index,
                self.given,
                answer.data if self.unwrap and isinstance(answer, ApiResponse) else answer,
                error,
                request_id=getattr(error or answer, "request_id", None),
                idempotency_key=getattr(error or answer, "idempotency_key", None),
            )
        ]


def _apply(function: Callable[[Input], Result], given: Input, serial: str) -> Result:
    """The call itself. `serial` keeps Dask from taking two calls with equal arguments for one."""
    return function(given)


class _Method:
    """A method of an API class that can travel, and tells headers besides its answer."""

    def __init__(self, api: type[Any], name: str, client: ApiClient) -> None:
        self.api, self.name, self.courier = api, name, Courier(client)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return getattr(self.api(self.courier.client), self.name)(*arguments, **named)


def _carried(function: Callable[..., Any]) -> tuple[Callable[..., Any], ApiClient | None]:
    """A function as it can be called elsewhere, and the client that it calls with, if that can be told."""
    if isinstance(function, partial):
        inner, client = _carried(function.func)
        return partial(inner, *function.args, **function.keywords), client
    owner = getattr(function, "__self__", None)
    client = getattr(owner, "api_client", None)
    twin = f"{getattr(function, '__name__', '')}_with_http_info"
    if owner is not None and isinstance(client, ApiClient) and hasattr(owner, twin):
        return _Method(type(owner), twin, client), client
    return function, None


def _spread(options: EachOptions) -> dict[str, Any]:
    workers = check_count("max_workers", options.get("max_workers", 8))
    return {"executor": options.get("executor"), "max_workers": workers, "progress": options.get("progress")}


def _length(inputs: Iterable[Any]) -> int | None:
    return len(inputs) if isinstance(inputs, Sized) else None
