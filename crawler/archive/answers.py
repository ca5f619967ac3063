"""WARC record → Page: what the network answered, as when it was fetched."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .. import clock
from ..records import Page
from ..urls import clean
from .pieces import LARGEST_RECORD, pieces
from .record import ORIGINAL, UNTRUE
from .store import ArchiveError
from .warc import ArchiveIterator, ArchiveLoadFailed

STATUS = re.compile(r"\d{3}")
# By other crawlers, for headers that no longer hold.
OTHERS = ("x-crawl-", "x-crawler-", ORIGINAL)


class NoAnswerError(ValueError):
    """A record that holds no answer to a request for a page; the message says what it is."""


def page_at(path: Path, offset: int, largest: int) -> Page:
    """Read the answer that stands at an offset of a file.

    Raises ArchiveError where that can't be, NoAnswerError for other records.
    """
    piece = next(pieces(path, offset, LARGEST_RECORD), None)
    if piece is None or piece.trouble:
        raise ArchiveError(f"{path}, byte {offset}: {piece.trouble if piece else 'the file ends before'}")
    return page_of(piece.content, largest)


def page_of(content: bytes, largest: int) -> Page:
    """Make a page of a record; raises NoAnswerError for what is none, or has more than `largest` bytes."""
    record = load(content)
    url = clean(record.rec_headers.get_header("WARC-Target-URI", "").strip("<>"))
    if record.rec_type not in ("response", "resource", "revisit"):
        raise NoAnswerError(f"a {record.rec_type} record")
    if url is None:
        raise NoAnswerError("an answer without an address of the web")
    try:
        body = record.content_stream().read(largest + 1)
    except Exception as error:  # whatever unpacking a stranger's bytes comes to
        raise NoAnswerError(f"a body that can't be unpacked: {error}") from error
    if len(body) > largest:
        raise NoAnswerError(f"a body larger than {largest} bytes")
    status, headers = answered(record)
    return Page(
        url,
        url,
        status,
        headers,
        body,
        len(body),
        fetched_at=moment(record.rec_headers.get_header("WARC-Date")),
        address=record.rec_headers.get_header("WARC-IP-Address"),
    )


def moment(text: str | None) -> str | None:
    """Return a date of a record as a corpus writes it; None for what is none."""
    try:
        found = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return clock.stamp(found if found.tzinfo else found.replace(tzinfo=UTC))


def load(content: bytes) -> Any:
    """Load a record, or raise NoAnswerError."""
    try:
        # warcio tells the terminal what is odd about a record, in the words of whoever made it
        with redirect_stderr(io.StringIO()):
            return next(ArchiveIterator(io.BytesIO(content)))
    except StopIteration:
        raise NoAnswerError("an empty record") from None
    except (ArchiveLoadFailed, ValueError, EOFError, OSError, AttributeError, IndexError) as error:
        raise NoAnswerError(f"no record: {error}") from error


def answered(record: Any) -> tuple[int | None, dict[str, str]]:
    """Return status and headers of an answer; of a resource, that it was had."""
    if record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type") or ""
        return 200, {"content-type": kind} if kind else {}
    if record.http_headers is None:
        raise NoAnswerError("no answer of a web server")
    found = STATUS.match(record.http_headers.statusline or "")
    headers: dict[str, str] = {}
    for given, value in record.http_headers.headers:
        name = given.lower()
        if name in UNTRUE or name.startswith(OTHERS):
            continue
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return int(found[0]) if found else None, headers
