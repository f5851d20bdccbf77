"""Queries in ZOQL, as far as they are simple: `select <fields> from <object> [where <field> = <value> [and ...]]`."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from zuora_sdk.emulator._documents import Account, Document, Fields, Invoice, Payment
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._transaction import Transaction

_QUERY = re.compile(r"\s*select\s+(.+?)\s+from\s+(\w+)(?:\s+where\s+(.+?))?\s*;?\s*", re.IGNORECASE | re.DOTALL)
_CONDITION = re.compile(
    r"\s*(\w+)\s*(=|!=|<=|>=|<|>)\s*('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|[\w.:+-]+)\s*(and\b|$)", re.IGNORECASE
)
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _account(account: Account) -> Fields:
    return {
        "Id": account.id,
        "AccountNumber": account.number,
        "Name": account.name,
        "Currency": account.currency,
        "PaymentTerm": account.payment_term,
        "BillToId": account.bill_to_contact_id,
        "SoldToId": account.sold_to_contact_id,
        "Status": "Active",
    }


def _invoice(invoice: Invoice) -> Fields:
    return {
        "Id": invoice.id,
        "InvoiceNumber": invoice.number,
        "AccountId": invoice.account.id,
        "Amount": invoice.amount,
        "AmountWithoutTax": invoice.amount_without_tax,
        "Balance": invoice.balance,
        "TaxAmount": invoice.tax_amount,
        "PaymentAmount": invoice.paid,
        "Comments": invoice.fields.get("comments"),
        "InvoiceDate": invoice.fields["invoiceDate"],
        "DueDate": invoice.fields.get("dueDate"),
        "Status": invoice.status,
        "CreatedDate": invoice.created,
        **{name: value for name, value in invoice.fields.items() if name.endswith("__c")},
    }


def _payment(payment: Payment) -> Fields:
    return {
        "Id": payment.id,
        "PaymentNumber": payment.number,
        "AccountId": payment.account_id,
        "Amount": payment.amount,
        "Currency": payment.currency,
        "EffectiveDate": payment.effective_date,
        "Status": "Processed",
    }


_OBJECTS: dict[str, tuple[type[Document], Callable[[Any], Fields]]] = {
    "account": (Account, _account),
    "invoice": (Invoice, _invoice),
    "payment": (Payment, _payment),
}


def query(transaction: Transaction, text: str) -> list[Fields]:
    """The records that a query finds, each with the fields that it asks for."""
    parts = _QUERY.fullmatch(text)
    if parts is None:
        raise _malformed("the emulator knows: select <fields> from <object> where <field> = <value> and ...")
    names, kind, where = parts.groups()
    if kind.lower() not in _OBJECTS:
        raise _malformed(f"invalid object {kind}; the emulator knows Account, Invoice and Payment")
    document_kind, record_of = _OBJECTS[kind.lower()]
    records = [record_of(document) for document in transaction.all(document_kind) if _visible(transaction, document)]
    conditions = _conditions(where) if where else []
    wanted = [name.strip() for name in names.split(",")]
    if records:
        for name in (*wanted, *(name for name, _, _ in conditions)):
            if not name.endswith("__c") and name.lower() not in {known.lower() for known in records[0]}:
                raise _malformed(f"invalid field {name} of {kind}")
    return [_only(record, wanted) for record in records if all(_holds(record, *one) for one in conditions)]


def _visible(transaction: Transaction, document: Document) -> bool:
    account = document.account if isinstance(document, Invoice) else document
    org = account.org if isinstance(account, Account) else None
    return transaction.orgs is None or org is None or org in transaction.orgs


def _conditions(where: str) -> list[tuple[str, str, str]]:
    conditions, position = [], 0
    while position < len(where):
        match = _CONDITION.match(where, position)
        if match is None:
            raise _malformed(f"can't read the condition {where[position:].strip()!r}")
        name, comparison, value, _ = match.groups()
        if value[0] in "'\"":
            value = re.sub(r"\\(.)", r"\1", value[1:-1])
        conditions.append((name, comparison, value))
        position = match.end()
    return conditions


def _value(record: Fields, name: str) -> Any:
    return next((value for known, value in record.items() if known.lower() == name.lower()), None)


def _holds(record: Fields, name: str, comparison: str, text: str) -> bool:
    value = _value(record, name)
    wanted: Any = text
    if text.lower() == "null":
        wanted = None
    elif isinstance(value, Decimal):
        try:
            wanted = Decimal(text)
        except InvalidOperation:
            raise _malformed(f"{name} is a number, and {text!r} is not") from None
    elif value is not None:
        value = str(value)
    if (value is None or wanted is None) and comparison not in ("=", "!="):
        return False
    return _COMPARISONS[comparison](value, wanted)


def _only(record: Fields, wanted: list[str]) -> Fields:
    """The fields asked for, as the service spells them; what is empty is left out."""
    names = {name.lower() for name in wanted}
    return {name: value for name, value in record.items() if name.lower() in names and value is not None}


def _malformed(why: str) -> Rejection:
    return Rejection(Category.INVALID, f"MALFORMED_QUERY: {why}.")
