# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A tax that you computed yourself, given with an item or a discount."""

from decimal import Decimal
from typing import ClassVar

from zuora_sdk.models.base import Date, Open, RequestModel, Rules, Text
from zuora_sdk.models.tax_mode import TaxMode
from zuora_sdk.models.tax_rate_type import TaxRateType


class CreateTaxationItem(RequestModel):
    """A tax that you computed yourself, given with an item or a discount.

    Required: `name`, `tax_amount`, `tax_code`, `tax_date`, `tax_mode`, `tax_rate`, `tax_rate_type`.
    """

    _rules: ClassVar[Rules] = Rules(
        required=("name", "tax_amount", "tax_code", "tax_date", "tax_mode", "tax_rate", "tax_rate_type"),
        max_length={
            "jurisdiction": 255,
            "location_code": 32,
            "name": 128,
            "tax_code": 64,
            "tax_code_description": 255,
            "tax_rate_description": 255,
        },
    )

    exempt_amount: Decimal | None = None
    """Tax that is not charged because of an exemption, in the invoice currency."""
    jurisdiction: Text | None = None
    """Authority that levies the tax, such as a state or a county. At most 255 characters."""
    location_code: Text | None = None
    """Code that the tax engine uses for the place of taxation. At most 32 characters."""
    name: Text | None = None
    """Name of the tax, as printed on the invoice. At most 128 characters."""
    tax_amount: Decimal | None = None
    """The tax, in the invoice currency."""
    tax_code: Text | None = None
    """Tax code whose rules apply. At most 64 characters."""
    tax_code_description: Text | None = None
    """What the tax code stands for, in words. At most 255 characters."""
    tax_date: Date | None = None
    """Day whose tax rules and rates apply."""
    tax_mode: Open[TaxMode] | None = None
    """Whether the price contains the tax or the tax is added to it."""
    tax_rate: Decimal | None = None
    """Rate of the tax: a share of the amount or a fixed sum, as `tax_rate_type` says."""
    tax_rate_description: Text | None = None
    """What the rate is for, in words. At most 255 characters."""
    tax_rate_type: Open[TaxRateType] | None = None
    """How `tax_rate` is to be read: as a percentage or as a flat fee."""
