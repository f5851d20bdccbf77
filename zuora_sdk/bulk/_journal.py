"""The journal: an SQLite file that remembers each item of a run, and each request as it was sent.

What is written is on disk before the run goes on: a request before it is sent, a result before it is reported.
The tables are documented in docs/bulk.md, for those who ask it with SELECT.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from zuora_sdk.bulk._items import Batch, Item
from zuora_sdk.bulk._protocol import Instant, State
from zuora_sdk.configuration import Configuration
from zuora_sdk.exceptions import ApiValueError

APPLICATION_ID = 0x5A754A31
VERSION = 1

_SCHEMA = """
CREATE TABLE run (
    name TEXT NOT NULL,
    api TEXT NOT NULL,
    host TEXT NOT NULL,
    entity_ids TEXT NOT NULL,
    org_ids TEXT NOT NULL,
    created REAL NOT NULL,
    latest REAL NOT NULL
);
CREATE TABLE pipeline (
    position INTEGER PRIMARY KEY,
    step TEXT NOT NULL
);
CREATE TABLE batches (
    id INTEGER PRIMARY KEY,
    step TEXT NOT NULL,
    idempotency_key TEXT,
    body BLOB,
    first_sent REAL NOT NULL,
    first_sent_monotonic REAL NOT NULL,
    last_sent REAL NOT NULL,
    last_sent_monotonic REAL NOT NULL,
    boot TEXT NOT NULL,
    fate TEXT NOT NULL,
    uncertain INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX open_batches ON batches (step, id) WHERE fate IN ('sent', 'lost');
CREATE TABLE items (
    step TEXT NOT NULL,
    key TEXT NOT NULL,
    content BLOB NOT NULL,
    state TEXT NOT NULL,
    generation INTEGER NOT NULL DEFAULT 0,
    batch INTEGER,
    entry INTEGER,
    amount TEXT,
    currency TEXT,
    invoice_id TEXT,
    invoice_number TEXT,
    invoice_amount TEXT,
    request_id TEXT,
    idempotency_key TEXT,
    result TEXT,
    error TEXT,
    message TEXT,
    PRIMARY KEY (step, key)
) WITHOUT ROWID;
CREATE INDEX items_by_batch ON items (batch) WHERE batch IS NOT NULL;
CREATE INDEX items_by_state ON items (step, state);
"""

_ITEM = (
    "key, content, state, generation, batch, entry, invoice_id, invoice_number, request_id, idempotency_key, result, "
    "error"
)


@dataclass(frozen=True)
class Identity:
    """Where a run does its work. A journal of another place is rejected."""

    host: str
    entity_ids: str
    org_ids: str
    api: str = "zuora-invoices"

    @classmethod
    def of(cls, configuration: Configuration) -> Identity:
        """Where a client with these settings works."""
        entity_ids, org_ids = configuration.zuora_entity_ids, configuration.zuora_org_ids
        organizations = sorted(part.strip() for part in (org_ids or "").split(","))
        return cls(configuration.host.lower(), entity_ids or "", ",".join(organizations))


class StoredItem(NamedTuple):
    """What the journal knows of an item."""

    key: str
    content: bytes
    state: State
    generation: int
    batch: int | None
    entry: int | None
    invoice_id: str | None
    invoice_number: str | None
    request_id: str | None
    idempotency_key: str | None
    result: str | None
    error: str | None


class StoredBatch(NamedTuple):
    """A request that an earlier run sent, and whose fate isn't known."""

    number: int
    idempotency_key: str | None
    body: bytes
    first_sent: Instant
    last_sent: Instant
    answered: bool
    """Whether its response is known, so that sending it again would tell nothing new."""
    items: list[StoredItem]


class Settled(NamedTuple):
    """What is to be written down about an item."""

    item: Item
    result: str | None = None
    error: str | None = None
    message: str | None = None
    request_id: str | None = None
    idempotency_key: str | None = None
    invoice_id: str | None = None
    invoice_number: str | None = None
    invoice_amount: str | None = None
    currency: str | None = None


class Journal(Protocol):
    """What a run remembers of one step. Only the thread that works on the step uses it."""

    name: str
    """The name of the run."""
    latest: float
    """The latest wall-clock time that was written down before this run."""

    def commit(self) -> AbstractContextManager[None]:
        """A block whose changes are on disk when it ends, all or none of them."""
        ...

    def find(self, key: str) -> StoredItem | None:
        """What is known of an item."""
        ...

    def batch_of(self, stored: StoredItem) -> StoredBatch | None:
        """The request that an item was sent in."""
        ...

    def open_batches(self) -> Iterator[StoredBatch]:
        """Requests of earlier runs with items whose fate isn't known."""
        ...

    def is_credited(self, invoice_id: str, *, but_not_to: str) -> bool:
        """Whether an invoice is the result of another item than the one with this key."""
        ...

    def count(self, key: str) -> int:
        """Count a key of the input; returns how often this run has met it."""
        ...

    def plan(self, items: Iterable[Item]) -> None:
        """Write down items that may be sent later."""
        ...

    def send(self, batch: Batch, now: Instant) -> None:
        """Write down a request that is about to be sent."""
        ...

    def finish(self, batch: Batch, fate: str, now: Instant) -> None:
        """Write down what became of a request: `answered`, `not run`, or `lost`."""
        ...

    def settle(self, settled: Iterable[Settled]) -> None:
        """Write down what became of items."""
        ...

    def distrust_clock(self, now: float) -> None:
        """The wall clock was set back: nothing tells any more how old the requests so far are."""
        ...

    def close(self) -> None:
        """Let others work on the step."""
        ...


class NoJournal:
    """Remembers nothing but the keys of this run's input."""

    latest = float("-inf")

    def __init__(self, name: str) -> None:
        self.name = name
        self._counts: dict[str, int] = {}
        self._numbers = 0

    @contextmanager
    def commit(self) -> Iterator[None]:
        """Nothing is written."""
        yield

    def find(self, key: str) -> StoredItem | None:
        """Nothing is known."""
        return None

    def batch_of(self, stored: StoredItem) -> StoredBatch | None:
        """There is none."""
        return None

    def open_batches(self) -> Iterator[StoredBatch]:
        """There are none."""
        return iter(())

    def is_credited(self, invoice_id: str, *, but_not_to: str) -> bool:
        """No result is kept."""
        return False

    def count(self, key: str) -> int:
        """Count a key of the input."""
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._counts[key]

    def plan(self, items: Iterable[Item]) -> None:
        """Nothing is written."""

    def send(self, batch: Batch, now: Instant) -> None:
        """Nothing is written."""
        self._numbers += 1
        batch.number = self._numbers
        batch.first_sent = batch.first_sent or now

    def finish(self, batch: Batch, fate: str, now: Instant) -> None:
        """Nothing is written."""

    def settle(self, settled: Iterable[Settled]) -> None:
        """Nothing is written."""

    def distrust_clock(self, now: float) -> None:
        """Nothing is written."""

    def close(self) -> None:
        """Nothing is open."""


class SqliteJournal:
    """The journal of a step, open for work. Nobody else can work on its run meanwhile, but anybody can read it."""

    def __init__(self, path: str | os.PathLike[str], step: str, identity: Identity, name: str, now: float) -> None:
        """Open it for one step; made if it isn't there.

        Raises:
            ApiValueError: It is of another run or place, isn't a journal, or is in use.
        """
        self._step = step
        self._lock = _Lock(Path(path), step)
        try:
            self._connection = _connect(path)
            try:
                with self.commit():
                    self.name, self.latest = _claim(self._connection, Path(path), identity, name, now)
                self._connection.execute("PRAGMA temp_store = FILE")
                self._connection.execute(
                    "CREATE TEMP TABLE occurrences (key TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID"
                )
            except BaseException:
                self._connection.close()
                raise
        except BaseException:
            self._lock.release()
            raise

    @contextmanager
    def commit(self) -> Iterator[None]:
        """A block whose changes are on disk when it ends, all or none of them."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def find(self, key: str) -> StoredItem | None:
        """What is known of an item."""
        row = self._connection.execute(
            f"SELECT {_ITEM} FROM items WHERE step = ? AND key = ?", (self._step, key)
        ).fetchone()
        return _stored_item(row) if row else None

    def batch_of(self, stored: StoredItem) -> StoredBatch | None:
        """The request that an item was sent in."""
        row = self._connection.execute(f"SELECT {_BATCH} FROM batches WHERE id = ?", (stored.batch,)).fetchone()
        return self._stored_batch(row) if row else None

    def open_batches(self) -> Iterator[StoredBatch]:
        """Requests of earlier runs with items whose fate isn't known, in the order in which they were sent."""
        last = 0
        while True:
            row = self._connection.execute(
                f"SELECT {_BATCH} FROM batches WHERE step = ? AND id > ? AND fate IN ('sent', 'lost') "
                "ORDER BY id LIMIT 1",
                (self._step, last),
            ).fetchone()
            if row is None:
                return
            last = row[0]
            yield self._stored_batch(row)

    def _stored_batch(self, row: Sequence[Any]) -> StoredBatch:
        number, idempotency_key, body, wall, monotonic, last_wall, last_monotonic, boot, fate = row
        items = self._connection.execute(
            f"SELECT {_ITEM} FROM items WHERE batch = ? AND state IN ('sent', 'unconfirmed') ORDER BY entry", (number,)
        )
        found = [_stored_item(item) for item in items]
        last_sent = Instant(last_wall, last_monotonic, boot)
        return StoredBatch(
            number, idempotency_key, body, Instant(wall, monotonic), last_sent, fate == "answered", found
        )

    def is_credited(self, invoice_id: str, *, but_not_to: str) -> bool:
        """Whether an invoice is the result of another item than the one with this key."""
        row = self._connection.execute(
            "SELECT 1 FROM items WHERE step = ? AND state = 'done' AND invoice_id = ? AND key <> ? LIMIT 1",
            (self._step, invoice_id, but_not_to),
        ).fetchone()
        return row is not None

    def count(self, key: str) -> int:
        """Count a key of the input; returns how often this run has met it."""
        self._connection.execute(
            "INSERT INTO occurrences VALUES (?, 1) ON CONFLICT (key) DO UPDATE SET count = count + 1", (key,)
        )
        row = self._connection.execute("SELECT count FROM occurrences WHERE key = ?", (key,)).fetchone()
        return int(row[0])

    def plan(self, items: Iterable[Item]) -> None:
        """Write down items that may be sent later. What is known of them as sent stays."""
        self._connection.executemany(
            "INSERT INTO items (step, key, content, state, amount, currency) VALUES (?, ?, ?, 'planned', ?, ?) "
            "ON CONFLICT (step, key) DO UPDATE SET content = excluded.content, amount = excluded.amount, "
            "currency = excluded.currency WHERE state IN ('planned', 'rejected')",
            [(self._step, item.key, item.content, _text(item.facts.amount), item.facts.currency) for item in items],
        )

    def send(self, batch: Batch, now: Instant) -> None:
        """Write down a request that is about to be sent, with the items in it."""
        if batch.number:
            self._connection.execute(
                "UPDATE batches SET fate = 'sent', uncertain = ?, last_sent = ?, last_sent_monotonic = ?, boot = ? "
                "WHERE id = ?",
                (batch.uncertain, now.wall, now.monotonic, now.boot, batch.number),
            )
        else:
            batch.first_sent = now
            cursor = self._connection.execute(
                "INSERT INTO batches (step, idempotency_key, body, first_sent, first_sent_monotonic, last_sent, "
                "last_sent_monotonic, boot, fate) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'sent')",
                (self._step, batch.idempotency_key, batch.body, *[now.wall, now.monotonic] * 2, now.boot),
            )
            batch.number = cursor.lastrowid or 0
        self._connection.executemany(
            "UPDATE items SET state = 'sent', batch = ?, entry = ?, generation = ? WHERE step = ? AND key = ?",
            [
                (batch.number, entry, item.generation, self._step, item.key)
                for entry, item in enumerate(batch.items)
                if item.state is State.SENT
            ],
        )
        self._connection.execute("UPDATE run SET latest = max(latest, ?)", (now.wall,))

    def finish(self, batch: Batch, fate: str, now: Instant) -> None:
        """Write down what became of a request."""
        self._connection.execute(
            "UPDATE batches SET fate = ?, uncertain = ?, last_sent = ?, last_sent_monotonic = ?, boot = ? WHERE id = ?",
            (fate, batch.uncertain, now.wall, now.monotonic, now.boot, batch.number),
        )
        self._connection.execute("UPDATE run SET latest = max(latest, ?)", (now.wall,))

    def settle(self, settled: Iterable[Settled]) -> None:
        """Write down what became of items."""
        self._connection.executemany(
            # The rest is in the order of `Settled`.
            "UPDATE items SET state = ?, generation = ?, result = ?, error = ?, message = ?, request_id = ?, "
            "idempotency_key = ?, invoice_id = ?, invoice_number = ?, invoice_amount = ?, "
            "currency = coalesce(?, currency) WHERE step = ? AND key = ?",
            [(it.item.state.value, it.item.generation, *it[1:], self._step, it.item.key) for it in settled],
        )

    def name_steps(self, steps: Sequence[str]) -> None:
        """Write down the steps of a pipeline, in their order."""
        self._connection.execute("DELETE FROM pipeline")
        self._connection.executemany("INSERT INTO pipeline (step) VALUES (?)", [(step,) for step in steps])

    def distrust_clock(self, now: float) -> None:
        """Let no key of a request so far protect, also when the clock has caught up, in all steps."""
        self._connection.execute("UPDATE batches SET first_sent = 0 WHERE fate != 'answered'")
        self._connection.execute("UPDATE run SET latest = ?", (now,))

    def close(self) -> None:
        """Let others work on the step."""
        self._connection.close()
        self._lock.release()

    @staticmethod
    def check(path: str | os.PathLike[str], identity: Identity, name: str) -> None:
        """Raise what opening it would raise, unless another run is working on it. It stays closed."""
        if Path(path).exists() and os.path.getsize(path):
            with closing(_connect(path)) as connection:
                _identify(connection, Path(path), identity, name)


_BATCH = "id, idempotency_key, body, first_sent, first_sent_monotonic, last_sent, last_sent_monotonic, boot, fate"


def name_pipeline(
    path: str | os.PathLike[str], identity: Identity, name: str, now: float, steps: Sequence[str]
) -> None:
    """Write down which steps each item goes through, in their order, for the report."""
    with closing(SqliteJournal(path, "pipeline", identity, name, now)) as journal, journal.commit():
        journal.name_steps(steps)


def read_only(path: Path) -> sqlite3.Connection:
    """Open a journal to read it, also while a run works on it. Raises `ApiValueError` if it isn't a journal."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=60)
    except sqlite3.OperationalError as error:
        raise ApiValueError(f"journal: {path} can't be opened ({error})") from error
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        connection.close()
        raise ApiValueError(f"journal: {path} can't be opened as a journal ({error})") from error
    if application != APPLICATION_ID:
        connection.close()
        raise ApiValueError(f"journal: {path} isn't a journal; name the file that a run was given as journal=")
    return connection


def _stored_item(row: tuple[object, ...]) -> StoredItem:
    item = StoredItem._make(row)
    return item._replace(state=State(item.state))


@lru_cache
def boot_id() -> str:
    """Which start of this machine it is, on Linux; empty elsewhere."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _connect(path: str | os.PathLike[str]) -> sqlite3.Connection:
    # Made with its permissions first: results hold names and amounts.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise ApiValueError(f"journal: {path} can't be opened as a journal ({error}); name another file") from error
    return connection


def _claim(connection: sqlite3.Connection, path: Path, identity: Identity, name: str, now: float) -> tuple[str, float]:
    """Make the tables, or check that they are of this run. Returns the run's name and the latest time in it."""
    known = _identify(connection, path, identity, name)
    if known:
        connection.execute(
            "UPDATE run SET host = ?, entity_ids = ?, org_ids = ? WHERE host = '' AND ? != ''",
            (identity.host, identity.entity_ids, identity.org_ids, identity.host),
        )
        return known
    for statement in _SCHEMA.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    run = name or os.urandom(8).hex()
    connection.execute(
        "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?)",
        (run, identity.api, identity.host, identity.entity_ids, identity.org_ids, now, now),
    )
    return run, now


def _identify(connection: sqlite3.Connection, path: Path, identity: Identity, name: str) -> tuple[str, float] | None:
    """The run's name and the latest time in it; None if the file is empty. Raises if it is of another run or place."""
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not tables and not application:
        return None
    if application != APPLICATION_ID:
        raise ApiValueError(f"journal: {path} is a database, but not a journal; name another file")
    if version != VERSION:
        raise ApiValueError(
            f"journal: {path} has version {version}; this release reads {VERSION}. Use the release that wrote it"
        )
    run, latest, *there = connection.execute("SELECT name, latest, api, host, entity_ids, org_ids FROM run").fetchone()
    here = (identity.api, identity.host, identity.entity_ids, identity.org_ids)
    for what, mine, theirs in zip(("API", "host", "entity", "organization"), here, there, strict=True):
        if mine != theirs and identity.host and there[1]:  # functions without a client have no place
            raise ApiValueError(
                f"journal: {path} is of {what} {theirs or '(none)'}, but the client is set to {mine or '(none)'}; "
                "each place needs a journal of its own"
            )
    if name and name != run:
        raise ApiValueError(f"run_id: {name!r}, but {path} is the journal of run {run!r}; name another file")
    return run, latest


# ------------------------------------------------------------------------------------------------------- one at a time


class _Lock:
    """Keeps other processes from a run, and other runs of this process from its step.

    It is an exclusive transaction in a small database beside the journal, which the system ends with the process.
    """

    _held: dict[tuple[int, str], _Lock] = {}  # noqa: RUF012 - of this process, by its ID (a fork holds nothing)
    _guard = threading.Lock()

    def __init__(self, path: Path, step: str) -> None:
        self._where = os.getpid(), str(path.resolve())
        self._step = step
        with self._guard:
            owner = self._held.get(self._where)
            if owner is None:
                self._connection = _exclusive(path)
                self._steps: set[str] = set()
                owner = self._held[self._where] = self
            if step in owner._steps:
                raise ApiValueError(f"journal: another run of this program is working on {step!r} in {path}")
            owner._steps.add(step)
            self._owner = owner

    def release(self) -> None:
        """Give the step up, and with the last step the file."""
        with self._guard:
            self._owner._steps.discard(self._step)
            if not self._owner._steps and self._held.get(self._where) is self._owner:
                del self._held[self._where]
                self._owner._connection.close()


def _exclusive(path: Path) -> sqlite3.Connection:
    beside = f"{path}.lock"
    os.close(os.open(beside, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(beside, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = MEMORY")  # nothing is written: no second file
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        raise ApiValueError(f"journal: {path} is in use by another process; wait until it ends") from error
    return connection
