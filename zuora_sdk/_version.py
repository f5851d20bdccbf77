"""The version of the package, for itself and for its build."""

__version__ = "0.1.0"
