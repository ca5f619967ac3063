"""Why an address is in the corpus, or why it is not: its trail back to the seed."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from .. import urls
from .tables.packing import ODDS
from .views import LED

FIND = "select id from frontier where key = ?"
TRAIL = f"""with recursive trail(id, via, steps) as (
  select id, via, 0 from frontier where id = ?
  union all
  select f.id, f.via, t.steps + 1 from frontier f join trail t on f.id = t.via where t.steps < 1000
)
select f.id, f.url, a.gone_at,
  iif(f.again is not null and a.id is not null and a.reason is null, 'done', f.status) as status,
  f.reason, r.meaning, f.depth, f.kind, f.priority, {ODDS.sql} as parts, f.due_at,
  f.seed, e.anchor, b.heading, s.position + e.position as position, e.score / 1000.0 as score,
  a.title, a.relevance, p.fetched_at,
  coalesce(iif(f.reason = 'budget', (
    select scope || ' ' || name || ': ' || fetched || ' asked, ' || articles || ' kept' from budgets
    where spent and (id = f.shape or (scope = 'host' and name = f.host)
      or (scope = 'domain' and name = (select domain from hosts where id = f.host_id))) limit 1
  ), null), f.detail, p.detail) as detail, p.robots,
  iif(q.id is null, null, json_object('provider', q.provider, 'terms', json(q.terms), 'exact', q.exact,
    'since', q.since, 'until', q.until, 'sites', json(q.sites), 'outcome', q.outcome, 'reason', q.reason,
    'detail', q.detail, 'found', q.found, 'new', q.new)) as query,
  (select json_object('title', title, 'published', published, 'site', site, 'evidence', evidence,
    'rank', rank) from finds where query = f.via and target = f.id limit 1) as find
from trail t join frontier f on f.id = t.id
left join reasons r on r.slug = f.reason
left join entries e on e.content = {LED} and e.target = f.id
left join shown s on s.page = f.via and s.content = e.content
left join contents c on c.id = e.content
left join blocks b on b.id = c.block
left join articles a on a.id = f.id
left join pages p on p.id = f.id
left join queries q on q.id = f.id
order by t.steps desc"""
AS_JSON = {"parts": "{}", "query": "null", "find": "null"}  # columns, and what stands for nothing
SEED = """select s.path, s.title, s.url, p.url as own_page from seeds s left join pages p on p.id = s.page
where s.id = ?"""
OWN_PAGE_OF = "select id, path, title, recognised_by from seeds where page = ? order by id"
VERDICTS = "select judge, score, reason, evidence from verdicts where article = ? order by judge"
RIGHTS = """select source, name, value, reserves from rights where article = ?
order by reserves desc, name, source"""
COPIES = """select d.kind, d.similarity, a.url from duplicates d join articles a on a.id = d.original
where d.article = ?"""


@dataclass(frozen=True, slots=True)
class Step:
    """One address on the trail, and the link that led to it."""

    id: int
    url: str
    status: str
    reason: str | None
    meaning: str | None
    depth: int
    kind: str
    priority: float
    parts: dict[str, float]
    due_at: str | None
    anchor: str | None
    heading: str | None
    position: int | None
    score: float | None
    title: str | None
    relevance: float | None
    detail: str | None
    robots: str | None
    """By what robots.txt let us fetch it."""
    fetched_at: str | None
    gone_at: str | None
    query: dict[str, Any] | None = None
    """What was asked at this address, of whom, and what came of it."""
    find: dict[str, Any] | None = None
    """What the answer that led here says of this address."""


@dataclass(frozen=True, slots=True)
class Why:
    """The whole answer: seed, trail in walking order, verdicts, originals of a copy, and rights."""

    url: str
    seed: dict[str, Any] | None
    trail: tuple[Step, ...]
    verdicts: tuple[dict[str, Any], ...]
    copy_of: tuple[dict[str, Any], ...]
    rights: tuple[dict[str, Any], ...] = ()
    own_page_of: tuple[dict[str, Any], ...] = ()
    """Seeds that were taken from this page, and by what that was told."""

    @property
    def last(self) -> Step:
        """The address asked about."""
        return self.trail[-1]


def why(connection: sqlite3.Connection, url: str) -> Why | None:
    """Return how we came to an address and what became of it; None if it was never met."""
    found = connection.execute(FIND, (urls.key(urls.clean(url) or url),)).fetchone()
    if found is None:
        return None
    rows = connection.execute(TRAIL, found[:1]).fetchall()
    seed = connection.execute(SEED, (rows[-1]["seed"],)).fetchone()
    return Why(
        rows[-1]["url"],
        dict(seed) if seed else None,
        tuple(step(row) for row in rows),
        tuple(dict(row) for row in connection.execute(VERDICTS, found[:1])),
        tuple(dict(row) for row in connection.execute(COPIES, found[:1])),
        tuple(dict(row) for row in connection.execute(RIGHTS, found[:1])),
        tuple(dict(row) for row in connection.execute(OWN_PAGE_OF, found[:1])),
    )


def step(row: sqlite3.Row) -> Step:
    """Make a step of a row of TRAIL."""
    values = {name: row[name] for name in row.keys() if name not in (*AS_JSON, "seed")}  # noqa: SIM118
    return Step(**values, **{name: json.loads(row[name] or empty) for name, empty in AS_JSON.items()})
