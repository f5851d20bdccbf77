"""An emulator for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from emulator_caller import Caller

from zuora_sdk.emulator import ZuoraEmulator


@pytest.fixture
def zuora() -> Iterator[ZuoraEmulator]:
    with ZuoraEmulator() as emulator:
        yield emulator


@pytest.fixture
def call(zuora: ZuoraEmulator) -> Iterator[Caller]:
    caller = Caller(zuora)
    yield caller
    caller.pool.clear()
