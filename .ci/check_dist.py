"""Build the sdist, from it the wheel, and check what they hold: `python .ci/check_dist.py FOLDER`."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SUITE = ("tox.ini", "toxfile.py", "setup.cfg", "mkdocs.yml", ".ci/run", "test/conftest.py", "spec/zuora-invoices.yaml")
"""Some files without which nobody can run the checks from the sdist; whole folders are compared besides."""
FOLDERS = ("zuora_sdk", "test", "codegen", "spec", "docs", "examples", "benchmarks", ".ci")


def sources(folder: str) -> set[str]:
    """The files of one folder of the repository, as paths in it."""
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return {
        path.relative_to(ROOT).as_posix()
        for path in found
        if not {"__pycache__", ".hypothesis"} & set(path.parts) and path.suffix != ".pyc"
    }


def tool(name: str, *arguments: str | Path) -> None:
    """Run a tool; where it fails, show what it printed and stop."""
    command = [sys.executable, "-m", name, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}\n{name} failed")


def main(folder: Path) -> None:
    """Build, compare, and let the index's own checks look at it."""
    for old in folder.glob("*"):
        old.unlink()
    tool("build", "--installer", "uv", "--outdir", folder, ".")
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    with tarfile.open(sdist) as archive:
        in_sdist = {name.partition("/")[2] for name in archive.getnames()}
    with zipfile.ZipFile(wheel) as archive_:
        in_wheel = {name for name in archive_.namelist() if ".dist-info/" not in name}
    missing = {*SUITE, *(path for top in FOLDERS for path in sources(top))} - in_sdist
    package = sources("zuora_sdk")
    problems = [f"not in the sdist: {name}" for name in sorted(missing)]
    problems += [f"not in the wheel: {name}" for name in sorted(package - in_wheel)]
    problems += [f"should not be in the wheel: {name}" for name in sorted(in_wheel - package)]
    if problems:
        sys.exit("\n".join(problems))
    tool("twine", "check", "--strict", sdist, wheel)
    tool("check_wheel_contents", wheel)
    tool("pyroma", "--min", "10", sdist)
    print(f"{sdist.name}, {wheel.name}: complete, and fit for an index")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
