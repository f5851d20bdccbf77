"""The minor versions of the API, which the header Zuora-Version selects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# https://developer.zuora.com/v1-api-reference/api-versions: they are not consecutive.
RELEASES = (
    *("186.0", "187.0", "188.0", "189.0", "196.0", "206.0", "207.0", "211.0", "214.0", "215.0", "216.0", "223.0"),
    *("224.0", "230.0", "239.0", "256.0", "257.0", "309.0", "314.0", "315.0", "329.0", "330.0", "336.0", "337.0"),
    *("338.0", "341.0", "2024-05-20", "2025-08-12"),
)


@dataclass(frozen=True, order=True)
class Version:
    """A release; later ones are greater."""

    rank: int

    @classmethod
    def parse(cls, text: str) -> Version | None:
        """The release of this name; None if there is none."""
        return cls(RELEASES.index(text)) if text in RELEASES else None

    def __str__(self) -> str:
        return RELEASES[self.rank]

    @property
    def uses_http_status(self) -> bool:
        """Whether an error has an HTTP status of its own; before, it is a 200 with `success: false`."""
        return self >= ERRORS_BY_STATUS

    def has(self, declaration: Mapping[str, Any]) -> bool:
        """Whether an operation or a field that the specification declares is there in this release."""
        since, until = declaration.get(SINCE), declaration.get(UNTIL)
        return (since is None or self >= since) and (until is None or self < until)


ERRORS_BY_STATUS = Version(RELEASES.index("2024-05-20"))
CUSTOM_RATES = Version(RELEASES.index("224.0"))
PAGED_APPLICATIONS = Version(RELEASES.index("2025-08-12"))
LATEST = Version(len(RELEASES) - 1)

# Where a declaration that not every release has keeps its first one, and the first one without it.
SINCE, UNTIL = "x-emulator-since", "x-emulator-until"
# What a release no longer has: schema, field, release.
_WITHDRAWN = (("UpdateDiscountInvoiceItem", "processingType", "2025-08-12"),)


def note_releases(document: Mapping[str, Any]) -> None:
    """Note at each operation and field of a specification in which releases it is there."""
    schemas = document["components"]["schemas"]
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    fields = [field for schema in schemas.values() for field in _fields(schema)]
    for declaration in (*operations, *fields):
        if isinstance(declaration, dict) and "x-since" in declaration:
            declaration[SINCE] = Version(RELEASES.index(declaration["x-since"]))
    for schema, name, release in _WITHDRAWN:
        schemas[schema]["properties"][name][UNTIL] = Version(RELEASES.index(release))


def _fields(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    own = list(schema.get("properties", {}).values())
    return own + [field for part in schema.get("allOf", ()) for field in _fields(part)]
