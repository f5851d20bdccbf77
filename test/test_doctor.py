"""`python -m zuora_sdk doctor` names what is wrong, and its fix, in every state in which a first day gets stuck."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
from email.utils import format_datetime
from pathlib import Path

import pytest
import trustme
from conftest import TESTED
from wire import Answer, WireServer

from zuora_sdk._doctor import main
from zuora_sdk.emulator import Settings, ZuoraEmulator

NOT_FOUND = b'{"success":false,"processId":"P","reasons":[{"code":50000040,"message":"Cannot find invoice."}]}'
FORBIDDEN = b'{"success":false,"processId":"P","reasons":[{"code":50000010,"message":"You don\'t have permission."}]}'


class Doctor:
    """Runs the command in this process, in an environment of variables given for the test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def __call__(self, **environment: str) -> dict[str, tuple[str, str, str]]:
        """The worst finding of each check: level, message, fix."""
        for name, value in environment.items():
            self.monkeypatch.setenv(name, value)
        status = main(["doctor", "--json"])
        output = self.capsys.readouterr().out
        for name in ("BEARER_TOKEN", "ZUORA_CLIENT_SECRET"):
            if secret := environment.get(name):
                assert secret not in output
        report = json.loads(output)
        found = report["findings"]
        assert report["ok"] is (status == 0) is all(finding["level"] != "error" for finding in found)
        assert all(finding["fix"] for finding in found if finding["level"] != "ok")
        found.sort(key=lambda finding: ["ok", "warning", "error"].index(finding["level"]))
        return {finding["check"]: (finding["level"], finding["message"], finding["fix"]) for finding in found}


@pytest.fixture
def doctor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Doctor:
    return Doctor(monkeypatch, capsys)


def a_closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_a_healthy_environment(doctor: Doctor) -> None:
    with ZuoraEmulator() as zuora:
        found = doctor(
            ZUORA_BASE_URL=zuora.url, ZUORA_CLIENT_ID=zuora.client_id, ZUORA_CLIENT_SECRET=zuora.client_secret
        )
        methods = {(request.method, request.path) for request in zuora.requests}
    assert {level for level, _, _ in found.values()} == {"ok"}
    assert set(found) == {
        "versions",
        "configuration",
        "connection",
        "access",
        "clock",
        "rate limit",
        "concurrency limit",
    }
    assert methods == {("POST", "/oauth/token"), ("GET", "/v1/invoices/zuora-sdk-doctor")}


def test_no_credentials(doctor: Doctor) -> None:
    level, message, fix = doctor(ZUORA_BASE_URL="http://127.0.0.1:1")["configuration"]
    assert (level, message) == ("error", "no credentials: neither a token nor a complete OAuth client is set")
    assert "ZUORA_CLIENT_ID and ZUORA_CLIENT_SECRET" in fix


def test_no_host(doctor: Doctor) -> None:
    level, message, _ = doctor(BEARER_TOKEN="token-12345")["configuration"]
    assert level == "error"
    assert message.startswith("ZUORA_BASE_URL: is not set")
    assert "https://rest.eu.zuora.com" in message


def test_half_an_oauth_client(doctor: Doctor) -> None:
    level, _, fix = doctor(ZUORA_BASE_URL="http://127.0.0.1:1", ZUORA_CLIENT_ID="client-1")["configuration"]
    assert level == "error"
    assert "ZUORA_CLIENT_SECRET" in fix


def test_plain_http(doctor: Doctor) -> None:
    level, message, _ = doctor(ZUORA_BASE_URL="http://rest.zuora.com", BEARER_TOKEN="token-12345")["configuration"]
    assert level == "error"
    assert "use https" in message


def test_an_unknown_host(doctor: Doctor) -> None:
    found = doctor(ZUORA_BASE_URL="https://rest.zuora.invalid", BEARER_TOKEN="token-12345")
    assert found["data center"][0] == "warning"
    assert "https://rest.eu.zuora.com" in found["data center"][2]
    level, message, fix = found["DNS"]
    assert (level, message.partition(":")[0]) == ("error", "the name rest.zuora.invalid can't be resolved")
    assert "ZUORA_BASE_URL" in fix


def test_nothing_listens(doctor: Doctor) -> None:
    level, message, fix = doctor(ZUORA_BASE_URL=f"http://127.0.0.1:{a_closed_port()}", BEARER_TOKEN="token-12345")[
        "connection"
    ]
    assert level == "error"
    assert "refused" in message
    assert "firewall" in fix


def test_a_proxy_that_is_down(doctor: Doctor) -> None:
    proxy = f"http://user:proxy-secret@127.0.0.1:{a_closed_port()}"
    found = doctor(ZUORA_BASE_URL="https://rest.eu.zuora.com", BEARER_TOKEN="token-12345", HTTPS_PROXY=proxy)
    assert found["proxy"] == ("ok", "requests go through the proxy 127.0.0.1", "")
    level, _, fix = found["connection"]
    assert level == "error"
    assert "HTTPS_PROXY" in fix
    assert "proxy-secret" not in str(found)


def test_an_untrusted_certificate(doctor: Doctor) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with WireServer(tls=context) as server:
        level, message, fix = doctor(ZUORA_BASE_URL=server.url, BEARER_TOKEN="token-12345")["connection"]
    assert level == "error"
    assert "certificate" in message
    assert "ssl_ca_cert" in fix


def test_an_expired_token(doctor: Doctor) -> None:
    with ZuoraEmulator() as zuora:
        level, message, fix = doctor(ZUORA_BASE_URL=zuora.url, BEARER_TOKEN="a-token-of-yesterday")["access"]
        assert level == "error"
        assert message.startswith(f"the token is not accepted at {zuora.url}: 401")
    assert "expired or revoked" in fix


def test_an_oauth_client_of_another_data_center(doctor: Doctor) -> None:
    with ZuoraEmulator() as zuora:
        level, message, fix = doctor(
            ZUORA_BASE_URL=zuora.url,
            ZUORA_CLIENT_ID="0f9d3c1e-0000-4000-8000-00000000beef",
            ZUORA_CLIENT_SECRET="secret-12345",
        )["access"]
        assert level == "error"
        assert message.startswith(f"the OAuth client is not accepted at {zuora.url}: 4")
    assert "another data center" in fix


def test_a_malformed_oauth_client(doctor: Doctor) -> None:
    level, message, _ = doctor(
        ZUORA_BASE_URL="http://127.0.0.1:1", ZUORA_CLIENT_ID="client-1", ZUORA_CLIENT_SECRET="secret-12345"
    )["configuration"]
    assert level == "error"
    assert message.startswith("client_id: has 8 characters")


def test_no_permission(doctor: Doctor, server: WireServer) -> None:
    server.script([Answer(403, FORBIDDEN, {"Zuora-Request-Id": "r-1"})])
    level, message, fix = doctor(ZUORA_BASE_URL=server.url, BEARER_TOKEN="token-12345")["access"]
    assert level == "error"
    assert message.startswith("the API user may not read invoices: 403")
    assert "Manage User Roles" in fix


@pytest.mark.parametrize(("hours", "direction"), [(-1, "ahead of"), (1, "behind")])
def test_a_clock_that_is_off_by_an_hour(hours: int, direction: str, doctor: Doctor, server: WireServer) -> None:
    date = format_datetime(dt.datetime.now(dt.timezone.utc) + dt.timedelta(hours=hours), usegmt=True)
    server.script([Answer(404, NOT_FOUND, {"Zuora-Request-Id": "r-1", "Date": date})])
    level, message, fix = doctor(ZUORA_BASE_URL=server.url, BEARER_TOKEN="token-12345")["clock"]
    assert level == "error"
    assert message.startswith("this clock is 3")
    assert message.endswith(f" s {direction} the server's")
    assert "NTP" in fix


def test_the_limit_is_used_up(doctor: Doctor) -> None:
    with ZuoraEmulator(settings=Settings(rate_limits=((60, 0),))) as zuora:
        found = doctor(ZUORA_BASE_URL=zuora.url, BEARER_TOKEN=zuora.access_token)
    level, message, fix = found["access"]
    assert level == "warning"
    assert message.startswith("the tenant's limit is used up: 429")
    assert fix.startswith("Try again in ")
    assert found["rate limit"][1].startswith("0 of 0 requests left")


def test_a_host_that_is_not_zuora(doctor: Doctor, server: WireServer) -> None:
    server.script([Answer(200, b"<html>Welcome</html>", {"Content-Type": "text/html"})])
    level, message, fix = doctor(ZUORA_BASE_URL=server.url, BEARER_TOKEN="token-12345")["connection"]
    assert level == "warning"
    assert "may not be Zuora's API" in message
    assert "ZUORA_BASE_URL" in fix


def test_as_text(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZUORA_BASE_URL", "http://rest.zuora.com")
    assert main(["doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("ok       versions: zuora-invoices ")
    assert lines[1].startswith("error    configuration: ")
    assert lines[2].startswith("         fix: ")


# ------------------------------------------------------------------------------------------------- Zuora's own package


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Our package, installed into a folder of its own."""
    shutil.copytree(TESTED, tmp_path / "zuora_sdk", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.mark.parametrize("command", [["-c", "import zuora_sdk"], ["-m", "zuora_sdk", "doctor"]])
def test_the_other_distribution_installed_first(command: list[str], installed: Path) -> None:
    (installed / "zuora_sdk/api/accounts_api.py").touch()
    done = run(installed, *command)
    assert done.returncode == 1
    assert "two distributions share the folder" in done.stderr
    assert "pip uninstall --yes zuora-invoices zuora-sdk" in done.stderr


@pytest.mark.parametrize("command", [["-c", "import zuora_sdk.bulk"], ["-m", "zuora_sdk", "doctor"]])
def test_the_other_distribution_installed_last(command: list[str], installed: Path) -> None:
    (installed / "zuora_sdk/api/accounts_api.py").touch()
    (installed / "zuora_sdk/__init__.py").write_text("")
    done = run(installed, *command)
    assert done.returncode == 1
    assert "two distributions share the folder" in done.stderr


def test_alone(installed: Path) -> None:
    done = run(installed, "-c", "import zuora_sdk.bulk; print(zuora_sdk.__file__)")
    assert done.stdout.strip() == str(installed / "zuora_sdk/__init__.py")
