"""`corpuscle reread`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from .options import (
    db_option,
    echo_json,
    json_option,
    load_settings,
    nothing,
    owned,
    print_timings,
    timings,
    timings_option,
)
from .scaled import ray_option, readers


@click.command()
@click.option("--where", metavar="SQL", help="Only pages of which this is true.")
@click.option("--all", "every", is_flag=True, help="All pages, also those that today's reader has read.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Show what would change, and change nothing.")
@timings_option
@ray_option
@db_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="No progress, no table.")
def reread(  # noqa: PLR0913  (one argument per option, which is click's way)
    db: Path,
    *,
    where: str | None,
    every: bool,
    is_dry: bool,
    ray: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Read the pages in the archive anew, and judge them: with a better reader, or other settings.

    By default those that another reader read, or another version of it. Texts are replaced, and what
    they were stands in the table versions; links are replaced, and new ones queued. A page on which
    no article is found any more leaves the corpus, its text stays stored. Interrupted or killed, it
    goes on when it is called again. Prints a table of before and after.

    --where takes SQL over url, host, kind, status, reason, content_type, fetched_at, extractor, and
    what is known of the article: title, site, author, published, language, words, quality, relevance:

    \b
      corpuscle reread --dry-run --where "language = 'de' and published is null"
    """  # noqa: D301  (\\b is click's)
    from rich.console import Console  # noqa: PLC0415

    from ..batch.reread import Wish  # noqa: PLC0415
    from ..batch.reread import reread as run  # noqa: PLC0415
    from ..terminal.judged import Counting  # noqa: PLC0415
    from ..terminal.reread import print_changes  # noqa: PLC0415

    if where and every:
        msg = "--all and --where exclude each other"
        raise click.UsageError(msg)
    settings = load_settings(db)
    wish = Wish(where, every, is_dry)
    with owned(db) as corpus, readers(ray) as make, Counting(quiet=quiet or as_json) as counting:
        changes = run(corpus, settings, wish, lambda done, total: counting.show("reading", done, total), make)
    if as_json:
        echo_json(asdict(changes) | timings(changes.pages))
    elif changes.pages and not quiet:
        print_changes(Console(highlight=False), changes, is_dry=is_dry)
    if not as_json:
        print_timings(changes.pages)
    if not changes.pages:
        why = "today's reader has read all that is in the archive; --all reads it again"
        if where or every:
            why = "no page in the archive is of that kind" if where else "the archive is empty"
        nothing(f"Nothing to read anew: {why}.")
