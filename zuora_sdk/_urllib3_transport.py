"""The default transport: connections of urllib3, kept open, over TLS and through proxies, within a deadline."""

from __future__ import annotations

import os
import ssl
import threading
import warnings
from contextlib import suppress

import urllib3
from urllib3.exceptions import InsecureRequestWarning
from urllib3.util import parse_url

from zuora_sdk._connection import Connection, Deadline
from zuora_sdk._connection_pool import ConnectionPool, Route
from zuora_sdk._proxy import Proxy, parse_proxy
from zuora_sdk._transport import LIBRARY_ERRORS, HttpRequest, HttpResponse, TransportError, read_response
from zuora_sdk._transport_errors import describe, is_fatal, root_cause
from zuora_sdk.configuration import Configuration, is_loopback
from zuora_sdk.exceptions import ApiValueError


class Urllib3Transport:
    """The transport by default: kept connections of urllib3. A forked process opens connections of its own.

    What it knows of a request stands in local variables of `send` and on the connection, which has one user at a time:
    calls inside calls (of signal handlers, middleware, greenlets) can't mix up what may have been sent.
    """

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._pools_by_process: dict[int, _Pools] = {}

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send once. Raises `TransportError` if there is no response."""
        pool = self._pools.to(request.host)
        deadline = Deadline(request.total_timeout, wait=request.read_timeout)
        connection, sent = pool.take(), False
        try:
            if connection.is_closed:
                connection.deadline = Deadline(min(request.connect_timeout, request.total_timeout))
                connection.connect()
            connection.deadline = deadline
            sent = True  # from here on the request may reach the server
            response = _exchange(connection, pool.route, request)
            received = read_response(response, deadline.check)
        except LIBRARY_ERRORS as error:
            failure = _failure(error, connection, pool.route, sent=sent)
            connection.close()
        except BaseException as error:
            # What a signal handler raised, or an interim response. Frames of the libraries would show the token.
            connection.close()
            raise error.with_traceback(None)  # noqa: B904 - the same error
        else:
            if received.broken is None and response.closed and not connection.is_closed:
                pool.put(connection)
            else:
                connection.close()
            return received
        raise failure

    def close(self) -> None:
        """Close all connections. A later request opens new ones."""
        pools = self._pools_by_process.pop(os.getpid(), None)
        if pools is not None:
            pools.close()

    @property
    def _pools(self) -> _Pools:
        """Those of this process: the parent's sockets must be neither used nor closed, and its locks may be held."""
        process = os.getpid()
        return self._pools_by_process.get(process) or self._pools_by_process.setdefault(
            process, _Pools(self._configuration)
        )


def _exchange(connection: Connection, route: Route, request: HttpRequest) -> urllib3.BaseHTTPResponse:
    """Send a request on an open connection, and read the headers of the response."""
    headers = {**request.headers, **route.proxy_headers} if route.forwards else request.headers
    with suppress(BrokenPipeError, ConnectionResetError):  # the server may have responded before it had read all
        connection.request(
            request.method,
            request.url if route.forwards else request.target,
            body=request.body,
            headers=headers,
            preload_content=False,
        )
    return connection.getresponse()


def _failure(error: BaseException, connection: Connection, route: Route, *, sent: bool) -> TransportError:
    server = peer = str(route)
    if route.proxy is not None:
        # Of a tunnel, urllib3 knows whether the proxy is reached; what then fails is the connection to the server.
        peer = server if connection.has_connected_to_proxy else f"the proxy {route.proxy}"
    failure = TransportError(describe(error, sent=sent, peer=peer, server=server), sent=sent, fatal=is_fatal(error))
    failure.__cause__ = root_cause(error)
    return failure


class _Pools:
    """The connection pools of one process, by server."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        # Reentrant, for the signal handler that calls while a pool is being made.
        self._lock = threading.RLock()
        self._pools: dict[str, ConnectionPool] = {}
        self._tls: ssl.SSLContext | None = None

    def to(self, host: str) -> ConnectionPool:
        """The pool for a server, such as `https://rest.zuora.com`."""
        pool = self._pools.get(host)
        if pool is None:
            with self._lock:
                pool = self._pools.get(host) or self._pools.setdefault(host, self._make(host))
        return pool

    def close(self) -> None:
        """Close all connections; those in use when they come back."""
        for pool in list(self._pools.values()):
            pool.close()

    def _make(self, host: str) -> ConnectionPool:
        settings = self._configuration
        url = parse_url(host)
        scheme = url.scheme or "https"
        proxy = find_proxy(settings, host)
        route = Route(
            scheme,
            (url.host or "").strip("[]"),
            url.port or (443 if scheme == "https" else 80),
            proxy,
            {**proxy.headers, **(settings.proxy_headers or {})} if proxy else {},
            self._tls_context() if "https" in (scheme, proxy and proxy.scheme) else None,
        )
        return ConnectionPool(route, size=settings.connection_pool_maxsize, idle_timeout=settings.idle_timeout)

    def _tls_context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = tls_context(self._configuration)
        return self._tls


def find_proxy(settings: Configuration, host: str) -> Proxy | None:
    """The proxy through which a server is reached, from the configuration or the environment."""
    proxy, no_proxy = settings.proxy, settings.no_proxy
    if proxy == "" or (proxy is None and is_loopback(host)):
        return None
    if proxy is None and not any(name.lower().endswith("_proxy") for name in os.environ):
        return None  # fast path: spares the import below
    from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

    proxies: dict[str, str] = getproxies_environment()
    if no_proxy is not None:
        proxies["no"] = no_proxy
    scheme, _, address = host.partition("://")
    if proxy_bypass_environment(address, proxies):
        return None
    if proxy:
        return parse_proxy("configuration.proxy", proxy)
    variable = scheme if proxies.get(scheme) else "all"
    found = proxies.get(variable)
    return parse_proxy(f"environment variable {variable.upper()}_PROXY", found) if found else None


def tls_context(settings: Configuration) -> ssl.SSLContext:
    """TLS 1.2 at least, the system's CAs unless others are given; certifi's where the system has none."""
    try:
        context = ssl.create_default_context(cafile=settings.ssl_ca_cert)
        if settings.cert_file:
            context.load_cert_chain(settings.cert_file, settings.key_file)
    except OSError as error:  # ssl.SSLError is one, too
        raise ApiValueError(f"configuration.ssl_ca_cert, cert_file, key_file: can't be used: {error}") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if not settings.verify_ssl:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        warnings.warn(
            "verify_ssl=False: anyone on the way to the server can read the token", InsecureRequestWarning, stacklevel=2
        )
    elif (
        not settings.ssl_ca_cert
        and not context.cert_store_stats()["x509_ca"]
        and not ssl.get_default_verify_paths().capath
    ):
        with suppress(ImportError):
            import certifi

            context.load_verify_locations(certifi.where())
    return context
