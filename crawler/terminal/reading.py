"""What was read on a page, for people."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..records import Kind
from .text import safe, shorten

if TYPE_CHECKING:
    from ..records import Article, Link, Reading

FIELDS = ("author", "published", "modified", "site", "section", "language", "tags", "canonical", "licence")
NAVIGATION_SHOWN = 8


def as_json(reading: Reading) -> dict[str, Any]:
    """Return a reading for --json: article, links, verdicts, the reason if there is no article."""
    page = reading.page
    return {
        "url": page.url,
        "final_url": page.final_url,
        "status": page.status,
        "reason": reading.refusal,
        "meaning": reading.refusal.meaning if reading.refusal else None,
        "detail": page.detail,
        "article": asdict(reading.article) if reading.article else None,
        "links": [asdict(link) for link in reading.links],
        "verdicts": [asdict(verdict) for verdict in reading.verdicts],
        "seconds": reading.seconds,
    }


def print_reading(console: Console, reading: Reading) -> None:
    """Print article, verdicts and links by kind."""
    if reading.refusal:
        detail = f" ({safe(reading.page.detail)})" if reading.page.detail else ""
        line = f"{reading.refusal} — {reading.refusal.meaning}.{detail}"
        console.print(Text.assemble(("Not kept: ", "bold red"), line), soft_wrap=True)
    if reading.article:
        print_article(console, reading.article)
    for verdict in reading.verdicts:
        score = "" if verdict.score is None else f" {verdict.score:g}"
        outcome = f" → {verdict.reason}" if verdict.reason else ""
        evidence = f"  ({safe(verdict.evidence)})" if verdict.evidence else ""
        console.print(Text(f"{verdict.judge}{score}{outcome}{evidence}", style="dim"), soft_wrap=True)
    order = list(Kind)
    links = sorted(reading.links, key=lambda link: (order.index(link.kind), link.position))
    for kind, group in groupby(links, key=lambda link: link.kind):
        print_links(console, kind, list(group))
    console.print(Text(f"read in {reading.seconds * 1000:.0f} ms", style="dim"))


def print_article(console: Console, article: Article) -> None:
    """Print the headline, what is known of it, and the text."""
    console.print(Text(safe(article.title or "(no title)"), style="bold"), soft_wrap=True)
    for name in FIELDS:
        value = getattr(article, name)
        if value:
            shown = ", ".join(value) if isinstance(value, tuple) else value
            origin = f"  [{article.origins[name]}]" if name in article.origins else ""
            console.print(
                Text.assemble((f"{name:>10}  ", "dim"), safe(shown), (origin, "dim")), soft_wrap=True
            )
    console.print(
        Text(f"{'text':>10}  {article.words} words, {safe(article.extractor)}", style="dim"), soft_wrap=True
    )
    console.print()
    for paragraph in article.text.split("\n"):
        console.print(Padding(Text(safe(paragraph)), (0, 0, 1, 0)))


def print_links(console: Console, kind: Kind, links: list[Link]) -> None:
    """Print the links of one kind; only the first few of the menus."""
    console.print()
    console.print(Text.assemble((f"{kind}", "bold"), f"  {len(links)} links"))
    shown = links[:NAVIGATION_SHOWN] if kind is Kind.NAVIGATION else links
    for link in shown:
        heading = f"  under “{shorten(link.heading, 40)}”" if link.heading else ""
        line = Text.assemble(
            (f"{link.score:.2f}  ", "dim"), shorten(link.anchor, 70) or "(no text)", (heading, "dim")
        )
        console.print(line, soft_wrap=True)
        console.print(Text(f"      {safe(link.url)}", style="cyan"), soft_wrap=True)
    if len(shown) < len(links):
        console.print(Text(f"      … and {len(links) - len(shown)} more (--json shows all)", style="dim"))
