"""The default transport: urllib3 connection pools, with TLS, proxies and deadlines."""

from __future__ import annotations

import http.client
import io
import os
import socket
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, cast
from urllib.parse import unquote_to_bytes

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout, parse_url

from zuora_sdk._transport import HttpRequest, HttpResponse, is_certificate, lost, read_answer
from zuora_sdk.configuration import Configuration, is_loopback
from zuora_sdk.exceptions import ApiValueError

_LONGEST_LINE = 1 << 16
_MOST_LINES = 200
_LONGEST = 1e6  # what a socket's time-out can hold; eleven days


class _Progress(threading.local):
    """How far this thread's request has come."""

    sent = False
    expires = 0.0
    patience = 0.0


_progress = _Progress()


class _TimedReader(io.RawIOBase):
    """Reads from a socket until the attempt's time is over, however slowly the bytes trickle."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._raw = cast(io.RawIOBase, sock.makefile("rb", buffering=0))

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What `HTTPResponse` asks of a socket."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = _progress.expires - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer took longer than the call may take")
        allowed = self._sock.gettimeout()
        if allowed is None or allowed > left:
            self._sock.settimeout(left)
        return cast("int | None", self._raw.readinto(buffer))

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedResponse(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(cast(socket.socket, _TimedReader(sock)), *args, **options)

    def begin(self) -> None:
        """Read the head of the answer. `http.client` does it with the e-mail parser, at a fifth of a call's cost."""
        version, status, reason = self._read_status()  # type: ignore[attr-defined]
        while status == 100:
            self._read_fields()
            version, status, reason = self._read_status()  # type: ignore[attr-defined]
        if not version.startswith("HTTP/1."):
            raise http.client.UnknownProtocol(version)
        self.version = 10 if version == "HTTP/1.0" else 11
        self.code = self.status = status
        self.reason = reason.strip()
        self.headers = self.msg = fields = self._read_fields()
        # Where the body ends: RFC 9112, section 6.3.
        length = fields.get("content-length", "")
        self.chunked = fields.get("transfer-encoding", "").lower() == "chunked"
        self.chunk_left = None
        self.length = int(length) if length.isdecimal() and not self.chunked else None
        if status < 200 or status in (204, 304) or self._method == "HEAD":  # type: ignore[attr-defined]
            self.length = 0
        endless = not self.chunked and self.length is None
        self.will_close = endless or self._check_close()  # type: ignore[attr-defined]

    def _read_fields(self) -> http.client.HTTPMessage:
        fields = http.client.HTTPMessage()
        for _ in range(_MOST_LINES):
            line = self.fp.readline(_LONGEST_LINE + 1)
            if len(line) > _LONGEST_LINE:
                raise http.client.LineTooLong("header line")
            if not line.endswith(b"\n"):
                raise http.client.RemoteDisconnected("the connection ended within the headers")
            if line in (b"\r\n", b"\n"):
                return fields
            name, colon, value = line.decode("iso-8859-1").partition(":")
            if colon and line[0] not in b" \t":  # a line that begins with a space belongs to the one before
                fields[name] = value.strip()
        raise http.client.HTTPException(f"more than {_MOST_LINES} header lines")


class _Marking:
    """Notes when the request is about to leave: what fails before has surely not reached the server."""

    response_class: Any = _TimedResponse

    def endheaders(self, *args: Any, **options: Any) -> None:
        connection = cast(HTTPConnection, self)
        if connection.sock is None:
            connection.connect()
        sock = cast(socket.socket, connection.sock)
        if sock.gettimeout() != _progress.patience:  # a system call, so only if it differs
            sock.settimeout(_progress.patience)  # from here on it isn't connecting that takes time
        _progress.sent = True
        super().endheaders(*args, **options)  # type: ignore[misc]


class _MarkingHTTPConnection(_Marking, HTTPConnection):
    pass


class _MarkingHTTPSConnection(_Marking, HTTPSConnection):
    pass


class _HTTPPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _MarkingHTTPConnection  # pyright: ignore[reportAssignmentType]  # nor do urllib3's own classes fit


class _HTTPSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _MarkingHTTPSConnection  # pyright: ignore[reportAssignmentType]


class Urllib3Transport:
    """The transport by default: a urllib3 pool of kept connections. A forked process gets a pool of its own."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._start()

    def _start(self) -> None:
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._pools: dict[str, urllib3.HTTPConnectionPool] = {}
        self._managers: list[urllib3.PoolManager] = []

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send once. Raises `TransportError` if there is no answer."""
        patience = min(request.read_timeout, request.total_timeout, _LONGEST)
        expires = time.monotonic() + request.total_timeout
        _progress.sent, _progress.expires, _progress.patience = False, expires, patience
        try:
            pool = self._pool(request.host)
            answer = pool.urlopen(
                request.method,
                request.target if pool.proxy is None or pool.scheme == "https" else request.url,
                body=request.body,
                headers=request.headers,
                retries=False,
                redirect=False,
                assert_same_host=False,  # a proxy is told the whole address of another host
                preload_content=False,
                timeout=Timeout(
                    connect=min(request.connect_timeout, request.total_timeout, _LONGEST),
                    read=patience,
                ),
            )
        except (HTTPError, OSError) as error:
            failure = lost(error, sent=_progress.sent, fatal=is_certificate(error))
        else:
            return read_answer(answer, expires)
        raise failure

    def close(self) -> None:
        """Let go of all connections. A later request opens new ones."""
        if self._pid != os.getpid():
            self._start()
        with self._lock:
            for manager in self._managers:
                manager.clear()
            self._managers.clear()
            self._pools.clear()

    def _pool(self, host: str) -> urllib3.HTTPConnectionPool:
        if self._pid != os.getpid():
            self._start()  # The parent's sockets must be neither used nor shut down here, and its lock may be held.
        pool = self._pools.get(host)
        if pool is None:
            with self._lock:
                pool = self._pools.get(host)
                if pool is None:
                    manager = self._manager(host)
                    self._managers.append(manager)
                    pool = self._pools[host] = manager.connection_from_url(host)
        return pool

    def _manager(self, host: str) -> urllib3.PoolManager:
        proxy = self._proxy_for(host)
        options: dict[str, Any] = {"maxsize": self._configuration.connection_pool_maxsize}
        if host.startswith("https:") or (proxy or "").startswith("https:"):
            options["ssl_context"] = _tls(self._configuration)
        if proxy:
            manager: urllib3.PoolManager = urllib3.ProxyManager(proxy, proxy_headers=self._for_proxy(proxy), **options)
        else:
            manager = urllib3.PoolManager(**options)
        manager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}
        return manager

    def _proxy_for(self, host: str) -> str | None:
        proxy, no_proxy = self._configuration.proxy, self._configuration.no_proxy
        if proxy == "" or (proxy is None and is_loopback(host)):
            return None
        if proxy is None and not any(name.lower().endswith("_proxy") for name in os.environ):
            return None  # spares the import below
        from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

        proxies = getproxies_environment()
        if no_proxy is not None:
            proxies["no"] = no_proxy
        scheme, _, address = host.partition("://")
        if proxy_bypass_environment(address, proxies):
            return None
        found = str(proxy or proxies.get(scheme) or proxies.get("all") or "")
        if found and "://" not in found:
            found = f"http://{found}"  # as other programs read it
        if found and not found.startswith(("http://", "https://")):
            raise ApiValueError(
                "configuration.proxy: only http and https proxies are spoken to; the environment names another"
            )
        return found or None

    def _for_proxy(self, url: str) -> Mapping[str, str]:
        """The proxy's own headers. A name and password in its URL are a header, too, which urllib3 leaves out."""
        userinfo = parse_url(url).auth
        login = f"Basic {b64encode(unquote_to_bytes(userinfo)).decode()}" if userinfo else None
        return {**({"Proxy-Authorization": login} if login else {}), **(self._configuration.proxy_headers or {})}


def _tls(settings: Configuration) -> ssl.SSLContext:
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
    elif (
        not settings.ssl_ca_cert
        and not context.cert_store_stats()["x509_ca"]
        and not ssl.get_default_verify_paths().capath
    ):
        with suppress(ImportError):
            import certifi

            context.load_verify_locations(certifi.where())
    return context
