"""A web of stories with stated topical locality, as HTML pages in memory.

Hosts differ in template and in what they publish. A story's page has, by the luck of the graph's
seed: a related block (headed in some way, or by class only), two links in its prose, the host's
"most read" (the same on every page) and "latest", a menu, and a footer. Some pages are dead ends,
some stories have a copy on another host, some hosts publish on one other topic only, and every
host has list pages. Everything follows from `Shape` and one seed.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from stories import Story

# (heading, class) of related blocks; hosts without a heading show what the class alone says
RELATED = (
    ("Related articles", "related"),
    ("More on this story", "story-more"),
    ("You may also like", "recs"),
    ("", "related-stories"),
    ("Read next", "next-up"),
    ("See also", "see-also"),
    ("Recommended for you", "rail"),
    ("Our picks for you", "box-4"),
)
LATEST = ("Latest", "Latest news", "Just in", "New today")
POPULAR = ("Most read", "Popular now", "Trending")
WRAPPER = "This story was first published elsewhere and appears here by arrangement with its publisher."


@dataclass(frozen=True, slots=True)
class Shape:
    """What a web is like."""

    hosts: int = 24
    single_topic_hosts: int = 6
    """Hosts that publish on one topic only, shared out evenly."""
    related: int = 5
    locality: float = 0.6
    """Share of a related block that is on the page's own topic; the rest is on the others."""
    prose: int = 2
    popular: int = 5
    latest: int = 6
    dead_ends: float = 0.1
    copies: float = 0.1
    hub: int = 20
    """Stories on a list page."""
    sections: int = 3


@dataclass(frozen=True, slots=True)
class Web:
    """Pages by address, and which story stands on each."""

    pages: dict[str, bytes] = field(repr=False)
    stories: dict[str, Story] = field(repr=False)
    """Address → story; list pages have none."""
    first: dict[str, str] = field(repr=False)
    """Story id → address of its first publication."""

    def on_topic(self, topic: str) -> set[str]:
        """Return the ids of a topic's stories."""
        return {story.id for story in self.stories.values() if story.topic == topic}


def build(stories: Sequence[Story], shape: Shape, seed: int) -> Web:
    """Lay out a web."""
    return Builder(list(stories), shape, random.Random(seed)).web()


class Builder:
    """Places stories on hosts, then writes their pages."""

    def __init__(self, stories: list[Story], shape: Shape, dice: random.Random) -> None:
        """Place every story on a host that publishes its topic."""
        self.shape, self.dice = shape, dice
        self.topics = sorted({story.topic for story in stories})
        self.hosts = [f"site{number:02}.test" for number in range(shape.hosts)]
        self.beats = {
            host: self.topics[number % len(self.topics)] if number < shape.single_topic_hosts else None
            for number, host in enumerate(self.hosts)
        }
        self.placed: list[tuple[str, Story, bool]] = []
        self.first: dict[str, str] = {}
        for story in dice.sample(stories, len(stories)):
            self.place(story, is_copy=False)
            if dice.random() < shape.copies:
                self.place(story, is_copy=True)
        self.by_topic = {t: [u for u, s, copy in self.placed if s.topic == t] for t in self.topics}
        self.by_host = {h: [u for u, _, _ in self.placed if u.split("/")[2] == h] for h in self.hosts}
        self.titles = {url: story.title for url, story, _ in self.placed}
        self.popular = {h: self.some(self.by_host[h], shape.popular) for h in self.hosts}

    def place(self, story: Story, *, is_copy: bool) -> None:
        """Give a story an address."""
        fitting = [host for host in self.hosts if self.beats[host] in (None, story.topic)]
        host = self.dice.choice(fitting)
        number = 10_000 + len(self.placed)
        slug = "-".join("".join(c for c in word if c.isalnum()) for word in story.title.lower().split())
        # half of the hosts have addresses that say nothing
        name = f"{slug}-{number}" if int(host[4:6]) % 2 else f"article/{number}"
        url = f"http://{host}/{name}"
        self.placed.append((url, story, is_copy))
        if not is_copy:
            self.first[story.id] = url

    def some(self, pool: Sequence[str], count: int) -> list[str]:
        """Draw without repetition."""
        return self.dice.sample(list(pool), min(count, len(pool)))

    def web(self) -> Web:
        """Write every page."""
        pages = {url: self.article(url, story, is_copy=is_copy) for url, story, is_copy in self.placed}
        for host in self.hosts:
            for name in ("", *(f"section-{number}" for number in range(self.shape.sections))):
                pages[f"http://{host}/{name}"] = self.hub(host, name)
        return Web(pages, {url: story for url, story, _ in self.placed}, self.first)

    def neighbours(self, story: Story) -> list[str]:
        """Draw the related stories of one."""
        found: list[str] = []
        for _ in range(self.shape.related):
            is_near = self.dice.random() < self.shape.locality
            others = [topic for topic in self.topics if topic != story.topic]
            pool = self.by_topic[story.topic if is_near else self.dice.choice(others)]
            found.append(self.dice.choice(pool))
        return list(dict.fromkeys(found))

    def article(self, url: str, story: Story, *, is_copy: bool) -> bytes:
        """Write a story's page in its host's template."""
        host = url.split("/")[2]
        number = int(host[4:6])
        heading, css = RELATED[number % len(RELATED)]
        related = (
            ""
            if self.dice.random() < self.shape.dead_ends
            else self.box(heading, css, [u for u in self.neighbours(story) if u != url], number)
        )
        prose = self.prose(story, [u for u in self.some(self.by_host[host], self.shape.prose) if u != url])
        if is_copy:
            prose = f"<p>{WRAPPER}</p>{prose}"
        aside = self.box(POPULAR[number % len(POPULAR)], "aside-a", self.popular[host], number)
        latest = self.box(
            LATEST[number % len(LATEST)], "aside-b", self.some(self.by_host[host], self.shape.latest), number
        )
        body = (
            f"<article><h1>{escape(story.title)}</h1>{prose}</article>{related}<aside>{aside}{latest}</aside>"
        )
        return self.page(host, story.title, body)

    def prose(self, story: Story, links: list[str]) -> str:
        """Write the paragraphs, some with a link in a sentence of its own."""
        paragraphs = [f"<p>{escape(part)}</p>" for part in story.text.split("\n") if part.strip()]
        for link in links:
            title = escape(self.titles[link])
            said = f'<p>As reported before in <a href="{link}">{title}</a>, more was said.</p>'
            paragraphs.insert(self.dice.randrange(1, len(paragraphs) + 1), said)
        return "".join(paragraphs)

    def box(self, heading: str, css: str, links: list[str], number: int) -> str:
        """Write a block of links, as a list or as cards."""
        head = f"<h3>{escape(heading)}</h3>" if heading else ""
        if number % 3:
            items = "".join(f'<li><a href="{u}">{escape(self.titles[u])}</a></li>' for u in links)
            return f'<div class="{css}">{head}<ul>{items}</ul></div>'
        cards = "".join(
            f'<div class="card"><a href="{u}"><h4>{escape(self.titles[u])}</h4></a></div>' for u in links
        )
        return f'<section class="{css}">{head}{cards}</section>'

    def hub(self, host: str, name: str) -> bytes:
        """Write a list page: a day's stories, or a section's."""
        title = name or f"Home of {host}"
        return self.page(
            host, title, self.box(title, "list", self.some(self.by_host[host], self.shape.hub), 1)
        )

    def page(self, host: str, title: str, body: str) -> bytes:
        """Put a body between menu and footer."""
        names = ["", *(f"section-{number}" for number in range(self.shape.sections))]
        menu = "".join(f'<li><a href="/{name}">{name or "Home"}</a></li>' for name in names)
        return (
            f'<!doctype html><html lang="en"><head><title>{escape(title)} | {host}</title></head><body>'
            f"<header><nav><ul>{menu}</ul></nav></header><main>{body}</main>"
            f'<footer><a href="/about">About</a> <a href="/contact">Contact</a></footer></body></html>'
        ).encode()
