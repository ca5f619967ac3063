"""What links have yielded so far, by kind, block and host, and in which words: counts, nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

from .. import urls
from ..focus.chance import log_odds, prior, rounded
from ..focus.lexicon import Lexicon
from ..reasons import Reason
from ..records import Kind, Reading, Target
from ..settings import Focus

KINDS = "select kind, sum(tries) as tries, sum(kept) as kept from blocks where tries > 0 group by kind"
OF_BLOCK = "select tries, kept from blocks where id = ?"
OF_HOST = "select fetched, articles from hosts where host = ?"
COUNT = "update blocks set tries = tries + 1, kept = kept + ? where id = ?"
# From the last article backwards: by their reasons, all that there are would be found first, and sorted.
WORDS = """select title, substr(text, 1, 500) as opening, reason is null as kept from articles not indexed
where reason is null or reason = 'off-topic' order by id desc limit ?"""
LEARNED = ("yield", "block", "host", "words", "unsure")
TEXTS = 5_000  # judged last, whose words are learned when a run starts
MOST_COUNTS = 50_000  # in memory; some 10 MB
# Tries that a guess is worth: after as many of its own, a kind, block or host is believed half.
GUESS_OF_KIND, GUESS_OF_BLOCK, GUESS_OF_HOST = 10, 4, 10


@dataclass(slots=True)
class Count:
    """How often something was tried, and how often that brought an article."""

    tries: int = 0
    kept: int = 0

    def share(self, guess: float, weight: int) -> float:
        """Return the share kept, where `guess` counts as `weight` tries."""
        return (self.kept + guess * weight) / (self.tries + weight)

    def add(self, *, kept: bool) -> None:
        """Count one try."""
        self.tries += 1
        self.kept += kept


class Yields:
    """Counts by kind, block and host, kept in the corpus and in memory."""

    def __init__(self, connection: sqlite3.Connection, focus: Focus) -> None:
        """Take up what earlier runs have learned."""
        self.connection = connection
        self.focus = focus
        self.blocks: dict[int, Count] = {}
        self.hosts: dict[str, Count] = {}
        self.load()

    def load(self) -> None:
        """Read what is stored: at the start, and when a transaction was rolled back."""
        self.blocks.clear()
        self.hosts.clear()
        rows = self.connection.execute(KINDS)
        self.kinds = {row["kind"]: Count(row["tries"], row["kept"]) for row in rows}
        self.all = Count(*(sum(getattr(c, n) for c in self.kinds.values()) for n in ("tries", "kept")))
        self.lexicon = Lexicon()
        for row in self.connection.execute(WORDS, (TEXTS,)):
            self.lexicon.learn(row["title"], row["opening"], is_near=bool(row["kept"]))

    def learn(self, reading: Reading) -> None:
        """Learn from a page that was read for the first time, inside the open transaction."""
        article, reason = reading.article, reading.refusal
        if article and reason in (None, Reason.OFF_TOPIC):
            self.lexicon.learn(article.title, article.text, is_near=reason is None)
        if reading.target.block is not None and reason is not Reason.FEED:
            self.count(reading.target, reading.target.block, kept=reason is None)

    def count(self, target: Target, block: int, *, kept: bool) -> None:
        """Count what became of an address that a link led to."""
        self.connection.execute(COUNT, (kept, block))
        self.all.add(kept=kept)
        self.kinds.setdefault(str(target.kind), Count()).add(kept=kept)
        for count in (self.blocks.get(block), self.hosts.get(urls.host(target.url))):
            if count:
                count.add(kept=kept)

    def of_block(self, kind: Kind, block: int | None) -> dict[str, float]:
        """Return what a kind of link and one block of it have yielded, and how little that is to go by."""
        own = self.block(block)
        return self.of_kind(kind, own.tries, own.kept)

    def of_kind(self, kind: Kind, tries: int, kept: int) -> dict[str, float]:
        """Return the same for any block of a kind that yielded so much."""
        guess = prior(kind, self.focus)
        share = self.kinds.get(str(kind), Count()).share(guess, GUESS_OF_KIND)
        own = Count(tries, kept)
        return {
            "yield": log_odds(share) - log_odds(guess),
            "block": self.focus.block * (log_odds(own.share(share, GUESS_OF_BLOCK)) - log_odds(share)),
            "unsure": self.focus.unsure / sqrt(1 + tries),
        }

    def of_host(self, host: str) -> dict[str, float]:
        """Return what a host has yielded, beside all others."""
        shared = self.all.share(0.5, GUESS_OF_KIND)
        share = self.host(host).share(shared, GUESS_OF_HOST)
        return {"host": self.focus.host * (log_odds(share) - log_odds(shared))}

    def reader_of_lines(self) -> Callable[[Sequence[str]], list[float]]:
        """Return what says what the words of many links say, as far as is known by now."""
        weigh = self.lexicon.scale()
        return lambda lines: [round(self.focus.words * said, 2) for said in weigh(lines)]

    def know(self, blocks: Mapping[int, Count]) -> None:
        """Take over the counts of blocks that were looked up, or made just now."""
        make_room(self.blocks)
        for number, count in blocks.items():
            self.blocks.setdefault(number, count)

    def block(self, id: int | None) -> Count:  # noqa: A002  (the column's name)
        """Return the count of a block."""
        if id is None:
            return Count()
        if id not in self.blocks:
            make_room(self.blocks)
            self.blocks[id] = Count(*self.connection.execute(OF_BLOCK, (id,)).fetchone())
        return self.blocks[id]

    def host(self, host: str) -> Count:
        """Return the count of a host."""
        if host not in self.hosts:
            make_room(self.hosts)
            found = self.connection.execute(OF_HOST, (host,)).fetchone()
            self.hosts[host] = Count(*found) if found else Count()
        return self.hosts[host]


class Learned:
    """What is known when it is made, as parts of links: each block, host and word is worked out once."""

    def __init__(self, yields: Yields) -> None:
        """Look at the counts as they are; what changes afterwards is for the next one."""
        self.lines = yields.reader_of_lines()
        of_kind = cache(lambda kind, tries, kept: rounded(yields.of_kind(kind, tries, kept)))
        host = cache(lambda host: rounded(yields.of_host(host)))

        def place(kind: Kind, number: int | None, name: str) -> dict[str, float]:
            own = yields.block(number)
            return {**of_kind(kind, own.tries, own.kept), **host(name)}

        self.place = cache(place)

    def __call__(self, kind: Kind, block: int | None, host: str, line: str) -> dict[str, float]:
        """Return what yields say of an address whose link in a block reads `line`, in log-odds."""
        (said,) = self.of([(kind, block, host, line)])
        return said

    def of(self, links: Sequence[tuple[Kind, int | None, str, str]]) -> list[dict[str, float]]:
        """Return the same of many links."""
        said = self.lines([line for *_, line in links])
        places: list[dict[str, float]] = [self.place(kind, block, host) for kind, block, host, _ in links]
        return [
            {**parts, "words": words} if words else parts for parts, words in zip(places, said, strict=True)
        ]


def make_room(counts: dict[int, Count] | dict[str, Count]) -> None:
    """Let everything go when it is too much; it is read again when asked for."""
    if len(counts) >= MOST_COUNTS:
        counts.clear()
