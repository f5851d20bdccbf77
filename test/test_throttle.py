"""Requests that wait for the limits of the service: over real sockets, in threads, after a fork, stopped."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from conftest import Connect
from wire import Answer, Received, WireServer, answer_json

from zuora_sdk import ApiClient, Configuration, InvoicesApi, NetworkException, Runtime
from zuora_sdk._throttle import Throttle, throttled

NEVER = threading.Event()
EXHAUSTED: dict[str, Any] = {"RateLimit_Limit": "9", "RateLimit_Remaining": "0", "RateLimit_Reset": "60"}


class Busy:
    """Responds after a moment, with the limits of a service that takes so many requests at once."""

    def __init__(self, limit: int, seconds: float = 0.03) -> None:
        self.limit, self.seconds = limit, seconds
        self.running = self.most = self.rejected = 0
        self._lock = threading.Lock()

    def __call__(self, request: Received) -> Answer:
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
            accepted = self.running <= self.limit
            self.rejected += not accepted
        if accepted:
            time.sleep(self.seconds)
        with self._lock:
            remaining = max(0, self.limit - self.running)
            self.running -= 1
        limits = {"Concurrency_Limit_Limit": str(self.limit), "Concurrency_Limit_Remaining": str(remaining)}
        return answer_json({"success": accepted}, 200 if accepted else 429, **limits)


def get(invoices: InvoicesApi, stop: threading.Event = NEVER) -> None:
    with throttled(stop):
        invoices.get_invoice("i-1")


def test_threads_of_one_client_stay_below_the_limit_together(server: WireServer, connect: Connect) -> None:
    service = Busy(limit=8)
    server.script([service])
    invoices = connect()
    copy = InvoicesApi(invoices.api_client.options(zuora_track_id="other"))
    with ThreadPoolExecutor(32) as threads:
        list(threads.map(get, [invoices, copy] * 150))
    assert service.rejected == 0
    assert service.most == 7


def test_calls_outside_a_run_are_counted_but_do_not_wait(server: WireServer, connect: Connect) -> None:
    release = threading.Event()

    def hangs(request: Received) -> Answer:
        release.wait(10)
        return answer_json({"success": True})

    server.script([hangs])
    invoices = connect()
    with ThreadPoolExecutor(4) as threads:
        calls = [threads.submit(invoices.get_invoice, "i-1") for _ in range(3)]
        while len(server.received) < 3:
            time.sleep(0.01)
        waiting = threads.submit(get, invoices)
        time.sleep(0.1)
        assert len(server.received) == 3  # two at most while nothing is known, and three are in flight
        release.set()
        waiting.result(10)
    assert all(call.exception() is None for call in calls)


def test_a_stopped_request_was_not_sent(server: WireServer, connect: Connect) -> None:
    release, stop = threading.Event(), threading.Event()

    def hangs(request: Received) -> Answer:
        release.wait(10)
        return answer_json({"success": True})

    server.script([hangs])
    invoices = connect(retries=3)
    with ThreadPoolExecutor(6) as threads:
        calls = [threads.submit(get, invoices, stop) for _ in range(6)]
        while len(server.received) < 2:
            time.sleep(0.01)
        stop.set()
        while sum(call.done() for call in calls) < 4:
            time.sleep(0.01)
        release.set()
    errors = [error for call in calls if (error := call.exception())]
    assert len(errors) == 4
    for error in errors:
        assert isinstance(error, NetworkException)
        assert error.reason == "stopped before it was sent"
        assert (error.maybe_executed, error.attempts) == (False, 1)
    assert len(server.received) == 2


def test_waiting_costs_nothing_of_the_deadline(server: WireServer) -> None:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    runtime = Runtime(monotonic=lambda: now[0], sleep=sleep)
    server.script([answer_json({"success": True}, **EXHAUSTED), answer_json({"success": True})])
    configuration = Configuration(host=server.url, access_token="token-1", deadline=20, retries=0)
    with ApiClient(configuration, runtime=runtime) as client:
        get(InvoicesApi(client))
        with throttled(NEVER):
            response = InvoicesApi(client).get_invoice_with_http_info("i-1")
    assert now[0] == pytest.approx(60)
    assert response.elapsed == pytest.approx(0)


def test_a_token_is_fetched_outside_the_limits(server: WireServer, connect: Connect) -> None:
    token = answer_json({"access_token": "t", "token_type": "bearer", "expires_in": 3600}, **EXHAUSTED)
    server.script([token, answer_json({"success": True})])
    invoices = connect(access_token=None, client_id="c" * 36, client_secret="s" * 36)
    start = time.monotonic()
    get(invoices)
    assert time.monotonic() - start < 30


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_begins_anew() -> None:
    throttle = Throttle(Runtime(), max_delay=130)
    with throttle.slot(), throttle.slot():  # as much as may be in flight while nothing is known
        child = os.fork()
        if child == 0:
            with throttled(NEVER), throttle.slot(), throttle.slot():
                os._exit(0)
        _, status = os.waitpid(child, 0)
    assert status == 0
