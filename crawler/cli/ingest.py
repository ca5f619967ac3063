"""`corpuscle ingest`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import (
    db_option,
    echo_json,
    fail,
    json_option,
    load_settings,
    nothing,
    owned,
    print_timings,
    timings,
    timings_option,
)
from .scaled import ray_option, readers

if TYPE_CHECKING:
    from ..batch.ingest import Ingested, Order


@click.command()
@click.argument("given", metavar="FILE|FOLDER|LIST...", nargs=-1, required=True)
@click.option("--host", "hosts", multiple=True, metavar="HOST", help="Only pages of this host and below it.")
@click.option("--base", metavar="URL", help="Address that a folder of saved pages lay below.")
@click.option("--links", is_flag=True, help="Store links too, and queue what they lead to for `crawl`.")
@click.option("--limit", type=click.IntRange(1), default=None, help="Articles after which to end.")
@click.option("--no-archive", is_flag=True, help="Don't copy the pages into the archive of the corpus.")
@timings_option
@ray_option
@db_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary.")
def ingest(  # noqa: PLR0913  (one argument per option, which is click's way)
    given: tuple[str, ...],
    hosts: tuple[str, ...],
    db: Path,
    *,
    base: str | None,
    links: bool,
    limit: int | None,
    no_archive: bool,
    ray: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Read articles from files that somebody else made, as a crawl would read them. Nothing is fetched.

    A FILE is a WARC file (plain or packed, such as those of CC-NEWS), a WACZ file, or a saved page
    (.html); a FOLDER is searched for all of these; a LIST (.paths, .txt) names such files, one a
    line. Pages are read and judged with the settings beside the corpus; without a seed all are kept
    that are articles. What is blocked, taken down or not to be kept by the word of its site stays
    out here too.

    Saved pages need an address: the one that the browser or the page itself wrote into them, or
    their place in a folder that begins with a host's name, or below --base.

    Killed or interrupted, it goes on when it is called again; a file that is in the corpus already
    is not read again. Damaged places are passed over and listed in the table damages.

    With --ray the files are read in parts by all machines of a cluster, which must find them under
    the same name, and saved here, where the corpus is.
    """
    from ..batch.ingest import Order  # noqa: PLC0415
    from ..batch.ingest import ingest as run  # noqa: PLC0415
    from ..batch.sources import SourceError, sources  # noqa: PLC0415
    from ..terminal.ingested import Bar  # noqa: PLC0415

    settings = load_settings(db)
    if no_archive:
        settings = settings.with_values("archive", enabled=False)
    try:
        order = Order(sources(given), checked(hosts), based(base), links, limit or 0)
        with owned(db, create=True) as corpus, readers(ray) as make, Bar(quiet=quiet or as_json) as bar:
            done = run(corpus, settings, order, bar.show, make)
    except SourceError as error:
        fail(str(error))
    report(done, order, as_json=as_json, quiet=quiet)


def checked(hosts: tuple[str, ...]) -> tuple[str, ...]:
    """Return hosts as addresses name them, or end."""
    from ..settings import HOST  # noqa: PLC0415

    found = tuple(sorted({host.lower() for host in hosts}))
    for host in found:
        if not HOST.fullmatch(host):
            msg = f"--host takes a host such as news.example, not {host!r}"
            raise click.UsageError(msg)
    return found


def based(base: str | None) -> str | None:
    """Return an address, or end."""
    from .. import urls  # noqa: PLC0415

    if base and urls.clean(base) is None:
        msg = f"--base takes an address that begins with http:// or https://, not {base!r}"
        raise click.UsageError(msg)
    return base


def report(done: Ingested, order: Order, *, as_json: bool, quiet: bool) -> None:
    """Say what it came to, and exit with that."""
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.ingested import print_ingested  # noqa: PLC0415

    if as_json:
        echo_json(asdict(done) | timings(done.answers - done.skipped))
    elif not quiet and done.records:
        print_ingested(Console(highlight=False), done)
    if not as_json:
        print_timings(done.answers - done.skipped)
    if done.failed:
        fail("; ".join(done.failed.values()))
    if done.known == len(order.sources):
        nothing("Nothing to do: all of it is in the corpus already.")
    if not done.answers:
        nothing("Nothing found: there is no page in what was given.")
