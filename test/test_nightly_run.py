"""The example of a night of billing, at a size that fits into a test run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_night_that_is_killed_half_way_bills_everybody_once() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", ROOT / "examples" / "nightly_run.py", "--count", "400"],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    *_, spoilt, last = done.stdout.splitlines()
    assert last.startswith("400 invoices in ")
    assert last.endswith(": each exactly once")
    for kind in ("concurrency", "lock", "reset_after", "reset_before", "timeout_after", "truncated"):
        assert kind in spoilt
