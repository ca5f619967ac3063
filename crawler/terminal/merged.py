"""What a merge brought, for people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from .text import safe

if TYPE_CHECKING:
    from ..corpus.merging.merge import Merged


def print_merged(console: Console, target: Path, done: list[Merged]) -> None:
    """Print what each corpus brought, and what is left to do."""
    for merged in done:
        if not merged.is_news:
            continue
        console.print(
            Text.assemble(
                f"{safe(str(merged.source))}: ",
                (f"{merged.articles} articles", "bold green"),
                f", {merged.addresses} addresses, {merged.versions} versions, {merged.captures} answers "
                f"in {merged.files} files of the archive, {merged.runs} runs, {merged.seeds} seeds.",
            )
        )
        if merged.erased:
            console.print(f"Erased, as they are on a list of take-downs: {merged.erased} articles.")
    if any(merged.seeds for merged in done) and len(done) > 1:
        console.print(
            Text(f"By the seeds of all, everything is judged by: corpuscle judge --db {safe(str(target))}")
        )
