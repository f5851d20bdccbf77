"""Importing: each style works in a fresh process, costs next to nothing, and is safe from many threads."""

from __future__ import annotations

import pickle
import subprocess
import sys
import textwrap

import pytest

import zuora_sdk

CORE = {
    "ApiClient",
    "ApiException",
    "ApiResponse",
    "ApiTypeError",
    "ApiValueError",
    "BadRequestException",
    "Configuration",
    "ConflictException",
    "ForbiddenException",
    "InvoicesApi",
    "NetworkException",
    "NotFoundException",
    "OAuthApi",
    "OpenApiException",
    "OperationsApi",
    "Pages",
    "RateLimitedException",
    "RequestOptions",
    "Runtime",
    "RetryPolicy",
    "ServiceException",
    "UnauthorizedException",
    "WaitFailedException",
    "WaitTimeoutException",
    "ZuoraClient",
    "ZuoraEnvironment",
    "__version__",
    "wait_for",
    "wait_for_all",
    "wait_for_pdf",
    "wait_for_write_off",
    "parse_timestamp",
    "warm_up",
}


def fresh(code: str) -> str:
    """What the code prints in a process of its own, where a warning is an error."""
    command = [sys.executable, "-W", "error", "-c", textwrap.dedent(code)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    "code",
    [
        "import zuora_sdk; print(zuora_sdk.CreateInvoiceRequest)",
        "import zuora_sdk; print(zuora_sdk.models.CreateInvoiceRequest)",
        "import zuora_sdk; print(zuora_sdk.models.create_invoice_request.CreateInvoiceRequest)",
        "from zuora_sdk import CreateInvoiceRequest; print(CreateInvoiceRequest)",
        "from zuora_sdk.models import CreateInvoiceRequest; print(CreateInvoiceRequest)",
        "from zuora_sdk.models.create_invoice_request import CreateInvoiceRequest; print(CreateInvoiceRequest)",
        "from zuora_sdk.models import *; print(CreateInvoiceRequest)",
        "from zuora_sdk import *; print(CreateInvoiceRequest)",
    ],
)
def test_a_model_by_each_style(code: str) -> None:
    assert fresh(code) == "<class 'zuora_sdk.models.create_invoice_request.CreateInvoiceRequest'>"


@pytest.mark.parametrize(
    "code",
    [
        "from zuora_sdk.rest import ApiException; print(ApiException)",
        "from zuora_sdk.exceptions import ApiException; print(ApiException)",
        "from zuora_sdk import ApiException; print(ApiException)",
        "import zuora_sdk; print(zuora_sdk.rest.ApiException)",
    ],
)
def test_the_exception_by_each_style(code: str) -> None:
    assert fresh(code) == "<class 'zuora_sdk.exceptions.ApiException'>"


@pytest.mark.parametrize(
    "code",
    [
        "from zuora_sdk import InvoicesApi; print(InvoicesApi)",
        "from zuora_sdk.api import InvoicesApi; print(InvoicesApi)",
        "from zuora_sdk.api.invoices_api import InvoicesApi; print(InvoicesApi)",
        "import zuora_sdk; print(zuora_sdk.api.InvoicesApi)",
    ],
)
def test_the_api_by_each_style(code: str) -> None:
    assert fresh(code) == "<class 'zuora_sdk.api.invoices_api.InvoicesApi'>"


def test_the_package_alone_loads_next_to_nothing() -> None:
    loaded = fresh(
        """
        import sys
        before = set(sys.modules)
        import zuora_sdk
        print(*sorted(set(sys.modules) - before))
        """
    ).split()
    assert len(loaded) <= 25
    assert [name for name in loaded if name.startswith("zuora_sdk")] == [
        "zuora_sdk",
        "zuora_sdk._installation",
        "zuora_sdk._lazy",
        "zuora_sdk._version",
    ]
    assert not {"pydantic", "urllib3", "typing", "json", "re", "ssl"} & set(loaded)


@pytest.mark.parametrize(
    ("code", "forbidden"),
    [
        ("from zuora_sdk import ZuoraEnvironment", ("pydantic", "urllib3")),
        ("from zuora_sdk import TaxMode", ("pydantic", "urllib3")),
        ("from zuora_sdk import InvoicesApi", ("pydantic", "urllib3")),
        ("from zuora_sdk.models.tax_mode import TaxMode", ("pydantic", "urllib3")),
        ("from zuora_sdk.models.custom_rates import CustomRates", ("urllib3", "zuora_sdk.models.invoice_item")),
        ("from zuora_sdk.models import *", ("urllib3",)),
    ],
)
def test_a_name_loads_only_what_it_needs(code: str, forbidden: tuple[str, ...]) -> None:
    loaded = fresh(f"import sys\n{code}\nprint(*sys.modules)").split()
    assert not set(forbidden) & set(loaded)


def test_no_name_is_missing() -> None:
    assert set(zuora_sdk.__all__) >= CORE
    assert set(zuora_sdk.__all__) - CORE == set(zuora_sdk.models.__all__)
    for package in (zuora_sdk, zuora_sdk.models, zuora_sdk.api):
        assert set(package.__all__) <= set(dir(package))
        for name in package.__all__:
            assert getattr(package, name) is getattr(package, name)
            assert name in vars(package), "resolved once, then an ordinary attribute"


def test_dir_tells_all_before_anything_is_loaded() -> None:
    listed = fresh("import zuora_sdk, sys; print(*dir(zuora_sdk)); assert 'pydantic' not in sys.modules").split()
    assert {*CORE, "CreateInvoiceRequest", "TaxMode", "models", "api", "rest", "exceptions"} <= set(listed)


def test_a_wrong_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'zuora_sdk' has no attribute 'InvoiceApi'"):
        zuora_sdk.InvoiceApi  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(ImportError, match="cannot import name 'Nothing'"):
        from zuora_sdk.models import Nothing  # type: ignore[attr-defined]  # noqa: F401


def test_a_class_pickles_by_reference() -> None:
    for kind in (zuora_sdk.CreateInvoiceRequest, zuora_sdk.TaxMode, zuora_sdk.InvoicesApi, zuora_sdk.ApiException):
        assert pickle.loads(pickle.dumps(kind)) is kind
    pickled = pickle.dumps(zuora_sdk.CustomRates(currency="EUR"))
    assert fresh(f"import pickle; print(pickle.loads({pickled!r}).currency)") == "EUR"


def test_first_use_from_many_threads() -> None:
    assert (
        fresh(
            """
            import importlib, sys, threading
            import zuora_sdk
            names = [name for name in zuora_sdk.__all__ if name != "__version__"]
            start, failures = threading.Barrier(32), []

            def use(offset):
                start.wait()
                try:
                    for i in range(len(names)):
                        name = names[(i + offset * 7) % len(names)]
                        kind = getattr(zuora_sdk, name)
                        if hasattr(kind, "model_validate"):
                            kind.model_validate({})
                        # A direct import must not wait for a lazy one that waits for it.
                        importlib.import_module(kind.__module__)
                except BaseException as error:
                    failures.append(repr(error))

            sys.setswitchinterval(1e-6)
            threads = [threading.Thread(target=use, args=(i,)) for i in range(32)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            print(failures)
            """
        )
        == "[]"
    )


def test_warm_up_loads_everything() -> None:
    loaded = fresh("import zuora_sdk, sys; zuora_sdk.warm_up(); print(*sys.modules)").split()
    assert {"urllib3", "pydantic", "zuora_sdk.rest", "zuora_sdk.models.custom_rates"} <= set(loaded)
