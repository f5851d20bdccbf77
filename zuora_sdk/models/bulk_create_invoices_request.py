# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Up to 50 standalone invoices to create in one request, with up to 1000 items in total."""

from typing import ClassVar

from zuora_sdk.models.base import Bool, RequestModel, Rules
from zuora_sdk.models.create_invoice_request import CreateInvoiceRequest


class BulkCreateInvoicesRequest(RequestModel):
    """Up to 50 standalone invoices to create in one request, with up to 1000 items in total."""

    _rules: ClassVar[Rules] = Rules(
        max_items={"invoices": 50},
        max_total=("invoices", "invoice_items", 1000),
    )

    invoices: list[CreateInvoiceRequest] | None = None
    """The invoices to create, at most 50, with at most 1000 items in total."""
    use_single_transaction: Bool | None = None
    """True creates all the invoices or none; false gives each invoice its own transaction, so that one failure leaves
    the others standing."""
