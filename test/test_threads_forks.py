"""One client for many threads, and for what a fork leaves; and everything that travels between processes pickles."""

from __future__ import annotations

import copy
import json
import multiprocessing
import pickle
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from conftest import Connect
from test_failures import a_request
from test_samples import FULL, NAMES, SAMPLES
from wire import Answer, Received, WireServer, answer_json

from zuora_sdk import ApiClient, ApiValueError, Configuration, RetryPolicy, models


def echo(request: Received) -> Answer:
    """The key that was asked for, so that a mix-up shows."""
    body = {"id": request.target.rpartition("/")[2], "comments": request.headers.get("Zuora-Track-Id")}
    return Answer(200, json.dumps(body).encode())


# -------------------------------------------------------------------------------------------------------------- threads


def test_threads_get_their_own_responses(server: WireServer, connect: Connect) -> None:
    server.script([echo])
    invoices = connect()

    def call(number: int) -> None:
        invoice = invoices.get_invoice(f"i-{number}", zuora_track_id=f"t-{number}")
        assert (invoice.id, invoice.comments) == (f"i-{number}", f"t-{number}")

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(call, range(500)))
    assert len(server.received) == 500
    assert server.connections <= 16


def test_threads_have_their_own_keys_and_attempts(server: WireServer, connect: Connect) -> None:
    lock, seen = threading.Lock(), Counter[str]()

    def fails_once(request: Received) -> Answer:
        with lock:
            seen[request.headers["Idempotency-Key"]] += 1
            first = seen[request.headers["Idempotency-Key"]] == 1
        return Answer(503) if first else answer_json({"success": True})

    server.script([fails_once])
    invoices = connect(retries=RetryPolicy(backoff_cap=0, budget=1000))
    with ThreadPoolExecutor(8) as threads:
        futures = [threads.submit(invoices.create_standalone_invoice_with_http_info, a_request()) for _ in range(100)]
        responses = [future.result() for future in futures]
    assert [response.attempts for response in responses] == [2] * 100
    assert len({response.idempotency_key for response in responses}) == 100
    assert set(seen.values()) == {2}


def test_settings_changed_by_one_thread_never_show_half(server: WireServer, connect: Connect) -> None:
    invoices = connect(zuora_entity_ids="entity-0")
    client, done = invoices.api_client, threading.Event()

    def change() -> None:
        number = 0
        while not done.is_set():
            number += 1
            client.configuration.zuora_entity_ids = f"entity-{number}"
            client.set_default_header(f"X-Job-{number % 50}", "x")

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    changer = threading.Thread(target=change)
    changer.start()
    try:
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda _: invoices.get_invoice("i-1"), range(200)))
    finally:
        done.set()
        changer.join()
        sys.setswitchinterval(interval)
    for request in server.received:
        assert request.headers["Zuora-Entity-Ids"].startswith("entity-")
        assert request.headers["Zuora-Version"] == "2024-05-20"
        assert request.headers["Authorization"] == "Bearer token-1"


def test_a_client_may_be_closed_with_calls_in_flight(server: WireServer, connect: Connect) -> None:
    server.script([echo])
    invoices = connect(retries=RetryPolicy(backoff_cap=0))

    def call(number: int) -> str | None:
        if number % 10 == 0:
            invoices.api_client.close()
        return invoices.get_invoice(f"i-{number}").id

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(call, range(200))) == [f"i-{number}" for number in range(200)]


# ---------------------------------------------------------------------------------------------------------------- forks

forks = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="needs fork")


def in_a_fork(work: Callable[[], object]) -> None:
    """Run it in a child, and fail if it fails there or takes too long."""
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join(20)
    alive = child.is_alive()
    if alive:
        child.kill()
    assert (alive, child.exitcode) == (False, 0)


@forks
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_leaves_the_parents_connections_alone(server: WireServer, connect: Connect) -> None:
    server.script([echo])
    invoices = connect()
    invoices.get_invoice("parent")

    def child() -> None:
        assert invoices.get_invoice("child").id == "child"
        invoices.api_client.close()
        assert invoices.get_invoice("child").id == "child"

    in_a_fork(child)
    assert invoices.get_invoice("parent").id == "parent"
    assert server.connections == 3  # one of the parent's, two of the child's


@forks
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_is_not_stopped_by_locks_of_the_parent(
    server: WireServer, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.script([echo])
    invoices = connect(host=f"http://zuora.invalid:{server.port}", allow_http=True)
    opening, go_on = threading.Event(), threading.Event()

    def getproxies_environment() -> dict[str, str]:
        if threading.current_thread() is opener:
            opening.set()
            go_on.wait(20)
        return {}

    # Asked while the transport makes the pool of a server.
    monkeypatch.setenv("HTTP_PROXY", "http://unused.invalid")
    monkeypatch.setattr("urllib.request.getproxies_environment", getproxies_environment)
    find = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, *args, **options: find("127.0.0.1", *args, **options))
    opener = threading.Thread(target=invoices.get_invoice, args=("parent",))
    opener.start()
    assert opening.wait(20)

    def closes_first() -> None:
        invoices.api_client.close()
        assert invoices.get_invoice("child").id == "child"

    try:
        in_a_fork(lambda: invoices.get_invoice("child"))
        in_a_fork(closes_first)
    finally:
        go_on.set()
        opener.join()


@forks
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_threads_of_a_fork_never_use_a_connection_of_the_parent(server: WireServer, connect: Connect) -> None:
    server.script([echo])
    invoices = connect()
    invoices.get_invoice("parent")

    def child() -> None:
        sys.setswitchinterval(1e-6)
        with ThreadPoolExecutor(8) as threads:
            start = threading.Barrier(8)
            list(threads.map(lambda _: (start.wait(20), invoices.get_invoice("child")), range(8)))

    for _ in range(25):
        in_a_fork(child)
    invoices.get_invoice("parent")
    ports = {name: {r.client_port for r in server.received if r.target.endswith(name)} for name in ("parent", "child")}
    assert len(ports["parent"]) == 1
    assert not ports["parent"] & ports["child"]
    assert len(server.received) == 202


@forks
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_forks_make_keys_of_their_own(server: WireServer, connect: Connect) -> None:
    invoices = connect()
    for _ in range(3):
        in_a_fork(lambda: invoices.create_standalone_invoice(a_request()))
    assert len({request.headers["Idempotency-Key"] for request in server.received}) == 3


# -------------------------------------------------------------------------------------------------------------- pickles


@pytest.mark.parametrize("name", NAMES["response"])
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_responses_pickle(name: str, protocol: int, client: ApiClient, server: WireServer) -> None:
    server.script([Answer(200, SAMPLES[f"{name}.response"], {"Zuora-Request-Id": "r-1"})])
    response = FULL[name].run(client, "_with_http_info")
    for other in (pickle.loads(pickle.dumps(response, protocol)), copy.deepcopy(response)):
        assert other == response
        assert other.data == response.data
        assert other.data.to_json() == response.data.to_json()
        assert other.request_id == "r-1"


def test_a_request_pickles() -> None:
    request = a_request()
    request.additional_properties["Rate__c"] = Decimal("0.10")
    other = pickle.loads(pickle.dumps(request))
    assert other == request
    assert other.to_json() == request.to_json()
    assert type(other) is models.CreateInvoiceRequest


def test_wrong_arguments_pickle() -> None:
    other = pickle.loads(pickle.dumps(ApiValueError("one", "two")))
    assert other.problems == ("one", "two")
    assert str(other) == "2 problems:\n  one\n  two"


def test_a_configuration_pickles_with_its_credentials() -> None:
    settings = Configuration("https://rest.eu.zuora.com", client_id="id", client_secret="s3cret", retries=2, deadline=9)
    other = pickle.loads(pickle.dumps(settings))
    assert other == settings
    assert other.client_secret == "s3cret"


def test_a_configuration_works_in_another_process(server: WireServer) -> None:
    server.script([echo])
    script = "import pickle, sys, zuora_sdk as z; c = z.ApiClient(pickle.load(sys.stdin.buffer)); "
    script += "print(z.InvoicesApi(c).get_invoice('i-1').id); c.close()"
    pickled = pickle.dumps(Configuration(server.url, access_token="token-1", retries=0))
    run = subprocess.run([sys.executable, "-W", "error", "-c", script], input=pickled, capture_output=True, timeout=30)
    assert (run.stdout.strip(), run.stderr) == (b"i-1", b"")
    assert server.last.headers["Authorization"] == "Bearer token-1"
