"""Waiting for jobs and PDFs: at once where there is nothing to wait for, patiently, and not for ever."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Connect
from wire import Received, Reset, WireServer, answer_json

from zuora_sdk import (
    ApiClient,
    ApiException,
    ApiTypeError,
    ApiValueError,
    AsyncOperationResponse,
    CreateInvoiceRequest,
    InvoiceItem,
    InvoicesApi,
    NotFoundException,
    OperationJobResponse,
    PostAsyncInvoiceRequest,
    ReverseInvoiceResponse,
    WaitFailedException,
    WaitTimeoutException,
    WriteOffInvoiceAsyncJobResponse,
    wait_for,
    wait_for_all,
    wait_for_pdf,
    wait_for_write_off,
)
from zuora_sdk.emulator import Settings, ZuoraEmulator


class Time:
    """A time that passes only while somebody sleeps."""

    def __init__(self, client: ApiClient) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        client.runtime.monotonic = lambda: self.now
        client.runtime.sleep = self.sleep
        client.runtime.random = lambda: 1.0  # the longest jitter

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time(client: ApiClient) -> Time:
    return Time(client)


def job(status: str, **fields: Any) -> dict[str, Any]:
    return {"id": "job-1", "objectId": "inv-1", "objectType": "Invoice", "status": status, "success": True, **fields}


def test_work_that_was_done_at_once_is_not_asked_for(client: ApiClient, server: WireServer) -> None:
    assert wait_for(client, AsyncOperationResponse(id="inv-1", success=True)).object_id == "inv-1"
    done = wait_for(client, AsyncOperationResponse(id="inv-1", job_id="job-1", job_status="Completed"))
    assert (done.id, done.object_id, done.status) == ("job-1", "inv-1", "Completed")
    assert wait_for(client, ReverseInvoiceResponse(id="inv-1")).status == "Completed"
    deleted = OperationJobResponse(id="job-1", object_id="inv-1", status="Completed")
    assert wait_for(client, deleted) is deleted
    assert server.received == []


def test_a_job_is_polled_at_growing_intervals(client: ApiClient, server: WireServer, time: Time) -> None:
    states = ["Pending", "Pending", "Processing", "Processing", "Processing", "Processing", "Completed"]
    server.script([answer_json(job(state)) for state in states])
    heard: list[tuple[int, int]] = []

    done = wait_for(
        client,
        AsyncOperationResponse(id="inv-1", job_id="job-1", job_status="Pending"),
        progress=lambda done, total: heard.append((done, total)),
    )

    assert (done.id, done.object_id, done.status) == ("job-1", "inv-1", "Completed")
    assert {request.target for request in server.received} == {"/v1/operations/jobs/job-1"}
    assert time.slept == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert heard == [(0, 1)] * 7 + [(1, 1)]


def test_jitter_takes_up_to_half_of_a_delay_away(client: ApiClient, server: WireServer, time: Time) -> None:
    server.script([answer_json(job("Pending")), answer_json(job("Completed"))])
    client.runtime.random = lambda: 0.0

    wait_for(client, "job-1", delay=4.0)

    assert time.slept == [2.0]


def test_a_failed_job_raises(client: ApiClient, server: WireServer, time: Time) -> None:
    reasons = [{"code": 59210030, "message": "Tax engine said no."}]
    server.script([answer_json(job("Failed", reasons=reasons))])

    with pytest.raises(WaitFailedException) as caught:
        wait_for(client, "job-1")

    error = caught.value
    assert isinstance(error, ApiException)
    assert str(error).splitlines()[0] == "wait_for failed: job job-1 ended as Failed"
    assert [reason.message for reason in error.reasons] == ["Tax engine said no."]
    assert (error.data.object_id, error.maybe_executed) == ("inv-1", False)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_job_that_had_failed_before_is_not_polled(client: ApiClient, server: WireServer) -> None:
    with pytest.raises(WaitFailedException):
        wait_for(client, AsyncOperationResponse(id="inv-1", job_id="job-1", job_status="Failed"))
    assert server.received == []


def test_the_deadline_ends_the_waiting_not_the_job(client: ApiClient, server: WireServer, time: Time) -> None:
    server.script([answer_json(job("Processing"))])

    with pytest.raises(WaitTimeoutException) as caught:
        wait_for(client, "job-1", deadline=10)

    assert caught.value.maybe_executed
    assert "after 10 s job job-1 is Processing" in str(caught.value)
    assert caught.value.data.status == "Processing"
    assert sum(time.slept) == 10.0


def test_the_deadline_is_the_clients_unless_given(client: ApiClient, server: WireServer, time: Time) -> None:
    server.script([answer_json(job("Processing"))])
    with pytest.raises(WaitTimeoutException):
        wait_for(client.options(deadline=33.0), "job-1")
    assert sum(time.slept) == 33.0


def test_a_failure_that_passes_does_not_end_the_waiting(client: ApiClient, server: WireServer, time: Time) -> None:
    server.script(
        [answer_json({}, 503), answer_json({}, 429, Retry_After="20"), Reset(), answer_json(job("Completed"))]
    )
    assert wait_for(client, "job-1").status == "Completed"
    assert time.slept == [1.0, 20.0, 4.0]


def test_what_cannot_be_asked_is_raised(client: ApiClient, server: WireServer, time: Time) -> None:
    server.script([answer_json({"success": False, "reasons": [{"code": 50000040, "message": "no job"}]}, 404)])
    with pytest.raises(NotFoundException, match="no job"):
        wait_for(client, "job-1")
    with pytest.raises(ApiValueError, match="job_id"):
        wait_for(client, "../x")
    assert time.slept == []


def test_the_last_trouble_is_told_when_the_time_is_up(client: ApiClient, server: WireServer, time: Time) -> None:
    server.script([answer_json({}, 503)])
    with pytest.raises(WaitTimeoutException, match="in an unknown state") as caught:
        wait_for(client, "job-1", deadline=5)
    assert [error.status for error in caught.value.errors] == [503]


def pdf(number: int, state: str, **fields: Any) -> dict[str, Any]:
    return {"invoiceId": f"id-{number}", "invoiceNumber": f"INV{number}", "pdfGenerationStatus": state, **fields}


def test_pdfs_are_asked_for_fifty_at_a_time_and_only_while_open(
    client: ApiClient, server: WireServer, time: Time
) -> None:
    looks: dict[str, int] = {}

    def answer(request: Received) -> Any:
        keys = parse_qs(urlsplit(request.target).query)["invoiceKeys"][0].split(",")
        assert len(keys) <= 50
        entries = []
        for key in keys:
            looks[key] = looks.get(key, 0) + 1
            number = int(key.removeprefix("INV").removeprefix("id-"))
            ready = looks[key] > (0 if number < 100 else 2)
            entries.append(pdf(number, "Generated" if ready else "Pending", pdfFileUrl=f"/v1/files/{number}"))
        return answer_json({"invoiceFiles": entries[::-1], "success": True})

    server.script([answer])
    keys = [f"INV{n}" if n % 2 else f"id-{n}" for n in range(120)]
    heard: list[tuple[int, int]] = []

    entries = wait_for_pdf(client, iter(keys), progress=lambda done, total: heard.append((done, total)))

    assert [entry.pdf_file_url for entry in entries] == [f"/v1/files/{n}" for n in range(120)]
    assert len(server.received) == 3 + 1 + 1
    assert heard == [(100, 120), (100, 120), (120, 120)]


def test_a_pdf_that_fails_is_told_when_all_others_are_done(client: ApiClient, server: WireServer, time: Time) -> None:
    broken = pdf(1, "Error", errorCategory="INVALID_TEMPLATE", errorMessage="no such field")
    server.script(
        [
            answer_json({"invoiceFiles": [broken, pdf(2, "None")]}),
            answer_json({"invoiceFiles": [pdf(2, "Processing")]}),
            answer_json({"invoiceFiles": [pdf(2, "Generated")]}),
        ]
    )

    with pytest.raises(WaitFailedException, match=r"the PDF of INV1 ended as Error \(no such field\)") as caught:
        wait_for_pdf(client, "INV1, INV2")

    assert [entry.pdf_generation_status for entry in caught.value.data] == ["Error", "Generated"]
    assert len(server.received) == 3


def test_a_key_that_the_service_rejects_does_not_hide_the_others(
    client: ApiClient, server: WireServer, time: Time
) -> None:
    def answer(request: Received) -> Any:
        keys = parse_qs(urlsplit(request.target).query)["invoiceKeys"][0].split(",")
        if "INV77" in keys:
            return answer_json({"success": False, "reasons": [{"code": 50000040, "message": "no INV77"}]}, 404)
        return answer_json({"invoiceFiles": [pdf(int(key[3:]), "Generated") for key in keys], "success": True})

    server.script([answer])

    with pytest.raises(WaitFailedException, match=r"the PDF of INV77 can't be polled: 50000040: no INV77") as caught:
        wait_for_pdf(client, [f"INV{number}" for number in range(2000)])

    assert [entry.invoice_number for entry in caught.value.data] == [f"INV{n}" for n in range(2000) if n != 77]
    assert [type(error) for error in caught.value.errors] == [NotFoundException]
    assert len(server.received) <= 40 + 2 * 6  # a batch of 50 is split six times
    assert not caught.value.maybe_executed


def test_a_batch_that_fails_for_a_while_does_not_hide_the_others(
    client: ApiClient, server: WireServer, time: Time
) -> None:
    failures = iter(range(3))

    def answer(request: Received) -> Any:
        keys = parse_qs(urlsplit(request.target).query)["invoiceKeys"][0].split(",")
        if "INV0" in keys and next(failures, None) is not None:
            return answer_json({}, 503)
        return answer_json({"invoiceFiles": [pdf(int(key[3:]), "Generated") for key in keys], "success": True})

    server.script([answer])
    heard: list[tuple[int, int]] = []
    wait_for_pdf(client, [f"INV{n}" for n in range(150)], progress=lambda done, total: heard.append((done, total)))
    assert heard == [(100, 150), (100, 150), (100, 150), (150, 150)]


def test_a_key_that_is_unknown_is_raised_as_it_is_when_it_stands_alone(client: ApiClient, server: WireServer) -> None:
    server.script([answer_json({"success": False, "reasons": [{"code": 50000040, "message": "none"}]}, 404)])
    with pytest.raises(NotFoundException):
        wait_for_pdf(client, "INV1")


@pytest.mark.parametrize("status", [401, 403])
def test_credentials_that_are_rejected_end_the_waiting_at_once(
    status: int, client: ApiClient, server: WireServer, time: Time
) -> None:
    server.script([answer_json({"message": "no"}, status)])
    with pytest.raises(ApiException) as caught:
        wait_for_pdf(client, [f"INV{number}" for number in range(200)])
    assert (caught.value.status, len(server.received)) == (status, 1)


def test_a_state_that_is_unknown_ends_the_waiting(client: ApiClient, server: WireServer, time: Time) -> None:
    server.script([answer_json(job("Paused"))])
    with pytest.raises(
        WaitFailedException, match="job job-1 is in a state that this version doesn't know: Paused"
    ) as it:
        wait_for(client, "job-1")
    assert it.value.maybe_executed
    assert it.value.data.status == "Paused"
    assert len(server.received) == 1

    server.script([answer_json({"invoiceFiles": [pdf(1, "Shredded")]})])
    with pytest.raises(WaitFailedException, match="Shredded"):
        wait_for_pdf(client, "INV1")


def test_no_delay_is_a_short_delay(client: ApiClient, server: WireServer, time: Time) -> None:
    server.script([*[answer_json(job("Pending"))] * 4, answer_json(job("Completed"))])
    wait_for(client, "job-1", delay=0)
    assert time.slept == pytest.approx([0.1, 0.2, 0.4, 0.8])


def test_many_jobs_are_waited_for_together(client: ApiClient, server: WireServer, time: Time) -> None:
    polls: dict[str, int] = {}

    def answer(request: Received) -> Any:
        name = request.target.rpartition("/")[2]
        polls[name] = polls.get(name, 0) + 1
        return answer_json(job("Completed" if polls[name] >= int(name[-1]) else "Pending", id=name))

    server.script([answer])
    responses: list[Any] = [
        "job-3",
        AsyncOperationResponse(id="inv-0", success=True),  # done at once
        AsyncOperationResponse(id="inv-1", job_id="job-1", job_status="Processing"),
        OperationJobResponse(id="job-2"),
        ReverseInvoiceResponse(id="inv-4"),
    ]
    jobs = wait_for_all(client, responses)

    assert [job.id for job in jobs] == ["job-3", None, "job-1", "job-2", None]
    assert [job.status for job in jobs] == ["Completed"] * 5
    assert polls == {"job-1": 1, "job-2": 2, "job-3": 3}
    assert time.slept == [1.0, 2.0]
    assert wait_for_all(client, []) == []


def test_one_of_many_jobs_that_fails_is_told_when_the_others_are_done(
    client: ApiClient, server: WireServer, time: Time
) -> None:
    states = {"job-1": iter(["Failed"]), "job-2": iter(["Pending", "Pending", "Completed"])}

    def answer(request: Received) -> Any:
        name = request.target.rpartition("/")[2]
        if name == "job-3":
            return answer_json({"success": False, "reasons": [{"code": 50000040, "message": "no such job"}]}, 404)
        return answer_json(job(next(states[name]), id=name))

    server.script([answer])
    with pytest.raises(WaitFailedException) as caught:
        wait_for_all(client, ["job-1", "job-2", "job-3"])
    assert "job job-1 ended as Failed; job job-3 can't be polled: 50000040: no such job" in str(caught.value)
    assert [(job.id, job.status) for job in caught.value.data] == [("job-1", "Failed"), ("job-2", "Completed")]
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_write_off_is_waited_for(client: ApiClient, server: WireServer, time: Time) -> None:
    memo = {"id": "memo-1"}
    server.script(
        [
            answer_json({"id": "job-7", "status": "Processing", "success": True}),
            answer_json({"id": "job-7", "status": "Processed", "creditMemo": memo, "success": True}),
        ]
    )
    started = WriteOffInvoiceAsyncJobResponse.from_dict({"id": "job-7", "status": "Pending"})
    done = wait_for_write_off(client, started)
    assert done.credit_memo is not None
    assert done.credit_memo.id == "memo-1"
    assert [request.target for request in server.received] == ["/v1/invoices/write-off-async-jobs/job-7"] * 2
    assert wait_for_write_off(client, done) is done
    assert time.slept == [1.0, 2.0]


def test_a_write_off_that_fails_raises(client: ApiClient, server: WireServer, time: Time) -> None:
    server.script([answer_json({"id": "job-7", "status": "Error", "error": "The invoice is paid.", "success": True})])
    with pytest.raises(
        WaitFailedException, match=r"write-off job job-7 ended as Error \(The invoice is paid.\)"
    ) as caught:
        wait_for_write_off(client, "job-7")
    assert caught.value.data.error == "The invoice is paid."
    with pytest.raises(ApiTypeError, match="response: must be the response of a write-off job, or its ID"):
        wait_for_write_off(client, AsyncOperationResponse(job_id="job-1"))  # type: ignore[arg-type]


def test_what_names_no_job_is_rejected(client: ApiClient, server: WireServer) -> None:
    with pytest.raises(
        ApiTypeError, match="response: must be a response with job_id and job_status, or a job's ID, got 7"
    ):
        wait_for(client, 7)  # type: ignore[arg-type]
    with pytest.raises(ApiTypeError, match=r"responses\[1\]: must be"):
        wait_for_all(client, ["job-1", InvoiceItem()])  # type: ignore[list-item]
    with pytest.raises(ApiValueError, match="empty"):
        wait_for(client, "")
    with pytest.raises(ApiValueError, match=r"keys\[1\]: must be the ID or number of an invoice, got ''"):
        wait_for_pdf(client, "INV1,,INV2")
    with pytest.raises(ApiValueError, match=r"keys\[0\]: must be the ID or number of an invoice, got 'INV1,INV2'"):
        wait_for_pdf(client, ["INV1,INV2"])
    wrong: list[dict[str, Any]] = [{"deadline": -1}, {"delay": float("nan")}, {"delay": "1"}]
    for settings in wrong:
        with pytest.raises(ApiValueError, match="must be a number of seconds"):
            wait_for(client, "job-1", **settings)
    assert server.received == []


def test_no_key_needs_no_request(client: ApiClient, server: WireServer) -> None:
    assert wait_for_pdf(client, []) == []
    assert server.received == []


@pytest.fixture
def zuora() -> Iterator[ZuoraEmulator]:
    with ZuoraEmulator(settings=Settings(post_async_items=1, cancel_async_items=1, delete_async_items=1)) as zuora:
        yield zuora


@pytest.fixture
def api(zuora: ZuoraEmulator, connect: Connect) -> InvoicesApi:
    return connect(host=zuora.url, access_token=zuora.access_token)


def draft(zuora: ZuoraEmulator) -> CreateInvoiceRequest:
    item = {"amount": 10, "chargeName": "Fee", "serviceStartDate": "2026-01-01"}
    fields = {"accountId": zuora.account_id, "invoiceDate": "2026-01-01", "invoiceItems": [item]}
    return CreateInvoiceRequest.from_dict(copy.deepcopy(fields))


def test_jobs_and_pdfs_of_the_emulator(zuora: ZuoraEmulator, api: InvoicesApi) -> None:
    client = api.api_client
    kept = api.create_standalone_invoice(draft(zuora)).id or ""
    gone = api.create_standalone_invoice(draft(zuora)).id or ""

    posting = api.post_invoice(kept, PostAsyncInvoiceRequest())
    assert posting.job_status == "Pending"
    assert wait_for(client, posting, delay=0.01).object_id == kept
    assert zuora.ledger.invoice(kept).status == "Posted"
    [file] = wait_for_pdf(client, kept, delay=0.01)
    assert file.invoice_id == kept
    assert file.pdf_file_url

    wait_for(client, api.cancel_invoice(gone), delay=0.01)
    wait_for(client, api.delete_invoice(gone), delay=0.01)
    assert [invoice.id for invoice in zuora.ledger.invoices] == [kept]


def test_a_job_that_fails_in_the_emulator(zuora: ZuoraEmulator, api: InvoicesApi) -> None:
    created = api.create_standalone_invoice(draft(zuora)).id or ""
    posting = api.post_invoice(created, PostAsyncInvoiceRequest())
    zuora.ledger.fail_job(posting.job_id or "")
    with pytest.raises(WaitFailedException):
        wait_for(api.api_client, posting, delay=0.01)
