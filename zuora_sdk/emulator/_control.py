"""The control API: what tests do to the emulator besides calling it, over HTTP. `control.json` describes it."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from importlib import resources

from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Request

from zuora_sdk.emulator import _responses, _snapshots
from zuora_sdk.emulator._content import read_json
from zuora_sdk.emulator._contract import Contract
from zuora_sdk.emulator._documents import Fields, File
from zuora_sdk.emulator._faults import FAULT_KINDS, Fault
from zuora_sdk.emulator._rejection import Rejection
from zuora_sdk.emulator._request_log import RecordedRequest
from zuora_sdk.emulator._responses import Response
from zuora_sdk.emulator._routes import routes
from zuora_sdk.emulator._tenant import Tenant


@dataclass(frozen=True, kw_only=True)
class ControlCall:
    """A request that fits the document."""

    arguments: Mapping[str, str]
    query: Mapping[str, str]
    body: Fields


@functools.cache
def control_contract() -> Contract:
    """The document of the control API, which also checks its requests."""
    return Contract(_document("control.json"))


def _document(name: str) -> Fields:
    document: Fields = json.loads(resources.files("zuora_sdk.emulator").joinpath(name).read_text(encoding="utf-8"))
    return document


class Control:
    """Responds to requests that control the emulator."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._contract = control_contract()
        self._handlers: dict[str, Callable[[ControlCall], Fields | Response]] = {
            "get_health": lambda call: self._health(),
            "get_control_document": lambda call: _document("control.json"),
            "get_api_document": lambda call: tenant.contract.published(),
            "reset": self._reset,
            "list_accounts": lambda call: {"accounts": [asdict(one) for one in tenant.ledger.accounts]},
            "add_account": self._add_account,
            "list_charges": lambda call: self._charges(),
            "add_charge": self._add_charge,
            "list_invoices": lambda call: {"invoices": _snapshots.invoices(tenant.ledger)},
            "get_invoice": lambda call: _snapshots.invoice(tenant.ledger, call.arguments["invoiceKey"]),
            "apply_payment": self._apply_payment,
            "fail_pdf": self._fail_pdf,
            "list_credit_memos": lambda call: {"credit_memos": _snapshots.credit_memos(tenant.ledger)},
            "list_payments": lambda call: {"payments": _snapshots.payments(tenant.ledger)},
            "list_emails": lambda call: {"emails": [asdict(one) for one in tenant.ledger.emails]},
            "list_jobs": lambda call: {"jobs": _snapshots.jobs(tenant.ledger)},
            "fail_job": self._fail_job,
            "list_files": lambda call: {"files": _snapshots.files(tenant.ledger)},
            "get_file": self._file,
            "get_clock": lambda call: self._clock(),
            "move_clock": self._move_clock,
            "list_fault_kinds": lambda call: {"fault_kinds": fault_kinds()},
            "list_faults": lambda call: self._faults(),
            "inject_fault": self._inject_fault,
            "clear_faults": self._clear_faults,
            "remove_fault": self._remove_fault,
            "get_settings": lambda call: _snapshots.settings(tenant.ledger.settings),
            "change_settings": self._change_settings,
            "list_requests": self._requests,
            "clear_requests": self._clear_requests,
        }

    def respond(self, request: Request) -> Response:
        """What to send back; errors as a `message` that names what is wrong."""
        try:
            name, arguments = routes(self._contract).match(request.path, request.method)
        except MethodNotAllowed as error:
            allowed = ", ".join(sorted(error.valid_methods or ()))
            message = f"{request.path} has {allowed}; GET /_emulator/openapi.json describes it."
            return _responses.of_json(405, {"message": message}, {"Allow": allowed})
        except HTTPException:
            message = f"There is no {request.path}; GET /_emulator/openapi.json describes what there is."
            return _responses.of_json(404, {"message": message})
        try:
            result = self._handlers[name](self._call(name, arguments, request))
        except Rejection as rejection:
            return _responses.of_json(rejection.status, {"message": " ".join(text for _, text in rejection.reasons)})
        except ValueError as error:
            return _responses.of_json(400, {"message": str(error)})
        return result if isinstance(result, Response) else _responses.of_json(200, result)

    def _call(self, name: str, arguments: Mapping[str, str], request: Request) -> ControlCall:
        schema = self._contract.operations[name].body
        body = self._contract.fit(schema, read_json(request) if request.get_data() else {}) if schema else {}
        return ControlCall(arguments=arguments, query=request.args, body=body)

    # -- emulator ---------------------------------------------------------------------------------------------------

    def _health(self) -> Fields:
        ledger = self._tenant.ledger
        return {
            "status": "ok",
            "now": ledger.clock.now().isoformat(),
            "accounts": len(ledger.accounts),
            "invoices": len(ledger.invoices),
            "requests": len(self._tenant.log.entries()),
            "faults": len(self._tenant.faults.active()),
        }

    def _reset(self, call: ControlCall) -> Fields:
        self._tenant.reset()
        return self._health()

    # -- ledger -----------------------------------------------------------------------------------------------------

    def _add_account(self, call: ControlCall) -> Fields:
        fields = {**call.body, "additional_emails": tuple(call.body.get("additional_emails", ()))}
        return asdict(self._tenant.add_account(fields))

    def _charges(self) -> Fields:
        with self._tenant.ledger.transaction() as transaction:
            return {"charges": [{"id": key, "fields": fields} for key, fields in transaction.catalog.items()]}

    def _add_charge(self, call: ControlCall) -> Fields:
        self._tenant.ledger.add_charge(call.body["id"], call.body["fields"])
        return call.body

    def _apply_payment(self, call: ControlCall) -> Fields:
        self._tenant.ledger.apply_payment(call.arguments["invoiceKey"], call.body["amount"])
        return _snapshots.invoice(self._tenant.ledger, call.arguments["invoiceKey"])

    def _fail_pdf(self, call: ControlCall) -> Fields:
        self._tenant.ledger.fail_pdf(call.arguments["invoiceKey"], **call.body)
        return _snapshots.invoice(self._tenant.ledger, call.arguments["invoiceKey"])

    def _fail_job(self, call: ControlCall) -> Fields:
        self._tenant.ledger.fail_job(call.arguments["jobId"])
        return {"jobs": _snapshots.jobs(self._tenant.ledger)}

    def _file(self, call: ControlCall) -> Response:
        with self._tenant.ledger.transaction() as transaction:
            file = transaction.require(File, call.arguments["fileId"])
        return Response(status=200, body=file.content, content_type="application/pdf")

    # -- clock ------------------------------------------------------------------------------------------------------

    def _clock(self) -> Fields:
        return {"now": self._tenant.ledger.clock.now().isoformat(), "local": self._tenant.ledger.stamp()}

    def _move_clock(self, call: ControlCall) -> Fields:
        if "set" in call.body:
            try:
                instant = dt.datetime.fromisoformat(call.body["set"].replace("Z", "+00:00"))
            except ValueError:
                raise ValueError(f"set must be a time such as 2026-03-31T23:59:00Z, got {call.body['set']}") from None
            self._tenant.ledger.clock.set(instant)
        elif "advance" in call.body:
            self._tenant.ledger.clock.advance(float(call.body["advance"]))
        else:
            raise ValueError("give advance, a number of seconds, or set, a time")
        return self._clock()

    # -- faults -----------------------------------------------------------------------------------------------------

    def _faults(self) -> Fields:
        return {"faults": [fault_fields(fault) for fault in self._tenant.faults.active()]}

    def _inject_fault(self, call: ControlCall) -> Fields:
        options = dict(call.body)
        fault = self._tenant.faults.inject(options.pop("kind", "response"), options.pop("operation", None), **options)
        return fault_fields(fault)

    def _clear_faults(self, call: ControlCall) -> Fields:
        self._tenant.faults.clear()
        return self._faults()

    def _remove_fault(self, call: ControlCall) -> Fields:
        fault_id = call.arguments["faultId"]
        if not fault_id.isdigit() or not self._tenant.faults.remove(int(fault_id)):
            raise ValueError(f"there is no fault {fault_id}")
        return self._faults()

    # -- settings and requests --------------------------------------------------------------------------------------

    def _change_settings(self, call: ControlCall) -> Fields:
        self._tenant.ledger.change_settings(**_snapshots.read_settings(call.body))
        return _snapshots.settings(self._tenant.ledger.settings)

    def _requests(self, call: ControlCall) -> Fields:
        return {"requests": [request_fields(record) for record in select(self._tenant.log.entries(), call.query)]}

    def _clear_requests(self, call: ControlCall) -> Fields:
        self._tenant.log.clear()
        return {"requests": []}


def fault_kinds() -> list[Fields]:
    """The table of faults, for other languages."""
    return [
        {"name": kind.name, "phase": "after" if kind.executed else "before", "effect": kind.effect.replace("`", "")}
        for kind in FAULT_KINDS.values()
    ]


def fault_fields(fault: Fault) -> Fields:
    """An injected fault as JSON data."""
    fields = {name: value for name, value in vars(fault).items() if not name.startswith("_") and value is not None}
    fields["operation"] = sorted(fault.operations) if fault.operations else None
    fields.pop("operations", None)
    # A body may be bytes, and what a Python test matches with may be a function.
    return json.loads(json.dumps({**fields, "times": fault.times}, default=str))  # type: ignore[no-any-return]


def request_fields(record: RecordedRequest) -> Fields:
    """A recorded request as JSON data."""
    texts = {name: getattr(record, name).decode("utf-8", "replace") for name in ("body", "response_body")}
    seconds = None if record.seconds is None else round(record.seconds, 6)
    fields = {name: value for name, value in vars(record).items() if name != "started"}
    return {**fields, **texts, "seconds": seconds}


def select(records: list[RecordedRequest], query: Mapping[str, str]) -> list[RecordedRequest]:
    """The requests that a query asks for."""
    numbers = {name: _whole(name, query[name]) for name in ("status", "after", "limit") if name in query}
    same = {name: query[name] for name in ("operation", "method", "fault") if name in query}
    chosen = [
        record
        for record in records
        if all(getattr(record, name) == value for name, value in same.items())
        and query.get("path", "") in record.path
        and numbers.get("status", record.status) == record.status
        and record.id > numbers.get("after", 0)
    ]
    return chosen[-numbers["limit"] :] if numbers.get("limit") else chosen


def _whole(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(f"{name} must be a whole number, got {text!r}")
    return int(text)
