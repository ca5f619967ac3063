"""Counting what a run came to, from its visits."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from functools import partial
from statistics import median

from ...reasons import HUBS, Reason
from ..event import Event
from .alarms import alarms

UNASKED = "unasked"
"""What stands in place of an event for addresses that were turned down without a visit."""
# The server's or the network's failures, and ours; not what a page simply is.
FAILURES = frozenset(
    {
        Reason.HTTP_ERROR, Reason.DNS, Reason.UNREACHABLE, Reason.TLS, Reason.BAD_ANSWER, Reason.TIMEOUT,
        Reason.FETCH_FAILED, Reason.REDIRECT_LOOP, Reason.ROBOTS_UNREACHABLE, Reason.BOT_CHECK,
        Reason.READING_TIMEOUT, Reason.READING_FAILED,
    }
)  # fmt: skip
READING = frozenset(reason for reason in Reason if reason.stage == "reading")
FORGET = "delete from {table} where run = ?"
COUNT_EVENTS = f"""insert into run_counts (run, event, reason, visits, unchanged, bytes)
select run, event, coalesce(reason, ''), count(*), sum(status is 304), sum(bytes) from visits
where run = ? group by event, reason
on conflict (run, event, reason) do update set visits = excluded.visits, unchanged = excluded.unchanged,
  bytes = excluded.bytes where event <> '{UNASKED}'"""
COUNT_UNASKED = f"""insert into run_counts (run, event, reason, visits) values (?, '{UNASKED}', ?, 1)
on conflict (run, event, reason) do update set visits = visits + 1"""
BY_HOST = """select f.host, v.event, v.reason, v.status, v.words is not null as has_text,
  coalesce(v.dated, 0) as dated, count(*) as visits, sum(v.bytes) as bytes
from visits v cross join frontier f on f.id = v.page where v.run = ? group by 1, 2, 3, 4, 5, 6"""
WORDS = f"""select f.host, v.words from visits v cross join frontier f on f.id = v.page
where v.run = ? and v.words is not null and v.event <> '{Event.SAME}'"""
# Which pages led to what was kept: read as long as runs are compared with this one.
BRING = f"""update visits set brought = 1 where run = :run and page in (
  select f.via from visits v cross join frontier f on f.id = v.page
  where v.run = :run and v.event = '{Event.NEW}' and f.via is not null)"""
SAVE_HOST = """insert into run_hosts (run, host, visits, new, changed, gone, failed, trouble, looked, texts,
  dated, words, bytes)
values (:run, :host, :visits, :new, :changed, :gone, :failed, :trouble, :looked, :texts,
  :dated, :words, :bytes)"""
SAVE_ALARM = """insert into run_alarms (run, host, what, page, was, became, sentence)
values (:run, :host, :what, :page, :was, :became, :sentence)"""


@dataclass(slots=True)
class HostCounts:
    """What the visits to one host came to."""

    visits: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    failed: int = 0
    looked: int = 0
    texts: int = 0
    dated: int = 0
    bytes: int = 0
    troubles: Counter[str] = field(default_factory=Counter)

    def add(self, row: sqlite3.Row) -> None:
        """Count visits that came to the same."""
        visits = row["visits"]
        self.visits += visits
        self.bytes += row["bytes"]
        self.new += visits * (row["event"] == Event.NEW)
        self.changed += visits * (row["event"] == Event.CHANGED)
        self.gone += visits * (row["event"] == Event.GONE)
        if row["reason"] in FAILURES:
            self.failed += visits
            self.troubles[row["reason"]] += visits
        if was_looked_at(row):
            self.looked += visits
            self.texts += visits * row["has_text"]
            self.dated += visits * row["dated"]


def was_looked_at(row: sqlite3.Row) -> bool:
    """Say whether a text was looked for: on a page that came, and is neither a list nor what it was.

    What is as it was says nothing of how a site is today, and would hide that.
    """
    if row["has_text"]:
        return bool(row["event"] != Event.SAME)
    was_article = row["event"] == Event.LOST
    return row["reason"] in READING and (was_article or row["reason"] not in HUBS)


def reckon(connection: sqlite3.Connection, run: int) -> None:
    """Count what a run came to and compare it with those before, inside the open transaction."""
    for table in ("run_hosts", "run_alarms"):
        connection.execute(FORGET.format(table=table), (run,))
    connection.execute(COUNT_EVENTS, (run,))
    connection.execute(BRING, {"run": run})
    hosts: dict[str, HostCounts] = defaultdict(HostCounts)
    for row in connection.execute(BY_HOST, (run,)):
        hosts[row["host"]].add(row)
    texts = texts_of(connection, run)
    for host, counts in hosts.items():
        values = asdict(counts)
        trouble = next((reason for reason, _ in counts.troubles.most_common(1)), None)
        words = median(texts[host]) if host in texts else None
        values |= {"run": run, "host": host, "trouble": trouble, "words": words}
        connection.execute(SAVE_HOST, values)
    for alarm in alarms(connection, run, texts):
        connection.execute(SAVE_ALARM, {"run": run} | asdict(alarm))


def texts_of(connection: sqlite3.Connection, run: int) -> dict[str, array[int]]:
    """Return how many words each text has that a run found anew, by host."""
    texts: dict[str, array[int]] = defaultdict(partial(array, "q"))
    for host, words in connection.execute(WORDS, (run,)):
        texts[host].append(words)
    return dict(texts)


def count_unasked(connection: sqlite3.Connection, run: int, reason: Reason) -> None:
    """Count an address that was turned down without a visit, inside the open transaction."""
    connection.execute(COUNT_UNASKED, (run, reason))
