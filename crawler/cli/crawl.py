"""`corpuscle crawl`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import contact as contacts
from .options import (
    contact_option,
    db_option,
    echo_json,
    fail,
    json_option,
    load_settings,
    nothing,
    owned,
    private_option,
)

if TYPE_CHECKING:
    from ..bot import Crawled
    from ..corpus import Corpus
    from ..corpus.recrawl.due import Due
    from ..records import Seed
    from ..settings import Settings

INTERRUPTED = 130
NO_WAY_IN = (
    "nothing to fetch: no seed names an address to begin from. Give one with --start URL, "
    "or put `start_urls:` or `feeds:` into the seed's front matter"
)


@click.command(short_help="Plant seeds and crawl until the budget or the frontier ends.")
@click.argument("seeds", nargs=-1, metavar="[SEED]...")
@click.option(
    "--start", "starts", multiple=True, metavar="URL", help="Begin here; may be given several times."
)
@click.option("--pages", type=click.IntRange(1), help="Pages to fetch in this run.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), help="Minutes this run may take.")
@click.option("--per-host", type=click.IntRange(1), help="Pages to fetch from one host in this run.")
@click.option("--depth", type=click.IntRange(0), help="Links away from a seed that are still followed.")
@click.option("--breadth", is_flag=True, default=None, help="Follow every link, in the order found.")
@private_option
@contact_option
@click.option("-s", "--set", "scrapy", multiple=True, metavar="NAME=VALUE", help="Overrule a Scrapy setting.")
@db_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary.")
def crawl(  # noqa: PLR0913  (one argument per option, which is click's way)
    seeds: tuple[str, ...],
    starts: tuple[str, ...],
    scrapy: tuple[str, ...],
    db: Path,
    *,
    as_json: bool,
    quiet: bool,
    allow_private: bool | None,
    contact: str | None,
    **limits: Any,
) -> None:
    """Plant seeds and crawl until the budget or the frontier ends; run again to go on.

    A SEED is an article in a text or Markdown file, a list of addresses (*.urls), a folder of
    such files, or a URL. Without one, the files in seeds/ are planted. What was planted before
    stays planted.

    Defaults of the budgets stand in corpuscle.toml beside the corpus, or in its documentation.
    """
    settings = load_settings(db).with_values("crawl", **limits)
    settings = settings.with_values("manners", allow_private=allow_private)
    settings = contacts.checked(settings, contact, db.parent)
    planted = load_seeds(seeds)
    check_starts(starts)
    overrules = dict(overrule(item) for item in scrapy)
    run(db, settings, planted, starts, overrules, as_json=as_json, quiet=quiet)


def load_seeds(sources: tuple[str, ...]) -> list[Seed]:
    """Load seeds, by default those in seeds/ if there are any; all of them or none."""
    from ..seeds import SeedError, load  # noqa: PLC0415

    if not sources:
        if not Path("seeds").is_dir():
            return []
        sources = ("seeds",)
    try:
        return load(sources)
    except SeedError as error:
        fail(f"{error}\nNothing was planted.")


def check_starts(starts: tuple[str, ...]) -> None:
    """Make sure that every --start can be fetched."""
    from .. import urls  # noqa: PLC0415

    for start in starts:
        reason = urls.refusal(urls.clean(start) or "")
        if reason:
            msg = f"--start {start}: {reason.meaning[0].lower()}{reason.meaning[1:]}"
            raise click.UsageError(msg)


def overrule(item: str) -> tuple[str, str]:
    """Split NAME=VALUE."""
    name, sign, value = item.partition("=")
    if not sign or not name.isupper():
        msg = f"-s takes NAME=VALUE with a name of Scrapy's settings, not {item!r}"
        raise click.UsageError(msg)
    return name, value


def run(  # noqa: PLR0913  (what a run consists of)
    db: Path,
    settings: Settings,
    seeds: list[Seed],
    starts: tuple[str, ...],
    overrules: dict[str, str] | None = None,
    *,
    as_json: bool = False,
    quiet: bool = False,
) -> None:
    """Own the corpus, plant, crawl, and print how it ended; exits with what the run comes to."""
    with owned(db, create=True) as corpus:
        plant(corpus, seeds, starts, quiet=quiet or as_json)
        check_hours(settings.manners.hours)
        settings = contacts.asked(settings, corpus, db.parent)
        crawled = crawl_with_progress(corpus, settings, overrules or {}, quiet=quiet or as_json)
    finish(crawled, db, as_json=as_json, quiet=quiet)


def plant(corpus: Corpus, seeds: list[Seed], starts: tuple[str, ...], *, quiet: bool) -> None:
    """Plant seeds, and say so; end here if there is nothing to fetch at all."""
    planted = corpus.plant(seeds, starts)
    if not quiet and (planted.seeds or planted.targets):
        click.echo(f"Planted {planted.seeds} seeds and {planted.targets} addresses to begin from.", err=True)
    if not corpus.is_rooted():
        nothing(NO_WAY_IN)


def check_hours(text: str) -> None:
    """End here outside the hours in which to fetch, and say when they begin."""
    from ..hours import Hours  # noqa: PLC0415

    hours = Hours.parse(text)
    if not hours.are_open():
        opening = hours.next_opening()
        nothing(f"Nothing is fetched outside {text}: run again at {opening:%H:%M on %Y-%m-%d}, or later.")


def crawl_with_progress(
    corpus: Corpus, settings: Settings, overrules: dict[str, str], *, quiet: bool, due: Due | None = None
) -> Crawled:
    """Crawl, showing where it stands; `due` says which known pages are fetched again."""
    from .. import bot  # noqa: PLC0415  (Scrapy costs half a second)
    from ..settings import SettingsError  # noqa: PLC0415
    from ..terminal.progress import Progress  # noqa: PLC0415

    if settings.manners.ignore_robots:
        # even with --quiet: whoever reads the log must know
        click.echo(f"robots.txt is not obeyed on: {', '.join(settings.manners.ignore_robots)}", err=True)
    try:
        with Progress(quiet=quiet) as progress:
            return bot.crawl(corpus, settings, progress.show, overrules, due=due)
    except SettingsError as error:
        fail(str(error))


def finish(crawled: Crawled, db: Path, *, as_json: bool, quiet: bool) -> None:
    """Print how a run ended, and exit with what it comes to."""
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.summary import print_summary, summary  # noqa: PLC0415

    if as_json:
        echo_json(summary(crawled))
    elif not quiet:
        print_summary(Console(highlight=False), crawled, db)
    end(crawled, db)


def end(crawled: Crawled, db: Path) -> None:
    """Exit with what a run comes to."""
    from ..corpus import Stop  # noqa: PLC0415

    if crawled.tally.is_idle and crawled.stop not in (Stop.INTERRUPTED, Stop.FAILED):
        nothing(f"Nothing to do: {crawled.stop.meaning}.")
    if crawled.stop is Stop.INTERRUPTED:
        raise click.exceptions.Exit(INTERRUPTED)
    if crawled.stop is Stop.FAILED:
        fail(failure(crawled.failure, db))


def failure(error: Exception | None, db: Path) -> str:
    """Say what ended a crawl, and what to do."""
    import sqlite3  # noqa: PLC0415

    from ..archive.store import ArchiveError  # noqa: PLC0415
    from ..contact import NoContactError  # noqa: PLC0415
    from ..corpus import CorpusError  # noqa: PLC0415
    from ..corpus.rescue.trouble import advice  # noqa: PLC0415

    if isinstance(error, NoContactError):
        return str(error)
    if isinstance(error, sqlite3.Error):
        return f"the crawl ended: {advice(error, db)}"
    if isinstance(error, CorpusError | ArchiveError):
        return f"the crawl ended: {error}"
    trouble = "memory ran out" if isinstance(error, MemoryError) else f"{type(error).__name__}: {error}"
    return f"the crawl into {db} failed: {trouble}. What was saved is safe; mend the cause and run again"
