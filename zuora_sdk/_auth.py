"""Where the bearer token comes from: fixed, from a function, or from OAuth client credentials."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from copy import copy
from typing import Protocol, TypeAlias

from zuora_sdk._secret import Secret
from zuora_sdk.configuration import Configuration, check_token
from zuora_sdk.exceptions import ApiException, ApiValueError, NetworkException

REFRESH_BEFORE = 300.0
"""Seconds before its expiry at which a token is refreshed (the advice of Zuora's guide)."""


_MAX_NESTED_FETCHES = 3

Fetch: TypeAlias = Callable[[float], tuple[str, float]]
"""Fetches a token, by a deadline on the client's clock: the token, and the seconds until it expires."""


class TokenProvider(Protocol):
    """Knows the token to send now."""

    refreshable: bool
    """Whether another token can be had after a 401."""

    def token(self, rejected: str | None, deadline: float) -> str:
        """The token to send, by a deadline on the client's clock. Raises if there is none.

        `rejected` is one that the server rejected: return another, if there is one.
        """
        ...


class FixedToken:
    """A token that never changes."""

    refreshable = False

    def __init__(self, token: str) -> None:
        self._token = Secret(token)

    def token(self, rejected: str | None, deadline: float) -> str:
        """The token."""
        return self._token


class TokenFunction:
    """A token that the user's function returns, called before each request."""

    refreshable = True

    def __init__(self, function: Callable[[], str]) -> None:
        self._function = function

    def token(self, rejected: str | None, deadline: float) -> str:
        """What the function returns now."""
        token = self._function()
        if token is None:
            raise ApiValueError("configuration.access_token: the function returned None instead of a token")
        return Secret(check_token("configuration.access_token", token))


class CachedToken:
    """The token of one OAuth client between calls: what a client and its scoped copies share."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        """Held while a token is fetched."""
        self.fetching_thread: int | None = None
        """The thread that holds it."""
        self.nested_fetches = 0
        """How often that thread was interrupted by a call of its own that needs a token, too."""
        self.token: str | None = None
        self.refresh_at = 0.0
        self.fetches = 0
        """How often a token was asked for, with or without success."""
        self.failure: ApiException | None = None
        """Why the last fetch failed, if it did."""


class ClientCredentials:
    """A token that is fetched on first use and refreshed in time: once for all threads, and by one of theirs."""

    refreshable = True

    def __init__(self, fetch: Fetch, clock: Callable[[], float], cache: CachedToken) -> None:
        self._fetch = fetch
        self._clock = clock
        self._cache = cache

    def token(self, rejected: str | None, deadline: float) -> str:
        """The cached token, or a new one if that is about to expire or was rejected."""
        cache = self._cache
        token, fetches = self._valid(rejected), cache.fetches
        if token is not None:
            return token
        if cache.fetching_thread == threading.get_ident():
            return self._fetch_nested(deadline)
        if not cache.lock.acquire(timeout=min(max(deadline - self._clock(), 0.0), threading.TIMEOUT_MAX)):
            raise NetworkException(None, "timed out: another thread is still fetching the token")
        cache.fetching_thread = threading.get_ident()
        try:
            token = self._valid(rejected)
            if token is not None:
                return token  # another thread fetched it meanwhile
            if cache.failure is not None and cache.fetches != fetches:
                raise copy(cache.failure)  # another thread failed meanwhile: 32 threads shall not make 32 requests
            return self._refresh(deadline)
        finally:
            cache.fetching_thread = None
            cache.lock.release()

    def _fetch_nested(self, deadline: float) -> str:
        """Fetch a token inside the fetch of one: for a signal handler that calls Zuora, or a middleware that does."""
        cache = self._cache
        if cache.nested_fetches >= _MAX_NESTED_FETCHES:
            raise NetworkException(
                None, "a middleware calls Zuora while the token is fetched: let it pass the operation create_token"
            )
        cache.nested_fetches += 1
        try:
            return self._refresh(deadline)
        finally:
            cache.nested_fetches -= 1

    def _valid(self, rejected: str | None) -> str | None:
        token = self._cache.token
        return token if token != rejected and self._clock() < self._cache.refresh_at else None

    def _refresh(self, deadline: float) -> str:
        cache = self._cache
        cache.failure = None
        try:
            fetched, lifetime = self._fetch(deadline)
        except ApiException as error:
            cache.failure = error
            raise
        finally:
            cache.fetches += 1
        # A token that lives less than twice the margin is used for half its life, or it would never be used.
        cache.refresh_at = self._clock() + max(lifetime - REFRESH_BEFORE, lifetime / 2)
        cache.token = Secret(fetched)
        return cache.token


class TokenCache:
    """The tokens of a client, one for each pair of OAuth credentials that it has been configured with."""

    def __init__(self) -> None:
        self._tokens: dict[tuple[str | int, ...], CachedToken] = {}

    def of(self, host: str, client_id: str, client_secret: str) -> CachedToken:
        """The cached token of an OAuth client."""
        # After a fork the process starts anew: a thread of the parent may have held the lock of the one before.
        key = (host, client_id, client_secret, os.getpid())
        # Of threads that come first together `setdefault` lets one win, without a lock that a fork could leave locked.
        return self._tokens.get(key) or self._tokens.setdefault(key, CachedToken())


def provider(
    configuration: Configuration, *, fetch: Fetch, clock: Callable[[], float], cache: TokenCache
) -> TokenProvider | None:
    """The token source that is configured, or None if no credentials are."""
    source = configuration.access_token
    if source is not None:
        return TokenFunction(source) if callable(source) else FixedToken(source)
    client_id, client_secret = configuration.client_id, configuration.client_secret
    if client_id and client_secret:
        return ClientCredentials(fetch, clock, cache.of(configuration.host, client_id, client_secret))
    if client_id or client_secret:
        raise ApiValueError("configuration: client_id and client_secret belong together; give both")
    return None
