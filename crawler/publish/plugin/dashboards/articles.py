"""Articles: when they came, in which languages, from which sites, how relevant, and what they lack."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ....corpus.tables.daily import STEPS
from ...plots.bars import Bar, Labels, bars
from ...plots.columns import Column, columns
from ...plots.figure import SERIES, Cell, Figure
from ...plots.scale import percent
from ..filters import many
from ..visit import Row, Visit
from .scope import Scope, over_time, sums

SITES = 20
INCOMPLETE = 12
OTHERS = "others"
UNKNOWN = "unknown"
BY_SITE = """select host, sum(articles) as articles, sum(kept) as kept, sum(undated) as undated,
  sum(unsigned) as unsigned, sum(untitled) as untitled
from daily_sites where day >= :since and day <= :until and (:seed = 0 or seed = :seed)
group by host having sum(articles) > 0 order by 3 desc, 2 desc, 1 limit :sites"""
LACKS = {"undated": "no date", "unsigned": "no author", "untitled": "no title"}


async def figures(visit: Visit, scope: Scope) -> list[Figure]:
    """Return all figures."""
    sites = await visit.rows(BY_SITE, scope.values | {"sites": SITES})
    return [
        await by_language(visit, scope),
        await by_relevance(visit, scope),
        by_site(visit, scope, sites),
        by_lack(visit, scope, sites),
    ]


async def by_language(visit: Visit, scope: Scope) -> Figure:
    """Return kept articles over time, by language."""
    periods, rows = await over_time(visit, scope, "language")
    common = Counter[str]()
    for row in rows:
        common[row["name"]] += row["kept"]
    names = [name for name, kept in common.most_common(SERIES) if kept > 0]
    if len([kept for kept in common.values() if kept > 0]) > SERIES:
        names = [*names[: SERIES - 1], OTHERS]
    counts = Counter[tuple[str, str]]()
    for row in rows:
        counts[row["period"], row["name"] if row["name"] in names else OTHERS] += max(row["kept"], 0)
    columns_ = [
        Column(
            period,
            tuple(counts[period, name] for name in names),
            visit.url("behind", **scope.within(period)),
            tuple(language_link(visit, scope, period, name) for name in names),
        )
        for period in periods
    ]
    shown = tuple(name or UNKNOWN for name in names)
    labels = Labels(
        "languages", "Articles kept", "By the day they were first read, and by language.",
        ("Time", *shown), shown,
    )  # fmt: skip
    return columns(labels, columns_, many)


def language_link(visit: Visit, scope: Scope, period: str, language: str) -> str:
    """Return what lists the articles behind a part of a column."""
    of = {} if language == OTHERS else {"language": language or UNKNOWN}
    return visit.url("behind", **scope.within(period), **of)


async def by_relevance(visit: Visit, scope: Scope) -> Figure:
    """Return a histogram of relevance, kept and not kept."""
    counts = {row["name"]: row for row in await sums(visit, scope, "relevance")}
    nothing = {"kept": 0, "total": 0}
    steps = [counts.get(str(step), nothing) for step in range(STEPS)] if counts else []
    given = [
        Column(
            f"{step / STEPS:.2f}",
            (max(row["kept"], 0), max(row["total"] - row["kept"], 0)),
            hrefs=tuple(visit.url("behind", step=step, kept=kept, **scope.inputs) for kept in ("", "no")),
        )
        for step, row in enumerate(steps)
    ]
    labels = Labels(
        "relevance", "Relevance", "Texts read, by how likely they are on the subject: from 0 to 1.",
        ("From", "kept", "not kept"), ("kept", "not kept"),
    )  # fmt: skip
    return columns(labels, given, many)


def by_site(visit: Visit, scope: Scope, sites: list[Row]) -> Figure:
    """Return the sites that brought most."""
    given = [
        Bar(
            site["host"],
            (max(site["kept"], 0), max(site["articles"] - site["kept"], 0)),
            f"{many(site['kept'])} of {many(site['articles'])}",
            site_link(visit, scope, site["host"]),
            cells=(Cell(many(site["kept"])), Cell(many(site["articles"]))),
        )
        for site in sites
    ]
    labels = Labels(
        "sites", "Sites", f"The {SITES} that brought most articles, and how many were read there.",
        ("Site", "kept", "read"), ("kept", "read, but not kept"),
    )  # fmt: skip
    return bars(labels, given)


def site_link(visit: Visit, scope: Scope, host: str, **more: Any) -> str:
    """Return what shows a site, or the articles of it that are meant."""
    if more or any(scope.inputs.values()):
        return visit.url("behind", host=host, **scope.inputs, **more)
    return visit.url("sites", host)


def by_lack(visit: Visit, scope: Scope, sites: list[Row]) -> Figure:
    """Return what the articles of the largest sites lack."""
    kept = [site for site in sites if site["kept"] > 0][:INCOMPLETE]
    given = [lacking(visit, scope, site) for site in kept]
    labels = Labels(
        "fields", "What articles lack",
        f"Share of kept articles without a date, an author or a title, for the {INCOMPLETE} largest sites.",
        ("Site", *LACKS.values()), tuple(LACKS.values()),
    )  # fmt: skip
    return bars(labels, given, stacked=False, full=1)


def lacking(visit: Visit, scope: Scope, site: Row) -> Bar:
    """Return a site with the shares of what its articles lack."""
    shares = [max(site[lack], 0) / site["kept"] for lack in LACKS]
    links = tuple(site_link(visit, scope, site["host"], lacks=lack) for lack in LACKS)
    cells = tuple(Cell(percent(share), link) for share, link in zip(shares, links, strict=True))
    return Bar(
        site["host"], tuple(shares), " · ".join(percent(share) for share in shares),
        site_link(visit, scope, site["host"]), links, cells,
    )  # fmt: skip
