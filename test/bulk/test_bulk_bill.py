"""`bulk.bill` takes every order through all steps once, in any sequence of runs, and its report balances."""

from __future__ import annotations

import csv
import datetime as dt
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from zuora_sdk import (
    ApiClient,
    ApiTypeError,
    ApiValueError,
    Configuration,
    CreateInvoiceItem,
    CreateInvoiceRequest,
    EmailBillingDocumentRequest,
    InvoicesApi,
    RetryPolicy,
    UnauthorizedException,
    bulk,
)
from zuora_sdk.emulator import ZuoraEmulator

DAY = dt.date(2026, 3, 2)
EXAMPLE = Path(__file__).parents[2] / "examples" / "nightly_run.py"


def order(number: int, account: str = "A00000001", amount: str = "19.99") -> CreateInvoiceRequest:
    item = CreateInvoiceItem(charge_name="Order", amount=Decimal(amount), service_start_date=DAY)
    return CreateInvoiceRequest(account_number=account, invoice_date=DAY, comments=f"SO-{number}", invoice_items=[item])


def number_of(request: CreateInvoiceRequest) -> str:
    return request.comments or ""


@pytest.fixture
def zuora() -> Iterator[ZuoraEmulator]:
    with ZuoraEmulator() as emulator:
        yield emulator


@pytest.fixture
def client(zuora: ZuoraEmulator) -> Iterator[ApiClient]:
    settings = Configuration(zuora.url, access_token=zuora.access_token, retries=RetryPolicy(backoff_cap=0.1))
    with ApiClient(settings) as client:
        yield client


def bill(client: ApiClient, orders: list[CreateInvoiceRequest], journal: Path, **options: bool) -> bulk.Report:
    return bulk.bill(
        client,
        orders,
        journal=journal,
        key=number_of,
        email=EmailBillingDocumentRequest(),
        pdf=True,
        progress=False,
        retry_failed=options.get("retry_failed", False),
    )


def test_every_order_goes_through_all_steps_once(zuora: ZuoraEmulator, client: ApiClient, tmp_path: Path) -> None:
    journal = tmp_path / "night.sqlite"
    orders = [order(number) for number in range(120)]
    for _ in range(2):  # the second call finds everything done
        report = bill(client, orders, journal)
        assert report.balanced
        assert report.steps == (
            bulk.StepCount("bulk_create_standalone_invoices", done=120),
            bulk.StepCount("bulk_post_invoices", done=120),
            bulk.StepCount("email_invoice", done=120),
            bulk.StepCount("get_invoice_pdf_status", done=120),
        )
        assert report.totals == (bulk.CurrencyTotal("USD", Decimal("2398.80"), Decimal("2398.80")),)
    assert [invoice.status for invoice in zuora.ledger.invoices] == ["Posted"] * 120
    assert set(Counter(email.invoice_id for email in zuora.ledger.emails).values()) == {1}
    assert len(zuora.ledger.emails) == 120


def test_a_rejected_order_is_named_and_billed_once_its_cause_is_cured(
    zuora: ZuoraEmulator, client: ApiClient, tmp_path: Path
) -> None:
    journal = tmp_path / "night.sqlite"
    orders = [order(1), order(2, "A-LATE"), order(3)]
    report = bill(client, orders, journal)
    assert not report.balanced
    [difference] = report.differences
    assert (difference.step, difference.key) == ("bulk_create_standalone_invoices", "SO-2")
    assert difference.problem.startswith("rejected: ")
    assert "A-LATE" in difference.problem
    assert report.totals == (
        bulk.CurrencyTotal("?", Decimal("19.99"), Decimal(0)),
        bulk.CurrencyTotal("USD", Decimal("39.98"), Decimal("39.98")),
    )
    zuora.add_account(number="A-LATE", name="Late & Sons")
    report = bill(client, orders, journal, retry_failed=True)
    assert report.balanced
    assert report.totals == (bulk.CurrencyTotal("USD", Decimal("59.97"), Decimal("59.97")),)
    billed = Counter(invoice.fields["comments"] for invoice in zuora.ledger.invoices)
    assert billed == {"SO-1": 1, "SO-2": 1, "SO-3": 1}


def test_a_revoked_token_ends_the_run_and_the_next_one_goes_on(
    zuora: ZuoraEmulator, client: ApiClient, tmp_path: Path
) -> None:
    journal = tmp_path / "night.sqlite"
    orders = [order(number) for number in range(60)]
    zuora.inject_fault(operation="bulk_post_invoices", status=401, body={"message": "Authentication error"})
    with pytest.raises(UnauthorizedException):
        bill(client, orders, journal)
    halfway = bulk.report(journal)
    assert not halfway.balanced
    assert all(difference.problem != "rejected" for difference in halfway.differences)
    assert bill(client, orders, journal).balanced
    assert len(zuora.ledger.invoices) == 60
    assert {invoice.status for invoice in zuora.ledger.invoices} == {"Posted"}


def test_drafts_are_left_as_they_are(zuora: ZuoraEmulator, client: ApiClient, tmp_path: Path) -> None:
    report = bulk.bill(client, [order(1)], journal=tmp_path / "j.sqlite", post=False, progress=False)
    assert report.steps == (bulk.StepCount("bulk_create_standalone_invoices", done=1),)
    assert [invoice.status for invoice in zuora.ledger.invoices] == ["Draft"]


def test_the_progress_counts_each_order_once(client: ApiClient, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    orders = [order(1), order(2, "A-LATE"), order(3)]
    bulk.bill(client, orders, journal=tmp_path / "j.sqlite", key=number_of, progress=lambda *told: seen.append(told))
    assert sorted(seen) == [(1, 3), (2, 3), (3, 3)]


def test_a_misspelt_option_is_named(client: ApiClient, tmp_path: Path) -> None:
    with pytest.raises(ApiTypeError, match="unknown option 'emial'; did you mean 'email'"):
        bulk.bill(client, [], journal=tmp_path / "j.sqlite", emial=None)  # type: ignore[call-arg]
    assert list(tmp_path.iterdir()) == []


def test_a_report_is_a_value(client: ApiClient, tmp_path: Path) -> None:
    report = bill(client, [order(1), order(2, "<b>A-LATE</b>")], tmp_path / "j.sqlite")
    assert pickle.loads(pickle.dumps(report)) == report
    assert bulk.report(tmp_path / "j.sqlite") == report
    text = str(report)
    assert "not balanced: 1 item differs" in text
    assert "<b>" not in report._repr_html_()
    assert "&lt;b&gt;" in report._repr_html_()
    report.write_csv(tmp_path / "differences.csv")
    with open(tmp_path / "differences.csv", encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["key"], row["asked"], row["invoiced"]) == ("SO-2", "19.99", "")


def test_an_invoice_with_another_amount_is_a_difference(
    zuora: ZuoraEmulator, client: ApiClient, tmp_path: Path
) -> None:
    # The service rounds to the currency's decimals: what was asked for isn't what is billed.
    [difference] = bill(client, [order(1, amount="19.994")], tmp_path / "j.sqlite").differences
    assert (difference.asked, difference.invoiced) == (Decimal("19.994"), Decimal("19.99"))
    assert difference.problem == "asked for 19.994, invoiced 19.990000000"


def test_no_journal_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(ApiValueError, match=r"missing\.sqlite can't be opened"):
        bulk.report(tmp_path / "missing.sqlite")
    other = tmp_path / "other.sqlite"
    other.write_text("no database")
    with pytest.raises(ApiValueError, match=r"other\.sqlite"):
        bulk.report(other)
    assert other.read_text() == "no database"


# ------------------------------------------------------------------------------------------------------------ dry run


def test_a_dry_run_names_lines_and_sends_nothing(tmp_path: Path) -> None:
    wrong = CreateInvoiceRequest(account_number="A00000001", invoice_items=[])
    result = bulk.check([order(1), wrong, order(2)])
    assert (result.count, [row.line for row in result.rejected], result.ok) == (3, [3], False)
    assert "request.invoice_date: is required" in result.rejected[0].problems
    assert str(result).startswith("3 checked, 1 would be rejected\n  line 3: request.")
    assert pickle.loads(pickle.dumps(result)) == result
    result.write_csv(tmp_path / "problems.csv")
    assert (tmp_path / "problems.csv").read_text(encoding="utf-8").startswith("line,problem\n3,request.")
    assert bulk.check([order(1)]).ok


def test_a_dry_run_with_the_emulator_knows_zuoras_rules() -> None:
    twice = [order(1), order(2)]
    for request in twice:
        request.invoice_number = "INV-2026-1"
    client_rules = bulk.check(twice)
    assert client_rules.ok
    result = bulk.check([*twice, order(3, "A-OF-OURS")], emulator=True, first_line=1)
    assert [row.line for row in result.rejected] == [2]
    assert "INV-2026-1" in result.rejected[0].problems[0]


# ------------------------------------------------------------------------------------------------------------ the night


@pytest.mark.slow
def test_a_night_that_is_killed_twice_balances_to_the_cent() -> None:
    night = subprocess.run(
        [sys.executable, EXAMPLE, "--count", "300"], capture_output=True, text=True, timeout=400, check=False
    )
    assert night.returncode == 0, night.stdout + night.stderr
    assert "the third run does not balance; the missing account is created" in night.stdout
    assert "balanced: every item is done, with the amount that was asked for" in night.stdout
    assert "each order billed and mailed once: True; all posted: True; to the cent: True" in night.stdout


def test_an_order_billed_by_hand_is_not_billed_again(zuora: ZuoraEmulator, client: ApiClient, tmp_path: Path) -> None:
    numbered = order(1)
    numbered.invoice_number = "INV-SO-1"
    InvoicesApi(client).create_standalone_invoice(numbered)
    report = bulk.bill(client, [numbered], journal=tmp_path / "j.sqlite", progress=False)
    assert not report.balanced
    assert len(zuora.ledger.invoices) == 1
