"""Files of another corpus' archive: copied beside this one, under names that are free there.

A copy and no hard link: a take-down erases what stands in a file, and the other corpus stays as it was.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from ...archive.pieces import LARGEST_RECORD, pieces
from ...archive.store import FOLDER, SUFFIX
from ..database import CorpusError, file_of
from ..rescue.backup import sync

FILES = """select id, name from source.warc_files where id in (select file from source.captures)
order by name"""
DROP = "drop table if exists temp.files"
CREATE = "create temp table files (old integer primary key, name text not null, new integer)"
ADD = "insert into temp.files (old, name) values (?, ?)"
MARK = 8  # characters of a hash that make a name another


class Files:
    """Brings the files that captures stand in; `undo` removes what was copied."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use the corpus into which is merged."""
        self.connection = connection
        self.folder = file_of(connection).parent / FOLDER
        self.copied: list[Path] = []

    def bring(self, source: Path, progress: Callable[[int, int], None]) -> int:
        """Copy the files of a corpus, and say which is called what here; return how many were copied."""
        before = len(self.copied)
        self.connection.execute(DROP)
        self.connection.execute(CREATE)
        files = self.connection.execute(FILES).fetchall()
        for done, file in enumerate(files, 1):
            name = self.bring_one(source.parent / FOLDER / file["name"], source)
            self.connection.execute(ADD, (file["id"], name))
            progress(done, len(files))
        return len(self.copied) - before

    def bring_one(self, path: Path, corpus: Path) -> str:
        """Copy a file unless it is here; return its name here."""
        if not path.exists():
            raise CorpusError(
                f"{corpus}: {path} is not there: put it back, or leave the archives out with --no-archive"
            )
        beginning = first_record(path)
        mark = hashlib.sha256(beginning).hexdigest()[:MARK]
        stem = path.name.removesuffix(SUFFIX)
        for name in (path.name, f"{stem}-{mark}{SUFFIX}"):
            here = self.folder / name
            if not here.exists():
                self.copy(path, here)
                return name
            if here.samefile(path) or (
                here.stat().st_size == path.stat().st_size and first_record(here) == beginning
            ):
                return name
        raise CorpusError(f"{here} is another file than {path}: rename one of them")

    def copy(self, path: Path, here: Path) -> None:
        """Copy a file, whole and on disk before it has its name."""
        self.folder.mkdir(exist_ok=True)
        part = here.with_name(f"{here.name}.part")
        try:
            shutil.copyfile(path, part)
            sync(part)
            os.rename(part, here)  # noqa: PTH104  (says what it does)
        finally:
            part.unlink(missing_ok=True)
        self.copied.append(here)

    def undo(self, first: int = 0) -> None:
        """Remove what was copied, from the file with a number on."""
        for path in self.copied[first:]:
            path.unlink(missing_ok=True)
        del self.copied[first:]


def first_record(path: Path) -> bytes:
    """Return the first record, which says who made the file and when, and is never erased."""
    return next((piece.content for piece in pieces(path, 0, LARGEST_RECORD)), b"")
