"""The same work, done by each contestant. These modules run in interpreters of their own; see `worker.py`."""
