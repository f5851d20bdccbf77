"""What is measured: each figure as data, with its target and what it includes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

URL = "{url}"
"""Stands for the address of the loopback server."""


@dataclass(frozen=True)
class Job:
    """Work that a contestant does: a function of its module, and that function's arguments."""

    contestant: str
    task: str
    arguments: tuple[str, ...] = ()

    def given(self, url: str) -> tuple[str, ...]:
        """The arguments, once the server's address is known."""
        return tuple(url if argument == URL else argument for argument in self.arguments)


@dataclass(frozen=True)
class Figure:
    """One line of the table: what a job costs, as a multiple of what another job costs."""

    key: str
    title: str
    includes: str
    subject: Job
    base: Job
    limit: float
    """The target: the largest ratio of costs (of rates: the smallest)."""
    unit: Literal["cpu", "wall", "rate", "start-cpu", "start-rss"] = "cpu"
    """CPU or wall time of one repetition; repetitions a second; CPU or memory of a fresh process from start to end."""
    repeat: int = 1
    threads: int = 1
    peers: bool = True

    @property
    def met_by(self) -> str:
        """The target, for people."""
        return f"≥ {self.limit:g}" if self.unit == "rate" else f"≤ {self.limit:g}"

    def meets(self, ratio: float) -> bool:
        """Whether a ratio is on the right side of the target."""
        return ratio >= self.limit if self.unit == "rate" else ratio <= self.limit


def _sdk_and_floor(task: str, *arguments: str) -> tuple[Job, Job]:
    return Job("zuora_sdk", task, arguments), Job("floor", task, arguments)


FIGURES = (
    Figure(
        "first-response-cpu",
        "import, client, first response: CPU",
        "A whole process: start of Python, import, client, one `get_invoice` over HTTP on loopback, end.",
        *_sdk_and_floor("response", URL),
        limit=1.15,
        unit="start-cpu",
    ),
    Figure(
        "first-response-rss",
        "memory after that",
        "Resident memory of that process, after the response.",
        *_sdk_and_floor("response", URL),
        limit=1.1,
        unit="start-rss",
    ),
    Figure(
        "decode",
        "decode 1,000 items",
        "From bytes (2.5 MB, 40 fields an item, one tax line each) to models, numbers as exact `Decimal`.",
        *_sdk_and_floor("decode"),
        limit=1.2,
    ),
    Figure(
        "build",
        "build a bulk request",
        "50 invoices of 20 items from keywords (13 an item), validated at construction.",
        *_sdk_and_floor("build"),
        limit=1.2,
        repeat=5,
    ),
    Figure(
        "encode",
        "encode that request",
        "From models to bytes. The floor is `model_dump_json`, which writes money as text; ours writes exact numbers.",
        *_sdk_and_floor("encode"),
        limit=1.5,
        repeat=5,
    ),
    Figure(
        "check",
        "check that request, of encoding it",
        "Required fields, lengths, counts and patterns of all 1,051 models, as done before each sending.",
        Job("zuora_sdk", "check"),
        Job("zuora_sdk", "encode"),
        limit=0.1,
        repeat=20,
        peers=False,
    ),
    Figure(
        "call",
        "one call on a kept connection",
        "`get_invoice` over HTTP on loopback, a response of 4 kB: the client's CPU, request and decoding together.",
        *_sdk_and_floor("call", URL),
        limit=1.2,
        repeat=300,
    ),
    Figure(
        "threads",
        "8 threads, calls a second (more is better)",
        "The same call from 8 threads that share one client. Wall time, server included.",
        *_sdk_and_floor("call", URL),
        limit=0.9,
        unit="rate",
        repeat=800,
        threads=8,
    ),
    Figure(
        "emulator-get",
        "emulator: get an invoice, 10,000 in store",
        "A `get_invoice` by number against an emulator with 10,000 invoices, as a multiple of one with 10.",
        Job("zuora_sdk", "emulated_get", ("10000",)),
        Job("zuora_sdk", "emulated_get", ("10",)),
        limit=1.2,
        unit="wall",
        repeat=50,
        peers=False,
    ),
    Figure(
        "emulator-list",
        "emulator: list items, 10,000 in store",
        "One page of `get_invoice_items`, likewise.",
        Job("zuora_sdk", "emulated_list", ("10000",)),
        Job("zuora_sdk", "emulated_list", ("10",)),
        limit=1.2,
        unit="wall",
        repeat=50,
        peers=False,
    ),
)

MODULES_LIMIT = 25
"""How many modules `import zuora_sdk` may load beyond those of `python -c pass`."""
FORBIDDEN_MODULES = ("urllib3", "pydantic")

PAGED_ITEMS = 1_000_000
PAGED_GROWTH_LIMIT = 5_000_000
"""Bytes that memory may grow between the tenth page and the last."""
PAGED_LINEAR_LIMIT = 1.15
"""What CPU the last quarter of the pages may take, as a multiple of the first."""
