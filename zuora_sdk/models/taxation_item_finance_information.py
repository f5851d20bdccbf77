# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Accounting codes that a stored tax is booked under."""

from zuora_sdk.models.base import ResponseModel


class TaxationItemFinanceInformation(ResponseModel):
    """Accounting codes that a stored tax is booked under."""

    accounts_receivable_accounting_code: str | None = None
    """Accounting code of the receivables account that carries this tax."""
    accounts_receivable_accounting_code_type: str | None = None
    """Account type of the receivables accounting code."""
    on_account_accounting_code: str | None = None
    """Accounting code of the on-account credit."""
    on_account_accounting_code_type: str | None = None
    """Account type of the on-account accounting code."""
    sales_tax_payable_accounting_code: str | None = None
    """Accounting code of the account for tax owed to the authority."""
    sales_tax_payable_accounting_code_type: str | None = None
    """Account type of the accounting code for tax owed."""
