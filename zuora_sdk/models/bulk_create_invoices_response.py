# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""One entry for each invoice of a bulk creation, in the order of the request."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.invoice_response import InvoiceResponse


class BulkCreateInvoicesResponse(CommonResponse):
    """One entry for each invoice of a bulk creation, in the order of the request.

    Entries can fail singly.
    """

    success: AlwaysSent[Bool] = NOT_SENT
    """Whether the request was taken; true even when single entries failed, so look at each of them."""
    invoices: AlwaysSent[list[InvoiceResponse]] = NOT_SENT
    """One entry for each invoice of the request. An entry that failed has `success` false, `reasons`, and `objectIndex`
    with its place in the request."""
