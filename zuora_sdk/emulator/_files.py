"""The files of an invoice: PDFs that the service generates, and those that are uploaded."""

from __future__ import annotations

from dataclasses import replace

from zuora_sdk.emulator._documents import Fields, File, Invoice, InvoiceFiles, PdfGeneration, Progress
from zuora_sdk.emulator._pdf import one_page
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._transaction import Transaction

LINES_OF_ITEMS = 30


def files_of(transaction: Transaction, invoice: Invoice) -> list[File]:
    """The finished files, oldest first."""
    listed = transaction.find(InvoiceFiles, invoice.id)
    return [transaction.require(File, file_id) for file_id in listed.file_ids] if listed else []


def upload(transaction: Transaction, invoice: Invoice, name: str, content: bytes) -> File:
    """Attach a PDF that was made elsewhere."""
    settings = transaction.settings
    if invoice.status not in ("Draft", "Posted"):
        raise Rejection(Category.RULE, "Only invoices with Draft or Posted status can have files uploaded.")
    if not name.lower().endswith(".pdf") or not content.startswith(b"%PDF-"):
        raise Rejection(Category.INVALID, "file must be a PDF: named .pdf, and beginning with %PDF-.")
    if len(content) > settings.upload_max_bytes:
        raise Rejection(Category.INVALID, f"file must have at most {settings.upload_max_bytes} bytes.")
    files = files_of(transaction, invoice)
    if len(files) >= settings.max_files:
        raise Rejection(Category.RULE, f"An invoice can have at most {settings.max_files} files.")
    if any(file.name == name for file in files):
        raise Rejection(Category.RULE, f"Invoice {invoice.number} already has a file {name}.")
    return _add(transaction, invoice, name, content, generated=False)


def _add(transaction: Transaction, invoice: Invoice, name: str, content: bytes, *, generated: bool) -> File:
    files = files_of(transaction, invoice)
    version = int(transaction.now.timestamp() * 1000)
    if files:
        version = max(version, files[-1].version + 1)
    file = File(
        id=transaction.new_id(),
        invoice_id=invoice.id,
        name=name,
        content=content,
        version=version,
        stamp=transaction.stamp,
        handle=transaction.new_id(),
        generated=generated,
    )
    transaction.save(InvoiceFiles(id=invoice.id, file_ids=(*(each.id for each in files), file.id)))
    return transaction.save(file)


def delete_files(transaction: Transaction, invoice: Invoice) -> None:
    """Take out all that belongs to an invoice that is deleted."""
    for file in files_of(transaction, invoice):
        transaction.delete(file)
    for document in (transaction.find(InvoiceFiles, invoice.id), transaction.find(PdfGeneration, invoice.id)):
        if document:
            transaction.delete(document)


# -- generated PDFs ----------------------------------------------------------------------------------------------------


def generate_pdf(transaction: Transaction, invoice: Invoice) -> None:
    """Begin to generate the invoice's PDF, again if there is one: its content has changed."""
    if invoice.status == "Draft" and not transaction.settings.draft_pdfs:
        return
    generation = transaction.find(PdfGeneration, invoice.id)
    progress = Progress(started=transaction.now)
    error = generation.error if generation else None
    transaction.save(PdfGeneration(id=invoice.id, progress=progress, error=error, updated=transaction.stamp))


def finish_pdf(transaction: Transaction, generation: PdfGeneration) -> None:
    """The PDF is there."""
    invoice = transaction.require(Invoice, generation.id)
    lines = [f"Invoice {invoice.number}", invoice.account.name, f"Date {invoice.fields['invoiceDate']}"]
    items = list(invoice.items())
    lines += [f"{item.fields.get('chargeName')}  {item.fields['amount']}" for item in items[:LINES_OF_ITEMS]]
    lines += [f"and {len(items) - LINES_OF_ITEMS} more"] if len(items) > LINES_OF_ITEMS else []
    lines += [f"Total {invoice.amount} {invoice.currency}", f"Balance {invoice.balance} {invoice.currency}"]
    _add(transaction, invoice, f"{invoice.number}.pdf", one_page(lines), generated=True)
    transaction.save(replace(generation, progress=None, updated=transaction.stamp))


def fail_pdf(transaction: Transaction, invoice: Invoice, error: tuple[str, str]) -> None:
    """Let the generation end in an error."""
    transaction.save(PdfGeneration(id=invoice.id, progress=None, error=error, updated=transaction.stamp))


def pdf_status(transaction: Transaction, invoice: Invoice) -> Fields:
    """How far the PDF is; looking brings it one step further."""
    status: Fields = {"invoiceId": invoice.id, "invoiceNumber": invoice.number, "pdfGenerationStatus": "None"}
    generation = transaction.find(PdfGeneration, invoice.id)
    if generation is None:
        return status
    status |= {"createdOn": generation.updated, "updatedOn": generation.updated}
    if generation.error:
        category, message = generation.error
        return status | {"pdfGenerationStatus": "Error", "errorCategory": category, "errorMessage": message}
    if generation.progress:
        stage = generation.progress.stage(transaction.now, transaction.step)
        polled = replace(generation, progress=generation.progress.polled())
        transaction.save(polled)
        return status | {"pdfGenerationStatus": ("Pending", "Processing")[min(stage, 1)]}
    newest = next((file for file in reversed(files_of(transaction, invoice)) if file.generated), None)
    return status | {"pdfGenerationStatus": "Generated", "pdfFileUrl": newest.url if newest else None}
