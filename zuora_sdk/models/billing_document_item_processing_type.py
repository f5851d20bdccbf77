# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What kind of line an item of a billing document is."""

from zuora_sdk.models.base_enum import WireEnum


class BillingDocumentItemProcessingType(WireEnum):
    """What kind of line an item of a billing document is."""

    CHARGE = "Charge"
    """The line bills a charge."""
    DISCOUNT = "Discount"
    """The line takes money off."""
    PREPAYMENT = "Prepayment"
    """The line concerns money paid in advance."""
    TAX = "Tax"
    """The line is a tax."""
    ROUNDING = "Rounding"
    """The line evens out a rounding difference."""
    SURCHARGE = "Surcharge"
    """The line adds a surcharge."""
