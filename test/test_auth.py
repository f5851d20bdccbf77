"""Signing in: where the token comes from, when it is fetched, and that it is fetched once."""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

import pytest
from conftest import Connect
from wire import Answer, Received, WireServer, answer_json

from zuora_sdk import (
    ApiClient,
    ApiException,
    ApiValueError,
    BadRequestException,
    Configuration,
    InvoicesApi,
    NetworkException,
    OAuthApi,
    UnauthorizedException,
    ZuoraEnvironment,
)
from zuora_sdk.emulator import Settings, ZuoraEmulator

CLIENT_ID = "0a1b2c3d-0000-4000-8000-00000000abcd"
SECRET = "s3cret/with+reserved=characters&more"


@pytest.fixture
def zuora() -> Iterator[ZuoraEmulator]:
    with ZuoraEmulator() as emulator:
        yield emulator


def client_of(zuora: ZuoraEmulator, **settings: Any) -> ApiClient:
    """A client that signs in to the emulator by OAuth."""
    return ApiClient(Configuration(zuora.url, client_id=zuora.client_id, client_secret=zuora.client_secret, **settings))


def fetches(zuora: ZuoraEmulator) -> int:
    return [request.operation for request in zuora.requests].count("create_token")


class Issuer:
    """A script for the wire server: issues token-1, token-2...; refuses the ones in `expired`."""

    def __init__(self, lifetime: float = 3599) -> None:
        self.lifetime = lifetime
        self.issued = 0
        self.expired: set[str] = set()

    def __call__(self, request: Received) -> Answer:
        if request.target == "/oauth/token":
            self.issued += 1
            return answer_json(
                {"access_token": f"token-{self.issued}", "token_type": "bearer", "expires_in": self.lifetime}
            )
        if request.headers["Authorization"].removeprefix("Bearer ") in self.expired:
            return answer_json({"message": "Authentication error"}, 401)
        return answer_json({"success": True, "id": "i-1"})


@pytest.fixture
def issuer(server: WireServer) -> Issuer:
    issuer = Issuer()
    server.script([issuer])
    return issuer


@pytest.fixture
def oauth(connect: Connect) -> InvoicesApi:
    return connect(access_token=None, client_id=CLIENT_ID, client_secret=SECRET)


def tokens_seen(server: WireServer) -> list[str | None]:
    return [request.headers.get("Authorization") for request in server.received if request.target != "/oauth/token"]


# ------------------------------------------------------------------------------------------------------------ OAuth


def test_the_token_is_fetched_on_first_use_and_kept(server: WireServer, issuer: Issuer, oauth: InvoicesApi) -> None:
    assert server.received == []
    oauth.get_invoice("i-1")
    oauth.get_invoice("i-1")
    assert [request.target for request in server.received] == ["/oauth/token", "/v1/invoices/i-1", "/v1/invoices/i-1"]
    assert tokens_seen(server) == ["Bearer token-1", "Bearer token-1"]


def test_the_fetch_is_a_form_without_authorization(server: WireServer, issuer: Issuer, oauth: InvoicesApi) -> None:
    oauth.api_client.set_default_header("Authorization", "Bearer of-someone-else")
    OAuthApi(oauth.api_client).create_token(CLIENT_ID, SECRET, "client_credentials")
    fetch = server.received[0]
    assert fetch.method == "POST"
    assert fetch.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(fetch.body.decode()) == {
        "client_id": [CLIENT_ID],
        "client_secret": [SECRET],
        "grant_type": ["client_credentials"],
    }
    assert b"s3cret%2Fwith%2Breserved%3Dcharacters%26more" in fetch.body
    assert "Authorization" not in fetch.headers
    assert "Idempotency-Key" not in fetch.headers


@pytest.mark.parametrize(
    ("lifetime", "still_used_at", "renewed_at"),
    [
        pytest.param(3599, 3298, 3300, id="300 seconds before its end"),
        pytest.param(400, 199, 201, id="at half of a short life"),
    ],
)
def test_the_token_is_renewed_in_time(
    server: WireServer, issuer: Issuer, oauth: InvoicesApi, lifetime: float, still_used_at: float, renewed_at: float
) -> None:
    now = 1000.0
    oauth.api_client.runtime.monotonic = lambda: now
    issuer.lifetime = lifetime
    oauth.get_invoice("i-1")
    now = 1000 + still_used_at
    oauth.get_invoice("i-1")
    now = 1000 + renewed_at
    oauth.get_invoice("i-1")
    assert tokens_seen(server) == ["Bearer token-1", "Bearer token-1", "Bearer token-2"]


def test_thirty_two_threads_fetch_one_token(zuora: ZuoraEmulator) -> None:
    with client_of(zuora) as client, ThreadPoolExecutor(32) as threads:
        start = threading.Barrier(32)

        def sign_in(_: int) -> None:
            start.wait()
            with pytest.raises(ApiException, match="404"):
                InvoicesApi(client).get_invoice("INV-none")

        list(threads.map(sign_in, range(32)))
    assert fetches(zuora) == 1
    assert len(zuora.requests) == 33


def test_thirty_two_threads_renew_a_refused_token_once(server: WireServer, issuer: Issuer, oauth: InvoicesApi) -> None:
    oauth.get_invoice("i-1")
    issuer.expired.add("token-1")
    start = threading.Barrier(32)

    def call(_: int) -> str | None:
        start.wait()
        return oauth.get_invoice("i-1").id

    with ThreadPoolExecutor(32) as threads:
        assert set(threads.map(call, range(32))) == {"i-1"}
    assert issuer.issued == 2


def test_an_expired_token_is_replaced_and_the_call_repeated(zuora: ZuoraEmulator) -> None:
    zuora.inject_fault("expired_token", operation="get_invoice")
    with client_of(zuora, retries=0) as client, pytest.raises(ApiException) as caught:
        InvoicesApi(client).get_invoice("INV-none")
    assert caught.value.status == 404
    assert [error.status for error in caught.value.errors] == [401]
    assert [request.operation for request in zuora.requests] == [
        "create_token",
        "get_invoice",
        "create_token",
        "get_invoice",
    ]


def test_a_second_refusal_is_raised(server: WireServer, issuer: Issuer, oauth: InvoicesApi) -> None:
    issuer.expired.update({"token-1", "token-2"})
    with pytest.raises(UnauthorizedException) as caught:
        oauth.get_invoice("i-1")
    assert tokens_seen(server) == ["Bearer token-1", "Bearer token-2"]
    assert caught.value.attempts == 2


def test_a_wrong_secret_raises_and_stays_secret(zuora: ZuoraEmulator) -> None:
    with client_of(zuora) as client:
        client.configuration.client_secret = "not-the-secret-at-all"
        with pytest.raises(UnauthorizedException) as caught:
            InvoicesApi(client).get_invoice("INV-none")
    assert caught.value.operation == "create_token"
    assert caught.value.attempts == 1
    assert "Invalid client secret" in str(caught.value)
    assert "not-the-secret-at-all" not in str(caught.value)


def test_an_unknown_client_raises(zuora: ZuoraEmulator) -> None:
    with client_of(zuora) as client:
        client.configuration.client_id = CLIENT_ID
        with pytest.raises(BadRequestException, match="Invalid client id"):
            client.sign_in()


def test_a_fetch_is_repeated_like_any_harmless_call(server: WireServer, issuer: Issuer, connect: Connect) -> None:
    invoices = connect(access_token=None, client_id=CLIENT_ID, client_secret=SECRET, retries=2)
    invoices.api_client.runtime.sleep = lambda _: None
    server.script([Answer(503), Answer(429), issuer])
    assert invoices.get_invoice("i-1").id == "i-1"
    assert [request.target for request in server.received][:4] == ["/oauth/token"] * 3 + ["/v1/invoices/i-1"]


def test_an_answer_without_a_token_raises(server: WireServer, oauth: InvoicesApi) -> None:
    server.script([answer_json({"token_type": "bearer"})])
    with pytest.raises(NetworkException, match="no access_token"):
        oauth.get_invoice("i-1")


def test_signing_in_early(zuora: ZuoraEmulator) -> None:
    with client_of(zuora) as client:
        client.sign_in()
        assert fetches(zuora) == 1
        with pytest.raises(ApiException):
            InvoicesApi(client).get_invoice("INV-none")
    assert fetches(zuora) == 1
    with ApiClient(Configuration(zuora.url)) as nobody, pytest.raises(ApiValueError, match="has no credentials"):
        nobody.sign_in()


def test_the_token_follows_the_emulators_time() -> None:
    with ZuoraEmulator(settings=Settings(token_seconds=3599)) as zuora, client_of(zuora) as client:
        ahead = 0.0
        real = client.runtime.monotonic
        client.runtime.monotonic = lambda: real() + ahead
        for _ in range(3):
            with pytest.raises(ApiException, match="404"):
                InvoicesApi(client).get_invoice("INV-none")
            ahead += 3400
            zuora.clock.advance(3400)
    assert fetches(zuora) == 3
    assert [request.status for request in zuora.requests] == [200, 404] * 3


def test_client_id_and_secret_belong_together(server: WireServer, connect: Connect) -> None:
    with pytest.raises(ApiValueError, match="belong together"):
        connect(access_token=None, client_id=CLIENT_ID).get_invoice("i-1")
    assert server.received == []


def _call_in_a_fork(invoices: InvoicesApi) -> None:
    invoices.get_invoice("i-1")


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_fetches_its_own_token(server: WireServer, issuer: Issuer, oauth: InvoicesApi) -> None:
    oauth.get_invoice("i-1")
    child = multiprocessing.get_context("fork").Process(target=_call_in_a_fork, args=(oauth,))
    child.start()
    child.join(30)
    assert child.exitcode == 0
    assert tokens_seen(server) == ["Bearer token-1", "Bearer token-2"]


def test_debug_shows_that_a_token_is_fetched_but_not_which(
    server: WireServer, issuer: Issuer, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "zuora_sdk")
    connect(access_token=None, client_id=CLIENT_ID, client_secret=SECRET, debug=True).get_invoice("i-1")
    assert "/oauth/token" in caplog.text
    assert "token-1" not in caplog.text
    assert "s3cret" not in caplog.text


# ------------------------------------------------------------------------------------------------- tokens of one's own


def test_a_callable_is_asked_before_each_call(server: WireServer, connect: Connect) -> None:
    tokens = iter(["first", "second"])
    invoices = connect(access_token=lambda: next(tokens))
    invoices.get_invoice("i-1")
    invoices.get_invoice("i-1")
    assert tokens_seen(server) == ["Bearer first", "Bearer second"]


def test_a_callable_is_asked_once_more_after_a_401(server: WireServer, connect: Connect) -> None:
    tokens = iter(["stale", "fresh"])
    server.script([answer_json({"message": "Authentication error"}, 401), answer_json({"success": True})])
    response = connect(access_token=lambda: next(tokens)).get_invoice_with_http_info("i-1")
    assert tokens_seen(server) == ["Bearer stale", "Bearer fresh"]
    assert response.attempts == 2


def test_a_fixed_token_is_not_tried_again(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([answer_json({"message": "Authentication error"}, 401)])
    with pytest.raises(UnauthorizedException):
        invoices.get_invoice("i-1")
    assert len(server.received) == 1


@pytest.mark.parametrize("token", [None, "", "two words", "line\nend"])
def test_a_callable_that_returns_no_token_is_refused(server: WireServer, connect: Connect, token: Any) -> None:
    with pytest.raises(ApiValueError, match="access_token") as caught:
        connect(access_token=lambda: token).get_invoice("i-1")
    assert server.received == []
    assert not token or token not in str(caught.value)


def test_a_token_given_to_one_call_beats_the_client(server: WireServer, issuer: Issuer, oauth: InvoicesApi) -> None:
    oauth.get_invoice("i-1", authorization="Bearer mine")
    oauth.get_invoice("i-1", _request_auth={"in": "header", "key": "Authorization", "value": "Bearer too"})
    assert tokens_seen(server) == ["Bearer mine", "Bearer too"]
    assert issuer.issued == 0


def test_a_token_can_be_changed_between_calls(server: WireServer, invoices: InvoicesApi) -> None:
    invoices.get_invoice("i-1")
    invoices.api_client.configuration.access_token = "another"
    invoices.get_invoice("i-1")
    assert tokens_seen(server) == ["Bearer token-1", "Bearer another"]


# ----------------------------------------------------------------------------------------------- from_env, data centres


def test_from_env_reads_all_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "ZUORA_BASE_URL": "https://rest.eu.zuora.com/",
        "ZUORA_CLIENT_ID": CLIENT_ID,
        "ZUORA_CLIENT_SECRET": SECRET,
        "BEARER_TOKEN": "from-the-environment",
        "ZUORA_ENTITY_IDS": "entity-1",
        "ZUORA_ORG_IDS": "org-1,org-2",
    }.items():
        monkeypatch.setenv(name, value)
    settings = Configuration.from_env()
    assert settings.host == "https://rest.eu.zuora.com"
    assert settings.client_id == CLIENT_ID
    assert settings.client_secret == SECRET
    assert settings.access_token == "from-the-environment"
    assert settings.zuora_entity_ids == "entity-1"
    assert settings.zuora_org_ids == "org-1,org-2"
    assert SECRET not in repr(settings)
    assert "from-the-environment" not in repr(settings)


def test_from_env_keeps_defaults_and_yields_to_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZUORA_BASE_URL", "https://rest.eu.zuora.com")
    monkeypatch.setenv("ZUORA_CLIENT_ID", "")
    monkeypatch.setenv("BEARER_TOKEN", "from-the-environment")
    settings = Configuration.from_env(access_token="given", deadline=30)
    assert settings.host == "https://rest.eu.zuora.com"
    assert settings.client_id is None
    assert settings.access_token == "given"
    assert settings.deadline == 30


def test_from_env_takes_what_a_shell_leaves_at_the_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEARER_TOKEN", "token-from-a-file\n")
    assert Configuration.from_env(host="https://rest.eu.zuora.com").access_token == "token-from-a-file"


@pytest.mark.parametrize("value", [None, "", "  "])
def test_from_env_never_calls_production_by_omission(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.setenv("BEARER_TOKEN", "from-the-environment")
    if value is not None:
        monkeypatch.setenv("ZUORA_BASE_URL", value)
    with pytest.raises(ApiValueError, match="ZUORA_BASE_URL: is not set") as caught:
        Configuration.from_env()
    assert "SBX_NA https://rest.sandbox.na.zuora.com" in str(caught.value)
    assert Configuration.from_env(host="https://rest.zuora.com").host == "https://rest.zuora.com"


def test_from_env_calls_the_emulator(zuora: ZuoraEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZUORA_BASE_URL", zuora.url)
    monkeypatch.setenv("ZUORA_CLIENT_ID", zuora.client_id)
    monkeypatch.setenv("ZUORA_CLIENT_SECRET", zuora.client_secret)
    with ApiClient(Configuration.from_env()) as client:
        client.sign_in()
    assert fetches(zuora) == 1


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("PROD", "https://rest.zuora.com"),
        ("PROD_NA", "https://rest.na.zuora.com"),
        ("PROD_EU", "https://rest.eu.zuora.com"),
        ("PROD_AP", "https://rest.ap.zuora.com"),
        ("SBX", "https://rest.apisandbox.zuora.com"),
        ("SBX_NA", "https://rest.sandbox.na.zuora.com"),
        ("SBX_EU", "https://rest.sandbox.eu.zuora.com"),
        ("CSBX", "https://rest.test.zuora.com"),
        ("CSBX_EU", "https://rest.test.eu.zuora.com"),
        ("CSBX_AP", "https://rest.test.ap.zuora.com"),
    ],
)
def test_data_centres(name: str, host: str) -> None:
    environment = ZuoraEnvironment[name]
    assert environment.value == host
    assert Configuration(environment).host == host
    assert Configuration(host=environment).base_url == host


def test_there_are_ten_data_centres() -> None:
    assert len(ZuoraEnvironment) == 10


def test_a_secret_that_cannot_be_sent_is_not_shown(server: WireServer) -> None:
    with ApiClient(Configuration(host=server.url)) as client, pytest.raises(ApiValueError) as caught:
        OAuthApi(client).create_token("9" * 36, "hush\x00hush", "client_credentials")
    assert str(caught.value) == "client_secret: must be text, not empty and without control characters"
    assert server.received == []


def test_a_secret_may_look_like_a_path(server: WireServer) -> None:
    server.script([answer_json({"access_token": "t", "expires_in": 3599})])
    with ApiClient(Configuration(host=server.url)) as client:
        OAuthApi(client).create_token("9" * 36, "a/../b+ü", "client_credentials")
    assert server.last.body == (
        b"client_id=999999999999999999999999999999999999&client_secret=a%2F..%2Fb%2B%C3%BC&grant_type=client_credentials"
    )


# ------------------------------------------------------------------------------------------------ failures of the fetch


@pytest.mark.parametrize(
    ("rejection", "requests"),
    [
        (answer_json({"error": "Unauthorized", "message": "Invalid client secret"}, 401), 1),
        (Answer(429), 4),  # retried by one thread, for all
    ],
)
def test_threads_that_wait_for_a_token_share_its_failure(
    rejection: Answer, requests: int, server: WireServer, connect: Connect
) -> None:
    everyone_waits = threading.Event()

    def slow(_: Received) -> Answer:
        everyone_waits.wait(10)
        return rejection

    server.script([slow])
    invoices = connect(access_token=None, client_id=CLIENT_ID, client_secret=SECRET, retries=3)
    invoices.api_client.runtime.sleep = lambda _: None
    entered = threading.Semaphore(0)

    def call(_: int) -> ApiException:
        entered.release()
        with pytest.raises(ApiException) as caught:
            invoices.get_invoice("i-1")
        return caught.value

    with ThreadPoolExecutor(32) as threads:
        calls = [threads.submit(call, number) for number in range(32)]
        for _ in calls:
            entered.acquire(timeout=10)
        threading.Event().wait(0.3)  # until they all wait for the one that fetches
        everyone_waits.set()
        errors = [call.result(timeout=30) for call in calls]
    assert len(server.received) == requests
    assert {error.status for error in errors} == {rejection.status}
    assert len({id(error) for error in errors}) == 32  # each thread raises one of its own

    server.script([Issuer()])  # what failed once is tried again by the next call
    assert invoices.get_invoice("i-1").id == "i-1"


@pytest.mark.parametrize("token", ["two words", "line\nend", "ünï", ""])
def test_a_malformed_token_is_a_failure_of_the_network(token: str, server: WireServer, oauth: InvoicesApi) -> None:
    """Something was sent, so it is no ValueError."""
    server.script([answer_json({"access_token": token, "expires_in": 3600})])
    with pytest.raises(NetworkException, match="no access_token that can be sent") as caught:
        oauth.get_invoice("i-1")
    assert not isinstance(caught.value, ValueError)
    assert not caught.value.maybe_executed
    assert not token or token not in str(caught.value)


def test_a_call_inside_the_fetch_of_a_token_does_not_wait_for_itself(
    server: WireServer, issuer: Issuer, oauth: InvoicesApi
) -> None:
    """As when a signal handler calls Zuora while its thread fetches the token."""
    inner: list[str | None] = []

    def call_inside(request: Any, call_next: Any) -> Any:
        if request.operation == "create_token" and not inner:
            inner.append("begun")
            inner.append(oauth.get_invoice("i-1").id)
        return call_next(request)

    oauth.api_client.middleware = (call_inside,)
    start = time.monotonic()
    assert oauth.get_invoice("i-1").id == "i-1"
    assert inner == ["begun", "i-1"]
    assert time.monotonic() - start < 30


def test_a_middleware_that_calls_for_each_token_is_told_so(
    server: WireServer, issuer: Issuer, oauth: InvoicesApi
) -> None:
    def call_inside(request: Any, call_next: Any) -> Any:
        if request.operation == "create_token":
            oauth.get_invoice("i-1")
        return call_next(request)

    oauth.api_client.middleware = (call_inside,)
    with pytest.raises(NetworkException, match="let it pass the operation create_token"):
        oauth.get_invoice("i-1")
    assert server.received == []
