"""Serves the emulated API on a port: threads, connections that stay open, and connections that break to order."""

from __future__ import annotations

import contextlib
import io
import select
import socket
import struct
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import ThreadingMixIn
from typing import Any, NoReturn, cast
from urllib.parse import unquote_to_bytes

from werkzeug.wrappers import Request

from zuora_sdk.emulator._app import App
from zuora_sdk.emulator._responses import Response

LARGEST_REQUEST = 64 * 1024 * 1024
POLL_SECONDS = 0.02


class _Dropped(Exception):
    """The connection is gone; there is nothing more to say on it."""


class Server(ThreadingMixIn, HTTPServer):
    """A thread for each connection; `close` ends them all."""

    daemon_threads = True
    request_queue_size = 256
    allow_reuse_address = True

    def __init__(self, host: str, port: int, app: App) -> None:
        self.app = app
        self.closing = threading.Event()
        self._connections: set[socket.socket] = set()
        self._workers: set[threading.Thread] = set()
        super().__init__((host, port), _Handler)
        self._acceptor = threading.Thread(target=self._accept, name="zuora-emulator", daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    def server_bind(self) -> None:
        """Bind, without the look-up of the host's name that HTTPServer makes."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def start(self) -> None:
        """Begin to accept."""
        self._acceptor.start()

    def _accept(self) -> None:
        while not self.closing.is_set():
            self.handle_request()

    def close(self) -> None:
        """Stop accepting, break the open connections off, and wait for their threads."""
        self.closing.set()
        # A last connection wakes the thread that waits for one: sooner than any polling would.
        with contextlib.suppress(OSError):
            socket.create_connection((str(self.server_address[0]), self.server_address[1]), timeout=1).close()
        self._acceptor.join()
        self.server_close()
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for worker in list(self._workers):
            worker.join(timeout=5)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve one connection to its end."""
        self._workers.add(threading.current_thread())
        self._connections.add(request)
        try:
            if self.closing.is_set():
                self.shutdown_request(request)
            else:
                super().process_request_thread(request, client_address)
        finally:
            self._connections.discard(request)
            self._workers.discard(threading.current_thread())

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Without this, small answers on a connection that stays open wait for the client's delayed acknowledgement.
    disable_nagle_algorithm = True
    cut = False

    def __getattr__(self, name: str) -> Any:
        # BaseHTTPRequestHandler looks for do_GET, do_POST and so on: one method serves them all.
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    @property
    def _owner(self) -> Server:
        return cast(Server, self.server)

    def handle(self) -> None:
        with contextlib.suppress(_Dropped, ConnectionError, TimeoutError):
            super().handle()

    def _serve(self) -> None:
        self.cut = False
        body = self._read_body()
        if body is None:
            self.close_connection = True
            self._send(Response(status=413, body=b"", content_type="text/plain"))
            return
        with self._request(body) as request:
            try:
                answer = self._owner.app.answer(request, self)
            except _Dropped:
                raise
            except Exception:
                # A mistake of the emulator's own: say so to the client, and where to whoever runs it.
                traceback.print_exc()
                answer = Response(status=500, body=b'{"message": "the emulator failed, see its standard error"}')
        self._send(answer)

    def _read_body(self) -> bytes | None:
        """The whole body; None if it is too long or makes no sense."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._read_chunks()
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > LARGEST_REQUEST:
            return None
        return self.rfile.read(int(length))

    def _read_chunks(self) -> bytes | None:
        chunks, total = [], 0
        while True:
            try:
                size = int(self.rfile.readline(1024).split(b";")[0], 16)
            except ValueError:
                return None
            total += size
            if total > LARGEST_REQUEST:
                return None
            chunks.append(self.rfile.read(size))
            # The line end after the chunk's data; after the last chunk, the empty line that ends the (no) trailers.
            self.rfile.readline(1024)
            if size == 0:
                return b"".join(chunks)

    def _request(self, body: bytes) -> Request:
        path, _, query = self.path.partition("?")
        host, port = self._owner.server_address[:2]
        environ = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": str(host),
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": self.request_version,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.url_scheme": "http",
        }
        for name, value in self.headers.items():
            name = name.upper().replace("-", "_")
            if name not in ("CONTENT_TYPE", "CONTENT_LENGTH", "TRANSFER_ENCODING"):
                environ[f"HTTP_{name}"] = value
        return Request(environ)

    def _send(self, answer: Response) -> None:
        body = b"" if self.command == "HEAD" else answer.body
        reason = self.responses.get(answer.status, ("",))[0]
        lines = [f"{self.protocol_version} {answer.status} {reason}"]
        headers = {"Content-Type": answer.content_type, **answer.headers}
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Date: {self.date_time_string()}", f"Content-Length: {len(answer.body)}"]
        if self.close_connection:
            lines.append("Connection: close")
        head = "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"
        if self.cut:
            self.close_connection = True
            body = body[: len(body) // 2]
        # In one piece, so that no half waits for the other.
        self.wfile.write(head + body)

    # -- failures to order ------------------------------------------------------------------------------------------

    def hold(self, seconds: float) -> bool:
        """Say nothing for so long; False when the client left or the server closes meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self._owner.closing.is_set() or select.select([self.connection], [], [], min(left, POLL_SECONDS))[0]:
                return False
        return True

    def reset(self) -> NoReturn:
        """Close in a way that the client sees as a reset: with nothing lingering, the kernel sends RST, not FIN."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        socket.close(self.connection.detach())
        raise _Dropped

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: `requests` tells what came in."""
