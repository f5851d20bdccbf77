# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""All the payments and credit memos applied to an invoice."""

from zuora_sdk.models.base import Bool, ResponseModel
from zuora_sdk.models.get_invoice_application_part_request import GetInvoiceApplicationPartRequest


class GetInvoiceApplicationPartsRequest(ResponseModel):
    """All the payments and credit memos applied to an invoice.

    An answer in spite of its name.
    """

    application_parts: list[GetInvoiceApplicationPartRequest] | None = None
    """One entry for each payment or credit memo applied to the invoice."""
    next_page: str | None = None
    """Address of the next page, absolute or relative; absent on the last page."""
    success: Bool | None = None
    """Whether the request was carried out; false comes with `reasons`."""
