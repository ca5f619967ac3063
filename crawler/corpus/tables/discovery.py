"""What providers of addresses were asked, and what they said."""

from __future__ import annotations

from ..schema import Column, Table

QUERIES = Table(
    "queries",
    "What was asked of search providers, feeds, sitemaps and archives, and what came of it",
    (
        Column("id", "integer primary key", "Number of its address in frontier", "frontier(id)"),
        Column("provider", "text not null", "Who reads the answer, such as gdelt or sitemaps"),
        Column("seed", "integer", "Seed that it asks for", "seeds(id)"),
        Column("terms", "text not null default '[]'", "Words, phrases or headlines asked for, JSON list"),
        Column("language", "text", "Language it was asked in, ISO 639-1"),
        Column(
            "exact", "integer not null default 0", "1 if a passage or headlines were asked for as they stand"
        ),
        Column("since", "text", "First day of what was asked for; empty for any"),
        Column("until", "text", "Last day of what was asked for; empty for any"),
        Column("sites", "text not null default '[]'", "Sites that it is about, JSON list"),
        Column("step", "integer not null default 0", "Answers that led to it: further pages, files named"),
        Column("round", "integer not null default 0", "Round of queries it belongs to, from 0"),
        Column("planted_at", "text not null", "UTC"),
        Column("asked_at", "text", "When an answer came last, or its absence was seen, UTC"),
        Column(
            "outcome",
            "text not null default 'waiting'",
            "waiting; found; onward (it named further queries); nothing; not-measured (see reason)",
        ),
        Column("reason", "text", "Why nothing could be measured", "reasons(slug)"),
        Column("detail", "text", "What exactly went wrong, or came instead"),
        Column("found", "integer not null default 0", "Addresses that the answer names"),
        Column("new", "integer not null default 0", "How many of them nobody had met, and may be fetched"),
    ),
    indexes=("create index queries_seed on queries(seed, round)",),
    facets=("provider", "outcome", "reason"),
    sort_desc="planted_at",
)

FINDS = Table(
    "finds",
    "What the answers to queries say of the addresses they name",
    (
        Column("query", "integer not null", "Query whose answer names it", "queries(id)"),
        Column("rank", "integer not null", "Order in the answer, from 0"),
        Column("target", "integer not null", "Address", "frontier(id)"),
        Column("title", "text not null default ''", "Headline"),
        Column("published", "text", "Date of publication, ISO 8601"),
        Column("site", "text", "Site it was published on"),
        Column("evidence", "text not null default ''", "What else is said of it"),
    ),
    key=("query", "rank"),
    indexes=("create index finds_target on finds(target)",),
    facets=("site",),
)
