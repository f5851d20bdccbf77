"""`python -m benchmarks.efficiency`: measure, print the table, and write it into the documentation."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import pairwise

from benchmarks.efficiency.service import Seen, Settings
from benchmarks.measure import ROOT

PAGE = ROOT / "docs" / "performance.md"
MARKED = re.compile(r"(<!-- efficiency -->\n).*(<!-- /efficiency -->)", re.DOTALL)


@dataclass(frozen=True)
class Scenario:
    """One line of the table."""

    title: str
    calls: int
    workers: int
    ideal: float
    """Seconds that the calls take if each free slot is used all the time."""
    target: float
    service: Settings = field(default_factory=Settings)
    pause: float = 0.0
    """Seconds that the consumer takes for each result."""
    quiet: bool = True
    """Whether it takes so little CPU that others can be measured beside it."""


@dataclass(frozen=True)
class Figure:
    """How a scenario went."""

    ratio: float
    """The ideal time, as a part of the time it took. With a competitor: what was used, as a part of what was free."""
    rejected: int


def _alone(latency: float, workers: int, calls: int) -> Scenario:
    ideal = calls * latency / min(workers, 40)
    title = f"{latency:g} s a call, {workers} workers"
    return Scenario(title, calls, workers, ideal, 0.95, Settings(latency=latency), quiet=latency > 1)


SCENARIOS = (
    _alone(0.1, 8, 1_600),
    _alone(0.1, 40, 8_000),
    _alone(0.1, 64, 8_000),
    _alone(2.0, 8, 400),
    _alone(2.0, 40, 2_000),
    _alone(2.0, 64, 2_000),
    Scenario(
        "1 % of the calls take 2 s, 40 workers",
        8_000,
        40,
        8_000 * 0.119 / 40,
        0.9,
        Settings(slow_every=100),
        quiet=False,
    ),
    Scenario("12.5 ms of consumer time a result, 8 workers", 1_600, 8, 20.0, 0.9, pause=0.0125),
    Scenario(
        "another program takes half for 10 s, 40 workers",
        6_000,
        40,
        0.0,
        0.9,
        Settings(competitor=(5.0, 15.0)),
        quiet=False,
    ),
    Scenario("600 calls a minute, 40 workers", 1_500, 40, 120 + 300 * 0.1 / 40, 0.95, Settings(per_minute=600)),
)


def measure(scenario: Scenario, how: str) -> Figure:
    """Run it once, server and caller in processes of their own."""
    python = [sys.executable, "-m"]
    service = [*python, "benchmarks.efficiency.service", json.dumps(asdict(scenario.service))]
    with subprocess.Popen(service, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        counts = str(scenario.calls), str(scenario.workers), str(scenario.pause)
        caller = [*python, "benchmarks.efficiency.caller", how, url, *counts]
        seconds = float(subprocess.run(caller, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout)
        output, _ = server.communicate()
    seen = Seen(**json.loads(output))
    if scenario.ideal:
        return Figure(scenario.ideal / seconds, seen.rejected)
    begin, end = scenario.service.competitor
    # Two seconds after each change, as much as is free should be in use.
    taken = _level(seen.changes, begin + 2, end) / (scenario.service.concurrency - scenario.service.concurrency // 2)
    back = _level(seen.changes, end + 2, end + 4) / scenario.service.concurrency
    return Figure(min(taken, back), seen.rejected)


def _level(changes: Sequence[tuple[float, int]], begin: float, end: float) -> float:
    """Requests that were served at the same time, on average."""
    total = 0.0
    for (since, serving), (until, _) in pairwise(changes):
        total += serving * max(0.0, min(until, end) - max(since, begin))
    return total / (end - begin)


def _measure_all(how: str) -> dict[str, Figure]:
    figures = {scenario.title: measure(scenario, how) for scenario in SCENARIOS if not scenario.quiet}
    quiet = [scenario for scenario in SCENARIOS if scenario.quiet]
    with ThreadPoolExecutor(len(quiet)) as threads:
        measured = threads.map(lambda scenario: measure(scenario, how), quiet)
        figures |= {scenario.title: figure for scenario, figure in zip(quiet, measured, strict=True)}
    return figures


def main() -> int:
    """Measure all; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.efficiency", description=__doc__)
    parser.add_argument(
        "--only", metavar="WORDS", help="only scenarios whose title has these words; print, don't write"
    )
    options = parser.parse_args()
    if options.only:
        for scenario in SCENARIOS:
            if options.only in scenario.title:
                for how in ("bulk", "executor"):
                    print(how, scenario.title, measure(scenario, how), flush=True)
        return 0
    ours, plain = _measure_all("bulk"), _measure_all("executor")
    table = "\n".join(_table(ours, plain))
    print(table)
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(MARKED.sub(lambda match: f"{match[1]}{table}\n{match[2]}", page), encoding="utf-8")
    return 0 if all(_met(scenario, ours[scenario.title]) for scenario in SCENARIOS) else 1


def _met(scenario: Scenario, figure: Figure) -> bool:
    return figure.ratio >= scenario.target and figure.rejected <= (0 if scenario.ideal else 3)


def _table(ours: dict[str, Figure], plain: dict[str, Figure]) -> list[str]:
    lines = [
        "| | `bulk.each` | 429s | target | `ThreadPoolExecutor.map` | 429s |",
        "| --- | --: | --: | --: | --: | --: |",
    ]
    for scenario in SCENARIOS:
        mine, theirs = ours[scenario.title], plain[scenario.title]
        ratio = f"**{mine.ratio:.2f}**" if _met(scenario, mine) else f"{mine.ratio:.2f} (missed)"
        rejected = f"{mine.rejected} | ≥ {scenario.target:g} | {theirs.ratio:.2f} | {theirs.rejected:,}"
        lines.append(f"| {scenario.title} | {ratio} | {rejected} |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
