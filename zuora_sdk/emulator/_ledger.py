"""The state of a tenant and its transactions. The rules by which it changes stand in modules of their own."""

from __future__ import annotations

import contextlib
import datetime as dt
import heapq
import itertools
import threading
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from zuora_sdk.emulator import _files, _jobs, _settlement
from zuora_sdk.emulator._clock import Clock
from zuora_sdk.emulator._documents import (
    Account,
    Application,
    Contact,
    CreditMemo,
    Document,
    Email,
    Fields,
    File,
    Invoice,
    Job,
    Moment,
    Payment,
    PdfGeneration,
    RememberedResponse,
)
from zuora_sdk.emulator._invoices import find_invoice
from zuora_sdk.emulator._settings import Settings
from zuora_sdk.emulator._store import Store
from zuora_sdk.emulator._transaction import STAMP, Changes, D, Kind, State, Tenant, Transaction

# How far the time that is kept may be behind: real time makes up for it, and a stop keeps it exactly.
MOMENT_PRECISION = dt.timedelta(seconds=1)

# When something happens to a document by itself; the number keeps the order of those at the same instant.
Due = tuple[dt.datetime, int, Kind, str]


class Ledger:
    """Accounts, invoices, memos, payments, files and jobs of one tenant.

    Args:
        accounts: Who may be billed from the beginning.
        clock: The tenant's clock.
        settings: The tenant's settings.
        catalog: Fields of the product rate plan charges, by ID.
        store: Where the documents are kept; None: only in memory.
        seed: Makes the IDs the same in each run. They are random without it.
    """

    def __init__(
        self,
        accounts: Iterable[Account] = (),
        clock: Clock | None = None,
        settings: Settings | None = None,
        *,
        catalog: Mapping[str, Fields] | None = None,
        store: Store | None = None,
        seed: int | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.clock = clock or Clock(time_zone=self.settings.time_zone)
        self._catalog = catalog or {}
        self._seed = seed
        self._store = store
        self._lock = threading.RLock()
        self._open = False
        self._state = State()
        self._due: list[Due] = []
        self._sequence = itertools.count()
        for document in store.load() if store else ():
            self._restore(document)
        with self.transaction() as transaction:
            for account in accounts:
                if transaction.find(Account, account.id) is None:
                    _register(transaction, account)

    # -- units of work ----------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def transaction(self, orgs: Iterable[str] | None = None) -> Iterator[Transaction]:
        """A unit of work: what is due has happened when it begins; at its end all of it is kept, or nothing.

        Other threads wait until it has ended.

        Args:
            orgs: Organizations whose data may be seen; None: all that the settings name.
        """
        visible = self.settings.orgs if orgs is None else orgs
        with self._lock:
            if self._open:
                raise RuntimeError("a transaction of this ledger is already open in this thread")
            self._open = True
            try:
                with self._settled(frozenset(visible) if visible is not None else None) as transaction:
                    yield transaction
            finally:
                self._open = False

    @contextlib.contextmanager
    def _settled(self, orgs: frozenset[str] | None) -> Iterator[Transaction]:
        tenant = Tenant(clock=self.clock, settings=self.settings, catalog=self._catalog, seed=self._seed)
        transaction = Transaction(self._state, tenant, orgs=orgs)
        due: list[Due] = []
        try:
            while self._due and self._due[0][0] <= transaction.now:
                due.append(heapq.heappop(self._due))
            for _, _, kind, key in due:
                _settle(transaction, transaction.get(kind, key))
            yield transaction
            self._commit(transaction)
        except BaseException:
            for entry in due:
                heapq.heappush(self._due, entry)
            raise

    def _commit(self, transaction: Transaction) -> None:
        if not transaction.changes:
            return
        if self._store:
            moment = transaction.find(Moment, "now")
            if moment is None or abs(transaction.now - moment.instant) > MOMENT_PRECISION:
                transaction.save(Moment(id="now", instant=transaction.now))
            self._store.save(transaction.changes)
        self._state.apply(transaction.changes)
        for document in transaction.changes.values():
            self._schedule(document, transaction.step)

    def _schedule(self, document: Document | None, step: dt.timedelta) -> None:
        when = document.due(step) if document else None
        if document and when:
            heapq.heappush(self._due, (when, next(self._sequence), type(document), document.id))

    def _restore(self, document: Document) -> None:
        self._state.apply({(type(document), document.id): document})
        self._schedule(document, dt.timedelta(seconds=self.settings.step_seconds))
        if isinstance(document, Moment):
            self.clock.catch_up(document.instant)

    # -- for tests --------------------------------------------------------------------------------------------------

    def _all(self, kind: type[D]) -> list[D]:
        with self.transaction() as transaction:
            return transaction.all(kind)

    @property
    def accounts(self) -> list[Account]:
        """All accounts."""
        return self._all(Account)

    @property
    def invoices(self) -> list[Invoice]:
        """All invoices, in the order of their creation."""
        return self._all(Invoice)

    @property
    def credit_memos(self) -> list[CreditMemo]:
        """All credit memos, in the order of their creation."""
        return self._all(CreditMemo)

    @property
    def payments(self) -> list[Payment]:
        """All payments, in the order of their creation."""
        return self._all(Payment)

    @property
    def jobs(self) -> list[Job]:
        """All jobs, in the order of their creation."""
        return self._all(Job)

    @property
    def files(self) -> list[File]:
        """All files, in the order of their creation."""
        return self._all(File)

    @property
    def emails(self) -> list[Email]:
        """All e-mails that the service would have sent, in their order."""
        return self._all(Email)

    def invoice(self, key: str) -> Invoice:
        """The invoice with this ID or number; Rejection if there is none."""
        with self.transaction() as transaction:
            return find_invoice(transaction, key)

    def add_account(self, account: Account) -> Account:
        """One more account that may be billed."""
        with self.transaction() as transaction:
            return _register(transaction, account)

    def add_charge(self, charge_id: str, fields: Fields) -> None:
        """One more charge in the product catalog."""
        with self._lock:
            self._catalog = {**self._catalog, charge_id: fields}

    def apply_payment(self, key: str, amount: Decimal) -> Application:
        """Pay a posted invoice, in part or in full, with a new payment of its account."""
        with self.transaction() as transaction:
            return _settlement.pay(transaction, find_invoice(transaction, key), amount)

    def fail_pdf(self, key: str, category: str = "INVALID_TEMPLATE", message: str = "The template is broken.") -> None:
        """Let the PDF generation of an invoice end in an error."""
        with self.transaction() as transaction:
            _files.fail_pdf(transaction, find_invoice(transaction, key), (category, message))

    def fail_job(self, job_id: str) -> None:
        """Let a job that is still in flight fail; its invoice is as it was before."""
        with self.transaction() as transaction:
            _jobs.fail(transaction, transaction.require(Job, job_id), "The job was made to fail.")

    def change_settings(self, **changes: Any) -> Settings:
        """Other settings from now on; returns them all."""
        with self._lock:
            self.settings = replace(self.settings, **changes)
            # The length of a step decides what is due.
            self._due.clear()
            for kind in (Job, PdfGeneration, RememberedResponse):
                for document in self._state.all_of(kind).values():
                    self._schedule(document, dt.timedelta(seconds=self.settings.step_seconds))
            return self.settings

    def reset(self, accounts: Iterable[Account], *, catalog: Mapping[str, Fields], settings: Settings) -> None:
        """Start over with these accounts, in the database too; the clock goes back to its start."""
        with self._lock:
            removed: Changes = dict.fromkeys(self._state.keys())
            if self._store:
                self._store.save(removed)
            self._state, self._due = State(), []
            self._catalog, self.settings = catalog, settings
            self.clock.reset()
            with self.transaction() as transaction:
                for account in accounts:
                    _register(transaction, account)

    def stamp(self) -> str:
        """The tenant's local time, as the service writes it."""
        return self.clock.local(self.clock.now()).strftime(STAMP)

    def close(self) -> None:
        """Keep what the clock says, and close the database. A second call does nothing."""
        with self._lock:
            store, self._store = self._store, None
            if store:
                with contextlib.closing(store):
                    now = Moment(id="now", instant=self.clock.now())
                    store.save({(Moment, now.id): now})


def _register(transaction: Transaction, account: Account) -> Account:
    """Keep an account and its contacts; contacts that it doesn't name follow from its ID."""
    bill_to = account.bill_to_contact_id or uuid.uuid5(uuid.NAMESPACE_OID, account.id).hex
    account = replace(account, bill_to_contact_id=bill_to, sold_to_contact_id=account.sold_to_contact_id or bill_to)
    for contact_id in {account.bill_to_contact_id, account.sold_to_contact_id}:
        if transaction.find(Contact, contact_id) is None:
            transaction.save(Contact(id=contact_id, account_id=account.id, fields={"workEmail": account.email}))
    return transaction.save(account)


def _settle(transaction: Transaction, document: Document | None) -> None:
    """What happens to a document by itself, if that is still due: it may have changed since."""
    when = document.due(transaction.step) if document else None
    if when is None or when > transaction.now:
        return
    if isinstance(document, Job):
        _jobs.finish(transaction, document)
    elif isinstance(document, PdfGeneration):
        _files.finish_pdf(transaction, document)
    elif isinstance(document, RememberedResponse):
        transaction.delete(document)
