"""`client.options(...)`: other settings for a scope, over the same connections."""

from __future__ import annotations

import copy
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from conftest import Connect
from wire import Answer, Silence, WireServer, answer_json

from zuora_sdk import (
    ApiClient,
    ApiTypeError,
    ApiValueError,
    Configuration,
    InvoicesApi,
    NetworkException,
    RetryPolicy,
    ServiceException,
)
from zuora_sdk.emulator import ZuoraEmulator


def test_a_scope_shares_the_connections(server: WireServer, client: ApiClient) -> None:
    InvoicesApi(client).get_invoice("i-1")
    scoped = client.options(zuora_entity_ids="entity-1", headers={"X-Job": "close"}, timeout=5, retries=3)
    InvoicesApi(scoped).get_invoice("i-1")
    InvoicesApi(client).get_invoice("i-1")
    assert server.connections == 1
    assert scoped.transport is client.transport


def test_settings_of_a_scope_travel_and_do_not_leak_back(server: WireServer, client: ApiClient) -> None:
    before = copy.copy(client.configuration)
    headers_before = dict(client.default_headers)
    scoped = client.options(
        zuora_entity_ids="entity-1",
        zuora_org_ids="org-1",
        zuora_version="341.0",
        zuora_track_id="month-end",
        access_token="of-the-scope",
        headers={"X-Job": "close"},
        timeout=(3, 4),
        deadline=60,
        retries=7,
        client_side_validation=False,
        debug=True,
    )
    InvoicesApi(scoped).get_invoice("i-1")
    sent = server.last.headers
    assert sent["Zuora-Entity-Ids"] == "entity-1"
    assert sent["Zuora-Org-Ids"] == "org-1"
    assert sent["Zuora-Version"] == "341.0"
    assert sent["Zuora-Track-Id"] == "month-end"
    assert sent["Authorization"] == "Bearer of-the-scope"
    assert sent["X-Job"] == "close"
    assert (scoped.configuration.connect_timeout, scoped.configuration.read_timeout) == (3, 4)

    InvoicesApi(client).get_invoice("i-1")
    sent = server.last.headers
    assert {"Zuora-Entity-Ids", "Zuora-Org-Ids", "Zuora-Track-Id", "X-Job"}.isdisjoint(sent)
    assert sent["Zuora-Version"] == "2024-05-20"
    assert sent["Authorization"] == "Bearer token-1"
    assert client.configuration == before
    assert client.default_headers == headers_before


def test_a_scope_keeps_what_it_does_not_change(server: WireServer, client: ApiClient) -> None:
    client.set_default_header("X-Team", "billing")
    scoped = client.options(zuora_entity_ids="entity-1").options(zuora_track_id="nested")
    InvoicesApi(scoped).get_invoice("i-1")
    assert server.last.headers["X-Team"] == "billing"
    assert server.last.headers["Zuora-Entity-Ids"] == "entity-1"
    assert server.last.headers["Zuora-Track-Id"] == "nested"


def test_a_header_set_on_a_scope_stays_there(server: WireServer, client: ApiClient) -> None:
    client.options().set_default_header("X-Job", "close")
    InvoicesApi(client).get_invoice("i-1")
    assert "X-Job" not in server.last.headers


def test_arguments_of_a_call_beat_the_scope(server: WireServer, client: ApiClient) -> None:
    scoped = client.options(zuora_track_id="scope", headers={"X-Job": "scope"})
    InvoicesApi(scoped).get_invoice("i-1", zuora_track_id="call", _headers={"X-Job": "call"})
    assert server.last.headers["Zuora-Track-Id"] == "call"
    assert server.last.headers["X-Job"] == "call"


def test_a_track_id_may_be_made_for_each_call(server: WireServer, client: ApiClient) -> None:
    numbers = count(1)
    invoices = InvoicesApi(client.options(zuora_track_id=lambda: f"job-{next(numbers)}"))
    invoices.get_invoice("i-1")
    invoices.get_invoice("i-1")
    assert [request.headers["Zuora-Track-Id"] for request in server.received] == ["job-1", "job-2"]


def test_a_track_id_made_for_a_call_stays_over_its_attempts(server: WireServer, client: ApiClient) -> None:
    numbers = count(1)
    server.script([Answer(503), answer_json({"success": True})])
    scoped = client.options(zuora_track_id=lambda: f"job-{next(numbers)}", retries=1)
    scoped.runtime.sleep = lambda _: None
    InvoicesApi(scoped).get_invoice("i-1")
    assert [request.headers["Zuora-Track-Id"] for request in server.received] == ["job-1", "job-1"]


def test_timeouts_of_a_scope_bite(server: WireServer, client: ApiClient) -> None:
    server.script([Silence()])
    with pytest.raises(NetworkException, match="timed out"):
        InvoicesApi(client.options(timeout=0.2)).get_invoice("i-1")


def test_retries_of_a_scope_bite(server: WireServer, client: ApiClient) -> None:
    server.script([Answer(503)])
    scoped = client.options(retries=RetryPolicy(max_attempts=3, backoff_cap=0))
    with pytest.raises(ServiceException) as caught:
        InvoicesApi(scoped).get_invoice("i-1")
    assert caught.value.attempts == 3
    with pytest.raises(ServiceException) as caught:
        InvoicesApi(client).get_invoice("i-1")
    assert caught.value.attempts == 1


def test_a_scope_shares_the_fetched_token() -> None:
    with ZuoraEmulator() as zuora:
        settings = Configuration(zuora.url, client_id=zuora.client_id, client_secret=zuora.client_secret)
        with ApiClient(settings) as client, ThreadPoolExecutor(8) as threads:
            scopes = [client.options(zuora_track_id=f"scope-{number}") for number in range(8)]
            list(threads.map(ApiClient.sign_in, [*scopes, client]))
        assert [request.operation for request in zuora.requests] == ["create_token"]


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda client: client.options(host="https://rest.zuora.com"), "host belongs to the connections"),
        (lambda client: client.options(verify_ssl=False), "verify_ssl belongs to the connections"),
        (lambda client: client.options(connection_pool_maxsize=3), "connection_pool_maxsize belongs"),
        (lambda client: client.options(timeout=0), "timeout: must be a number of seconds above 0, got 0"),
        (
            lambda client: client.options(deadline=-1),
            "configuration.deadline: must be a number of seconds above 0, got -1",
        ),
        (lambda client: client.options(headers={"X-Job": "two\nlines"}), "X-Job: must be visible ASCII"),
    ],
)
def test_what_a_scope_cannot_have(client: ApiClient, make: Callable[[ApiClient], ApiClient], complaint: str) -> None:
    with pytest.raises(ApiValueError, match=complaint):
        make(client)


def test_a_misspelt_option_is_named(client: ApiClient) -> None:
    with pytest.raises(ApiTypeError, match="unexpected argument 'dead_line'"):
        client.options(dead_line=5)


def test_a_scope_outlives_its_with_statement(connect: Connect, server: WireServer) -> None:
    client = connect().api_client
    with client.options(zuora_track_id="scope") as scoped:
        InvoicesApi(scoped).get_invoice("i-1")
    InvoicesApi(client).get_invoice("i-1")
    assert len(server.received) == 2
