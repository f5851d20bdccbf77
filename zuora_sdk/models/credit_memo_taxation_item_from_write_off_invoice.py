# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What to write on the credit memo for one tax of the invoice."""

from decimal import Decimal

from zuora_sdk.models.base import RequestModel, Text


class CreditMemoTaxationItemFromWriteOffInvoice(RequestModel):
    """What to write on the credit memo for one tax of the invoice."""

    amount: Decimal | None = None
    """Amount of the tax to write off, in the invoice currency."""
    taxation_item_id: Text | None = None
    """ID of the taxation item that is written off."""
