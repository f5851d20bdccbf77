"""`python -m codegen` writes the generated files; `python -m codegen --check` tells whether they are up to date."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from codegen import writer
from codegen.ir import SpecError
from codegen.loader import load

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command. Returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m codegen", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; print a diff and fail if anything drifted")
    parser.add_argument("--spec", type=Path, default=ROOT / "spec" / "zuora-invoices.yaml", help="the OpenAPI document")
    parser.add_argument("--out", type=Path, default=ROOT, help="the folder to write into, or to compare with")
    options = parser.parse_args(arguments)
    try:
        outputs = writer.render(*load(options.spec), ROOT)
    except SpecError as error:
        sys.exit(f"{options.spec}: {error}")
    if not options.check:
        writer.write(outputs, options.out)
    elif diff := writer.drift(outputs, options.out):
        print(diff, end="")
        sys.exit("The generated files drifted from the spec: run `python -m codegen`.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
