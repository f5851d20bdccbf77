# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What each endpoint is, as data: where it is, what it takes, what it returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zuora_sdk._operation import Operation, Parameter

if TYPE_CHECKING:
    from zuora_sdk.models.async_operation_response import AsyncOperationResponse
    from zuora_sdk.models.bulk_create_invoices_response import BulkCreateInvoicesResponse
    from zuora_sdk.models.bulk_post_invoices_response import BulkPostInvoicesResponse
    from zuora_sdk.models.common_response import CommonResponse
    from zuora_sdk.models.get_e_invoice_mandate_response import GetEInvoiceMandateResponse
    from zuora_sdk.models.get_invoice_application_parts_request import GetInvoiceApplicationPartsRequest
    from zuora_sdk.models.get_invoice_pdf_status_batch_response import GetInvoicePdfStatusBatchResponse
    from zuora_sdk.models.get_taxation_items_response import GetTaxationItemsResponse
    from zuora_sdk.models.invoice_files_response import InvoiceFilesResponse
    from zuora_sdk.models.invoice_items_response import InvoiceItemsResponse
    from zuora_sdk.models.invoice_response import InvoiceResponse
    from zuora_sdk.models.operation_job_response import OperationJobResponse
    from zuora_sdk.models.reverse_invoice_response import ReverseInvoiceResponse
    from zuora_sdk.models.split_invoice_response import SplitInvoiceResponse
    from zuora_sdk.models.taxation_items_data_response import TaxationItemsDataResponse
    from zuora_sdk.models.token_response import TokenResponse
    from zuora_sdk.models.unpost_invoice_response import UnpostInvoiceResponse
    from zuora_sdk.models.update_invoice_response import UpdateInvoiceResponse
    from zuora_sdk.models.upload_file_response import UploadFileResponse
    from zuora_sdk.models.write_off_invoice_async_job_response import WriteOffInvoiceAsyncJobResponse
    from zuora_sdk.models.write_off_invoice_response import WriteOffInvoiceResponse

IDEMPOTENCY_KEY = Parameter("idempotency_key", "Idempotency-Key", "header", max_length=255)
ACCEPT_ENCODING = Parameter("accept_encoding", "Accept-Encoding", "header")
CONTENT_ENCODING = Parameter("content_encoding", "Content-Encoding", "header")
AUTHORIZATION = Parameter("authorization", "Authorization", "header")
ZUORA_TRACK_ID = Parameter("zuora_track_id", "Zuora-Track-Id", "header", max_length=64, pattern="^[ !#-&(-9<-~]*$")
ZUORA_ENTITY_IDS = Parameter("zuora_entity_ids", "Zuora-Entity-Ids", "header")
ZUORA_VERSION = Parameter("zuora_version", "Zuora-Version", "header")
ZUORA_ORG_IDS = Parameter("zuora_org_ids", "Zuora-Org-Ids", "header")
INVOICE_KEY = Parameter("invoice_key", "invoiceKey", "path", required=True)
ZUORA_VERSION_20250812 = Parameter("zuora_version", "Zuora-Version", "header")
FILE_FORMAT = Parameter("file_format", "fileFormat", "query")
COMPLIANCE_ACTIVITY_TYPE = Parameter("compliance_activity_type", "complianceActivityType", "query")
PAGE_SIZE = Parameter("page_size", "pageSize", "query", type=int)
PAGE = Parameter("page", "page", "query", type=int, minimum=1)
INVOICE_KEYS = Parameter("invoice_keys", "invoiceKeys", "query", required=True)
ASYNC_JOB_ID = Parameter("async_job_id", "asyncJobId", "path", required=True)
ITEM_ID = Parameter("item_id", "itemId", "path", required=True)
SHOULD_INCLUDE_ACKNOWLEDGED = Parameter("should_include_acknowledged", "shouldIncludeAcknowledged", "query", type=bool)
TRANSACTION_ID = Parameter("transaction_id", "transactionId", "query")
JOB_ID = Parameter("job_id", "jobId", "path", required=True)

BULK_CREATE_STANDALONE_INVOICES: Operation[BulkCreateInvoicesResponse] = Operation(
    name="bulk_create_standalone_invoices",
    method="POST",
    path="/v1/invoices/batch",
    parameters=(
        Parameter("request", "BulkCreateInvoicesRequest", "body", required=True),
        IDEMPOTENCY_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="BulkCreateInvoicesResponse",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse", 409: "CommonResponse"},
)
BULK_POST_INVOICES: Operation[BulkPostInvoicesResponse] = Operation(
    name="bulk_post_invoices",
    method="POST",
    path="/v1/invoices/bulk-post",
    parameters=(
        Parameter("request", "BulkPostInvoicesRequest", "body", required=True),
        IDEMPOTENCY_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="BulkPostInvoicesResponse",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse", 409: "CommonResponse"},
)
BULK_UPDATE_INVOICES: Operation[CommonResponse] = Operation(
    name="bulk_update_invoices",
    method="PUT",
    path="/v1/invoices",
    parameters=(
        Parameter("request", "BulkUpdateInvoicesRequest", "body", required=True),
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="CommonResponse",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse", 409: "CommonResponse"},
)
CANCEL_E_INVOICE_BY_INVOICE_KEY: Operation[CommonResponse] = Operation(
    name="cancel_e_invoice_by_invoice_key",
    method="PUT",
    path="/v1/invoices/{invoiceKey}/e-invoice/cancel",
    parameters=(
        INVOICE_KEY,
        Parameter("request_body", "dict", "body", required=True),
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION_20250812,
        ZUORA_ORG_IDS,
    ),
    returns="CommonResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
    version="2025-08-12",
)
CANCEL_INVOICE: Operation[AsyncOperationResponse] = Operation(
    name="cancel_invoice",
    method="PUT",
    path="/v1/invoices/{invoiceKey}/cancel",
    parameters=(
        INVOICE_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="AsyncOperationResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
)
CREATE_INVOICE_TAXATION_ITEMS: Operation[GetTaxationItemsResponse] = Operation(
    name="create_invoice_taxation_items",
    method="POST",
    path="/v1/invoices/{invoiceKey}/taxation-items",
    parameters=(
        INVOICE_KEY,
        Parameter("body", "CreateTaxationItemsRequest", "body", required=True),
        IDEMPOTENCY_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="GetTaxationItemsResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
)
CREATE_INVOICE_WRITE_OFF_ASYNC: Operation[WriteOffInvoiceAsyncJobResponse] = Operation(
    name="create_invoice_write_off_async",
    method="POST",
    path="/v1/invoices/{invoiceKey}/write-off-async",
    parameters=(
        INVOICE_KEY,
        Parameter("request", "WriteOffInvoiceRequest", "body", required=True),
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION_20250812,
        ZUORA_ORG_IDS,
    ),
    returns="WriteOffInvoiceAsyncJobResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
    version="2025-08-12",
)
CREATE_STANDALONE_INVOICE: Operation[InvoiceResponse] = Operation(
    name="create_standalone_invoice",
    method="POST",
    path="/v1/invoices",
    parameters=(
        Parameter("request", "CreateInvoiceRequest", "body", required=True),
        IDEMPOTENCY_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="InvoiceResponse",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse", 409: "CommonResponse"},
)
DELETE_INVOICE: Operation[OperationJobResponse] = Operation(
    name="delete_invoice",
    method="DELETE",
    path="/v1/invoices/{invoiceKey}",
    parameters=(
        INVOICE_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="OperationJobResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
)
DOWNLOAD_E_INVOICE_FILE_FOR_INVOICE: Operation[bytes] = Operation(
    name="download_e_invoice_file_for_invoice",
    method="GET",
    path="/v1/invoices/{invoiceKey}/e-invoice/download",
    parameters=(
        INVOICE_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        FILE_FORMAT,
        COMPLIANCE_ACTIVITY_TYPE,
        ZUORA_VERSION_20250812,
        ZUORA_ORG_IDS,
    ),
    returns="bytes",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse", 404: "CommonResponse"},
    accept="application/octet-stream, application/json",
    version="2025-08-12",
)
EMAIL_INVOICE: Operation[CommonResponse] = Operation(
    name="email_invoice",
    method="POST",
    path="/v1/invoices/{invoiceKey}/emails",
    parameters=(
        INVOICE_KEY,
        Parameter("request", "EmailBillingDocumentRequest", "body", required=True),
        IDEMPOTENCY_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="CommonResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
)
GET_E_INVOICING_MANDATE_FOR_INVOICE: Operation[GetEInvoiceMandateResponse] = Operation(
    name="get_e_invoicing_mandate_for_invoice",
    method="GET",
    path="/v1/invoices/{invoiceKey}/e-invoice/mandate",
    parameters=(
        INVOICE_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION_20250812,
        ZUORA_ORG_IDS,
    ),
    returns="GetEInvoiceMandateResponse",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse", 404: "CommonResponse"},
    version="2025-08-12",
)
GET_INVOICE: Operation[InvoiceResponse] = Operation(
    name="get_invoice",
    method="GET",
    path="/v1/invoices/{invoiceKey}",
    parameters=(
        INVOICE_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="InvoiceResponse",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse", 404: "CommonResponse"},
)
GET_INVOICE_APPLICATION_PARTS: Operation[GetInvoiceApplicationPartsRequest] = Operation(
    name="get_invoice_application_parts",
    method="GET",
    path="/v1/invoices/{invoiceKey}/application-parts",
    parameters=(
        INVOICE_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
        PAGE_SIZE,
        PAGE,
    ),
    returns="GetInvoiceApplicationPartsRequest",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse", 404: "CommonResponse"},
)
GET_INVOICE_FILES: Operation[InvoiceFilesResponse] = Operation(
    name="get_invoice_files",
    method="GET",
    path="/v1/invoices/{invoiceKey}/files",
    parameters=(
        INVOICE_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        PAGE_SIZE,
        PAGE,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="InvoiceFilesResponse",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse", 404: "CommonResponse"},
)
GET_INVOICE_ITEMS: Operation[InvoiceItemsResponse] = Operation(
    name="get_invoice_items",
    method="GET",
    path="/v1/invoices/{invoiceKey}/items",
    parameters=(
        INVOICE_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        PAGE_SIZE,
        PAGE,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="InvoiceItemsResponse",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse", 404: "CommonResponse"},
)
GET_INVOICE_PDF_STATUS: Operation[GetInvoicePdfStatusBatchResponse] = Operation(
    name="get_invoice_pdf_status",
    method="GET",
    path="/v1/invoices/pdf-status",
    parameters=(
        INVOICE_KEYS,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="GetInvoicePdfStatusBatchResponse",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse"},
)
GET_INVOICE_WRITE_OFF_ASYNC_JOB: Operation[WriteOffInvoiceAsyncJobResponse] = Operation(
    name="get_invoice_write_off_async_job",
    method="GET",
    path="/v1/invoices/write-off-async-jobs/{asyncJobId}",
    parameters=(
        ASYNC_JOB_ID,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION_20250812,
        ZUORA_ORG_IDS,
    ),
    returns="WriteOffInvoiceAsyncJobResponse",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse", 404: "CommonResponse"},
    version="2025-08-12",
)
GET_TAXATION_ITEMS_OF_INVOICE_ITEM: Operation[TaxationItemsDataResponse] = Operation(
    name="get_taxation_items_of_invoice_item",
    method="GET",
    path="/v1/invoices/{invoiceKey}/items/{itemId}/taxation-items",
    parameters=(
        INVOICE_KEY,
        ITEM_ID,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        PAGE_SIZE,
        PAGE,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="TaxationItemsDataResponse",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse", 404: "CommonResponse"},
)
POST_INVOICE: Operation[AsyncOperationResponse] = Operation(
    name="post_invoice",
    method="PUT",
    path="/v1/invoices/{invoiceKey}/post",
    parameters=(
        INVOICE_KEY,
        Parameter("post_async_invoice_request", "PostAsyncInvoiceRequest", "body", required=True),
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="AsyncOperationResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
)
REVERSE_INVOICE: Operation[ReverseInvoiceResponse] = Operation(
    name="reverse_invoice",
    method="PUT",
    path="/v1/invoices/{invoiceKey}/reverse",
    parameters=(
        INVOICE_KEY,
        Parameter("request", "ReverseInvoiceRequest", "body", required=True),
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="ReverseInvoiceResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
)
SPLIT_INVOICE: Operation[SplitInvoiceResponse] = Operation(
    name="split_invoice",
    method="PUT",
    path="/v1/invoices/{invoiceKey}/split",
    parameters=(
        INVOICE_KEY,
        Parameter("request", "SplitInvoiceRequest", "body", required=True),
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION_20250812,
        ZUORA_ORG_IDS,
    ),
    returns="SplitInvoiceResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
    version="2025-08-12",
)
UNPOST_INVOICE: Operation[UnpostInvoiceResponse] = Operation(
    name="unpost_invoice",
    method="PUT",
    path="/v1/invoices/{invoiceKey}/unpost",
    parameters=(
        INVOICE_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION_20250812,
        ZUORA_ORG_IDS,
    ),
    returns="UnpostInvoiceResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
    version="2025-08-12",
)
UPDATE_INVOICE: Operation[UpdateInvoiceResponse] = Operation(
    name="update_invoice",
    method="PUT",
    path="/v1/invoices/{invoiceKey}",
    parameters=(
        INVOICE_KEY,
        Parameter("request", "UpdateInvoiceRequest", "body", required=True),
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="UpdateInvoiceResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
)
UPDATE_INVOICE_INVOKE_SYNC_STATUS: Operation[CommonResponse] = Operation(
    name="update_invoice_invoke_sync_status",
    method="PUT",
    path="/v1/invoices/{invoiceKey}/e-invoice/sync-status",
    parameters=(
        INVOICE_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        SHOULD_INCLUDE_ACKNOWLEDGED,
        TRANSACTION_ID,
        ZUORA_VERSION_20250812,
        ZUORA_ORG_IDS,
    ),
    returns="CommonResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
    version="2025-08-12",
)
UPLOAD_FILE_FOR_INVOICE: Operation[UploadFileResponse] = Operation(
    name="upload_file_for_invoice",
    method="POST",
    path="/v1/invoices/{invoiceKey}/files",
    parameters=(
        INVOICE_KEY,
        IDEMPOTENCY_KEY,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_ENTITY_IDS,
        ZUORA_TRACK_ID,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
        Parameter("file", "file", "file"),
    ),
    returns="UploadFileResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
)
WRITE_OFF_INVOICE: Operation[WriteOffInvoiceResponse] = Operation(
    name="write_off_invoice",
    method="PUT",
    path="/v1/invoices/{invoiceKey}/write-off",
    parameters=(
        INVOICE_KEY,
        Parameter("request", "WriteOffInvoiceRequest", "body", required=True),
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="WriteOffInvoiceResponse",
    errors={
        400: "CommonResponse",
        401: "ProxyUnauthorizedResponse",
        403: "CommonErrorResponse",
        404: "CommonResponse",
        409: "CommonResponse",
    },
)
CREATE_TOKEN: Operation[TokenResponse] = Operation(
    name="create_token",
    method="POST",
    path="/oauth/token",
    parameters=(
        Parameter("client_id", "client_id", "form", required=True, min_length=36, max_length=36),
        Parameter("client_secret", "client_secret", "form", required=True, max_length=42),
        Parameter("grant_type", "grant_type", "form", required=True),
        ZUORA_TRACK_ID,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="TokenResponse",
    errors={400: "CommonErrorResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse"},
    authenticated=False,
)
GET_OPERATION_JOB: Operation[OperationJobResponse] = Operation(
    name="get_operation_job",
    method="GET",
    path="/v1/operations/jobs/{jobId}",
    parameters=(
        JOB_ID,
        ACCEPT_ENCODING,
        CONTENT_ENCODING,
        AUTHORIZATION,
        ZUORA_TRACK_ID,
        ZUORA_ENTITY_IDS,
        ZUORA_VERSION,
        ZUORA_ORG_IDS,
    ),
    returns="OperationJobResponse",
    errors={400: "CommonResponse", 401: "ProxyUnauthorizedResponse", 403: "CommonErrorResponse", 404: "CommonResponse"},
)
