"""The answers that the server gives and the request that is built: the same for every contestant."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

ITEMS = 1000
INVOICES_OF_REQUEST = 50
ITEMS_OF_INVOICE = 20
PAGE_SIZE = 40

_INVOICE = """\
{"comments": "COMMENTS", "accountId": "8ad00000000000000000000000000001", "adjustmentAmount": 0E-9,
"amount": 1234567.890000000, "amountWithoutTax": 1134567.890000000, "autoPay": false,
"balance": 1234567.890000000, "billRunId": null, "billToContactId": "8ad00000000000000000000000000002",
"billToContactSnapshotId": "8ad00000000000000000000000000003",
"createdById": "8ad00000000000000000000000000004", "createdDate": "2024-07-11 02:31:04",
"creditBalanceAdjustmentAmount": 0E-9, "creditMemoAmount": 0E-9, "currency": "USD", "discount": 0E-9,
"dueDate": "2024-08-29", "eInvoiceStatus": null, "id": "8ad00000000000000000000000000005",
"includesOneTime": true, "includesRecurring": true, "includesUsage": false, "invoiceDate": "2024-07-30",
"invoiceGroupNumber": null, "invoiceNumber": "INV00000155", "lastEmailSentDate": null, "paymentAmount": 0E-9,
"paymentTerm": "Net 30", "postedBy": "8ad00000000000000000000000000004", "postedDate": "2024-07-31",
"refundAmount": 0E-9, "sequenceSetId": null, "soldToContactId": "8ad00000000000000000000000000006",
"soldToContactSnapshotId": "8ad00000000000000000000000000007", "source": "API", "sourceId": null,
"sourceType": "Standalone", "status": "Posted", "targetDate": null, "taxAmount": 100000.000000000,
"taxExemptAmount": 0E-9, "taxMessage": null, "taxStatus": "Complete",
"templateId": "8ad00000000000000000000000000008", "transferredToAccounting": "No",
"updatedById": "8ad00000000000000000000000000004", "updatedDate": "2024-07-31 02:31:04", "success": true}"""

_ITEM = """\
{"accountingCode": "Accounts Receivable", "adjustmentLiabilityAccountingCode": "Liability of adjustments",
"adjustmentRevenueAccountingCode": "Revenue of adjustments", "appliedToItemId": null,
"availableToCreditAmount": 125.000000000, "balance": 125.000000000, "bookingReference": "booking-NUMBER",
"chargeAmount": 125.000000000, "chargeDate": "2024-07-20 19:53:00",
"chargeDescription": "Seats of the team plan, billed in advance for the whole year", "chargeId": "2c92NUMBER",
"chargeName": "Annual fee of the team plan", "chargeType": "Recurring",
"contractAssetAccountingCode": "Contract asset", "contractLiabilityAccountingCode": "Contract liability",
"deferredRevenueAccountingCode": "Deferred revenue", "description": "DESCRIPTION",
"excludeItemBillingFromRevenueAccounting": false, "id": "2c93NUMBER", "invoiceScheduleId": "4028NUMBER",
"itemType": "Charge", "numberOfDeliveries": 1, "processingType": "Charge", "productName": "Team plan",
"productRatePlanChargeId": "2c94NUMBER", "purchaseOrderNumber": "PO-2024-000017", "quantity": 10,
"recognizedRevenueAccountingCode": "Recognized revenue",
"revenueRecognitionRuleName": "Recognize upon invoicing", "serviceEndDate": "2025-06-30",
"serviceStartDate": "2024-07-01", "sku": "SKU-00000042", "soldToContactId": "2c95NUMBER",
"sourceItemType": "SubscriptionComponent", "subscriptionName": "A-SNUMBER", "taxAmount": 12.500000000,
"taxCode": "TAXCODE-1", "taxationItems": {"data": [{"balance": 12.500000000, "creditAmount": 0E-9,
"exemptAmount": 0E-9, "id": "2c96NUMBER", "jurisdiction": "County", "locationCode": "000-1",
"name": "Sales tax", "paymentAmount": 0E-9, "taxAmount": 12.500000000, "taxCode": "TAXCODE-1",
"taxCodeDescription": null, "taxDate": "2024-07-20", "taxRate": 0.100000000,
"taxRateDescription": "Ten percent", "taxRateType": "Percentage"}]}, "unitOfMeasure": "Seat",
"unitPrice": 12.500000000}"""


def invoice() -> bytes:
    """One invoice as Zuora answers it: 4 kB, explicit nulls, money of nine decimals."""
    return _INVOICE.replace("COMMENTS", "x" * (4096 - len(_INVOICE) + len("COMMENTS"))).encode()


def items(count: int = ITEMS, rest: str = "") -> bytes:
    """The list of an invoice's items: each of 40 fields (of the 53 it may have), with one tax line, 2.5 kB."""
    template = _ITEM.replace("DESCRIPTION", "Seats of the team plan. " * 20)
    entries = ", ".join(template.replace("NUMBER", f"{number:028x}") for number in range(count))
    return f'{{"invoiceItems": [{entries}]{rest}}}'.encode()


def bulk_request(models: Any, number: type = Decimal) -> Any:
    """A full bulk request, built from keywords: 50 invoices of 20 items, 13 keywords an item."""
    start, end = dt.date(2024, 7, 1), dt.date(2024, 7, 31)
    amount, price, quantity = Decimal("125.000000000"), number("12.50"), number(10)
    return models.BulkCreateInvoicesRequest(
        use_single_transaction=False,
        invoices=[
            models.CreateInvoiceRequest(
                account_number=f"A{index:08d}",
                invoice_date=start,
                due_date=end,
                comments="Thank you for your business",
                auto_pay=False,
                invoice_items=[
                    models.CreateInvoiceItem(
                        amount=amount,
                        booking_reference=f"booking-{index}-{position}",
                        charge_name="Annual fee",
                        description="Seats of the team plan",
                        item_type="Charge",
                        purchase_order_number="PO-2024-000017",
                        quantity=quantity,
                        service_start_date=start,
                        service_end_date=end,
                        sku="SKU-00000042",
                        tax_mode="TaxExclusive",
                        unit_price=price,
                        uom="Seat",
                    )
                    for position in range(ITEMS_OF_INVOICE)
                ],
            )
            for index in range(INVOICES_OF_REQUEST)
        ],
    )
