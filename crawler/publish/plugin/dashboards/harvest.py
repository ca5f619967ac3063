"""Harvest: what share of what was fetched was kept, by kind of link and over time."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

from ...plots.bars import Bar, Labels, bars
from ...plots.columns import Column
from ...plots.figure import Cell, Figure
from ...plots.lines import lines
from ...plots.scale import percent
from ..filters import many, moment
from ..visit import Row, Visit
from .scope import Scope, over_time, sums

RUNS = 20
SLICES = 48
RUN_ROWS = f"""select id, started_at, pages, articles from runs
where pages > 0 and started_at >= :since and substr(started_at, 1, 10) <= :until
order by id desc limit {RUNS}"""
RUN = """select r.id, r.started_at, coalesce(r.finished_at,
  (select started_at from runs n where n.id > r.id order by n.id limit 1),
  (select max(minute) || ':59' from minutes)) as ended_at
from runs r where r.id = coalesce(nullif(:run, 0), (select max(id) from runs where pages > 0))"""
WITHIN = """>= json_extract(slice.value, '$[0]') and {0} < json_extract(slice.value, '$[1]') group by 1"""
BY_MINUTE = f"""select slice.key as slice, sum(fetched) as fetched, sum(kept) as kept
from json_each(:slices) slice cross join minutes where minute {WITHIN.format("minute")}"""
BY_DAY = f"""select slice.key as slice, sum(total) as fetched, sum(kept) as kept
from json_each(:slices) slice cross join daily_counts where subject = 'kind' and day {WITHIN.format("day")}"""
MINUTES_OF_DAY = 1440


async def figures(visit: Visit, scope: Scope) -> list[Figure]:
    """Return all figures."""
    return [
        await by_kind(visit, scope),
        await by_time(visit, scope),
        await by_run(visit, scope),
        await by_slice(visit),
    ]


def share(kept: float, of: float) -> float | None:
    """Return a share of what was fetched; more can't have been kept. None of nothing."""
    return min(max(kept / of, 0.0), 1.0) if of > 0 else None


async def by_kind(visit: Visit, scope: Scope) -> Figure:
    """Return the yield of each kind of link."""
    rows = [row for row in await sums(visit, scope, "kind") if row["total"] > 0]
    rows.sort(key=lambda row: share(row["kept"], row["total"]) or 0, reverse=True)
    given = [yielded(row["name"], row, visit.url("behind", kind=row["name"], **scope.inputs)) for row in rows]
    labels = Labels(
        "kinds", "Yield per kind of link", "Of the pages that each kind of link led to, how many were kept.",
        ("Kind of link", "yield", "kept", "fetched"),
    )  # fmt: skip
    return bars(labels, given, full=1)


def yielded(name: str, row: Row, href: str) -> Bar:
    """Return a bar as long as the share of what was fetched that was kept."""
    kept = share(row["kept"], row["total"])
    said = f"{percent(kept)} of {many(row['total'])}"
    cells = (Cell(percent(kept)), Cell(many(row["kept"])), Cell(many(row["total"])))
    return Bar(name, (kept or 0.0,), said, href, cells=cells)


async def by_time(visit: Visit, scope: Scope) -> Figure:
    """Return the harvest rate over days, months or years."""
    periods, rows = await over_time(visit, scope, "kind")
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        counts[row["period"]][0] += row["kept"]
        counts[row["period"]][1] += row["total"]
    given = [
        Column(period, tuple(counts[period]), visit.url("behind", **scope.within(period)))
        for period in periods
    ]
    labels = Labels(
        "time", "Harvest rate over time", "Articles kept per page fetched; fetched again counts again.",
        ("Time", "rate", "kept", "fetched"),
    )  # fmt: skip
    return lines(labels, given, [share(*column.values) for column in given])


async def by_run(visit: Visit, scope: Scope) -> Figure:
    """Return the harvest rate of the last runs."""
    rows = await visit.rows(RUN_ROWS, scope.values)
    given = [
        yielded(
            f"Run {row['id']}, {moment(row['started_at'])}",
            {"kept": row["articles"], "total": row["pages"]},
            visit.url("dashboard", show="harvest", run=row["id"], **scope.inputs),
        )
        for row in rows
    ]
    labels = Labels(
        "runs", "Harvest rate by run",
        f"Articles kept per page fetched in the last {RUNS} runs of the period, for all seeds.",
        ("Run", "rate", "kept", "fetched"),
    )  # fmt: skip
    return bars(labels, given, full=1)


async def by_slice(visit: Visit) -> Figure:
    """Return the harvest rate in the course of one run."""
    found = await visit.rows(RUN, {"run": visit.number("run")})
    run = found[0] if found and found[0]["ended_at"] else None
    given = await slices(visit, run) if run else []
    name = f"Run {run['id']}" if run else "A run"
    labels = Labels(
        "slices", f"{name} in slices", "Articles kept per page fetched, from start to end, for all seeds.",
        ("From", "rate", "kept", "fetched"),
    )  # fmt: skip
    return lines(labels, given, [share(*column.values) for column in given])


async def slices(visit: Visit, run: Row) -> list[Column]:
    """Return a run in equal slices of whole minutes, or of whole days if it is as long as that."""
    start, end = (datetime.fromisoformat(run[at][:16]) for at in ("started_at", "ended_at"))
    width = -(-minutes_to(end, start) // SLICES)
    sql, written, length = BY_MINUTE, "%H:%M" if width * SLICES < MINUTES_OF_DAY else "%m-%d %H:%M", 16
    if width > MINUTES_OF_DAY:
        width = -(-width // MINUTES_OF_DAY) * MINUTES_OF_DAY
        start, sql, written, length = start.replace(hour=0, minute=0), BY_DAY, "%Y-%m-%d", 10
    edges = [start + timedelta(minutes=n * width) for n in range(-(-minutes_to(end, start) // width) + 1)]
    cuts = json.dumps(list(pairwise(edge.isoformat()[:length] for edge in edges)))
    counts = {row["slice"]: row for row in await visit.rows(sql, {"slices": cuts})}
    nothing = {"kept": 0, "fetched": 0}
    given = [counts.get(n, nothing) for n in range(max(counts, default=-1) + 1)]
    return [
        Column(f"{edge:{written}}", (max(row["kept"], 0), row["fetched"]))
        for edge, row in zip(edges, given, strict=False)
    ]


def minutes_to(end: datetime, start: datetime) -> int:
    """Return how many minutes there are from one to another, begun ones included."""
    return int((end - start).total_seconds() // 60) + 1
