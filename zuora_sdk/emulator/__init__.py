"""A Zuora on your own machine, to test billing code against.

It knows the API by its specification alone and shares no code with the client, so that they can't share a mistake.
Needs the extra: `pip install "zuora-invoices[emulator]"`.
"""

from __future__ import annotations

try:
    import werkzeug as _werkzeug  # noqa: F401
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError('the emulator needs its extra: pip install "zuora-invoices[emulator]"') from missing

from zuora_sdk.emulator._documents import Account
from zuora_sdk.emulator._emulator import (
    ACCESS_TOKEN,
    ACCOUNT_ID,
    ACCOUNT_NUMBER,
    CLIENT_ID,
    CLIENT_SECRET,
    DEFAULT_ACCOUNTS,
    ZuoraEmulator,
)
from zuora_sdk.emulator._settings import EInvoicing, SequenceSet, Settings

__all__ = [
    "ACCESS_TOKEN",
    "ACCOUNT_ID",
    "ACCOUNT_NUMBER",
    "CLIENT_ID",
    "CLIENT_SECRET",
    "DEFAULT_ACCOUNTS",
    "Account",
    "EInvoicing",
    "SequenceSet",
    "Settings",
    "ZuoraEmulator",
]
