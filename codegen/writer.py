"""Renders the templates, formats what they yield, and writes it or tells how it differs from what is there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterable, Iterator
from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from codegen import examples
from codegen.ir import Api, Argument, Field, Model, Spec, SpecError, Type, snake
from codegen.public import CORE

NOTICE = "Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit."
PYTHON, MARKDOWN = f"# {NOTICE}\n", f"<!-- {NOTICE} -->\n"
GENERATED_ROOMS = ("zuora_sdk/*.py", "zuora_sdk/models/*.py", "zuora_sdk/api/*.py", "docs/*.md")
BASE_NAMES = {"Date", "DateTime", "NumericText", "Open"}
READABLE = {"Date": "date", "DateTime": "datetime", "NumericText": "str"}
EXCEPTIONS = {
    400: "BadRequestException",
    401: "UnauthorizedException",
    403: "ForbiddenException",
    404: "NotFoundException",
    409: "ConflictException",
    429: "RateLimitedException",
}


def sentences(text: str) -> tuple[str, str]:
    """The first sentence of a text, and the rest."""
    first, _, rest = re.sub(r"(?<=[a-z0-9)`][.!?]) (?=[A-Z`\"])", "\n", text, count=1).partition("\n")
    return first, rest


def wrap(text: str, indent: int = 0, hanging: int = 0) -> str:
    """Fill lines of 120 columns. The first has its indentation already, the others get it."""
    pad = " " * indent
    filled = textwrap.fill(
        text,
        120,
        initial_indent=pad,
        subsequent_indent=pad + " " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return filled.removeprefix(pad)


def quoted(text: str) -> str:
    """Make a text safe inside triple quotes."""
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'{text[:-1]}\\"' if text.endswith('"') else text


def field_doc(text: str) -> str:
    """The string under a field or a member."""
    return wrap(f'"""{quoted(text)}"""', 4)


def docstring(text: str, indent: int = 0) -> str:
    """A docstring: its first sentence alone on the first line, then the rest."""
    first, rest = sentences(quoted(text))
    if len(first) > 114 - indent:
        raise SpecError(
            "a description", f"its first sentence is {len(first)} characters long, a line has no room: {first}"
        )
    pad = " " * indent
    return f'"""{first}\n\n{pad}{wrap(rest, indent)}\n{pad}"""' if rest else f'"""{first}"""'


def linked(spec: Spec, kind: Type) -> str:
    """A type for a table, the models in it linked to their pages."""
    text = re.sub("NumericText|Date(Time)?", lambda match: READABLE[match[0]], kind.argument)
    names = "|".join(sorted(spec.models.keys() | spec.enums.keys(), key=len, reverse=True))
    return cell(re.sub(rf"\b({names})\b", r"[\1](\1.md)", text))


def cell(text: str) -> str:
    """A text for a table."""
    return text.replace("|", "\\|")


def held_to(it: Field | Argument) -> str:
    """What a table says of the limits of a field or an argument."""
    return "; ".join(filter(None, ("required" if it.required else "", it.limits.text)))


def in_order(names: Iterable[str]) -> list[str]:
    """As `ruff` sorts `__all__`: classes before the rest."""
    return sorted(names, key=lambda name: (not name[0].isupper(), name))


def model_imports(spec: Spec, model: Model) -> dict[str, list[str]]:
    """What a model's module imports from the package, by module."""
    base = (model.refs & BASE_NAMES) | {"ResponseModel" if model.name in spec.answers else "RequestModel"}
    modules = {"zuora_sdk.models.base": sorted(base | ({"Rules"} if has_rules(spec, model) else set()))}
    names = model.refs & (spec.models.keys() | spec.enums.keys())
    return dict(sorted((modules | {f"zuora_sdk.models.{snake(name)}": [name] for name in names}).items()))


def has_rules(spec: Spec, model: Model) -> bool:
    """Only what is sent is held to rules."""
    return bool(model.name in spec.requests and model.rules)


def users(spec: Spec, name: str) -> list[tuple[str, str]]:
    """Where a model is used: (text, link) of methods and of other models."""
    found = []
    for api in spec.apis:
        for each in api.operations:
            if name in {each.success.model, *(argument.type.name for argument in each.arguments)}:
                found.append((f"{api.name}.{each.name}", f"{api.name}.md#{each.name}"))
    return found + [(each.name, f"{each.name}.md") for each in spec.models.values() if name in each.refs]


def api_names(spec: Spec, api: Api) -> list[str]:
    """The models and enumerations that an API class names, in the order of their modules."""
    types = (name for op in api.operations for each in op.arguments for name in each.type.names)
    names = {*types, *(op.success.model for op in api.operations)} & (spec.models.keys() | spec.enums.keys())
    return sorted(names, key=snake)


def headers(api: Api) -> dict[str, tuple[set[int], str]]:
    """The headers that its operations answer with: with which statuses, and what they mean."""
    found: dict[str, tuple[set[int], str]] = {}
    for response in (response for op in api.operations for response in (op.success, *op.errors)):
        for name, description in response.headers.items():
            found.setdefault(name, (set(), description))[0].add(response.status)
    return found


def lazy_modules(spec: Spec) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each lazy package, the public names by module."""
    models = {f"zuora_sdk.models.{snake(name)}": (name,) for name in sorted([*spec.models, *spec.enums])}
    apis = {f"zuora_sdk.api.{snake(api.name)}": (api.name,) for api in spec.apis}
    everything = CORE | {"zuora_sdk.environments": (spec.environments.name,)} | apis | models
    return {"zuora_sdk": dict(sorted(everything.items())), "zuora_sdk.api": apis, "zuora_sdk.models": models}


def render(spec: Spec, root: Path) -> dict[str, str]:
    """Every generated file: its text by its path. `root` is asked for the README and for the style of the code."""
    env = Environment(loader=PackageLoader("codegen"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.filters |= {
        "wrap": wrap,
        "quoted": quoted,
        "field_doc": field_doc,
        "docstring": docstring,
        "cell": cell,
        "held_to": held_to,
        "exception": EXCEPTIONS.get,
    }
    env.filters |= {"snake": snake, "in_order": in_order, "sentences": sentences, "linked": partial(linked, spec)}
    env.globals |= {"spec": spec, "model_imports": model_imports, "has_rules": has_rules}
    env.globals |= {
        "headers": headers,
        "api_names": partial(api_names, spec),
        "users": users,
        "lazy": lazy_modules(spec),
        "python": PYTHON,
        "markdown": MARKDOWN,
    }
    env.globals |= {"call_code": partial(examples.call_code, spec), "imports": partial(examples.imports, spec)}

    def fill(template: str, **context: Any) -> str:
        return env.get_template(template).render(context).rstrip("\n") + "\n"

    code, pages = {}, {}
    found = examples.found_in_requests(spec)
    for model in spec.models.values():
        code[f"zuora_sdk/models/{snake(model.name)}.py"] = fill("model.py.j2", model=model)
        example = examples.model_code(spec, model.name, found[model.name]) if model.name in found else ""
        pages[f"docs/{model.name}.md"] = fill("model.md.j2", model=model, enum=None, example=example)
    for enum in spec.enums.values():
        code[f"zuora_sdk/models/{snake(enum.name)}.py"] = fill("enum.py.j2", enum=enum)
        pages[f"docs/{enum.name}.md"] = fill("enum.md.j2", enum=enum, model=None)
    code["zuora_sdk/environments.py"] = fill("environments.py.j2", enum=spec.environments)
    for api in spec.apis:
        code[f"zuora_sdk/api/{snake(api.name)}.py"] = fill("api.py.j2", api=api)
        pages[f"docs/{api.name}.md"] = fill("api.md.j2", api=api)
    for package in lazy_modules(spec):
        code[f"{package.replace('.', '/')}/__init__.py"] = fill("lazy.py.j2", package=package)
    pages["zuora_sdk/emulator/spec.json"] = json.dumps(spec.document, ensure_ascii=False, indent=1) + "\n"
    readme = root / "README.md"
    if readme.exists():
        text = readme.read_text(encoding="utf-8")
        for name in ("endpoints", "models"):
            marked = rf"(<!-- generated:{name} -->\n).*?(<!-- /generated -->)"
            table = fill(f"readme_{name}.md.j2")
            text = re.sub(marked, lambda match, table=table: match[1] + table + match[2], text, flags=re.DOTALL)
        pages["README.md"] = text
    return formatted(code, root) | pages


def formatted(code: dict[str, str], root: Path) -> dict[str, str]:
    """The code as `ruff format` writes it, by the settings of the project."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in code.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "ruff",
            "format",
            "--quiet",
            "--no-cache",
            "--config",
            root / "pyproject.toml",
            ".",
        ]
        subprocess.run(command, cwd=folder, check=True)
        return {path: Path(folder, path).read_text(encoding="utf-8") for path in code}


def stale(outputs: Iterable[str], out: Path) -> Iterator[str]:
    """Files that say they are generated and that nothing generates any more."""
    for room in GENERATED_ROOMS:
        for path in sorted(out.glob(room)):
            name = path.relative_to(out).as_posix()
            if name not in outputs and path.read_text(encoding="utf-8").startswith((PYTHON, MARKDOWN)):
                yield name


def write(outputs: dict[str, str], out: Path) -> list[str]:
    """Make the tree equal to the outputs. Says what changed."""
    changed = []
    for name, text in outputs.items():
        path = out / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(f"wrote {name}")
    for name in stale(outputs, out):
        (out / name).unlink()
        changed.append(f"removed {name}")
    return changed


def drift(outputs: dict[str, str], out: Path) -> str:
    """How the tree differs from the outputs, as a unified diff; empty if it doesn't."""
    wanted = outputs | dict.fromkeys(stale(outputs, out), "")
    lines: list[str] = []
    for name, text in sorted(wanted.items()):
        path = out / name
        there = path.read_text(encoding="utf-8") if path.exists() else ""
        if there != text or (text and not path.exists()):
            lines += unified_diff(
                there.splitlines(True), text.splitlines(True), f"committed/{name}", f"generated/{name}"
            )
    return "".join(lines)
