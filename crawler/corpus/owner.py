"""One crawl per corpus.db: a lock that the kernel lets go when its holder dies."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from .. import clock
from .runs import process_name

SINCE = " since "


class HeldError(Exception):
    """Another process crawls into this corpus; the message says which, and since when."""

    def __init__(self, message: str, seconds: float | None) -> None:
        """Say for how many seconds it has, as far as that is known."""
        super().__init__(message)
        self.seconds = seconds

    def __reduce__(self) -> tuple[type[HeldError], tuple[str, float | None]]:
        """Say how to make it anew in another process."""
        return HeldError, (str(self), self.seconds)


def own(path: Path) -> FileLock:
    """Take the corpus for this process, or raise HeldError at once.

    The lock is on a file beside the corpus, never on the corpus itself, which others may read
    and write meanwhile.
    """
    lock = FileLock(path.with_name(path.name + ".lock"))
    note = path.with_name(path.name + ".owner")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        holder, seconds = read(note)
        msg = f"{path} is being crawled by {holder}: wait for it, stop it, or use another --db"
        raise HeldError(msg, seconds) from None
    note.write_text(f"{process_name()}{SINCE}{clock.now()}", "utf-8")
    return lock


def read(note: Path) -> tuple[str, float | None]:
    """Return who holds a corpus and since when, in words, and for how many seconds."""
    text = note.read_text("utf-8") if note.exists() else "another process"
    holder, _, moment = text.partition(SINCE)
    try:
        seconds = -clock.seconds_until(moment)
    except ValueError:
        return holder, None
    # a clock that was set back knows no age
    age = f" ({timedelta(seconds=round(seconds))} h)" if seconds >= 0 else ""
    return f"{holder} since {moment[:10]} {moment[11:16]} UTC{age}", max(seconds, 0.0)
