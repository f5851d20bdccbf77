# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Kind of the object that an item of a billing document was made from."""

from zuora_sdk.models.base_enum import WireEnum


class BillingDocumentItemSourceType(WireEnum):
    """Kind of the object that an item of a billing document was made from."""

    SUBSCRIPTIONCOMPONENT = "SubscriptionComponent"
    """A charge of a subscription."""
    PRODUCTRATEPLANCHARGE = "ProductRatePlanCharge"
    """A charge of the product catalog."""
    ORDERLINEITEM = "OrderLineItem"
    """A line of an order."""
    INVOICEDETAIL = "InvoiceDetail"
    """A detail of an invoice."""
    CREDITMEMOITEM = "CreditMemoItem"
    """An item of a credit memo."""
    DEBITMEMOITEM = "DebitMemoItem"
    """An item of a debit memo."""
    ADJUSTMENT = "Adjustment"
    """An adjustment made afterwards."""
    ROUNDING = "Rounding"
    """A rounding difference."""
    NONE = "None"
    """No object at all: the item stands alone."""
    SURCHARGE = "Surcharge"
    """A surcharge on the document."""
    COMMITMENT = "Commitment"
    """A commitment of the customer. Needs `Zuora-Version` 2025-08-12 or later."""
