"""Live progress of a crawl: a panel on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from .summary import queries
from .text import duration, megabytes, safe, shorten

if TYPE_CHECKING:
    from ..bot.tally import Tally

SECONDS_BETWEEN_LINES = 10.0
REASONS_SHOWN = 4
AGAIN = ("same", "changed", "gone", "back", "lost")
OFFLINE = "waiting for the network: nothing can be reached any more"


class Progress:
    """Shows a tally on stderr as often as it is told to."""

    def __init__(self, console: Console | None = None, *, quiet: bool = False) -> None:
        """Write to a console; `quiet` shows nothing."""
        self.console = console or Console(file=sys.stderr)
        self.quiet = quiet
        self.live: Live | None = None
        self.last_line = time.monotonic()

    def __enter__(self) -> Self:
        """Begin."""
        if self.console.is_terminal and not self.quiet:
            self.live = Live(console=self.console, auto_refresh=False, transient=True)
            self.live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the panel."""
        if self.live:
            self.live.stop()

    def show(self, tally: Tally) -> None:
        """Show where the crawl stands."""
        if self.quiet:
            return
        if self.live:
            self.live.update(panel(tally), refresh=True)
        elif tally.stopping is not None or time.monotonic() - self.last_line >= SECONDS_BETWEEN_LINES:
            self.last_line = time.monotonic()
            self.console.print(line(tally), highlight=False, markup=False, soft_wrap=True)


def line(tally: Tally) -> str:
    """Return a tally as one line of a log."""
    if tally.stopping is not None:
        return stopping(tally)
    if tally.is_offline:
        return f"{duration(tally.seconds)}  {OFFLINE}"
    return (
        f"{duration(tally.seconds)}  {tally.pages} pages{queries(tally)} ({tally.rate:.1f}/s), "
        f"{tally.articles} articles, "
        f"{tally.queued} queued on {tally.hosts} hosts, refused: {refused(tally) or 'none'}"
        + (f", again: {known(tally)}" if known(tally) else "")
    )


def stopping(tally: Tally) -> str:
    """Say what is waited for."""
    return (
        f"Stopping: {tally.stopping} pages are under way. Ctrl-C again stops at once, and loses only those."
    )


def refused(tally: Tally) -> str:
    """Return the most frequent reasons."""
    return ", ".join(f"{count} {reason}" for reason, count in tally.refused.most_common(REASONS_SHOWN))


def known(tally: Tally) -> str:
    """Return what visits to known pages came to; nothing while there were none."""
    return ", ".join(f"{tally.events[event]} {event}" for event in AGAIN if tally.events.get(event))


def panel(tally: Tally) -> Table:
    """Return a tally as a small table."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", justify="right")
    table.add_column()
    numbers = Text.assemble(
        (f"{tally.pages}", "bold"),
        f" pages{queries(tally)}  {tally.rate:.1f}/s  {megabytes(tally.bytes)}  {duration(tally.seconds)}",
    )
    table.add_row("fetched", numbers)
    table.add_row("kept", Text.assemble((f"{tally.articles}", "bold green"), " articles"))
    if known(tally):
        table.add_row("again", Text(known(tally)))
    table.add_row("queued", f"{tally.queued} addresses on {tally.hosts} hosts")
    table.add_row("refused", Text(refused(tally) or "none"))
    if tally.stopping is not None:
        table.add_row("", Text(stopping(tally), style="yellow"))
    if tally.is_offline:
        table.add_row("", Text(OFFLINE, style="yellow"))
    table.add_row("latest", Text(shorten(safe(tally.latest), 90), style="italic"))
    return table
