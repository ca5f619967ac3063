"""A corpus of any size with made-up articles of realistic length, to measure pages and searches on.

    python benchmarks/publish/fill.py CORPUS.db [--articles 1000000]

Words are made up and fall as in a natural language: the most common stands in most texts, most
stand in a few. One article in ten has Chinese text. Sites, dates, links, verdicts and refusals are
spread as a long crawl leaves them; the same number of articles gives the same corpus.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from crawler import clock, urls
from crawler.corpus import Corpus
from crawler.corpus.articles import text_hash
from crawler.corpus.database import transaction
from crawler.corpus.derived import derive
from crawler.corpus.search import split, split_text
from crawler.corpus.tables.packing import JUDGES, STATES
from crawler.corpus.tables.packing import KINDS as SIGNS
from crawler.records import Seed

VOCABULARY = 60_000
SYLLABLES = re.findall("..", "bacedifoguhajekilomunaperisotuvawexiyozuanelinorusthsttrshpl")
# of the log-normal distribution of words in a text: 365 in the median, 440 in the mean
LENGTHS = (5.9, 0.6)
PARAGRAPH = 60  # words
LINKS = 5  # a page
REFUSED = 3  # addresses turned down for each article
AT_ONCE = 5_000
LANGUAGES = ("en", "en", "en", "en", "de", "fr", "es", "it", "ru", "zh")
REASONS = ("navigation", "robots", "not-an-article", "http-error", "off-topic", "too-short", "gone")
KINDS = ("related", "related", "inline", "body", "next", "feed")
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
RELEVANCE = f"""insert into verdicts (article, judge_sign, score, reason)
select id, '{JUDGES.sign("relevance")}', relevance, reason from articles"""
QUALITY = f"""insert into verdicts (article, judge_sign, score)
select id, '{JUDGES.sign("quality")}', quality from articles"""
TURNED_DOWN = """update frontier set state = 'r', reason = 'off-topic'
where id in (select id from articles where reason = 'off-topic')"""
BLOCK = """insert or ignore into blocks (id, host, kind, heading, path, tries, kept)
values (?, ?, ?, 'Related', '', 10, 5)"""
# Each page shows one block, and no other page shows the same.
CONTENT = "insert into contents (id, block) values (?, ?)"
ENTRY = """insert or ignore into entries (content, target, anchor, position, score)
values (?, ?, 'a headline that leads on', ?, 600)"""
SHOWN = "insert into shown (page, content, position) values (?, ?, 0)"
HOST = "insert or ignore into hosts (id, host, robots_status, fetched, articles) values (?, ?, 'ok', ?, ?)"
RUN = """insert into runs (id, started_at, status, process, version, settings)
values (1, '2024-01-01T00:00:00.000Z', 'finished', '1', '0', '{}')"""
Row = tuple[Any, ...]


def main() -> None:
    """Fill."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    given = parser.parse_args()
    if given.corpus.exists():
        sys.exit(f"{given.corpus} exists; name a new file")
    start = time.monotonic()
    with Corpus(given.corpus, create=True) as corpus:
        Filler(corpus, given.articles).fill()
    size = given.corpus.stat().st_size / 2**30
    print(f"{given.articles} articles, {size:.2f} GiB, in {time.monotonic() - start:.0f} s")


class Filler:
    """Writes the rows, table after table."""

    def __init__(self, corpus: Corpus, articles: int) -> None:
        """Fill an empty corpus with that many articles."""
        self.corpus, self.connection, self.articles = corpus, corpus.connection, articles
        self.sites = max(20, articles // 500)
        self.dice = np.random.default_rng(7)
        self.words = np.array(list(vocabulary()))
        # Zipf's law with the shift that Mandelbrot found for real texts
        weights = 1 / (np.arange(VOCABULARY) + 2.7)
        self.ranks = np.cumsum(weights / weights.sum())
        self.site_of = np.minimum((self.dice.pareto(1.1, articles) * 3).astype(int), self.sites - 1)

    def fill(self) -> None:
        """Write everything."""
        seed = Seed(path="seed.txt", title="A seed", text="words of a seed " * 50, start_urls=(url(0, 0),))
        self.corpus.plant([seed])
        triggers = "select name from sqlite_master where type = 'trigger'"
        for (name,) in self.connection.execute(triggers).fetchall():
            self.connection.execute(f"drop trigger {name}")
        self.connection.execute("drop table articles_fts")
        for title, table in (
            ("hosts", self.hosts), ("addresses", self.addresses), ("pages", self.pages),
            ("articles", self.texts), ("verdicts", self.verdicts), ("links", self.links), ("runs", self.runs),
        ):  # fmt: skip
            self.timed(title, table)
        self.timed("search index and triggers", self.derive)

    def timed(self, title: str, work: Callable[[], object]) -> None:
        """Do a piece of work and say how long it took."""
        start = time.monotonic()
        work()
        print(f"{title:26} {time.monotonic() - start:6.1f} s", flush=True)

    def write(self, sql: str, rows: Iterable[Row]) -> None:
        """Write rows in one transaction."""
        with transaction(self.connection):
            self.connection.executemany(sql, rows)

    def hosts(self) -> None:
        """Every site, resting since long."""
        counts = np.bincount(self.site_of, minlength=self.sites).tolist()
        self.write(HOST, ((site + 1, host(site), count, count) for site, count in enumerate(counts)))
        self.write(BLOCK, ((site + 1, host(site), KINDS[site % len(KINDS)]) for site in range(self.sites)))

    def addresses(self) -> None:
        """Those of the articles, and after them those that were turned down."""
        sql = """insert or ignore into frontier
(id, key, url, host_id, state, reason, millionths, depth, via, kind_sign, seed)
values (?, ?, ?, ?, ?, ?, 500000, ?, ?, ?, 1)"""
        self.write(sql, (self.address(number) for number in range(1, self.articles * (1 + REFUSED))))

    def address(self, number: int) -> Row:
        """Return a row of `frontier`."""
        site = self.site(number)
        is_article = number <= self.articles
        reason = None if is_article else REASONS[number % len(REASONS)]
        at = url(site, number)
        via = max(1, min(number // 3, self.articles))
        status = "done" if is_article else "refused"
        return (
            number,
            urls.key(at),
            at,
            site + 1,
            STATES.sign(status),
            reason,
            1 + number % 6,
            via,
            SIGNS.sign(KINDS[number % 6]),
        )

    def pages(self) -> None:
        """One for each article."""
        sql = """insert or ignore into pages (id, url, status, fetched_ms, took_ms, type_sign, bytes, run)
values (?, ?, 200, ?, 300, 'H', 90000, 1)"""
        self.connection.execute(RUN)
        numbers = range(1, self.articles + 1)
        self.write(sql, ((number, url(self.site(number), number), self.ms(number)) for number in numbers))

    def site(self, number: int) -> int:
        """Return the site that an address is on."""
        return int(self.site_of[number % self.articles])

    def moment(self, number: int) -> datetime:
        """Return when an article was seen: they are spread evenly over two years."""
        return FIRST + timedelta(days=730) * (number / self.articles)

    def ms(self, number: int) -> int:
        """Return the same in milliseconds since 1970 began."""
        return clock.milliseconds(clock.stamp(self.moment(number)))

    def texts(self) -> None:
        """Write the articles, a few thousand at a time."""
        sql = """insert into articles (id, url, title, author, site, published, language, words,
  relevance, quality, reason, first_ms, read_by, digest, split_title, split_text)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'made up', ?, ?, ?)"""
        for start in range(1, self.articles + 1, AT_ONCE):
            self.write(sql, self.some_texts(range(start, min(start + AT_ONCE, self.articles + 1))))

    def some_texts(self, numbers: range) -> Iterator[Row]:
        """Make articles."""
        lengths = self.dice.lognormal(*LENGTHS, len(numbers)).astype(int) + 60
        drawn = self.draw(int(lengths.sum()) + 8 * len(numbers))
        relevance = self.dice.beta(2, 1.2, len(numbers)).round(4).tolist()
        at = 0
        for number, length, score in zip(numbers, lengths.tolist(), relevance, strict=True):
            words, at = drawn[at : at + length + 8].tolist(), at + length + 8
            yield self.article(number, words[:8], words[8:], score)

    def draw(self, count: int) -> np.ndarray:
        """Draw words, the common ones most often."""
        return self.words[np.searchsorted(self.ranks, self.dice.random(count))]

    def article(self, number: int, headline: list[str], words: list[str], relevance: float) -> Row:
        """Return a row of `articles`."""
        language = LANGUAGES[number % len(LANGUAGES)]
        site = self.site(number)
        if language == "zh":
            headline = [in_chinese(headline)]
            words = [in_chinese(words[i : i + 20]) for i in range(0, len(words), 20)]
        title, text = " ".join(headline).capitalize(), paragraphs(words)
        reason = "off-topic" if relevance < 0.35 else None
        return (
            number, url(site, number), title, f"Author {number % 5000}", f"Site {site}",
            f"{self.moment(number):%Y-%m-%d}", language, len(words), relevance, 1 - relevance / 10, reason,
            self.ms(number), text_hash(title + str(number)), split(title), split_text(text),
        )  # fmt: skip

    def verdicts(self) -> None:
        """Write what two judges said of each."""
        with transaction(self.connection):
            self.connection.execute(RELEVANCE)
            self.connection.execute(QUALITY)
            self.connection.execute(TURNED_DOWN)

    def links(self) -> None:
        """Write some from each article to others, and to what was turned down."""
        numbers = range(1, self.articles + 1)
        self.write(CONTENT, ((number, self.site(number) + 1) for number in numbers))
        self.write(ENTRY, self.some_links())
        self.write(SHOWN, ((number, number) for number in numbers))

    def some_links(self) -> Iterator[Row]:
        """Make links: each article is linked from the one it was found on."""
        most = self.articles * (1 + REFUSED) - 1
        for number in range(1, self.articles + 1):
            for position in range(LINKS):
                target = number * 3 + position if position < 3 else (number * 7919 + position) % most + 1
                if target <= most:
                    yield (number, target, position)

    def runs(self) -> None:
        """One long run."""
        counts = (self.articles, self.articles, self.articles * REFUSED)
        self.connection.execute("update runs set pages = ?, articles = ?, refused = ? where id = 1", counts)

    def derive(self) -> None:
        """Make what was left out while the rows were written."""
        with transaction(self.connection):
            derive(self.connection)


def vocabulary() -> Iterator[str]:
    """Return made-up words, the short ones first."""
    for number in range(VOCABULARY):
        word, rest = "", number + 1
        while rest:
            rest, syllable = divmod(rest - 1, len(SYLLABLES))
            word += SYLLABLES[syllable]
        yield word


def in_chinese(words: list[str]) -> str:
    """Return a sentence of Chinese characters, as common and as rare as the words."""
    return "".join(chr(0x4E00 + sum(map(ord, word)) * 7 % 4000) for word in words) + "。"


def paragraphs(words: list[str]) -> str:
    """Return words as sentences in paragraphs."""
    sentences = [" ".join(words[i : i + 15]).capitalize() + "." for i in range(0, len(words), 15)]
    return "\n".join(" ".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4))


def host(site: int) -> str:
    """Return the host of a site."""
    return f"www.site{site}.example"


def url(site: int, number: int) -> str:
    """Return an address."""
    return f"https://{host(site)}/2024/{number % 12 + 1:02}/story-{number}"


if __name__ == "__main__":
    try:
        main()
    except sqlite3.Error as error:
        sys.exit(f"the corpus can't be filled: {error}")
