"""Where first addresses came from: what each provider was asked and said, and the most promising finds."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

PROVIDERS = """select provider, count(*) as queries, sum(outcome = 'waiting') as waiting,
  sum(outcome in ('found', 'onward', 'nothing')) as asked, sum(new) as new
from queries where outcome != 'onward' or reason is null group by provider order by new desc, provider"""
UNMEASURED = """select provider, q.reason, meaning, count(*) as queries, min(q.detail) as detail,
  min(f.due_at) as again_at
from queries q left join reasons r on r.slug = q.reason join frontier f on f.id = q.id
where outcome = 'not-measured' group by provider, q.reason order by queries desc"""
FINDS = """select f.url, n.title, n.published, n.site, n.evidence, q.provider, f.status, f.reason,
  max(f.priority) as priority
from finds n join queries q on q.id = n.query join frontier f on f.id = n.target
where f.reason is not 'opaque' group by f.id order by (f.status = 'refused'), priority desc, f.id limit ?"""
FOUND = """select q.provider, count(distinct n.target) as found,
  count(distinct iif(f.reason = 'opaque', n.target, null)) as headlines
from finds n join queries q on q.id = n.query join frontier f on f.id = n.target group by q.provider"""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Report:
    """Rows are plain dicts."""

    providers: tuple[dict[str, Any], ...]
    """Each with `unmeasured`: reasons with counts and details."""
    finds: tuple[dict[str, Any], ...]
    """The most promising addresses."""

    @property
    def is_empty(self) -> bool:
        """Say whether no address was found at all."""
        return not self.finds


def report(connection: sqlite3.Connection, limit: int = SHOWN) -> Report:
    """Say what every provider that was ever asked has said."""
    unmeasured: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in connection.execute(UNMEASURED):
        unmeasured[row["provider"]].append({name: row[name] for name in row.keys() if name != "provider"})  # noqa: SIM118
    found = {row["provider"]: dict(row) for row in connection.execute(FOUND)}
    providers = (
        {**row, "found": 0, "headlines": 0, **found.get(row["provider"], {})}
        | {"unmeasured": unmeasured[row["provider"]]}
        for row in connection.execute(PROVIDERS)
    )
    finds = (dict(row) for row in connection.execute(FINDS, (limit,)))
    return Report(tuple(providers), tuple(finds))
