"""A small model of the service in virtual time, with everything that can go wrong between it and a run."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from zuora_sdk import Runtime
from zuora_sdk._transport import HttpRequest, HttpResponse, TransportError

ACCOUNT, LATE_ACCOUNT = "a" * 32, "b" * 32
KEY_HOURS = 24.0
HOUR = 3600.0


class Killed(BaseException):
    """The process is killed: nothing catches it."""


class Machine:
    """Virtual time: the true one, and the two clocks of a machine that may be wrong about it."""

    def __init__(self, random: Random) -> None:
        self.true = 1_000_000.0
        self.wall_error = 0.0
        self.booted = self.true - 5000.0
        self._random = random

    def pass_time(self, seconds: float) -> None:
        self.true += max(seconds, 0.001)

    def reboot(self) -> None:
        self.booted = self.true

    def runtime(self) -> Runtime:
        return Runtime(
            monotonic=lambda: self.true - self.booted,
            now=lambda: self.true + self.wall_error,
            sleep=self.pass_time,
            random=self._random.random,
        )


@dataclass
class Invoice:
    id: str
    number: str
    order: str
    account: str
    amount: str
    status: str = "Draft"
    posts: int = 0
    mails: int = 0


@dataclass
class Remembered:
    """The first use of an idempotency key."""

    since: float
    response: tuple[int, Any] | None = None
    """None while the request is in progress."""


@dataclass
class Late:
    """A request whose sender has given up, and that the service still works on."""

    at: float
    request: HttpRequest
    key: str | None


@dataclass
class Faults:
    """How often each thing goes wrong, out of 100 requests."""

    share: int = 0
    kinds: tuple[str, ...] = ()
    entries: int = 0
    """How often one entry of a request goes wrong."""


KINDS = (
    *("refused", "limited", "stored_limit", "unavailable", "locked", "forbidden", "turned_away"),
    *(
        "lost",
        "internal",
        "truncated",
        "late_registered",
        "delayed",
        "short",
        "amnesia",
        "killed_before",
        "killed_after",
    ),
)


@dataclass
class Service:
    """A tenant."""

    machine: Machine
    random: Random
    faults: Faults = field(default_factory=Faults)
    accounts: set[str] = field(default_factory=lambda: {ACCOUNT})
    invoices: dict[str, Invoice] = field(default_factory=dict)
    outage_until: float = 0.0
    requests: int = 0
    _keys: dict[str, Remembered] = field(default_factory=dict)
    _late: list[Late] = field(default_factory=list)

    # ---------------------------------------------------------------------------------------------------- the transport

    def send(self, request: HttpRequest) -> HttpResponse:
        self.requests += 1
        self.machine.pass_time(self.random.uniform(0.05, 2.0))
        self._settle_late()
        if self.machine.true < self.outage_until:
            if self.random.random() < 0.5:
                raise TransportError("could not connect", sent=False)
            return _response(503, {"message": "Service Unavailable"})
        kind = ""
        if self.random.randrange(100) < self.faults.share:
            kind = self.random.choice(self.faults.kinds)
        return getattr(self, f"_{kind or 'healthy'}")(request)  # type: ignore[no-any-return]

    def close(self) -> None:
        pass

    def _healthy(self, request: HttpRequest) -> HttpResponse:
        return _response(*self._handle(request))

    def _refused(self, request: HttpRequest) -> HttpResponse:
        raise TransportError("could not connect", sent=False)

    def _limited(self, request: HttpRequest) -> HttpResponse:
        return _response(429, _reasons(50000070, "too many requests"))

    def _stored_limit(self, request: HttpRequest) -> HttpResponse:
        return self._stored(request, (429, _reasons(50000070, "too many requests")))

    def _locked(self, request: HttpRequest) -> HttpResponse:
        return self._stored(request, (409, _reasons(50000050, "locked")))

    def _stored(self, request: HttpRequest, response: tuple[int, Any]) -> HttpResponse:
        """A rejection before any work, which the service remembers under the key like any other response."""
        key = request.headers.get("Idempotency-Key")
        return _response(*self._once(key, lambda: response))

    def _unavailable(self, request: HttpRequest) -> HttpResponse:
        return _response(503, {"message": "Service Unavailable"})

    def _forbidden(self, request: HttpRequest) -> HttpResponse:
        return _response(403, {"code": 90000010, "message": "no permission"})

    def _turned_away(self, request: HttpRequest) -> HttpResponse:
        """A gateway doesn't let it through; the service never sees its key."""
        return HttpResponse(413, {"Content-Type": "text/html"}, b"<html>Request Entity Too Large</html>")

    def _lost(self, request: HttpRequest) -> HttpResponse:
        self._handle(request)
        raise TransportError("connection lost", sent=True)

    def _internal(self, request: HttpRequest) -> HttpResponse:
        self._handle(request)
        return _response(500, _reasons(50000060, "internal error"))

    def _truncated(self, request: HttpRequest) -> HttpResponse:
        response = self._healthy(request)
        return HttpResponse(response.status, response.headers, response.body[:-5], broken="cut off")

    def _short(self, request: HttpRequest) -> HttpResponse:
        """An entry is missing in what is sent back."""
        status, content = self._handle(request)
        if len(content.get("invoices", ())) > 1:
            content = {**content, "invoices": list(content["invoices"])}
            del content["invoices"][self.random.randrange(len(content["invoices"]))]
        return _response(status, content)

    def _late_by(self, request: HttpRequest, *, registered: bool) -> HttpResponse:
        key = request.headers.get("Idempotency-Key")
        if request.method == "GET" or (key and key in self._keys):
            return self._healthy(request)
        if registered and key:
            self._keys[key] = Remembered(self.machine.true)
        seconds = self.random.choice((1.0, 60.0, 600.0, 1.5 * HOUR))
        self._late.append(Late(self.machine.true + seconds, request, key if registered else None))
        raise TransportError("timed out", sent=True)

    def _late_registered(self, request: HttpRequest) -> HttpResponse:
        return self._late_by(request, registered=True)

    def _delayed(self, request: HttpRequest) -> HttpResponse:
        """It is held up before the service sees its key."""
        return self._late_by(request, registered=False)

    def _amnesia(self, request: HttpRequest) -> HttpResponse:
        """The service crashes after the work and forgets the key; where another rule prevents doing it twice."""
        entries = json.loads(request.body or b"{}").get("invoices", ())
        protected = all("invoiceNumber" in entry or "id" in entry for entry in entries)
        self._handle(request)
        if protected:
            self._keys.pop(request.headers.get("Idempotency-Key", ""), None)
        raise TransportError("connection lost", sent=True)

    def _killed_before(self, request: HttpRequest) -> HttpResponse:
        raise Killed

    def _killed_after(self, request: HttpRequest) -> HttpResponse:
        self._handle(request)
        raise Killed

    # ------------------------------------------------------------------------------------------------------ the service

    def _settle_late(self, *, everything: bool = False) -> None:
        due = sorted((it for it in self._late if everything or it.at <= self.machine.true), key=lambda it: it.at)
        self._late = [late for late in self._late if late not in due]
        now = self.machine.true
        for late in due:
            if late.key:
                self._keys.pop(late.key, None)
            self.machine.true = late.at
            self._handle(late.request)
        self.machine.true = now

    def settle(self) -> None:
        """Let everything end that is still in progress."""
        self._settle_late(everything=True)

    def pending(self, order: str) -> bool:
        """Whether a request that is still in progress would make an invoice of this order."""
        return any(
            f'"{order}"'.encode() in (late.request.body or b"") and not self._replays(late.request)
            for late in self._late
        )

    def _replays(self, request: HttpRequest) -> bool:
        known = self._keys.get(request.headers.get("Idempotency-Key", ""))
        return known is not None and known.response is not None

    def _handle(self, request: HttpRequest) -> tuple[int, Any]:
        path = request.target.partition("?")[0]
        if request.method == "GET":
            key = path.rpartition("/")[2]
            found = [it for it in self.invoices.values() if key in (it.id, it.number)]
            return (200, _view(found[0])) if found else (404, _reasons(50000040, f"Cannot find entity by key: '{key}'"))
        body = json.loads(request.body or b"{}")
        work: Callable[[], tuple[int, Any]]
        if path == "/v1/invoices/batch":
            work = lambda: self._create(body)  # noqa: E731
        elif path == "/v1/invoices/bulk-post":
            work = lambda: self._post(body)  # noqa: E731
        elif path.endswith("/emails"):
            work = lambda: self._mail(path.split("/")[-2])  # noqa: E731
        else:
            work = lambda: self._cancel(path.split("/")[-2])  # noqa: E731
        return self._once(request.headers.get("Idempotency-Key"), work)

    def _once(self, key: str | None, work: Callable[[], tuple[int, Any]]) -> tuple[int, Any]:
        now = self.machine.true
        self._keys = {name: it for name, it in self._keys.items() if now - it.since < KEY_HOURS * HOUR}
        known = self._keys.get(key or "")
        if known:
            return known.response or (409, _reasons(50000050, "a request with this key is still in progress"))
        response = work()
        if key:
            self._keys[key] = Remembered(now, response)
        return response

    def _entry_fault(self) -> dict[str, Any] | None:
        if self.random.randrange(100) >= self.faults.entries:
            return None
        category = self.random.choice((50, 70, 50, 60))
        return _reasons(58490000 + category, "not now")

    def _create(self, body: Any) -> tuple[int, Any]:
        if any("poison__c" in entry for entry in body["invoices"]):
            return 400, _reasons(58490021, "unknown field poison__c")
        entries = []
        for at, entry in enumerate(body["invoices"]):
            fault = self._entry_fault() or self._rejection(entry)
            if fault:
                entries.append({**fault, "objectIndex": at})
                continue
            made = len(self.invoices) + 1
            invoice = Invoice(
                id=f"{made:032x}",
                number=entry.get("invoiceNumber", f"INV{made:08}"),
                order=entry["comments"],
                account=entry["accountId"],
                amount=str(entry["invoiceItems"][0]["amount"]),
            )
            self.invoices[invoice.id] = invoice
            entries.append({**_view(invoice), "success": True})
        return 200, {"success": True, "invoices": entries}

    def _rejection(self, entry: Any) -> dict[str, Any] | None:
        if entry["accountId"] not in self.accounts:
            return _reasons(58490020, "no such account")
        if entry.get("invoiceNumber") in {invoice.number for invoice in self.invoices.values()}:
            return _reasons(58490030, "the invoice number is already used")
        return None

    def _post(self, body: Any) -> tuple[int, Any]:
        entries = []
        for entry in body["invoices"]:
            invoice = self.invoices.get(entry["id"])
            fault = self._entry_fault()
            if not fault and (invoice is None or invoice.status != "Draft"):
                fault = _reasons(59210020, "Only invoices with Draft status can be posted.")
            if not fault and invoice:
                invoice.status, invoice.posts = "Posted", invoice.posts + 1
            entries.append({"id": entry["id"], **(fault or {"success": True})})
        return 200, {"success": True, "invoices": entries}

    def _mail(self, key: str) -> tuple[int, Any]:
        self.invoices[key].mails += 1
        return 200, {"success": True}

    def _cancel(self, key: str) -> tuple[int, Any]:
        self.invoices[key].status = "Canceled"
        return 200, {"success": True, "id": key}


def _view(invoice: Invoice) -> dict[str, Any]:
    return {
        "id": invoice.id,
        "invoiceNumber": invoice.number,
        "accountId": invoice.account,
        "comments": invoice.order,
        "amount": invoice.amount,
        "invoiceDate": "2026-11-01",
        "status": invoice.status,
        "success": True,
    }


def _reasons(code: int, message: str) -> dict[str, Any]:
    return {"success": False, "reasons": [{"code": code, "message": message}], "processId": "P"}


def _response(status: int, content: Any) -> HttpResponse:
    headers = {"Content-Type": "application/json", "Zuora-Request-Id": "r"}
    return HttpResponse(status, headers, json.dumps(content).encode())
