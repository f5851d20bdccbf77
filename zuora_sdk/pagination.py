"""Lists that come in pages: iterators over all their entries, with one page in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import parse_qs, urlsplit

from zuora_sdk._operation import Operation, RequestOptions
from zuora_sdk.exceptions import ApiException

if TYPE_CHECKING:
    from zuora_sdk.api_client import ApiClient
    from zuora_sdk.api_response import ApiResponse

Item = TypeVar("Item")
Page = TypeVar("Page")


class Pages(Generic[Item, Page]):
    """The entries of a list, fetched page by page as they are needed. Each iteration begins anew.

        for item in invoices.iter_invoice_items("INV00000001"):
            print(item.charge_name, item.charge_amount)

    Of the server's `nextPage` only this is used: whether there is one, and its number. The next request goes where the
    first one went, with the same arguments, whatever host or path `nextPage` names. If it doesn't lead on to the next
    page, or leads there for ever, `ApiException` says so: a list that seems complete, is.
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

    def __iter__(self) -> Iterator[Item]:
        for page in self.pages():
            yield from self._entries_of(page)

    def pages(self) -> Iterator[ApiResponse[Page]]:
        """The pages as they were answered, with headers, request ID, and the model as `data`."""
        number: int | None = 1
        before: list[Item] = []
        while number:
            page = self._client.call(self._operation, self._arguments(number), self._options)
            entries = self._entries_of(page)
            yield page
            number, before = self._next(number, page, entries, before), entries

    def _arguments(self, number: int) -> list[Any]:
        arguments = []
        for parameter, value in zip(self._operation.parameters, self._values, strict=True):
            if parameter.wire == "page":
                value = number
            elif parameter.wire == "pageSize" and value is None:
                value = parameter.maximum
            arguments.append(value)
        return arguments

    def _entries_of(self, page: ApiResponse[Page]) -> list[Item]:
        entries = getattr(page.data, self._entries)
        if entries is None:
            return []
        if not isinstance(entries, list):  # it was kept as it came, see `page.issues`
            raise self._broken(page, f"{self._entries} is no list")
        return entries

    def _next(self, number: int, page: ApiResponse[Page], entries: list[Item], before: list[Item]) -> int | None:
        address = getattr(page.data, "next_page", None)
        if not address:
            return None
        if _page_of(str(address)) != number + 1:
            raise self._broken(
                page, f"page {number} names {address!r} as its next page, which is not page {number + 1}"
            )
        if not entries or entries == before:
            fault = "repeats the page before it" if entries else "is empty"
            raise self._broken(page, f"page {number} {fault}, and yet is not the last one")
        return number + 1

    def _broken(self, page: ApiResponse[Page], fault: str) -> ApiException:
        error = ApiException(page.status_code, fault, headers=page.headers, body=page.raw_data)
        error.operation = self._operation.name
        error.endpoint = f"{self._operation.method} {self._operation.path}"
        return error


def _page_of(address: str) -> int | None:
    """The number of the page that an address names, in whichever form it comes."""
    try:
        [number] = parse_qs(urlsplit(address).query)["page"]
        return int(number)
    except (ValueError, KeyError):
        return None
