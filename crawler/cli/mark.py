"""`corpuscle mark`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from .options import db_option, echo_json, fail, json_option, load_settings, opened

if TYPE_CHECKING:
    from ..corpus import Corpus

ANSWERS = {"yes": True, "no": False, "clear": None}
COMMENT = "#"


@click.command()
@click.argument("article", required=False)
@click.argument("answer", required=False, type=click.Choice(list(ANSWERS)))
@click.option(
    "--from",
    "source",
    type=click.File(encoding="utf-8"),
    help="Read marks from a file (- for stdin): ARTICLE and yes, no or clear on each line.",
)
@click.option("--list", "is_list", is_flag=True, help="Show the marks set so far.")
@db_option
@json_option
def mark(
    article: str | None, answer: str | None, source: TextIO | None, db: Path, *, is_list: bool, as_json: bool
) -> None:
    """Mark ARTICLE, by its number or address, as what you seek (yes) or not (no).

    A mark outweighs the relevance judge for its own article, at once: what you mark yes is in the
    corpus, what you mark no is not. `corpuscle judge` and every later crawl learn from all marks.
    `clear` takes a mark away.
    """
    if is_list == bool(article or source) or bool(article) != bool(answer):
        message = "give ARTICLE and yes, no or clear; or --from FILE; or --list"
        raise click.UsageError(message)
    given = lines(source) if source else [(article or "", answer or "")]
    with opened(db) as corpus:
        if not is_list:
            marks = checked(corpus, given, source.name if source else None)
            corpus.mark(marks, load_settings(db))
            if not as_json:
                click.echo(
                    f"Marked {len(marks)}. `corpuscle judge` learns from marks and judges everything anew."
                )
        if is_list or as_json:
            show(corpus, as_json=as_json)


def lines(source: TextIO) -> list[tuple[str, str]]:
    """Return what each line of a file says; what can't be understood ends the command."""
    found = []
    try:
        for number, line in enumerate(source, 1):
            words = line.replace(",", " ").split()
            if not words or line.startswith(COMMENT):
                continue
            if len(words) != 2 or words[1].lower() not in ANSWERS:  # noqa: PLR2004  (article and answer)
                fail(f"{source.name}, line {number}: write ARTICLE and yes, no or clear; nothing was marked")
            found.append((words[0], words[1].lower()))
    except UnicodeDecodeError:
        fail(f"{source.name} is not UTF-8 text; nothing was marked")
    return found


def checked(corpus: Corpus, given: list[tuple[str, str]], name: str | None) -> dict[int, bool | None]:
    """Return marks by article id; one that is unknown ends the command."""
    from ..corpus.judged.marks import UnknownArticleError  # noqa: PLC0415

    try:
        return {corpus.marks.find(article): ANSWERS[answer] for article, answer in given}
    except UnknownArticleError as error:
        where = f"{name}: " if name else ""
        fail(f"{where}no article {error}: give the number or address of one; nothing was marked")


def show(corpus: Corpus, *, as_json: bool) -> None:
    """Print every mark."""
    from ..terminal.text import safe  # noqa: PLC0415

    marks = list(corpus.marks)
    if as_json:
        echo_json([asdict(mark) for mark in marks])
        return
    for row in marks:
        click.echo(f"{row.article:>7}  {'yes' if row.relevant else 'no':<4} {safe(row.title or row.url)}")
