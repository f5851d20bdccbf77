"""The minor versions of the API, which the header Zuora-Version selects."""

from __future__ import annotations

from dataclasses import dataclass

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

    def has(self, since: str | None) -> bool:
        """Whether what was introduced with a release, if any is named, is there."""
        return since is None or self.rank >= RELEASES.index(since)


ERRORS_BY_STATUS = Version(RELEASES.index("2024-05-20"))
CUSTOM_RATES = Version(RELEASES.index("224.0"))
LATEST = Version(len(RELEASES) - 1)
