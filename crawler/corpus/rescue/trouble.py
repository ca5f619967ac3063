"""What SQLite complains of, in words for people: what happened to the file, and what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

SAFE = "what was saved is safe; then run again"
# By SQLite's primary result code; {path} is the corpus, {folder} where it lies.
ADVICE = {
    sqlite3.SQLITE_FULL: f"no room is left on the disk of {{folder}}: free some; {SAFE}",
    sqlite3.SQLITE_BUSY: (
        "another program has been writing to {path} for too long: wait for it, or stop it "
        f"(`fuser {{path}}` names it); {SAFE}"
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk of {folder} did not do what it was asked to ({error}): it is full, over a quota, gone, "
        f"or failing. See to it; {SAFE}"
    ),
    sqlite3.SQLITE_READONLY: (
        "{path} can't be written: see to it that this user may write it and its folder; " + SAFE
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "{path} or its -wal can't be opened: see to it that this user may read and write it and its "
        "folder, and that no limit on open files is reached"
    ),
    sqlite3.SQLITE_CORRUPT: (
        "{path} is damaged ({error}): `corpuscle doctor --repair --db {path}` saves what can be read "
        "into a new file"
    ),
    sqlite3.SQLITE_NOTADB: (
        "{path} is no database, or its beginning is damaged: `corpuscle doctor --repair --db {path}` "
        "saves what can be read, if it ever was a corpus"
    ),
    sqlite3.SQLITE_NOMEM: f"memory ran out: give it more, or fewer `workers` under [reading]; {SAFE}",
}
PRIMARY = 0xFF  # the rest of an extended result code says which kind of the same trouble


def advice(error: sqlite3.Error, path: Path) -> str:
    """Say in one line what an error means for a corpus, and what to do."""
    code = getattr(error, "sqlite_errorcode", 0)  # one that Python raises itself has none
    known = ADVICE.get(code & PRIMARY)
    if known is None:
        return f"{path}: {error}. Run `corpuscle doctor --db {path}` to see what is wrong with it"
    return known.format(path=path, folder=path.parent.absolute(), error=error)
