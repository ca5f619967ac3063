"""The end of a crawl in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from .text import duration, megabytes

if TYPE_CHECKING:
    from pathlib import Path

    from ..bot import Crawled, Tally


def summary(crawled: Crawled) -> dict[str, Any]:
    """Return how a run ended, for --json."""
    tally = crawled.tally
    return {
        "run": crawled.run,
        "stop_reason": str(crawled.stop),
        "pages": tally.pages,
        "queries": tally.queries,
        "articles": tally.articles,
        "seconds": round(tally.seconds, 1),
        "pages_per_second": round(tally.rate, 2),
        "bytes": tally.bytes,
        "refused": {str(reason): count for reason, count in tally.refused.most_common()},
    }


def print_summary(console: Console, crawled: Crawled, path: Path) -> None:
    """Print how a run ended, and what to do next."""
    tally = crawled.tally
    console.print(
        Text.assemble(
            "Run ", str(crawled.run), ": ", (f"{tally.articles} articles", "bold green"),
            f" from {tally.pages} pages{queries(tally)} in {duration(tally.seconds)}",
            f" ({tally.rate:.1f}/s, {megabytes(tally.bytes)}).",
        )
    )  # fmt: skip
    if tally.refused:
        parts = ", ".join(f"{count} {reason}" for reason, count in tally.refused.most_common())
        console.print(Text(f"Refused: {parts}."))
    console.print(Text(f"Stopped: {crawled.stop.meaning}."))
    console.print(Text(f"Browse it: corpuscle serve{place(path)}    Numbers: corpuscle status{place(path)}"))


def place(path: Path) -> str:
    """Return the option that names a corpus, where one is needed."""
    return "" if path.name == "corpus.db" and not path.is_absolute() else f" --db {path}"


def queries(tally: Tally) -> str:
    """Say how many queries had an answer, if any was asked."""
    return f" and {tally.queries} queries" if tally.queries else ""
