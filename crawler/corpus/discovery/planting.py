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
from ...discover.queries import queries, windows
from ...discover.sites import origin
from ...discover.terms import terms_of
from ...focus.chance import log_odds
from ...reasons import Reason
from ...records import Ask, Kind, Query, Seed, Target, Window
from ...settings import Discovery
from ..database import transaction
from ..frontier import Frontier
from ..planted import LOAD_SEEDS, seed_of
from .command import lists
from .queries import Origin, Queries, count_new

# What a seed names, or was found for it, other than queries and what is never fetched.
A_WAY_IN = """select 1 from frontier f where seed = ? and depth <= 1
and (status != 'refused' or exists (select 1 from pages where pages.id = f.id))
and not exists (select 1 from queries where queries.id = f.id) limit 1"""
LATEST = "select max(planted_at) from queries where seed = ? and step = 0"
ROUNDS = """select seed, max(round) as round from queries where seed is not null group by seed"""
MEASURED = """select 1 from queries where seed = ? and round = ?
and outcome in ('found', 'nothing', 'onward') limit 1"""
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
            return sum(self.plant_seed(seed, Origin(id, 0, stale)) for id, seed in seeds)  # noqa: A001

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
                    planted += self.plant_seed(seed, Origin(id, 0, clock.now()), newer)
        return planted

    def plant_next(self) -> int:
        """Plant the next round for seeds whose last one was answered, and that still have no way in."""
        rounds = {row["seed"]: row["round"] for row in self.connection.execute(ROUNDS).fetchall()}
        barren = {id for id in rounds if self.is_barren(id, rounds[id])}  # noqa: A001  (the column's name)
        if not barren:
            return 0
        with transaction(self.connection):
            return sum(
                self.plant_seed(seed, Origin(id, rounds[id] + 1))
                for id, seed in self.seeds()  # noqa: A001
                if id in barren
            )

    def is_barren(self, id: int, number: int) -> bool:  # noqa: A002
        """Say whether a round was answered, brought nothing, and there is another."""
        if number + 1 >= self.settings.rounds or self.has_a_way_in(id):
            return False
        return self.connection.execute(MEASURED, (id, number)).fetchone() is not None

    def has_a_way_in(self, id: int) -> bool:  # noqa: A002
        """Say whether a seed names an address, or one was found for it."""
        return self.connection.execute(A_WAY_IN, (id,)).fetchone() is not None

    def seeds(self) -> list[tuple[int, Seed]]:
        """Return all seeds with their ids."""
        return [(row["id"], seed_of(row)) for row in self.connection.execute(LOAD_SEEDS).fetchall()]

    def is_chosen(self, id: int, chosen: Collection[int] | None) -> bool:  # noqa: A002  (the column's name)
        """Say whether a seed is to be asked about."""
        return id in chosen if chosen is not None else not self.has_a_way_in(id)

    def plant_seed(self, seed: Seed, origin: Origin, window: Window | None = None) -> int:
        """Plant a round for a seed; return how many queries are to be asked."""
        asks = self.asks(seed, origin.round, window)
        return sum(self.queries.plant_one(ask, origin) for ask in asks)

    def asks(self, seed: Seed, number: int, window: Window | None = None) -> Iterator[Ask]:
        """Return what is asked in a round about a seed, of everybody who is on; each address once."""
        every = queries_of(seed, self.settings) if seed.text else []
        mine = of_round(every, number, self.settings.asked)
        if window is None:
            spans = windows(seed, self.settings)
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


def queries_of(seed: Seed, settings: Discovery) -> list[Query]:
    """Return what there is to ask about a seed."""
    return queries(seed, terms_of(seed, settings), settings)


def of_round(every: Sequence[Query], number: int, size: int) -> list[Query]:
    """Return what is asked in a round: passages in the first, which may find the seed's own page."""
    passages = [query for query in every if query.exact]
    others = [query for query in every if not query.exact]
    first = others[: max(size - len(passages), 1)]
    return [*passages, *first] if number == 0 else others[len(first) + (number - 1) * size :][:size]


def merged(queries: Sequence[Query], seed: Seed) -> Query:
    """Return one query with the terms of all: what lists of a whole site are sifted by."""
    terms = dict.fromkeys(term for query in queries if not query.exact for term in query.terms)
    return Query(tuple(terms)[:MOST_TERMS], seed.language)
