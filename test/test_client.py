"""The client as a thing that lives: its connections, its threads, its forks, its proxies, its certificates."""

from __future__ import annotations

import os
import pickle
import signal
import ssl
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import trustme
from urllib3.exceptions import InsecureRequestWarning
from wire import Answer, Received, WireServer, answer_json

from zuora_sdk import (
    ApiClient,
    ApiException,
    ApiResponse,
    ApiTypeError,
    ApiValueError,
    Configuration,
    InvoicesApi,
    NetworkException,
    OAuthApi,
    OperationsApi,
    UnauthorizedException,
    ZuoraClient,
)
from zuora_sdk.rest import HttpRequest

Connect = Callable[..., InvoicesApi]


def echo(request: Received) -> Answer:
    """Answers with the key that was asked for."""
    return answer_json({"id": request.target.rsplit("/", 1)[-1], "success": True})


# --------------------------------------------------------------------------------------------------------- connections


def test_leaving_the_with_statement_closes_the_connections(server: WireServer) -> None:
    with ApiClient(Configuration(server.url, access_token="token-1")) as client:
        InvoicesApi(client).get_invoice("a1")
    assert server.connections == 1
    InvoicesApi(client).get_invoice("a1")
    assert server.connections == 2
    client.close()
    client.close()


def test_an_exception_passes_through_the_with_statement(server: WireServer) -> None:
    with pytest.raises(KeyError), ApiClient(Configuration(server.url, access_token="token-1")):
        raise KeyError


def test_nobody_there() -> None:
    with WireServer() as server:
        url = server.url
    with pytest.raises(NetworkException) as caught:
        InvoicesApi(ApiClient(Configuration(url, access_token="token-1", retries=0))).get_invoice("a1")
    assert (caught.value.status, caught.value.maybe_executed) == (None, False)
    assert str(caught.value).startswith("get_invoice failed: could not connect to 127.0.0.1:")


@pytest.mark.parametrize("timeout", [0.1, (5, 0.1), (5.0, 0.1)])
def test_request_timeout(timeout: Any, invoices: InvoicesApi, server: WireServer) -> None:
    server.script([Answer(before=2)])
    with pytest.raises(NetworkException, match="timed out") as caught:
        invoices.get_invoice("a1", _request_timeout=timeout)
    assert caught.value.elapsed < 1


@pytest.mark.parametrize("timeout", [0, -1, "3", (1, 0), (1, None)])
def test_request_timeout_that_is_none(timeout: Any, invoices: InvoicesApi, server: WireServer) -> None:
    with pytest.raises(ApiValueError, match="must be a number of seconds above 0"):
        invoices.get_invoice("a1", _request_timeout=timeout)
    assert server.received == []


# ------------------------------------------------------------------------------------------------------------- default


def test_default_client(server: WireServer) -> None:
    Configuration.set_default(Configuration(server.url, access_token="token-7"))
    invoices = InvoicesApi()
    invoices.get_invoice("a1")
    assert server.last.headers["Authorization"] == "Bearer token-7"
    assert InvoicesApi().api_client is OAuthApi().api_client is OperationsApi().api_client is ApiClient.get_default()
    ApiClient.get_default().close()

    own = ApiClient(Configuration(server.url, access_token="token-1"))
    ApiClient.set_default(own)
    assert InvoicesApi().api_client is own
    assert invoices.api_client is not own


def test_middleware(server: WireServer) -> None:
    steps: list[str] = []

    def layer(name: str) -> Callable[..., ApiResponse[Any]]:
        def handle(request: HttpRequest, call_next: Callable[[HttpRequest], ApiResponse[Any]]) -> ApiResponse[Any]:
            steps.append(f"{name} > {request.operation}")
            response = call_next(request)
            steps.append(f"{name} < {response.status_code}")
            return response

        return handle

    with ApiClient(
        Configuration(server.url, access_token="token-1"), middleware=[layer("outer"), layer("inner")]
    ) as client:
        InvoicesApi(client).get_invoice("a1")
    assert steps == ["outer > get_invoice", "inner > get_invoice", "inner < 200", "outer < 200"]


# ------------------------------------------------------------------------------------------------------ threads, forks


def test_threads_share_a_client(invoices: InvoicesApi, server: WireServer) -> None:
    server.script([echo])
    gate = threading.Barrier(8)

    def work(worker: int) -> list[str | None]:
        gate.wait(5)
        return [invoices.get_invoice(f"{worker}-{turn}").id for turn in range(20)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(work, range(8)))
    assert found == [[f"{worker}-{turn}" for turn in range(20)] for worker in range(8)]
    assert len(server.received) == 160
    assert server.connections <= 8


def run(script: str, *arguments: str, **environment: str) -> str:
    """Run a script in a process of its own, warnings being errors, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(script), *arguments],
        capture_output=True,
        text=True,
        timeout=20,
        env={**os.environ, **environment, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks are for POSIX")
def test_a_fork_gets_connections_of_its_own(server: WireServer) -> None:
    server.script([echo])
    output = run(
        """
        import os, sys
        from zuora_sdk import ApiClient, Configuration, InvoicesApi

        with ApiClient(Configuration(sys.argv[1], access_token="t", retries=0)) as client:
            invoices = InvoicesApi(client)
            invoices.get_invoice("before")
            child = os.fork()
            if child == 0:
                print(invoices.get_invoice("child").id, flush=True)
                client.close()
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 0
            print(invoices.get_invoice("parent").id)
        """,
        server.url,
    )
    assert output == "child\nparent\n"
    assert server.connections == 2


def test_the_package_needs_no_sibling_to_work(server: WireServer) -> None:
    """The first call in a fresh process, with the least that a script can say."""
    output = run(
        """
        import zuora_sdk

        with zuora_sdk.ApiClient(zuora_sdk.Configuration.from_env()) as client:
            print(zuora_sdk.InvoicesApi(client).get_invoice("a1").success)
        """,
        ZUORA_BASE_URL=server.url,
        BEARER_TOKEN="token-1",
    )
    assert output == "True\n"
    assert server.last.headers["Authorization"] == "Bearer token-1"


# -------------------------------------------------------------------------------------------------------------- pickle


def test_answers_and_failures_pickle_without_the_token(invoices: InvoicesApi, server: WireServer) -> None:
    server.script([answer_json({"id": "a1", "own__c": 1, "success": True}, Set_Cookie="ZSession=hush-hush")])
    answer = invoices.get_invoice_with_http_info("a1")
    copy = pickle.loads(pickle.dumps(answer))
    assert (copy.data, copy.status_code, copy.headers["content-type"]) == (answer.data, 200, "application/json")

    server.script([answer_json({"success": False, "reasons": [{"code": "90000011", "message": "no"}]}, 401)])
    with pytest.raises(UnauthorizedException) as caught:
        invoices.get_invoice("a1")
    error = pickle.loads(pickle.dumps(caught.value))
    assert type(error) is UnauthorizedException
    assert (str(error), error.reasons, error.status) == (str(caught.value), caught.value.reasons, 401)
    for thing in (answer, caught.value):
        assert b"token-1" not in pickle.dumps(thing)
        assert b"hush-hush" not in pickle.dumps(thing)


# --------------------------------------------------------------------------------------------------------------- proxy

FAKE = "http://zuora.test"


@pytest.mark.parametrize("how", ["setting", "HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_proxy(how: str, connect: Connect, server: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
    if how != "setting":
        if how == "HTTP_PROXY":
            monkeypatch.delenv("REQUEST_METHOD", raising=False)
        monkeypatch.setenv(how, server.url)
    invoices = connect(host=FAKE, allow_http=True, proxy=server.url if how == "setting" else None)
    invoices.get_invoice("a?1")
    assert server.last.target == "http://zuora.test/v1/invoices/a%3F1"
    assert server.last.headers["Host"] == "zuora.test"
    assert server.last.headers["Authorization"] == "Bearer token-1"


def test_proxy_headers_and_login(connect: Connect, server: WireServer) -> None:
    proxy = server.url.replace("http://", "http://user:pa%20ss@")
    connect(host=FAKE, allow_http=True, proxy=proxy, proxy_headers={"X-Gate": "7"}).get_invoice("a1")
    headers = server.last.headers
    assert (headers["Proxy-Authorization"], headers["X-Gate"]) == ("Basic dXNlcjpwYSBzcw==", "7")


@pytest.mark.parametrize("no_proxy", ["127.0.0.1", "localhost,127.0.0.1", "*"])
@pytest.mark.parametrize("how", ["setting", "environment"])
def test_no_proxy(
    how: str, no_proxy: str, connect: Connect, server: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WireServer() as proxy:
        if how == "environment":
            monkeypatch.setenv("NO_PROXY", no_proxy)
        connect(proxy=proxy.url, no_proxy=no_proxy if how == "setting" else None).get_invoice("a1")
        assert (proxy.received, len(server.received)) == ([], 1)


def test_no_proxy_counts_for_its_hosts_only(connect: Connect, server: WireServer) -> None:
    connect(host=FAKE, allow_http=True, proxy=server.url, no_proxy="other.test,.zuora.com").get_invoice("a1")
    assert server.last.headers["Host"] == "zuora.test"


def test_the_environment_can_be_left_aside(
    connect: Connect, server: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    connect().get_invoice("a1")  # this machine needs no proxy
    connect(proxy="").get_invoice("a1")
    assert len(server.received) == 2


# ----------------------------------------------------------------------------------------------------------------- TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    """What the server offers: a certificate for 127.0.0.1 that only `authority` vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def secure(tls: ssl.SSLContext) -> Iterator[WireServer]:
    with WireServer(tls=tls) as server:
        yield server


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


def test_a_trusted_certificate(secure: WireServer, trusted: str, connect: Connect) -> None:
    connect(host=secure.url, ssl_ca_cert=trusted).get_invoice("a1")
    assert secure.last.target == "/v1/invoices/a1"


def test_an_unknown_certificate(secure: WireServer, connect: Connect) -> None:
    with pytest.raises(NetworkException, match=r"its certificate is not trusted .* set ssl_ca_cert") as caught:
        connect(host=secure.url, retries=3).get_invoice("a1")
    assert (caught.value.fatal, caught.value.attempts, caught.value.maybe_executed) == (True, 1, False)
    assert secure.received == []


def test_a_certificate_for_another_host(secure: WireServer, trusted: str, connect: Connect) -> None:
    with pytest.raises(NetworkException, match="certificate"):
        connect(host=secure.url.replace("127.0.0.1", "localhost"), ssl_ca_cert=trusted).get_invoice("a1")
    assert secure.received == []


def test_a_certificate_that_nobody_looks_at(secure: WireServer, connect: Connect) -> None:
    with pytest.warns(InsecureRequestWarning):
        connect(host=secure.url, verify_ssl=False).get_invoice("a1")
    assert len(secure.received) == 1


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated:DeprecationWarning")
@pytest.mark.parametrize(("version", "accepted"), [("TLSv1_1", False), ("TLSv1_2", True), ("TLSv1_3", True)])
def test_old_tls_is_refused(
    version: str, accepted: bool, tls: ssl.SSLContext, secure: WireServer, trusted: str, connect: Connect
) -> None:
    tls.set_ciphers("DEFAULT:@SECLEVEL=0")
    tls.minimum_version = ssl.TLSVersion.TLSv1_1
    tls.maximum_version = ssl.TLSVersion[version]
    invoices = connect(host=secure.url, ssl_ca_cert=trusted)
    if accepted:
        invoices.get_invoice("a1")
    else:
        with pytest.raises(NetworkException):
            invoices.get_invoice("a1")
    assert len(secure.received) == accepted


def test_mutual_tls(
    tls: ssl.SSLContext, secure: WireServer, authority: trustme.CA, trusted: str, tmp_path: Path, connect: Connect
) -> None:
    authority.configure_trust(tls)
    tls.verify_mode = ssl.CERT_REQUIRED
    mine = authority.issue_cert("billing@example.com")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    mine.cert_chain_pems[0].write_to_path(certificate)
    mine.private_key_pem.write_to_path(key)

    connect(host=secure.url, ssl_ca_cert=trusted, cert_file=str(certificate), key_file=str(key)).get_invoice("a1")
    assert len(secure.received) == 1
    with pytest.raises(NetworkException):
        connect(host=secure.url, ssl_ca_cert=trusted).get_invoice("a1")


@pytest.mark.parametrize("setting", ["ssl_ca_cert", "cert_file"])
def test_certificate_files_that_are_none(setting: str, connect: Connect, tmp_path: Path) -> None:
    (tmp_path / "broken.pem").write_text("no certificate")
    for path in ("missing.pem", "broken.pem"):
        with pytest.raises(ApiValueError, match="can't be used"):
            connect(host="https://127.0.0.1:1", **{setting: str(tmp_path / path)}).get_invoice("a1")


# ----------------------------------------------------------------------------------------------------------- redirects


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(status: int, invoices: InvoicesApi, server: WireServer) -> None:
    with WireServer() as elsewhere:
        server.script([Answer(status, b"", {"Location": f"{elsewhere.url}/v1/invoices/a1"})])
        with pytest.raises(ApiException) as caught:
            invoices.get_invoice("a1")
        assert (caught.value.status, elsewhere.received) == (status, [])


# ------------------------------------------------------------------------------------------------- first-day mistakes


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("request_timeout", r"options\(timeout=\.\.\.\)"),
        ("client_side_validation", r"configuration\.client_side_validation"),
        ("access_token", r"configuration\.access_token"),
        ("cookie", r'set_default_header\("Cookie", \.\.\.\)'),
        ("retires", "has no attribute 'retires'$"),
    ],
)
def test_a_setting_at_the_wrong_place_is_not_swallowed(name: str, hint: str, client: ApiClient) -> None:
    for target in (client, client.options(), ZuoraClient("0" * 36, "secret", "https://rest.eu.zuora.com")):
        with pytest.raises(AttributeError, match=hint):
            setattr(target, name, 30)


def test_attributes_that_there_are_can_be_set(client: ApiClient) -> None:
    client.user_agent = "nightly/1"
    client.middleware = ()
    client.configuration = client.configuration.replace(deadline=5)
    assert (client.user_agent, client.configuration.deadline) == ("nightly/1", 5)


def test_an_api_class_needs_a_client() -> None:
    with pytest.raises(ApiTypeError, match=r"InvoicesApi: must be given an ApiClient, not Configuration; ApiClient\("):
        InvoicesApi(Configuration())  # type: ignore[arg-type]


@pytest.mark.parametrize("host", ["https://rest.zuora.com/v1", "https://rest.zuora.com/v1/"])
def test_a_host_does_not_include_the_version(host: str) -> None:
    with pytest.raises(ApiValueError, match=r"leave out /v1, .* give 'https://rest\.zuora\.com'"):
        Configuration(host)


def test_a_401_names_the_host(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([Answer(401, b"")])
    with pytest.raises(ApiException) as caught:
        invoices.get_invoice("a1")
    assert str(caught.value).endswith(
        "Check the credentials, and that the host is the tenant's data centre: another one doesn't know them. "
        f"The host is {server.url}."
    )


@pytest.mark.parametrize(
    ("status", "advice"),
    [(404, "Check the key"), (413, "Send less at once"), (502, "Try again later"), (503, "not available")],
)
def test_a_status_without_a_code_gets_advice(
    status: int, advice: str, server: WireServer, invoices: InvoicesApi
) -> None:
    server.script([Answer(status, b"<html>")])
    with pytest.raises(ApiException, match=advice):
        invoices.get_invoice("a1")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs signals")
@pytest.mark.parametrize("during", ["send", "sleep"])
def test_a_time_limit_of_the_callers_passes_through(during: str, server: WireServer, connect: Connect) -> None:
    class SoftTimeLimit(Exception):
        """As Celery raises it from a signal handler."""

    def interrupt(*_: object) -> None:
        raise SoftTimeLimit

    server.script([Answer(before=5) if during == "send" else Answer(503, headers={"Retry-After": "5"})])
    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(SoftTimeLimit):
            connect(retries=3).get_invoice("a1")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert len(server.received) == 1
