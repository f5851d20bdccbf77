"""A loopback server that costs next to nothing: raw sockets, prebuilt answers, a process of its own.

It prints its address. `GET /v1/invoices/INV-<pages>/items?page=<n>` answers one page of an endless supply of items,
with the address of the next page until the last; every other request is answered with one invoice.
"""

from __future__ import annotations

import re
import selectors
import socket

from benchmarks.contestants import payloads

_PAGE = re.compile(rb"/v1/invoices/INV-(\d+)/items\?(?:.*&)?page=(\d+)")


_HEAD = b"""\
HTTP/1.1 200 OK
Date: Mon, 08 Jul 2024 12:00:00 GMT
Content-Type: application/json;charset=UTF-8
Content-Length: %d
Connection: keep-alive
RateLimit-Limit: 50000, 50000;w=60, 2250000;w=3600, 27000000;w=86400
RateLimit-Remaining: 49999
RateLimit-Reset: 31
Concurrency-Limit-Type: Default
Concurrency-Limit-Limit: 40
Concurrency-Limit-Remaining: 39
Zuora-Request-Id: 3f0e8c1a-7d2b-4f5e-9a6c-0b1d2e3f4a5b

""".replace(b"\n", b"\r\n")
"""The headers that Zuora's answers carry."""


def _answer(body: bytes) -> bytes:
    return _HEAD % len(body) + body


class Server:
    """One thread, any number of kept connections."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self._invoice = _answer(payloads.invoice())
        self._page = (
            payloads.items(payloads.PAGE_SIZE, rest='%s, "success": true').replace(b"%", b"%%").replace(b"%%s", b"%s")
        )
        self._selector = selectors.DefaultSelector()
        self._selector.register(self.listener, selectors.EVENT_READ)

    def serve(self) -> None:
        """Answer until the process is ended."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self.listener:
                    connection, _ = self.listener.accept()
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self._selector.register(connection, selectors.EVENT_READ)
                else:
                    self._converse(key.fileobj)  # type: ignore[arg-type]

    def _converse(self, connection: socket.socket) -> None:
        # The requests measured have no body and fit one segment: what ends in an empty line is one request.
        try:
            request = connection.recv(65536)
            if request.endswith(b"\r\n\r\n"):
                connection.sendall(self._respond(request))
                return
        except OSError:
            pass
        self._selector.unregister(connection)
        connection.close()

    def _respond(self, request: bytes) -> bytes:
        line = request[: request.index(b"\r")]
        page = _PAGE.search(line)
        if not page:
            return self._invoice
        pages, number = int(page[1]), int(page[2])
        following = f"{self.address}/v1/invoices/INV-{pages}/items?pageSize={payloads.PAGE_SIZE}&page={number + 1}"
        body = self._page % (f', "nextPage": "{following}"'.encode() if number < pages else b"")
        return _answer(body.replace(b'"id": "2c93', b'"id": "%04x' % number))  # no two pages are the same


if __name__ == "__main__":
    server = Server()
    print(server.address, flush=True)
    server.serve()
