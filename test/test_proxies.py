"""Through a real HTTP proxy (proxy.py): plain and over TLS, with and without a login, to plain and to TLS servers."""

from __future__ import annotations

import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
import trustme
from wire import Answer, Reset, Silence, WireServer, answer_json

from zuora_sdk import (
    ApiClient,
    ApiException,
    ApiValueError,
    Configuration,
    InvoicesApi,
    NetworkException,
    PostAsyncInvoiceRequest,
    RetryPolicy,
)
from zuora_sdk.transports import RequestsTransport

LOGIN = "user:pa%23ss%2F%3F"  # pa#ss/?


class Certificates:
    """A CA, and what servers on this machine show; another CA, which nobody trusts."""

    def __init__(self, folder: Path) -> None:
        ca = trustme.CA()
        issued = ca.issue_cert("localhost", "127.0.0.1")
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issued.configure_cert(self.context)
        self.ca, self.other_ca = str(folder / "ca.pem"), str(folder / "other.pem")
        self.key, self.certificate = str(folder / "key.pem"), str(folder / "certificate.pem")
        ca.cert_pem.write_to_path(self.ca)
        trustme.CA().cert_pem.write_to_path(self.other_ca)
        issued.private_key_pem.write_to_path(self.key)
        issued.cert_chain_pems[0].write_to_path(self.certificate)


StartProxy = Callable[..., str]
"""Starts a proxy, once a module for each set of options, and returns its address."""


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def start_proxy(certificates: Certificates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartProxy]:
    started: dict[tuple[bool, bool], str] = {}
    with ExitStack() as processes:

        def start(*, tls: bool = False, login: bool = False) -> str:
            if (tls, login) not in started:
                port_file = tmp_path_factory.mktemp("proxy") / "port"
                command = [sys.executable, "-m", "proxy", "--hostname", "127.0.0.1", "--port", "0"]
                command += ["--port-file", str(port_file), "--num-acceptors", "1", "--num-workers", "1"]
                if tls:
                    command += ["--cert-file", certificates.certificate, "--key-file", certificates.key]
                if login:
                    command += ["--basic-auth", "user:pa#ss/?"]
                process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                processes.callback(process.wait, 20)
                processes.callback(process.terminate)
                until = time.monotonic() + 60
                while not (port_file.exists() and port_file.read_text().strip()):
                    assert process.poll() is None
                    assert time.monotonic() < until
                    time.sleep(0.05)
                started[tls, login] = f"localhost:{port_file.read_text().strip()}"
            return started[tls, login]

        yield start


@pytest.fixture(params=[False, True], ids=["plain server", "TLS server"])
def target(request: pytest.FixtureRequest, certificates: Certificates) -> Iterator[WireServer]:
    with WireServer(
        answer_json({"success": True, "id": "i-1"}), tls=certificates.context if request.param else None
    ) as server:
        yield server


def connect(target: WireServer, proxy: str, ca: str | None, **settings: object) -> ApiClient:
    defaults: dict[str, object] = {"access_token": "token-1", "retries": RetryPolicy(backoff_cap=0), "deadline": 30}
    return ApiClient(Configuration(target.url, proxy=proxy, ssl_ca_cert=ca, **{**defaults, **settings}))  # type: ignore[arg-type]


@pytest.mark.parametrize("login", [False, True], ids=["", "login"])
@pytest.mark.parametrize("tls", [False, True], ids=["http proxy", "https proxy"])
def test_calls_go_through_each_kind_of_proxy(
    tls: bool, login: bool, target: WireServer, start_proxy: StartProxy, certificates: Certificates
) -> None:
    address = start_proxy(tls=tls, login=login)
    proxy = f"{'https' if tls else 'http'}://{LOGIN + '@' if login else ''}{address}"
    with connect(target, proxy, certificates.ca) as client:
        for _ in range(3):
            assert InvoicesApi(client).get_invoice("INV-1").id == "i-1"
    assert [request.target for request in target.received] == ["/v1/invoices/INV-1"] * 3
    assert {request.headers["Authorization"] for request in target.received} == {"Bearer token-1"}
    if target.url.startswith("https"):
        assert target.connections == 1  # the tunnel is kept
        assert not [name for request in target.received for name in request.headers if "proxy" in name.lower()]


@pytest.mark.parametrize("tls", [False, True], ids=["http proxy", "https proxy"])
def test_a_rejected_login_is_told_and_not_tried_again(
    tls: bool, target: WireServer, start_proxy: StartProxy, certificates: Certificates
) -> None:
    proxy = f"{'https' if tls else 'http'}://user:wr0ngpassw0rd@{start_proxy(tls=tls, login=True)}"
    with connect(target, proxy, certificates.ca) as client, pytest.raises(ApiException) as caught:
        InvoicesApi(client).post_invoice("INV-1", PostAsyncInvoiceRequest())
    assert (caught.value.attempts, caught.value.maybe_executed, target.received) == (1, False, [])
    assert "407" in str(caught.value)
    assert "wr0ngpassw0rd" not in str(caught.value)


def test_an_untrusted_certificate_of_a_proxy_is_fatal(
    target: WireServer, start_proxy: StartProxy, certificates: Certificates
) -> None:
    address = start_proxy(tls=True)
    with (
        connect(target, f"https://{address}", certificates.other_ca) as client,
        pytest.raises(NetworkException) as caught,
    ):
        InvoicesApi(client).post_invoice("INV-1", PostAsyncInvoiceRequest())
    assert (caught.value.fatal, caught.value.attempts, caught.value.maybe_executed) == (True, 1, False)
    assert str(caught.value.reason).startswith(
        f"could not connect to the proxy {address}: its certificate is not trusted"
    )


def test_an_untrusted_certificate_behind_a_proxy_is_the_servers(
    start_proxy: StartProxy, certificates: Certificates
) -> None:
    address = start_proxy()
    with (
        WireServer(tls=certificates.context) as target,
        connect(target, f"http://{address}", certificates.other_ca) as client,
    ):
        port = target.port
        with pytest.raises(NetworkException) as caught:
            InvoicesApi(client).get_invoice("INV-1")
    assert (caught.value.fatal, caught.value.attempts) == (True, 1)
    assert str(caught.value.reason).startswith(
        f"could not connect to 127.0.0.1:{port} through the proxy {address}: its certificate is not trusted"
    )


def test_a_proxy_that_is_down_is_named(target: WireServer) -> None:
    client = connect(target, "http://user:s3cret-p@127.0.0.1:1", None, retries=0)
    with client, pytest.raises(NetworkException) as caught:
        InvoicesApi(client).get_invoice("INV-1")
    assert str(caught.value.reason).startswith("could not connect to the proxy 127.0.0.1:1: [Errno ")
    assert caught.value.maybe_executed is False


@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
@pytest.mark.parametrize("tls", [False, True], ids=["http proxy", "https proxy"])
@pytest.mark.parametrize("fault", [Reset(), Silence(), Answer(cut=5)])
@pytest.mark.parametrize("transport", ["urllib3", "requests"])
def test_a_response_lost_behind_a_proxy_may_have_been_done(
    transport: str,
    fault: Answer | Reset | Silence,
    tls: bool,
    target: WireServer,
    start_proxy: StartProxy,
    certificates: Certificates,
) -> None:
    proxy = f"{'https' if tls else 'http'}://{start_proxy(tls=tls)}"
    target.script([fault])
    client = connect(target, proxy, certificates.ca, read_timeout=2 if isinstance(fault, Silence) else 30)
    if transport == "requests":
        session = requests.Session()
        session.trust_env = False
        session.proxies = {"http": proxy, "https": proxy}
        session.verify = certificates.ca
        client = ApiClient(client.configuration, transport=RequestsTransport(session))
    with client, pytest.raises(ApiException) as caught:
        InvoicesApi(client).post_invoice("INV-1", PostAsyncInvoiceRequest())
    assert (caught.value.maybe_executed, caught.value.attempts, len(target.received)) == (True, 1, 1)


@pytest.mark.parametrize(
    "proxy",
    [
        "http://user:s3cret#p@proxy.example:3128",
        "http://user:s3cret/p@proxy.example:3128",
        "http://user:s3cret?p@proxy.example:3128",
        "https://user:s3cret@proxy.example:port",
        "https://user:s3cret@[::1",
        "http://user:s3cret@",
        "http://user:s3cret@proxy example:1",
        "socks5://user:s3cret@proxy.example:1080",
    ],
)
def test_no_error_quotes_the_password_of_a_proxy(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ApiValueError, match=r"configuration\.proxy: ") as caught:
        Configuration(proxy=proxy)
    assert "s3cret" not in str(caught.value)
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with ApiClient(Configuration(access_token="token-1")) as client, pytest.raises(ApiValueError) as caught:
        InvoicesApi(client).get_invoice("i-1")
    assert str(caught.value).startswith("environment variable HTTPS_PROXY: ")
    assert "s3cret" not in str(caught.value)
