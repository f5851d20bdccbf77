"""Thousands of invoices: any iterable in, an outcome for each input out, nobody billed twice.

    for outcome in bulk.create_invoices(client, requests, journal="2026-11.sqlite"):
        print(outcome.index, outcome.result.id if outcome.ok else outcome.error)

See docs/bulk.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sized
from functools import partial
from typing import Any, TypeVar

from typing_extensions import Unpack

import zuora_sdk._installation  # noqa: F401 - stops here where two packages are mixed
from zuora_sdk._runtime import Runtime
from zuora_sdk.api.invoices_api import InvoicesApi
from zuora_sdk.api_client import ApiClient
from zuora_sdk.bulk._check import Check, CheckedRow, check
from zuora_sdk.bulk._journal import Identity, Journal, NoJournal, SqliteJournal, boot_id, name_pipeline
from zuora_sdk.bulk._options import (
    BillOptions,
    EachOptions,
    FlowOptions,
    JournalOptions,
    Options,
    check_options,
    option_names,
)
from zuora_sdk.bulk._outcomes import Failed, Outcome, Succeeded
from zuora_sdk.bulk._pipeline import FinishedItems, PdfStep, created, key_of, passed_on
from zuora_sdk.bulk._report import CurrencyTotal, Difference, Report, StepCount, report
from zuora_sdk.bulk._runner import Flow, Run, progress_bar
from zuora_sdk.bulk._scheduler import Policy, Scheduler
from zuora_sdk.bulk._steps import CREATE, POST, UPDATE, BulkEndpoint, BulkStep, EachStep, Step, client_of
from zuora_sdk.configuration import Configuration, check_seconds
from zuora_sdk.exceptions import ApiValueError
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.create_invoice_request import CreateInvoiceRequest
from zuora_sdk.models.invoice_post_response import InvoicePostResponse
from zuora_sdk.models.invoice_response import InvoiceResponse
from zuora_sdk.models.post_invoice_request import PostInvoiceRequest
from zuora_sdk.models.update_invoice_request import UpdateInvoiceRequest

__all__ = [
    "BillOptions",
    "Check",
    "CheckedRow",
    "CurrencyTotal",
    "Difference",
    "EachOptions",
    "Failed",
    "FlowOptions",
    "JournalOptions",
    "Options",
    "Outcome",
    "Report",
    "Run",
    "StepCount",
    "Succeeded",
    "bill",
    "check",
    "create_invoices",
    "each",
    "post_invoices",
    "report",
    "update_invoices",
]

Input = TypeVar("Input")
Result = TypeVar("Result")


def create_invoices(
    client: ApiClient, invoices: Iterable[CreateInvoiceRequest], **options: Unpack[Options]
) -> Run[CreateInvoiceRequest, InvoiceResponse]:
    """Create standalone invoices, however many. Each succeeds or fails on its own.

    Args:
        client: The client to call with. Threads share it; other processes make one with its configuration.
        invoices: What to create, read as needed, in a thread of its own.
        **options: See `Options`.

    Returns:
        The outcomes. Work begins when the first one is asked for.

    Raises:
        ApiTypeError: An option is unknown, or of the wrong kind.
        ApiValueError: The journal is of another run or place, or isn't a journal.
    """
    return _run("create_invoices", client, CREATE, invoices, options)


def post_invoices(
    client: ApiClient, invoices: Iterable[str | PostInvoiceRequest], **options: Unpack[Options]
) -> Run[str | PostInvoiceRequest, InvoicePostResponse]:
    """Post drafts, named by their IDs or by requests that also move their date. Otherwise as `create_invoices`."""
    return _run("post_invoices", client, POST, invoices, options)


def update_invoices(
    client: ApiClient, invoices: Iterable[UpdateInvoiceRequest], **options: Unpack[Options]
) -> Run[UpdateInvoiceRequest, CommonResponse]:
    """Change invoices, each named by its `id`. Otherwise as `create_invoices`.

    The API takes no idempotency key for changes, so none is sent twice: one that may have been executed is reported
    as that, and a later run with the same journal leaves it alone unless `resend_unconfirmed` names it.
    """
    return _run("update_invoices", client, UPDATE, invoices, options)


def each(
    function: Callable[[Input], Result], items: Iterable[Input], **options: Unpack[EachOptions]
) -> Run[Input, Result]:
    """Call a function once for each item: for what has no bulk endpoint.

        for outcome in bulk.each(invoices.cancel_invoice, ids, journal="2026-11.sqlite"): ...
        for outcome in bulk.each(partial(invoices.reverse_invoice, request=ReverseInvoiceRequest()), ids): ...

    A method of an API class gets an idempotency key where the API takes one, and travels to other processes with its
    client's settings. Any other function is called as it is; whatever it raises is its outcome. With a journal, a call
    that may have been executed and that no key protects is unconfirmed, and not made again unless `check` or
    `resend_unconfirmed` says so.

    Args:
        function: What to call, with one argument.
        items: The arguments.
        **options: See `EachOptions`.

    Returns:
        The outcomes, each with what the function returned. Work begins when the first one is asked for.

    Raises:
        ApiTypeError: An option is unknown, or of the wrong kind.
        ApiValueError: The journal is of another run or place, or isn't a journal.
    """
    check_options("each", options, option_names(EachOptions))
    client = client_of(function)
    journal, name = options.get("journal"), options.get("step")
    remembers = bool(journal) or bool(options.get("run_id"))
    step = EachStep(function, check=options.get("check"), name=name, digested=remembers and options.get("key") is None)
    if journal and name is None and step.name == "<lambda>":
        raise ApiValueError("step: give the step a name, by which the journal knows it again; a lambda has none")
    return _start(client, step, items, options)


def bill(
    client: ApiClient,
    requests: Iterable[CreateInvoiceRequest],
    *,
    journal: str | os.PathLike[str],
    **options: Unpack[BillOptions],
) -> Report:
    """Bill from end to end: create invoices, post them, e-mail them, wait for their PDFs. Returns when all is done.

        report = bulk.bill(client, requests, journal="2026-11.sqlite", key=lambda request: request.comments)
        print(report)

    The steps are streamed: an invoice is posted while later ones are created. All of them share one journal, so that
    the same call, made again after a crash or an outage, goes on where the last one was. An invoice that fails in one
    step isn't passed on to the next.

    Args:
        client: The client to call with.
        requests: What to bill, read as needed, in a thread of its own.
        journal: The SQLite file that remembers every item and every request.
        **options: Which steps follow (`post`, `email`, `pdf`), and how they are done; see `BillOptions`.

    Returns:
        The report of the run, also of what earlier calls with this journal did.

    Raises:
        ApiTypeError: An option is unknown, or of the wrong kind.
        ApiValueError: The journal is of another run or place, or isn't a journal.
        ApiException: The service was away for longer than `outage_deadline`, or rejected the credentials. What wasn't
            sent is still planned.
        KeyboardInterrupt: Ctrl-C, after what was in flight. `report(journal)` says how far it came.
    """
    check_options("bill", options, option_names(BillOptions))
    email, total = options.get("email"), len(requests) if isinstance(requests, Sized) else None
    bar = progress_bar(total, "Billing") if options.get("progress") is None else None
    finished = FinishedItems(bar or options.get("progress") or None, total)
    shared: Any = {name: value for name, value in options.items() if name in option_names(JournalOptions)}
    shared.update(journal=journal, ordered=False, progress=False)
    chunks: Any = {"chunk_size": options.get("chunk_size")}

    run: Run[Any, Any] = create_invoices(client, requests, **shared, **chunks)
    steps, ids = [CREATE.method], created(run, finished)
    shared["key"] = key_of
    if options.get("post", True):
        ids = passed_on(post_invoices(client, ids, **shared, **chunks), finished)
        steps.append(POST.method)
    if email is not None:
        send = partial(InvoicesApi(client).email_invoice, request=email)
        ids = passed_on(each(send, ids, **shared), finished)
        steps.append("email_invoice")
    if options.get("pdf", False):
        step = PdfStep(client, check_seconds("pdf_deadline", options.get("pdf_deadline", 600.0)))
        ids = passed_on(_start(client, step, ids, shared), finished)
        steps.append(step.name)
    name_pipeline(journal, Identity.of(client.configuration), options.get("run_id") or "", client.runtime.now(), steps)
    for _ in ids:
        finished.add()
    if bar:
        bar.close()
    return report(journal)


def _run(
    function: str, client: ApiClient, endpoint: BulkEndpoint, inputs: Iterable[Any], options: Options
) -> Run[Any, Any]:
    check_options(function, options, option_names(Options))
    chunk_size = options.get("chunk_size")
    if options.get("run_id") and not options.get("journal"):
        if chunk_size not in (None, 1):
            raise ApiValueError(
                "chunk_size: with run_id and no journal each invoice has a request of its own; leave it out, or give "
                "a journal"
            )
        chunk_size = 1
    return _start(client, BulkStep(client, endpoint, chunk_size), inputs, options)


def _start(client: ApiClient | None, step: Step, inputs: Iterable[Any], options: Mapping[str, Any]) -> Run[Any, Any]:
    configuration = client.configuration if client else Configuration()
    runtime = client.runtime if client else Runtime()
    path, run_id = options.get("journal"), options.get("run_id") or ""
    identity = Identity.of(configuration) if client else Identity("", "", "")
    if path:
        SqliteJournal.check(path, identity, run_id)
    policy = Policy(
        key=options.get("key"),
        retry_failed=options.get("retry_failed", False),
        resend_unconfirmed=options.get("resend_unconfirmed", False),
        outage_deadline=options.get("outage_deadline", 3600.0),
        remembers=bool(path or run_id),
        boot=boot_id(),
    )

    def open_journal() -> Journal:
        if path:
            return SqliteJournal(path, step.name, identity, run_id, runtime.now())
        return NoJournal(run_id or os.urandom(16).hex())

    def schedule(journal: Journal) -> Scheduler:
        return Scheduler(step, journal, policy, configuration=configuration, runtime=runtime)

    flow = Flow(
        max_workers=options.get("max_workers", 8),
        executor=options.get("executor"),
        ordered=options.get("ordered", True),
        progress=options.get("progress"),
        title=step.title,
        total=len(inputs) if isinstance(inputs, Sized) else None,
        chunk=step.limit,
    )
    return Run(inputs, schedule, open_journal, runtime, flow)
