"""Billing from end to end: create, post, e-mail and wait for PDFs, streamed, in one journal, with one report."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from zuora_sdk.api_client import ApiClient
from zuora_sdk.bulk._items import Facts, Item
from zuora_sdk.bulk._protocol import Evidence
from zuora_sdk.bulk._runner import ProgressCallback, Run
from zuora_sdk.bulk._steps import Call, Prepared, Reading
from zuora_sdk.bulk._worker import ClientHandle
from zuora_sdk.exceptions import ApiException, WaitFailedException, WaitTimeoutException
from zuora_sdk.models.get_invoice_pdf_status_response import GetInvoicePdfStatusResponse
from zuora_sdk.models.invoice_response import InvoiceResponse
from zuora_sdk.waiting import wait_for_pdf

PDFS_OF_REQUEST = 50
"""The most invoices of one request for PDF states."""


class InvoiceId(str):
    """The ID of an invoice, with the item key of the order that it bills."""

    __slots__ = ("key",)
    key: str

    @classmethod
    def of(cls, invoice_id: str, key: str) -> InvoiceId:
        """Give an ID its key."""
        found = cls(invoice_id)
        found.key = key
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        return InvoiceId.of, (str(self), self.key)


def key_of(invoice: InvoiceId) -> str:
    """The item key: the same in every step."""
    return invoice.key


class FinishedItems:
    """Counts the items for which no step follows, over all steps: one progress for a pipeline."""

    def __init__(self, progress: ProgressCallback | None, total: int | None) -> None:
        self._progress = progress
        self._total = total
        self._lock = threading.Lock()
        self._count = 0

    def add(self) -> None:
        """One more item is finished: it failed, or is through."""
        with self._lock:
            self._count += 1
            if self._progress:
                self._progress(self._count, self._total)


def created(run: Run[Any, InvoiceResponse], finished: FinishedItems) -> Iterator[InvoiceId]:
    """The invoices that were created: the input of the next step."""
    for outcome in run:
        if outcome.ok:
            yield InvoiceId.of(outcome.result.id, outcome.key)
        else:
            finished.add()


def passed_on(run: Run[Any, Any], finished: FinishedItems) -> Iterator[InvoiceId]:
    """The invoices that came through a step: the input of the next one."""
    for outcome in run:
        if outcome.ok:
            yield outcome.input
        else:
            finished.add()


class PdfStep:
    """Waits for the PDFs of many invoices. It only reads, so that it may be done again at any time."""

    name = "get_invoice_pdf_status"
    title = "Waiting for PDFs"
    limit = PDFS_OF_REQUEST
    size_limit: int | None = None
    keyed = False
    safe = True

    def __init__(self, client: ApiClient, deadline: float) -> None:
        self._handle = ClientHandle(client)
        self._deadline = deadline

    def prepare(self, index: int, value: InvoiceId) -> Prepared:
        """An invoice, by its ID."""
        return Prepared(value, value.encode(), value, 0, Facts())

    def body(self, items: Sequence[Item]) -> bytes:
        """The IDs, as the query has them."""
        return ",".join(item.entry for item in items).encode()

    def entries(self, body: bytes) -> Sequence[Any] | None:
        """The IDs of a query."""
        return body.decode().split(",")

    def call(self, items: Sequence[Item], body: bytes, idempotency_key: str | None) -> Call:
        """Wait for them."""
        return WaitForPdfs(self._handle, tuple(body.decode().split(",")), self._deadline)

    def read(self, items: Sequence[Item], response: dict[str, GetInvoicePdfStatusResponse]) -> Sequence[Reading]:
        """What the service says about each."""
        return [_read_pdf(response.get(str(item.entry))) for item in items]

    def verify(self, item: Item) -> bool:
        """A rejection is final."""
        return False

    def look_up(self, item: Item) -> Call | None:
        """There is no need."""
        return None

    def read_look_up(self, item: Item, value: Any, error: Exception | None) -> Reading:
        """Never asked."""
        return Reading(Evidence.NO_ANSWER_YET, error=error)

    def restore(self, result: str | None) -> GetInvoicePdfStatusResponse:
        """A result from the journal."""
        return GetInvoicePdfStatusResponse.from_json(result or "{}")


@dataclass(frozen=True)
class WaitForPdfs:
    """Waits for PDFs, in any process. Returns what is known of them then, by the ID of the invoice."""

    handle: ClientHandle
    ids: tuple[str, ...]
    deadline: float

    def __call__(self) -> dict[str, GetInvoicePdfStatusResponse]:
        try:
            files = wait_for_pdf(self.handle.client, self.ids, deadline=self.deadline)
        except (WaitFailedException, WaitTimeoutException) as error:
            files = [file for file in error.data or () if isinstance(file, GetInvoicePdfStatusResponse)]
        return {file.invoice_id: file for file in files}


def _read_pdf(file: GetInvoicePdfStatusResponse | None) -> Reading:
    state = None if file is None else file.pdf_generation_status
    if state == "Generated":
        return Reading(Evidence.SUCCESS, file)
    if state in ("Error", "Obsolete", "Archived"):
        message = getattr(file, "error_message", None)
        return Reading(Evidence.REJECTION, error=_failure(f"the PDF ended as {state}", message))
    return Reading(Evidence.SKIPPED, error=_failure(f"the PDF isn't generated yet: its state is {state}", None))


def _failure(problem: str, message: str | None) -> ApiException:
    return ApiException(None, f"{problem} ({message})" if message else problem)
