"""The documented names of the HTTP layer: `ApiException`, and what a transport of your own needs.

See docs/transports.md.
"""

from __future__ import annotations

from zuora_sdk._transport import HttpRequest, HttpResponse, Transport, TransportError
from zuora_sdk._urllib3_transport import Urllib3Transport
from zuora_sdk.exceptions import ApiException

__all__ = ["ApiException", "HttpRequest", "HttpResponse", "Transport", "TransportError", "Urllib3Transport"]
