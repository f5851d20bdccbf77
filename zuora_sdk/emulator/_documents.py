"""What the ledger holds: accounts, invoices with their items and taxes, memos, files and jobs. Money adds up here."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Context, Decimal
from typing import Any

ZERO = Decimal(0)
USER_ID = "8ad0e5a1000000000000000000000900"
# Sums must not round, however far apart their amounts are; the contract limits each amount's digits.
_EXACT = Context(prec=200)

Fields = dict[str, Any]

# The whole life of an invoice; a reversal or a write-off leaves it Posted. None: there is no such invoice.
ARROWS: frozenset[tuple[str | None, str | None]] = frozenset(
    {
        (None, "Draft"),
        ("Draft", "Posted"),
        ("Draft", "Canceled"),
        ("Draft", "CancelInProgress"),
        ("CancelInProgress", "Canceled"),
        ("CancelInProgress", "Draft"),
        ("Canceled", None),
    }
)


def new_id() -> str:
    """32 hexadecimal digits, as every object of the service has."""
    return uuid.uuid4().hex


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    result = ZERO
    for amount in amounts:
        result = _EXACT.add(result, amount)
    return result


def minus(amount: Decimal, *others: Decimal) -> Decimal:
    """The exact difference."""
    return total((amount, *(other.copy_negate() for other in others)))


@dataclass(frozen=True)
class Account:
    """Who is billed."""

    id: str
    number: str
    name: str
    currency: str = "USD"
    payment_term: str = "Net 30"
    bill_to_contact_id: str = field(default_factory=new_id)
    email: str = "billing@example.com"


@dataclass(kw_only=True)
class Balanced:
    """Something that money is owed for, and the credits and payments that were applied to it."""

    fields: Fields
    id: str = field(default_factory=new_id)
    credited: Decimal = ZERO
    paid: Decimal = ZERO

    @property
    def owed(self) -> Decimal:
        """What it costs, before credits and payments."""
        raise NotImplementedError

    @property
    def balance(self) -> Decimal:
        """What is left to pay."""
        return minus(self.owed, self.credited, self.paid)


@dataclass(kw_only=True)
class Tax(Balanced):
    """A taxation item: one tax on one item."""

    created: str
    item_id: str

    @property
    def owed(self) -> Decimal:
        """The tax amount."""
        amount: Decimal = self.fields["taxAmount"]
        return amount

    def view(self) -> Fields:
        """As lists of taxation items show it, and the answer that creates it."""
        return {
            "exemptAmount": ZERO,
            **self.fields,
            "id": self.id,
            "invoiceItemId": self.item_id,
            "balance": self.balance,
            "availableToCreditAmount": self.balance,
            "creditAmount": self.credited,
            "paymentAmount": self.paid,
            "createdById": USER_ID,
            "createdDate": self.created,
            "updatedById": USER_ID,
            "updatedDate": self.created,
        }


@dataclass(kw_only=True)
class Item(Balanced):
    """An invoice item: a charge with its discounts, or one of those discounts."""

    applied_to: str | None = None
    taxes: list[Tax] = field(default_factory=list)
    discounts: list[Item] = field(default_factory=list)

    @property
    def owed(self) -> Decimal:
        """The amount without tax: what an inclusive tax takes is not the charge's."""
        inclusive = (tax.owed for tax in self.taxes if tax.fields["taxMode"] == "TaxInclusive")
        return minus(self.fields["amount"], *inclusive)

    @property
    def tax_amount(self) -> Decimal:
        """All the taxes on this item."""
        return total(tax.owed for tax in self.taxes)

    def view(self) -> Fields:
        """As the list of invoice items shows it."""
        return {
            "quantity": Decimal(1),
            "chargeDate": f"{self.fields['serviceStartDate']} 00:00:00",
            **self.fields,
            "id": self.id,
            "appliedToItemId": self.applied_to,
            "availableToCreditAmount": self.balance,
            "balance": self.balance,
            "chargeAmount": self.owed,
            "chargeDescription": self.fields.get("description"),
            "chargeId": self.fields.get("productRatePlanChargeId"),
            "chargeType": "OneTime",
            "processingType": "Discount" if self.applied_to else "Charge",
            "productName": None,
            "sourceItemType": "InvoiceDetail",
            "taxAmount": self.tax_amount,
            "taxationItems": {"data": [tax.view() for tax in self.taxes]},
            "unitOfMeasure": self.fields.get("uom"),
        }


@dataclass(kw_only=True)
class Application:
    """A credit memo's or a payment's part that was applied to an invoice."""

    amount: Decimal
    stamp: str
    credit_memo_id: str | None = None
    payment_id: str | None = None

    def view(self) -> Fields:
        """As the list of application parts shows it."""
        return {
            "appliedAmount": self.amount,
            "creditMemoId": self.credit_memo_id,
            "paymentId": self.payment_id,
            "createdById": USER_ID,
            "createdDate": self.stamp,
            "updatedById": USER_ID,
            "updatedDate": self.stamp,
        }


@dataclass(kw_only=True)
class CreditMemo:
    """What a reversal or a write-off credits an invoice with."""

    invoice_id: str
    number: str
    amount: Decimal
    memo_date: str
    reason_code: str
    fields: Fields
    id: str = field(default_factory=new_id)


@dataclass(kw_only=True)
class Progress:
    """Work that goes Pending, Processing, done: with each look at it, or as time goes by."""

    started: dt.datetime
    polls: int = 0

    def stage(self, now: dt.datetime, step_seconds: float) -> int:
        """0 Pending, 1 Processing, 2 done."""
        waited = (now - self.started).total_seconds()
        return min(2, self.polls + int(waited / step_seconds if step_seconds else 2))


@dataclass(kw_only=True)
class Job:
    """A cancellation, deletion, posting or reversal; a small one is Completed as soon as it is there."""

    operation: str
    invoice_id: str
    request: Fields
    progress: Progress
    status: str = "Completed"
    credit_memo_id: str | None = None
    id: str = field(default_factory=new_id)

    def view(self) -> Fields:
        """As the operation job is read."""
        return {
            "id": self.id,
            "objectId": self.invoice_id,
            "objectType": "Invoice",
            "operationType": self.operation,
            "status": self.status,
        }

    def action_view(self) -> Fields:
        """As the action that began it answers."""
        memo = {"creditMemo": {"id": self.credit_memo_id}} if self.credit_memo_id else {}
        return {"id": self.invoice_id, "jobId": self.id, "jobStatus": self.status, **memo}


@dataclass(kw_only=True)
class File:
    """A PDF of an invoice, made by the service or uploaded."""

    invoice_id: str
    name: str
    content: bytes
    version: int
    stamp: str
    id: str = field(default_factory=new_id)
    handle: str = field(default_factory=new_id)

    @property
    def url(self) -> str:
        """Where its content is read."""
        return f"/v1/files/{self.handle}"

    def view(self) -> Fields:
        """As the list of invoice files shows it."""
        return {"id": self.id, "pdfFileUrl": self.url, "versionNumber": self.version}


@dataclass(kw_only=True)
class Email:
    """One e-mail that the service would have sent."""

    invoice_id: str
    to: tuple[str, ...]
    file_id: str | None
    stamp: str


@dataclass(kw_only=True)
class Invoice:
    """An invoice; all its sums are made of its items, its taxes and what was applied to them."""

    number: str
    account: Account
    fields: Fields
    created: str
    updated: str
    due_days: int | None
    """Days of the payment term; None when the due date was given."""
    id: str = field(default_factory=new_id)
    status: str = "Draft"
    charges: dict[str, Item] = field(default_factory=dict)
    applications: list[Application] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    pdf: Progress | None = None
    pdf_error: tuple[str, str] | None = None
    job_id: str | None = None
    reversed: bool = False
    posted: str | None = None
    canceled: str | None = None
    emailed: str | None = None

    def move(self, status: str | None) -> None:
        """Follow an arrow of the diagram."""
        if (self.status, status) not in ARROWS:
            raise AssertionError(f"invoice {self.number}: there is no way from {self.status} to {status}")
        self.status = status or self.status

    def items(self) -> Iterator[Item]:
        """Each charge, followed by its discounts."""
        for charge in self.charges.values():
            yield charge
            yield from charge.discounts

    def balanced(self) -> Iterator[Balanced]:
        """Everything that money is owed for."""
        for item in self.items():
            yield item
            yield from item.taxes

    @property
    def size(self) -> int:
        """How many items there are, discounts and taxes included."""
        return sum(1 for _ in self.balanced())

    @property
    def amount(self) -> Decimal:
        """The total, tax included and discounts taken off."""
        return total(entry.owed for entry in self.balanced())

    @property
    def amount_without_tax(self) -> Decimal:
        """The total before taxes."""
        return total(item.owed for item in self.items())

    @property
    def tax_amount(self) -> Decimal:
        """All the taxes."""
        return total(item.tax_amount for item in self.items())

    @property
    def discount(self) -> Decimal:
        """What the discounts take off, as a positive number."""
        return total(item.owed for item in self.items() if item.applied_to).copy_negate()

    @property
    def balance(self) -> Decimal:
        """What is left after credit memos and payments."""
        return minus(self.amount, *(part.amount for part in self.applications))

    def _applied(self, credit: bool) -> Decimal:
        return total(part.amount for part in self.applications if bool(part.credit_memo_id) is credit)

    def _common_view(self) -> Fields:
        return {
            "autoPay": False,
            **self.fields,
            "id": self.id,
            "accountId": self.account.id,
            "amount": self.amount,
            "balance": self.balance,
            "createdById": USER_ID,
            "createdDate": self.created,
            "currency": self.account.currency,
            "discount": self.discount,
            "status": self.status,
            "taxAmount": self.tax_amount,
            "updatedById": USER_ID,
            "updatedDate": self.updated,
        }

    def _exempt(self) -> Decimal:
        return total(tax.fields.get("exemptAmount", ZERO) for item in self.items() for tax in item.taxes)

    def view(self) -> Fields:
        """As it is read, and as its creation answers."""
        return {
            **self._common_view(),
            "invoiceNumber": self.number,
            "adjustmentAmount": ZERO,
            "amountWithoutTax": self.amount_without_tax,
            "creditMemoAmount": self._applied(credit=True),
            "includesOneTime": True,
            "includesRecurring": False,
            "includesUsage": False,
            "lastEmailSentDate": self.emailed,
            "paymentAmount": self._applied(credit=False),
            "postedBy": USER_ID if self.posted else None,
            "postedDate": self.posted and self.posted[:10],
            "refundAmount": ZERO,
            "source": "API",
            "sourceType": "Standalone",
            "taxExemptAmount": self._exempt(),
            "taxStatus": "Complete",
        }

    def update_view(self) -> Fields:
        """As an update answers: the same invoice under other names."""
        return {
            **self._common_view(),
            "number": self.number,
            "comment": self.fields.get("comments"),
            "postedOn": self.posted,
            "postedById": USER_ID if self.posted else None,
            "cancelledOn": self.canceled,
            "cancelledById": USER_ID if self.canceled else None,
            "totalTaxExemptAmount": self._exempt(),
        }

    def pdf_view(self, stage: int | None) -> Fields:
        """As the PDF status shows it; `stage` as `Progress` counts."""
        made = next((file for file in reversed(self.files)), None)
        view: Fields = {"invoiceId": self.id, "invoiceNumber": self.number, "pdfGenerationStatus": "None"}
        if self.pdf_error:
            category, message = self.pdf_error
            view |= {"pdfGenerationStatus": "Error", "errorCategory": category, "errorMessage": message}
        elif stage is not None and stage < 2:
            view["pdfGenerationStatus"] = ("Pending", "Processing")[stage]
        elif made:
            view |= {"pdfGenerationStatus": "Generated", "pdfFileUrl": made.url}
        if made or self.pdf:
            stamp = made.stamp if made else self.updated
            view |= {"createdOn": stamp, "updatedOn": stamp}
        return view
