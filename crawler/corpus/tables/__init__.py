"""The tables of corpus.db, in the order they refer to each other."""

from __future__ import annotations

from .addresses import FRONTIER, HOSTS, PAGES, SITE_FILES
from .articles import ARTICLES, MARKS, RIGHTS, VERDICTS, VERSIONS
from .batches import DAMAGES, INGESTS, REREADS
from .budgets import BUDGETS
from .captures import CAPTURES
from .copies import DUPLICATES, FINGERPRINTS, SAMPLES
from .daily import DAILY_COUNTS, DAILY_SITES, MINUTES
from .discovery import FINDS, QUERIES
from .links import BLOCKS, CONTENTS, ENTRIES, SHOWN
from .releases import RELEASE_TEXTS, RELEASES
from .reports import RUN_ALARMS, RUN_COUNTS, RUN_HOSTS
from .runs import REASONS, RUNS, SEEDS, VISITS

TABLES = (
    REASONS, SEEDS, RUNS, BUDGETS, HOSTS, SITE_FILES, FRONTIER, QUERIES, FINDS, PAGES, CAPTURES, VISITS,
    INGESTS, DAMAGES, REREADS, ARTICLES, VERSIONS, VERDICTS, MARKS, RIGHTS, DUPLICATES, BLOCKS, CONTENTS,
    ENTRIES, SHOWN, FINGERPRINTS, SAMPLES, DAILY_COUNTS, DAILY_SITES, MINUTES, RUN_COUNTS, RUN_HOSTS,
    RUN_ALARMS, RELEASES, RELEASE_TEXTS,
)  # fmt: skip
