# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The API classes: a method for each endpoint. Each class is loaded when it is first used."""

from zuora_sdk.api.invoices_api import InvoicesApi as InvoicesApi
from zuora_sdk.api.o_auth_api import OAuthApi as OAuthApi
from zuora_sdk.api.operations_api import OperationsApi as OperationsApi

__all__ = [
    "InvoicesApi",
    "OAuthApi",
    "OperationsApi",
]
