# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The API classes: a method an endpoint. Each class is loaded when it is first used."""

TYPE_CHECKING = False  # Type checkers take it for the one of `typing`, whose import would cost 25 modules.
if TYPE_CHECKING:
    from zuora_sdk.api.invoices_api import InvoicesApi as InvoicesApi
    from zuora_sdk.api.o_auth_api import OAuthApi as OAuthApi
    from zuora_sdk.api.operations_api import OperationsApi as OperationsApi
else:
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
