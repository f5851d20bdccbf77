"""Keeps the ledger in an SQLite file, so that it is still there after a restart."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from zuora_sdk.emulator import _documents, _responses
from zuora_sdk.emulator._documents import Document
from zuora_sdk.emulator._transaction import Changes, document_kinds

# Marks a file as one of ours ("ZuEm").
APPLICATION_ID = 0x5A75456D
# Goes up whenever the documents change their fields.
FORMAT = 2

# What JSON has no word for is written as an object whose `!` names its type.
_TYPE = "!"
_KINDS = document_kinds(vars(_documents))
_DATACLASSES = {
    name: kind
    for module in (_responses, _documents)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and is_dataclass(kind)
}
_FIELDS: Mapping[Any, tuple[str, ...]] = {
    kind: tuple(each.name for each in fields(kind)) for kind in _DATACLASSES.values()
}
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "Decimal": Decimal,
    "datetime": dt.datetime.fromisoformat,
    "bytes": b64decode,
    "tuple": lambda value: tuple(map(_read, value)),
    "dict": lambda value: {key: _read(item) for key, item in value},
}


class DatabaseError(Exception):
    """The database can't be used; the message says why, and what to do."""


def _write(value: Any) -> Any:
    """A document, or a part of one, as plain data."""
    if value is None or isinstance(value, str | int):  # fast path: most values are
        return value
    if isinstance(value, Decimal):
        return {_TYPE: "Decimal", "": str(value)}
    if isinstance(value, dt.datetime):
        return {_TYPE: "datetime", "": value.isoformat()}
    if isinstance(value, bytes):
        return {_TYPE: "bytes", "": b64encode(value).decode("ascii")}
    if isinstance(value, tuple):
        return {_TYPE: "tuple", "": [_write(item) for item in value]}
    if isinstance(value, dict):  # as pairs: a key may be called anything
        return {_TYPE: "dict", "": [[key, _write(item)] for key, item in value.items()]}
    if isinstance(value, list):
        return [_write(item) for item in value]
    if is_dataclass(value):
        written = {name: _write(getattr(value, name)) for name in _FIELDS[type(value)]}
        return {_TYPE: type(value).__name__, **written}
    return value


def _read(value: Any) -> Any:
    """What was written. Only the emulator's own documents come of it, whatever the file holds."""
    if isinstance(value, list):
        return [_read(item) for item in value]
    if not isinstance(value, dict):
        return value
    name = value[_TYPE]
    if name in _READERS:
        return _READERS[name](value[""])
    if name not in _DATACLASSES:
        raise ValueError(f"{name!r} is not a type of the emulator")
    return _DATACLASSES[name](**{key: _read(item) for key, item in value.items() if key != _TYPE})


class Store:
    """One row for each document; a transaction's changes are written together.

    Raises:
        DatabaseError: The file belongs to another emulator or another program, or is damaged. It is left as it is.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = path
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=0)
        with self._explained():
            # One emulator has a database for itself: two would give the same numbers twice.
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._check_format()

    def load(self) -> list[Document]:
        """All documents, in the order in which they came to be; then the file is ready to be written."""
        with self._explained():
            documents = [] if self._is_new else list(self._documents())
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(f"PRAGMA user_version = {FORMAT}")
            self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS documents (position INTEGER PRIMARY KEY, kind TEXT NOT NULL, "
                "id TEXT NOT NULL, content TEXT NOT NULL, UNIQUE (kind, id))"
            )
            return documents

    def save(self, changes: Changes) -> None:
        """Write what changed, all of it or nothing."""
        with self._transaction():
            for (kind, key), document in changes.items():
                if document is None:
                    self._connection.execute("DELETE FROM documents WHERE kind = ? AND id = ?", (kind.__name__, key))
                    continue
                self._connection.execute(
                    "INSERT INTO documents (kind, id, content) VALUES (?, ?, ?) "
                    "ON CONFLICT (kind, id) DO UPDATE SET content = excluded.content",
                    (kind.__name__, key, json.dumps(_write(document))),
                )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    # -- reading ----------------------------------------------------------------------------------------------------

    def _check_format(self) -> None:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        tables = {name for (name,) in self._connection.execute("SELECT name FROM sqlite_master")}
        self._is_new = not tables
        if tables and application != APPLICATION_ID:
            raise DatabaseError(f"{self._path} is not a database of the emulator; name another file")
        if tables and version != FORMAT:
            raise DatabaseError(
                f"{self._path} was written by another version of the emulator; delete it or name another file"
            )

    def _documents(self) -> Iterator[Document]:
        (damage,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if damage != "ok":
            raise DatabaseError(_damaged(self._path, damage))
        for kind, key, content in self._connection.execute("SELECT kind, id, content FROM documents ORDER BY position"):
            try:
                document = _read(json.loads(content))
                if not isinstance(document, _KINDS[kind]) or document.id != key:
                    raise ValueError(f"a {type(document).__name__} in its place")
            except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as wrong:
                raise DatabaseError(_damaged(self._path, f"{kind} {key}: {wrong}")) from wrong
            yield document

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Close the file and say what is wrong with it, if it can't be used."""
        try:
            yield
        except sqlite3.OperationalError as wrong:
            self.close()
            if "locked" in str(wrong):
                message = f"{self._path} is in use by another emulator; stop that one, or name another file"
                raise DatabaseError(message) from wrong
            raise DatabaseError(f"{self._path} can't be opened: {wrong}") from wrong
        except sqlite3.DatabaseError as wrong:
            self.close()
            raise DatabaseError(_damaged(self._path, str(wrong))) from wrong
        except BaseException:
            self.close()
            raise

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            # A COMMIT that fails may have ended the transaction, or not.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


def _damaged(path: str | Path, what: str) -> str:
    return f"{path} is damaged or not a database ({what}); restore it, or name another file"
