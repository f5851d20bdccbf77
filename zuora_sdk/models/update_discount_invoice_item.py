# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A change to a discount of a draft invoice."""

from decimal import Decimal
from typing import ClassVar

from zuora_sdk.models.base import Open, RequestModel, Rules, Text
from zuora_sdk.models.billing_document_item_processing_type import BillingDocumentItemProcessingType
from zuora_sdk.models.create_taxation_item import CreateTaxationItem
from zuora_sdk.models.rev_rec_trigger import RevRecTrigger


class UpdateDiscountInvoiceItem(RequestModel):
    """A change to a discount of a draft invoice.

    Required: `id`.
    """

    _rules: ClassVar[Rules] = Rules(
        required=("id",),
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
            "unbilled_receivables_accounting_code": 100,
        },
        max_items={"tax_items": 5},
    )

    integration_id__ns: Text | None = None
    """ID under which NetSuite knows this object. Needs the NetSuite connector. At most 255 characters."""
    integration_status__ns: Text | None = None
    """Where the sync of this object with NetSuite stands. Needs the NetSuite connector. At most 255 characters."""
    sync_date__ns: Text | None = None
    """Day on which this object was last synced with NetSuite. Needs the NetSuite connector. At most 255 characters."""
    processing_type: Open[BillingDocumentItemProcessingType] | None = None
    """What kind of line the entry is; Discount for a discount."""
    accounting_code: Text | None = None
    """Chart-of-accounts code that this item is booked under. At most 100 characters."""
    accounts_receivable_accounting_code: Text | None = None
    """Accounting code of the receivables account that the discount is booked under. At most 100 characters. Needs
    `Zuora-Version` 2025-08-12 or later."""
    adjustment_liability_accounting_code: Text | None = None
    """Accounting code for the liability part of an adjustment. Needs the Billing - Revenue Integration feature. At most
    100 characters."""
    adjustment_revenue_accounting_code: Text | None = None
    """Accounting code for the revenue part of an adjustment. Needs the Billing - Revenue Integration feature. At most
    100 characters."""
    amount: Decimal | None = None
    """Negative amount to take off, in the invoice currency, a fixed sum whatever the model of the discount; with tax
    when it is tax-inclusive, without when it is tax-exclusive."""
    booking_reference: Text | None = None
    """Your own booking or order reference, shown with the discount. Only when the item that the discount belongs to has
    no `id`. At most 100 characters."""
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
    description: Text | None = None
    """Free text shown with the item. At most 500 characters."""
    id: Text | None = None
    """ID of the discount item to change. At most 32 characters."""
    item_type: Text | None = None
    """Type of the item. Zuora publishes no list of values. At most 50 characters."""
    product_rate_plan_charge_id: Text | None = None
    """ID of a discount charge of the catalog: its name and SKU are taken over, and its three accounting and revenue
    codes if the discount keeps codes of its own, otherwise those of the item's charge. Only when the item that the
    discount belongs to has no `id`."""
    purchase_order_number: Text | None = None
    """The customer's purchase order number. At most 100 characters."""
    recognized_revenue_accounting_code: Text | None = None
    """Accounting code that earned revenue is booked under. Needs the Zuora Finance feature. At most 100 characters."""
    rev_rec_code: Text | None = None
    """Code that ties the item to your revenue recognition policies. At most 100 characters."""
    rev_rec_trigger_condition: Open[RevRecTrigger] | None = None
    """Event that starts the recognition of the revenue."""
    revenue_recognition_rule_name: Text | None = None
    """Name of the rule by which revenue is recognized over time. Needs the Zuora Finance feature. At most 50
    characters."""
    sku: Text | None = None
    """Your stock-keeping unit of the item. Rejected when a product of the catalog already has it. At most 255
    characters."""
    tax_items: list[CreateTaxationItem] | None = None
    """Taxes of the discount that you computed yourself, at most 5. Only when the item that the discount belongs to has
    no `id`. Needs the Taxation feature."""
    unbilled_receivables_accounting_code: Text | None = None
    """Accounting code for receivables not billed yet. Needs the Billing - Revenue Integration feature. At most 100
    characters."""
    unit_price: Decimal | None = None
    """Price of one unit, in the invoice currency; the PDF prints it as a percentage for a percentage discount."""
