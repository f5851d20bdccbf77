"""The pytest plugin, tried on the examples of docs/testing.md."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
HEAVY = ("werkzeug", "pydantic", "urllib3", "zuora_sdk.emulator", "zuora_sdk.api_client")

FIXTURE = """
import pytest


@pytest.fixture
def request_for_consulting(zuora_emulator):
    item = CreateInvoiceItem(charge_name="Consulting", amount=Decimal("1250.00"), service_start_date="2024-05-20")
    return CreateInvoiceRequest(
        account_id=zuora_emulator.account_id, invoice_date="2024-05-20", invoice_items=[item]
    )


def test_each_test_has_an_emulator_of_its_own(zuora_emulator):
    assert zuora_emulator.ledger.invoices == []
    assert zuora_emulator.requests == []
"""


def test_the_examples_of_the_docs_pass(tmp_path: Path) -> None:
    text = (REPOSITORY / "docs" / "testing.md").read_text(encoding="utf-8")
    first, *others = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (tmp_path / "test_docs.py").write_text("\n\n".join([first, FIXTURE, *others]), encoding="utf-8")
    # With the plugin named here and autoload off it is the same whether or not the package is installed.
    finished = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "zuora_sdk.pytest_plugin", "test_docs.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "6 passed" in finished.stdout, finished.stdout + finished.stderr


def test_the_plugin_imports_nothing_heavy() -> None:
    code = f"import sys, zuora_sdk.pytest_plugin; print([name for name in {HEAVY} if name in sys.modules])"
    finished = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert finished.stdout == "[]\n"
