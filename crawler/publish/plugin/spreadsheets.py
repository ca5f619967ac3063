"""CSV that a spreadsheet may open: no cell of crawled text is taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def harmless_cell(cell: str) -> str:
    """Return a cell with an apostrophe before what a spreadsheet would run; numbers stay numbers."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


class Cleaner:
    """Takes CSV in pieces of any size, and gives back whole rows."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.rest = b""

    def take(self, piece: bytes, *, is_last: bool) -> bytes:
        """Return the rows that are complete by now."""
        self.rest += piece
        end = len(self.rest) if is_last else self.complete()
        rows, self.rest = self.rest[:end], self.rest[end:]
        return b"".join(rewritten(rows)) if rows else b""

    def complete(self) -> int:
        """Return where the last complete row ends: at a line end outside of quotes."""
        end = self.rest.rfind(b"\n") + 1
        while end and self.rest.count(b'"', 0, end) % 2:
            end = self.rest.rfind(b"\n", 0, end - 1) + 1
        return end


def rewritten(rows: bytes) -> Iterator[bytes]:
    """Yield rows with harmless cells."""
    written = io.StringIO()
    writer = csv.writer(written)
    # a cell may be as long as the longest text
    csv.field_size_limit(2**31 - 1)
    for row in csv.reader(io.StringIO(rows.decode("utf-8", "replace"), newline="")):
        writer.writerow([harmless_cell(cell) for cell in row])
    yield written.getvalue().encode()
