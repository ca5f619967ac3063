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
refused = refused + :refused, bytes = bytes + :bytes, changed = changed + :changed, same = same + :same,
gone = gone + :gone where id = :run"""
# The run that first read an article has it in its count, whoever finds that it is none any more.
FIRST_RUN = """update runs set articles = articles + :kept, refused = refused - :kept
where id = (select run from articles where id = :id)"""
COUNTED = (Event.CHANGED, Event.SAME, Event.GONE)  # each a column of runs
COLUMNS = ("pages", "kept", "refused", "bytes", *map(str, COUNTED))


class RunCounts:
    """What a transaction adds to the row of its run, written once for all of its pages."""

    def __init__(self, run: int | None) -> None:
        """Count for a run, if there is one."""
        self.run = run
        self.numbers = dict.fromkeys(COLUMNS, 0)

    def add(self, name: str, number: int) -> None:
        """Count something."""
        self.numbers[name] += number

    def add_event(self, what: Event) -> None:
        """Count what a visit to a known page came to."""
        if what in COUNTED:
            self.numbers[what] += 1

    def write(self, connection: sqlite3.Connection) -> None:
        """Add what was counted to the row, inside the open transaction, and begin anew."""
        if self.run is not None and any(self.numbers.values()):
            connection.execute(RUN, self.numbers | {"run": self.run})
        self.forget()

    def forget(self) -> None:
        """Begin anew, as a transaction was rolled back."""
        self.numbers = dict.fromkeys(COLUMNS, 0)


def count(  # noqa: PLR0913  (what was settled, and what is known of it)
    connection: sqlite3.Connection,
    run: RunCounts,
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
    is_moved = page is not None and result.reason is Reason.REDIRECT
    is_query = target.ask is not None  # a search is no page of a run
    run.add("pages", page is not None and not is_query)
    run.add("kept", 0 if before.had_article else kept)
    run.add("refused", not (result.status == "done" or is_moved or before.is_known or is_query))
    run.add("bytes", page.size if page else 0)
