# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A tax on an invoice item, with what is paid, credited and still owed."""

from decimal import Decimal

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Date, Open, ResponseModel
from zuora_sdk.models.tax_rate_type import TaxRateType


class InvoiceTaxationItem(ResponseModel):
    """A tax on an invoice item, with what is paid, credited and still owed."""

    available_to_credit_amount: Decimal | None = None
    """How much of the tax can still be credited, in the invoice currency."""
    balance: AlwaysSent[Decimal] = NOT_SENT
    """What is still owed of the tax, in the invoice currency."""
    credit_amount: AlwaysSent[Decimal] = NOT_SENT
    """How much of the tax has been settled by credit memos, in the invoice currency."""
    exempt_amount: AlwaysSent[Decimal] = NOT_SENT
    """Tax that is not charged because of an exemption, in the invoice currency."""
    id: AlwaysSent[str] = NOT_SENT
    """ID of the taxation item."""
    jurisdiction: str | None = None
    """Authority that levies the tax, such as a state or a county."""
    location_code: str | None = None
    """Code that the tax engine uses for the place of taxation."""
    name: AlwaysSent[str] = NOT_SENT
    """Name of the tax."""
    payment_amount: AlwaysSent[Decimal] = NOT_SENT
    """How much of the tax has been paid, in the invoice currency."""
    tax_amount: AlwaysSent[Decimal] = NOT_SENT
    """The tax, in the invoice currency."""
    tax_code: str | None = None
    """Tax code whose rules were applied."""
    tax_code_description: str | None = None
    """What the tax code stands for, in words."""
    tax_date: AlwaysSent[Date] = NOT_SENT
    """Day whose tax rules and rates were applied."""
    tax_rate: AlwaysSent[Decimal] = NOT_SENT
    """Rate of the tax: a share of the amount or a fixed sum, as `tax_rate_type` says."""
    tax_rate_description: str | None = None
    """What the rate is for, in words."""
    tax_rate_type: AlwaysSent[Open[TaxRateType]] = NOT_SENT
    """How `tax_rate` is to be read: as a percentage or as a flat fee."""
