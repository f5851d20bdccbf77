"""Bill from many machines: the same few lines, with a Dask cluster as their executor.

    python examples/dask_cluster.py --count 1000                                   a cluster on this machine
    python examples/dask_cluster.py --scheduler tcp://10.0.0.5:8786 --count 100000 one of yours, your tenant

Without a scheduler it starts a local cluster and a local Zuora. With one, it bills in the tenant that the environment
names (ZUORA_BASE_URL, ZUORA_CLIENT_ID, ZUORA_CLIENT_SECRET; ZUORA_ACCOUNT_ID): try a sandbox first. Workers need the
package installed, and get the client's settings, credentials included, with each piece of work: use a scheduler that
speaks TLS. Needs the extra `dask`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from contextlib import ExitStack

import dask.config
from distributed import Client, LocalCluster

from zuora_sdk import ApiClient, Configuration, CreateInvoiceRequest, bulk
from zuora_sdk.emulator import ACCOUNT_ID, ZuoraEmulator


def requests(count: int, account_id: str) -> list[CreateInvoiceRequest]:
    return [
        CreateInvoiceRequest.from_dict(
            {
                "accountId": account_id,
                "invoiceDate": "2026-11-01",
                "comments": f"no. {number}",
                "invoiceItems": [{"chargeName": "Seats", "amount": "19.99", "serviceStartDate": "2026-11-01"}],
            }
        )
        for number in range(count)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000, help="invoices to create (default: 1000)")
    parser.add_argument("--scheduler", help="address of a Dask scheduler")
    options = parser.parse_args()
    with ExitStack() as stack:
        if options.scheduler:
            configuration, account_id, zuora = Configuration.from_env(), os.environ["ZUORA_ACCOUNT_ID"], None
            cluster = stack.enter_context(Client(options.scheduler))  # type: ignore[no-untyped-call]
        else:
            zuora = stack.enter_context(ZuoraEmulator())
            configuration, account_id = Configuration(host=zuora.url, access_token=zuora.access_token), ACCOUNT_ID
            # A worker that dies may have done its work: let the outcome say so, instead of doing it again elsewhere.
            stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 0}))
            local = stack.enter_context(LocalCluster(n_workers=2, threads_per_worker=4, dashboard_address=None))  # type: ignore[no-untyped-call]
            cluster = stack.enter_context(Client(local))  # type: ignore[no-untyped-call]
        client = stack.enter_context(ApiClient(configuration))
        run = bulk.create_invoices(
            client,
            requests(options.count, account_id),
            executor=cluster.get_executor(),
            max_workers=8,
            journal=None if zuora else "cluster.sqlite",
        )
        kinds = Counter("ok" if outcome.ok else type(outcome.error).__name__ for outcome in run)
        print(", ".join(f"{count} {kind}" for kind, count in kinds.items()))
        if zuora:
            twice = len(zuora.ledger.invoices) - len({each.fields["comments"] for each in zuora.ledger.invoices})
            print(f"{len(zuora.ledger.invoices)} invoices in the ledger, {twice} of them twice")
    return 0 if set(kinds) == {"ok"} else 1


if __name__ == "__main__":
    sys.exit(main())
