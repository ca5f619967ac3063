"""Page → WARC records, packed. Pure: readers do it in their own processes.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import base64
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import urlsplit

try:
    from isal import isal_zlib
except ImportError:  # a machine that there is no package for
    isal_zlib = None  # type: ignore[assignment]

from .. import clock
from ..records import Page, Record, Target
from .warc import ArcWarcRecord, StatusAndHeaders, WARCWriter

VERSION = "WARC/1.1"
SAME_BODY = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
GZIP = 31  # what zlib calls it
MOST_QUICK = 3  # levels of ISA-L: as small as zlib's, in a fifth of the time
# The body is kept unpacked, so these are no longer true of it; whoever replays it would trust them.
UNTRUE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
ORIGINAL = "x-archive-orig-"
SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})

Headers = Iterable[tuple[str, str]]


class Compressor(Protocol):
    """What zlib and those that can stand in for it make."""

    def compress(self, data: bytes, /) -> bytes:
        """Take data in, and return what is packed by now."""

    def flush(self) -> bytes:
        """Return the rest."""


class Writer(WARCWriter):  # type: ignore[misc]  # which has no types
    """Writes records with no digest but that of the body, which `captures` needs.

    warcio's own digests of whole records would hash every body once more, and each member has a
    checksum of gzip's.
    """

    def ensure_digest(self, record: ArcWarcRecord, *, block: bool = True, payload: bool = True) -> None:
        """Add none."""

    @staticmethod
    def _iter_stream(stream: io.BytesIO) -> Iterator[bytes]:
        """Yield all of a body at once, which is in memory: in pieces it would be copied twice more."""
        yield stream.read()


def pack(target: Target, page: Page, level: int) -> Record:
    """Pack an answer, what was asked, and what is known of it, in a gzip member each."""
    builder = Writer(io.BytesIO(), gzip=False, warc_version=VERSION)
    digest = digest_of(page.body)
    response = answer(builder, page, digest)
    members = [member(builder, response, level), *around(builder, target, page, response, level)]
    return Record(b"".join(members), len(members[0]), digest)


def pack_revisit(
    target: Target, page: Page, digest: str, before: tuple[str, str] | None, level: int
) -> Record:
    """Pack an answer whose body is in the archive already, under an address and of a date, if known."""
    builder = Writer(io.BytesIO(), gzip=False, warc_version=VERSION)
    headers = {
        "WARC-Date": page.fetched_at or clock.now(),
        "WARC-Payload-Digest": labelled(digest),
        "WARC-Profile": NOT_MODIFIED if page.status == HTTPStatus.NOT_MODIFIED else SAME_BODY,
    } | whence(page)
    if before:
        headers |= {"WARC-Refers-To-Target-URI": before[0], "WARC-Refers-To-Date": before[1]}
    revisit = builder.create_warc_record(
        page.url, "revisit", http_headers=head(page, page.size), warc_headers_dict=headers
    )
    members = [member(builder, revisit, level), *around(builder, target, page, revisit, level)]
    return Record(b"".join(members), len(members[0]), digest, is_revisit=True)


def pack_info(name: str, facts: Mapping[str, str], level: int) -> bytes:
    """Pack what begins a file: who made it, and how."""
    builder = Writer(io.BytesIO(), gzip=False, warc_version=VERSION)
    return member(builder, builder.create_warcinfo_record(name, facts), level)


def digest_of(body: bytes) -> str:
    """Return the SHA-1 of a body, as web archives have it: `3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ`."""
    return base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def labelled(digest: str) -> str:
    """Return a digest with the name of its hash, as the headers of WARC files have it."""
    return f"sha1:{digest}"


def answer(builder: Writer, page: Page, digest: str) -> ArcWarcRecord:
    """Return the record of an answer."""
    headers = {
        "WARC-Date": page.fetched_at or clock.now(),
        "WARC-Payload-Digest": labelled(digest),
    } | whence(page)
    body = io.BytesIO(page.body)
    return builder.create_warc_record(
        page.url,
        "response",
        payload=body,
        length=len(page.body),
        warc_headers_dict=headers,
        http_headers=head(page, len(page.body)),
    )


def whence(page: Page) -> dict[str, str]:
    """Return where an answer came from, if that is known."""
    return {"WARC-IP-Address": page.address} if page.address else {}


def head(page: Page, length: int) -> StatusAndHeaders:
    """Return status and headers of an answer, true of its unpacked body."""
    status = page.status or 0
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"
    headers = [
        (ORIGINAL + name if name in UNTRUE else name, sendable(value)) for name, value in page.headers.items()
    ]
    return StatusAndHeaders(f"{status} {phrase}", [*headers, ("content-length", str(length))], "HTTP/1.1")


def around(builder: Writer, target: Target, page: Page, response: ArcWarcRecord, level: int) -> list[bytes]:
    """Pack what was asked, and what is known of the answer beside itself."""
    about = {
        "WARC-Date": response.rec_headers.get_header("WARC-Date"),
        "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
    }
    facts = known(target, page)
    metadata = builder.create_warc_record(
        page.url,
        "metadata",
        payload=io.BytesIO(facts),
        length=len(facts),
        warc_headers_dict=dict(about),
        warc_content_type="application/warc-fields",
    )
    members = [member(builder, metadata, level)]
    if page.sent:  # else somebody else asked, and we don't know how
        request = builder.create_warc_record(
            page.url, "request", http_headers=asked(page), warc_headers_dict=dict(about)
        )
        members.insert(0, member(builder, request, level))
    return members


def asked(page: Page) -> StatusAndHeaders:
    """Return the request."""
    parts = urlsplit(page.url)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    headers = [(name, sendable(value)) for name, value in page.sent.items() if name not in SECRET]
    headers.insert(0, ("host", parts.netloc.rpartition("@")[2]))
    return StatusAndHeaders(f"GET {path} HTTP/1.1", headers, is_http_request=True)


def known(target: Target, page: Page) -> bytes:
    """Return what a crawl knows of an answer, as fields."""
    milliseconds = None if page.seconds is None else round(page.seconds * 1000)
    fields = {
        "hopsFromSeed": target.depth,
        "fetchTimeMs": milliseconds,
        "corpuscle-id": target.id,
        "corpuscle-kind": str(target.kind),
        "corpuscle-via": target.via,
        "corpuscle-seed": target.seed,
    }
    lines = [f"{name}: {value}\r\n" for name, value in fields.items() if value is not None]
    return "".join(lines).encode()


def sendable(value: str) -> str:
    """Return the value of a header on one line."""
    return " ".join(value.split("\0")).replace("\r", " ").replace("\n", " ")


def member(builder: Writer, record: ArcWarcRecord, level: int) -> bytes:
    """Return a record as a gzip member of its own; warcio itself knows level 9 only, six times slower."""
    out = io.BytesIO()
    builder.out = out
    builder.write_record(record)
    packer = compressor(min(max(level, 1), 9))
    return packer.compress(out.getvalue()) + packer.flush()


def compressor(level: int) -> Compressor:
    """Return what packs a gzip member."""
    quick: Any = zlib if isal_zlib is None or level > MOST_QUICK else isal_zlib
    packer: Compressor = quick.compressobj(level, zlib.DEFLATED, GZIP)
    return packer
