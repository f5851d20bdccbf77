"""No token, client secret, session or proxy password in a log, a repr, an exception or the pickle of one.

`secrets_watch` looks for them in the traffic of all tests; these send secrets through every way there is.
"""

from __future__ import annotations

import ast
import http.client
import logging
import pickle
import re
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Connect
from secrets_watch import Watch, causes, frames
from test_failures import a_request
from wire import Answer, Raw, Received, Reset, Silence, WireServer, answer_json

import zuora_sdk
from zuora_sdk import (
    ApiClient,
    ApiException,
    ApiResponse,
    ApiValueError,
    Configuration,
    InvoicesApi,
    NetworkException,
    OAuthApi,
    ServiceException,
)

TOKEN = "tok-4f1e8c9a7b6d"
SECRET = "Secret/with+signs=4711"
CLIENT_ID = "11111111-2222-3333-4444-555555555555"
COOKIE = "ZSession-0badc0ffee"
SECRETS = (TOKEN, SECRET, "Secret%2Fwith%2Bsigns%3D4711", COOKIE)


def no_secret_in(*texts: str) -> None:
    for text in texts:
        for secret in SECRETS:
            assert secret not in text, text


def shown(outcome: ApiResponse[Any] | BaseException, *, with_frames: bool = True) -> list[str]:
    texts = [repr(outcome), str(outcome), repr(pickle.dumps(outcome)), pickle.dumps(outcome, 0).decode("latin-1")]
    for error in causes(outcome):
        texts += [repr(error), str(error), "".join(traceback.format_exception_only(error))]
        texts += frames(error) if with_frames else []
    return texts


def issue(request: Received) -> Answer:
    """Fetches fail once, as calls do; answers come with a cookie."""
    if request.target == "/oauth/token":
        return answer_json({"access_token": TOKEN, "expires_in": 3600, "token_type": "bearer"}, Set_Cookie=COOKIE)
    return answer_json({"success": True, "id": "i-1"}, Set_Cookie=f"ZSession={COOKIE}; Secure")


FAULTS: list[Answer | Raw | Reset | Silence] = [
    Answer(503, b"", {"Set-Cookie": COOKIE}),
    Answer(429),
    Answer(400, b'{"success": false}', {"Set-Cookie": COOKIE}),
    Answer(401, b'{"message": "Authentication error"}'),
    Answer(200, b'{"id": "i', {"Set-Cookie": COOKIE}),
    Answer(200, b"<html>"),
    Answer(302, b"", {"Location": "https://elsewhere.invalid/"}),
    Reset(),
    Silence(),
    Raw(b"junk"),
]


@pytest.mark.parametrize("credentials", [{"access_token": TOKEN}, {"client_id": CLIENT_ID, "client_secret": SECRET}])
@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("fault", FAULTS)
def test_traffic(
    fault: Answer | Raw | Reset | Silence,
    debug: bool,
    credentials: dict[str, str],
    server: WireServer,
    connect: Connect,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG, "zuora_sdk")
    settings = {"access_token": None, **credentials, "debug": debug, "retries": 1, "read_timeout": 0.2}
    invoices = connect(**settings)
    invoices.api_client.runtime.sleep = lambda _: None
    outcomes: list[Any] = []

    def attempt() -> None:
        try:
            outcomes.append(invoices.create_standalone_invoice_with_http_info(a_request()))
        except ApiException as error:
            outcomes.append(error)

    server.script([issue])  # at first all is well
    attempt()
    server.script([lambda request: issue(request) if request.target == "/oauth/token" else fault])
    attempt()
    server.script([fault, fault, issue])  # here the fetching of a new token may fail, too
    attempt()
    assert [type(outcome).__name__ for outcome in outcomes].count("ApiResponse") >= 1
    assert any(isinstance(outcome, ApiException) for outcome in outcomes) or isinstance(fault, Answer)
    assert any(TOKEN in request.headers.get("Authorization", "") for request in server.received)
    for outcome in outcomes:
        no_secret_in(*shown(outcome))
    no_secret_in(caplog.text, repr(invoices.api_client), repr(invoices.api_client.configuration), repr(invoices))
    assert ("'Authorization': '***'" in caplog.text) is debug
    assert ("Lamps" in caplog.text) is debug
    assert "Set-Cookie" not in caplog.text or "'Set-Cookie': '***'" in caplog.text
    assert {record.name for record in caplog.records if record.name != "urllib3.connectionpool"} <= {"zuora_sdk"}
    assert tuple(capfd.readouterr()) == ("", "")


def test_without_debug_a_log_says_nothing_of_accounts(
    server: WireServer, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    invoices = connect(retries=1)
    invoices.api_client.runtime.sleep = lambda _: None
    invoices.api_client.runtime.random = lambda: 0.5
    server.script([Answer(503, b"INV-SECRET"), answer_json({"success": True, "id": "INV-SECRET"})])
    invoices.get_invoice("INV-SECRET", zuora_track_id="month-end")
    ours = [record.getMessage() for record in caplog.records if record.name == "zuora_sdk"]
    assert ours[0] == "get_invoice: retrying in 0.5 s (attempt 2 of 2) after: 503 Service Unavailable"
    assert re.fullmatch(r"GET /v1/invoices/\{invoiceKey\}: 200 in 0\.\d{3} s, attempts: 2, request ID: none", ours[1])
    assert len(ours) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Authorization", f"Bearer {TOKEN}"),
        ("apiAccessKeyId", TOKEN),
        ("apiSecretAccessKey", TOKEN),
        ("X-Api-Key", TOKEN),
        ("Cookie", f"ZSession={TOKEN}"),
    ],
)
def test_credentials_of_a_call_are_masked(
    name: str, value: str, server: WireServer, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "zuora_sdk")
    invoices = connect(debug=True)
    invoices.get_invoice("i-1", _request_auth={"in": "header", "key": name, "value": value})
    invoices.get_invoice("i-1", _headers={name: value})
    assert [request.headers[name.title()] for request in server.received] == [value, value]
    no_secret_in(caplog.text)
    assert "'Idempotency-Key'" not in caplog.text
    assert caplog.text.count(f"'{name.title()}': '***'") == 2


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, f'{{"access_token": "{TOKEN}", "expires_in": 36'.encode()),
        Answer(200, f'{{"access_token": "{TOKEN}"}}'.encode(), cut=30),
        Answer(200, f'["{TOKEN}"]'.encode()),
        Answer(200, f'{{"success": false, "access_token": "{TOKEN}"}}'.encode()),
        Answer(200, f'{{"access_token": ["{TOKEN}"]}}'.encode()),
        Answer(200, f'{{"access_token": "two words {TOKEN}"}}'.encode()),
    ],
)
def test_a_broken_token_is_a_token(answer: Answer, server: WireServer, connect: Connect) -> None:
    server.script([answer])
    invoices = connect(access_token=None, client_id=CLIENT_ID, client_secret=SECRET)
    for call in (lambda: invoices.get_invoice("i-1"), invoices.api_client.sign_in):
        with pytest.raises((ApiException, ApiValueError)) as caught:
            call()
        no_secret_in(*shown(caught.value))


def test_the_answer_that_is_a_token_shows_none(server: WireServer, client: ApiClient) -> None:
    server.script([issue])
    answer = OAuthApi(client).create_token_with_http_info(CLIENT_ID, SECRET, "client_credentials")
    assert answer.data.access_token == TOKEN
    no_secret_in(repr(answer), str(answer), repr(answer.data), str(answer.data))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Configuration(access_token=f"{TOKEN}\n"),
        lambda: Configuration(access_token=f"Bearer {TOKEN}"),
        lambda: Configuration(proxy=f"ftp://user:{SECRET}@proxy"),
        lambda: Configuration(f"https://user:{TOKEN}@rest.zuora.com"),
        lambda: ApiClient(Configuration()).set_default_header("Authorization", f"Bearer {TOKEN}\n"),
        lambda: InvoicesApi(ApiClient(Configuration())).get_invoice("i-1", authorization=f"{TOKEN}\n"),
        lambda: InvoicesApi(ApiClient(Configuration())).get_invoice("i-1", _headers={"X-Api-Key": f"{TOKEN}\x00"}),
        lambda: InvoicesApi(ApiClient(Configuration(access_token=lambda: f"{TOKEN} "))).get_invoice("i-1"),
        lambda: OAuthApi(ApiClient(Configuration())).create_token(CLIENT_ID, SECRET * 3, "client_credentials"),
    ],
)
def test_a_refused_credential_is_not_repeated(make: Callable[[], object]) -> None:
    with pytest.raises(ApiValueError) as caught:
        make()
    # A function shows the arguments that it was given; that is up to whoever calls it.
    no_secret_in(*shown(caught.value, with_frames=False))


def test_reprs() -> None:
    settings = Configuration(
        access_token=TOKEN,
        client_id=CLIENT_ID,
        client_secret=SECRET,
        proxy=f"http://user:{TOKEN}@proxy.example:3128",
        proxy_headers={"Proxy-Authorization": TOKEN},
    )
    client = ApiClient(settings)
    no_secret_in(repr(settings), str(settings), repr(client), repr(InvoicesApi(client)), repr(client.transport))


# -------------------------------------------------------------------------------------------------------------- proxies


def test_a_proxys_password_reaches_the_proxy_alone(server: WireServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "zuora_sdk")
    password = "Secret%2Fwith%2Bsigns%3D4711"
    with WireServer(Answer(407, b"")) as proxy:
        url = f"http://us%40er:{password}@127.0.0.1:{proxy.port}"
        settings = Configuration("https://rest.zuora.invalid", access_token=TOKEN, proxy=url, retries=0, debug=True)
        with ApiClient(settings) as client, pytest.raises(NetworkException) as caught:
            InvoicesApi(client).get_invoice("i-1")
    (asked,) = proxy.received
    assert (asked.method, asked.target) == ("CONNECT", "rest.zuora.invalid:443")
    assert asked.headers["Proxy-Authorization"] == "Basic dXNAZXI6U2VjcmV0L3dpdGgrc2lnbnM9NDcxMQ=="
    assert "Authorization" not in asked.headers
    no_secret_in(caplog.text, *shown(caught.value))
    assert "dXNAZXI6" not in caplog.text + "".join(shown(caught.value))


@pytest.mark.parametrize("environment", ["127.0.0.1:{port}", "http://127.0.0.1:{port}"])
def test_a_proxy_of_the_environment(environment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with WireServer(Answer(502, b"")) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", environment.format(port=proxy.port))
        settings = Configuration("https://rest.zuora.invalid", access_token=TOKEN, retries=0)
        with ApiClient(settings) as client, pytest.raises(NetworkException):
            InvoicesApi(client).get_invoice("i-1")
        assert [request.method for request in proxy.received] == ["CONNECT"]
        monkeypatch.setenv("NO_PROXY", "zuora.invalid")
        with ApiClient(settings) as client, pytest.raises(NetworkException):
            InvoicesApi(client).get_invoice("i-1")
        assert len(proxy.received) == 1


def test_a_proxy_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", f"socks5://user:{SECRET}@proxy.example:1080")
    client = ApiClient(Configuration("https://rest.zuora.invalid", access_token=TOKEN))
    with client, pytest.raises(ApiValueError, match="only http and https proxies") as caught:
        InvoicesApi(client).get_invoice("i-1")
    no_secret_in(*shown(caught.value))


# ---------------------------------------------------------------------------------------------------------- plain http


@pytest.mark.parametrize(
    "host",
    [
        "http://rest.zuora.com",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.evil.example",
        "http://[::2]",
        "http://10.0.0.1",
    ],
)
def test_a_token_does_not_travel_on_plain_http(host: str) -> None:
    with ApiClient(Configuration(host, access_token=TOKEN)) as client, pytest.raises(ApiValueError, match="plain http"):
        InvoicesApi(client).get_invoice("i-1")


# ------------------------------------------------------------------------------------------------- nobody else's things


def test_other_loggers_and_the_http_library_are_left_alone(server: WireServer, connect: Connect) -> None:
    def state() -> list[Any]:
        loggers = [logging.getLogger(), *map(logging.getLogger, ("urllib3", "http.client", "requests", "zuora_sdk"))]
        return [(logger.level, list(logger.handlers), logger.propagate, logger.disabled) for logger in loggers]

    before = state()
    connect(debug=True).get_invoice("i-1")
    assert state() == before
    assert http.client.HTTPConnection.debuglevel == 0


def test_the_package_prints_nothing_and_logs_under_its_own_name() -> None:
    root = Path(zuora_sdk.__file__).parent
    for file in root.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            where = f"{file}:{node.lineno}"
            assert called not in {"eval", "exec", "pickle.load", "pickle.loads", "marshal.loads", "os.system"}, where
            assert called != "print" or file.name in ("__main__.py", "_doctor.py"), where  # the commands
            if called == "logging.getLogger":
                assert ast.unparse(node) in {"logging.getLogger('zuora_sdk')", "logging.getLogger('zuora_emulator')"}, (
                    where
                )
            assert called not in {"logging.basicConfig", "logging.disable"}, where


# ------------------------------------------------------------------------------------------------- the watch itself


def test_the_watch_notices(server: WireServer, connect: Connect, secrets_watch: Watch) -> None:
    server.script([Answer(500, TOKEN.encode())])  # a service that tells the token back
    with pytest.raises(AssertionError, match="a secret stands in"):
        connect(access_token=TOKEN).get_invoice("i-1")
    assert secrets_watch.secrets == {TOKEN}
    logging.getLogger("zuora_sdk").error("the token is %s", TOKEN)
    assert [line for line in secrets_watch.said if secrets_watch.leaks(line)] == [f"zuora_sdk the token is {TOKEN}"]
    secrets_watch.said.clear()
    outer = ServiceException(500, "fine")
    outer.__cause__ = ValueError(f"bad {TOKEN}")
    with pytest.raises(AssertionError, match="a secret stands in"):
        secrets_watch.check(outer)
