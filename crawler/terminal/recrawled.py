"""The end of a recrawl in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from .summary import place, summary
from .text import duration, megabytes

if TYPE_CHECKING:
    from pathlib import Path

    from ..bot import Crawled
    from ..corpus.visits import Visits

WORDS = {
    "same": "as they were", "changed": "changed", "new": "new articles", "list": "lists read", "gone": "gone",
    "back": "back again", "lost": "without a text now", "redirect": "moved", "retry": "to be tried again",
    "refused": "turned down",
}  # fmt: skip


def recrawled(crawled: Crawled, visits: Visits) -> dict[str, Any]:
    """Return how a recrawl ended, for --json."""
    share = round(visits.unmodified / visits.total, 3) if visits.total else None
    return summary(crawled) | {"events": visits.events, "unmodified_share": share}


def print_recrawled(console: Console, crawled: Crawled, visits: Visits, path: Path) -> None:
    """Print how a recrawl ended, and what to look at next."""
    tally = crawled.tally
    console.print(
        Text.assemble(
            "Run ", str(crawled.run), ": ", (f"{visits.total} pages", "bold green"),
            f" seen again in {duration(tally.seconds)} ({megabytes(tally.bytes)}).",
        )
    )  # fmt: skip
    if visits.total:
        parts = ", ".join(f"{number} {WORDS[event]}" for event, number in visits.events.items())
        console.print(Text(f"{parts[0].upper()}{parts[1:]}."))
        share = f"{visits.unmodified / visits.total:.0%}"
        console.print(Text(f"{share} were answered with “not modified”, which costs nobody a page."))
    console.print(Text(f"Stopped: {crawled.stop.meaning}."))
    console.print(Text(f"Browse it: corpuscle serve{place(path)}    Numbers: corpuscle status{place(path)}"))
