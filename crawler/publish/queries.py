"""Questions that people ask a corpus, as Datasette's canned queries.

They use SQLite's functions and Datasette's own `escape_fts` only, so that they also run where
this package is not installed. A column `article` beside `title` holds the number of an article.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..corpus.search import SEPARATOR
from ..corpus.views import LED

MARK, UNMARK = "⟪", "⟫"  # around what was found; readable as they are where nothing turns them into <mark>


@dataclass(frozen=True, slots=True)
class Query:
    """A canned query: name in its address, title and description on its page."""

    name: str
    title: str
    description: str
    sql: str
    params: tuple[str, ...] = ()
    """Inputs of its form, in this order."""


# Two steps: the best hits first, then snippets of those only; over all hits of a common word
# they took 1,014 instead of 81 ms. Asking whether a hit was kept by `in (select …)` is 700 times
# slower than by `exists`. Long texts begin at their beginning: snippet() compares all places of a text
# with each other, which nothing can interrupt (12 s for a word that stands there 33,000 times).
SEARCH = Query(
    "search",
    "Search the corpus",
    'The best matches first. All words must occur; "in quotes" for a phrase, a star for any ending '
    "(elect*); Chinese, Japanese and Korean down to single characters.",
    f"""with hits as (
  select rowid as id, rank as score from articles_fts
  where articles_fts match escape_fts(:q)
    and exists (select 1 from articles a where a.id = articles_fts.rowid and a.reason is null)
  order by rank limit 50
)
select a.id as article, a.title, coalesce(a.site, f.host) as site, a.published, a.relevance,
  iif(length(a.text) > 10000, substr(a.text, 1, 200) || ' …',
    replace(snippet(articles_fts, 1, '{MARK}', '{UNMARK}', ' … ', 28), char({ord(SEPARATOR)}), '')) as snippet
from hits cross join articles_fts on articles_fts.rowid = hits.id
join articles a on a.id = hits.id join frontier f on f.id = hits.id
where articles_fts match escape_fts(:q)
order by hits.score""",
    ("q",),
)

NEW_ARTICLES = Query(
    "new_articles",
    "New articles",
    "What joined the corpus in the last days (7, unless you say otherwise), newest first.",
    """select id as article, title, site, published, language, words, relevance, found_at
from corpus
where found_at >= strftime('%Y-%m-%dT%H:%M:%S', 'now',
  '-' || iif(cast(:days as integer) > 0, cast(:days as integer), 7) || ' days')
order by found_at desc limit 200""",
    ("days",),
)

# The frontier has no index on its addresses (a hash stands for them), so it is read through only
# for what was never an article.
WHY = Query(
    "why",
    "Why is this here, or why not?",
    "The trail from the seed to an address: each page on the way and the link that led on. "
    "Takes an address, or the number of an article.",
    f"""with recursive asked(id) as (
  select coalesce(
    (select id from frontier where id = cast(:url as integer) and trim(:url) not glob '*[^0-9]*'),
    (select id from articles where url in (trim(:url), trim(:url) || '/', rtrim(trim(:url), '/'))),
    (select id from frontier where url in (trim(:url), trim(:url) || '/', rtrim(trim(:url), '/')))
  )
),
trail(id, via, steps) as (
  select f.id, f.via, 0 from frontier f join asked on asked.id = f.id
  union all
  select f.id, f.via, t.steps + 1 from frontier f join trail t on f.id = t.via where t.steps < 1000
)
select f.depth, a.id as article, a.title, f.url, f.kind, b.heading, e.anchor, f.priority,
  a.relevance, f.status, f.reason, r.meaning, p.detail
from trail t join frontier f on f.id = t.id
left join entries e on e.content = {LED} and e.target = f.id
left join contents c on c.id = e.content
left join blocks b on b.id = c.block
left join articles a on a.id = f.id
left join pages p on p.id = f.id
left join reasons r on r.slug = f.reason
order by t.steps desc""",
    ("url",),
)

YIELD_BY_KIND = Query(
    "yield_by_kind",
    "Yield per kind of link",
    "How many of the articles that each kind of link led to were kept.",
    """select f.kind, count(*) as read, sum(a.reason is null) as kept,
  round(avg(a.reason is null), 3) as share,
  round(avg(a.relevance) filter (where a.reason is null), 3) as relevance
from articles a join frontier f on f.id = a.id
group by f.kind order by kept desc""",
)

REFUSALS_BY_REASON = Query(
    "refusals_by_reason",
    "Refusals by reason",
    "How many addresses were turned down, and why.",
    """select r.stage, f.reason, r.meaning, count(*) as addresses
from frontier f join reasons r on r.slug = f.reason
where f.status = 'refused' group by f.reason order by addresses desc""",
)

PER_SITE = Query(
    "per_site",
    "Per site",
    "What each site brought: articles read, articles kept, and how close they are to the seeds.",
    """select f.host, count(*) as read, sum(a.reason is null) as kept,
  round(avg(a.reason is null), 3) as share,
  round(avg(a.relevance) filter (where a.reason is null), 3) as relevance,
  min(a.published) filter (where a.reason is null) as oldest,
  max(a.published) filter (where a.reason is null) as newest
from articles a join frontier f on f.id = a.id
group by f.host order by kept desc, read desc limit 1000""",
)

WORD_BY_MONTH = Query(
    "word_by_month",
    "Words by month",
    "In how many articles of each month words stand, and of how many: for charts and spreadsheets. "
    "Asks as the search does.",
    """with months as (
  select substr(published, 1, 7) as month, count(*) as texts, sum(words) as words
  from articles where reason is null and published is not null group by 1
),
hits as (
  select substr(a.published, 1, 7) as month, count(*) as with_word
  from articles_fts cross join articles a on a.id = articles_fts.rowid
  where articles_fts match escape_fts(:q) and a.reason is null group by 1
)
select m.month, coalesce(h.with_word, 0) as with_word, m.texts,
  round(100.0 * coalesce(h.with_word, 0) / m.texts, 2) as percent, m.words
from months m left join hits h on h.month = m.month order by m.month""",
    ("q",),
)

QUERIES = (SEARCH, NEW_ARTICLES, WORD_BY_MONTH, WHY, YIELD_BY_KIND, REFUSALS_BY_REASON, PER_SITE)
