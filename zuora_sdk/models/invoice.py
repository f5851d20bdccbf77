# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""An invoice: its amounts, dates, status and contacts, without its items."""

from decimal import Decimal

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool, Date, Open, ResponseModel
from zuora_sdk.models.billing_document_status import BillingDocumentStatus
from zuora_sdk.models.e_invoice_status import EInvoiceStatus
from zuora_sdk.models.tax_status import TaxStatus
from zuora_sdk.models.transferred_to_accounting_status import TransferredToAccountingStatus


class Invoice(ResponseModel):
    """An invoice: its amounts, dates, status and contacts, without its items."""

    account_id: AlwaysSent[str] = NOT_SENT
    """ID of the customer account that is billed."""
    adjustment_amount: AlwaysSent[Decimal] = NOT_SENT
    """Sum of the adjustments made to the invoice, in its currency."""
    amount: AlwaysSent[Decimal] = NOT_SENT
    """Total of the invoice with tax, in its currency."""
    amount_without_tax: AlwaysSent[Decimal] = NOT_SENT
    """Total of the invoice without tax, in its currency."""
    auto_pay: AlwaysSent[Bool] = NOT_SENT
    """Whether payment runs collect this invoice automatically."""
    balance: AlwaysSent[Decimal] = NOT_SENT
    """What is still owed on the invoice after payments, credit memos, adjustments and refunds, in the invoice
    currency."""
    bill_run_id: str | None = None
    """ID of the bill run that made the invoice; null for one made otherwise."""
    bill_to_contact_id: str | None = None
    """ID of the contact that the invoice is addressed to."""
    bill_to_contact_snapshot_id: str | None = None
    """ID of the copy of the bill-to contact taken when the invoice was posted."""
    comments: str | None = None
    """Free text kept with the invoice."""
    created_by_id: AlwaysSent[str] = NOT_SENT
    """ID of the user who created the invoice."""
    created_date: AlwaysSent[str] = NOT_SENT
    """When the invoice was created, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
    credit_balance_adjustment_amount: Decimal | None = None
    """Credit balance moved to or from the invoice, in its currency. Needs the Credit Balance feature and Invoice
    Settlement switched off."""
    credit_memo_amount: Decimal | None = None
    """Sum of the credit memos applied to the invoice, in its currency. Needs the Invoice Settlement feature."""
    currency: AlwaysSent[str] = NOT_SENT
    """Three-letter code of the invoice currency."""
    discount: AlwaysSent[Decimal] = NOT_SENT
    """Sum of the discounts on the invoice, in its currency."""
    due_date: AlwaysSent[Date] = NOT_SENT
    """Day by which the invoice is to be paid."""
    e_invoice_status: Open[EInvoiceStatus] | None = None
    """How far the e-invoice has come with the tax authority or vendor."""
    e_invoice_error_code: str | None = None
    """Error code that the tax authority or e-invoicing vendor gave; null when nothing failed."""
    e_invoice_error_message: str | None = None
    """What went wrong with the e-invoice; null when nothing failed."""
    e_invoice_file_id: str | None = None
    """ID of the e-invoice file once it was generated."""
    sales_ereporting_request_id: str | None = None
    """ID of the e-reporting request about the sale. Needs `Zuora-Version` 2025-08-12 or later."""
    ar_ereporting_request_id: str | None = None
    """ID of the e-reporting request about the receivable. Needs `Zuora-Version` 2025-08-12 or later."""
    id: AlwaysSent[str] = NOT_SENT
    """ID of the invoice, 32 hex digits."""
    includes_one_time: AlwaysSent[Bool] = NOT_SENT
    """Whether the invoice bills one-time charges."""
    includes_recurring: AlwaysSent[Bool] = NOT_SENT
    """Whether the invoice bills recurring charges."""
    includes_usage: AlwaysSent[Bool] = NOT_SENT
    """Whether the invoice bills usage."""
    invoice_date: AlwaysSent[Date] = NOT_SENT
    """Date printed on the invoice, from which the payment term counts."""
    invoice_group_number: str | None = None
    """Number of the group whose charges were billed together. At most 255 characters. Needs the Flexible Billing
    Attributes feature."""
    invoice_number: AlwaysSent[str] = NOT_SENT
    """Number of the invoice, such as INV00000042, which paths take in place of the ID."""
    last_email_sent_date: str | None = None
    """When the invoice was last sent by e-mail; null if never."""
    payment_amount: AlwaysSent[Decimal] = NOT_SENT
    """Sum of the payments applied to the invoice, in its currency."""
    payment_term: str | None = None
    """Name of the payment term, such as Net 30."""
    posted_by: str | None = None
    """ID of the user who posted the invoice; null for a draft."""
    posted_date: Date | None = None
    """Day on which the invoice was posted; null for a draft."""
    refund_amount: AlwaysSent[Decimal] = NOT_SENT
    """Sum of the refunds given for the invoice, in its currency."""
    sequence_set_id: str | None = None
    """ID of the sequence set that numbered the invoice."""
    ship_to_contact_id: str | None = None
    """ID of the contact that receives the delivery."""
    ship_to_contact_snapshot_id: str | None = None
    """ID of the copy of the ship-to contact taken when the invoice was posted."""
    sold_to_contact_id: str | None = None
    """ID of the contact that the goods are sold to."""
    sold_to_contact_snapshot_id: str | None = None
    """ID of the copy of the sold-to contact taken when the invoice was posted."""
    communication_profile_id: str | None = None
    """ID of the communication profile, which decides which notifications the invoice sends."""
    source: AlwaysSent[str] = NOT_SENT
    """What made the invoice: BillRun, API, ApiSubscribe or ApiAmend."""
    source_id: str | None = None
    """Number of the bill run that made the invoice, such as BR-00000017; null for one made otherwise."""
    source_type: AlwaysSent[str] = NOT_SENT
    """Kind of business behind the invoice: Subscription, Standalone, Order or Consolidation."""
    status: AlwaysSent[Open[BillingDocumentStatus]] = NOT_SENT
    """Where the invoice stands in its life, such as Draft, Posted or Canceled."""
    target_date: Date | None = None
    """Day up to which charges were billed; null for a standalone invoice."""
    tax_amount: Decimal | None = None
    """Sum of the taxes on the invoice, in its currency."""
    tax_exempt_amount: Decimal | None = None
    """Tax not charged because of exemptions, in the invoice currency."""
    tax_message: str | None = None
    """What the tax engine reported; given only when it failed."""
    tax_status: Open[TaxStatus] | None = None
    """How the tax computation ended."""
    template_id: str | None = None
    """ID of the template that the PDF is made from, of the subscription or else of the account; null without the
    Flexible Billing Attributes feature."""
    transferred_to_accounting: Open[TransferredToAccountingStatus] | Bool | None = None
    """Whether the invoice has reached your accounting system. A draft may carry null, or false in place of No."""
    updated_by_id: AlwaysSent[str] = NOT_SENT
    """ID of the user who last changed the invoice."""
    updated_date: AlwaysSent[str] = NOT_SENT
    """When the invoice was last changed, usually as `yyyy-mm-dd hh:mm:ss` without a time zone."""
    integration_id__ns: str | None = None
    """ID under which NetSuite knows this object. Needs the NetSuite connector. At most 255 characters."""
    integration_status__ns: str | None = None
    """Where the sync of this object with NetSuite stands. Needs the NetSuite connector. At most 255 characters."""
    sync_date__ns: str | None = None
    """Day on which this object was last synced with NetSuite. Needs the NetSuite connector. At most 255 characters."""
