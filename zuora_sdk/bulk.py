"""Thousands of invoices at once: any iterable in, outcomes in the same order out, nobody billed twice.

    for outcome in bulk.create_invoices(client, requests, run_id="2026-11", journal="2026-11.jsonl"):
        print(outcome.index, outcome.invoice.id if outcome.ok else outcome.error)

Input is read as it is needed and cut to what the API takes in a request: 50 invoices, 1,000 items. See docs/bulk.md.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field
from functools import partial
from time import time
from typing import Any, Generic, Literal, NamedTuple, TypedDict, TypeVar, cast

from typing_extensions import Unpack

from zuora_sdk import checks, retry, serialization
from zuora_sdk.api.invoices_api import InvoicesApi
from zuora_sdk.api_client import ApiClient
from zuora_sdk.api_response import ApiResponse
from zuora_sdk.exceptions import ApiException, ApiTypeError, ApiValueError, OpenApiException, failure
from zuora_sdk.journal import Journal, restored, written
from zuora_sdk.models.base import ZuoraModel
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
from zuora_sdk.response_headers import ResponseHeaders
from zuora_sdk.running import Courier, Outcome, Progress, Run, Task

__all__ = ["Options", "Outcome", "Run", "create_invoices", "each", "post_invoices", "update_invoices"]

Input = TypeVar("Input")
Result = TypeVar("Result")

MOST_INVOICES = 50
MOST_ITEMS = 1000
KEPT = 23 * 3600.0
"""Seconds for which an idempotency key protects: an hour less than Zuora keeps it, for clocks that disagree."""


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


@dataclass(frozen=True)
class _Kind:
    """One bulk endpoint, as data."""

    title: str
    """What a progress bar calls it."""
    method: str
    """Of `InvoicesApi`."""
    request: type[ZuoraModel]
    settings: Mapping[str, Any]
    """Fields of the request besides the invoices."""
    entry: type[ZuoraModel]
    """What stands in the request..."""
    needs: str | None
    """...the field that an entry must have here, though not everywhere..."""
    response: type[ZuoraModel]
    single: bool
    """...and whether the answer has an entry for each."""
    keyed: bool
    """Whether an idempotency key protects it."""


_CREATE = _Kind(
    title="Creating",
    method="bulk_create_standalone_invoices",
    request=BulkCreateInvoicesRequest,
    settings={"use_single_transaction": False},
    entry=CreateInvoiceRequest,
    needs=None,
    response=BulkCreateInvoicesResponse,
    single=True,
    keyed=True,
)
_POST = _Kind(
    title="Posting",
    method="bulk_post_invoices",
    request=BulkPostInvoicesRequest,
    settings={},
    entry=PostInvoiceRequest,
    needs="id",
    response=BulkPostInvoicesResponse,
    single=True,
    keyed=True,
)
_UPDATE = _Kind(
    title="Changing",
    method="bulk_update_invoices",
    request=BulkUpdateInvoicesRequest,
    settings={},
    entry=UpdateInvoiceRequest,
    needs="id",
    response=CommonResponse,
    single=False,
    keyed=False,
)


class _Part(NamedTuple):
    """What became of some entries of a chunk."""

    positions: tuple[int, ...]
    outcome: ApiResponse[Any] | OpenApiException


# -------------------------------------------------------------------------------------------- where the work is done


def _send(courier: Courier, kind: _Kind, entries: Sequence[ZuoraModel], key: str, serial: str) -> list[_Part]:
    """Send a chunk. Where parts speak of the same entry, the later one counts.

    One entry may not hold the others back: what is refused as a whole for its content is sent in halves, and entries
    that the service had locked are sent again.

    Every key follows from the first one, so that a run that starts again walks the same way. `serial` is unlike that
    of any other chunk: Dask takes calls with equal arguments for one.
    """
    client = courier.client
    policy = client.configuration.retry_policy
    parts: list[_Part] = []
    todo = deque([(tuple(range(len(entries))), key, 1)])
    while todo:
        positions, key, attempt = todo.popleft()
        outcome = _call(client, kind, [entries[position] for position in positions], key)
        if isinstance(outcome, ApiException) and len(positions) > 1 and _is_about_content(outcome):
            middle = len(positions) // 2
            todo.append((positions[:middle], _derived(key, "first half"), 1))
            todo.append((positions[middle:], _derived(key, "second half"), 1))
            continue
        parts.append(_Part(positions, outcome))
        if isinstance(outcome, ApiResponse) and attempt < policy.max_attempts:
            locked = {at: error for at, _, error in _read(kind, entries, parts[-1]) if error and _is_lock(error)}
            if locked:
                error = next(iter(locked.values()))
                client._sleep(retry.wait(error, attempt, policy, client._random) or 0.0)
                todo.append((tuple(locked), _derived(key, "again"), attempt + 1))
    return parts


def _call(
    client: ApiClient, kind: _Kind, entries: Sequence[ZuoraModel], key: str
) -> ApiResponse[Any] | OpenApiException:
    method = getattr(InvoicesApi(client), f"{kind.method}_with_http_info")
    request = kind.request(invoices=list(entries), **kind.settings)
    try:
        response: ApiResponse[Any] = method(request, **({"idempotency_key": key} if kind.keyed else {}))
    except OpenApiException as error:
        return error
    return response


def _is_about_content(error: ApiException) -> bool:
    """Whether the service did nothing, because of something in the request that may be in one entry alone."""
    return not error.maybe_executed and error.effective_status in (400, 404) and error.category not in (10, 11)


def _is_lock(error: ApiException) -> bool:
    return error.category in (50, 70)


def _derived(key: str, how: str) -> str:
    return hashlib.sha256(f"{key}/{how}".encode()).hexdigest()


# ------------------------------------------------------------------------------------------------- reading an answer


def _read(kind: _Kind, entries: Sequence[ZuoraModel], part: _Part) -> Iterator[tuple[int, Any, Any]]:
    """(position, result, error) of each entry that a part speaks of."""
    outcome = part.outcome
    if isinstance(outcome, OpenApiException):
        yield from ((position, None, outcome) for position in part.positions)
    elif not kind.single:
        yield from ((position, outcome.data, None) for position in part.positions)
    else:
        sent = [entries[position] for position in part.positions]
        for position, answer in zip(part.positions, _matched(sent, outcome.data.invoices or ()), strict=True):
            error = _fault(outcome, answer)
            yield position, (None if error else answer), error


def _matched(sent: Sequence[ZuoraModel], answers: Iterable[Any]) -> list[Any]:
    """The answer to each entry: by the place or ID that it names, else in order. None where there is none."""
    found: list[Any] = [None] * len(sent)
    rest = []
    for answer in answers:
        place = _place(sent, found, answer)
        if place is None:
            rest.append(answer)
        else:
            found[place] = answer
    left = iter(rest)
    return [next(left, None) if answer is None else answer for answer in found]


def _place(sent: Sequence[ZuoraModel], found: Sequence[Any], answer: Any) -> int | None:
    named = getattr(answer, "additional_properties", {}).get("objectIndex")
    if isinstance(named, int):
        return named if 0 <= named < len(found) and found[named] is None else None
    key = getattr(answer, "id", None)
    places = (at for at, entry in enumerate(sent) if key and getattr(entry, "id", None) == key and found[at] is None)
    return next(places, None)


def _fault(response: ApiResponse[Any], answer: Any) -> ApiException | None:
    """Why an entry failed; None if it didn't."""
    if not isinstance(answer, ZuoraModel):
        error = _silence(response.headers, response.status_code)
    elif getattr(answer, "success", None) is False or getattr(answer, "reasons", None):
        body = serialization.encode(answer)
        content = serialization.parse_json(body)
        error = failure(response.status_code, "this invoice failed", response.headers, body, content)
        error.maybe_executed = (error.effective_status or 0) >= 500
    else:
        return None
    error.attempts, error.errors, error.elapsed = response.attempts, response.errors, response.elapsed
    error.idempotency_key = response.idempotency_key
    return error


# --------------------------------------------------------------------------------------------------------- chunks


class _Slot(NamedTuple):
    """One input on its way into a chunk."""

    place: int
    given: Any
    entry: ZuoraModel | None
    """What is sent for it; None if it can't be."""
    error: OpenApiException | None


@dataclass
class _Chunk(Task[Any, Any]):
    """Inputs that travel in one request, with those between them that can't be sent."""

    kind: _Kind
    slots: list[_Slot]
    work: str
    """What it is called in the journal and in its keys: the same in every run of this name over this input."""
    courier: Courier
    journal: Journal | None
    repeat_doubtful: bool
    turn: int = 0
    restored: bool = False
    doubt: ApiException | None = None
    entries: list[ZuoraModel] = field(init=False)

    def __post_init__(self) -> None:
        self.entries = [slot.entry for slot in self.slots if slot.entry is not None]

    def begin(self, executor: Executor) -> Future[Any] | None:
        """Hand it over, unless an earlier run has done it, or may have."""
        if not self.entries:
            return None
        if self.journal:
            past = self.journal.past(self.work)
            if past:
                self.turn = past.turn + (past.event == "refused")
                self.restored = past.event == "answered"
                protected = self.kind.keyed and time() - past.since < KEPT
                if past.event in ("sent", "doubtful") and not protected and not self.repeat_doubtful:
                    self.doubt = _doubt(self.kind, past.since)
                if self.restored or self.doubt:
                    return None
            self.journal.note(self.work, "sent", self.turn)
        key = _derived(self.work, f"turn {self.turn}")
        return executor.submit(_send, self.courier, self.kind, self.entries, key, os.urandom(8).hex())

    def note(self, future: Future[Any]) -> Iterable[ResponseHeaders]:
        """Write down what became of it."""
        parts: list[_Part] | None = None if _broken(future) else future.result()
        outcomes = [part.outcome for part in parts or ()]
        if self.journal:
            failures = [outcome for outcome in outcomes if isinstance(outcome, OpenApiException)]
            if parts is None or any(getattr(error, "maybe_executed", False) for error in failures):
                self.journal.note(self.work, "doubtful", self.turn)
            elif len(failures) == len(outcomes):
                self.journal.note(self.work, "refused", self.turn)
            else:
                # Failures that aren't the service's are of a request that was not sent; nothing but it to write down.
                records = [
                    {"positions": part.positions, **written(part.outcome)}
                    for part in parts
                    if isinstance(part.outcome, (ApiResponse, ApiException))
                ]
                self.journal.note(self.work, "answered", self.turn, records)
        return [outcome for outcome in outcomes if isinstance(outcome, ResponseHeaders)]

    def outcomes(self, future: Future[Any] | None) -> list[Outcome[Any, Any]]:
        """What became of each input, in order."""
        found: dict[int, tuple[Any, Exception | None, ApiResponse[Any] | OpenApiException]] = {}
        unknown = self.doubt or (_broken(future) if future else None)
        for part in () if unknown else self._parts(future):
            for position, result, error in _read(self.kind, self.entries, part):
                found[position] = result, error, part.outcome
        positions = iter(range(len(self.entries)))
        return [
            Outcome(slot.place, slot.given, error=slot.error)
            if slot.entry is None
            else self._outcome(slot, *found.get(next(positions), (None, unknown or _silence(), None)))
            for slot in self.slots
        ]

    def _parts(self, future: Future[Any] | None) -> list[_Part]:
        if future:
            return cast("list[_Part]", future.result())
        records = self.journal.answers(self.work) if self.journal and self.restored else []
        return [_Part(tuple(record["positions"]), restored(record, self.kind.response)) for record in records]

    def _outcome(self, slot: _Slot, result: Any, error: Exception | None, source: Any) -> Outcome[Any, Any]:
        return Outcome(
            slot.place,
            slot.given,
            result,
            error,
            request_id=getattr(error or source, "request_id", None),
            idempotency_key=getattr(source, "idempotency_key", None),
            restored=self.restored,
        )


def _broken(future: Future[Any]) -> Exception | None:
    """What happened to the place where the work was to be done, if it is that which failed."""
    if future.cancelled():
        return CancelledError("the executor dropped it")
    error = future.exception()
    return error if error is None or isinstance(error, Exception) else RuntimeError(f"the worker was ended: {error!r}")


def _silence(headers: Mapping[str, str] | None = None, status: int | None = None) -> ApiException:
    return ApiException(status, "there is no answer about this invoice", headers=headers, maybe_executed=True)


def _doubt(kind: _Kind, since: float) -> ApiException:
    hours = (time() - since) / 3600
    error = ApiException(
        None,
        f"an earlier run sent this {hours:.1f} hours ago and left no answer, and no idempotency key protects it any "
        "more; look whether it was done, and set repeat_doubtful=True to send it again",
        maybe_executed=True,
    )
    error.operation = kind.method
    return error


def _run(client: ApiClient, kind: _Kind, inputs: Iterable[Any], options: Options) -> Run[Any, Any]:
    run_id, path = options.get("run_id"), options.get("journal")
    fresh = os.urandom(16).hex()
    journal = Journal(path, run_id, fresh) if path is not None else None
    make = partial(
        _Chunk,
        kind,
        courier=Courier(client),
        journal=journal,
        repeat_doubtful=options.get("repeat_doubtful", False),
    )
    chunks = _chunks(kind, inputs, journal.run_id if journal else run_id or fresh, make, client)
    finish = journal.close if journal else lambda: None
    spread = _spread(options)
    return Run(chunks, client=client, total=_length(inputs), name=kind.title, finish=finish, **spread)


def _chunks(
    kind: _Kind, inputs: Iterable[Any], run_id: str, make: Callable[..., _Chunk], client: ApiClient
) -> Iterator[_Chunk]:
    """Cut the input to what a request may hold. The same input is always cut alike."""
    thorough = client.configuration.client_side_validation
    seen: Counter[str] = Counter()
    slots: list[_Slot] = []
    digest, items = hashlib.sha256(), 0

    def cut() -> _Chunk:
        nonlocal slots, digest, items
        content = digest.hexdigest()
        seen[content] += 1  # the same content once more is other work
        chunk = make(slots, work=_derived(f"{run_id}/{kind.method}/{content}", f"time {seen[content]}"))
        slots, digest, items = [], hashlib.sha256(), 0
        return chunk

    for index, given in enumerate(inputs):
        try:
            entry = _entry(kind, given, index, thorough=thorough)
            text = _canonical(entry, f"invoices[{index}]")
        except OpenApiException as error:
            slots.append(_Slot(index, given, None, error))
        else:
            size = len(getattr(entry, "invoice_items", None) or ()) if kind is _CREATE else 0
            if slots and items + size > MOST_ITEMS:
                yield cut()
            slots.append(_Slot(index, given, entry, None))
            digest.update(text + b"\n")
            items += size
        if len(slots) == MOST_INVOICES:
            yield cut()
    if slots:
        yield cut()


def _entry(kind: _Kind, given: Any, index: int, *, thorough: bool) -> ZuoraModel:
    """What to send for an input. Raises what is wrong with it."""
    name = f"invoices[{index}]"
    entry = PostInvoiceRequest(id=given) if kind is _POST and isinstance(given, str) else given
    if not isinstance(entry, kind.entry):
        hint = f"; {kind.entry.__name__}.from_dict(...) makes one" if isinstance(entry, dict) else ""
        raise ApiTypeError(f"{name}: must be a {kind.entry.__name__}, not {type(entry).__name__}{hint}")
    findings = checks.check_model(entry, name) if thorough else []
    if kind.needs and not getattr(entry, kind.needs):
        findings.append(f"{name}.{kind.needs}: is required")
    if findings:
        raise ApiValueError(*findings)
    return entry


def _canonical(entry: ZuoraModel, name: str) -> bytes:
    """The content of an entry, in whatever order its custom fields were given."""
    return serialization.encode(_sorted(entry.to_dict()), name)


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=str)}
    return [_sorted(entry) for entry in value] if isinstance(value, list) else value


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

    def note(self, future: Future[Any]) -> Iterable[ResponseHeaders]:
        """Tell what the answer says about limits."""
        outcome = _broken(future) or future.result()
        return [outcome] if isinstance(outcome, ResponseHeaders) else []

    def outcomes(self, future: Future[Any] | None) -> list[Outcome[Input, Result]]:
        """What it returned, or raised."""
        assert future is not None
        error = _broken(future)
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
    workers = options.get("max_workers", 8)
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise ApiValueError(f"max_workers: {workers!r} is no whole number of at least 1")
    return {"executor": options.get("executor"), "max_workers": workers, "progress": options.get("progress")}


def _length(inputs: Iterable[Any]) -> int | None:
    return len(inputs) if isinstance(inputs, Sized) else None
