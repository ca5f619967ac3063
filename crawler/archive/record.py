"""Page → WARC records, packed. Pure: readers do it in their own processes.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from string import printable
from typing import Any, Protocol
from urllib.parse import quote, urlsplit
from uuid import uuid4

try:
    from isal import isal_zlib
except ImportError:  # a machine that there is no package for
    isal_zlib = None  # type: ignore[assignment]

from .. import clock
from ..hashes import first_bits
from ..records import Page, Record, Target

VERSION = "WARC/1.1"
SAME_BODY = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# Kinds of records, and what their blocks are.
TYPES = {
    "warcinfo": "application/warc-fields",
    "response": "application/http; msgtype=response",
    "revisit": "application/http; msgtype=response",
    "request": "application/http; msgtype=request",
    "metadata": "application/warc-fields",
}
END = b"\r\n\r\n"  # of a record
PHRASES = {status.value: status.phrase for status in HTTPStatus}
GZIP = 31  # what zlib calls it
MOST_QUICK = 3  # levels of ISA-L: as small as zlib's, in a fifth of the time
# The body is kept unpacked, so these are no longer true of it; whoever replays it would trust them.
UNTRUE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
ORIGINAL = "x-archive-orig-"
SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})

Fields = Mapping[str, str]


class Compressor(Protocol):
    """What zlib and those that can stand in for it make."""

    def compress(self, data: bytes, /) -> bytes:
        """Take data in, and return what is packed by now."""

    def flush(self) -> bytes:
        """Return the rest."""


def pack(target: Target, page: Page, level: int) -> Record:
    """Pack an answer, what was asked, and what is known of it, in a gzip member each."""
    digest = digest_of(page.body)
    block = (head(page, len(page.body)), page.body)
    members = with_answer("response", answered(page, digest), block, target, page, level)
    return Record(b"".join(members), len(members[0]), digest)


def pack_revisit(
    target: Target, page: Page, digest: str, before: tuple[str, str] | None, level: int
) -> Record:
    """Pack an answer whose body is in the archive already, under an address and of a date, if known."""
    fields = answered(page, digest)
    fields["WARC-Profile"] = NOT_MODIFIED if page.status == HTTPStatus.NOT_MODIFIED else SAME_BODY
    if before:
        fields |= {"WARC-Refers-To-Target-URI": before[0], "WARC-Refers-To-Date": before[1]}
    members = with_answer("revisit", fields, (head(page, page.size),), target, page, level)
    return Record(b"".join(members), len(members[0]), digest, is_revisit=True)


def pack_info(name: str, facts: Mapping[str, str], level: int) -> bytes:
    """Pack what begins a file: who made it, and how."""
    fields = {"WARC-Filename": name, "WARC-Date": clock.now()}
    known = {name: value for name, value in facts.items() if value}
    return member("warcinfo", new_id(), fields, [lines(known)], level)


def digest_of(body: bytes) -> str:
    """Return the SHA-1 of a body, as web archives have it: `3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ`."""
    return base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def number_of(digest: str) -> int:
    """Return the first 63 bits of such a digest, which tell the body of a page from its next one."""
    return first_bits(base64.b32decode(digest))


def labelled(digest: str) -> str:
    """Return a digest with the name of its hash, as the headers of WARC files have it."""
    return f"sha1:{digest}"


def answered(page: Page, digest: str) -> dict[str, str]:
    """Return what a record says of an answer."""
    about = {"WARC-Date": page.fetched_at or clock.now(), "WARC-Payload-Digest": labelled(digest)}
    return about | whence(page) | {"WARC-Target-URI": page.url}


def whence(page: Page) -> dict[str, str]:
    """Return where an answer came from, if that is known."""
    return {"WARC-IP-Address": page.address} if page.address else {}


def head(page: Page, length: int) -> bytes:
    """Return status and headers of an answer, true of its unpacked body."""
    status = page.status or 0
    headers = [(ORIGINAL + name if name in UNTRUE else name, value) for name, value in page.headers.items()]
    headers.append(("content-length", str(length)))
    return message(f"HTTP/1.1 {status} {PHRASES.get(status, 'Unknown')}", headers)


def with_answer(
    kind: str, fields: Fields, block: Sequence[bytes], target: Target, page: Page, level: int
) -> list[bytes]:
    """Pack the record of an answer, what was asked, and what is known of the answer beside itself."""
    number = new_id()
    about = {"WARC-Date": fields["WARC-Date"], "WARC-Concurrent-To": number, "WARC-Target-URI": page.url}
    members = [member(kind, number, fields, block, level)]
    if page.sent:  # else somebody else asked, and we don't know how
        members.append(member("request", new_id(), about, [asked(page)], level))
    members.append(member("metadata", new_id(), about, [known(target, page)], level))
    return members


def asked(page: Page) -> bytes:
    """Return the request."""
    parts = urlsplit(page.url)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    headers = [(name, value) for name, value in page.sent.items() if name not in SECRET]
    return message(f"GET {path} HTTP/1.1", [("host", parts.netloc.rpartition("@")[2]), *headers])


def message(first: str, headers: Iterable[tuple[str, str]]) -> bytes:
    """Return the head of a message, given its first line; what is not ASCII is percent-encoded."""
    written = "\r\n".join([first, *(sendable(f"{name}: {value}") for name, value in headers), "", ""])
    if not written.isascii():
        written = quote(written, safe=printable, errors="replace")
    return written.encode()


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
    return lines({name: str(value) for name, value in fields.items() if value is not None})


def sendable(value: str) -> str:
    """Return the value of a header on one line."""
    return " ".join(value.split("\0")).replace("\r", " ").replace("\n", " ")


def member(kind: str, number: str, fields: Fields, block: Sequence[bytes], level: int) -> bytes:
    """Return a record as a gzip member of its own: its fields, and its block in pieces.

    warcio itself would copy a body three times, and knows level 9 only, six times slower. It adds digests
    of whole records, which hash every body once more, where each member has a checksum of gzip's.
    """
    about = {"WARC-Type": kind, "WARC-Record-ID": number, **fields}
    about |= {"Content-Type": TYPES[kind], "Content-Length": str(sum(map(len, block)))}
    packer = compressor(min(max(level, 1), 9))
    start = b"%s\r\n%s\r\n" % (VERSION.encode(), lines(about))
    return b"".join([*map(packer.compress, (start, *block, END)), packer.flush()])


def lines(fields: Fields) -> bytes:
    """Write fields, each on a line."""
    return "".join([f"{name}: {value}\r\n" for name, value in fields.items()]).encode()


def new_id() -> str:
    """Return what a record is called."""
    return f"<urn:uuid:{uuid4()}>"


def compressor(level: int) -> Compressor:
    """Return what packs a gzip member."""
    quick: Any = zlib if isal_zlib is None or level > MOST_QUICK else isal_zlib
    packer: Compressor = quick.compressobj(level, zlib.DEFLATED, GZIP)
    return packer
