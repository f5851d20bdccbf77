"""What is told of it: lines on the terminal, a JSON file, a table and a picture in the documentation."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from html import escape
from importlib.metadata import version
from math import log10

from benchmarks.figures import PAGED_GROWTH_LIMIT, PAGED_LINEAR_LIMIT, Figure
from benchmarks.measure import ROOT, Paging

RESULTS = ROOT / "benchmarks" / "results"
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "images" / "performance.svg"
MARKED = re.compile(r"(<!-- measured -->\n).*(<!-- /measured -->)", re.DOTALL)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    title: str
    includes: str
    base: str
    subject: str
    ratio: float | None
    """What ours costs, in units of what the base costs."""
    shown: str
    target: str
    met: bool
    peers: Mapping[str, float] = field(default_factory=dict)
    """What the peers cost, in the same units."""
    beside_floor: bool = False
    """Whether the base is the floor."""


def figure_row(figure: Figure, medians: Mapping[str, float]) -> Row:
    """The line of a figure that is a ratio of medians."""
    ratios = {name: value / medians["base"] for name, value in medians.items()}
    ours = ratios.pop("subject")
    return Row(
        title=figure.title,
        includes=figure.includes,
        base=_amount(medians["base"], figure.unit),
        subject=_amount(medians["subject"], figure.unit),
        ratio=ours,
        shown=f"{ours:.2f} ×",
        target=f"{figure.met_by} ×",
        met=figure.meets(ours),
        peers={name: ratio for name, ratio in ratios.items() if name != "base"},
        beside_floor=figure.base.contestant == "floor",
    )


def modules_row(counts: Mapping[str, tuple[int, list[str]]], limit: int) -> Row:
    """The line of how much an import loads."""
    count, forbidden = counts["zuora_sdk"]
    return Row(
        title="`import zuora_sdk`",
        includes="Modules loaded beyond those of `python -c pass`; neither urllib3 nor pydantic may be among them.",
        base="",
        subject=f"{count} modules" + (f", {', '.join(forbidden)} among them" if forbidden else ""),
        ratio=None,
        shown=f"{count} modules",
        target=f"≤ {limit} modules",
        met=count <= limit and not forbidden,
        peers={name: number for name, (number, _) in counts.items() if name != "zuora_sdk"},
    )


def paging_row(paging: Paging) -> Row:
    """The line of the long listing."""
    slowdown = paging.last_quarter / paging.first_quarter
    return Row(
        title=f"page through {paging.items:,} items",
        includes="`iter_invoice_items` over HTTP on loopback: memory after the last page, less that after the tenth; "
        "CPU of the last quarter of the pages, as a multiple of the first.",
        base="",
        subject=f"{paging.growth / 1e6:+.1f} MB, last quarter {slowdown:.2f} × the first",
        ratio=None,
        shown=f"{paging.growth / 1e6:+.1f} MB; {slowdown:.2f} ×",
        target=f"≤ +{PAGED_GROWTH_LIMIT / 1e6:g} MB; ≤ {PAGED_LINEAR_LIMIT:g} ×",
        met=paging.growth <= PAGED_GROWTH_LIMIT and slowdown <= PAGED_LINEAR_LIMIT,
    )


def _amount(value: float, unit: str) -> str:
    if unit == "rate":
        return f"{value:,.0f}/s"
    if unit == "start-rss":
        return f"{value / 1e6:.1f} MB"
    return f"{value * 1e3:.1f} ms" if value >= 1e-3 else f"{value * 1e6:.0f} µs"


def line(row: Row) -> str:
    """The line for a terminal."""
    peers = "".join(f"   {name}: {ratio:,.2f}" for name, ratio in row.peers.items())
    figures = f"{row.base:>10} {row.subject:>12}" if row.base else ""
    return f"{'ok  ' if row.met else 'MISS'} {row.title:<44} {figures} {row.shown:>12}  (target {row.target}){peers}"


def write(rows: list[Row]) -> None:
    """Keep the results, and renew what the documentation shows of them."""
    RESULTS.mkdir(exist_ok=True)
    conditions = {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        **{name: version(name) for name in ("pydantic", "urllib3")},
    }
    record = {"conditions": conditions, "rows": [asdict(row) for row in rows]}
    name = f"{platform.python_implementation().lower()}-{'.'.join(platform.python_version_tuple()[:2])}.json"
    (RESULTS / name).write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture([row for row in rows if row.beside_floor]), encoding="utf-8")
    told = "\n".join(_table(rows, conditions))
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(MARKED.sub(lambda match: f"{match[1]}{told}\n{match[2]}", page), encoding="utf-8")


def _table(rows: list[Row], conditions: Mapping[str, str]) -> Iterable[str]:
    peers = sorted({name for row in rows for name in row.peers}, reverse=True)
    yield "| figure | base | zuora_sdk | ratio | target | " + "".join(f"{name} | " for name in peers)
    yield "| --- | --: | --: | --: | --: | " + "--: | " * len(peers)
    for row in rows:
        others = "".join(f"{_peer(row, name)} | " for name in peers)
        ratio = f"**{row.shown}**" if row.met else f"{row.shown} (missed)"
        yield f"| {row.title} | {row.base} | {row.subject} | {ratio} | {row.target} | {others}".rstrip()
    yield ""
    yield f"Measured with {', '.join(f'{name} {value}' for name, value in conditions.items())}."
    yield ""
    yield "What each includes:"
    yield ""
    yield from (f"- **{row.title}**: {row.includes}" for row in rows)


def _peer(row: Row, name: str) -> str:
    if name not in row.peers:
        return ""
    return f"{row.peers[name]:,.0f}" if row.ratio is None else f"{row.peers[name]:,.2f} ×"


# ------------------------------------------------------------------------------------------------------------ picture

_LEFT, _WIDTH, _BAR, _GAP = 300, 560, 13, 14
_COLOURS = ("#3949ab", "#b0bec5", "#cfd8dc")


def picture(rows: list[Row]) -> str:
    """Bars on a logarithmic scale: what each costs, as a multiple of the floor at 1."""
    names = ["zuora_sdk", *sorted({name for row in rows for name in row.peers}, reverse=True)]
    bars = [
        [("zuora_sdk", row.ratio or 0.0), *((name, row.peers[name]) for name in names[1:] if name in row.peers)]
        for row in rows
    ]
    values = [value for group in bars for _, value in group]
    low, high = min(0.05, *values) * 0.9, max(2.0, *values) * 1.5

    def x(value: float) -> float:
        return _LEFT + _WIDTH * log10(value / low) / log10(high / low)

    parts: list[str] = []
    y = 46.0
    for row, group in zip(rows, bars, strict=True):
        middle = y + len(group) * _BAR / 2 + 4
        parts.append(f'<text x="{_LEFT - 12}" y="{middle:.0f}" text-anchor="end">{escape(row.title)}</text>')
        for name, value in group:
            colour = _COLOURS[names.index(name) % len(_COLOURS)]
            left, right = sorted((x(1), x(value)))
            size = f'width="{max(right - left, 1.5):.1f}" height="{_BAR - 2}"'
            parts.append(f'<rect x="{left:.1f}" y="{y:.0f}" {size} fill="{colour}"/>')
            parts.append(f'<text class="value" x="{right + 5:.1f}" y="{y + 9:.0f}">{value:,.2f} ×</text>')
            y += _BAR
        y += _GAP
    for index, name in enumerate(names):
        left = _LEFT + 150 * index
        parts.append(f'<rect x="{left}" y="10" width="11" height="11" fill="{_COLOURS[index % len(_COLOURS)]}"/>')
        parts.append(f'<text x="{left + 17}" y="20">{escape(name)}</text>')
    floor = x(1)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 80} {y + 24:.0f}"',
            ' role="img" aria-label="What each costs as a multiple of the floor"',
            ' font-family="sans-serif" font-size="12" fill="#222">',
            "<style>.value { font-size: 10px; fill: #555 }</style>",
            '<rect width="100%" height="100%" fill="#fff"/>',
            f'<line x1="{floor:.1f}" x2="{floor:.1f}" y1="34" y2="{y:.0f}" stroke="#222"/>',
            f'<text x="{floor:.1f}" y="{y + 14:.0f}" text-anchor="middle">the floor: 1 × (logarithmic scale)</text>',
            *parts,
            "</svg>\n",
        )
    )
