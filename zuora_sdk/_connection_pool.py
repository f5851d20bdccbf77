"""Kept connections to one server, directly or through a proxy."""

from __future__ import annotations

import socket
import ssl
import time
import weakref
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from urllib3.connection import ProxyConfig
from urllib3.util import Url

from zuora_sdk._connection import Connection, PlainConnection, TlsConnection
from zuora_sdk._proxy import Proxy

SOCKET_OPTIONS: list[tuple[int, int, int | bytes]] = [
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    # A network path that died is noticed 90 s into a wait for a response, not after the two hours of most systems.
    *(
        (socket.IPPROTO_TCP, getattr(socket, name), value)
        for name, value in {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 6}.items()
        if hasattr(socket, name)
    ),
]


@dataclass(frozen=True)
class Route:
    """How a server is reached: directly, through a proxy that forwards plain http, or through a proxy's tunnel."""

    scheme: str
    host: str
    port: int
    proxy: Proxy | None = None
    proxy_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    tls: ssl.SSLContext | None = field(default=None, repr=False)
    """For https, to the server or to the proxy."""

    @property
    def forwards(self) -> bool:
        """Whether the proxy reads the requests: it is sent whole URLs, and its headers with each."""
        return self.proxy is not None and self.scheme == "http"

    def connection(self) -> Connection:
        """A connection that isn't open yet."""
        peer = self.proxy or self
        if self.scheme == "http":
            return self._plain(peer) if peer.scheme == "http" else self._over_tls(peer)
        if self.proxy is None:
            return self._over_tls(self)
        tunnel = self._over_tls(
            self.proxy,
            proxy=Url(self.proxy.scheme, host=self.proxy.host, port=self.proxy.port),
            proxy_config=ProxyConfig(self.tls, False, None, None),
        )
        tunnel.set_tunnel(self.host, self.port, dict(self.proxy_headers), scheme=self.proxy.scheme)
        return tunnel

    @staticmethod
    def _plain(peer: Route | Proxy) -> PlainConnection:
        connection = PlainConnection(peer.host, peer.port, socket_options=SOCKET_OPTIONS)
        connection.server_address = (peer.host, peer.port)
        return connection

    def _over_tls(
        self, peer: Route | Proxy, *, proxy: Url | None = None, proxy_config: ProxyConfig | None = None
    ) -> TlsConnection:
        connection = TlsConnection(
            peer.host,
            peer.port,
            socket_options=SOCKET_OPTIONS,
            ssl_context=self.tls,
            proxy=proxy,
            proxy_config=proxy_config,
        )
        connection.server_address = (peer.host, peer.port)
        return connection

    def __str__(self) -> str:
        server = f"{self.host}:{self.port}"
        return f"{server} through the proxy {self.proxy}" if self.proxy else server


class ConnectionPool:
    """Idle connections of one route. The last one that came back is taken first, so that the others age.

    Without a lock: a signal handler may call in the middle of a call, and a deque's own steps are atomic.
    """

    def __init__(self, route: Route, *, size: int, idle_timeout: float) -> None:
        self.route = route
        self._size = size
        self._idle_timeout = idle_timeout
        self._idle: deque[tuple[Connection, float]] = deque()
        self._closed = False
        # For clients that are never closed: at the latest when the process ends.
        weakref.finalize(self, _close_all, self._idle)

    def take(self) -> Connection:
        """An idle connection that is still usable, or a new one that isn't open yet."""
        while True:
            try:
                connection, since = self._idle.pop()
            except IndexError:
                return self.route.connection()
            # A firewall forgets a connection that was idle for long, and what is sent on it then vanishes.
            if time.monotonic() - since < self._idle_timeout and connection.is_connected:
                return connection
            connection.close()

    def put(self, connection: Connection) -> None:
        """Keep a connection whose response was read to its end."""
        self._idle.append((connection, time.monotonic()))
        self._discard(0 if self._closed else self._size)

    def close(self) -> None:
        """Close the idle connections now, and those in use when they come back."""
        self._closed = True
        self._discard(0)

    def _discard(self, size: int) -> None:
        """Close the oldest connections beyond a number, and those that were idle for too long."""
        while True:
            try:
                connection, since = self._idle.popleft()
            except IndexError:
                return
            if len(self._idle) < size and time.monotonic() - since < self._idle_timeout:
                self._idle.appendleft((connection, since))
                return
            connection.close()


def _close_all(idle: Iterable[tuple[Connection, float]]) -> None:
    for connection, _ in idle:
        connection.close()
