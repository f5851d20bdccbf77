"""Editors and notebooks complete the names of the package, though they are loaded on first use."""

from __future__ import annotations

import jedi  # type: ignore[import-untyped]
import pytest

import zuora_sdk

pytestmark = pytest.mark.once


def completions(code: str) -> set[str]:
    lines = code.splitlines()
    return {found.name for found in jedi.Script(code).complete(len(lines), len(lines[-1]))}


def test_an_editor_completes_the_names_of_the_package() -> None:
    assert {"InvoicesApi", "InvoiceItem", "InvoiceResponse"} <= completions("import zuora_sdk\nzuora_sdk.Inv")


def test_an_editor_completes_the_fields_of_a_response() -> None:
    assert completions("import zuora_sdk\nzuora_sdk.InvoicesApi().get_invoice('INV00000042').bal") == {"balance"}


def test_an_editor_completes_the_keywords_of_a_request() -> None:
    assert completions("from zuora_sdk import CreateInvoiceItem\nCreateInvoiceItem(amo") == {"amount="}


def test_a_notebook_completes_the_names_of_the_package() -> None:
    found = jedi.Interpreter("zuora_sdk.InvoicesA", [{"zuora_sdk": zuora_sdk}]).complete()
    assert [each.name for each in found] == ["InvoicesApi"]
