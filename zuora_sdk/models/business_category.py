# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Kind of business between seller and customer."""

from zuora_sdk.models.base_enum import WireEnum


class BusinessCategory(WireEnum):
    """Kind of business between seller and customer.

    Needs `Zuora-Version` 2025-08-12 or later.
    """

    B2B = "B2B"
    """Business to business."""
    B2C = "B2C"
    """Business to consumer."""
    B2G = "B2G"
    """Business to government."""
