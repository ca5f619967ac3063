"""The report of a run, for people at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..corpus.event import Event
from ..corpus.reports.reckon import UNASKED
from ..corpus.runs import Stop
from .crew import crew
from .text import duration, megabytes, shorten

if TYPE_CHECKING:
    from ..corpus.reports.report import Report

MEANT = {
    "new": "New", "changed": "Changed", "gone": "Gone", "lost": "Without a text now: the article stays",
}  # fmt: skip
COLOURS = {Event.NEW: "bold green", Event.CHANGED: "bold cyan", Event.GONE: "yellow", Event.LOST: "yellow"}


def print_report(console: Console, report: Report) -> None:
    """Print what changed, the figures, what went wrong, and the articles that matter most."""
    counts = report.counts
    console.print(Text.assemble(("Run ", "bold"), (str(report.run["id"]), "bold"), f": {when(report.run)}"))
    events = [
        event for event in Event if counts.get(event) or event in (Event.NEW, Event.CHANGED, Event.GONE)
    ]
    parts = [Text(f"{counts.get(event, 0)} {event}", COLOURS.get(event, "")) for event in events]
    console.print(Text(", ").join(parts), Text(f"of {report.visits} pages ({megabytes(report.bytes)})."))
    console.print(Text(shares(report)))
    for alarm in report.alarms:
        console.print(Text.assemble(("Alarm  ", "bold red"), shorten(alarm["sentence"], 400)))
    if report.hosts:
        rows = [
            (row["host"], f"{row['failed']} of {row['visits']}", row["trouble"], row["meaning"])
            for row in report.hosts
        ]
        grid(console, "Hosts that went wrong", ("host", "failed", "mostly", ""), rows)
    crew(console, report.crew.crawlers, report.crew.desk)
    if report.refused:
        refused = [(row["reason"], str(row["visits"]), row["meaning"]) for row in report.refused]
        grid(console, "Refused", ("reason", "addresses", ""), refused)
    for name, heading in MEANT.items():
        articles(console, heading, report.articles.get(name, ()), counts.get(name, 0))
    console.print(Text(f"Ended: {ending(report.run)}."))


def when(run: dict[str, Any]) -> str:
    """Say when a run was, and how long it took."""
    from datetime import datetime  # noqa: PLC0415

    began = datetime.fromisoformat(run["started_at"])
    if not run["finished_at"]:
        return f"{began:%Y-%m-%d %H:%M} UTC, {run['status']}"
    took = datetime.fromisoformat(run["finished_at"]) - began
    return f"{began:%Y-%m-%d %H:%M} UTC, {duration(max(took.total_seconds(), 0.0))}"


def shares(report: Report) -> str:
    """Say how much was worth asking for."""
    parts = []
    if report.harvest is not None:
        parts.append(f"Harvest {report.harvest:.0%} of the pages not known before")
    if report.share_unchanged is not None:
        parts.append(f"{report.share_unchanged:.0%} unchanged (304)")
    if report.counts.get(UNASKED):
        parts.append(f"{report.counts[UNASKED]} addresses turned down unasked")
    return f"{'; '.join(parts) or 'Nothing was asked for'}."


def ending(run: dict[str, Any]) -> str:
    """Say how a run ended."""
    return Stop.of(run["stop_reason"]).meaning if run["stop_reason"] else str(run["status"])


def grid(console: Console, title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print a table under a title."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head, justify="right" if head in ("failed", "addresses") else "left")
    for row in rows:
        table.add_row(*(Text(shorten(cell, 200)) for cell in row))
    console.print(table)


def articles(console: Console, heading: str, rows: tuple[dict[str, Any], ...], count: int) -> None:
    """Print the first of some articles."""
    if not rows:
        return
    console.print(Text(heading, "bold"))
    for row in rows:
        title = shorten(row["title"] or row["url"], 90)
        console.print(Text.assemble(f"  {title}", (f"  {shorten(row['url'], 120)}", "dim")), soft_wrap=True)
    if count > len(rows):
        console.print(Text(f"  and {count - len(rows)} more", "dim"))
