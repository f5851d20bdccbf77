"""The log of the requests that the API received, bounded in entries and in bytes."""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from zuora_sdk.emulator import _exact_json
from zuora_sdk.emulator._exchange import Exchange
from zuora_sdk.emulator._responses import Response

MAX_ENTRIES = 10_000
MAX_BYTES = 64 * 1024 * 1024
# What an entry costs besides its bodies and headers.
ENTRY_BYTES = 500
MASK = "***"


@dataclass(kw_only=True)
class RecordedRequest:
    """One request to the API and the response to it. Tokens and secrets are masked."""

    id: int
    time: str
    """When it came in, in the tenant's local time."""
    method: str
    path: str
    query: str
    operation: str | None
    headers: Mapping[str, str]
    body: bytes
    """Empty if the request was not authenticated."""
    fault: str | None = None
    """The kind of the injected fault that it met."""
    status: int | None = None
    """None: no response was sent."""
    response_body: bytes = b""
    seconds: float | None = None
    """How long it took; None while it is in progress."""
    started: float = field(default_factory=perf_counter, repr=False)

    def json(self) -> Any:
        """The body of the request, with its decimals as Decimal."""
        return _exact_json.read(self.body)

    @property
    def size(self) -> int:
        """How many bytes it holds, roughly."""
        headers = sum(len(name) + len(value) for name, value in self.headers.items())
        return ENTRY_BYTES + headers + len(self.query) + len(self.body) + len(self.response_body)


class RequestLog:
    """The last requests; the oldest give way."""

    def __init__(self, max_entries: int = MAX_ENTRIES, max_bytes: int = MAX_BYTES) -> None:
        self._max_entries = max_entries
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._ids = itertools.count(1)
        self._entries: deque[RecordedRequest] = deque()
        self._bytes = 0

    def begin(self, exchange: Exchange, *, authenticated: bool, now: str) -> RecordedRequest:
        """Record a request that came in."""
        request, operation = exchange.request, exchange.operation
        body = request.get_data() if authenticated else b""
        record = RecordedRequest(
            id=next(self._ids),
            time=now,
            method=request.method,
            path=request.path,
            query=request.query_string.decode("latin-1"),
            operation=operation.name if operation else None,
            headers=_masked(request.headers),
            body=MASK.encode() if operation and not operation.needs_token else body,
            fault=exchange.fault.kind if exchange.fault else None,
        )
        with self._lock:
            self._entries.append(record)
            self._bytes += record.size
            self._shrink()
        return record

    def end(self, record: RecordedRequest, response: Response | None) -> None:
        """Record the response; None: the connection broke without one."""
        record.seconds = perf_counter() - record.started
        if response is None:
            return
        record.status = response.status
        if record.operation != "create_token" and response.content_type == "application/json":
            with self._lock:
                record.response_body = response.body
                # An entry may have been dropped meanwhile; counting it too high only makes room sooner.
                self._bytes += len(response.body)
                self._shrink()

    def entries(self) -> list[RecordedRequest]:
        """The recorded requests, oldest first."""
        with self._lock:
            return list(self._entries)

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._entries.clear()
            self._bytes = 0

    def _shrink(self) -> None:
        while self._entries and (len(self._entries) > self._max_entries or self._bytes > self._max_bytes):
            self._bytes -= self._entries.popleft().size
        if not self._entries:
            self._bytes = 0


def _masked(headers: Any) -> dict[str, str]:
    masked = dict(headers.items())
    if "Authorization" in masked:
        scheme, space, _ = masked["Authorization"].rpartition(" ")
        masked["Authorization"] = f"{scheme}{space}{MASK}"
    return masked
