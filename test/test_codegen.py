"""The generator: committed output is current, an edit of the spec is enough, and nothing in the spec is dropped."""

from __future__ import annotations

import copy
import datetime as dt
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import zuora_sdk
from codegen.__main__ import ROOT, main
from codegen.ir import SpecError
from codegen.loader import load, read

pytestmark = pytest.mark.once

SPEC = ROOT / "spec" / "zuora-invoices.yaml"
FENCED = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def original() -> Any:
    return load(SPEC)[1]


@pytest.fixture
def document(original: Any) -> Any:
    return copy.deepcopy(original)


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    return tmp_path / "spec.yaml"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that is generated, written anew."""
    out = tmp_path_factory.mktemp("generated")
    main(["--out", str(out)])
    return out


def save(spec: Path, document: Any) -> None:
    spec.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")


def test_the_committed_files_are_what_the_generator_writes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0
    assert capsys.readouterr().out == ""


def test_a_change_of_the_spec_fails_the_check_with_a_diff(
    document: Any, spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document["components"]["schemas"]["CustomRates"]["properties"]["currency"]["description"] = "Which money."
    save(spec, document)
    with pytest.raises(SystemExit, match="run `python -m codegen`"):
        main(["--check", "--spec", str(spec)])
    diff = capsys.readouterr().out
    assert "--- there/zuora_sdk/models/custom_rates.py" in diff
    assert '+    """Which money."""' in diff
    assert "--- there/docs/CustomRates.md" in diff


def test_a_stale_file_fails_the_check_and_goes(
    generated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    shutil.copytree(generated, out)
    page = (out / "docs" / "TaxMode.md").read_text(encoding="utf-8")
    (out / "docs" / "OldModel.md").write_text(page, encoding="utf-8")
    (out / "docs" / "guide.md").write_text("# Written by hand\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["--check", "--out", str(out)])
    assert "--- there/docs/OldModel.md" in capsys.readouterr().out
    main(["--out", str(out)])
    assert not (out / "docs" / "OldModel.md").exists()
    assert (out / "docs" / "guide.md").exists()


def test_a_new_endpoint_yields_a_method_a_model_and_their_pages(document: Any, spec: Path, tmp_path: Path) -> None:
    document["paths"]["/v1/invoices/{invoiceKey}/divide"] = {
        "post": {
            "operationId": "divide_invoice",
            "tags": ["Invoices"],
            "summary": "Divide an invoice",
            "description": "Divides a draft into parts.",
            "parameters": [
                {"$ref": "#/components/parameters/InvoiceKey"},
                {"$ref": "#/components/parameters/IdempotencyKey"},
            ],
            "requestBody": {
                "x-python-name": "request",
                "description": "The parts.",
                "required": True,
                "content": {
                    "application/json": {
                        "schema": {"$ref": "#/components/schemas/DivideRequest"},
                        "examples": {"half": {"value": {"splitShare": 0.5, "splitDate": "2026-01-31"}}},
                    }
                },
            },
            "responses": {
                "200": {
                    "description": "The job.",
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/AsyncOperationResponse"}}
                    },
                }
            },
        }
    }
    document["components"]["schemas"]["DivideRequest"] = {
        "description": "How to divide. See `splitShare`.",
        "type": "object",
        "required": ["splitShare"],
        "properties": {
            "splitShare": {"type": "number", "format": "decimal", "description": "Share of the first part."},
            "splitDate": {"type": "string", "format": "date", "description": 'Its day, "as is" or C:\\new.'},
            "note": {"type": "string", "maxLength": 9, "description": "A note. At most 9 characters."},
        },
        "additionalProperties": True,
    }
    save(spec, document)
    main(["--spec", str(spec), "--out", str(tmp_path)])

    model = (tmp_path / "zuora_sdk/models/divide_request.py").read_text(encoding="utf-8")
    assert model == (
        "# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.\n"
        '"""How to divide."""\n\n'
        "from decimal import Decimal\n"
        "from typing import ClassVar\n\n"
        "from zuora_sdk.models.base import Date, RequestModel, Rules, Text\n\n\n"
        "class DivideRequest(RequestModel):\n"
        '    """How to divide.\n\n'
        "    See `split_share`. Required: `split_share`.\n"
        '    """\n\n'
        "    _rules: ClassVar[Rules] = Rules(\n"
        '        required=("split_share",),\n'
        '        max_length={"note": 9},\n'
        "    )\n\n"
        "    split_share: Decimal | None = None\n"
        '    """Share of the first part."""\n'
        "    split_date: Date | None = None\n"
        '    """Its day, "as is" or C:\\\\new."""\n'
        "    note: Text | None = None\n"
        '    """A note. At most 9 characters."""\n'
    )
    api = (tmp_path / "zuora_sdk/api/invoices_api.py").read_text(encoding="utf-8")
    operations = (tmp_path / "zuora_sdk/_endpoints.py").read_text(encoding="utf-8")
    assert 'path="/v1/invoices/{invoiceKey}/divide",' in operations
    assert (
        "    def divide_invoice(\n"
        "        self,\n"
        "        invoice_key: str,\n"
        "        request: DivideRequest,\n"
        "        idempotency_key: str | None = None,\n"
        "        **options: Unpack[RequestOptions],\n"
        "    ) -> AsyncOperationResponse:\n"
        '        """Divide an invoice.\n'
    ) in api
    assert "from zuora_sdk.models.divide_request import DivideRequest as DivideRequest" in (
        tmp_path / "zuora_sdk/__init__.pyi"
    ).read_text(encoding="utf-8")
    page = (tmp_path / "docs/InvoicesApi.md").read_text(encoding="utf-8")
    assert (
        "try:\n"
        "    response = invoices.divide_invoice(\n"
        '        "INV00000042", DivideRequest(split_share=Decimal("0.5"), split_date=dt.date(2026, 1, 31))\n'
        "    )\n"
    ) in page
    page = (tmp_path / "docs/DivideRequest.md").read_text(encoding="utf-8")
    assert "| `note` | `note` | str | at most 9 characters | A note. At most 9 characters. |\n" in page
    assert "Used by [InvoicesApi.divide_invoice](InvoicesApi.md#divide_invoice).\n" in page


def schema(document: Any, name: str = "CustomRates") -> Any:
    return document["components"]["schemas"][name]


def operation(document: Any) -> Any:
    return document["paths"]["/v1/invoices/{invoiceKey}"]["get"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            lambda d: schema(d)["properties"]["currency"].update(uniqueItems=True),
            "#/components/schemas/CustomRates/properties/currency: the generator doesn't know 'uniqueItems'",
        ),
        (
            lambda d: schema(d).update(oneOf=[]),
            "#/components/schemas/CustomRates: the generator doesn't know 'oneOf'",
        ),
        (
            lambda d: schema(d, "CreateInvoiceItem")["properties"]["taxMode"]["anyOf"][1].update(minLength=1),
            "#/components/schemas/CreateInvoiceItem/properties/taxMode/anyOf: the generator doesn't know 'minLength'",
        ),
        (
            lambda d: schema(d)["properties"]["currency"].update(format="uuid"),
            "#/components/schemas/CustomRates/properties/currency: no Python type for type 'string' with format 'uuid'",
        ),
        (
            lambda d: schema(d)["properties"]["currency"].update(maxLength="3"),
            "#/components/schemas/CustomRates/properties/currency/maxLength: expected int, found '3'",
        ),
        (
            lambda d: schema(d)["properties"]["currency"].pop("description"),
            "#/components/schemas/CustomRates/properties/currency: 'description' is missing",
        ),
        (
            lambda d: schema(d)["required"].append("colour"),
            "#/components/schemas/CustomRates/required: there is no property {'colour'}",
        ),
        (
            lambda d: schema(d)["properties"].update(
                parent={"$ref": "#/components/schemas/CreateInvoiceRequest", "description": "Its parent."}
            ),
            "models form a cycle: ",
        ),
        (
            lambda d: schema(d, "TaxMode")["x-enum-descriptions"].pop(),
            "#/components/schemas/TaxMode: an enumeration is of strings, and x-enum-descriptions tells each in order",
        ),
        (
            lambda d: operation(d).update(callbacks={}),
            "#/paths//v1/invoices/{invoiceKey}/get: the generator doesn't know 'callbacks'",
        ),
        (
            lambda d: operation(d)["parameters"].pop(0),
            "#/paths//v1/invoices/{invoiceKey}/get: the path and its parameters disagree",
        ),
        (
            lambda d: d.update(webhooks={}),
            "#: the generator doesn't know 'webhooks'",
        ),
    ],
)
def test_what_the_generator_does_not_know_is_an_error_with_its_place(
    document: Any, change: Any, complaint: str
) -> None:
    change(document)
    with pytest.raises(SpecError, match=re.escape(complaint)):
        read(document)


def test_a_response_made_of_another_one_extends_its_class(document: Any) -> None:
    document["components"]["schemas"]["LaterResponse"] = {
        "description": "A later one.",
        "allOf": [{"$ref": "#/components/schemas/AsyncOperationResponse"}],
        "type": "object",
        "required": ["note"],
        "properties": {"note": {"type": "string", "description": "A note."}},
        "additionalProperties": True,
    }
    model = read(document).models["LaterResponse"]
    assert model.bases == ("AsyncOperationResponse",)
    assert [each.name for each in model.own_fields] == ["note"]
    assert [each.name for each in model.fields if each.required] == ["success", "id", "note"]


def test_a_response_that_is_not_json_is_bytes(document: Any) -> None:
    content = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
    operation(document)["responses"]["200"]["content"] = content
    [get_invoice] = [each for each in read(document).operations if each.name == "get_invoice"]
    assert (get_invoice.responses[0].model, get_invoice.accept) == ("bytes", "application/pdf, application/json")


def test_an_error_of_the_spec_ends_the_command_with_its_place(document: Any, spec: Path) -> None:
    schema(document)["properties"]["currency"]["uniqueItems"] = True
    save(spec, document)
    with pytest.raises(SystemExit, match=r"spec\.yaml: #/components/schemas/CustomRates/properties/currency: "):
        main(["--spec", str(spec)])


def test_every_alias_is_the_wire_name() -> None:
    found, _ = load(SPEC)
    for name, model in found.models.items():
        fields = getattr(zuora_sdk, name).model_fields
        assert {key: info.alias for key, info in fields.items()} == {each.name: each.wire for each in model.fields}


def test_every_link_of_a_generated_page_leads_somewhere(generated: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    anchors: dict[str, set[str]] = {
        "README.md": {"documentation-for-api-endpoints", "documentation-for-models", "bearerAuth"}
    }
    # Written by hand; test_docs.py follows links to such pages.
    anchors |= {"paging-and-waiting.md": {"pages"}, "signing-in.md": set(), "errors.md": set()}
    assert "## Documentation for API endpoints" in readme
    assert "## Documentation for models" in readme
    assert '<a id="bearerAuth">' in readme
    for page in sorted((generated / "docs").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.MULTILINE)
        anchors[page.name] = {heading.lower().replace(" ", "-") for heading in headings}
    for page in sorted((generated / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            name, _, anchor = target.removeprefix("../").partition("#")
            assert (name or page.name) in anchors, f"{page.name} links to {target}"
            assert not anchor or anchor in anchors[name or page.name], f"{page.name} links to {target}"


class Recorder:
    """Stands in for an API class: accepts the calls of the examples, and returns something printable."""

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: self

    def __len__(self) -> int:
        return 7

    def to_str(self) -> str:
        return "a response"


def test_every_example_of_a_generated_page_runs(capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.setenv("BEARER_TOKEN", "an-example")
    blocks = 0
    for page in (ROOT / "docs").glob("[A-Z]*.md"):
        variables: dict[str, Any] = dict.fromkeys(("invoices", "oauth", "operations"), Recorder())
        for code in FENCED.findall(page.read_text(encoding="utf-8")):
            if "zuora_sdk.ApiClient(" in code:
                compile(code, page.name, "exec")
            else:
                exec(code, variables)
            blocks += 1
    assert blocks > 60


def test_an_example_is_the_one_of_the_spec(generated: Path) -> None:
    variables: dict[str, Any] = {}
    [code] = FENCED.findall((generated / "docs" / "CreateInvoiceRequest.md").read_text(encoding="utf-8"))
    exec(code, variables)
    assert isinstance(variables["create_invoice_request"].invoice_date, dt.date)


def test_a_method_is_short_apart_from_its_documentation() -> None:
    source = (ROOT / "zuora_sdk" / "api" / "invoices_api.py").read_text(encoding="utf-8")
    methods = re.split(r"\n    def ", re.sub(r'        """.*?"""\n', "", source, flags=re.DOTALL))[1:]
    assert "get_invoice(" in " ".join(methods)
    assert max(method.count("\n") for method in methods) < 40
