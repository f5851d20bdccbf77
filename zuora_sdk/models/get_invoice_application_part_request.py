# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A payment or credit memo applied to the invoice."""

from decimal import Decimal

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, DateTime, ResponseModel


class GetInvoiceApplicationPartRequest(ResponseModel):
    """A payment or credit memo applied to the invoice.

    A response in spite of its name.
    """

    applied_amount: AlwaysSent[Decimal] = NOT_SENT
    """How much of the payment or credit memo was applied to this invoice, in its currency."""
    created_by_id: AlwaysSent[str] = NOT_SENT
    """ID of the user who applied the payment or credit memo."""
    created_date: AlwaysSent[DateTime] = NOT_SENT
    """When the payment or credit memo was applied, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
    credit_memo_id: str | None = None
    """ID of the applied credit memo; null when the part is a payment."""
    payment_id: str | None = None
    """ID of the applied payment; null when the part is a credit memo."""
    updated_by_id: AlwaysSent[str] = NOT_SENT
    """ID of the user who last changed the application."""
    updated_date: AlwaysSent[DateTime] = NOT_SENT
    """When the application was last changed, as `yyyy-mm-dd hh:mm:ss` without a time zone."""
