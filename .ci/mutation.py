"""Mutation testing: plants defects in a module one by one, and lists those that no test notices.

    python .ci/mutation.py zuora_sdk/_retry.py test/test_fault_matrix.py [--sample 60]

The first path is the module, the others are the tests to run (none: those of `tox -e quick`). It works in a copy of the
repository. Cosmic Ray makes the mutants; annotations and `typing` code are left alone, as no test can notice them.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

ROOT = Path(__file__).parents[1]
SECONDS = 60
"""For the tests of one mutant; one that hangs counts as noticed."""
CONFIGURATION = """\
[cosmic-ray]
module-path = "{module}"
timeout = {seconds}
excluded-modules = []
test-command = "{python} -m pytest -x -q -p no:cacheprovider -p no:randomly -m 'not once and not slow' {tests}"

[cosmic-ray.distributor]
name = "local"
"""


def cosmic_ray(*arguments: str, folder: Path) -> None:
    """Run one command of Cosmic Ray in the copy, whose package comes first on the path."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    subprocess.run([sys.executable, "-m", "cosmic_ray.cli", *arguments], cwd=folder, env=environment, check=True)


def leave_out(database: WorkDB, sample: int | None) -> None:
    """Skip what only a type checker sees, and all but a random sample of the rest."""
    items = list(database.pending_work_items)
    annotations = [item for item in items if "BinaryOperator_BitOr" in item.mutations[0].operator_name]
    others = [item for item in items if item not in annotations]
    kept = others if sample is None else random.Random(1).sample(others, min(sample, len(others)))
    kept_ids = {item.job_id for item in kept}
    for item in items:
        if item.job_id not in kept_ids:
            database.set_result(item.job_id, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))


def report(database: WorkDB, module: str) -> int:
    """Print the survivors and a row for the table; the number of survivors."""
    mutations = {item.job_id: item.mutations[0] for item in database.work_items}
    tested = {key: result for key, result in database.results if result.worker_outcome != WorkerOutcome.SKIPPED}
    survivors = {key: result for key, result in tested.items() if result.test_outcome == TestOutcome.SURVIVED}
    for key, result in survivors.items():
        print(f"{module}:{mutations[key].start_pos[0]} {mutations[key].operator_name}\n{result.diff}\n")
    killed = len(tested) - len(survivors)
    print(f"| `{module}` | {len(tested)} | {killed} | {killed / max(1, len(tested)):.0%} |")
    return len(survivors)


def main() -> int:
    """Mutate one module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("module")
    parser.add_argument("tests", nargs="*")
    parser.add_argument("--sample", type=int, help="only so many mutants, chosen at random")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "copy")
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".git", ".tox", ".venv*", "__pycache__"))
        settings = {"module": options.module, "seconds": SECONDS, "python": sys.executable}
        tests = " ".join(options.tests)
        (folder / "mutation.toml").write_text(CONFIGURATION.format(**settings, tests=tests), encoding="utf-8")
        cosmic_ray("baseline", "mutation.toml", folder=folder)
        cosmic_ray("init", "mutation.toml", "session.sqlite", folder=folder)
        with use_db(str(folder / "session.sqlite"), WorkDB.Mode.open) as database:
            leave_out(database, options.sample)
        cosmic_ray("exec", "mutation.toml", "session.sqlite", folder=folder)
        with use_db(str(folder / "session.sqlite"), WorkDB.Mode.open) as database:
            return 1 if report(database, options.module) else 0


if __name__ == "__main__":
    sys.exit(main())
