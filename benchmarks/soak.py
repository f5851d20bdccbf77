"""`python -m benchmarks.soak`: bill through a service that fails at random, then compare what each side believes.

Threads share one client. Each job creates an invoice, posts it and writes it off, and resumes by the recipe of
docs/reliability.md where it can't know: a creation is called again with its key, a change is repeated after a look at
the invoice. The emulator fails before the work and after it, and its ledger says at the end what really happened.
"""

from __future__ import annotations

import argparse
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from zuora_sdk import (
    ApiClient,
    ApiException,
    ApiResponse,
    Configuration,
    CreateInvoiceRequest,
    InvoicesApi,
    PostAsyncInvoiceRequest,
    RetryPolicy,
    WriteOffInvoiceRequest,
)
from zuora_sdk.emulator import ZuoraEmulator

CALLS_A_JOB = 3
ROUNDS = 50
"""How often a job comes back to a call that failed. Nothing in here should need nearly as many."""

FAILURES: tuple[dict[str, Any], ...] = (
    # before the work
    {"kind": "rate_limit", "retry_after": 0},
    {"kind": "rate_limit", "retry_after": 600},  # beyond the ceiling
    {"kind": "concurrency", "retry_after": 0},
    {"kind": "lock"},
    {"kind": "internal"},
    {"kind": "temporary"},
    {"kind": "html"},
    {"kind": "reset_before"},
    {"kind": "timeout_before", "seconds": 0.6},
    # after it
    {"kind": "reset_after"},
    {"kind": "reset_after"},
    {"kind": "truncated"},
    {"kind": "truncated"},
    {"kind": "timeout_after", "seconds": 0.6},
    {"kind": "slow", "seconds": 0.6},
)


_FATES = {True: "done", False: "not done", None: "unclear before"}


@dataclass
class Tally:
    """What was seen on the way, and what is wrong, if anything is."""

    calls: Counter[str] = field(default_factory=Counter)
    """Calls of the caller, by operation and outcome."""
    ordered: Counter[str] = field(default_factory=Counter)
    """Failures ordered, by kind."""
    attempts: int = 0
    unclear: dict[str, list[str]] = field(default_factory=dict)
    """Every exception with `maybe_executed`: its operation, invoice, and what the ledger said of it then."""
    wrong: list[str] = field(default_factory=list)
    """Where the two sides disagree. Empty if all is well."""
    invoices: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        done = Counter(fate for fates in self.unclear.values() for fate in fates)
        lines = [
            f"{self.calls.total():,} calls in {self.seconds:.0f} s, {self.attempts:,} requests, "
            f"{self.ordered.total():,} failures ordered",
            *(f"  {count:>7,}  {name}" for name, count in sorted(self.calls.items())),
            "failures: " + ", ".join(f"{kind} {count:,}" for kind, count in sorted(self.ordered.items())),
            f"maybe_executed: {done.total():,} exceptions about {len(self.unclear):,} invoices, each by its name: "
            f"{done['done']:,} had been done, {done['not done']:,} had not, "
            f"{done['unclear before']:,} came on top of another",
            f"{self.invoices:,} invoices on either side; disagreements: {len(self.wrong)}",
            *(f"  {finding}" for finding in self.wrong[:20]),
        ]
        return "\n".join(lines)


class Soak:
    """One run."""

    def __init__(self, zuora: ZuoraEmulator, client: ApiClient, chance: float, seed: int) -> None:
        self.zuora = zuora
        self.invoices = InvoicesApi(client)
        self.chance = chance
        self.seed = seed
        self.tally = Tally()
        self.jobs_done = 0
        self._lock = threading.Lock()

    def job(self, number: int) -> tuple[str, str]:
        """Bill once. Returns the name that the caller gave the invoice, and its ID."""
        name, dice = f"soak-{number:06}", random.Random(f"{self.seed}/{number}")
        invoice_id: str = self._until_certain(
            "create_standalone_invoice",
            name,
            lambda: self.invoices.create_standalone_invoice_with_http_info(
                _request(self.zuora.account_id, name), idempotency_key=name
            ),
            known=lambda: None,  # the recipe for a creation is its key: call again
            done=lambda: any(invoice.fields.get("comments") == name for invoice in self.zuora.ledger.invoices),
            dice=dice,
        ).data.id
        self._until_certain(
            "post_invoice",
            name,
            lambda: self.invoices.post_invoice_with_http_info(invoice_id, PostAsyncInvoiceRequest()),
            known=lambda: self._looked_at(invoice_id, lambda answer: answer.data.status == "Posted"),
            done=lambda: self.zuora.ledger.invoice(invoice_id).status == "Posted",
            dice=dice,
        )
        self._until_certain(
            "write_off_invoice",
            name,
            lambda: self.invoices.write_off_invoice_with_http_info(invoice_id, WriteOffInvoiceRequest()),
            known=lambda: self._looked_at(invoice_id, lambda answer: answer.data.balance == 0),
            done=lambda: self.zuora.ledger.invoice(invoice_id).balance == 0,
            dice=dice,
        )
        with self._lock:
            self.jobs_done += 1
        return name, invoice_id

    def _looked_at(self, invoice_id: str, is_done: Callable[[Any], bool]) -> Any:
        answer = self.invoices.get_invoice_with_http_info(invoice_id)
        return answer if is_done(answer) else None

    def _until_certain(
        self,
        operation: str,
        name: str,
        call: Callable[[], ApiResponse[Any]],
        *,
        known: Callable[[], Any],
        done: Callable[[], bool],
        dice: random.Random,
    ) -> Any:
        """Call until the work is done for certain. `known` asks the service, `done` the ledger behind its back."""
        unclear = False
        for _ in range(ROUNDS):
            if dice.random() < self.chance:
                self._order(operation, dice)
            try:
                answer = call()
            except ApiException as error:
                self._note(operation, name, error, done if not unclear else None)
                unclear = unclear or error.maybe_executed
                if unclear:
                    try:
                        found = known()
                    except ApiException:  # the look itself failed; the next round looks again
                        continue
                    if found is not None:
                        return found
                continue
            self._count(operation, "fine", answer.attempts)
            self._check_repeats(operation, name, answer.errors)
            return answer
        raise RuntimeError(f"{name}: {operation} came to nothing in {ROUNDS} rounds")

    def _order(self, operation: str, dice: random.Random) -> None:
        failure = dice.choice(FAILURES)
        self.zuora.inject_fault(operation=operation, skip=dice.randrange(8), **failure)
        with self._lock:
            self.tally.ordered[failure["kind"]] += 1

    def _note(self, operation: str, name: str, error: ApiException, done: Callable[[], bool] | None) -> None:
        """Hold the error against the ledger, unless an earlier round may have done the work (`done` is None then)."""
        was_done = done() if done else None
        self._count(operation, "raised, maybe executed" if error.maybe_executed else "raised", error.attempts)
        self._check_repeats(operation, name, error.errors)
        with self._lock:
            if error.maybe_executed:
                self.tally.unclear.setdefault(name, []).append(_FATES[was_done])
            elif was_done:
                self.tally.wrong.append(f"{name}: {operation} was done, though the error says it was not: {error}")

    def _check_repeats(self, operation: str, name: str, errors: tuple[ApiException, ...]) -> None:
        if operation != "create_standalone_invoice" and any(error.maybe_executed for error in errors):
            with self._lock:
                self.tally.wrong.append(f"{name}: {operation} was repeated though it may have been done")

    def _count(self, operation: str, outcome: str, attempts: int) -> None:
        with self._lock:
            self.tally.calls[f"{operation} {outcome}"] += 1
            self.tally.attempts += attempts

    def compare(self, believed: list[tuple[str, str]]) -> None:
        """Hold what the callers believe against the ledger."""
        ledger, wrong = self.zuora.ledger, self.tally.wrong
        there: dict[str, list[Any]] = {}
        for invoice in ledger.invoices:
            there.setdefault(str(invoice.fields.get("comments")), []).append(invoice)
        memos = Counter(memo.invoice_id for memo in ledger.credit_memos)
        for name, invoice_id in believed:
            found = there.pop(name, [])
            if [invoice.id for invoice in found] != [invoice_id]:
                wrong.append(f"{name}: {len(found)} times in the ledger; the caller believes in {invoice_id}")
            elif (found[0].status, found[0].balance, memos[invoice_id]) != ("Posted", 0, 1):
                wrong.append(f"{name}: {found[0].status}, balance {found[0].balance}, {memos[invoice_id]} credit memos")
        wrong += [f"{name}: in the ledger, and no caller knows" for name in there]
        self.tally.invoices = len(believed)


def soak(
    calls: int, *, threads: int = 8, chance: float = 0.2, seed: int = 1, show: Callable[[str], object] | None = None
) -> Tally:
    """Run so many calls (and those that failures make necessary), and compare both sides."""
    policy = RetryPolicy(backoff_cap=0.02, budget=1000)
    with ZuoraEmulator() as zuora:
        settings = Configuration(zuora.url, access_token=zuora.access_token, retries=policy, read_timeout=0.4)
        with ApiClient(settings) as client, ThreadPoolExecutor(threads) as pool:
            run = Soak(zuora, client, chance, seed)
            start = last = time.monotonic()
            believed = []
            for outcome in pool.map(run.job, range(calls // CALLS_A_JOB)):
                believed.append(outcome)
                if show and time.monotonic() - last > 5:
                    last = time.monotonic()
                    show(f"{run.jobs_done * CALLS_A_JOB:,} of {calls:,} calls, {last - start:.0f} s")
            run.tally.seconds = time.monotonic() - start
        run.compare(believed)
    return run.tally


def _request(account_id: str, name: str) -> CreateInvoiceRequest:
    item = {"amount": "125.50", "chargeName": "Lamps", "serviceStartDate": "2024-05-20"}
    return CreateInvoiceRequest.from_dict(
        {"accountId": account_id, "invoiceDate": "2024-05-20", "comments": name, "invoiceItems": [item]}
    )


def main() -> int:
    """Run it at full size; 1 if the two sides disagree."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--calls", type=int, default=20_000, help="calls to make (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=8, help="threads that share the client (default: %(default)s)")
    parser.add_argument("--chance", type=float, default=0.2, help="of a failure to each call (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="of the dice (default: any)")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    tally = soak(
        options.calls,
        threads=options.threads,
        chance=options.chance,
        seed=options.seed,
        show=lambda line: print(line, flush=True),
    )
    print(tally)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
