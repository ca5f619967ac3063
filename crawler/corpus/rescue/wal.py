"""The write-ahead log of an SQLite file: what was committed last, and is not in the file yet.

https://www.sqlite.org/fileformat2.html#walformat. SQLite folds it in by itself, but only into a file
whose first page it can read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from mmap import mmap

HEADER, FRAME = 32, 24  # bytes before the first frame, and before the page of each
MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
"""What a log begins with → order of the bytes in checksums."""


def committed(log: bytes) -> dict[int, bytes]:
    """Return the pages of the log as of its last whole commit, by number."""
    pages: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    for number, size, page in frames(log):
        waiting[number] = page
        if size:  # only the last frame of a commit says how many pages the file has then
            pages |= waiting
            waiting.clear()
    return pages


def frames(log: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Walk through the frames up to the first that is torn or from an earlier round."""
    if len(log) < HEADER or int.from_bytes(log[:4], "big") not in MAGIC:
        return
    magic, _, size, _, salt, *sums = struct.unpack(">4I8s2I", log[:HEADER])
    order = MAGIC[magic]
    seen = checksum(log[: HEADER - 8], order, (0, 0))
    if seen != tuple(sums):
        return
    for at in range(HEADER, len(log) - FRAME - size + 1, FRAME + size):
        number, pages, frame_salt, *sums = struct.unpack(">2I8s2I", log[at : at + FRAME])
        page = log[at + FRAME : at + FRAME + size]
        seen = checksum(log[at : at + 8] + page, order, seen)
        if frame_salt != salt or seen != tuple(sums):
            return
        yield number, pages, page


def checksum(data: bytes, order: str, seen: tuple[int, int]) -> tuple[int, int]:
    """Go on with SQLite's checksum."""
    one, two = seen
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two


def fold(file: mmap, pages: dict[int, bytes]) -> None:
    """Put pages into a file, which grows as needed."""
    if not pages:
        return
    size = len(next(iter(pages.values())))
    if max(pages) * size > len(file):
        file.resize(max(pages) * size)
    for number, page in pages.items():
        file[(number - 1) * size : number * size] = page
