"""What is counted of hosts and runs as addresses are settled."""

from __future__ import annotations

import sqlite3

from .. import clock, urls
from ..reasons import Reason
from ..records import Page, Target
from .before import Before
from .event import Event
from .hosts.learn import NONE, Rest
from .outcome import Outcome

HOST = """update hosts set fetched = fetched + :fetched, articles = articles + :kept,
failures = iif(:failed, failures + 1, iif(:asked, 0, failures)), next_at = max(next_at, :next_at),
latency = coalesce(:latency, latency), slowdown = coalesce(:slowdown, slowdown),
today = iif(:asked, today, max(today - 1, 0)) where host = :host"""
RUN = """update runs set pages = pages + :pages, articles = articles + :kept,
refused = refused + :refused, bytes = bytes + :bytes where id = :run"""
# The run that first read an article has it in its count, whoever finds that it is none any more.
FIRST_RUN = """update runs set articles = articles + :kept, refused = refused - :kept
where id = (select run from articles where id = :id)"""
EVENT = "update runs set {column} = {column} + 1 where id = ?"
COUNTED = (Event.CHANGED, Event.SAME, Event.GONE)  # each a column of runs


def count(  # noqa: PLR0913  (what was settled, and what is known of it)
    connection: sqlite3.Connection,
    run: int | None,
    target: Target,
    page: Page | None,
    result: Outcome,
    before: Before,
    *,
    rest: Rest = NONE,
) -> None:
    """Count a settled address for its host and run; `page` is None if it was never asked for.

    A page is counted once, however often it is visited: what a host yields is told by new pages. The host
    has its `rest` in the same breath, as each change of its row changes two indexes.
    """
    is_new = page is not None and not before.is_known
    kept = 0 if result.status == "queued" else (result.status == "done") - before.was_kept
    values = {
        "host": urls.host(target.url),
        "asked": page is not None,
        "fetched": is_new,
        "kept": kept,
        "failed": result.wait is not None or result.rest is not None,
        "next_at": max(rest.next_at, clock.after(result.rest) if result.rest else ""),
        "latency": rest.latency,
        "slowdown": rest.slowdown,
    }
    connection.execute(HOST, values)
    if kept and before.had_article:
        connection.execute(FIRST_RUN, {"kept": kept, "id": target.id})
    if run is not None:
        is_moved = page is not None and result.reason is Reason.REDIRECT
        is_query = target.ask is not None  # a search is no page of a run
        values = {
            "run": run,
            "pages": page is not None and not is_query,
            "kept": kept and not before.had_article,
            "refused": not (result.status == "done" or is_moved or before.is_known or is_query),
            "bytes": page.size if page else 0,
        }
        connection.execute(RUN, values)


def count_event(connection: sqlite3.Connection, run: int, what: Event) -> None:
    """Count what a visit to a known page came to."""
    if what in COUNTED:
        connection.execute(EVENT.format(column=what), (run,))
