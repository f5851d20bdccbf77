"""Turns `spec/zuora-invoices.yaml` into models, API classes and their documentation: `python -m codegen`."""
