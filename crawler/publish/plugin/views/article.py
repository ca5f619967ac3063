"""The page of an article: to read it, and all that is known of it."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from datasette.utils.asgi import Response

from .... import citation
from ..excerpts import Excerpts
from ..neighbours import drawing, neighbours
from ..safe import harmless
from ..similar import similar
from ..visit import Row, Visit
from .why import trail

ARTICLE = """select a.*, r.meaning, f.url as address, f.seed, p.final_url, p.fetched_at, p.reason as trouble,
  (select t.meaning from reasons t where t.slug = p.reason) as trouble_meaning
from articles a join frontier f on f.id = a.id join pages p on p.id = a.id
left join reasons r on r.slug = a.reason where a.id = ?"""
VERDICTS = """select v.judge, v.score, v.reason, r.meaning, v.evidence, v.parts from verdicts v
left join reasons r on r.slug = v.reason where v.article = ? order by v.judge"""
RIGHTS = "select source, name, value, reserves from rights where article = ? order by source, name"
COPIES = """select d.original as id, 'original' as role, d.kind, d.similarity, a.title, a.site
from duplicates d join articles a on a.id = d.original where d.article = :article
union all
select d.article, 'copy', d.kind, d.similarity, a.title, a.site
from duplicates d join articles a on a.id = d.article where d.original = :article limit 50"""
VERSIONS = """select seen_at, title, added, removed from versions where article = ?
order by seen_at desc limit 50"""
MARK = "select relevant, marked_at from marks where article = ?"
# More like it is a luxury: in a corpus where that takes longer, the page goes without.
SIMILAR_MS = 150


async def view(visit: Visit) -> Response:
    """Return the page."""
    number = int(visit.parts["article"])
    found = await visit.rows(ARTICLE, (number,)) if number < 2**63 else []
    if not found:
        return await visit.missing(f"There is no article with the number {number}.")
    article = found[0]
    known = await visit.ask(lambda connection: trail(connection, article["address"]))
    excerpts = Excerpts.of(visit.datasette, visit.database)
    return await visit.page(
        "article",
        article=article, why=known, paragraphs=excerpts.shown(article["text"]).split("\n"),
        is_excerpt=excerpts.only,
        verdicts=[unpacked(row) for row in await visit.rows(VERDICTS, (number,))],
        rights=await visit.rows(RIGHTS, (number,)),
        copies=await visit.rows(COPIES, {"article": number}),
        versions=await visit.rows(VERSIONS, (number,)),
        mark=next(iter(await visit.rows(MARK, (number,))), None),
        more=await more(visit, article), around=await around(visit, article),
        citation=citation.plain(article), bibtex=citation.bibtex(article),
    )  # fmt: skip


async def more(visit: Visit, article: Row) -> list[Row]:
    """Return the nearest articles."""
    try:
        rows = await visit.ask(lambda connection: similar(connection, article), limit_ms=SIMILAR_MS)
    except sqlite3.OperationalError:
        return []
    return [harmless(dict(row)) for row in rows]


async def around(visit: Visit, article: Row) -> Any:
    """Return a drawing of the articles around."""
    sides = await visit.ask(lambda connection: neighbours(connection, article["id"]))
    referrers, outlinks = ([harmless(dict(row)) for row in side] for side in sides)
    return drawing(article, referrers, outlinks)


def unpacked(verdict: Row) -> Row:
    """Return a verdict with its parts, the heaviest first."""
    try:
        parts = json.loads(verdict["parts"] or "{}")
    except ValueError:
        parts = {}
    numbers = {name: value for name, value in parts.items() if isinstance(value, int | float)}
    return verdict | {"parts": dict(sorted(numbers.items(), key=lambda part: -abs(part[1])))}
