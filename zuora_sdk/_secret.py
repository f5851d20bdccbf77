"""Credentials that don't show: the text itself to code that sends it, `'***'` to code that displays it."""

from __future__ import annotations


class Secret(str):
    """A credential. Its `repr` is masked, so that tracebacks with local variables and dumps of headers don't show it.

    Everything else about it is the text: formatting, comparing and encoding it give the credential.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


def hide_frames(error: BaseException) -> None:
    """Drop the frames of what an exception was raised for: their local variables may hold the token."""
    seen: set[int] = set()
    causes = [error.__cause__, error.__context__]
    while causes:
        cause = causes.pop()
        if cause is not None and id(cause) not in seen:
            seen.add(id(cause))
            cause.__traceback__ = None
            causes += [cause.__cause__, cause.__context__]
