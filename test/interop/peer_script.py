"""A script as users of the PyPI package `zuora-sdk` write it; it runs with either package.

Its only change is the address, which it takes from the environment.
"""

import os
from datetime import date

import zuora_sdk
from zuora_sdk.exceptions import ApiException
from zuora_sdk.models.create_invoice_item import CreateInvoiceItem
from zuora_sdk.models.create_invoice_request import CreateInvoiceRequest
from zuora_sdk.models.post_async_invoice_request import PostAsyncInvoiceRequest
from zuora_sdk.zuora_client import ZuoraClient, ZuoraEnvironment

client = ZuoraClient(
    client_id=os.environ["SCRIPT_CLIENT_ID"],
    client_secret=os.environ["SCRIPT_CLIENT_SECRET"],
    env=ZuoraEnvironment.SBX,
)
client.set_base_url(os.environ["SCRIPT_ADDRESS"])
client.set_debug(False)
client.set_zuora_version("2024-05-20")
client.add_default_header("Zuora-Track-Id", "script-1")
client.set_accept_encoding("gzip")
client.set_request_timeout((10, 60))
client.initialize()

invoices_api = client.invoices_api()
request = CreateInvoiceRequest(
    account_number="A00000001",
    invoice_date=date(2026, 3, 2),
    invoice_items=[
        CreateInvoiceItem(amount=125.5, charge_name="Consulting", service_start_date=date(2026, 3, 1)),
        CreateInvoiceItem.from_dict({"amount": 24.5, "chargeName": "Travel", "serviceStartDate": "2026-03-02"}),
    ],
)
request.comments = "Thank you"
request.additional_properties = {"Region__c": "EMEA"}
invoice = invoices_api.create_standalone_invoice(request)
print("created", invoice.invoice_number, invoice.status, f"{invoice.amount:.2f}")

posted = invoices_api.post_invoice(invoice.id, PostAsyncInvoiceRequest())
print("posted", posted.success, posted.id == invoice.id)

items = invoices_api.get_invoice_items(invoice_key=invoice.invoice_number, page_size=1, page=2)
print("second item", items.invoice_items[0].charge_name, items.next_page)

response = invoices_api.get_invoice_with_http_info(invoice.id, _request_timeout=30)
print("read", response.status_code, response.headers["Zuora-Track-Id"], response.data.to_dict()["status"])
print("custom field", response.data.additional_properties["Region__c"])

try:
    invoices_api.get_invoice("INV-unknown")
except ApiException as e:
    print(f"refused: status {e.status}, reason {e.reason}")
assert zuora_sdk.ApiException is ApiException
assert client.get_zuora_version("none") == "2024-05-20"
assert client.get_accept_encoding() == "gzip"
assert client.get_default_headers()["Zuora-Track-Id"] == "script-1"
