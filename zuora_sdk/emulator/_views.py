"""How the documents of the ledger look in responses: their fields by JSON name."""

from __future__ import annotations

from collections.abc import Callable

from zuora_sdk.emulator import _jobs
from zuora_sdk.emulator._contract import ABSENT
from zuora_sdk.emulator._documents import (
    USER_ID,
    Account,
    Application,
    Contact,
    CreditMemo,
    Fields,
    File,
    Invoice,
    Item,
    Job,
    Payment,
    Tax,
)
from zuora_sdk.emulator._money import ZERO, minus, total
from zuora_sdk.emulator._transaction import Transaction

# What an operation job calls its states, and what a job of Invoice Settlement calls them.
SETTLEMENT_STATUS = {"Pending": "Pending", "Processing": "Processing", "Completed": "Processed", "Failed": "Error"}


# -- invoices ----------------------------------------------------------------------------------------------------------


def _common(invoice: Invoice) -> Fields:
    return {
        "autoPay": False,
        **invoice.fields,
        "id": invoice.id,
        "accountId": invoice.account.id,
        "amount": invoice.amount,
        "balance": invoice.balance,
        "createdById": USER_ID,
        "createdDate": invoice.created,
        "currency": invoice.currency,
        "discount": invoice.discount,
        "status": invoice.status,
        "taxAmount": invoice.tax_amount,
        "updatedById": USER_ID,
        "updatedDate": invoice.updated,
    }


def invoice_fields(transaction: Transaction, invoice: Invoice) -> Fields:
    """An invoice as it is read, and in the response to its creation."""
    e_invoice = invoice.e_invoice
    return {
        **_common(invoice),
        "invoiceNumber": invoice.number,
        "adjustmentAmount": ZERO,
        "amountWithoutTax": invoice.amount_without_tax,
        "billToContactId": invoice.fields.get("billToContactId") or invoice.account.bill_to_contact_id,
        "creditMemoAmount": invoice.credited if transaction.settings.invoice_settlement else ABSENT,
        "eInvoiceStatus": e_invoice.status if e_invoice else None,
        "eInvoiceErrorCode": e_invoice.error_code if e_invoice else None,
        "eInvoiceErrorMessage": e_invoice.error_message if e_invoice else None,
        "eInvoiceFileId": e_invoice.file_id if e_invoice else None,
        "includesOneTime": True,
        "includesRecurring": False,
        "includesUsage": False,
        "lastEmailSentDate": invoice.emailed,
        "paymentAmount": invoice.paid,
        "paymentTerm": invoice.fields.get("paymentTerm") or invoice.account.payment_term,
        "postedBy": USER_ID if invoice.posted else None,
        "postedDate": invoice.posted and invoice.posted[:10],
        "refundAmount": ZERO,
        "source": "API",
        "sourceType": "Standalone",
        "taxExemptAmount": invoice.exempt_amount,
        "taxStatus": "Complete",
    }


def updated_invoice_fields(invoice: Invoice) -> Fields:
    """An invoice in the response to an update: the same under other names."""
    return {
        **_common(invoice),
        "number": invoice.number,
        "comment": invoice.fields.get("comments"),
        "postedOn": invoice.posted,
        "postedById": USER_ID if invoice.posted else None,
        "cancelledOn": invoice.canceled,
        "cancelledById": USER_ID if invoice.canceled else None,
        "totalTaxExemptAmount": invoice.exempt_amount,
    }


def item_fields(item: Item, tax_page: Callable[[Item], Fields]) -> Fields:
    """An item in the list of an invoice's items; `tax_page` writes the first page of its taxation items."""
    return {
        "quantity": 1,
        "chargeDate": f"{item.fields['serviceStartDate']} 00:00:00",
        **item.fields,
        "id": item.id,
        "appliedToItemId": item.applied_to,
        "availableToCreditAmount": item.balance,
        "balance": item.balance,
        "chargeAmount": item.owed,
        "chargeDescription": item.fields.get("description"),
        "chargeId": item.fields.get("productRatePlanChargeId"),
        "chargeType": "OneTime",
        "processingType": "Discount" if item.applied_to else "Charge",
        "productName": None,
        "sourceItemType": "InvoiceDetail",
        "taxAmount": item.tax_amount,
        "taxationItems": tax_page(item),
        "unitOfMeasure": item.fields.get("uom"),
    }


def tax_fields(tax: Tax) -> Fields:
    """A taxation item in lists, and in the response to its creation."""
    return {
        "exemptAmount": ZERO,
        **tax.fields,
        "id": tax.id,
        "invoiceItemId": tax.item_id,
        "balance": tax.balance,
        "availableToCreditAmount": tax.balance,
        "creditAmount": tax.credited,
        "paymentAmount": tax.paid,
        "createdById": USER_ID,
        "createdDate": tax.created,
        "updatedById": USER_ID,
        "updatedDate": tax.created,
    }


def application_fields(part: Application) -> Fields:
    """One of the application parts of an invoice."""
    return {
        "appliedAmount": part.amount,
        "creditMemoId": part.credit_memo_id,
        "paymentId": part.payment_id,
        "createdById": USER_ID,
        "createdDate": part.stamp,
        "updatedById": USER_ID,
        "updatedDate": part.stamp,
    }


def file_fields(file: File) -> Fields:
    """A file in the list of an invoice's files."""
    return {"id": file.id, "pdfFileUrl": file.url, "versionNumber": file.version}


# -- jobs --------------------------------------------------------------------------------------------------------------


def operation_job_fields(transaction: Transaction, job: Job) -> Fields:
    """A job as it is polled."""
    return {
        "id": job.id,
        "objectId": job.invoice_id,
        "objectType": "Invoice",
        "operationType": job.action,
        "status": _jobs.status(transaction, job),
    }


def action_fields(transaction: Transaction, job: Job) -> Fields:
    """The response to the action that began the job."""
    fields: Fields = {"id": job.invoice_id, "jobId": job.id, "jobStatus": _jobs.status(transaction, job)}
    if job.credit_memo_ids:
        memos = [{"id": memo_id} for memo_id in job.credit_memo_ids]
        fields |= {"creditMemo": memos[0], "creditMemos": memos}
    return fields


def write_off_job_fields(transaction: Transaction, job: Job) -> Fields:
    """An asynchronous write-off, which names its states in its own way."""
    memo = {"id": job.credit_memo_ids[0]} if job.credit_memo_ids else None
    return {
        "id": job.id,
        "status": SETTLEMENT_STATUS[_jobs.status(transaction, job)],
        "operationType": "AsyncInvoiceWriteOff",
        "referenceId": job.invoice_id,
        "referenceType": "Invoice",
        "error": job.error,
        "creditMemo": memo,
    }


# -- accounts and payments ---------------------------------------------------------------------------------------------


def account_fields(transaction: Transaction, account: Account) -> Fields:
    """An account with its contacts and what it owes."""
    posted = [one for one in transaction.all(Invoice) if one.account.id == account.id and one.status == "Posted"]
    owed = total(invoice.balance for invoice in posted)
    payments = [payment for payment in transaction.all(Payment) if payment.account_id == account.id]
    unapplied = total(payment.unapplied for payment in payments)
    return {
        "basicInfo": {
            "id": account.id,
            "name": account.name,
            "accountNumber": account.number,
            "status": "Active",
            "notes": account.fields.get("notes"),
            **{name: value for name, value in account.fields.items() if name.endswith(("__c", "__NS"))},
        },
        "billingAndPayment": {
            "currency": account.currency,
            "paymentTerm": account.payment_term,
            "billCycleDay": account.fields.get("billCycleDay", 0),
            "autoPay": account.fields.get("autoPay", False),
            "additionalEmailAddresses": list(account.additional_emails),
        },
        "metrics": {
            "balance": minus(owed, unapplied),
            "totalInvoiceBalance": owed,
            "unappliedPaymentAmount": unapplied,
        },
        "billToContact": _contact_fields(transaction, account.bill_to_contact_id),
        "soldToContact": _contact_fields(transaction, account.sold_to_contact_id),
    }


def _contact_fields(transaction: Transaction, contact_id: str) -> Fields:
    contact = transaction.require(Contact, contact_id)
    return {**contact.fields, "id": contact.id}


def payment_fields(payment: Payment) -> Fields:
    """A payment as it is read, and in the responses to its creation and application."""
    return {
        "type": "External",
        **payment.fields,
        "id": payment.id,
        "number": payment.number,
        "accountId": payment.account_id,
        "amount": payment.amount,
        "appliedAmount": minus(payment.amount, payment.unapplied),
        "unappliedAmount": payment.unapplied,
        "refundAmount": ZERO,
        "currency": payment.currency,
        "effectiveDate": payment.effective_date,
        "status": "Processed",
        "createdById": USER_ID,
        "createdDate": payment.created,
    }


def memo_fields(memo: CreditMemo) -> Fields:
    """A credit memo, for tests and the page: no operation here reads it."""
    return {
        "id": memo.id,
        "number": memo.number,
        "referredInvoiceId": memo.invoice_id,
        "amount": memo.amount,
        "creditMemoDate": memo.memo_date,
        "reasonCode": memo.reason_code,
        "status": memo.status,
    }
