"""`python -m benchmarks`: measure, print the table, write the JSON, the picture and the table of the documentation."""

from __future__ import annotations

import argparse
import sys

from benchmarks import measure, report
from benchmarks.figures import FIGURES, MODULES_LIMIT, PAGED_ITEMS, Figure


def main() -> int:
    """Run what was asked for; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "figures", nargs="*", metavar="FIGURE", help=f"only these: {' '.join(f.key for f in FIGURES)} modules paging"
    )
    parser.add_argument(
        "--peer", action="store_true", help=f"also zuora-sdk {' and '.join(measure.PEERS)} from PyPI: minutes"
    )
    parser.add_argument("--rounds", type=int, default=21, help="rounds of each figure (default: %(default)s)")
    parser.add_argument("--items", type=int, default=PAGED_ITEMS, help="items to page through (default: %(default)s)")
    parser.add_argument("--no-write", action="store_true", help="only print")
    options = parser.parse_args()

    measure.prepare_ours()
    peers = {f"zuora-sdk {version}": measure.peer(version) for version in measure.PEERS} if options.peer else {}
    wanted = set(options.figures)
    results: list[report.Row] = []

    def show(row: report.Row) -> None:
        results.append(row)
        print(report.line(row), flush=True)

    if not wanted or "modules" in wanted:
        counts = {
            name: measure.imported_modules(who)
            for name, who in {"zuora_sdk": measure.OURS["zuora_sdk"], **peers}.items()
        }
        show(report.modules_row(counts, MODULES_LIMIT))
    with measure.loopback_server() as url:
        for figure in FIGURES:
            if not wanted or figure.key in wanted:
                show(
                    report.figure_row(figure, measure.medians(figure, _contestants(figure, peers), url, options.rounds))
                )
        if not wanted or "paging" in wanted:
            show(report.paging_row(measure.paging(url, options.items)))
    if not wanted and not options.no_write:
        report.write(results)
    return 0 if all(row.met for row in results) else 1


def _contestants(figure: Figure, peers: dict[str, measure.Contestant]) -> measure.Contestants:
    pair = {
        "base": (measure.OURS[figure.base.contestant], figure.base),
        "subject": (measure.OURS[figure.subject.contestant], figure.subject),
    }
    return {**pair, **{name: (who, figure.subject) for name, who in peers.items() if figure.peers}}


if __name__ == "__main__":
    sys.exit(main())
