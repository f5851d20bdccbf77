"""A real HTTP server on a real socket that responds as told and records, byte for byte, what came in."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Received:
    """A request as it stood on the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    client_port: int = 0
    """The port of the client's end of the connection."""

    @property
    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.body)


@dataclass
class Answer:
    """A complete response, or a broken one."""

    status: int = 200
    body: bytes = b'{"success": true}'
    headers: dict[str, str] = field(default_factory=dict)
    before: float = 0.0
    """Seconds to wait before the first byte."""
    cut: int | None = None
    """Send only so many bytes of the body, then close."""
    piece: int | None = None
    """Send the body in pieces of so many bytes, a tenth of a second apart."""


@dataclass
class Raw:
    """Send these bytes, whatever they are, then close, unless the connection is to be kept."""

    content: bytes
    keep: bool = False


class Reset:
    """Read the request, then reset the connection."""


class Silence:
    """Read the request, then say nothing until the client goes."""


Script = Answer | Raw | Reset | Silence | Callable[[Received], "Answer | Raw | Reset | Silence"]


def answer_json(value: Any, status: int = 200, **headers: str) -> Answer:
    """A response with a JSON body."""
    return Answer(status, json.dumps(value).encode(), {name.replace("_", "-"): text for name, text in headers.items()})


class WireServer:
    """Responds with the given scripts, one a request; the last one is used for all that follow.

    tls: speak https with it. port: listen there, instead of on a free one.
    """

    def __init__(self, *scripts: Script, tls: ssl.SSLContext | None = None, port: int = 0) -> None:
        self.scripts: list[Script] = list(scripts) or [Answer()]
        self.received: list[Received] = []
        self.connections = 0
        self.broken_handshakes = 0
        """So many of the next connections are closed instead of being made secure."""
        self._tls = tls
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", port))
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self._accept, daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """The port of it."""
        return int(self._listener.getsockname()[1])

    @property
    def open_connections(self) -> int:
        """How many connections are open, as far as this end knows."""
        with self._lock:
            return len(self._open)

    @property
    def last(self) -> Received:
        """The request that came last."""
        return self.received[-1]

    def script(self, scripts: Iterable[Script]) -> None:
        """Respond with these from now on."""
        self.scripts = list(scripts)

    def __enter__(self) -> WireServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open:
                connection.close()
        self._thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self.connections += 1
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _secure(self, connection: socket.socket) -> socket.socket | None:
        if self._tls is None:
            return connection
        if self.broken_handshakes:
            self.broken_handshakes -= 1
            connection.close()
            return None
        try:
            return self._tls.wrap_socket(connection, server_side=True)
        except OSError:  # the client doesn't trust the certificate
            connection.close()
            return None

    def _serve(self, accepted: socket.socket) -> None:
        connection = self._secure(accepted)
        if connection is None:
            return
        with self._lock:
            self._open.add(connection)
        reader = connection.makefile("rb")
        try:
            while self._exchange(connection, reader):
                pass
        except (OSError, ValueError):
            pass  # the client went, or the test is over
        finally:
            reader.close()
            connection.close()
            with self._lock:
                self._open -= {connection, accepted}

    def _exchange(self, connection: socket.socket, reader: Any) -> bool:
        line = reader.readline()
        if not line:
            return False
        method, target, _ = line.decode("latin-1").split(" ")
        headers: dict[str, str] = {}
        while (header := reader.readline()) not in (b"\r\n", b""):
            name, _, value = header.decode("latin-1").partition(":")
            headers[name.strip()] = value.strip("\r\n").removeprefix(" ")
        length = next((int(value) for name, value in headers.items() if name.lower() == "content-length"), 0)
        request = Received(method, target, headers, reader.read(length), connection.getpeername()[1])
        with self._lock:
            self.received.append(request)
            script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
        response = script(request) if callable(script) else script
        if isinstance(response, Reset):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            reader.close()
            connection.close()
            return False
        if isinstance(response, Raw):
            connection.sendall(response.content)
            return response.keep
        if isinstance(response, Silence):
            connection.recv(1)
            return False
        return self._write(connection, response)

    def _write(self, connection: socket.socket, response: Answer) -> bool:
        time.sleep(response.before)
        named = {name.lower() for name in response.headers}
        lines = [
            f"HTTP/1.1 {response.status} Whatever",
            *(f"{name}: {value}" for name, value in response.headers.items()),
        ]
        if "content-type" not in named:
            lines.append("Content-Type: application/json")
        if "content-length" not in named:
            lines.append(f"Content-Length: {len(response.body)}")
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        if response.piece:
            connection.sendall(head)
            for start in range(0, len(response.body), response.piece):
                connection.sendall(response.body[start : start + response.piece])
                time.sleep(0.1)
            return True
        connection.sendall(head + response.body[: response.cut])
        return response.cut is None


def refused_port() -> int:
    """A port of this machine at which connections are refused."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def deaf_port() -> Iterator[int]:
    """A port of this machine at which connections are neither accepted nor refused. Works on Linux."""
    with ExitStack() as sockets:
        deaf = sockets.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(2):  # these fill the queue; the kernel lets later ones wait
            waiting = sockets.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(deaf.getsockname())
        yield int(deaf.getsockname()[1])
