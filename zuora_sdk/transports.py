"""Other HTTP libraries in urllib3's place. Needs the extra: `pip install "zuora-invoices[requests]"`."""

from __future__ import annotations

import requests
from requests.exceptions import InvalidHeader, InvalidSchema, InvalidURL, MissingSchema
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util import parse_url

from zuora_sdk._connection import Deadline
from zuora_sdk._transport import LIBRARY_ERRORS, HttpRequest, HttpResponse, TransportError, read_response
from zuora_sdk._transport_errors import causes, describe, is_certificate, is_fatal, rejected_tunnel, root_cause
from zuora_sdk.exceptions import ApiValueError

_NOT_CONNECTED = (NewConnectionError, ConnectTimeoutError, requests.ConnectTimeout)
"""Raised before a connection is open. Not `ProxyError`: urllib3 raises it also for a response lost behind a proxy."""

_NOT_SENDABLE = (InvalidURL, InvalidSchema, InvalidHeader, MissingSchema)


class RequestsTransport:
    """Calls through a `requests.Session`, with its proxies, certificates, authentication, hooks and cookies.

        client = ApiClient(Configuration(access_token="..."), transport=RequestsTransport(session))

    The connection settings of the configuration (`verify_ssl`, `proxy`, `connection_pool_maxsize`...) are not used:
    configure the session instead. Adapters with retries of their own are rejected, since they would retry what must not
    be done twice. The total time of a call bounds the body of a response, and each wait for its headers.
    """

    def __init__(self, session: requests.Session) -> None:
        self._session = session

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send once. Raises `TransportError` if there is no response."""
        deadline = Deadline(request.total_timeout)
        try:
            self._reject_retries(request.url)
            response = self._send(request)
            return read_response(response.raw, deadline.check)
        except (ApiValueError, TransportError):
            raise
        except LIBRARY_ERRORS as error:
            failure = _failure(error, request)
        except BaseException as error:
            # What a signal handler raised. Frames of the libraries would show the token.
            raise error.with_traceback(None)  # noqa: B904 - the same error
        raise failure

    def close(self) -> None:
        """Close the connections of the session. A later request opens new ones."""
        self._session.close()

    def _send(self, request: HttpRequest) -> requests.Response:
        try:
            return self._session.request(
                request.method,
                request.url,
                data=request.body,
                headers=request.headers,
                # Without this, an entry of ~/.netrc for the host would take the place of the token.
                auth=None if self._session.auth else _unchanged,
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

    def _reject_retries(self, url: str) -> None:
        retries = getattr(self._session.get_adapter(url), "max_retries", 0)
        if any(getattr(retries, kind, retries) for kind in ("total", "connect", "read", "status", "other")):
            raise ApiValueError(
                "the session's adapter has retries of its own, which could bill twice: "
                "mount one with max_retries=0, and set Configuration(retries=...)"
            )


def _failure(error: BaseException, request: HttpRequest) -> TransportError:
    sent = not (
        any(isinstance(cause, _NOT_CONNECTED + _NOT_SENDABLE) for cause in causes(error))
        or is_certificate(error)
        or rejected_tunnel(error)
    )
    through_proxy = any(isinstance(cause, requests.exceptions.ProxyError) for cause in causes(error))
    url = parse_url(request.host)
    server = url.netloc or "the server"
    failure = TransportError(
        describe(error, sent=sent, peer="the session's proxy" if through_proxy else server, server=server),
        sent=sent,
        fatal=is_fatal(error) or isinstance(error, _NOT_SENDABLE),
    )
    failure.__cause__ = root_cause(error)
    return failure


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
