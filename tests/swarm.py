"""Many synthetic crawlers at one desk, on a real corpus, in a time of its own that costs none."""

from __future__ import annotations

import asyncio
import random
import selectors
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import crawler.clock
from crawler.bot.desk import Desk
from crawler.bot.tally import Tally
from crawler.corpus import Corpus
from crawler.corpus.database import transaction
from crawler.corpus.run import Run
from crawler.reasons import Reason
from crawler.records import Kind, Page, Reading, Target
from crawler.scale.shared import SharedDesk
from crawler.settings import Crawl, Manners, Settings

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
PLANTED_AT_ONCE = 2_000


class Time:
    """Seconds since the beginning, which pass only while everybody waits."""

    seconds = 0.0


@contextmanager
def faked(time: Time) -> Iterator[None]:
    """Have the corpus live in a time of its own."""

    class Faked(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # noqa: ARG003
            return BEGAN + timedelta(seconds=time.seconds)

    real, crawler.clock.datetime = crawler.clock.datetime, Faked
    try:
        yield
    finally:
        crawler.clock.datetime = real


class Waiting(selectors.SelectSelector):
    """Lets time pass instead of waiting for it."""

    def __init__(self, time: Time) -> None:
        super().__init__()
        self.time = time

    def select(self, timeout: float | None = None) -> Any:
        assert timeout is not None, "everybody waits for ever"
        self.time.seconds += max(timeout, 0.0)
        return super().select(0)


class OneThread(Desk):
    """Asks the corpus at once: in a time that stands still, no thread could be waited for."""

    async def ask(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)


@dataclass
class Swarm:
    """Crawlers that take pages, keep them for a while and give them back."""

    crawlers: int
    hosts: int
    urls: int
    """Of each host."""
    window: int = 20
    delay: float = 1.0
    deaths: float = 0.0
    """Chance of a crawler to fall silent, at each page."""
    seed: int = 1
    time: Time = field(default_factory=Time)
    asked: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    """Host → when each request began and ended."""
    pages: Counter[int] = field(default_factory=Counter)
    """By crawler."""
    died: int = 0
    most_leases: int = 0
    most_targets: int = 0
    longest_wait: float = 0.0
    """Virtual seconds from a crawler's wish to its answer."""

    def run(self, path: Path) -> dict[str, int]:
        """Fetch everything; return how many addresses ended in which state."""
        self.dice = random.Random(self.seed)
        loop = asyncio.SelectorEventLoop(Waiting(self.time))
        loop.time = lambda: self.time.seconds  # type: ignore[method-assign]
        settings = Settings(
            crawl=Crawl(pages=0, per_host=0, breadth=True, patience=600.0),
            manners=Manners(delay=self.delay, slow_answers=0.0),
        )
        with faked(self.time), Corpus(path, create=True) as corpus:
            corpus.connection.execute("pragma synchronous = off")
            plant(corpus, self.hosts, self.urls)
            run = Run.start(corpus, settings)
            desk = OneThread(run, settings, Tally())
            self.shared = SharedDesk(desk, settings, self.crawlers, now=lambda: self.time.seconds)
            with closing(loop):
                loop.run_until_complete(self.all())
            states = "select status, count(*) from frontier group by status"
            return dict(map(tuple, corpus.connection.execute(states)))

    async def all(self) -> None:
        watch = asyncio.ensure_future(self.watch())
        await asyncio.gather(*map(self.crawl, range(self.crawlers)))
        watch.cancel()

    async def watch(self) -> None:
        """Do what the desk's actor does every second."""
        while True:
            await self.shared.check()
            self.most_leases = max(self.most_leases, len(self.shared.leases.hosts))
            self.most_targets = max(self.most_targets, len(self.shared.leases.targets))
            await asyncio.sleep(1)

    async def crawl(self, number: int) -> None:
        """Be a crawler until the run is over; now and then die, and be started again."""
        while not await self.life(number):
            self.died += 1
            await asyncio.sleep(self.dice.uniform(1, 40))

    async def life(self, number: int) -> bool:
        """Live; say whether to the end of the run."""
        ticket = await self.shared.join(number, f"node {number}", "machine")
        under_way: set[asyncio.Task[bool]] = set()
        rests: dict[str, float] = {}
        while True:
            wish = self.time.seconds
            answer = await self.shared.call(ticket, {}, "claim", (self.window - len(under_way),))
            self.longest_wait = max(self.longest_wait, self.time.seconds - wish)
            for target in answer.value or ():
                under_way.add(asyncio.ensure_future(self.fetch(ticket, target)))
            if not under_way:
                answer = await self.shared.call(ticket, rests, "nothing_left", ())
                if answer.stop:
                    return True
            done, under_way = await asyncio.wait(
                under_way or {asyncio.ensure_future(asyncio.sleep(0.5, result=True))},
                timeout=0.5,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if not all(task.result() for task in done):
                for task in under_way:
                    task.cancel()
                return False

    async def fetch(self, ticket: Any, target: Target) -> bool:
        """Fetch a page, report, read and save it; say whether the crawler lives."""
        began, host = self.time.seconds, target.url.split("/")[2]
        await asyncio.sleep(self.dice.uniform(0.05, 0.5))
        self.asked.setdefault(host, []).append((began, self.time.seconds))
        if self.dice.random() < self.deaths:
            return False
        await self.shared.call(ticket, {host: self.delay}, "beat", ())
        await asyncio.sleep(self.dice.uniform(0.05, 0.2))
        page = Page(target.url, fetched_at=crawler.clock.now(), reason=Reason.HTTP_ERROR, status=404)
        await self.shared.call(ticket, {}, "save", ([Reading(target, page)],))
        self.pages[ticket[0]] += 1
        return True

    def gaps(self) -> Iterator[float]:
        """Yield the seconds between an answer of a host and the next request to it."""
        for times in self.asked.values():
            ordered = sorted(times)
            yield from (after[0] - before[1] for before, after in pairwise(ordered))


def plant(corpus: Corpus, hosts: int, urls: int) -> None:
    """Queue addresses, the first of each host before the second of any."""
    whole = [
        Target(f"https://h{host}.example/{'abcdefgh'[page]}/{page}", Kind.BODY, 1, 0.5)
        for page in range(urls)
        for host in range(hosts)
    ]
    for start in range(0, len(whole), PLANTED_AT_ONCE):
        with transaction(corpus.connection):
            corpus.frontier.add_all(whole[start : start + PLANTED_AT_ONCE])
