"""Runs: when, how far, what ended each, and what one came to."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Response

from ....corpus.crawlers import desk_sentence
from ....corpus.event import Event
from ....corpus.reports.reckon import UNASKED
from ....corpus.reports.report import SHOWN, Report, report
from ....corpus.runs import Stop
from ..dashboards.scope import table_link
from ..safe import harmless
from ..visit import Visit

RUNS = """select id, started_at, finished_at, status, stop_reason, pages, articles, refused, bytes, version,
  round((julianday(finished_at) - julianday(started_at)) * 1440) as minutes,
  (select count(*) from run_alarms a where a.run = r.id) as alarms
from runs r order by id desc limit 100"""
BESIDE = """select (select max(id) from runs where id < :run) as before,
  (select min(id) from runs where id > :run) as after"""
LISTED = 20


async def view(visit: Visit) -> Response:
    """Return the last runs."""
    return await visit.page("runs", runs=await visit.rows(RUNS), meanings=meanings())


async def one(visit: Visit) -> Response:
    """Return the report of one run, each figure a link to the rows behind it."""
    text = visit.parts["run"]
    run = int(text) if len(text) < len(str(2**63)) else 0
    found = await visit.ask(lambda connection: report(connection, run, LISTED))
    if found is None:
        return await visit.missing(f"There is no run {text}.")
    beside = (await visit.rows(BESIDE, {"run": run}))[0]
    shown: dict[str, Any] = harmless(found.as_dict())
    return await visit.page(
        "run",
        here="runs",
        report=shown,
        events=events(visit, found),
        refused=[row | {"href": refusal_link(visit, run, row)} for row in shown["refused"]],
        behind=behind(visit, run),
        meanings=meanings(),
        headings=SHOWN,
        desk=desk_sentence(found.crew.desk),
        dashboard=dashboard(found),
        **beside,
    )


def dashboard(found: Report) -> str | None:
    """Return where Ray shows the cluster, if a browser may go there."""
    url = found.crew.desk and found.crew.desk["dashboard"]
    return url if url and url.startswith(("http://", "https://")) else None


def meanings() -> dict[str, str]:
    """Return what ends a run, in words."""
    return {str(stop): stop.meaning for stop in Stop}


def events(visit: Visit, found: Report) -> list[dict[str, Any]]:
    """Return how many pages came to what, those first that a reader looks for."""
    run = str(found.run["id"])
    rows = [
        {
            "event": event,
            "meaning": event.meaning,
            "pages": found.counts[event],
            "href": visits_link(visit, run, event=event),
        }
        for event in Event
        if found.counts.get(event)
    ]
    if found.counts.get(UNASKED):
        meaning = "Turned down before they were asked for, such as by a robots.txt"
        href = table_link(visit, "run_counts", run=run, event=UNASKED)
        rows.append({"event": UNASKED, "meaning": meaning, "pages": found.counts[UNASKED], "href": href})
    return rows


def refusal_link(visit: Visit, run: int, row: dict[str, Any]) -> str:
    """Return what a run turned down for a reason: its pages, or all addresses if none was asked for."""
    if row["unasked"] == row["visits"]:
        return visit.url("refusals", reason=row["reason"])
    return visits_link(visit, str(run), event=Event.REFUSED, reason=row["reason"])


def visits_link(visit: Visit, run: str, **filters: str) -> str:
    """Return visits of a run in the order of their key: of a million, no other can be had in time."""
    return table_link(visit, "visits", run=run, **filters, _sort_desc="page")


def behind(visit: Visit, run: int) -> dict[str, str]:
    """Return the rows that the page is made of, by table."""
    return {
        "visits": visits_link(visit, str(run)),
        "run_hosts": table_link(visit, "run_hosts", run=str(run)),
        "unchanged": visits_link(visit, str(run), status="304"),
        "row": str(visit.datasette.urls.row(visit.database, "runs", str(run))),
    }
