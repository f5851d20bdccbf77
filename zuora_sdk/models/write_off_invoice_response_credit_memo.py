# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The credit memo made by a write-off."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, ResponseModel


class WriteOffInvoiceResponseCreditMemo(ResponseModel):
    """The credit memo made by a write-off."""

    id: AlwaysSent[str] = NOT_SENT
    """ID of the credit memo."""
