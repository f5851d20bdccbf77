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


def _answer(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


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
        return _answer(self._page % (f', "nextPage": "{following}"'.encode() if number < pages else b""))


if __name__ == "__main__":
    server = Server()
    print(server.address, flush=True)
    server.serve()
