"""The archive and the rows that point into it: a record is on disk before its row is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from http.client import NOT_MODIFIED
from importlib.metadata import version
from typing import Self

from .. import clock
from ..archive.erasing import erase
from ..archive.record import VERSION, pack_info, pack_revisit
from ..archive.store import FOLDER, Store
from ..records import Capture, Reading, Record
from ..settings import Archive as Limits
from ..settings import Settings
from ..timing import Stage, timed
from .database import file_of, transaction
from .tables.packing import milliseconds

# The index has the beginnings of digests: a third of its size, and hardly two bodies begin with the same.
# Without the +, SQLite puts the digest that is sought into what the index is by, and finds nothing there.
OF_BODY = """(select min(id) from captures indexed by captures_body
  where revisit = 0 and substr(digest, 1, 8) = substr({digest}, 1, 8) and +digest = {digest})"""
"""The capture that has the body of a digest."""
SAME_BODY = f"""select c.captured_at, f.url from captures c join frontier f on f.id = c.page
where c.id = {OF_BODY.format(digest=":digest")}"""
HELD_BODY = "select digest from captures where page = ? and held = 1"
RELEASE = "update captures set held = 0 where page = ? and held = 1"
SAVE = f"""insert into captures (page, captured_ms, status, revisit, held, file, offset, length, digest)
select :page, {milliseconds(":captured_at")}, :status, :revisit, :held, id, :offset, :length, :digest
from warc_files where name = :file"""
ADD_FILE = "insert into warc_files (name) values (:file)"

OF_PAGES = """select w.name, c.offset, c.length from captures c join warc_files w on w.id = c.file
where c.page in (select value from json_each(?))"""
FORGET = "delete from captures where page in (select value from json_each(?))"


@dataclass(slots=True)
class Archive:
    """Puts the records of readings into the archive of a corpus."""

    connection: sqlite3.Connection
    store: Store
    limits: Limits
    facts: dict[str, str]
    """What each file says of who made it."""
    recent: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Digest → address and date, of bodies that are in the archive but not yet in a row."""

    @classmethod
    def of_run(cls, connection: sqlite3.Connection, run: int, settings: Settings) -> Self | None:
        """Open the archive of a run; None where the settings want none."""
        if not settings.archive.enabled:
            return None
        path = file_of(connection)
        limits = settings.archive
        store = Store(path.parent / FOLDER, path.stem, run, limits.file_megabytes * 1_000_000)
        facts = {
            "software": f"corpuscle/{version('corpuscle')}",
            "format": VERSION,
            "robots": "obey",
            "http-header-user-agent": settings.manners.user_agent,
            "operator": settings.manners.contact,
        }
        return cls(connection, store, limits, facts)

    @timed(Stage.ARCHIVE)
    def keep(self, readings: Sequence[Reading]) -> list[Reading]:
        """Return readings with the place of their record for the record; all are on disk then.

        Raises ArchiveError where that can't be.
        """
        self.recent.clear()
        kept = [self.keep_one(reading) if reading.record else reading for reading in readings]
        self.store.sync()
        return kept

    def keep_one(self, reading: Reading) -> Reading:
        """Append one record, or that its body is there already; what has neither is not kept."""
        record = self.shortened(reading)
        if not record.content:
            return replace(reading, record=None)
        if self.store.is_full:
            self.store.append(pack_info(self.store.begin(), self.facts, self.limits.level))
        file, offset = self.store.append(record.content)
        if not record.is_revisit:
            self.recent[record.digest] = (reading.page.url, reading.page.fetched_at or clock.now())
        capture = Capture(file, offset, record.length, record.digest, record.is_revisit)
        return replace(reading, record=None, capture=capture)

    def shortened(self, reading: Reading) -> Record:
        """Return the record of a reading, without its body if that is in the archive already."""
        record, page = reading.record, reading.page
        assert record is not None  # noqa: S101  (whoever calls has looked)
        digest = self.digest_before(reading) if page.status == NOT_MODIFIED else record.digest
        before = digest and (self.recent.get(digest) or self.before(digest))
        if not digest or not before or not (page.size or page.status == NOT_MODIFIED):
            return record
        return pack_revisit(reading.target, page, digest, before, self.limits.level)

    def digest_before(self, reading: Reading) -> str | None:
        """Return the digest of the body that is held of a page."""
        (digest,) = self.connection.execute(HELD_BODY, (reading.target.id,)).fetchone() or (None,)
        return digest

    def before(self, digest: str) -> tuple[str, str] | None:
        """Return address and date of a body that is in the archive."""
        found = self.connection.execute(SAME_BODY, {"digest": digest}).fetchone()
        return (found["url"], found["captured_at"]) if found else None

    def close(self) -> None:
        """End the file that is open."""
        self.store.close()


def erase_captures(connection: sqlite3.Connection, pages: Collection[int]) -> None:
    """Erase the answers of pages from the archive, and the rows that point there.

    Raises ArchiveError for a file that can't be written; one that is gone has nothing to erase.
    """
    listed = (json.dumps(list(pages)),)
    folder = file_of(connection).parent / FOLDER
    for row in connection.execute(OF_PAGES, listed).fetchall():
        path = folder / row["name"]
        if path.exists():
            erase(path, row["offset"], row["length"])
    with transaction(connection):
        connection.execute(FORGET, listed)


@timed(Stage.SAVE_PAGE)
def save_capture(
    connection: sqlite3.Connection, reading: Reading, *, is_held: bool, is_first: bool = False
) -> None:
    """Save where a reading's answer stands, and whether what is held of its page comes from it.

    `is_first` says that nothing was held before.
    """
    if is_held and not is_first:
        connection.execute(RELEASE, (reading.target.id,))
    capture = reading.capture
    if capture is None:
        return
    values = {
        "page": reading.target.id,
        "captured_at": reading.page.fetched_at or clock.now(),
        "status": reading.page.status,
        "revisit": capture.is_revisit,
        "held": is_held,
        "file": capture.file,
        "offset": capture.offset,
        "length": capture.length,
        "digest": capture.digest,
    }
    if not connection.execute(SAVE, values).rowcount:  # the first of its file
        connection.execute(ADD_FILE, values)
        connection.execute(SAVE, values)
