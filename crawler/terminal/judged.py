"""Judging anew, for people: how far it is, and what it changed."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from ..corpus.judged.judging import Judged


class Counting:
    """A bar on stderr while articles are gone through; nothing where nobody watches."""

    def __init__(self, *, quiet: bool = False) -> None:
        """Prepare; `quiet` shows nothing."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        console = Console(file=sys.stderr)
        self.bar = Progress(
            *columns, console=console, transient=True, disable=quiet or not console.is_terminal
        )
        self.tasks: dict[str, int] = {}

    def __enter__(self) -> Self:
        """Begin."""
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the bar."""
        self.bar.stop()

    def show(self, what: str, done: int, total: int) -> None:
        """Show how much of something is done."""
        if what not in self.tasks:
            self.tasks[what] = self.bar.add_task(what, total=total)
        self.bar.update(self.bar.task_ids[self.tasks[what]], completed=done, total=total)


def print_judged(console: Console, judged: Judged) -> None:
    """Print how many articles each reason had before, and has now."""
    console.print(
        Text.assemble(
            (f"{judged.articles} articles judged: ", "bold"),
            f"{judged.came} came into the corpus, {judged.went} left it.",
        )
    )
    grid = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("", "before", "after", "change"):
        grid.add_column(name, justify="left" if not name else "right")
    for reason in sorted(judged.before | judged.after, key=lambda name: (name != "kept", name)):
        before, after = judged.before.get(reason, 0), judged.after.get(reason, 0)
        grid.add_row(reason, str(before), str(after), f"{after - before:+}" if after != before else "")
    console.print(grid)
