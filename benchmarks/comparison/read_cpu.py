"""CPU of `read()` beside trafilatura's defaults, each page met once, as in a crawl.

Each way has a process of its own, and they take turns page by page, so that other work on the
machine hits both and neither profits from what the other has just worked out. All pages are read
once before, because what a process loads once (dateparser's languages take 2 s at the first date
that needs them) is no page's fault; then what is remembered of pages is forgotten. Read twice in a
row, a page finds its lines and dates in trafilatura's caches and costs a tenth less, which no
crawl sees.
"""

from __future__ import annotations

import functools
import gc
import logging
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.connection import Connection
from time import process_time

from .samples import Sample

OURS, THEIRS = "read", "trafilatura"
FORGET = None
Way = Callable[[Sample], object]


def compare(pages: Sequence[Sample], rounds: int) -> Iterator[dict[str, float]]:
    """Yield milliseconds of CPU per page of both ways and their ratio, once a round."""
    with ExitStack() as stack:
        ways = {name: stack.enter_context(reader(name)) for name in (OURS, THEIRS)}
        for number in range(rounds + 1):
            spent = dict.fromkeys(ways, 0.0)
            for page in pages:
                for name, way in ways.items():
                    spent[name] += way(page)
            if number:
                cost = {name: round(1000 * seconds / len(pages), 2) for name, seconds in spent.items()}
                yield cost | {"pages": len(pages), "ratio": round(spent[OURS] / spent[THEIRS], 3)}
            for way in ways.values():
                way(FORGET)


@contextmanager
def reader(name: str) -> Iterator[Callable[[Sample | None], float]]:
    """Start a process that reads in one way; yields what has it read a page and returns the CPU seconds."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=serve, args=(there, name), daemon=True)
    process.start()

    def ask(page: Sample | None) -> float:
        here.send(page)
        return float(here.recv())

    try:
        yield ask
    finally:
        here.close()
        process.terminate()
        process.join()


def serve(pipe: Connection, name: str) -> None:
    """Read what comes through a pipe, and say what it took."""
    from crawler.workers import collect_less_often  # noqa: PLC0415  (only readers need it)

    logging.disable(logging.CRITICAL)
    way = ways()[name]
    collect_less_often()
    with suppress(EOFError):  # whoever asked hangs up
        while True:
            page = pipe.recv()
            if page is FORGET:
                forget()
                pipe.send(0.0)
                continue
            start = process_time()
            way(page)
            pipe.send(process_time() - start)


def ways() -> dict[str, Way]:
    """Return both ways to read a page."""
    import trafilatura  # noqa: PLC0415

    from crawler.reading.page import read  # noqa: PLC0415

    return {
        OURS: lambda page: read(page.body, page.url, "text/html"),
        THEIRS: lambda page: trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True),
    }


def forget() -> None:
    """Empty every cache of a limited size, whose ever it is: those hold what stood on pages."""
    from trafilatura.deduplication import LRU_TEST  # noqa: PLC0415

    LRU_TEST.clear()
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper) and one.cache_parameters()["maxsize"]:  # noqa: SLF001
            one.cache_clear()
    gc.collect()
