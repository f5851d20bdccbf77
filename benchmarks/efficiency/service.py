"""A service with limits, latency and other users, in a process of its own: `python -m benchmarks.efficiency.service`.

It gets its settings as JSON in its only argument, prints its address, and prints what it saw as JSON when its standard
input ends.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass, field

INVOICE = b'{"id": "2c93808457d787030157e02e606a1ea1", "success": true}'


@dataclass(frozen=True)
class Settings:
    """What the service is like."""

    latency: float = 0.1
    slow_every: int = 0
    """Each so-manieth request takes two seconds; 0: none."""
    concurrency: int = 40
    per_minute: int = 0
    """Requests a minute; 0: any number."""
    competitor: tuple[float, float] = (0.0, 0.0)
    """From when to when another program has half of the slots, in seconds from the first request."""


@dataclass
class Seen:
    """What the service saw."""

    first: float = 0.0
    last: float = 0.0
    accepted: int = 0
    rejected: int = 0
    changes: list[tuple[float, int]] = field(default_factory=list)
    """Requests being served, from each moment on, in seconds from the first request."""


class Service:
    """Serves any GET with an invoice, within its limits."""

    def __init__(self, settings: Settings) -> None:
        self.seen = Seen()
        self._settings = settings
        self._serving = 0
        self._count = 0
        self._window = (0, 0)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(await self._respond())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _respond(self) -> bytes:
        seen, settings, now = self.seen, self._settings, time.monotonic()
        seen.first = seen.first or now
        self._count += 1
        remaining, reset = self._rate()
        if settings.per_minute and remaining < 0:
            seen.rejected += 1
            return self._response(429, max(0, remaining), reset)
        if self._serving + self._others(now) >= settings.concurrency:
            seen.rejected += 1
            return self._response(429, remaining, reset)
        seen.accepted += 1
        slow = settings.slow_every and self._count % settings.slow_every == 0
        self._change(1)
        await asyncio.sleep(2.0 if slow else settings.latency)
        response = self._response(200, *self._rate(count=False))
        self._change(-1)
        seen.last = time.monotonic()
        return response

    def _rate(self, *, count: bool = True) -> tuple[int, int]:
        """Requests left in the minute, and the seconds until it ends."""
        since = time.monotonic() - self.seen.first
        minute, used = self._window
        if int(since // 60) != minute:
            minute, used = int(since // 60), 0
        self._window = minute, used + count
        return self._settings.per_minute - self._window[1], 60 - int(since % 60)

    def _others(self, now: float) -> int:
        begin, end = self._settings.competitor
        return self._settings.concurrency // 2 if begin <= now - self.seen.first < end else 0

    def _change(self, by: int) -> None:
        self._serving += by
        self.seen.changes.append((time.monotonic() - self.seen.first, self._serving))

    def _response(self, status: int, remaining: int, reset: int) -> bytes:
        settings = self._settings
        free = settings.concurrency - self._serving - self._others(time.monotonic())
        lines = [
            f"HTTP/1.1 {status} Whatever",
            "Content-Type: application/json",
            f"Content-Length: {len(INVOICE)}",
            f"Concurrency-Limit-Limit: {settings.concurrency}",
            f"Concurrency-Limit-Remaining: {max(0, free)}",
        ]
        if status == 429:
            lines.append("Retry-After: 1")
        if settings.per_minute:
            limit = settings.per_minute
            lines += [
                f"RateLimit-Limit: {limit}, {limit};w=60",
                f"RateLimit-Remaining: {max(0, remaining)}",
                f"RateLimit-Reset: {reset}",
            ]
        return "\r\n".join((*lines, "", "")).encode() + INVOICE


async def main(settings: Settings) -> None:
    """Serve until standard input ends."""
    service = Service(settings)
    server = await asyncio.start_server(service.serve, "127.0.0.1", 0, backlog=256)
    host, port = server.sockets[0].getsockname()
    print(f"http://{host}:{port}", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(json.dumps(asdict(service.seen)), flush=True)
    server.close()


if __name__ == "__main__":
    asyncio.run(main(Settings(**json.loads(sys.argv[1]))))
