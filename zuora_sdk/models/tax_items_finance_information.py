# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Accounting codes to book a new tax under."""

from typing import ClassVar

from zuora_sdk.models.base import RequestModel, Rules, Text


class TaxItemsFinanceInformation(RequestModel):
    """Accounting codes to book a new tax under."""

    _rules: ClassVar[Rules] = Rules(
        max_length={"accounts_receivable_accounting_code": 100, "sales_tax_payable_accounting_code": 100},
    )

    accounts_receivable_accounting_code: Text | None = None
    """Accounting code of the receivables account that carries this tax. At most 100 characters."""
    sales_tax_payable_accounting_code: Text | None = None
    """Accounting code of the account for tax owed to the authority. At most 100 characters."""
