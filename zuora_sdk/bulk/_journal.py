"""What a run has done, on disk: a file of JSON lines, each synced before the run goes on.

The first line names the run. Every other line is an event of one piece of work:

    sent        it is about to be sent, for the `turn`-th time with a new key
    refused     the service surely did nothing of it
    doubtful    the service may have done it
    answered    it is done; the answers stand in the line

A last line without an end is what a crash left of a write, and is dropped.
"""

from __future__ import annotations

import base64
import json
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from zuora_sdk import _serialization, exceptions
from zuora_sdk.api_response import ApiResponse
from zuora_sdk.exceptions import ApiException, ApiValueError
from zuora_sdk.models.base import ZuoraModel

_one_at_a_time = threading.Lock()  # also of several runs that share a file: one may be read while another writes
_HEADERS = ("Zuora-Request-Id", "Zuora-Track-Id")


@dataclass
class Past:
    """What the journal knows of a piece of work."""

    work: str
    event: str
    turn: int
    since: float
    """When it was first sent in this turn, in seconds since 1970."""
    offset: int
    """Where the line begins that says so."""


class Journal:
    """The journal of a run, open for reading what was and writing what is. Threads may share it.

    path: the file; made if it isn't there.
    run_id: the name of the run; must be the one in the file, if that has one.
    """

    def __init__(self, path: str | os.PathLike[str], run_id: str | None, default_run_id: str) -> None:
        self.path = Path(path)
        # Nobody else's business: answers hold names and amounts.
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
        self._past: dict[str, Past] = {}
        self._places: dict[int, tuple[str, int]] = {}
        try:
            _lock_file(self._file, self.path)
            with _one_at_a_time:
                self.run_id = self._read()
                if not self.run_id:
                    self.run_id = run_id or default_run_id
                    self._append({"journal": 1, "run": self.run_id})
            if run_id not in (None, self.run_id):
                raise ApiValueError(
                    f"run_id: {run_id!r}, but {self.path} is the journal of run {self.run_id!r}; name another file"
                )
        except BaseException:
            self.close()
            raise

    def past(self, work: str) -> Past | None:
        """What is known of a piece of work."""
        return self._past.get(work)

    def place(self, name: int) -> tuple[str, int]:
        """In which piece of work an earlier run sent something, and where in it; ("", 0) if it didn't."""
        return self._places.get(name, ("", 0))

    def note(self, work: str, event: str, turn: int, **more: Any) -> None:
        """Write down an event: `sent` with the `names` of what is in it, `answered` with its `answers`.

        When this returns, it is on disk.
        """
        record = {"work": work, "event": event, "turn": turn, "at": time.time(), **more}
        with _one_at_a_time:
            self._remember(record, self._append(record))

    def answers(self, work: str) -> list[dict[str, Any]]:
        """What was written down with the event `answered`."""
        with _one_at_a_time, self._reader() as file:
            file.seek(self._past[work].offset)
            answers: list[dict[str, Any]] = json.loads(file.readline())["answers"]
        return answers

    def close(self) -> None:
        """Close the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _read(self) -> str:
        run_id, offset = "", 0
        with self._reader() as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    os.ftruncate(self._file, offset)
                    break
                try:
                    record = json.loads(line)
                    if number == 1:
                        run_id = record["run"]
                    else:
                        self._remember(record, offset)
                        work = self._past[record["work"]].work
                        self._places.update((name, (work, at)) for at, name in enumerate(record.get("names", ())))
                except (ValueError, KeyError, TypeError) as error:
                    raise ApiValueError(f"{self.path}: line {number} is no line of a journal; name another file") from (
                        error
                    )
                offset += len(line)
        return run_id

    def _reader(self) -> BinaryIO:
        # Of the one descriptor that there is: closing any other of the same file would give up the lock.
        return os.fdopen(self._file, "rb", closefd=False)

    def _remember(self, record: Mapping[str, Any], offset: int) -> None:
        work, turn = record["work"], record["turn"]
        known = self._past.get(work)
        since = known.since if known and known.turn == turn else record["at"]
        self._past[work] = Past(known.work if known else work, record["event"], turn, since, offset)

    def _append(self, record: Mapping[str, Any]) -> int:
        line = json.dumps(record, separators=(",", ":")).encode() + b"\n"
        left = line
        while left:
            left = left[os.write(self._file, left) :]
        os.fsync(self._file)
        return os.lseek(self._file, 0, os.SEEK_CUR) - len(line)


def written(outcome: ApiResponse[Any] | ApiException) -> dict[str, Any]:
    """An answer or a failure as JSON data, as far as it matters to a later run."""
    failed = isinstance(outcome, ApiException)
    body = outcome.body if isinstance(outcome, ApiException) else outcome.raw_data
    record: dict[str, Any] = {
        "failure": type(outcome).__name__ if failed else None,
        "status": outcome.status if isinstance(outcome, ApiException) else outcome.status_code,
        "reason": outcome.reason if isinstance(outcome, ApiException) else None,
        "headers": {name: outcome.headers[name] for name in _HEADERS if outcome.headers.get(name)},
        "key": outcome.idempotency_key,
    }
    try:
        record["body"] = body.decode()
    except UnicodeDecodeError:
        record["base64"] = base64.b64encode(body).decode()
    return record


def restored(record: Mapping[str, Any], model: type[ZuoraModel]) -> ApiResponse[Any] | ApiException:
    """What `written` wrote."""
    body = base64.b64decode(record["base64"]) if "base64" in record else record["body"].encode()
    outcome: ApiResponse[Any] | ApiException
    if record["failure"]:
        kind: type[ApiException] = getattr(exceptions, record["failure"])
        outcome = kind(record["status"], record["reason"], headers=record["headers"], body=body, content=_parsed(body))
    else:
        data, issues = _serialization.decode(model, body)
        outcome = ApiResponse(data, record["status"], record["headers"], body, issues)
    outcome.idempotency_key = record["key"]
    return outcome


def _parsed(body: bytes) -> Any:
    try:
        return _serialization.parse_json(body)
    except _serialization.UnreadableBody:
        return None


def _lock_file(file: int, path: Path) -> None:
    """Two processes that write one journal would each do the work of the other."""
    try:
        import fcntl
    except ImportError:  # not on Windows
        return
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise ApiValueError(f"journal: {path} is in use by another process") from error
