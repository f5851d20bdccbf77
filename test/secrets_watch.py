"""Watches the traffic of every test: no secret of a client may show in what it logs, returns or raises,
nor in the local variables of the frames that an exception came through."""

from __future__ import annotations

import logging
import pickle
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from zuora_sdk import ApiClient, ApiException, ApiResponse, OpenApiException
from zuora_sdk.rest import HttpRequest, HttpResponse, Urllib3Transport

_TESTS = str(Path(__file__).parent)

SHORTEST = 7
"""Shorter texts than this are found by chance."""


class Watch(logging.Handler):
    """Gathers the secrets in use and all that is said, and finds the one in the other."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.secrets: set[str] = set()
        self.said: list[str] = []
        self.outcomes = 0
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Hear whatever any logger says."""
        if not record.name.startswith(("asyncio", "hypothesis", "faker", "zuora_emulator", "werkzeug")):
            self.said.append(self.format(record))

    def learn(self, *secrets: object) -> None:
        """Take note of secrets."""
        self.secrets.update(text for text in secrets if isinstance(text, str) and len(text) >= SHORTEST)

    def leaks(self, text: str) -> list[str]:
        """The secrets that a text holds."""
        return [secret for secret in self.secrets if secret in text]

    def check(self, outcome: ApiResponse[Any] | BaseException) -> None:
        """Look into an answer or an exception, into what it was raised for, and into its pickle."""
        self.outcomes += 1
        shown = [repr(outcome), str(outcome)]
        with suppress(RecursionError):  # some responses are nested too deeply for a pickle
            shown.append(pickle.dumps(outcome, 0).decode("latin-1"))
        shown += [text for error in causes(outcome) for text in (repr(error), str(error), *frames(error))]
        for text in shown:
            assert not self.leaks(text), f"a secret stands in {text[:2000]!r}"


def frames(error: BaseException) -> list[str]:
    """The local variables that a traceback with `capture_locals` shows, of all frames but those of tests."""
    try:
        stack = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), capture_locals=True)
    except RecursionError:  # a value that is nested too deeply has no repr
        return []
    return [
        f"{frame.filename}:{frame.lineno} {frame.locals}" for frame in stack if not frame.filename.startswith(_TESTS)
    ]


def causes(outcome: object) -> Iterator[BaseException]:
    """All that a traceback would show: an exception, what it was raised for, and the failures before it."""
    seen: set[int] = set()
    left: list[object] = [outcome]
    while left:
        error = left.pop()
        if isinstance(error, BaseException) and id(error) not in seen:
            seen.add(id(error))
            yield error
            left.append(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
            left += error.errors if isinstance(error, ApiException) else ()


@pytest.fixture(autouse=True)
def secrets_watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Watch one test."""
    watch = Watch()
    call, send = ApiClient.call, Urllib3Transport.send

    def watched_call(self: ApiClient, operation: Any, values: Any, options: Any) -> Any:
        watch.learn(self.configuration.access_token, self.configuration.client_secret)
        try:
            response = call(self, operation, values, options)
        except OpenApiException as error:
            watch.check(error)
            raise
        if operation.authenticated:  # the other one answers with a token
            watch.check(response)
        return response

    def watched_send(self: Urllib3Transport, request: HttpRequest) -> HttpResponse:
        watch.learn(request.headers.get("Authorization", "").rpartition(" ")[2])
        return send(self, request)

    monkeypatch.setattr(ApiClient, "call", watched_call)
    monkeypatch.setattr(Urllib3Transport, "send", watched_send)
    root = logging.getLogger()
    root.addHandler(watch)
    try:
        yield watch
    finally:
        root.removeHandler(watch)
    for line in watch.said:
        assert not watch.leaks(line), f"a secret stands in the log: {line[:2000]!r}"
