"""The wire: authentication, versions, headers, limits, encodings, idempotency, and requests that don't fit."""

from __future__ import annotations

import gzip
import json
import re
import threading
from decimal import Decimal
from typing import Any

import pytest
import urllib3
from emulator_caller import Caller, item, tax

from zuora_sdk.emulator import CLIENT_ID, CLIENT_SECRET, Settings, ZuoraEmulator, _api
from zuora_sdk.emulator._endpoints import respond

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
GOOD_FORM = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "grant_type": "client_credentials"}


def ask_token(zuora: ZuoraEmulator, **form: str) -> Any:
    pool = urllib3.PoolManager(retries=False)
    response = pool.request_encode_body(
        "POST", f"{zuora.url}/oauth/token", fields={**GOOD_FORM, **form}, encode_multipart=False
    )
    status, data, headers = response.status, response.json(), response.headers
    pool.clear()
    return status, data, headers


def test_a_token_opens_the_gate_until_it_expires(zuora: ZuoraEmulator, call: Caller) -> None:
    status, token, headers = ask_token(zuora)
    assert (status, token["token_type"], token["expires_in"]) == (200, "bearer", 3599)
    assert "Concurrency-Limit-Limit" not in headers
    bearer = {"Authorization": f"Bearer {token['access_token']}"}
    key = call.create()["id"]
    assert call("GET", f"/v1/invoices/{key}", headers=bearer).status == 200
    zuora.clock.advance(3600)
    refused = call("GET", f"/v1/invoices/{key}", headers=bearer)
    assert (refused.status, refused.data) == (401, {"message": "Authentication error"})
    assert "Bearer realm=Zuora API" in refused.headers["WWW-Authenticate"]
    assert "Concurrency-Limit-Limit" not in refused.headers
    assert call("GET", f"/v1/invoices/{key}", headers={"Authorization": "Basic abc"}).status == 401
    assert call("GET", f"/v1/invoices/{key}").status == 200


@pytest.mark.parametrize(
    ("form", "status", "message"),
    [
        ({"client_id": "e5a10000-0000-4000-8000-000000000009"}, 400, "Invalid client id"),
        ({"client_id": "short"}, 400, "client_id must have at least 36 characters."),
        ({"client_secret": "wrong"}, 401, "Invalid client secret"),
        ({"grant_type": "password"}, 400, "grant_type must be one of client_credentials."),
    ],
)
def test_a_token_is_refused(zuora: ZuoraEmulator, form: dict[str, str], status: int, message: str) -> None:
    answered, data, _ = ask_token(zuora, **form)
    assert (answered, data["message"], data["path"]) == (status, message, "/oauth/token")


def test_the_version_decides_between_status_and_success(call: Caller) -> None:
    def ask(version: str) -> tuple[int, Any]:
        reply = call("GET", "/v1/invoices/nope", headers={"Zuora-Version": version})
        return reply.status, reply["reasons"][0]["code"]

    assert ask("2024-05-20") == ask("2025-08-12") == (404, 50000040)
    assert ask("341.0") == ask("186.0") == (200, 50000040)
    assert ask("2023-01-01") == ask("999.0") == (400, 50000020)
    old = call("GET", "/v1/invoices/nope", headers={"Zuora-Version": "200.0"})
    assert old["success"] is False
    rates = [{"currency": "EUR", "customFxRate": 1.1}]
    assert call("POST", "/v1/invoices", call.request(customRates=rates), headers={"Zuora-Version": "223.0"}).codes == [
        58490021
    ]
    assert call("POST", "/v1/invoices", call.request(customRates=rates), headers={"Zuora-Version": "224.0"})["id"]


def test_every_answer_has_its_headers(call: Caller) -> None:
    reply = call("POST", "/v1/invoices", call.request(), headers={"Zuora-Track-Id": "run 7"})
    assert reply.headers["Zuora-Track-Id"] == "run 7"
    assert UUID.fullmatch(reply.headers["Zuora-Request-Id"])
    assert reply.headers["RateLimit-Limit"] == "50000, 50000;w=60, 2250000;w=3600, 27000000;w=86400"
    assert reply.headers["RateLimit-Remaining"] == "49999"
    assert 0 < int(reply.headers["RateLimit-Reset"]) <= 60
    assert reply.headers["Concurrency-Limit-Type"] == "Default"
    assert reply.headers["Concurrency-Limit-Limit"] == "40"
    assert reply.headers["Concurrency-Limit-Remaining"] == "39"
    refused = call("GET", "/v1/invoices/nope")
    assert "Zuora-Track-Id" not in refused.headers
    assert refused["requestId"] == refused.headers["Zuora-Request-Id"]
    assert re.fullmatch("[0-9A-F]{16}", refused["processId"])
    for bad in ("a:b", "x" * 65):
        assert call("GET", "/v1/invoices/nope", headers={"Zuora-Track-Id": bad}).codes == [50000020]


def test_money_has_nine_decimals(call: Caller) -> None:
    reply = call("POST", "/v1/invoices", call.request(125, rate__c=0.5))
    assert '"amount":125.000000000' in reply.text
    assert '"refundAmount":0E-9' in reply.text
    assert '"rate__c":0.500000000' in reply.text
    assert re.search(r'"createdDate":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"', reply.text)
    body = json.dumps(call.request("MONEY")).encode().replace(b'"MONEY"', b"1234567890123.89")
    assert '"amount":1234567890123.890000000' in call("POST", "/v1/invoices", body).text


def test_gzip_both_ways(call: Caller) -> None:
    packed = gzip.compress(json.dumps(call.request()).encode())
    pool = call.pool
    headers = {
        "Authorization": f"Bearer {call.zuora.access_token}",
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
        "Accept-Encoding": "gzip",
    }
    response = pool.request("POST", f"{call.zuora.url}/v1/invoices", body=packed, headers=headers, decode_content=False)
    assert response.headers["Content-Encoding"] == "gzip"
    invoice = json.loads(gzip.decompress(response.data))
    short = call("PUT", f"/v1/invoices/{invoice['id']}/cancel", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in short.headers
    broken = call("POST", "/v1/invoices", b"{}", headers={"Content-Encoding": "gzip"})
    assert (broken.status, broken.codes) == (400, [58490090])


@pytest.mark.parametrize("action", ["post", "reverse", "write-off"])
def test_an_action_without_a_body_is_415(call: Caller, action: str) -> None:
    key = call.create()["id"]
    reply = call("PUT", f"/v1/invoices/{key}/{action}")
    assert (reply.status, reply.codes) == (415, [50000045])


def test_unknown_roads(call: Caller) -> None:
    assert call("GET", "/elsewhere").data == {"message": "no Route matched with those values"}
    unknown = call("GET", "/v1/invoice")
    assert (unknown.status, unknown.codes) == (404, [50000040])
    wrong = call("PATCH", "/v1/invoices", {})
    assert (wrong.status, wrong.headers["Allow"]) == (405, "POST, PUT")


def without(fields: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != name}


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        ({"invoiceDate": None}, 22, "invoiceDate is required."),
        ({"invoiceItems": [without(item(), "amount")]}, 22, "invoiceItems[0].amount is required."),
        ({"invoiceItems": [without(item(), "chargeName")]}, 22, "invoiceItems[0].chargeName"),
        ({"accountId": ""}, 22, "accountId or accountNumber is required."),
        ({"invoiceDat": "2024-05-20"}, 21, "invoiceDat is not a known field."),
        ({"invoiceItems": [item(colour="red")]}, 21, "invoiceItems[0].colour is not a known field."),
        ({"invoiceDate": "20.5.2024"}, 20, "invoiceDate must be a date"),
        ({"invoiceDate": "2024-02-30"}, 20, "invoiceDate must be a date"),
        ({"autoPay": "yes"}, 20, "autoPay must be of type boolean."),
        ({"comments": 7}, 20, "comments must be of type string."),
        ({"comments": None}, 20, "comments may not be null."),
        ({"invoiceNumber": "INV 1"}, 20, "invoiceNumber must match"),
        ({"status": "Canceled"}, 20, "status must be Draft or Posted, got Canceled."),
        ({"status": "Poste"}, 20, "status must be one of Draft, Posted"),
        ({"invoiceItems": []}, 20, "invoiceItems must have at least 1 entry."),
        ({"invoiceItems": [item("ten")]}, 20, "invoiceItems[0].amount must be a number."),
        ({"invoiceItems": [item(True)]}, 20, "invoiceItems[0].amount must be a number."),
        ({"invoiceItems": [item(1e300)]}, 20, "invoiceItems[0].amount is out of range."),
        ({"invoiceItems": [item()] * 1001}, 20, "invoiceItems must have at most 1000 entries."),
        ({"invoiceItems": [item(taxItems=[tax(1)] * 6)]}, 20, "invoiceItems[0].taxItems must have at most 5 entries."),
        (
            {"invoiceItems": [item(discountItems=[{"amount": -1, "chargeName": "d"}] * 11)]},
            20,
            "invoiceItems[0].discountItems must have at most 10 entries.",
        ),
        (
            {"invoiceItems": [item(discountItems=[{"amount": 1, "chargeName": "d"}])]},
            20,
            "invoiceItems[0].discountItems[0].amount must be negative.",
        ),
        ({"accountNumber": "A00000002"}, 20, "accountId and accountNumber are of different accounts."),
        ({"paymentTerm": "Net 1000"}, 20, "There is no payment term Net 1000."),
    ],
)
def test_a_request_that_does_not_fit(call: Caller, change: dict[str, Any], code: int, message: str) -> None:
    reply = call("POST", "/v1/invoices", {**call.request(), **change})
    assert (reply.status, reply.codes[0]) == (400, 58490000 + code)
    assert message in reply["reasons"][0]["message"]


def test_more_requests_that_do_not_fit(call: Caller) -> None:
    assert call("POST", "/v1/invoices", b'{"a":').codes == [58490090]
    assert call("POST", "/v1/invoices", b'{"a": NaN}').codes == [58490090]
    assert call("POST", "/v1/invoices", b"\xff").codes == [58490090]
    assert call("POST", "/v1/invoices", b"[" * 100_000).codes == [58490090]
    assert call("POST", "/v1/invoices", b"[]").codes == [58490020]
    two = call("POST", "/v1/invoices", {**call.request(), "x": 1, "y": 1})
    assert two.codes == [58490021, 58490021]
    key = call.create(invoiceNumber="MINE-1")["id"]
    assert call("POST", "/v1/invoices", call.request(invoiceNumber="MINE-1")).codes == [58490030]
    both = call("PUT", f"/v1/invoices/{key}", {"invoiceDate": "2024-05-20", "dueDate": "2024-05-20"})
    assert both.codes == [50000020]
    many = {"invoices": [call.request(1)] * 51}
    assert call("POST", "/v1/invoices/batch", many).codes == [58490020]
    many = {"invoices": [call.request(*range(1, 502))] * 2}
    assert call("POST", "/v1/invoices/batch", many).codes == [58490020]
    assert call("GET", "/v1/invoices/pdf-status").codes == [50000023]
    keys = ",".join([key] * 51)
    assert call("GET", f"/v1/invoices/pdf-status?invoiceKeys={keys}").codes == [50000020]
    assert call("PUT", f"/v1/invoices/{key}", {"transferredToAccounting": "Maybe"}).codes == [50000020]


def test_uploads(call: Caller) -> None:
    key = call.create()["id"]
    path = f"/v1/invoices/{key}/files"
    assert len(call.upload(key)["fileId"]) == 32
    assert call.upload(key).codes == [50000030]
    assert call.upload(key, "terms.txt").codes == [50000020]
    assert call.upload(key, "fake.pdf", b"no PDF").codes == [50000020]
    assert call.upload(key, "big.pdf", b"%PDF" + bytes(4 * 1024 * 1024)).codes == [50000020]
    assert call("POST", path, {}).status == 415
    for number in range(49):
        assert call.upload(key, f"{number}.pdf").status == 200
    assert call.upload(key, "one more.pdf").codes == [50000030]


def test_memo_dates_and_reasons(call: Caller) -> None:
    key = call.posted()["id"]
    reverse = f"/v1/invoices/{key}/reverse"
    assert call("PUT", reverse, {"memoDate": "2024-05-19"}).codes == [50000020]
    assert call("PUT", reverse, {"memoDate": "2024-05-21", "applyEffectiveDate": "2024-05-20"}).codes == [50000020]
    assert call("PUT", reverse, {"reasonCode": "Because"}).codes == [50000020]
    assert call("PUT", reverse, {"comment": "x" * 256}).codes == [50000020]
    call.zuora.ledger.apply_payment(key, Decimal(1))
    assert call("PUT", reverse, {}).codes == [50000030]
    negative = call.posted(-5)["id"]
    assert call("PUT", f"/v1/invoices/{negative}/reverse", {}).codes == [50000030]


def test_limits_of_reversal_and_write_off_count_all_items() -> None:
    settings = Settings(reverse_max_items=3, write_off_max_items=3, closed_before="2024-01-01")
    with ZuoraEmulator(settings=settings) as zuora:
        call = Caller(zuora)
        items = [item(10, taxItems=[tax(1)], discountItems=[{"amount": -1, "chargeName": "d"}]), item(1)]
        key = call("POST", "/v1/invoices", call.request(invoiceItems=items, status="Posted"))["id"]
        assert call("PUT", f"/v1/invoices/{key}/reverse", {}).codes == [50000030]
        assert call("PUT", f"/v1/invoices/{key}/write-off", {}).codes == [50000030]
        assert call("POST", "/v1/invoices", call.request(invoiceDate="2023-12-31")).codes == [58490030]
        call.pool.clear()


def test_features_that_are_off() -> None:
    settings = Settings(invoice_settlement=False, email_notification_active=False, relative_next_page=True)
    with ZuoraEmulator(settings=settings) as zuora:
        call = Caller(zuora)
        key = call.posted(*range(1, 22))["id"]
        assert call("PUT", f"/v1/invoices/{key}/reverse", {}).codes == [50000030]
        assert call("PUT", f"/v1/invoices/{key}/write-off", {}).codes == [50000030]
        assert call("GET", f"/v1/invoices/{key}/application-parts").codes == [50000030]
        assert call("POST", f"/v1/invoices/{key}/emails", {}).codes == [50000030]
        assert call("GET", f"/v1/invoices/{key}/items")["nextPage"] == f"/v1/invoices/{key}/items?page=2&pageSize=20"
        call.pool.clear()


def test_entities_and_orgs() -> None:
    with ZuoraEmulator(settings=Settings(entities=("e1",), orgs=("o1", "o2"))) as zuora:
        call = Caller(zuora)
        key = call.create()["id"]
        path = f"/v1/invoices/{key}"
        assert call("GET", path, headers={"Zuora-Entity-Ids": "e1", "Zuora-Org-Ids": "o1, o2"}).status == 200
        wrong = call("GET", path, headers={"Zuora-Entity-Ids": "e2"})
        assert (wrong.status, wrong.codes) == (400, [90000020])
        forbidden = call("GET", path, headers={"Zuora-Org-Ids": "o1,o3"})
        assert (forbidden.status, forbidden["code"]) == (403, 90000010)
        call.pool.clear()


def test_an_idempotency_key_is_replayed_for_a_day(zuora: ZuoraEmulator, call: Caller) -> None:
    headers = {"Idempotency-Key": "order-7"}
    first = call("POST", "/v1/invoices", call.request(1), headers=headers)
    again = call("POST", "/v1/invoices", call.request(2), headers=headers)
    assert again.text == first.text
    assert again.headers["Zuora-Request-Id"] == first.headers["Zuora-Request-Id"]
    assert len(zuora.ledger.invoices) == 1
    zuora.clock.advance(24 * 3600 + 1)
    assert call("POST", "/v1/invoices", call.request(3), headers=headers)["id"] != first["id"]


def test_failures_are_replayed_too(zuora: ZuoraEmulator, call: Caller) -> None:
    headers = {"Idempotency-Key": "order-8"}
    first = call("POST", "/v1/invoices", call.request(accountId="0" * 32), headers=headers)
    again = call("POST", "/v1/invoices", call.request(), headers=headers)
    assert first.status == again.status == 400
    assert first.text == again.text
    assert zuora.ledger.invoices == []


def test_an_idempotency_key_belongs_to_one_tenant_method_and_url(call: Caller) -> None:
    headers = {"Idempotency-Key": "order-9"}
    key = call("POST", "/v1/invoices", call.request(), headers=headers)["id"]
    batch = {"invoices": [call.request()]}
    assert call("POST", "/v1/invoices/batch", batch, headers=headers).status == 422
    other = {**headers, "Zuora-Entity-Ids": "another"}
    assert call("POST", "/v1/invoices", call.request(), headers=other).status == 422
    put = call("PUT", f"/v1/invoices/{key}/post", {}, headers=headers)
    assert put.status == 400
    assert put["reasons"][0]["message"] == "Request method 'PUT' not supported with Idempotency-Key header"
    assert call("POST", "/v1/invoices", call.request(), headers={"Idempotency-Key": "k" * 256}).status == 400


def test_the_second_of_two_running_requests_with_one_key_is_409(
    zuora: ZuoraEmulator, call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers, body = {"Idempotency-Key": "order-10"}, call.request()
    replies = []
    ask = threading.Thread(target=lambda: replies.append(call("POST", "/v1/invoices", body, headers=headers)))
    entered, go_on = threading.Event(), threading.Event()

    def slow(*arguments: Any) -> Any:
        entered.set()
        assert go_on.wait(5)
        return respond(*arguments)

    monkeypatch.setattr(_api, "respond", slow)
    ask.start()
    assert entered.wait(5)
    second = call("POST", "/v1/invoices", body, headers=headers)
    go_on.set()
    ask.join()
    assert (second.status, second.codes) == (409, [58490050])
    assert replies[0].status == 200
    assert len(zuora.ledger.invoices) == 1


def test_both_kinds_of_429() -> None:
    with ZuoraEmulator(settings=Settings(rate_limits=((60, 2),))) as zuora:
        call = Caller(zuora)
        zuora.clock.advance(60 - zuora.clock.now().second % 60)
        assert call("GET", "/v1/invoices/x").headers["RateLimit-Remaining"] == "1"
        assert call("GET", "/v1/invoices/x").headers["RateLimit-Remaining"] == "0"
        limited = call("GET", "/v1/invoices/x")
        assert (limited.status, limited.codes) == (429, [70])
        assert "Retry-After" not in limited.headers
        zuora.clock.advance(int(limited.headers["RateLimit-Reset"]))
        assert call("GET", "/v1/invoices/x").status == 404
        call.pool.clear()
    with ZuoraEmulator(settings=Settings(concurrency_limit=0)) as zuora:
        call = Caller(zuora)
        limited = call("GET", "/v1/invoices/x", headers={"Zuora-Version": "200.0"})
        assert (limited.status, limited.codes, limited.headers["Retry-After"]) == (429, [50000070], "120")
        call.pool.clear()


def test_requests_are_recorded_with_tokens_masked(zuora: ZuoraEmulator, call: Caller) -> None:
    call.create(7)
    ask_token(zuora)
    created, token = zuora.requests
    assert (created.method, created.path, created.operation) == ("POST", "/v1/invoices", "create_standalone_invoice")
    assert created.json()["invoiceItems"][0]["amount"] == 7
    assert (created.status, created.headers["Authorization"]) == (200, "Bearer ***")
    assert zuora.access_token not in repr(zuora.requests)
    assert zuora.client_secret not in repr(token)


def test_a_connection_stays_open_and_chunks_are_read(call: Caller) -> None:
    for _ in range(20):
        call("GET", "/v1/invoices/nope")
    pool = call.pool.connection_from_url(call.zuora.url)
    assert pool.num_connections == 1
    parts = iter([json.dumps(call.request()).encode()[:40], json.dumps(call.request()).encode()[40:]])
    headers = {"Authorization": f"Bearer {call.zuora.access_token}", "Content-Type": "application/json"}
    response = call.pool.request("POST", f"{call.zuora.url}/v1/invoices", body=parts, headers=headers)
    assert response.status == 200


def test_a_mistake_of_the_emulator_is_a_500_and_told(
    zuora: ZuoraEmulator, call: Caller, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_api, "respond", lambda *arguments: 1 / 0)
    assert call.pool.request("GET", f"{zuora.url}/nowhere").status == 404
    response = call.pool.request(
        "POST",
        f"{zuora.url}/v1/invoices",
        json=call.request(),
        headers={"Authorization": f"Bearer {zuora.access_token}", "Idempotency-Key": "k"},
    )
    assert (response.status, response.headers["Content-Type"]) == (500, "application/json")
    assert "ZeroDivisionError" in capfd.readouterr().err
    monkeypatch.undo()
    # What came to nothing is not kept under the key.
    assert call("POST", "/v1/invoices", call.request(), headers={"Idempotency-Key": "k"}).status == 200


def test_many_threads_at_once(zuora: ZuoraEmulator, call: Caller) -> None:
    key = call.create()["id"]
    statuses: list[int] = []

    def work(number: int) -> None:
        mine = Caller(zuora)
        for turn in range(25):
            headers = {"Idempotency-Key": f"{turn}"}
            reply = mine("POST", "/v1/invoices", call.request(), headers=headers)
            statuses.append(reply.status)
            statuses.append(mine("GET", f"/v1/invoices/{key}").status)
        mine.pool.clear()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(statuses) == 400
    assert set(statuses) <= {200, 409}
    assert len(zuora.ledger.invoices) == 26
