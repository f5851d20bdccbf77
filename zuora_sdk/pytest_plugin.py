"""Fixtures for tests of billing code: a local Zuora for each test, and a client of it.

pytest loads this module at its start, so nothing heavy is imported before a fixture is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from zuora_sdk import ApiClient
    from zuora_sdk.emulator import Settings, ZuoraEmulator


@pytest.fixture
def zuora_emulator_settings() -> Settings | None:
    """The settings of `zuora_emulator`: override it in a module or class that needs others."""
    return None


@pytest.fixture
def zuora_emulator(zuora_emulator_settings: Settings | None) -> Iterator[ZuoraEmulator]:
    """A Zuora of this test's own, with nothing in it but a few accounts."""
    from zuora_sdk.emulator import ZuoraEmulator

    with ZuoraEmulator(settings=zuora_emulator_settings) as zuora:
        yield zuora


@pytest.fixture
def zuora_client(zuora_emulator: ZuoraEmulator) -> Iterator[ApiClient]:
    """A client of `zuora_emulator`."""
    from zuora_sdk import ApiClient, Configuration

    with ApiClient(Configuration(zuora_emulator.url, access_token=zuora_emulator.access_token)) as client:
        yield client
