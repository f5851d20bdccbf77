#!/bin/sh
# All that a Python test does with the emulator, with curl alone: state, faults, payments, the clock, the request log.
# Start it with `python -m zuora_sdk.emulator --port 8010`, then run this with its address: sh emulator.sh http://127.0.0.1:8010
set -eu
zuora=$1
token="Authorization: Bearer emulator-token-that-never-expires"
json="Content-Type: application/json"
control() { method=$1; path=$2; shift 2; curl -fsS -X "$method" -H "$json" "$zuora/_emulator/$path" "$@"; echo; }

# Start over, with one more account.
control POST reset -d '{}'
control POST accounts -d '{"number": "A-9", "name": "Copper Kettle", "currency": "USD"}'

# The next invoice meets a lock first: the API says 409, then 200.
control POST faults -d '{"kind": "lock", "operation": "create_standalone_invoice"}'
invoice='{"accountNumber": "A-9", "invoiceDate": "2026-03-02", "status": "Posted", "invoiceItems":
  [{"chargeName": "Kettle", "amount": 80.00, "serviceStartDate": "2026-03-02"}]}'
for attempt in 1 2; do
  curl -sS -o /dev/null -w "create: %{http_code}\n" -H "$token" -H "$json" -H "Idempotency-Key: order-$attempt" \
    -d "$invoice" "$zuora/v1/invoices"
done

# The customer pays a part; what is left is the balance.
control POST invoices/INV00000001/payments -d '{"amount": 30.00}'
curl -fsS -H "$token" "$zuora/v1/invoices/INV00000001" | grep -o '"balance":[0-9.]*'

# A day passes: the PDF is there.
control POST clock -d '{"advance": 86400}'
curl -fsS -H "$token" "$zuora/v1/invoices/pdf-status?invoiceKeys=INV00000001" | grep -o '"pdfGenerationStatus":"[A-Za-z]*"'

# A setting, the ledger, the log; then everything back to the start.
control PATCH settings -d '{"closed_before": "2026-01-01"}'
control GET invoices
control GET requests
control DELETE requests
control DELETE faults
control POST reset -d '{}'
