# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A tax that you computed yourself, added to an item of an existing invoice."""

from decimal import Decimal
from typing import ClassVar

from zuora_sdk.models.base import Date, Open, RequestModel, Rules, Text
from zuora_sdk.models.tax_items_finance_information import TaxItemsFinanceInformation
from zuora_sdk.models.tax_mode import TaxMode
from zuora_sdk.models.tax_rate_type import TaxRateType


class CreateTaxationItemForInvoiceRequest(RequestModel):
    """A tax that you computed yourself, added to an item of an existing invoice.

    Required: `invoice_item_id`, `jurisdiction`, `name`, `tax_amount`, `tax_date`, `tax_rate`, `tax_rate_type`.
    """

    _rules: ClassVar[Rules] = Rules(
        required=("invoice_item_id", "jurisdiction", "name", "tax_amount", "tax_date", "tax_rate", "tax_rate_type"),
    )

    exempt_amount: Decimal | None = None
    """Tax that is not charged because of an exemption, in the invoice currency."""
    finance_information: TaxItemsFinanceInformation | None = None
    """Accounting codes to book the tax under."""
    invoice_item_id: Text | None = None
    """ID of the invoice item to tax, not of the invoice."""
    jurisdiction: Text | None = None
    """Authority that levies the tax, such as a state or a county."""
    location_code: Text | None = None
    """Code that the tax engine uses for the place of taxation."""
    name: Text | None = None
    """Name of the tax, as printed on the invoice."""
    tax_amount: Decimal | None = None
    """The tax, in the invoice currency."""
    applicable_tax_un_rounded: Decimal | None = None
    """The tax before rounding, in the invoice currency."""
    country: Text | None = None
    """Country whose tax it is."""
    tax_code: Text | None = None
    """Tax code whose rules apply."""
    tax_code_description: Text | None = None
    """What the tax code stands for, in words."""
    tax_date: Date | None = None
    """Day whose tax rules and rates apply."""
    tax_mode: Open[TaxMode] | None = None
    """Whether the price contains the tax or the tax is added to it."""
    tax_rate: Decimal | None = None
    """Rate of the tax: a share of the amount or a fixed sum, as `tax_rate_type` says."""
    tax_rate_description: Text | None = None
    """What the rate is for, in words."""
    tax_rate_type: Open[TaxRateType] | None = None
    """How `tax_rate` is to be read: as a percentage or as a flat fee."""
