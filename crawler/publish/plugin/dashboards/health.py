"""Health: what was turned down, what the network answered, how long it took, and who is waited for."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from .... import clock
from ....corpus.tables.daily import SECONDS
from ...plots.bars import Bar, Labels, bars
from ...plots.columns import Column, columns
from ...plots.figure import Cell, Figure
from ..filters import many, moment
from ..visit import Row, Visit
from .scope import Scope, over_time, sums, table_link

SHOWN = 20
CLASSES = {"2": "2xx", "3": "3xx", "4": "4xx", "5": "5xx"}
NO_ANSWER = "no answer"
WAITING = f"""select host, queued, next_at, failures from hosts
where queued > 0 and next_at > :now order by queued desc, host limit {SHOWN}"""


async def figures(visit: Visit, scope: Scope) -> list[Figure]:
    """Return all figures."""
    return [
        await by_reason(visit, scope),
        await by_status(visit, scope),
        await answers(visit, scope),
        await by_seconds(visit, scope),
        await waiting(visit),
    ]


async def by_reason(visit: Visit, scope: Scope) -> Figure:
    """Return what was turned down, by reason."""
    rows = await most(visit, scope, "refusal")
    given = [counted(row["name"], row, visit.url("refusals", reason=row["name"])) for row in rows]
    labels = Labels(
        "refusals", "Refusals by reason",
        "Addresses turned down, by the day that this was known; most were never fetched.",
        ("Reason", "addresses"),
    )  # fmt: skip
    return bars(labels, given)


async def by_status(visit: Visit, scope: Scope) -> Figure:
    """Return what pages answered, by status."""
    rows = await most(visit, scope, "status")
    given = [counted(row["name"] or NO_ANSWER, row, pages_link(visit, scope, row["name"])) for row in rows]
    labels = Labels(
        "statuses", "Answers", "Fetches by HTTP status, or by what came in place of an answer.",
        ("Status", "fetches"),
    )  # fmt: skip
    return bars(labels, given)


async def most(visit: Visit, scope: Scope, subject: str) -> list[Row]:
    """Return the names that are counted most."""
    rows = [row for row in await sums(visit, scope, subject) if row["total"] > 0]
    return sorted(rows, key=lambda row: -row["total"])[:SHOWN]


def counted(name: str, row: Row, href: str) -> Bar:
    """Return a bar as long as a count."""
    return Bar(name, (row["total"],), many(row["total"]), href, cells=(Cell(many(row["total"])),))


def pages_link(visit: Visit, scope: Scope, status: str) -> str:
    """Return the rows of `pages` behind a bar."""
    of = {"status": status} if status.isdigit() else {"status__isnull": "1", "reason": status}
    return table_link(visit, "pages", **of, **fetched(scope), _sort_desc="fetched_at")


def fetched(scope: Scope) -> dict[str, str]:
    """Return filters of a table for when a page was fetched."""
    return {"fetched_at__gte": scope.since, "fetched_at__lt": scope.until and f"{scope.until}T99"}


async def answers(visit: Visit, scope: Scope) -> Figure:
    """Return classes of answers over time."""
    periods, rows = await over_time(visit, scope, "status")
    names = (*CLASSES.values(), NO_ANSWER)
    counts = Counter[tuple[str, str]]()
    for row in rows:
        of = CLASSES.get(row["name"][:1], NO_ANSWER) if row["name"].isdigit() else NO_ANSWER
        counts[row["period"], of] += row["total"]
    given = [
        Column(
            period,
            tuple(counts[period, name] for name in names),
            visit.url("dashboard", show="health", **scope.within(period)),
        )
        for period in periods
    ]
    labels = Labels("answers", "Answers over time", "Fetches by class of status.", ("Time", *names), names)
    return columns(labels, given, many)


async def by_seconds(visit: Visit, scope: Scope) -> Figure:
    """Return a histogram of how long answers took."""
    counts = {row["name"]: row["total"] for row in await sums(visit, scope, "seconds") if row["name"]}
    edges = ["0", *map(str, SECONDS), "more"]
    given = [took(visit, scope, edge, counts.get(edge[1], 0)) for edge in pairwise(edges)] if counts else []
    labels = Labels(
        "seconds", "How long answers took", "Fetches by seconds from asking to the last byte.",
        ("Seconds", "fetches"),
    )  # fmt: skip
    return columns(labels, given, many)


def took(visit: Visit, scope: Scope, edge: tuple[str, str], count: int) -> Column:
    """Return how many answers took from so long to so long."""
    least, less = edge
    within = {"seconds__gte": least, "seconds__lt": "" if less == "more" else less}
    link = table_link(visit, "pages", **within, **fetched(scope), _sort_desc="seconds")
    return Column(f"{least} +" if less == "more" else f"{least}–{less}", (count,), link)


async def waiting(visit: Visit) -> Figure:
    """Return the sites that can't be asked now, by how much there is to ask them."""
    rows = await visit.rows(WAITING, {"now": clock.now()})
    given = [
        Bar(
            row["host"],
            (row["queued"],),
            f"{many(row['queued'])} until {row['next_at'][5:16].replace('T', ' ')}",
            visit.url("sites", row["host"]),
            cells=(Cell(many(row["queued"])), Cell(moment(row["next_at"])), Cell(str(row["failures"]))),
        )
        for row in rows
    ]
    labels = Labels(
        "waiting", "Sites that are waited for",
        "Addresses queued of sites that may not be asked now, and until when (UTC), for all seeds.",
        ("Site", "queued", "until", "failures in a row"),
    )  # fmt: skip
    return bars(labels, given)
