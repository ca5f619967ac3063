"""The tables of corpus.db, in the order they refer to each other."""

from __future__ import annotations

from .addresses import FRONTIER, HOSTS, PAGES
from .articles import ARTICLES, MARKS, VERDICTS, VERSIONS
from .copies import DUPLICATES, FINGERPRINTS, SAMPLES
from .links import BLOCKS, LINKS
from .runs import REASONS, RUNS, SEEDS

TABLES = (
    REASONS, SEEDS, RUNS, HOSTS, FRONTIER, PAGES, ARTICLES, VERSIONS, VERDICTS, MARKS, DUPLICATES, BLOCKS,
    LINKS, FINGERPRINTS, SAMPLES,
)  # fmt: skip
