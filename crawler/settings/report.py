"""What is told of a run, to whom, and what is written down."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from urllib.parse import urlsplit

from .declaring import setting

WHEN = ("always", "news", "trouble", "never")


def check_when(text: str) -> None:
    """Raise ValueError for a text that says no occasion."""
    if text not in WHEN:
        msg = f"{text!r} is none of {', '.join(WHEN)}"
        raise ValueError(msg)


def check_webhook(text: str) -> None:
    """Raise ValueError for a text that is no address to post to."""
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.hostname):
        msg = f"{text!r} is no address: it begins with https:// or http://"
        raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of an unattended run, to whom, and what is written down."""

    when: str = setting(
        "news",
        "When the report of a run is sent: always; at news (something is new, changed or gone) or trouble; "
        "at trouble (it failed, or a site is not as it was); never",
        check=check_when,
    )
    webhook: str = setting(
        "", "Address that the report is posted to as JSON; it may be on this machine", check=check_webhook
    )
    mail_command: str = setting(
        "",
        "Command that gets the report on its standard input, such as mail -s Corpus me@example.org; no "
        "shell is between",
        check=shlex.split,
    )
    seconds: float = setting(20.0, "Seconds that webhook and mail command may take")
    listed: int = setting(20, "Articles that a report names, of each kind: new, changed, gone, lost")
    log_megabytes: float = setting(1.0, "Size at which a log file is put aside and a new one begun")
    log_files: int = setting(5, "Log files put aside that are kept")
