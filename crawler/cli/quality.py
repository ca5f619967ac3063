"""`corpuscle quality`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from .options import db_option, echo_json, fail, json_option, nothing, opened


@click.command()
@click.argument("article", required=False)
@db_option
@json_option
def quality(article: str | None, db: Path, *, as_json: bool) -> None:
    """Show what the quality judge found: damage, repetition, lists, cut-off and machine-made text.

    Without ARTICLE: how many articles each flag was raised for, and the mean quality by site, worst
    first. With ARTICLE, its number or address: its score flag by flag, with the passages it rests on.

    A text starts with 1, and each flag takes something off. Nothing is left out of the corpus for it
    unless the settings `min_quality` or `refused_flags` say so.
    """
    from rich.console import Console  # noqa: PLC0415

    from ..corpus.judged.marks import UnknownArticleError  # noqa: PLC0415
    from ..corpus.judged.quality import explain, overview  # noqa: PLC0415
    from ..terminal.quality import print_explained, print_overview  # noqa: PLC0415

    console = Console(highlight=False)
    with opened(db) as corpus:
        if article is None:
            state = overview(corpus.connection)
            if not state.articles:
                nothing("No article was judged for quality yet: `corpuscle judge` does it")
            if as_json:
                echo_json(asdict(state))
            else:
                print_overview(console, state)
            return
        try:
            found = explain(corpus.connection, corpus.marks.find(article))
        except UnknownArticleError:
            fail(f"no article {article}: give the number or address of one")
    if as_json:
        echo_json(asdict(found))
    else:
        print_explained(console, found)
