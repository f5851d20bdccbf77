"""What every enumeration of wire values shares."""

from enum import Enum


class WireEnum(str, Enum):
    """A value as Zuora spells it: a `str`, so that it compares, formats and serializes as its wire value."""

    def __str__(self) -> str:
        return str(self.value)
