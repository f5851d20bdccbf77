"""The documentation tells the truth: its Python runs, what it says is printed is printed, and its links lead somewhere.

Each page's blocks run in order, in one namespace, against an emulator of their own. They find `zuora` (the emulator),
`client` and `invoices`; `Configuration.from_env()` and all of Zuora's data centres lead to the emulator, too. A comment
`# -> text` after a `print` says what it prints. `<!-- not run: reason -->` above a block leaves it out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docs_blocks import ROOT, blocks, has_code, name_of, pages

from zuora_sdk import ApiClient, Configuration, InvoicesApi
from zuora_sdk.emulator import ZuoraEmulator
from zuora_sdk.rest import HttpRequest, HttpResponse, Urllib3Transport

pytestmark = pytest.mark.once

SAYS = re.compile(r"print\(.*\)  # -> (?P<text>.*)")
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def has_tests(page: Path) -> bool:
    return has_code(page) and any("def test_" in code for _, code in blocks(page))


@pytest.fixture
def zuora(monkeypatch: pytest.MonkeyPatch) -> Iterator[ZuoraEmulator]:
    used: dict[int, Urllib3Transport] = {}
    send = Urllib3Transport.send

    def send_here(transport: Urllib3Transport, request: HttpRequest) -> HttpResponse:
        used[id(transport)] = transport
        here = request.host.startswith("http:")
        return send(transport, request if here else replace(request, host=emulator.url))

    with ZuoraEmulator() as emulator:
        monkeypatch.setattr(Urllib3Transport, "send", send_here)
        monkeypatch.setenv("ZUORA_BASE_URL", emulator.url)
        monkeypatch.setenv("ZUORA_CLIENT_ID", emulator.client_id)
        monkeypatch.setenv("ZUORA_CLIENT_SECRET", emulator.client_secret)
        monkeypatch.setenv("BEARER_TOKEN", emulator.access_token)
        yield emulator
        for transport in used.values():
            transport.close()


@pytest.mark.parametrize("page", [pytest.param(page, id=name_of(page)) for page in pages() if has_code(page)])
def test_python_in_the_documentation_runs(
    page: Path, zuora: ZuoraEmulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    source = page.read_text(encoding="utf-8").splitlines()
    printed: dict[int, str] = {}

    def print_and_note(*values: Any, sep: str = " ", **_: Any) -> None:
        printed[sys._getframe(1).f_lineno] = sep.join(map(str, values))

    with ApiClient(Configuration(zuora.url, access_token=zuora.access_token)) as client:
        namespace: dict[str, Any] = {"zuora": zuora, "client": client, "invoices": InvoicesApi(client)}
        namespace |= {"print": print_and_note, "__name__": "guide"}
        for line, code in blocks(page):
            # Empty lines in front make a traceback name the page's own lines.
            exec(compile("\n" * (line - 1) + code, str(page), "exec", dont_inherit=True), namespace)
    for number, text in printed.items():
        if said := SAYS.search(source[number - 1]):
            assert text == said["text"], f"{name_of(page)}:{number}"


@pytest.mark.parametrize("page", [pytest.param(page, id=name_of(page)) for page in pages() if has_tests(page)])
def test_tests_in_the_documentation_pass(page: Path, tmp_path: Path) -> None:
    # As if the plugin were installed.
    fixtures = "from zuora_sdk.pytest_plugin import zuora_client, zuora_emulator, zuora_emulator_settings\n"
    module = tmp_path / "test_page.py"
    module.write_text(fixtures + "\n".join(code for _, code in blocks(page)), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", module.name],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stdout


def anchors(page: Path) -> set[str]:
    """What a link into the page can name: its headings as GitHub spells them, and its explicit anchors."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    spelt = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return spelt | set(re.findall(r'<a (?:id|name)="([^"]+)"', text))


@pytest.mark.parametrize("page", [pytest.param(page, id=name_of(page)) for page in pages()])
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.finditer(CODE.sub("", page.read_text(encoding="utf-8"))):
        target, anchor = link["target"], link["anchor"]
        if re.match(r"\w+:", target):
            continue
        there = (page.parent / target).resolve() if target else page
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            broken.append(link[0])
    assert broken == []


def test_every_promise_has_a_test() -> None:
    page = (ROOT / "docs/promises.md").read_text(encoding="utf-8")
    rows = [
        line
        for line in page.splitlines()
        if line.startswith("| ") and not line.startswith(("| **", "| ---", "| promise"))
    ]
    named = [re.fullmatch(r"\| .+ \| `(?P<file>[\w/]+\.py)::(?P<test>test_\w+)` \|", row) for row in rows]
    assert all(named), [row for row, found in zip(rows, named, strict=True) if not found]
    missing = [
        found[0]
        for found in named
        if found
        and not re.search(rf"def {found['test']}\(", (ROOT / "test" / found["file"]).read_text(encoding="utf-8"))
    ]
    assert missing == []
