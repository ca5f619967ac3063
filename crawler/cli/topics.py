"""`corpuscle topics`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from .options import db_option, echo_json, json_option, nothing, opened


@click.command()
@db_option
@json_option
def topics(db: Path, *, as_json: bool) -> None:
    """Show what the corpus is about, by seed.

    For each seed: its most telling words, those that the articles on its trails have beside them,
    and whether the latest hundred articles are still about what the first hundred were about.
    """
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.topics import print_topics  # noqa: PLC0415

    with opened(db) as corpus:
        found = corpus.topics()
    if not found:
        nothing("No seed was planted yet: `corpuscle crawl SEED` does that.")
    if as_json:
        echo_json([asdict(topic) for topic in found])
    else:
        print_topics(Console(highlight=False), found)
