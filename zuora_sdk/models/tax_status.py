# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""How the tax computation of an invoice ended."""

from zuora_sdk.models.base_enum import WireEnum


class TaxStatus(WireEnum):
    """How the tax computation of an invoice ended."""

    COMPLETE = "Complete"
    """Taxes are computed."""
    ERROR = "Error"
    """The tax engine reported an error."""
    UNKNOWNERROR = "UnknownError"
    """Failed for an unknown reason."""
    DUPLICATEDOC = "DuplicateDoc"
    """The tax engine already has this document."""
    INVALIDREQUEST = "InvalidRequest"
    """The tax engine rejected the request."""
    INVALIDRESPONSE = "InvalidResponse"
    """The tax engine's response made no sense."""
    TAXENGINEERROR = "TaxEngineError"
    """The tax engine itself failed."""
    CONCURRENTMODIFY = "ConcurrentModify"
    """The invoice was changed during the computation."""
    INTERNALSERVERERROR = "InternalServerError"
    """Zuora failed during the computation."""
    TAXCODETEMPLATEERROR = "TaxCodeTemplateError"
    """The template behind the tax code is wrong."""
