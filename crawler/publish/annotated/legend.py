"""The legend beside an annotated page: what was read on it, and what the colours mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from urllib.parse import unquote

from lxml import html

from ...reading.links.explain import Survey
from ...reading.look import Look
from ...reading.tidy import seen
from ...records import Article, Kind, Link, Reading
from ...timing import milliseconds

SHOWN = (Kind.RELATED, Kind.INLINE, Kind.NEXT, Kind.BODY, Kind.NAVIGATION, Kind.FEED)
LISTED = (Kind.RELATED, Kind.INLINE, Kind.NEXT)
"""Kinds whose links are listed one by one."""
MOST_LISTED = 40
LONGEST = 200  # characters of a value or an example
EXAMPLES = 3
# Shown elsewhere, or of no use to a person.
LEFT_OUT = frozenset({"title", "text", "mends", "origins", "extractor", "words", "language_confidence"})
TEXTS = {
    "kept": "paragraph of the text",
    "added": "put back: the extractor had missed it",
    "cut": "cut: the extractor had taken it for text",
}


def element(tag: str, classes: str, *content: str | html.HtmlElement) -> html.HtmlElement:
    """Return an element with texts and elements in it."""
    made = html.Element(tag)
    if classes:
        made.set("class", classes)
    for part in content:
        if not isinstance(part, str):
            made.append(part)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + seen(part)
        else:
            made.text = (made.text or "") + seen(part)
    return made


def legend(reading: Reading, look: Look, survey: Survey | None) -> html.HtmlElement:
    """Return the legend of a page."""
    parts = [*head(reading), *kinds(reading, survey)]
    if reading.article:
        parts += [*text(reading.article, look), *metadata(reading.article)]
    parts += [*verdicts(reading), *timings(reading)]
    return element("aside", "legend", *parts)


def head(reading: Reading) -> Iterator[html.HtmlElement]:
    """Yield title, address and the reason why the page is not kept."""
    article = reading.article
    yield element("h1", "", (article.title if article else None) or "(no article)")
    yield element("p", "address", unquote(reading.page.final_url or reading.page.url, errors="replace"))
    if reading.refusal:
        reason = element("b", "", reading.refusal)
        yield element("p", "reason", reason, f" {reading.refusal.meaning}.")


def kinds(reading: Reading, survey: Survey | None) -> Iterator[html.HtmlElement]:
    """Yield the colours of links with how many there are, the telling ones listed."""
    yield element("h2", "", "Links")
    counts = Counter(link.kind for link in reading.links)
    for kind in SHOWN:
        links = [link for link in reading.links if link.kind is kind]
        swatch = element("span", f"swatch {kind}", str(kind))
        number = element("b", "", str(counts[kind]))
        row = element("summary", "row", swatch, number, element("small", "", kind.meaning))
        if kind in LISTED and links:
            shown = [listed(link, survey) for link in links[:MOST_LISTED]]
            box = element("details", "", row, element("ol", "", *shown))
            box.set("open", "open")
            yield box
        else:
            row.tag = "div"
            yield row


def listed(link: Link, survey: Survey | None) -> html.HtmlElement:
    """Return a link that leads to where it stands on the copy."""
    place = survey.winners.get(survey.keys.get(link.url, "")) if survey else None
    inner = element("a", "", link.anchor[:LONGEST] or link.url[:LONGEST])
    if place:
        inner.set("href", f"#link-{place.index}")
    return element("li", "", inner, " ", element("small", "", f"{link.score:.2f}"))


def text(article: Article, look: Look) -> Iterator[html.HtmlElement]:
    """Yield the colours of paragraphs, and what was mended."""
    yield element("h2", "", "Text")
    yield element("p", "", f"{article.words} words, by {article.extractor}")
    for fate, meaning in TEXTS.items():
        yield element("div", "row", element("span", f"swatch {fate}", fate), element("small", "", meaning))
    if article.mends:
        yield element("p", "", element("b", "", "Mended: "), ", ".join(article.mends))
    for name, lines in look.mended.groups():
        yield from examples(name, lines)


def examples(name: str, lines: Iterable[str]) -> Iterator[html.HtmlElement]:
    """Yield the first of some lines."""
    lines = list(lines)
    for line in lines[:EXAMPLES]:
        shown = line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
        yield element("p", f"example {name}", f"{name}: “{shown}”")
    if len(lines) > EXAMPLES:
        yield element("p", "example", f"… and {len(lines) - EXAMPLES} more {name}")


def metadata(article: Article) -> Iterator[html.HtmlElement]:
    """Yield what is known of the article, each with where it came from."""
    yield element("h2", "", "Metadata")
    rows = []
    for one in fields(article):
        value = getattr(article, one.name)
        if one.name in LEFT_OUT or value in (None, ()):
            continue
        shown = written(value)
        origin = element("small", "", article.origins.get(one.name, ""))
        name = element("th", "", one.name.replace("_", " "))
        rows.append(element("tr", "", name, element("td", "", shown[:LONGEST], " ", origin)))
    yield element("table", "", *rows)


def written(value: object) -> str:
    """Write a value as people do."""
    if isinstance(value, tuple):
        return ", ".join(value)
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def verdicts(reading: Reading) -> Iterator[html.HtmlElement]:
    """Yield what the judges say."""
    if reading.verdicts:
        yield element("h2", "", "Verdicts")
    for verdict in reading.verdicts:
        score = " not measured" if verdict.score is None else f" {verdict.score:g}"
        outcome = f" → {verdict.reason}" if verdict.reason else ""
        said = f"{score}{outcome} {verdict.evidence or ''}"
        yield element("div", "", element("b", "", verdict.judge), said)


def timings(reading: Reading) -> Iterator[html.HtmlElement]:
    """Yield how long each stage of reading took."""
    if took := milliseconds(reading.costs):
        yield element("h2", "", "Time")
        stages = " · ".join(f"{stage} {cost:.1f}" for stage, cost in took.items())
        yield element("p", "", f"{stages} ms")
