"""`ZuoraEmulator`: a tenant of your own on a local port, and the handles by which a test controls it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from typing_extensions import TypedDict, Unpack

from zuora_sdk.emulator._access import Access, is_loopback
from zuora_sdk.emulator._api import Api
from zuora_sdk.emulator._app import App
from zuora_sdk.emulator._clock import Clock
from zuora_sdk.emulator._control import Control
from zuora_sdk.emulator._documents import Account, Fields
from zuora_sdk.emulator._faults import Fault, FaultOptions
from zuora_sdk.emulator._ledger import Ledger
from zuora_sdk.emulator._page import Page
from zuora_sdk.emulator._request_log import RecordedRequest
from zuora_sdk.emulator._server import Server
from zuora_sdk.emulator._settings import Settings
from zuora_sdk.emulator._store import Store
from zuora_sdk.emulator._tenant import Tenant, TenantData

ACCOUNT_ID = "8ad0e5a1000000000000000000000001"
ACCOUNT_NUMBER = "A00000001"
ACCESS_TOKEN = "emulator-token-that-never-expires"
CLIENT_ID = "e5a10000-0000-4000-8000-000000000001"
CLIENT_SECRET = "emulator-secret"

DEFAULT_ACCOUNTS = (
    Account(ACCOUNT_ID, ACCOUNT_NUMBER, "Amber Light Works", "USD", "Net 30", email="billing@amber.example"),
    Account("8ad0e5a1000000000000000000000002", "A00000002", "Brass & Birch", "EUR", "Net 60"),
    Account("8ad0e5a1000000000000000000000003", "A00000003", "Cobalt Tea House", "GBP", "Due Upon Receipt"),
)


class EmulatorOptions(TypedDict, total=False):
    """What `ZuoraEmulator` takes, all by keyword."""

    host: str
    """Address to listen on; 127.0.0.1 unless given. Beyond loopback it needs a `token`."""
    port: int
    """Port to listen on; 0, the default, takes a free one."""
    allowed_hosts: Collection[str]
    """Names, besides localhost, by which clients may call it, such as its name in a compose file."""
    token: str | None
    """Access token and client secret of your own, which the control API and the page then ask for, too."""
    accounts: Iterable[Account] | None
    """Who may be billed; `DEFAULT_ACCOUNTS` if neither these nor those of a `tenant` are given."""
    tenant: str | Path | Mapping[str, Any] | None
    """A JSON file, or what would stand in it: `accounts`, `charges` and `settings`."""
    settings: Settings | None
    """Thresholds, limits and features of the tenant, instead of those of a `tenant`."""
    database: str | Path | None
    """An SQLite file that keeps invoices and idempotency keys across restarts."""
    start: dt.datetime | None
    """What the clock says at the start; now unless given."""
    seed: int | None
    """Makes IDs the same in each run."""


class ZuoraEmulator:
    """A local Zuora: started by `with`, forgotten after it unless there is a `database`.

        with ZuoraEmulator(settings=Settings(post_async_items=2)) as emulator:
            client = ApiClient(Configuration(emulator.url, access_token=emulator.access_token))

    `EmulatorOptions` describes the arguments.

    Attributes:
        ledger: The state behind the API.
        clock: Its time.
        app: A WSGI application, for calls in process, without a socket.

    Raises:
        ValueError: An argument doesn't fit, or the host is beyond loopback and there is no token.
    """

    client_id = CLIENT_ID

    def __init__(self, **options: Unpack[EmulatorOptions]) -> None:
        if unknown := set(options) - EmulatorOptions.__annotations__.keys():
            raise TypeError(f"ZuoraEmulator has no argument {', '.join(sorted(unknown))}")
        token, self._address = options.get("token"), (options.get("host", "127.0.0.1"), options.get("port", 0))
        if token is None and not is_loopback(self._address[0]):
            raise ValueError(f"host {self._address[0]} is beyond loopback: others can reach it, so give it a token")
        self.access_token = token or ACCESS_TOKEN
        self.client_secret = token or CLIENT_SECRET
        data = TenantData.read(options.get("tenant") or {})
        accounts = options.get("accounts")
        data = replace(
            data,
            accounts=(data.accounts or DEFAULT_ACCOUNTS) if accounts is None else tuple(accounts),
            settings=options.get("settings") or data.settings,
        )
        self.clock = Clock(start=options.get("start"), time_zone=data.settings.time_zone)
        database = options.get("database")
        store = Store(database) if database is not None else None
        self._tenant = Tenant(data, self.clock, store=store, seed=options.get("seed"))
        self.ledger: Ledger = self._tenant.ledger
        self.app = App(
            access=Access(allowed_hosts=options.get("allowed_hosts", ()), token=token),
            api=Api(self._tenant, access_token=self.access_token, client=(self.client_id, self.client_secret)),
            control=Control(self._tenant),
            page=Page(self._tenant),
            clock=self.clock,
        )
        self._server: Server | None = None

    # -- start and stop ---------------------------------------------------------------------------------------------

    def start(self) -> ZuoraEmulator:
        """Listen, and respond from threads of its own."""
        try:
            self._server = Server(*self._address, self.app)
        except BaseException:
            self.stop()
            raise
        self._server.start()
        return self

    def stop(self) -> None:
        """Close every connection and the database. A second call does nothing."""
        if self._server:
            self._server.close()
            self._server = None
        self.ledger.close()

    def __enter__(self) -> ZuoraEmulator:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The base URL, for `Configuration(host=...)`."""
        if self._server is None:
            raise RuntimeError("the emulator is not running: use it in a with statement, or call start()")
        return self._server.url

    def reset(self) -> None:
        """Start over: accounts, settings and clock as at the start; no invoices, faults or recorded requests."""
        self._tenant.reset()

    # -- accounts and settings --------------------------------------------------------------------------------------

    @property
    def accounts(self) -> list[Account]:
        """Who may be billed."""
        return self.ledger.accounts

    @property
    def account_id(self) -> str:
        """The ID of the first account."""
        return self.ledger.accounts[0].id

    @property
    def account_number(self) -> str:
        """The number of the first account."""
        return self.ledger.accounts[0].number

    def add_account(self, **fields: Any) -> Account:
        """One more account that may be billed; its fields are those of `Account`, the ID may be left out."""
        return self._tenant.add_account(fields)

    def add_charge(self, charge_id: str, fields: Fields) -> None:
        """One more charge in the product catalog, with the fields that invoice items take from it."""
        self.ledger.add_charge(charge_id, fields)

    @property
    def settings(self) -> Settings:
        """Thresholds, limits and features of the tenant."""
        return self.ledger.settings

    def change_settings(self, **changes: Any) -> Settings:
        """Other settings from now on; returns them all."""
        return self.ledger.change_settings(**changes)

    # -- the request log --------------------------------------------------------------------------------------------

    @property
    def requests(self) -> list[RecordedRequest]:
        """The last requests that came in (10,000 at most), tokens masked."""
        return self._tenant.log.entries()

    def clear_requests(self) -> None:
        """Forget the recorded requests."""
        self._tenant.log.clear()

    # -- fault injection --------------------------------------------------------------------------------------------

    def inject_fault(
        self,
        kind: str = "response",
        *,
        operation: str | Collection[str] | None = None,
        **options: Unpack[FaultOptions],
    ) -> Fault:
        """Let the next matching requests meet a fault.

            emulator.inject_fault("reset_after", operation="post_invoice", times=2)
            emulator.inject_fault(status=503, rate=0.02, seed=1)

        Args:
            kind: What goes wrong. The request is not executed with `response` (with `status` and `body`, or `code` and
                `message`), `rate_limit`, `concurrency`, `lock`, `internal`, `temporary`, `html`, `expired_token`,
                `timeout_before`, `reset_before`. It is executed with `timeout_after`, `reset_after`, `truncated`,
                `slow`.
            operation: Names of the operations to hit (`"post_invoice"`); None: any but `create_token`.
            options: What the response has (`status`, `body`, `headers`, `code`, `message`, `retry_after`, `seconds`);
                which requests are hit (`invoice`, `matching`, `entry` of a bulk request, `rate` with its `seed`); and
                how many (`times`, 1 unless given; None for all), after how many that go well (`skip`).

        Returns:
            The fault, whose `hits` counts the requests that it met.

        Raises:
            ValueError: An unknown kind or operation, or options that don't go together.
        """
        return self._tenant.faults.inject(kind, operation, **options)

    @property
    def faults(self) -> list[Fault]:
        """The faults that are still active, oldest first."""
        return self._tenant.faults.active()

    def remove_fault(self, fault: Fault) -> None:
        """End a fault early. Nothing happens if it has ended."""
        self._tenant.faults.remove(fault.id)

    def clear_faults(self) -> None:
        """End all faults."""
        self._tenant.faults.clear()
