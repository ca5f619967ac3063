"""What the desk of a crawl takes for a page: beside the crawler, and as an actor reached through Ray.

    python benchmarks/desk.py FOLDER … [--pages 1500] [--crawlers 3] [--rounds 3]

A FOLDER holds saved pages that readings are made of: see `saving/readings.py`. Each crawler claims its
pages first and makes its readings, untimed; then all hand them in at once. Both ways take turns, each on a
corpus of its own with search index and all. Printed: saves per second by wall clock and by CPU of the desk's
process, and what a claim takes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

SAVING = str(Path(__file__).parent / "saving")
sys.path[:0] = [SAVING]
# actors inherit it
os.environ["RAY_AUTH_MODE"] = "disabled"  # nobody else can reach it, and Ray would leave a token behind
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [SAVING, os.environ.get("PYTHONPATH")]))

from readings import SEED, Web, real  # noqa: E402  (lives with the benchmark that uses it too)

from crawler.bot.desk import Desk  # noqa: E402
from crawler.bot.tally import Tally  # noqa: E402
from crawler.bot.traffic import Traffic  # noqa: E402
from crawler.corpus import Corpus  # noqa: E402
from crawler.corpus.run import Run  # noqa: E402
from crawler.records import Reading  # noqa: E402
from crawler.scale.cluster import imported  # noqa: E402
from crawler.scale.desk_actor import DeskActor  # noqa: E402
from crawler.scale.job import Job  # noqa: E402
from crawler.scale.remote import RemoteDesk  # noqa: E402
from crawler.settings import Settings  # noqa: E402

AT_ONCE = 50  # pages claimed together
Figures = dict[str, float]


class MeasuredDesk(DeskActor):
    """A desk that says what CPU its process has taken."""

    async def cpu(self) -> float:
        """Return seconds."""
        return time.process_time()


class Feeder:
    """A crawler without a network: claims, makes readings, hands them in."""

    def __init__(self, number: int, desk: Any, web: Web) -> None:
        """Work for a desk."""

        async def join() -> Any:
            return await desk.join.remote(number, f"node {number}", "machine")

        async def send(*args: Any) -> Any:
            return await desk.call.remote(*args)

        self.desk = RemoteDesk(join, send)
        self.web = web
        self.readings: list[Reading] = []

    async def prepare(self, pages: int) -> float:
        """Claim pages and make their readings; return the seconds that claims took."""
        self.readings, seconds = await prepared(self.desk, self.web, pages)
        return seconds

    async def hand_in(self) -> None:
        """Hand in all of them."""
        await asyncio.gather(*map(self.desk.save, self.readings))


async def prepared(desk: Any, web: Web, pages: int) -> tuple[list[Reading], float]:
    """Claim pages of a desk; return their readings, and the seconds that claims took."""
    traffic, readings, seconds = Traffic(0), [], 0.0
    while len(readings) < pages:
        start = time.perf_counter()
        targets = await desk.claim(min(AT_ONCE, pages - len(readings)), traffic)
        seconds += time.perf_counter() - start
        for target in targets:  # its host has answered, and rests for no time
            traffic.begin(target)
            traffic.rest(target, 0.0)
        readings += [web.reading(target) for target in targets]
    return readings, seconds


async def beside(path: Path, settings: Settings, web: Web, pages: int) -> Figures:
    """Measure the desk as a crawl on one machine has it."""
    with Corpus(path, create=True) as corpus:
        corpus.plant([SEED], web.starts())
        desk = Desk(Run.start(corpus, settings), settings, Tally())
        readings, seconds = await prepared(desk, web, pages)
        figures = await timed(lambda: gather(desk.save, readings), lambda: answered(time.process_time()))
        desk.close()
    return figures | {"claim_ms": seconds * 1000 / pages}


async def through_ray(ray: Any, path: Path, settings: Settings, web: Web, shape: tuple[int, int]) -> Figures:
    """Measure the desk as an actor."""
    crawlers, pages = shape
    with Corpus(path, create=True) as corpus:
        corpus.plant([SEED], web.starts())
    desk = (
        ray.remote(MeasuredDesk)
        .options(num_cpus=0, max_concurrency=1000)
        .remote(Job(path, settings, crawlers=crawlers), None)
    )
    await desk.open.remote()
    shared = ray.put(web)
    feeders = [
        ray.remote(Feeder).options(num_cpus=0).remote(number, desk, shared) for number in range(crawlers)
    ]
    # one after the other: each gets new pages of all hosts
    seconds = [await feeder.prepare.remote(pages // crawlers) for feeder in feeders]
    figures = await timed(lambda: gather(lambda feeder: feeder.hand_in.remote(), feeders), desk.cpu.remote)
    await desk.close.remote(None)
    for actor in (desk, *feeders):
        ray.kill(actor)
    return figures | {"claim_ms": sum(seconds) * 1000 / pages}


async def gather(function: Callable[[Any], Awaitable[Any]], values: list[Any]) -> None:
    """Do something with all of these at once."""
    await asyncio.gather(*map(function, values))


async def answered(value: float) -> float:
    """Return a value, as if it came from afar."""
    return value


async def timed(work: Callable[[], Awaitable[None]], cpu: Callable[[], Awaitable[float]]) -> Figures:
    """Return what work took, by the clock and of a process' CPU."""
    before, start = await cpu(), time.perf_counter()
    await work()
    return {"wall": time.perf_counter() - start, "cpu": await cpu() - before}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--crawlers", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    settings = (
        Settings().with_values("archive", enabled=False).with_values("manners", delay=0.0, per_address=0)
    )
    settings = settings.with_values("judges", min_relevance=0.0).with_values("focus", min_chance=0.0)
    settings = settings.with_values("crawl", pages=0, per_host=0, depth=1000)
    patterns = real(given.folders, settings)
    ray = imported()
    ray.init("local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="critical")
    ways = {
        "beside the crawler": partial(beside, pages=given.pages),
        f"through Ray, {given.crawlers} crawlers": lambda *args: through_ray(
            ray, *args, (given.crawlers, given.pages)
        ),
    }
    found: dict[str, list[Figures]] = {name: [] for name in ways}
    for _ in range(given.rounds):
        for name, way in ways.items():
            with tempfile.TemporaryDirectory() as folder:
                web = Web(patterns, 400)
                found[name].append(asyncio.run(way(Path(folder) / "corpus.db", settings, web)))
    for name, figures in found.items():
        show(name, figures, given.pages)


def show(name: str, figures: list[Figures], pages: int) -> None:
    """Print the medians."""
    wall, cpu, claim = (statistics.median(one[key] for one in figures) for key in ("wall", "cpu", "claim_ms"))
    print(
        f"{name}: {pages / wall:.0f} saves/s by the clock, {pages / cpu:.0f} saves/s of CPU "
        f"({cpu * 1000 / pages:.2f} ms each); a claim {claim:.2f} ms per page"
    )


if __name__ == "__main__":
    main()
