"""A WARC file, cut into its records: bounded, from any place on, and past what is damaged.

warcio reads records well, but ends at the first damaged one, and holds as much of a record as there is.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from .store import ArchiveError, trouble

GZIP = 31  # what zlib calls it
MAGIC = b"\x1f\x8b\x08"
BEGINNING = b"WARC/"
CHUNK = 1 << 18  # bytes read at once
LARGEST_RECORD = 64_000_000  # bytes, unpacked; the largest page that a crawl keeps is a sixth of it
LONGEST_HEAD = 1 << 16  # bytes of the header of a record
LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
BLANK = re.compile(rb"\r?\n\r?\n")
NEXT = re.compile(rb"(?<=\n)WARC/1\.")


@dataclass(frozen=True, slots=True)
class Piece:
    """One record of a file, or a place where one should be."""

    offset: int
    """Where it begins in the file, in bytes."""
    end: int
    """Where the next one begins."""
    content: bytes = field(default=b"", repr=False)
    """The record, unpacked; empty if there is trouble."""
    trouble: str = ""
    """Why it can't be read: torn, damaged, or too large."""


def pieces(path: Path, offset: int, largest: int) -> Iterator[Piece]:
    """Cut a file into its records, from an offset at which one begins, each of `largest` bytes at most.

    Raises ArchiveError for a file that is no WARC file, or packed in one piece.
    """
    try:
        with path.open("rb") as file:
            yield from cut(file, str(path), offset, largest)
    except OSError as error:
        raise trouble(error, path) from error


def cut(file: BinaryIO, name: str, offset: int, largest: int) -> Iterator[Piece]:
    """Cut an open file as `pieces` does; `name` is what people know it by."""
    file.seek(0)
    start = file.read(len(BEGINNING))
    file.seek(offset)
    if start.startswith(MAGIC[:2]):
        yield from packed(file, name, largest)
    elif start == BEGINNING:
        yield from plain(file, largest)
    elif start:
        raise ArchiveError(f"{name} is no WARC file: it begins neither with WARC/ nor packed by gzip")


def packed(file: BinaryIO, name: str, largest: int) -> Iterator[Piece]:
    """Cut a file in which each record is packed by itself."""
    source = Source(file)
    while source.more():
        offset = source.position
        try:
            content, is_whole = unpack(source, largest)
        except zlib.error as error:
            source.skip_to(MAGIC, offset + 1)
            yield Piece(offset, source.position, trouble=f"damaged: {error}")
            continue
        if not is_whole:
            yield Piece(offset, source.position, trouble="torn: the file ends in the middle of it")
        elif content is None:
            yield Piece(offset, source.position, trouble=f"larger than {largest} bytes")
        elif NEXT.search(content, end_of_record(content)):
            raise ArchiveError(
                f"{name} is packed in one piece, so no record can be found in it: "
                f"unpack it (gunzip -k), or pack it anew (warcio recompress)"
            )
        elif content.startswith(BEGINNING):
            yield Piece(offset, source.position, content)
        elif content.strip():
            yield Piece(offset, source.position, trouble="no record of a WARC file")


def end_of_record(content: bytes) -> int:
    """Return where the first record in bytes ends."""
    head = BLANK.search(content, 0, LONGEST_HEAD)
    length = LENGTH.search(content, 0, head.end()) if head else None
    return head.end() + int(length[1]) if head and length else len(content)


class Source:
    """Bytes of a file in chunks, some of which can be given back."""

    def __init__(self, file: BinaryIO) -> None:
        """Read from where the file stands."""
        self.file = file
        self.left = b""
        self.position = file.tell()
        """Of the first byte that was not used."""

    def more(self) -> bytes:
        """Return what is there, reading on if that is nothing; empty at the end."""
        self.left = self.left or self.file.read(CHUNK)
        return self.left

    def use(self, count: int) -> None:
        """Use up some bytes of what is there."""
        self.left = self.left[count:]
        self.position += count

    def skip_to(self, mark: bytes, start: int) -> None:
        """Go to the next place from `start` on at which a mark stands, or to the end."""
        self.file.seek(start)
        self.position, self.left = start, b""
        while chunk := self.file.read(CHUNK):
            self.left += chunk
            found = self.left.find(mark)
            if found >= 0:
                self.use(found)
                return
            self.use(max(len(self.left) - len(mark) + 1, 0))
        self.use(len(self.left))


def unpack(source: Source, largest: int) -> tuple[bytes | None, bool]:
    """Unpack one gzip member; return its content, None if it is too large, and whether it is whole.

    Raises zlib.error for a damaged one.
    """
    unpacker = zlib.decompressobj(GZIP)
    out = io.BytesIO()
    size = 0
    while chunk := source.more():
        data = unpacker.decompress(chunk, CHUNK)
        size += len(data)
        if size <= largest:
            out.write(data)
        rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        source.use(len(chunk) - len(rest))
        if unpacker.eof:
            return (out.getvalue() if size <= largest else None), True
    return None, False


def plain(file: BinaryIO, largest: int) -> Iterator[Piece]:
    """Cut a file that is not packed."""
    offset = file.tell()
    while head := file.read(LONGEST_HEAD):
        blank = BLANK.search(head)
        length = LENGTH.search(head, 0, blank.end()) if blank else None
        if not (head.startswith(BEGINNING) and blank and length):
            end = next_record(file, offset + 1)
            if head.strip():
                yield Piece(offset, end, trouble="damaged: no header of a record")
        else:
            size = blank.end() + int(length[1])
            found = piece_of(file, offset, size, largest)
            end = found.end  # what a record says of its length may lie beyond what a file can have
            yield found
        file.seek(end)
        offset = end


def piece_of(file: BinaryIO, offset: int, size: int, largest: int) -> Piece:
    """Return a record by its place in a file that is not packed."""
    end = offset + size + len(b"\r\n\r\n")
    file.seek(0, io.SEEK_END)
    if offset + size > file.tell():
        return Piece(offset, file.tell(), trouble="torn: the file ends in the middle of it")
    if size > largest:
        return Piece(offset, end, trouble=f"larger than {largest} bytes")
    file.seek(offset)
    return Piece(offset, end, file.read(size) + b"\r\n\r\n")


def next_record(file: BinaryIO, start: int) -> int:
    """Return where the next record begins, or the file ends."""
    file.seek(start)
    before, position = b"", start
    while chunk := file.read(CHUNK):
        found = NEXT.search(before + chunk)
        if found:
            return position - len(before) + found.start()
        position += len(chunk)
        before = (before + chunk)[-len(b"\nWARC/1.") :]
    return position
