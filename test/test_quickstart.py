"""`examples/quickstart.py` ends well: on its own, and against a tenant that the environment names."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from zuora_sdk.emulator import ZuoraEmulator

SCRIPT = Path(__file__).parents[1] / "examples" / "quickstart.py"
TABLE = """\
  invoice       status        amount   balance
  INV00000001   Posted          4.50      4.50 USD
  INV00000002   Posted       2192.40      0.00 USD
  INV00000003   Posted       1200.00      0.00 USD
  INV00000004   Canceled      640.00    640.00 USD
"""


def run(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", SCRIPT],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Asia/Tokyo", "UTC", "America/Los_Angeles"])
def test_it_works_wherever_the_machine_is(zone: str) -> None:
    finished = run(TZ=zone)
    assert finished.returncode == 0, finished.stderr


def test_it_tells_its_story_against_a_zuora_of_its_own() -> None:
    script = run()
    assert script.stderr == ""
    assert script.stdout.endswith(TABLE)
    assert "INV00000001 is a Draft over 4.500000000 USD" in script.stdout
    assert "page 3: Call 41 to Call 45" in script.stdout
    assert "400: Only invoices with Draft status can be posted." in script.stdout


def test_it_does_the_same_in_a_tenant_that_the_environment_names() -> None:
    with ZuoraEmulator() as zuora:
        script = run(ZUORA_BASE_URL=zuora.url, BEARER_TOKEN=zuora.access_token)
        assert script.stderr == ""
        assert script.stdout.endswith(TABLE)
        operations = [request.operation for request in zuora.requests]
        statuses = {request.status for request in zuora.requests}
        left = [invoice.number for invoice in zuora.ledger.invoices]
    assert set(operations) == {
        "bulk_create_standalone_invoices",
        "bulk_post_invoices",
        "cancel_invoice",
        "create_standalone_invoice",
        "delete_invoice",
        "email_invoice",
        "get_invoice",
        "get_invoice_items",
        "post_invoice",
        "reverse_invoice",
        "upload_file_for_invoice",
        "write_off_invoice",
    }
    assert statuses == {200, 400}
    assert left == ["INV00000001", "INV00000002", "INV00000003", "INV00000004"]


def test_it_bills_the_account_that_the_environment_names() -> None:
    with ZuoraEmulator() as zuora:
        number = zuora.accounts[1].number
        script = run(ZUORA_BASE_URL=zuora.url, BEARER_TOKEN=zuora.access_token, ZUORA_ACCOUNT_NUMBER=number)
        assert "INV00000001   Posted          4.50      4.50 EUR" in script.stdout
        assert {invoice.account.number for invoice in zuora.ledger.invoices} == {number}
