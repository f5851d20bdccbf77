"""What each operation responds, key by key: all that isn't null is written out here."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from emulator_caller import Caller, item, tax

NEW = {"Zuora-Version": "2025-08-12"}
ACCOUNT = "8ad0e5a1000000000000000000000001"
USER = "8ad0e5a1000000000000000000000900"
_ID = re.compile(r"[0-9a-f]{32}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_DATE = re.compile(r"20(2[5-9]|[3-9]\d)-\d\d-\d\d")


def told(value: Any) -> Any:
    """A response without nulls, with `<id>`, `<time>` and `<today>` for what differs in each run."""
    if isinstance(value, dict):
        return {key: told(entry) for key, entry in value.items() if entry is not None}
    if isinstance(value, list):
        return [told(entry) for entry in value]
    if isinstance(value, str) and value not in (ACCOUNT, USER):
        return _DATE.sub("<today>", _TIME.sub("<time>", _ID.sub("<id>", value)))
    return value


def made(call: Caller, **fields: Any) -> Any:
    """An invoice with all that an invoice may have."""
    taxed = item(
        "10.00",
        description="Two lamps",
        quantity=2,
        serviceEndDate="2024-06-19",
        uom="Each",
        taxItems=[tax("1.00"), {**tax("0.50", "TaxInclusive"), "exemptAmount": "0.25"}],
        discountItems=[{"amount": "-2.00", "chargeName": "Rebate"}],
    )
    contact = {"firstName": "Ada", "lastName": "Byron"}
    body = call.request(comments="c", color__c="red", billToContact=contact, soldToSameAsBillTo=True, **fields)
    reply = call("POST", "/v1/invoices", {**body, "invoiceItems": [taxed]})
    assert reply.status == 200, reply.text
    return reply.data


INVOICE = {
    "success": True,
    "id": "<id>",
    "invoiceNumber": "INV00000001",
    "accountId": ACCOUNT,
    "amount": Decimal("9"),
    "amountWithoutTax": Decimal("7.5"),
    "taxAmount": Decimal("1.5"),
    "taxExemptAmount": Decimal("0.25"),
    "taxStatus": "Complete",
    "discount": Decimal("2"),
    "balance": Decimal("9"),
    "adjustmentAmount": Decimal("0"),
    "creditMemoAmount": Decimal("0"),
    "paymentAmount": Decimal("0"),
    "refundAmount": Decimal("0"),
    "currency": "USD",
    "autoPay": False,
    "billToContactId": "<id>",
    "soldToContactId": "<id>",
    "color__c": "red",
    "comments": "c",
    "createdById": USER,
    "createdDate": "<time>",
    "updatedById": USER,
    "updatedDate": "<time>",
    "dueDate": "2024-06-19",
    "invoiceDate": "2024-05-20",
    "paymentTerm": "Net 30",
    "includesOneTime": True,
    "includesRecurring": False,
    "includesUsage": False,
    "source": "API",
    "sourceType": "Standalone",
    "status": "Draft",
}


def test_a_draft(call: Caller) -> None:
    invoice = made(call)
    assert told(invoice) == INVOICE
    assert told(call("GET", f"/v1/invoices/{invoice['id']}").data) == INVOICE


def test_a_posted_invoice_with_a_payment_a_memo_and_an_email(call: Caller) -> None:
    key = made(call, status="Posted")["id"]
    call.zuora.ledger.apply_payment(key, Decimal("4.00"))
    assert told(call("POST", f"/v1/invoices/{key}/emails", {}).data) == {"success": True}
    assert told(call("PUT", f"/v1/invoices/{key}/write-off", {}).data) == {
        "success": True,
        "creditMemo": {"id": "<id>"},
    }
    assert told(call("GET", f"/v1/invoices/{key}").data) == {
        **INVOICE,
        "status": "Posted",
        "balance": Decimal("0"),
        "paymentAmount": Decimal("4"),
        "creditMemoAmount": Decimal("5"),
        "postedBy": USER,
        "postedDate": "<today>",
        "lastEmailSentDate": "<time>",
        "billToContactSnapshotId": "<id>",
        "soldToContactSnapshotId": "<id>",
    }
    stamped = {"createdById": USER, "createdDate": "<time>", "updatedById": USER, "updatedDate": "<time>"}
    assert told(call("GET", f"/v1/invoices/{key}/application-parts").data) == {
        "success": True,
        "applicationParts": [
            {"appliedAmount": Decimal("4"), "paymentId": "<id>", **stamped},
            {"appliedAmount": Decimal("5"), "creditMemoId": "<id>", **stamped},
        ],
    }


def test_items_and_their_taxes(call: Caller) -> None:
    key = made(call)["id"]
    vat = {
        "id": "<id>",
        "name": "VAT",
        "taxAmount": Decimal("1"),
        "balance": Decimal("1"),
        "availableToCreditAmount": Decimal("1"),
        "creditAmount": Decimal("0"),
        "exemptAmount": Decimal("0"),
        "paymentAmount": Decimal("0"),
        "taxCode": "STD",
        "taxDate": "2024-05-20",
        "taxRate": Decimal("0.1"),
        "taxRateType": "Percentage",
    }
    inclusive = {
        **vat,
        "taxAmount": Decimal("0.5"),
        "balance": Decimal("0.5"),
        "availableToCreditAmount": Decimal("0.5"),
        "exemptAmount": Decimal("0.25"),
    }
    charge = {
        "id": "<id>",
        "chargeName": "Lamps",
        "chargeType": "OneTime",
        "chargeAmount": Decimal("9.5"),
        "chargeDate": "<time>",
        "chargeDescription": "Two lamps",
        "description": "Two lamps",
        "availableToCreditAmount": Decimal("9.5"),
        "balance": Decimal("9.5"),
        "processingType": "Charge",
        "quantity": 2,
        "serviceStartDate": "2024-05-20",
        "serviceEndDate": "2024-06-19",
        "sourceItemType": "InvoiceDetail",
        "taxAmount": Decimal("1.5"),
        "taxationItems": {"data": [vat, inclusive]},
        "unitOfMeasure": "Each",
    }
    discount = {
        "id": "<id>",
        "appliedToItemId": "<id>",
        "chargeName": "Rebate",
        "chargeType": "OneTime",
        "chargeAmount": Decimal("-2"),
        "chargeDate": "<time>",
        "availableToCreditAmount": Decimal("-2"),
        "balance": Decimal("-2"),
        "processingType": "Discount",
        "quantity": 1,
        "serviceStartDate": "2024-05-20",
        "serviceEndDate": "2024-06-19",
        "sourceItemType": "InvoiceDetail",
        "taxAmount": Decimal("0"),
        "taxationItems": {"data": []},
    }
    listed = call("GET", f"/v1/invoices/{key}/items").data
    assert told(listed) == {"success": True, "invoiceItems": [charge, discount]}
    first, second = listed["invoiceItems"]
    assert second["appliedToItemId"] == first["id"]
    of_item = call("GET", f"/v1/invoices/{key}/items/{first['id']}/taxation-items").data
    assert told(of_item) == {"success": True, "data": [vat, inclusive]}


def test_an_added_taxation_item(call: Caller) -> None:
    key = call.create("5.00")["id"]
    (line,) = call("GET", f"/v1/invoices/{key}/items")["invoiceItems"]
    entry = {**tax("1.25"), "invoiceItemId": line["id"], "jurisdiction": "County"}
    reply = call("POST", f"/v1/invoices/{key}/taxation-items", {"taxationItems": [entry]})
    assert told(reply.data) == {
        "success": True,
        "taxationItems": [
            {
                "id": "<id>",
                "invoiceItemId": "<id>",
                "name": "VAT",
                "jurisdiction": "County",
                "taxAmount": Decimal("1.25"),
                "exemptAmount": Decimal("0"),
                "taxCode": "STD",
                "taxDate": "2024-05-20",
                "taxMode": "TaxExclusive",
                "taxRate": Decimal("0.1"),
                "taxRateType": "Percentage",
                "createdById": USER,
                "createdDate": "<time>",
                "updatedById": USER,
                "updatedDate": "<time>",
            }
        ],
    }
    assert reply["taxationItems"][0]["invoiceItemId"] == line["id"]


def test_an_update_responds_under_names_of_its_own(call: Caller) -> None:
    key = made(call)["id"]
    updated = {
        "success": True,
        "id": "<id>",
        "number": "INV00000001",
        "accountId": ACCOUNT,
        "amount": Decimal("9"),
        "autoPay": True,
        "balance": Decimal("9"),
        "color__c": "red",
        "comment": "d",
        "createdById": USER,
        "createdDate": "<time>",
        "currency": "USD",
        "discount": Decimal("2"),
        "dueDate": "2024-06-19",
        "invoiceDate": "2024-05-20",
        "status": "Draft",
        "taxAmount": Decimal("1.5"),
        "totalTaxExemptAmount": Decimal("0.25"),
        "updatedById": USER,
        "updatedDate": "<time>",
    }
    assert told(call("PUT", f"/v1/invoices/{key}", {"comments": "d", "autoPay": True}).data) == updated
    assert call("PUT", f"/v1/invoices/{key}/post", {}).status == 200
    posted = {"status": "Posted", "postedById": USER, "postedOn": "<time>"}
    assert told(call("PUT", f"/v1/invoices/{key}", {"comments": "d"}).data) == {**updated, **posted}


def test_changes_of_status(call: Caller) -> None:
    done = {"success": True, "id": "<id>", "jobId": "<id>", "jobStatus": "Completed"}
    posted, canceled = call.create()["id"], call.create()["id"]
    assert told(call("PUT", f"/v1/invoices/{posted}/post", {}).data) == done
    assert told(call("PUT", f"/v1/invoices/{posted}/reverse", {}).data) == {**done, "creditMemo": {"id": "<id>"}}
    reversed_anew = call("PUT", f"/v1/invoices/{call.posted()['id']}/reverse", {}, headers=NEW).data
    assert told(reversed_anew) == {**done, "creditMemo": {"id": "<id>"}, "creditMemos": [{"id": "<id>"}]}
    assert told(call("PUT", f"/v1/invoices/{canceled}/cancel").data) == done
    job = {
        "success": True,
        "id": "<id>",
        "objectId": "<id>",
        "objectType": "Invoice",
        "operationType": "Delete",
        "status": "Completed",
    }
    deleted = call("DELETE", f"/v1/invoices/{canceled}").data
    assert told(deleted) == job
    assert deleted["objectId"] == canceled
    assert told(call("GET", f"/v1/operations/jobs/{deleted['id']}").data) == job


def test_an_asynchronous_write_off(call: Caller) -> None:
    key = call.posted()["id"]
    pending = {
        "success": True,
        "id": "<id>",
        "status": "Pending",
        "operationType": "AsyncInvoiceWriteOff",
        "referenceId": "<id>",
        "referenceType": "Invoice",
    }
    job = call("POST", f"/v1/invoices/{key}/write-off-async", {}, headers=NEW).data
    assert told(job) == pending
    call.zuora.clock.advance(10)
    done = call("GET", f"/v1/invoices/write-off-async-jobs/{job['id']}", headers=NEW).data
    assert told(done) == {**pending, "status": "Processed", "creditMemo": {"id": "<id>"}}


def test_unposting_and_splitting(call: Caller) -> None:
    key = made(call, status="Posted")["id"]
    unposted = call("PUT", f"/v1/invoices/{key}/unpost", headers=NEW).data
    invoice = {name: value for name, value in INVOICE.items() if name != "success"}
    assert told(unposted) == {"success": True, "jobId": "<id>", "jobStatus": "Completed", "invoice": invoice}
    part = {"splitPercentage": 50, "invoiceDate": "2024-06-01", "paymentTerm": "Net 60"}
    halves = call("PUT", f"/v1/invoices/{key}/split", {"splits": [part, part]}, headers=NEW).data
    half = {
        **invoice,
        "invoiceDate": "2024-06-01",
        "dueDate": "2024-07-31",
        "paymentTerm": "Net 60",
        "amount": Decimal("4.5"),
        "amountWithoutTax": Decimal("3.75"),
        "balance": Decimal("4.5"),
        "discount": Decimal("1"),
        "taxAmount": Decimal("0.75"),
        "taxExemptAmount": Decimal("0.125"),
    }
    assert told(halves) == {
        "success": True,
        "id": "<id>",
        "jobId": "<id>",
        "jobStatus": "Completed",
        "invoices": [{**half, "invoiceNumber": "INV00000002"}, {**half, "invoiceNumber": "INV00000003"}],
    }


def test_files(call: Caller) -> None:
    key = call.posted()["id"]
    status = f"/v1/invoices/pdf-status?invoiceKeys={key}"
    about = {"invoiceId": "<id>", "invoiceNumber": "INV00000001", "createdOn": "<time>", "updatedOn": "<time>"}
    pending = {"success": True, "invoiceFiles": [{**about, "pdfGenerationStatus": "Pending"}]}
    assert told(call("GET", status).data) == pending
    call.zuora.clock.advance(10)
    generated = {**about, "pdfGenerationStatus": "Generated", "pdfFileUrl": "/v1/files/<id>"}
    assert told(call("GET", status).data) == {"success": True, "invoiceFiles": [generated]}
    assert told(call.upload(key).data) == {"success": True, "fileId": "<id>"}
    newer, older = call("GET", f"/v1/invoices/{key}/files")["invoiceFiles"]
    assert newer.keys() == {"id", "pdfFileUrl", "versionNumber"}
    assert newer["versionNumber"] > older["versionNumber"] > 1_700_000_000_000
    call.zuora.ledger.fail_pdf(key)
    failed = {
        **about,
        "pdfGenerationStatus": "Error",
        "errorCategory": "INVALID_TEMPLATE",
        "errorMessage": "The template is broken.",
    }
    assert told(call("GET", status).data) == {"success": True, "invoiceFiles": [failed]}


def test_bulk_requests(call: Caller) -> None:
    good, bad = call.request(), call.request(accountId="0" * 32)
    created = call("POST", "/v1/invoices/batch", {"invoices": [good, bad]}).data
    first, second = created["invoices"]
    assert created["success"] is True
    assert told(first) == told(call("GET", f"/v1/invoices/{first['id']}").data)
    assert (len(second.pop("processId")), second) == (
        16,
        {
            "objectIndex": 1,
            "success": False,
            "reasons": [{"code": 58490020, "message": f"No account is found with accountId {'0' * 32}."}],
        },
    )
    key = first["id"]
    posted = call("POST", "/v1/invoices/bulk-post", {"invoices": [{"id": key}, {"id": "f" * 32}]}).data
    assert posted["invoices"][0] == {"id": key, "success": True}
    assert posted["invoices"][1].keys() == {"id", "success", "processId", "reasons"}
    message = f"Cannot find entity by key: '{'f' * 32}'."
    assert posted["invoices"][1]["reasons"] == [{"code": 50000040, "message": message}]
    updated = call("PUT", "/v1/invoices", {"invoices": [{"id": key, "comments": "x"}]}).data
    assert told(updated) == {"success": True}
