"""The Python blocks of README and docs. `test_docs` runs them; this command writes them to files for type checkers.

    python test/docs_blocks.py FOLDER

writes one module per page, with the page's line numbers, and a pyrightconfig.json for the folder. The blocks of a page
share one namespace, in which `client` (an `ApiClient`), `invoices` (its `InvoicesApi`) and `zuora` (a `ZuoraEmulator`)
are defined. `<!-- not run: reason -->` above a block leaves it out.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
GENERATED = "<!-- Generated"
NAMESPACE = """\
from zuora_sdk import ApiClient, InvoicesApi
from zuora_sdk.emulator import ZuoraEmulator

client: ApiClient
invoices: InvoicesApi
zuora: ZuoraEmulator
"""


def pages() -> list[Path]:
    """README and its like, and the pages under docs."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def name_of(page: Path) -> str:
    """The page's path in the repository."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> Iterator[tuple[int, str]]:
    """The line that each block of code begins on, and the code."""
    text = page.read_text(encoding="utf-8")
    for start in re.finditer(r"^```python\n", text, re.MULTILINE):
        before = text[: start.start()].rstrip("\n").rpartition("\n")[2]
        if not before.startswith("<!-- not run: "):
            line = text.count("\n", 0, start.end()) + 1
            yield line, text[start.end() : text.index("\n```", start.end() - 1) + 1]


def has_code(page: Path) -> bool:
    """Whether it is a page written by hand with Python to run."""
    return not page.read_text(encoding="utf-8").startswith(GENERATED) and any(blocks(page))


def module_of(page: Path) -> str:
    """A module of the page's blocks, each on its line; names that the page defines itself are not given to it."""
    tree = ast.parse("".join(code for _, code in blocks(page)))
    defined = {getattr(node, "name", "") for node in tree.body} | {
        name.id for name in ast.walk(tree) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    }
    given = sorted({"client", "invoices", "zuora"} - defined)
    lines = [f"from docs_namespace import {', '.join(given)}"] if given else [""]
    for start, code in blocks(page):
        lines += [""] * (start - 1 - len(lines))
        lines += code.splitlines()
    return "\n".join(lines) + "\n"


def write_modules(folder: Path) -> None:
    """Write what mypy and pyright read."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "docs_namespace.py").write_text(NAMESPACE, encoding="utf-8")
    for page in filter(has_code, pages()):
        name = re.sub(r"\W", "_", name_of(page).removesuffix(".md")).lower()
        (folder / f"{name}.py").write_text(module_of(page), encoding="utf-8")
    settings = {"pythonVersion": "3.10", "typeCheckingMode": "standard", "extraPaths": [str(ROOT)]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")


if __name__ == "__main__":
    write_modules(Path(sys.argv[1]))
