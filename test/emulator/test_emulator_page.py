"""The page in a real browser. Needs playwright and the system's Chromium; skipped, saying so, without them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from emulator_caller import Caller, tax

from zuora_sdk.emulator import Account, ZuoraEmulator

sync_api = pytest.importorskip("playwright.sync_api", reason="the page is tested with playwright")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
# With a folder in this variable, the test of the pictures in docs/images writes them there.
SCREENSHOTS = os.environ.get("EMULATOR_SCREENSHOTS")
EVIL = "<script>document.title = 'pwned'</script><img src=x onerror=\"document.title='pwned'\">"

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="the page is tested with the system's Chromium: apt install chromium"),
    pytest.mark.once,
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def is_problem(message: Any) -> bool:
    # Chromium reports each response of 400 and more in its own words.
    return bool(message.type == "error" and "Failed to load resource" not in message.text)


@pytest.fixture
def open_page(browser: Any, zuora: ZuoraEmulator) -> Iterator[Callable[..., Any]]:
    """Opens the page; fails the test if a script failed or anything but the emulator was asked for."""
    contexts: list[Any] = []
    problems: list[str] = []

    def check(request: Any) -> None:
        if not request.url.startswith(zuora.url):
            problems.append(f"asked for {request.url}")

    def open_page(path: str = "/", **options: Any) -> Any:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("request", check)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text) if is_problem(message) else None)
        page.goto(zuora.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def test_an_invoice_appears_without_a_reload(open_page: Any, call: Caller) -> None:
    page = open_page()
    sync_api.expect(page.get_by_text("No invoices yet.")).to_be_visible()
    call.posted("1250.00")
    row = page.get_by_role("row", name="INV00000001")
    sync_api.expect(row).to_contain_text("Amber Light Works")
    sync_api.expect(row).to_contain_text("Posted")
    sync_api.expect(row).to_contain_text("1,250.00 USD")
    log = page.locator("details").first
    sync_api.expect(log).to_contain_text("/v1/invoices")
    log.locator("summary").click()
    sync_api.expect(log).to_contain_text('"chargeName": "Lamps"')
    sync_api.expect(log).to_contain_text("Bearer ***")
    call("GET", "/v1/invoices/INV00000001")
    sync_api.expect(page.locator("details")).to_have_count(2)
    # What was unfolded stays so while others arrive.
    sync_api.expect(page.locator("details[open]")).to_have_count(1)
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_fault_from_the_page_hits_and_can_be_removed(open_page: Any, call: Caller, zuora: ZuoraEmulator) -> None:
    page = open_page()
    page.get_by_label("What goes wrong").select_option("lock")
    page.get_by_label("Operation").select_option("create_standalone_invoice")
    page.get_by_label("Times").fill("2")
    page.get_by_role("button", name="Inject").click()
    sync_api.expect(page.get_by_text("0 of 2")).to_be_visible()
    assert call("POST", "/v1/invoices", call.request()).status == 409
    sync_api.expect(page.get_by_text("1 of 2")).to_be_visible()
    page.get_by_role("button", name="Remove lock").click()
    sync_api.expect(page.get_by_text("No active faults.")).to_be_visible()
    assert zuora.faults == []
    assert call("POST", "/v1/invoices", call.request()).status == 200


def test_the_life_of_an_invoice(open_page: Any, call: Caller, zuora: ZuoraEmulator) -> None:
    key = call.posted("100.00")["id"]
    call.upload(key)
    page = open_page(f"/_emulator/ui/invoices/{key}")
    page.get_by_role("textbox", name="Pay").fill("30.50")
    page.get_by_role("button", name="Apply payment").click()
    sync_api.expect(page.get_by_role("row", name="Payment")).to_contain_text("30.50")
    sync_api.expect(page.locator("dl")).to_contain_text("69.50 USD")
    assert zuora.ledger.invoice(key).balance == Decimal("69.50")
    page.get_by_role("textbox", name="Pay").fill("1000")
    page.get_by_role("button", name="Apply payment").click()
    sync_api.expect(page.get_by_role("status")).to_contain_text("can't be applied")
    sync_api.expect(page.get_by_role("link", name="terms.pdf")).to_be_visible()
    file = page.request.get(zuora.url + page.get_by_role("link", name="terms.pdf").get_attribute("href"))
    assert (file.headers["content-type"], file.body()[:5]) == ("application/pdf", b"%PDF-")
    page.get_by_role("link", name="All invoices").click()
    sync_api.expect(page.get_by_role("row", name="INV00000001")).to_contain_text("69.50")


def test_clock_and_reset(open_page: Any, call: Caller, zuora: ZuoraEmulator) -> None:
    call.create()
    page = open_page()
    before = zuora.clock.now()
    page.get_by_label("Advance by").select_option("30 days")
    page.get_by_role("button", name="Advance").click()
    sync_api.expect(page.get_by_role("status")).to_have_text("Done.")
    assert (zuora.clock.now() - before).days == 30
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Reset").click()
    sync_api.expect(page.get_by_text("No invoices yet.")).to_be_visible()
    assert zuora.ledger.invoices == []
    assert (zuora.clock.now() - before).days == 0


def test_it_is_usable_with_the_keyboard_alone(open_page: Any, call: Caller) -> None:
    call.create()
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "INV00000001":
            break
    page.keyboard.press("Enter")
    sync_api.expect(page.get_by_role("heading", level=1)).to_contain_text("INV00000001")


def test_what_customers_are_called_stays_text(open_page: Any, call: Caller, zuora: ZuoraEmulator) -> None:
    evil = zuora.add_account(number="EVIL-1", name=EVIL)
    key = call.create(accountId=evil.id, comments=EVIL)["id"]
    call("GET", "/v1/invoices/x?" + "%3Cscript%3E")
    for path in ("/", f"/_emulator/ui/invoices/{key}", "/_emulator/ui/invoices/%3Cscript%3Ealert(1)%3C/script%3E"):
        page = open_page(path)
        page.wait_for_timeout(1500)
        assert page.title() in ("Zuora emulator", "INV00000001 - Zuora emulator")
        assert page.locator("main script, main img").count() == 0
    policy = call.pool.request("GET", zuora.url).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self';")
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("desktop", {"viewport": {"width": 1280, "height": 900}}),
        ("dark", {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}),
        ("phone", {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}),
    ],
)
def test_it_fits_the_screen(open_page: Any, call: Caller, zuora: ZuoraEmulator, name: str, options: Any) -> None:
    dawn = zuora.add_account(number="A-2041", name="Dawn & Daughters Printing")
    call.posted("1250.00", "90.00")
    key = call.posted("480.25", accountId=zuora.accounts[1].id)["id"]
    zuora.ledger.apply_payment(key, Decimal("200.00"))
    call.create("75.00", accountId=dawn.id)
    item = {"amount": 300, "chargeName": "Seats", "serviceStartDate": "2024-05-20", "taxItems": [tax("57.00")]}
    taxed = call.posted(invoiceItems=[item])["id"]
    call.upload(taxed)
    zuora.ledger.apply_payment(taxed, Decimal("100.00"))
    zuora.inject_fault("lock", operation="post_invoice")
    zuora.inject_fault("slow", operation="get_invoice", rate=0.1, seed=1)
    assert call("PUT", f"/v1/invoices/{key}/post", {}).status == 409
    for path, part in (("/", "overview"), (f"/_emulator/ui/invoices/{taxed}", "invoice")):
        page = open_page(path, **options)
        assert page.evaluate("document.documentElement.scrollWidth") <= options["viewport"]["width"]
        if SCREENSHOTS:
            page.screenshot(path=Path(SCREENSHOTS, f"emulator-{part}-{name}.png"), full_page=name == "phone")


def test_accounts_have_their_fields(zuora: ZuoraEmulator) -> None:
    added = zuora.add_account(number="A-7", name="Seven")
    assert isinstance(added, Account)
    assert (len(added.id), added.currency) == (32, "USD")
