"""What a take-down did, for people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .text import safe

if TYPE_CHECKING:
    from ..corpus.forbidden.takedowns import Removal


def print_removal(added: int, removal: Removal, path: Path) -> None:
    """Print what was erased, then on stderr what is left for a person to decide."""
    click.echo(
        f"Put on the list {path}: {added}. Addresses that are never fetched again: {removal.refused}. "
        f"Articles erased: {len(removal.erased)}."
    )
    for url in removal.erased:
        click.echo(f"  {safe(url)}{'  (a copy)' if url in removal.copies else ''}")
    for seed in removal.seeds:
        warn(f"the seed {safe(seed)} names it; its own text stays in the corpus until you remove that")
    for url in removal.similar:
        warn(f"{safe(url)} has text in common with it, and stays")
    if not removal.is_clean:
        warn(
            "another program reads the corpus, so the write-ahead log beside it still has the text; "
            "stop that program, such as `corpuscle serve`, then run `corpuscle status`"
        )


def warn(message: str) -> None:
    """Print a line on stderr."""
    click.echo(f"Note: {message}.", err=True)
