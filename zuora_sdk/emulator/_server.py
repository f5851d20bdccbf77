"""Serves the emulator on a port: a thread for each connection, a bounded number of them, and faults of the network."""

from __future__ import annotations

import contextlib
import io
import json
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
from zuora_sdk.emulator._request_reader import RequestError, RequestReader, body_length, check_head
from zuora_sdk.emulator._responses import Response

MAX_CONNECTIONS = 256
# The longest URL of the API names 50 invoices.
MAX_REQUEST_LINE = 16 * 1024
POLL_SECONDS = 0.02
# How long a client may take to receive a response.
SEND_SECONDS = 30.0


class _Dropped(Exception):
    """The connection is gone; there is nothing more to say on it."""


class Server(ThreadingMixIn, HTTPServer):
    """Listens, and responds from a thread for each connection; `close` ends them all.

    When there are too many connections, the one that has kept us waiting longest is closed: a client that opens
    hundreds and sends nothing can't keep others out.
    """

    daemon_threads = True
    request_queue_size = 256
    allow_reuse_address = True

    def __init__(self, host: str, port: int, app: App) -> None:
        self.app = app
        self.closing = threading.Event()
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._lock = threading.Lock()
        self._connections: set[socket.socket] = set()
        # Connections on which no complete request has arrived, longest first.
        self._waiting: dict[socket.socket, None] = {}
        self._workers: set[threading.Thread] = set()
        super().__init__((host, port), _Handler)
        self._acceptor = threading.Thread(target=self._accept, name="zuora-emulator", daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        host, port = self.server_address[:2]
        return f"http://[{host!s}]:{port}" if self.address_family == socket.AF_INET6 else f"http://{host!s}:{port}"

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
        if self._acceptor.is_alive():
            self._acceptor.join()
        self.server_close()
        with self._lock:
            connections, workers = list(self._connections), list(self._workers)
        for connection in connections:
            _shut_down(connection)
        for worker in workers:
            worker.join(timeout=5)

    # -- connections ------------------------------------------------------------------------------------------------

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give a new connection a thread, at the cost of the one that waits longest if there are too many."""
        with self._lock:
            full = len(self._connections) >= MAX_CONNECTIONS
            oldest = next(iter(self._waiting), None) if full else None
            if oldest is not None:
                del self._waiting[oldest]
                _shut_down(oldest)
            if not full or oldest is not None:
                self._connections.add(request)
                self._waiting[request] = None
        if full and oldest is None:
            self.shutdown_request(request)
        else:
            super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve one connection to its end."""
        with self._lock:
            self._workers.add(threading.current_thread())
        try:
            if self.closing.is_set():
                self.shutdown_request(request)
            else:
                super().process_request_thread(request, client_address)
        finally:
            with self._lock:
                self._connections.discard(request)
                self._waiting.pop(request, None)
                self._workers.discard(threading.current_thread())

    def begin_waiting(self, connection: socket.socket) -> None:
        """Note that the connection waits for a request."""
        with self._lock:
            self._waiting[connection] = None

    def end_waiting(self, connection: socket.socket) -> None:
        """Note that a request has arrived; `_Dropped` if the connection was closed to make room."""
        with self._lock:
            if connection not in self._waiting:
                raise _Dropped
            del self._waiting[connection]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Without this, small responses on a connection that stays open wait for the client's delayed acknowledgement.
    disable_nagle_algorithm = True
    truncated = False
    _reset = False

    @property
    def _owner(self) -> Server:
        return cast(Server, self.server)

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self._reader = self.rfile = RequestReader(self.connection)

    def handle(self) -> None:
        with contextlib.suppress(_Dropped, ConnectionError, TimeoutError):
            super().handle()
        if self._reset:
            # With nothing lingering, the kernel sends RST, not FIN.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            socket.close(self.connection.detach())

    def handle_one_request(self) -> None:
        """Read a request, respond to it."""
        self.close_connection = True
        self.truncated = False
        if not self._reader.wait():
            return
        try:
            body = self._read_request()
        except RequestError as error:
            self._reject(error.status, str(error))
            return
        except TimeoutError:
            self._reject(408, "The request took too long to arrive.")
            return
        self._owner.end_waiting(self.connection)
        with Request(self._environ(body)) as request:
            self._send(self._respond(request))
        self._owner.begin_waiting(self.connection)

    def _read_request(self) -> bytes:
        self.command, self.request_version = "", self.protocol_version
        self.raw_requestline = self._reader.readline(MAX_REQUEST_LINE)
        if not self.parse_request():
            raise _Dropped
        if self.request_version not in ("HTTP/1.0", "HTTP/1.1") or not self.path.startswith("/"):
            raise RequestError(400, "The request must be HTTP/1.1 and name a path.")
        check_head(self._reader.head, self.headers, self.request_version)
        length = body_length(self.headers)
        if self.headers.get("Expect", "").lower() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return self._reader.read_body(length)

    def handle_expect_100(self) -> bool:
        """Leave it to `_read_request`, which says so after it has checked the headers."""
        return True

    def _reject(self, status: int, message: str) -> None:
        """Say what is wrong with a request, and close."""
        self.close_connection = True
        self._send(_error(status, message))
        # The client may still be sending: if we closed now, the reset would overtake the response.
        self.connection.shutdown(socket.SHUT_WR)
        self._reader.drain()

    def _respond(self, request: Request) -> Response:
        try:
            return self._owner.app.respond(request, self)
        except _Dropped:
            raise
        except Exception:
            # A mistake of the emulator's own: say so to the client, and where to whoever runs it.
            traceback.print_exc()
            return _error(500, "the emulator failed, see its standard error")

    def _environ(self, body: bytes) -> dict[str, Any]:
        path, _, query = self.path.partition("?")
        host, port = self._owner.server_address[:2]
        environ = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "REMOTE_ADDR": self.client_address[0],
            "SERVER_NAME": str(host),
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": self.request_version,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.url_scheme": "http",
        }
        for name, value in self.headers.items():
            # A name with an underscore would look like one with a hyphen.
            if "_" not in name and name.lower() not in ("content-type", "content-length", "transfer-encoding"):
                environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
        return environ

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Say in JSON what the base class found wrong with a request."""
        raise RequestError(int(code), message or "The request can't be read.")

    def _send(self, response: Response) -> None:
        body = b"" if self.command == "HEAD" else response.body
        reason = self.responses.get(response.status, ("",))[0]
        lines = [f"{self.protocol_version} {response.status} {reason}"]
        headers = {"Content-Type": response.content_type, **response.headers}
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Date: {self.date_time_string()}", f"Content-Length: {len(response.body)}"]
        if self.close_connection:
            lines.append("Connection: close")
        head = "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"
        if self.truncated:
            self.close_connection = True
            body = body[: len(body) // 2]
        self.connection.settimeout(SEND_SECONDS)
        # In one piece, so that no half waits for the other.
        self.wfile.write(head + body)

    # -- what faults do to the connection ---------------------------------------------------------------------------

    def hold(self, seconds: float) -> bool:
        """Say nothing for so long; False when the client left or the server closes meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self._owner.closing.is_set() or select.select([self.connection], [], [], min(left, POLL_SECONDS))[0]:
                return False
        return True

    def reset(self) -> NoReturn:
        """End in a way that the client sees as a reset, once all that the request held is released."""
        self._reset = True
        raise _Dropped

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: the request log tells what came in."""


def _error(status: int, message: str) -> Response:
    return Response(status=status, body=json.dumps({"message": message}).encode())


def _shut_down(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
