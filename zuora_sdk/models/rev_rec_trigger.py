# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Event that starts the recognition of revenue."""

from zuora_sdk.models.base_enum import WireEnum


class RevRecTrigger(WireEnum):
    """Event that starts the recognition of revenue."""

    CONTRACTEFFECTIVEDATE = "ContractEffectiveDate"
    """The day the contract takes effect."""
    SERVICEACTIVATIONDATE = "ServiceActivationDate"
    """The day the service is activated."""
    CUSTOMERACCEPTANCEDATE = "CustomerAcceptanceDate"
    """The day the customer accepts."""
