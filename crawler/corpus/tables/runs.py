"""Seeds and runs, and the words for a no."""

from __future__ import annotations

from ..event import Event
from ..schema import Column, Table
from .packing import moment

REASONS = Table(
    "reasons",
    "Why something is not in the corpus: the closed list that other tables refer to",
    (
        Column("slug", "text primary key", "Short name"),
        Column("stage", "text not null", "Who says no: frontier (before a fetch), fetch, reading or judge"),
        Column("meaning", "text not null", "What it means, in a sentence"),
    ),
    label="slug",
)

SEEDS = Table(
    "seeds",
    "Articles to find more of, as a person gave them",
    (
        Column("id", "integer primary key", "Number of the seed"),
        Column("path", "text not null", "File it was read from, or the URL it was given as"),
        Column("title", "text", "Headline"),
        Column("url", "text", "Address, where it has one, or its own page was met"),
        Column("site", "text", "Site it was published on"),
        Column("author", "text", "Names, separated by semicolons"),
        Column("published", "text", "Date of publication or update, ISO 8601"),
        Column("language", "text", "Language of the text, ISO 639-1"),
        Column("keywords", "text not null default '[]'", "Keywords a person gave, JSON list"),
        Column("start_urls", "text not null default '[]'", "Addresses to begin from, JSON list"),
        Column("feeds", "text not null default '[]'", "Feeds to read, JSON list"),
        Column(
            "terms",
            "text not null default '[]'",
            "Terms to ask others for, as its file gives them, JSON list; empty for what its text says",
        ),
        Column(
            "edited_terms",
            "text not null default '[]'",
            "The same as a person left them, JSON list; empty where nobody did",
        ),
        Column("page", "integer", "Its own page, once that was met", "pages(id)"),
        Column(
            "recognised_by",
            "text",
            "How its own page was told: address, promoted, text, title, or copy (its text on another site)",
        ),
        Column("dropped_at", "text", "Since when it does not count any more, UTC; empty for one that does"),
        Column("added_at", "text not null", "When it was first planted, UTC"),
        Column("sha256", "text not null unique", "Hash of text and addresses: the same seed is planted once"),
        Column("text", "text not null", "The article: yardstick of relevance; empty for a bare URL"),
    ),
    label="title",
)

RUNS = Table(
    "runs",
    "One row per crawl run",
    (
        Column("id", "integer primary key", "Number of the run"),
        Column("started_at", "text not null", "UTC"),
        Column("finished_at", "text", "UTC; empty while it runs, or if it was killed"),
        Column("status", "text not null", "running, finished, interrupted, failed or killed"),
        Column(
            "stop_reason",
            "text",
            "What ended it: pages, minutes, per-host, depth, frontier, asked, due, waiting, files, "
            "interrupted, failed, killed",
        ),
        Column("pages", "integer not null default 0", "Pages fetched"),
        Column("articles", "integer not null default 0", "Articles kept"),
        Column("refused", "integer not null default 0", "Addresses fetched or asked for, and turned down"),
        Column("changed", "integer not null default 0", "Articles that had a new text or headline"),
        Column("same", "integer not null default 0", "Known pages that were seen again, unchanged"),
        Column("gone", "integer not null default 0", "Known pages that are gone"),
        Column("bytes", "integer not null default 0", "Bytes of all bodies"),
        Column("process", "text not null", "Process number and machine that ran it"),
        Column("version", "text not null", "Version of Corpuscle"),
        Column("settings", "text not null", "Settings it ran with, JSON"),
        Column("sought", "text", "What everything was judged anew by in this run, if it was"),
        Column("waiting", "integer", "Pages that waited to be saved when last looked at; of a cluster"),
        Column("lag", "real", "Seconds until what a crawler handed in was saved, lately; of a cluster"),
        Column("dashboard", "text", "Address of Ray's dashboard; of a cluster that has one"),
    ),
    sort_desc="id",
    facets=("status", "stop_reason"),
)

CRAWLERS = Table(
    "crawlers",
    "One row per crawler of a run on several machines: what each did, as its desk has it",
    (
        Column("run", "integer not null", "Run it crawled in", "runs(id)"),
        Column("number", "integer not null", "Number of the crawler, from 0"),
        Column("node", "text not null", "Name of the machine that it is on"),
        Column("joined_at", "text not null", "When it joined first, UTC"),
        Column("seen_at", "text not null", "When it was heard last, UTC"),
        Column("restarts", "integer not null", "How often it died, or fell silent, and was replaced"),
        Column("leases", "integer not null", "Addresses it has under way"),
        Column("pages", "integer not null", "Pages fetched"),
        Column("articles", "integer not null", "Articles kept"),
        Column("bytes", "integer not null", "Bytes of all bodies"),
    ),
    key=("run", "number"),
    facets=("run", "node"),
    sort_desc="run",
)

VISITS = Table(
    "visits",
    "One row per run and page asked for: what each visit came to",
    (
        Column("run", "integer not null", "Run that asked", "runs(id)"),
        Column("page", "integer not null", "Page that was asked for", "pages(id)"),
        Column("fetched_ms", "integer not null", "Milliseconds since 1970 began"),
        Column(
            "fetched_at",
            "text not null",
            "UTC; of several fetches in a run the last",
            generated=moment("fetched_ms"),
        ),
        Column("status", "integer", "HTTP status; 304 for what the server says is unchanged"),
        Column("event", "text not null", f"What it came to: {', '.join(Event)}"),
        Column("reason", "text", "Why it brought no article, where it brought none", "reasons(slug)"),
        Column("bytes", "integer not null", "Size of the body, decompressed"),
        Column("words", "integer", "Length of the text that was found; empty for none"),
        Column("dated", "integer", "1 if the text has a date of publication, 0 if not; empty for no text"),
        Column(
            "brought",
            "integer",
            "1 if it led to an article that the same run kept for the first time; known once that has ended",
        ),
    ),
    key=("run", "page"),
    indexes=(
        "create index visits_page on visits(page, run)",
        # what a report shows, and what stands behind its figures
        "create index visits_event on visits(run, event)",
    ),
    facets=("run", "event", "reason", "status"),
    sort_desc="run",
)
