"""Each program in `examples/recipes` does what its text says, against the emulator."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from zuora_sdk.emulator import ZuoraEmulator

pytestmark = pytest.mark.once

RECIPES = Path(__file__).parents[1] / "examples" / "recipes"


def run(*arguments: str, zuora: ZuoraEmulator | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python beside the recipes, with the emulator's address and credentials in the environment."""
    tenant = (
        {}
        if zuora is None
        else {
            "ZUORA_BASE_URL": zuora.url,
            "ZUORA_CLIENT_ID": zuora.client_id,
            "ZUORA_CLIENT_SECRET": zuora.client_secret,
        }
    )
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=RECIPES,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(RECIPES), *sys.path]), **tenant},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_suite_of_the_billing_module_passes() -> None:
    result = run("-m", "pytest", "-p", "no:cacheprovider", "test_billing.py")
    assert "4 passed" in result.stdout, result.stdout + result.stderr


def test_the_web_service_says_503_in_an_outage_and_bills_each_order_once() -> None:
    script = """
        import os
        from fastapi.testclient import TestClient
        from zuora_sdk.emulator import ZuoraEmulator
        import web_service

        order = {"account_number": "A00000001", "day": "2026-03-02", "amount": "129.90"}
        web_service.DEADLINE = 2.0
        with ZuoraEmulator() as zuora:
            os.environ |= {"ZUORA_BASE_URL": zuora.url, "BEARER_TOKEN": zuora.access_token}
            with TestClient(web_service.app) as browser:
                for _ in range(2):
                    response = browser.put("/orders/1001/invoice", params=order)
                    print(response.status_code, response.json()["invoice"], response.json()["status"])
                response = browser.put("/orders/1002/invoice", params={**order, "account_number": "A00009999"})
                print(response.status_code)
                zuora.inject_fault("html", times=None)
                response = browser.put("/orders/1003/invoice", params=order)
                print(response.status_code, response.headers["Retry-After"])
                zuora.clear_faults()
                print(browser.put("/orders/1003/invoice", params=order).json()["status"])
                print(*[invoice.number for invoice in zuora.ledger.invoices])
    """
    result = run("-c", textwrap.dedent(script))
    assert result.stdout.splitlines() == [
        "200 ORD-1001 Posted",
        "200 ORD-1001 Posted",
        "422",
        "503 5",
        "Posted",
        "ORD-1001 ORD-1003",
    ], result.stderr


def test_the_celery_task_bills_an_order_once_however_often_it_is_delivered() -> None:
    script = """
        import worker

        worker.app.conf.task_always_eager = True
        order = ("1001", "A00000001", "2026-03-02", "129.90")
        print(worker.bill_order.delay(*order).get())
        print(worker.bill_order.delay(*order).get())
    """
    with ZuoraEmulator() as zuora:
        zuora.inject_fault("reset_after", operation="create_standalone_invoice")
        zuora.inject_fault("reset_after", operation="post_invoice")
        result = run("-c", textwrap.dedent(script), zuora=zuora)
        billed = [(invoice.number, invoice.status, invoice.balance) for invoice in zuora.ledger.invoices]
        posts = [request for request in zuora.requests if request.operation == "post_invoice"]
    assert result.stdout.splitlines() == ["ORD-1001", "ORD-1001"], result.stderr
    assert billed == [("ORD-1001", "Posted", Decimal("129.90"))]
    assert len(posts) == 1


def test_the_ported_script_prints_what_is_owed() -> None:
    with ZuoraEmulator() as zuora:
        result = run("-W", "error", "ported_script.py", zuora=zuora)
    assert result.stderr == ""
    assert result.stdout.splitlines() == ["Posted: 129.90 USD", "due in 30 days"]


def test_the_notebook_sums_up_to_the_cent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZUORA_BASE_URL", raising=False)
    cells = json.loads((RECIPES / "month_end.ipynb").read_text(encoding="utf-8"))["cells"]
    namespace: dict[str, Any] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), namespace)
    namespace["zuora"].stop()
    assert namespace["open_by_currency"] == Counter({"USD": Decimal("1250.30")})
