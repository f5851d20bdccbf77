# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The credit memo made by a reversal."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, ResponseModel


class ReverseInvoiceResponseCreditMemo(ResponseModel):
    """The credit memo made by a reversal."""

    id: AlwaysSent[str] = NOT_SENT
    """ID of the credit memo."""
