"""Other libraries that speak HTTP in urllib3's place. Needs the extra: `pip install "zuora-invoices[requests]"`."""

from __future__ import annotations

import time

import requests
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ProxyError

from zuora_sdk._transport import HttpRequest, HttpResponse, causes, is_certificate, lost, read_answer
from zuora_sdk.exceptions import ApiValueError

_NOT_CONNECTED = (NewConnectionError, ConnectTimeoutError, ProxyError, requests.ConnectTimeout)
_NOT_SENDABLE = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.InvalidHeader,
    requests.exceptions.MissingSchema,
)


class RequestsTransport:
    """Calls through a `requests.Session`, with its proxies, certificates, authentication, hooks and cookies.

        client = ApiClient(Configuration(access_token="..."), transport=RequestsTransport(session))

    The connection settings of the configuration (`verify_ssl`, `proxy`, `connection_pool_maxsize`...) don't count here:
    set them on the session. An adapter that repeats by itself is refused, since it would repeat what must not be done
    twice. The total time of a call bounds the body of an answer, and each of its waits for the headers.
    """

    def __init__(self, session: requests.Session) -> None:
        self._session = session

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send once. Raises `TransportError` if there is no answer."""
        expires = time.monotonic() + request.total_timeout
        try:
            self._refuse_repetition(request.url)
            response = self._send(request)
        except (OSError, HTTPError) as error:  # what requests raises are OSErrors, but some of urllib3's get through
            chain = list(causes(error))
            certificate = is_certificate(error)
            sent = not certificate and not any(isinstance(cause, _NOT_CONNECTED + _NOT_SENDABLE) for cause in chain)
            root = next((cause for cause in chain if isinstance(cause, HTTPError)), error)
            failure = lost(root, sent=sent, fatal=certificate or isinstance(error, _NOT_SENDABLE))
        else:
            return read_answer(response.raw, expires)
        raise failure

    def close(self) -> None:
        """Let go of the session's connections. A later request opens new ones."""
        self._session.close()

    def _send(self, request: HttpRequest) -> requests.Response:
        try:
            return self._session.request(
                request.method,
                request.url,
                data=request.body,
                headers=request.headers,
                # Without this, an entry of ~/.netrc for the host would take the place of the token.
                auth=None if self._session.auth else _as_it_is,
                timeout=(
                    min(request.connect_timeout, request.total_timeout),
                    min(request.read_timeout, request.total_timeout),
                ),
                allow_redirects=False,
                stream=True,
            )
        except requests.HTTPError as error:  # a hook of the session judges statuses, which is the client's work
            if error.response is None:
                raise
            return error.response

    def _refuse_repetition(self, url: str) -> None:
        retries = getattr(self._session.get_adapter(url), "max_retries", 0)
        if any(getattr(retries, kind, retries) for kind in ("total", "connect", "read", "status", "other")):
            raise ApiValueError(
                "the session's adapter repeats requests by itself, which could bill twice: "
                "mount one with max_retries=0, and set Configuration(retries=...)"
            )


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
