"""Renders the templates, lets ruff finish the code, and compares the outcome with the tree, or writes it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterable
from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from codegen import examples
from codegen.ir import Api, Field, Model, Operation, Response, Spec, Type, sentences, snake
from codegen.public import CORE

NOTICE = "Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit."
PYTHON, MARKDOWN = f"# {NOTICE}\n", f"<!-- {NOTICE} -->\n"
FOLDERS = ("zuora_sdk/*.py*", "zuora_sdk/models/*.py*", "zuora_sdk/api/*.py*", "docs/*.md")
"""Where generated files are: one there that isn't generated any more is deleted."""

ABOUT = {
    "zuora_sdk": "A typed client for Zuora's Invoices API. Each name is loaded when it is first used.",
    "zuora_sdk.api": "The API classes: a method for each endpoint. Each class is loaded when it is first used.",
    "zuora_sdk.models": "The bodies that are sent and received, and their enumerations, loaded on first use.",
}
"""The docstrings of the packages that load lazily."""
EXCEPTIONS = {"400": "BadRequest", "401": "Unauthorized", "403": "Forbidden", "404": "NotFound", "409": "Conflict"}
EXCEPTIONS |= {"429": "RateLimited", "5XX": "Service", "default": "Api"}
EXCEPTIONS = {status: f"{name}Exception" for status, name in EXCEPTIONS.items()}

SAID = {
    "min_length": "at least {} characters",
    "max_length": "at most {} characters",
    "min_items": "at least {} entries",
    "max_items": "at most {} entries",
    "minimum": "at least {}",
    "maximum": "at most {}",
    "pattern": "matches `{}`",
}


def wrap(text: str, indent: int = 0, hanging: int = 0) -> str:
    """Fill lines of 120 columns. The first has its indentation already, the others get it."""
    fill = partial(textwrap.fill, width=120, break_long_words=False, break_on_hyphens=False)
    pad = " " * indent
    return fill(text, initial_indent=pad, subsequent_indent=pad + " " * hanging).removeprefix(pad)


def escaped(text: str) -> str:
    """Make a line safe inside triple quotes, unless they close right after it."""
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def quoted(text: str) -> str:
    """Make a text safe inside triple quotes, at their end too."""
    text = escaped(text)
    return f'{text[:-1]}\\"' if text.endswith('"') else text


def docstring(text: str) -> str:
    """The docstring of a class: its first sentence alone on the first line, then the rest."""
    first, rest = sentences(quoted(text))
    return f'"""{first}\n\n    {wrap(rest, 4)}\n    """' if rest else f'"""{first}"""'


def cell(text: str) -> str:
    """A text for a table."""
    return text.replace("|", "\\|")


def linked(spec: Spec, kind: Type) -> str:
    """A type for a table, the models in it linked to their pages."""
    text = re.sub(
        r"\w+", lambda word: f"[{word[0]}]({word[0]}.md)" if word[0] in names(spec) else word[0], kind.argument
    )
    return cell(text)


def limits(it: Field, required: str = "required") -> str:
    """What a table says of the limits of a field or an argument."""
    return cell("; ".join([required] * it.required + [SAID[name].format(limit) for name, limit in it.limits.items()]))


def required_first(fields: Iterable[Field]) -> list[Field]:
    """The fields as a reader looks for them: the required ones first, those of the NetSuite connector last."""
    return sorted(fields, key=lambda it: (it.name.endswith("__ns"), not it.required))


def model_docstring(spec: Spec, model: Model) -> str:
    """The docstring of a model's class. Of a request, it names the fields that are required."""
    required = [f"`{each.name}`" for each in model.fields if each.required]
    if not required or model.name in spec.responses:
        return docstring(model.description)
    return docstring(f"{model.description} Required: {', '.join(required)}.")


def names(spec: Spec) -> list[str]:
    """Every model and enumeration."""
    return sorted([*spec.models, *spec.enums])


def headers(api: Api) -> dict[str, tuple[set[str], str]]:
    """The headers of the responses of its operations: with which statuses, and what they mean."""
    found: dict[str, tuple[set[str], str]] = {}
    for response in (response for op in api.operations for response in op.responses):
        for name, description in response.headers.items():
            found.setdefault(name, (set(), description))[0].add(response.status)
    return found


def content_type(operation: Operation) -> str:
    """The media type of a request, as a page names it."""
    media_types = {"body": "application/json", "form": "application/x-www-form-urlencoded"}
    media_types["file"] = "multipart/form-data"
    return next((media_types[it.location] for it in operation.arguments if it.location in media_types), "none: no body")


def header_names(response: Response) -> str:
    """The headers of a response, as a page lists them."""
    return ", ".join(f"`{name}`" for name in response.headers) or "-"


def docstring_code(spec: Spec, root: Path) -> dict[str, str]:
    """A short example of each method, for its docstring."""
    calls = {}
    for api in spec.apis:
        variable = api.tag.lower()
        for op in api.operations:
            calls[op.name] = f"response = {examples.call_code(spec, variable, op, short=True)}"
            if op.paging:
                pages = examples.call_code(spec, variable, op, op.paging.method, short=True)
                calls[op.paging.method] = f"for entry in {pages}:\n    print(entry.to_str())"
    return examples.formatted(calls, root / "pyproject.toml", width=108)


def page_code(spec: Spec, root: Path) -> dict[str, str]:
    """A full example of each method and of each model that can be sent, for its page."""
    found = {name: examples.with_imports(spec, code) for name, code in examples.of_models(spec).items()}
    for api in spec.apis:
        for op in api.operations:
            call = examples.call_code(spec, api.tag.lower(), op)
            show = "len(response)" if op.responses[0].model == "bytes" else "response.to_str()"
            code = (
                f"try:\n    response = {call}\n    print({show})\n"
                f'except zuora_sdk.ApiException as error:\n    print(f"{op.name} failed: {{error}}")'
            )
            found[op.name] = examples.with_imports(spec, code)
    return examples.formatted(found, root / "pyproject.toml")


def packages(spec: Spec) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each package that loads lazily, the public names by module."""
    models: dict[str, tuple[str, ...]] = {f"zuora_sdk.models.{snake(name)}": (name,) for name in names(spec)}
    apis: dict[str, tuple[str, ...]] = {f"zuora_sdk.api.{snake(api.name)}": (api.name,) for api in spec.apis}
    core = {module: tuple(public.split()) for module, public in CORE.items()}
    everything = core | {"zuora_sdk.environments": (spec.environments.name,)} | apis | models
    return {"zuora_sdk": dict(sorted(everything.items())), "zuora_sdk.api": apis, "zuora_sdk.models": models}


def render(spec: Spec, document: Any, root: Path) -> dict[str, str]:
    """Every generated file: its text by its path. `root` is asked for the README and for the style of the code."""
    env = Environment(loader=PackageLoader("codegen"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    filters = (wrap, escaped, quoted, docstring, cell, limits, required_first, sentences, snake)
    env.filters |= {each.__name__: each for each in filters} | {"linked": partial(linked, spec)}
    env.filters["model_docstring"] = partial(model_docstring, spec)
    env.globals |= {
        "spec": spec,
        "names": names(spec),
        "headers": headers,
        "content_type": content_type,
        "header_names": header_names,
        "exceptions": EXCEPTIONS,
    }
    env.globals |= {"docstring_code": docstring_code(spec, root), "page_code": page_code(spec, root)}
    env.globals |= {"packages": packages(spec), "about": ABOUT, "python": PYTHON, "markdown": MARKDOWN}

    def fill(template: str, **context: Any) -> str:
        return env.get_template(template).render(context).rstrip("\n") + "\n"

    code = {
        "zuora_sdk/environments.py": fill("environments.py.j2", enum=spec.environments),
        "zuora_sdk/_endpoints.py": fill("operations.py.j2"),
    }
    pages = {"zuora_sdk/emulator/spec.json": json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"}
    for name, model in spec.models.items():
        code[f"zuora_sdk/models/{snake(name)}.py"] = fill("model.py.j2", model=model)
        pages[f"docs/{name}.md"] = fill("model.md.j2", model=model)
    for name, enum in spec.enums.items():
        code[f"zuora_sdk/models/{snake(name)}.py"] = fill("enum.py.j2", enum=enum)
        pages[f"docs/{name}.md"] = fill("enum.md.j2", enum=enum)
    for api in spec.apis:
        code[f"zuora_sdk/api/{snake(api.name)}.py"] = fill("api.py.j2", api=api)
        pages[f"docs/{api.name}.md"] = fill("api.md.j2", api=api, variable=api.tag.lower())
    for package in packages(spec):
        folder = package.replace(".", "/")
        code[f"{folder}/__init__.py"] = fill("lazy.py.j2", package=package)
        code[f"{folder}/__init__.pyi"] = fill("lazy.pyi.j2", package=package)
    if (root / "README.md").exists():
        text = (root / "README.md").read_text(encoding="utf-8")
        for table in ("endpoints", "models"):
            between = re.compile(f"(?<=<!-- generated:{table} -->\n).*?(?=<!-- /generated -->)", re.DOTALL)
            text = between.sub(lambda _, table=table: fill(f"readme_{table}.md.j2"), text)  # type: ignore[misc]
        pages["README.md"] = text
    return finished(code, root) | pages


def finished(code: dict[str, str], root: Path) -> dict[str, str]:
    """The code without the imports that it doesn't need, the others in order, formatted as the project has it."""
    ruff = [sys.executable, "-m", "ruff"]
    style = ["--quiet", "--no-cache", "--config", str(root / "pyproject.toml"), "."]
    with tempfile.TemporaryDirectory() as folder:
        for path, text in code.items():
            Path(folder, path).parent.mkdir(parents=True, exist_ok=True)
            Path(folder, path).write_text(text, encoding="utf-8")
        for rule in ("F401", "I"):  # first drop imports, then sort: a list that was once too long would stay split
            subprocess.run([*ruff, "check", "--select", rule, "--fix", *style], cwd=folder, check=True)
        subprocess.run([*ruff, "format", *style], cwd=folder, check=True)
        return {path: Path(folder, path).read_text(encoding="utf-8") for path in code}


def changes(outputs: dict[str, str], out: Path) -> Iterable[tuple[str, str, str]]:
    """(path, text there, text wanted) of each file that differs. One that nothing generates is wanted empty."""
    there = {name: out / name for name in outputs}
    for path in (path for folder in FOLDERS for path in out.glob(folder)):
        if path.read_text(encoding="utf-8").startswith((PYTHON, MARKDOWN)):
            there[path.relative_to(out).as_posix()] = path
    for name, path in sorted(there.items()):
        before, after = path.read_text(encoding="utf-8") if path.exists() else "", outputs.get(name, "")
        if before != after:
            yield name, before, after


def write(outputs: dict[str, str], out: Path) -> None:
    """Make the tree equal to the outputs."""
    for name, _, after in changes(outputs, out):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(after, encoding="utf-8")
        if not after:
            (out / name).unlink()


def drift(outputs: dict[str, str], out: Path) -> str:
    """How the tree differs from the outputs, as a unified diff; empty if it doesn't."""
    return "".join(
        line
        for name, before, after in changes(outputs, out)
        for line in unified_diff(before.splitlines(True), after.splitlines(True), f"there/{name}", f"wanted/{name}")
    )
