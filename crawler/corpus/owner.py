"""One crawl per corpus.db: a lock that the kernel lets go when its holder dies."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from filelock import FileLock, Timeout


class HeldError(Exception):
    """Another process crawls into this corpus; the message says which."""


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
        holder = note.read_text("utf-8") if note.exists() else "another process"
        msg = f"{path} is being crawled by {holder}: wait for it, stop it, or use another --db"
        raise HeldError(msg) from None
    note.write_text(process_name(), "utf-8")
    return lock


def process_name() -> str:
    """Name this process for people on this and other machines."""
    return f"process {os.getpid()} on {socket.gethostname()}"
