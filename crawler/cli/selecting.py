"""Options that say which texts, and the progress of what is done with them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from ..export.selection import USES
from .options import F


def selection_options(function: F) -> F:
    """Add the options that choose texts, named as the fields of a Selection."""
    options = (
        click.option("--where", metavar="SQL", help="Only texts for which this condition holds."),
        click.option(
            "--seed", metavar="N|PATH", help="Only what this seed led to: its number, path or file name."
        ),
        click.option("--since", metavar="DATE", help="Only what was first read or changed since then (UTC)."),
        click.option("--site", "sites", multiple=True, metavar="HOST|NAME", help="Only texts of this site."),
        click.option("--language", "languages", multiple=True, metavar="CODE", help="Only this language."),
        click.option(
            "--allowed-for",
            type=click.Choice(list(USES)),
            help="tdm: leave out what sites reserve against mining or training. sharing: only what stands "
            "under a Creative Commons licence or a public domain mark.",
        ),
        click.option("--all", "everything", is_flag=True, help="What was read, but not kept, too."),
        click.option("--excerpts", is_flag=True, help="Only the beginning of each text, for sharing."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@contextmanager
def showing(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Give what shows on a terminal how far something is; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True) as bar:

        def show(done: int, all_: int) -> None:
            bar.length = all_
            bar.update(done - bar.pos)

        yield show
