"""The default transport: it knows what may have been sent, however calls are nested, and each attempt ends in time."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import textwrap
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
import requests
import trustme
from conftest import Connect
from wire import Answer, Raw, Received, Reset, Script, Silence, WireServer, answer_json, deaf_port, refused_port

from zuora_sdk import (
    ApiClient,
    ApiException,
    Configuration,
    InvoicesApi,
    NetworkException,
    PostAsyncInvoiceRequest,
    RetryPolicy,
)
from zuora_sdk.api_response import ApiResponse
from zuora_sdk.rest import HttpRequest, HttpResponse, Transport, TransportError, Urllib3Transport
from zuora_sdk.transports import RequestsTransport


def post(invoices: InvoicesApi) -> ApiResponse[Any]:
    return invoices.post_invoice_with_http_info("i-1", PostAsyncInvoiceRequest())


def call_nobody() -> None:
    """A call that surely sends nothing."""
    settings = Configuration(f"http://127.0.0.1:{refused_port()}", access_token="token-2", retries=0)
    with ApiClient(settings) as client, pytest.raises(NetworkException) as caught:
        InvoicesApi(client).get_invoice("i-2")
    assert caught.value.maybe_executed is False


def check_lost(invoices: InvoicesApi, server: WireServer) -> None:
    """A PUT whose response is lost is neither retried nor told as never sent."""
    with pytest.raises(NetworkException) as caught:
        post(invoices)
    assert (caught.value.maybe_executed, caught.value.attempts) == (True, 1)
    assert [request.method for request in server.received] == ["PUT"]


# --------------------------------------------------------------------------------------------------- calls inside calls


needs_signals = pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="needs signals")


@needs_signals
def test_a_call_from_a_signal_handler(server: WireServer, connect: Connect) -> None:
    handled = threading.Event()

    def handle(*_: object) -> None:
        call_nobody()
        handled.set()

    def interrupt(_: Received) -> Answer | Reset | Silence:
        os.kill(os.getpid(), signal.SIGUSR1)
        assert handled.wait(20)
        return Reset()

    server.script([interrupt])
    before = signal.signal(signal.SIGUSR1, handle)
    try:
        check_lost(connect(retries=RetryPolicy(backoff_cap=0)), server)
    finally:
        signal.signal(signal.SIGUSR1, before)


@needs_signals
def test_a_call_of_the_same_client_from_a_signal_handler(server: WireServer, connect: Connect) -> None:
    invoices = connect(retries=RetryPolicy(backoff_cap=0))
    handled = threading.Event()

    def handle(*_: object) -> None:
        assert invoices.get_invoice("i-2").id == "i-2"
        handled.set()

    def interrupt(request: Received) -> Answer | Reset | Silence:
        if request.method == "GET":
            return answer_json({"success": True, "id": "i-2"})
        os.kill(os.getpid(), signal.SIGUSR1)
        assert handled.wait(20)
        return answer_json({"success": True, "id": "i-1"})

    server.script([interrupt])
    before = signal.signal(signal.SIGUSR1, handle)
    try:
        assert post(invoices).data.id == "i-1"
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert [request.method for request in server.received] == ["PUT", "GET"]


@needs_signals
def test_a_call_from_a_signal_handler_while_connections_are_set_up(server: WireServer) -> None:
    code = f"""
        import os, signal, urllib.request
        import zuora_sdk as z

        host = "http://0.0.0.0:{server.port}"  # this machine, yet not a loopback address that needs no proxy
        client = z.ApiClient(z.Configuration(host, access_token="t", allow_http=True))
        invoices = z.InvoicesApi(client)
        interrupts = iter([True])

        def getproxies_environment():
            if next(interrupts, False):
                os.kill(os.getpid(), signal.SIGUSR1)
            return {{}}

        os.environ["HTTP_PROXY"] = "http://unused.invalid"
        urllib.request.getproxies_environment = getproxies_environment
        signal.signal(signal.SIGUSR1, lambda *_: print(invoices.get_invoice("i-1").success))
        print(invoices.get_invoice("i-1").success)
        client.close()
        """
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=60)
    assert run.stdout.split() == ["True", "True"], run.stderr
    assert len(server.received) == 2


def test_calls_from_middleware_token_source_and_transport(server: WireServer) -> None:
    def calls_too(request: HttpRequest, call_next: Callable[[HttpRequest], ApiResponse[Any]]) -> ApiResponse[Any]:
        call_nobody()
        try:
            return call_next(request)
        finally:
            call_nobody()

    def token() -> str:
        call_nobody()
        return "token-1"

    class CallsToo(Urllib3Transport):
        def send(self, request: HttpRequest) -> HttpResponse:
            call_nobody()
            try:
                return super().send(request)
            finally:
                call_nobody()

    settings = Configuration(server.url, access_token=token, retries=RetryPolicy(backoff_cap=0))
    server.script([Reset()])
    with ApiClient(settings, middleware=[calls_too], transport=CallsToo(settings)) as client:
        check_lost(InvoicesApi(client), server)


@pytest.mark.parametrize("order", ["patched first", "patched late"])
def test_greenlets_of_gevent(order: str, server: WireServer) -> None:
    pytest.importorskip("gevent")
    imports = [
        "import gevent, gevent.monkey; gevent.monkey.patch_all()",
        "import zuora_sdk as z; from zuora_sdk.rest import Urllib3Transport",
    ]
    first, second = imports if order == "patched first" else reversed(imports)
    server.script([lambda _: Answer(before=1.0, cut=0)])
    code = f"""
        {first}
        {second}

        def client(host):
            policy = z.RetryPolicy(backoff_cap=0)
            return z.InvoicesApi(z.ApiClient(z.Configuration(host, access_token="token-1", retries=policy)))

        def post():
            try:
                client({server.url!r}).post_invoice("i-1", z.PostAsyncInvoiceRequest())
            except z.NetworkException as error:
                return error.maybe_executed, error.attempts

        def fail():
            gevent.sleep(0.3)
            try:
                client("http://127.0.0.1:{refused_port()}").get_invoice("i-2")
            except z.NetworkException as error:
                return error.maybe_executed, error.attempts

        posting, failing = gevent.spawn(post), gevent.spawn(fail)
        print(posting.get(), failing.get())
        """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.stdout.strip() == "(True, 1) (False, 4)", run.stderr
    assert len(server.received) == 1


class TimeLimit(Exception):
    """What a job queue raises from a signal handler when a task takes too long."""


@needs_signals
def test_what_a_signal_handler_raises_gets_through_without_the_token(server: WireServer, connect: Connect) -> None:
    def handle(*_: object) -> None:
        raise TimeLimit

    def interrupt(_: Received) -> Answer | Reset | Silence:
        os.kill(os.getpid(), signal.SIGUSR1)
        return Silence()

    invoices = connect(access_token="s3cret-token")
    server.script([interrupt, Answer()])
    before = signal.signal(signal.SIGUSR1, handle)
    try:
        with pytest.raises(TimeLimit) as caught:
            post(invoices)
    finally:
        signal.signal(signal.SIGUSR1, before)
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert "s3cret-token" not in "".join(shown.format())
    post(invoices)  # on another connection: the response of the first call must not become that of the second
    assert server.connections == 2


@pytest.mark.parametrize("library", ["urllib3", "requests"])
@pytest.mark.parametrize("fault", [Reset(), Silence(), Raw(b"junk"), Answer(cut=3)])
def test_a_failure_shows_no_frames_of_libraries(fault: Script, library: str, server: WireServer) -> None:
    server.script([fault])
    headers = {"Authorization": "Bearer s3cret-token"}
    request = HttpRequest("GET", server.url, "/v1/invoices/i-1", headers, read_timeout=0.2)
    transport: Transport = Urllib3Transport(Configuration(server.url))
    if library == "requests":
        transport = RequestsTransport(requests.Session())
    try:
        response: HttpResponse | None = transport.send(request)
    except TransportError as error:
        response = None
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
        assert "s3cret-token" not in shown.replace(repr(headers), "")  # this test's own variable
        assert not any(f"/{module}/" in shown for module in ("urllib3", "requests", "http"))
    transport.close()
    assert response is None or response.broken


# ----------------------------------------------------------------------------------------------------- idle connections


def test_a_connection_that_was_idle_for_too_long_is_not_used(server: WireServer, connect: Connect) -> None:
    invoices = connect(idle_timeout=1.0)
    for _ in range(3):
        invoices.get_invoice("i-1")
    assert server.connections == 1
    time.sleep(1.2)
    invoices.get_invoice("i-1")
    assert server.connections == 2


def four_calls_at_once(invoices: InvoicesApi, server: WireServer) -> None:
    together = threading.Barrier(4)
    server.script([lambda _: (together.wait(20), Answer())[1]])
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: invoices.get_invoice("i-1"), range(4)))


def check_open_connections(server: WireServer, expected: int) -> None:
    until = time.monotonic() + 20
    while server.open_connections > expected and time.monotonic() < until:
        time.sleep(0.01)
    assert server.open_connections == expected


def test_connections_left_over_from_a_burst_are_closed(server: WireServer, connect: Connect) -> None:
    invoices = connect(idle_timeout=1.0)
    four_calls_at_once(invoices, server)
    assert (server.connections, server.open_connections) == (4, 4)
    time.sleep(1.2)
    server.script([Answer()])
    invoices.get_invoice("i-1")
    check_open_connections(server, 1)


def test_no_more_connections_are_kept_than_configured(server: WireServer, connect: Connect) -> None:
    four_calls_at_once(connect(connection_pool_maxsize=2), server)
    check_open_connections(server, 2)


def test_a_client_that_was_closed_in_flight_leaves_no_connection(server: WireServer, connect: Connect) -> None:
    closed = threading.Event()
    server.script([lambda _: (closed.wait(20), Answer())[1]])
    invoices = connect()
    with ThreadPoolExecutor(1) as threads:
        call = threads.submit(invoices.get_invoice, "i-1")
        while not server.received:
            time.sleep(0.01)
        invoices.api_client.close()
        closed.set()
        call.result(20)
    check_open_connections(server, 0)


def test_sockets_are_kept_alive(server: WireServer, connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[socket.socket] = []
    connect_socket = socket.socket.connect

    def spy(self: socket.socket, address: Any) -> None:
        opened.append(self)
        connect_socket(self, address)

    monkeypatch.setattr(socket.socket, "connect", spy, raising=False)
    connect().get_invoice("i-1")
    assert opened[0].getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    assert opened[0].getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1


# ------------------------------------------------------------------------------------------------------------ deadlines


def resolve_to(monkeypatch: pytest.MonkeyPatch, name: str, ports: list[int]) -> None:
    """Let a host name have an address for each of these ports of this machine."""
    find = socket.getaddrinfo

    def getaddrinfo(host: Any, port: Any, *args: Any, **options: Any) -> Any:
        if host != name:
            return find(host, port, *args, **options)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{number + 1}", port)) for number in range(len(ports))
        ]

    connect_to = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        number = int(address[0].rpartition(".")[2]) - 1
        connect_to(self, ("127.0.0.1", ports[number]))

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket.socket, "connect", connect, raising=False)


@pytest.mark.skipif(sys.platform != "linux", reason="other kernels answer for a deaf listener")
def test_all_addresses_of_a_host_share_the_connect_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    with deaf_port() as port:
        resolve_to(monkeypatch, "zuora.invalid", [port] * 6)
        settings = Configuration(
            "http://zuora.invalid", allow_http=True, access_token="t", retries=0, connect_timeout=1.2
        )
        start = time.monotonic()
        with ApiClient(settings) as client, pytest.raises(NetworkException, match="timed out"):
            InvoicesApi(client).get_invoice("i-1")
        assert 1.0 < time.monotonic() - start < 6.0  # 7.2 if each address had the time for itself


@pytest.mark.skipif(sys.platform != "linux", reason="other kernels answer for a deaf listener")
def test_an_address_that_is_down_leaves_time_for_the_next(server: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with deaf_port() as port:
        resolve_to(monkeypatch, "zuora.invalid", [port, refused_port(), server.port])
        settings = Configuration(
            "http://zuora.invalid", allow_http=True, access_token="t", retries=0, connect_timeout=3.0
        )
        with ApiClient(settings) as client:
            InvoicesApi(client).get_invoice("i-1")
    assert len(server.received) == 1


TRICKLE = b"HTTP/1.1 200 " + b"x" * 200


@pytest.mark.parametrize("limit", ["connect_timeout", "deadline"])
@pytest.mark.parametrize("stage", ["CONNECT", "TLS handshake", "TLS behind CONNECT"])
def test_no_stage_of_connecting_takes_longer_than_allowed(stage: str, limit: str) -> None:
    """A proxy that sends its response byte by byte; a server, and one behind a proxy, that never shakes hands."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        done = threading.Event()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                if stage == "TLS behind CONNECT":
                    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                for byte in TRICKLE:
                    if done.wait(0.1):
                        return
                    if stage == "CONNECT":
                        connection.sendall(bytes([byte]))

        thread = threading.Thread(target=serve)
        thread.start()
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        host, proxy = (
            ("https://zuora.invalid", f"http://{address}") if "CONNECT" in stage else (f"https://{address}", "")
        )
        settings = Configuration(host, proxy=proxy, access_token="t", retries=0, **{limit: 0.5})  # type: ignore[arg-type]
        start = time.monotonic()
        try:
            with ApiClient(settings) as client, pytest.raises(NetworkException, match="timed out") as caught:
                InvoicesApi(client).post_invoice("i-1", PostAsyncInvoiceRequest())
        finally:
            done.set()
            thread.join()
    assert time.monotonic() - start < 5.0
    assert caught.value.maybe_executed is False


@pytest.mark.parametrize("tls", [False, True])
def test_a_server_that_does_not_read_can_not_hold_an_upload(tls: bool) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        done = threading.Event()

        def serve() -> None:
            connection, _ = listener.accept()
            with context.wrap_socket(connection, server_side=True) if tls else connection as reader:
                while not done.wait(0.05):  # 80 kB in a second, of 20 MB
                    reader.recv(4096)

        thread = threading.Thread(target=serve)
        thread.start()
        url = f"http{'s' * tls}://127.0.0.1:{listener.getsockname()[1]}"
        with warnings_of_tls(tls):
            transport = Urllib3Transport(Configuration(url, verify_ssl=False))
            request = HttpRequest("POST", url, "/", {}, body=b"x" * 20_000_000, total_timeout=1.0)
            start = time.monotonic()
            try:
                with pytest.raises(TransportError, match="timed out") as caught:
                    transport.send(request)
            finally:
                done.set()
                thread.join()
    assert time.monotonic() - start < 10.0
    assert caught.value.sent


@contextmanager
def warnings_of_tls(tls: bool) -> Iterator[None]:
    if tls:
        from urllib3.exceptions import InsecureRequestWarning

        with pytest.warns(InsecureRequestWarning, match="verify_ssl=False"):
            yield
    else:
        yield


# --------------------------------------------------------------------------------------------------------- TLS versions


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_old_tls_is_rejected_and_not_tried_again(
    newest: ssl.TLSVersion, tmp_path: Any, recwarn: pytest.WarningsRecorder
) -> None:
    ca = trustme.CA()
    ca_file = str(tmp_path / "ca.pem")
    ca.cert_pem.write_to_path(ca_file)
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("localhost").configure_cert(old)
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, newest
    willing = ssl.create_default_context(cafile=ca_file)
    willing.set_ciphers("ALL:@SECLEVEL=0")
    willing.minimum_version = ssl.TLSVersion.TLSv1
    with WireServer(tls=old) as server:
        try:  # nothing but the version stands between them
            with socket.create_connection(("127.0.0.1", server.port), 20) as plain:
                willing.wrap_socket(plain, server_hostname="localhost").close()
        except ssl.SSLError:
            pytest.skip("this OpenSSL has no TLS 1.1")
        settings = Configuration(f"https://localhost:{server.port}", access_token="t", ssl_ca_cert=ca_file)
        with ApiClient(settings) as client, pytest.raises(NetworkException, match=r"TLS 1\.2 or newer") as caught:
            InvoicesApi(client).get_invoice("i-1")
        assert server.connections == 2  # the willing one's, and one attempt
    assert server.received == []
    assert (caught.value.fatal, caught.value.attempts, caught.value.maybe_executed) == (True, 1, False)
    recwarn.clear()  # these versions are deprecated, which is the point


# ---------------------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("http://127.0.0.1:1", "could not connect to 127.0.0.1:1: [Errno "),
        (
            "https://no-such-host.invalid",
            "could not connect to no-such-host.invalid:443: the host name can't be resolved (",
        ),
        (f"https://{'x' * 64}.example", "not a valid host name"),
    ],
)
def test_an_error_names_the_server_and_what_is_wrong(host: str, words: str) -> None:
    with ApiClient(Configuration(host, access_token="t", retries=0)) as client, pytest.raises(ApiException) as caught:
        InvoicesApi(client).get_invoice("i-1")
    assert type(caught.value) is NetworkException
    assert words in str(caught.value.reason)
    assert caught.value.maybe_executed is False


def test_a_lost_response_names_the_server(server: WireServer, connect: Connect) -> None:
    server.script([Silence()])
    with pytest.raises(NetworkException) as caught:
        connect(read_timeout=0.2).get_invoice("i-1")
    assert caught.value.reason == f"timed out waiting for the response of 127.0.0.1:{server.port}"


def test_a_client_that_is_never_closed_leaves_no_warning(server: WireServer) -> None:
    code = f"import zuora_sdk as z; z.InvoicesApi(z.ApiClient(z.Configuration({server.url!r}, access_token='t')))"
    code += ".get_invoice('i-1'); print('done')"
    run = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", code], capture_output=True, text=True, timeout=60
    )
    assert (run.stdout, run.stderr) == ("done\n", "")
