"""Each endpoint's two calls, with only what it requires and with all that it takes, and what they put on the wire.

Everything expected is a literal, written by hand from the contract.
"""

from __future__ import annotations

import datetime as dt
import gzip
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from wire import Received

from zuora_sdk import (
    ApiClient,
    BulkCreateInvoicesRequest,
    BulkPostInvoicesRequest,
    BulkUpdateInvoicesRequest,
    CreateInvoiceItem,
    CreateInvoiceRequest,
    CreateTaxationItemForInvoiceRequest,
    CreateTaxationItemsRequest,
    CreateTokenRequestGrantType,
    EmailBillingDocumentRequest,
    InvoicesApi,
    OAuthApi,
    OperationsApi,
    PostAsyncInvoiceRequest,
    PostInvoiceRequest,
    ReverseInvoiceRequest,
    SplitInvoiceItem,
    SplitInvoiceRequest,
    TaxMode,
    UpdateInvoiceItem,
    UpdateInvoiceRequest,
    WriteOffInvoiceRequest,
    __version__,
)

USER_AGENT = f"zuora-invoices/{__version__} python/{sys.version_info[0]}.{sys.version_info[1]}"

# The headers that every authenticated endpoint takes, as arguments and on the wire.
HEADERS = {
    "accept_encoding": "gzip",
    "content_encoding": "gzip",
    "authorization": "Bearer token-2",
    "zuora_track_id": "close-2026-03",
    "zuora_entity_ids": "5d1e0c7a93b24f68",
    "zuora_version": "341.0",
    "zuora_org_ids": "org-1,org-2",
}
HEADERS_ON_WIRE = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "Authorization": "Bearer token-2",
    "Content-Encoding": "gzip",
    "User-Agent": USER_AGENT,
    "Zuora-Entity-Ids": "5d1e0c7a93b24f68",
    "Zuora-Org-Ids": "org-1,org-2",
    "Zuora-Track-Id": "close-2026-03",
    "Zuora-Version": "341.0",
}
REQUIRED_ON_WIRE = {
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "Authorization": "Bearer token-1",
    "User-Agent": USER_AGENT,
    "Zuora-Version": "2024-05-20",
}
KEY = {"idempotency_key": "order-77/1"}
KEY_ON_WIRE = {"Idempotency-Key": "order-77/1"}
MADE_KEY_ON_WIRE = {"Idempotency-Key": "<made>"}
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ANY_FILE = {"Accept": "application/octet-stream, application/json"}
VERSION_OF_2025 = {"Zuora-Version": "2025-08-12"}
MULTIPART = {"Content-Type": "multipart/form-data; boundary=<boundary>"}

CLIENT = {
    "client_id": "0b6f4d1e-72c9-4e38-a5d0-93c17f6be284",
    "client_secret": "s=cr&t +/%ä",
    "grant_type": "client_credentials",
}
CLIENT_ON_WIRE = (
    b"client_id=0b6f4d1e-72c9-4e38-a5d0-93c17f6be284&client_secret=s%3Dcr%26t+%2B%2F%25%C3%A4"
    b"&grant_type=client_credentials"
)

DAY = dt.date(2026, 3, 31)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@dataclass(frozen=True)
class Call:
    """A call, and the request that it must make."""

    name: str
    returns: str
    method: str
    target: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    api: type[InvoicesApi | OAuthApi | OperationsApi] = InvoicesApi

    def run(self, client: ApiClient, suffix: str = "") -> Any:
        """Make the call, or its twin."""
        return getattr(self.api(client), self.name + suffix)(**self.arguments)


def _calls(required: Call, more: Mapping[str, Any] | None = None, **different: Any) -> Iterator[Call]:
    """The call with what is required, and with everything: `more` beside the headers that all endpoints take."""
    keyed = "Idempotency-Key" in required.headers
    headers = {**required.headers, **different.pop("headers", {})}
    yield replace(required, headers={**REQUIRED_ON_WIRE, **required.headers})
    yield replace(
        required,
        arguments={**required.arguments, **(more or {}), **(KEY if keyed else {}), **HEADERS},
        headers={**HEADERS_ON_WIRE, **headers, **(KEY_ON_WIRE if keyed else {})},
        **different,
    )


def seen(request: Received) -> Call:
    """A request in the form of the expectation, with what differs from run to run blotted out."""
    headers = {name: value for name, value in request.headers.items() if name not in ("Host", "Content-Length")}
    body = gzip.decompress(request.body) if headers.get("Content-Encoding") == "gzip" else request.body
    if boundary := re.fullmatch("multipart/form-data; boundary=([0-9a-f]{32})", headers.get("Content-Type", "")):
        headers["Content-Type"] = "multipart/form-data; boundary=<boundary>"
        body = body.replace(boundary[1].encode(), b"<boundary>")
    if re.fullmatch("[0-9a-f]{32}", headers.get("Idempotency-Key", "")):
        headers["Idempotency-Key"] = "<made>"
    return Call("", "", request.method, request.target, headers=headers, body=body)


CALLS: list[Call] = [
    *_calls(
        Call(
            "bulk_create_standalone_invoices",
            "BulkCreateInvoicesResponse",
            "POST",
            "/v1/invoices/batch",
            {"request": BulkCreateInvoicesRequest()},
            {**JSON, **MADE_KEY_ON_WIRE},
            b"{}",
        ),
        {
            "request": BulkCreateInvoicesRequest(
                use_single_transaction=True,
                invoices=[
                    CreateInvoiceRequest(
                        account_number="A00000117",
                        invoice_date=DAY,
                        invoice_items=[
                            CreateInvoiceItem(
                                amount=Decimal("99.950000000"), charge_name="Día útil", service_start_date=DAY
                            )
                        ],
                    )
                ],
            )
        },
        body=(
            b'{"invoices":[{"accountNumber":"A00000117","invoiceDate":"2026-03-31","invoiceItems":'
            b'[{"amount":99.950000000,"chargeName":"D\xc3\xada \xc3\xbatil","serviceStartDate":"2026-03-31"}]}],'
            b'"useSingleTransaction":true}'
        ),
    ),
    *_calls(
        Call(
            "bulk_post_invoices",
            "BulkPostInvoicesResponse",
            "POST",
            "/v1/invoices/bulk-post",
            {"request": BulkPostInvoicesRequest(invoices=[])},
            {**JSON, **MADE_KEY_ON_WIRE},
            b'{"invoices":[]}',
        ),
        {"request": BulkPostInvoicesRequest(invoices=[PostInvoiceRequest(id="a1", invoice_date=DAY, region__c="EU")])},  # type: ignore[call-arg]
        body=b'{"invoices":[{"id":"a1","invoiceDate":"2026-03-31","region__c":"EU"}]}',
    ),
    *_calls(
        Call(
            "bulk_update_invoices",
            "CommonResponse",
            "PUT",
            "/v1/invoices",
            {"request": BulkUpdateInvoicesRequest()},
            JSON,
            b"{}",
        ),
        {
            "request": BulkUpdateInvoicesRequest(
                invoices=[UpdateInvoiceRequest(id="a1", due_date=DAY), UpdateInvoiceRequest(id="a2", auto_pay=False)]
            )
        },
        body=b'{"invoices":[{"dueDate":"2026-03-31","id":"a1"},{"autoPay":false,"id":"a2"}]}',
    ),
    *_calls(
        Call(
            "cancel_invoice",
            "AsyncOperationResponse",
            "PUT",
            "/v1/invoices/INV00000042/cancel",
            {"invoice_key": "INV00000042"},
        )
    ),
    *_calls(
        Call(
            "create_invoice_taxation_items",
            "GetTaxationItemsResponse",
            "POST",
            "/v1/invoices/INV00000042/taxation-items",
            {"invoice_key": "INV00000042", "body": CreateTaxationItemsRequest()},
            {**JSON, **MADE_KEY_ON_WIRE},
            b"{}",
        ),
        {
            "body": CreateTaxationItemsRequest(
                taxation_items=[
                    CreateTaxationItemForInvoiceRequest(
                        invoice_item_id="b1",
                        jurisdiction="Bayern",
                        name="USt",
                        tax_amount=Decimal("1.9"),
                        tax_date=DAY,
                        tax_mode=TaxMode.TAXEXCLUSIVE,
                        tax_rate=Decimal("0.190000000"),
                        tax_rate_type="Percentage",
                    )
                ]
            )
        },
        body=(
            b'{"taxationItems":[{"invoiceItemId":"b1","jurisdiction":"Bayern","name":"USt","taxAmount":1.9,'
            b'"taxDate":"2026-03-31","taxMode":"TaxExclusive","taxRate":0.190000000,"taxRateType":"Percentage"}]}'
        ),
    ),
    *_calls(
        Call(
            "create_standalone_invoice",
            "InvoiceResponse",
            "POST",
            "/v1/invoices",
            {"request": CreateInvoiceRequest(invoice_date=DAY, invoice_items=[])},
            {**JSON, **MADE_KEY_ON_WIRE},
            b'{"invoiceDate":"2026-03-31","invoiceItems":[]}',
        ),
        {
            "request": CreateInvoiceRequest(
                account_id="c1",
                auto_pay=True,
                comments='"ärgerlich"\n\u2028',
                invoice_date=DAY,
                invoice_items=[CreateInvoiceItem(amount=-5, quantity=Decimal("1E+2"), service_start_date=DAY)],  # type: ignore[arg-type]
                status="Posted",
            )
        },
        body=(
            b'{"accountId":"c1","autoPay":true,"comments":"\\"\xc3\xa4rgerlich\\"\\n\xe2\x80\xa8",'
            b'"invoiceDate":"2026-03-31","invoiceItems":[{"amount":-5,"quantity":1E+2,'
            b'"serviceStartDate":"2026-03-31"}],"status":"Posted"}'
        ),
    ),
    *_calls(
        Call(
            "delete_invoice",
            "OperationJobResponse",
            "DELETE",
            "/v1/invoices/INV00000042",
            {"invoice_key": "INV00000042"},
        )
    ),
    *_calls(
        Call(
            "email_invoice",
            "CommonResponse",
            "POST",
            "/v1/invoices/INV00000042/emails",
            {"invoice_key": "INV00000042", "request": EmailBillingDocumentRequest()},
            {**JSON, **MADE_KEY_ON_WIRE},
            b"{}",
        ),
        {
            "request": EmailBillingDocumentRequest(
                email_addresses="ap@example.com,cfo@example.com",
                include_additional_email_addresses=True,
                pdf_file_id="d1",
                use_email_template_setting=False,
            )
        },
        body=(
            b'{"emailAddresses":"ap@example.com,cfo@example.com","includeAdditionalEmailAddresses":true,'
            b'"pdfFileId":"d1","useEmailTemplateSetting":false}'
        ),
    ),
    *_calls(
        Call(
            "get_invoice",
            "InvoiceResponse",
            "GET",
            "/v1/invoices/INV%200%3F4%23%202%26",
            {"invoice_key": "INV 0?4# 2&"},
        )
    ),
    *_calls(
        Call(
            "get_invoice_application_parts",
            "GetInvoiceApplicationPartsRequest",
            "GET",
            "/v1/invoices/INV00000042/application-parts",
            {"invoice_key": "INV00000042"},
        ),
        {"page_size": 40, "page": 2},
        target="/v1/invoices/INV00000042/application-parts?pageSize=40&page=2",
    ),
    *_calls(
        Call(
            "get_invoice_files",
            "InvoiceFilesResponse",
            "GET",
            "/v1/invoices/INV00000042/files",
            {"invoice_key": "INV00000042"},
        ),
        {"page_size": 40, "page": 2},
        target="/v1/invoices/INV00000042/files?pageSize=40&page=2",
    ),
    *_calls(
        Call(
            "get_invoice_items",
            "InvoiceItemsResponse",
            "GET",
            "/v1/invoices/INV00000042/items",
            {"invoice_key": "INV00000042"},
        ),
        {"page_size": 1, "page": 1},
        target="/v1/invoices/INV00000042/items?pageSize=1&page=1",
    ),
    *_calls(
        Call(
            "get_invoice_pdf_status",
            "GetInvoicePdfStatusBatchResponse",
            "GET",
            "/v1/invoices/pdf-status?invoiceKeys=INV00000042,a%20b%26c%2Bd",
            {"invoice_keys": "INV00000042,a b&c+d"},
        )
    ),
    *_calls(
        Call(
            "get_taxation_items_of_invoice_item",
            "TaxationItemsDataResponse",
            "GET",
            "/v1/invoices/INV00000042/items/e1/taxation-items",
            {"invoice_key": "INV00000042", "item_id": "e1"},
        ),
        {"page_size": 20, "page": 3},
        target="/v1/invoices/INV00000042/items/e1/taxation-items?pageSize=20&page=3",
    ),
    *_calls(
        Call(
            "post_invoice",
            "AsyncOperationResponse",
            "PUT",
            "/v1/invoices/INV00000042/post",
            {"invoice_key": "INV00000042", "post_async_invoice_request": PostAsyncInvoiceRequest()},
            JSON,
            b"{}",
        ),
        {"post_async_invoice_request": PostAsyncInvoiceRequest(invoice_date=DAY)},
        body=b'{"invoiceDate":"2026-03-31"}',
    ),
    *_calls(
        Call(
            "reverse_invoice",
            "ReverseInvoiceResponse",
            "PUT",
            "/v1/invoices/INV00000042/reverse",
            {"invoice_key": "INV00000042", "request": ReverseInvoiceRequest()},
            JSON,
            b"{}",
        ),
        {
            "request": ReverseInvoiceRequest(
                apply_effective_date=DAY, comment="wrong customer", memo_date=DAY, reason_code="Invoice reversal"
            )
        },
        body=(
            b'{"applyEffectiveDate":"2026-03-31","comment":"wrong customer","memoDate":"2026-03-31",'
            b'"reasonCode":"Invoice reversal"}'
        ),
    ),
    *_calls(
        Call(
            "update_invoice",
            "UpdateInvoiceResponse",
            "PUT",
            "/v1/invoices/INV00000042",
            {"invoice_key": "INV00000042", "request": UpdateInvoiceRequest()},
            JSON,
            b"{}",
        ),
        {
            "request": UpdateInvoiceRequest(
                comments="",
                invoice_items=[
                    UpdateInvoiceItem(id="f1", tax_code=None, tax_mode=None),
                    UpdateInvoiceItem(id="f2", delete=True),
                ],
                transferred_to_accounting="Yes",
            )
        },
        body=(
            b'{"comments":"","invoiceItems":[{"id":"f1","taxCode":null,"taxMode":null},{"delete":true,"id":"f2"}],'
            b'"transferredToAccounting":"Yes"}'
        ),
    ),
    *_calls(
        Call(
            "upload_file_for_invoice",
            "UploadFileResponse",
            "POST",
            "/v1/invoices/INV00000042/files",
            {"invoice_key": "INV00000042"},
            MADE_KEY_ON_WIRE,
        ),
        {"file": ("March 2026.pdf", PDF)},
        headers=MULTIPART,
        body=(
            b"--<boundary>\r\n"
            b'Content-Disposition: form-data; name="file"; filename="March 2026.pdf"\r\n'
            b"Content-Type: application/pdf\r\n"
            b"\r\n"
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\r\n"
            b"--<boundary>--\r\n"
        ),
    ),
    *_calls(
        Call(
            "write_off_invoice",
            "WriteOffInvoiceResponse",
            "PUT",
            "/v1/invoices/INV00000042/write-off",
            {"invoice_key": "INV00000042", "request": WriteOffInvoiceRequest()},
            JSON,
            b"{}",
        ),
        {
            "request": WriteOffInvoiceRequest(  # type: ignore[call-arg]
                amount=Decimal("0E-9"),
                memo_date=DAY,
                reason_code="Write-off",
                Origin__NS="crm",  # pyright: ignore[reportCallIssue]
                paid__c=False,  # pyright: ignore[reportCallIssue]
            )
        },
        body=(b'{"Origin__NS":"crm","amount":0E-9,"memoDate":"2026-03-31","reasonCode":"Write-off","paid__c":false}'),
    ),
    *_calls(
        Call(
            "cancel_e_invoice_by_invoice_key",
            "CommonResponse",
            "PUT",
            "/v1/invoices/INV00000042/e-invoice/cancel",
            {"invoice_key": "INV00000042", "request_body": {}},
            {**JSON, **VERSION_OF_2025},
            b"{}",
        ),
        {"request_body": {"reason": "wrong address", "amount": Decimal("1.10"), "lines": [1, None, True]}},
        headers=HEADERS_ON_WIRE | JSON,
        body=b'{"reason":"wrong address","amount":1.10,"lines":[1,null,true]}',
    ),
    *_calls(
        Call(
            "create_invoice_write_off_async",
            "WriteOffInvoiceAsyncJobResponse",
            "POST",
            "/v1/invoices/INV00000042/write-off-async",
            {"invoice_key": "INV00000042", "request": WriteOffInvoiceRequest()},
            {**JSON, **VERSION_OF_2025},
            b"{}",
        ),
        {"request": WriteOffInvoiceRequest(memo_date=DAY, comment="insolvent")},
        headers=HEADERS_ON_WIRE | JSON,
        body=b'{"comment":"insolvent","memoDate":"2026-03-31"}',
    ),
    *_calls(
        Call(
            "download_e_invoice_file_for_invoice",
            "bytes",
            "GET",
            "/v1/invoices/INV00000042/e-invoice/download",
            {"invoice_key": "INV00000042"},
            {**VERSION_OF_2025, **ANY_FILE},
        ),
        {"file_format": "PDF", "compliance_activity_type": "issue & send"},
        headers=HEADERS_ON_WIRE | ANY_FILE,
        target="/v1/invoices/INV00000042/e-invoice/download?fileFormat=PDF&complianceActivityType=issue%20%26%20send",
    ),
    *_calls(
        Call(
            "get_e_invoicing_mandate_for_invoice",
            "GetEInvoiceMandateResponse",
            "GET",
            "/v1/invoices/INV00000042/e-invoice/mandate",
            {"invoice_key": "INV00000042"},
            VERSION_OF_2025,
        ),
        headers=HEADERS_ON_WIRE,
    ),
    *_calls(
        Call(
            "get_invoice_write_off_async_job",
            "WriteOffInvoiceAsyncJobResponse",
            "GET",
            "/v1/invoices/write-off-async-jobs/g2",
            {"async_job_id": "g2"},
            VERSION_OF_2025,
        ),
        headers=HEADERS_ON_WIRE,
    ),
    *_calls(
        Call(
            "split_invoice",
            "SplitInvoiceResponse",
            "PUT",
            "/v1/invoices/INV00000042/split",
            {
                "invoice_key": "INV00000042",
                "request": SplitInvoiceRequest(
                    splits=[SplitInvoiceItem(invoice_date=DAY, payment_term="Net 30", split_percentage=Decimal(50))] * 2
                ),
            },
            {**JSON, **VERSION_OF_2025},
            b'{"splits":[{"invoiceDate":"2026-03-31","paymentTerm":"Net 30","splitPercentage":50},'
            b'{"invoiceDate":"2026-03-31","paymentTerm":"Net 30","splitPercentage":50}]}',
        ),
        {
            "request": SplitInvoiceRequest(
                split_type="Percentage",
                splits=[
                    SplitInvoiceItem(invoice_date=DAY, payment_term="Net 30", split_percentage=Decimal("33.340000000")),
                    SplitInvoiceItem(invoice_date=DAY, payment_term="Net 60", split_percentage=Decimal("66.66")),
                ],
            )
        },
        headers=HEADERS_ON_WIRE | JSON,
        body=(
            b'{"splits":[{"invoiceDate":"2026-03-31","paymentTerm":"Net 30","splitPercentage":33.340000000},'
            b'{"invoiceDate":"2026-03-31","paymentTerm":"Net 60","splitPercentage":66.66}],"splitType":"Percentage"}'
        ),
    ),
    *_calls(
        Call(
            "unpost_invoice",
            "UnpostInvoiceResponse",
            "PUT",
            "/v1/invoices/INV00000042/unpost",
            {"invoice_key": "INV00000042"},
            VERSION_OF_2025,
        ),
        headers=HEADERS_ON_WIRE,
    ),
    *_calls(
        Call(
            "update_invoice_invoke_sync_status",
            "CommonResponse",
            "PUT",
            "/v1/invoices/INV00000042/e-invoice/sync-status",
            {"invoice_key": "INV00000042"},
            VERSION_OF_2025,
        ),
        {"should_include_acknowledged": True, "transaction_id": "t-1 &"},
        headers=HEADERS_ON_WIRE,
        target="/v1/invoices/INV00000042/e-invoice/sync-status?shouldIncludeAcknowledged=true&transactionId=t-1%20%26",
    ),
    *_calls(
        Call(
            "get_operation_job",
            "OperationJobResponse",
            "GET",
            "/v1/operations/jobs/g1",
            {"job_id": "g1"},
            api=OperationsApi,
        )
    ),
    Call(
        "create_token",
        "TokenResponse",
        "POST",
        "/oauth/token",
        CLIENT,
        {name: value for name, value in REQUIRED_ON_WIRE.items() if name != "Authorization"} | FORM,
        CLIENT_ON_WIRE,
        api=OAuthApi,
    ),
    Call(
        "create_token",
        "TokenResponse",
        "POST",
        "/oauth/token",
        {
            **CLIENT,
            "grant_type": CreateTokenRequestGrantType.CLIENT_CREDENTIALS,
            "zuora_track_id": "login-1",
            "zuora_version": "341.0",
            "zuora_org_ids": "org-1",
        },
        {
            **FORM,
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": USER_AGENT,
            "Zuora-Org-Ids": "org-1",
            "Zuora-Track-Id": "login-1",
            "Zuora-Version": "341.0",
        },
        CLIENT_ON_WIRE,
        api=OAuthApi,
    ),
]
