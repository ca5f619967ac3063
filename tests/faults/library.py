"""A corpus with many articles, and a small web of as many: each text is its own."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections import Counter
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from builders import claim, make_article, make_link, make_reading

from crawler.corpus import Corpus
from crawler.corpus.save import Saver
from crawler.records import Target, Verdict
from crawler.settings import Settings

WORDS = (
    "river council bridge budget repair school vote plan winter storm harbour engine market price report "
    "village doctor station garden summer letter museum copper forest signal voyage kitchen window teacher "
    "painter valley mountain service contract payment weather traffic library concert factory the of and to "
    "was had not for with from this that were"
)
SETTINGS = """
[manners]
delay = 0.0
allow_private = true
retry_minutes = 0.001
per_address = 0
[crawl]
depth = 1000
[focus]
min_chance = 0.0
tunnel = 1000
[judges]
min_relevance = 0.0
[reading]
workers = 1
"""
HOSTS = 8
ARTICLES = "select url, digest from articles"


def text(number: int, words: int = 120) -> str:
    """A text like no other."""
    dice = random.Random(number)
    return "\n".join(
        " ".join(dice.choices(WORDS.split(), k=12)).capitalize() + "." for _ in range(words // 12)
    )


def stock(path: Path, articles: int = 150, long: int = 6) -> None:
    """Make a corpus of articles on ten hosts that link to each other; a few are longer than a page."""
    with Corpus(path, create=True) as corpus:
        add(corpus, range(articles), long)
        corpus.connection.execute("update runs set status = 'finished'")


def add(corpus: Corpus, numbers: range, long: int = 0) -> None:
    """Save articles in batches, as a crawl does."""
    addresses = [f"https://host{number % 10}.example/{number}" for number in numbers]
    claimed = claim(corpus, *(Target(url, priority=0.5) for url in addresses))
    saver = Saver(corpus.frontier, Settings())
    readings = []
    for target in claimed:
        number = int(target.url.rpartition("/")[2])
        near = [n for n in (number + 1, number + 2) if n in numbers]
        links = [make_link(f"https://host{n % 10}.example/{n}", position=n) for n in near]
        article = make_article(
            text(number, 3000 if number - numbers.start < long else 120), title=f"Story {number}"
        )
        verdicts = (Verdict("relevance", 0.9),)
        readings.append(make_reading(target, article, links=tuple(links), verdicts=verdicts))
    for at in range(0, len(readings), 25):
        saver.save(readings[at : at + 25])


def texts(path: Path) -> dict[str, int]:
    """URL → hash of the text of every article."""
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute(ARTICLES).fetchall())


def whole(path: Path) -> None:
    """Assert that a file is whole, and nothing in it contradicts itself."""
    with Corpus(path) as corpus:
        problems = [finding for finding in corpus.examine() if finding.problem]
    assert problems == [], problems


class SmallWeb:
    """Articles /0 … on eight loopback addresses, each related to three others."""

    def __init__(self, articles: int) -> None:
        self.articles = articles
        self.asked: Counter[str] = Counter()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                status, body = web.answer(self.path)
                self.send_response(status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)  # noqa: S104  (all of loopback)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=[0.05], daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def start(self) -> tuple[str, str]:
        """What to add to a crawl of all of it."""
        return "--start", self.url(0)

    def url(self, number: int) -> str:
        return f"http://127.0.0.{1 + number % HOSTS}:{self.port}/{number}"

    def answer(self, path: str) -> tuple[int, bytes]:
        if not path[1:].isdigit():
            return 404, b"nothing here"
        self.asked[path] += 1
        number = int(path[1:])
        paragraphs = "".join(f"<p>{line}</p>" for line in text(number).split("\n"))
        near = [n for n in (number * 2 + 1, number * 2 + 2, number + 7) if n < self.articles]
        links = "".join(f'<li><a href="{self.url(n)}">What was reported as story {n}</a></li>' for n in near)
        page = (
            f"<html lang=en><head><title>Story {number}</title></head><body><article>"
            f"<h1>Story {number} of the river</h1>{paragraphs}</article>"
            f"<h2>Related articles</h2><ul>{links}</ul></body></html>"
        )
        return 200, page.encode()

    def twice(self) -> int:
        """How many requests were made for what had been asked for."""
        return sum(times - 1 for times in self.asked.values())


def by_path(path: Path) -> dict[str, str]:
    """Path → hash of the text of every article, whatever port the web ran on."""
    return {urlsplit(url).path: digest for url, digest in texts(path).items()}
