"""Why there was no response, in words for its reader: what went wrong, with which server or proxy, what to do next."""

from __future__ import annotations

import re
import socket
import ssl
import sys
from collections.abc import Iterator

from urllib3.exceptions import ConnectTimeoutError, DecodeError, HTTPError, LocationValueError, ReadTimeoutError

_TUNNEL_REJECTED = re.compile(r"Tunnel connection failed: (\d{3}.*)")
"""What `http.client` raises if a proxy doesn't CONNECT: an OSError whose text alone has the status."""

_TIMEOUTS = (TimeoutError, ConnectTimeoutError, ReadTimeoutError)
_NOBODY_THERE = (ConnectionRefusedError, *_TIMEOUTS)
_TRANSIENT_REJECTIONS = ("408", "425", "429", "5")
_TRANSIENT_TLS_ERRORS = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError, ssl.SSLWantReadError)


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it was raised for; urllib3 keeps that in `reason`, as well as in the usual places."""
    while error is not None:
        yield error
        reason = getattr(error, "reason", None)
        context = None if error.__suppress_context__ else error.__context__
        error = reason if isinstance(reason, BaseException) else error.__cause__ or context


def root_cause(error: BaseException) -> BaseException | None:
    """The innermost cause, if it is an error of Python's own, without its frames.

    Errors and frames of libraries may hold the connection or the request, and in it the token.
    """
    *_, root = causes(error)
    if type(root).__module__.partition(".")[0] not in sys.stdlib_module_names:
        return None
    for name in ("request", "response"):
        vars(root).pop(name, None)  # some libraries hang theirs on
    return root.with_traceback(None)


def is_fatal(error: BaseException) -> bool:
    """Whether trying again can't help: a certificate or TLS version that doesn't fit, a login that a proxy rejects."""
    *_, root = causes(error)
    if isinstance(root, ssl.SSLError):
        return not isinstance(root, _TRANSIENT_TLS_ERRORS) and _tls_reason(root) != "TLSV1_ALERT_INTERNAL_ERROR"
    status = rejected_tunnel(error)
    return status is not None and not status.startswith(_TRANSIENT_REJECTIONS)


def is_certificate(error: BaseException) -> bool:
    """Whether the certificate of the server or proxy is not trusted."""
    return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes(error))


def rejected_tunnel(error: BaseException) -> str | None:
    """The status with which a proxy responded to CONNECT, such as `407 Proxy Authentication Required`."""
    found = (_TUNNEL_REJECTED.search(str(cause)) for cause in causes(error) if isinstance(cause, OSError))
    return next((match.group(1) for match in found if match), None)


def describe(error: BaseException, *, sent: bool, peer: str = "the server", server: str = "the server") -> str:
    """What went wrong and what to do about it.

    sent: whether the request may have reached the server. server: who was to respond. peer: whom the connection was
    made to: the server or a proxy.
    """
    *_, root = causes(error)
    reason = _reason(root)
    if isinstance(error, DecodeError):
        return f"the body can't be decompressed: {reason}"
    if isinstance(root, LocationValueError):  # its text quotes the URL, which may be a proxy's with a password
        return "could not connect: the URL of the host or of its proxy is malformed"
    if isinstance(root, ssl.SSLCertVerificationError):
        problem = getattr(root, "verify_message", "") or reason
        return (
            f"could not connect to {peer}: its certificate is not trusted ({problem}); "
            "set ssl_ca_cert to a file with the CA that issued it, and check the host name"
        )
    if isinstance(root, ssl.SSLError) and not sent:
        return f"could not connect to {peer}: the TLS handshake failed ({reason}); TLS 1.2 or newer is needed"
    if isinstance(root, socket.gaierror):
        return f"could not connect to {peer}: the host name can't be resolved ({reason}); check its spelling and DNS"
    if status := rejected_tunnel(error):
        advice = "; check the user name and password of the proxy" if status.startswith("407") else ""
        return f"could not connect to {server}: {peer} rejected the connection ({status}){advice}"
    if any(isinstance(cause, _TIMEOUTS) for cause in causes(error)):
        reason = "timed out"
        if sent:
            return f"timed out waiting for the response of {server}"
    if sent:
        return f"connection lost to {server}: {reason}"
    advice = "; check the address, and whether a firewall blocks it" if isinstance(root, _NOBODY_THERE) else ""
    return f"could not connect to {peer}: {reason}{advice}"


def _reason(root: BaseException) -> str:
    """The innermost cause says it best; the outer ones name objects and addresses in memory."""
    if isinstance(root, ssl.SSLError) and _tls_reason(root):
        return _tls_reason(root).replace("_", " ").lower()
    if isinstance(root, (ValueError, TypeError)) and not isinstance(root, (HTTPError, OSError)):
        return type(root).__name__  # its text may quote a header
    return str(root) or type(root).__name__


def _tls_reason(error: ssl.SSLError) -> str:
    return getattr(error, "reason", None) or ""  # an error that OpenSSL didn't raise has none
