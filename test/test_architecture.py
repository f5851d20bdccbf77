"""The walls inside the package: private names stay in their modules, and docs/architecture.md knows every module."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "zuora_sdk"
MODULES = sorted(PACKAGE.rglob("*.py"))
GENERATED = "# Generated"
LIBRARY_NAMES = {"_exit", "_replace", "_asdict", "_getframe", "_make", "_fields", "_value_", "_value2member_map_"}
"""Documented names of the standard library that begin with an underscore."""

pytestmark = pytest.mark.once


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def own_names(tree: ast.Module) -> set[str]:
    """What a module defines, or reads and writes on `self` and `cls`."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
            names.add(node.attr)
    return names


def borrowed_names(tree: ast.Module) -> Iterator[str]:
    """Private names that a module takes from elsewhere. Private modules are no names: the package may import them."""
    own = own_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and node.attr not in own | LIBRARY_NAMES:
            yield f"line {node.lineno}: {ast.unparse(node)}"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("zuora_sdk"):
            folder = ROOT / (node.module or "").replace(".", "/")
            for alias in node.names:
                if is_private(alias.name) and not (folder / f"{alias.name}.py").exists():
                    yield f"line {node.lineno}: from {node.module} import {alias.name}"


@pytest.mark.parametrize("module", [pytest.param(path, id=path.relative_to(ROOT).as_posix()) for path in MODULES])
def test_no_private_name_of_another_module_is_used(module: Path) -> None:
    assert list(borrowed_names(ast.parse(module.read_text(encoding="utf-8")))) == []


def test_the_check_for_private_names_finds_them() -> None:
    source = "from zuora_sdk._retry import _worst\nclient._clock()\nself._mine\nother._mine\n"
    assert list(borrowed_names(ast.parse(source))) == [
        "line 1: from zuora_sdk._retry import _worst",
        "line 2: client._clock",
    ]


def test_the_map_names_every_module() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    table = "\n".join(line for line in page.splitlines() if line.startswith("| `"))
    named = {name.removesuffix(".py") for name in re.findall(r"`([\w.]+)`", table)}
    top_level = {path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"}
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert top_level | packages <= named


def test_every_module_without_underscore_is_documented() -> None:
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md") if path.stem != "architecture"]
    text = "\n".join(page for page in pages if not page.startswith("<!-- Generated"))
    public = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("_")}
    assert {name for name in public if not re.search(rf"\bzuora_sdk(\.|/| import .*\b){name}\b", text)} == set()


def test_the_layers_hold_every_module_of_the_client() -> None:
    layers = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    contract = layers[layers.index("[importlinter:contract:layers]") :].partition("\n[")[0]
    named = set(re.findall(r"zuora_sdk\.(\w+)", contract))
    without_imports = {"__init__", "_lazy", "_installation", "_version"}
    everything = {path.stem for path in PACKAGE.glob("*.py")} | {"api", "models", "bulk"}
    assert everything - without_imports <= named
