"""Parts of a WARC file, to be read apart from each other: each begins at the first record in it."""

from __future__ import annotations

from collections.abc import Iterator

from ..archive.pieces import LARGEST_RECORD, cut
from ..corpus.ingests import Step
from .pump import Job
from .sources import Source


def first_record(source: Source, start: int, end: int) -> int | None:
    """Return where the first record begins from `start` on; None if that is not before `end`.

    What looks like one need not be one: a page may hold a WARC file. Whoever knows where the part
    before ended knows better. Raises ArchiveError for a file that is none.
    """
    with source.open() as file:
        for piece in cut(file, source.name, start, LARGEST_RECORD):
            if piece.offset >= end:
                return None
            if not piece.trouble:
                return piece.offset
    return None


def before(found: Iterator[Job[Step]], start: int, end: int) -> Iterator[Job[Step]]:
    """Yield the records from `start` on that begin before `end`."""
    at = start
    for job in found:
        if at >= end:
            return
        yield job
        at = job.about.position
