"""Small records for tests: each has what it needs to be stored, and takes any field by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crawler.clock import now
from crawler.corpus import Corpus
from crawler.corpus.hosts.allowance import Allowance
from crawler.corpus.runs import start_run
from crawler.records import Article, Kind, Link, Page, Reading, Target
from crawler.settings import Manners, Settings

URL = "https://one.example/a"
TEXT = "The ferry crossed the strait before dawn.\nNobody on board had slept."

COUNTED = """select h.host, h.queued, h.best,
  (select count(*) from frontier f where f.host = h.host and status = 'queued' and due_ms is null),
  (select coalesce(max(priority), -1) from frontier f
     where f.host = h.host and status = 'queued' and due_ms is null) from hosts h"""


def make_page(url: str = URL, **fields: Any) -> Page:
    """A good answer, unless the fields say otherwise."""
    return Page(**{"url": url, "final_url": url, "status": 200, "fetched_at": now()} | fields)


def make_article(text: str = TEXT, **fields: Any) -> Article:
    """An article of a few words."""
    words = len(text.split())
    return Article(**{"title": "A title", "text": text, "words": words, "extractor": "test"} | fields)


def make_link(url: str, kind: Kind = Kind.RELATED, **fields: Any) -> Link:
    """A link in a block with a heading."""
    return Link(**{"url": url, "kind": kind, "heading": "Related", "anchor": "More", "score": 0.5} | fields)


def make_reading(target: Target, article: Article | None = None, **fields: Any) -> Reading:
    """What a good answer taught: each link is followed unless the fields say otherwise."""
    links = fields.get("links", ())
    follow = tuple(
        Target(link.url, link.kind, target.depth + 1, link.score, via=target.id, seed=target.seed)
        for link in links
    )
    defaults = {"page": make_page(target.url), "article": article, "targets": follow}
    return Reading(**{"target": target} | defaults | fields)


def failed(target: Target, **fields: Any) -> Reading:
    """A fetch without a usable answer."""
    return Reading(target, replace(Page(target.url, fetched_at=now()), **fields))


def open_run(corpus: Corpus) -> int:
    """A row of `runs` to claim and save for."""
    return start_run(corpus.connection, Settings())


def claim(corpus: Corpus, *targets: Target) -> list[Target]:
    """Plant targets and claim all that is ready, hosts at once and as often as needed.

    The hosts have rested from what was saved before.
    """
    for target in targets:
        corpus.frontier.add(target)
    run = open_run(corpus)
    corpus.connection.execute("update hosts set next_at = ''")
    claimed: list[Target] = []
    while more := corpus.frontier.claim(100, Allowance(run, Manners(delay=0.0))):
        claimed += more
    return claimed


def one_claim(corpus: Corpus, url: str = URL, **fields: Any) -> Target:
    """Plant one target and claim it."""
    (target,) = claim(corpus, Target(url, **{"priority": 0.5} | fields))
    return target


def rows(corpus: Corpus, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """The answer to a query, as plain tuples."""
    return [tuple(row) for row in corpus.connection.execute(sql, values)]


def assert_counted(corpus: Corpus) -> None:
    """What hosts say of their ready addresses, and `status` of all, is what a recount finds."""
    for host, queued, best, counted, highest in rows(corpus, COUNTED):
        assert (host, queued, best) == (host, counted, highest)
    assert corpus.status().states == dict(rows(corpus, "select status, count(*) from frontier group by 1"))
