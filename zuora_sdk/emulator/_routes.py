"""Which operation a URL belongs to."""

from __future__ import annotations

import functools

from werkzeug.routing import Map, MapAdapter, Rule

from zuora_sdk.emulator._contract import Contract


@functools.cache
def routes(contract: Contract) -> MapAdapter:
    """The URLs of a contract's operations; making the map takes longer than all else at the start, so it is kept."""
    rules = [
        Rule(operation.path.replace("{", "<").replace("}", ">"), endpoint=operation.name, methods=[operation.method])
        for operation in contract.operations.values()
    ]
    return Map(rules, merge_slashes=False).bind("localhost")
