"""The views of corpus.db: what users, exports and Datasette read."""

from __future__ import annotations

from .. import reasons
from .schema import View
from .tables.packing import ODDS

CORPUS = View(
    "corpus",
    "The corpus: articles that were kept, copies left out",
    # Depth is looked up by row: who counts or facets the others needs no look at `frontier`. That most are
    # kept is said because SQLite takes null for rare, and then reads past better indexes.
    """create view corpus as
select a.id, a.url, a.title, a.author, a.site, a.published, a.language, a.words, a.relevance,
  (select f.depth from frontier f where f.id = a.id) as depth, a.first_seen as found_at, a.text
from articles a
where likelihood(a.reason is null, 0.9)""",
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
    facets=("site", "language"),
    sort_desc="found_at",
)

LINKS = View(
    "links",
    "Who links to whom, by number; the view edges shows it with addresses",
    """create view links as
select s.page as source, e.target, c.block, e.anchor, s.position + e.position as position,
  e.score / 1000.0 as score, e.nofollow
from shown s join entries e on e.content = s.content join contents c on c.id = s.content
where e.target <> s.page""",
    (
        ("source", "Number of the page the link stands on"),
        ("target", "Number of the address it leads to"),
        ("block", "Number of the block it stands in"),
        ("anchor", "Text of the link"),
        ("position", "Order on the page, from 0"),
        ("score", "How sure we are that it leads to more of the same, 0..1"),
        ("nofollow", "1 if the page asks robots not to follow it"),
    ),
    hidden=True,
)

# Joined with an outer join, the view would be put together whole: all links of the corpus. Where a page links
# to an address more than once, the link counts that stands in the block it was found in.
SHOWING = """select s.content from shown s cross join entries e on e.content = s.content and e.target = f.id
cross join contents c on c.id = s.content where s.page = f.via"""
LED = f"""coalesce(({SHOWING} and c.block = f.block limit 1),
  ({SHOWING} order by s.position + e.position limit 1))"""
"""The content with the link that led to a row `f` of frontier."""

EDGES = View(
    "edges",
    "Who links to whom, and how",
    """create view edges as
select l.source, l.target, s.url as source_url, t.url as target_url,
  iif(b.sitewide, 'navigation', b.kind) as kind, b.heading, l.anchor,
  l.position, l.score, l.nofollow, b.path
from links l join blocks b on b.id = l.block
join frontier s on s.id = l.source join frontier t on t.id = l.target""",
    (
        ("source", "Number of the page the link stands on"),
        ("target", "Number of the address it leads to"),
        ("source_url", "Address of the page the link stands on"),
        ("target_url", "Address it leads to"),
        ("kind", "related, inline, next, body, navigation, feed, sitemap or search"),
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
select f.id, f.url, f.reason, r.meaning, r.stage, h.host, f.kind, f.depth,
  coalesce(f.detail, p.detail) as detail
from frontier f join reasons r on r.slug = f.reason left join hosts h on h.id = f.host_id
left join pages p on p.id = f.id
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

YIELDS = View(
    "yields",
    "What each block of links has brought: the crawl follows first what has yielded most",
    """create view yields as
select id, host, kind, heading, path, tries, kept, round(1.0 * kept / tries, 3) as share, pages, sitewide
from blocks where tries > 0""",
    (
        ("id", "Number of the block"),
        ("host", "Host it stands on"),
        ("kind", "What its links are"),
        ("heading", "Visible heading"),
        ("path", "Where it stands in the page's tree"),
        ("tries", "Pages read that it was the first to lead to"),
        ("kept", "How many of them were kept"),
        ("share", "Kept of tried, 0..1"),
        ("pages", "Pages it was seen on"),
        ("sitewide", "1 if it shows the same links on every page: then they count as navigation"),
    ),
    facets=("kind", "host"),
    sort_desc="tries",
)

CHANCES = View(
    "chances",
    "What the priority of each address is made of: those with the highest are fetched first",
    f"""create view chances as
select id, url, status, kind, priority, {ODDS.sql} as parts from frontier where odds is not null""",
    (
        ("id", "Number of the address"),
        ("url", "Address as met"),
        ("status", "What became of it"),
        ("kind", "Kind of link that led to it"),
        ("priority", "Chance that it leads to more of what is sought, 0..1"),
        ("parts", "What speaks for it and against it, in log-odds, as JSON"),
    ),
    facets=("status", "kind"),
    sort_desc="id",
)

CLUSTERS = View(
    "clusters",
    "Texts that are in the corpus once, with everything that was left out for them",
    """create view clusters as
with copies as (
  select d.article, d.original, d.kind, d.similarity
  from duplicates d join articles a on a.id = d.article where a.reason = 'duplicate'
),
sizes as (select original, count(*) + 1 as size from copies group by original),
members as (
  select original as cluster, original as article, 'original' as kind, 1.0 as similarity from sizes
  union all
  select original, article, kind, similarity from copies
)
select m.cluster, m.article, a.url, a.title, a.published, m.kind, m.similarity, s.size
from members m join sizes s on s.original = m.cluster join articles a on a.id = m.article""",
    (
        ("cluster", "Number of the article that is in the corpus"),
        ("article", "Number of the copy; for the original its own"),
        ("url", "Address"),
        ("title", "Headline"),
        ("published", "When it was published, as the page says"),
        ("kind", "original, exact, near or excerpt"),
        ("similarity", "Share of the article that stands in the original, 0..1"),
        ("size", "Articles in the cluster"),
    ),
    facets=("kind", "size"),
    sort_desc="size",
)

HUBS = View(
    "hubs",
    "Lists, feeds and sitemaps: no articles, but what leads to new ones whenever it is asked again",
    f"""create view hubs as
select p.id, p.url, f.host, p.reason, p.fetched_at,
  (select count(*) from links l join articles a on a.id = l.target
   where l.source = p.id and a.reason is null) as articles
from pages p join frontier f on f.id = p.id
where p.reason in ({", ".join(f"'{reason}'" for reason in sorted(reasons.HUBS))})""",
    (
        ("id", "Number of the address"),
        ("url", "Address"),
        ("host", "Host"),
        ("reason", "What it is"),
        ("fetched_at", "When it was last asked, UTC"),
        ("articles", "Articles of the corpus that it links to"),
    ),
    facets=("reason", "host"),
    sort_desc="fetched_at",
)

RIGHTS_SUMMARY = View(
    "rights_summary",
    "What the site says about the use of each article, in one row: reserved or not, and the licence",
    """create view rights_summary as
select a.id as article, a.url, a.site, coalesce(max(r.reserves), 0) as reserved,
  max(iif(r.name = 'licence', r.value, null)) as licence,
  group_concat(r.name || ' ' || r.value || ' (' || r.source || ')', '; ') as statements
from articles a left join rights r on r.article = a.id group by a.id""",
    (
        ("article", "Number of the article"),
        ("url", "Address"),
        ("site", "Name of the site"),
        ("reserved", "1 if the site reserves it against mining or training, 0 if nothing says so"),
        ("licence", "Licence that the page names"),
        ("statements", "All that is said, and where"),
    ),
    facets=("reserved", "licence"),
)

ARCHIVE = View(
    "archive",
    "Where each answer in the archive stands, with its address and the name of its file",
    """create view archive as
select c.id, c.page, f.url, c.captured_at, c.status, c.kind, c.held, w.name as file, c.offset, c.length,
  c.digest as sha1
from captures c join frontier f on f.id = c.page join warc_files w on w.id = c.file""",
    (
        ("id", "Number of the capture"),
        ("page", "Number of the page that answered"),
        ("url", "Its address"),
        ("captured_at", "When it answered, UTC"),
        ("status", "HTTP status"),
        ("kind", "response, or revisit: the body stands in another capture"),
        ("held", "1 if what is held of the page was read from it"),
        ("file", "Name of the file in the folder archive beside the corpus"),
        ("offset", "Bytes before its record"),
        ("length", "Bytes of its record, packed"),
        ("sha1", "Hash of the body, as WARC files write it"),
    ),
    sort_desc="id",
)

VIEWS = (CORPUS, LINKS, EDGES, REFUSALS, HUBS, CLUSTERS, YIELDS, CHANCES, RIGHTS_SUMMARY, ARCHIVE)
