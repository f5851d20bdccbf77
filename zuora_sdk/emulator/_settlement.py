"""Invoice Settlement: payments and credit memos, and their application to invoices and items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from zuora_sdk.emulator._accounts import account_of
from zuora_sdk.emulator._documents import (
    Application,
    Balanced,
    CreditMemo,
    Fields,
    Invoice,
    Payment,
    map_items,
)
from zuora_sdk.emulator._files import generate_pdf
from zuora_sdk.emulator._invoices import find_invoice
from zuora_sdk.emulator._money import ZERO, minus, total
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._transaction import Transaction


def check_enabled(transaction: Transaction) -> None:
    """Reject what needs Invoice Settlement in a tenant without it."""
    if not transaction.settings.invoice_settlement:
        raise Rejection(Category.RULE, "Invoice Settlement is not enabled for this tenant.")


# -- credit memos ------------------------------------------------------------------------------------------------------


def check_memo(transaction: Transaction, invoice: Invoice, request: Fields) -> str:
    """The date of a memo for the invoice; Rejection if it or its reason isn't valid."""
    memo_date: str = request.get("memoDate") or transaction.today
    if memo_date < invoice.fields["invoiceDate"]:
        raise Rejection(Category.INVALID, "memoDate must not be before the invoice's date.")
    if request.get("reasonCode") and request["reasonCode"] not in transaction.settings.reason_codes:
        raise Rejection(Category.INVALID, f"There is no reason code {request['reasonCode']}.")
    return memo_date


def credit(transaction: Transaction, invoice: Invoice, request: Fields, reason: str) -> tuple[Invoice, CreditMemo]:
    """Credit what is left of each item and tax with a memo that is applied at once."""
    memo = transaction.save(
        CreditMemo(
            id=transaction.new_id(),
            number=transaction.next_number(CreditMemo, "CM"),
            invoice_id=invoice.id,
            amount=total(entry.balance for entry in invoice.balanced()),
            memo_date=request.get("memoDate") or transaction.today,
            reason_code=request.get("reasonCode") or reason,
            fields=request,
        )
    )
    settled = map_items(invoice, lambda entry: replace(entry, credited=total((entry.credited, entry.balance))))
    application = Application(amount=memo.amount, stamp=transaction.stamp, credit_memo_id=memo.id)
    return _apply(transaction, settled, application), memo


def _apply(transaction: Transaction, invoice: Invoice, application: Application) -> Invoice:
    applied = replace(invoice, applications=(*invoice.applications, application), updated=transaction.stamp)
    generate_pdf(transaction, applied)
    return transaction.save(applied)


# -- payments ----------------------------------------------------------------------------------------------------------


def create_payment(transaction: Transaction, request: Fields) -> Payment:
    """Money received from an account, applied to the invoices that the request names."""
    account = account_of(transaction, request)
    currency = request.get("currency") or account.currency
    if request["amount"] <= 0:
        raise Rejection(Category.INVALID, "amount must be positive.")
    named = ("accountId", "accountNumber", "amount", "currency", "effectiveDate", "invoices")
    payment = Payment(
        id=transaction.new_id(),
        number=transaction.next_number(Payment, "P-"),
        account_id=account.id,
        amount=request["amount"],
        currency=currency,
        effective_date=request.get("effectiveDate") or transaction.today,
        created=transaction.stamp,
        fields={name: value for name, value in request.items() if name not in named},
    )
    return apply_payment(transaction, transaction.save(payment), request.get("invoices") or ())


def apply_payment(transaction: Transaction, payment: Payment, entries: Sequence[Fields]) -> Payment:
    """Apply parts of a payment to invoices of its account."""
    for index, entry in enumerate(entries):
        where = f"invoices[{index}]"
        key = entry.get("invoiceId") or entry.get("invoiceNumber")
        if not key:
            raise Rejection(Category.MISSING_FIELD, f"{where}.invoiceId or invoiceNumber is required.")
        invoice = find_invoice(transaction, key)
        if invoice.account.id != payment.account_id:
            message = f"{where}: invoice {invoice.number} is of another account than the payment."
            raise Rejection(Category.RULE, message)
        if invoice.currency != payment.currency:
            message = f"{where}: invoice {invoice.number} is in {invoice.currency}, the payment in {payment.currency}."
            raise Rejection(Category.RULE, message)
        if entry["amount"] > payment.unapplied:
            message = f"{where}.amount: only {payment.unapplied} of payment {payment.number} is left to apply."
            raise Rejection(Category.RULE, message)
        payment = _apply_part(transaction, payment, invoice, entry["amount"])
    return payment


def pay(transaction: Transaction, invoice: Invoice, amount: Decimal) -> Application:
    """A new payment of the invoice's account, all of it applied to the invoice."""
    request = {"accountId": invoice.account.id, "amount": amount, "currency": invoice.currency}
    entry = {"invoiceId": invoice.id, "amount": amount}
    create_payment(transaction, {**request, "type": "External", "invoices": [entry]})
    return find_invoice(transaction, invoice.id).applications[-1]


def _apply_part(transaction: Transaction, payment: Payment, invoice: Invoice, amount: Decimal) -> Payment:
    if invoice.job_id:
        raise Rejection(Category.LOCK, f"Invoice {invoice.number} is locked by job {invoice.job_id}; try again later.")
    if invoice.status != "Posted" or not ZERO < amount <= invoice.balance:
        raise Rejection(Category.RULE, f"A payment of {amount} can't be applied to invoice {invoice.number}.")
    application = Application(amount=amount, stamp=transaction.stamp, payment_id=payment.id)
    _apply(transaction, map_items(invoice, _paying(amount)), application)
    return transaction.save(replace(payment, applied=(*payment.applied, (invoice.id, amount))))


def _paying(amount: Decimal) -> Callable[[Balanced], Balanced]:
    """Pays entries from the first on, each up to its balance, until the amount is spent."""
    left = amount

    def paid(entry: Balanced) -> Balanced:
        nonlocal left
        part = max(ZERO, min(left, entry.balance))
        left = minus(left, part)
        return replace(entry, paid=total((entry.paid, part)))

    return paid
