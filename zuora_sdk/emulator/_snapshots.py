"""The state of the ledger as JSON data, for the control API and the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from zuora_sdk.emulator import _views
from zuora_sdk.emulator._contract import ABSENT
from zuora_sdk.emulator._documents import Email, Fields, File, Invoice, Item, Job
from zuora_sdk.emulator._invoices import find_invoice
from zuora_sdk.emulator._ledger import Ledger
from zuora_sdk.emulator._settings import Settings
from zuora_sdk.emulator._transaction import Transaction


def invoices(ledger: Ledger) -> list[Fields]:
    """All invoices, without their parts."""
    with ledger.transaction() as transaction:
        return [_summary(transaction, one) for one in transaction.all(Invoice)]


def invoice(ledger: Ledger, key: str) -> Fields:
    """An invoice with all its parts and its history; Rejection if there is none."""
    with ledger.transaction() as transaction:
        found = find_invoice(transaction, key)
        own_files = [file for file in transaction.all(File) if file.invoice_id == found.id]
        own_emails = [email for email in transaction.all(Email) if email.invoice_id == found.id]
        return {
            **_summary(transaction, found),
            "items": [_views.item_fields(item, _taxes) for item in found.items()],
            "applications": [_views.application_fields(part) for part in found.applications],
            "files": [_file_fields(file) for file in own_files],
            "emails": [asdict(email) for email in own_emails],
            "jobs": [_job_fields(transaction, job) for job in transaction.all(Job) if job.invoice_id == found.id],
            "history": [
                {"stamp": stamp, "event": event} for stamp, event in sorted(_history(found, own_files, own_emails))
            ],
        }


def credit_memos(ledger: Ledger) -> list[Fields]:
    """All credit memos."""
    return [_views.memo_fields(memo) for memo in ledger.credit_memos]


def payments(ledger: Ledger) -> list[Fields]:
    """All payments."""
    return [_views.payment_fields(payment) for payment in ledger.payments]


def jobs(ledger: Ledger) -> list[Fields]:
    """All jobs."""
    with ledger.transaction() as transaction:
        return [_job_fields(transaction, job) for job in transaction.all(Job)]


def files(ledger: Ledger) -> list[Fields]:
    """All files, without their contents."""
    return [_file_fields(file) for file in ledger.files]


def settings(current: Settings) -> Fields:
    """All settings."""
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(current).items()}


def read_settings(changes: Fields) -> dict[str, Any]:
    """Settings from JSON data; ValueError for unknown names and for values of another type."""
    from pydantic import TypeAdapter, ValidationError  # takes longer to load than the emulator to start

    known = {field.name for field in fields(Settings)}
    if unknown := sorted(set(changes) - known):
        raise ValueError(f"there is no setting {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    try:
        read = TypeAdapter(Settings).validate_python(changes)
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        raise ValueError("; ".join(problems)) from None
    return {name: getattr(read, name) for name in changes}


def _summary(transaction: Transaction, found: Invoice) -> Fields:
    shown = _views.invoice_fields(transaction, found)
    account = {"id": found.account.id, "number": found.account.number, "name": found.account.name}
    return {**{name: value for name, value in shown.items() if value is not ABSENT}, "account": account}


def _taxes(item: Item) -> Fields:
    return {"data": [_views.tax_fields(tax) for tax in item.taxes]}


def _file_fields(file: File) -> Fields:
    shown = {name: value for name, value in asdict(file).items() if name != "content"}
    return {**shown, "size": len(file.content), "url": file.url}


def _job_fields(transaction: Transaction, job: Job) -> Fields:
    return {**_views.operation_job_fields(transaction, job), "error": job.error}


def _history(found: Invoice, own_files: list[File], own_emails: list[Email]) -> Iterator[tuple[str, str]]:
    """When what happened to an invoice."""
    for stamp, event in ((found.created, "Created"), (found.posted, "Posted"), (found.canceled, "Canceled")):
        if stamp:
            yield stamp, event
    for part in found.applications:
        source = f"Credit memo {part.credit_memo_id}" if part.credit_memo_id else f"Payment {part.payment_id}"
        yield part.stamp, f"{source} applied: {part.amount}"
    for file in own_files:
        yield file.stamp, f"File {file.name} {'generated' if file.generated else 'uploaded'}"
    for email in own_emails:
        yield email.stamp, f"E-mail sent to {', '.join(email.to)}"
