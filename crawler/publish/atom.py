"""Atom feeds (RFC 4287): well-formed whatever a text contains."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

# What XML 1.0 can't carry, even as an entity.
IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a feed."""

    url: str
    """Its page here; names it for good."""
    title: str
    updated: str
    """UTC, ISO 8601 with Z or an offset."""
    original: str | None = None
    summary: str = ""
    authors: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and what is in it, newest first."""

    url: str
    home: str
    title: str
    entries: tuple[Entry, ...]


def document(feed: Feed, now: str) -> str:
    """Return the feed as XML; `now` dates one that is empty."""
    updated = max((entry.updated for entry in feed.entries), default=now)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        element("title", feed.title),
        element("id", feed.url),
        element("updated", updated),
        link("self", feed.url, "application/atom+xml"),
        link("alternate", feed.home, "text/html"),
        "<author><name>Corpuscle</name></author>",
        *(line for entry in feed.entries for line in lines_of(entry)),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def lines_of(entry: Entry) -> Iterable[str]:
    """Yield an entry."""
    tongue = entry.language if entry.language and LANGUAGE.fullmatch(entry.language) else None
    yield f"<entry xml:lang={quoteattr(tongue)}>" if tongue else "<entry>"
    yield element("title", entry.title)
    yield element("id", entry.url)
    yield element("updated", entry.updated)
    yield link("alternate", entry.url, "text/html")
    if entry.original:
        yield link("via", entry.original)
    yield from (f"<author>{element('name', name)}</author>" for name in entry.authors)
    if entry.summary:
        yield element("summary", entry.summary)
    yield "</entry>"


def element(name: str, text: str) -> str:
    """Return an element with text in it."""
    return f"<{name}>{escape(possible(text))}</{name}>"


def link(relation: str, url: str, kind: str = "") -> str:
    """Return a link."""
    typed = f" type={quoteattr(kind)}" if kind else ""
    return f"<link rel={quoteattr(relation)} href={quoteattr(possible(url))}{typed}/>"


def possible(text: str) -> str:
    """Return a text without what XML can't carry."""
    return IMPOSSIBLE.sub("", text)
