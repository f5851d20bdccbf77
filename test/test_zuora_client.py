"""`ZuoraClient`: scripts written for the PyPI package run as they are."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import zuora_sdk
from zuora_sdk import ApiException, Configuration, UnauthorizedException
from zuora_sdk.emulator import ZuoraEmulator
from zuora_sdk.zuora_client import ZuoraClient, ZuoraEnvironment

SCRIPT = Path(__file__).parent / "interop" / "peer_script.py"


@pytest.fixture
def zuora() -> Iterator[ZuoraEmulator]:
    with ZuoraEmulator() as emulator:
        yield emulator


@pytest.fixture
def client(zuora: ZuoraEmulator) -> Iterator[ZuoraClient]:
    with ZuoraClient(zuora.client_id, zuora.client_secret, zuora.url) as client:
        yield client


def test_a_script_written_for_the_pypi_package_runs_at_another_address(zuora: ZuoraEmulator) -> None:
    address = {
        "SCRIPT_ADDRESS": zuora.url,
        "SCRIPT_CLIENT_ID": zuora.client_id,
        "SCRIPT_CLIENT_SECRET": zuora.client_secret,
    }
    script = subprocess.run(
        [sys.executable, "-W", "error", SCRIPT],
        env={**os.environ, **address, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert script.stderr == ""
    # The PyPI package, version 3.5.0, prints the same.
    assert script.stdout.splitlines() == [
        "created INV00000001 Draft 150.00",
        "posted True True",
        "second item Travel None",
        "read 200 script-1 Posted",
        "custom field EMEA",
        "refused: status 404, reason Not Found",
    ]
    assert [request.operation for request in zuora.requests].count("create_token") == 1


def test_both_names_are_importable_from_both_places() -> None:
    assert zuora_sdk.ZuoraClient is ZuoraClient
    assert zuora_sdk.ZuoraEnvironment is ZuoraEnvironment


@pytest.mark.parametrize(
    ("env", "host"),
    [
        (ZuoraEnvironment.CSBX_AP, "https://rest.test.ap.zuora.com"),
        ("https://zuora.example", "https://zuora.example"),
        (None, "https://rest.zuora.com"),
    ],
)
def test_the_environment_is_a_member_or_an_address(env: ZuoraEnvironment | str | None, host: str) -> None:
    assert ZuoraClient("id", "secret", env).configuration.host == host


def test_a_configuration_of_ones_own(zuora: ZuoraEmulator) -> None:
    settings = Configuration(zuora.url, retries=0)
    with ZuoraClient(zuora.client_id, zuora.client_secret, None, settings) as client:
        client.initialize()
        assert client.configuration is client.api_client.configuration is settings
    assert [request.operation for request in zuora.requests] == ["create_token"]


def test_initialize_shows_wrong_credentials(client: ZuoraClient) -> None:
    client.configuration.client_secret = "wrong-secret-1"
    with pytest.raises(UnauthorizedException, match="Invalid client secret"):
        client.initialize()


def test_settings_travel_with_the_calls(zuora: ZuoraEmulator, client: ZuoraClient) -> None:
    client.set_entity_id("entity-1")
    client.set_org_ids("org-1,org-2")
    client.set_track_id("track-1")
    client.set_zuora_version("341.0")
    client.add_default_header("X-Team", "billing")
    client.set_accept_encoding("gzip")
    with pytest.raises(ApiException):
        client.invoices_api().get_invoice("INV-none")
    sent = zuora.requests[-1].headers
    assert sent["Zuora-Entity-Ids"] == client.get_entity_id() == "entity-1"
    assert sent["Zuora-Org-Ids"] == client.get_org_ids() == "org-1,org-2"
    assert sent["Zuora-Track-Id"] == "track-1"
    assert sent["Zuora-Version"] == client.get_zuora_version() == "341.0"
    assert sent["X-Team"] == client.get_default_headers()["X-Team"] == "billing"
    assert sent["Accept-Encoding"] == client.get_accept_encoding() == "gzip"


def test_settings_of_the_client_itself(client: ZuoraClient) -> None:
    client.set_request_timeout((5, 60))
    assert client.get_request_timeout() == (5, 60)
    client.set_request_timeout(30)
    assert client.get_request_timeout() == (30, 30)
    client.set_debug(True)
    assert client.configuration.debug is True
    client.set_zuora_version(None)
    assert client.get_zuora_version("the tenant's") == "the tenant's"
    client.set_base_url(ZuoraEnvironment.PROD_EU)
    assert client.configuration.host == "https://rest.eu.zuora.com"


def test_each_api_class_is_a_method(client: ZuoraClient) -> None:
    assert isinstance(client.invoices_api(), zuora_sdk.InvoicesApi)
    assert isinstance(client.operations_api(), zuora_sdk.OperationsApi)
    assert isinstance(client.o_auth_api(), zuora_sdk.OAuthApi)
    assert client.invoices_api().api_client is client.api_client
