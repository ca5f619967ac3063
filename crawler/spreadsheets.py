"""No cell of crawled text is taken for a formula by a spreadsheet that opens our CSV."""

from __future__ import annotations

import re

FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def harmless_cell(cell: str) -> str:
    """Return a cell with an apostrophe before what a spreadsheet would run; numbers stay numbers."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell
