"""What reading anew changed, for people."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..corpus.changes import SHARES, Changes
from .text import safe


def print_changes(console: Console, changes: Changes, *, is_dry: bool) -> None:
    """Print how many texts changed, by how much, what is known of them, and the largest changes."""
    verb = "would change" if is_dry else "changed"
    console.print(
        Text.assemble(
            (f"{changes.pages} pages read: {changes.changed} texts {verb}, ", "bold"),
            f"{changes.same} are the same; {changes.came} articles came, {changes.went} went.",
        )
    )
    if changes.failed:
        console.print(f"{changes.failed} pages could not be read, and stay as they were.")
    console.print(table(changes))
    if changes.changed:
        names = [f"up to {share:.0%}" for share in SHARES] + ["more"]
        parts = ", ".join(f"{name}: {count}" for name, count in zip(names, changes.shares, strict=True))
        console.print(f"Words of a text that {verb}: {parts}")
    for example in changes.examples:
        console.print(
            Text(f"\n{safe(example['url'])}  {example['before']} → {example['after']} words", style="bold")
        )
        for line in example["lines"]:
            console.print(Text(f"  {safe(line)}", style="green" if line.startswith("+") else "red"))


def table(changes: Changes) -> Table:
    """Return the table of before and after."""
    grid = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("", "before", "after", "change"):
        grid.add_column(name, justify="left" if not name else "right")
    rows = {"articles": list(changes.articles), "kept": changes.kept, "words": changes.words}
    for name, (before, after) in (
        rows | {f"with {name}": pair for name, pair in changes.have.items()}
    ).items():
        grid.add_row(name, str(before), str(after), f"{after - before:+}" if after != before else "")
    return grid
