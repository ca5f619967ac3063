"""The tables of corpus.db, in the order they refer to each other."""

from __future__ import annotations

from .addresses import FRONTIER, HOSTS, PAGES, SITE_FILES
from .articles import ARTICLES, MARKS, RIGHTS, VERDICTS, VERSIONS
from .copies import DUPLICATES, FINGERPRINTS, SAMPLES
from .links import BLOCKS, LINKS
from .runs import REASONS, RUNS, SEEDS

TABLES = (
    REASONS, SEEDS, RUNS, HOSTS, SITE_FILES, FRONTIER, PAGES, ARTICLES, VERSIONS, VERDICTS, MARKS, RIGHTS,
    DUPLICATES, BLOCKS, LINKS, FINGERPRINTS, SAMPLES,
)  # fmt: skip
