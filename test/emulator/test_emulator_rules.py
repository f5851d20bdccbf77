"""The rules of Zuora that callers run into, each asked over HTTP."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from emulator_caller import Caller, Reply, item, tax

from zuora_sdk.emulator import Account, Settings, ZuoraEmulator
from zuora_sdk.emulator._clock import Clock
from zuora_sdk.emulator._settings import EInvoicing, SequenceSet

NEW = {"Zuora-Version": "2025-08-12"}


@contextmanager
def tenant(accounts: list[Account] | None = None, **settings: Any) -> Iterator[Caller]:
    with ZuoraEmulator(accounts=accounts, settings=Settings(**settings)) as zuora:
        call = Caller(zuora)
        yield call
        call.pool.clear()


def rejected(reply: Reply) -> str:
    """Why a request was rejected."""
    assert reply.status in (400, 404, 405, 409, 422), reply.text
    messages: list[str] = [reason["message"] for reason in reply["reasons"]]
    return "; ".join(messages)


def amounts_of(call: Caller, key: str) -> list[Decimal]:
    return [one["chargeAmount"] for one in call("GET", f"/v1/invoices/{key}/items")["invoiceItems"]]


# -- amounts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("currency", "given", "kept"),
    [
        ("USD", "1.005", "1.01"),
        ("USD", "-1.005", "-1.01"),
        ("USD", "1.00499", "1.00"),
        ("JPY", "1.5", "2"),
        ("KWD", "1.0005", "1.001"),
    ],
)
def test_amounts_are_rounded_half_up_to_the_decimals_of_the_currency(currency: str, given: str, kept: str) -> None:
    with tenant([Account("a" * 32, "A1", "One", currency)]) as call:
        invoice = call.create(given)
        assert invoice["amount"] == Decimal(kept)
        assert amounts_of(call, invoice["id"]) == [Decimal(kept)]
        (first,) = call("GET", f"/v1/invoices/{invoice['id']}/items")["invoiceItems"]
        edit = {"invoiceItems": [{"id": first["id"], "amount": given}]}
        assert call("PUT", f"/v1/invoices/{invoice['id']}", edit)["amount"] == Decimal(kept)


def test_taxes_keep_all_their_digits(call: Caller) -> None:
    body = {**call.request(), "invoiceItems": [item("1.00", taxItems=[tax("0.123456789")])]}
    assert call("POST", "/v1/invoices", body)["amount"] == Decimal("1.123456789")


def test_amounts_have_at_most_13_digits_before_the_point(call: Caller) -> None:
    assert call.create("9999999999999.99")["amount"] == Decimal("9999999999999.99")
    message = "invoiceItems[0].amount may have at most 13 digits before the point."
    assert rejected(call("POST", "/v1/invoices", call.request("9999999999999.995"))) == message
    assert rejected(call("POST", "/v1/invoices", call.request("-10000000000000"))) == message


def test_an_invoice_may_have_a_currency_of_its_own(call: Caller) -> None:
    body = call.request("1.5", currency="JPY")
    assert call("POST", "/v1/invoices", body, headers=NEW)["currency"] == "JPY"
    assert call("POST", "/v1/invoices", body, headers=NEW)["amount"] == 2


# -- what must exist ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"billToContactId": "0" * 32}, "billToContactId: account A00000001 has no contact " + "0" * 32 + "."),
        ({"sequenceSet": "Germany"}, "sequenceSet: there is no sequence set Germany."),
        (
            {"billToContact": {"firstName": "A", "lastName": "B", "country": "Atlantis"}},
            "billToContact.country: Atlantis is not a country's name or code.",
        ),
        (
            {"billToContact": {"firstName": "A", "lastName": "B"}, "billToContactId": "0" * 32},
            "Give only one of billToContact and billToContactId.",
        ),
        (
            {"templateId": "0" * 32},
            "templateId needs Flexible Billing Attributes, which is not enabled for this tenant.",
        ),
        ({"paymentTerm": "Net 7"}, "There is no payment term Net 7."),
    ],
)
def test_what_an_invoice_names_must_exist(call: Caller, fields: dict[str, Any], message: str) -> None:
    assert rejected(call("POST", "/v1/invoices", call.request(**fields))) == message


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"productRatePlanChargeId": "0" * 32},
            "invoiceItems[0].productRatePlanChargeId: there is no product rate plan charge " + "0" * 32 + ".",
        ),
        ({"chargeDate": "2024-05-20"}, "invoiceItems[0].chargeDate must have the form yyyy-mm-dd hh:mm:ss."),
        ({"chargeDate": "2024-05-20 24:00:00"}, "invoiceItems[0].chargeDate must have the form yyyy-mm-dd hh:mm:ss."),
        ({"serviceEndDate": "2024-05-19"}, "invoiceItems[0].serviceEndDate must not be before serviceStartDate."),
    ],
)
def test_what_an_item_must_be(call: Caller, fields: dict[str, Any], message: str) -> None:
    body = {**call.request(), "invoiceItems": [item(1, **fields)]}
    assert rejected(call("POST", "/v1/invoices", body)) == message


def test_countries_go_by_name_or_code_in_any_case(call: Caller) -> None:
    for country in ("Germany", "germany", "DE", "deu", "United States", "South Korea", "United Kingdom"):
        contact = {"firstName": "A", "lastName": "B", "country": country}
        assert call("POST", "/v1/invoices", call.request(billToContact=contact)).status == 200


def test_a_contact_of_another_account_is_not_found(call: Caller) -> None:
    theirs = call("GET", "/v1/accounts/A00000002")["billToContact"]["id"]
    ours = call("GET", "/v1/accounts/A00000001")["billToContact"]["id"]
    assert "has no contact" in rejected(call("POST", "/v1/invoices", call.request(billToContactId=theirs)))
    assert call.create(billToContactId=ours)["billToContactId"] == ours


def test_sequence_sets_number_invoices_by_id_or_name() -> None:
    with tenant(sequence_sets=(SequenceSet(id="5" * 32, name="Germany", invoice_prefix="DE-"),)) as call:
        first, second = call.create(sequenceSet="Germany"), call.create(sequenceSet="5" * 32)
        assert (first["invoiceNumber"], second["invoiceNumber"]) == ("DE-00000001", "DE-00000002")
        assert first["sequenceSetId"] == "5" * 32
        assert call.create()["invoiceNumber"] == "INV00000001"


def test_templates_need_flexible_billing_attributes() -> None:
    with tenant(flexible_billing_attributes=True) as call:
        assert call.create(templateId="7" * 32)["templateId"] == "7" * 32


# -- time -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "today", "stamp"),
    [
        ("Asia/Tokyo", "2026-03-02", "2026-03-02 05:14:0"),
        ("America/Los_Angeles", "2026-03-01", "2026-03-01 12:14:0"),
        ("UTC", "2026-03-01", "2026-03-01 20:14:0"),
    ],
)
def test_today_is_the_date_of_the_tenants_time_zone(zone: str, today: str, stamp: str) -> None:
    start = dt.datetime(2026, 3, 1, 20, 14, tzinfo=dt.timezone.utc)
    with ZuoraEmulator(settings=Settings(time_zone=zone), start=start) as zuora:
        call = Caller(zuora)
        invoice = call.posted(invoiceDate=today)
        assert invoice["createdDate"].startswith(stamp)
        assert invoice["postedDate"] == today
        assert call("PUT", f"/v1/invoices/{invoice['id']}/write-off", {}).status == 200
        assert [memo.memo_date for memo in zuora.ledger.credit_memos] == [today]
        call.pool.clear()


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_today_changes_at_midnight_of_the_tenant(hour: int) -> None:
    clock = Clock(dt.datetime(2026, 3, 1, hour, 30), "Asia/Tokyo")
    assert clock.local(clock.now()).date() == dt.date(2026, 3, 1)
    clock.advance((24 - hour) * 3600 - 1800)
    assert clock.local(clock.now()).date() == dt.date(2026, 3, 2)


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), 3e11, 1e300])
def test_a_clock_that_is_told_nonsense_stays_where_it_is(seconds: float) -> None:
    clock = Clock(dt.datetime(2026, 3, 1))
    with pytest.raises(ValueError, match="the clock"):
        clock.advance(seconds)
    assert clock.local(clock.now()).date() == dt.date(2026, 3, 1)
    with pytest.raises(ValueError, match="is in its past"):
        clock.set(dt.datetime(2026, 2, 28))
    with pytest.raises(ValueError, match="time_zone must be an IANA name such as Asia/Tokyo, got 'Tokio'"):
        Clock(time_zone="Tokio")


# -- changes --------------------------------------------------------------------------------------------------------


def test_a_reversed_invoice_cannot_be_changed(call: Caller) -> None:
    key = call.posted()["id"]
    assert call("PUT", f"/v1/invoices/{key}/reverse", {}).status == 200
    message = "was reversed and can't be changed."
    assert message in rejected(call("PUT", f"/v1/invoices/{key}", {"comments": "x"}))
    assert message in rejected(call("PUT", f"/v1/invoices/{key}/write-off", {}))
    assert message not in rejected(call("PUT", f"/v1/invoices/{key}/reverse", {}))
    assert call("GET", f"/v1/invoices/{key}")["comments"] is None


def test_a_write_off_settles_items_even_when_the_invoice_has_no_balance(call: Caller) -> None:
    key = call.posted("10.00", "-10.00")["id"]
    memo = call("PUT", f"/v1/invoices/{key}/write-off", {})["creditMemo"]["id"]
    assert [one["balance"] for one in call("GET", f"/v1/invoices/{key}/items")["invoiceItems"]] == [0, 0]
    (kept,) = call.zuora.ledger.credit_memos
    assert (kept.id, kept.amount) == (memo, Decimal(0))
    assert "has no balance" in rejected(call("PUT", f"/v1/invoices/{key}/write-off", {}))


def test_without_invoice_settlement_there_is_no_credit_memo_amount() -> None:
    with tenant(invoice_settlement=False) as call:
        key = call.posted()["id"]
        assert "creditMemoAmount" not in call("GET", f"/v1/invoices/{key}").data
        for action in ("reverse", "write-off"):
            message = "Invoice Settlement is not enabled for this tenant."
            assert rejected(call("PUT", f"/v1/invoices/{key}/{action}", {})) == message


def test_an_org_sees_its_own_accounts_and_invoices_only() -> None:
    accounts = [Account("a" * 32, "A1", "One", org="north"), Account("b" * 32, "A2", "Two", org="south")]
    with tenant(accounts, orgs=("north", "south")) as call:
        north, south = {"Zuora-Org-Ids": "north"}, {"Zuora-Org-Ids": "south"}
        key = call.create(accountId="a" * 32)["id"]
        assert call("GET", f"/v1/invoices/{key}").status == 200
        assert call("GET", f"/v1/invoices/{key}", headers=north).status == 200
        assert call("GET", f"/v1/invoices/{key}", headers=south).status == 404
        assert call("PUT", f"/v1/invoices/{key}/post", {}, headers=south).status == 404
        foreign = call("POST", "/v1/invoices", call.request(accountId="a" * 32), headers=south)
        assert rejected(foreign) == f"No account is found with accountId {'a' * 32}."
        listed = call("POST", "/v1/action/query", {"queryString": "select Id from Invoice"}, headers=south)
        assert listed["records"] == []


@pytest.mark.parametrize("version", ["200.0", "188.5", "341.1", "2024-05-21", "2025-01-01", "342.0", "186"])
def test_a_version_between_two_releases_is_none(call: Caller, version: str) -> None:
    reply = call("GET", "/v1/invoices/x", headers={"Zuora-Version": version})
    assert rejected(reply) == f"There is no Zuora-Version {version}."


# -- lists ----------------------------------------------------------------------------------------------------------


def test_taxation_items_inside_an_item_are_the_first_page_of_them(call: Caller) -> None:
    key = call.create()["id"]
    (line,) = call("GET", f"/v1/invoices/{key}/items")["invoiceItems"]
    entries = [{**tax(1), "invoiceItemId": line["id"], "jurisdiction": "J", "name": f"T{n}"} for n in range(45)]
    assert call("POST", f"/v1/invoices/{key}/taxation-items", {"taxationItems": entries}).status == 200
    (line,) = call("GET", f"/v1/invoices/{key}/items")["invoiceItems"]
    page, names = line["taxationItems"], []
    for _ in range(3):
        names += [one["name"] for one in page["data"]]
        page = call("GET", page["nextPage"]).data if page.get("nextPage") else {"data": []}
    assert names == [f"T{n}" for n in range(45)]
    assert len(line["taxationItems"]["data"]) == 20


def test_application_parts_have_pages_since_2025(call: Caller) -> None:
    key = call.posted("100.00")["id"]
    for _ in range(25):
        call.zuora.ledger.apply_payment(key, Decimal(1))
    url = f"/v1/invoices/{key}/application-parts"
    assert len(call("GET", f"{url}?pageSize=10")["applicationParts"]) == 25
    first = call("GET", f"{url}?pageSize=10", headers=NEW)
    second = call("GET", first["nextPage"], headers=NEW)
    third = call("GET", second["nextPage"], headers=NEW)
    assert [len(page["applicationParts"]) for page in (first, second, third)] == [10, 10, 5]
    assert third.data.get("nextPage") is None


# -- documents ------------------------------------------------------------------------------------------------------


def pdf(call: Caller, key: str) -> Any:
    return call("GET", f"/v1/invoices/pdf-status?invoiceKeys={key}")["invoiceFiles"][0]


def test_a_draft_has_a_pdf_where_the_setting_says_so(call: Caller) -> None:
    key = call.create()["id"]
    assert [pdf(call, key)["pdfGenerationStatus"] for _ in range(3)] == ["Pending", "Processing", "Generated"]
    with tenant(draft_pdfs=False) as other:
        key = other.create()["id"]
        other.zuora.clock.advance(10)
        assert pdf(other, key)["pdfGenerationStatus"] == "None"
        assert other("GET", f"/v1/invoices/{key}/files")["invoiceFiles"] == []


@pytest.mark.parametrize("change", ["payment", "memo", "tax"])
def test_a_pdf_is_generated_again_after_a_change(call: Caller, change: str) -> None:
    key = (call.create if change == "tax" else call.posted)("100.00")["id"]
    call.zuora.clock.advance(10)
    before = pdf(call, key)
    assert before["pdfGenerationStatus"] == "Generated"
    if change == "payment":
        call.zuora.ledger.apply_payment(key, Decimal(1))
    elif change == "memo":
        assert call("PUT", f"/v1/invoices/{key}/write-off", {}).status == 200
    else:
        (line,) = call("GET", f"/v1/invoices/{key}/items")["invoiceItems"]
        entry = {**tax(1), "invoiceItemId": line["id"], "jurisdiction": "J"}
        assert call("POST", f"/v1/invoices/{key}/taxation-items", {"taxationItems": [entry]}).status == 200
    assert pdf(call, key)["pdfGenerationStatus"] == "Pending"
    call.zuora.clock.advance(10)
    after = pdf(call, key)
    assert after["pdfFileUrl"] != before["pdfFileUrl"]
    assert len(call("GET", f"/v1/invoices/{key}/files")["invoiceFiles"]) == 2


def test_an_upload_does_not_change_the_generation_status(call: Caller) -> None:
    key = call.posted()["id"]
    assert call.upload(key).status == 200
    assert pdf(call, key)["pdfGenerationStatus"] == "Pending"
    call.zuora.clock.advance(10)
    generated = pdf(call, key)
    assert call.upload(key, "other.pdf").status == 200
    assert pdf(call, key) == generated


def test_additional_email_addresses_are_the_accounts() -> None:
    account = Account("a" * 32, "A1", "One", email="bills@one.example", additional_emails=("cc@one.example",))
    with tenant([account]) as call:
        key = call.posted()["id"]
        for body in (
            {},
            {"includeAdditionalEmailAddresses": True},
            {"includeAdditionalEmailAddresses": True, "emailAddresses": "me@one.example"},
        ):
            assert call("POST", f"/v1/invoices/{key}/emails", body).status == 200
        assert [email.to for email in call.zuora.ledger.emails] == [
            ("bills@one.example",),
            ("bills@one.example", "cc@one.example"),
            ("me@one.example", "cc@one.example"),
        ]


# -- versions -------------------------------------------------------------------------------------------------------


def test_fields_of_2025_are_unknown_to_a_call_of_2024(call: Caller) -> None:
    old = call("POST", "/v1/invoices", call.request(currency="EUR"))
    assert rejected(old) == "currency is not a known field."
    new = call("POST", "/v1/invoices", call.request(currency="EUR"), headers=NEW)
    assert (new.status, new["currency"]) == (200, "EUR")
    assert "arEreportingRequestId" in new.data
    assert "arEreportingRequestId" not in call("GET", f"/v1/invoices/{new['id']}").data


def test_fields_that_2025_withdrew_are_unknown_to_it(call: Caller) -> None:
    key = call("POST", "/v1/invoices", {**call.request(), "invoiceItems": [discounted()]})["id"]
    line, discount = call("GET", f"/v1/invoices/{key}/items")["invoiceItems"]
    change = {"id": discount["id"], "processingType": "Discount"}
    body = {"invoiceItems": [{"id": line["id"], "discountItems": [change]}]}
    message = "invoiceItems[0].discountItems[0].processingType is not a known field."
    assert rejected(call("PUT", f"/v1/invoices/{key}", body, headers=NEW)) == message
    assert call("PUT", f"/v1/invoices/{key}", body).status == 200


def discounted() -> dict[str, Any]:
    return item(100, discountItems=[{"amount": -10, "chargeName": "Rebate"}])


def test_operations_of_2025_are_not_there_in_2024(call: Caller) -> None:
    key = call.posted()["id"]
    reply = call("PUT", f"/v1/invoices/{key}/unpost")
    assert (reply.status, rejected(reply)) == (405, "unpost_invoice is not there in Zuora-Version 2024-05-20.")


# -- split ----------------------------------------------------------------------------------------------------------


def splits(*percentages: Any) -> dict[str, Any]:
    parts = [
        {"splitPercentage": share, "invoiceDate": f"2024-0{month}-01", "paymentTerm": "Net 30"}
        for month, share in enumerate(percentages, 6)
    ]
    return {"splits": parts}


def test_a_split_adds_up_to_the_last_digit(call: Caller) -> None:
    taxed = item("100.01", taxItems=[tax("0.0000001")], discountItems=[{"amount": "-0.05", "chargeName": "D"}])
    whole = call("POST", "/v1/invoices", {**call.request(), "invoiceItems": [taxed, item("0.01")]}).data
    reply = call("PUT", f"/v1/invoices/{whole['id']}/split", splits("33.3", "33.3", "33.4"), headers=NEW)
    assert (reply["id"], reply["jobStatus"]) == (whole["id"], "Completed")
    parts = reply["invoices"]
    assert [part["status"] for part in parts] == ["Draft"] * 3
    assert [(part["invoiceDate"], part["dueDate"]) for part in parts] == [
        ("2024-06-01", "2024-07-01"),
        ("2024-07-01", "2024-07-31"),
        ("2024-08-01", "2024-08-31"),
    ]
    for name in ("amount", "taxAmount", "discount", "amountWithoutTax", "balance"):
        assert sum(part[name] for part in parts) == whole[name]
    assert [amounts_of(call, part["id"]) for part in parts] == [
        [Decimal("33.30"), Decimal("-0.02"), Decimal("0.00")],
        [Decimal("33.30"), Decimal("-0.02"), Decimal("0.00")],
        [Decimal("33.41"), Decimal("-0.01"), Decimal("0.01")],
    ]
    discount = call("GET", f"/v1/invoices/{parts[0]['id']}/items")["invoiceItems"][1]
    assert discount["appliedToItemId"] == call("GET", f"/v1/invoices/{parts[0]['id']}/items")["invoiceItems"][0]["id"]
    assert call("GET", f"/v1/invoices/{whole['id']}")["status"] == "Split"
    assert "Only invoices with Draft status" in rejected(call("PUT", f"/v1/invoices/{whole['id']}/post", {}))
    posted = parts[0]["id"]
    assert call("PUT", f"/v1/invoices/{posted}/post", {}).status == 200
    assert "came of a split" in rejected(call("PUT", f"/v1/invoices/{posted}/reverse", {}))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (splits(50, 49), "The percentages of splits must add up to 100, got 99."),
        (splits(100), "splits must have at least 2 entries."),
        (splits(110, -10), "splits[1].splitPercentage must be a positive number."),
        (
            {**splits(50, 50), "splitType": "Amount"},
            "splitType must be Percentage: splitting by amount is not supported.",
        ),
    ],
)
def test_a_split_that_makes_no_sense(call: Caller, body: dict[str, Any], message: str) -> None:
    key = call.create()["id"]
    assert rejected(call("PUT", f"/v1/invoices/{key}/split", body, headers=NEW)) == message
    assert call("GET", f"/v1/invoices/{key}")["status"] == "Draft"
    assert len(call.zuora.ledger.invoices) == 1


def test_a_large_split_is_a_job() -> None:
    with tenant(split_async_items=2) as call:
        key = call.create(1, 2)["id"]
        job = call("PUT", f"/v1/invoices/{key}/split", splits(50, 50), headers=NEW)
        assert (job["jobStatus"], job["invoices"]) == ("Pending", [])
        call.zuora.clock.advance(10)
        done = call("GET", f"/v1/operations/jobs/{job['jobId']}")
        assert (done["operationType"], done["status"]) == ("Split", "Completed")
        assert [invoice.status for invoice in call.zuora.ledger.invoices] == ["Split", "Draft", "Draft"]


# -- unpost ---------------------------------------------------------------------------------------------------------


def test_unposting_makes_a_draft_again(call: Caller) -> None:
    key = call.posted("5.00")["id"]
    reply = call("PUT", f"/v1/invoices/{key}/unpost", headers=NEW)
    assert (reply["jobStatus"], reply["invoice"]["status"]) == ("Completed", "Draft")
    again = call("GET", f"/v1/invoices/{key}")
    assert (again["status"], again["postedDate"], again["balance"]) == ("Draft", None, 5)
    assert call("PUT", f"/v1/invoices/{key}/post", {}).status == 200


@pytest.mark.parametrize("what", ["payment", "memo"])
def test_an_invoice_with_applications_cannot_be_unposted(call: Caller, what: str) -> None:
    key = call.posted("5.00")["id"]
    if what == "payment":
        call.zuora.ledger.apply_payment(key, Decimal(1))
    else:
        assert call("PUT", f"/v1/invoices/{key}/write-off", {}).status == 200
    reply = call("PUT", f"/v1/invoices/{key}/unpost", headers=NEW)
    assert rejected(reply).startswith("An invoice with applied payments or credit memos can't be unposted")


# -- asynchronous write-off -----------------------------------------------------------------------------------------


def test_an_asynchronous_write_off_has_a_job_of_its_own(call: Caller) -> None:
    key = call.posted("5.00")["id"]
    job = call("POST", f"/v1/invoices/{key}/write-off-async", {}, headers=NEW)
    assert (job["status"], job["operationType"], job["referenceId"], job["referenceType"], job["creditMemo"]) == (
        "Pending",
        "AsyncInvoiceWriteOff",
        key,
        "Invoice",
        None,
    )
    assert "locked by job" in rejected(call("PUT", f"/v1/invoices/{key}/write-off", {}))
    url = f"/v1/invoices/write-off-async-jobs/{job['id']}"
    states = [call("GET", url, headers=NEW) for _ in range(2)]
    assert [state["status"] for state in states] == ["Processing", "Processed"]
    (memo,) = call.zuora.ledger.credit_memos
    assert (states[1]["creditMemo"]["id"], states[1]["error"]) == (memo.id, None)
    assert call("GET", f"/v1/invoices/{key}")["balance"] == 0
    assert call("GET", f"/v1/operations/jobs/{job['id']}").status == 404


def test_a_failed_asynchronous_write_off_says_why(call: Caller) -> None:
    key = call.posted("5.00")["id"]
    job = call("POST", f"/v1/invoices/{key}/write-off-async", {}, headers=NEW)["id"]
    call.zuora.ledger.fail_job(job)
    state = call("GET", f"/v1/invoices/write-off-async-jobs/{job}", headers=NEW)
    assert (state["status"], state["error"]) == ("Error", "The job was made to fail.")
    assert call("PUT", f"/v1/invoices/{key}/write-off", {}).status == 200


# -- e-invoices -----------------------------------------------------------------------------------------------------


def test_the_life_of_an_e_invoice() -> None:
    with tenant(e_invoicing=EInvoicing(country_code="DE", category="B2G", file_formats=("UBL", "ZUGFeRD"))) as call:
        key = call.posted("5.00")["id"]
        url = f"/v1/invoices/{key}"
        assert call("GET", f"{url}/e-invoice/mandate", headers=NEW).data == {
            "countryCode": "DE",
            "fileFormats": ["UBL", "ZUGFeRD"],
            "configurableFileFormatNames": ["UBL", "ZUGFeRD"],
            "category": "B2G",
            "processType": "Clearance",
            "defaultFileFormats": ["UBL"],
            "configurableDefaultFileFormatNames": ["UBL"],
        }
        download = f"{url}/e-invoice/download?fileFormat=UBL"
        assert call("GET", url)["eInvoiceStatus"] == "Processing"
        assert call("GET", download, headers=NEW).status == 404
        assert call("PUT", f"{url}/e-invoice/sync-status", headers=NEW).status == 200
        read = call("GET", url)
        assert read["eInvoiceStatus"] == "Success"
        assert read["eInvoiceFileId"]
        file = call.pool.request("GET", call.zuora.url + download, headers={**bearer(call), **NEW})
        assert file.headers["Content-Type"] == "application/octet-stream"
        assert b'<PayableAmount currencyID="USD">5.00</PayableAmount>' in file.data
        assert "must be canceled" in rejected(call("PUT", f"{url}/unpost", headers=NEW))
        assert call("PUT", f"{url}/e-invoice/cancel", {}, headers=NEW).status == 200
        assert call("GET", url)["eInvoiceStatus"] == "CancelProcessing"
        assert call("PUT", f"{url}/e-invoice/sync-status", headers=NEW).status == 200
        assert call("GET", url)["eInvoiceStatus"] == "Cancelled"
        assert call("PUT", f"{url}/unpost", headers=NEW).status == 200


def bearer(call: Caller) -> dict[str, str]:
    return {"Authorization": f"Bearer {call.zuora.access_token}"}


def test_an_e_invoice_that_failed_says_why() -> None:
    outcome = EInvoicing(outcome="Failed", error_code="E17", error_message="The VAT ID is missing.")
    with tenant(e_invoicing=outcome) as call:
        key = call.posted()["id"]
        call("PUT", f"/v1/invoices/{key}/e-invoice/sync-status", headers=NEW)
        read = call("GET", f"/v1/invoices/{key}")
        assert (read["eInvoiceStatus"], read["eInvoiceErrorCode"], read["eInvoiceErrorMessage"]) == (
            "Failed",
            "E17",
            "The VAT ID is missing.",
        )
        assert "can't be canceled" in rejected(call("PUT", f"/v1/invoices/{key}/e-invoice/cancel", {}, headers=NEW))


def test_without_e_invoicing_there_is_none(call: Caller) -> None:
    key = call.posted()["id"]
    reply = call("GET", f"/v1/invoices/{key}/e-invoice/mandate", headers=NEW)
    assert rejected(reply) == "E-invoicing is not enabled for this tenant."


# -- accounts, payments, queries ------------------------------------------------------------------------------------


CONTACT = {"firstName": "Ada", "lastName": "Byron", "country": "GB", "workEmail": "ada@example.com"}


def test_from_an_account_to_a_paid_invoice(call: Caller) -> None:
    made = call("POST", "/v1/accounts", {"name": "Ada's", "currency": "GBP", "billToContact": CONTACT})
    account = made["accountId"]
    assert made["accountNumber"] == "A00000004"
    invoice = call.posted("100.00", "20.50", accountId=account)
    assert invoice["currency"] == "GBP"
    payment = call(
        "POST",
        "/v1/payments",
        {
            "accountId": account,
            "amount": "150",
            "type": "External",
            "invoices": [{"invoiceId": invoice["id"], "amount": 100}],
        },
    )
    assert (payment["number"], payment["status"]) == ("P-00000001", "Processed")
    assert (payment["appliedAmount"], payment["unappliedAmount"]) == (100, 50)
    owes = call("GET", f"/v1/accounts/{account}")["metrics"]
    assert owes == {
        "balance": Decimal("-29.5"),
        "totalInvoiceBalance": Decimal("20.5"),
        "unappliedPaymentAmount": Decimal(50),
    }
    rest = {"invoices": [{"invoiceNumber": invoice["invoiceNumber"], "amount": "20.50"}]}
    applied = call("PUT", f"/v1/payments/{payment['number']}/apply", rest)
    assert applied["unappliedAmount"] == Decimal("29.5")
    paid = call("GET", f"/v1/invoices/{invoice['id']}")
    assert (paid["balance"], paid["paymentAmount"]) == (0, Decimal("120.5"))
    parts = call("GET", f"/v1/invoices/{invoice['id']}/application-parts")["applicationParts"]
    assert [(part["paymentId"], part["appliedAmount"]) for part in parts] == [
        (payment["id"], 100),
        (payment["id"], Decimal("20.5")),
    ]
    assert call("GET", f"/v1/payments/{payment['id']}").data == applied.data


@pytest.mark.parametrize(
    ("amount", "part", "message"),
    [
        (100, 101, "invoices[0].amount: only 100 of payment P-00000001 is left to apply."),
        (200, 120, "A payment of 120 can't be applied to invoice INV00000001."),
        (-1, 1, "amount must be positive."),
    ],
)
def test_a_payment_that_does_not_fit_leaves_nothing(call: Caller, amount: int, part: int, message: str) -> None:
    key = call.posted("110.00")["id"]
    entry = {"invoiceId": key, "amount": part}
    body = {"accountId": call.zuora.account_id, "amount": amount, "type": "External", "invoices": [entry]}
    assert rejected(call("POST", "/v1/payments", body)) == message
    assert call.zuora.ledger.payments == []
    assert call("GET", f"/v1/invoices/{key}")["balance"] == 110


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"currency": "EUR"}, "invoices[0]: invoice INV00000001 is in USD, the payment in EUR."),
        ({"currency": "AUD"}, "invoices[0]: invoice INV00000001 is in USD, the payment in AUD."),
        (
            {"accountNumber": "A00000002", "currency": "USD"},
            "invoices[0]: invoice INV00000001 is of another account than the payment.",
        ),
        ({"amount": 0}, "amount must be positive."),
    ],
)
def test_a_payment_of_another_kind_is_rejected(call: Caller, fields: dict[str, Any], message: str) -> None:
    key = call.posted("10.00")["id"]
    body = {"accountNumber": "A00000001", "amount": 5, "type": "External"}
    entry = {"invoiceId": key, "amount": 5}
    assert rejected(call("POST", "/v1/payments", {**body, **fields, "invoices": [entry]})) == message
    assert call.zuora.ledger.payments == []


def test_an_invoice_in_another_currency_is_paid_in_it(call: Caller) -> None:
    key = call("POST", "/v1/invoices", call.request("500", currency="JPY", status="Posted"), headers=NEW)["id"]
    call.zuora.ledger.apply_payment(key, Decimal(500))
    assert call("GET", f"/v1/invoices/{key}")["balance"] == 0
    assert [payment.currency for payment in call.zuora.ledger.payments] == ["JPY"]


def test_an_account_is_read_with_its_contacts(call: Caller) -> None:
    request = {"name": "Ada's", "currency": "GBP", "billToContact": CONTACT, "accountNumber": "ADA", "color__c": "red"}
    made = call("POST", "/v1/accounts", request)
    assert call("GET", "/v1/accounts/ADA").data == {
        "success": True,
        "basicInfo": {
            "id": made["accountId"],
            "name": "Ada's",
            "accountNumber": "ADA",
            "status": "Active",
            "notes": None,
            "color__c": "red",
        },
        "billingAndPayment": {
            "currency": "GBP",
            "paymentTerm": "Due Upon Receipt",
            "billCycleDay": 0,
            "autoPay": False,
            "additionalEmailAddresses": [],
        },
        "metrics": {"balance": 0, "totalInvoiceBalance": 0, "unappliedPaymentAmount": 0},
        "billToContact": {**CONTACT, "id": made["billToContactId"]},
        "soldToContact": {**CONTACT, "id": made["billToContactId"]},
    }
    assert rejected(call("POST", "/v1/accounts", request)) == "The account number ADA is already in use."


def test_queries(call: Caller) -> None:
    first, second = call.posted("5.00", comments="it's"), call.create("7.00")

    def found(text: str) -> Any:
        return call("POST", "/v1/action/query", {"queryString": text}).data

    assert found("select Id, InvoiceNumber, Balance from Invoice where Status = 'Posted'") == {
        "size": 1,
        "records": [{"Id": first["id"], "InvoiceNumber": "INV00000001", "Balance": 5}],
        "done": True,
    }
    text = f"SELECT id FROM invoice WHERE AccountId = '{call.zuora.account_id}' AND amount > 5"
    assert found(text)["records"] == [{"Id": second["id"]}]
    assert found(r"select Id from Invoice where Comments = 'it\'s'")["records"] == [{"Id": first["id"]}]
    assert found("select Name from Account where AccountNumber = 'A00000002'")["records"] == [{"Name": "Brass & Birch"}]
    assert found("select Id from Payment")["size"] == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("delete from Invoice", "the emulator knows: select"),
        ("select Id from Subscription", "invalid object Subscription"),
        ("select Color from Invoice", "invalid field Color of Invoice"),
        ("select Id from Invoice where Amount > 'much'", "Amount is a number, and 'much' is not"),
        ("select Id from Invoice where Amount like 5", "can't read the condition 'Amount like 5'"),
    ],
)
def test_a_query_that_makes_no_sense(call: Caller, text: str, message: str) -> None:
    call.create()
    assert message in rejected(call("POST", "/v1/action/query", {"queryString": text}))
