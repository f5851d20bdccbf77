# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A typed client for Zuora's Invoices API. Each name is loaded when it is first used."""

from zuora_sdk import api as api
from zuora_sdk import bulk as bulk
from zuora_sdk import exceptions as exceptions
from zuora_sdk import models as models
from zuora_sdk import rest as rest
from zuora_sdk._lazy import warm_up as warm_up
from zuora_sdk._operation import RequestOptions as RequestOptions
from zuora_sdk._runtime import Runtime as Runtime
from zuora_sdk._timestamps import parse_timestamp as parse_timestamp
from zuora_sdk._version import __version__ as __version__
from zuora_sdk.api.invoices_api import InvoicesApi as InvoicesApi
from zuora_sdk.api.o_auth_api import OAuthApi as OAuthApi
from zuora_sdk.api.operations_api import OperationsApi as OperationsApi
from zuora_sdk.api_client import ApiClient as ApiClient
from zuora_sdk.api_response import ApiResponse as ApiResponse
from zuora_sdk.configuration import Configuration as Configuration
from zuora_sdk.configuration import RetryPolicy as RetryPolicy
from zuora_sdk.environments import ZuoraEnvironment as ZuoraEnvironment
from zuora_sdk.exceptions import ApiException as ApiException
from zuora_sdk.exceptions import ApiTypeError as ApiTypeError
from zuora_sdk.exceptions import ApiValueError as ApiValueError
from zuora_sdk.exceptions import BadRequestException as BadRequestException
from zuora_sdk.exceptions import ConflictException as ConflictException
from zuora_sdk.exceptions import ForbiddenException as ForbiddenException
from zuora_sdk.exceptions import NetworkException as NetworkException
from zuora_sdk.exceptions import NotFoundException as NotFoundException
from zuora_sdk.exceptions import OpenApiException as OpenApiException
from zuora_sdk.exceptions import RateLimitedException as RateLimitedException
from zuora_sdk.exceptions import ServiceException as ServiceException
from zuora_sdk.exceptions import UnauthorizedException as UnauthorizedException
from zuora_sdk.exceptions import WaitFailedException as WaitFailedException
from zuora_sdk.exceptions import WaitTimeoutException as WaitTimeoutException
from zuora_sdk.models.async_operation_response import AsyncOperationResponse as AsyncOperationResponse
from zuora_sdk.models.billing_document_item_processing_type import (
    BillingDocumentItemProcessingType as BillingDocumentItemProcessingType,
)
from zuora_sdk.models.billing_document_item_source_type import (
    BillingDocumentItemSourceType as BillingDocumentItemSourceType,
)
from zuora_sdk.models.billing_document_status import BillingDocumentStatus as BillingDocumentStatus
from zuora_sdk.models.bulk_create_invoices_request import BulkCreateInvoicesRequest as BulkCreateInvoicesRequest
from zuora_sdk.models.bulk_create_invoices_response import BulkCreateInvoicesResponse as BulkCreateInvoicesResponse
from zuora_sdk.models.bulk_post_invoices_request import BulkPostInvoicesRequest as BulkPostInvoicesRequest
from zuora_sdk.models.bulk_post_invoices_response import BulkPostInvoicesResponse as BulkPostInvoicesResponse
from zuora_sdk.models.bulk_update_invoices_request import BulkUpdateInvoicesRequest as BulkUpdateInvoicesRequest
from zuora_sdk.models.business_category import BusinessCategory as BusinessCategory
from zuora_sdk.models.charge_type import ChargeType as ChargeType
from zuora_sdk.models.common_error_response import CommonErrorResponse as CommonErrorResponse
from zuora_sdk.models.common_response import CommonResponse as CommonResponse
from zuora_sdk.models.create_account_contact import CreateAccountContact as CreateAccountContact
from zuora_sdk.models.create_discount_item import CreateDiscountItem as CreateDiscountItem
from zuora_sdk.models.create_invoice_item import CreateInvoiceItem as CreateInvoiceItem
from zuora_sdk.models.create_invoice_request import CreateInvoiceRequest as CreateInvoiceRequest
from zuora_sdk.models.create_taxation_item import CreateTaxationItem as CreateTaxationItem
from zuora_sdk.models.create_taxation_item_for_invoice_request import (
    CreateTaxationItemForInvoiceRequest as CreateTaxationItemForInvoiceRequest,
)
from zuora_sdk.models.create_taxation_items_request import CreateTaxationItemsRequest as CreateTaxationItemsRequest
from zuora_sdk.models.create_token_request_grant_type import CreateTokenRequestGrantType as CreateTokenRequestGrantType
from zuora_sdk.models.credit_memo_item_from_invoice_item_finance_information import (
    CreditMemoItemFromInvoiceItemFinanceInformation as CreditMemoItemFromInvoiceItemFinanceInformation,
)
from zuora_sdk.models.credit_memo_item_from_write_off_invoice import (
    CreditMemoItemFromWriteOffInvoice as CreditMemoItemFromWriteOffInvoice,
)
from zuora_sdk.models.credit_memo_taxation_item_from_write_off_invoice import (
    CreditMemoTaxationItemFromWriteOffInvoice as CreditMemoTaxationItemFromWriteOffInvoice,
)
from zuora_sdk.models.custom_rates import CustomRates as CustomRates
from zuora_sdk.models.e_invoice_process_type import EInvoiceProcessType as EInvoiceProcessType
from zuora_sdk.models.e_invoice_status import EInvoiceStatus as EInvoiceStatus
from zuora_sdk.models.email_billing_document_request import EmailBillingDocumentRequest as EmailBillingDocumentRequest
from zuora_sdk.models.failed_reason import FailedReason as FailedReason
from zuora_sdk.models.get_e_invoice_mandate_response import GetEInvoiceMandateResponse as GetEInvoiceMandateResponse
from zuora_sdk.models.get_invoice_application_part_request import (
    GetInvoiceApplicationPartRequest as GetInvoiceApplicationPartRequest,
)
from zuora_sdk.models.get_invoice_application_parts_request import (
    GetInvoiceApplicationPartsRequest as GetInvoiceApplicationPartsRequest,
)
from zuora_sdk.models.get_invoice_pdf_status_batch_response import (
    GetInvoicePdfStatusBatchResponse as GetInvoicePdfStatusBatchResponse,
)
from zuora_sdk.models.get_invoice_pdf_status_response import GetInvoicePdfStatusResponse as GetInvoicePdfStatusResponse
from zuora_sdk.models.get_taxation_items_response import GetTaxationItemsResponse as GetTaxationItemsResponse
from zuora_sdk.models.invoice import Invoice as Invoice
from zuora_sdk.models.invoice_file import InvoiceFile as InvoiceFile
from zuora_sdk.models.invoice_files_response import InvoiceFilesResponse as InvoiceFilesResponse
from zuora_sdk.models.invoice_for_bulk_update import InvoiceForBulkUpdate as InvoiceForBulkUpdate
from zuora_sdk.models.invoice_item import InvoiceItem as InvoiceItem
from zuora_sdk.models.invoice_items_response import InvoiceItemsResponse as InvoiceItemsResponse
from zuora_sdk.models.invoice_post_response import InvoicePostResponse as InvoicePostResponse
from zuora_sdk.models.invoice_response import InvoiceResponse as InvoiceResponse
from zuora_sdk.models.invoice_settlement_async_job_operation_type import (
    InvoiceSettlementAsyncJobOperationType as InvoiceSettlementAsyncJobOperationType,
)
from zuora_sdk.models.invoice_settlement_async_job_reference_type import (
    InvoiceSettlementAsyncJobReferenceType as InvoiceSettlementAsyncJobReferenceType,
)
from zuora_sdk.models.invoice_settlement_async_job_status import (
    InvoiceSettlementAsyncJobStatus as InvoiceSettlementAsyncJobStatus,
)
from zuora_sdk.models.invoice_taxation_item import InvoiceTaxationItem as InvoiceTaxationItem
from zuora_sdk.models.memo_revenue_impacting import MemoRevenueImpacting as MemoRevenueImpacting
from zuora_sdk.models.operation_job_object_type import OperationJobObjectType as OperationJobObjectType
from zuora_sdk.models.operation_job_response import OperationJobResponse as OperationJobResponse
from zuora_sdk.models.operation_job_status import OperationJobStatus as OperationJobStatus
from zuora_sdk.models.operation_job_type import OperationJobType as OperationJobType
from zuora_sdk.models.phone_type import PhoneType as PhoneType
from zuora_sdk.models.post_async_invoice_request import PostAsyncInvoiceRequest as PostAsyncInvoiceRequest
from zuora_sdk.models.post_invoice_request import PostInvoiceRequest as PostInvoiceRequest
from zuora_sdk.models.proxy_unauthorized_response import ProxyUnauthorizedResponse as ProxyUnauthorizedResponse
from zuora_sdk.models.rev_rec_trigger import RevRecTrigger as RevRecTrigger
from zuora_sdk.models.reverse_invoice_request import ReverseInvoiceRequest as ReverseInvoiceRequest
from zuora_sdk.models.reverse_invoice_response import ReverseInvoiceResponse as ReverseInvoiceResponse
from zuora_sdk.models.reverse_invoice_response_credit_memo import (
    ReverseInvoiceResponseCreditMemo as ReverseInvoiceResponseCreditMemo,
)
from zuora_sdk.models.reverse_invoice_response_debit_memo import (
    ReverseInvoiceResponseDebitMemo as ReverseInvoiceResponseDebitMemo,
)
from zuora_sdk.models.split_invoice_item import SplitInvoiceItem as SplitInvoiceItem
from zuora_sdk.models.split_invoice_request import SplitInvoiceRequest as SplitInvoiceRequest
from zuora_sdk.models.split_invoice_response import SplitInvoiceResponse as SplitInvoiceResponse
from zuora_sdk.models.tax_items_finance_information import TaxItemsFinanceInformation as TaxItemsFinanceInformation
from zuora_sdk.models.tax_mode import TaxMode as TaxMode
from zuora_sdk.models.tax_rate_type import TaxRateType as TaxRateType
from zuora_sdk.models.tax_status import TaxStatus as TaxStatus
from zuora_sdk.models.taxation_item import TaxationItem as TaxationItem
from zuora_sdk.models.taxation_item_finance_information import (
    TaxationItemFinanceInformation as TaxationItemFinanceInformation,
)
from zuora_sdk.models.taxation_items_data import TaxationItemsData as TaxationItemsData
from zuora_sdk.models.taxation_items_data_response import TaxationItemsDataResponse as TaxationItemsDataResponse
from zuora_sdk.models.token_response import TokenResponse as TokenResponse
from zuora_sdk.models.transferred_to_accounting_status import (
    TransferredToAccountingStatus as TransferredToAccountingStatus,
)
from zuora_sdk.models.unpost_invoice_response import UnpostInvoiceResponse as UnpostInvoiceResponse
from zuora_sdk.models.update_discount_invoice_item import UpdateDiscountInvoiceItem as UpdateDiscountInvoiceItem
from zuora_sdk.models.update_invoice_item import UpdateInvoiceItem as UpdateInvoiceItem
from zuora_sdk.models.update_invoice_request import UpdateInvoiceRequest as UpdateInvoiceRequest
from zuora_sdk.models.update_invoice_response import UpdateInvoiceResponse as UpdateInvoiceResponse
from zuora_sdk.models.upload_file_response import UploadFileResponse as UploadFileResponse
from zuora_sdk.models.write_off_invoice_async_job_response import (
    WriteOffInvoiceAsyncJobResponse as WriteOffInvoiceAsyncJobResponse,
)
from zuora_sdk.models.write_off_invoice_request import WriteOffInvoiceRequest as WriteOffInvoiceRequest
from zuora_sdk.models.write_off_invoice_response import WriteOffInvoiceResponse as WriteOffInvoiceResponse
from zuora_sdk.models.write_off_invoice_response_credit_memo import (
    WriteOffInvoiceResponseCreditMemo as WriteOffInvoiceResponseCreditMemo,
)
from zuora_sdk.pagination import Pages as Pages
from zuora_sdk.waiting import wait_for as wait_for
from zuora_sdk.waiting import wait_for_all as wait_for_all
from zuora_sdk.waiting import wait_for_pdf as wait_for_pdf
from zuora_sdk.waiting import wait_for_write_off as wait_for_write_off
from zuora_sdk.zuora_client import ZuoraClient as ZuoraClient

__all__ = [
    "ApiClient",
    "ApiException",
    "ApiResponse",
    "ApiTypeError",
    "ApiValueError",
    "AsyncOperationResponse",
    "BadRequestException",
    "BillingDocumentItemProcessingType",
    "BillingDocumentItemSourceType",
    "BillingDocumentStatus",
    "BulkCreateInvoicesRequest",
    "BulkCreateInvoicesResponse",
    "BulkPostInvoicesRequest",
    "BulkPostInvoicesResponse",
    "BulkUpdateInvoicesRequest",
    "BusinessCategory",
    "ChargeType",
    "CommonErrorResponse",
    "CommonResponse",
    "Configuration",
    "ConflictException",
    "CreateAccountContact",
    "CreateDiscountItem",
    "CreateInvoiceItem",
    "CreateInvoiceRequest",
    "CreateTaxationItem",
    "CreateTaxationItemForInvoiceRequest",
    "CreateTaxationItemsRequest",
    "CreateTokenRequestGrantType",
    "CreditMemoItemFromInvoiceItemFinanceInformation",
    "CreditMemoItemFromWriteOffInvoice",
    "CreditMemoTaxationItemFromWriteOffInvoice",
    "CustomRates",
    "EInvoiceProcessType",
    "EInvoiceStatus",
    "EmailBillingDocumentRequest",
    "FailedReason",
    "ForbiddenException",
    "GetEInvoiceMandateResponse",
    "GetInvoiceApplicationPartRequest",
    "GetInvoiceApplicationPartsRequest",
    "GetInvoicePdfStatusBatchResponse",
    "GetInvoicePdfStatusResponse",
    "GetTaxationItemsResponse",
    "Invoice",
    "InvoiceFile",
    "InvoiceFilesResponse",
    "InvoiceForBulkUpdate",
    "InvoiceItem",
    "InvoiceItemsResponse",
    "InvoicePostResponse",
    "InvoiceResponse",
    "InvoiceSettlementAsyncJobOperationType",
    "InvoiceSettlementAsyncJobReferenceType",
    "InvoiceSettlementAsyncJobStatus",
    "InvoiceTaxationItem",
    "InvoicesApi",
    "MemoRevenueImpacting",
    "NetworkException",
    "NotFoundException",
    "OAuthApi",
    "OpenApiException",
    "OperationJobObjectType",
    "OperationJobResponse",
    "OperationJobStatus",
    "OperationJobType",
    "OperationsApi",
    "Pages",
    "PhoneType",
    "PostAsyncInvoiceRequest",
    "PostInvoiceRequest",
    "ProxyUnauthorizedResponse",
    "RateLimitedException",
    "RequestOptions",
    "RetryPolicy",
    "RevRecTrigger",
    "ReverseInvoiceRequest",
    "ReverseInvoiceResponse",
    "ReverseInvoiceResponseCreditMemo",
    "ReverseInvoiceResponseDebitMemo",
    "Runtime",
    "ServiceException",
    "SplitInvoiceItem",
    "SplitInvoiceRequest",
    "SplitInvoiceResponse",
    "TaxItemsFinanceInformation",
    "TaxMode",
    "TaxRateType",
    "TaxStatus",
    "TaxationItem",
    "TaxationItemFinanceInformation",
    "TaxationItemsData",
    "TaxationItemsDataResponse",
    "TokenResponse",
    "TransferredToAccountingStatus",
    "UnauthorizedException",
    "UnpostInvoiceResponse",
    "UpdateDiscountInvoiceItem",
    "UpdateInvoiceItem",
    "UpdateInvoiceRequest",
    "UpdateInvoiceResponse",
    "UploadFileResponse",
    "WaitFailedException",
    "WaitTimeoutException",
    "WriteOffInvoiceAsyncJobResponse",
    "WriteOffInvoiceRequest",
    "WriteOffInvoiceResponse",
    "WriteOffInvoiceResponseCreditMemo",
    "ZuoraClient",
    "ZuoraEnvironment",
    "__version__",
    "parse_timestamp",
    "wait_for",
    "wait_for_all",
    "wait_for_pdf",
    "wait_for_write_off",
    "warm_up",
]
