"""Lints the spec with redocly and spectral, which come from npm. Says so, and ends well, where there is no npx."""

from __future__ import annotations

import shutil
import subprocess
import sys

SPEC = "spec/zuora-invoices.yaml"
LINTERS = (
    ("@redocly/cli@2.77.0", "lint", "--extends=recommended", SPEC),
    ("@stoplight/spectral-cli@6.16.3", "lint", "--ruleset", ".ci/spectral.yaml", SPEC),
)


def main() -> int:
    """Returns 0 if both find no error, or can't be run here."""
    npx = shutil.which("npx")
    if npx is None:
        print("skipped: redocly and spectral need npx, which comes with Node.js")
        return 0
    return max(subprocess.run([npx, "--yes", *linter], check=False).returncode for linter in LINTERS)


if __name__ == "__main__":
    sys.exit(main())
