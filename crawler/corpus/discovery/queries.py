"""The table `queries`: planted, asked, and what came of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ... import clock, urls
from ...discover.answer import Answer
from ...focus.chance import millionths
from ...reading.links.feeds import LONGEST_ADDRESS
from ...reasons import Reason
from ...records import Ask, Kind, Reading, Target, Window
from ...settings import Discovery
from ..frontier import Frontier
from ..tables.packing import KINDS
from .asks import ask_of, row_of

ASKED_AT = "select asked_at from queries where id = ?"
WIDEN = "update queries set terms = :terms, since = :since, until = :until where id = :id"
PLANT = """insert into queries
(id, provider, seed, terms, language, exact, since, until, sites, step, round, planted_at)
values (:id, :provider, :seed, :terms, :language, :exact, :since, :until, :sites, :step, :round, :planted_at)
on conflict (id) do update set provider = excluded.provider, terms = excluded.terms,
  language = excluded.language, exact = excluded.exact, since = excluded.since, until = excluded.until,
  sites = excluded.sites, step = excluded.step, round = excluded.round,
  planted_at = excluded.planted_at, outcome = 'waiting', reason = null, detail = null"""
# What was asked for before, for whatever end, is asked for again; an article is left alone.
QUEUE = f"""update frontier set state = 'q', reason = null, due_ms = null, attempts = 0, detail = null,
  depth = 0, millionths = max(millionths, :least),
  kind_sign = iif(:fetched, kind_sign, '{KINDS.sign("search")}'), via = iif(:fetched, via, :via),
  hops = iif(:fetched, hops, :hops)
where id = :id and status in ('queued', 'refused')
  and coalesce(reason, '') not in ('blocked', 'taken-down')"""
FETCHED = "select 1 from pages where id = ?"
STATE = "select status, reason from frontier where id = ?"
PROVIDER_DELAY = """update hosts set provider_delay = :delay
where host = :host and provider_delay is not :delay"""
ROUND = "select round, planted_at from queries where id = ?"
SAVE = """update queries set asked_at = :asked_at, outcome = :outcome, reason = :reason, detail = :detail,
  found = :found, new = :new where id = :id"""
FORGET = "delete from finds where query = ?"
SAVE_FIND = """insert into finds (query, rank, target, title, published, site, evidence)
values (?, ?, ?, ?, ?, ?, ?)"""
PRIORITY = 1.0  # as addresses that a person gave: what is found is worth more than what is left
MOST_HEADLINES = 100  # that are looked for at one place
REASONS = {str(reason): reason for reason in Reason}
# Why there is no article in what was measured all the same.
MEASURED = frozenset({Reason.ANSWERED, Reason.FEED, Reason.NOT_AN_ARTICLE})


@dataclass(frozen=True, slots=True)
class Origin:
    """What queries come from: a seed and a round, or an answer."""

    seed: int | None = None
    round: int = 0
    stale: str = ""
    """Queries that were asked before this moment are asked again."""


class Queries:
    """Plants queries and saves their answers, inside the transaction that is open."""

    def __init__(self, frontier: Frontier, settings: Discovery) -> None:
        """Use the connection of a frontier."""
        self.frontier = frontier
        self.connection: sqlite3.Connection = frontier.connection
        self.settings = settings

    def plant(self, asks: Iterable[Ask], parent: Target, hops: int = 0) -> int:
        """Plant what an answer leads to; return how many are to be asked."""
        row = self.connection.execute(ROUND, (parent.id,)).fetchone()
        origin = Origin(parent.seed, row["round"], row["planted_at"])
        return sum(self.plant_one(ask, origin, parent.id, hops) for ask in asks)

    def plant_one(self, ask: Ask, origin: Origin, via: int | None = None, hops: int = 0) -> bool:
        """Make sure that a query has its rows; return whether it is to be asked."""
        if len(ask.url) > LONGEST_ADDRESS or urls.clean(ask.url) is None:
            return False
        target = Target(
            ask.url, Kind.SEARCH, 0, PRIORITY, via=via, seed=origin.seed, hops=hops, ask=ask,
            reason=urls.refusal(ask.url) if urls.refusal(ask.url) is Reason.BAD_URL else None,
        )  # fmt: skip
        id, is_new = self.frontier.add(target)  # noqa: A001  (the column's name)
        if ask.delay is not None:
            self.connection.execute(PROVIDER_DELAY, {"delay": ask.delay, "host": urls.host(ask.url)})
        if id == via:
            return False
        if not is_new:
            due = self.due(id, ask, origin.stale)
            if due is None:
                return False
            ask = due
            fetched = self.connection.execute(FETCHED, (id,)).fetchone() is not None
            where = {"id": id, "least": millionths(PRIORITY), "fetched": fetched, "via": via, "hops": hops}
            if not self.connection.execute(QUEUE, where).rowcount:
                return False
        self.write(ask, id, origin)
        state = self.connection.execute(STATE, (id,)).fetchone()
        if state["status"] == "refused":
            self.settle(id, Answer(reason=REASONS[state["reason"]]))
        return bool(state["status"] == "queued")

    def write(self, ask: Ask, id: int, origin: Origin) -> None:  # noqa: A002
        """Write a query down, as one that waits."""
        values = {"id": id, "seed": origin.seed, "round": origin.round, "planted_at": clock.now()}
        self.connection.execute(PLANT, row_of(ask) | values)

    def due(self, id: int, ask: Ask, stale: str) -> Ask | None:  # noqa: A002
        """Return what is to be asked at an address that is known; None if it waits, or has its answer.

        Headlines that are looked for at one place are looked for together.
        """
        known = ask_of(self.connection, id, ask.url)
        if known is None:
            return ask
        (asked_at,) = self.connection.execute(ASKED_AT, (id,)).fetchone()
        if known.query.exact and set(ask.query.terms) - set(known.query.terms) and ask.query.exact:
            both = together(known, ask)
            if asked_at:
                return both
            self.connection.execute(WIDEN, row_of(both) | {"id": id})
            return None
        if ask.query.exact and not known.query.exact:
            return None  # the whole list is asked for
        is_other = known.query.exact != ask.query.exact or known.window != ask.window
        is_stale = asked_at is not None and asked_at <= stale
        return ask if is_stale or (is_other and not ask.query.exact) else None

    def save(self, reading: Reading, found: Sequence[tuple[int, bool]]) -> None:
        """Save what came of a query; `found` are the rows of its links, and whether they are new."""
        target, page = reading.target, reading.page
        assert target.ask is not None  # noqa: S101  (only queries get here)
        assert target.id is not None  # noqa: S101  (it was claimed)
        if page.reason is Reason.REDIRECT:
            self.settle(target.id, Answer(reason=Reason.REDIRECT, detail=page.final_url), outcome="onward")
            return
        if page.reason:
            from ...discover.asking import read_answer  # noqa: PLC0415  (brings all providers)

            answer = read_answer(page, target.ask, self.settings)
        else:
            reason = None if reading.reason in MEASURED else reading.reason
            answer = Answer(reading.finds, reading.asks, reason, page.detail)
        if answer.reason is None:
            self.plant(answer.asks, target)
        new = count_new(found, reading.targets)
        self.settle(target.id, answer, new=new)
        if answer.reason is None:
            self.save_finds(target.id, answer, found)

    def settle(self, id: int, answer: Answer, new: int = 0, outcome: str = "") -> None:  # noqa: A002
        """Write down what came of a query."""
        values = {
            "id": id,
            "asked_at": clock.now(),
            "outcome": outcome or outcome_of(answer),
            "reason": answer.reason,
            "detail": answer.detail,
            "found": len(answer.finds),
            "new": new,
        }
        self.connection.execute(SAVE, values)

    def save_finds(self, id: int, answer: Answer, found: Sequence[tuple[int, bool]]) -> None:  # noqa: A002
        """Replace what the answer says of each address."""
        self.connection.execute(FORGET, (id,))
        rows = [
            (id, rank, target, find.title, find.published, find.site, find.evidence)
            for rank, (find, (target, _)) in enumerate(zip(answer.finds, found, strict=False))
        ]
        self.connection.executemany(SAVE_FIND, rows)


def together(known: Ask, more: Ask) -> Ask:
    """Return a query for the headlines of two, and for the days of both."""
    terms = tuple(dict.fromkeys((*more.query.terms, *known.query.terms)))[:MOST_HEADLINES]
    since = [window.since for window in (known.window, more.window)]
    until = [window.until for window in (known.window, more.window)]
    days = Window(
        min(filter(None, since)) if all(since) else None, max(filter(None, until)) if all(until) else None
    )
    return replace(more, query=replace(more.query, terms=terms), window=days)


def count_new(rows: Sequence[tuple[int, bool]], targets: Sequence[Target]) -> int:
    """Count the addresses that nobody had met, and that may be fetched."""
    return sum(is_new and target.reason is None for (_, is_new), target in zip(rows, targets, strict=True))


def outcome_of(answer: Answer) -> str:
    """Say in a word what came of a query."""
    if answer.reason:
        return "not-measured"
    if answer.finds:
        return "found"
    return "onward" if answer.asks else "nothing"
