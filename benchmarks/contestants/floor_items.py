"""The floor's models of an invoice's items, written by hand with pydantic alone."""

import datetime as dt
from decimal import Decimal
from enum import Enum

from floor_base import Model, Open
from floor_invoice import FailedReason


class ChargeType(str, Enum):
    ONETIME = "OneTime"
    RECURRING = "Recurring"
    USAGE = "Usage"


class BillingDocumentItemProcessingType(str, Enum):
    CHARGE = "Charge"
    DISCOUNT = "Discount"
    PREPAYMENT = "Prepayment"
    TAX = "Tax"
    ROUNDING = "Rounding"
    SURCHARGE = "Surcharge"


class RevRecTrigger(str, Enum):
    CONTRACTEFFECTIVEDATE = "ContractEffectiveDate"
    SERVICEACTIVATIONDATE = "ServiceActivationDate"
    CUSTOMERACCEPTANCEDATE = "CustomerAcceptanceDate"


class BillingDocumentItemSourceType(str, Enum):
    SUBSCRIPTIONCOMPONENT = "SubscriptionComponent"
    PRODUCTRATEPLANCHARGE = "ProductRatePlanCharge"
    ORDERLINEITEM = "OrderLineItem"
    INVOICEDETAIL = "InvoiceDetail"
    CREDITMEMOITEM = "CreditMemoItem"
    DEBITMEMOITEM = "DebitMemoItem"
    ADJUSTMENT = "Adjustment"
    ROUNDING = "Rounding"
    NONE = "None"
    SURCHARGE = "Surcharge"


class TaxMode(str, Enum):
    TAXINCLUSIVE = "TaxInclusive"
    TAXEXCLUSIVE = "TaxExclusive"


class TaxRateType(str, Enum):
    PERCENTAGE = "Percentage"
    FLATFEE = "FlatFee"


class InvoiceTaxationItem(Model):
    available_to_credit_amount: Decimal | None = None
    balance: Decimal | None = None
    credit_amount: Decimal | None = None
    exempt_amount: Decimal | None = None
    id: str | None = None
    jurisdiction: str | None = None
    location_code: str | None = None
    name: str | None = None
    payment_amount: Decimal | None = None
    tax_amount: Decimal | None = None
    tax_code: str | None = None
    tax_code_description: str | None = None
    tax_date: dt.date | None = None
    tax_rate: Decimal | None = None
    tax_rate_description: str | None = None
    tax_rate_type: Open[TaxRateType] | None = None


class TaxationItemsData(Model):
    data: list[InvoiceTaxationItem] | None = None
    next_page: str | None = None


class InvoiceItem(Model):
    integration_id__ns: str | None = None
    integration_status__ns: str | None = None
    sync_date__ns: str | None = None
    accounting_code: str | None = None
    adjustment_liability_accounting_code: str | None = None
    adjustment_revenue_accounting_code: str | None = None
    applied_to_item_id: str | None = None
    available_to_credit_amount: Decimal | None = None
    balance: Decimal | None = None
    booking_reference: str | None = None
    charge_amount: Decimal | None = None
    charge_date: str | None = None
    charge_description: str | None = None
    charge_id: str | None = None
    charge_name: str | None = None
    charge_type: Open[ChargeType] | None = None
    contract_asset_accounting_code: str | None = None
    contract_liability_accounting_code: str | None = None
    contract_recognized_revenue_accounting_code: str | None = None
    deferred_revenue_accounting_code: str | None = None
    description: str | None = None
    exclude_item_billing_from_revenue_accounting: bool | None = None
    id: str | None = None
    invoice_schedule_id: str | None = None
    invoice_schedule_item_id: str | None = None
    item_type: str | None = None
    processing_type: Open[BillingDocumentItemProcessingType] | None = None
    product_name: str | None = None
    product_rate_plan_charge_id: str | None = None
    purchase_order_number: str | None = None
    quantity: Decimal | None = None
    recognized_revenue_accounting_code: str | None = None
    rev_rec_code: str | None = None
    rev_rec_trigger_condition: Open[RevRecTrigger] | None = None
    revenue_recognition_rule_name: str | None = None
    service_end_date: dt.date | None = None
    service_start_date: dt.date | None = None
    ship_to_contact_id: str | None = None
    sku: str | None = None
    sold_to_contact_id: str | None = None
    sold_to_contact_snapshot_id: str | None = None
    source_item_type: Open[BillingDocumentItemSourceType] | None = None
    subscription_id: str | None = None
    subscription_name: str | None = None
    tax_amount: Decimal | None = None
    tax_code: str | None = None
    tax_mode: Open[TaxMode] | None = None
    taxation_items: TaxationItemsData | None = None
    unbilled_receivables_accounting_code: str | None = None
    unit_of_measure: str | None = None
    unit_price: Decimal | None = None
    number_of_deliveries: Decimal | None = None
    reflect_discount_in_net_amount: bool | None = None


class InvoiceItemsResponse(Model):
    process_id: str | None = None
    request_id: str | None = None
    reasons: list[FailedReason] | None = None
    success: bool | None = None
    invoice_items: list[InvoiceItem] | None = None
    next_page: str | None = None
