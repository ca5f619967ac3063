"""Source → jobs: an answer for each record that is one, and where the next begins."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from .. import clock, urls
from ..archive.answers import NoAnswerError, page_of
from ..archive.pieces import LARGEST_RECORD, cut
from ..corpus.ingests import Step
from ..reading.saved import stated_address
from ..reasons import Reason
from ..records import Kind, Page, Target
from .pump import Job
from .sources import Source

GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TYPE = re.compile(rb"^WARC-Type:[ \t]*(\w+)", re.IGNORECASE | re.MULTILINE)
WITH_ANSWERS = (b"response", b"resource")
HEAD = 4096  # bytes of a record in which its type stands
# A folder that wget or httrack filled: the host comes first.
HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)

Wanted = Callable[[Page], bool]
"""Says whether a page is to be read; what is held already, or of other hosts, is not."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read of a source."""

    largest: int
    """Bytes of a body."""
    base: str | None = None
    """Address that a folder of pages was saved from."""
    hosts: tuple[str, ...] = ()
    """Hosts whose pages are taken, with their subdomains; empty for all."""
    links: bool = True
    """Links are wanted too."""

    def takes(self, page: Page) -> bool:
        """Say whether a page is of these hosts."""
        host = urls.host(page.url)
        return not self.hosts or any(host == one or host.endswith(f".{one}") for one in self.hosts)


def jobs(source: Source, position: int, limits: Limits, wanted: Wanted) -> Iterator[Job[Step]]:
    """Yield what a source holds from a position on."""
    return (
        saved(source, position, limits, wanted) if source.pages else records(source, position, limits, wanted)
    )


def records(source: Source, position: int, limits: Limits, wanted: Wanted) -> Iterator[Job[Step]]:
    """Yield the records of a WARC file; raises ArchiveError if it is none."""
    with source.open() as file:
        for piece in cut(file, source.name, position, LARGEST_RECORD):
            if piece.trouble:
                damage = (piece.offset, piece.end - piece.offset, piece.trouble)
                yield Job(Step(piece.end, records=1, damages=[damage]))
                continue
            kind = TYPE.search(piece.content, 0, HEAD)
            if kind and kind[1].lower() not in WITH_ANSWERS:
                yield Job(Step(piece.end, records=1))
                continue
            try:
                page = page_of(piece.content, limits.largest)
            except NoAnswerError as error:
                damage = (piece.offset, piece.end - piece.offset, str(error)[:300])
                yield Job(Step(piece.end, records=1, damages=[damage]))
                continue
            yield job(page, piece.end, wanted)


def saved(source: Source, position: int, limits: Limits, wanted: Wanted) -> Iterator[Job[Step]]:
    """Yield the saved pages of a folder, from the one with a number on."""
    for number, path in enumerate(source.pages[position:], position):
        try:
            body = content(path, limits.largest)
        except (OSError, EOFError, zlib.error) as error:
            yield Job(Step(number + 1, records=1, damages=[(number, 0, f"{path}: {error}"[:300])]))
            continue
        url = stated_address(body) or by_place(path, source.path, limits.base)
        if url is None:
            detail = f"{path}: no address stands in it or in its path: give one with --base URL"
            yield Job(Step(number + 1, records=1, damages=[(number, len(body), detail)]))
            continue
        moment = clock.stamp(datetime.fromtimestamp(path.stat().st_mtime, UTC))
        headers = {"content-type": "text/html"}
        page = Page(url, url, HTTPStatus.OK, headers, body, len(body), fetched_at=moment)
        yield job(page, number + 1, wanted)


def content(path: Path, largest: int) -> bytes:
    """Return a saved page, unpacked; raises OSError for one that is too large."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        body: bytes = file.read(largest + 1)
    if len(body) > largest:
        raise OSError(f"larger than {largest} bytes")
    return body


def by_place(path: Path, folder: Path, base: str | None) -> str | None:
    """Return the address that a page had, by its place in a folder: below a base, or below a host's name."""
    parts = path.relative_to(folder).parts if path != folder else (path.name,)
    if parts[-1].endswith(".gz"):
        parts = (*parts[:-1], parts[-1].removesuffix(".gz"))
    if base:
        return urls.clean("/".join(parts), base if base.endswith("/") else f"{base}/")
    if len(parts) > 1 and HOST.fullmatch(parts[0]):
        return urls.clean(f"http://{'/'.join(parts)}")
    return None


def job(page: Page, position: int, wanted: Wanted) -> Job[Step]:
    """Make a job of an answer; one that is no page is not read, and has its reason."""
    if not wanted(page):
        return Job(Step(position, records=1, answers=1, skipped=1))
    step = Step(position, records=1, answers=1)
    refusal = urls.refusal(page.url)
    reason, location = refusal or of_status(page.status), page.final_url
    if reason is Reason.REDIRECT:
        location = urls.clean(page.headers.get("location", ""), page.url)
    return Job(step, Target(page.url, Kind.ARCHIVE), replace(page, reason=reason, final_url=location))


def of_status(status: int | None) -> Reason | None:
    """Say why an answer with this status is no page; None if it is one."""
    if status is None or status // 100 == HTTPStatus.OK // 100:
        return None
    if status in GONE:
        return Reason.GONE
    return Reason.REDIRECT if status in REDIRECTS else Reason.HTTP_ERROR
