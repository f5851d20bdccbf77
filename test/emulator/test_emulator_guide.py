"""docs/testing.md says what the emulator can do, and `examples/emulator.sh` does it with curl alone."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from emulator_caller import Caller

from zuora_sdk.emulator import ZuoraEmulator

pytestmark = pytest.mark.once

REPOSITORY = Path(__file__).parents[2]
GUIDE = (REPOSITORY / "docs" / "testing.md").read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_a_shell_script_controls_the_emulator_with_curl_alone(zuora: ZuoraEmulator) -> None:
    script = subprocess.run(
        ["sh", REPOSITORY / "examples" / "emulator.sh", zuora.url],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    lines = script.stdout.splitlines()
    assert (script.returncode, script.stderr) == (0, "")
    told = [line for line in lines if line.startswith(("create:", '"'))]
    assert told == [
        "create: 409",
        "create: 200",
        '"balance":50.000000000',
        '"pdfGenerationStatus":"Generated"',
    ]
    assert '"kind":"lock"' in lines[2]
    assert "Copper Kettle" in lines[1]
    assert '"closed_before":"2026-01-01"' in script.stdout
    assert lines[-3:-1] == ['{"requests":[]}', '{"faults":[]}']
    assert (zuora.ledger.invoices, [account.number for account in zuora.accounts]) == (
        [],
        ["A00000001", "A00000002", "A00000003"],
    )


def test_the_table_of_faults_is_the_emulators_own(call: Caller) -> None:
    listed = {
        name: (effect.replace("`", ""), executed == "yes")
        for name, effect, executed in re.findall(r"^\| `(\w+)` \| (.+?) \| (yes|no) \|$", GUIDE, re.MULTILINE)
    }
    served = {
        kind["name"]: (kind["effect"], kind["phase"] == "after")
        for kind in call("GET", "/_emulator/fault-kinds")["fault_kinds"]
    }
    assert listed == served
