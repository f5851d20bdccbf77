# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How far an e-invoice has come with the tax authority or the e-invoicing vendor."""

from zuora_sdk.models.base_enum import WireEnum


class EInvoiceStatus(WireEnum):
    """How far an e-invoice has come with the tax authority or the e-invoicing vendor."""

    PROCESSING = "Processing"
    """The vendor is working on it."""
    SUCCESS = "Success"
    """Made and accepted without remarks."""
    FAILED = "Failed"
    """Could not be made or sent."""
    SKIPPED = "Skipped"
    """Not needed for this invoice."""
    CONDITIONALSUCCESS = "ConditionalSuccess"
    """Accepted with remarks or conditions."""
    APPROVEDBYAUTHORITY = "ApprovedByAuthority"
    """Approved by the tax authority."""
    REJECTED = "Rejected"
    """Rejected by the tax authority or the customer."""
    CANCELPROCESSING = "CancelProcessing"
    """Its cancellation is in progress."""
    CANCELLED = "Cancelled"
    """Canceled for good."""
    CANCELFAILED = "CancelFailed"
    """Its cancellation did not succeed."""
    GENERATED = "Generated"
    """The file exists but is not sent yet."""
