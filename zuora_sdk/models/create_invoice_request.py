# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A standalone invoice to create."""

from typing import ClassVar

from zuora_sdk.models.base import Bool, Date, Open, RequestModel, Rules, Text
from zuora_sdk.models.billing_document_status import BillingDocumentStatus
from zuora_sdk.models.create_account_contact import CreateAccountContact
from zuora_sdk.models.create_invoice_item import CreateInvoiceItem
from zuora_sdk.models.custom_rates import CustomRates
from zuora_sdk.models.transferred_to_accounting_status import TransferredToAccountingStatus


class CreateInvoiceRequest(RequestModel):
    """A standalone invoice to create.

    Name the account by `account_id` or `account_number`. Required: `invoice_date`, `invoice_items`.
    """

    _rules: ClassVar[Rules] = Rules(
        required=("invoice_date", "invoice_items"),
        max_length={
            "integration_id__ns": 255,
            "integration_status__ns": 255,
            "sync_date__ns": 255,
            "comments": 255,
            "invoice_number": 32,
            "payment_term": 100,
            "sequence_set": 50,
        },
        max_items={"custom_rates": 2, "invoice_items": 1000},
        pattern={"invoice_number": "^[A-Za-z0-9_-]{1,32}$"},
    )

    integration_id__ns: Text | None = None
    """ID under which NetSuite knows this object. Needs the NetSuite connector. At most 255 characters."""
    integration_status__ns: Text | None = None
    """Where the sync of this object with NetSuite stands. Needs the NetSuite connector. At most 255 characters."""
    sync_date__ns: Text | None = None
    """Day on which this object was last synced with NetSuite. Needs the NetSuite connector. At most 255 characters."""
    account_id: Text | None = None
    """ID of the customer account to bill. Give this or `account_number`; if both are given they must mean the same
    account."""
    account_number: Text | None = None
    """Number of the customer account to bill, such as A00000117. Give this or `account_id`; if both are given they must
    mean the same account."""
    auto_pay: Bool | None = None
    """Whether payment runs collect the invoice automatically. Default: false."""
    comments: Text | None = None
    """Free text kept with the invoice. At most 255 characters."""
    currency: Text | None = None
    """Three-letter code of the currency to bill in. Default: that of the account. Needs `Zuora-Version` 2025-08-12 or
    later."""
    custom_rates: list[CustomRates] | None = None
    """Exchange rates of your own, at most 2: one for the home and one for the reporting currency. Needs a permission of
    its own."""
    due_date: Date | None = None
    """Day by which the invoice is to be paid. Left out, it follows from the payment term."""
    invoice_date: Date | None = None
    """Date printed on the invoice. Must lie in an open accounting period."""
    invoice_items: list[CreateInvoiceItem] | None = None
    """What is billed, at most 1000 items."""
    invoice_number: Text | None = None
    """Your own number for the invoice, unique in the tenant. At most 32 letters, digits, hyphens and underscores. Left
    out, Zuora assigns one."""
    status: Open[BillingDocumentStatus] | None = None
    """Status in which the invoice begins: Draft or Posted. Left out, it begins as a draft."""
    bill_to_contact_id: Text | None = None
    """ID of an existing contact of the account that the invoice is addressed to."""
    payment_term: Text | None = None
    """Name of the payment term, such as Net 30, from which the due date follows. At most 100 characters."""
    sequence_set: Text | None = None
    """Sequence set that numbers the invoice, by its ID or name. At most 50 characters."""
    communication_profile_id: Text | None = None
    """ID of the communication profile, which decides which notifications the invoice sends."""
    sold_to_contact_id: Text | None = None
    """ID of an existing contact of the account that the goods are sold to."""
    bill_to_contact: CreateAccountContact | None = None
    """New contact to bill, stored with the invoice. To use one that exists, give `bill_to_contact_id` instead."""
    sold_to_contact: CreateAccountContact | None = None
    """New contact that the goods are sold to, stored with the invoice. To use one that exists, give
    `sold_to_contact_id` instead."""
    sold_to_same_as_bill_to: Bool | None = None
    """True makes the bill-to contact the sold-to as well. Has an effect only when a bill-to is given and a sold-to is
    not."""
    template_id: Text | None = None
    """ID of the template that the PDF is made from. Needs the Flexible Billing Attributes feature."""
    transferred_to_accounting: Open[TransferredToAccountingStatus] | None = None
    """Whether the invoice has reached your accounting system. Cannot change any more after its summary journal entry
    was canceled; a change from Yes takes the Zuora Finance permission to override."""
    ship_to_contact_id: Text | None = None
    """ID of an existing contact of the account that receives the delivery."""
    ship_to_contact: CreateAccountContact | None = None
    """New contact to deliver to, stored with the invoice. To use one that exists, give `ship_to_contact_id` instead."""
    ship_to_same_as_bill_to: Bool | None = None
    """True makes the bill-to contact the ship-to as well. Has an effect only when a bill-to is given and a ship-to is
    not."""
