"""What the tests share: a server on a real socket, and clients that talk to it.

The package is tested as installed: a wheel under tox, the source tree in an editable environment. So the root of the
repository goes to the end of `sys.path`: `codegen`, `benchmarks` and `examples` are found there, and an installed
`zuora_sdk` comes first.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from secrets_watch import secrets_watch  # noqa: F401 - watches all tests
from wire import WireServer

import zuora_sdk
from zuora_sdk import ApiClient, Configuration, InvoicesApi

Connect = Callable[..., InvoicesApi]
ROOT = Path(__file__).parents[1]
INSTALLED = Path(sysconfig.get_path("purelib"), "zuora_sdk")
TESTED = INSTALLED if INSTALLED.is_dir() else ROOT / "zuora_sdk"
"""The package under test: what `pip install` put here, else the source tree of an editable environment."""

sys.path[:] = [*(entry for entry in sys.path if Path(entry or ".").resolve() != ROOT), str(ROOT)]


def pytest_configure() -> None:
    """Stop a run that would test something other than what is installed."""
    loaded = Path(zuora_sdk.__file__ or "").parent
    if loaded.resolve() != TESTED.resolve():
        pytest.exit(f"zuora_sdk was loaded from {loaded} instead of {TESTED}: run `pytest`, not `python -m pytest`")


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No proxy, host or token of this machine, and no default of another test."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith("ZUORA_") or name == "BEARER_TOKEN":
            monkeypatch.delenv(name)
    yield
    Configuration.set_default(None)
    ApiClient.set_default(None)


@pytest.fixture
def server() -> Iterator[WireServer]:
    """Answers `{"success": true}` until it is told otherwise."""
    with WireServer() as server:
        yield server


@pytest.fixture
def connect(server: WireServer) -> Iterator[Connect]:
    """Makes an `InvoicesApi` that talks to the server, with settings of its own; closed after the test."""
    with ExitStack() as clients:

        def connect(**settings: Any) -> InvoicesApi:
            defaults: dict[str, Any] = {"host": server.url, "access_token": "token-1", "retries": 0}
            return InvoicesApi(clients.enter_context(ApiClient(Configuration(**{**defaults, **settings}))))

        yield connect


@pytest.fixture
def invoices(connect: Connect) -> InvoicesApi:
    """The API class, as it comes."""
    return connect()


@pytest.fixture
def client(invoices: InvoicesApi) -> ApiClient:
    """The client of `invoices`."""
    return invoices.api_client
