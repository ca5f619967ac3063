"""`corpuscle crawl`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import contact as contacts
from .cluster import Wish, cluster_of, cluster_options, crawl_on, wish
from .options import (
    budget_options,
    check_folder,
    contact_option,
    db_option,
    discover_option,
    echo_json,
    fail,
    json_option,
    load_settings,
    nothing,
    opened,
    owned,
    print_timings,
    private_option,
    timings,
    timings_option,
)

if TYPE_CHECKING:
    from ..bot import Crawled, Tally
    from ..corpus import Corpus
    from ..corpus.discovery.report import Report
    from ..corpus.recrawl.due import Due
    from ..records import Seed
    from ..settings import Settings

INTERRUPTED = 130
NO_WAY_IN = (
    "nothing to fetch: no seed names an address to begin from, and nobody is asked for one ({why}). Give one "
    "with --start URL, or put `start_urls:` or `feeds:` into the seed's front matter"
)
NOTHING_FOUND = "Nobody named an address: try again later, or begin from one with --start URL."


@click.command()
@click.argument("seeds", nargs=-1, metavar="[SEED]...")
@click.option(
    "--start", "starts", multiple=True, metavar="URL", help="Begin here; may be given several times."
)
@budget_options
@discover_option
@private_option
@contact_option
@cluster_options
@click.option("-s", "--set", "scrapy", multiple=True, metavar="NAME=VALUE", help="Overrule a Scrapy setting.")
@timings_option
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
    discover: bool | None,
    ray: str | None,
    crawlers: int | None,
    readers: int | None,
    **limits: Any,
) -> None:
    """Plant seeds and crawl until the budget or the frontier ends; run again to go on.

    A SEED is an article in a text or Markdown file, a list of addresses (*.urls), a folder of
    such files, or a URL. Without one, the files in seeds/ are planted. What was planted before
    stays planted.

    A seed that names no address, and of which nothing was found yet, is asked about first: see
    `corpuscle discover`.

    With --ray the same crawl runs on the machines of a Ray cluster: one of them keeps the corpus,
    the others fetch and read; every budget holds for all of them together.

    Defaults of the budgets stand in corpuscle.toml beside the corpus, or in its documentation.
    """
    from ..forks import preload  # noqa: PLC0415

    wanted = wish(ray, crawlers, readers)
    if wanted is None:
        preload()  # meanwhile this process reads seeds and loads Scrapy, which costs a second
    settings = load_settings(db).with_values("crawl", **limits)
    settings = settings.with_values("manners", allow_private=allow_private)
    settings = settings.with_values("discovery", enabled=discover)
    settings = contacts.checked(settings, contact, db.parent)
    planted = load_seeds(seeds)
    check_starts(starts)
    overrules = dict(overrule(item) for item in scrapy)
    first = Beginning(planted, starts, is_forced=bool(discover))
    run(db, settings, first, overrules, wanted, as_json=as_json, quiet=quiet)


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


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a crawl begins from."""

    seeds: list[Seed]
    starts: tuple[str, ...] = ()
    is_forced: bool = False
    """Providers are asked about these seeds, even if they have a way in."""


def run(  # noqa: PLR0913  (what a crawl consists of)
    db: Path,
    settings: Settings,
    first: Beginning,
    overrules: dict[str, str] | None = None,
    wanted: Wish | None = None,
    *,
    as_json: bool = False,
    quiet: bool = False,
) -> None:
    """Own the corpus, plant, crawl, and print how it ended; exits with what the run comes to.

    `wanted` has it crawled on a cluster, whose desk owns it then.
    """
    check_folder(db)
    is_quiet = quiet or as_json
    with cluster_of(wanted) as cluster:
        with owned(db, create=True) as corpus:
            asked = plant(corpus, settings, first, quiet=is_quiet)
            check_hours(settings.manners.hours)
            settings = contacts.asked(settings, corpus, db.parent)
            if cluster is None:
                crawled = crawl_with_progress(corpus, settings, overrules or {}, quiet=is_quiet)
                report = corpus.discovered() if asked else None
        if cluster and wanted:
            warn_of_robots(settings)
            crawled = crawl_on(cluster, wanted, (db, settings, overrules or {}), quiet=is_quiet)
            with opened(db) as corpus:
                report = corpus.discovered() if asked else None
    finish(crawled, db, report, as_json=as_json, quiet=quiet)


def plant(corpus: Corpus, settings: Settings, first: Beginning, *, quiet: bool) -> int:
    """Plant seeds, and queries for those without a way in; return how many queries are to be asked.

    Ends here if there is nothing to fetch at all.
    """
    planted = corpus.plant(first.seeds, first.starts)
    # whoever says where to begin need not ask
    if settings.discovery.enabled and (first.is_forced or not first.starts):
        corpus.plant_queries(settings, planted.ids if first.is_forced else None)
    asked = corpus.queries_left()
    if not quiet and (planted.seeds or planted.targets):
        click.echo(f"Planted {planted.seeds} seeds and {planted.targets} addresses to begin from.", err=True)
    if not quiet and asked:
        click.echo(f"Asking for more: {asked} queries.", err=True)
    if not corpus.is_rooted():
        nothing(no_way_in(settings))
    return asked


def no_way_in(settings: Settings) -> str:
    """Say that there is nothing to begin with, and what to do."""
    why = "no provider of [discovery] can be" if settings.discovery.enabled else "discovery is off"
    return NO_WAY_IN.format(why=why)


def check_hours(text: str) -> None:
    """End here outside the hours in which to fetch, and say when they begin."""
    from ..hours import Hours  # noqa: PLC0415

    hours = Hours.parse(text)
    if not hours.are_open():
        opening = hours.next_opening()
        nothing(f"Nothing is fetched outside {text}: run again at {opening:%H:%M on %Y-%m-%d}, or later.")


def crawl_with_progress(  # noqa: PLR0913  (what a run consists of)
    corpus: Corpus,
    settings: Settings,
    overrules: dict[str, str],
    *,
    quiet: bool,
    due: Due | None = None,
    only_asks: bool = False,
    heard: Callable[[Tally], None] = lambda _: None,
) -> Crawled:
    """Crawl, showing where it stands; `due` says which known pages are fetched again.

    `only_asks` asks what is to be asked alone; `heard` is told how far it is, too.
    """
    from ..forks import preload  # noqa: PLC0415

    if due is None and corpus.has_ready():
        preload()  # meanwhile this process loads Scrapy, which costs half a second

    from .. import bot  # noqa: PLC0415
    from ..settings import SettingsError  # noqa: PLC0415

    warn_of_robots(settings)
    try:
        with progress(quiet=quiet) as show:

            def watch(tally: Tally) -> None:
                show(tally)
                heard(tally)

            return bot.crawl(corpus, settings, watch, overrules, due=due, only_asks=only_asks)
    except SettingsError as error:
        fail(str(error))


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[Tally], None]]:
    """Show where a crawl stands while the block lasts; yields what is to be told."""
    if quiet:
        yield lambda _: None
        return
    from ..terminal.progress import Progress  # noqa: PLC0415  (of a quiet crawl rich shows nothing)

    with Progress() as shown:
        yield shown.show


def warn_of_robots(settings: Settings) -> None:
    """Say whose robots.txt is not obeyed; even with --quiet, for whoever reads the log must know."""
    if settings.manners.ignore_robots:
        click.echo(f"robots.txt is not obeyed on: {', '.join(settings.manners.ignore_robots)}", err=True)


def finish(crawled: Crawled, db: Path, report: Report | None = None, *, as_json: bool, quiet: bool) -> None:
    """Print how a run ended, and what providers said if any was asked; exit with what it comes to."""
    pages = crawled.tally.pages
    if as_json:
        from ..terminal.summary import summary  # noqa: PLC0415

        echo_json(summary(crawled) | ({"providers": report.providers} if report else {}) | timings(pages))
    elif not quiet:
        print_end(crawled, db, report)
    if not as_json:
        print_timings(pages)
    end(crawled, db)
    check_idle(crawled)
    if report and report.is_empty:
        nothing(NOTHING_FOUND)


def print_end(crawled: Crawled, db: Path, report: Report | None) -> None:
    """Print what providers said, if any was asked, and how a run ended."""
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.discovery import print_providers  # noqa: PLC0415
    from ..terminal.summary import print_summary  # noqa: PLC0415

    console = Console(highlight=False)
    if report:
        print_providers(console, report)
    print_summary(console, crawled, db)


def end(crawled: Crawled, db: Path) -> None:
    """Exit if a run was interrupted, or failed."""
    from ..corpus import Stop  # noqa: PLC0415

    if crawled.stop is Stop.INTERRUPTED:
        raise click.exceptions.Exit(INTERRUPTED)
    if crawled.stop is Stop.FAILED:
        fail(failure(crawled.failure, db))


def check_idle(crawled: Crawled) -> None:
    """Exit if a run that ended by itself has done nothing at all."""
    if crawled.tally.is_idle:
        nothing(f"Nothing to do: {crawled.stop.meaning}.")


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
