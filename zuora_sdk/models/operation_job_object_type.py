# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What kind of object a job works on."""

from zuora_sdk.models.base_enum import WireEnum


class OperationJobObjectType(WireEnum):
    """What kind of object a job works on."""

    INVOICE = "Invoice"
    """The job concerns an invoice."""
    CREDITMEMO = "CreditMemo"
    """The job concerns a credit memo."""
    DEBITMEMO = "DebitMemo"
    """The job concerns a debit memo."""
