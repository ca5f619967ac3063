"""Texts as a table of CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from ..spreadsheets import harmless_cell
from .fields import NAMES

if TYPE_CHECKING:
    from .texts import Text


class Table:
    """Writes a line per text, after one with the names of the columns."""

    def __init__(self, file: TextIO, names: Iterable[str] = NAMES) -> None:
        """Begin; `names` are the fields that become columns."""
        self.names = tuple(names)
        self.writer = csv.writer(file, lineterminator="\n")
        self.writer.writerow(self.names)

    def add(self, text: Text) -> None:
        """Write a line."""
        self.writer.writerow([cell(text[name]) for name in self.names])


def cell(value: Any) -> str:
    """Return a value as a cell that no spreadsheet runs; the members of a list behind each other."""
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless_cell(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless_cell("; ".join(value)) if isinstance(value, list) else str(value)
