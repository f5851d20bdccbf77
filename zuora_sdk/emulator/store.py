"""Keeps the ledger in an SQLite file, so that it is still there after a restart."""

from __future__ import annotations

import contextlib
import io
import pickle
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zuora_sdk.emulator.gate import IdempotencyKeys
from zuora_sdk.emulator.ledger import Ledger

# Goes up whenever the documents change their fields.
FORMAT = 1
TRUSTED_MODULES = frozenset(
    {"zuora_sdk.emulator.answers", "zuora_sdk.emulator.documents", "zuora_sdk.emulator.gate", "datetime", "decimal"}
)


class _Reader(pickle.Unpickler):
    """Reads nothing but the emulator's own documents: a database from elsewhere can't run code."""

    def find_class(self, module: str, name: str) -> Any:
        if module not in TRUSTED_MODULES or "." in name:
            raise pickle.UnpicklingError(f"{module}.{name} has no business in an emulator's database")
        return super().find_class(module, name)


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
                "id TEXT NOT NULL, content BLOB NOT NULL, UNIQUE (kind, id))"
            )
        except BaseException:
            self._connection.close()
            raise

    def load(self, ledger: Ledger, keys: IdempotencyKeys) -> None:
        """Put everything back, in the order in which it came to be."""
        rows = self._connection.execute("SELECT kind, id, content FROM documents ORDER BY position")
        for kind, key, content in rows:
            document = _Reader(io.BytesIO(content)).load()
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
                    (kind, key, pickle.dumps(document)),
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
