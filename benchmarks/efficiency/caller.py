"""Makes the calls, in a process of its own: `python -m benchmarks.efficiency.caller HOW URL CALLS WORKERS PAUSE`.

HOW is `bulk` or `executor`: `bulk.each`, or a plain `ThreadPoolExecutor.map` over the same method. PAUSE: seconds that
the consumer takes for each result. Prints how long it took, in seconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from zuora_sdk import ApiClient, ApiException, Configuration, InvoicesApi, RetryPolicy, bulk


@contextmanager
def _bulk(invoices: InvoicesApi, keys: Iterable[str], workers: int) -> Iterator[Iterable[object]]:
    with bulk.each(invoices.get_invoice, keys, max_workers=workers, progress=False) as run:
        yield run


@contextmanager
def _executor(invoices: InvoicesApi, keys: Iterable[str], workers: int) -> Iterator[Iterable[object]]:
    def get(key: str) -> object:
        try:
            return invoices.get_invoice(key)
        except ApiException as error:
            return error

    with ThreadPoolExecutor(workers) as threads:
        yield threads.map(get, keys)


def main(how: str, url: str, calls: int, workers: int, pause: float) -> float:
    """Returns how long the calls took."""
    configuration = Configuration(
        host=url,
        access_token="t",
        connection_pool_maxsize=64,
        retries=RetryPolicy(max_attempts=20, budget=100_000),
        deadline=3600,
    )
    with ApiClient(configuration) as client:
        keys = [f"INV{number:08}" for number in range(calls)]
        start = time.monotonic()
        with {"bulk": _bulk, "executor": _executor}[how](InvoicesApi(client), keys, workers) as results:
            done = 0
            for _ in results:
                done += 1
                time.sleep(pause)
        assert done == calls
        return time.monotonic() - start


if __name__ == "__main__":
    how, url, calls, workers, pause = sys.argv[1:]
    print(main(how, url, int(calls), int(workers), float(pause)))
