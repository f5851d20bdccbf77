"""Iterating over lists that come in pages: whole, in order, in flat memory, and never for ever."""

from __future__ import annotations

import gc
import json
import threading
import time
import tracemalloc
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from wire import Answer, Received, WireServer, answer_json

from zuora_sdk import ApiException, ApiValueError, InvoiceItem, InvoicesApi, NotFoundException


def page_of(request: Received) -> tuple[int, int]:
    query = parse_qs(urlsplit(request.target).query)
    return int(query["page"][0]), int(query["pageSize"][0])


def listing(total: int, address: Callable[[int], str], entries: str = "invoiceItems") -> Callable[[Received], Answer]:
    """A list of so many entries, whose next pages are named as `address` does."""

    def answer(request: Received) -> Answer:
        page, size = page_of(request)
        found = [{"id": f"item-{n}"} for n in range((page - 1) * size, min(page * size, total))]
        more = {"nextPage": address(page + 1)} if page * size < total else {}
        return answer_json({entries: found, **more, "success": True})

    return answer


FORMS = {
    "absolute": "https://rest.zuora.com/v1/invoices/INV1/items?page={}&pageSize=40",
    "root-relative": "/v1/invoices/INV1/items?pageSize=40&page={}",
    "without the version": "/invoices/INV1/items?page={}",
    "of another host": "https://evil.example/steal?page={}",
    "of another scheme": "ftp://evil.example/?page={}",
    "query alone": "?page={}",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_entry_once_and_in_order_whatever_form_next_page_has(
    form: str, server: WireServer, invoices: InvoicesApi
) -> None:
    server.script([listing(95, form.format)])

    items = list(invoices.iter_invoice_items("INV1"))

    assert [item.id for item in items] == [f"item-{n}" for n in range(95)]
    assert all(isinstance(item, InvoiceItem) for item in items)
    assert [request.target for request in server.received] == [
        "/v1/invoices/INV1/items?pageSize=40&page=1",
        "/v1/invoices/INV1/items?pageSize=40&page=2",
        "/v1/invoices/INV1/items?pageSize=40&page=3",
    ]


def test_files_and_taxes_come_the_same_way(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([listing(41, "?page={}".format, "invoiceFiles")])
    assert [file.id for file in invoices.iter_invoice_files("INV1")] == [f"item-{n}" for n in range(41)]
    assert server.last.target == "/v1/invoices/INV1/files?pageSize=40&page=2"

    server.script([listing(41, "?page={}".format, "data")])
    assert [tax.id for tax in invoices.iter_taxation_items("INV1", "i9")] == [f"item-{n}" for n in range(41)]
    assert server.last.target == "/v1/invoices/INV1/items/i9/taxation-items?pageSize=40&page=2"


def test_each_page_is_asked_for_with_the_arguments_of_the_first(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([listing(3, "?page={}".format)])

    list(
        invoices.iter_invoice_items(
            "INV1", page_size=2, zuora_entity_ids="e1", zuora_track_id="night", _headers={"X-Mine": "yes"}
        )
    )

    assert len(server.received) == 2
    for request in server.received:
        assert page_of(request)[1] == 2
        sent = [request.headers[name] for name in ("Zuora-Entity-Ids", "Zuora-Track-Id", "X-Mine", "Authorization")]
        assert sent == ["e1", "night", "yes", "Bearer token-1"]


def test_pages_are_fetched_when_they_are_needed_and_anew_each_time(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([listing(100, "?page={}".format)])

    pages = invoices.iter_invoice_items("INV1")
    assert server.received == []
    first = next(iter(pages))
    assert (first.id, len(server.received)) == ("item-0", 1)
    assert len(list(pages)) == 100
    assert len(server.received) == 4


def test_pages_come_whole_with_their_headers(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([listing(50, "?page={}".format)])

    pages = list(invoices.iter_invoice_items("INV1").pages())

    assert [len(page.data.invoice_items or ()) for page in pages] == [40, 10]
    assert [page.status_code for page in pages] == [200, 200]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ({"invoiceItems": [{"id": "1"}], "nextPage": "/v1/x?page=1"}, "which is not page 2"),
        ({"invoiceItems": [{"id": "1"}], "nextPage": "/v1/x?page=3"}, "which is not page 2"),
        ({"invoiceItems": [{"id": "1"}], "nextPage": "/v1/x"}, "which is not page 2"),
        ({"invoiceItems": [{"id": "1"}], "nextPage": "/v1/x?page=2&page=3"}, "which is not page 2"),
        ({"invoiceItems": [{"id": "1"}], "nextPage": "http://[?page=2"}, "which is not page 2"),
        ({"invoiceItems": [{"id": "1"}], "nextPage": {"page": 2}}, "which is not page 2"),
        ({"invoiceItems": [], "nextPage": "/v1/x?page=2"}, "page 1 is empty, and yet is not the last one"),
        ({"nextPage": "/v1/x?page=2"}, "page 1 is empty, and yet is not the last one"),
        ({"invoiceItems": {"id": "1"}}, "invoice_items is not a list"),
    ],
)
def test_a_list_that_cannot_be_read_to_its_end_says_so(
    answer: dict[str, object], fault: str, server: WireServer, invoices: InvoicesApi
) -> None:
    server.script([answer_json(answer, Zuora_Request_Id="r-1")])

    with pytest.raises(ApiException, match="get_invoice_items failed") as caught:
        list(invoices.iter_invoice_items("INV1"))

    assert fault in str(caught.value)
    assert caught.value.request_id == "r-1"
    assert json.loads(caught.value.body) == answer
    assert len(server.received) == 1


def test_a_server_that_ignores_the_page_is_not_followed_for_ever(server: WireServer, invoices: InvoicesApi) -> None:
    same = [{"id": "1"}, {"id": "2"}]
    server.script([lambda it: answer_json({"invoiceItems": same, "nextPage": f"?page={page_of(it)[0] + 1}"})])

    with pytest.raises(ApiException, match="page 2 repeats an earlier page"):
        list(invoices.iter_invoice_items("INV1"))


@pytest.mark.parametrize("last", [True, False])
def test_pages_that_cycle_end_with_an_error(last: bool, server: WireServer, invoices: InvoicesApi) -> None:
    def answer(request: Received) -> Answer:
        page, _ = page_of(request)
        following = {} if last and page == 3 else {"nextPage": f"?page={page + 1}"}
        return answer_json({"invoiceItems": [{"id": f"{page % 2}-{n}"} for n in range(2)], **following})

    server.script([answer])
    items = iter(invoices.iter_invoice_items("INV1"))
    assert [next(items).id for _ in range(4)] == ["1-0", "1-1", "0-0", "0-1"]
    with pytest.raises(ApiException, match="page 3 repeats an earlier page"):
        next(items)


def test_pages_without_ids_that_repeat_end_with_an_error(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([lambda it: answer_json({"invoiceItems": [{"sku": "A"}], "nextPage": f"?page={page_of(it)[0] + 1}"})])
    with pytest.raises(ApiException, match="page 2 repeats an earlier page"):
        list(invoices.iter_invoice_items("INV1"))


def test_an_entry_that_moved_onto_the_next_page_is_not_counted_twice(server: WireServer, invoices: InvoicesApi) -> None:
    first = {"invoiceItems": [{"id": "2"}, {"id": "1"}], "nextPage": "?page=2"}
    second = {"invoiceItems": [{"id": "1"}, {"id": "0"}]}
    server.script([answer_json(first), answer_json(second)])
    with pytest.raises(ApiException, match="page 2 has 1 again, as the page before it: the list changed"):
        list(invoices.iter_invoice_items("INV1"))


def test_paging_starts_at_any_page(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([listing(100, "?page={}".format)])
    pages = invoices.iter_invoice_items("INV1", page_size=10)
    assert [item.id for item in pages.start_at(9)] == [f"item-{n}" for n in range(80, 100)]
    assert [len(page.data.invoice_items) for page in pages.start_at(10).pages()] == [10]
    assert next(iter(pages)).id == "item-0"
    for page in (0, -1, 1.5, "2"):
        with pytest.raises(ApiValueError, match="page: must be an integer of at least 1"):
            pages.start_at(page)  # type: ignore[arg-type]


def test_the_next_page_is_fetched_while_one_is_used(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([listing(95, "?page={}".format)])
    items = iter(invoices.iter_invoice_items("INV1").prefetch())
    assert next(items).id == "item-0"
    until = time.monotonic() + 10
    while len(server.received) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.05)
    assert len(server.received) == 2  # one ahead, and no further
    assert [item.id for item in items] == [f"item-{n}" for n in range(1, 95)]
    assert len(server.received) == 3


def test_a_page_that_fails_ahead_is_told_when_it_is_reached(server: WireServer, invoices: InvoicesApi) -> None:
    whole = listing(80, "?page={}".format)
    server.script([lambda request: whole(request) if page_of(request)[0] == 1 else answer_json({}, 404)])
    items = iter(invoices.iter_invoice_items("INV1").prefetch())
    assert [next(items).id for _ in range(40)][-1] == "item-39"
    with pytest.raises(NotFoundException):
        next(items)


def test_leaving_early_leaves_no_thread(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([listing(400, "?page={}".format)])
    for item in invoices.iter_invoice_items("INV1").prefetch():
        assert item.id == "item-0"
        break
    gc.collect()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("zuora-prefetch")]
    assert len(server.received) <= 2


def test_the_last_page_ends_it_whatever_marks_it(server: WireServer, invoices: InvoicesApi) -> None:
    for end in ({}, {"nextPage": None}, {"nextPage": ""}):
        server.script([answer_json({"invoiceItems": [{"id": "1"}], **end})])
        assert [item.id for item in invoices.iter_invoice_items("INV1")] == ["1"]
    server.script([answer_json({"success": True})])
    assert list(invoices.iter_invoice_items("INV1")) == []


def test_a_failure_on_a_later_page_is_raised_there(server: WireServer, invoices: InvoicesApi) -> None:
    refused = answer_json({"success": False, "reasons": [{"code": 50000040, "message": "gone"}]}, 404)
    whole = listing(80, "?page={}".format)
    server.script([lambda request: whole(request) if page_of(request)[0] == 1 else refused])

    items = iter(invoices.iter_invoice_items("INV1"))

    assert [next(items).id for _ in range(40)][-1] == "item-39"
    with pytest.raises(ApiException, match="gone"):
        next(items)


def test_memory_stays_flat(server: WireServer, invoices: InvoicesApi) -> None:
    server.script([listing(8_000, "?page={}".format)])
    sizes = []

    tracemalloc.start()
    try:
        for count, _ in enumerate(invoices.iter_invoice_items("INV1")):
            if count % 2400 == 2399:
                server.received.clear()
                gc.collect()
                sizes.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()

    assert len(sizes) == 3
    assert sizes[-1] - sizes[0] < 100_000
