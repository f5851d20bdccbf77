# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""One entry for each invoice of a bulk post."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, Bool
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.invoice_post_response import InvoicePostResponse


class BulkPostInvoicesResponse(CommonResponse):
    """One entry for each invoice of a bulk post.

    Entries can fail singly.
    """

    success: AlwaysSent[Bool] = NOT_SENT
    """Whether the request was taken; true even when single entries failed, so look at each of them."""
    invoices: AlwaysSent[list[InvoicePostResponse]] = NOT_SENT
    """One entry for each invoice of the request; those that failed have `success` false and `reasons`."""
