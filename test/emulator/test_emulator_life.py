"""The life of an invoice: every state, every sum, every refusal of a state."""

from __future__ import annotations

from decimal import Decimal

import pytest
from emulator_caller import Caller, item, tax

from zuora_sdk.emulator import Settings, ZuoraEmulator


def test_a_new_invoice_is_a_draft_with_number_dates_and_nulls(call: Caller) -> None:
    invoice = call.create(100)
    assert invoice["invoiceNumber"] == "INV00000001"
    assert invoice["status"] == "Draft"
    assert invoice["dueDate"] == "2024-06-19"
    assert invoice["currency"] == "USD"
    assert invoice["success"] is True
    assert invoice["billRunId"] is None
    assert invoice["postedDate"] is None
    assert len(invoice["id"]) == 32


def test_amounts_add_up_with_discounts_and_both_kinds_of_tax(call: Caller) -> None:
    discount = {"amount": "-10.50", "chargeName": "Loyalty"}
    items = [
        item("100.10", discountItems=[discount], taxItems=[tax("8.96")]),
        item(110, taxItems=[tax(10, "TaxInclusive")]),
    ]
    invoice = call("POST", "/v1/invoices", call.request(invoiceItems=items))
    assert invoice["amount"] == Decimal("208.56")  # 100.10 - 10.50 + 8.96 + 110
    assert invoice["amountWithoutTax"] == Decimal("189.60")  # 100.10 - 10.50 + 100
    assert invoice["taxAmount"] == Decimal("18.96")
    assert invoice["discount"] == Decimal("10.50")
    assert invoice["balance"] == Decimal("208.56")
    lamps, loyalty, inclusive = call("GET", f"/v1/invoices/{invoice['id']}/items")["invoiceItems"]
    assert loyalty["appliedToItemId"] == lamps["id"]
    assert (lamps["processingType"], loyalty["processingType"]) == ("Charge", "Discount")
    assert (inclusive["chargeAmount"], inclusive["taxAmount"]) == (100, 10)
    assert lamps["taxationItems"]["data"][0]["taxAmount"] == Decimal("8.96")


def test_draft_posted_reversed(call: Caller) -> None:
    invoice = call.create("99.99")
    posted = call("PUT", f"/v1/invoices/{invoice['invoiceNumber']}/post", {"invoiceDate": "2024-06-01"})
    assert (posted["id"], posted["jobStatus"]) == (invoice["id"], "Completed")
    read = call("GET", f"/v1/invoices/{invoice['id']}")
    assert (read["status"], read["invoiceDate"], read["dueDate"]) == ("Posted", "2024-06-01", "2024-07-01")
    assert read["postedDate"] is not None

    reversed_ = call("PUT", f"/v1/invoices/{invoice['id']}/reverse", {"memoDate": "2024-06-02", "comment": "Wrong"})
    assert reversed_["success"] is True
    read = call("GET", f"/v1/invoices/{invoice['id']}")
    assert (read["status"], read["balance"]) == ("Posted", 0)
    assert read["creditMemoAmount"] == Decimal("99.99")
    (part,) = call("GET", f"/v1/invoices/{invoice['id']}/application-parts")["applicationParts"]
    assert part["creditMemoId"] == reversed_["creditMemo"]["id"]
    assert part["appliedAmount"] == Decimal("99.99")
    assert call("PUT", f"/v1/invoices/{invoice['id']}/reverse", {}).codes == [50000030]


def test_write_off_leaves_every_item_and_tax_without_balance(zuora: ZuoraEmulator, call: Caller) -> None:
    items = [item(100, taxItems=[tax(10)]), item(50)]
    invoice = call("POST", "/v1/invoices", call.request(invoiceItems=items, status="Posted"))
    zuora.ledger.apply_payment(invoice["id"], Decimal(30))
    listed = call("GET", f"/v1/invoices/{invoice['id']}/items")["invoiceItems"]
    partial = {"items": [{"invoiceItemId": listed[0]["id"]}]}
    assert call("PUT", f"/v1/invoices/{invoice['id']}/write-off", partial).codes == [50000030]

    whole = {"items": [{"invoiceItemId": one["id"]} for one in listed], "revenueImpacting": "No"}
    assert call("PUT", f"/v1/invoices/{invoice['id']}/write-off", whole)["creditMemo"]["id"]
    read = call("GET", f"/v1/invoices/{invoice['id']}")
    assert (read["balance"], read["paymentAmount"], read["creditMemoAmount"]) == (0, 30, 130)
    for one in call("GET", f"/v1/invoices/{invoice['id']}/items")["invoiceItems"]:
        assert one["balance"] == 0
        assert [entry["balance"] for entry in one["taxationItems"]["data"]] in ([], [0])
    (memo,) = zuora.ledger.credit_memos
    assert (memo.amount, memo.reason_code) == (Decimal(130), "Write-off")
    assert call("PUT", f"/v1/invoices/{invoice['id']}/write-off", {}).codes == [50000030]


def test_canceled_then_deleted(call: Caller) -> None:
    key = call.create()["id"]
    assert call("DELETE", f"/v1/invoices/{key}").codes == [50000030]
    assert call("PUT", f"/v1/invoices/{key}/cancel")["jobStatus"] == "Completed"
    assert call("GET", f"/v1/invoices/{key}")["status"] == "Canceled"
    deleted = call("DELETE", f"/v1/invoices/{key}")
    assert (deleted["objectId"], deleted["status"]) == (key, "Completed")
    assert call("GET", f"/v1/operations/jobs/{deleted['id']}")["operationType"] == "Delete"
    gone = call("GET", f"/v1/invoices/{key}")
    assert (gone.status, gone.codes) == (404, [50000040])
    assert gone["reasons"][0]["message"] == f"Cannot find entity by key: '{key}'."


@pytest.mark.parametrize(
    ("status", "method", "action", "code"),
    [
        ("Posted", "PUT", "/post", 59210020),
        ("Posted", "PUT", "/cancel", 50000030),
        ("Posted", "DELETE", "", 50000030),
        ("Draft", "PUT", "/reverse", 50000030),
        ("Draft", "PUT", "/write-off", 50000030),
        ("Draft", "POST", "/emails", 50000030),
    ],
)
def test_a_deed_of_another_state_is_refused(call: Caller, status: str, method: str, action: str, code: int) -> None:
    key = call.create(status=status)["id"]
    reply = call(method, f"/v1/invoices/{key}{action}", {})
    assert (reply.status, reply.codes) == (400, [code])
    assert call("GET", f"/v1/invoices/{key}")["status"] == status


def test_update_answers_under_other_names_and_keeps_custom_fields(call: Caller) -> None:
    key = call.create(color__c="red")["id"]
    updated = call("PUT", f"/v1/invoices/{key}", {"comments": "Hi", "dueDate": "2024-12-31", "IntegrationId__NS": "7"})
    assert (updated["number"], updated["comment"], updated["dueDate"]) == ("INV00000001", "Hi", "2024-12-31")
    assert updated["totalTaxExemptAmount"] == 0
    read = call("GET", f"/v1/invoices/{key}")
    assert (read["color__c"], read["IntegrationId__NS"], read["comments"]) == ("red", "7", "Hi")


def test_items_are_added_edited_and_deleted(call: Caller) -> None:
    items = [item(10, discountItems=[{"amount": -1, "chargeName": "Less"}], taxItems=[tax(2)]), item(20)]
    key = call("POST", "/v1/invoices", call.request(invoiceItems=items))["id"]
    first, less, second = call("GET", f"/v1/invoices/{key}/items")["invoiceItems"]
    edits = [
        {
            "id": first["id"],
            "amount": 15,
            "taxCode": None,
            "taxMode": None,
            "discountItems": [{"id": less["id"], "amount": -3}],
        },
        {"id": second["id"], "delete": True},
        item(100),
    ]
    assert call("PUT", f"/v1/invoices/{key}", {"invoiceItems": edits})["amount"] == 112  # 15 - 3 + 100
    assert call("GET", f"/v1/invoices/{key}")["taxAmount"] == 0


@pytest.mark.parametrize(
    "edit",
    [
        {"id": "0" * 32, "amount": 1},
        {"amount": 1, "serviceStartDate": "2024-05-20"},
        {"chargeName": "No amount", "serviceStartDate": "2024-05-20"},
        {"id": "FIRST", "bookingReference": "late"},
        {"id": "FIRST", "delete": True},
    ],
)
def test_an_update_that_is_refused_changes_nothing(call: Caller, edit: dict[str, object]) -> None:
    key = call.create(10)["id"]
    (first,) = call("GET", f"/v1/invoices/{key}/items")["invoiceItems"]
    edit = {name: first["id"] if value == "FIRST" else value for name, value in edit.items()}
    request = {"comments": "no trace", "invoiceItems": [{"id": first["id"], "amount": 99}, edit]}
    assert call("PUT", f"/v1/invoices/{key}", request).status == 400
    read = call("GET", f"/v1/invoices/{key}")
    assert (read["comments"], read["amount"]) == (None, 10)


def test_a_posted_invoice_keeps_its_items_but_not_its_comments(call: Caller) -> None:
    key = call.posted()["id"]
    assert call("PUT", f"/v1/invoices/{key}", {"comments": "paid by wire"}).status == 200
    assert call("PUT", f"/v1/invoices/{key}", {"invoiceItems": [item()]}).codes == [50000030]
    assert call("PUT", f"/v1/invoices/{key}", {"invoiceDate": "2024-06-01"}).codes == [50000030]


def test_taxes_are_added_to_items_of_a_draft(call: Caller) -> None:
    key = call.create(100)["id"]
    (first,) = call("GET", f"/v1/invoices/{key}/items")["invoiceItems"]
    request = {**tax("6.25"), "invoiceItemId": first["id"], "jurisdiction": "CALIFORNIA"}
    created = call("POST", f"/v1/invoices/{key}/taxation-items", {"taxationItems": [request]})
    assert created["taxationItems"][0]["invoiceItemId"] == first["id"]
    assert call("GET", f"/v1/invoices/{key}")["amount"] == Decimal("106.25")
    listed = call("GET", f"/v1/invoices/{key}/items/{first['id']}/taxation-items")["data"]
    assert [entry["balance"] for entry in listed] == [Decimal("6.25")]
    assert call("GET", f"/v1/invoices/{key}/items/{'0' * 32}/taxation-items").status == 404

    request["invoiceItemId"] = "0" * 32
    assert call("POST", f"/v1/invoices/{key}/taxation-items", {"taxationItems": [request]}).codes == [50000020]
    call("PUT", f"/v1/invoices/{key}/post", {})
    assert call("POST", f"/v1/invoices/{key}/taxation-items", {"taxationItems": [request]}).codes == [50000030]


def test_bulk_creation_fails_by_entry_or_as_a_whole(zuora: ZuoraEmulator, call: Caller) -> None:
    good, bad = call.request(5), {**call.request(6), "accountId": "0" * 32}
    reply = call("POST", "/v1/invoices/batch", {"invoices": [good, bad, good]})
    assert (reply.status, reply["success"]) == (200, True)
    first, second, third = reply["invoices"]
    assert first["success"] is third["success"] is True
    assert (second["success"], second["objectIndex"]) == (False, 1)
    assert second["reasons"] == [{"code": 58490020, "message": f"No account is found with accountId {'0' * 32}."}]
    assert len(second["processId"]) == 16

    reply = call("POST", "/v1/invoices/batch", {"invoices": [good, bad], "useSingleTransaction": True})
    assert (reply.status, reply.codes) == (400, [58490020])
    assert len(zuora.ledger.invoices) == 2


def test_bulk_post_and_bulk_update(call: Caller) -> None:
    draft, posted = call.create()["id"], call.posted()["id"]
    reply = call("POST", "/v1/invoices/bulk-post", {"invoices": [{"id": draft, "run__c": 7}, {"id": posted}, {}]})
    assert [entry["success"] for entry in reply["invoices"]] == [True, False, False]
    message = "Only invoices with Draft status can be posted."
    assert reply["invoices"][1]["reasons"] == [{"code": 59210020, "message": message}]
    assert reply["invoices"][1]["id"] == posted
    assert reply["invoices"][2]["reasons"][0]["code"] == 59210022

    assert call("GET", f"/v1/invoices/{draft}")["run__c"] == 7

    entries = [{"id": draft, "comments": "both"}, {"id": posted, "comments": "both"}]
    reply = call("PUT", "/v1/invoices", {"invoices": entries})
    assert (reply["success"], "invoices" in reply.data) == (True, False)
    assert call("GET", f"/v1/invoices/{posted}")["comments"] == "both"
    reply = call("PUT", "/v1/invoices", {"invoices": [{"id": draft, "comments": "one"}, {"id": "nope"}]})
    assert reply.status == 404
    assert call("GET", f"/v1/invoices/{draft}")["comments"] == "both"


def test_large_invoices_become_jobs_that_polls_or_time_bring_on() -> None:
    settings = Settings(post_async_items=2, cancel_async_items=2, delete_async_items=2, reverse_async_items=2)
    with ZuoraEmulator(settings=settings) as zuora:
        call = Caller(zuora)
        key = call.create(1, 2)["id"]
        post = call("PUT", f"/v1/invoices/{key}/post", {})
        assert post["jobStatus"] == "Pending"
        locked = call("PUT", f"/v1/invoices/{key}/cancel")
        assert (locked.status, locked.codes) == (409, [50000050])
        job = f"/v1/operations/jobs/{post['jobId']}"
        assert [call("GET", job)["status"] for _ in range(3)] == ["Processing", "Completed", "Completed"]
        assert call("GET", f"/v1/invoices/{key}")["status"] == "Posted"
        reverse = call("PUT", f"/v1/invoices/{key}/reverse", {})
        assert (reverse["jobStatus"], reverse["creditMemo"]) == ("Pending", None)
        zuora.clock.advance(10)
        assert call("GET", f"/v1/invoices/{key}")["balance"] == 0

        key = call.create(1, 2)["id"]
        call("PUT", f"/v1/invoices/{key}/cancel")
        assert call("GET", f"/v1/invoices/{key}")["status"] == "CancelInProgress"
        zuora.clock.advance(10)
        assert call("GET", f"/v1/invoices/{key}")["status"] == "Canceled"
        job_id = call("DELETE", f"/v1/invoices/{key}")["id"]
        zuora.clock.advance(10)
        assert call("GET", f"/v1/operations/jobs/{job_id}")["status"] == "Completed"
        assert call("GET", f"/v1/invoices/{key}").status == 404

        key = call.create(1, 2)["id"]
        job_id = call("PUT", f"/v1/invoices/{key}/cancel")["jobId"]
        zuora.ledger.fail_job(job_id)
        assert call("GET", f"/v1/operations/jobs/{job_id}")["status"] == "Failed"
        assert call("GET", f"/v1/invoices/{key}")["status"] == "Draft"
        call.pool.clear()


def test_a_pdf_is_made_after_posting(zuora: ZuoraEmulator, call: Caller) -> None:
    draft = call.create()
    status = f"/v1/invoices/pdf-status?invoiceKeys={draft['id']}"
    call("PUT", f"/v1/invoices/{draft['id']}/post", {})
    seen = [call("GET", status)["invoiceFiles"][0] for _ in range(3)]
    assert [one["pdfGenerationStatus"] for one in seen] == ["Pending", "Processing", "Generated"]
    url = seen[-1]["pdfFileUrl"]
    pdf = call("GET", url)
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.text.startswith("%PDF-1.4")
    assert call("GET", url, headers={"Authorization": "Bearer no"}).status == 401

    other = call.posted()
    assert call("GET", f"/v1/invoices/{other['id']}/files")["invoiceFiles"] == []
    zuora.clock.advance(5)
    (file,) = call("GET", f"/v1/invoices/{other['id']}/files")["invoiceFiles"]
    call.upload(other["id"])
    newer, older = call("GET", f"/v1/invoices/{other['id']}/files")["invoiceFiles"]
    assert older == file
    assert newer["versionNumber"] > older["versionNumber"]

    failed = call.posted()
    zuora.ledger.fail_pdf(failed["id"])
    keys = f"{failed['invoiceNumber']},{draft['id']}"
    first, second = call("GET", f"/v1/invoices/pdf-status?invoiceKeys={keys}")["invoiceFiles"]
    assert (first["pdfGenerationStatus"], first["errorCategory"]) == ("Error", "INVALID_TEMPLATE")
    assert second["pdfGenerationStatus"] == "Generated"


def test_emails_are_noted(zuora: ZuoraEmulator, call: Caller) -> None:
    key = call.posted()["id"]
    assert call("POST", f"/v1/invoices/{key}/emails", {"emailAddresses": "a@x.org, b@x.org"})["success"] is True
    assert call("POST", f"/v1/invoices/{key}/emails", {"useEmailTemplateSetting": True})["success"] is True
    assert [email.to for email in zuora.ledger.emails] == [("a@x.org", "b@x.org"), ("billing@amber.example",)]
    assert call("POST", f"/v1/invoices/{key}/emails", {"emailAddresses": "nobody"}).codes == [50000020]
    assert call("POST", f"/v1/invoices/{key}/emails", {"pdfFileId": "0" * 32}).codes == [50000020]
    assert call("GET", f"/v1/invoices/{key}")["lastEmailSentDate"] is not None


def test_lists_come_in_pages(call: Caller) -> None:
    key = call.create(*range(1, 46))["id"]
    path = f"/v1/invoices/{key}/items"
    first = call("GET", path)
    assert len(first["invoiceItems"]) == 20
    third = call("GET", call("GET", first["nextPage"])["nextPage"])
    assert [one["chargeAmount"] for one in third["invoiceItems"]] == [41, 42, 43, 44, 45]
    assert "nextPage" not in third.data
    assert len(call("GET", f"{path}?pageSize=500")["invoiceItems"]) == 40
    assert len(call("GET", f"{path}?pageSize=none&page=2")["invoiceItems"]) == 20
    assert call("GET", f"{path}?page=2")["invoiceItems"][0]["chargeAmount"] == 1
    assert call("GET", f"{path}?pageSize=40&page=9")["invoiceItems"] == []
