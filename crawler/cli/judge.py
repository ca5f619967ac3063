"""`corpuscle judge`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from .options import db_option, echo_json, json_option, load_settings, nothing, owned


@click.command()
@db_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="No progress, no table.")
def judge(db: Path, *, as_json: bool, quiet: bool) -> None:
    """Judge everything stored anew: relevance, duplicates and the rest. Nothing is fetched.

    The relevance judge first learns from your marks (`corpuscle mark`) and from what the crawl
    has found; articles come and go accordingly, and what is still queued is weighed anew. Prints
    a table of before and after.
    """
    from rich.console import Console  # noqa: PLC0415

    from ..corpus.judged.learning import judge_anew  # noqa: PLC0415
    from ..terminal.judged import Counting, print_judged  # noqa: PLC0415

    settings = load_settings(db)
    with owned(db) as corpus, Counting(quiet=quiet or as_json) as counting:
        judged = judge_anew(corpus.connection, settings, counting.show)
    if as_json:
        echo_json(asdict(judged))
    elif not quiet:
        print_judged(Console(highlight=False), judged)
    if not judged.articles:
        nothing("Nothing to judge: the corpus has no article yet.")
