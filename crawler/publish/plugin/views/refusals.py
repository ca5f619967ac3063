"""Refusals: what was turned down, and why."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Response

from ..memory import memory
from ..visit import Visit

SHOWN = 100
REASONS = """select r.stage, r.slug as reason, r.meaning, n.addresses from (
  select reason, count(*) as addresses from frontier where status = 'refused' group by reason
) n join reasons r on r.slug = n.reason order by n.addresses desc"""
ALL_REASONS = "select stage, slug as reason, meaning, null as addresses from reasons order by stage, slug"
LAST = f"""select f.id, f.url, f.host, f.kind, f.depth, p.detail, p.fetched_at, a.title
from frontier f left join pages p on p.id = f.id left join articles a on a.id = f.id
where f.status = 'refused' and f.reason = :reason and f.id < :below order by f.id desc limit {SHOWN + 1}"""
REASON = "select slug as reason, stage, meaning from reasons where slug = ?"
HIGHEST = 2**63 - 1


async def view(visit: Visit) -> Response:
    """Return what was turned down, by reason or for one."""
    asked = await visit.rows(REASON, (visit.input("reason"),))
    if not asked:
        reasons = await memory(visit.datasette).rows(visit, REASONS) or await visit.rows(ALL_REASONS)
        return await visit.page("refusals", reasons=reasons)
    reason = asked[0]
    below = visit.number("below", HIGHEST)
    rows = await visit.rows(LAST, {"reason": reason["reason"], "below": below})
    older = rows[SHOWN - 1]["id"] if len(rows) > SHOWN else None
    shown: dict[str, Any] = {"reason": reason, "refused": rows[:SHOWN], "older": older}
    return await visit.page("refused", here="refusals", **shown)
