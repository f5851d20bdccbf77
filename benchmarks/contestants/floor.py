"""The floor: the least that a careful program needs, with urllib3, json and pydantic alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import payloads

Work = Callable[[], Any]


def answer(url: str) -> Any:
    """From nothing to the first invoice."""
    return _client(url)()


def call(url: str) -> Work:
    """One call on a kept connection."""
    return _client(url)


def _client(url: str) -> Work:
    import json
    from decimal import Decimal

    import urllib3
    from floor_invoice import InvoiceResponse

    timeout = urllib3.Timeout(connect=10, read=130)
    pool = urllib3.connection_from_url(url, maxsize=8, retries=False, timeout=timeout)
    headers = {"Authorization": "Bearer token", "Accept": "application/json", "Zuora-Version": "2024-05-20"}

    def get_invoice() -> InvoiceResponse:
        response = pool.request("GET", "/v1/invoices/INV-1", headers=headers)
        if response.status != 200:
            raise RuntimeError(response.status)
        return InvoiceResponse.model_validate(json.loads(response.data, parse_float=Decimal))

    return get_invoice


def decode() -> Work:
    """The bytes of 1,000 items to models, numbers exact."""
    import json
    from decimal import Decimal

    from floor_items import InvoiceItemsResponse

    body = payloads.items()
    return lambda: InvoiceItemsResponse.model_validate(json.loads(body, parse_float=Decimal))


def build() -> Work:
    """A bulk request from keywords."""
    import floor_requests

    return lambda: payloads.bulk_request(floor_requests)


def encode() -> Work:
    """That request to bytes (pydantic writes decimals as text, which isn't what the API takes)."""
    request = build()()
    return lambda: request.model_dump_json(by_alias=True, exclude_unset=True).encode()
