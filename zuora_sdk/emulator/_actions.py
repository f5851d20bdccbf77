"""What can happen to an invoice's status, as a table: each action with its states, limits, checks and effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from zuora_sdk.emulator import _settlement
from zuora_sdk.emulator._contract import CUSTOM_FIELD
from zuora_sdk.emulator._documents import EInvoice, Fields, Invoice, Item, Tax
from zuora_sdk.emulator._files import delete_files, generate_pdf
from zuora_sdk.emulator._invoices import ROLES, check_not_reversed, check_period, check_status, term_days, with_due_date
from zuora_sdk.emulator._money import HUNDRED, ZERO, shares, total
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._settings import Settings
from zuora_sdk.emulator._transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What an action leaves behind."""

    credit_memo_ids: tuple[str, ...] = ()
    invoice_ids: tuple[str, ...] = ()


def _unchecked(transaction: Transaction, invoice: Invoice, request: Fields) -> None:
    """Nothing but the status decides."""


def _charges_and_discounts(invoice: Invoice) -> int:
    return sum(1 for _ in invoice.items())


@dataclass(frozen=True, kw_only=True)
class Action:
    """One change of an invoice's status.

    Attributes:
        name: The service's name of the operation.
        source: Status from which it is possible.
        target: Status to which it leads; None: the invoice is gone.
        verb: For messages: "Only invoices with Draft status can ...".
        apply: What it does, once nothing stands in its way any more.
        check: What must hold besides the status.
        meanwhile: Status while its job is in flight, if that is another than `source`.
        async_items: How many items make it a job.
        max_items: How many items are too many; None: no limit.
        size: How items are counted for both.
        settlement: Whether it needs Invoice Settlement.
        rejected_as: Category of the rejection in another status.
    """

    name: str
    source: str
    target: str | None
    verb: str
    apply: Callable[[Transaction, Invoice, Fields], Outcome]
    check: Callable[[Transaction, Invoice, Fields], None] = _unchecked
    meanwhile: str | None = None
    async_items: Callable[[Settings], int]
    max_items: Callable[[Settings], int | None] = field(default=lambda settings: None)
    size: Callable[[Invoice], int] = _charges_and_discounts
    settlement: bool = False
    rejected_as: Category = Category.RULE

    @property
    def arrows(self) -> set[tuple[str, str | None]]:
        """The changes of status that it can make, those of a failing job included."""
        through = set() if self.meanwhile is None else {(self.source, self.meanwhile), (self.meanwhile, self.source)}
        return {(self.source, self.target), *through, *({(self.meanwhile, self.target)} if self.meanwhile else ())}

    def check_all(self, transaction: Transaction, invoice: Invoice, request: Fields) -> None:
        """Reject what the rules forbid."""
        if self.settlement:
            _settlement.check_enabled(transaction)
        check_status(invoice, (self.source,), self.verb, self.rejected_as)
        limit = self.max_items(transaction.settings)
        if limit is not None and self.size(invoice) > limit:
            raise Rejection(Category.RULE, f"An invoice with more than {limit} items in all can't {self.verb}.")
        self.check(transaction, invoice, request)


# -- post, cancel, delete ----------------------------------------------------------------------------------------------


def _check_post(transaction: Transaction, invoice: Invoice, request: Fields) -> None:
    check_period(transaction, request.get("invoiceDate") or invoice.fields["invoiceDate"])


def _post(transaction: Transaction, invoice: Invoice, request: Fields) -> Outcome:
    fields = {name: value for name, value in request.items() if CUSTOM_FIELD.fullmatch(name)}
    for role in ROLES:
        if invoice.fields.get(f"{role}ContactId"):
            fields[f"{role}ContactSnapshotId"] = transaction.new_id()
    if request.get("invoiceDate"):
        fields["invoiceDate"] = request["invoiceDate"]
        invoice = with_due_date(replace(invoice, fields={**invoice.fields, "invoiceDate": request["invoiceDate"]}))
    posted = replace(
        invoice,
        fields={**invoice.fields, **fields},
        status="Posted",
        posted=transaction.stamp,
        updated=transaction.stamp,
        e_invoice=EInvoice(status="Processing") if transaction.settings.e_invoicing else None,
    )
    generate_pdf(transaction, transaction.save(posted))
    return Outcome()


def _cancel(transaction: Transaction, invoice: Invoice, request: Fields) -> Outcome:
    stamp = transaction.stamp
    transaction.save(replace(invoice, status="Canceled", canceled=stamp, updated=stamp))
    return Outcome()


def _delete(transaction: Transaction, invoice: Invoice, request: Fields) -> Outcome:
    delete_files(transaction, invoice)
    transaction.delete(invoice)
    return Outcome()


# -- reverse, write off ------------------------------------------------------------------------------------------------


def _check_reverse(transaction: Transaction, invoice: Invoice, request: Fields) -> None:
    if invoice.applications or invoice.reversed:
        raise Rejection(Category.RULE, "An invoice with applied payments or credit memos can't be reversed.")
    if invoice.split_from:
        raise Rejection(Category.RULE, "An invoice that came of a split can't be reversed.")
    if invoice.amount < 0:
        raise Rejection(Category.RULE, "An invoice with a negative total can't be reversed.")
    memo_date = _settlement.check_memo(transaction, invoice, request)
    if (request.get("applyEffectiveDate") or max(memo_date, transaction.today)) < memo_date:
        raise Rejection(Category.INVALID, "applyEffectiveDate must not be before memoDate.")


def _reverse(transaction: Transaction, invoice: Invoice, request: Fields) -> Outcome:
    settled, memo = _settlement.credit(transaction, invoice, request, "Invoice reversal")
    transaction.save(replace(settled, reversed=True))
    return Outcome(credit_memo_ids=(memo.id,))


def _check_write_off(transaction: Transaction, invoice: Invoice, request: Fields) -> None:
    check_not_reversed(invoice)
    if not transaction.settings.memos_mirror_items and not any(entry.balance for entry in invoice.balanced()):
        raise Rejection(Category.RULE, f"Invoice {invoice.number} has no balance to write off.")
    _settlement.check_memo(transaction, invoice, request)
    listed = {item.get("invoiceItemId") for item in request.get("items") or ()}
    charges = {charge.id for charge in invoice.charges}
    known = {item.id for item in invoice.items()}
    if request.get("items") is not None and not (charges <= listed <= known):
        raise Rejection(Category.RULE, "items must list every item of the invoice: a write-off is never partial.")


def _write_off(transaction: Transaction, invoice: Invoice, request: Fields) -> Outcome:
    _, memo = _settlement.credit(transaction, invoice, request, "Write-off")
    return Outcome(credit_memo_ids=(memo.id,))


# -- unpost, split -----------------------------------------------------------------------------------------------------


def _check_unpost(transaction: Transaction, invoice: Invoice, request: Fields) -> None:
    check_not_reversed(invoice)
    if invoice.applications:
        message = "An invoice with applied payments or credit memos can't be unposted; unapply them first."
        raise Rejection(Category.RULE, message)
    if invoice.e_invoice and invoice.e_invoice.status not in ("Cancelled", "Failed", "Skipped"):
        raise Rejection(Category.RULE, "The e-invoice must be canceled before its invoice is unposted.")


def _unpost(transaction: Transaction, invoice: Invoice, request: Fields) -> Outcome:
    snapshots = {f"{role}ContactSnapshotId" for role in ROLES}
    fields = {name: value for name, value in invoice.fields.items() if name not in snapshots}
    draft = replace(invoice, fields=fields, status="Draft", posted=None, e_invoice=None, updated=transaction.stamp)
    generate_pdf(transaction, transaction.save(draft))
    return Outcome()


def _check_split(transaction: Transaction, invoice: Invoice, request: Fields) -> None:
    if request.get("splitType", "Percentage") != "Percentage":
        raise Rejection(Category.INVALID, "splitType must be Percentage: splitting by amount is not supported.")
    splits = request["splits"]
    if not 2 <= len(splits) <= 50:
        raise Rejection(Category.INVALID, f"splits must have 2 to 50 entries, got {len(splits)}.")
    for index, split in enumerate(splits):
        if not (split.get("splitPercentage") or ZERO) > 0:
            raise Rejection(Category.INVALID, f"splits[{index}].splitPercentage must be a positive number.")
        term_days(transaction, split["paymentTerm"])
        check_period(transaction, split["invoiceDate"])
    percentages = total(split["splitPercentage"] for split in splits)
    if percentages != HUNDRED:
        raise Rejection(Category.INVALID, f"The percentages of splits must add up to 100, got {percentages:f}.")


def _split(transaction: Transaction, invoice: Invoice, request: Fields) -> Outcome:
    splits = request["splits"]
    parts = _parts(transaction, invoice, [split["splitPercentage"] for split in splits])
    made = []
    for split, charges in zip(splits, parts, strict=True):
        term = split["paymentTerm"]
        part = replace(
            invoice,
            id=transaction.new_id(),
            number=transaction.next_number(Invoice, "INV"),
            fields={**invoice.fields, "invoiceDate": split["invoiceDate"], "paymentTerm": term},
            due_days=term_days(transaction, term),
            charges=charges,
            job_id=None,
            split_from=invoice.id,
            created=transaction.stamp,
            updated=transaction.stamp,
        )
        part = transaction.save(with_due_date(part))
        generate_pdf(transaction, part)
        made.append(part.id)
    transaction.save(replace(invoice, status="Split", updated=transaction.stamp))
    return Outcome(invoice_ids=tuple(made))


def _parts(transaction: Transaction, invoice: Invoice, percentages: list[Decimal]) -> list[tuple[Item, ...]]:
    """The charges of each part: what the last one gets makes every item, discount and tax add up to the original."""

    def divided(item: Item, applied_to: list[str | None]) -> list[Item]:
        ids = [transaction.new_id() for _ in percentages]
        amounts = shares(item.fields["amount"], percentages, invoice.currency)
        taxes = [_divided_tax(transaction, tax, ids, percentages) for tax in item.taxes]
        discounts = [divided(discount, list(ids)) for discount in item.discounts]
        return [
            replace(
                item,
                id=item_id,
                fields={**item.fields, "amount": amounts[n]},
                applied_to=applied_to[n],
                taxes=tuple(tax[n] for tax in taxes),
                discounts=tuple(discount[n] for discount in discounts),
            )
            for n, item_id in enumerate(ids)
        ]

    nothing: list[str | None] = [None] * len(percentages)
    charges = [divided(charge, nothing) for charge in invoice.charges]
    return [tuple(charge[n] for charge in charges) for n in range(len(percentages))]


def _divided_tax(transaction: Transaction, tax: Tax, item_ids: list[str], percentages: list[Decimal]) -> list[Tax]:
    amounts = shares(tax.owed, percentages, None)
    exempt = shares(tax.fields.get("exemptAmount") or ZERO, percentages, None)
    return [
        replace(
            tax,
            id=transaction.new_id(),
            item_id=item_id,
            fields={**tax.fields, "taxAmount": amounts[n], "exemptAmount": exempt[n]},
        )
        for n, item_id in enumerate(item_ids)
    ]


# -- the table ---------------------------------------------------------------------------------------------------------

ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="Post",
            source="Draft",
            target="Posted",
            verb="be posted",
            check=_check_post,
            apply=_post,
            rejected_as=Category.INVALID,
            async_items=lambda settings: settings.post_async_items,
        ),
        Action(
            name="Cancel",
            source="Draft",
            target="Canceled",
            meanwhile="CancelInProgress",
            verb="be canceled",
            apply=_cancel,
            async_items=lambda settings: settings.cancel_async_items,
        ),
        Action(
            name="Delete",
            source="Canceled",
            target=None,
            verb="be deleted",
            apply=_delete,
            async_items=lambda settings: settings.delete_async_items,
        ),
        Action(
            name="Reverse",
            source="Posted",
            target="Posted",
            verb="be reversed",
            check=_check_reverse,
            apply=_reverse,
            async_items=lambda settings: settings.reverse_async_items,
            max_items=lambda settings: settings.reverse_max_items,
            size=lambda invoice: invoice.size,
            settlement=True,
        ),
        Action(
            name="WriteOff",
            source="Posted",
            target="Posted",
            verb="be written off",
            check=_check_write_off,
            apply=_write_off,
            async_items=lambda settings: settings.write_off_max_items + 1,
            max_items=lambda settings: settings.write_off_max_items,
            size=lambda invoice: invoice.size,
            settlement=True,
        ),
        Action(
            name="AsyncWriteOff",
            source="Posted",
            target="Posted",
            verb="be written off",
            check=_check_write_off,
            apply=_write_off,
            async_items=lambda settings: 0,
            size=lambda invoice: invoice.size,
            settlement=True,
        ),
        Action(
            name="Unpost",
            source="Posted",
            target="Draft",
            verb="be unposted",
            check=_check_unpost,
            apply=_unpost,
            async_items=lambda settings: settings.unpost_async_items,
        ),
        Action(
            name="Split",
            source="Draft",
            target="Split",
            verb="be split",
            check=_check_split,
            apply=_split,
            async_items=lambda settings: settings.split_async_items,
        ),
    )
}
