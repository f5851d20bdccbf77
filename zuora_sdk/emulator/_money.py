"""Exact sums, rounding to a currency's decimals, and dividing an amount into parts that add up to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

ZERO = Decimal(0)
HUNDRED = Decimal(100)
# Amounts may have so many digits before the point.
WHOLE_DIGITS = 13
# ISO 4217: the currencies without two decimals.
DECIMALS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}

# Sums must not round, however far apart their amounts are; the contract limits each amount's digits.
_EXACT = Context(prec=400)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    result = ZERO
    for amount in amounts:
        result = _EXACT.add(result, amount)
    return result


def minus(amount: Decimal, *others: Decimal) -> Decimal:
    """The exact difference."""
    return total((amount, *(other.copy_negate() for other in others)))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Half up, to the decimals of the currency."""
    return amount.quantize(Decimal(1).scaleb(-DECIMALS.get(currency, 2)), ROUND_HALF_UP, context=_EXACT)


def shares(amount: Decimal, percentages: Sequence[Decimal], currency: str | None) -> list[Decimal]:
    """A part for each percentage, rounded to the currency if there is one; the last takes what the others leave."""
    parts = []
    for percentage in percentages[:-1]:
        part = _EXACT.multiply(amount, percentage).scaleb(-2, _EXACT)
        parts.append(rounded(part, currency) if currency else part)
    return [*parts, minus(amount, *parts)]
