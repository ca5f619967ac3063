"""Ways to walk through a web: the crawl as it is, and what it is compared with.

Each yields the addresses it fetches, in order. A page is read once, whoever asks for it: reading
is pure, so walks share the work.
"""

from __future__ import annotations

import heapq
import re
import tempfile
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from web import Web

from crawler.corpus import Corpus
from crawler.corpus.run import Run
from crawler.judges.relevance import Relevance
from crawler.reader import Reader
from crawler.reading.page import read_page
from crawler.reasons import Reason
from crawler.records import Page, Reading, Seed, Target
from crawler.settings import Settings

KEYWORDS = re.compile(r"relat|recommend|also|read next|more on|similar", re.IGNORECASE)


class Reads:
    """The readings of a web's pages, made when first asked for."""

    def __init__(self, web: Web) -> None:
        """Start with nothing read."""
        self.web = web
        self.done: dict[str, Reading] = {}

    def __call__(self, url: str) -> Reading:
        """Read a page; one that is not there answers 404."""
        if url not in self.done:
            self.done[url] = read_page(Target(url), self.page(url))
        return self.done[url]

    def page(self, url: str) -> Page:
        """Answer as a server would."""
        body = self.web.pages.get(url)
        if body is None:
            return Page(url, url, 404, reason=Reason.GONE)
        return Page(url, url, 200, {"content-type": "text/html"}, body, len(body))


def corpuscle(reads: Reads, seed: Seed, settings: Settings) -> Iterator[str]:
    """Walk as `corpuscle crawl` does: the same frontier, judges and following, without the network."""
    with tempfile.TemporaryDirectory() as folder, Corpus(Path(folder) / "walk.db", create=True) as corpus:
        corpus.plant([seed])
        reader = Reader.make(settings, corpus.seeds())
        run = Run.start(corpus, settings)
        while targets := run.claim(1):
            (target,) = targets
            reading = replace(reads(target.url), target=target)
            run.save([reader.judge(reading)])
            while run.learn():  # what the desk does between two saves
                pass
            yield target.url


def breadth_first(reads: Reads, start: str) -> Iterator[str]:
    """Follow every link in the order found."""
    queue, seen = deque([start]), {start}
    while queue:
        url = queue.popleft()
        yield url
        new = [link.url for link in reads(url).links if link.url not in seen]
        seen.update(new)
        queue.extend(new)


def by_page(reads: Reads, start: str, relevance: Relevance) -> Iterator[str]:
    """Follow the links of the pages most like the seed first."""
    order = count()
    queue, seen = [(-1.0, next(order), start)], {start}
    while queue:
        _, _, url = heapq.heappop(queue)
        yield url
        reading = reads(url)
        score = relevance(reading.article).score or 0.0 if reading.article else 0.0
        for link in reading.links:
            if link.url not in seen:
                seen.add(link.url)
                heapq.heappush(queue, (-score, next(order), link.url))


def keywords_only(reads: Reads, start: str) -> Iterator[str]:
    """Follow only the blocks whose heading or class has a word for related."""
    queue, seen = deque([start]), {start}
    while queue:
        url = queue.popleft()
        yield url
        for link in reads(url).links:
            if link.url not in seen and KEYWORDS.search(f"{link.heading} {link.path}"):
                seen.add(link.url)
                queue.append(link.url)
