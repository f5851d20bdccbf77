"""`ZuoraEmulator`: a tenant of your own on a local port, and the handles by which a test controls it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from typing_extensions import Unpack

from zuora_sdk.emulator._app import App, RecordedRequest
from zuora_sdk.emulator._clock import Clock
from zuora_sdk.emulator._contract import Contract
from zuora_sdk.emulator._documents import Account
from zuora_sdk.emulator._faults import Fault, FaultOptions
from zuora_sdk.emulator._gate import Tokens
from zuora_sdk.emulator._ledger import Ledger
from zuora_sdk.emulator._server import Server
from zuora_sdk.emulator._settings import Settings
from zuora_sdk.emulator._store import Store

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


class ZuoraEmulator:
    """A local Zuora: started by `with`, forgotten after it unless there is a `database`.

    Args:
        host: Address to listen on. Loopback unless you say otherwise: the emulator's secrets are public.
        port: Port to listen on; 0 takes a free one.
        accounts: Who may be billed; `DEFAULT_ACCOUNTS` if neither these nor a `seed` are given.
        seed: A JSON file, or what would stand in it: `{"accounts": [...], "charges": {id: {field: value}}}`.
        database: An SQLite file that keeps invoices and idempotency keys across restarts.
        settings: Thresholds, limits and features of the tenant.
    """

    access_token = ACCESS_TOKEN
    client_id = CLIENT_ID
    client_secret = CLIENT_SECRET

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        accounts: Iterable[Account] | None = None,
        seed: str | Path | Mapping[str, Any] | None = None,
        database: str | Path | None = None,
        settings: Settings | None = None,
    ) -> None:
        if isinstance(seed, str | Path):
            seed = json.loads(Path(seed).read_text(encoding="utf-8"))
        planted: Mapping[str, Any] = seed if isinstance(seed, Mapping) else {}
        if accounts is None:
            accounts = [Account(**account) for account in planted.get("accounts", ())] or DEFAULT_ACCOUNTS
        settings = settings or Settings()
        self.clock = Clock(time_zone=settings.time_zone)
        store = Store(database) if database is not None else None
        self.ledger = Ledger(accounts, self.clock, settings, catalog=planted.get("charges"), store=store)
        self._address = host, port
        self._server: Server | None = None
        self._app = App(
            contract=Contract.load(),
            ledger=self.ledger,
            tokens=Tokens(self.clock, settings, self.access_token),
            client=(self.client_id, self.client_secret),
        )

    # -- start and stop ---------------------------------------------------------------------------------------------

    def start(self) -> ZuoraEmulator:
        """Listen, and answer from threads of its own."""
        try:
            self._server = Server(*self._address, self._app)
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

    # -- what a test looks at ---------------------------------------------------------------------------------------

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

    @property
    def requests(self) -> list[RecordedRequest]:
        """The last requests that came in (10,000 at most), tokens masked."""
        return list(self._app.requests)

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
        return self._app.faults.inject(kind, operation, **options)

    @property
    def faults(self) -> list[Fault]:
        """The faults that are still active, oldest first."""
        return self._app.faults.active()

    def remove_fault(self, fault: Fault) -> None:
        """End a fault early. Nothing happens if it has ended."""
        self._app.faults.remove(fault.id)

    def clear_faults(self) -> None:
        """End all faults."""
        self._app.faults.clear()
