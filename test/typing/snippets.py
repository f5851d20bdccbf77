"""Code as users write it, for mypy --strict and pyright to read. Nothing here runs."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import requests
from typing_extensions import assert_type

import zuora_sdk
from zuora_sdk import (
    ApiClient,
    ApiException,
    ApiResponse,
    ApiTypeError,
    ApiValueError,
    AsyncOperationResponse,
    BillingDocumentStatus,
    BulkCreateInvoicesRequest,
    BulkCreateInvoicesResponse,
    BulkPostInvoicesRequest,
    BulkPostInvoicesResponse,
    BulkUpdateInvoicesRequest,
    CommonResponse,
    Configuration,
    ConflictException,
    CreateInvoiceItem,
    CreateInvoiceRequest,
    CreateTaxationItemForInvoiceRequest,
    CreateTaxationItemsRequest,
    EmailBillingDocumentRequest,
    GetInvoiceApplicationPartsRequest,
    GetInvoicePdfStatusBatchResponse,
    GetInvoicePdfStatusResponse,
    GetTaxationItemsResponse,
    InvoiceFile,
    InvoiceFilesResponse,
    InvoiceItem,
    InvoiceItemsResponse,
    InvoiceResponse,
    InvoicesApi,
    InvoiceTaxationItem,
    NetworkException,
    OAuthApi,
    OperationJobResponse,
    OperationsApi,
    PostAsyncInvoiceRequest,
    PostInvoiceRequest,
    RateLimitedException,
    RequestOptions,
    RetryPolicy,
    ReverseInvoiceRequest,
    ReverseInvoiceResponse,
    TaxationItemsDataResponse,
    TaxMode,
    TokenResponse,
    UpdateInvoiceItem,
    UpdateInvoiceRequest,
    UpdateInvoiceResponse,
    UploadFileResponse,
    WriteOffInvoiceRequest,
    WriteOffInvoiceResponse,
    ZuoraClient,
    ZuoraEnvironment,
    bulk,
)
from zuora_sdk.api_client import CallNext
from zuora_sdk.exceptions import Reason
from zuora_sdk.models.create_invoice_request import CreateInvoiceRequest as ByModule
from zuora_sdk.rest import ApiException as OfRest
from zuora_sdk.rest import HttpRequest
from zuora_sdk.telemetry import Tracing
from zuora_sdk.transports import RequestsTransport
from zuora_sdk.waiting import wait_for, wait_for_pdf

DAY = dt.date(2026, 3, 2)


def configurations() -> None:
    Configuration(access_token="token")
    Configuration("https://rest.zuora.com", access_token=lambda: "token")
    Configuration(host=ZuoraEnvironment.SBX_NA, client_id="id", client_secret="secret", retries=0)
    settings = Configuration.from_env(retries=RetryPolicy(max_attempts=2), zuora_track_id=lambda: "job")
    settings.deadline = 30
    assert_type(settings.host, str)
    Configuration.set_default(settings)


def clients(settings: Configuration, session: requests.Session) -> None:
    with ApiClient(settings, transport=RequestsTransport(session), middleware=[Tracing(), watch]) as client:
        assert_type(client, ApiClient)
        assert_type(client.options(timeout=(5, 60), retries=8, headers={"X-Job": "close"}), ApiClient)
        client.sign_in()
    old = ZuoraClient("id", "secret", ZuoraEnvironment.SBX)
    old.initialize()
    assert_type(old.invoices_api(), InvoicesApi)
    assert_type(OAuthApi(client).create_token("id", "secret", "client_credentials"), TokenResponse)


def watch(request: HttpRequest, call_next: CallNext) -> ApiResponse[Any]:
    response = call_next(request)
    assert_type(response.attempts, int)
    return response


def requests_of_all_kinds() -> CreateInvoiceRequest:
    item = CreateInvoiceItem(amount=Decimal("125.00"), charge_name="Setup", service_start_date=DAY)
    item.tax_mode = TaxMode.TAXEXCLUSIVE
    item.tax_mode = "a mode to come"
    request = ByModule(account_number="A00000001", invoice_date=DAY, invoice_items=[item])
    request.status = BillingDocumentStatus.POSTED
    request.additional_properties = {"Region__c": "EMEA"}
    assert_type(request.to_json(), str)
    assert_type(request.to_dict(), dict[str, Any])
    assert_type(CreateInvoiceRequest.from_json(request.to_json()), CreateInvoiceRequest)
    assert_type(CreateInvoiceRequest.from_dict({"autoPay": True}), CreateInvoiceRequest)
    return request


def every_method(invoices: InvoicesApi) -> None:
    bulk = BulkCreateInvoicesRequest(invoices=[requests_of_all_kinds()], use_single_transaction=False)
    assert_type(invoices.bulk_create_standalone_invoices(bulk, idempotency_key="run-1"), BulkCreateInvoicesResponse)
    posts = BulkPostInvoicesRequest(invoices=[PostInvoiceRequest(id="i-1", invoice_date=DAY)])
    assert_type(invoices.bulk_post_invoices(posts), BulkPostInvoicesResponse)
    updates = BulkUpdateInvoicesRequest(invoices=[UpdateInvoiceRequest(id="i-1", comments="paid by cheque")])
    assert_type(invoices.bulk_update_invoices(updates), CommonResponse)
    assert_type(invoices.cancel_invoice("i-1"), AsyncOperationResponse)
    taxes = CreateTaxationItemsRequest(
        taxation_items=[CreateTaxationItemForInvoiceRequest(invoice_item_id="t-1", tax_amount=Decimal("1.90"))]
    )
    assert_type(invoices.create_invoice_taxation_items("i-1", body=taxes), GetTaxationItemsResponse)
    assert_type(invoices.create_standalone_invoice(requests_of_all_kinds()), InvoiceResponse)
    assert_type(invoices.delete_invoice("i-1"), OperationJobResponse)
    letter = EmailBillingDocumentRequest(email_addresses="books@example.com")
    assert_type(invoices.email_invoice("i-1", letter), CommonResponse)
    assert_type(invoices.get_invoice("i-1", zuora_track_id="job", zuora_entity_ids="e-1"), InvoiceResponse)
    assert_type(invoices.get_invoice_application_parts("i-1"), GetInvoiceApplicationPartsRequest)
    assert_type(invoices.get_invoice_files("i-1", page_size=40, page=1), InvoiceFilesResponse)
    assert_type(invoices.get_invoice_items("i-1", page_size=40, page=1), InvoiceItemsResponse)
    assert_type(invoices.get_invoice_pdf_status("i-1,i-2"), GetInvoicePdfStatusBatchResponse)
    assert_type(invoices.get_taxation_items_of_invoice_item("i-1", "t-1"), TaxationItemsDataResponse)
    assert_type(invoices.post_invoice("i-1", PostAsyncInvoiceRequest(invoice_date=DAY)), AsyncOperationResponse)
    assert_type(invoices.reverse_invoice("i-1", ReverseInvoiceRequest(memo_date=DAY)), ReverseInvoiceResponse)
    change = UpdateInvoiceRequest(due_date=DAY, invoice_items=[UpdateInvoiceItem(id="t-1", tax_code=None)])
    assert_type(invoices.update_invoice("i-1", change), UpdateInvoiceResponse)
    for file in (b"%PDF-1.7", "note.pdf", Path("note.pdf"), ("note.pdf", b"%PDF-1.7"), io.BytesIO(b"%PDF-1.7")):
        assert_type(invoices.upload_file_for_invoice("i-1", file=file), UploadFileResponse)
    assert_type(invoices.write_off_invoice("i-1", WriteOffInvoiceRequest(comment="gone")), WriteOffInvoiceResponse)


def every_method_with_http_info(invoices: InvoicesApi) -> None:
    bulk = BulkCreateInvoicesRequest(invoices=[requests_of_all_kinds()])
    assert_type(invoices.bulk_create_standalone_invoices_with_http_info(bulk), ApiResponse[BulkCreateInvoicesResponse])
    posts = BulkPostInvoicesRequest(invoices=[PostInvoiceRequest(id="i-1")])
    assert_type(invoices.bulk_post_invoices_with_http_info(posts), ApiResponse[BulkPostInvoicesResponse])
    updates = BulkUpdateInvoicesRequest(invoices=[UpdateInvoiceRequest(id="i-1")])
    assert_type(invoices.bulk_update_invoices_with_http_info(updates), ApiResponse[CommonResponse])
    assert_type(invoices.cancel_invoice_with_http_info("i-1"), ApiResponse[AsyncOperationResponse])
    taxes = CreateTaxationItemsRequest(taxation_items=[])
    assert_type(
        invoices.create_invoice_taxation_items_with_http_info("i-1", taxes), ApiResponse[GetTaxationItemsResponse]
    )
    assert_type(
        invoices.create_standalone_invoice_with_http_info(requests_of_all_kinds()), ApiResponse[InvoiceResponse]
    )
    assert_type(invoices.delete_invoice_with_http_info("i-1"), ApiResponse[OperationJobResponse])
    assert_type(
        invoices.email_invoice_with_http_info("i-1", EmailBillingDocumentRequest()), ApiResponse[CommonResponse]
    )
    assert_type(invoices.get_invoice_with_http_info("i-1"), ApiResponse[InvoiceResponse])
    assert_type(
        invoices.get_invoice_application_parts_with_http_info("i-1"), ApiResponse[GetInvoiceApplicationPartsRequest]
    )
    assert_type(invoices.get_invoice_files_with_http_info("i-1"), ApiResponse[InvoiceFilesResponse])
    assert_type(invoices.get_invoice_items_with_http_info("i-1"), ApiResponse[InvoiceItemsResponse])
    assert_type(invoices.get_invoice_pdf_status_with_http_info("i-1"), ApiResponse[GetInvoicePdfStatusBatchResponse])
    assert_type(
        invoices.get_taxation_items_of_invoice_item_with_http_info("i-1", "t-1"),
        ApiResponse[TaxationItemsDataResponse],
    )
    assert_type(
        invoices.post_invoice_with_http_info("i-1", PostAsyncInvoiceRequest()), ApiResponse[AsyncOperationResponse]
    )
    assert_type(
        invoices.reverse_invoice_with_http_info("i-1", ReverseInvoiceRequest()), ApiResponse[ReverseInvoiceResponse]
    )
    assert_type(
        invoices.update_invoice_with_http_info("i-1", UpdateInvoiceRequest()), ApiResponse[UpdateInvoiceResponse]
    )
    assert_type(invoices.upload_file_for_invoice_with_http_info("i-1", file=b"%PDF"), ApiResponse[UploadFileResponse])
    assert_type(
        invoices.write_off_invoice_with_http_info("i-1", WriteOffInvoiceRequest()), ApiResponse[WriteOffInvoiceResponse]
    )


def jobs(client: ApiClient) -> None:
    assert_type(OperationsApi(client).get_operation_job("j-1"), OperationJobResponse)
    assert_type(OperationsApi(client).get_operation_job_with_http_info("j-1"), ApiResponse[OperationJobResponse])


def pages(invoices: InvoicesApi) -> None:
    for item in invoices.iter_invoice_items("i-1"):
        assert_type(item, InvoiceItem)
    for file in invoices.iter_invoice_files("i-1"):
        assert_type(file, InvoiceFile)
    for tax in invoices.iter_taxation_items("i-1", "t-1"):
        assert_type(tax, InvoiceTaxationItem)
    for page in invoices.iter_invoice_items("i-1", page_size=10).pages():
        assert_type(page, ApiResponse[InvoiceItemsResponse])


def waiting(client: ApiClient, invoices: InvoicesApi) -> None:
    assert_type(wait_for(client, invoices.cancel_invoice("i-1"), deadline=60), OperationJobResponse)
    assert_type(wait_for(client, invoices.delete_invoice("i-1")), OperationJobResponse)
    assert_type(wait_for(client, invoices.reverse_invoice("i-1", ReverseInvoiceRequest())), OperationJobResponse)
    assert_type(wait_for_pdf(client, ["i-1", "i-2"]), list[GetInvoicePdfStatusResponse])


def in_bulk(client: ApiClient, invoices: InvoicesApi) -> None:
    for created in bulk.create_invoices(client, [requests_of_all_kinds()], max_workers=4, run_id="2026-03"):
        assert_type(created, bulk.Outcome[CreateInvoiceRequest, InvoiceResponse])
        assert_type(created.result, InvoiceResponse)
        assert_type(created.maybe_executed, bool)
    for posted in bulk.post_invoices(client, ["i-1", PostInvoiceRequest(id="i-2")], journal="posted.journal"):
        assert_type(posted.input, str | PostInvoiceRequest)
    for cancelled in bulk.each(invoices.cancel_invoice, ["i-1", "i-2"], progress=False):
        assert_type(cancelled, bulk.Outcome[str, AsyncOperationResponse])


def answers(invoices: InvoicesApi) -> None:
    invoice = invoices.get_invoice("i-1")
    assert_type(invoice.balance, Decimal)
    assert_type(invoice.due_date, dt.date)
    assert_type(invoice.status, BillingDocumentStatus | str)
    if invoice.status == BillingDocumentStatus.POSTED and invoice.balance:
        print(f"{invoice.invoice_number} is owed {invoice.balance:.2f}")
    response = invoices.get_invoice_with_http_info("i-1")
    assert_type(response.data, InvoiceResponse)
    assert_type(response.status_code, int)
    assert_type(response.raw_data, bytes)
    assert_type(response.request_id, str | None)
    assert_type(response.headers["Zuora-Request-Id"], str)
    assert_type(response.rate_limit.remaining, int | None)
    assert_type(response.concurrency_limit.limit, int | None)
    assert_type(response.errors, tuple[ApiException, ...])


def options_of_a_call(invoices: InvoicesApi) -> None:
    shared: RequestOptions = {"_request_timeout": (5, 60), "_headers": {"X-Job": "close"}}
    invoices.get_invoice("i-1", **shared)
    invoices.get_invoice("i-1", _request_timeout=30, _host_index=0, _content_type="application/json")
    invoices.get_invoice("i-1", _request_auth={"in": "header", "key": "Authorization", "value": "Bearer token"})


def failures(invoices: InvoicesApi) -> None:
    try:
        invoices.post_invoice("i-1", PostAsyncInvoiceRequest())
    except RateLimitedException as error:
        assert_type(error.retry_after, float | None)
    except (ConflictException, NetworkException) as error:
        assert_type(error.maybe_executed, bool)
        assert_type(error.idempotency_key, str | None)
    except ApiException as error:
        assert_type(error.status, int | None)
        assert_type(error.reasons, tuple[Reason, ...])
        assert_type(error.reasons[0].category, int | None)
        assert_type(error.body, bytes)
    except (ApiValueError, ApiTypeError) as wrong:
        print(wrong)
    same: type[OfRest] = zuora_sdk.ApiException
    print(same)
