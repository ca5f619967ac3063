"""Readings as a crawl hands them over: real pages read once, then varied so that no two are the same.

Each host has the page of one real site for its pattern. Its menus stay as they are; what a page links to as
related, in its text and as the next is its own; headlines in menus move on with every tenth page. Texts have
as many words and paragraphs as the real ones, drawn from a few texts of their language, and now and
then a word that nobody used before.
"""

from __future__ import annotations

import gzip
import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from crawler import clock, urls
from crawler.hashes import short_hash
from crawler.likeness.shingles import fingerprint
from crawler.reader import Reader
from crawler.reasons import Reason
from crawler.records import Article, Capture, Kind, Link, Page, Reading, Seed, Target
from crawler.settings import Settings

SEED = Seed("seed.txt", "The council votes on the budget for schools, roads and the harbour. " * 20)
FILE = "corpus-00001-20251114081100.warc.gz"
HTML = {"content-type": "text/html; charset=utf-8"}
WORDS, LINKS = (250, 1400), (15, 110)
"""Pages that are neither notes nor portals: 590 words and 70 links on average."""
TOPIC = 3  # texts that the words of one article are drawn from
CHARACTERS = 2  # of a script without spaces that count as a word
RARE = 0.01  # of all words: names, numbers, slips of the pen
MOVING = 10  # pages of a host after which the headlines in its menus are others
OWN = (Kind.RELATED, Kind.INLINE, Kind.BODY, Kind.NEXT)
NEW = 0.5  # of the links that are a page's own: to stories that nobody met yet
OWN_MENUS = 0.08  # of the blocks of menus: tags, authors, buttons to share this very page
RECENT = 60  # stories that are linked still
PLACE = re.compile(r"https?://[^/]+")


def real(folders: Iterable[Path], settings: Settings) -> list[Reading]:
    """Read saved pages (*.html, *.html.gz); return those that are kept, of the usual size."""
    reader = Reader.make(settings, [SEED])
    readings = [reader(Target(page.url, depth=1, seed=1), page) for page in pages(folders)]
    return [
        reading
        for reading in readings
        if reading.article
        and reading.refusal is None
        and WORDS[0] <= reading.article.words <= WORDS[1]
        and LINKS[0] <= len(reading.links) <= LINKS[1]
    ]


def pages(folders: Iterable[Path]) -> Iterator[Page]:
    """Yield saved pages, each on a host of its own."""
    files = sorted(file for folder in folders for file in folder.rglob("*.html*"))
    for number, file in enumerate(files):
        body = file.read_bytes()
        body = gzip.decompress(body) if file.suffix == ".gz" else body
        url = f"http://pattern{number}.example/2024/05/a-story-of-usual-length-12.html"
        yield Page(url, url, 200, HTML, body, len(body), fetched_at=clock.now())


@dataclass(slots=True)
class Host:
    """A made-up site: whose pattern it has, and how many stories were told."""

    name: str
    address: str
    pattern: Reading
    stories: int = 20
    read: int = 0
    own_menus: frozenset[str] = field(default_factory=frozenset)


class Web:
    """Makes the reading of any address on its hosts; the same dice give the same readings."""

    def __init__(self, patterns: list[Reading], hosts: int, seed: int = 7) -> None:
        """Give each host a pattern."""
        self.dice = random.Random(seed)
        self.texts: dict[str, list[list[str]]] = defaultdict(list)
        for one in patterns:
            if one.article:
                self.texts[one.article.language or ""].append(pieces(one.article.text))
        names = [f"www.newspaper{number}.example" for number in range(hosts)]
        self.hosts = {
            name: self.host(name, number, patterns[number % len(patterns)])
            for number, name in enumerate(names)
        }

    def host(self, name: str, number: int, pattern: Reading) -> Host:
        """Make a host, at an IP address of its own."""
        address = f"198.18.{number // 256}.{number % 256}"
        return Host(name, address, pattern, own_menus=self.menus(pattern))

    def menus(self, pattern: Reading) -> frozenset[str]:
        """Choose the menus that differ from page to page."""
        paths = {link.path for link in pattern.links if link.kind not in OWN}
        return frozenset(path for path in sorted(paths) if self.dice.random() < OWN_MENUS)

    def starts(self) -> list[str]:
        """Return addresses to begin with."""
        return [story(name, number) for name in self.hosts for number in range(5)]

    def reading(self, target: Target) -> Reading:
        """Make what was read at an address, as it comes from a reader."""
        host = self.hosts.get(urls.host(target.url))
        if host is None:  # a link that leads away
            return Reading(
                target, Page(target.url, status=404, reason=Reason.NOT_FOUND, fetched_at=clock.now())
            )
        host.read += 1
        article = self.article(host)
        pairs = [self.link(host, link, mine, target) for link, mine in self.numbered(host)]
        links = {link.url: (link, mine) for link, mine in pairs}
        digest = hashlib.sha256(article.text.encode()).hexdigest()
        headers = HTML | {"etag": f'"{digest[:16]}"', "last-modified": "Fri, 14 Nov 2025 08:11:00 GMT"}
        page = replace(
            host.pattern.page, url=target.url, final_url=target.url, digest=short_hash(digest.encode()),
            headers=headers, seconds=0.31, address=host.address, fetched_at=clock.now(),
        )  # fmt: skip
        offset = self.dice.randrange(2**30)
        return replace(
            host.pattern, target=target, page=page, article=article,
            links=tuple(link for link, _ in links.values()),
            targets=tuple(mine for _, mine in links.values()),
            fingerprint=fingerprint(article.text), seconds=0.0412,
            capture=Capture(FILE, offset, 31_201, digest[:32].upper()),
        )  # fmt: skip

    def numbered(self, host: Host) -> Iterator[tuple[Link, Target]]:
        """Yield the links of a host's pattern with their targets."""
        yield from zip(host.pattern.links, host.pattern.targets, strict=True)

    def link(self, host: Host, link: Link, mine: Target, page: Target) -> tuple[Link, Target]:
        """Make one link of a page."""
        if link.kind in OWN or (link.path in host.own_menus and link.kind is Kind.NAVIGATION):
            url = story(host.name, self.told(host))
            link = replace(link, url=url, anchor=self.headline(host, link))
        elif mine.reason is None:
            number = host.read // MOVING * 3 + link.position % 40
            host.stories = max(host.stories, number + 1)
            link = replace(link, url=story(host.name, number), anchor=f"{link.anchor} {number}")
        else:
            link = replace(link, url=PLACE.sub(f"http://{host.name}", link.url, count=1))
        target = replace(
            mine, url=link.url, key=urls.key(link.url), via=page.id, depth=min(page.depth + 1, 9)
        )
        return link, target

    def told(self, host: Host) -> int:
        """Return the number of a story, new or told lately."""
        if self.dice.random() < NEW:
            host.stories += 1
            return host.stories
        return max(0, host.stories - self.dice.randrange(RECENT))

    def headline(self, host: Host, link: Link) -> str:
        """Return about as many words as the link has in the pattern, others."""
        return self.drawn(self.topic(host), len(pieces(link.anchor)))

    def article(self, host: Host) -> Article:
        """Make a text with the paragraphs of the pattern's, of words as texts of its language have them."""
        pattern = host.pattern.article
        assert pattern is not None  # noqa: S101  (patterns are chosen for it)
        topic = self.topic(host)
        paragraphs = [self.drawn(topic, len(pieces(line))) for line in pattern.text.split("\n")]
        title = self.drawn(topic, len(pieces(pattern.title or "")))
        return replace(pattern, title=title, text="\n".join(paragraphs), canonical=None)

    def topic(self, host: Host) -> list[str]:
        """Return the words of a few texts: what one article is about."""
        language = host.pattern.article.language if host.pattern.article else None
        return list(chain(*self.dice.choices(self.texts[language or ""], k=TOPIC)))

    def drawn(self, words: list[str], count: int) -> str:
        """Return as many words, one in a hundred made new."""
        joint = " " if max(map(len, words[:20])) > CHARACTERS else ""
        return joint.join(
            f"{word}{self.dice.randrange(10**6)}" if self.dice.random() < RARE else word
            for word in self.dice.choices(words, k=count)
        )


def pieces(text: str) -> list[str]:
    """Return the words of a text; of one without spaces, pairs of characters."""
    words = text.split()
    if len(text) < 12 * len(words):
        return words
    return [text[start : start + CHARACTERS] for start in range(0, len(text), CHARACTERS)]


def story(host: str, number: int) -> str:
    """Return the address of a story."""
    return f"http://{host}/2025/11/a-story-of-the-usual-length-in-town-{number}.html"
