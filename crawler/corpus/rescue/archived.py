"""Checks of the archive: whether each answer that a row points to is there, and how files end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ...archive.pieces import LARGEST_RECORD, pieces
from ...archive.store import FOLDER, ArchiveError
from ..database import file_of

# The last record that is known of each file, and how many answers stand in it.
FILES = """select w.name as file, c.* from (
  select file as id, max(offset) as last, max(offset + length) as needed, count(*) as captures
  from captures group by file) c
join warc_files w using (id) order by w.name"""


def lost(connection: sqlite3.Connection) -> str:
    """Say which files of the archive are gone or too short for what should be in them."""
    folder = file_of(connection).parent / FOLDER
    found = [
        f"{row['file']} {'is not there' if not size else 'is too short'} ({row['captures']} answers)"
        for row in connection.execute(FILES)
        if (size := size_of(folder / row["file"])) < row["needed"]
    ]
    return "; ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")  # noqa: PLR2004


def torn(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield how files end that a run left in the middle of a record when it was killed."""
    folder = file_of(connection).parent / FOLDER
    for row in connection.execute(FILES).fetchall():
        try:
            for piece in pieces(folder / row["file"], row["last"], LARGEST_RECORD):
                if piece.trouble:
                    yield f"{row['file']} ends in {piece.end - piece.offset} bytes of a torn record"
        except ArchiveError:  # such as a file that is not there, which `lost` tells
            continue


def size_of(path: Path) -> int:
    """Return the bytes of a file; 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
