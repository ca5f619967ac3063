"""The crawlers of a run on a cluster, for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..corpus.crawlers import desk_sentence
from .text import megabytes, safe

HEADS = ("crawler", "machine", "pages", "per second", "articles", "under way", "restarts", "heard")


def crew(console: Console, crawlers: Sequence[dict[str, Any]], desk: dict[str, Any] | None) -> None:
    """Print what each crawler did, and how far the desk was behind; nothing for a run on one machine."""
    if desk is None:
        return
    table = Table(title="Crawlers", title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    for head in HEADS:
        table.add_column(head, justify="left" if head in ("machine", "heard") else "right")
    for row in crawlers:
        table.add_row(
            str(row["number"]),
            Text(safe(row["node"])),
            f"{row['pages']} ({megabytes(row['bytes'])})",
            f"{row['rate']:.1f}",
            str(row["articles"]),
            str(row["leases"]),
            str(row["restarts"]),
            row["seen_at"][11:19],
        )
    console.print(table)
    link = f" Ray's dashboard: {desk['dashboard']}" if desk["dashboard"] else ""
    console.print(Text(safe(desk_sentence(desk) + link)), soft_wrap=True)
