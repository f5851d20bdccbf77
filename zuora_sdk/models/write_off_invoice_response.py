# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What became of a write-off, and the credit memo that it made."""

from zuora_sdk.models.base import Bool, ResponseModel
from zuora_sdk.models.write_off_invoice_response_credit_memo import WriteOffInvoiceResponseCreditMemo


class WriteOffInvoiceResponse(ResponseModel):
    """What became of a write-off, and the credit memo that it made."""

    credit_memo: WriteOffInvoiceResponseCreditMemo | None = None
    """The credit memo that settles the invoice."""
    success: Bool | None = None
    """Whether the request was carried out; false comes with `reasons`."""
