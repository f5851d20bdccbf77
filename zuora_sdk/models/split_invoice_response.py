# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""The invoices that an invoice was split into, or the job that splits it."""

from zuora_sdk.models.async_operation_response import AsyncOperationResponse
from zuora_sdk.models.invoice import Invoice


class SplitInvoiceResponse(AsyncOperationResponse):
    """The invoices that an invoice was split into, or the job that splits it.

    Needs `Zuora-Version` 2025-08-12 or later.
    """

    invoices: list[Invoice] | None = None
    """The new invoices, in the order of the splits; absent while a job does the work."""
