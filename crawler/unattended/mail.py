"""Handing a report to a command that the user set."""

from __future__ import annotations

import shlex
import subprocess

from .webhook import SendingError


def hand_over(command: str, text: str, seconds: float) -> None:
    """Give a command a text on its standard input; raises SendingError if it fails or takes too long.

    Its words are the user's alone: there is no shell, and nothing of the report is among them.
    """
    words = shlex.split(command)
    try:
        done = subprocess.run(  # noqa: S603  (the user's own command)
            words, input=text.encode("utf-8", "replace"), capture_output=True, timeout=seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SendingError(f"mail command {words[0]}: {error}") from error
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise SendingError(f"mail command {words[0]} ended with {done.returncode}: {said}")
