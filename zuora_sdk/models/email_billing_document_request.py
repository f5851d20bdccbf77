# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""To whom to send the invoice, and which PDF. An empty request writes to the bill-to contact."""

from zuora_sdk.models.base import Bool, RequestModel, Text


class EmailBillingDocumentRequest(RequestModel):
    """To whom to send the invoice, and which PDF. An empty request writes to the bill-to contact."""

    email_addresses: Text | None = None
    """Receivers, separated by commas. Used only when `use_email_template_setting` is false; left out, the mail goes to
    the bill-to contact, at work or else in private."""
    include_additional_email_addresses: Bool | None = None
    """True also sends to the additional e-mail addresses stored with the customer account. Default: false."""
    pdf_file_id: Text | None = None
    """ID of the PDF to attach, as `get_invoice_files` lists it. Default: the newest one."""
    use_email_template_setting: Bool | None = None
    """True sends to the receivers that the e-mail template names; false to `email_addresses`. Default: false."""
