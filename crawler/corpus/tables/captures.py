"""Answers in the archive."""

from __future__ import annotations

from ..schema import Column, Table

CAPTURES = Table(
    "captures",
    "Answers kept in the archive, each time a page was fetched: where each stands in which WARC file",
    (
        Column("id", "integer primary key", "Number of the capture"),
        Column("page", "integer not null", "Page that answered", "frontier(id)"),
        Column("captured_at", "text not null", "UTC"),
        Column("status", "integer", "HTTP status"),
        Column("kind", "text not null", "response, or revisit: the body stands in another capture"),
        Column("file", "text not null", "Name of the file in the folder archive beside the corpus"),
        Column("offset", "integer not null", "Bytes before its record"),
        Column("length", "integer not null", "Bytes of its record, packed"),
        Column("digest", "text not null", "Hash of the body: captures of the same body have the same"),
    ),
    indexes=(
        "create index captures_page on captures(page)",
        "create index captures_body on captures(digest) where kind = 'response'",
        "create index captures_file on captures(file, offset)",
    ),
    facets=("kind", "status", "file"),
    sort_desc="id",
)
