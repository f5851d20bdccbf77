# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""An exchange rate of your own for one invoice."""

from decimal import Decimal
from typing import ClassVar

from zuora_sdk.models.base import Date, RequestModel, Rules, Text


class CustomRates(RequestModel):
    """An exchange rate of your own for one invoice.

    Needs `Zuora-Version` 224.0 or later. Required: `currency`, `custom_fx_rate`.
    """

    _rules: ClassVar[Rules] = Rules(
        required=("currency", "custom_fx_rate"),
        max_length={"currency": 3},
    )

    currency: Text | None = None
    """Three-letter code of the home or reporting currency that the rate converts to. Needs `Zuora-Version` 224.0 or
    later. At most 3 characters."""
    custom_fx_rate: Decimal | None = None
    """Rate between the transaction currency and `currency`. Needs `Zuora-Version` 224.0 or later."""
    rate_date: Date | None = None
    """Day that the exchange rate was taken from. Needs `Zuora-Version` 224.0 or later."""
