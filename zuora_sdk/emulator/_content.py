"""The content of messages: gzip both ways, and JSON, within limits."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace
from typing import Any

from werkzeug.wrappers import Request

from zuora_sdk.emulator import _exact_json
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._request_reader import MAX_BODY
from zuora_sdk.emulator._responses import Response

COMPRESSED_ABOVE = 1000
# What zlib calls a gzip header.
GZIP = 16 + zlib.MAX_WBITS


def content(request: Request) -> bytes:
    """The body, unpacked if it is compressed; Rejection if it unpacks to too much."""
    body = request.get_data()
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "identity":
        return body
    if encoding != "gzip":
        raise Rejection(Category.UNSUPPORTED, f"Content-Encoding must be gzip, got {encoding}.", status=415)
    unpacker = zlib.decompressobj(GZIP)
    try:
        unpacked = unpacker.decompress(body, MAX_BODY + 1)
    except zlib.error:
        raise Rejection(Category.MALFORMED, "The body is not gzip, as Content-Encoding says.") from None
    if len(unpacked) > MAX_BODY:
        raise Rejection(Category.LIMIT, f"The body may have {MAX_BODY} bytes when unpacked.", status=413)
    if not unpacker.eof or unpacker.unused_data:
        raise Rejection(Category.MALFORMED, "The body is not gzip, as Content-Encoding says.")
    return unpacked


def read_json(request: Request) -> Any:
    """The JSON data of the body; Rejection if it is not JSON."""
    try:
        return _exact_json.read(content(request))
    except (ValueError, RecursionError) as error:
        raise Rejection(Category.MALFORMED, f"The request is not JSON: {error}.") from None


def compressed(response: Response, request: Request) -> Response:
    """The response, gzipped if the client accepts it and it is worth it."""
    if len(response.body) <= COMPRESSED_ABOVE or request.accept_encodings.quality("gzip") <= 0:
        return response
    headers = {**response.headers, "Content-Encoding": "gzip"}
    return replace(response, body=gzip.compress(response.body, 1), headers=headers)
