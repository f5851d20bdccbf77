"""Every setting is checked when it is set, and none gives a secret away."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from wire import WireServer

from zuora_sdk import ApiClient, ApiValueError, Configuration, InvoicesApi, RetryPolicy, ZuoraEnvironment

SECRETS: dict[str, Any] = {
    "access_token": "secret-token",
    "client_secret": "secret-client",
    "proxy": "http://user:secret-proxy@proxy.example:3128",
    "proxy_headers": {"Proxy-Authorization": "secret-header"},
}


def test_defaults() -> None:
    assert vars(Configuration()) == {
        "host": "https://rest.zuora.com",
        "access_token": None,
        "client_id": None,
        "client_secret": None,
        "require_credentials": True,
        "allow_http": False,
        "verify_ssl": True,
        "ssl_ca_cert": None,
        "cert_file": None,
        "key_file": None,
        "proxy": None,
        "proxy_headers": None,
        "no_proxy": None,
        "connection_pool_maxsize": 40,
        "idle_timeout": 30.0,
        "connect_timeout": 10.0,
        "read_timeout": 130.0,
        "deadline": 600.0,
        "retries": RetryPolicy(max_attempts=4, backoff_cap=60.0, max_retry_after=130.0, budget=100, retry_if=None),
        "zuora_version": "2024-05-20",
        "zuora_entity_ids": None,
        "zuora_org_ids": None,
        "zuora_track_id": None,
        "client_side_validation": True,
        "debug": False,
    }


@pytest.mark.parametrize(
    ("given", "host"),
    [
        ("https://rest.eu.zuora.com", "https://rest.eu.zuora.com"),
        ("https://rest.eu.zuora.com/", "https://rest.eu.zuora.com"),
        ("https://rest.eu.zuora.com:8443//", "https://rest.eu.zuora.com:8443"),
        ("https://gateway.example.com/zuora/", "https://gateway.example.com/zuora"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        (ZuoraEnvironment.SBX_EU, "https://rest.sandbox.eu.zuora.com"),
        (ZuoraEnvironment.PROD, "https://rest.zuora.com"),
    ],
)
def test_host(given: str, host: str) -> None:
    assert Configuration(given).host == Configuration(host=given).base_url == host


@pytest.mark.parametrize(
    ("setting", "wrong"),
    [
        ("host", "rest.zuora.com"),
        ("host", "ftp://rest.zuora.com"),
        ("host", "https://"),
        ("host", ""),
        ("host", None),
        ("host", "https://user:password@rest.zuora.com"),
        ("host", "https://rest.zuora.com?x=1"),
        ("host", "https://rest.zuora.com/#"),
        ("host", "https://rest.zuora.com/a b"),
        ("host", "https://rest.zuora.com/../x"),
        ("host", "https://rest.zuora.com\r\n"),
        ("host", "https://rest.zuora.com\\@evil.example"),
        ("host", "https://rest.zuora.com:port"),
        ("host", "https://rest.zuora.com:99999"),
        ("host", "https://rést.zuora.com"),
        ("access_token", ""),
        ("access_token", "two words"),
        ("access_token", "line\nend"),
        ("access_token", "schlüssel"),
        ("access_token", 7),
        ("access_token", b"token"),
        ("connect_timeout", 0),
        ("connect_timeout", -1),
        ("connect_timeout", "10"),
        ("connect_timeout", None),
        ("connect_timeout", True),
        ("read_timeout", float("inf")),
        ("read_timeout", float("nan")),
        ("deadline", 0),
        ("deadline", None),
        ("retries", -1),
        ("retries", 1.5),
        ("retries", True),
        ("retries", None),
        ("connection_pool_maxsize", 0),
        ("connection_pool_maxsize", 2.0),
        ("connection_pool_maxsize", True),
        ("proxy", "proxy.example:3128"),
        ("proxy", "socks5://proxy.example"),
        ("proxy", 3128),
    ],
)
def test_wrong_setting(setting: str, wrong: Any) -> None:
    with pytest.raises(ApiValueError, match=f"^configuration.{setting}: "):
        Configuration(**{setting: wrong})
    configuration = Configuration()
    with pytest.raises(ApiValueError, match=f"^configuration.{setting}: "):
        setattr(configuration, setting, wrong)
    with pytest.raises(ApiValueError):
        configuration.replace(**{setting: wrong})
    assert configuration == Configuration()


@pytest.mark.parametrize(
    "wrong",
    [{"max_attempts": 0}, {"max_attempts": "3"}, {"backoff_cap": -1}, {"max_retry_after": None}, {"budget": -1}],
)
def test_wrong_retry_policy(wrong: dict[str, Any]) -> None:
    with pytest.raises(
        ApiValueError, match=f"RetryPolicy.{next(iter(wrong))}: must be (an integer|a number) of at least"
    ):
        RetryPolicy(**wrong)


@pytest.mark.parametrize(("retries", "attempts"), [(0, 1), (1, 2), (7, 8), (RetryPolicy(max_attempts=3), 3)])
def test_retries(retries: RetryPolicy | int, attempts: int) -> None:
    assert Configuration(retries=retries).retry_policy.max_attempts == attempts


def test_unknown_setting() -> None:
    with pytest.raises(TypeError, match="read_timout"):
        Configuration(read_timout=3)  # type: ignore[call-arg]
    with pytest.raises(AttributeError, match="Configuration has no setting 'read_timout'"):
        Configuration().read_timout = 3
    with pytest.raises(AttributeError, match="Configuration has no setting 'read_timout'"):
        Configuration().replace(read_timout=3)
    with pytest.raises(TypeError):
        Configuration("https://rest.zuora.com", "token")  # type: ignore[call-arg]


# --------------------------------------------------------------------------------------------------------------- http


@pytest.mark.parametrize("host", ["http://rest.zuora.com", "http://10.0.0.1", "http://localhost.evil.example:80"])
def test_plain_http_stays_on_this_machine(host: str) -> None:
    invoices = InvoicesApi(ApiClient(Configuration(host, access_token="secret-token")))
    with pytest.raises(ApiValueError, match=r"configuration\.host: .* is plain http") as caught:
        invoices.get_invoice("a1")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("host", ["http://localhost", "http://127.0.0.1:1", "http://127.1.2.3", "http://[::1]"])
def test_plain_http_on_this_machine(host: str) -> None:
    assert Configuration(host).base_url == host


def test_plain_http_if_allowed() -> None:
    assert Configuration("http://gateway.internal", allow_http=True).base_url == "http://gateway.internal"


# ------------------------------------------------------------------------------------------------------------- secrets


def test_repr_holds_no_secret() -> None:
    shown = repr(Configuration(**SECRETS, client_id="client-1"))
    assert "secret" not in shown.replace("client_secret", "")
    assert "client-1" in shown
    assert "rest.zuora.com" in shown


@pytest.mark.parametrize("wrong", ["secret value", "secret\nvalue", "sécret"])
def test_a_refused_token_is_not_shown(wrong: str) -> None:
    with pytest.raises(ApiValueError) as caught:
        Configuration(access_token=wrong)
    assert "cret" not in str(caught.value)


def test_a_refused_proxy_is_not_shown() -> None:
    with pytest.raises(ApiValueError) as caught:
        Configuration(proxy="socks5://user:secret@proxy.example")
    assert "secret" not in str(caught.value)


def test_pickle() -> None:
    configuration = Configuration(
        "https://rest.eu.zuora.com",
        **SECRETS,
        retries=RetryPolicy(max_attempts=2),
        zuora_track_id="t",
    )
    copy = pickle.loads(pickle.dumps(configuration))
    assert copy == configuration
    assert vars(copy) == vars(configuration)
    assert copy.retry_policy == RetryPolicy(max_attempts=2)


# ------------------------------------------------------------------------------------------------ default, environment


def test_default_is_copied_in_and_out() -> None:
    mine = Configuration("https://rest.eu.zuora.com")
    Configuration.set_default(mine)
    mine.host = "https://rest.na.zuora.com"
    assert Configuration.get_default().host == "https://rest.eu.zuora.com"
    Configuration.get_default().host = "https://rest.na.zuora.com"
    assert Configuration.get_default().host == "https://rest.eu.zuora.com"
    assert ApiClient().configuration.host == "https://rest.eu.zuora.com"
    Configuration.set_default(None)
    assert Configuration.get_default() == Configuration()


def test_replace_is_a_copy() -> None:
    original = Configuration(access_token="t")
    changed = original.replace(deadline=5, zuora_version=None)
    assert (changed.deadline, changed.zuora_version, changed.access_token) == (5.0, None, "t")
    assert (original.deadline, original.zuora_version) == (600.0, "2024-05-20")


def test_from_env_refuses_what_it_would_refuse_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZUORA_BASE_URL", "rest.zuora.com")
    with pytest.raises(ApiValueError, match=r"configuration\.host"):
        Configuration.from_env()


def test_a_call_without_credentials_is_not_sent(connect: Callable[..., InvoicesApi], server: WireServer) -> None:
    with pytest.raises(ApiValueError, match=r"configuration: has no credentials; set access_token, or client_id"):
        connect(access_token=None).get_invoice("a1")
    assert server.received == []
    connect(access_token=None, require_credentials=False).get_invoice("a1")
    assert "Authorization" not in server.last.headers


@pytest.mark.parametrize(
    "options",
    [
        {"authorization": "Bearer of-the-call"},
        {"_request_auth": {"in": "header", "key": "X-Unusual", "value": "of-the-call"}},
        {"_headers": {"Cookie": "ZSession=of-the-call"}},
    ],
)
def test_a_credential_of_the_call_is_enough(
    options: dict[str, Any], connect: Callable[..., InvoicesApi], server: WireServer
) -> None:
    connect(access_token=None).get_invoice("a1", **options)
    assert len(server.received) == 1


def test_names_of_the_pypi_package() -> None:
    Configuration.set_default(Configuration("https://rest.eu.zuora.com", access_token="token-1"))
    assert Configuration.get_default_copy() == Configuration("https://rest.eu.zuora.com", access_token="token-1")
    report = Configuration.get_default_copy().to_debug_report()
    assert report.startswith("zuora-invoices ")
    assert report.endswith("host https://rest.eu.zuora.com")
    assert "token-1" not in report


def test_from_env_reads_the_level_of_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not Configuration().debug
    monkeypatch.setenv("ZUORA_LOG", "info")
    assert not Configuration().debug
    monkeypatch.setenv("ZUORA_LOG", "debug")
    assert Configuration().debug
