"""Makes one site of the repository's pages: README and its like, the guides, the reference."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent
PAGES_OF_ROOT = {"README.md": "index.md"} | {
    f"{name}.md": f"{name}.md" for name in ("CHANGELOG", "CONTRIBUTING", "SECURITY")
}
PROJECT = ["CHANGELOG.md", "CONTRIBUTING.md", "architecture.md", "promises.md", "SECURITY.md"]
LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>[^)#\s]+)(?P<anchor>#[^)\s]*)?\)")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Build the navigation from the pages that exist."""
    docs = Path(config.docs_dir)
    pages = {path.name for path in docs.glob("*.md")}
    guides = [name for name in config.extra["guides"] if name in pages]
    apis = sorted(name for name in pages if name.endswith("Api.md"))
    generated = {name for name in pages if (docs / name).read_text().startswith("<!-- Generated")}
    others = sorted(pages - generated - {*guides, *PROJECT})
    config.nav = [
        {"Home": "index.md"},
        {"Guides": guides + others},
        {"Endpoints": apis},
        {"Python API": sorted(path.relative_to(docs).as_posix() for path in docs.glob("reference/*.md"))},
        {"Models": sorted(generated - set(apis))},
        {"Project": [name for name in PROJECT if name in pages or name in PAGES_OF_ROOT]},
    ]
    config.nav = [section for section in config.nav if all(section.values())]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that lie beside `docs/`."""
    for name, uri in PAGES_OF_ROOT.items():
        files.append(File.generated(config, uri, abs_src_path=str(ROOT / name)))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Point links between repository files at the pages that they became, and give wide tables room."""
    if page.parent and page.parent.title == "Models":
        page.meta["hide"] = ["toc"]  # its room goes to the table of fields
    folder = ROOT if page.file.src_uri in PAGES_OF_ROOT.values() else (ROOT / "docs" / page.file.src_uri).parent

    def repoint(link: re.Match[str]) -> str:
        text, target, anchor = link["text"], link["target"], link["anchor"] or ""
        if re.match(r"\w+:", target):
            return link[0]
        path = (folder / target).resolve()
        if not path.exists():
            return link[0]  # left as it is, for the strict build to complain about
        name = path.relative_to(ROOT).as_posix()
        if name in PAGES_OF_ROOT:
            return f"[{text}]({PAGES_OF_ROOT[name]}{anchor})"
        if name.startswith("docs/"):
            there = os.path.relpath(name, (Path("docs") / page.file.src_uri).parent)
            return f"[{text}]({there}{anchor})"
        return text  # a source file: it has no page here

    return LINK.sub(repoint, markdown)
