"""For any sequence of requests, database faults and restarts.

Money is conserved, states follow the diagram, what fails leaves no trace, no idempotency key makes two invoices.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import mock

import hypothesis.strategies as st
from emulator_caller import Caller, item, tax
from hypothesis import HealthCheck, settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from zuora_sdk.emulator import Settings, ZuoraEmulator, _emulator, _exact_json
from zuora_sdk.emulator._actions import ACTIONS
from zuora_sdk.emulator._documents import Invoice
from zuora_sdk.emulator._store import Store
from zuora_sdk.emulator._transaction import Changes

# The diagram of docs/testing.md, arrow by arrow.
DIAGRAM = {
    ("Draft", "Posted"),
    ("Draft", "Canceled"),
    ("Draft", "CancelInProgress"),
    ("Draft", "Split"),
    ("CancelInProgress", "Canceled"),
    ("CancelInProgress", "Draft"),
    ("Posted", "Draft"),
    ("Posted", "Posted"),
    ("Canceled", "gone"),
}
LATEST = {"Zuora-Version": "2025-08-12"}

money = st.decimals("-99.999", "99999999.999", allow_nan=False, places=3)
discounts = st.lists(st.decimals("-999.99", "-0.01", places=2), max_size=2)
modes = st.sampled_from(["TaxInclusive", "TaxExclusive"])
taxes = st.lists(st.tuples(st.decimals("-99.9999", "99.9999", places=4), modes), max_size=2)
items = st.lists(st.tuples(money, discounts, taxes), min_size=1, max_size=3)


def line(amount: Decimal, discounts: list[Decimal], taxes: list[tuple[Decimal, str]]) -> dict[str, Any]:
    return item(
        str(amount),
        discountItems=[{"amount": str(discount), "chargeName": "d"} for discount in discounts],
        taxItems=[tax(str(amount), mode) for amount, mode in taxes],
    )


class FaultyStore(Store):
    """Fails as SQLite does, when it is told to: before the first, between two, or after the last statement."""

    fault: str | None = None

    def save(self, changes: Changes) -> None:
        fault, FaultyStore.fault = FaultyStore.fault, None
        if fault == "locked":
            raise sqlite3.OperationalError("database is locked")
        if fault == "full":
            # What is written first is undone by the ROLLBACK of the real store.
            (pages,) = self._connection.execute("PRAGMA page_count").fetchone()
            self._connection.execute(f"PRAGMA max_page_count = {pages}")
            filler = "x" * 1_000_000
            try:
                super().save({**changes, (_Filler, "filler"): _Filler(filler)})  # type: ignore[dict-item]
            finally:
                self._connection.execute("PRAGMA max_page_count = 1000000")
            raise AssertionError("the database took more than it has room for")
        if fault == "commit":
            changes = {**changes, (_Filler, "unwritable"): object()}  # type: ignore[dict-item]
        super().save(changes)


class _Filler(str):
    """No document: only something that can or can't be written."""


class Life(RuleBasedStateMachine):
    """Requests in any order; those that are rejected or fail must leave everything as it is."""

    invoices = Bundle("invoices")

    def __init__(self) -> None:
        super().__init__()
        FaultyStore.fault = None
        self.folder = tempfile.mkdtemp()
        self.keys: dict[str, str] = {}
        self.states: dict[str, str] = {}
        self.checked: dict[str, Invoice] = {}
        self.start()

    def start(self) -> None:
        # Steps so long that only the rules below make time pass, however slow the machine is.
        small = Settings(
            post_async_items=5, cancel_async_items=4, delete_async_items=4, reverse_async_items=8, step_seconds=600
        )
        with mock.patch.object(_emulator, "Store", FaultyStore):
            self.zuora = ZuoraEmulator(database=Path(self.folder, "zuora.db"), settings=small).start()
        self.call = Caller(self.zuora)

    def stop(self) -> None:
        self.call.pool.clear()
        self.zuora.stop()

    def teardown(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    # -- requests ---------------------------------------------------------------------------------------------------

    def attempt(self, method: str, path: str, body: Any = None) -> None:
        """What doesn't succeed must leave no trace."""
        before = self.pictures()
        reply = self.call(method, path, body, headers=LATEST)
        assert reply.status in (200, 400, 404, 409), reply.text
        if reply.status != 200:
            assert self.pictures() == before

    def pictures(self) -> Any:
        """All that is known of each invoice, with what time brings already there."""
        ledger = self.zuora.ledger
        return {
            kind: {document.id: document for document in documents}
            for kind, documents in (
                ("invoices", ledger.invoices),
                ("memos", ledger.credit_memos),
                ("payments", ledger.payments),
                ("files", ledger.files),
            )
        }

    @rule(target=invoices, items=items, status=st.sampled_from(["Draft", "Posted"]), key=st.sampled_from("abcdefgh"))
    def create(self, items: Any, status: str, key: str) -> str:
        body = self.call.request(status=status, comments=key)
        body["invoiceItems"] = [line(*one) for one in items]
        reply = self.call("POST", "/v1/invoices", body, headers={"Idempotency-Key": key})
        assert reply.status == 200, reply.text
        made = str(reply["id"])
        assert self.keys.setdefault(key, made) == made
        self.states.setdefault(made, status)
        return made

    @rule(key=invoices, date=st.sampled_from([None, "2024-06-01"]))
    def post(self, key: str, date: str | None) -> None:
        self.attempt("PUT", f"/v1/invoices/{key}/post", {"invoiceDate": date} if date else {})

    @rule(key=invoices)
    def cancel(self, key: str) -> None:
        self.attempt("PUT", f"/v1/invoices/{key}/cancel")

    @rule(key=invoices)
    def delete(self, key: str) -> None:
        self.attempt("DELETE", f"/v1/invoices/{key}")

    @rule(key=invoices, action=st.sampled_from(["reverse", "write-off"]))
    def credit(self, key: str, action: str) -> None:
        self.attempt("PUT", f"/v1/invoices/{key}/{action}", {})

    @rule(key=invoices)
    def write_off_async(self, key: str) -> None:
        self.attempt("POST", f"/v1/invoices/{key}/write-off-async", {})

    @rule(key=invoices)
    def unpost(self, key: str) -> None:
        self.attempt("PUT", f"/v1/invoices/{key}/unpost")

    @rule(key=invoices, first=st.decimals("0.01", "99.99", places=2))
    def split(self, key: str, first: Decimal) -> None:
        parts = [
            {"splitPercentage": str(share), "invoiceDate": "2024-06-01", "paymentTerm": "Net 30"}
            for share in (first, 100 - first)
        ]
        self.attempt("PUT", f"/v1/invoices/{key}/split", {"splits": parts})

    @rule(key=invoices, share=st.sampled_from(["0.25", "0.5", "1", "2"]))
    def pay(self, key: str, share: str) -> None:
        read = self.call("GET", f"/v1/invoices/{key}")
        amount = str(round(read["balance"] * Decimal(share), 4)) if read.status == 200 else "1"
        entry = {"invoiceId": key, "amount": amount}
        payment = {"accountId": self.zuora.account_id, "amount": amount, "type": "External", "invoices": [entry]}
        self.attempt("POST", "/v1/payments", payment)

    @rule(key=invoices, added=items, amount=money, drop=st.booleans(), spoil=st.booleans())
    def update(self, key: str, added: Any, amount: Decimal, drop: bool, spoil: bool) -> None:
        listed = self.call("GET", f"/v1/invoices/{key}/items")
        first = listed["invoiceItems"][0]["id"] if listed.status == 200 else "0" * 32
        edits: list[Any] = [{"id": first, "delete": True} if drop else {"id": first, "amount": str(amount)}]
        edits += [line(*one) for one in added]
        edits += [{"amount": "1", "serviceStartDate": "2024-05-20"}] if spoil else []
        self.attempt("PUT", f"/v1/invoices/{key}", {"invoiceItems": edits})

    @rule(key=invoices, amount=st.decimals("-9.9999", "9.9999", places=4))
    def add_tax(self, key: str, amount: Decimal) -> None:
        listed = self.call("GET", f"/v1/invoices/{key}/items")
        first = listed["invoiceItems"][0]["id"] if listed.status == 200 else "0" * 32
        entry = {**tax(str(amount)), "invoiceItemId": first, "jurisdiction": "J"}
        self.attempt("POST", f"/v1/invoices/{key}/taxation-items", {"taxationItems": [entry]})

    # -- time, restarts, faults ---------------------------------------------------------------------------------------

    @rule(seconds=st.sampled_from([0, 601, 3600]))
    def wait(self, seconds: int) -> None:
        self.zuora.clock.advance(seconds)

    @rule()
    def restart(self) -> None:
        before, now = self.pictures(), self.zuora.clock.now()
        self.stop()
        self.start()
        assert self.zuora.clock.now() >= now
        assert self.pictures() == before

    @rule(key=st.sampled_from("ijkl"), fault=st.sampled_from(["locked", "full", "commit"]))
    def fail_to_save(self, key: str, fault: str) -> None:
        self.fail(key, lambda: setattr(FaultyStore, "fault", fault))

    @rule(key=st.sampled_from("mnop"))
    def fail_to_render(self, key: str) -> None:
        broken = mock.patch.object(_exact_json, "write", side_effect=[RecursionError("deep")])
        broken.start()
        self.fail(key, lambda: None, undo=broken.stop)

    def fail(self, key: str, prepare: Any, undo: Any = lambda: None) -> None:
        """A creation that fails is a 500 without a trace; the same request again then succeeds, once."""
        if key in self.keys:
            undo()
            return
        before = {invoice.id for invoice in self.zuora.ledger.invoices}
        prepare()
        response = self.create_raw(key)
        undo()
        assert response.status == 500
        assert {invoice.id for invoice in self.zuora.ledger.invoices} <= before
        again = self.create_raw(key)
        assert again.status == 200
        self.keys[key] = str(again.json()["id"])
        self.states[self.keys[key]] = "Draft"

    def create_raw(self, key: str) -> Any:
        headers = {"Authorization": f"Bearer {self.zuora.access_token}", "Idempotency-Key": key}
        body = self.call.request("10.00", comments=key)
        return self.call.pool.request("POST", f"{self.zuora.url}/v1/invoices", json=body, headers=headers)

    # -- what always holds --------------------------------------------------------------------------------------------

    @invariant()
    def every_key_made_one_invoice(self) -> None:
        comments = [invoice.fields["comments"] for invoice in self.zuora.ledger.invoices if not invoice.split_from]
        assert len(comments) == len(set(comments))

    @invariant()
    def money_is_conserved(self) -> None:
        for invoice in self.zuora.ledger.invoices:
            if self.checked.get(invoice.id) == invoice:
                continue
            self.checked[invoice.id] = invoice
            view = self.call("GET", f"/v1/invoices/{invoice.id}").data
            listed = self.call("GET", f"/v1/invoices/{invoice.id}/items?pageSize=40")["invoiceItems"]
            taxed = [entry for one in listed for entry in one["taxationItems"]["data"]]
            assert view["amount"] == sum(one["chargeAmount"] + one["taxAmount"] for one in listed)
            assert view["amountWithoutTax"] + view["taxAmount"] == view["amount"]
            assert view["balance"] == view["amount"] - view["creditMemoAmount"] - view["paymentAmount"]
            assert view["balance"] == sum(one["balance"] for one in (*listed, *taxed))

    @invariant()
    def splits_add_up(self) -> None:
        parts: dict[str, list[Invoice]] = {}
        invoices = self.zuora.ledger.invoices
        for invoice in invoices:
            if invoice.split_from:
                parts.setdefault(invoice.split_from, []).append(invoice)
        for invoice in invoices:
            if (
                invoice.status == "Split"
                and len(parts.get(invoice.id, ())) == 2
                and not self.changed(parts[invoice.id])
            ):
                assert sum(part.amount for part in parts[invoice.id]) == invoice.amount

    def changed(self, parts: list[Invoice]) -> bool:
        """Whether a part was edited after the split."""
        return any(part.updated != part.created or part.status != "Draft" for part in parts)

    @invariant()
    def states_follow_the_diagram(self) -> None:
        now = {invoice.id: invoice.status for invoice in self.zuora.ledger.invoices}
        for key, before in self.states.items():
            after = now.get(key, "gone")
            steps = {before, *(b for a, b in DIAGRAM if a == before)}
            # A job may have begun and ended between two looks.
            steps |= {b for a, b in DIAGRAM if a in steps}
            assert after in steps, f"{before} -> {after}"
        self.states = {key: now.get(key, "gone") for key in self.states}

    @invariant()
    def credited_invoices_are_settled(self) -> None:
        invoices = {invoice.id: invoice for invoice in self.zuora.ledger.invoices}
        for memo in self.zuora.ledger.credit_memos:
            invoice = invoices[memo.invoice_id]
            assert invoice.status == "Posted"
            assert all(entry.balance == 0 for entry in invoice.balanced())


def test_the_diagram_of_the_docs_is_that_of_the_ledger() -> None:
    picture = Path(__file__).parents[2] / "docs" / "images" / "invoice-life.svg"
    drawn = set(re.findall(r"<title>(\w+) → (\w+)</title>", picture.read_text(encoding="utf-8")))
    assert drawn == DIAGRAM | {("new", "Draft"), ("new", "Posted")}
    arrows = {(a, b or "gone") for action in ACTIONS.values() for a, b in action.arrows}
    assert arrows == DIAGRAM


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
