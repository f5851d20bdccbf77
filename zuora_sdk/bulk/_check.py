"""A dry run: what of a file of requests would be rejected, before anything is sent."""

from __future__ import annotations

import csv
import html
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zuora_sdk._validation import check_model, wrong_model
from zuora_sdk.api.invoices_api import InvoicesApi
from zuora_sdk.api_client import ApiClient
from zuora_sdk.configuration import Configuration
from zuora_sdk.exceptions import ApiException, ApiTypeError
from zuora_sdk.models.create_invoice_request import CreateInvoiceRequest

if TYPE_CHECKING:
    from zuora_sdk.emulator import ZuoraEmulator


@dataclass(frozen=True)
class CheckedRow:
    """A request that would be rejected."""

    line: int
    """Its line in the file."""
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """The result of a dry run. It pickles, prints as a table, and shows itself in a notebook."""

    count: int
    """How many requests were checked."""
    rejected: tuple[CheckedRow, ...]

    @property
    def ok(self) -> bool:
        """Whether none would be rejected."""
        return not self.rejected

    def __str__(self) -> str:
        lines = [f"{self.count} checked, {len(self.rejected)} would be rejected"]
        lines += [f"  line {line}: {problem}" for line, problem in self._problems()]
        return "\n".join(lines)

    def _problems(self) -> Iterator[tuple[int, str]]:
        return ((row.line, problem) for row in self.rejected for problem in row.problems)

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td>{line}</td><td>{html.escape(text)}</td></tr>" for line, text in self._problems())
        head = f"<p>{self.count} checked, {len(self.rejected)} would be rejected</p>"
        return f"{head}<table><tr><th>line</th><th>problem</th></tr>{rows}</table>"

    def write_csv(self, path: str | os.PathLike[str]) -> None:
        """Write the problems as CSV, one line each below a header."""
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("line", "problem"))
            writer.writerows(self._problems())


def check(requests: Iterable[CreateInvoiceRequest], *, emulator: bool = False, first_line: int = 2) -> Check:
    """Check tomorrow's requests offline: nothing is sent to Zuora.

        result = bulk.check(requests)
        print(result)

    Args:
        requests: What is to be billed, one request for each line of a file.
        emulator: Whether to try each in the local emulator, too, and so to check Zuora's rules as far as they are
            emulated. Accounts are taken to exist. Needs the extra `emulator`.
        first_line: The line of the first request: 2 below a header.

    Returns:
        The requests that would be rejected, with their lines.
    """
    if emulator:
        from zuora_sdk.emulator import ZuoraEmulator

        with ZuoraEmulator() as zuora:
            configuration = Configuration(zuora.url, access_token=zuora.access_token)
            with ApiClient(configuration) as client:
                trial = _Trial(zuora, InvoicesApi(client))
                return _check(requests, first_line, trial.problems)
    return _check(requests, first_line, lambda request: ())


def _check(requests: Iterable[CreateInvoiceRequest], first_line: int, try_out: Any) -> Check:
    rejected = []
    count = 0
    for line, request in enumerate(requests, first_line):
        count += 1
        problems = tuple(_rules(request)) or tuple(try_out(request))
        if problems:
            rejected.append(CheckedRow(line, problems))
    return Check(count, tuple(rejected))


def _rules(request: object) -> Iterable[str]:
    """What the client itself would reject."""
    if not isinstance(request, CreateInvoiceRequest):
        return [str(wrong_model("request", CreateInvoiceRequest.__name__, request))]
    return check_model(request, "request")


class _Trial:
    """Creates requests in the emulator, where every account exists."""

    def __init__(self, zuora: ZuoraEmulator, invoices: InvoicesApi) -> None:
        self._zuora = zuora
        self._invoices = invoices
        self._known = {account.number for account in zuora.accounts} | {account.id for account in zuora.accounts}

    def problems(self, request: CreateInvoiceRequest) -> Iterable[str]:
        """What the emulator would reject."""
        self._add_account(request)
        try:
            self._invoices.create_standalone_invoice(request)
        except ApiTypeError as error:
            return [str(error)]
        except ApiException as error:
            return [reason.message or str(error) for reason in error.reasons] or [str(error)]
        return []

    def _add_account(self, request: CreateInvoiceRequest) -> None:
        number, account_id = request.account_number, request.account_id
        fields = {"number": number, "id": account_id, "currency": getattr(request, "currency", None)}
        if not {number, account_id} & self._known:
            given = {name: value for name, value in fields.items() if value}
            self._zuora.add_account(name="trial", **given)
            self._known |= {value for value in (number, account_id) if value}
