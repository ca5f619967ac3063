"""What many tests stand on: an empty corpus in a file of its own; and in which order files are tested."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.corpus import Corpus

# They take longest, or wait for cron, a cluster, time-outs: begun last, they would keep only one core busy.
FIRST = (
    "test_cron.py",
    "test_scale_crawl.py",
    "test_scaled_batch.py",
    "test_hostile_web.py",
    "test_journey.py",
    "test_hostile_pages.py",
    "test_crawl.py",
    "test_kill.py",
    "test_reread.py",
    "test_renderer.py",
    "test_network.py",
    "test_ingest.py",
    "test_private_web.py",
    "test_hostile_articles.py",
    "test_layers.py",
)

# A shell's background jobs ignore Ctrl-C, and so would all that they start: what tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: there is always somebody who waits for a crawl."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with files that take long."""
    places = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path.name, len(FIRST)))


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus, closed at the end."""
    with Corpus(tmp_path / "corpus.db", create=True) as corpus:
        yield corpus
