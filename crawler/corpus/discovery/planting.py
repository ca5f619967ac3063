"""Seeds → queries in the frontier: which seeds are asked about, in which rounds, and when again."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ... import clock, urls
from ...discover.answer import Answer
from ...discover.providers import PROVIDERS
from ...discover.sites import origin
from ...focus.chance import log_odds
from ...reasons import Reason
from ...records import Ask, Kind, Query, Seed, Target, Window
from ...settings import Discovery
from ..database import transaction
from ..frontier import Frontier
from ..plant import LOAD_SEEDS, seed_of
from .command import lists
from .queries import Origin, Queries, count_new
from .questions import queries_of, windows_of

# A seed that names no address, and of which nothing is known but what it was asked for.
HAS_A_WAY_IN = """select 1 from frontier f where seed = ?
and not exists (select 1 from queries q where q.id = f.id) limit 1"""
LATEST = "select max(planted_at) from queries where seed = ? and step = 0"
ROUNDS = """select seed, round, sum(new) as new, sum(outcome in ('found', 'nothing', 'onward')) as measured
from queries where seed is not null group by seed, round
having round = (select max(round) from queries latest where latest.seed = queries.seed)"""
LISTED = "urls:"  # before the name of a list, in place of an address
MOST_TERMS = 40  # by which a list of a whole site is sifted
LIST_PRIORITY = 0.6  # a person chose them, unseen


class Planter:
    """Plants the queries of seeds."""

    def __init__(self, frontier: Frontier, settings: Discovery, folder: Path) -> None:
        """Use the connection of a frontier; files and commands are in `folder`."""
        self.frontier = frontier
        self.connection: sqlite3.Connection = frontier.connection
        self.settings = settings
        self.folder = folder
        self.queries = Queries(frontier, settings)

    def plant(self, chosen: Collection[int] | None = None, *, again: bool = False) -> int:
        """Plant the first round for seeds, by default those without a way in.

        With `again`, what was answered is asked again. Returns how many queries are to be asked.
        """
        seeds = [(id, seed) for id, seed in self.seeds() if self.is_chosen(id, chosen)]  # noqa: A001
        stale = clock.now() if again else ""
        found = list(self.listed()) if seeds else []
        with transaction(self.connection):
            if found:
                self.plant_lists(found, seeds[0][0])
            return sum(self.plant_seed(id, seed, Origin(id, 0, stale)) for id, seed in seeds)  # noqa: A001

    def plant_due(self) -> int:
        """Plant queries for new seeds, and for what is new about those that were asked about long ago."""
        today = datetime.now(UTC).date()
        planted = self.plant()
        if not self.settings.again_days:
            return planted
        due = today - timedelta(days=self.settings.again_days)
        with transaction(self.connection):
            for id, seed in self.seeds():  # noqa: A001
                (latest,) = self.connection.execute(LATEST, (id,)).fetchone()
                day = date.fromisoformat(latest[:10]) if latest else today
                if day <= due:
                    newer = Window(day, today)
                    planted += self.plant_seed(id, seed, Origin(id, 0, clock.now()), newer)
        return planted

    def plant_next(self) -> int:
        """Plant the next round for seeds whose last one was answered and brought nothing new."""
        rows = self.connection.execute(ROUNDS).fetchall()
        barren = {row["seed"]: row["round"] for row in rows if row["measured"] and not row["new"]}
        with transaction(self.connection):
            return sum(
                self.plant_seed(id, seed, Origin(id, barren[id] + 1))
                for id, seed in self.seeds()  # noqa: A001
                if id in barren and barren[id] + 1 < self.settings.rounds
            )

    def seeds(self) -> list[tuple[int, Seed]]:
        """Return all seeds with their ids."""
        return [(row["id"], seed_of(row)) for row in self.connection.execute(LOAD_SEEDS).fetchall()]

    def is_chosen(self, id: int, chosen: Collection[int] | None) -> bool:  # noqa: A002  (the column's name)
        """Say whether a seed is to be asked about."""
        if chosen is not None:
            return id in chosen
        return self.connection.execute(HAS_A_WAY_IN, (id,)).fetchone() is None

    def plant_seed(self, id: int, seed: Seed, origin: Origin, window: Window | None = None) -> int:  # noqa: A002
        """Plant a round for a seed; return how many queries are to be asked."""
        asks = self.asks(seed, origin.round, window)
        return sum(self.queries.plant_one(ask, replace(origin, seed=id)) for ask in asks)

    def asks(self, seed: Seed, number: int, window: Window | None = None) -> Iterator[Ask]:
        """Return what is asked in a round about a seed, of everybody who is on; each address once."""
        every = queries_of(seed, self.settings) if seed.text else []
        mine = every[number * self.settings.asked :][: self.settings.asked]
        if window is None:
            spans = windows_of(seed, self.settings)
            window = spans[min(number, len(spans) - 1)] if spans else Window()
        settings = self.with_site_of(seed)
        for name in self.settings.providers:
            provider = PROVIDERS.get(name)
            if provider is None:
                continue
            for query in [merged(every, seed)] if provider.is_of_sites else mine:
                yield from provider.asks(query, window, settings)

    def with_site_of(self, seed: Seed) -> Discovery:
        """Return the settings, with the site of a seed among those to ask if it is known by its host."""
        own = origin(seed.url or seed.site or "")
        if own is None or own in self.settings.sites:
            return self.settings
        return replace(self.settings, sites=(*self.settings.sites, own))

    def listed(self) -> Iterator[tuple[str, Answer]]:
        """Read the user's own lists, outside of any transaction: a command may take long."""
        if "urls" in self.settings.providers:
            yield from lists(self.settings, self.folder)

    def plant_lists(self, found: Sequence[tuple[str, Answer]], seed: int) -> None:
        """Plant what stands in the user's lists, each list as a query that has its answer."""
        for name, answer in found:
            ask = Ask(f"{LISTED}{name}", "urls")
            target = Target(ask.url, Kind.SEARCH, reason=answer.reason or Reason.ANSWERED, seed=seed, ask=ask)
            id, _ = self.frontier.add(target)  # noqa: A001  (the column's name)
            self.queries.write(ask, id, Origin(seed))
            targets = [
                Target(
                    find.url, Kind.SEARCH, 1, LIST_PRIORITY, {"list": round(log_odds(LIST_PRIORITY), 2)},
                    urls.refusal(find.url), via=id, seed=seed,
                )
                for find in answer.finds
            ]  # fmt: skip
            rows = self.frontier.add_all(targets)
            self.queries.settle(id, answer, count_new(rows, targets))
            self.queries.save_finds(id, answer, rows)


def merged(queries: Sequence[Query], seed: Seed) -> Query:
    """Return one query with the terms of all: what lists of a whole site are sifted by."""
    terms = dict.fromkeys(term for query in queries if not query.exact for term in query.terms)
    return Query(tuple(terms)[:MOST_TERMS], seed.language)
