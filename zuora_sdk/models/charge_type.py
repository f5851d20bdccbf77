# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How a charge recurs."""

from zuora_sdk.models.base_enum import WireEnum


class ChargeType(WireEnum):
    """How a charge recurs."""

    ONETIME = "OneTime"
    """Billed once only."""
    RECURRING = "Recurring"
    """Billed again in every period."""
    USAGE = "Usage"
    """Billed by what was used."""
    OTHERS = "Others"
    """Billed in any other way. Needs `Zuora-Version` 2025-08-12 or later."""
