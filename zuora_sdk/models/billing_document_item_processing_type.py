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
    COMMITMENTTRUEUP = "CommitmentTrueUp"
    """The line bills what is missing from a commitment. Needs `Zuora-Version` 2025-08-12 or later."""
    PREPAYMENTBILLING = "PrepaymentBilling"
    """The line bills money to be paid in advance. Needs `Zuora-Version` 2025-08-12 or later."""
    PREPAYMENTAPPLICATION = "PrepaymentApplication"
    """The line uses money paid in advance. Needs `Zuora-Version` 2025-08-12 or later."""
