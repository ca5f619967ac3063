"""Runs: when, how far, and what ended each."""

from __future__ import annotations

from datasette.utils.asgi import Response

from ....corpus.runs import Stop
from ..visit import Visit

RUNS = """select id, started_at, finished_at, status, stop_reason, pages, articles, refused, bytes, version,
  round((julianday(finished_at) - julianday(started_at)) * 1440) as minutes
from runs order by id desc limit 100"""


async def view(visit: Visit) -> Response:
    """Return the last runs."""
    meanings = {str(stop): stop.meaning for stop in Stop}
    return await visit.page("runs", runs=await visit.rows(RUNS), meanings=meanings)
