# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How far an asynchronous job is."""

from zuora_sdk.models.base_enum import WireEnum


class OperationJobStatus(WireEnum):
    """How far an asynchronous job is."""

    PENDING = "Pending"
    """Waits for its turn."""
    PROCESSING = "Processing"
    """Is in progress now."""
    FAILED = "Failed"
    """Ended without doing the work."""
    COMPLETED = "Completed"
    """Ended with the work done."""
