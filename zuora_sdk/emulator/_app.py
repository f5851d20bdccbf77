"""The emulator as a WSGI application: the API, the control API and the page, behind the same checks."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn

from werkzeug.wrappers import Request

from zuora_sdk.emulator._access import Access
from zuora_sdk.emulator._api import Api
from zuora_sdk.emulator._clock import Clock
from zuora_sdk.emulator._control import Control
from zuora_sdk.emulator._fault_effects import Connection
from zuora_sdk.emulator._page import Page
from zuora_sdk.emulator._request_reader import MAX_BODY
from zuora_sdk.emulator._responses import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# What other pages may do with responses of the control API and the page: nothing.
PRIVATE_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class BoundedRequest(Request):
    """A request that werkzeug reads within limits: a form can't have a million parts."""

    max_content_length = MAX_BODY
    max_form_memory_size = MAX_BODY
    max_form_parts = 100


class App:
    """Sends each request where it belongs.

    It is a WSGI application, too: a test can call it in process, without a socket. Then a fault that breaks the
    connection raises ConnectionResetError, and delays advance the emulator's clock instead of taking time. How long
    the client waits may be given as `zuora_emulator.timeout` in the environ: what takes longer raises TimeoutError.
    """

    def __init__(self, *, access: Access, api: Api, control: Control, page: Page, clock: Clock) -> None:
        self._access = access
        self._api = api
        self._control = control
        self._page = page
        self._clock = clock

    def respond(self, request: Request, connection: Connection) -> Response:
        """What to send back."""
        if rejected := self._access.check_host(request):
            return rejected
        if request.path.startswith("/v1/") or not self._is_private(request):
            return self._api.respond(request, connection)
        response = self._access.check_control(request)
        if response is None:
            response = self._page.respond(request) or self._control.respond(request)
        response.headers = {**PRIVATE_HEADERS, **response.headers}
        return response

    def _is_private(self, request: Request) -> bool:
        return request.path in ("/", "/openapi.json") or request.path.startswith("/_emulator/")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Respond in process."""
        connection = _InProcess(self._clock, environ.get("zuora_emulator.timeout"))
        with BoundedRequest(environ) as request:
            response = self.respond(request, connection)
        length = str(len(response.body))
        headers = {"Content-Type": response.content_type, **response.headers, "Content-Length": length}
        status = f"{response.status} {_reason(response.status)}"
        start_response(status, list(headers.items()))
        return [response.body[: len(response.body) // 2] if connection.truncated else response.body]


class _InProcess:
    """The connection of a request that came without one."""

    def __init__(self, clock: Clock, timeout: float | None) -> None:
        self._clock = clock
        self._timeout = timeout
        self.truncated = False

    def hold(self, seconds: float) -> bool:
        if self._timeout is not None and seconds >= self._timeout:
            self._clock.advance(self._timeout)
            raise TimeoutError("an injected fault took longer than the client waits")
        self._clock.advance(seconds)
        return True

    def reset(self) -> NoReturn:
        raise ConnectionResetError("an injected fault broke the connection off")


def _reason(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Unknown"
