"""Behind a figure: the articles that a bar of a dashboard stands for, newest first."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Response

from ....corpus.tables.daily import STEPS
from ..dashboards.scope import Scope
from ..excerpts import Excerpts
from ..visit import Row, Visit
from .new import CARD

SHOWN = 50
# The newest of the period are looked through for the others, and of a site those that come first by address.
LOOKED_THROUGH = 5_000
LAST = "9999"  # later than any time
LACKS = {"undated": "published", "unsigned": "author", "untitled": "title"}
LACKING = " ".join(f"when '{name}' then a.{column}" for name, column in LACKS.items())
WITHIN = """first_seen >= :since and first_seen < :until || 'T99'
  and (first_seen, id) < (:before, :below)"""
NEWEST = f"""select id, first_seen from articles indexed by articles_first_seen where {WITHIN}
order by first_seen desc, id desc limit {LOOKED_THROUGH}"""
OF_LANGUAGE = f"""select id, first_seen from articles indexed by articles_language
where language is nullif(:language, 'unknown') and {WITHIN}
order by first_seen desc, id desc limit {LOOKED_THROUGH}"""
OF_HOST = f"""select a.id, a.first_seen from (
  select id from articles where url >= 'https://' || :host || '/' and url < 'https://' || :host || '0'
  union all
  select id from articles where url >= 'http://' || :host || '/' and url < 'http://' || :host || '0'
  limit {LOOKED_THROUGH}
) own cross join articles a on a.id = own.id where {WITHIN.replace("(first_seen, id)", "(first_seen, a.id)")}
order by a.first_seen desc, a.id desc"""
CHOSEN = f"""select {CARD} from ({{walk}}) late cross join articles a on a.id = late.id
cross join frontier f on f.id = late.id
where (a.reason is null) = (:kept <> 'no')
  and (:language = '' or a.language is nullif(:language, 'unknown'))
  and (:host = '' or f.host = :host)
  and (:kind = '' or f.kind = :kind)
  and (:seed = 0 or f.seed = :seed)
  and (:step < 0 or max(min(cast(a.relevance * {STEPS} as integer), {STEPS - 1}), 0) = :step)
  and (:lacks = '' or coalesce(case :lacks {LACKING} end, '') = '')
order by late.first_seen desc, late.id desc limit {SHOWN + 1}"""
ENDS = "select id, first_seen, count(*) over () as number from ({walk}) order by first_seen, id limit 1"


async def view(visit: Visit) -> Response:
    """Return the page."""
    scope, asked = Scope.of(visit), inputs(visit)
    values = scope.values | asked | place(visit)
    walk = OF_HOST if asked["host"] else OF_LANGUAGE if asked["language"] else NEWEST
    rows = await visit.rows(CHOSEN.format(walk=walk), values)
    ends = await visit.rows(ENDS.format(walk=walk), values)
    excerpts = Excerpts.of(visit.datasette, visit.database)
    articles = [row | {"opening": excerpts.shown(row["opening"] or "")} for row in rows[:SHOWN]]
    kept = {name: value for name, value in (scope.inputs | asked).items() if value not in ("", -1)}
    return await visit.page(
        "behind",
        articles=articles, asked=asked, scope=scope, steps=STEPS, older=older(visit, kept, rows, ends),
        looked_through=LOOKED_THROUGH if ends and ends[0]["number"] == LOOKED_THROUGH else 0,
    )  # fmt: skip


def inputs(visit: Visit) -> dict[str, Any]:
    """Return what narrows the articles."""
    asked: dict[str, Any] = {
        name: visit.input(name) for name in ("language", "host", "kind", "kept", "lacks")
    }
    asked["lacks"] = asked["lacks"] if asked["lacks"] in LACKS else ""
    asked["step"] = visit.number("step", -1)
    return asked


def place(visit: Visit) -> dict[str, Any]:
    """Return what was shown before."""
    return {"before": visit.input("before") or LAST, "below": visit.number("below")}


def older(visit: Visit, asked: dict[str, Any], rows: list[Row], ends: list[Row]) -> str | None:
    """Return the address of what comes after these rows; None if there is nothing more."""
    last = rows[SHOWN - 1] if len(rows) > SHOWN else None
    if last is None and ends and ends[0]["number"] == LOOKED_THROUGH and not asked.get("host"):
        last = ends[0]
    return visit.url("behind", **asked, before=last["first_seen"], below=last["id"]) if last else None
