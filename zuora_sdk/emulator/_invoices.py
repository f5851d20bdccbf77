"""Creating, finding and changing invoices with their items, discounts and taxes.

Requests come in as the contract has checked them: JSON names, decimals as Decimal. What the rules forbid raises
Rejection.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from zuora_sdk.emulator._accounts import account_of, add_contact, check_contact
from zuora_sdk.emulator._documents import Account, Fields, Invoice, Item, Tax
from zuora_sdk.emulator._files import generate_pdf
from zuora_sdk.emulator._money import WHOLE_DIGITS, rounded
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._transaction import Transaction, not_found

# Only an item that is added may have these.
ONLY_WHEN_ADDING = ("productRatePlanChargeId", "bookingReference", "taxItems")
NOT_ITEM_FIELDS = frozenset({"taxItems", "discountItems", "delete", "id"})
ROLES = ("billTo", "soldTo", "shipTo")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}", re.ASCII)


# -- finding -----------------------------------------------------------------------------------------------------------


def find_invoice(transaction: Transaction, key: str) -> Invoice:
    """The invoice with this ID or number, of an organization that the caller may see."""
    invoice = transaction.require(Invoice, key)
    if transaction.orgs is not None and invoice.account.org is not None and invoice.account.org not in transaction.orgs:
        raise not_found(key)
    return invoice


def free_invoice(transaction: Transaction, key: str) -> Invoice:
    """The invoice, if no job holds it."""
    invoice = find_invoice(transaction, key)
    if invoice.job_id:
        message = f"Invoice {invoice.number} is locked by job {invoice.job_id}; try again later."
        raise Rejection(Category.LOCK, message)
    return invoice


def find_item(transaction: Transaction, key: str, item_id: str) -> Item:
    """An item or a discount of an invoice."""
    for item in find_invoice(transaction, key).items():
        if item.id == item_id:
            return item
    raise not_found(item_id)


def check_status(invoice: Invoice, statuses: Sequence[str], verb: str, category: Category = Category.RULE) -> None:
    """Reject what an invoice in this status can't do."""
    if invoice.status not in statuses:
        raise Rejection(category, f"Only invoices with {' or '.join(statuses)} status can {verb}.")


def check_not_reversed(invoice: Invoice) -> None:
    """Reject a change of an invoice that was reversed."""
    if invoice.reversed:
        raise Rejection(Category.RULE, f"Invoice {invoice.number} was reversed and can't be changed.")


# -- creating ----------------------------------------------------------------------------------------------------------


def create(transaction: Transaction, request: Fields) -> Invoice:
    """A standalone invoice, always a draft: posting it is another step."""
    account = account_of(transaction, request)
    fields = dict(request)
    items = fields.pop("invoiceItems")
    if not items:
        raise Rejection(Category.INVALID, "invoiceItems must have at least 1 entry.")
    if fields.pop("status", "Draft") not in ("Draft", "Posted"):
        raise Rejection(Category.INVALID, f"status must be Draft or Posted, got {request['status']}.")
    check_period(transaction, fields["invoiceDate"])
    _check_template(transaction, fields)
    currency = fields.pop("currency", None) or account.currency
    number = _number(transaction, fields)
    stamp = transaction.stamp
    invoice = Invoice(
        id=transaction.new_id(),
        number=number,
        account=account,
        currency=currency,
        fields=_with_contacts(transaction, account, fields),
        created=stamp,
        updated=stamp,
        due_days=None
        if "dueDate" in fields
        else term_days(transaction, fields.get("paymentTerm") or account.payment_term),
    )
    charges = tuple(
        _new_charge(transaction, currency, item, f"invoiceItems[{index}]") for index, item in enumerate(items)
    )
    invoice = with_due_date(replace(invoice, charges=charges))
    if transaction.settings.draft_pdfs:
        generate_pdf(transaction, invoice)
    return transaction.save(invoice)


def _number(transaction: Transaction, fields: Fields) -> str:
    prefix, set_id = "INV", None
    if (name := fields.pop("sequenceSet", None)) is not None:
        sets = {key: one for one in transaction.settings.sequence_sets for key in (one.id, one.name)}
        if name not in sets:
            raise Rejection(Category.INVALID, f"sequenceSet: there is no sequence set {name}.")
        prefix, set_id = sets[name].invoice_prefix, sets[name].id
        fields["sequenceSetId"] = set_id
    number: str | None = fields.pop("invoiceNumber", None)
    if number is None:
        return transaction.next_number(Invoice, prefix)
    if transaction.find(Invoice, number) is not None:
        raise Rejection(Category.RULE, f"The invoice number {number} is already in use.")
    return number


def _with_contacts(transaction: Transaction, account: Account, fields: Fields) -> Fields:
    """The fields with an ID for each contact."""
    fields = dict(fields)
    for role in ROLES:
        contact, contact_id = fields.pop(f"{role}Contact", None), fields.get(f"{role}ContactId")
        if contact and contact_id:
            raise Rejection(Category.INVALID, f"Give only one of {role}Contact and {role}ContactId.")
        if contact:
            fields[f"{role}ContactId"] = add_contact(transaction, account.id, contact, f"{role}Contact").id
        elif contact_id:
            check_contact(transaction, account, contact_id, f"{role}ContactId")
    for role in ("soldTo", "shipTo"):
        if fields.pop(f"{role}SameAsBillTo", False) and fields.get("billToContactId"):
            fields.setdefault(f"{role}ContactId", fields["billToContactId"])
    return fields


def term_days(transaction: Transaction, term: str) -> int:
    """Days of a payment term."""
    days = dict(transaction.settings.payment_terms)
    if term not in days:
        raise Rejection(Category.INVALID, f"There is no payment term {term}.")
    return days[term]


def with_due_date(invoice: Invoice) -> Invoice:
    """The invoice with the due date that follows from its date, unless it was given."""
    if invoice.due_days is None:
        return invoice
    date = dt.date.fromisoformat(invoice.fields["invoiceDate"])
    latest = (dt.date.max - date).days
    due = date + dt.timedelta(days=min(invoice.due_days, latest))
    return replace(invoice, fields={**invoice.fields, "dueDate": due.isoformat()})


def check_period(transaction: Transaction, date: str) -> None:
    """Reject a date in a closed accounting period."""
    closed_before = transaction.settings.closed_before
    if closed_before and date < closed_before:
        raise Rejection(Category.RULE, f"invoiceDate {date} is in a closed accounting period.")


def _check_template(transaction: Transaction, fields: Fields) -> None:
    if fields.get("templateId") and not transaction.settings.flexible_billing_attributes:
        message = "templateId needs Flexible Billing Attributes, which is not enabled for this tenant."
        raise Rejection(Category.RULE, message)


# -- changing ----------------------------------------------------------------------------------------------------------


def update_all(transaction: Transaction, requests: Sequence[Fields]) -> list[Invoice]:
    """Change all the invoices named by `id`, or none of them."""
    for index, request in enumerate(requests):
        if not request.get("id"):
            raise Rejection(Category.MISSING_FIELD, f"invoices[{index}].id is required.")
    return [update(transaction, request["id"], request) for request in requests]


def update(transaction: Transaction, key: str, request: Fields) -> Invoice:
    """Change one invoice."""
    invoice = free_invoice(transaction, key)
    check_status(invoice, ("Draft", "Posted"), "be updated")
    check_not_reversed(invoice)
    if invoice.status == "Posted" and ("invoiceDate" in request or "invoiceItems" in request):
        raise Rejection(Category.RULE, "Only invoices with Draft status can have their date or items updated.")
    fields = {name: value for name, value in request.items() if name not in ("id", "invoiceItems")}
    if "invoiceDate" in fields:
        check_period(transaction, fields["invoiceDate"])
    _check_template(transaction, fields)
    charges = {charge.id: charge for charge in invoice.charges}
    for index, item in enumerate(request.get("invoiceItems", ())):
        _change_charge(transaction, invoice, charges, item, f"invoiceItems[{index}]")
    if not charges:
        raise Rejection(Category.RULE, f"Invoice {invoice.number} must keep at least one item.")
    changed = replace(
        invoice,
        fields={**invoice.fields, **fields},
        charges=tuple(charges.values()),
        due_days=None if "dueDate" in fields else invoice.due_days,
        updated=transaction.stamp,
    )
    return transaction.save(with_due_date(changed))


def _change_charge(
    transaction: Transaction, invoice: Invoice, charges: dict[str, Item], request: Fields, where: str
) -> None:
    """Add, edit or delete one item in `charges`."""
    item_id = request.get("id")
    if not item_id:
        charge = _new_charge(transaction, invoice.currency, request, where)
        charges[charge.id] = charge
    elif item_id not in charges:
        raise Rejection(Category.INVALID, f"{where}.id: invoice {invoice.number} has no item {item_id}.")
    elif request.get("delete"):
        del charges[item_id]
    else:
        charges[item_id] = _edited(charges[item_id], invoice.currency, request, where)


def _edited(item: Item, currency: str, request: Fields, where: str) -> Item:
    for name in ONLY_WHEN_ADDING:
        if name in request:
            raise Rejection(Category.INVALID, f"{where}.{name} may only be given with an item that is added.")
    untaxed = all(name in request and request[name] is None for name in ("taxCode", "taxMode"))
    given = {name: value for name, value in request.items() if name not in NOT_ITEM_FIELDS}
    discounts = {discount.id: discount for discount in item.discounts}
    for index, discount in enumerate(request.get("discountItems", ())):
        named = f"{where}.discountItems[{index}]"
        if discount["id"] not in discounts:
            raise Rejection(Category.INVALID, f"{named}.id: item {item.id} has no discount {discount['id']}.")
        discounts[discount["id"]] = _edited(discounts[discount["id"]], currency, discount, named)
    fields = _checked_item({**item.fields, **given}, currency, where, is_discount=bool(item.applied_to))
    return replace(item, fields=fields, discounts=tuple(discounts.values()), taxes=() if untaxed else item.taxes)


# -- items -------------------------------------------------------------------------------------------------------------


def _new_charge(transaction: Transaction, currency: str, request: Fields, where: str) -> Item:
    charge = _new_item(transaction, currency, request, where)
    # A discount is for the service of its item.
    dates = {name: value for name, value in charge.fields.items() if name in ("serviceStartDate", "serviceEndDate")}
    discounts = tuple(
        _new_item(transaction, currency, {**dates, **discount}, f"{where}.discountItems[{index}]", applied_to=charge.id)
        for index, discount in enumerate(request.get("discountItems") or ())
    )
    return replace(charge, discounts=discounts)


def _new_item(
    transaction: Transaction, currency: str, request: Fields, where: str, *, applied_to: str | None = None
) -> Item:
    fields = {name: value for name, value in request.items() if name not in NOT_ITEM_FIELDS}
    _fill_from_catalog(transaction, fields, where)
    for name in ("amount",) if applied_to else ("amount", "serviceStartDate"):
        if fields.get(name) is None:
            raise Rejection(Category.MISSING_FIELD, f"{where}.{name} is required.")
    fields = _checked_item(fields, currency, where, is_discount=applied_to is not None)
    item_id = transaction.new_id()
    taxes = tuple(_new_tax(transaction, item_id, fields, tax) for tax in request.get("taxItems") or ())
    return Item(id=item_id, fields=fields, applied_to=applied_to, taxes=taxes)


def _fill_from_catalog(transaction: Transaction, fields: Fields, where: str) -> None:
    charge_id = fields.get("productRatePlanChargeId")
    if charge_id is not None:
        if charge_id not in transaction.catalog:
            message = f"{where}.productRatePlanChargeId: there is no product rate plan charge {charge_id}."
            raise Rejection(Category.INVALID, message)
        fields.update(transaction.catalog[charge_id])
        fields.setdefault("chargeName", f"Charge {charge_id}")
    elif not fields.get("chargeName"):
        raise Rejection(Category.MISSING_FIELD, f"{where}.chargeName is required without productRatePlanChargeId.")
    elif fields.get("sku") and any(fields["sku"] == charge.get("sku") for charge in transaction.catalog.values()):
        raise Rejection(Category.INVALID, f"{where}.sku is the SKU of a product in the catalog.")


def _checked_item(fields: Fields, currency: str, where: str, *, is_discount: bool) -> Fields:
    """The fields with their amount rounded, if the rules for items allow them."""
    amount: Decimal = rounded(fields["amount"], currency)
    if is_discount and amount >= 0:
        raise Rejection(Category.INVALID, f"{where}.amount must be negative.")
    if abs(amount) >= Decimal(10) ** WHOLE_DIGITS:
        raise Rejection(Category.INVALID, f"{where}.amount may have at most {WHOLE_DIGITS} digits before the point.")
    start, end = fields.get("serviceStartDate"), fields.get("serviceEndDate")
    if start and end and end < start:
        raise Rejection(Category.INVALID, f"{where}.serviceEndDate must not be before serviceStartDate.")
    if fields.get("chargeDate") is not None and not _is_time(fields["chargeDate"]):
        raise Rejection(Category.INVALID, f"{where}.chargeDate must have the form yyyy-mm-dd hh:mm:ss.")
    return {**fields, "amount": amount}


def _is_time(text: str) -> bool:
    try:
        return bool(_TIME.fullmatch(text)) and bool(dt.datetime.strptime(text, "%Y-%m-%d %H:%M:%S"))
    except ValueError:
        return False


# -- taxes -------------------------------------------------------------------------------------------------------------


def add_taxes(transaction: Transaction, key: str, requests: Sequence[Fields]) -> list[Tax]:
    """Taxation items for items of a draft."""
    invoice = free_invoice(transaction, key)
    check_status(invoice, ("Draft",), "have taxation items added")
    items = {item.id: item for item in invoice.items()}
    taxes: list[Tax] = []
    for index, request in enumerate(requests):
        item = items.get(request["invoiceItemId"])
        if item is None:
            named = f"taxationItems[{index}].invoiceItemId"
            raise Rejection(Category.INVALID, f"{named}: invoice {invoice.number} has no such item.")
        taxes.append(_new_tax(transaction, item.id, item.fields, request))

    def taxed(item: Item) -> Item:
        discounts = tuple(taxed(discount) for discount in item.discounts)
        mine = tuple(tax for tax in taxes if tax.item_id == item.id)
        return replace(item, taxes=item.taxes + mine, discounts=discounts)

    invoice = replace(invoice, charges=tuple(map(taxed, invoice.charges)), updated=transaction.stamp)
    generate_pdf(transaction, transaction.save(invoice))
    return taxes


def _new_tax(transaction: Transaction, item_id: str, item_fields: Fields, request: Fields) -> Tax:
    mode = request.get("taxMode") or item_fields.get("taxMode") or "TaxExclusive"
    fields = {**request, "taxMode": mode}
    return Tax(id=transaction.new_id(), fields=fields, item_id=item_id, created=transaction.stamp)
