# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The credit memo made by a write-off."""

from zuora_sdk.models.base import ResponseModel


class WriteOffInvoiceResponseCreditMemo(ResponseModel):
    """The credit memo made by a write-off."""

    id: str | None = None
    """ID of the credit memo."""
