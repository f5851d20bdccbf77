"""zuora_sdk, used as its documentation says. Works with the client on PyPI too, where that has the same names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import payloads

Work = Callable[[], Any]


def answer(url: str) -> Any:
    """From nothing to the first invoice."""
    return call(url)()


def call(url: str) -> Work:
    """One call on a kept connection."""
    import zuora_sdk

    client = zuora_sdk.ApiClient(zuora_sdk.Configuration(host=url, access_token="token"))
    invoices = zuora_sdk.InvoicesApi(client)
    return lambda: invoices.get_invoice("INV-1")


def decode() -> Work:
    """The bytes of 1,000 items to models, numbers exact."""
    from zuora_sdk import _serialization
    from zuora_sdk.models import InvoiceItemsResponse

    body = payloads.items()
    return lambda: _serialization.decode(InvoiceItemsResponse, body)


def build() -> Work:
    """A bulk request from keywords."""
    from zuora_sdk import models

    return lambda: payloads.bulk_request(models)


def encode() -> Work:
    """That request to bytes, exact."""
    from zuora_sdk import _serialization

    request = build()()
    return lambda: _serialization.encode(request)


def check() -> Work:
    """That request held to its required fields and limits."""
    from zuora_sdk._validation import check_model

    request = build()()

    def work() -> None:
        if findings := check_model(request, "request"):
            raise RuntimeError(findings[:3])

    return work


def page(url: str, items: int) -> None:
    """Page through many items; prints how memory and time went."""
    import json
    from time import process_time

    import zuora_sdk

    client = zuora_sdk.ApiClient(zuora_sdk.Configuration(host=url, access_token="token"))
    supply = zuora_sdk.InvoicesApi(client).iter_invoice_items(f"INV-{items // payloads.PAGE_SIZE}")
    times, settled, seen, started = [], 0, 0, process_time()
    for seen, _ in enumerate(supply, 1):
        if seen == 10 * payloads.PAGE_SIZE:
            settled = _resident()
        if seen % (items // 4) == 0:
            times.append(process_time() - started)
            started = process_time()
    print(json.dumps([seen, _resident() - settled, times[0], times[-1]]))


def _resident() -> int:
    import os

    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def emulated_get(invoices: str) -> Work:
    """Read one invoice of an emulator that holds many."""
    api, number = _emulated(int(invoices))
    return lambda: api.get_invoice(number)


def emulated_list(invoices: str) -> Work:
    """List the items of one invoice of an emulator that holds many."""
    api, number = _emulated(int(invoices))
    return lambda: api.get_invoice_items(number)


def _emulated(invoices: int) -> tuple[Any, str]:
    import zuora_sdk
    from zuora_sdk import models
    from zuora_sdk.emulator import ZuoraEmulator

    zuora = ZuoraEmulator()
    zuora.__enter__()  # for as long as the process lives
    client = zuora_sdk.ApiClient(zuora_sdk.Configuration(host=zuora.url, access_token=zuora.access_token))
    api = zuora_sdk.InvoicesApi(client)
    request = payloads.bulk_request(models)
    del request.invoices[10:]
    for invoice in request.invoices:
        invoice.account_number = "A00000001"
        del invoice.invoice_items[1:]
    for _ in range(invoices // 10):
        created = api.bulk_create_standalone_invoices(request)
    return api, created.invoices[-1].invoice_number
