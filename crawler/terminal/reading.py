"""What was read on a page, for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..timing import milliseconds
from .links import print_links
from .rights import licence
from .text import safe, shorten

if TYPE_CHECKING:
    from ..reading.look import Look
    from ..records import Article, Reading, Statement, Verdict

# Shown elsewhere, or with another field.
LEFT_OUT = frozenset({"title", "text", "words", "extractor", "mends", "origins", "language_confidence"})
HEAD = 1_200  # characters of the text that are shown unless all is asked for
DAY = 10  # characters of a date without its time
EXAMPLES = 3  # of each sort of mend
LONGEST_EXAMPLE = 90


def print_reading(console: Console, reading: Reading, look: Look, *, whole: bool = False) -> None:
    """Print all that was read on a page; of text and menus only the beginning, unless `whole`."""
    console.print(Text(safe(reading.page.final_url or reading.page.url), style="dim"), soft_wrap=True)
    print_refusal(console, reading)
    if reading.article:
        print_article(console, reading.article, whole=whole)
        section(console, "Metadata")
        console.print(metadata(reading.article))
    print_links(console, reading, look.survey, whole=whole)
    if reading.article:
        section(console, "Extraction")
        print_extraction(console, reading.article, look)
    if reading.statements:
        section(console, "Rights")
        console.print(rights(reading.statements))
    if reading.verdicts:
        section(console, "Verdicts")
        console.print(verdicts(reading.verdicts))
    if took := milliseconds(reading.costs):
        section(console, "Time")
        stages = " · ".join(f"{stage} {cost:.1f}" for stage, cost in took.items())
        console.print(Text(f"  {stages}; in all {sum(took.values()):.1f} ms"))


def section(console: Console, name: str) -> None:
    """Begin a part of the report."""
    console.print()
    console.print(Text(name, style="bold"))


def print_refusal(console: Console, reading: Reading) -> None:
    """Print why a page is not kept, if it is not."""
    reason = reading.refusal
    if reason:
        detail = f" ({safe(reading.page.detail)})" if reading.page.detail else ""
        line = f"{reason} — {reason.meaning}.{detail}"
        console.print(Text.assemble(("Not kept: ", "bold red"), line))


def print_article(console: Console, article: Article, *, whole: bool) -> None:
    """Print headline, byline and text."""
    console.print(Text(safe(article.title or "(no title)"), style="bold"))
    values = (article.author, (article.published or "")[:DAY], article.site, article.language)
    known = [safe(value) for value in values if value]
    console.print(Text(" · ".join([*known, f"{article.words} words"]), style="dim"))
    console.print()
    paragraphs = article.text.split("\n")
    shown = paragraphs if whole else beginning(paragraphs)
    for paragraph in shown:
        console.print(Padding(Text(safe(paragraph)), (0, 0, 1, 2)))
    if left := len(paragraphs) - len(shown):
        console.print(Text(f"  … {left} more paragraphs (--all shows them)", style="dim"))


def beginning(paragraphs: list[str]) -> list[str]:
    """Return the first paragraphs, at least one."""
    size = 0
    shown: list[str] = []
    for paragraph in paragraphs:
        if shown and size + len(paragraph) > HEAD:
            break
        size += len(paragraph)
        shown.append(paragraph)
    return shown


def grid() -> Table:
    """Return a table of a narrow and a wide column, indented."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    return table


def written(value: object) -> str:
    """Write a value as people do."""
    if isinstance(value, tuple):
        return ", ".join(value)
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def metadata(article: Article) -> Padding:
    """Return what is known of an article, each with where it came from."""
    table = grid()
    table.add_column(style="dim", no_wrap=True)
    for field in fields(article):
        value = getattr(article, field.name)
        if field.name in LEFT_OUT or value in (None, ()):
            continue
        shown = written(value)
        if field.name == "language" and article.language_confidence is not None:
            shown += f" ({article.language_confidence:.2f})"
        origin = article.origins.get(field.name, "the text" if field.name == "language" else "")
        table.add_row(field.name.replace("_", " "), Text(safe(shown)), Text(safe(origin)))
    return Padding(table, (0, 0, 0, 2))


def print_extraction(console: Console, article: Article, look: Look) -> None:
    """Print what extracted the text, and what was mended."""
    console.print(Text(f"  {safe(article.extractor)}; page decoded as {safe(look.encoding)}"))
    console.print(Text(f"  mended: {safe(', '.join(article.mends) or 'nothing')}"))
    for name, lines in look.mended.groups():
        print_examples(console, name, lines)


def print_examples(console: Console, name: str, lines: Iterable[str]) -> None:
    """Print the first of the lines that were mended in one way."""
    lines = list(lines)
    for line in lines[:EXAMPLES]:
        console.print(Text(f"    {name:<7} {shorten(line, LONGEST_EXAMPLE)}", style="dim"), soft_wrap=True)
    if len(lines) > EXAMPLES:
        console.print(Text(f"    … and {len(lines) - EXAMPLES} more {name}", style="dim"))


def rights(found: Iterable[Statement]) -> Padding:
    """Return what the site says about the use of the text."""
    table = grid()
    for statement in found:
        outcome = ("  → reserved", "red") if statement.reserves else ""
        value = licence(statement.value) if statement.name == "licence" else statement.value
        table.add_row(statement.name, Text.assemble(f"{safe(value)}  ({safe(statement.source)})", outcome))
    return Padding(table, (0, 0, 0, 2))


def verdicts(found: Iterable[Verdict]) -> Padding:
    """Return what the judges say."""
    table = grid()
    for verdict in found:
        said = "not measured" if verdict.score is None else f"{verdict.score:g}"
        if verdict.evidence:
            said += f"  ({verdict.evidence})"
        if verdict.parts:
            said += "  = " + " ".join(f"{name} {value:g}" for name, value in verdict.parts.items())
        outcome = (f"  → {verdict.reason}: {verdict.reason.meaning}", "red") if verdict.reason else ""
        table.add_row(verdict.judge, Text.assemble(safe(said), outcome))
    return Padding(table, (0, 0, 0, 2))
