"""Dashboards: the corpus in figures, of all seeds or one, and of any period."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from datasette.utils.asgi import Response

from ..dashboards import articles, harvest, health
from ..dashboards.scope import Scope
from ..visit import Visit

SHOWS = {"articles": articles.figures, "harvest": harvest.figures, "health": health.figures}
PERIODS = {"Last 7 days": 7, "30 days": 30, "365 days": 365}
SEEDS = "select id, coalesce(title, path) as title from seeds order by id limit 300"


async def view(visit: Visit) -> Response:
    """Return one of the dashboards."""
    scope = Scope.of(visit)
    show = visit.input("show")
    show = show if show in SHOWS else next(iter(SHOWS))
    today = datetime.now(UTC).date()
    since = {label: str(today - timedelta(days=days - 1)) for label, days in PERIODS.items()}
    return await visit.page(
        "dashboard",
        figures=await SHOWS[show](visit, scope), scope=scope, show=show, shows=tuple(SHOWS),
        seeds=await visit.rows(SEEDS), periods=since,
    )  # fmt: skip
