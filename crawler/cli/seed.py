"""`corpuscle seed`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .crawl import load_seeds
from .options import db_option, echo_json, fail, json_option, load_settings, nothing, opened, owned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..corpus import Corpus
    from ..corpus.seedbed import Known
    from ..discover.terms import Term
    from ..records import Seed
    from ..settings import Discovery


@click.group()
def seed() -> None:
    """Look after seeds: the articles that the corpus is gathered around.

    SEED is the number of a seed, as `corpuscle seed list` shows it, or its file or address.
    """


@seed.command()
@click.argument("sources", nargs=-1, required=True, metavar="SEED...")
@db_option
@json_option
def add(sources: tuple[str, ...], db: Path, *, as_json: bool) -> None:
    """Plant each SEED without crawling: a file, a folder of them, or a URL.

    A seed that was dropped counts again. If anything is wrong with one of them, none is planted.
    """
    limits = load_settings(db).discovery
    seeds = load_seeds(sources)
    with owned(db, create=True) as corpus:
        planted = corpus.plant(seeds, take_back=True)
        found = [corpus.seedbed.find(str(number)) for number in planted.ids]
    show(found, limits, as_json=as_json)
    if not planted.seeds and not planted.taken_back:
        nothing("Nothing to do: planted before.")


@seed.command("list")
@click.option("--all", "is_all", is_flag=True, help="Those that were dropped, too.")
@db_option
@json_option
def listed(db: Path, *, is_all: bool, as_json: bool) -> None:
    """Show the seeds: what each asks for, what it has brought, and its own page, once that was met."""
    limits = load_settings(db).discovery
    with opened(db) as corpus:
        found = corpus.seedbed.all(dropped=is_all)
    show(found, limits, as_json=as_json)
    if not found:
        nothing("No seed: `corpuscle seed add FILE` plants one.")


@seed.command()
@click.argument("name", metavar="SEED")
@click.option("--set", "wanted", multiple=True, metavar="TERM,…", help="These terms, and no others.")
@click.option("--add", "more", multiple=True, metavar="TERM,…", help="These terms, too.")
@click.option("--drop", "less", multiple=True, metavar="TERM,…", help="Not these terms.")
@click.option("--reset", is_flag=True, help="The terms of its file and text again.")
@click.option("--queries", "with_queries", is_flag=True, help="Show the queries that are made of them, too.")
@db_option
@json_option
def terms(  # noqa: PLR0913  (one argument per option, which is click's way)
    name: str,
    wanted: tuple[str, ...],
    more: tuple[str, ...],
    less: tuple[str, ...],
    db: Path,
    *,
    reset: bool,
    with_queries: bool,
    as_json: bool,
) -> None:
    """Show the terms of SEED that others are asked for, with their weights and what these rest on.

    Terms are words and phrases of its text; those with a star are its anchors, one of which is in
    every query. What is changed here stays, however often the seed is planted again. The first
    terms that are names are anchors.
    """
    if sum(map(bool, (wanted, more or less, reset))) > 1:
        message = "give --set, or --add and --drop, or --reset"
        raise click.UsageError(message)
    limits = load_settings(db).discovery
    with opened(db) as corpus:
        one = seed_named(corpus, name)
        now = [term.text for term in terms_of(one.seed, limits)]
        new = split(wanted) or changed(now, split(more), split(less))
        if reset or new != now:
            corpus.seedbed.edit(one.number, [] if reset else new)
            one = seed_named(corpus, str(one.number))
        elif wanted or more or less:
            nothing("Nothing to do: these are its terms.")
    show_terms(one, limits, with_queries=with_queries, as_json=as_json)


@seed.command()
@click.argument("article", metavar="ARTICLE")
@db_option
@json_option
def promote(article: str, db: Path, *, as_json: bool) -> None:
    """Make ARTICLE of the corpus a seed, by its number or address.

    More like it is sought from the next crawl on; `corpuscle judge` judges by it what is there.
    """
    from ..corpus.judged.marks import UnknownArticleError  # noqa: PLC0415
    from ..corpus.seedbed import NotKeptError  # noqa: PLC0415
    from ..terminal.text import safe  # noqa: PLC0415

    with opened(db) as corpus:
        try:
            promoted = corpus.seedbed.promote(corpus.marks.find(article))
        except UnknownArticleError:
            fail(f"no article {article}: give the number or address of one, as the view `corpus` has them")
        except NotKeptError as error:
            fail(
                f"{article} is not in the corpus ({error}): `corpuscle mark {article} yes` takes it in first"
            )
    if as_json:
        echo_json({"seed": promoted.number, "title": promoted.title, "is_new": promoted.is_new})
    elif promoted.is_new:
        click.echo(f"Seed {promoted.number}: {safe(promoted.title)}")
    if not promoted.is_new:
        nothing(f"Nothing to do: it is seed {promoted.number}.")


@seed.command()
@click.argument("name", metavar="SEED")
@db_option
def drop(name: str, db: Path) -> None:
    """Let SEED count no more: nothing new is judged by it or asked for it.

    Its articles and their trails stay, and so does what waits on them; `corpuscle judge` judges the
    articles anew by the seeds that are left. `corpuscle seed add` takes it back; planting it again
    with a crawl does not.
    """
    from ..terminal.text import safe  # noqa: PLC0415

    with opened(db) as corpus:
        one = seed_named(corpus, name)
        if one.dropped_at:
            nothing(f"Nothing to do: seed {one.number} was dropped on {one.dropped_at[:10]}.")
        left = corpus.seedbed.drop(one.number)
    click.echo(f"Seed {one.number} counts no more: {safe(one.title)}")
    if not left:
        click.echo("No seed is left: a crawl would keep whatever it finds, until one is added.", err=True)


def seed_named(corpus: Corpus, name: str) -> Known:
    """Return a seed by number, file or address; an unknown one ends the command."""
    from ..corpus.seedbed import UnknownSeedError  # noqa: PLC0415

    try:
        return corpus.seedbed.find(name)
    except UnknownSeedError:
        fail(f"no seed {name}: `corpuscle seed list` shows their numbers")


def split(given: tuple[str, ...]) -> list[str]:
    """Return single terms, each once: an option may be given several times, or with commas."""
    terms = (" ".join(term.split()) for some in given for term in some.split(","))
    return list(dict.fromkeys(filter(None, terms)))


def changed(now: list[str], more: list[str], less: list[str]) -> list[str]:
    """Return terms with some more and some less; what can't be dropped ends the command."""
    unknown = [term for term in less if term not in now]
    if unknown:
        fail(f"no such term: {', '.join(unknown)}; it has {', '.join(now) or 'none'}")
    new = [*more, *(term for term in now if term not in less and term not in more)] if more or less else now
    if now and not new:
        fail("a seed needs a term: --set gives it others, --reset those of its text")
    return new


def terms_of(seed: Seed, limits: Discovery) -> list[Term]:
    """Return the terms of a seed."""
    from ..discover import terms  # noqa: PLC0415  (numpy, and the tables of a language)

    return terms.terms_of(seed, limits)


def show(found: Sequence[Known], limits: Discovery, *, as_json: bool) -> None:
    """Print seeds."""
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.seeds import print_seeds, row  # noqa: PLC0415

    rows = [row(one, limits) for one in found]
    if as_json:
        echo_json(rows)
    elif rows:
        print_seeds(Console(highlight=False), rows)


def show_terms(one: Known, limits: Discovery, *, with_queries: bool, as_json: bool) -> None:
    """Print the terms of a seed, and what is asked with them; the command ends here where there are none."""
    from rich.console import Console  # noqa: PLC0415

    from ..terminal.seeds import asked, print_terms  # noqa: PLC0415

    found = asked(one, limits, with_queries=with_queries)
    if as_json:
        echo_json(found)
    else:
        print_terms(Console(highlight=False), found)
    if not found["terms"]:
        nothing(f"Seed {one.number} has no text to take terms from: --set gives it some.")
