"""Keeps the ledger in an SQLite file, so that it is still there after a restart."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from zuora_sdk.emulator import _documents, _gate, _responses
from zuora_sdk.emulator._gate import IdempotencyKeys
from zuora_sdk.emulator._ledger import Ledger

# Goes up whenever the documents change their fields.
FORMAT = 1

# What JSON has no word for is written as an object whose `!` names its type.
_TYPE = "!"
_DOCUMENTS = {
    name: kind
    for module in (_responses, _documents, _gate)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and is_dataclass(kind)
}
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "Decimal": Decimal,
    "datetime": dt.datetime.fromisoformat,
    "bytes": b64decode,
    "tuple": lambda value: tuple(map(_read, value)),
    "dict": lambda value: {key: _read(item) for key, item in value},
}


def _write(value: Any) -> Any:
    """A document, or a part of one, as plain data."""
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
        written = {each.name: _write(getattr(value, each.name)) for each in fields(value)}
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
    if name not in _DOCUMENTS:
        raise ValueError(f"the emulator's database holds something of an unknown kind: {name!r}")
    return _DOCUMENTS[name](**{key: _read(item) for key, item in value.items() if key != _TYPE})


class Store:
    """One row a document, written in the same transaction as the rest of its request."""

    def __init__(self, path: str | Path) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        try:
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            if version not in (0, FORMAT):
                raise ValueError(
                    f"{path} was written by another version of the emulator; delete it or name another file"
                )
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(f"PRAGMA user_version = {FORMAT}")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS documents (position INTEGER PRIMARY KEY, kind TEXT NOT NULL, "
                "id TEXT NOT NULL, content TEXT NOT NULL, UNIQUE (kind, id))"
            )
        except BaseException:
            self._connection.close()
            raise

    def load(self, ledger: Ledger, keys: IdempotencyKeys) -> None:
        """Put everything back, in the order in which it came to be."""
        rows = self._connection.execute("SELECT kind, id, content FROM documents ORDER BY position")
        for kind, key, content in rows:
            document = _read(json.loads(content))
            if kind == "key":
                keys.restore(key, document)
            else:
                ledger.restore(kind, key, document)

    def save(self, changes: Mapping[tuple[str, str], Any]) -> None:
        """Write what changed, all of it or nothing."""
        if not changes:
            return
        with self._transaction():
            for (kind, key), document in changes.items():
                if document is None:
                    self._connection.execute("DELETE FROM documents WHERE kind = ? AND id = ?", (kind, key))
                    continue
                self._connection.execute(
                    "INSERT INTO documents (kind, id, content) VALUES (?, ?, ?) "
                    "ON CONFLICT (kind, id) DO UPDATE SET content = excluded.content",
                    (kind, key, json.dumps(_write(document))),
                )

    @contextlib.contextmanager
    def _transaction(self) -> Any:
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
