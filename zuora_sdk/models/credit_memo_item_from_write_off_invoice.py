# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""What to write on the credit memo for one item of the invoice."""

from decimal import Decimal
from typing import ClassVar

from zuora_sdk.models.base import Bool, Date, RequestModel, Rules, Text
from zuora_sdk.models.credit_memo_item_from_invoice_item_finance_information import (
    CreditMemoItemFromInvoiceItemFinanceInformation,
)
from zuora_sdk.models.credit_memo_taxation_item_from_write_off_invoice import CreditMemoTaxationItemFromWriteOffInvoice


class CreditMemoItemFromWriteOffInvoice(RequestModel):
    """What to write on the credit memo for one item of the invoice."""

    _rules: ClassVar[Rules] = Rules(
        max_length={"comment": 255},
    )

    comment: Text | None = None
    """Free text kept with the credit memo item. At most 255 characters."""
    exclude_item_billing_from_revenue_accounting: Bool | None = None
    """True keeps the credit memo item out of revenue accounting. Needs the Billing - Revenue Integration feature. Needs
    `Zuora-Version` 2025-08-12 or later."""
    finance_information: CreditMemoItemFromInvoiceItemFinanceInformation | None = None
    """Accounting codes to book the credit under."""
    invoice_item_id: Text | None = None
    """ID of the invoice item that is written off."""
    amount_without_tax: Decimal | None = None
    """Amount credited for the item without tax, in the invoice currency."""
    service_end_date: Date | None = None
    """Last day of the service that is credited."""
    service_start_date: Date | None = None
    """First day of the service that is credited."""
    sku_name: Text | None = None
    """Name of the charge that the credit memo item is for."""
    unit_of_measure: Text | None = None
    """Unit that the credited quantity counts, such as seat or hour."""
    taxation_items: list[CreditMemoTaxationItemFromWriteOffInvoice] | None = None
    """Taxes of the item that are written off with it."""
