"""The state of a corpus, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .crew import crew
from .grid import print_whole
from .hosts import when
from .text import megabytes, minute, safe

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
    waiting = [row | {"next_at": when(row["next_at"])} for row in status.waiting]
    table(console, "Waiting hosts", waiting, ("host", "next_at", "queued", "failures"))
    crew(console, status.crawlers, status.desk)
    table(
        console,
        "Last runs",
        list(map(shown_run, status.runs)),
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


def shown_run(row: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown of a run."""
    stop, started_at = row["stop_reason"] or "", minute(row["started_at"])
    return row | {"bytes": megabytes(row["bytes"]), "stop": stop, "started_at": started_at}


def due(status: Status) -> str:
    """Return how many known pages are due to be fetched again, or when the first is."""
    counts = status.due
    if counts["due"]:
        return f"Due to be fetched again: {counts['due']} of {counts['scheduled']} pages (corpuscle recrawl)."
    return f"Nothing is due to be fetched again before {minute(counts['next_at'])}."


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
        is_prose = column == "meaning"
        grid.add_column(
            column,
            style="dim" if is_prose else "",
            justify="right" if numeric else "left",
            no_wrap=not is_prose,
        )
    for row in rows:
        grid.add_row(*(Text(safe(row[column])) for column in columns))
    console.print()
    if "meaning" in columns:
        console.print(grid)
    else:
        print_whole(console, grid)
