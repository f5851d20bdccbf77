# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What an asynchronous job of invoice settlement does."""

from zuora_sdk.models.base_enum import WireEnum


class InvoiceSettlementAsyncJobOperationType(WireEnum):
    """What an asynchronous job of invoice settlement does.

    Needs `Zuora-Version` 2025-08-12 or later.
    """

    ASYNCCREDITMEMOAPPLY = "AsyncCreditMemoApply"
    """Applies a credit memo."""
    ASYNCCREDITMEMOUNAPPLY = "AsyncCreditMemoUnapply"
    """Takes the application of a credit memo back."""
    ASYNCINVOICEWRITEOFF = "AsyncInvoiceWriteOff"
    """Writes an invoice off."""
    ASYNCPAYMENTCREATE = "AsyncPaymentCreate"
    """Creates a payment."""
    ASYNCPAYMENTAPPLY = "AsyncPaymentApply"
    """Applies a payment."""
