"""The pages of an SQLite file, read one by one: what SQLite gives up on as a whole still has whole parts.

https://www.sqlite.org/fileformat2.html. Nothing here trusts a byte: what makes no sense is DamagedError.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE = 2, 5, 10, 13
INTERIOR = (INTERIOR_INDEX, INTERIOR_TABLE)
INDEX = (INTERIOR_INDEX, LEAF_INDEX)
MAGIC = b"SQLite format 3\0"
HEADER = 100  # bytes of the file's header, before the first page's own
SIZES = frozenset(2**power for power in range(9, 17))
DEFAULT_SIZE = 2048  # of the files that we make
MOST = 100_000_000  # bytes of a record; ours are smaller by far, and SQLite's own limit is ten times that
INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
FLOAT, ZERO, ONE, BYTES, TEXT = 7, 8, 9, 12, 13

Value = None | int | float | str | bytes


class DamagedError(ValueError):
    """Bytes that can't be what they should be."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record as it is stored; `rowid` is None in an index, and in a table that has none."""

    rowid: int | None
    values: tuple[Value, ...]


class Pages:
    """The pages of a file, numbered from 1."""

    def __init__(self, data: bytes | mmap) -> None:
        """Read the page size from the header; one that is damaged had the default, as ours have."""
        self.data = data
        self.size = page_size(data) if has_header(data) else DEFAULT_SIZE
        self.usable = self.size  # ours reserve nothing at the end of a page
        self.count = len(data) // self.size

    def page(self, number: int) -> bytes:
        """Return a page."""
        if not 1 <= number <= self.count:
            raise DamagedError(number)
        return self.data[(number - 1) * self.size : number * self.size]

    def free(self) -> set[int]:
        """Return the pages that are out of use: what stands on them was deleted."""
        found: set[int] = set()
        trunk = int.from_bytes(self.data[32:36], "big")
        while 1 < trunk <= self.count and trunk not in found:
            page = self.page(trunk)
            found.add(trunk)
            leaves = min(int.from_bytes(page[4:8], "big"), self.usable // 4 - 2)
            found |= set(struct.unpack_from(f">{leaves}I", page, 8))
            trunk = int.from_bytes(page[:4], "big")
        return found

    def kind(self, number: int) -> int:
        """Return what kind of b-tree page it says it is."""
        return self.page(number)[start(number)]

    def tree(self, root: int) -> Iterator[int]:
        """Walk through the pages of a tree as far as they can be reached."""
        seen: set[int] = set()
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in seen or not 1 <= number <= self.count:
                continue
            seen.add(number)
            yield number
            waiting += reversed(self.children(number))

    def children(self, number: int) -> list[int]:
        """Return the pages below a page, in order."""
        page, at = self.page(number), start(number)
        if page[at] not in INTERIOR:
            return []
        found = [int.from_bytes(page[cell : cell + 4], "big") for cell in self.cells(number)]
        return [*found, int.from_bytes(page[at + 8 : at + 12], "big")]

    def cells(self, number: int) -> list[int]:
        """Return where on a page its cells begin; those that lie outside are left out."""
        page, at = self.page(number), start(number)
        first = at + (12 if page[at] in INTERIOR else 8)
        many = int.from_bytes(page[at + 3 : at + 5], "big")
        many = min(many, (self.usable - first) // 2)
        cells = struct.unpack_from(f">{many}H", page, first)
        return [cell for cell in cells if first + 2 * many <= cell < self.usable]

    def rows(self, number: int) -> Iterator[Row | None]:
        """Walk through the rows on a page; None for one that can't be read."""
        kind = self.kind(number)
        if kind == INTERIOR_TABLE or kind not in (*INDEX, LEAF_TABLE):
            return
        for cell in self.cells(number):
            try:
                yield self.row(number, cell, kind)
            except (DamagedError, IndexError, struct.error):
                yield None

    def row(self, number: int, cell: int, kind: int) -> Row:
        """Read the row in a cell."""
        page = self.page(number)
        length, at = varint(page, cell + (4 if kind == INTERIOR_INDEX else 0))
        rowid = None
        if kind == LEAF_TABLE:
            rowid, at = varint(page, at)
        if not 0 < length <= MOST:
            raise DamagedError(length)
        return Row(signed(rowid), record(self.payload(page, at, length, kind)))

    def payload(self, page: bytes, at: int, length: int, kind: int) -> bytes:
        """Collect what belongs to a cell, from further pages where it is long."""
        usable = self.usable
        most = usable - 35 if kind == LEAF_TABLE else (usable - 12) * 64 // 255 - 23
        if length <= most:
            return whole(page[at : at + length], length)
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        local = local if local <= most else least
        parts = [page[at : at + local]]
        left, following = length - local, int.from_bytes(page[at + local : at + local + 4], "big")
        while left > 0:
            page = self.page(following)
            parts.append(page[4 : 4 + min(left, usable - 4)])
            left -= usable - 4
            following = int.from_bytes(page[:4], "big")
        return whole(b"".join(parts), length)


def has_header(data: bytes | mmap) -> bool:
    """Say whether a file begins as it should."""
    return data[:16] == MAGIC and page_size(data) in SIZES


def page_size(data: bytes | mmap) -> int:
    """Return the size of its pages that a file names."""
    size = int.from_bytes(data[16:18], "big")
    return 65536 if size == 1 else size


def start(number: int) -> int:
    """Return where on a page its b-tree begins."""
    return HEADER if number == 1 else 0


def whole(data: bytes, length: int) -> bytes:
    """Return data if it is as long as it should be."""
    if len(data) != length:
        raise DamagedError(length)
    return data


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of one to nine bytes; return it, and where the next begins."""
    value = 0
    for step in range(8):
        byte = data[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004  (the bit that says that more follows)
            return value, at + step + 1
    return value << 8 | data[at + 8], at + 9


def signed(number: int | None) -> int | None:
    """Return a 64-bit number with its sign."""
    return number if number is None or number < 1 << 63 else number - (1 << 64)


def record(payload: bytes) -> tuple[Value, ...]:
    """Read the values of a record."""
    end, at = varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = varint(payload, at)
        kinds.append(kind)
    values = []
    for kind in kinds:
        value, at = read(payload, at, kind)
        values.append(value)
    return tuple(values)


def read(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    """Read one value; return it, and where the next begins."""
    if kind == 0:
        return None, at
    if kind in (ZERO, ONE):
        return kind - ZERO, at
    if kind in (10, 11):
        raise DamagedError(kind)
    length = INTEGERS.get(kind) or (8 if kind == FLOAT else (kind - BYTES) // 2)
    data = whole(payload[at : at + length], length)
    if kind == FLOAT:
        return struct.unpack(">d", data)[0], at + length
    if kind in INTEGERS:
        return int.from_bytes(data, "big", signed=True), at + length
    return (data.decode("utf-8", "replace") if kind % 2 else data), at + length
