"""What each operation does with the ledger: a method per operationId, from a fitted call to its answer's fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from zuora_sdk.emulator._documents import Fields, Invoice
from zuora_sdk.emulator._ledger import Ledger
from zuora_sdk.emulator._rejection import Category, Rejection

LARGEST_PAGE = 40
DEFAULT_PAGE = 20

Failed = Callable[[Rejection], Fields]


@dataclass(frozen=True)
class Call:
    """One request that has passed the gate: authenticated, and as the contract has it."""

    path: str
    arguments: Mapping[str, str]
    """From the path."""
    query: Mapping[str, str]
    body: Any
    upload: tuple[str, bytes] | None
    """Name and content of the `file` of a form."""
    version: float | str
    """Zuora-Version: a number before 2024, a date since."""
    root: str
    """What a link to a next page begins with."""
    failed: Failed
    """Writes a refusal as an entry of a bulk answer."""

    @property
    def key(self) -> str:
        """The invoice's ID or number."""
        return self.arguments["invoiceKey"]


class Endpoints:
    """The operations of the contract."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def answer(self, operation: str, call: Call) -> Fields:
        """The fields of the answer to `call`; Rejection if the rules forbid it."""
        endpoint: Callable[[Call], Fields] = getattr(self, operation)
        return endpoint(call)

    def create_standalone_invoice(self, call: Call) -> Fields:
        _check_rates(call, [call.body])
        return self._ledger.create(call.body).view()

    def bulk_create_standalone_invoices(self, call: Call) -> Fields:
        requests = _entries(call)
        _check_rates(call, requests)
        results = self._ledger.create_all(requests, bool(call.body.get("useSingleTransaction")))
        return {
            "invoices": [
                {**result.view(), "success": True}
                if isinstance(result, Invoice)
                else {"objectIndex": index, **call.failed(result)}
                for index, result in enumerate(results)
            ]
        }

    def bulk_post_invoices(self, call: Call) -> Fields:
        entries = []
        for request in _entries(call):
            key = request.get("id")
            try:
                if not key:
                    raise Rejection(Category.MISSING_FIELD, "id is required.")
                entries.append({"id": self._ledger.post(key, request, small=True).invoice_id, "success": True})
            except Rejection as refused:
                entries.append({"id": key, **call.failed(refused)})
        return {"invoices": entries}

    def bulk_update_invoices(self, call: Call) -> Fields:
        self._ledger.update_all(_entries(call))
        return {}

    def get_invoice(self, call: Call) -> Fields:
        return self._ledger.invoice(call.key).view()

    def update_invoice(self, call: Call) -> Fields:
        return self._ledger.update(call.key, call.body).update_view()

    def post_invoice(self, call: Call) -> Fields:
        return self._ledger.post(call.key, call.body).action_view()

    def cancel_invoice(self, call: Call) -> Fields:
        return self._ledger.cancel(call.key).action_view()

    def delete_invoice(self, call: Call) -> Fields:
        return self._ledger.delete(call.key).view()

    def reverse_invoice(self, call: Call) -> Fields:
        return self._ledger.reverse(call.key, call.body).action_view()

    def write_off_invoice(self, call: Call) -> Fields:
        return {"creditMemo": {"id": self._ledger.write_off(call.key, call.body).id}}

    def email_invoice(self, call: Call) -> Fields:
        self._ledger.email(call.key, call.body)
        return {}

    def upload_file_for_invoice(self, call: Call) -> Fields:
        if call.upload is None:
            raise Rejection(Category.MISSING_FIELD, "file is required.")
        return {"fileId": self._ledger.upload(call.key, *call.upload).id}

    def create_invoice_taxation_items(self, call: Call) -> Fields:
        requests = call.body.get("taxationItems")
        if not requests:
            raise Rejection(Category.MISSING_FIELD, "taxationItems is required.")
        return {"taxationItems": [tax.view() for tax in self._ledger.add_taxes(call.key, requests)]}

    def get_invoice_items(self, call: Call) -> Fields:
        items = list(self._ledger.invoice(call.key).items())
        return _page(call, "invoiceItems", items)

    def get_taxation_items_of_invoice_item(self, call: Call) -> Fields:
        item_id = call.arguments["itemId"]
        for item in self._ledger.invoice(call.key).items():
            if item.id == item_id:
                return _page(call, "data", item.taxes)
        raise Rejection(Category.NOT_FOUND, f"Cannot find entity by key: '{item_id}'.")

    def get_invoice_files(self, call: Call) -> Fields:
        return _page(call, "invoiceFiles", self._ledger.files(call.key))

    def get_invoice_pdf_status(self, call: Call) -> Fields:
        keys = [key.strip() for key in call.query["invoiceKeys"].split(",")]
        return {"invoiceFiles": self._ledger.pdf_status(keys)}

    def get_invoice_application_parts(self, call: Call) -> Fields:
        parts = self._ledger.application_parts(call.key)
        return {"applicationParts": [part.view() for part in parts]}

    def get_operation_job(self, call: Call) -> Fields:
        return self._ledger.job(call.arguments["jobId"]).view()


def _entries(call: Call) -> list[Fields]:
    entries: list[Fields] = call.body.get("invoices")
    if not entries:
        raise Rejection(Category.MISSING_FIELD, "invoices is required.")
    return entries


def _check_rates(call: Call, requests: Sequence[Fields]) -> None:
    if isinstance(call.version, float) and call.version < 224 and any("customRates" in each for each in requests):
        raise Rejection(Category.UNKNOWN_FIELD, "customRates needs Zuora-Version 224.0 or later.")


def _page(call: Call, name: str, entries: Sequence[Any]) -> Fields:
    """The page that was asked for. What is no size or no page number counts as not given, as the service does."""
    size = _positive(call.query.get("pageSize"))
    page = (_positive(call.query.get("page")) or 1) if size else 1
    size = min(size or DEFAULT_PAGE, LARGEST_PAGE)
    answer: Fields = {name: [entry.view() for entry in entries[(page - 1) * size : page * size]]}
    if page * size < len(entries):
        answer["nextPage"] = f"{call.root}{quote(call.path)}?page={page + 1}&pageSize={size}"
    return answer


def _positive(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
