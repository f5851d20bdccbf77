# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What became of a write-off, and the credit memo that it made."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.write_off_invoice_response_credit_memo import WriteOffInvoiceResponseCreditMemo


class WriteOffInvoiceResponse(CommonResponse):
    """What became of a write-off, and the credit memo that it made."""

    credit_memo: AlwaysSent[WriteOffInvoiceResponseCreditMemo] = NOT_SENT
    """The credit memo that settles the invoice."""
