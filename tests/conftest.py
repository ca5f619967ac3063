"""What many tests stand on: an empty corpus in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.corpus import Corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus, closed at the end."""
    with Corpus(tmp_path / "corpus.db", create=True) as corpus:
        yield corpus
