# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""One reason why a request failed; several can come at once."""

from zuora_sdk.models.base import NOT_SENT, AlwaysSent, NumericText, ResponseModel


class FailedReason(ResponseModel):
    """One reason why a request failed; several can come at once."""

    code: AlwaysSent[NumericText] = NOT_SENT
    """Error code, mostly 8 digits whose last two give the category (20 invalid value, 50 lock contention, 70 limit
    exceeded). Comes as a number or as text."""
    message: AlwaysSent[str] = NOT_SENT
    """What is wrong, naming the field or object."""
