"""The official client drives the whole life of an invoice, through all its operations, against the emulator.

It has the same import name as ours, so it lives in a virtual environment of its own, and takes a minute to import.
Version 3.5.0 has the 19 operations of API 2024-05-20, version 3.21.0 the 27 of API 2025-08-12:

    python -m venv /tmp/official && /tmp/official/bin/pip install zuora-sdk==3.21.0
    python test/interop/official_client.py /tmp/official/bin/python
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
OPERATIONS = {"2024-05-20": 19, "2025-08-12": 27}


def main() -> int:
    """Start the emulator here, and the official client over there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("python", help="interpreter of the environment with the official client")
    options = parser.parse_args()

    sys.path.insert(0, str(REPOSITORY))
    from zuora_sdk.emulator import EInvoicing, Settings, ZuoraEmulator

    settings = Settings(e_invoicing=EInvoicing())
    with ZuoraEmulator(settings=settings) as zuora:
        addresses = (zuora.url, zuora.client_id, zuora.client_secret, zuora.account_id)
        # Isolated, and elsewhere: so that `import zuora_sdk` finds the official package and not this repository.
        finished = subprocess.run(
            [options.python, "-I", Path(__file__).resolve(), "--drive", *addresses],
            cwd=tempfile.gettempdir(),
            check=False,
        )
        used = {request.operation for request in zuora.requests} - {None, "create_token", "get_operation_job"}
        failed = [(request.operation, request.status) for request in zuora.requests if request.status != 200]
        expected = OPERATIONS[max(zuora.requests[-1].headers["Zuora-Version"], min(OPERATIONS))]
    print(f"{len(used)} of {expected} operations; responses other than 200: {failed or 'none'}")
    return finished.returncode or len(used) != expected or bool(failed)


def drive(url: str, client_id: str, client_secret: str, account_id: str) -> None:
    """Every operation once, in the order in which an invoice meets them."""
    import zuora_sdk as official
    from zuora_sdk.zuora_client import ZuoraClient

    client = ZuoraClient(client_id, client_secret, None, official.Configuration(host=url))
    client.initialize()
    invoices = client.invoices_api()

    def item(name: str, amount: float, **more: Any) -> Any:
        return official.CreateInvoiceItem(amount=amount, charge_name=name, service_start_date="2024-05-20", **more)

    def request(*items: Any, **more: Any) -> Any:
        return official.CreateInvoiceRequest(
            account_id=account_id, invoice_date="2024-05-20", invoice_items=list(items), **more
        )

    discount = official.CreateDiscountItem(amount=-10.5, charge_name="Loyalty")
    invoice = invoices.create_standalone_invoice(
        request(item("Lamps", 100.25, discount_items=[discount]), item("Shades", 20), comments="First"),
        idempotency_key="official-1",
    )
    assert invoice.success
    assert float(invoice.amount) == 109.75
    assert invoice.status == "Draft"

    updated = invoices.update_invoice(invoice.id, official.UpdateInvoiceRequest(comments="Second"))
    assert updated.comment == "Second"
    assert updated.number == invoice.invoice_number

    items = invoices.get_invoice_items(invoice.id, page_size=2).invoice_items
    assert [item.charge_name for item in items] == ["Lamps", "Loyalty"]
    tax = official.CreateTaxationItemForInvoiceRequest(
        invoice_item_id=items[0].id,
        jurisdiction="CA",
        name="State tax",
        tax_amount=5,
        tax_date="2024-05-20",
        tax_rate=0.05,
        tax_rate_type="Percentage",
    )
    invoices.create_invoice_taxation_items(invoice.id, official.CreateTaxationItemsRequest(taxation_items=[tax]))
    taxes = invoices.get_taxation_items_of_invoice_item(invoice.id, items[0].id).data
    assert [float(tax.tax_amount) for tax in taxes] == [5.0]
    assert float(invoices.get_invoice(invoice.invoice_number).amount) == 114.75

    posted = invoices.post_invoice(invoice.id, official.PostAsyncInvoiceRequest())
    assert posted.success
    for expected in ("Pending", "Processing", "Generated"):
        status = invoices.get_invoice_pdf_status(invoice.invoice_number).invoice_files[0]
        assert status.pdf_generation_status == expected
    assert len(invoices.get_invoice_files(invoice.id).invoice_files) == 1
    with tempfile.TemporaryDirectory() as folder:
        terms = Path(folder, "terms.pdf")
        terms.write_bytes(b"%PDF-1.4 terms")
        assert invoices.upload_file_for_invoice(invoice.id, file=str(terms)).file_id
    assert invoices.email_invoice(
        invoice.id, official.EmailBillingDocumentRequest(use_email_template_setting=True)
    ).success

    written_off = invoices.write_off_invoice(invoice.id, official.WriteOffInvoiceRequest(comment="Lost"))
    assert written_off.success
    parts = invoices.get_invoice_application_parts(invoice.id).application_parts
    assert parts[0].credit_memo_id == written_off.credit_memo.id
    assert float(invoices.get_invoice(invoice.id).balance) == 0

    batch = invoices.bulk_create_standalone_invoices(
        official.BulkCreateInvoicesRequest(
            invoices=[request(item("A", 1)), request(item("B", 2)), request(item("C", 3))]
        )
    )
    first, second, third = (entry.id for entry in batch.invoices)
    change = getattr(official, "InvoiceForBulkUpdate", official.UpdateInvoiceRequest)
    changes = official.BulkUpdateInvoicesRequest(invoices=[change(id=first, comments="x"), change(id=second)])
    assert invoices.bulk_update_invoices(changes).success
    bulk = official.BulkPostInvoicesRequest(
        invoices=[official.PostInvoiceRequest(id=first), official.PostInvoiceRequest(id=second)]
    )
    assert all(entry.success for entry in invoices.bulk_post_invoices(bulk).invoices)
    assert invoices.reverse_invoice(first, official.ReverseInvoiceRequest()).credit_memo.id
    assert invoices.cancel_invoice(third).job_status == "Completed"
    assert invoices.delete_invoice(third).status == "Completed"
    if hasattr(invoices, "split_invoice"):
        drive_newer(official, invoices, request(item("D", 100), item("E", 0.01)))
    print(f"official client {getattr(official, '__version__', '?')}: done")


def drive_newer(official: Any, invoices: Any, request: Any) -> None:
    """The operations of API 2025-08-12."""
    draft = invoices.create_standalone_invoice(request)
    shares = [
        official.SplitInvoiceItem(split_percentage=share, invoice_date="2024-06-20", payment_term="Net 30")
        for share in (33.34, 66.66)
    ]
    split = invoices.split_invoice(draft.id, official.SplitInvoiceRequest(splits=shares))
    assert split.job_status == "Completed"
    assert [float(invoice.amount) for invoice in split.invoices] == [33.34, 66.67]
    assert invoices.get_invoice(draft.id).status == "Split"

    first, second = (invoice.id for invoice in split.invoices)
    invoices.post_invoice(first, official.PostAsyncInvoiceRequest())
    assert invoices.get_e_invoicing_mandate_for_invoice(first).country_code == "FR"
    assert invoices.update_invoice_invoke_sync_status(first, should_include_acknowledged=True).success
    assert invoices.get_invoice(first).e_invoice_status == "Success"
    assert b"<Invoice>" in invoices.download_e_invoice_file_for_invoice(first)
    assert invoices.cancel_e_invoice_by_invoice_key(first, {}).success
    assert invoices.update_invoice_invoke_sync_status(first).success
    assert invoices.unpost_invoice(first).invoice.status == "Draft"

    invoices.post_invoice(second, official.PostAsyncInvoiceRequest())
    job = invoices.create_invoice_write_off_async(second, official.WriteOffInvoiceRequest(comment="Lost"))
    while job.status not in ("Processed", "Error"):
        job = invoices.get_invoice_write_off_async_job(job.id)
    job = invoices.get_invoice_write_off_async_job(job.id)
    assert job.status == "Processed", job.error
    assert float(invoices.get_invoice(second).balance) == 0


if __name__ == "__main__":
    if "--drive" in sys.argv:
        drive(*sys.argv[2:])
    else:
        raise SystemExit(main())
