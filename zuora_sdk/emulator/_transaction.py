"""A unit of work: what one request reads and changes, in memory of its own until all of it is kept or none.

Documents are immutable, so a transaction only notes which document stands where; the rules work on it as if it were
the whole ledger.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from zuora_sdk.emulator._clock import Clock
from zuora_sdk.emulator._documents import Counter, Document, Fields, RememberedResponse
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._responses import Response
from zuora_sdk.emulator._settings import Settings

# The form of timestamps: no T, no zone.
STAMP = "%Y-%m-%d %H:%M:%S"

D = TypeVar("D", bound=Document)
Kind = type[Document]
# Kind and ID of each changed document; None where it was deleted.
Changes = dict[tuple[Kind, str], Document | None]


class Source(Protocol):
    """Where a transaction reads what it hasn't changed: the ledger's state, or the transaction around it."""

    def get(self, kind: Kind, key: str) -> Document | None:
        """The document with this ID."""
        ...

    def id_of(self, kind: Kind, alias: str) -> str | None:
        """The ID of the document with this alias."""
        ...

    def all_of(self, kind: Kind) -> Mapping[str, Document]:
        """All documents of a kind by ID, in the order of their creation."""
        ...


class State:
    """The documents that are kept, by kind, ID and alias."""

    def __init__(self) -> None:
        self._documents: dict[Kind, dict[str, Document]] = {}
        self._aliases: dict[Kind, dict[str, str]] = {}

    def get(self, kind: Kind, key: str) -> Document | None:
        """The document with this ID."""
        return self._documents.get(kind, {}).get(key)

    def id_of(self, kind: Kind, alias: str) -> str | None:
        """The ID of the document with this alias."""
        return self._aliases.get(kind, {}).get(alias)

    def all_of(self, kind: Kind) -> Mapping[str, Document]:
        """All documents of a kind by ID, in the order of their creation."""
        return self._documents.get(kind, {})

    def keys(self) -> list[tuple[Kind, str]]:
        """Kind and ID of every document."""
        return [(kind, key) for kind, documents in self._documents.items() for key in documents]

    def apply(self, changes: Changes) -> None:
        """Take over what a transaction changed. Plain dictionary operations: nothing here can fail half-way."""
        for (kind, key), document in changes.items():
            documents = self._documents.setdefault(kind, {})
            if document is None:
                gone = documents.pop(key, None)
                if gone and gone.alias is not None:
                    self._aliases[kind].pop(gone.alias, None)
                continue
            documents[key] = document
            if document.alias is not None:
                self._aliases.setdefault(kind, {})[document.alias] = key


@dataclass(frozen=True, kw_only=True)
class Tenant:
    """What is the same for all transactions of a tenant.

    Attributes:
        clock: The tenant's clock.
        settings: The tenant's settings.
        catalog: Fields of the product rate plan charges, by ID.
        seed: Makes the IDs the same in each run; None: they are random.
    """

    clock: Clock
    settings: Settings
    catalog: Mapping[str, Fields]
    seed: int | None = None


class Transaction:
    """Documents as one request sees and changes them, at one instant.

    Attributes:
        settings: The tenant's settings.
        catalog: Fields of the product rate plan charges, by ID.
        orgs: Organizations whose data may be seen; None: all.
        now: When it began, in UTC.
        changes: What it has changed so far.
    """

    def __init__(
        self,
        source: Source,
        tenant: Tenant,
        *,
        orgs: frozenset[str] | None = None,
        now: dt.datetime | None = None,
    ) -> None:
        self.settings = tenant.settings
        self.catalog = tenant.catalog
        self.orgs = orgs
        self.now = now or tenant.clock.now()
        self.changes: Changes = {}
        self._tenant = tenant
        self._source = source
        self._ids: dict[tuple[Kind, str], str] = {}

    # -- time -------------------------------------------------------------------------------------------------------

    @property
    def today(self) -> str:
        """The tenant's date, yyyy-mm-dd."""
        return self._tenant.clock.local(self.now).date().isoformat()

    @property
    def stamp(self) -> str:
        """Now as the service writes it: the tenant's local time without T and zone."""
        return self._tenant.clock.local(self.now).strftime(STAMP)

    @property
    def step(self) -> dt.timedelta:
        """How long each stage of a job or a PDF takes."""
        return dt.timedelta(seconds=self.settings.step_seconds)

    # -- documents --------------------------------------------------------------------------------------------------

    def get(self, kind: Kind, key: str) -> Document | None:
        """The document with this ID, for transactions inside this one; rules use `find`."""
        return self.changes[kind, key] if (kind, key) in self.changes else self._source.get(kind, key)

    def id_of(self, kind: Kind, alias: str) -> str | None:
        """The ID of the document with this alias."""
        return self._ids.get((kind, alias)) or self._source.id_of(kind, alias)

    def all_of(self, kind: Kind) -> Mapping[str, Document]:
        """All documents of a kind by ID, in the order of their creation."""
        mine = {key: document for (each, key), document in self.changes.items() if each is kind}
        merged = {**self._source.all_of(kind), **mine}
        return {key: document for key, document in merged.items() if document is not None}

    def find(self, kind: type[D], key: str) -> D | None:
        """The document with this ID or alias."""
        document = self.get(kind, key)
        if document is None and (found := self.id_of(kind, key)) is not None:
            document = self.get(kind, found)
        return document if isinstance(document, kind) else None

    def require(self, kind: type[D], key: str) -> D:
        """The document with this ID or alias; Rejection if there is none."""
        document = self.find(kind, key)
        if document is None:
            raise not_found(key)
        return document

    def all(self, kind: type[D]) -> list[D]:
        """All documents of a kind, in the order of their creation."""
        return [document for document in self.all_of(kind).values() if isinstance(document, kind)]

    def save(self, document: D) -> D:
        """Put a document in its place, new or instead of its older self."""
        kind = type(document)
        self.changes[kind, document.id] = document
        if document.alias is not None:
            self._ids[kind, document.alias] = document.id
        return document

    def delete(self, document: Document) -> None:
        """Take a document out."""
        self.changes[type(document), document.id] = None

    # -- names ------------------------------------------------------------------------------------------------------

    def new_id(self) -> str:
        """32 hexadecimal digits, as every object of the service has; the same ones again with the same seed."""
        if self._tenant.seed is None:
            return uuid.uuid4().hex
        count = self._count("id")
        return hashlib.blake2b(f"{self._tenant.seed}:{count}".encode(), digest_size=16).hexdigest()

    def next_number(self, kind: Kind, prefix: str) -> str:
        """The next free number, such as INV00000001."""
        while True:
            number = f"{prefix}{self._count(prefix):08}"
            if self.id_of(kind, number) is None:
                return number

    def _count(self, name: str) -> int:
        counter = self.find(Counter, name)
        return self.save(Counter(id=name, value=counter.value + 1 if counter else 1)).value

    # -- parts that may fail alone ----------------------------------------------------------------------------------

    @contextlib.contextmanager
    def savepoint(self) -> Iterator[Transaction]:
        """A part that is undone when an exception leaves it, while the rest of the transaction stays."""
        inner = Transaction(self, self._tenant, orgs=self.orgs, now=self.now)
        yield inner
        self.changes.update(inner.changes)
        self._ids.update(inner._ids)

    # -- idempotency ------------------------------------------------------------------------------------------------

    def recall(self, key: str, target: tuple[str, str, str]) -> Response | None:
        """The response to the first use of an idempotency key; Rejection if that was for another URL."""
        remembered = self.find(RememberedResponse, key)
        if remembered is None:
            return None
        if remembered.target != target:
            message = "The Idempotency-Key was first used with another tenant, method or URL."
            raise Rejection(Category.RULE, message, status=422)
        return remembered.response

    def remember(self, key: str, target: tuple[str, str, str], response: Response) -> None:
        """Keep a response under its idempotency key, together with what was done."""
        self.save(RememberedResponse(id=key, target=target, since=self.now, response=response))


def not_found(key: str) -> Rejection:
    """The service's words for a key that names nothing."""
    return Rejection(Category.NOT_FOUND, f"Cannot find entity by key: '{key}'.")


def document_kinds(namespace: Mapping[str, Any]) -> dict[str, Kind]:
    """The kinds of documents that a module defines, by name."""
    return {
        name: kind
        for name, kind in namespace.items()
        if isinstance(kind, type) and issubclass(kind, Document) and kind is not Document
    }
