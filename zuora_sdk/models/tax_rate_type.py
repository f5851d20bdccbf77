# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How a tax rate is to be read."""

from zuora_sdk.models.base_enum import WireEnum


class TaxRateType(WireEnum):
    """How a tax rate is to be read."""

    PERCENTAGE = "Percentage"
    """The rate is a share of the amount."""
    FLATFEE = "FlatFee"
    """The rate is a fixed sum."""
