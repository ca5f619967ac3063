"""Copies and excerpts in corpus.db: found when an article is saved, in whichever order they come.

The index holds what is in the corpus and nothing else: of a text that a thousand sites took over
one article is compared with the next. An article that loses its original is decided about anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, deque
from collections.abc import Iterator

from ...likeness.places import Places
from ...likeness.rivals import Likeness, Pair, Rival, compare
from ...likeness.shingles import SCHEME, fingerprint, runs_of
from ...records import Fingerprint, Runs, Verdict
from ...settings import Duplicates as Limits
from ...timing import Stage, timed
from .recent import Recent
from .samples import Having, Samples, candidates
from .standing import leave_out, take_in, verdict

COLUMNS = "id, url, digest, first_seen, published, canonical"  # in the order of a Rival
# What is kept but for its copies; the others are no copies and no originals.
COMPETES = "(reason is null or reason = 'duplicate')"
LOAD = f"select {COLUMNS} from articles where id = ? and {COMPETES}"
SAME_TEXT = "select id from articles where digest = ? and reason is null and id != ?"
# The plus keeps SQLite from going through all that is kept, by its index, for these few.
KEPT = f"""select {COLUMNS} from articles
where id in (select value from json_each(?)) and +reason is null"""
TEXT = "select text from articles where id = ?"
DEPENDANTS = "select article from duplicates where original = ?"
# Exact copies of a text that has changed in a word or two.
ESTRANGED = """select d.article from duplicates d
join articles a on a.id = d.article join articles o on o.id = d.original
where d.original = ? and d.kind = 'exact' and a.digest != o.digest"""
FORGET = "delete from duplicates where article = ?"
SAVE = """insert into duplicates (article, original, kind, similarity) values (?, ?, ?, ?)
on conflict (article, original) do update set kind = excluded.kind, similarity = excluded.similarity"""
# Decisions about one article in the course of one. “Older” and “part of” can chase each other in a
# circle; what is no circle needs two.
MOST_TIMES = 3


class Duplicates:
    """Decides which articles are copies of which, inside the open transaction."""

    def __init__(self, connection: sqlite3.Connection, limits: Limits) -> None:
        """Use an open corpus."""
        self.connection = connection
        self.samples = Samples(connection)
        self.recent = Recent()
        self.limits = limits
        self.left_out: set[int] = set()
        """Articles that were left out in the course of the last decision."""

    @timed(Stage.COPIES)
    def settle(
        self, article: int, known: Fingerprint | None = None, *, is_new: bool = False
    ) -> Verdict | None:
        """Decide about an article that was saved, and about those it touches.

        `known` is its fingerprint, where that was worked out already; `is_new` says that it is stored for
        the first time, so that nothing was decided before. Returns the verdict, if it is left out.
        """
        self.left_out.clear()
        waiting, times = deque(self.decide(article, known, is_new=is_new)), Counter([article])
        while waiting:
            one = waiting.popleft()
            times[one] += 1
            if times[one] <= MOST_TIMES:
                waiting += self.decide(one, known if one == article else None)
        return None if is_new and article not in self.left_out else verdict(self.connection, article)

    def decide(self, article: int, known: Fingerprint | None = None, *, is_new: bool = False) -> list[int]:
        """Decide about one article; return those to decide about anew because of it."""
        if not is_new:
            self.connection.execute(FORGET, (article,))
        rival = self.load(article)
        if rival is None:
            return self.withdraw(article)
        if not self.limits.find:
            take_in(self.connection, article)
            return self.withdraw(article)
        if known is None or known.scheme != SCHEME:
            known = fingerprint(self.text(article))
        having = self.samples.having(known)
        if known.runs:
            self.recent.put(rival, known.runs)
        pairs = list(self.pairs(rival, having))
        lost = [pair for pair in pairs if pair.is_left_out and pair.article is rival]
        if lost:
            return self.leave_out(max(lost, key=rank))
        if is_new:
            self.samples.put(rival.id, known, having, is_new=True)
            return self.keep(pairs)
        take_in(self.connection, rival.id)
        is_news = self.samples.put(rival.id, known, having)
        return self.dependants(rival.id, DEPENDANTS if is_news else ESTRANGED) + self.keep(pairs)

    def keep(self, pairs: list[Pair]) -> list[int]:
        """Leave out what a kept article is the original of; return whom that concerns."""
        touched: list[int] = []
        for pair in pairs:
            if pair.is_left_out:
                touched += self.leave_out(pair)
            else:
                self.record(pair)
        return touched

    def leave_out(self, pair: Pair) -> list[int]:
        """Leave the article of a pair out: this pair is its only one; return whom that concerns."""
        self.connection.execute(FORGET, (pair.article.id,))
        leave_out(self.connection, pair)
        self.left_out.add(pair.article.id)
        touched = self.withdraw(pair.article.id)
        self.record(pair)
        return touched

    def withdraw(self, article: int) -> list[int]:
        """Take an article out of the index; return those that had it for an original."""
        self.samples.remove(article)
        return self.dependants(article)

    def dependants(self, article: int, which: str = DEPENDANTS) -> list[int]:
        """Return what has an article for an original."""
        return [row["article"] for row in self.connection.execute(which, (article,))]

    def pairs(self, rival: Rival, having: Having) -> Iterator[Pair]:
        """Yield the pairs that an article makes with what is in the corpus."""
        same = [row["id"] for row in self.connection.execute(SAME_TEXT, (rival.digest, rival.id))]
        others = {*same, *candidates(rival.id, having)}
        if not others:
            return
        runs = self.runs(rival)
        places = Places.of(runs)
        for row in self.connection.execute(KEPT, (json.dumps(sorted(others)),)).fetchall():
            other = Rival(*row)
            pair = compare(rival, other, (runs, self.runs(other)), self.limits, places)
            if pair:
                yield pair

    def runs(self, rival: Rival) -> Runs:
        """Return the checksums of a text."""
        known = self.recent.get(rival)
        if known is None:
            known = runs_of(self.text(rival.id))
            self.recent.put(rival, known)
        return known

    def text(self, article: int) -> str:
        """Return the text of an article."""
        (text,) = self.connection.execute(TEXT, (article,)).fetchone()
        return str(text)

    def load(self, article: int) -> Rival | None:
        """Return an article that is kept but for its copies."""
        row = self.connection.execute(LOAD, (article,)).fetchone()
        return Rival(*row) if row else None

    def record(self, pair: Pair) -> None:
        """Store a pair."""
        self.connection.execute(SAVE, (pair.article.id, pair.original.id, pair.kind, pair.similarity))


def rank(pair: Pair) -> tuple[bool, float, int]:
    """Return what sorts the originals of one article: the same text, then the likest, then the first."""
    return pair.kind is Likeness.EXACT, pair.similarity, -pair.original.id
