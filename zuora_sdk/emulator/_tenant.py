"""The emulated tenant: its ledger, the faults injected into its API and the requests it received."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zuora_sdk.emulator._clock import Clock
from zuora_sdk.emulator._contract import Contract
from zuora_sdk.emulator._documents import Account, Fields
from zuora_sdk.emulator._faults import Faults
from zuora_sdk.emulator._ledger import Ledger
from zuora_sdk.emulator._request_log import RequestLog
from zuora_sdk.emulator._settings import Settings
from zuora_sdk.emulator._snapshots import read_settings
from zuora_sdk.emulator._store import Store


@dataclass(frozen=True, kw_only=True)
class TenantData:
    """What a tenant has at the start."""

    accounts: tuple[Account, ...]
    charges: Mapping[str, Fields]
    settings: Settings

    @classmethod
    def read(cls, source: str | Path | Mapping[str, Any]) -> TenantData:
        """From a JSON file, or from what would stand in it; ValueError if it doesn't fit."""
        if isinstance(source, str | Path):
            source = json.loads(Path(source).read_text(encoding="utf-8"))
        if not isinstance(source, Mapping) or not set(source) <= {"accounts", "charges", "settings"}:
            raise ValueError("a tenant is an object that may have accounts, charges and settings")
        return cls(
            accounts=tuple(_account(account) for account in source.get("accounts", ())),
            charges=source.get("charges", {}),
            settings=Settings(**read_settings(source.get("settings", {}))),
        )


class Tenant:
    """One tenant, which `reset` takes back to its start."""

    def __init__(self, data: TenantData, clock: Clock, *, store: Store | None, seed: int | None) -> None:
        self.contract = Contract.load()
        self.faults = Faults(self.contract.operations)
        self.log = RequestLog()
        self.ledger = Ledger(data.accounts, clock, data.settings, catalog=data.charges, store=store, seed=seed)
        self._data = data

    def add_account(self, fields: Mapping[str, Any]) -> Account:
        """One more account that may be billed; ValueError if its ID or number is taken."""
        account = _account(fields)
        if any(account.id == one.id or account.number == one.number for one in self.ledger.accounts):
            raise ValueError(f"there is an account {account.number} or {account.id} already")
        return self.ledger.add_account(account)

    def reset(self) -> None:
        """Start over."""
        self.faults.clear()
        self.log.clear()
        self.ledger.reset(self._data.accounts, catalog=self._data.charges, settings=self._data.settings)


def _account(fields: Mapping[str, Any] | Iterable[Any]) -> Account:
    if not isinstance(fields, Mapping):
        raise ValueError("an account is an object with number, name and currency")
    try:
        return Account(**{"id": uuid.uuid4().hex, **fields})
    except TypeError as error:
        raise ValueError(f"an account doesn't fit: {str(error).partition(' ')[2]}") from None
