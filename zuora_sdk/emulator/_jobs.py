"""Runs the actions of the table: at once, or as a job that the size of the invoice makes of them."""

from __future__ import annotations

from dataclasses import replace

from zuora_sdk.emulator._actions import ACTIONS, Action
from zuora_sdk.emulator._documents import STAGES, Fields, Invoice, Job, Progress
from zuora_sdk.emulator._invoices import free_invoice
from zuora_sdk.emulator._rejection import Rejection
from zuora_sdk.emulator._transaction import Transaction


def run(
    transaction: Transaction, name: str, key: str, request: Fields | None = None, *, synchronous: bool = False
) -> Job:
    """Do what the action says to an invoice; `synchronous`: at once, whatever the invoice's size."""
    action = ACTIONS[name]
    request = request or {}
    invoice = free_invoice(transaction, key)
    action.check_all(transaction, invoice, request)
    job = Job(
        id=transaction.new_id(),
        action=name,
        invoice_id=invoice.id,
        request=request,
        progress=Progress(started=transaction.now),
    )
    if synchronous or action.size(invoice) < action.async_items(transaction.settings):
        return _complete(transaction, action, job, invoice)
    transaction.save(replace(invoice, status=action.meanwhile or invoice.status, job_id=job.id))
    return transaction.save(job)


def finish(transaction: Transaction, job: Job) -> Job:
    """Do what the job is for, or let it fail if that has become impossible."""
    action = ACTIONS[job.action]
    try:
        with transaction.savepoint() as part:
            return _complete(part, action, job, _released(part, action, job))
    except Rejection as rejection:
        return fail(transaction, job, str(rejection))


def fail(transaction: Transaction, job: Job, error: str) -> Job:
    """End the job without its work: the invoice is as it was before."""
    if job.status != "Pending":
        raise ValueError(f"job {job.id} is already {job.status}")
    transaction.save(_released(transaction, ACTIONS[job.action], job))
    return transaction.save(replace(job, status="Failed", error=error))


def poll(transaction: Transaction, job: Job) -> Job:
    """Look at a job, which also brings it one step further."""
    if job.status != "Pending":
        return job
    job = replace(job, progress=job.progress.polled())
    if job.progress.stage(transaction.now, transaction.step) < len(STAGES):
        return transaction.save(job)
    return finish(transaction, job)


def status(transaction: Transaction, job: Job) -> str:
    """Pending, Processing, Completed or Failed."""
    if job.status != "Pending":
        return job.status
    return STAGES[min(job.progress.stage(transaction.now, transaction.step), 1)]


def _released(transaction: Transaction, action: Action, job: Job) -> Invoice:
    invoice = transaction.require(Invoice, job.invoice_id)
    return replace(invoice, status=action.source, job_id=None)


def _complete(transaction: Transaction, action: Action, job: Job, invoice: Invoice) -> Job:
    outcome = action.apply(transaction, invoice, job.request)
    return transaction.save(
        replace(
            job,
            status="Completed",
            credit_memo_ids=outcome.credit_memo_ids,
            invoice_ids=outcome.invoice_ids,
        )
    )
