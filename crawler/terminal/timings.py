"""What each stage of the work took, as a table and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..timing import WAITS, Costs, Stage

PARTS = {
    "reading": Stage.DECODE,
    "the corpus": Stage.CLAIM,
    "the main process": Stage.START,
    "waits": Stage.FETCH_WAIT,
}
"""Headings, and the first stage below each."""
WIDEST = 2 + max(map(len, Stage))


def as_json(costs: Costs, pages: int) -> list[dict[str, Any]]:
    """Return one object per stage: calls, CPU and clock in milliseconds a page, share of all CPU."""
    whole = sum(cost.cpu for cost in costs.values())
    return [
        {
            "stage": str(stage),
            "calls": costs[stage].calls,
            "cpu": round(1000 * costs[stage].cpu / max(pages, 1), 3),
            "clock": None if stage is Stage.THREADS else round(1000 * costs[stage].clock / max(pages, 1), 3),
            "share": round(costs[stage].cpu / whole, 4) if whole and stage not in WAITS else None,
        }
        for stage in Stage
        if stage in costs
    ]


def print_timings(console: Console, costs: Costs, pages: int) -> None:
    """Print a line per stage; milliseconds are means of a page."""
    table = Table(box=None, padding=(0, 2, 0, 0), title_justify="left")
    table.add_column("", no_wrap=True, min_width=WIDEST)
    for name in ("CPU ms", "share", "clock ms"):
        table.add_column(name, justify="right", no_wrap=True, min_width=len("clock ms"))
    table.add_column("", style="dim", overflow="ellipsis", no_wrap=True)
    for row in rows(costs, pages):
        table.add_row(*row)
    cpu = sum(cost.cpu for cost in costs.values())
    each = f", {1000 * cpu / pages:.1f} ms a page" if pages else ""
    console.print()
    console.print(Text(f"Time of {pages} pages: {cpu:.1f} s of CPU{each}", style="bold"))
    console.print(table)


def rows(costs: Costs, pages: int) -> Iterator[tuple[Text, ...]]:
    """Yield headings and stages."""
    headings = {first: name for name, first in PARTS.items()}
    found = {one["stage"]: one for one in as_json(costs, pages)}
    heading = ""
    for stage in Stage:
        heading = headings.get(stage, heading)
        if one := found.get(stage):
            if heading:
                yield (Text(heading, style="bold"),)
                heading = ""
            share = "" if one["share"] is None else f"{one['share']:.1%}"
            cpu = "" if stage in WAITS else f"{one['cpu']:.2f}"
            clock = "" if one["clock"] is None else f"{one['clock']:.2f}"
            yield (Text(f"  {stage}"), *map(Text, (cpu, share, clock, stage.meaning)))
