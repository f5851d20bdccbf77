# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""One line of an invoice, with its amounts, dates, taxes and accounting codes."""

from decimal import Decimal

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool, Date, Open, ResponseModel
from zuora_sdk.models.billing_document_item_processing_type import BillingDocumentItemProcessingType
from zuora_sdk.models.billing_document_item_source_type import BillingDocumentItemSourceType
from zuora_sdk.models.charge_type import ChargeType
from zuora_sdk.models.rev_rec_trigger import RevRecTrigger
from zuora_sdk.models.tax_mode import TaxMode
from zuora_sdk.models.taxation_items_data import TaxationItemsData


class InvoiceItem(ResponseModel):
    """One line of an invoice, with its amounts, dates, taxes and accounting codes."""

    integration_id__ns: str | None = None
    """ID under which NetSuite knows this object. Needs the NetSuite connector. At most 255 characters."""
    integration_status__ns: str | None = None
    """Where the sync of this object with NetSuite stands. Needs the NetSuite connector. At most 255 characters."""
    sync_date__ns: str | None = None
    """Day on which this object was last synced with NetSuite. Needs the NetSuite connector. At most 255 characters."""
    accounting_code: str | None = None
    """Chart-of-accounts code that this item is booked under."""
    adjustment_liability_accounting_code: str | None = None
    """Accounting code for the liability part of an adjustment. Needs the Billing - Revenue Integration feature."""
    adjustment_revenue_accounting_code: str | None = None
    """Accounting code for the revenue part of an adjustment. Needs the Billing - Revenue Integration feature."""
    applied_to_item_id: str | None = None
    """ID of the item that a discount applies to; null for an item that is no discount."""
    available_to_credit_amount: Decimal | None = None
    """How much of the item can still be credited, in the invoice currency."""
    balance: Decimal | None = None
    """What is still owed on the item, in the invoice currency."""
    booking_reference: str | None = None
    """Your own booking or order reference given with the item."""
    charge_amount: AlwaysSent[Decimal] = NOT_SENT
    """Amount of the item, never including tax, in the invoice currency."""
    charge_date: AlwaysSent[str] = NOT_SENT
    """Moment at which the item was charged, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
    charge_description: str | None = None
    """Description of the charge that the item bills."""
    charge_id: str | None = None
    """ID of the subscription charge that the item bills."""
    charge_name: AlwaysSent[str] = NOT_SENT
    """Name of the charge as the customer reads it."""
    charge_type: Open[ChargeType] | None = None
    """Whether the charge is one-time, recurring or by usage."""
    commitment_id: str | None = None
    """ID of the commitment that the item bills. Needs `Zuora-Version` 2025-08-12 or later."""
    commitment_period_id: str | None = None
    """ID of the period of the commitment that the item bills. Needs `Zuora-Version` 2025-08-12 or later."""
    contract_asset_accounting_code: str | None = None
    """Accounting code for the contract asset. Needs the Billing - Revenue Integration feature."""
    contract_liability_accounting_code: str | None = None
    """Accounting code for the contract liability. Needs the Billing - Revenue Integration feature."""
    contract_recognized_revenue_accounting_code: str | None = None
    """Accounting code for the recognized revenue of the contract. Needs the Billing - Revenue Integration feature."""
    deferred_revenue_accounting_code: str | None = None
    """Accounting code that holds the revenue until it is earned. Needs the Zuora Finance feature."""
    description: str | None = None
    """Free text shown with the item."""
    exclude_item_billing_from_revenue_accounting: Bool | None = None
    """True keeps the billing of this item out of revenue accounting. Needs the Billing - Revenue Integration
    feature."""
    id: AlwaysSent[str] = NOT_SENT
    """ID of the invoice item."""
    invoice_schedule_id: str | None = None
    """ID of the billing schedule behind the item. Needs the Billing Schedule feature (early adopters)."""
    invoice_schedule_item_id: str | None = None
    """ID of the entry of the billing schedule. Needs the Billing Schedule feature (early adopters)."""
    item_type: str | None = None
    """Type of the item. Zuora publishes no list of values."""
    processing_type: AlwaysSent[Open[BillingDocumentItemProcessingType]] = NOT_SENT
    """Whether the item is a charge, a discount, a prepayment, a tax, a rounding or a surcharge."""
    product_name: str | None = None
    """Name of the product that is billed."""
    product_rate_plan_charge_id: str | None = None
    """ID of the catalog charge that the item was made from."""
    purchase_order_number: str | None = None
    """The customer's purchase order number."""
    quantity: AlwaysSent[Decimal] = NOT_SENT
    """How many units are billed."""
    recognized_revenue_accounting_code: str | None = None
    """Accounting code that earned revenue is booked under. Needs the Zuora Finance feature."""
    rev_rec_code: str | None = None
    """Code that ties the item to your revenue recognition policies."""
    rev_rec_start_date: Date | None = None
    """Day on which the recognition of the revenue starts. Needs the Zuora Finance feature. Needs `Zuora-Version`
    2025-08-12 or later."""
    rev_rec_trigger_condition: Open[RevRecTrigger] | None = None
    """Event that starts the recognition of the revenue."""
    revenue_recognition_rule_name: str | None = None
    """Name of the rule by which revenue is recognized over time. Needs the Zuora Finance feature."""
    service_end_date: Date | None = None
    """Last day of the service that is billed."""
    service_start_date: AlwaysSent[Date] = NOT_SENT
    """First day of the service that is billed; for a one-time fee the day of the charge."""
    ship_to_contact_id: str | None = None
    """ID of the contact that receives the delivery."""
    sku: str | None = None
    """Stock-keeping unit of the item."""
    sold_to_contact_id: str | None = None
    """ID of the contact that the item is sold to; null without the Flexible Billing Attributes feature."""
    sold_to_contact_snapshot_id: str | None = None
    """ID of the copy of the sold-to contact taken when the invoice was posted; null without the Flexible Billing
    Attributes feature."""
    source_item_type: AlwaysSent[Open[BillingDocumentItemSourceType]] = NOT_SENT
    """Kind of the object that the item was made from."""
    subscription_id: str | None = None
    """ID of the subscription that the item bills."""
    subscription_name: str | None = None
    """Number of the subscription that the item bills, such as A-S00000031."""
    tax_amount: AlwaysSent[Decimal] = NOT_SENT
    """Sum of the taxes on the item, in the invoice currency."""
    tax_code: str | None = None
    """Tax code whose rules were applied. Needs the Taxation feature."""
    tax_mode: Open[TaxMode] | None = None
    """Whether the price contains the tax or the tax is added to it."""
    taxation_items: AlwaysSent[TaxationItemsData] = NOT_SENT
    """Taxes of the item: an object that holds the first page of them, not a list."""
    unbilled_receivables_accounting_code: str | None = None
    """Accounting code for receivables not billed yet. Needs the Billing - Revenue Integration feature."""
    unit_of_measure: str | None = None
    """Unit that the quantity counts, such as seat or hour."""
    unit_price: Decimal | None = None
    """Price of one unit, in the invoice currency."""
    number_of_deliveries: Decimal | None = None
    """How many deliveries the item bills. Needs the Delivery Pricing feature."""
    reflect_discount_in_net_amount: Bool | None = None
    """Whether discounts are counted in the net amount of the item."""
