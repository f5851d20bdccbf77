# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What became of a write-off, and the credit memo that it made."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool, ResponseModel
from zuora_sdk.models.write_off_invoice_response_credit_memo import WriteOffInvoiceResponseCreditMemo


class WriteOffInvoiceResponse(ResponseModel):
    """What became of a write-off, and the credit memo that it made."""

    credit_memo: AlwaysSent[WriteOffInvoiceResponseCreditMemo] = NOT_SENT
    """The credit memo that settles the invoice."""
    success: AlwaysSent[Bool] = NOT_SENT
    """Whether the request was carried out; false comes with `reasons`."""
