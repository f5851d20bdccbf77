"""The client on PyPI (`zuora-sdk`), used as its documentation says."""

from __future__ import annotations

import payloads
import sdk

answer, call = sdk.answer, sdk.call


def decode() -> sdk.Work:
    """The bytes of 1,000 items to models, through floats."""
    from zuora_sdk.models import InvoiceItemsResponse

    body = payloads.items().decode()
    return lambda: InvoiceItemsResponse.from_json(body)


def build() -> sdk.Work:
    """A bulk request from keywords. Its models hold prices and quantities as floats."""
    from zuora_sdk import models

    return lambda: payloads.bulk_request(models, float)


def encode() -> sdk.Work:
    """A bulk request to bytes, the way its client does it before sending."""
    import json

    from zuora_sdk import ApiClient

    request = build()()
    sanitize = ApiClient().sanitize_for_serialization
    return lambda: json.dumps(sanitize(request)).encode()
