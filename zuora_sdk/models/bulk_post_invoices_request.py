# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Up to 50 drafts to post in one request."""

from typing import ClassVar

from zuora_sdk.models.base import RequestModel, Rules
from zuora_sdk.models.post_invoice_request import PostInvoiceRequest


class BulkPostInvoicesRequest(RequestModel):
    """Up to 50 drafts to post in one request."""

    _rules: ClassVar[Rules] = Rules(
        max_items={"invoices": 50},
    )

    invoices: list[PostInvoiceRequest] | None = None
    """The drafts to post, at most 50."""
