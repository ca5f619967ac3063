"""What runs came to: counted once, when a run ends, so that a report is read and not reckoned."""

from __future__ import annotations

from ..event import Event
from ..schema import Column, Table

RUN_COUNTS = Table(
    "run_counts",
    "One row per run, event and reason: what the visits of a run came to",
    (
        Column("run", "integer not null", "Run", "runs(id)"),
        Column("event", "text not null", f"What visits came to: {', '.join(Event)}, or unasked"),
        Column("reason", "text not null", "Why they brought no article; empty for those that did"),
        Column("visits", "integer not null", "Pages; for unasked, addresses turned down before a fetch"),
        Column("unchanged", "integer not null default 0", "Of these, how many the server answered with 304"),
        Column("bytes", "integer not null default 0", "Size of the bodies, decompressed"),
    ),
    key=("run", "event", "reason"),
    facets=("run", "event", "reason"),
)

RUN_HOSTS = Table(
    "run_hosts",
    "One row per run and host: what was asked of it, and how well its pages could be read",
    (
        Column("run", "integer not null", "Run", "runs(id)"),
        Column("host", "text not null", "Host", "hosts(host)"),
        Column("visits", "integer not null", "Pages asked for"),
        Column("new", "integer not null", "Articles kept for the first time"),
        Column("changed", "integer not null", "Articles with a new version"),
        Column("gone", "integer not null", "Pages that are not there any more"),
        Column("failed", "integer not null", "Visits that brought no usable answer"),
        Column("trouble", "text", "Why most of these failed", "reasons(slug)"),
        Column(
            "looked",
            "integer not null",
            "Pages on which a text was looked for, but for those that are as they were",
        ),
        Column("texts", "integer not null", "Pages on which one was found"),
        Column("dated", "integer not null", "Texts with a date of publication"),
        Column("words", "real", "Median length of the texts, in words"),
        Column("bytes", "integer not null", "Size of the bodies, decompressed"),
    ),
    key=("run", "host"),
    indexes=("create index run_hosts_host on run_hosts(host, run)",),
    facets=("run", "trouble"),
)

RUN_ALARMS = Table(
    "run_alarms",
    "One row per run, host and sign: what is not as it always was there",
    (
        Column("run", "integer not null", "Run", "runs(id)"),
        Column("host", "text not null", "Host", "hosts(host)"),
        Column("what", "text not null", "What changed: texts, dates, words, list or feed"),
        Column("page", "integer not null default 0", "List or feed; 0 where it is the whole host"),
        Column("was", "real not null", "A share, or words, in earlier runs"),
        Column("became", "real not null", "The same in this run"),
        Column("sentence", "text not null", "What it says, for people"),
    ),
    key=("run", "host", "what", "page"),
    facets=("run", "what"),
)
