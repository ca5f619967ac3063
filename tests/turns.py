"""Runs without a web: what each page of a run taught is made here, and saved as a crawl saves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from zlib import crc32

from builders import make_article, make_link, make_reading

from crawler.corpus import Corpus, Stop
from crawler.corpus.run import Run
from crawler.reasons import Reason
from crawler.records import Reading, Target
from crawler.settings import Focus, Manners, Settings

SETTINGS = Settings(manners=Manners(delay=0.0, per_address=0), focus=Focus(min_chance=0.0))
WORDS = 100

Teach = Callable[[Target], Reading]


def take_turn(corpus: Corpus, urls: Iterable[str], teach: Teach, stop: Stop = Stop.FRONTIER) -> int:
    """Plant addresses, claim all there is, save what each taught, and finish; return the run."""
    corpus.plant([], list(urls))
    run = Run.start(corpus, SETTINGS)
    corpus.connection.execute("update hosts set next_at = ''")
    while claimed := run.claim(1):
        run.save([teach(target) for target in claimed])
        corpus.connection.execute("update hosts set next_at = ''")
    run.finish(stop)
    return run.id


def story(target: Target, words: int = WORDS, published: str | None = "2026-03-14") -> Reading:
    """An article like no other."""
    number = crc32(target.url.encode())
    text = " ".join(f"word{number}x{n}" for n in range(words))
    return make_reading(target, make_article(text, published=published, title=target.url))


def empty(target: Target) -> Reading:
    """A page without a text."""
    return make_reading(target, reason=Reason.NO_TEXT)


def lists(*urls: str) -> Teach:
    """A list that leads to addresses."""

    def teach(target: Target) -> Reading:
        links = tuple(make_link(url, position=number) for number, url in enumerate(urls))
        return make_reading(target, reason=Reason.NOT_AN_ARTICLE, links=links)

    return teach
