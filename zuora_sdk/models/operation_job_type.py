# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What an asynchronous job does."""

from zuora_sdk.models.base_enum import WireEnum


class OperationJobType(WireEnum):
    """What an asynchronous job does."""

    DELETE = "Delete"
    """Deletes the object."""
    CANCEL = "Cancel"
    """Cancels the object."""
    POST = "Post"
    """Posts the object."""
    REVERSE = "Reverse"
    """Reverses the object."""
    SPLIT = "Split"
    """Splits the object. Needs `Zuora-Version` 2025-08-12 or later."""
    UNPOST = "Unpost"
    """Takes the posting of the object back. Needs `Zuora-Version` 2025-08-12 or later."""
