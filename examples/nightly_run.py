"""A night of billing that goes wrong in every way, and comes out right.

    python examples/nightly_run.py --count 5000

Starts a local Zuora that limits, locks, drops connections and times out after the work is done; creates and posts all
invoices and waits for their PDFs in a process that kills itself half-way; starts that process again; and counts in the
ledger. Needs the extras `emulator` and, for progress bars, `progress`.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from zuora_sdk import ApiClient, Configuration, CreateInvoiceRequest, RetryPolicy, bulk, wait_for_pdf
from zuora_sdk.emulator import ACCOUNT_NUMBER, ZuoraEmulator


def requests(count: int) -> list[CreateInvoiceRequest]:
    """What is to be billed. The same in every run: a run that starts again finds its place by it."""
    return [
        CreateInvoiceRequest.from_dict(
            {
                "accountNumber": ACCOUNT_NUMBER,
                "invoiceDate": "2026-11-01",
                "comments": f"no. {number}",
                "invoiceItems": [{"chargeName": "Seats", "amount": "19.99", "serviceStartDate": "2026-11-01"}],
            }
        )
        for number in range(count)
    ]


def bill(host: str, token: str, count: int, journal: Path, die_at: int) -> int:
    """The nightly job itself: create, post, wait. Returns how many failed."""
    configuration = Configuration(
        host=host, access_token=token, read_timeout=5, retries=RetryPolicy(max_attempts=8, backoff_cap=0.5)
    )
    failures = 0
    with ApiClient(configuration) as client:
        drafts = bulk.create_invoices(client, requests(count), journal=journal)
        ids = (draft.result.id for draft in drafts if draft.ok)
        posted = []
        for outcome in bulk.post_invoices(client, ids, journal=journal):
            if outcome.index == die_at:
                os.kill(os.getpid(), signal.SIGKILL)  # no goodbye: nothing is flushed, closed or cleaned up
            if outcome.ok:
                posted.append(outcome.result.id)
            else:
                failures += 1
                print(outcome.error, file=sys.stderr)
        failures += drafts.failed
        files = wait_for_pdf(client, posted)
    print(f"  {len(posted)} posted, {len(files)} PDFs, {failures} failed")
    return failures


def break_things(zuora: ZuoraEmulator, count: int) -> None:
    """Inject faults of every kind, spread over the night."""
    chunks = max(1, count // 50)
    for at, kind in enumerate(("concurrency", "reset_after", "timeout_after", "lock", "reset_before", "truncated")):
        for operation in ("bulk_create_standalone_invoices", "bulk_post_invoices"):
            zuora.inject_fault(
                kind,
                operation=operation,
                skip=at * chunks // 6,
                times=max(1, chunks // 20),
                retry_after=0.2 if kind == "concurrency" else None,
                seconds=0.2 if kind == "timeout_after" else None,
            )
    zuora.inject_fault("html", operation="get_invoice_pdf_status", times=2)


def night(count: int) -> bool:
    """Both runs, and the count afterwards. Returns whether all is right."""
    with tempfile.TemporaryDirectory() as folder, ZuoraEmulator(database=Path(folder, "zuora.sqlite")) as zuora:
        break_things(zuora, count)
        job = [sys.executable, __file__, "--count", str(count), "--host", zuora.url, "--token", zuora.access_token]
        job += ["--journal", str(Path(folder, "night.sqlite"))]
        begin = time.monotonic()
        killed = subprocess.run([*job, "--die-at", str(count // 2)], check=False)
        print(f"  killed by signal {-killed.returncode}, with {len(zuora.ledger.invoices)} invoices made; again:")
        again = subprocess.run(job, check=False)
        seconds = time.monotonic() - begin

        invoices = zuora.ledger.invoices
        with_pdf = {file.invoice_id for file in zuora.ledger.files}
        times = Counter(invoice.fields["comments"] for invoice in invoices)
        spoilt = Counter(request.fault for request in zuora.requests if request.fault)
        print(f"  went wrong on the way: {', '.join(f'{many} x {kind}' for kind, many in sorted(spoilt.items()))}")
        right = (
            killed.returncode == -signal.SIGKILL
            and again.returncode == 0
            and times == {f"no. {number}": 1 for number in range(count)}
            and all(invoice.status == "Posted" and invoice.id in with_pdf for invoice in invoices)
        )
        print(f"{len(invoices)} invoices in {seconds:.1f} s: " + ("each exactly once" if right else "WRONG"))
        return right


def main() -> int:
    """Run the night, or, in a process of its own, the job."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=5000, help="invoices to bill (default: 5000)")
    job = parser.add_argument_group("the job alone, against a Zuora of your own")
    job.add_argument("--host")
    job.add_argument("--token", default="")
    job.add_argument("--journal", type=Path, default=Path("night.sqlite"))
    job.add_argument("--die-at", type=int, default=-1)
    options = parser.parse_args()
    if options.host:
        return min(1, bill(options.host, options.token, options.count, options.journal, options.die_at))
    return 0 if night(options.count) else 1


if __name__ == "__main__":
    sys.exit(main())
