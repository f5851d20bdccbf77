"""How it is measured: rounds in turn for all who do the same work, in processes of their own; medians of each."""

from __future__ import annotations

import compileall
import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import floor_models
from benchmarks.figures import FORBIDDEN_MODULES, Figure, Job

ROOT = Path(__file__).parent.parent
CONTESTANTS = Path(__file__).parent / "contestants"
PEERS = ("3.21.0", "3.5.0")
PEER_STARTS = 3
"""How often a peer is started at most for a figure of fresh processes: each start takes it many seconds."""
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "zuora_sdk-benchmarks"


@dataclass(frozen=True)
class Contestant:
    """An interpreter, and the module that does the work in it."""

    module: str
    python: str = sys.executable

    def run(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a process in which the module can be imported (and this checkout's zuora_sdk, unless it is a peer)."""
        path = [str(CONTESTANTS)] if self.module == "peer" else [str(CONTESTANTS), str(ROOT)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
        return subprocess.Popen(
            [self.python, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=CACHE.anchor,  # not the checkout, whose zuora_sdk would hide the peer's
        )

    def ask(self, code: str) -> str:
        """What a fresh process prints that runs this code."""
        process = self.run("-c", code)
        output, _ = process.communicate()
        if process.returncode:
            raise RuntimeError(f"{self.module} failed at: {code}")
        return output


OURS: Mapping[str, Contestant] = {"zuora_sdk": Contestant("sdk"), "floor": Contestant("floor")}


def peer(version: str) -> Contestant:
    """The client on PyPI in a virtual environment of its own, made on first use."""
    home = CACHE / f"zuora-sdk-{version}-{sys.version_info[0]}.{sys.version_info[1]}"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (home / "complete").exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", f"zuora-sdk=={version}"], check=True)
        (home / "complete").touch()
    return Contestant("peer", str(python))


def prepare_ours() -> None:
    """Write the floor's models, and bring this checkout to the state that pip leaves a package in: compiled."""
    floor_models.write(CONTESTANTS)
    for folder in (CONTESTANTS, ROOT / "zuora_sdk"):
        compileall.compile_dir(folder, quiet=2)


@contextmanager
def loopback_server() -> Iterator[str]:
    """Run the server in a process of its own; gives its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.server"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().strip()
        finally:
            server.kill()


class Sample(NamedTuple):
    """One round."""

    cpu: float
    wall: float = 0.0
    rss: float = 0.0


Contestants = Mapping[str, tuple[Contestant, Job]]


def medians(figure: Figure, contestants: Contestants, url: str, rounds: int) -> dict[str, float]:
    """Let all do the work of a figure in turn, `rounds` times each: seconds, bytes, or repetitions a second."""
    if figure.unit.startswith("start"):
        samples = _fresh(tuple(contestants.items()), url, rounds)
    else:
        samples = _kept(figure, contestants, url, rounds)
    column = {"start-cpu": "cpu", "start-rss": "rss", "rate": "wall"}.get(figure.unit, figure.unit)
    result = {name: median(getattr(sample, column) for sample in series) for name, series in samples.items()}
    return {name: 1 / value for name, value in result.items()} if figure.unit == "rate" else result


def _kept(figure: Figure, contestants: Contestants, url: str, rounds: int) -> dict[str, list[Sample]]:
    """Rounds of processes that stay."""
    with ExitStack() as stack:
        workers = {}
        for name, (contestant, job) in contestants.items():
            counts = str(figure.repeat), str(figure.threads)
            worker = contestant.run(
                str(CONTESTANTS / "worker.py"), contestant.module, job.task, *counts, *job.given(url)
            )
            workers[name] = stack.enter_context(worker)
            stack.callback(worker.kill)
            if _line(worker) != "ready":
                raise RuntimeError(f"{name} can't do {job.task}")
        samples: dict[str, list[Sample]] = {name: [] for name in workers}
        for _ in range(rounds):
            for name, worker in workers.items():
                assert worker.stdin
                worker.stdin.write("\n")
                worker.stdin.flush()
                samples[name].append(Sample(*map(float, _line(worker).split())))
        return samples


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


_FRESH = """
import {module}
{module}.{task}(*{arguments})
with open("/proc/self/statm") as statm:
    print(int(statm.read().split()[1]))
"""


@cache  # CPU and memory are two figures of the same processes
def _fresh(
    contestants: tuple[tuple[str, tuple[Contestant, Job]], ...], url: str, rounds: int
) -> dict[str, list[Sample]]:
    """Rounds of processes that are started for one piece of work."""
    samples: dict[str, list[Sample]] = {name: [] for name, _ in contestants}
    for turn in range(rounds + 1):
        for name, (contestant, job) in contestants:
            if contestant.module == "peer" and turn > PEER_STARTS:
                continue
            code = _FRESH.format(module=contestant.module, task=job.task, arguments=job.given(url))
            with contestant.run("-c", code) as process:
                resident = _line(process)
                _, process.returncode, usage = os.wait4(process.pid, 0)
            if process.returncode:
                raise RuntimeError(f"{name} can't do {job.task}")
            if turn:  # the first one warms the file system's cache
                rss = int(resident) * os.sysconf("SC_PAGE_SIZE")
                samples[name].append(Sample(usage.ru_utime + usage.ru_stime, rss=rss))
    return samples


def imported_modules(contestant: Contestant) -> tuple[int, list[str]]:
    """How many modules `import zuora_sdk` loads beyond Python's own, and which of them it shouldn't."""
    code = "import sys, json\nbefore = set(sys.modules)\n{}\nprint(json.dumps(sorted(set(sys.modules) - before)))"
    loaded = json.loads(contestant.ask(code.format("import zuora_sdk")))
    return len(loaded), [name for name in FORBIDDEN_MODULES if name in loaded]


class Paging(NamedTuple):
    """How a long listing went."""

    items: int
    growth: int
    """Bytes of memory more after the last page than after the tenth."""
    first_quarter: float
    last_quarter: float
    """CPU seconds."""


def paging(url: str, items: int) -> Paging:
    """Page through an endless invoice in a fresh process."""
    return Paging(*json.loads(OURS["zuora_sdk"].ask(f"import sdk; sdk.page({url!r}, {items})")))
