"""Each seed's own page: recognised among the articles as they are saved, and named in `seeds`."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from .. import urls
from ..likeness.overlap import overlap
from ..likeness.own import Evidence, Label, is_of_site, is_titled
from ..likeness.shingles import fingerprint, runs_of
from ..records import Article, Fingerprint, Seed
from ..settings import Duplicates as Limits
from .copies.samples import FEWEST_SHARED, Samples, candidates
from .planted import seed_of

# Whose own page may still come: a copy on another site gives way to it.
OPEN = "select * from seeds where dropped_at is null and (page is null or recognised_by = 'copy') order by id"
ONE = "select * from seeds where id = ?"
MARK = """update seeds set page = :page, recognised_by = :by,
url = iif(:by = 'copy', url, coalesce(url, :url)) where id = :seed"""
AT = "select id from frontier where key = ?"
ARTICLES = """select id, url, title, site, published, modified, text from articles
where id in (select value from json_each(?)) order by id"""
ORDER = list(Evidence)
NAMELESS = Label("", "", "")
NOBODY = -1  # a seed is no article


@dataclass(slots=True)
class Waiting:
    """A seed whose own page was not found yet."""

    number: int
    seed: Seed
    has_copy: bool
    key: int | None
    label: Label
    samples: frozenset[int] = field(repr=False)

    @classmethod
    def of(cls, row: sqlite3.Row) -> Waiting:
        """Make one of a row of `seeds`."""
        seed = seed_of(row)
        samples = fingerprint(seed.text).samples if seed.text else ()
        key = urls.key(seed.url) if seed.url else None
        has_copy = row["recognised_by"] == Evidence.COPY
        return cls(row["id"], seed, has_copy, key, Label.of_seed(seed), frozenset(samples))

    def evidence(self, key: int, label: Label, text: str | None, limits: Limits) -> Evidence | None:
        """Say by what a page is this seed's own; None if it is not, or no surer than what is known.

        `text` is left out where it can't be the seed's.
        """
        if self.key == key:
            return Evidence.ADDRESS
        if text and self.has_text(text, limits):
            if not self.label.site or is_of_site(self.label, label):
                return Evidence.TEXT
            return None if self.has_copy else Evidence.COPY
        return Evidence.TITLE if is_titled(self.label, label) else None

    def has_text(self, text: str, limits: Limits) -> bool:
        """Say whether a text is the seed's, or has all of it."""
        shared = overlap(runs_of(self.seed.text), runs_of(text))
        return shared.of_one >= limits.excerpt or min(shared.of_one, shared.of_other) >= limits.near


class OwnPages:
    """Looks at articles as they are saved, as long as a seed waits for its page."""

    def __init__(self, connection: sqlite3.Connection, limits: Limits) -> None:
        """Use an open corpus."""
        self.connection = connection
        self.limits = limits
        self.load()

    def load(self) -> None:
        """Learn which seeds wait."""
        self.waiting = {row["id"]: Waiting.of(row) for row in self.connection.execute(OPEN).fetchall()}
        self.having: dict[int, list[int]] = defaultdict(list)
        for one in self.waiting.values():
            for sample in one.samples:
                self.having[sample].append(one.number)

    def see(self, page: int, url: str, article: Article, known: Fingerprint | None) -> None:
        """Name an article as the own page of the seeds that it is of, inside the open transaction."""
        if not self.waiting:
            return
        key, alike = urls.key(url), self.alike(known or fingerprint(article.text))
        is_told = alike or any(one.label.title and one.label.site for one in self.waiting.values())
        label = (
            Label.of(article.title, article.site, url, [article.published, article.modified])
            if is_told
            else NAMELESS
        )
        for one in list(self.waiting.values()):
            by = one.evidence(key, label, article.text if one.number in alike else None, self.limits)
            if by:
                mark(self.connection, one.number, page, url, by)
                one.has_copy = True
                if by is not Evidence.COPY:
                    del self.waiting[one.number]

    def alike(self, known: Fingerprint) -> set[int]:
        """Return seeds that may have a text in common with an article."""
        found = self.having.keys() & known.samples
        shared = Counter(seed for sample in found for seed in self.having[sample])
        return {seed for seed, count in shared.items() if count >= FEWEST_SHARED}


def look_back(connection: sqlite3.Connection, seed: int, limits: Limits) -> None:
    """Look for a new seed's own page among the articles that are there, by address and text."""
    one = Waiting.of(connection.execute(ONE, (seed,)).fetchone())
    best = min(there(connection, one, limits), key=lambda found: ORDER.index(found[0]), default=None)
    if best:
        mark(connection, seed, best[1]["id"], best[1]["url"], best[0])


def there(
    connection: sqlite3.Connection, one: Waiting, limits: Limits
) -> Iterator[tuple[Evidence, sqlite3.Row]]:
    """Yield articles that may be a seed's own page, and what speaks for them."""
    at = [row["id"] for row in connection.execute(AT, (one.key,))]
    text = one.seed.text
    alike = candidates(NOBODY, Samples(connection).having(fingerprint(text))) if text else []
    for row in connection.execute(ARTICLES, (json.dumps([*at, *alike]),)).fetchall():
        label = Label.of(row["title"], row["site"], row["url"], [row["published"], row["modified"]])
        by = one.evidence(urls.key(row["url"]), label, row["text"], limits)
        if by:
            yield by, row


def mark(connection: sqlite3.Connection, seed: int, page: int, url: str, by: Evidence) -> None:
    """Name a seed's own page; a seed without an address has that of its page from now on."""
    connection.execute(MARK, {"seed": seed, "page": page, "url": url, "by": by})
