# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A change to an item of a draft invoice: with `id` it changes or deletes one, without it adds one."""

from decimal import Decimal
from typing import ClassVar

from zuora_sdk.models.base import Bool, Date, Open, RequestModel, Rules, Text
from zuora_sdk.models.create_taxation_item import CreateTaxationItem
from zuora_sdk.models.rev_rec_trigger import RevRecTrigger
from zuora_sdk.models.tax_mode import TaxMode
from zuora_sdk.models.update_discount_invoice_item import UpdateDiscountInvoiceItem


class UpdateInvoiceItem(RequestModel):
    """A change to an item of a draft invoice: with `id` it changes or deletes one, without it adds one."""

    _rules: ClassVar[Rules] = Rules(
        nullable=("tax_code", "tax_mode"),
        max_length={
            "integration_id__ns": 255,
            "integration_status__ns": 255,
            "sync_date__ns": 255,
            "accounting_code": 100,
            "accounts_receivable_accounting_code": 100,
            "adjustment_liability_accounting_code": 100,
            "adjustment_revenue_accounting_code": 100,
            "booking_reference": 100,
            "charge_name": 130,
            "contract_asset_accounting_code": 100,
            "contract_liability_accounting_code": 100,
            "contract_recognized_revenue_accounting_code": 100,
            "deferred_revenue_accounting_code": 100,
            "description": 500,
            "id": 32,
            "item_type": 50,
            "purchase_order_number": 100,
            "recognized_revenue_accounting_code": 100,
            "rev_rec_code": 100,
            "revenue_recognition_rule_name": 50,
            "sku": 255,
            "tax_code": 64,
            "unbilled_receivables_accounting_code": 100,
            "uom": 255,
        },
        max_items={"discount_items": 10, "tax_items": 5},
    )

    integration_id__ns: Text | None = None
    """ID under which NetSuite knows this object. Needs the NetSuite connector. At most 255 characters."""
    integration_status__ns: Text | None = None
    """Where the sync of this object with NetSuite stands. Needs the NetSuite connector. At most 255 characters."""
    sync_date__ns: Text | None = None
    """Day on which this object was last synced with NetSuite. Needs the NetSuite connector. At most 255 characters."""
    accounting_code: Text | None = None
    """Chart-of-accounts code that this item is booked under. At most 100 characters."""
    accounts_receivable_accounting_code: Text | None = None
    """Accounting code of the receivables account that the item is booked under. At most 100 characters. Needs
    `Zuora-Version` 2025-08-12 or later."""
    adjustment_liability_accounting_code: Text | None = None
    """Accounting code for the liability part of an adjustment. Needs the Billing - Revenue Integration feature. At most
    100 characters."""
    adjustment_revenue_accounting_code: Text | None = None
    """Accounting code for the revenue part of an adjustment. Needs the Billing - Revenue Integration feature. At most
    100 characters."""
    amount: Decimal | None = None
    """Amount of the item in the invoice currency, with tax when it is tax-inclusive and without tax when it is
    tax-exclusive."""
    booking_reference: Text | None = None
    """Your own booking or order reference, shown with the item. Only for an item without `id`. At most 100
    characters."""
    charge_date: Text | None = None
    """Moment at which the item was charged, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
    charge_name: Text | None = None
    """Name of the charge as the customer reads it. A new entry needs it unless `product_rate_plan_charge_id` is given.
    At most 130 characters."""
    contract_asset_accounting_code: Text | None = None
    """Accounting code for the contract asset. Needs the Billing - Revenue Integration feature. At most 100
    characters."""
    contract_liability_accounting_code: Text | None = None
    """Accounting code for the contract liability. Needs the Billing - Revenue Integration feature. At most 100
    characters."""
    contract_recognized_revenue_accounting_code: Text | None = None
    """Accounting code for the recognized revenue of the contract. Needs the Billing - Revenue Integration feature. At
    most 100 characters."""
    deferred_revenue_accounting_code: Text | None = None
    """Accounting code that holds the revenue until it is earned. Needs the Zuora Finance feature. At most 100
    characters."""
    delete: Bool | None = None
    """True removes the item named by `id` from the draft. Rejected for an item without `id`."""
    description: Text | None = None
    """Free text shown with the item. At most 500 characters."""
    discount_items: list[UpdateDiscountInvoiceItem] | None = None
    """Discounts on this item to change or add, at most 10."""
    exclude_item_billing_from_revenue_accounting: Bool | None = None
    """True keeps the billing of this item out of revenue accounting. Needs the Billing - Revenue Integration
    feature."""
    id: Text | None = None
    """ID of the item to change or delete. An entry without it adds an item. At most 32 characters."""
    item_type: Text | None = None
    """Type of the item. Zuora publishes no list of values. At most 50 characters."""
    product_rate_plan_charge_id: Text | None = None
    """ID of a catalog charge to bill. It overwrites `charge_name`, `sku`, `uom`, `tax_code`, `tax_mode`,
    `accounting_code`, `deferred_revenue_accounting_code` and `recognized_revenue_accounting_code` with its own. Only
    for an item without `id`."""
    purchase_order_number: Text | None = None
    """The customer's purchase order number. At most 100 characters."""
    quantity: Decimal | None = None
    """How many units are billed."""
    recognized_revenue_accounting_code: Text | None = None
    """Accounting code that earned revenue is booked under. Needs the Zuora Finance feature. At most 100 characters."""
    rev_rec_code: Text | None = None
    """Code that ties the item to your revenue recognition policies. At most 100 characters."""
    rev_rec_start_date: Date | None = None
    """Day on which the recognition of the revenue starts. Needs the Zuora Finance feature. Needs `Zuora-Version`
    2025-08-12 or later."""
    rev_rec_trigger_condition: Open[RevRecTrigger] | None = None
    """Event that starts the recognition of the revenue."""
    revenue_recognition_rule_name: Text | None = None
    """Name of the rule by which revenue is recognized over time. Needs the Zuora Finance feature. At most 50
    characters."""
    service_end_date: Date | None = None
    """Last day of the service that is billed."""
    service_start_date: Date | None = None
    """First day of the service that is billed; for a one-time fee the day of the charge."""
    sku: Text | None = None
    """Your stock-keeping unit of the item. Rejected when a product of the catalog already has it. At most 255
    characters."""
    tax_code: Text | None = None
    """Tax code whose rules apply to the item. Null here and in `tax_mode` removes the taxes given at creation. Needs
    the Taxation feature. At most 64 characters."""
    tax_items: list[CreateTaxationItem] | None = None
    """Taxes of the item that you computed yourself, at most 5. Only for an item without `id`. Needs the Taxation
    feature."""
    tax_mode: Open[TaxMode] | None = None
    """Whether the price contains the tax or the tax is added to it. Null here and in `tax_code` removes the taxes given
    at creation."""
    unbilled_receivables_accounting_code: Text | None = None
    """Accounting code for receivables not billed yet. Needs the Billing - Revenue Integration feature. At most 100
    characters."""
    unit_price: Decimal | None = None
    """Price of one unit, in the invoice currency. Card payments with Level 3 data need it above zero."""
    uom: Text | None = None
    """Unit that `quantity` counts, such as seat or hour. At most 255 characters."""
