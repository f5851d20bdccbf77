"""The state of the tenant and the rules by which it changes. Knows nothing of HTTP.

Requests come in as the contract has fitted them: JSON names, decimals as Decimal. Forbidden changes raise Rejection
and changes nothing. Callers who share a ledger between threads hold its `lock`.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from zuora_sdk.emulator._clock import Clock
from zuora_sdk.emulator._contract import CUSTOM_FIELD
from zuora_sdk.emulator._documents import (
    ZERO,
    Account,
    Application,
    CreditMemo,
    Email,
    Fields,
    File,
    Invoice,
    Item,
    Job,
    Progress,
    Tax,
    minus,
    new_id,
    total,
)
from zuora_sdk.emulator._pdf import one_page
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._settings import Settings

EMAIL = re.compile(r"[^@\s,]+@[^@\s,]+")
# An added item alone may have these; an edited one keeps what it was born with.
ONLY_WHEN_ADDING = ("productRatePlanChargeId", "bookingReference", "taxItems")
ITEM_LISTS = frozenset({"taxItems", "discountItems", "delete", "id"})


def _not_found(key: str) -> Rejection:
    return Rejection(Category.NOT_FOUND, f"Cannot find entity by key: '{key}'.")


class Ledger:
    """Accounts, invoices, memos, files and jobs of one tenant."""

    def __init__(
        self,
        accounts: Iterable[Account],
        clock: Clock,
        settings: Settings,
        charges: Mapping[str, Fields] | None = None,
    ) -> None:
        self.lock = threading.RLock()
        self.clock = clock
        self.settings = settings
        self.emails: list[Email] = []
        # What must be written to the database, if there is one: (kind, id) -> document, None when it is gone.
        self.changes: dict[tuple[str, str], Any] = {}
        self._charges = charges or {}
        self._accounts = {account.id: account for account in accounts}
        self._account_numbers = {account.number: account for account in self._accounts.values()}
        self._invoices: dict[str, Invoice] = {}
        self._numbers: dict[str, str] = {}
        self._memos: dict[str, CreditMemo] = {}
        self._jobs: dict[str, Job] = {}
        self._files: dict[str, File] = {}
        self._last: dict[str, int] = {"INV": 0, "CM": 0}

    # -- for assertions ---------------------------------------------------------------------------------------------

    @property
    def accounts(self) -> list[Account]:
        """All accounts."""
        return list(self._accounts.values())

    @property
    def invoices(self) -> list[Invoice]:
        """All invoices, in the order of their creation."""
        return list(self._invoices.values())

    @property
    def credit_memos(self) -> list[CreditMemo]:
        """All credit memos, in the order of their creation."""
        return list(self._memos.values())

    def invoice(self, key: str) -> Invoice:
        """The invoice with this ID or number; Rejection if there is none."""
        invoice = self._invoices.get(self._numbers.get(key, key))
        if invoice is None:
            raise _not_found(key)
        self._settle(invoice)
        if invoice.id not in self._invoices:
            raise _not_found(key)
        return invoice

    def apply_payment(self, key: str, amount: Decimal) -> Application:
        """Pay a posted invoice, in part or in full: the one thing that happens to invoices elsewhere in the service."""
        invoice = self._free(key)
        if invoice.status != "Posted" or not ZERO < amount <= invoice.balance:
            raise Rejection(Category.RULE, f"A payment of {amount} can't be applied to invoice {invoice.number}.")
        left = amount
        for entry in invoice.balanced():
            part = max(ZERO, min(left, entry.balance))
            entry.paid = total((entry.paid, part))
            left = minus(left, part)
        return self._apply(invoice, Application(amount=amount, stamp=self.clock.stamp(), payment_id=new_id()))

    def fail_pdf(self, key: str, category: str = "INVALID_TEMPLATE", message: str = "The template is broken.") -> None:
        """Let the PDF generation of an invoice end in an error."""
        invoice = self.invoice(key)
        invoice.pdf_error = (category, message)
        self._note(invoice)

    def fail_job(self, job_id: str) -> None:
        """Let a job that is still on its way fail; its invoice is as it was before."""
        job = self._jobs[job_id]
        invoice = self._invoices[job.invoice_id]
        if invoice.job_id != job.id:
            raise ValueError(f"job {job_id} is already {job.status}")
        job.status, invoice.job_id = "Failed", None
        if invoice.status == "CancelInProgress":
            invoice.move("Draft")
        self._note(job, invoice)

    # -- creating and changing --------------------------------------------------------------------------------------

    def create(self, request: Fields) -> Invoice:
        """A standalone invoice, draft or posted at once."""
        account = self._account(request)
        fields = dict(request)
        items = fields.pop("invoiceItems")
        if not items:
            raise Rejection(Category.INVALID, "invoiceItems must have at least 1 entry.")
        status = fields.pop("status", "Draft")
        if status not in ("Draft", "Posted"):
            raise Rejection(Category.INVALID, f"An invoice can't be created with status {status}.")
        self._check_period(fields["invoiceDate"])
        number = fields.pop("invoiceNumber", None) or self._next_number("INV")
        if number in self._numbers:
            raise Rejection(Category.RULE, f"The invoice number {number} is already in use.")
        stamp = self.clock.stamp()
        invoice = Invoice(
            number=number,
            account=account,
            fields=fields,
            created=stamp,
            updated=stamp,
            due_days=None if "dueDate" in fields else self._term_days(fields.get("paymentTerm", account.payment_term)),
        )
        self._set_contacts(invoice)
        self._set_due_date(invoice)
        for index, item in enumerate(items):
            self._add_item(invoice, item, f"invoiceItems[{index}]")
        if status == "Posted":
            self._finish_post(invoice, {})
        self._invoices[invoice.id] = invoice
        self._numbers[number] = invoice.id
        self._note(invoice)
        return invoice

    def create_all(self, requests: Sequence[Fields], single_transaction: bool) -> list[Invoice | Rejection]:
        """Each in a transaction of its own, or all in one that any refusal undoes."""
        results: list[Invoice | Rejection] = []
        for request in requests:
            try:
                results.append(self.create(request))
            except Rejection as refusal:
                results.append(refusal)
        refusals = [(index, result) for index, result in enumerate(results) if isinstance(result, Rejection)]
        if single_transaction and refusals:
            for result in results:
                if isinstance(result, Invoice):
                    self._remove(result)
            reasons = [(category, f"invoices[{at}]: {text}") for at, it in refusals for category, text in it.reasons]
            raise Rejection(*reasons[0], *reasons[1:])
        return results

    def update(self, key: str, request: Fields) -> Invoice:
        """Change one invoice."""
        return self.update_all([{**request, "id": key}])[0]

    def update_all(self, requests: Sequence[Fields]) -> list[Invoice]:
        """Change all the invoices named by `id`, or none of them."""
        drafts: dict[str, Invoice] = {}
        for index, request in enumerate(requests):
            if not request.get("id"):
                raise Rejection(Category.MISSING_FIELD, f"invoices[{index}].id is required.")
            invoice = self._free(request["id"])
            # The change is made on a copy, so that a refusal half-way leaves no trace.
            self._change(drafts.setdefault(invoice.id, copy.deepcopy(invoice)), request)
        self._invoices.update(drafts)
        self._note(*drafts.values())
        return list(drafts.values())

    def _change(self, invoice: Invoice, request: Fields) -> None:
        fields = {name: value for name, value in request.items() if name not in ("id", "invoiceItems")}
        if invoice.status not in ("Draft", "Posted"):
            raise Rejection(Category.RULE, f"Invoices with {invoice.status} status can't be updated.")
        if invoice.status == "Posted" and ("invoiceDate" in request or "invoiceItems" in request):
            raise Rejection(Category.RULE, "Only invoices with Draft status can have their date or items updated.")
        if "invoiceDate" in fields:
            self._check_period(fields["invoiceDate"])
        if "dueDate" in fields:
            invoice.due_days = None
        invoice.fields.update(fields)
        self._set_due_date(invoice)
        for index, item in enumerate(request.get("invoiceItems", ())):
            where = f"invoiceItems[{index}]"
            if not item.get("id"):
                self._add_item(invoice, item, where)
            elif item["id"] not in invoice.charges:
                raise Rejection(Category.INVALID, f"{where}.id: invoice {invoice.number} has no item {item['id']}.")
            elif item.get("delete"):
                del invoice.charges[item["id"]]
            else:
                self._edit_item(invoice.charges[item["id"]], item, where)
        if not invoice.charges:
            raise Rejection(Category.RULE, f"Invoice {invoice.number} must keep at least one item.")
        invoice.updated = self.clock.stamp()

    def add_taxes(self, key: str, requests: Sequence[Fields]) -> list[Tax]:
        """Taxation items for items of a draft."""
        invoice = self._free(key)
        self._check_status(invoice, "Draft", "have taxation items added")
        items = {item.id: item for item in invoice.items()}
        for index, request in enumerate(requests):
            if request["invoiceItemId"] not in items:
                named = f"taxationItems[{index}].invoiceItemId"
                raise Rejection(Category.INVALID, f"{named}: invoice {invoice.number} has no such item.")
        taxes = [self._add_tax(items[request["invoiceItemId"]], request) for request in requests]
        invoice.updated = self.clock.stamp()
        self._note(invoice)
        return taxes

    # -- the life of an invoice -------------------------------------------------------------------------------------

    def post(self, key: str, request: Fields, small: bool = False) -> Job:
        """Draft to Posted; `small`: at once, whatever its size."""
        invoice = self._free(key)
        if invoice.status != "Draft":
            raise Rejection(Category.INVALID, "Only invoices with Draft status can be posted.")
        self._check_period(request.get("invoiceDate") or invoice.fields["invoiceDate"])
        return self._run("Post", invoice, request, None if small else self.settings.post_async_items)

    def _finish_post(self, invoice: Invoice, request: Fields) -> None:
        if "invoiceDate" in request:
            invoice.fields["invoiceDate"] = request["invoiceDate"]
            self._set_due_date(invoice)
        invoice.fields.update({name: value for name, value in request.items() if CUSTOM_FIELD.fullmatch(name)})
        invoice.move("Posted")
        invoice.posted = self.clock.stamp()
        invoice.pdf = Progress(started=self.clock.now())
        for contact in ("billTo", "soldTo", "shipTo"):
            if invoice.fields.get(f"{contact}ContactId"):
                invoice.fields[f"{contact}ContactSnapshotId"] = new_id()

    def cancel(self, key: str) -> Job:
        """Draft to Canceled."""
        invoice = self._free(key)
        self._check_status(invoice, "Draft", "be canceled")
        job = self._run("Cancel", invoice, {}, self.settings.cancel_async_items)
        if job.status == "Pending":
            invoice.move("CancelInProgress")
        return job

    def _finish_cancel(self, invoice: Invoice, request: Fields) -> None:
        invoice.move("Canceled")
        invoice.canceled = self.clock.stamp()

    def delete(self, key: str) -> Job:
        """Canceled to nothing."""
        invoice = self._free(key)
        self._check_status(invoice, "Canceled", "be deleted")
        return self._run("Delete", invoice, {}, self.settings.delete_async_items)

    def _finish_delete(self, invoice: Invoice, request: Fields) -> None:
        invoice.move(None)
        self._remove(invoice)

    def reverse(self, key: str, request: Fields) -> Job:
        """Credit a posted invoice in full."""
        invoice = self._free(key)
        self._check_settlement()
        self._check_status(invoice, "Posted", "be reversed")
        if invoice.applications or invoice.reversed:
            raise Rejection(Category.RULE, "An invoice with applied payments or credit memos can't be reversed.")
        if invoice.amount < 0:
            raise Rejection(Category.RULE, "An invoice with a negative total can't be reversed.")
        self._check_size(invoice, self.settings.reverse_max_items, "reversed")
        memo_date = self._check_memo(invoice, request)
        if request.get("applyEffectiveDate", max(memo_date, self.clock.today())) < memo_date:
            raise Rejection(Category.INVALID, "applyEffectiveDate must not be before memoDate.")
        return self._run("Reverse", invoice, request, self.settings.reverse_async_items, invoice.size)

    def _finish_reverse(self, invoice: Invoice, request: Fields) -> CreditMemo:
        invoice.reversed = True
        return self._credit(invoice, request, "Invoice reversal")

    def write_off(self, key: str, request: Fields) -> CreditMemo:
        """Credit what is left of a posted invoice."""
        invoice = self._free(key)
        self._check_settlement()
        self._check_status(invoice, "Posted", "be written off")
        if invoice.balance < 0 or not (invoice.balance or self.settings.memos_mirror_items):
            raise Rejection(Category.RULE, f"Invoice {invoice.number} has no balance to write off.")
        self._check_size(invoice, self.settings.write_off_max_items, "written off")
        self._check_memo(invoice, request)
        listed = {item.get("invoiceItemId") for item in request.get("items", ())}
        known = {item.id for item in invoice.items()}
        if "items" in request and not (set(invoice.charges) <= listed <= known):
            raise Rejection(Category.RULE, "items must list every item of the invoice: a write-off is never partial.")
        return self._credit(invoice, request, "Write-off")

    def _credit(self, invoice: Invoice, request: Fields, reason: str) -> CreditMemo:
        memo = CreditMemo(
            invoice_id=invoice.id,
            number=self._next_number("CM"),
            amount=invoice.balance,
            memo_date=request.get("memoDate", self.clock.today()),
            reason_code=request.get("reasonCode") or reason,
            fields=request,
        )
        self._memos[memo.id] = memo
        for entry in invoice.balanced():
            entry.credited = total((entry.credited, entry.balance))
        self._note(memo)
        self._apply(invoice, Application(amount=memo.amount, stamp=self.clock.stamp(), credit_memo_id=memo.id))
        return memo

    def _apply(self, invoice: Invoice, application: Application) -> Application:
        invoice.applications.append(application)
        invoice.updated = self.clock.stamp()
        self._note(invoice)
        return application

    def application_parts(self, key: str) -> list[Application]:
        """The credit memos and payments that were applied."""
        self._check_settlement()
        return list(self.invoice(key).applications)

    # -- jobs -------------------------------------------------------------------------------------------------------

    def _run(
        self, operation: str, invoice: Invoice, request: Fields, limit: int | None, size: int | None = None
    ) -> Job:
        job = Job(
            operation=operation, invoice_id=invoice.id, request=request, progress=Progress(started=self.clock.now())
        )
        self._jobs[job.id] = job
        size = sum(1 for _ in invoice.items()) if size is None else size
        if limit is not None and size >= limit:
            job.status, invoice.job_id = "Pending", job.id
            self._note(invoice)
        else:
            self._finish(job, invoice)
        self._note(job)
        return job

    def _finish(self, job: Job, invoice: Invoice) -> None:
        job.status, invoice.job_id = "Completed", None
        self._note(job, invoice)
        memo = getattr(self, f"_finish_{job.operation.lower()}")(invoice, job.request)
        job.credit_memo_id = memo.id if memo else None
        invoice.updated = self.clock.stamp()

    def job(self, job_id: str) -> Job:
        """Look at a job, which also brings it one step further."""
        job = self._jobs.get(job_id)
        if job is None:
            raise _not_found(job_id)
        if job.status in ("Pending", "Processing"):
            job.progress.polls += 1
            self._note(job)
            self._settle(self._invoices[job.invoice_id])
        return job

    def _settle(self, invoice: Invoice) -> None:
        """Let happen what is due."""
        if invoice.job_id:
            job = self._jobs[invoice.job_id]
            stage = job.progress.stage(self.clock.now(), self.settings.step_seconds)
            if stage == 2:
                self._finish(job, invoice)
            else:
                job.status = ("Pending", "Processing")[stage]
        if invoice.pdf and not invoice.pdf_error and self._pdf_stage(invoice) == 2:
            invoice.pdf = None
            text = [f"Invoice {invoice.number}", invoice.account.name, f"Date {invoice.fields['invoiceDate']}"]
            text += [f"{item.fields.get('chargeName')}  {item.fields['amount']}" for item in invoice.items()][:30]
            text += [f"Total {invoice.amount} {invoice.account.currency}"]
            self._add_file(invoice, f"{invoice.number}.pdf", one_page(text))

    # -- documents --------------------------------------------------------------------------------------------------

    def email(self, key: str, request: Fields) -> Email:
        """Note an e-mail with a posted invoice in `emails`."""
        invoice = self._free(key)
        self._check_status(invoice, "Posted", "be e-mailed")
        if not self.settings.email_notification_active:
            raise Rejection(Category.RULE, "The notification 'Manual Email For Invoice' is not active.")
        to: list[str] = [invoice.account.email]
        if request.get("emailAddresses") and not request.get("useEmailTemplateSetting"):
            to = [address.strip() for address in request["emailAddresses"].split(",")]
            if not all(EMAIL.fullmatch(address) for address in to):
                raise Rejection(Category.INVALID, "emailAddresses must be e-mail addresses, separated by commas.")
        file_id = request.get("pdfFileId") or (invoice.files[-1].id if invoice.files else None)
        if file_id is not None and all(file.id != file_id for file in invoice.files):
            raise Rejection(Category.INVALID, f"pdfFileId: invoice {invoice.number} has no file {file_id}.")
        invoice.emailed = self.clock.stamp()
        self._note(invoice)
        self.emails.append(Email(invoice_id=invoice.id, to=tuple(to), file_id=file_id, stamp=invoice.emailed))
        return self.emails[-1]

    def upload(self, key: str, name: str, content: bytes) -> File:
        """Attach a PDF that was made elsewhere."""
        invoice = self._free(key)
        if invoice.status not in ("Draft", "Posted"):
            raise Rejection(Category.RULE, "Only invoices with Draft or Posted status can have files uploaded.")
        if not name.lower().endswith(".pdf") or not content.startswith(b"%PDF"):
            raise Rejection(Category.INVALID, "file must be a PDF.")
        if len(content) > self.settings.upload_max_bytes:
            raise Rejection(Category.INVALID, f"file must have at most {self.settings.upload_max_bytes} bytes.")
        if len(invoice.files) >= self.settings.max_files:
            raise Rejection(Category.RULE, f"An invoice can have at most {self.settings.max_files} files.")
        if any(file.name == name for file in invoice.files):
            raise Rejection(Category.RULE, f"Invoice {invoice.number} already has a file {name}.")
        return self._add_file(invoice, name, content)

    def _add_file(self, invoice: Invoice, name: str, content: bytes) -> File:
        version = int(self.clock.now().replace(tzinfo=dt.timezone.utc).timestamp() * 1000)
        if invoice.files:
            version = max(version, invoice.files[-1].version + 1)
        file = File(invoice_id=invoice.id, name=name, content=content, version=version, stamp=self.clock.stamp())
        invoice.files.append(file)
        self._files[file.handle] = file
        self._note(invoice)
        return file

    def files(self, key: str) -> list[File]:
        """The finished PDFs, newest first."""
        return self.invoice(key).files[::-1]

    def file(self, handle: str) -> File:
        """The PDF behind a `pdfFileUrl`."""
        if handle not in self._files:
            raise _not_found(handle)
        return self._files[handle]

    def pdf_status(self, keys: Sequence[str]) -> list[Fields]:
        """How far the PDFs are; looking brings each one step further."""
        if len(keys) > self.settings.pdf_status_max_keys:
            raise Rejection(
                Category.INVALID, f"invoiceKeys may name at most {self.settings.pdf_status_max_keys} invoices."
            )
        views = []
        for invoice in [self.invoice(key) for key in keys]:
            views.append(invoice.pdf_view(self._pdf_stage(invoice)))
            if invoice.pdf:
                invoice.pdf.polls += 1
                self._note(invoice)
        return views

    def _pdf_stage(self, invoice: Invoice) -> int | None:
        return invoice.pdf.stage(self.clock.now(), self.settings.step_seconds) if invoice.pdf else None

    # -- parts of an invoice ----------------------------------------------------------------------------------------

    def _add_item(self, invoice: Invoice, request: Fields, where: str) -> None:
        item = self._new_item(request, where)
        dates = {name: value for name, value in item.fields.items() if name in ("serviceStartDate", "serviceEndDate")}
        for index, discount in enumerate(request.get("discountItems", ())):
            dated = {**dates, **discount}  # a discount is for the service of its item
            item.discounts.append(self._new_item(dated, f"{where}.discountItems[{index}]", applied_to=item.id))
        invoice.charges[item.id] = item

    def _new_item(self, request: Fields, where: str, applied_to: str | None = None) -> Item:
        fields = {name: value for name, value in request.items() if name not in ITEM_LISTS}
        fields.update(self._charges.get(fields.get("productRatePlanChargeId", ""), {}))
        if not fields.get("chargeName"):
            if "productRatePlanChargeId" not in fields:
                raise Rejection(
                    Category.MISSING_FIELD, f"{where}.chargeName is required without productRatePlanChargeId."
                )
            fields["chargeName"] = f"Charge {fields['productRatePlanChargeId']}"
        for name in ("amount",) if applied_to else ("amount", "serviceStartDate"):
            if fields.get(name) is None:
                raise Rejection(Category.MISSING_FIELD, f"{where}.{name} is required.")
        if "productRatePlanChargeId" not in fields and fields.get("sku") in {
            charge.get("sku", "") for charge in self._charges.values()
        }:
            raise Rejection(Category.INVALID, f"{where}.sku is the SKU of a product in the catalog.")
        item = Item(fields=fields, applied_to=applied_to)
        self._check_discount(item, where)
        for tax in request.get("taxItems", ()):
            self._add_tax(item, tax)
        return item

    def _edit_item(self, item: Item, request: Fields, where: str) -> None:
        for name in ONLY_WHEN_ADDING:
            if name in request:
                raise Rejection(Category.INVALID, f"{where}.{name} may only be given with an item that is added.")
        if request.get("taxCode", "") is None and request.get("taxMode", "") is None:
            item.taxes.clear()
        item.fields.update({name: value for name, value in request.items() if name not in ITEM_LISTS})
        self._check_discount(item, where)
        discounts = {discount.id: discount for discount in item.discounts}
        for index, discount in enumerate(request.get("discountItems", ())):
            named = f"{where}.discountItems[{index}]"
            if discount["id"] not in discounts:
                raise Rejection(Category.INVALID, f"{named}.id: item {item.id} has no discount {discount['id']}.")
            self._edit_item(discounts[discount["id"]], discount, named)

    def _check_discount(self, item: Item, where: str) -> None:
        if item.applied_to and item.fields["amount"] >= 0:
            raise Rejection(Category.INVALID, f"{where}.amount must be negative.")

    def _add_tax(self, item: Item, request: Fields) -> Tax:
        mode = request.get("taxMode") or item.fields.get("taxMode") or "TaxExclusive"
        tax = Tax(fields={**request, "taxMode": mode}, created=self.clock.stamp(), item_id=item.id)
        item.taxes.append(tax)
        return tax

    def _set_contacts(self, invoice: Invoice) -> None:
        for kind in ("billTo", "soldTo", "shipTo"):
            if invoice.fields.pop(f"{kind}Contact", None):
                invoice.fields[f"{kind}ContactId"] = new_id()
        for kind in ("soldTo", "shipTo"):
            if invoice.fields.pop(f"{kind}SameAsBillTo", False) and "billToContactId" in invoice.fields:
                invoice.fields.setdefault(f"{kind}ContactId", invoice.fields["billToContactId"])

    def _set_due_date(self, invoice: Invoice) -> None:
        if invoice.due_days is not None:
            date = dt.date.fromisoformat(invoice.fields["invoiceDate"])
            latest = (dt.date.max - date).days
            invoice.fields["dueDate"] = (date + dt.timedelta(days=min(invoice.due_days, latest))).isoformat()

    # -- rules ------------------------------------------------------------------------------------------------------

    def _free(self, key: str) -> Invoice:
        """The invoice, if no job holds it."""
        invoice = self.invoice(key)
        if invoice.job_id:
            raise Rejection(
                Category.LOCK, f"Invoice {invoice.number} is locked by job {invoice.job_id}; try again later."
            )
        return invoice

    def _account(self, request: Fields) -> Account:
        account_id, number = request.get("accountId"), request.get("accountNumber")
        if not account_id and not number:
            raise Rejection(Category.MISSING_FIELD, "accountId or accountNumber is required.")
        for name, value, known in (
            ("accountId", account_id, self._accounts),
            ("accountNumber", number, self._account_numbers),
        ):
            if value and value not in known:
                raise Rejection(Category.INVALID, f"No account is found with {name} {value}.")
        account = self._accounts[account_id] if account_id else self._account_numbers[str(number)]
        if number and account.number != number:
            raise Rejection(Category.INVALID, "accountId and accountNumber are of different accounts.")
        return account

    def _term_days(self, term: str) -> int:
        days = dict(self.settings.payment_terms)
        if term not in days:
            raise Rejection(Category.INVALID, f"There is no payment term {term}.")
        return days[term]

    def _check_period(self, date: str) -> None:
        if self.settings.closed_before and date < self.settings.closed_before:
            raise Rejection(Category.RULE, f"invoiceDate {date} is in a closed accounting period.")

    def _check_settlement(self) -> None:
        if not self.settings.invoice_settlement:
            raise Rejection(Category.RULE, "Invoice Settlement is not enabled for this tenant.")

    def _check_status(self, invoice: Invoice, status: str, deed: str) -> None:
        if invoice.status != status:
            raise Rejection(Category.RULE, f"Only invoices with {status} status can {deed}.")

    def _check_size(self, invoice: Invoice, limit: int, deed: str) -> None:
        if invoice.size > limit:
            raise Rejection(Category.RULE, f"An invoice with more than {limit} items in all can't be {deed}.")

    def _check_memo(self, invoice: Invoice, request: Fields) -> str:
        memo_date: str = request.get("memoDate", self.clock.today())
        if memo_date < invoice.fields["invoiceDate"]:
            raise Rejection(Category.INVALID, "memoDate must not be before the invoice's date.")
        if request.get("reasonCode") and request["reasonCode"] not in self.settings.reason_codes:
            raise Rejection(Category.INVALID, f"There is no reason code {request['reasonCode']}.")
        return memo_date

    # -- keeping ----------------------------------------------------------------------------------------------------

    def _next_number(self, prefix: str) -> str:
        while True:
            self._last[prefix] += 1
            number = f"{prefix}{self._last[prefix]:08}"
            if number not in self._numbers:
                self.changes["last", prefix] = self._last[prefix]
                return number

    def _remove(self, invoice: Invoice) -> None:
        self._invoices.pop(invoice.id, None)
        self._numbers.pop(invoice.number, None)
        for file in invoice.files:
            self._files.pop(file.handle, None)
        self.changes["invoice", invoice.id] = None

    def _note(self, *documents: Invoice | CreditMemo | Job) -> None:
        for document in documents:
            if isinstance(document, Invoice) and document.id not in self._invoices:
                continue
            kind = {Invoice: "invoice", CreditMemo: "memo", Job: "job"}[type(document)]
            self.changes[kind, document.id] = document

    def restore(self, kind: str, key: str, document: Any) -> None:
        """Put back one document that `changes` once held."""
        if kind == "last":
            self._last[key] = document
        elif kind == "memo":
            self._memos[key] = document
        elif kind == "job":
            self._jobs[key] = document
        elif kind == "invoice":
            self._invoices[key] = document
            self._numbers[document.number] = key
            self._files.update({file.handle: file for file in document.files})
