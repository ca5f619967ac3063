"""A trail from the seed to an address, for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..likeness.own import Evidence
from .rights import said
from .text import safe, shorten

if TYPE_CHECKING:
    from ..corpus.why import Step, Why

TERMS = 6  # that are shown of a query
COLOURS = {"done": "green", "refused": "red", "queued": "yellow", "claimed": "yellow"}


def print_why(console: Console, why: Why) -> None:
    """Print the answer first, then the trail, then what the judges said."""
    console.print(answer(why.last), soft_wrap=True)
    if why.seed:
        name = why.seed["title"] or why.seed["url"] or why.seed["path"]
        console.print(Text(f"seed    {safe(name)}  ({safe(why.seed['path'])})", style="dim"), soft_wrap=True)
        own_page = why.seed["own_page"]
        if own_page and own_page != why.url:
            console.print(Text(f"        its own page: {safe(own_page)}", style="dim"), soft_wrap=True)
    for step in why.trail:
        print_step(console, step)
    for own in why.own_page_of:
        name = safe(own["title"] or own["path"])
        meaning = Evidence.of(own["recognised_by"]).meaning
        console.print(
            Text(f"seed    {own['id']} was taken from this page: {name}  ({meaning})"), soft_wrap=True
        )
    for verdict in why.verdicts:
        score = "" if verdict["score"] is None else f" {verdict['score']:g}"
        outcome = f" → {verdict['reason']}" if verdict["reason"] else ""
        evidence = f"  ({safe(verdict['evidence'])})" if verdict["evidence"] else ""
        console.print(Text(f"judge   {verdict['judge']}{score}{outcome}{evidence}"), soft_wrap=True)
    for original in why.copy_of:
        what = "part of" if original["kind"] == "excerpt" else "copy of"
        like = f"{original['kind']}, {original['similarity']:.0%}"
        console.print(Text(f"{what} {safe(original['url'])}  ({like})"), soft_wrap=True)
    if why.rights:
        console.print(Text(f"rights  {'; '.join(map(right, why.rights))}"), soft_wrap=True)


def right(row: Mapping[str, Any]) -> str:
    """Return what a site says about the use of a text."""
    return said(row["name"], row["value"], row["source"]) + (", reserved" if row["reserves"] else "")


def answer(step: Step) -> Text:
    """Return the answer in one sentence."""
    what = safe(step.title or step.url)
    if step.status == "done":
        gone = f". Gone from its site since {step.gone_at}." if step.gone_at else ""
        return Text.assemble(("In the corpus: ", "bold green"), what, gone)
    if step.status == "refused":
        why_not = f"{step.reason} — {step.meaning}.{detail(step)}"
        return Text.assemble(("Not in the corpus: ", "bold red"), why_not)
    if step.due_at:
        later = f"{step.reason}; tried again after {step.due_at}.{detail(step)}"
        return Text.assemble(("Not yet: ", "bold yellow"), later)
    return Text.assemble(("Not yet: ", "bold yellow"), f"{step.status}, priority {step.priority:.2f}.")


def detail(step: Step) -> str:
    """Return what exactly went wrong."""
    return f" ({safe(step.detail)})" if step.detail else ""


def print_step(console: Console, step: Step) -> None:
    """Print how one address was found."""
    style = COLOURS.get(step.status, "")
    head = Text.assemble((f"{step.depth:>3}  ", "dim"), (f"{step.kind:<10} ", style), safe(step.url))
    console.print(head, soft_wrap=True)
    found = [*asked(step), *named(step)]
    if step.heading:
        found.append(f"under “{shorten(step.heading, 60)}”")
    if step.anchor and not step.find:
        found.append(f"as “{shorten(step.anchor, 80)}”")
    if step.position is not None and not step.find:
        found.append(f"link {step.position + 1} on the page")
    if step.parts and step.priority:
        parts = " ".join(f"{name} {value:+.2f}" for name, value in step.parts.items())
        found.append(f"priority {step.priority:.2f} = {parts}")
    if step.relevance is not None:
        found.append(f"relevance {step.relevance:.2f}")
    if step.robots:
        found.append(f"robots.txt: {safe(step.robots)}")
    if found:
        console.print(Padding(Text("; ".join(found), style="dim"), (0, 0, 0, 16)))


def asked(step: Step) -> list[str]:
    """Return what was asked at an address, and what came of it."""
    query = step.query
    if query is None:
        return []
    about = " ".join(f"“{shorten(term, 60)}”" for term in query["terms"][:TERMS])
    more = f" and {len(query['terms']) - TERMS} more" if len(query["terms"]) > TERMS else ""
    days = f", {query['since'] or 'any day'} to {query['until'] or 'any day'}"
    said = [f"asked {query['provider']}{' for ' if about else ''}{about}{more}"
            + (days if query["since"] or query["until"] else "")]  # fmt: skip
    if query["outcome"] == "found":
        said.append(f"it named {query['found']}, {query['new']} of them new")
    elif query["outcome"] == "not-measured":
        said.append(f"not measured: {query['reason']}")
    elif query["outcome"] != "waiting":
        said.append({"nothing": "it named nothing", "onward": "it led to further queries"}[query["outcome"]])
    return said


def named(step: Step) -> list[str]:
    """Return what an answer says of an address."""
    find = step.find
    if find is None:
        return []
    facts = (f"“{shorten(find['title'], 80)}”" if find["title"] else "",
             f"dated {find['published'][:10]}" if find["published"] else "",
             f"at {safe(find['site'])}" if find["site"] else "")  # fmt: skip
    line = " ".join(filter(None, facts))
    evidence = shorten(find["evidence"], 120) if find["evidence"] else ""
    return list(filter(None, (f"find {find['rank'] + 1}{': ' if line else ''}{line}", evidence)))
