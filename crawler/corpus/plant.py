"""Planting: seeds become rows, and what they name becomes the first targets."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .. import clock, urls
from ..records import Kind, Seed, Target
from .frontier import Frontier

ADD_SEED = """insert into seeds (path, title, url, site, author, published, language, keywords,
  start_urls, feeds, terms, added_at, sha256, text)
values (:path, :title, :url, :site, :author, :published, :language, :keywords,
  :start_urls, :feeds, :terms, :added_at, :sha256, :text)
on conflict (sha256) do update set path = excluded.path, terms = excluded.terms returning id"""
LOAD_SEEDS = "select * from seeds order by id"


@dataclass(frozen=True, slots=True)
class Planted:
    """What planting did."""

    seeds: int
    targets: int
    """First URLs that were not known before."""
    ids: tuple[int, ...] = ()
    """Rows of all the seeds given, known ones included."""


def plant(frontier: Frontier, seeds: Sequence[Seed], starts: Iterable[str] = ()) -> Planted:
    """Store seeds and queue their URLs, start URLs and feeds, inside the open transaction.

    What was planted before stays as it is. `starts` belong to the first seed.
    """
    before = count(frontier.connection)
    ids = [add_seed(frontier.connection, seed) for seed in seeds]
    targets = [target for row, seed in zip(ids, seeds, strict=True) for target in first_targets(seed, row)]
    targets += [start(url, Kind.SEED, ids[0] if ids else None) for url in starts]
    found = zip(frontier.add_all(targets), targets, strict=True)
    new = sum(is_new and target.reason is None for (_, is_new), target in found)
    return Planted(count(frontier.connection) - before, new, tuple(ids))


def count(connection: sqlite3.Connection) -> int:
    """Return how many seeds there are."""
    (seeds,) = connection.execute("select count(*) from seeds").fetchone()
    return int(seeds)


def add_seed(connection: sqlite3.Connection, seed: Seed) -> int:
    """Store a seed, or find it again; return its id."""
    lists = {name: json.dumps(getattr(seed, name), ensure_ascii=False) for name in LISTS}
    plain = {name: getattr(seed, name) for name in PLAIN}
    row = plain | lists | {"sha256": seed_hash(seed), "added_at": clock.now()}
    (found,) = connection.execute(ADD_SEED, row).fetchone()
    return int(found)


LISTS = ("keywords", "start_urls", "feeds", "terms")
PLAIN = ("path", "title", "url", "site", "author", "published", "language", "text")


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
    address = urls.clean(url) or url
    return Target(address, kind, 0, 1.0, {"seed": 1.0}, urls.refusal(address), seed=seed)


def planted_seeds(connection: sqlite3.Connection) -> list[Seed]:
    """Return the stored seeds, in the order they came."""
    return [seed_of(row) for row in connection.execute(LOAD_SEEDS)]


def seed_of(row: sqlite3.Row) -> Seed:
    """Make a seed of a row of LOAD_SEEDS; terms that a person edited stand before those of its file."""
    values: dict[str, Any] = {name: row[name] for name in PLAIN}
    lists = {name: tuple(json.loads(row[name])) for name in LISTS}
    edited = tuple(json.loads(row["edited_terms"]))
    return Seed(**values | lists | ({"terms": edited} if edited else {}))
