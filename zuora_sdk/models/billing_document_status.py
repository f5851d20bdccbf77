# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Where a billing document stands in its life."""

from zuora_sdk.models.base_enum import WireEnum


class BillingDocumentStatus(WireEnum):
    """Where a billing document stands in its life."""

    DRAFT = "Draft"
    """Can still be changed, posted or canceled."""
    POSTED = "Posted"
    """Final and owed by the customer; can be e-mailed, reversed or written off."""
    CANCELED = "Canceled"
    """Given up for good; can be deleted."""
    CANCELINPROGRESS = "CancelInProgress"
    """A job is canceling the document."""
    GENERATING = "Generating"
    """The document is still being made."""
    PENDINGFORTAX = "PendingForTax"
    """Waits for the tax engine."""
    SPLIT = "Split"
    """Replaced by the invoices that it was split into. Needs `Zuora-Version` 2025-08-12 or later."""
