"""Links, and the blocks they stand in."""

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
    indexes=("create unique index blocks_place on blocks(host, kind, heading, path)",),
    facets=("kind", "host"),
    label="heading",
)

LINKS = Table(
    "links",
    "Who links to whom, and how; the view edges shows it with addresses",
    (
        Column("source", "integer not null", "Page the link stands on", "frontier(id)"),
        Column("target", "integer not null", "Address it leads to", "frontier(id)"),
        Column("block", "integer not null", "Block it stands in", "blocks(id)"),
        Column("anchor", "text not null", "Text of the link"),
        Column("position", "integer not null", "Order on the page, from 0"),
        Column("score", "real not null", "How sure we are that it leads to more of the same, 0..1"),
        Column("nofollow", "integer not null default 0", "1 if the page asks robots not to follow it"),
    ),
    key=("source", "target"),
    indexes=("create index links_target on links(target)",),
    hidden=True,
)
