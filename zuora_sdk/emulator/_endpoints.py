"""What each operation does with the ledger: a function for each operationId, from a checked call to response fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from zuora_sdk.emulator import _accounts, _e_invoices, _emails, _files, _invoices, _jobs, _query, _settlement, _views
from zuora_sdk.emulator._documents import Fields, Invoice, Item, Job, Payment
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._transaction import Transaction, not_found
from zuora_sdk.emulator._versions import CUSTOM_RATES, PAGED_APPLICATIONS, Version

MAX_PAGE_SIZE = 40
DEFAULT_PAGE_SIZE = 20
# How many entries a list that has no pages may show.
UNPAGED_LIMIT = 300


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request that is authenticated and checked against the contract."""

    path: str
    arguments: Mapping[str, str]
    """From the path."""
    query: Mapping[str, str]
    body: Any
    upload: tuple[str, bytes] | None
    """Name and content of the `file` of a form."""
    version: Version
    root: str
    """What a link to a next page begins with."""
    failed: Callable[[Rejection], Fields]
    """Writes a rejection as an entry of a bulk response."""
    entry_fault: Callable[[int, Fields], None] = lambda index, entry: None
    """Called before each entry of a bulk request; raises the Rejection that a test has injected for it."""

    @property
    def key(self) -> str:
        """The invoice's ID or number."""
        return self.arguments["invoiceKey"]


@dataclass(frozen=True)
class Binary:
    """The content of a response that isn't JSON."""

    content: bytes
    media_type: str


Endpoint = Callable[[Transaction, Call], Fields | Binary]
_ENDPOINTS: dict[str, Endpoint] = {}


def respond(transaction: Transaction, operation: str, call: Call) -> Fields | Binary:
    """What `operation` responds to `call`; Rejection if the rules forbid it."""
    return _ENDPOINTS[operation](transaction, call)


def implemented() -> frozenset[str]:
    """The operations that the emulator has."""
    return frozenset(_ENDPOINTS)


def _endpoint(function: Endpoint) -> Endpoint:
    _ENDPOINTS[function.__name__] = function
    return function


# -- creating and changing ---------------------------------------------------------------------------------------------


@_endpoint
def create_standalone_invoice(transaction: Transaction, call: Call) -> Fields:
    return _views.invoice_fields(transaction, _create(transaction, call, call.body))


@_endpoint
def bulk_create_standalone_invoices(transaction: Transaction, call: Call) -> Fields:
    entries: list[Fields] = []
    rejected: list[tuple[Category, str]] = []
    for index, request in enumerate(_entries(call)):
        try:
            call.entry_fault(index, request)
            with transaction.savepoint() as part:
                invoice = _create(part, call, request)
            entries.append({**_views.invoice_fields(transaction, invoice), "success": True})
        except Rejection as rejection:
            entries.append({"objectIndex": index, **call.failed(rejection)})
            rejected += [(category, f"invoices[{index}]: {text}") for category, text in rejection.reasons]
    if rejected and call.body.get("useSingleTransaction"):
        raise Rejection(*rejected[0], *rejected[1:])
    return {"invoices": entries}


def _create(transaction: Transaction, call: Call, request: Fields) -> Invoice:
    if "customRates" in request and call.version < CUSTOM_RATES:
        raise Rejection(Category.UNKNOWN_FIELD, f"customRates needs Zuora-Version {CUSTOM_RATES} or later.")
    invoice = _invoices.create(transaction, request)
    if request.get("status") == "Posted":
        _jobs.run(transaction, "Post", invoice.id, synchronous=True)
    return transaction.require(Invoice, invoice.id)


@_endpoint
def update_invoice(transaction: Transaction, call: Call) -> Fields:
    return _views.updated_invoice_fields(_invoices.update(transaction, call.key, call.body))


@_endpoint
def bulk_update_invoices(transaction: Transaction, call: Call) -> Fields:
    _invoices.update_all(transaction, _entries(call))
    return {}


@_endpoint
def create_invoice_taxation_items(transaction: Transaction, call: Call) -> Fields:
    requests = call.body.get("taxationItems")
    if not requests:
        raise Rejection(Category.MISSING_FIELD, "taxationItems is required.")
    taxes = _invoices.add_taxes(transaction, call.key, requests)
    return {"taxationItems": [_views.tax_fields(tax) for tax in taxes]}


# -- changes of status -------------------------------------------------------------------------------------------------


@_endpoint
def post_invoice(transaction: Transaction, call: Call) -> Fields:
    return _views.action_fields(transaction, _jobs.run(transaction, "Post", call.key, call.body))


@_endpoint
def bulk_post_invoices(transaction: Transaction, call: Call) -> Fields:
    entries = []
    for index, request in enumerate(_entries(call)):
        key = request.get("id")
        try:
            call.entry_fault(index, request)
            if not key:
                raise Rejection(Category.MISSING_FIELD, "id is required.")
            with transaction.savepoint() as part:
                job = _jobs.run(part, "Post", key, request, synchronous=True)
            entries.append({"id": job.invoice_id, "success": True})
        except Rejection as rejection:
            entries.append({"id": key, **call.failed(rejection)})
    return {"invoices": entries}


@_endpoint
def cancel_invoice(transaction: Transaction, call: Call) -> Fields:
    return _views.action_fields(transaction, _jobs.run(transaction, "Cancel", call.key))


@_endpoint
def delete_invoice(transaction: Transaction, call: Call) -> Fields:
    return _views.operation_job_fields(transaction, _jobs.run(transaction, "Delete", call.key))


@_endpoint
def reverse_invoice(transaction: Transaction, call: Call) -> Fields:
    return _views.action_fields(transaction, _jobs.run(transaction, "Reverse", call.key, call.body))


@_endpoint
def write_off_invoice(transaction: Transaction, call: Call) -> Fields:
    job = _jobs.run(transaction, "WriteOff", call.key, call.body)
    return {"creditMemo": {"id": job.credit_memo_ids[0]}}


@_endpoint
def create_invoice_write_off_async(transaction: Transaction, call: Call) -> Fields:
    return _views.write_off_job_fields(transaction, _jobs.run(transaction, "AsyncWriteOff", call.key, call.body))


@_endpoint
def unpost_invoice(transaction: Transaction, call: Call) -> Fields:
    job = _jobs.run(transaction, "Unpost", call.key)
    invoice = _views.invoice_fields(transaction, transaction.require(Invoice, job.invoice_id))
    return {**_views.action_fields(transaction, job), "invoice": invoice}


@_endpoint
def split_invoice(transaction: Transaction, call: Call) -> Fields:
    job = _jobs.run(transaction, "Split", call.key, call.body)
    made = [_views.invoice_fields(transaction, transaction.require(Invoice, key)) for key in job.invoice_ids]
    return {**_views.action_fields(transaction, job), "invoices": made}


# -- jobs --------------------------------------------------------------------------------------------------------------


@_endpoint
def get_operation_job(transaction: Transaction, call: Call) -> Fields:
    job = _job(transaction, call.arguments["jobId"], write_off=False)
    return _views.operation_job_fields(transaction, job)


@_endpoint
def get_invoice_write_off_async_job(transaction: Transaction, call: Call) -> Fields:
    return _views.write_off_job_fields(transaction, _job(transaction, call.arguments["asyncJobId"], write_off=True))


def _job(transaction: Transaction, job_id: str, *, write_off: bool) -> Job:
    job = transaction.require(Job, job_id)
    if (job.action == "AsyncWriteOff") is not write_off:
        raise not_found(job_id)
    return _jobs.poll(transaction, job)


# -- reading -----------------------------------------------------------------------------------------------------------


@_endpoint
def get_invoice(transaction: Transaction, call: Call) -> Fields:
    return _views.invoice_fields(transaction, _invoices.find_invoice(transaction, call.key))


@_endpoint
def get_invoice_items(transaction: Transaction, call: Call) -> Fields:
    invoice = _invoices.find_invoice(transaction, call.key)

    def tax_page(item: Item) -> Fields:
        path = f"/v1/invoices/{invoice.id}/items/{item.id}/taxation-items"
        return _page(call, path, "data", [_views.tax_fields(tax) for tax in item.taxes], paging={})

    return _page(call, call.path, "invoiceItems", [_views.item_fields(item, tax_page) for item in invoice.items()])


@_endpoint
def get_taxation_items_of_invoice_item(transaction: Transaction, call: Call) -> Fields:
    item = _invoices.find_item(transaction, call.key, call.arguments["itemId"])
    return _page(call, call.path, "data", [_views.tax_fields(tax) for tax in item.taxes])


@_endpoint
def get_invoice_application_parts(transaction: Transaction, call: Call) -> Fields:
    _settlement.check_enabled(transaction)
    invoice = _invoices.find_invoice(transaction, call.key)
    parts = [_views.application_fields(part) for part in invoice.applications]
    if call.version >= PAGED_APPLICATIONS:
        return _page(call, call.path, "applicationParts", parts)
    return {"applicationParts": parts[:UNPAGED_LIMIT]}


# -- documents ---------------------------------------------------------------------------------------------------------


@_endpoint
def get_invoice_files(transaction: Transaction, call: Call) -> Fields:
    files = _files.files_of(transaction, _invoices.find_invoice(transaction, call.key))
    return _page(call, call.path, "invoiceFiles", [_views.file_fields(file) for file in reversed(files)])


@_endpoint
def get_invoice_pdf_status(transaction: Transaction, call: Call) -> Fields:
    keys = [key.strip() for key in call.query["invoiceKeys"].split(",")]
    limit = transaction.settings.pdf_status_max_keys
    if len(keys) > limit:
        raise Rejection(Category.INVALID, f"invoiceKeys may name at most {limit} invoices.")
    invoices = [_invoices.find_invoice(transaction, key) for key in keys]
    return {"invoiceFiles": [_files.pdf_status(transaction, invoice) for invoice in invoices]}


@_endpoint
def upload_file_for_invoice(transaction: Transaction, call: Call) -> Fields:
    if call.upload is None:
        raise Rejection(Category.MISSING_FIELD, "file is required.")
    invoice = _invoices.free_invoice(transaction, call.key)
    return {"fileId": _files.upload(transaction, invoice, *call.upload).id}


@_endpoint
def email_invoice(transaction: Transaction, call: Call) -> Fields:
    _emails.email(transaction, call.key, call.body)
    return {}


# -- e-invoices --------------------------------------------------------------------------------------------------------


@_endpoint
def get_e_invoicing_mandate_for_invoice(transaction: Transaction, call: Call) -> Fields:
    return _e_invoices.mandate(transaction, call.key)


@_endpoint
def update_invoice_invoke_sync_status(transaction: Transaction, call: Call) -> Fields:
    _e_invoices.sync_status(transaction, call.key)
    return {}


@_endpoint
def cancel_e_invoice_by_invoice_key(transaction: Transaction, call: Call) -> Fields:
    _e_invoices.cancel(transaction, call.key)
    return {}


@_endpoint
def download_e_invoice_file_for_invoice(transaction: Transaction, call: Call) -> Binary:
    return Binary(*_e_invoices.download(transaction, call.key, call.query.get("fileFormat")))


# -- accounts, payments, queries ---------------------------------------------------------------------------------------


@_endpoint
def create_account(transaction: Transaction, call: Call) -> Fields:
    account = _accounts.create_account(transaction, call.body)
    return {
        "accountId": account.id,
        "accountNumber": account.number,
        "billToContactId": account.bill_to_contact_id,
        "soldToContactId": account.sold_to_contact_id,
    }


@_endpoint
def get_account(transaction: Transaction, call: Call) -> Fields:
    return _views.account_fields(transaction, _accounts.find_account(transaction, call.arguments["accountKey"]))


@_endpoint
def create_payment(transaction: Transaction, call: Call) -> Fields:
    return _views.payment_fields(_settlement.create_payment(transaction, call.body))


@_endpoint
def get_payment(transaction: Transaction, call: Call) -> Fields:
    return _views.payment_fields(transaction.require(Payment, call.arguments["paymentKey"]))


@_endpoint
def apply_payment(transaction: Transaction, call: Call) -> Fields:
    payment = transaction.require(Payment, call.arguments["paymentKey"])
    return _views.payment_fields(_settlement.apply_payment(transaction, payment, call.body["invoices"]))


@_endpoint
def query(transaction: Transaction, call: Call) -> Fields:
    records = _query.query(transaction, call.body["queryString"])
    return {"size": len(records), "records": records, "done": True}


# -- parts of calls and responses --------------------------------------------------------------------------------------


def _entries(call: Call) -> list[Fields]:
    entries: list[Fields] = call.body.get("invoices")
    if not entries:
        raise Rejection(Category.MISSING_FIELD, "invoices is required.")
    return entries


def _page(
    call: Call, path: str, name: str, entries: Sequence[Fields], *, paging: Mapping[str, str] | None = None
) -> Fields:
    """The page that was asked for. A size or page that isn't a positive number counts as not given, as in Zuora."""
    paging = call.query if paging is None else paging
    size = _positive(paging.get("pageSize"))
    page = (_positive(paging.get("page")) or 1) if size else 1
    size = min(size or DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE)
    fields: Fields = {name: list(entries[(page - 1) * size : page * size])}
    if page * size < len(entries):
        fields["nextPage"] = f"{call.root}{quote(path)}?page={page + 1}&pageSize={size}"
    return fields


def _positive(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
