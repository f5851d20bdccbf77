"""The options of bulk functions, and the check that none is misspelt."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Mapping
from concurrent.futures import Executor
from difflib import get_close_matches
from typing import Any, Literal, TypedDict

from zuora_sdk.bulk._runner import ProgressCallback
from zuora_sdk.configuration import check_count, check_seconds
from zuora_sdk.exceptions import ApiTypeError, ApiValueError
from zuora_sdk.models.email_billing_document_request import EmailBillingDocumentRequest


class FlowOptions(TypedDict, total=False):
    """How the work is spread and watched."""

    max_workers: int
    """Requests that may be in flight at once: 8 if not given. Fewer as soon as the service's limits come near."""
    executor: Executor | None
    """Where to make the calls instead of threads of the run: processes, or a Dask cluster's `client.get_executor()`."""
    ordered: bool
    """Whether outcomes come in the order of the input, the default, or as soon as they are known."""
    progress: ProgressCallback | Literal[False] | None
    """Called with (done, total), total None if the input has no length; False shows nothing. If not given, a bar is
    drawn if stderr is a terminal and tqdm is installed (extra `progress`)."""
    outage_deadline: float
    """Seconds for which the run waits for a service that can't be reached or takes nothing: 3,600 if not given."""


class JournalOptions(FlowOptions, total=False):
    """What a run remembers, and how it treats what earlier runs left."""

    journal: str | os.PathLike[str] | None
    """An SQLite file that remembers every item, so that a run that ended early goes on where it was, at any time."""
    key: Callable[[Any], object] | None
    """A function that gives each input its item key, such as the order number: text or an integer, unique in a run. If
    not given, the key is a digest of the content and the number of its occurrence."""
    run_id: str | None
    """A name for the run. With a journal, it must be that of the journal. Without one, idempotency keys follow from it
    and the item keys, so that within 24 hours the same items aren't done twice; each then has a request of its own."""
    retry_failed: bool
    """Send again what an earlier run had rejected: its cause was cured."""
    resend_unconfirmed: bool | Container[str]
    """Resend items whose outcome is unknown and whose idempotency key has expired: all, or those with these item keys.
    They may be done twice."""


class EachOptions(JournalOptions, total=False):
    """Options of `each`."""

    check: Callable[[Any], object] | None
    """A function that tells whether an input is done, asked where that is unknown and no idempotency key protects."""
    step: str | None
    """What the journal calls this step; the name of the function if not given."""


class Options(JournalOptions, total=False):
    """Options of the three bulk endpoints."""

    chunk_size: int | None
    """The most invoices of a request: 50 if not given, which is also the limit."""


class BillOptions(TypedDict, total=False):
    """Options of `bill`."""

    post: bool
    """Whether to post the invoices, as if not given. False if the requests say `status="Posted"`, or for drafts."""
    email: EmailBillingDocumentRequest | None
    """How to e-mail each invoice; if not given, none is sent. Only posted invoices can be."""
    pdf: bool
    """Whether to wait until the PDF of each invoice is generated; not if not given."""
    pdf_deadline: float
    """Seconds to wait for the PDFs of a request's invoices: 600 if not given."""
    key: Callable[[Any], object] | None
    """A function that gives each request its item key, such as the order number; see `JournalOptions`."""
    run_id: str | None
    """The name of the run; see `JournalOptions`."""
    retry_failed: bool
    """Send again what an earlier run had rejected, in whichever step: its cause was cured."""
    resend_unconfirmed: bool | Container[str]
    """Resend items whose outcome is unknown and whose idempotency key has expired; see `JournalOptions`."""
    chunk_size: int | None
    """The most invoices of a request: 50 if not given, which is also the limit."""
    max_workers: int
    """Requests of a step that may be in flight at once: 8 if not given. The client's limits hold for all steps."""
    executor: Executor | None
    """Where to make the calls; see `FlowOptions`."""
    progress: ProgressCallback | Literal[False] | None
    """One for all steps: an invoice counts when it is through, or has failed."""
    outage_deadline: float
    """Seconds for which the run waits for a service that can't be reached or takes nothing: 3,600 if not given."""


def check_options(function: str, options: Mapping[str, Any], allowed: Iterable[str]) -> None:
    """Raise what is wrong with options."""
    known = sorted(allowed)
    problems = []
    for name in options:
        if name not in known:
            close = get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(known)}"
            problems.append(f"bulk.{function}: unknown option {name!r}; {hint}")
    if problems:
        raise ApiTypeError(*problems)
    for name, check in _CHECKS.items():
        if options.get(name) is not None:
            check(name, options[name])


def _check_function(name: str, value: Any) -> None:
    if not callable(value):
        raise ApiTypeError(f"{name}: must be a function, not {type(value).__name__}")


def _check_resend(name: str, value: Any) -> None:
    if isinstance(value, str) or not isinstance(value, (bool, Container)):
        raise ApiTypeError(f"{name}: must be True, or a set of item keys")


def _check_run_id(name: str, value: Any) -> None:
    if not isinstance(value, str) or not value:
        raise ApiValueError(f"{name}: must be a name, such as the month")


_CHECKS: Mapping[str, Callable[[str, Any], object]] = {
    "max_workers": check_count,
    "chunk_size": check_count,
    "outage_deadline": check_seconds,
    "key": _check_function,
    "check": _check_function,
    "resend_unconfirmed": _check_resend,
    "run_id": _check_run_id,
}


def option_names(options: type[Any]) -> Iterable[str]:
    """The names of a set of options, inherited ones included."""
    return options.__optional_keys__  # type: ignore[no-any-return]
