"""Planting: seeds become rows, and what they name becomes the first targets."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .. import clock, urls
from ..reasons import Reason
from ..records import Kind, Seed, Target
from ..settings import Duplicates
from .frontier import Frontier
from .own_pages import look_back
from .planted import LISTS, PLAIN

ADD_SEED = """insert into seeds (path, title, url, site, author, published, language, keywords,
  start_urls, feeds, terms, added_at, sha256, text)
values (:path, :title, :url, :site, :author, :published, :language, :keywords,
  :start_urls, :feeds, :terms, :added_at, :sha256, :text)
on conflict (sha256) do update set path = excluded.path, terms = excluded.terms returning id"""
KNOWN = "select id, dropped_at from seeds where sha256 = ?"
TAKE_BACK = "update seeds set dropped_at = null where id = ?"


@dataclass(frozen=True, slots=True)
class Planted:
    """What planting did."""

    seeds: int
    """New ones."""
    targets: int
    """First URLs that were not known before."""
    ids: tuple[int, ...] = ()
    """Rows of all that were given, in their order."""
    taken_back: int = 0
    """Seeds that had been dropped, and count again."""


def plant(
    frontier: Frontier, seeds: Sequence[Seed], starts: Iterable[str] = (), *, take_back: bool = False
) -> Planted:
    """Store seeds and queue their URLs, start URLs and feeds, inside the open transaction.

    What was planted before stays as it is, and what was dropped stays so unless `take_back`.
    `starts` belong to the first seed.
    """
    connection = frontier.connection
    known = [connection.execute(KNOWN, (seed_hash(seed),)).fetchone() for seed in seeds]
    dropped = [bool(row and row["dropped_at"]) for row in known]
    ids = [add_seed(connection, seed) for seed in seeds]
    new = {number for number, row in zip(ids, known, strict=True) if row is None}
    for number in new:
        look_back(connection, number, Duplicates())
    if take_back:
        connection.executemany(TAKE_BACK, [(number,) for number in ids])
    counts = [take_back or not is_dropped for is_dropped in dropped]
    rooted = [(number, seed) for number, seed, it in zip(ids, seeds, counts, strict=True) if it]
    targets = [target for number, seed in rooted for target in first_targets(seed, number)]
    targets += [start(url, Kind.SEED, ids[0] if ids else None) for url in starts]
    found = zip(frontier.add_all(targets), targets, strict=True)
    fresh = sum(is_new and target.reason is None for (_, is_new), target in found)
    return Planted(len(new), fresh, tuple(ids), sum(dropped) if take_back else 0)


def add_seed(connection: sqlite3.Connection, seed: Seed) -> int:
    """Store a seed, or find it again; return its id."""
    lists = {name: json.dumps(getattr(seed, name), ensure_ascii=False) for name in LISTS}
    plain = {name: getattr(seed, name) for name in PLAIN}
    row = plain | lists | {"sha256": seed_hash(seed), "added_at": clock.now()}
    (found,) = connection.execute(ADD_SEED, row).fetchone()
    return int(found)


def seed_hash(seed: Seed) -> str:
    """Return what makes a seed the same one: its text, or for a bare URL list its addresses."""
    content = [seed.text] if seed.text else [seed.url, *seed.start_urls, *seed.feeds]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def first_targets(seed: Seed, id: int) -> list[Target]:  # noqa: A002  (the column's name)
    """Return what a seed names as places to begin."""
    pages = [url for url in (seed.url, *seed.start_urls) if url]
    return [start(url, Kind.SEED, id) for url in pages] + [start(url, Kind.FEED, id) for url in seed.feeds]


def start(url: str, kind: Kind, seed: int | None) -> Target:
    """Return a target that a person gave: no depth, highest priority."""
    address = urls.clean(url)
    reason = urls.refusal_of_clean(address) if address else Reason.BAD_URL
    return Target(address or url, kind, 0, 1.0, {"seed": 1.0}, reason, seed=seed)
