"""Why a request is rejected: the two-digit categories that end every code of the service."""

from __future__ import annotations

from enum import IntEnum


class Category(IntEnum):
    """The last two digits of a code."""

    PERMISSION = 10
    INVALID = 20
    UNKNOWN_FIELD = 21
    MISSING_FIELD = 22
    MISSING_PARAMETER = 23
    RULE = 30
    NOT_FOUND = 40
    UNSUPPORTED = 45
    LOCK = 50
    INTERNAL = 60
    TEMPORARY = 61
    LIMIT = 70
    MALFORMED = 90
    EXTERNAL = 99


# The HTTP status that a category means since version 2024-05-20; the others mean 400.
HTTP_STATUS = {
    Category.PERMISSION: 403,
    Category.NOT_FOUND: 404,
    Category.UNSUPPORTED: 405,
    Category.LOCK: 409,
    Category.INTERNAL: 500,
    Category.TEMPORARY: 500,
    Category.LIMIT: 429,
    Category.EXTERNAL: 500,
}


class Rejection(Exception):
    """One or more reasons; the first decides the HTTP status."""

    def __init__(
        self,
        category: Category,
        message: str,
        *more: tuple[Category, str],
        status: int | None = None,
        resource: int | None = None,
    ) -> None:
        super().__init__(message)
        self.resource = resource
        self.reasons: tuple[tuple[Category, str], ...] = ((category, message), *more)
        self.status = status or HTTP_STATUS.get(category, 400)
