# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How a tax authority takes part in the exchange of e-invoices."""

from zuora_sdk.models.base_enum import WireEnum


class EInvoiceProcessType(WireEnum):
    """How a tax authority takes part in the exchange of e-invoices.

    Needs `Zuora-Version` 2025-08-12 or later.
    """

    CLEARANCE = "Clearance"
    """The authority clears an invoice before it is sent."""
    CLEARANCEWITHCANCELLATION = "ClearanceWithCancellation"
    """As Clearance, and an invoice can be canceled with the authority."""
    POSTAUDIT = "PostAudit"
    """The authority audits invoices afterwards."""
    PEPPOLNETWORK = "PEPPOLNetwork"
    """Invoices travel over the Peppol network."""
    UNKNOWN = "Unknown"
    """The process is not known."""
