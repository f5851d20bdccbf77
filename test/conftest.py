"""What the tests share: a server on a real socket, and clients that talk to it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from secrets_watch import secrets_watch  # noqa: F401 - watches all tests
from wire import WireServer

from zuora_sdk import ApiClient, Configuration, InvoicesApi

Connect = Callable[..., InvoicesApi]


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
