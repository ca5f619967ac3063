"""Links, and the blocks they stand in.

Of a hundred links on a page ninety stand in menus that every page of its site shows. What a block showed is
stored once, and for each page which contents it had; so a page takes a fifth of the room and of the time.
"""

from __future__ import annotations

from ..schema import Column, Table

BLOCKS = Table(
    "blocks",
    "Blocks of links: the same block on other pages of a host is one row",
    (
        Column("id", "integer primary key", "Number of the block"),
        Column("host", "text not null", "Host it stands on", "hosts(host)"),
        Column(
            "kind",
            "text not null",
            "What its links are: related, inline, next, body, navigation, feed, sitemap or search",
        ),
        Column("heading", "text not null", "Visible heading"),
        Column("path", "text not null", "Where it stands in the page's tree"),
        Column("tries", "integer not null default 0", "Pages read that it was the first to lead to"),
        Column("kept", "integer not null default 0", "How many of them were kept"),
        Column("pages", "integer not null default 0", "Pages it was seen on"),
        Column("links", "integer not null default 0", "Links in it, on all pages but the first"),
        Column("fresh", "integer not null default 0", "How many of them it had not shown on another page"),
        Column(
            "sitewide",
            "integer not null default 0",
            "1 if it shows the same links on every page: then they count as navigation",
        ),
    ),
    indexes=(
        "create unique index blocks_place on blocks(host, kind, heading, path)",
        # what kinds of links have yielded is added up from it when a run starts
        "create index blocks_tried on blocks(kind, tries, kept) where tries > 0",
    ),
    facets=("kind", "host"),
    label="heading",
)

CONTENTS = Table(
    "contents",
    "What blocks showed: the same links in the same block of many pages are one row",
    (
        Column("id", "integer primary key", "Number of the content"),
        Column("block", "integer not null", "Block that showed it", "blocks(id)"),
        Column(
            "digest",
            "integer unique",
            "64-bit hash of block and links; empty once a headline in it was erased",
        ),
    ),
    hidden=True,
)

ENTRIES = Table(
    "entries",
    "Links of a content; the view links shows them by page",
    (
        Column("content", "integer not null", "Content it is part of", "contents(id)"),
        Column("target", "integer not null", "Address it leads to", "frontier(id)"),
        Column("anchor", "text not null", "Text of the link"),
        Column("position", "integer not null", "Order on the page, from the first link of the content"),
        Column(
            "score",
            "integer not null",
            "How sure we are that it leads to more of the same, in thousandths",
        ),
        Column("nofollow", "integer not null default 0", "1 if the page asks robots not to follow it"),
    ),
    key=("content", "target"),
    indexes=("create index entries_target on entries(target)",),
    hidden=True,
)

SHOWN = Table(
    "shown",
    "Which pages showed which contents",
    (
        Column("page", "integer not null", "Page", "frontier(id)"),
        Column("content", "integer not null", "Content", "contents(id)"),
        Column("position", "integer not null", "Order of its first link on the page, from 0"),
    ),
    key=("page", "content"),
    indexes=("create index shown_content on shown(content)",),
    hidden=True,
)
