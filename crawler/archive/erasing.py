"""Erasing records in place: the file keeps its length, and every other record its offset."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

from .record import VERSION
from .store import trouble
from .warc import WARCWriter

COMMENTED = b"\x1f\x8b\x08\x10\0\0\0\0\0\xff"  # head of a gzip member that has a comment
ERASED = b"The answer that stood here was erased, because somebody asked for its removal.\r\n"


def erase(path: Path, offset: int, length: int) -> None:
    """Put a record that says so in the place of one, filled up to its length by a comment for gzip.

    Raises ArchiveError for a file that can't be written.
    """
    try:
        with path.open("r+b") as file:
            file.seek(offset)
            file.write(filler(length))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise trouble(error, path) from error


def filler(length: int) -> bytes:
    """Return a gzip member of exactly so many bytes; where none fits, zeros, which readers pass over."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version=VERSION)
    record = writer.create_warc_record(
        "urn:corpuscle:erased",
        "metadata",
        payload=io.BytesIO(ERASED),
        length=len(ERASED),
        warc_content_type="text/plain",
    )
    writer.write_record(record)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(out.getvalue()) + packer.flush()
    end = struct.pack("<II", zlib.crc32(out.getvalue()), len(out.getvalue()))
    room = length - len(COMMENTED) - 1 - len(packed) - len(end)
    if room < 0:
        return bytes(length)
    return COMMENTED + b" " * room + b"\0" + packed + end
