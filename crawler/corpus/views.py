"""The views of corpus.db: what users, exports and Datasette read."""

from __future__ import annotations

from .schema import View

CORPUS = View(
    "corpus",
    "The corpus: articles that were kept, copies left out",
    """create view corpus as
select a.id, a.url, a.title, a.author, a.site, a.published, a.language, a.words, a.relevance,
  f.depth, a.first_seen as found_at, a.text
from articles a join frontier f on f.id = a.id
where a.reason is null""",
    (
        ("id", "Number of the article"),
        ("url", "Address"),
        ("title", "Headline"),
        ("author", "Names, separated by semicolons"),
        ("site", "Name of the site"),
        ("published", "When it was published, as the page says"),
        ("language", "Language of the text, ISO 639-1"),
        ("words", "Length of the text"),
        ("relevance", "Closeness to the nearest seed, 0..1"),
        ("depth", "Links away from the nearest seed"),
        ("found_at", "When it was first read, UTC"),
        ("text", "Main text, one paragraph a line"),
    ),
    facets=("site", "language", "depth"),
    sort_desc="found_at",
)

EDGES = View(
    "edges",
    "Who links to whom, and how",
    """create view edges as
select l.source, l.target, s.url as source_url, t.url as target_url, b.kind, b.heading, l.anchor,
  l.position, l.score, l.nofollow, b.path
from links l join blocks b on b.id = l.block
join frontier s on s.id = l.source join frontier t on t.id = l.target""",
    (
        ("source", "Number of the page the link stands on"),
        ("target", "Number of the address it leads to"),
        ("source_url", "Address of the page the link stands on"),
        ("target_url", "Address it leads to"),
        ("kind", "related, inline, next, body, navigation, feed or sitemap"),
        ("heading", "Visible heading of its block"),
        ("anchor", "Text of the link"),
        ("position", "Order on the page, from 0"),
        ("score", "How sure we are that it leads to more of the same, 0..1"),
        ("nofollow", "1 if the page asks robots not to follow it"),
        ("path", "Where its block stands in the page's tree"),
    ),
    facets=("kind",),
)

REFUSALS = View(
    "refusals",
    "Every address that was turned down, and why",
    """create view refusals as
select f.id, f.url, f.reason, r.meaning, r.stage, f.host, f.kind, f.depth, p.detail
from frontier f join reasons r on r.slug = f.reason left join pages p on p.id = f.id
where f.status = 'refused'""",
    (
        ("id", "Number of the address"),
        ("url", "Address"),
        ("reason", "Why it was turned down"),
        ("meaning", "What that means"),
        ("stage", "Who said no: frontier (before a fetch), fetch, reading or judge"),
        ("host", "Host"),
        ("kind", "Kind of link that led to it"),
        ("depth", "Links away from the nearest seed"),
        ("detail", "What exactly went wrong"),
    ),
    facets=("reason", "stage"),
)

VIEWS = (CORPUS, EDGES, REFUSALS)
