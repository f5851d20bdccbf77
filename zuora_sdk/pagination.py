"""Lists that come in pages: iterators over all their entries, with one page in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from copy import copy
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import parse_qs, urlsplit

from typing_extensions import Self

from zuora_sdk._operation import Operation, RequestOptions
from zuora_sdk.configuration import check_count
from zuora_sdk.exceptions import ApiException

if TYPE_CHECKING:
    from zuora_sdk.api_client import ApiClient
    from zuora_sdk.api_response import ApiResponse

Item = TypeVar("Item")
Page = TypeVar("Page")
Fetched = TypeVar("Fetched")


MAX_PAGE_SIZE = 40
"""The most entries that the server puts into a page."""


class Pages(Generic[Item, Page]):
    """The entries of a list, fetched page by page as they are needed. Each iteration starts over.

        for item in invoices.iter_invoice_items("INV00000001"):
            print(item.charge_name, item.charge_amount)

    Only two things are taken from the server's `nextPage`: whether there is another page, and its number. The request
    goes where the first one went, with the same arguments, whatever host or path `nextPage` names.

    You never get a silently truncated or endless list: `ApiException` is raised if `nextPage` leads anywhere but to the
    next page, if a page is empty and not the last, or if a page has entries that an earlier one had. What can't be seen
    is that an entry was deleted while the list was read: those after it move up, one of them onto a page that was read.
    """

    def __init__(
        self,
        client: ApiClient,
        operation: Operation[Page],
        values: Sequence[Any],
        options: RequestOptions,
        entries: str,
    ) -> None:
        self._client = client
        self._operation = operation
        self._values = values
        self._options = options
        self._entries = entries
        self._first = 1
        self._prefetch = False

    def start_at(self, page: int) -> Self:
        """The same list from this page on (1 is the first): to resume, or to skip.

        Pages are only the same for the same `page_size`.
        """
        pages = copy(self)
        pages._first = check_count("page", page)
        return pages

    def prefetch(self) -> Self:
        """The same list, with the next page fetched in a thread while the current one is used. Two are in memory."""
        pages = copy(self)
        pages._prefetch = True
        return pages

    def __iter__(self) -> Iterator[Item]:
        for page in self.pages():
            yield from self._entries_of(page)

    def pages(self) -> Iterator[ApiResponse[Page]]:
        """The pages as responses, with headers, request ID, and the model as `data`."""
        return _one_ahead(self._fetched()) if self._prefetch else self._fetched()

    def _fetched(self) -> Iterator[ApiResponse[Page]]:
        number: int | None = self._first
        earlier = _Earlier()
        while number:
            page = self._client.call(self._operation, self._arguments(number), self._options)
            entries = self._entries_of(page)
            problem = earlier.problem(entries)
            if problem:
                raise self._broken(page, f"page {number} {problem}")
            yield page
            number = self._next(number, page, entries)

    def _arguments(self, number: int) -> list[Any]:
        arguments = []
        for parameter, value in zip(self._operation.parameters, self._values, strict=True):
            if parameter.wire == "page":
                value = number
            elif parameter.wire == "pageSize" and value is None:
                value = MAX_PAGE_SIZE
            arguments.append(value)
        return arguments

    def _entries_of(self, page: ApiResponse[Page]) -> list[Item]:
        entries = getattr(page.data, self._entries)
        if entries is None:
            return []
        if not isinstance(entries, list):  # a value of the wrong type is kept as it came, see `page.issues`
            raise self._broken(page, f"{self._entries} is not a list")
        return entries

    def _next(self, number: int, page: ApiResponse[Page], entries: list[Item]) -> int | None:
        address = getattr(page.data, "next_page", None)
        if not address:
            return None
        if _page_of(str(address)) != number + 1:
            raise self._broken(
                page, f"page {number} names {address!r} as its next page, which is not page {number + 1}"
            )
        if not entries:
            raise self._broken(page, f"page {number} is empty, and yet is not the last one")
        return number + 1

    def _broken(self, page: ApiResponse[Page], problem: str) -> ApiException:
        error = ApiException(page.status_code, problem, headers=page.headers, body=page.raw_data)
        error.operation = self._operation.name
        error.endpoint = f"{self._operation.method} {self._operation.path}"
        return error


class _Earlier:
    """The pages that were read: the entries of the last one, and a hash of each."""

    def __init__(self) -> None:
        self._last: frozenset[str] = frozenset()
        self._hashes: set[int] = set()

    def problem(self, entries: Sequence[Any]) -> str | None:
        """What is wrong with the next page, if anything."""
        if not entries:
            return None
        ids = [getattr(entry, "id", None) for entry in entries]
        # Only whole pages can be recognized if their entries have no IDs.
        named = [str(identity) for identity in ids if identity is not None]
        page = hash(tuple(named) if len(named) == len(entries) else str([entry.to_dict() for entry in entries]))
        if page in self._hashes:
            return "repeats an earlier page"
        again = self._last.intersection(named)
        if again:
            return f"has {min(again)} again, as the page before it: the list changed while it was read; start over"
        self._hashes.add(page)
        self._last = frozenset(named)
        return None


def _one_ahead(items: Iterator[Fetched]) -> Iterator[Fetched]:
    """The same items; while one is used, the next one is fetched in a thread."""
    context = copy_context()

    def fetch() -> Fetched | None:
        return next(items, None)

    with ThreadPoolExecutor(1, thread_name_prefix="zuora-prefetch") as thread:
        ahead = thread.submit(context.run, fetch)
        while (item := ahead.result()) is not None:
            ahead = thread.submit(context.run, fetch)
            yield item


def _page_of(address: str) -> int | None:
    """The number of the page that an address names, in whichever form it comes."""
    try:
        [number] = parse_qs(urlsplit(address).query)["page"]
        return int(number)
    except (ValueError, KeyError):
        return None
