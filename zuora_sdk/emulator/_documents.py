"""What the ledger holds. Documents never change: a change is a new document in the place of the old one.

Each has an `id`; those that people also look up by a number (or a file's handle) have it as `alias`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from zuora_sdk.emulator._money import ZERO, minus, total
from zuora_sdk.emulator._responses import Response

USER_ID = "8ad0e5a1000000000000000000000900"
# How long a response is kept under its idempotency key.
KEPT = dt.timedelta(hours=24)

Fields = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Document:
    """Anything that the ledger holds by its ID."""

    id: str

    @property
    def alias(self) -> str | None:
        """What else it can be looked up by."""
        return None

    def due(self, step: dt.timedelta) -> dt.datetime | None:
        """When something happens to it by itself; `step` is how long each stage of a job takes."""
        return None


@dataclass(frozen=True, kw_only=True)
class Numbered(Document):
    """Anything that people also look up by its number."""

    number: str

    @property
    def alias(self) -> str | None:
        """Its number."""
        return self.number


# -- who is billed -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Account(Numbered):
    """Who is billed.

    Attributes:
        org: ID of the organization it belongs to, in a tenant with several.
        additional_emails: Who gets copies of e-mails to the account.
    """

    id: str
    number: str
    name: str
    currency: str = "USD"
    payment_term: str = "Net 30"
    bill_to_contact_id: str = ""
    email: str = "billing@example.com"
    additional_emails: tuple[str, ...] = ()
    org: str | None = None
    sold_to_contact_id: str = ""
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Contact(Document):
    """A person of an account, to whom or for whom bills are sent."""

    account_id: str
    fields: Fields


# -- invoices ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Balanced:
    """Something that money is owed for, and the credits and payments that were applied to it."""

    id: str
    fields: Fields
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


@dataclass(frozen=True, kw_only=True)
class Tax(Balanced):
    """A taxation item: one tax on one item."""

    item_id: str
    created: str

    @property
    def owed(self) -> Decimal:
        """The tax amount."""
        amount: Decimal = self.fields["taxAmount"]
        return amount


@dataclass(frozen=True, kw_only=True)
class Item(Balanced):
    """An invoice item: a charge with its discounts, or one of those discounts."""

    applied_to: str | None = None
    taxes: tuple[Tax, ...] = ()
    discounts: tuple[Item, ...] = ()

    @property
    def owed(self) -> Decimal:
        """The amount without tax: what an inclusive tax takes is not the charge's."""
        inclusive = (tax.owed for tax in self.taxes if tax.fields["taxMode"] == "TaxInclusive")
        return minus(self.fields["amount"], *inclusive)

    @property
    def tax_amount(self) -> Decimal:
        """All the taxes on this item."""
        return total(tax.owed for tax in self.taxes)


@dataclass(frozen=True, kw_only=True)
class Application:
    """The part of a credit memo or a payment that was applied to an invoice."""

    amount: Decimal
    stamp: str
    credit_memo_id: str | None = None
    payment_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class EInvoice:
    """What became of the invoice at the e-invoicing service provider."""

    status: str
    file_id: str | None = None
    error_code: str | None = None
    error_message: str | None = None


@dataclass(frozen=True, kw_only=True)
class Invoice(Numbered):
    """An invoice; all its sums are made of its items, its taxes and what was applied to them."""

    account: Account
    currency: str
    fields: Fields
    created: str
    updated: str
    due_days: int | None
    """Days of the payment term; None when the due date was given."""
    status: str = "Draft"
    charges: tuple[Item, ...] = ()
    applications: tuple[Application, ...] = ()
    job_id: str | None = None
    """The job that is changing it, which locks it for anything else."""
    reversed: bool = False
    split_from: str | None = None
    posted: str | None = None
    canceled: str | None = None
    emailed: str | None = None
    e_invoice: EInvoice | None = None

    def items(self) -> Iterator[Item]:
        """Each charge, followed by its discounts."""
        for charge in self.charges:
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
    def exempt_amount(self) -> Decimal:
        """The tax from which the customer is exempt."""
        return total(tax.fields.get("exemptAmount") or ZERO for item in self.items() for tax in item.taxes)

    @property
    def discount(self) -> Decimal:
        """What the discounts take off, as a positive number."""
        return total(item.owed for item in self.items() if item.applied_to).copy_negate()

    @property
    def balance(self) -> Decimal:
        """What is left after credit memos and payments."""
        return minus(self.amount, *(part.amount for part in self.applications))

    @property
    def credited(self) -> Decimal:
        """What credit memos paid."""
        return total(part.amount for part in self.applications if part.credit_memo_id)

    @property
    def paid(self) -> Decimal:
        """What payments paid."""
        return total(part.amount for part in self.applications if part.payment_id)


def map_items(invoice: Invoice, change: Any) -> Invoice:
    """The invoice with `change(balanced)` in the place of each of its items, discounts and taxes."""

    def changed(item: Item) -> Item:
        taxes = tuple(change(tax) for tax in item.taxes)
        discounts = tuple(changed(discount) for discount in item.discounts)
        result: Item = change(replace(item, taxes=taxes, discounts=discounts))
        return result

    return replace(invoice, charges=tuple(changed(charge) for charge in invoice.charges))


# -- what pays and credits them ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CreditMemo(Numbered):
    """What a reversal or a write-off credits an invoice with."""

    invoice_id: str
    amount: Decimal
    memo_date: str
    reason_code: str
    fields: Fields
    status: str = "Posted"


@dataclass(frozen=True, kw_only=True)
class Payment(Numbered):
    """Money received from an account, applied to its invoices in part or in full."""

    account_id: str
    amount: Decimal
    currency: str
    effective_date: str
    created: str
    fields: Fields
    applied: tuple[tuple[str, Decimal], ...] = ()
    """Invoice ID and amount of each application."""

    @property
    def unapplied(self) -> Decimal:
        """What is left to apply."""
        return minus(self.amount, *(amount for _, amount in self.applied))


# -- what takes its time -----------------------------------------------------------------------------------------------

STAGES = ("Pending", "Processing")


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Work that goes Pending, Processing, done: with each look at it, or as time goes by."""

    started: dt.datetime
    polls: int = 0

    def stage(self, now: dt.datetime, step: dt.timedelta) -> int:
        """0 Pending, 1 Processing, 2 done."""
        elapsed = max(dt.timedelta(), now - self.started)
        return min(2, self.polls + (elapsed // step if step else 2))

    def done(self, step: dt.timedelta) -> dt.datetime:
        """When it will be done, if nobody looks again."""
        return self.started + step * max(0, 2 - self.polls)

    def polled(self) -> Progress:
        """After one more look."""
        return replace(self, polls=self.polls + 1)


@dataclass(frozen=True, kw_only=True)
class Job(Document):
    """A change of an invoice that takes its time; a small one is Completed as soon as it is there."""

    action: str
    """Name of the action, such as Post."""
    invoice_id: str
    request: Fields
    progress: Progress
    status: str = "Pending"
    """Pending until it is Completed or Failed; whether it is Processing is a matter of its progress."""
    credit_memo_ids: tuple[str, ...] = ()
    invoice_ids: tuple[str, ...] = ()
    """The invoices that came of a split."""
    error: str | None = None

    def due(self, step: dt.timedelta) -> dt.datetime | None:
        """When it will be Completed."""
        return self.progress.done(step) if self.status == "Pending" else None


@dataclass(frozen=True, kw_only=True)
class PdfGeneration(Document):
    """The generation of an invoice's PDF; its ID is the invoice's."""

    progress: Progress | None
    """None: it has ended."""
    error: tuple[str, str] | None = None
    updated: str

    def due(self, step: dt.timedelta) -> dt.datetime | None:
        """When the PDF will be there."""
        return self.progress.done(step) if self.progress and not self.error else None


# -- files, e-mails and responses --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class File(Document):
    """A PDF of an invoice, made by the service or uploaded."""

    invoice_id: str
    name: str
    content: bytes
    version: int
    stamp: str
    handle: str
    generated: bool

    @property
    def alias(self) -> str | None:
        """Its handle."""
        return self.handle

    @property
    def url(self) -> str:
        """Where its content is read."""
        return f"/v1/files/{self.handle}"


@dataclass(frozen=True, kw_only=True)
class InvoiceFiles(Document):
    """Which files an invoice has, oldest first; its ID is the invoice's."""

    file_ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Email(Document):
    """One e-mail that the service would have sent."""

    invoice_id: str
    to: tuple[str, ...]
    file_id: str | None
    stamp: str


@dataclass(frozen=True, kw_only=True)
class Counter(Document):
    """The last number that was given, by prefix."""

    value: int


@dataclass(frozen=True, kw_only=True)
class Moment(Document):
    """What the clock said when the ledger was last changed."""

    instant: dt.datetime


@dataclass(frozen=True, kw_only=True)
class RememberedResponse(Document):
    """The response to the first use of an idempotency key; the key is its ID."""

    target: tuple[str, str, str]
    """Tenant, method and URL."""
    since: dt.datetime
    response: Response

    def due(self, step: dt.timedelta) -> dt.datetime | None:
        """When it is forgotten."""
        return self.since + KEPT
