"""Read by tox before its configuration: lets it find every Python that pyenv has installed.

pyenv puts `python3.12` on the PATH whether or not that version is active, and an inactive one fails when it is run.
"""

import os
import shutil
import subprocess

if "PYENV_VERSION" not in os.environ and (pyenv := shutil.which("pyenv")):
    installed = subprocess.run([pyenv, "versions", "--bare", "--skip-envs"], capture_output=True, text=True, check=True)
    active = subprocess.run([pyenv, "version-name"], capture_output=True, text=True, check=True).stdout.split(":")
    os.environ["PYENV_VERSION"] = ":".join(dict.fromkeys(v.strip() for v in [*active, *installed.stdout.split()]))
