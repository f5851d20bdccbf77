"""For any sequence of operations: money is conserved, states follow the diagram, no key makes two invoices."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from zuora_sdk.emulator import DEFAULT_ACCOUNTS, Settings
from zuora_sdk.emulator._clock import Clock
from zuora_sdk.emulator._documents import ARROWS, Invoice
from zuora_sdk.emulator._gate import IdempotencyKeys
from zuora_sdk.emulator._ledger import Ledger
from zuora_sdk.emulator._rejection import Rejection
from zuora_sdk.emulator._responses import Response

pytestmark = pytest.mark.once

# The diagram of docs/testing.md, arrow by arrow.
DIAGRAM = {
    ("Draft", "Posted"),
    ("Draft", "Canceled"),
    ("Draft", "CancelInProgress"),
    ("CancelInProgress", "Canceled"),
    ("CancelInProgress", "Draft"),
    ("Canceled", "gone"),
}

money = st.decimals("-99.999999999", "99999999.999999999", allow_nan=False, places=9)
discounts = st.lists(st.decimals("-999.99", "-0.01", places=2), max_size=3)
modes = st.sampled_from(["TaxInclusive", "TaxExclusive"])
taxes = st.lists(st.tuples(st.decimals("-99.99", "99.99", places=2), modes), max_size=3)
items = st.lists(st.tuples(money, discounts, taxes), min_size=1, max_size=4)


def item(amount: Decimal, discounts: list[Decimal], taxes: list[tuple[Decimal, str]]) -> dict[str, Any]:
    return {
        "amount": amount,
        "chargeName": "c",
        "serviceStartDate": "2024-05-20",
        "discountItems": [{"amount": discount, "chargeName": "d"} for discount in discounts],
        "taxItems": [{"taxAmount": tax, "taxMode": mode} for tax, mode in taxes],
    }


class StillClock(Clock):
    """Moves only when it is told to, so that nothing is due by surprise."""

    def now(self) -> dt.datetime:
        return dt.datetime(2026, 3, 2) + self._ahead


class Life(RuleBasedStateMachine):
    """Deeds in any order; those of a wrong state are refused and must leave everything as it is."""

    invoices = Bundle("invoices")

    def __init__(self) -> None:
        super().__init__()
        self.clock = StillClock()
        small = Settings(post_async_items=6, cancel_async_items=4, delete_async_items=4, reverse_async_items=8)
        self.ledger = Ledger(DEFAULT_ACCOUNTS, self.clock, small)
        self.keys = IdempotencyKeys(self.clock, self.ledger.changes, self.ledger.lock)
        self.states: dict[str, str] = {}
        self.made_by: dict[str, str] = {}

    def attempt(self, deed: Any, *arguments: Any) -> None:
        before = self.sums()
        try:
            deed(*arguments)
        except Rejection:
            assert self.sums() == before

    def sums(self) -> dict[str, tuple[Any, ...]]:
        return {one.id: (one.amount, one.balance, one.size, len(one.files)) for one in self.ledger.invoices}

    @rule(target=invoices, items=items, status=st.sampled_from(["Draft", "Posted"]), key=st.sampled_from("abcde"))
    def create(self, items: Any, status: str, key: str) -> str:
        replayed = self.keys.begin(key, ("", "POST", "/v1/invoices"))
        if replayed is not None:
            assert self.made_by[key] == replayed.body.decode()
            return self.made_by[key]
        account = DEFAULT_ACCOUNTS[0].id
        request = {"accountId": account, "invoiceDate": "2024-05-20", "invoiceItems": [item(*one) for one in items]}
        invoice = self.ledger.create({**request, "status": status})
        self.keys.finish(key, Response(status=200, body=invoice.id.encode()))
        assert invoice.id not in self.states
        self.made_by[key] = invoice.id
        self.states[invoice.id] = status
        return invoice.id

    @rule(key=invoices, date=st.sampled_from([None, "2024-06-01"]))
    def post(self, key: str, date: str | None) -> None:
        self.attempt(self.ledger.post, key, {"invoiceDate": date} if date else {})

    @rule(key=invoices)
    def cancel(self, key: str) -> None:
        self.attempt(self.ledger.cancel, key)

    @rule(key=invoices)
    def delete(self, key: str) -> None:
        self.attempt(self.ledger.delete, key)

    @rule(key=invoices)
    def reverse(self, key: str) -> None:
        self.attempt(self.ledger.reverse, key, {})

    @rule(key=invoices)
    def write_off(self, key: str) -> None:
        self.attempt(self.ledger.write_off, key, {})

    def known(self, key: str) -> Invoice | None:
        return next((one for one in self.ledger.invoices if one.id == key), None)

    @rule(key=invoices, share=st.sampled_from(["0.25", "0.5", "1", "2"]))
    def pay(self, key: str, share: str) -> None:
        known = self.known(key)
        self.attempt(self.ledger.apply_payment, key, known.balance * Decimal(share) if known else Decimal(1))

    @rule(key=invoices, added=items, amount=money, drop=st.booleans(), spoil=st.booleans())
    def update(self, key: str, added: Any, amount: Decimal, drop: bool, spoil: bool) -> None:
        known = self.known(key)
        first = next(iter(known.charges)) if known else "0" * 32
        edits = [{"id": first, "delete": True} if drop else {"id": first, "amount": amount}]
        edits += [item(*one) for one in added]
        edits += [{"amount": amount, "serviceStartDate": "2024-05-20"}] if spoil else []
        self.attempt(self.ledger.update, key, {"invoiceItems": edits})

    @rule(key=invoices, amount=money)
    def add_tax(self, key: str, amount: Decimal) -> None:
        known = self.known(key)
        first = next(iter(known.charges)) if known else "0" * 32
        self.attempt(self.ledger.add_taxes, key, [{"invoiceItemId": first, "taxAmount": amount}])

    @rule(seconds=st.sampled_from([0, 1, 5, 24 * 3600 + 1]))
    def wait(self, seconds: int) -> None:
        self.clock.advance(seconds)
        for key in list(self.states):
            with contextlib.suppress(Rejection):
                self.ledger.invoice(key)

    @invariant()
    def money_is_conserved(self) -> None:
        for invoice in self.ledger.invoices:
            listed = [one.view() for one in invoice.items()]
            exclusive = [
                tax.owed for one in invoice.items() for tax in one.taxes if tax.fields["taxMode"] == "TaxExclusive"
            ]
            gross = [one.fields["amount"] for one in invoice.items() if not one.applied_to]
            # Discounts have no taxes here, so that `discount`, which is without tax, is all that they take off.
            assert invoice.amount == sum(gross) + sum(exclusive) - invoice.discount
            assert invoice.amount == invoice.amount_without_tax + invoice.tax_amount
            credits = sum(part.amount for part in invoice.applications)
            assert invoice.balance == invoice.amount - credits
            taxes = [entry for view in listed for entry in view["taxationItems"]["data"]]
            assert invoice.balance == sum(view["balance"] for view in listed) + sum(tax["balance"] for tax in taxes)

    @invariant()
    def states_follow_the_diagram(self) -> None:
        now = {invoice.id: invoice.status for invoice in self.ledger.invoices}
        for key, before in self.states.items():
            after = now.get(key, "gone")
            steps = {before, *(b for a, b in DIAGRAM if a == before)}
            # A job may have begun and ended between two looks.
            steps |= {b for a, b in DIAGRAM if a in steps}
            assert after in steps, f"{before} -> {after}"
            assert (before, after) != ("Posted", "Draft")
        self.states = {key: now.get(key, "gone") for key in self.states}

    @invariant()
    def reversed_and_written_off_is_settled(self) -> None:
        for memo in self.ledger.credit_memos:
            invoice = next(one for one in self.ledger.invoices if one.id == memo.invoice_id)
            assert (invoice.status, invoice.balance) == ("Posted", Decimal(0))
            assert all(entry.balance == 0 for entry in invoice.balanced())


def test_the_diagram_of_the_docs_is_that_of_the_ledger() -> None:
    picture = Path(__file__).parents[2] / "docs" / "images" / "invoice-life.svg"
    drawn = set(re.findall(r"<title>(\w+) → (\w+)</title>", picture.read_text(encoding="utf-8")))
    assert drawn == DIAGRAM | {("new", "Draft"), ("new", "Posted"), ("Posted", "Posted")}
    assert {(a, b or "gone") for a, b in ARROWS if a} == DIAGRAM


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=120, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
