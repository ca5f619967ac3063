"""Seeds, their terms and what is asked with these, for people and programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..discover.queries import queries, windows
from ..discover.terms import terms_of
from ..likeness.own import Evidence
from .text import safe, shorten

if TYPE_CHECKING:
    from ..corpus.seedbed import Known
    from ..settings import Discovery

TITLE, TERM, LINE = 100, 40, 100  # characters shown
TERMS_SHOWN = 8
ORIGINS = {"a person": "terms as a person left them", "its file": "terms of its file", "its text": "asks for"}


def row(one: Known, limits: Discovery) -> dict[str, Any]:
    """Return what is shown of a seed."""
    seed = one.seed
    origin = "a person" if one.is_edited else "its file" if seed.terms else "its text"
    return {
        "seed": one.number,
        "title": one.title,
        "path": seed.path,
        "language": seed.language,
        "published": seed.published,
        "url": seed.url,
        "ways_in": list(dict.fromkeys(filter(None, (seed.url, *seed.start_urls, *seed.feeds)))),
        "terms": [term.text for term in terms_of(seed, limits)],
        "terms_from": origin,
        "articles": one.articles,
        "own_page": one.own_page,
        "recognised_by": one.recognised_by,
        "dropped_at": one.dropped_at,
    }


def asked(one: Known, limits: Discovery, *, with_queries: bool) -> dict[str, Any]:
    """Return the terms of a seed, with the queries made of them if these are wanted."""
    found = terms_of(one.seed, limits)
    said: dict[str, Any] = {
        "seed": one.number,
        "title": one.title,
        "is_edited": one.is_edited,
        "terms": [asdict(term) for term in found],
    }
    if with_queries:
        said["queries"] = [asdict(query) for query in queries(one.seed, found, limits)]
        said["windows"] = [asdict(window) for window in windows(one.seed, limits)]
    return said


def print_seeds(console: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print one paragraph a seed."""
    for seed in rows:
        facts = [seed["language"], seed["published"], f"{seed['articles']} articles"]
        if seed["dropped_at"]:
            facts.append(f"dropped on {seed['dropped_at'][:10]}")
        title = Text.assemble((f"{seed['seed']:>3}  ", "dim"), (shorten(seed["title"], TITLE), "bold"))
        title.append(f"  {', '.join(safe(fact) for fact in facts if fact)}", "dim")
        console.print(title, soft_wrap=True)
        for name, value in lines(seed):
            console.print(Padding(Text.assemble((f"{name}: ", "dim"), safe(value)), (0, 0, 0, 5)))


def lines(seed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what is said of a seed below its title."""
    terms = [shorten(term, TERM) for term in seed["terms"]]
    more = f", and {len(terms) - TERMS_SHOWN} more" if len(terms) > TERMS_SHOWN else ""
    ways = [shorten(url, LINE) for url in seed["ways_in"]]
    said = [
        (
            "begins at",
            f"{ways[0]}{f', and {len(ways) - 1} more' if ways[1:] else ''}" if ways else "no address given",
        )
    ]
    if terms:
        said.append((ORIGINS[seed["terms_from"]], ", ".join(terms[:TERMS_SHOWN]) + more))
    if seed["own_page"]:
        meaning = Evidence.of(seed["recognised_by"]).meaning
        said.append(("own page", f"{shorten(seed['own_page'], LINE)} ({meaning[0].lower()}{meaning[1:]})"))
    return said


def print_terms(console: Console, found: Mapping[str, Any]) -> None:
    """Print the terms of a seed, and what is asked with them."""
    origin = ", as a person left them" if found["is_edited"] else ""
    title = f"Terms of seed {found['seed']}, {shorten(found['title'], TITLE)}{origin}"
    console.print(Text(title, style="bold"), soft_wrap=True)
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name in ("anchor", "weight", "term", "why"):
        table.add_column(name, justify="right" if name == "weight" else "left", overflow="fold")
    for term in found["terms"]:
        star = "*" if term["is_anchor"] else ""
        table.add_row(star, f"{term['weight']:.2f}", Text(safe(term["text"])), Text(safe(term["why"]), "dim"))
    console.print(table)
    if found["terms"]:
        console.print(Text("* an anchor: every query has one", style="dim"))
    if "queries" in found:
        print_queries(console, found["queries"], found["windows"])


def print_queries(
    console: Console, queries: Sequence[Mapping[str, Any]], windows: Sequence[Mapping[str, Any]]
) -> None:
    """Print queries as one would type them, and the days that they ask for."""
    console.print(Text(f"\n{len(queries)} queries", style="bold"))
    for query in queries:
        words = (f'"{term}"' if " " in term or query["exact"] else term for term in query["terms"])
        console.print(Text(f"  {safe(' '.join(words))}"), soft_wrap=True)
    spans = ", then ".join(span(window) for window in windows)
    console.print(Text(f"for {spans}" if queries else "", style="dim"))


def span(window: Mapping[str, Any]) -> str:
    """Say which days a window has."""
    since, until = window["since"], window["until"]
    return f"{since} to {until}" if since and until else "any day"
