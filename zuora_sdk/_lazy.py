"""Loads the public names of a package when they are first used (PEP 562): importing the package costs nothing."""

from __future__ import annotations

import sys
from _thread import RLock  # The one of `threading`, whose import would cost a dozen modules.
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# pydantic's modules import each other in circles: two threads that enter such a circle at different ends can see a
# module half-made. So one thread at a time loads.
_lock = RLock()


def attach(
    package: str, names_by_module: Mapping[str, tuple[str, ...]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Make a package's `__getattr__` and `__dir__`: for the names of its modules, and for the modules inside it."""
    homes = {name: module for module, names in names_by_module.items() for name in names}
    inside = (module.removeprefix(f"{package}.") for module in names_by_module if module.startswith(f"{package}."))
    children = {path.partition(".")[0] for path in inside}
    namespace = vars(sys.modules[package])

    def __getattr__(name: str) -> object:
        if name in homes:
            # Held here only: modules of the package import each other by `from zuora_sdk import rest`, and a thread
            # that is importing one may never wait for a thread that waits for that one.
            with _lock:
                value: object = getattr(import_module(homes[name]), name)
        elif name in children:
            value = import_module(f"{package}.{name}")
        else:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        namespace[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*namespace, *homes, *children})

    return __getattr__, __dir__


def warm_up() -> None:
    """Load now what would be loaded on first use: for functions whose first request is billed, or must be quick."""
    package = import_module("zuora_sdk")
    for name in dir(package):
        getattr(package, name)
