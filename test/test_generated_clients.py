"""Others generate clients from the specification: each of the common generators' clients makes a call."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
import urllib3

from zuora_sdk.emulator import ZuoraEmulator

SPEC = Path(__file__).parents[1] / "spec" / "zuora-invoices.yaml"

pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.fixture
def zuora() -> Iterator[ZuoraEmulator]:
    with ZuoraEmulator() as emulator:
        yield emulator


def generate(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def load(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(folder))
    return importlib.import_module(name)


def test_openapi_python_client(tmp_path: Path, zuora: ZuoraEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("openapi_python_client", reason="see the dependency group `generators`")
    output = str(tmp_path / "generated_client")
    generate("openapi_python_client", "generate", "--path", str(SPEC), "--output-path", output, "--meta", "none")
    generated = load(tmp_path, "generated_client", monkeypatch)
    models = importlib.import_module("generated_client.models")
    create = importlib.import_module("generated_client.api.invoices.create_standalone_invoice")
    item = models.CreateInvoiceItem(amount=125.5, charge_name="Setup", service_start_date=dt.date(2026, 3, 2))
    request = models.CreateInvoiceRequest(
        account_id=zuora.account_id, invoice_date=dt.date(2026, 3, 2), invoice_items=[item]
    )
    with generated.AuthenticatedClient(base_url=zuora.url, token=zuora.access_token) as client:
        invoice = create.sync(client=client, body=request)
    assert type(invoice) is models.InvoiceResponse
    assert (invoice.success, invoice.amount, invoice.due_date >= dt.date(2026, 3, 2)) == (True, 125.5, True)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_datamodel_code_generator(tmp_path: Path, zuora: ZuoraEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datamodel_code_generator", reason="see the dependency group `generators`")
    output = str(tmp_path / "generated_models.py")
    kind = ["--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"]
    generate("datamodel_code_generator", "--input", str(SPEC), "--output", output, *kind)
    models = load(tmp_path, "generated_models", monkeypatch)
    item = models.CreateInvoiceItem(amount=125.5, chargeName="Setup", serviceStartDate=dt.date(2026, 3, 2))
    request = models.CreateInvoiceRequest(
        accountId=zuora.account_id, invoiceDate=dt.date(2026, 3, 2), invoiceItems=[item]
    )
    with urllib3.PoolManager() as pool:
        response = pool.request(
            "POST",
            f"{zuora.url}/v1/invoices",
            body=request.model_dump_json(exclude_none=True),
            headers={"Authorization": f"Bearer {zuora.access_token}", "Content-Type": "application/json"},
        )
    invoice = models.InvoiceResponse.model_validate(json.loads(response.data, parse_float=Decimal))
    assert (response.status, invoice.success, Decimal(str(invoice.amount))) == (200, True, Decimal("125.5"))
