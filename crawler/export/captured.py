"""The answers that texts were read from, copied out of the archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from ..archive.answers import NoAnswerError, page_at
from ..archive.pieces import LARGEST_RECORD, Piece, pieces
from ..archive.record import VERSION, labelled, pack, pack_info
from ..archive.store import FOLDER, ArchiveError
from ..corpus.captures import OF_BODY
from ..records import Page, Target
from . import ExportError
from .job import Job

# The page itself may have been seen again since, unchanged.
PAGE = f"""select p.url, p.content_type, c.captured_at, c.status, c.revisit, c.digest,
  w.name as file, c.offset, c.length, bw.name as body_file, b.offset as body_offset
from pages p join captures c on c.page = p.id and c.held = 1 join warc_files w on w.id = c.file
left join captures b on b.id = iif(c.revisit, {OF_BODY.format(digest="c.digest")}, c.id)
left join warc_files bw on bw.id = b.file where p.id = ?"""
BESIDE = 2  # records that may follow an answer: what was asked, and what is known of it
ID = re.compile(rb"^WARC-Record-ID:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
OF = re.compile(rb"^WARC-Concurrent-To:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
HEAD = 4096  # bytes of a record in which both stand
LEVEL = 6  # of what is packed anew


@dataclass(frozen=True, slots=True)
class Copied:
    """An answer that was copied, and where it stands now."""

    url: str
    captured_at: str
    status: int
    content_type: str
    digest: str
    offset: int
    length: int
    title: str
    id: int


def copy(job: Job, out: BinaryIO, name: str) -> Iterator[Copied]:
    """Write a WARC file with the answers of a job's texts, and yield each; what is not archived is left out.

    Raises ExportError where there can be none, or a file of the archive is missing or damaged.
    """
    if job.selection.excerpts or job.origin.release:
        what = "excerpts" if job.selection.excerpts else "the texts of a release"
        raise ExportError(f"pages can't be reduced to {what}: leave that out, or use another format")
    out.write(pack_info(name, {"software": f"corpuscle/{version('corpuscle')}", "format": VERSION}, LEVEL))
    folder = job.snapshot.corpus.path.parent / FOLDER  # a snapshot lets nobody ask the connection
    found = 0
    for text in job.texts:
        row = job.snapshot.connection.execute(PAGE, (text["id"],)).fetchone()
        if row is None:
            continue
        start = out.tell()
        try:
            length = write(dict(row), folder, out)
        except (ArchiveError, NoAnswerError, OSError) as error:
            raise ExportError(f"no export: {error}; `corpuscle doctor` tells what is missing") from error
        found += 1
        kind = (row["content_type"] or "").partition(";")[0].strip() or "unk"
        yield Copied(
            row["url"], row["captured_at"], row["status"], kind, labelled(row["digest"]), start, length,
            text["title"] or row["url"], text["id"],
        )  # fmt: skip
    if not found:
        raise ExportError("no export: of none of these texts is the page in the archive (it was off, or its "
                          "site asks not to be archived)")  # fmt: skip


def write(row: dict[str, object], folder: Path, out: BinaryIO) -> int:
    """Write an answer and what stands beside it; return the bytes of the answer alone."""
    if row["revisit"]:
        return write_anew(row, folder, out)
    path, offset, length = folder / str(row["file"]), int(str(row["offset"])), int(str(row["length"]))
    found = list(islice(pieces(path, offset, LARGEST_RECORD), 1 + BESIDE))
    if not found or found[0].trouble:
        raise ArchiveError(f"{path}, byte {offset}: {found[0].trouble if found else 'the file ends before'}")
    with path.open("rb") as file:
        for piece in [found[0], *(piece for piece in found[1:] if is_beside(piece, found[0]))]:
            file.seek(piece.offset)
            out.write(file.read(piece.end - piece.offset))
    return length


def is_beside(piece: Piece, answer: Piece) -> bool:
    """Say whether a record belongs to an answer."""
    name, of = ID.search(answer.content, 0, HEAD), OF.search(piece.content, 0, HEAD)
    return not piece.trouble and bool(name and of and name[1] == of[1])


def write_anew(row: dict[str, object], folder: Path, out: BinaryIO) -> int:
    """Write an answer whose body stands elsewhere in the archive as one that has its own."""
    if row["body_file"] is None:
        raise ArchiveError(f"{row['url']}: its body is not in the archive any more")
    body = page_at(folder / str(row["body_file"]), int(str(row["body_offset"])), LARGEST_RECORD)
    page: Page = replace(body, url=str(row["url"]), final_url=None, fetched_at=str(row["captured_at"]))
    record = pack(Target(page.url), page, LEVEL)
    out.write(record.content[: record.length])
    return record.length
