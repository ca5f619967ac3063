"""What many tests stand on: an empty corpus in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from crawler.corpus import Corpus

# How long an example takes depends on who else is at work: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus, closed at the end."""
    with Corpus(tmp_path / "corpus.db", create=True) as corpus:
        yield corpus
