# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Accounting codes for a credit memo item made by a write-off."""

from typing import ClassVar

from zuora_sdk.models.base import RequestModel, Rules, Text


class CreditMemoItemFromInvoiceItemFinanceInformation(RequestModel):
    """Accounting codes for a credit memo item made by a write-off."""

    _rules: ClassVar[Rules] = Rules(
        max_length={
            "deferred_revenue_accounting_code": 100,
            "on_account_accounting_code": 100,
            "recognized_revenue_accounting_code": 100,
            "revenue_recognition_rule_name": 100,
        },
    )

    deferred_revenue_accounting_code: Text | None = None
    """Accounting code that holds the revenue until it is earned. At most 100 characters."""
    on_account_accounting_code: Text | None = None
    """Accounting code of the on-account credit. At most 100 characters."""
    recognized_revenue_accounting_code: Text | None = None
    """Accounting code that earned revenue is booked under. At most 100 characters."""
    revenue_recognition_rule_name: Text | None = None
    """Name of the rule by which revenue is recognized over time. At most 100 characters."""
