"""Measures zuora_sdk against the floor (urllib3, json and pydantic alone) and against the client on PyPI."""
