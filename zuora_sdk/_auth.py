"""Where the bearer token comes from: fixed, from a function, or from OAuth client credentials."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Protocol, TypeAlias

from zuora_sdk.configuration import Configuration, check_token
from zuora_sdk.exceptions import ApiValueError, NetworkException

RENEW_BEFORE = 300.0
"""Seconds before its end at which a token is renewed (what Zuora's guide advises)."""


Fetch: TypeAlias = Callable[[float], tuple[str, float]]
"""Fetches a token before a moment on the client's clock: the token, and the seconds that it lives."""


class TokenProvider(Protocol):
    """Says the token to use now."""

    renewable: bool
    """Whether there can be another one after a 401."""

    def token(self, refused: str | None, until: float) -> str:
        """The token to send, found before `until` on the client's clock.

        `refused` is one that the server didn't take: answer with another, if there is one.
        """
        ...


class FixedToken:
    """A token that is what it is."""

    renewable = False

    def __init__(self, token: str) -> None:
        self._token = token

    def token(self, refused: str | None, until: float) -> str:
        """The token."""
        return self._token


class CalledToken:
    """A token that a function of the user's returns, asked before each call."""

    renewable = True

    def __init__(self, source: Callable[[], str]) -> None:
        self._source = source

    def token(self, refused: str | None, until: float) -> str:
        """What the function returns now."""
        token = self._source()
        if token is None:
            raise ApiValueError("configuration.access_token: the function returned None instead of a token")
        return str(check_token("configuration.access_token", token))


class KeptToken:
    """The token of one OAuth client, kept between calls: what a client and its scoped copies share."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.token: str | None = None
        self.renew_at = 0.0


class ClientCredentials:
    """A token that is fetched on first use and renewed in time, once for all threads, without a thread of its own."""

    renewable = True

    def __init__(self, fetch: Fetch, clock: Callable[[], float], kept: KeptToken) -> None:
        self._fetch = fetch
        self._clock = clock
        self._kept = kept

    def token(self, refused: str | None, until: float) -> str:
        """The token, fetched anew if it is about to end or is the one that was refused."""
        token = self._usable(refused)
        if token is not None:
            return token
        lock = self._kept.lock
        if not lock.acquire(timeout=min(max(until - self._clock(), 0.0), threading.TIMEOUT_MAX)):
            raise NetworkException(None, "timed out: another thread is still fetching the token")
        try:
            return self._usable(refused) or self._renew(until)  # whoever comes second finds what the first one fetched
        finally:
            lock.release()

    def _usable(self, refused: str | None) -> str | None:
        token = self._kept.token
        return token if token != refused and self._clock() < self._kept.renew_at else None

    def _renew(self, until: float) -> str:
        fetched, lifetime = self._fetch(until)
        token = str(check_token("access_token of /oauth/token", fetched))
        # A token that lives less than twice the margin is used for half its life, or it would never be used.
        self._kept.renew_at = self._clock() + max(lifetime - RENEW_BEFORE, lifetime / 2)
        self._kept.token = token
        return token


def provider(
    configuration: Configuration,
    fetch: Fetch,
    clock: Callable[[], float],
    kept: dict[tuple[str | int, ...], KeptToken],
) -> TokenProvider | None:
    """What the configuration says about tokens; None if it says nothing. `kept` holds those of OAuth clients."""
    source = configuration.access_token
    if source is not None:
        return CalledToken(source) if callable(source) else FixedToken(source)
    client_id, client_secret = configuration.client_id, configuration.client_secret
    if client_id and client_secret:
        # A fork starts anew: the parent may be holding the lock in which a token is fetched.
        client = (configuration.host, client_id, client_secret, os.getpid())
        # Of threads that come first together, `setdefault` lets one win, without a lock that a fork could leave locked.
        return ClientCredentials(fetch, clock, kept.get(client) or kept.setdefault(client, KeptToken()))
    if client_id or client_secret:
        raise ApiValueError("configuration: client_id and client_secret belong together; give both")
    return None
