# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The changed invoice."""

from decimal import Decimal

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool, Date, Open
from zuora_sdk.models.billing_document_status import BillingDocumentStatus
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.transferred_to_accounting_status import TransferredToAccountingStatus


class UpdateInvoiceResponse(CommonResponse):
    """The changed invoice.

    Some fields have other names than in `InvoiceResponse`: `number`, `comment`, `posted_on`, `posted_by_id`,
    `total_tax_exempt_amount`.
    """

    integration_id__ns: str | None = None
    """ID under which NetSuite knows this object. Needs the NetSuite connector. At most 255 characters."""
    integration_status__ns: str | None = None
    """Where the sync of this object with NetSuite stands. Needs the NetSuite connector. At most 255 characters."""
    sync_date__ns: str | None = None
    """Day on which this object was last synced with NetSuite. Needs the NetSuite connector. At most 255 characters."""
    account_id: AlwaysSent[str] = NOT_SENT
    """ID of the customer account that is billed."""
    amount: AlwaysSent[Decimal] = NOT_SENT
    """Total of the invoice with tax, in its currency."""
    auto_pay: AlwaysSent[Bool] = NOT_SENT
    """Whether payment runs collect this invoice automatically."""
    balance: AlwaysSent[Decimal] = NOT_SENT
    """What is still owed on the invoice after payments, credit memos, adjustments and refunds, in the invoice
    currency."""
    cancelled_by_id: str | None = None
    """ID of the user who canceled the invoice."""
    cancelled_on: str | None = None
    """When the invoice was canceled, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
    comment: str | None = None
    """Free text kept with the invoice; other responses call it `comments`."""
    created_by_id: AlwaysSent[str] = NOT_SENT
    """ID of the user who created the invoice."""
    created_date: AlwaysSent[str] = NOT_SENT
    """When the invoice was created, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
    credit_balance_adjustment_amount: Decimal | None = None
    """Credit balance moved to or from the invoice, in its currency. Needs the Credit Balance feature and Invoice
    Settlement switched off."""
    currency: AlwaysSent[str] = NOT_SENT
    """Three-letter code of the invoice currency."""
    discount: AlwaysSent[Decimal] = NOT_SENT
    """Sum of the discounts on the invoice, in its currency."""
    due_date: AlwaysSent[Date] = NOT_SENT
    """Day by which the invoice is to be paid."""
    id: AlwaysSent[str] = NOT_SENT
    """ID of the invoice, 32 hex digits."""
    invoice_date: AlwaysSent[Date] = NOT_SENT
    """Date printed on the invoice, from which the payment term counts."""
    number: AlwaysSent[str] = NOT_SENT
    """Number of the invoice; other responses call it `invoice_number`."""
    posted_by_id: str | None = None
    """ID of the user who posted the invoice; other responses call it `posted_by`."""
    posted_on: str | None = None
    """When the invoice was posted, as `yyyy-mm-dd hh:mm:ss` without a time zone; other responses call it
    `posted_date`."""
    status: AlwaysSent[Open[BillingDocumentStatus]] = NOT_SENT
    """Where the invoice stands in its life, such as Draft, Posted or Canceled."""
    target_date: Date | None = None
    """Day up to which charges were billed; null for a standalone invoice."""
    tax_amount: AlwaysSent[Decimal] = NOT_SENT
    """Sum of the taxes on the invoice, in its currency."""
    template_id: str | None = None
    """ID of the template that the PDF is made from; null without the Flexible Billing Attributes feature. Needs
    `Zuora-Version` 2025-08-12 or later."""
    total_tax_exempt_amount: AlwaysSent[Decimal] = NOT_SENT
    """Tax not charged because of exemptions, in the invoice currency; other responses call it `tax_exempt_amount`."""
    transferred_to_accounting: Open[TransferredToAccountingStatus] | Bool | None = None
    """Whether the invoice has reached your accounting system. A draft may carry null, or false in place of No."""
    updated_by_id: AlwaysSent[str] = NOT_SENT
    """ID of the user who last changed the invoice."""
    updated_date: AlwaysSent[str] = NOT_SENT
    """When the invoice was last changed, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
