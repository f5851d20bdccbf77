# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A tax on an invoice item, as it is stored, with its accounting codes."""

from decimal import Decimal

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Date, Open, ResponseModel
from zuora_sdk.models.tax_mode import TaxMode
from zuora_sdk.models.tax_rate_type import TaxRateType
from zuora_sdk.models.taxation_item_finance_information import TaxationItemFinanceInformation


class TaxationItem(ResponseModel):
    """A tax on an invoice item, as it is stored, with its accounting codes."""

    created_by_id: AlwaysSent[str] = NOT_SENT
    """ID of the user who created the taxation item."""
    created_date: AlwaysSent[str] = NOT_SENT
    """When the taxation item was created, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
    exempt_amount: AlwaysSent[Decimal] = NOT_SENT
    """Tax that is not charged because of an exemption, in the invoice currency."""
    finance_information: TaxationItemFinanceInformation | None = None
    """Accounting codes of the taxation item."""
    id: AlwaysSent[str] = NOT_SENT
    """ID of the taxation item."""
    invoice_item_id: AlwaysSent[str] = NOT_SENT
    """ID of the invoice item that is taxed."""
    jurisdiction: AlwaysSent[str] = NOT_SENT
    """Authority that levies the tax, such as a state or a county."""
    location_code: str | None = None
    """Code that the tax engine uses for the place of taxation."""
    memo_item_id: str | None = None
    """ID of the credit or debit memo item that the tax belongs to, if any."""
    name: AlwaysSent[str] = NOT_SENT
    """Name of the tax."""
    source_tax_item_id: str | None = None
    """ID of the taxation item that this one was made from, if any."""
    tax_amount: AlwaysSent[Decimal] = NOT_SENT
    """The tax, in the invoice currency."""
    applicable_tax_un_rounded: Decimal | None = None
    """The tax before rounding, in the invoice currency."""
    country: str | None = None
    """Country whose tax it is."""
    tax_code: str | None = None
    """Tax code whose rules were applied."""
    tax_code_description: str | None = None
    """What the tax code stands for, in words."""
    tax_date: AlwaysSent[Date] = NOT_SENT
    """Day whose tax rules and rates were applied."""
    tax_mode: Open[TaxMode] | None = None
    """Whether the price contains the tax or the tax is added to it."""
    tax_rate: AlwaysSent[Decimal] = NOT_SENT
    """Rate of the tax: a share of the amount or a fixed sum, as `tax_rate_type` says."""
    tax_rate_description: str | None = None
    """What the rate is for, in words."""
    tax_rate_type: AlwaysSent[Open[TaxRateType]] = NOT_SENT
    """How `tax_rate` is to be read: as a percentage or as a flat fee."""
    updated_by_id: AlwaysSent[str] = NOT_SENT
    """ID of the user who last changed the taxation item."""
    updated_date: AlwaysSent[str] = NOT_SENT
    """When the taxation item was last changed, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
