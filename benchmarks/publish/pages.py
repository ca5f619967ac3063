"""How fast the pages of a large corpus are, over HTTP, while something writes to it as a crawl does.

    python benchmarks/publish/pages.py CORPUS.db [--times 20] [--per-second 20] [--only WORD]

The corpus is one that fill.py made, and is written to: give it a copy. It is served as
`corpuscle serve` does; each page is asked for one after the other, --times times, with words and
numbers that change, so that nobody's memory answers. Pages over their bar are marked.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

from fill import in_chinese, vocabulary

from crawler import clock
from crawler.corpus import Corpus
from crawler.corpus.run import Run
from crawler.records import Article, Kind, Link, Page, Reading, Target, Verdict
from crawler.settings import Manners, Settings

QUICK, SLOW = 150, 800
AT_ONCE = 10  # readings that a crawl saves in one transaction
WORDS = list(vocabulary())
ARTICLES = 1_000_000
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of page, and how long it may take in milliseconds, in 95 of 100 cases."""

    name: str
    bar: int
    path: Callable[[random.Random], str]


def word(first: int, last: int) -> Callable[[random.Random], str]:
    """Return what draws a word by its rank: 0 is the most common."""
    return lambda dice: WORDS[dice.randrange(first, last)]


RARE, MEDIUM, COMMON = word(30_000, 60_000), word(2_000, 4_000), word(0, 20)


def chinese(dice: random.Random) -> str:
    """Draw two characters that stand beside each other somewhere."""
    return quote(in_chinese([RARE(dice), MEDIUM(dice)])[:2])


def article(dice: random.Random) -> int:
    """Draw an article."""
    return dice.randrange(1, ARTICLES)


def site(dice: random.Random) -> int:
    """Draw one of the larger sites."""
    return dice.randrange(1, 200)


def fixed(path: str) -> Callable[[random.Random], str]:
    """Return a page that is the same every time."""
    return lambda _: path


PAGES = (
    Asked("article", QUICK, lambda d: f"/articles/{article(d)}"),
    Asked("why", QUICK, lambda d: f"/-/why?url={article(d)}"),
    Asked("newest", QUICK, fixed("/-/new")),
    Asked("newest of a seed", QUICK, fixed("/-/new?seed=1")),
    Asked("newest of a site", SLOW, lambda d: f"/-/new?site=www.site{site(d)}.example"),
    Asked("home", SLOW, fixed("")),
    Asked("site", SLOW, lambda d: f"/-/sites/www.site{site(d)}.example"),
    Asked("sites", SLOW, fixed("/-/sites")),
    Asked("seeds", SLOW, fixed("/-/seeds")),
    Asked("seed", SLOW, fixed("/-/seeds/1")),
    Asked("refusals", SLOW, fixed("/-/refusals")),
    Asked("refusals of a reason", SLOW, fixed("/-/refusals?reason=gone")),
    Asked("runs", SLOW, fixed("/-/runs")),
    Asked("search, rare", QUICK, lambda d: f"/-/search?q={RARE(d)}"),
    Asked("search, two rare", QUICK, lambda d: f"/-/search?q={RARE(d)}+OR+{RARE(d)}"),
    Asked("search, medium", SLOW, lambda d: f"/-/search?q={MEDIUM(d)}"),
    Asked("search, very common", SLOW, lambda d: f"/-/search?q={COMMON(d)}"),
    Asked("search, common, newest", SLOW, lambda d: f"/-/search?q={COMMON(d)}&sort=newest"),
    Asked("search, phrase", SLOW, lambda d: f"/-/search?q=%22{COMMON(d)}+{COMMON(d)}%22"),
    Asked("search, prefix", SLOW, lambda d: f"/-/search?q={MEDIUM(d)[:4]}*"),
    Asked("search, Chinese", SLOW, lambda d: f"/-/search?q={chinese(d)}"),
    Asked("search, without words", SLOW, fixed("/-/search?sort=newest")),
    Asked("search, language", SLOW, lambda d: f"/-/search?q={MEDIUM(d)}&language=de"),
    Asked("search, site", SLOW, lambda d: f"/-/search?q={MEDIUM(d)}&site=Site+{site(d)}"),
    Asked("search, days", SLOW, lambda d: f"/-/search?q={COMMON(d)}&since=2025-03-01&until=2025-03-07"),
    Asked("search, relevance", SLOW, lambda d: f"/-/search?q={MEDIUM(d)}&relevance=0.9"),
    Asked("in context, rare", SLOW, lambda d: f"/-/kwic?q={RARE(d)}"),
    Asked("in context, common", SLOW, lambda d: f"/-/kwic?q={COMMON(d)}&sort=right"),
    Asked("in context, phrase", SLOW, lambda d: f"/-/kwic?q=%22{COMMON(d)}+{COMMON(d)}%22&sort=left"),
    Asked("in context, prefix", SLOW, lambda d: f"/-/kwic?q={MEDIUM(d)[:4]}*"),
    Asked("beside a word, common", 8000, lambda d: f"/-/words?q={COMMON(d)}"),
    Asked("beside a word, medium", 8000, lambda d: f"/-/words?q={MEDIUM(d)}"),
    Asked("over time, medium", 8000, lambda d: f"/-/words?show=time&q={MEDIUM(d)}"),
    Asked("typical words of a site", 8000, lambda d: f"/-/words?show=typical&site=Site+{site(d)}"),
    Asked("graph of an article", SLOW, lambda d: f"/-/graph?article={article(d)}"),
    Asked("graph of a site", SLOW, lambda d: f"/-/graph?level=sites&host=www.site{site(d)}.example"),
    Asked("dashboard of articles", SLOW, fixed("/-/dashboard")),
    Asked("dashboard of the harvest", SLOW, fixed("/-/dashboard?show=harvest")),
    Asked("dashboard of health", SLOW, fixed("/-/dashboard?show=health")),
    Asked(
        "dashboard of a month",
        SLOW,
        lambda d: f"/-/dashboard?since=2025-0{d.randint(1, 9)}-01&until=2025-09-30",
    ),
    Asked("behind a bar", SLOW, fixed("/-/behind?language=de")),
    Asked("feed", QUICK, fixed("/-/feed")),
    Asked("feed of a seed", QUICK, fixed("/-/feed?seed=1")),
    Asked("feed of a word", QUICK, lambda d: f"/-/feed?q={RARE(d)}"),
    Asked("article as JSON", QUICK, lambda d: f"/articles/{article(d)}.json?_shape=objects"),
    Asked("table of articles, facets", SLOW, fixed("/articles")),
    Asked("the same as JSON", SLOW, fixed("/articles.json?_shape=objects")),
    Asked("table, language", SLOW, fixed("/articles?language=de")),
    Asked("table, search", SLOW, lambda d: f"/articles?_search={RARE(d)}"),
    Asked("table, site", SLOW, lambda d: f"/articles?site=Site+{site(d)}"),
    Asked("table of the corpus", SLOW, fixed("/corpus")),
    Asked(
        "refusals of a host",
        SLOW,
        lambda d: f"/refusals?host=www.site{site(d)}.example&_nofacet=1&_nocount=1",
    ),
    Asked("query: search", SLOW, lambda d: f"/search?q={RARE(d)}"),
    Asked("query: new articles", SLOW, fixed("/new_articles?days=30")),
)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--per-second", type=float, default=20.0)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    stop = multiprocessing.Event()
    writer = multiprocessing.Process(target=write, args=(given.corpus, given.per_second, stop))
    with served(given.corpus) as home:
        if given.per_second:
            writer.start()
        print(f"{'page':28} {'p50':>7} {'p95':>7} {'bar':>6}   ms; load {os.getloadavg()[0]:.1f}", flush=True)
        over = [
            asked.name
            for asked in PAGES
            if given.only in asked.name and not measured(asked, home, given.times)
        ]
        stop.set()
    if given.per_second:
        writer.join(PATIENCE)
    print(f"load {os.getloadavg()[0]:.1f}; over their bars: {', '.join(over) or 'none'}")


def measured(asked: Asked, home: str, times: int) -> bool:
    """Print what a page takes; say whether it is within its bar."""
    dice = random.Random(asked.name)
    taken, wrong = [], set()
    get(home + asked.path(dice))  # what is asked for the first time is read from disk
    for _ in range(times):
        status, seconds = get(home + asked.path(dice))
        taken.append(1000 * seconds)
        wrong |= {status} - {200}
    p95 = statistics.quantiles(taken, n=20, method="inclusive")[-1]
    is_good = p95 <= asked.bar and not wrong
    said = "" if is_good else f"over {wrong or ''}"
    print(f"{asked.name:28} {statistics.median(taken):7.0f} {p95:7.0f} {asked.bar:6}   {said}", flush=True)
    return is_good


def get(url: str) -> tuple[int, float]:
    """Ask for a page; return the status, and what it took to the last byte."""
    start = time.perf_counter()
    try:
        with urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310  (our own server)
            answer.read()
            status = answer.status
    except HTTPError as error:
        status = error.code
    return status, time.perf_counter() - start


@contextmanager
def served(corpus: Path) -> Iterator[str]:
    """Serve the corpus; yields the address of its pages."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "crawler", "serve", "--port", str(port), "--db", str(corpus.resolve())]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        home = f"http://127.0.0.1:{port}/{corpus.stem}"
        while not listens(port):
            if server.poll() is not None:
                sys.exit("the corpus can't be served")
            time.sleep(0.1)
        yield home
        server.terminate()


def listens(port: int) -> bool:
    """Say whether somebody listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def write(path: Path, per_second: float, stop: multiprocessing.synchronize.Event) -> None:
    """Save made-up readings in batches until told to stop, as a crawl does."""
    dice = random.Random(time.time())
    with Corpus(path) as corpus:
        run = Run.start(corpus, Settings(manners=Manners(delay=0.0)))
        for number in count(time.time_ns() // 1000):
            began = time.monotonic()
            targets = [
                Target(f"https://www.site{n}.example/new/{number}-{n}", Kind.RELATED) for n in range(AT_ONCE)
            ]
            numbers = corpus.frontier.add_all(targets)
            claimed = [
                Target(t.url, t.kind, 1, 0.5, id=i, seed=1)
                for t, (i, _) in zip(targets, numbers, strict=True)
            ]
            run.save([reading(target, dice) for target in claimed])
            if stop.wait(max(0.0, AT_ONCE / per_second - (time.monotonic() - began))):
                break


def reading(target: Target, dice: random.Random) -> Reading:
    """Return what a page would have taught: an article of 400 words with five links."""
    words = [WORDS[min(int(dice.paretovariate(0.5)), len(WORDS)) - 1] for _ in range(400)]
    text = "\n".join(" ".join(words[at : at + 50]) for at in range(0, 400, 50))
    page = Page(
        target.url, target.url, 200, {"content-type": "text/html"}, fetched_at=clock.now(), size=90_000
    )
    found = Article(
        " ".join(words[:8]), text, language="en", words=400, extractor="made up", published=page.fetched_at
    )
    addresses = [f"{target.url}/{n}" for n in range(5)]
    links = tuple(
        Link(url, Kind.RELATED, "Related", "leads on", n, score=0.5) for n, url in enumerate(addresses)
    )
    targets = tuple(Target(url, Kind.RELATED, 2, 0.5, via=target.id, seed=1) for url in addresses)
    return Reading(target, page, found, links, (Verdict("relevance", 0.6),), targets=targets)


if __name__ == "__main__":
    main()
