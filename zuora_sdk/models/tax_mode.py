# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Whether a price contains its tax."""

from zuora_sdk.models.base_enum import WireEnum


class TaxMode(WireEnum):
    """Whether a price contains its tax."""

    TAXINCLUSIVE = "TaxInclusive"
    """The price contains the tax."""
    TAXEXCLUSIVE = "TaxExclusive"
    """The tax is added to the price."""
