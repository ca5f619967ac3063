"""An Atom feed of new articles: of all, of a seed, of a site, or of those with some words in them."""

from __future__ import annotations

from datasette.utils.asgi import Response

from .... import citation, clock
from ....corpus.search import fts_query
from ... import atom
from ..asking import PATIENCE_MS
from ..excerpts import Excerpts
from ..filters import is_web
from ..visit import Row, Visit
from .new import CARD, Wanted, newest

ENTRIES = 50
KIND = "application/atom+xml; charset=utf-8"
# Newest first by number, which is nearly that and costs nothing: to sort all that have a common
# word by date takes seconds.
WITH_WORDS = f"""with hits as (
  select rowid as id from articles_fts where articles_fts match :query
    and exists (select 1 from articles a indexed by articles_facts
      where a.id = articles_fts.rowid and a.reason is null)
  order by rowid desc limit {ENTRIES}
)
select {CARD} from hits h cross join articles a on a.id = h.id order by a.first_seen desc, a.id desc"""


async def view(visit: Visit) -> Response:
    """Return the feed."""
    words = visit.input("q")
    wanted = Wanted.of(visit)
    rows = await with_words(visit, words) if words else await newest(visit, wanted, ENTRIES)
    feed = atom.Feed(
        absolute(visit, visit.url("feed", q=words, **wanted.filters)),
        absolute(visit, visit.url("new", **wanted.filters)),
        name(visit, words or wanted.site),
        tuple(entry(visit, row) for row in rows),
    )
    return Response(atom.document(feed, clock.now()), content_type=KIND)


async def with_words(visit: Visit, words: str) -> list[Row]:
    """Return the newest articles with words in them."""
    rows = await visit.rows(WITH_WORDS, {"query": fts_query(words)}, limit_ms=PATIENCE_MS)
    excerpts = Excerpts.of(visit.datasette, visit.database)
    return [row | {"opening": excerpts.shown(row["opening"] or "")} for row in rows]


def entry(visit: Visit, article: Row) -> atom.Entry:
    """Return an article as an entry."""
    return atom.Entry(
        absolute(visit, visit.url("article", article["id"])),
        citation.title(article),
        article["first_seen"],
        article["url"] if is_web(article["url"]) else None,
        article["opening"],
        tuple(citation.authors(article)),
        article["language"],
    )


def name(visit: Visit, about: str) -> str:
    """Return what the feed is called."""
    return f"{visit.database}: {about}" if about else f"{visit.database}: new articles"


def absolute(visit: Visit, path: str) -> str:
    """Return an address that is good elsewhere."""
    return str(visit.datasette.absolute_url(visit.request, path))
