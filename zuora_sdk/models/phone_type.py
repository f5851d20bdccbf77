# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What kind of line a phone number is."""

from zuora_sdk.models.base_enum import WireEnum


class PhoneType(WireEnum):
    """What kind of line a phone number is."""

    WORK = "Work"
    """A line at work."""
    MOBILE = "Mobile"
    """A mobile phone."""
    HOME = "Home"
    """A line at home."""
    OTHER = "Other"
    """Any other line."""
