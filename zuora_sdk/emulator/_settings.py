"""What a tenant may have set differently: thresholds, limits and features, with the defaults of the service."""

from __future__ import annotations

from dataclasses import dataclass, fields

DEFAULT_PAYMENT_TERMS = {
    "Due Upon Receipt": 0,
    "Net 15": 15,
    "Net 30": 30,
    "Net 45": 45,
    "Net 60": 60,
    "Net 90": 90,
}
DEFAULT_REASON_CODES = frozenset(
    {
        "Invoice reversal",
        "Write-off",
        "Correcting invoice error",
        "Customer satisfaction",
        "Chargeback",
        "Standard Refund",
    }
)


@dataclass(frozen=True, kw_only=True)
class SequenceSet:
    """What numbers a group of documents."""

    id: str
    name: str
    invoice_prefix: str


@dataclass(frozen=True, kw_only=True)
class EInvoicing:
    """What the customer's country asks for, and what its service provider makes of each e-invoice."""

    country_code: str = "FR"
    category: str = "B2B"
    process_type: str = "Clearance"
    file_formats: tuple[str, ...] = ("UBL",)
    outcome: str = "Success"
    """Status of an e-invoice once it is synchronized, such as Success, Failed or Rejected."""
    error_code: str | None = None
    """Set it together with a bad outcome: then there is no file."""
    error_message: str | None = None


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Pass `ZuoraEmulator(settings=Settings(post_async_items=3))` to make a rule bite early in a test."""

    post_async_items: int = 1000
    """Posting an invoice with this many items or more becomes a job."""
    cancel_async_items: int = 1000
    """Canceling an invoice with this many items or more becomes a job."""
    delete_async_items: int = 100
    """Deleting an invoice with this many items or more becomes a job."""
    unpost_async_items: int = 1000
    """Unposting an invoice with this many items or more becomes a job."""
    split_async_items: int = 1000
    """Splitting an invoice with this many items or more becomes a job."""
    reverse_async_items: int = 2001
    """Reversing an invoice with this many items (discounts and taxes counted) or more becomes a job."""
    reverse_max_items: int = 2000
    """Reversing an invoice with more items (discounts and taxes counted) is rejected."""
    write_off_max_items: int = 2000
    """Writing off an invoice with more items (discounts and taxes counted) is rejected."""
    upload_max_bytes: int = 4 * 1024 * 1024
    max_files: int = 50
    pdf_status_max_keys: int = 50
    step_seconds: float = 1.0
    """How long a job or a PDF stays Pending, and then Processing, on the emulator's clock; each poll saves one step."""

    payment_terms: tuple[tuple[str, int], ...] = tuple(DEFAULT_PAYMENT_TERMS.items())
    reason_codes: frozenset[str] = DEFAULT_REASON_CODES
    closed_before: str | None = None
    """First day of the open accounting period, yyyy-mm-dd; earlier invoice dates are rejected. None: all is open."""
    invoice_settlement: bool = True
    flexible_billing_attributes: bool = False
    """Whether invoices may name a template."""
    sequence_sets: tuple[SequenceSet, ...] = ()
    draft_pdfs: bool = True
    """Whether a PDF of an invoice is generated as long as it is a draft, too."""
    e_invoicing: EInvoicing | None = None
    """E-invoicing of posted invoices. None: the tenant has none."""
    memos_mirror_items: bool = False
    """The billing rule that lets invoices with a zero balance be written off."""
    email_notification_active: bool = True

    time_zone: str | None = None
    """IANA name of the tenant's time zone, such as Asia/Tokyo: "today" is its date. None: the machine's."""
    default_version: str = "2024-05-20"
    """The tenant's version, for calls without a Zuora-Version header."""
    entities: tuple[str, ...] | None = None
    """Entities the token may name in Zuora-Entity-Ids. None: any."""
    orgs: tuple[str, ...] | None = None
    """Organizations the token may name in Zuora-Org-Ids. None: any."""
    token_seconds: int = 3599
    rate_limits: tuple[tuple[int, int], ...] = ((60, 50_000), (3600, 2_250_000), (86_400, 27_000_000))
    """Pairs of a window in seconds and the calls allowed in it."""
    token_rate_limits: tuple[tuple[int, int], ...] = ((60, 600),)
    """The same for the token endpoint, which has limits of its own."""
    concurrency_limit: int = 40
    relative_next_page: bool = False
    """Write `nextPage` as `/v1/...` instead of an absolute URL; the real service has been seen doing both."""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, int | float) and not 0 <= value < float("inf"):
                raise ValueError(f"{each.name} must be at least 0, got {value}")
        for name in ("rate_limits", "token_rate_limits"):
            if any(seconds < 1 or calls < 0 for seconds, calls in getattr(self, name)):
                raise ValueError(f"{name} must be pairs of a window of 1 second or more and a number of calls")
