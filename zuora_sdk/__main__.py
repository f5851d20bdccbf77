"""`python -m zuora_sdk doctor`: checks the installation, the configuration and the connection."""

import sys

import zuora_sdk._installation  # noqa: F401 - stops here where two packages are mixed
from zuora_sdk._doctor import main

if __name__ == "__main__":
    sys.exit(main())
