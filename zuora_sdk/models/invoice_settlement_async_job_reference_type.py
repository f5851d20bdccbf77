# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Kind of the object that an asynchronous job of invoice settlement works on."""

from zuora_sdk.models.base_enum import WireEnum


class InvoiceSettlementAsyncJobReferenceType(WireEnum):
    """Kind of the object that an asynchronous job of invoice settlement works on.

    Needs `Zuora-Version` 2025-08-12 or later.
    """

    CREDITMEMO = "CreditMemo"
    """The job concerns a credit memo."""
    INVOICE = "Invoice"
    """The job concerns an invoice."""
    PAYMENT = "Payment"
    """The job concerns a payment."""
