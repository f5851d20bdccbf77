# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Whether a memo changes recognized revenue."""

from zuora_sdk.models.base_enum import WireEnum


class MemoRevenueImpacting(WireEnum):
    """Whether a memo changes recognized revenue."""

    NO = "No"
    """Recognized revenue stays as it is."""
    YES = "Yes"
    """Recognized revenue changes with the memo."""
