"""The demo web as a thing to start and ask: its address, its articles, its visitors."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from threading import Lock, Thread
from typing import Self

from .content import DemoArticle
from .oddities import beside
from .related import related
from .server import Request, Server
from .web import Web

FIRST_THEME = "ev-makers"
STOPS_WITHIN = 0.05  # seconds
START_SITES = ("autodaily", "techherald")


class DemoWeb:
    """The demo web, running while its `with` block does."""

    def __init__(self, port: int = 0, log: Path | None = None, delay: float = 0.0) -> None:
        """Bind a port of 127.0.0.1 (0: any free one); every answer takes `delay` seconds more."""
        self.requests: list[Request] = []
        self.server = Server(port, delay, self.record)
        self.log = log.open("a", encoding="utf-8") if log else None
        self.lock = Lock()
        self.port: int = self.server.server_address[1]
        self.web: Web = self.server.web
        self.thread = Thread(target=self.server.serve_forever, args=(STOPS_WITHIN,), daemon=True)

    def __enter__(self) -> Self:
        """Begin to answer."""
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop, and give the port back."""
        self.server.shutdown()
        self.server.server_close()
        if self.log:
            self.log.close()

    @property
    def articles(self) -> tuple[DemoArticle, ...]:
        """Return every article there is: the truth that a crawl is held against."""
        return self.web.library.articles

    @property
    def start_urls(self) -> tuple[str, ...]:
        """Return articles on the topic to begin from: the oldest of two sites."""
        return tuple(
            next(
                article.url for article in reversed(self.web.library.on(site)) if article.theme == FIRST_THEME
            )
            for site in START_SITES
        )

    def url(self, site: str, slug: str) -> str:
        """Return the address of an article."""
        return self.web.library.find(slug, site).url

    def related(self, article: DemoArticle) -> tuple[str, ...]:
        """Return the addresses that the article's related block leads to."""
        home = self.web.sites[article.site].home_address
        odd = (home + odd.path for odd in beside(self.web.library, article))
        return (*(other.url for other in related(self.web.library, article)), *odd)

    def inline(self, article: DemoArticle) -> str | None:
        """Return the address that the article's "Read also" line leads to, if it has one."""
        return article.inline and self.web.library.find(article.inline, article.site).url

    def record(self, request: Request) -> None:
        """Remember a request, and log it."""
        self.requests.append(request)
        if self.log:
            with self.lock:
                print(*astuple(request), sep="\t", file=self.log, flush=True)
