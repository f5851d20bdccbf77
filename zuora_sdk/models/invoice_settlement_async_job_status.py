# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How far an asynchronous job of invoice settlement is."""

from zuora_sdk.models.base_enum import WireEnum


class InvoiceSettlementAsyncJobStatus(WireEnum):
    """How far an asynchronous job of invoice settlement is.

    Needs `Zuora-Version` 2025-08-12 or later.
    """

    PENDING = "Pending"
    """Waits for its turn."""
    PROCESSING = "Processing"
    """Is in progress."""
    PROCESSED = "Processed"
    """Ended with the work done."""
    ERROR = "Error"
    """Ended without doing the work."""
