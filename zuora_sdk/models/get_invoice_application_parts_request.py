# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The payments and credit memos applied to an invoice."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.get_invoice_application_part_request import GetInvoiceApplicationPartRequest


class GetInvoiceApplicationPartsRequest(CommonResponse):
    """The payments and credit memos applied to an invoice.

    A response in spite of its name.
    """

    application_parts: AlwaysSent[list[GetInvoiceApplicationPartRequest]] = NOT_SENT
    """One entry for each payment or credit memo applied to the invoice."""
    next_page: str | None = None
    """Address of the next page, absolute or relative; absent on the last page."""
