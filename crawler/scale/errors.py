"""What can go wrong with a cluster: each error is one line that says what to do."""

from __future__ import annotations

LONGEST = 300  # characters of what Ray says


class ScaleError(Exception):
    """A cluster that can't be used; the message says what to do."""


class LostError(ScaleError):
    """The head of the cluster does not answer any more."""


class DiedError(ScaleError):
    """An actor died, and was not started again."""


class AwayError(ScaleError):
    """An actor can't be reached for the moment."""


def one_line(error: BaseException) -> str:
    """Return what an error of Ray says, without its lines and its walls of advice."""
    said = " ".join(str(error).split())
    return f"{said[:LONGEST]}…" if len(said) > LONGEST else said or type(error).__name__
