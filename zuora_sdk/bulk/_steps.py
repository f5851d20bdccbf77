"""What a run does with its items: the three bulk endpoints, and calls of a function one by one."""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple, Protocol

from zuora_sdk import _endpoints, _serialization, _validation, exceptions, models
from zuora_sdk._operation import Operation
from zuora_sdk.api.invoices_api import InvoicesApi
from zuora_sdk.api_client import ApiClient
from zuora_sdk.api_response import ApiResponse
from zuora_sdk.bulk._items import Facts, Item, digest
from zuora_sdk.bulk._protocol import Evidence, read_entry_failure, read_failure
from zuora_sdk.bulk._worker import ApiMethod, CallFunction, ClientHandle, SendBody
from zuora_sdk.exceptions import ApiException, ApiTypeError, ApiValueError, BadRequestException, failure
from zuora_sdk.models.base import ZuoraModel, rules_of
from zuora_sdk.models.bulk_create_invoices_request import BulkCreateInvoicesRequest
from zuora_sdk.models.bulk_post_invoices_request import BulkPostInvoicesRequest
from zuora_sdk.models.bulk_update_invoices_request import BulkUpdateInvoicesRequest
from zuora_sdk.models.common_response import CommonResponse
from zuora_sdk.models.create_invoice_request import CreateInvoiceRequest
from zuora_sdk.models.invoice_post_response import InvoicePostResponse
from zuora_sdk.models.invoice_response import InvoiceResponse
from zuora_sdk.models.post_invoice_request import PostInvoiceRequest
from zuora_sdk.models.update_invoice_request import UpdateInvoiceRequest

Call = Callable[[], Any]


class Prepared(NamedTuple):
    """An input, checked."""

    entry: Any
    content: bytes
    name: str | None = None
    """What it is called, if it has a name of its own: the ID of an invoice."""
    size: int = 0
    facts: Facts = Facts()


class Reading(NamedTuple):
    """What a response says about one item."""

    evidence: Evidence
    result: Any = None
    error: Exception | None = None


class Step(Protocol):
    """One step of a run: what an input is, which call does it, and what the response means."""

    name: str
    title: str
    limit: int
    """The most items of a request."""
    size_limit: int | None
    """The most invoice items of a request."""
    keyed: bool
    """Whether an idempotency key makes sending again harmless."""
    safe: bool
    """Whether sending again is harmless anyway."""

    def prepare(self, index: int, value: Any) -> Prepared:
        """Check an input. Raises what is wrong with it."""
        ...

    def body(self, items: Sequence[Item]) -> bytes:
        """What is sent for items."""
        ...

    def entries(self, body: bytes) -> Sequence[Any] | None:
        """The entries of a body; None if it can't be sent without its input."""
        ...

    def call(self, items: Sequence[Item], body: bytes, idempotency_key: str | None) -> Call:
        """The call that does items."""
        ...

    def read(self, items: Sequence[Item], response: Any) -> Sequence[Reading]:
        """What a response says about each of the items."""
        ...

    def verify(self, item: Item) -> bool:
        """Whether the rejection of an item could be the consequence of its earlier success."""
        ...

    def look_up(self, item: Item) -> Call | None:
        """The call that asks whether an item is done; None if there is none."""
        ...

    def read_look_up(self, item: Item, value: Any, error: Exception | None) -> Reading:
        """What its response says."""
        ...

    def restore(self, result: str | None) -> Any:
        """A result from the journal."""
        ...


# ------------------------------------------------------------------------------------------------------ bulk endpoints


@dataclass(frozen=True)
class BulkEndpoint:
    """One bulk endpoint, as data."""

    title: str
    method: str
    """Of `InvoicesApi`."""
    request: type[ZuoraModel]
    settings: Mapping[str, Any]
    """Fields of the request besides the invoices."""
    entry: type[ZuoraModel]
    result: type[ZuoraModel]
    names_invoices: bool
    """Whether an entry names its invoice by `id`; text is taken for that."""
    per_entry: bool
    """Whether the response has an entry for each entry of the request."""
    keyed: bool


CREATE = BulkEndpoint(
    title="Creating",
    method="bulk_create_standalone_invoices",
    request=BulkCreateInvoicesRequest,
    settings={"use_single_transaction": False},
    entry=CreateInvoiceRequest,
    result=InvoiceResponse,
    names_invoices=False,
    per_entry=True,
    keyed=True,
)
POST = BulkEndpoint(
    title="Posting",
    method="bulk_post_invoices",
    request=BulkPostInvoicesRequest,
    settings={},
    entry=PostInvoiceRequest,
    result=InvoicePostResponse,
    names_invoices=True,
    per_entry=True,
    keyed=True,
)
UPDATE = BulkEndpoint(
    title="Updating",
    method="bulk_update_invoices",
    request=BulkUpdateInvoicesRequest,
    settings={},
    entry=UpdateInvoiceRequest,
    result=CommonResponse,
    names_invoices=True,
    per_entry=False,
    keyed=False,
)


class BulkStep:
    """Many items in one request of a bulk endpoint."""

    safe = False

    def __init__(self, client: ApiClient, endpoint: BulkEndpoint, chunk_size: int | None) -> None:
        rules = rules_of(endpoint.request)
        most = rules.max_items["invoices"]
        if chunk_size is not None and chunk_size > most:
            raise ApiValueError(f"chunk_size: {chunk_size} is above {most}, the most invoices of a request")
        self.name = endpoint.method
        self.title = endpoint.title
        self.keyed = endpoint.keyed
        self.limit = chunk_size or most
        self._inner = rules.max_total[1] if rules.max_total else ""
        self.size_limit: int | None = rules.max_total[2] if rules.max_total else None
        self._endpoint = endpoint
        self._validate = client.configuration.client_side_validation
        handle = ClientHandle(client)
        self._method = ApiMethod(handle, InvoicesApi, f"{endpoint.method}_with_http_info")
        self._get = ApiMethod(handle, InvoicesApi, "get_invoice_with_http_info")

    def prepare(self, index: int, value: Any) -> Prepared:
        """Check an input, and digest its content."""
        endpoint, place = self._endpoint, f"invoices[{index}]"
        named = endpoint.names_invoices and isinstance(value, str)
        entry = endpoint.entry.model_validate({"id": value}) if named else value
        if not isinstance(entry, endpoint.entry):
            raise _validation.wrong_model(place, endpoint.entry.__name__, entry)
        problems = list(_validation.check_model(entry, place)) if self._validate else []
        if endpoint.names_invoices and not getattr(entry, "id", None):
            problems.append(f"{place}.id: is required")
        if problems:
            raise ApiValueError(*problems)
        _serialization.encode(entry, place)  # raises what can't be written as JSON
        size = len(getattr(entry, self._inner, None) or ()) if self._inner else 0
        facts = asked_for(entry) if isinstance(entry, CreateInvoiceRequest) else Facts()
        return Prepared(entry, digest(entry, place), value if named else None, size, facts)

    def body(self, items: Sequence[Item]) -> bytes:
        """A request with these entries."""
        request = self._endpoint.request(invoices=[item.entry for item in items], **self._endpoint.settings)
        return _serialization.encode(request)

    def entries(self, body: bytes) -> Sequence[Any] | None:
        """The entries of a request."""
        request: Any = self._endpoint.request.from_json(body)
        return list(request.invoices)

    def call(self, items: Sequence[Item], body: bytes, idempotency_key: str | None) -> Call:
        """The request."""
        options = {"idempotency_key": idempotency_key} if self.keyed else {}
        return SendBody(self._method, self._endpoint.request, body, options)

    def read(self, items: Sequence[Item], response: ApiResponse[Any]) -> Sequence[Reading]:
        """What the response says about each item."""
        if not self._endpoint.per_entry:
            return [Reading(Evidence.SUCCESS, response.data)] * len(items)
        entries = match([item.entry for item in items], response.data.invoices or ())
        return [_read_entry(response, entry) for entry in entries]

    def verify(self, item: Item) -> bool:
        """A posted invoice is no draft any more, and a number is used by the invoice that got it."""
        return self._endpoint is POST or self.look_up(item) is not None

    def look_up(self, item: Item) -> Call | None:
        """Read the invoice: by the number that the caller gave it, or by its ID."""
        key = None
        if isinstance(item.entry, CreateInvoiceRequest):
            key = item.entry.invoice_number
        elif isinstance(item.entry, PostInvoiceRequest):
            key = item.entry.id
        return CallFunction(self._get, key) if key else None

    def read_look_up(self, item: Item, value: Any, error: Exception | None) -> Reading:
        """What the invoice says about the item."""
        if isinstance(error, ApiException) and error.effective_status == 404 and error.reasons:
            created = self._endpoint is CREATE
            return Reading(Evidence.NOT_RUN) if created else Reading(Evidence.REJECTION, error=error)
        if error is not None:
            return Reading(Evidence.NO_ANSWER_YET, error=error)
        invoice: InvoiceResponse = value.data
        if self._endpoint is CREATE:
            return _read_created(item.entry, invoice)
        if invoice.status == "Posted":
            return Reading(Evidence.SUCCESS, InvoicePostResponse(id=invoice.id, success=True))
        if invoice.status == "Draft":
            return Reading(Evidence.NOT_RUN)
        reason = f"the invoice is neither a draft nor posted: its status is {invoice.status}"
        return Reading(Evidence.REJECTION, error=BadRequestException(None, reason))

    def restore(self, result: str | None) -> Any:
        """A result from the journal."""
        data, _ = _serialization.decode(self._endpoint.result, (result or "{}").encode())
        return data


def match(sent: Sequence[Any], entries: Sequence[Any]) -> list[Any]:
    """The entry of a response that is about each entry of the request; None where that can't be told.

    An entry names its place (`objectIndex`) or its invoice (`id`). What names neither is in the order of the request,
    provided that nothing is missing.
    """
    found: list[Any] = [None] * len(sent)
    by_place: dict[int, list[Any]] = defaultdict(list)
    by_id: dict[str, list[Any]] = defaultdict(list)
    unnamed: list[Any] = []
    ids: dict[str, list[int]] = defaultdict(list)
    for at, request in enumerate(sent):
        if getattr(request, "id", None):
            ids[request.id].append(at)
    for entry in entries:
        place, key = _object_index(entry), getattr(entry, "id", None)
        if place is not None:
            by_place[place].append(entry)
        elif key in ids:
            by_id[key].append(entry)
        else:
            unnamed.append(entry)
    contested: set[int] = set()
    for at, claims in by_place.items():
        if 0 <= at < len(sent):
            contested.add(at)
            found[at] = claims[0] if len(claims) == 1 else None
    for key, claims in by_id.items():
        places = [at for at in ids[key] if at not in contested]
        contested.update(places)
        _pair(found, places, claims)
    _pair(found, [at for at in range(len(sent)) if at not in contested], unnamed)
    return found


def _pair(found: list[Any], places: Sequence[int], entries: Sequence[Any]) -> None:
    if len(places) == len(entries):
        for at, entry in zip(places, entries, strict=True):
            found[at] = entry


def _object_index(entry: Any) -> int | None:
    place = getattr(entry, "object_index", None)
    if place is None:
        place = getattr(entry, "additional_properties", {}).get("objectIndex")
    return place if isinstance(place, int) else None


def _read_entry(response: ApiResponse[Any], entry: Any) -> Reading:
    if isinstance(entry, ZuoraModel):
        success, reasons = getattr(entry, "success", None), getattr(entry, "reasons", None)
        if success is False or reasons:
            body = _serialization.encode(entry)
            content = _serialization.parse_json(body)
            error = failure(response.status_code, "this invoice failed", response.headers, body, content)
            evidence = read_entry_failure(error)
            error.maybe_executed = evidence is Evidence.UNKNOWN
            return Reading(evidence, error=_dated(error, response))
        if success is True or getattr(entry, "id", None):
            return Reading(Evidence.SUCCESS, entry)
    missing = ApiException(
        response.status_code,
        "the response says nothing about this invoice",
        headers=response.headers,
        maybe_executed=True,
    )
    return Reading(Evidence.UNKNOWN, error=_dated(missing, response))


def _dated(error: ApiException, response: ApiResponse[Any]) -> ApiException:
    error.attempts, error.errors, error.elapsed = response.attempts, response.errors, response.elapsed
    error.idempotency_key = response.idempotency_key
    return error


def _read_created(entry: CreateInvoiceRequest, invoice: InvoiceResponse) -> Reading:
    same = entry.account_id in (None, invoice.account_id) and entry.invoice_date in (None, invoice.invoice_date)
    if same:
        return Reading(Evidence.SUCCESS, invoice)
    reason = f"the invoice number {entry.invoice_number} is used by another invoice, {invoice.id}"
    return Reading(Evidence.REJECTION, error=BadRequestException(None, reason))


def asked_for(request: CreateInvoiceRequest) -> Facts:
    """The total of a request without tax."""
    total = Decimal(0)
    for item in request.invoice_items or ():
        for part in (item, *(item.discount_items or ())):
            total += part.amount or 0
            for tax in getattr(part, "tax_items", None) or ():
                if tax.tax_mode == "TaxInclusive":
                    total -= tax.tax_amount or 0
    return Facts(total, getattr(request, "currency", None))


# ----------------------------------------------------------------------------------------------------------- one by one


class EachStep:
    """One call of a function for each item."""

    limit = 1
    size_limit: int | None = None

    def __init__(
        self,
        function: Callable[..., Any],
        *,
        check: Callable[[Any], object] | None,
        name: str | None,
        digested: bool,
    ) -> None:
        self._digested = digested
        self._function, operation = portable(function)
        self._check = portable(check)[0] if check else None
        self._unwrap = operation is not None and not name_of(function).endswith("_with_http_info")
        self.keyed = operation is not None and operation.accepts_idempotency_key
        self.safe = operation is not None and operation.safe
        self.title = name_of(function)
        self.name = name or (operation.name if operation else "") or self.title

    def prepare(self, index: int, value: Any) -> Prepared:
        """Take an input as it is."""
        content = digest(value, f"items[{index}]") if self._digested else b""
        return Prepared(value, content, value if isinstance(value, str) else None)

    def body(self, items: Sequence[Item]) -> bytes:
        """There is none: the function makes its own request."""
        return b""

    def entries(self, body: bytes) -> Sequence[Any] | None:
        """There are none."""
        return None

    def call(self, items: Sequence[Item], body: bytes, idempotency_key: str | None) -> Call:
        """The call of the function."""
        options = {"idempotency_key": idempotency_key} if self.keyed else {}
        return CallFunction(self._function, items[0].entry, options)

    def read(self, items: Sequence[Item], response: Any) -> Sequence[Reading]:
        """It returned: it is done."""
        data = response.data if self._unwrap and isinstance(response, ApiResponse) else response
        return [Reading(Evidence.SUCCESS, data)]

    def verify(self, item: Item) -> bool:
        """What is done can often not be done again."""
        return not self.safe

    def look_up(self, item: Item) -> Call | None:
        """The user's check."""
        return CallFunction(self._check, item.entry) if self._check and item.index is not None else None

    def read_look_up(self, item: Item, value: Any, error: Exception | None) -> Reading:
        """What the check says."""
        if error is not None:
            return Reading(Evidence.NO_ANSWER_YET, error=error)
        done = value.data if isinstance(value, ApiResponse) else value
        return Reading(Evidence.SUCCESS if done else Evidence.NOT_RUN)

    def restore(self, result: str | None) -> Any:
        """A result from the journal: a model, or plain data. Of anything else, None."""
        stored = _serialization.parse_json(result) if result else {}
        if "model" in stored:
            model: type[ZuoraModel] = getattr(models, stored["model"])
            return _serialization.build(model, stored["value"])[0]
        return stored.get("value")


def portable(function: Callable[..., Any]) -> tuple[Callable[..., Any], Operation[Any] | None]:
    """A function as it can be called in any process, and the operation that it calls, if it is an API method."""
    if isinstance(function, partial):
        inner, operation = portable(function.func)
        return partial(inner, *function.args, **function.keywords), operation
    owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
    client = getattr(owner, "api_client", None)
    operation = getattr(_endpoints, name.removesuffix("_with_http_info").upper(), None)
    if owner is not None and isinstance(client, ApiClient) and isinstance(operation, Operation):
        whole = f"{operation.name}_with_http_info"
        return ApiMethod(ClientHandle(client), type(owner), whole), operation
    return function, None


def name_of(function: Callable[..., Any]) -> str:
    """What a function is called."""
    while isinstance(function, partial):
        function = function.func
    return getattr(function, "__name__", type(function).__name__)


def client_of(function: Callable[..., Any]) -> ApiClient | None:
    """The client that a function calls with, if that can be told."""
    while isinstance(function, partial):
        function = function.func
    client = getattr(getattr(function, "__self__", None), "api_client", None)
    return client if isinstance(client, ApiClient) else None


def write_result(step: Step, result: Any) -> str | None:
    """A result as text for the journal."""
    if isinstance(step, BulkStep):
        return None if result is None else _serialization.to_json(result)
    if isinstance(result, ZuoraModel):
        return _serialization.to_json({"model": type(result).__name__, "value": result})
    try:
        return _serialization.to_json({"value": result})
    except ApiTypeError:
        return None


# ------------------------------------------------------------------------------------------------------------- failures


_HEADERS = ("Zuora-Request-Id", "Zuora-Track-Id")


def write_error(error: Exception) -> str:
    """An error as text for the journal, as far as it matters to a later run."""
    record: dict[str, Any] = {"class": type(error).__name__, "text": str(error)}
    if isinstance(error, ApiException):
        record.update(status=error.status, reason=error.reason, key=error.idempotency_key)
        record.update(maybe=error.maybe_executed, operation=error.operation, endpoint=error.endpoint)
        record["headers"] = {name: error.headers[name] for name in _HEADERS if error.headers.get(name)}
        record["body"] = base64.b64encode(error.body).decode()
    elif isinstance(error, (ApiValueError, ApiTypeError)):
        record["problems"] = list(error.args)
    return json.dumps(record)


def restore_error(text: str | None, *, maybe_executed: bool) -> Exception:
    """What `write_error` wrote."""
    record = json.loads(text or "{}")
    kind = getattr(exceptions, record.get("class", ""), None)
    if isinstance(kind, type) and issubclass(kind, (ApiValueError, ApiTypeError)):
        return kind(*record["problems"])
    if not isinstance(kind, type) or not issubclass(kind, ApiException):
        return ApiException(None, record.get("text", "an earlier run ended"), maybe_executed=maybe_executed)
    body = base64.b64decode(record["body"])
    try:
        content = _serialization.parse_json(body)
    except _serialization.UnreadableBody:
        content = None
    error = kind(record["status"], record["reason"], headers=record["headers"], body=body, content=content)
    error.maybe_executed, error.idempotency_key = maybe_executed, record["key"]
    error.operation, error.endpoint = record["operation"], record["endpoint"]
    return error


__all__ = ["CREATE", "POST", "UPDATE", "BulkStep", "Call", "EachStep", "Prepared", "Reading", "Step", "read_failure"]
