"""Tables that no terminal is too narrow for: it breaks their lines, and nothing is left out."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

WIDEST = 300  # characters of a line


def print_whole(console: Console, table: Table) -> None:
    """Print a table as wide as it has to be."""
    width = console.width
    needed = console.measure(table, options=console.options.update(max_width=WIDEST)).maximum
    console.width = max(width, needed)
    console.print(table)
    console.width = width
