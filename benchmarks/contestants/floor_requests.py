"""The floor's models of a bulk request, written by hand with pydantic alone."""

import datetime as dt
from decimal import Decimal
from enum import Enum

from floor_base import Model, Open
from floor_invoice import BillingDocumentStatus, TransferredToAccountingStatus
from floor_items import RevRecTrigger, TaxMode, TaxRateType


class CustomRates(Model):
    currency: str | None = None
    custom_fx_rate: Decimal | None = None
    rate_date: dt.date | None = None


class CreateTaxationItem(Model):
    exempt_amount: Decimal | None = None
    jurisdiction: str | None = None
    location_code: str | None = None
    name: str | None = None
    tax_amount: Decimal | None = None
    tax_code: str | None = None
    tax_code_description: str | None = None
    tax_date: dt.date | None = None
    tax_mode: Open[TaxMode] | None = None
    tax_rate: Decimal | None = None
    tax_rate_description: str | None = None
    tax_rate_type: Open[TaxRateType] | None = None


class CreateDiscountItem(Model):
    integration_id__ns: str | None = None
    integration_status__ns: str | None = None
    sync_date__ns: str | None = None
    accounting_code: str | None = None
    accounts_receivable_accounting_code: str | None = None
    adjustment_liability_accounting_code: str | None = None
    adjustment_revenue_accounting_code: str | None = None
    amount: Decimal | None = None
    booking_reference: str | None = None
    charge_date: str | None = None
    charge_name: str | None = None
    contract_asset_accounting_code: str | None = None
    contract_liability_accounting_code: str | None = None
    contract_recognized_revenue_accounting_code: str | None = None
    deferred_revenue_accounting_code: str | None = None
    description: str | None = None
    item_type: str | None = None
    product_rate_plan_charge_id: str | None = None
    purchase_order_number: str | None = None
    recognized_revenue_accounting_code: str | None = None
    rev_rec_code: str | None = None
    rev_rec_trigger_condition: Open[RevRecTrigger] | None = None
    revenue_recognition_rule_name: str | None = None
    sku: str | None = None
    tax_items: list[CreateTaxationItem] | None = None
    unbilled_receivables_accounting_code: str | None = None
    unit_price: Decimal | None = None


class CreateInvoiceItem(Model):
    integration_id__ns: str | None = None
    integration_status__ns: str | None = None
    sync_date__ns: str | None = None
    accounting_code: str | None = None
    adjustment_liability_accounting_code: str | None = None
    adjustment_revenue_accounting_code: str | None = None
    amount: Decimal | None = None
    booking_reference: str | None = None
    charge_date: str | None = None
    charge_name: str | None = None
    contract_asset_accounting_code: str | None = None
    contract_liability_accounting_code: str | None = None
    contract_recognized_revenue_accounting_code: str | None = None
    deferred_revenue_accounting_code: str | None = None
    description: str | None = None
    discount_items: list[CreateDiscountItem] | None = None
    exclude_item_billing_from_revenue_accounting: bool | None = None
    item_type: str | None = None
    product_rate_plan_charge_id: str | None = None
    purchase_order_number: str | None = None
    quantity: Decimal | None = None
    recognized_revenue_accounting_code: str | None = None
    rev_rec_code: str | None = None
    rev_rec_trigger_condition: Open[RevRecTrigger] | None = None
    revenue_recognition_rule_name: str | None = None
    service_end_date: dt.date | None = None
    service_start_date: dt.date | None = None
    sku: str | None = None
    tax_code: str | None = None
    tax_items: list[CreateTaxationItem] | None = None
    tax_mode: Open[TaxMode] | None = None
    unbilled_receivables_accounting_code: str | None = None
    unit_price: Decimal | None = None
    uom: str | None = None


class PhoneType(str, Enum):
    WORK = "Work"
    MOBILE = "Mobile"
    HOME = "Home"
    OTHER = "Other"


class CreateAccountContact(Model):
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    country: str | None = None
    county: str | None = None
    fax: str | None = None
    first_name: str | None = None
    home_phone: str | None = None
    last_name: str | None = None
    mobile_phone: str | None = None
    nickname: str | None = None
    other_phone: str | None = None
    other_phone_type: Open[PhoneType] | None = None
    personal_email: str | None = None
    state: str | None = None
    tax_region: str | None = None
    work_email: str | None = None
    work_phone: str | None = None
    zip_code: str | None = None
    contact_description: str | None = None


class CreateInvoiceRequest(Model):
    integration_id__ns: str | None = None
    integration_status__ns: str | None = None
    sync_date__ns: str | None = None
    account_id: str | None = None
    account_number: str | None = None
    auto_pay: bool | None = None
    comments: str | None = None
    custom_rates: list[CustomRates] | None = None
    due_date: dt.date | None = None
    invoice_date: dt.date | None = None
    invoice_items: list[CreateInvoiceItem] | None = None
    invoice_number: str | None = None
    status: Open[BillingDocumentStatus] | None = None
    bill_to_contact_id: str | None = None
    payment_term: str | None = None
    sequence_set: str | None = None
    communication_profile_id: str | None = None
    sold_to_contact_id: str | None = None
    bill_to_contact: CreateAccountContact | None = None
    sold_to_contact: CreateAccountContact | None = None
    sold_to_same_as_bill_to: bool | None = None
    template_id: str | None = None
    transferred_to_accounting: Open[TransferredToAccountingStatus] | None = None
    ship_to_contact_id: str | None = None
    ship_to_contact: CreateAccountContact | None = None
    ship_to_same_as_bill_to: bool | None = None


class BulkCreateInvoicesRequest(Model):
    invoices: list[CreateInvoiceRequest] | None = None
    use_single_transaction: bool | None = None
