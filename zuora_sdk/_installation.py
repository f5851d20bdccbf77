"""Raises ImportError if Zuora's own package `zuora-sdk` lies in the same folder, rather than bill with a mix of both.

Whichever of the two was installed last has overwritten files of the other, and the rest of the other is still there.
"""

import os

_FOLDER = os.path.dirname(__file__)

# Zuora's package has an API class for each resource, accounts among them; this one never had it.
if os.path.exists(os.path.join(_FOLDER, "api", "accounts_api.py")):
    raise ImportError(
        f"two distributions share the folder {_FOLDER}: zuora-invoices (this package) and zuora-sdk (Zuora's own), "
        "and each has overwritten files of the other. Keep one:\n"
        "    pip uninstall --yes zuora-invoices zuora-sdk\n"
        "    pip install zuora-invoices"
    )
