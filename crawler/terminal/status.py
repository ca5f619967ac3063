"""The state of a corpus, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .crew import crew
from .text import megabytes, safe

if TYPE_CHECKING:
    from ..corpus.status import Status


def print_status(console: Console, status: Status) -> None:
    """Print counts, reasons, yield by kind of link, waiting hosts and the last runs."""
    counts = status.counts
    console.print(
        Text.assemble(
            (f"{counts['articles']} articles", "bold green"),
            f" kept of {counts['read']} read on {counts['pages']} pages of {counts['hosts']} hosts;"
            f" {counts['seeds']} seeds, {counts['duplicates']} copies.",
        )
    )
    if counts["pages"]:
        console.print(Text(harvest(status)))
    states = ", ".join(f"{number} {state}" for state, number in status.states.items())
    console.print(Text(f"Addresses: {states or 'none'}."))
    if status.due["scheduled"]:
        console.print(Text(due(status)))
    table(console, "Refused", status.refused, ("reason", "urls", "meaning"))
    table(console, "To be tried again", status.retrying, ("reason", "urls"))
    table(
        console,
        "Yield by kind of link",
        [with_share(row) for row in status.kinds],
        ("kind", "read", "kept", "share"),
    )
    table(
        console,
        "Yield by host",
        [row | {"share": f"{row['articles'] / row['fetched']:.0%}"} for row in status.asked],
        ("host", "fetched", "articles", "share"),
    )
    table(console, "Waiting hosts", status.waiting, ("host", "next_at", "queued", "failures"))
    runs = [row | {"bytes": megabytes(row["bytes"]), "stop": row["stop_reason"] or ""} for row in status.runs]
    crew(console, status.crawlers, status.desk)
    table(
        console,
        "Last runs",
        runs,
        (
            "id",
            "started_at",
            "status",
            "stop",
            "pages",
            "articles",
            "refused",
            "changed",
            "same",
            "gone",
            "bytes",
        ),
    )


def due(status: Status) -> str:
    """Return how many known pages are due to be fetched again, or when the first is."""
    counts = status.due
    if counts["due"]:
        return f"Due to be fetched again: {counts['due']} of {counts['scheduled']} pages (corpuscle recrawl)."
    return f"Nothing is due to be fetched again before {counts['next_at']}."


def harvest(status: Status) -> str:
    """Return which share of the pages brought an article, in all and lately."""
    counts, latest = status.counts, status.latest
    return (
        f"Harvest: {counts['articles'] / counts['pages']:.0%} of {counts['pages']} pages brought an article; "
        f"{latest['articles'] / latest['pages']:.0%} of the last {latest['pages']}."
    )


def with_share(row: dict[str, Any]) -> dict[str, Any]:
    """Add which share of a kind's articles was kept."""
    return row | {"share": f"{row['kept'] / row['read']:.0%}"}


def table(console: Console, title: str, rows: Any, columns: tuple[str, ...]) -> None:
    """Print rows under a title; nothing if there are none."""
    if not rows:
        return
    grid = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    for column in columns:
        numeric = isinstance(rows[0][column], int | float)
        grid.add_column(
            column, style="dim" if column == "meaning" else "", justify="right" if numeric else "left"
        )
    for row in rows:
        grid.add_row(*(Text(safe(row[column])) for column in columns))
    console.print()
    console.print(grid)
