"""A report as Markdown: for files, mails, chats and the pages of a build."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..corpus.crawlers import desk_sentence
from ..corpus.event import Event
from ..corpus.reports.reckon import UNASKED
from ..corpus.reports.report import Report, Row
from ..terminal.report import ending
from ..terminal.text import megabytes, shorten

# What Markdown or HTML would take for more than a character. No title begins a line, so `#` is no heading.
SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
LONGEST = 200  # characters of a title
HEADINGS = {"new": "New", "changed": "Changed", "gone": "Gone", "lost": "Without a text now"}


def markdown(report: Report, corpus: str) -> str:
    """Write a report whole; what comes from the web is text in it, and nothing else.

    It never begins a line either: mail programs take one that begins with ~ for a command.
    """
    return "\n".join(lines(report, corpus)) + "\n"


def lines(report: Report, corpus: str) -> Iterator[str]:
    """Yield the lines."""
    run = report.run
    yield f"# Run {run['id']} of {escaped(corpus)}"
    yield ""
    yield f"{headline(report)}."
    yield ""
    yield f"- Began {run['started_at']}, ended {run['finished_at'] or '–'}: {ending(run)}"
    yield from (f"- {line}" for line in figures(report))
    yield from section("Alarms", [escaped(alarm["sentence"]) for alarm in report.alarms])
    yield from section("Hosts that went wrong", [trouble(row) for row in report.hosts])
    yield from section("Crawlers", list(crew(report)))
    yield from section(
        "Refused", [f"{row['visits']} {row['reason']}: {row['meaning']}" for row in report.refused]
    )
    for name, heading in HEADINGS.items():
        rows = report.articles.get(name, ())
        more = report.counts.get(name, 0) - len(rows)
        named = [article(row) for row in rows] + ([f"and {more} more"] if more > 0 else [])
        yield from section(heading, named)


def section(heading: str, items: list[str]) -> Iterator[str]:
    """Yield a list under a heading, if it has anything."""
    if items:
        yield from ("", f"## {heading}", "")
        yield from (f"- {item}" for item in items)


def headline(report: Report) -> str:
    """Say in a sentence what changed in the corpus: figures alone, so it can go anywhere."""
    counts = report.counts
    parts = [f"{counts.get(event, 0)} {event}" for event in (Event.NEW, Event.CHANGED, Event.GONE)]
    refused = sum(row["visits"] for row in report.refused)
    alarms = f", {len(report.alarms)} alarm{'s' if len(report.alarms) > 1 else ''}" if report.alarms else ""
    failed = f"Run {report.run['status']}: " if report.run["status"] in ("failed", "killed") else ""
    return f"{failed}{', '.join(parts)}, {refused} refused{alarms}"


def figures(report: Report) -> Iterator[str]:
    """Yield the figures, one a line."""
    counts = report.counts
    events = [event for event in Event if counts.get(event)]
    what = ", ".join(f"{counts[event]} {event}" for event in events) or "nothing"
    yield f"{report.visits} pages asked for ({megabytes(report.bytes)}): {what}"
    if counts.get(UNASKED):
        yield f"{counts[UNASKED]} addresses turned down without being asked"
    if report.harvest is not None:
        yield f"Harvest: {report.harvest:.0%} of the pages not known before brought an article"
    if report.share_unchanged is not None:
        yield f"Unchanged: {report.share_unchanged:.0%} of the pages were answered with 304"


def crew(report: Report) -> Iterator[str]:
    """Yield what each crawler of a cluster did, and how far their desk was behind."""
    for row in report.crew.crawlers:
        yield (
            f"{row['number']} on {escaped(row['node'])}: {row['pages']} pages ({row['rate']:.1f}/s), "
            f"{row['articles']} articles, {row['restarts']} restarts"
        )
    if report.crew.desk:
        yield escaped(desk_sentence(report.crew.desk))


def trouble(row: Row) -> str:
    """Write how often a host failed, and mostly why."""
    why = f"{row['trouble']} ({row['meaning']})"
    return f"{escaped(row['host'])}: {row['failed']} of {row['visits']} pages, {why}"


def article(row: Row) -> str:
    """Write an article as a link."""
    url = re.sub(r"[\s<>]", "", row["url"])
    title = escaped(shorten(row["title"] or row["url"], LONGEST))
    site = f" – {escaped(shorten(row['site'], LONGEST))}" if row["site"] else ""
    return f"[{title}](<{url}>){site}"


def escaped(text: str) -> str:
    """Write a text so that it is nothing but text."""
    return SPECIAL.sub(r"\\\1", shorten(text, 10 * LONGEST))
