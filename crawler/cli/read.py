"""`corpuscle read`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import NOTHING, db_option, echo_json, fail, json_option, load_settings, opened, private_option

if TYPE_CHECKING:
    from ..records import Reading, Seed
    from ..settings import Settings


@click.command(short_help="Read one page and show article, links and verdicts; stores nothing.")
@click.argument("source", metavar="URL|FILE")
@click.option("--url", help="Address that a FILE was saved from; relative links need it.")
@private_option
@db_option
@json_option
def read(source: str, db: Path, *, url: str | None, allow_private: bool | None, as_json: bool) -> None:
    """Read one page and show its article, its links by kind, and what the judges say.

    A URL is fetched as politely as a crawl would, a FILE is HTML saved from somewhere. If there
    is a corpus, its seeds are what relevance is measured against. Nothing is stored. Exits with
    3 where there is no article.
    """
    from ..terminal.reading import as_json as reading_as_json  # noqa: PLC0415
    from ..terminal.reading import print_reading  # noqa: PLC0415

    settings = load_settings(db).with_values("manners", allow_private=allow_private)
    seeds = stored_seeds(db)
    is_url = source.startswith(("http://", "https://"))
    reading = read_url(source, settings, seeds) if is_url else read_file(source, url, settings, seeds)
    if as_json:
        echo_json(reading_as_json(reading))
    else:
        from rich.console import Console  # noqa: PLC0415

        print_reading(Console(highlight=False), reading)
    if reading.article is None:
        raise click.exceptions.Exit(NOTHING)


def stored_seeds(db: Path) -> list[Seed]:
    """Return the seeds of the corpus, if there is one."""
    if not db.exists():
        return []
    with opened(db) as corpus:
        seeds: list[Seed] = corpus.seeds()
    return seeds


def read_url(url: str, settings: Settings, seeds: list[Seed]) -> Reading:
    """Fetch and read a page."""
    from ..bot.fetch import fetch  # noqa: PLC0415

    return fetch(url, settings, seeds)


def read_file(source: str, url: str | None, settings: Settings, seeds: list[Seed]) -> Reading:
    """Read a saved page."""
    from ..reader import Reader  # noqa: PLC0415
    from ..records import Page, Target  # noqa: PLC0415

    try:
        body = Path(source).read_bytes()
    except OSError as error:
        fail(f"{source}: {error.strerror}. Give a file, or a URL that begins with http:// or https://")
    address = url or Path(source).resolve().as_uri()
    page = Page(address, address, body=body, size=len(body))
    return Reader.make(settings, seeds)(Target(address), page)
