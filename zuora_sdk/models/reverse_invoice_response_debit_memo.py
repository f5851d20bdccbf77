# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The debit memo made by a reversal that also took back a credit memo."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, ResponseModel


class ReverseInvoiceResponseDebitMemo(ResponseModel):
    """The debit memo made by a reversal that also took back a credit memo."""

    id: AlwaysSent[str] = NOT_SENT
    """ID of the debit memo."""
