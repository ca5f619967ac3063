"""`corpuscle discover`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import contact as contacts
from .crawl import check_hours, crawl_with_progress, end, load_seeds
from .options import (
    contact_option,
    db_option,
    echo_json,
    json_option,
    load_settings,
    nothing,
    owned,
    private_option,
)

if TYPE_CHECKING:
    from ..corpus import Corpus
    from ..corpus.discovery.report import Report
    from ..records import Seed
    from ..settings import Settings

NOBODY = (
    "nobody can be asked: no seed has a text to ask about, and [discovery] in corpuscle.toml names no "
    "`sites`, `feeds` or `urls_file`"
)
NOTHING_FOUND = "No address was found. What was not measured is asked again by the next `corpuscle discover`."


@click.command()
@click.argument("seeds", nargs=-1, metavar="[SEED]...")
@click.option("--again", is_flag=True, help="Ask again what was answered before.")
@private_option
@contact_option
@db_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def discover(  # noqa: PLR0913  (one argument per option, which is click's way)
    seeds: tuple[str, ...],
    db: Path,
    *,
    again: bool,
    allow_private: bool | None,
    contact: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Ask search providers, feeds, sitemaps and archives for addresses of more like the seeds.

    Plants the seeds as `crawl` does, and asks what their texts are about; nothing else is fetched.
    Shows what each provider said, or why that could not be measured, and the most promising
    addresses. What was answered before is not asked again.

    Who is asked stands in corpuscle.toml, under [discovery].
    """
    settings = load_settings(db).with_values("manners", allow_private=allow_private)
    settings = contacts.checked(settings, contact, db.parent)
    loaded = load_seeds(seeds)
    with owned(db, create=True) as corpus:
        plant(corpus, settings, loaded, again=again)
        check_hours(settings.manners.hours)
        settings = contacts.asked(settings, corpus, db.parent)
        crawled = crawl_with_progress(corpus, settings, {}, quiet=quiet or as_json, only_asks=True)
        report = corpus.discovered()
    show(report, as_json=as_json)
    end(crawled, db)
    if report.is_empty:
        nothing(NOTHING_FOUND)


def plant(corpus: Corpus, settings: Settings, seeds: list[Seed], *, again: bool) -> None:
    """Plant seeds and what is asked about them; without any, about all that were planted.

    Ends here if nothing can be asked.
    """
    planted = corpus.plant(seeds)
    corpus.plant_queries(settings, planted.ids or corpus.seed_ids(), again=again)
    if not corpus.discovered().providers:
        nothing(NOBODY)


def show(report: Report, *, as_json: bool) -> None:
    """Print what providers said."""
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.discovery import print_finds, print_providers  # noqa: PLC0415

    if as_json:
        echo_json(asdict(report))
        return
    console = Console(highlight=False)
    print_providers(console, report)
    print_finds(console, report)
