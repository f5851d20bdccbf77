"""Histories of bulk runs in virtual time, made from a seed: what goes wrong, where, and what is tried again.

python test/bulk_simulation.py 100000          so many seeds, and what was found
python test/bulk_simulation.py --seed 4711     one seed, its shortest failing history, and its events
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from simulated_zuora import ACCOUNT, HOUR, KINDS, LATE_ACCOUNT, Faults, Killed, Machine, Service

from zuora_sdk import ApiClient, Configuration, CreateInvoiceRequest, RetryPolicy
from zuora_sdk.bulk._journal import Identity, SqliteJournal
from zuora_sdk.bulk._outcomes import Failed, Succeeded
from zuora_sdk.bulk._scheduler import Policy, Scheduler, Task
from zuora_sdk.bulk._steps import CREATE, POST, BulkStep
from zuora_sdk.bulk._worker import Performed, StopSignal, perform

ORDERS = 7


@dataclass(frozen=True)
class Session:
    """One run of the program."""

    seed: int
    step: str = "create"
    orders: tuple[int, ...] = tuple(range(ORDERS))
    """The input, by number; a number that comes twice is the same content once more."""
    variant: int = 0
    """How the same content is written: 19.99 or 19.990, custom fields in another order."""
    share: int = 0
    kinds: tuple[str, ...] = ()
    entries: int = 0
    chunk: int = 3
    workers: int = 2
    kill_after: int = 0
    """Steps of the run before it is killed; 0 lets it end."""
    commit_faults: bool = False
    stop_after: int = 0
    """Steps of the run before Ctrl-C; 0 lets it end."""
    wait: float = 0.0
    """Seconds between the run before and this one."""
    wall_jump: float = 0.0
    reboot: bool = False
    outage: float = 0.0
    retry_failed: bool = False


@dataclass(frozen=True)
class History:
    """Runs of one program with one journal."""

    keyed: bool
    """Whether the caller gives item keys. If not, they follow from the content."""
    numbered: bool
    """Whether the caller gives invoice numbers, so that an invoice can be looked up."""
    sessions: tuple[Session, ...]
    late_account: bool = False
    """Whether some orders are of an account that is created for the last runs only."""


class Violation(AssertionError):
    """Something that must never happen."""


def generate(seed: int) -> History:
    """A history from a seed."""
    random = Random(seed)
    sessions = tuple(_session(random) for _ in range(random.randint(1, 4)))
    late_account = random.random() < 0.3
    return History(random.random() < 0.5, random.random() < 0.5, sessions, late_account)


def _session(random: Random) -> Session:
    return Session(
        seed=random.getrandbits(32),
        step=random.choice(("create", "create", "create", "post")),
        orders=_orders(random),
        variant=random.randrange(3),
        share=random.choice((0, 10, 30, 60)),
        kinds=tuple(random.sample(KINDS, random.randint(1, 5))),
        entries=random.choice((0, 0, 10, 30)),
        chunk=random.randint(1, 4),
        workers=random.randint(1, 3),
        kill_after=random.choice((0, 0, random.randint(1, 12))),
        commit_faults=random.random() < 0.2,
        stop_after=random.choice((0, 0, 0, random.randint(1, 8))),
        wait=random.choice((1.0, 60.0, HOUR, 12 * HOUR, 22.9 * HOUR, 23.5 * HOUR, 24.5 * HOUR, 60 * HOUR)),
        wall_jump=random.choice((0, 0, 0, 0, -30 * HOUR, -2 * HOUR, 3 * HOUR, 40 * HOUR)),
        reboot=random.random() < 0.2,
        outage=random.choice((0, 0, 0, 30.0, 1800.0, 3 * HOUR)),
        retry_failed=random.random() < 0.3,
    )


def _orders(random: Random) -> tuple[int, ...]:
    orders = list(range(ORDERS))
    if random.random() < 0.6:
        orders = random.sample(orders, random.randint(1, ORDERS))
    if random.random() < 0.3:
        random.shuffle(orders)
    if random.random() < 0.2:
        orders.insert(random.randrange(len(orders) + 1), random.choice(orders))
    return tuple(orders)


# --------------------------------------------------------------------------------------------------------- the world


@dataclass
class World:
    """What outlives the runs of a history."""

    history: History
    folder: Path
    random: Random = field(default_factory=lambda: Random(0))
    events: list[str] = field(default_factory=list)
    told_done: dict[tuple[str, str], str] = field(default_factory=dict)
    """(step, order) of everything that was reported as done, and the ID of its invoice."""
    allowed: Counter[str] = field(default_factory=Counter)
    """How often each order may be billed: as often as it came in one input."""

    def __post_init__(self) -> None:
        self.machine = Machine(self.random)
        self.service = Service(self.machine, self.random)

    def request(self, number: int, variant: int) -> CreateInvoiceRequest:
        """The same content, differently written."""
        late = self.history.late_account and number % 3 == 0
        amount: Any = (Decimal("19.99"), "19.990", Decimal("0.1999E+2"))[variant]
        custom = {"b__c": 1, "a__c": "x"} if variant else {"a__c": "x", "b__c": Decimal("1.0")}
        fields = {
            "accountId": LATE_ACCOUNT if late else ACCOUNT,
            "invoiceDate": "2026-11-01",
            "comments": f"order {number}",
            "invoiceItems": [{"amount": amount, "chargeName": "Seats", "serviceStartDate": "2026-11-01"}],
            **({"invoiceNumber": f"N-{number}"} if self.history.numbered else {}),
            **custom,
        }
        return CreateInvoiceRequest.from_dict(fields)

    def count(self, order: str) -> int:
        return sum(invoice.order == order for invoice in self.service.invoices.values())


class SimulatedJournal(SqliteJournal):
    """A journal whose process may be killed before, in, or after a commit."""

    faults: Random | None = None

    @contextmanager
    def commit(self) -> Iterator[None]:
        at = self.faults.randrange(40) if self.faults else -1
        if at == 0:
            raise Killed
        with super().commit():
            yield
            if at == 1:
                raise Killed
        if at == 2:
            raise Killed


def run(world: World, session: Session) -> list[Any]:
    """One run, with all that goes wrong in it. Returns the outcomes that were reported."""
    machine, service = world.machine, world.service
    random = world.random
    random.seed(session.seed)
    machine.pass_time(session.wait)
    if session.reboot:
        machine.reboot()
    if session.reboot:  # nothing can tell that a clock was set forward while the machine was off
        machine.wall_error += min(0.0, session.wall_jump)
    else:
        machine.wall_error += session.wall_jump
    service.faults = Faults(session.share, session.kinds, session.entries)
    service.outage_until = machine.true + session.outage
    configuration = Configuration(
        host="https://rest.zuora.com", access_token="token", retries=RetryPolicy(max_attempts=2, budget=50)
    )
    client = ApiClient(configuration, transport=service, runtime=machine.runtime())
    endpoint, inputs, key = _work(world, session)
    journal = SimulatedJournal(
        world.folder / "run.sqlite", endpoint.method, Identity.of(configuration), "", client.runtime.now()
    )
    journal._connection.execute("PRAGMA synchronous = OFF")
    journal.faults = random if session.commit_faults else None
    reported: list[Any] = []
    with suppress(Killed), closing(journal):
        policy = Policy(
            key=key, retry_failed=session.retry_failed, remembers=True, outage_deadline=3600.0, boot=str(machine.booted)
        )
        step = BulkStep(client, endpoint, session.chunk)
        scheduler = Scheduler(step, journal, policy, configuration=configuration, runtime=client.runtime)
        _drive(world, session, scheduler, inputs, reported)
        told = sorted(outcome.index for outcome in reported)
        if not scheduler.stopped and told != list(range(len(inputs))):
            raise Violation(f"of {len(inputs)} inputs, {told} were reported")
    return reported


def _work(world: World, session: Session) -> tuple[Any, Sequence[Any], Callable[[Any], object] | None]:
    if session.step == "post":
        ids = list(world.service.invoices)
        return POST, list(dict.fromkeys(ids[number % len(ids)] for number in session.orders if ids)), None
    keyed = world.history.keyed
    for order, times in Counter(f"order {number}" for number in session.orders).items():
        world.allowed[order] = max(world.allowed[order], 1 if keyed else times)
    inputs = [world.request(number, session.variant) for number in session.orders]
    return CREATE, inputs, (lambda request: request.comments) if keyed else None


def _drive(world: World, session: Session, scheduler: Scheduler, inputs: Sequence[Any], reported: list[Any]) -> None:
    """What the threads of a run do, one thing at a time, in an order that the seed decides."""
    random, stop = world.random, StopSignal()
    scheduler.recover()
    waiting = list(enumerate(inputs))
    in_flight: list[Task] = []
    steps = 0
    while True:
        steps += 1
        if session.kill_after and steps > session.kill_after:
            raise Killed
        if session.stop_after and steps > session.stop_after:
            scheduler.stop()
        for _ in range(random.randint(0, 4)):
            if waiting and not scheduler.stopped:
                scheduler.take(*waiting.pop(0))
        scheduler.input_ended = not waiting
        finished: list[tuple[Task, Performed]] = []
        if in_flight and random.random() < 0.8:
            task = in_flight.pop(random.randrange(len(in_flight)))
            assert task.call is not None
            finished.append((task, perform(task.call, stop, "")))
        in_flight += scheduler.advance(finished, session.workers - scheduler.in_flight + len(finished))
        _report(world, session, scheduler.outcomes(), reported)
        if scheduler.finished:
            break
        wakes = scheduler.wakes(session.workers)
        if wakes is not None and not in_flight:
            world.machine.pass_time(max(0.05, wakes - scheduler._runtime.monotonic()))
    scheduler.conclude()
    _report(world, session, scheduler.outcomes(), reported)


# ---------------------------------------------------------------------------------------------------- the invariants


def _report(world: World, session: Session, outcomes: Sequence[Any], reported: list[Any]) -> None:
    for outcome in outcomes:
        reported.append(outcome)
        order = outcome.input.comments if session.step == "create" else outcome.input
        world.events.append(f"  {order}: {'done' if outcome.ok else type(outcome.error).__name__}")
        if isinstance(outcome, Succeeded):
            _check_done(world, session.step, order, outcome)
        elif isinstance(outcome, Failed) and not outcome.maybe_executed:
            _check_not_done(world, session.step, order, outcome)


def _check_done(world: World, step: str, order: str, outcome: Succeeded[Any, Any]) -> None:
    invoice = world.service.invoices.get(outcome.result.id)
    if invoice is None:
        raise Violation(f"{order} was reported as done, and there is no such invoice")
    if step == "post":
        if invoice.posts != 1:
            raise Violation(f"{order} was reported as posted, and isn't")
        return
    if invoice.order != order:
        raise Violation(f"{order} was reported as done by the invoice of {invoice.order}")
    world.told_done[step, order] = invoice.id


def _check_not_done(world: World, step: str, order: str, outcome: Failed[Any]) -> None:
    if "used for an earlier input" in str(outcome.error):
        return  # the same key twice in one input
    if step == "post":
        invoice = world.service.invoices[order]
        if invoice.posts:
            raise Violation(f"{order} was reported as surely not posted, and is")
    elif world.allowed[order] == 1 and (world.count(order) or world.service.pending(order)):
        raise Violation(f"{order} was reported as surely not done, and is: {outcome.error}")


def _check_ledger(world: World) -> None:
    for order, most in world.allowed.items():
        count = world.count(order)
        if count > most:
            raise Violation(f"{order} was billed {count} times")
        if ("create", order) in world.told_done and count == 0:
            raise Violation(f"{order} was reported as done, and isn't there")


def _check_all_done(world: World, outcomes: Sequence[Any]) -> None:
    """After healthy runs everything is done exactly once, or, where nothing can prove it, named as unconfirmed."""
    for outcome in outcomes:
        order = outcome.input.comments
        if outcome.ok or (outcome.maybe_executed and not world.history.numbered):
            continue
        if world.history.numbered and world.allowed[order] > 1 and world.count(order) == 1:
            continue  # the same number came twice in one input, and only one of them can have it
        raise Violation(f"{order} is still not done after healthy runs: {outcome.error!r}")
    if len(outcomes) != ORDERS:
        raise Violation(f"{len(outcomes)} of {ORDERS} were reported")


def check(history: History) -> tuple[str, list[str]]:
    """Play a history. Returns the violation, or nothing, and what happened."""
    with tempfile.TemporaryDirectory(dir=_fast_folder()) as folder:
        world = World(history, Path(folder))
        try:
            for session in history.sessions:
                world.events.append(f"run: {_shown(session)}")
                run(world, session)
                _check_ledger(world)
            world.service.settle()
            _check_ledger(world)
            world.service.accounts.add(LATE_ACCOUNT)
            world.machine.wall_error = 0.0
            healthy = [
                Session(seed=1, wait=wait, retry_failed=True, chunk=2, orders=tuple(range(ORDERS)))
                for wait in (120 * HOUR, 60.0, 60.0)
            ]
            outcomes: list[Any] = []
            for session in healthy:
                world.events.append("a healthy run")
                outcomes = run(world, session)
                _check_ledger(world)
            _check_all_done(world, outcomes)
        except Violation as violation:
            return str(violation), world.events
        return "", world.events


def _fast_folder() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _shown(session: Session) -> str:
    default = Session(session.seed)
    changed = [f"{name}={value!r}" for name, value in vars(session).items() if value != getattr(default, name)]
    return ", ".join([*changed, f"seed={session.seed}"])


# ---------------------------------------------------------------------------------------------------------- shrinking


def shrink(history: History) -> History:
    """The shortest history found that still fails."""
    best = history
    while True:
        for shorter in _shorter(best):
            if check(shorter)[0]:
                best = shorter
                break
        else:
            return best


def _shorter(history: History) -> Iterator[History]:
    sessions = history.sessions
    for at in range(len(sessions)):
        yield replace(history, sessions=sessions[:at] + sessions[at + 1 :])
    if history.late_account:
        yield replace(history, late_account=False)
    for at, session in enumerate(sessions):
        default = Session(session.seed)
        for name in ("share", "entries", "kill_after", "commit_faults", "stop_after", "wall_jump", "reboot", "outage"):
            if getattr(session, name) != getattr(default, name):
                yield _changed(history, at, replace(session, **{name: getattr(default, name)}))
        for kind in session.kinds if len(session.kinds) > 1 else ():
            yield _changed(history, at, replace(session, kinds=tuple(it for it in session.kinds if it != kind)))
        for place in range(len(session.orders) if len(session.orders) > 1 else 0):
            orders = session.orders[:place] + session.orders[place + 1 :]
            yield _changed(history, at, replace(session, orders=orders))


def _changed(history: History, at: int, session: Session) -> History:
    return replace(history, sessions=(*history.sessions[:at], session, *history.sessions[at + 1 :]))


def explain(seed: int) -> str:
    """What a failing seed comes down to."""
    history = shrink(generate(seed))
    violation, events = check(history)
    lines = [f"seed {seed}: {violation}", f"keyed={history.keyed}, numbered={history.numbered}", *events]
    return "\n".join(lines)


def first_failure(seeds: Sequence[int]) -> int | None:
    """The first of these seeds whose history violates something."""
    return next((seed for seed in seeds if check(generate(seed))[0]), None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", type=int, nargs="?", default=2000, help="how many seeds to try (default: 2000)")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="try this one alone")
    options = parser.parse_args()
    if options.seed is not None:
        print(explain(options.seed))
        return 0
    failing = [seed for seed in range(options.first, options.first + options.seeds) if check(generate(seed))[0]]
    for seed in failing[:3]:
        print(explain(seed))
    print(f"{options.seeds} histories, {len(failing)} with violations")
    return 1 if failing else 0


if __name__ == "__main__":
    sys.exit(main())
