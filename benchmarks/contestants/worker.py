"""Does one contestant's work on demand, in the contestant's own interpreter.

`worker.py CONTESTANT TASK REPEAT THREADS ARGUMENT...` prepares the work and says `ready`; then each line on its input
is one round, answered with the CPU and wall seconds that a repetition took.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib import import_module
from threading import Thread
from typing import Any


def main(contestant: str, task: str, repeat: int, threads: int, arguments: list[str]) -> None:
    """Prepare the work, then do rounds of it until the input ends."""
    work = getattr(import_module(contestant), task)(*arguments)
    work()
    print("ready", flush=True)
    for _ in sys.stdin:
        cpu, wall = time.process_time(), time.perf_counter()
        if threads == 1:
            _run(work, repeat)
        else:
            crowd = [Thread(target=_run, args=(work, repeat // threads)) for _ in range(threads)]
            for thread in crowd:
                thread.start()
            for thread in crowd:
                thread.join()
        print((time.process_time() - cpu) / repeat, (time.perf_counter() - wall) / repeat, flush=True)


def _run(work: Callable[[], Any], repeat: int) -> None:
    for _ in range(repeat):
        work()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])
