"""Answers in the archive."""

from __future__ import annotations

from ..schema import Column, Table
from .packing import moment

WARC_FILES = Table(
    "warc_files",
    "Files of the archive",
    (
        Column("id", "integer primary key", "Number of the file"),
        Column("name", "text not null unique", "Its name in the folder archive beside the corpus"),
    ),
    label="name",
    sort_desc="id",
)

CAPTURES = Table(
    "captures",
    "Answers kept in the archive, each time a page was fetched: where each stands in which WARC file",
    (
        Column("id", "integer primary key", "Number of the capture"),
        Column("page", "integer not null", "Page that answered", "frontier(id)"),
        Column("captured_ms", "integer not null", "Milliseconds since 1970 began"),
        Column("captured_at", "text not null", "UTC", generated=moment("captured_ms")),
        Column("status", "integer", "HTTP status"),
        Column("revisit", "integer not null", "1 if the body stands in another capture, 0 if in this one"),
        Column(
            "kind",
            "text not null",
            "response, or revisit: the body stands in another capture",
            generated="iif(revisit, 'revisit', 'response')",
        ),
        Column(
            "held",
            "integer not null",
            "1 if what is held of the page was read from it, which is so of one at most, 0 if not",
        ),
        Column("file", "integer not null", "File that it stands in", "warc_files(id)"),
        Column("offset", "integer not null", "Bytes before its record"),
        Column("length", "integer not null", "Bytes of its record, packed"),
        Column("digest", "text not null", "SHA-1 of the body, as WARC files write it"),
    ),
    indexes=(
        "create index captures_page on captures(page, held)",
        # of 160 bits 40 are enough to find few, and take a third of the room
        "create index captures_body on captures(substr(digest, 1, 8)) where revisit = 0",
    ),
    facets=("kind", "status", "file"),
    sort_desc="id",
)
