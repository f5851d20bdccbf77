"""E-invoices: what the service provider makes of a posted invoice, as the settings have it."""

from __future__ import annotations

from dataclasses import replace

from zuora_sdk.emulator._documents import EInvoice, Fields, Invoice
from zuora_sdk.emulator._invoices import find_invoice, free_invoice
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._settings import EInvoicing
from zuora_sdk.emulator._transaction import Transaction


def mandate(transaction: Transaction, key: str) -> Fields:
    """What the country of the customer asks for."""
    find_invoice(transaction, key)
    rules = _rules(transaction)
    return {
        "countryCode": rules.country_code,
        "fileFormats": list(rules.file_formats),
        "configurableFileFormatNames": list(rules.file_formats),
        "category": rules.category,
        "processType": rules.process_type,
        "defaultFileFormats": list(rules.file_formats[:1]),
        "configurableDefaultFileFormatNames": list(rules.file_formats[:1]),
    }


def sync_status(transaction: Transaction, key: str) -> Invoice:
    """Ask the provider what became of the invoice: what was processing has ended."""
    invoice = free_invoice(transaction, key)
    e_invoice, rules = _of(transaction, invoice), _rules(transaction)
    if e_invoice.status == "CancelProcessing":
        e_invoice = replace(e_invoice, status="Cancelled")
    elif e_invoice.status == "Processing":
        e_invoice = replace(
            e_invoice,
            status=rules.outcome,
            file_id=transaction.new_id() if rules.error_code is None else None,
            error_code=rules.error_code,
            error_message=rules.error_message,
        )
    return transaction.save(replace(invoice, e_invoice=e_invoice, updated=transaction.stamp))


def cancel(transaction: Transaction, key: str) -> Invoice:
    """Ask the provider to cancel an e-invoice that it has accepted."""
    invoice = free_invoice(transaction, key)
    e_invoice = _of(transaction, invoice)
    if e_invoice.file_id is None or e_invoice.status in ("CancelProcessing", "Cancelled"):
        message = f"The e-invoice of {invoice.number} can't be canceled: its status is {e_invoice.status}."
        raise Rejection(Category.RULE, message)
    canceling = replace(e_invoice, status="CancelProcessing")
    return transaction.save(replace(invoice, e_invoice=canceling, updated=transaction.stamp))


def download(transaction: Transaction, key: str, file_format: str | None) -> tuple[bytes, str]:
    """Content and media type of the e-invoice's file."""
    invoice = find_invoice(transaction, key)
    e_invoice, rules = _of(transaction, invoice), _rules(transaction)
    if e_invoice.file_id is None:
        raise Rejection(Category.NOT_FOUND, f"There is no e-invoice file of invoice {invoice.number} yet.")
    if file_format is not None and file_format not in rules.file_formats:
        raise Rejection(Category.INVALID, f"fileFormat must be one of {', '.join(rules.file_formats)}.")
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Invoice><ID>{invoice.number}</ID>'
        f"<IssueDate>{invoice.fields['invoiceDate']}</IssueDate>"
        f'<PayableAmount currencyID="{invoice.currency}">{invoice.amount:f}</PayableAmount></Invoice>\n'
    )
    return content.encode(), "application/octet-stream"


def _rules(transaction: Transaction) -> EInvoicing:
    rules = transaction.settings.e_invoicing
    if rules is None:
        raise Rejection(Category.RULE, "E-invoicing is not enabled for this tenant.")
    return rules


def _of(transaction: Transaction, invoice: Invoice) -> EInvoice:
    _rules(transaction)
    if invoice.e_invoice is None:
        raise Rejection(Category.RULE, f"Invoice {invoice.number} has no e-invoice.")
    return invoice.e_invoice
