# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The changed invoice."""

from decimal import Decimal

from zuora_sdk.models.base import Bool, Date, Open, ResponseModel
from zuora_sdk.models.billing_document_status import BillingDocumentStatus
from zuora_sdk.models.failed_reason import FailedReason
from zuora_sdk.models.transferred_to_accounting_status import TransferredToAccountingStatus


class UpdateInvoiceResponse(ResponseModel):
    """The changed invoice.

    Some fields have other names than in `InvoiceResponse`: `number`, `comment`, `posted_on`, `posted_by_id`,
    `total_tax_exempt_amount`.
    """

    process_id: str | None = None
    """ID of the process that failed, 16 hex digits, for questions to Zuora support."""
    request_id: str | None = None
    """ID of the request, a UUID, for questions to Zuora support."""
    reasons: list[FailedReason] | None = None
    """Why the request, or this entry of a bulk request, failed; absent when it went well."""
    success: Bool | None = None
    """Whether the request was carried out; false comes with `reasons`."""
    integration_id__ns: str | None = None
    """ID under which NetSuite knows this object. Needs the NetSuite connector. At most 255 characters."""
    integration_status__ns: str | None = None
    """Where the sync of this object with NetSuite stands. Needs the NetSuite connector. At most 255 characters."""
    sync_date__ns: str | None = None
    """Day on which this object was last synced with NetSuite. Needs the NetSuite connector. At most 255 characters."""
    account_id: str | None = None
    """ID of the customer account that is billed."""
    amount: Decimal | None = None
    """Total of the invoice with tax, in its currency."""
    auto_pay: Bool | None = None
    """Whether payment runs collect this invoice automatically."""
    balance: Decimal | None = None
    """What is still owed on the invoice after payments, credit memos, adjustments and refunds, in the invoice
    currency."""
    cancelled_by_id: str | None = None
    """ID of the user who cancelled the invoice."""
    cancelled_on: str | None = None
    """When the invoice was cancelled, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
    comment: str | None = None
    """Free text kept with the invoice; other answers call it `comments`."""
    created_by_id: str | None = None
    """ID of the user who created the invoice."""
    created_date: str | None = None
    """When the invoice was created, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
    credit_balance_adjustment_amount: Decimal | None = None
    """Credit balance moved to or from the invoice, in its currency. Needs the Credit Balance feature and Invoice
    Settlement switched off."""
    currency: str | None = None
    """Three-letter code of the invoice currency."""
    discount: Decimal | None = None
    """Sum of the discounts on the invoice, in its currency."""
    due_date: Date | None = None
    """Day by which the invoice is to be paid."""
    id: str | None = None
    """ID of the invoice, 32 hex digits."""
    invoice_date: Date | None = None
    """Date printed on the invoice, from which the payment term counts."""
    number: str | None = None
    """Number of the invoice; other answers call it `invoice_number`."""
    posted_by_id: str | None = None
    """ID of the user who posted the invoice; other answers call it `posted_by`."""
    posted_on: str | None = None
    """When the invoice was posted, as `yyyy-mm-dd hh:mm:ss` without a time zone; other answers call it
    `posted_date`."""
    status: Open[BillingDocumentStatus] | None = None
    """Where the invoice stands in its life, such as Draft, Posted or Canceled."""
    target_date: Date | None = None
    """Day up to which charges were billed; null for a standalone invoice."""
    tax_amount: Decimal | None = None
    """Sum of the taxes on the invoice, in its currency."""
    total_tax_exempt_amount: Decimal | None = None
    """Tax not charged because of exemptions, in the invoice currency; other answers call it `tax_exempt_amount`."""
    transferred_to_accounting: Open[TransferredToAccountingStatus] | Bool | None = None
    """Whether the invoice has reached your accounting system. A draft may carry null, or false in place of No."""
    updated_by_id: str | None = None
    """ID of the user who last changed the invoice."""
    updated_date: str | None = None
    """When the invoice was last changed, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
