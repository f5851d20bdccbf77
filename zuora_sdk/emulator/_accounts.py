"""Accounts and their contacts: as much of them as billing invoices to them needs."""

from __future__ import annotations

from zuora_sdk.emulator._countries import COUNTRIES
from zuora_sdk.emulator._documents import Account, Contact, Fields
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._transaction import Transaction, not_found

NOT_ACCOUNT_FIELDS = frozenset({"name", "currency", "accountNumber", "paymentTerm", "billToContact", "soldToContact"})


def find_account(transaction: Transaction, key: str) -> Account:
    """The account with this ID or number, of an organization that the caller may see."""
    account = transaction.require(Account, key)
    if not _visible(transaction, account):
        raise not_found(key)
    return account


def account_of(transaction: Transaction, request: Fields) -> Account:
    """The account that a request names by ID, number or both."""
    account_id, number = request.get("accountId"), request.get("accountNumber")
    if not account_id and not number:
        raise Rejection(Category.MISSING_FIELD, "accountId or accountNumber is required.")
    found = []
    for name, value, attribute in (("accountId", account_id, "id"), ("accountNumber", number, "number")):
        if value:
            account = transaction.find(Account, value)
            if account is None or getattr(account, attribute) != value or not _visible(transaction, account):
                raise Rejection(Category.INVALID, f"No account is found with {name} {value}.")
            found.append(account)
    if found[0] != found[-1]:
        raise Rejection(Category.INVALID, "accountId and accountNumber are of different accounts.")
    return found[0]


def _visible(transaction: Transaction, account: Account) -> bool:
    return transaction.orgs is None or account.org is None or account.org in transaction.orgs


def create_account(transaction: Transaction, request: Fields) -> Account:
    """A new account with its contacts; without a sold-to contact it is the bill-to one."""
    number = request.get("accountNumber") or transaction.next_number(Account, "A")
    if transaction.find(Account, number) is not None:
        raise Rejection(Category.RULE, f"The account number {number} is already in use.")
    terms = dict(transaction.settings.payment_terms)
    term = request.get("paymentTerm", "Due Upon Receipt")
    if term not in terms:
        raise Rejection(Category.INVALID, f"There is no payment term {term}.")
    account_id = transaction.new_id()
    bill_to = add_contact(transaction, account_id, request["billToContact"], "billToContact")
    sold_to = bill_to
    if request.get("soldToContact"):
        sold_to = add_contact(transaction, account_id, request["soldToContact"], "soldToContact")
    address = bill_to.fields.get("workEmail") or bill_to.fields.get("personalEmail") or "billing@example.com"
    return transaction.save(
        Account(
            account_id,
            number,
            request["name"],
            currency=request["currency"],
            payment_term=term,
            bill_to_contact_id=bill_to.id,
            sold_to_contact_id=sold_to.id,
            email=address,
            org=next(iter(sorted(transaction.orgs)), None) if transaction.orgs else None,
            fields={name: value for name, value in request.items() if name not in NOT_ACCOUNT_FIELDS},
        )
    )


def add_contact(transaction: Transaction, account_id: str, fields: Fields, where: str) -> Contact:
    """A new contact of an account."""
    country = fields.get("country")
    if country is not None and country.casefold() not in COUNTRIES:
        raise Rejection(Category.INVALID, f"{where}.country: {country} is not a country's name or code.")
    return transaction.save(Contact(id=transaction.new_id(), account_id=account_id, fields=fields))


def check_contact(transaction: Transaction, account: Account, contact_id: str, where: str) -> None:
    """Reject a contact that isn't one of the account's."""
    contact = transaction.find(Contact, contact_id)
    if contact is None or contact.account_id != account.id:
        raise Rejection(Category.INVALID, f"{where}: account {account.number} has no contact {contact_id}.")
