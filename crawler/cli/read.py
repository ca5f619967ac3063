"""`corpuscle read`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import timing
from . import contact as contacts
from .options import (
    NOTHING,
    contact_option,
    db_option,
    fail,
    json_option,
    load_settings,
    nothing,
    opened,
    print_timings,
    private_option,
)
from .pages import Reads, is_folder
from .shown import TEMPORARY, Shown, Wanted

if TYPE_CHECKING:
    from ..records import Seed


@click.command()
@click.argument("sources", metavar="URL|FILE|FOLDER|-...", nargs=-1, required=True)
@click.option("--url", help="Address that a FILE was saved from; relative links need it.")
@click.option("--all", "whole", is_flag=True, help="Show the whole text and every menu link.")
@click.option("--explain", "link", metavar="LINK", help="Say why LINK, or part of one, has its kind.")
@click.option(
    "--html",
    metavar="OUT.html",
    is_flag=False,
    flag_value=TEMPORARY,
    help="Write a copy that shows how the page was read, and open it. Without OUT.html (at the end of the "
    "line): a temporary file.",
)
@click.option("--open/--no-open", "show", default=True, help="Open the copy in the browser.  [default: open]")
@click.option(
    "--seeds",
    "seed_files",
    metavar="SEED",
    multiple=True,
    help="Measure against this file or folder instead of the corpus's seeds; may be given several times.",
)
@click.option("--timings", "is_timed", is_flag=True, help="Print what each stage took, over all pages.")
@private_option
@contact_option
@db_option
@json_option
def read(
    sources: tuple[str, ...],
    seed_files: tuple[str, ...],
    db: Path,
    *,
    url: str | None,
    allow_private: bool | None,
    contact: str | None,
    **wanted: Any,
) -> None:
    """Read pages and show what a crawl would see: article, links by kind, what the judges say.

    A URL is fetched as politely as a crawl would, a FILE is HTML saved from somewhere, a FOLDER is
    searched for such files, - is standard input. One page is shown in full, of several each is a
    line. Relevance is measured against the seeds of the corpus, if there is one. Nothing is stored.

    --json prints one object, for several pages one a line; docs/cli.md lists its keys.

    Exits with 1 if anything could not be had (the rest is still read), with 3 if there was no
    article.
    """
    settings = load_settings(db).with_values("manners", allow_private=allow_private)
    settings = contacts.checked(settings, contact, db.parent)
    is_timed = wanted.pop("is_timed")
    want = Wanted(**wanted)
    one = len(set(sources)) == 1 and not is_folder(sources[0])
    check(want, url, one=one)
    timing.start()
    click.get_current_context().call_on_close(timing.stop)
    seeds = given_seeds(seed_files) if seed_files else stored_seeds(db)
    reads = Reads(settings, seeds, url, bodies=one or want.as_json or want.link is not None)
    shown = Shown(want, one=one)
    for had in reads(sources):
        shown.add(had)
    if is_timed and not want.as_json:
        print_timings(shown.pages)
    finish(reads, shown)


def check(want: Wanted, url: str | None, *, one: bool) -> None:
    """Refuse what makes no sense for several pages, and what would destroy a file."""
    from ..publish.annotated import is_copy  # noqa: PLC0415

    if not one and (url or want.html):
        msg = "--url and --html are for one page"
        raise click.UsageError(msg)
    path = Path(want.html) if want.html and want.html != TEMPORARY else None
    try:
        foreign = path and path.exists() and not is_copy(path)
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    if foreign:
        fail(f"{path} exists and is no annotated copy: name another file, or delete it first")


def finish(reads: Reads, shown: Shown) -> None:
    """Exit with what it all came to."""
    if reads.failures:
        raise click.exceptions.Exit(1)
    if shown.want.link and not shown.explained:
        nothing(f"no link has {shown.want.link!r} in its address or text")
    if not shown.articles:
        raise click.exceptions.Exit(NOTHING)


def given_seeds(sources: tuple[str, ...]) -> list[Seed]:
    """Return the seeds in files and folders."""
    from ..seeds import SeedError, load  # noqa: PLC0415

    try:
        return load(sources)
    except SeedError as error:
        fail(str(error))


def stored_seeds(db: Path) -> list[Seed]:
    """Return the seeds of the corpus, if there is one."""
    if not db.exists():
        return []
    with opened(db) as corpus:
        seeds: list[Seed] = corpus.seeds()
    return seeds
