# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What the e-invoicing rules of a country ask for."""

from zuora_sdk.models.base import Open, ResponseModel
from zuora_sdk.models.business_category import BusinessCategory
from zuora_sdk.models.e_invoice_process_type import EInvoiceProcessType


class GetEInvoiceMandateResponse(ResponseModel):
    """What the e-invoicing rules of a country ask for.

    Needs `Zuora-Version` 2025-08-12 or later.
    """

    country_code: str | None = None
    """Two-letter code of the country whose mandate applies."""
    category: Open[BusinessCategory] | None = None
    """Kind of business that the mandate is about: B2B, B2C or B2G."""
    process_type: Open[EInvoiceProcessType] | None = None
    """How the authority takes part in the exchange of invoices."""
    file_formats: list[str] | None = None
    """File formats that the mandate allows."""
    default_file_formats: list[str] | None = None
    """File formats that are made unless others are configured."""
    configurable_file_format_names: list[str] | None = None
    """Names of the file formats that can be configured."""
    configurable_default_file_format_names: list[str] | None = None
    """Names of the configurable file formats that are made by default."""
