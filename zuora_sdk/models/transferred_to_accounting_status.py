# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Whether an invoice has reached the accounting system."""

from zuora_sdk.models.base_enum import WireEnum


class TransferredToAccountingStatus(WireEnum):
    """Whether an invoice has reached the accounting system."""

    NO = "No"
    """Not transferred so far."""
    PROCESSING = "Processing"
    """The transfer is in progress."""
    YES = "Yes"
    """Transferred with success."""
    ERROR = "Error"
    """The transfer has failed."""
    IGNORE = "Ignore"
    """Never to be transferred."""
