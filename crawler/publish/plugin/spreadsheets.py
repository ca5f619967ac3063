"""CSV that a spreadsheet may open: no cell of crawled text is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ...spreadsheets import harmless_cell


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
