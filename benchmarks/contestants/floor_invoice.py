"""The floor's models of one invoice, written by hand with pydantic alone."""

import datetime as dt
from decimal import Decimal
from enum import Enum

from floor_base import Model, Open


class FailedReason(Model):
    code: str | int | None = None
    message: str | None = None


class EInvoiceStatus(str, Enum):
    PROCESSING = "Processing"
    SUCCESS = "Success"
    FAILED = "Failed"
    SKIPPED = "Skipped"
    CONDITIONALSUCCESS = "ConditionalSuccess"
    APPROVEDBYAUTHORITY = "ApprovedByAuthority"
    REJECTED = "Rejected"
    CANCELPROCESSING = "CancelProcessing"
    CANCELLED = "Cancelled"
    CANCELFAILED = "CancelFailed"
    GENERATED = "Generated"


class BillingDocumentStatus(str, Enum):
    DRAFT = "Draft"
    POSTED = "Posted"
    CANCELED = "Canceled"
    CANCELINPROGRESS = "CancelInProgress"
    GENERATING = "Generating"
    PENDINGFORTAX = "PendingForTax"


class TaxStatus(str, Enum):
    COMPLETE = "Complete"
    ERROR = "Error"
    UNKNOWNERROR = "UnknownError"
    DUPLICATEDOC = "DuplicateDoc"
    INVALIDREQUEST = "InvalidRequest"
    INVALIDRESPONSE = "InvalidResponse"
    TAXENGINEERROR = "TaxEngineError"
    CONCURRENTMODIFY = "ConcurrentModify"
    INTERNALSERVERERROR = "InternalServerError"
    TAXCODETEMPLATEERROR = "TaxCodeTemplateError"


class TransferredToAccountingStatus(str, Enum):
    NO = "No"
    PROCESSING = "Processing"
    YES = "Yes"
    ERROR = "Error"
    IGNORE = "Ignore"


class InvoiceResponse(Model):
    process_id: str | None = None
    request_id: str | None = None
    reasons: list[FailedReason] | None = None
    success: bool | None = None
    account_id: str | None = None
    adjustment_amount: Decimal | None = None
    amount: Decimal | None = None
    amount_without_tax: Decimal | None = None
    auto_pay: bool | None = None
    balance: Decimal | None = None
    bill_run_id: str | None = None
    bill_to_contact_id: str | None = None
    bill_to_contact_snapshot_id: str | None = None
    comments: str | None = None
    created_by_id: str | None = None
    created_date: str | None = None
    credit_balance_adjustment_amount: Decimal | None = None
    credit_memo_amount: Decimal | None = None
    currency: str | None = None
    discount: Decimal | None = None
    due_date: dt.date | None = None
    e_invoice_status: Open[EInvoiceStatus] | None = None
    e_invoice_error_code: str | None = None
    e_invoice_error_message: str | None = None
    e_invoice_file_id: str | None = None
    id: str | None = None
    includes_one_time: bool | None = None
    includes_recurring: bool | None = None
    includes_usage: bool | None = None
    invoice_date: dt.date | None = None
    invoice_group_number: str | None = None
    invoice_number: str | None = None
    last_email_sent_date: str | None = None
    payment_amount: Decimal | None = None
    payment_term: str | None = None
    posted_by: str | None = None
    posted_date: dt.date | None = None
    refund_amount: Decimal | None = None
    sequence_set_id: str | None = None
    ship_to_contact_id: str | None = None
    ship_to_contact_snapshot_id: str | None = None
    sold_to_contact_id: str | None = None
    sold_to_contact_snapshot_id: str | None = None
    communication_profile_id: str | None = None
    source: str | None = None
    source_id: str | None = None
    source_type: str | None = None
    status: Open[BillingDocumentStatus] | None = None
    target_date: dt.date | None = None
    tax_amount: Decimal | None = None
    tax_exempt_amount: Decimal | None = None
    tax_message: str | None = None
    tax_status: Open[TaxStatus] | None = None
    template_id: str | None = None
    transferred_to_accounting: Open[TransferredToAccountingStatus] | bool | None = None
    updated_by_id: str | None = None
    updated_date: str | None = None
    integration_id__ns: str | None = None
    integration_status__ns: str | None = None
    sync_date__ns: str | None = None
