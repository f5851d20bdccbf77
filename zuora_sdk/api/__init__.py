# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The API classes: a method for each endpoint. Each class is loaded when it is first used."""

from zuora_sdk._lazy import attach

__getattr__, __dir__ = attach(
    __name__,
    {
        "zuora_sdk.api.invoices_api": ("InvoicesApi",),
        "zuora_sdk.api.o_auth_api": ("OAuthApi",),
        "zuora_sdk.api.operations_api": ("OperationsApi",),
    },
)

__all__ = [
    "InvoicesApi",
    "OAuthApi",
    "OperationsApi",
]
