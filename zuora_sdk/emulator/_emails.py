"""Sending invoices by e-mail: what would have been sent is kept."""

from __future__ import annotations

import re
from dataclasses import replace

from zuora_sdk.emulator._documents import Account, Email, Fields, Invoice
from zuora_sdk.emulator._files import files_of
from zuora_sdk.emulator._invoices import check_status, free_invoice
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._transaction import Transaction

_ADDRESS = re.compile(r"[^@\s,]+@[^@\s,]+")


def email(transaction: Transaction, key: str, request: Fields) -> Email:
    """Send a posted invoice with one of its files."""
    invoice = free_invoice(transaction, key)
    check_status(invoice, ("Posted",), "be e-mailed")
    if not transaction.settings.email_notification_active:
        raise Rejection(Category.RULE, "The notification 'Manual Email For Invoice' is not active.")
    to = _recipients(invoice.account, request)
    file_id = _attachment(transaction, invoice, request.get("pdfFileId"))
    stamp = transaction.stamp
    transaction.save(replace(invoice, emailed=stamp))
    return transaction.save(Email(id=transaction.new_id(), invoice_id=invoice.id, to=to, file_id=file_id, stamp=stamp))


def _recipients(account: Account, request: Fields) -> tuple[str, ...]:
    to = [account.email]
    if request.get("emailAddresses") and not request.get("useEmailTemplateSetting"):
        to = [address.strip() for address in request["emailAddresses"].split(",")]
        if not all(_ADDRESS.fullmatch(address) for address in to):
            raise Rejection(Category.INVALID, "emailAddresses must be e-mail addresses, separated by commas.")
    if request.get("includeAdditionalEmailAddresses"):
        to += [address for address in account.additional_emails if address not in to]
    return tuple(to)


def _attachment(transaction: Transaction, invoice: Invoice, file_id: str | None) -> str | None:
    known = [file.id for file in files_of(transaction, invoice)]
    if file_id is None:
        return known[-1] if known else None
    if file_id not in known:
        raise Rejection(Category.INVALID, f"pdfFileId: invoice {invoice.number} has no file {file_id}.")
    return file_id
