"""The report of a run, made from its journal: what became of the items of each step, and whether it balances."""

from __future__ import annotations

import csv
import html
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from zuora_sdk.bulk._journal import read_only
from zuora_sdk.bulk._steps import CREATE

STATES = ("planned", "sent", "done", "rejected", "unconfirmed")


@dataclass(frozen=True)
class StepCount:
    """How many items of a step are in which state."""

    step: str
    """The operation, such as `bulk_post_invoices`."""
    planned: int = 0
    """Not sent yet."""
    sent: int = 0
    """In flight, or sent by a run that was killed: the next run settles them."""
    done: int = 0
    rejected: int = 0
    unconfirmed: int = 0
    """Nothing proves whether they were done."""


@dataclass(frozen=True)
class CurrencyTotal:
    """What was asked for in a currency, and what the service says that it billed, both without tax."""

    currency: str
    """`?` for items of which the service hasn't said a currency."""
    asked: Decimal
    invoiced: Decimal

    @property
    def difference(self) -> Decimal:
        """What is missing; negative if more was billed than was asked for."""
        return self.asked - self.invoiced


@dataclass(frozen=True)
class Difference:
    """An item that keeps the run from balancing."""

    step: str
    key: str
    """Its item key."""
    problem: str
    invoice_number: str | None = None
    currency: str | None = None
    asked: Decimal | None = None
    invoiced: Decimal | None = None


@dataclass(frozen=True)
class Report:
    """What became of a run. It pickles, prints as a table, and shows itself in a notebook."""

    run: str
    """The name of the run."""
    host: str
    steps: tuple[StepCount, ...]
    totals: tuple[CurrencyTotal, ...]
    """Of the invoices that were to be created; empty for runs that create none."""
    differences: tuple[Difference, ...]
    """Every item that isn't done in every step, or was billed with another amount. Empty for a clean night."""

    @property
    def balanced(self) -> bool:
        """Whether everything was done, and billed with the amount that was asked for."""
        return not self.differences

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self, most: int = 20) -> Iterator[str]:
        yield f"run {self.run} at {self.host}"
        yield from _table(_STEP_HEADER, [_step_row(step) for step in self.steps])
        if self.totals:
            yield ""
            yield from _table(_TOTAL_HEADER, [_total_row(total) for total in self.totals])
        yield ""
        yield self._verdict()
        yield from (f"  {it.step} {it.key}: {it.problem}" for it in self.differences[:most])
        if len(self.differences) > most:
            yield f"  and {len(self.differences) - most} more"

    def _verdict(self) -> str:
        if self.balanced:
            return "balanced: every item is done, with the amount that was asked for"
        return (
            f"not balanced: {len(self.differences)} {'item differs' if len(self.differences) == 1 else 'items differ'}"
        )

    def _repr_html_(self) -> str:
        parts = [f"<p>run {html.escape(self.run)} at {html.escape(self.host)}</p>"]
        parts.append(_html_table(_STEP_HEADER, [_step_row(step) for step in self.steps]))
        if self.totals:
            parts.append(_html_table(_TOTAL_HEADER, [_total_row(total) for total in self.totals]))
        parts.append(f"<p>{html.escape(self._verdict())}</p>")
        if self.differences:
            parts.append(_html_table(_DIFFERENCE_HEADER, [_difference_row(it) for it in self.differences]))
        return "".join(parts)

    def write_csv(self, path: str | os.PathLike[str]) -> None:
        """Write the differences as CSV, one line each below a header."""
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_DIFFERENCE_HEADER)
            writer.writerows(_difference_row(difference) for difference in self.differences)


def report(journal: str | os.PathLike[str]) -> Report:
    """Report on a run from its journal alone, whether it has ended or not. A run in progress isn't disturbed.

        print(bulk.report("2026-11.sqlite"))

    Raises:
        ApiValueError: The file isn't there, or isn't a journal.
    """
    with closing(read_only(Path(journal))) as connection:
        run, host = connection.execute("SELECT name, host FROM run").fetchone()
        pipeline = [step for (step,) in connection.execute("SELECT step FROM pipeline ORDER BY position")]
        steps = _steps(connection, pipeline)
        counts = _count_states(connection)
        totals = tuple(_totals(connection)) if CREATE.method in steps else ()
        return Report(
            run,
            host,
            tuple(StepCount(step, **counts[step]) for step in steps),
            totals,
            tuple(_differences(connection, steps, pipeline)),
        )


def _steps(connection: sqlite3.Connection, pipeline: Sequence[str]) -> list[str]:
    """The steps of a pipeline in their order, and others that the journal knows."""
    found = [step for (step,) in connection.execute("SELECT DISTINCT step FROM items ORDER BY step")]
    return [*pipeline, *(step for step in found if step not in pipeline)]


def _count_states(connection: sqlite3.Connection) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for step, state, count in connection.execute("SELECT step, state, count(*) FROM items GROUP BY step, state"):
        counts[step][state] = count
    return counts


def _totals(connection: sqlite3.Connection) -> Iterator[CurrencyTotal]:
    asked: dict[str, Decimal] = defaultdict(Decimal)
    invoiced: dict[str, Decimal] = defaultdict(Decimal)
    for currency, wanted, billed, state in connection.execute(
        "SELECT coalesce(currency, '?'), amount, invoice_amount, state FROM items WHERE step = ?", (CREATE.method,)
    ):
        asked[currency] += Decimal(wanted or 0)
        invoiced[currency] += Decimal(billed or 0) if state == "done" else 0
    for currency in sorted(asked):
        yield CurrencyTotal(currency, asked[currency], invoiced[currency])


def _differences(connection: sqlite3.Connection, steps: Sequence[str], pipeline: Sequence[str]) -> Iterator[Difference]:
    before: str | None = None
    for step in steps:
        for row in connection.execute(
            "SELECT key, state, message, invoice_number, currency, amount, invoice_amount FROM items "
            "WHERE step = ? ORDER BY key",
            (step,),
        ):
            yield from _difference(step, *row)
        if before is not None and step in pipeline:
            yield from _missing(connection, before, step)
        if step in pipeline:
            before = step


def _difference(step: str, key: str, state: str, message: str | None, *rest: str | None) -> Iterator[Difference]:
    invoice_number, currency, wanted, billed = rest
    asked, invoiced = _amount(wanted), _amount(billed)
    if state != "done":
        problem = f"{state}: {message}" if message else state
        yield Difference(step, key, problem, invoice_number, currency, asked, invoiced)
    elif step == CREATE.method and None not in (asked, invoiced) and asked != invoiced:
        problem = f"asked for {asked}, invoiced {invoiced}"
        yield Difference(step, key, problem, invoice_number, currency, asked, invoiced)


def _missing(connection: sqlite3.Connection, before: str, step: str) -> Iterator[Difference]:
    """What was done in the step before, and never came to this one."""
    for key, invoice_number in connection.execute(
        "SELECT key, invoice_number FROM items AS earlier WHERE step = ? AND state = 'done' "
        "AND NOT EXISTS (SELECT 1 FROM items WHERE step = ? AND key = earlier.key) ORDER BY key",
        (before, step),
    ):
        yield Difference(step, key, "not begun", invoice_number)


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


# ------------------------------------------------------------------------------------------------------------- tables


_STEP_HEADER = ("step", *STATES)
_TOTAL_HEADER = ("currency", "asked for", "invoiced", "difference")
_DIFFERENCE_HEADER = tuple(field.name for field in fields(Difference))


def _step_row(step: StepCount) -> list[str]:
    return [step.step, *(f"{getattr(step, state):,}" for state in STATES)]


def _total_row(total: CurrencyTotal) -> list[str]:
    return [total.currency, *map(_money, (total.asked, total.invoiced, total.difference))]


def _money(amount: Decimal) -> str:
    """With all digits that count, and at least two decimals."""
    exponent = amount.normalize().as_tuple().exponent
    return f"{amount:,.{max(2, -exponent if isinstance(exponent, int) else 2)}f}"


def _difference_row(difference: Difference) -> list[str]:
    values = (getattr(difference, name) for name in _DIFFERENCE_HEADER)
    return ["" if value is None else str(value) for value in values]


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines of text: the first column to the left, the others to the right."""
    lines = [list(header), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    for first, *others in lines:
        cells = [text.rjust(width) for text, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()


def _html_table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    def line(cells: Iterable[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    return f"<table>{line(header, 'th')}{''.join(line(row, 'td') for row in rows)}</table>"
