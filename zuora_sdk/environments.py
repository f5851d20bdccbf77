# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The addresses of Zuora's data centers."""

from enum import Enum


class ZuoraEnvironment(str, Enum):
    """The data centers that Zuora runs, by name.

    A member is its URL: `Configuration(host=ZuoraEnvironment.PROD_EU)`.
    """

    PROD = "https://rest.zuora.com"
    """Production, US Cloud 2."""
    PROD_NA = "https://rest.na.zuora.com"
    """Production, US Cloud 1."""
    PROD_EU = "https://rest.eu.zuora.com"
    """Production, EU cloud."""
    PROD_AP = "https://rest.ap.zuora.com"
    """Production, Asia-Pacific cloud."""
    SBX = "https://rest.apisandbox.zuora.com"
    """API sandbox, US Cloud 2."""
    SBX_NA = "https://rest.sandbox.na.zuora.com"
    """API sandbox, US Cloud 1."""
    SBX_EU = "https://rest.sandbox.eu.zuora.com"
    """API sandbox, EU cloud."""
    CSBX = "https://rest.test.zuora.com"
    """Developer and central sandbox, US."""
    CSBX_EU = "https://rest.test.eu.zuora.com"
    """Developer and central sandbox, EU."""
    CSBX_AP = "https://rest.test.ap.zuora.com"
    """Developer and central sandbox, Asia-Pacific."""

    def __str__(self) -> str:
        return self.value
