"""Keyword in context: every place where words stand, with what is before and behind."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from ...corpus.search import SEPARATOR, cjk
from .marked import CLOSE, OPEN, pieces
from .scope import Scope, scope
from .selection import Selection
from .tokens import GAP, tokens

TEXTS = 500  # read for one concordance, those that joined last
MOST_LINES = 5_000
WIDTHS = (30, 50, 80, 120)  # characters to either side
NEIGHBOURS = 10
BEGINNING = 200  # characters that tell whether a text is written in characters twice as wide
LONGEST_WORD = 20  # that is left out rather than cut

HITS = """select articles_fts.rowid, a.title, coalesce(a.site, f.host), a.published,
  highlight(articles_fts, 1, :open, :close)
from articles_fts cross join articles a on a.id = articles_fts.rowid join frontier f on f.id = a.id
where articles_fts match :match and articles_fts.rowid between :first and :last
  and +articles_fts.rowid in (select value from json_each(:ids)) order by articles_fts.rowid desc"""


@lru_cache(maxsize=2 * MOST_LINES)  # asked to sort lines, to count neighbours, and by the next page
def words(text: str) -> tuple[str, ...]:
    """Return the words of a side."""
    return tuple(token for token in tokens(text) if token != GAP)


@dataclass(frozen=True, slots=True)
class Line:
    """One place where a word stands."""

    article: int
    title: str
    site: str
    published: str
    left: str
    word: str
    right: str

    @property
    def before(self) -> tuple[str, ...]:
        """The words before, the nearest first."""
        return words(self.left)[::-1]

    @property
    def behind(self) -> tuple[str, ...]:
        """The words behind, the nearest first."""
        return words(self.right)


ORDERS: dict[str, Callable[[Line], tuple[tuple[str, ...], ...]]] = {
    "left": lambda line: (line.before, words(line.word), line.behind),
    "right": lambda line: (line.behind, words(line.word), line.before),
    "word": lambda line: (words(line.word), line.behind, line.before),
}


@dataclass(frozen=True, slots=True)
class Concordance:
    """Lines, and what they are a part of."""

    lines: list[Line]
    texts: int
    """Texts that the lines are from."""
    count: int
    """Texts that have the words, of those that were looked at."""
    is_whole: bool

    def neighbours(self) -> Iterator[tuple[str, list[tuple[str, int]]]]:
        """Yield what stands most often before, in and behind the lines' middle."""
        before = Counter(line.before[0] for line in self.lines if line.before)
        found = Counter(line.word.lower() for line in self.lines)
        behind = Counter(line.behind[0] for line in self.lines if line.behind)
        for place, counted in (("before", before), ("found", found), ("behind", behind)):
            yield place, counted.most_common(NEIGHBOURS)


def concordance(connection: sqlite3.Connection, asked: Selection, width: int, order: str = "") -> Concordance:
    """Return the lines of the texts that joined last, in an order of ORDERS or newest first."""
    found = scope(connection, asked)
    values = {"match": asked.match, "open": OPEN, "close": CLOSE} | Scope(found.ids[:TEXTS]).values
    rows = connection.execute(HITS, values).fetchall()
    drawn = list(islice(chain.from_iterable(lines(row, width) for row in rows), MOST_LINES))
    if order in ORDERS:
        drawn.sort(key=ORDERS[order])
    texts = len({line.article for line in drawn})
    return Concordance(drawn, texts, len(found.ids), found.is_whole)


def lines(row: Sequence[Any], width: int) -> Iterator[Line]:
    """Yield the lines of one text: number, title, site, date, text with marks."""
    article, title, site, published, marked = row
    about = (title or "", site or "", published or "")
    # a separator counts as white space
    cut = pieces(" ".join(marked.replace(SEPARATOR, "").split()))
    text, start = "".join(cut), 0
    if len(cjk().findall(text[:BEGINNING])) > BEGINNING / 2:
        width //= 2
    for index, piece in enumerate(cut):
        end = start + len(piece)
        if index % 2:
            left = last(text[max(0, start - width - 1) : start], width)
            right = first(text[end : end + width + 1], width)
            yield Line(article, *about, left, piece, right)
        start = end


def last(text: str, width: int) -> str:
    """Return the end of a text, from the beginning of a word if there is one."""
    if len(text) <= width:
        return text
    cut, _, rest = text.partition(" ")
    return rest if rest and is_word(cut) else text[1:]


def first(text: str, width: int) -> str:
    """Return the beginning of a text, to the end of a word if there is one."""
    if len(text) <= width:
        return text
    rest, _, cut = text.rpartition(" ")
    return rest if rest and is_word(cut) else text[:-1]


def is_word(cut: str) -> bool:
    """Say whether a piece at the edge is left out rather than cut: not where words have no spaces."""
    return len(cut) <= LONGEST_WORD and not cjk().search(cut)
