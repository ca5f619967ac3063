"""Ingestion, for people: how far it is, and what it brought."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

if TYPE_CHECKING:
    from ..batch.ingest import Ingested


class Bar:
    """A bar on stderr while files are gone through; nothing where nobody watches."""

    def __init__(self, *, quiet: bool = False) -> None:
        """Prepare; `quiet` shows nothing."""
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        console = Console(file=sys.stderr)
        self.bar = Progress(
            *columns, console=console, transient=True, disable=quiet or not console.is_terminal
        )
        self.task = self.bar.add_task("0 articles", total=None)

    def __enter__(self) -> Self:
        """Begin."""
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the bar."""
        self.bar.stop()

    def show(self, done: Ingested) -> None:
        """Show how far it is."""
        self.bar.update(
            self.task, description=f"{done.articles} articles", completed=done.done, total=done.total
        )


def print_ingested(console: Console, done: Ingested) -> None:
    """Print what an ingestion brought."""
    console.print(
        Text.assemble(
            (f"{done.articles} articles", "bold green"),
            f" from {done.answers} pages in {done.records} records; files read to their end: {done.files}.",
        )
    )
    if done.refused:
        most_first = sorted(done.refused.items(), key=lambda item: -item[1])
        parts = ", ".join(f"{count} {reason}" for reason, count in most_first)
        console.print(Text(f"Refused: {parts}."))
    if done.skipped:
        console.print(f"Skipped: {done.skipped} pages that are held already, or of other hosts.")
    if done.damaged:
        console.print(f"Passed over: {done.damaged} places that can't be read; the table damages lists them.")
    if done.known:
        console.print(f"In the corpus already: {done.known} files.")
