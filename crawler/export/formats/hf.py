"""A dataset for Hugging Face: Parquet files, README.md as its card, croissant.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ..arrow import write_parquet
from ..card import card
from ..croissant import croissant
from ..files import write_text
from ..job import Job

SHARD = 50_000  # texts, some 60 MB packed: the hub asks for files that download in one go


def write(job: Job) -> None:
    """Write the data, then what describes it."""
    shards = list(shard_names(len(job.texts)))
    (job.part / "data").mkdir()
    texts = iter(job.texts)
    for name in shards:
        write_parquet(job.part / name, islice(texts, SHARD))
    write_text(job.part / "README.md", card(job))
    described = croissant(job, [job.part / name for name in shards])
    write_text(job.part / "croissant.json", json.dumps(described, ensure_ascii=False, indent=2) + "\n")


def shard_names(texts: int) -> Iterator[Path]:
    """Yield the names of the files, as the hub writes them."""
    shards = -(-texts // SHARD)
    for number in range(shards):
        yield Path("data", f"train-{number:05}-of-{shards:05}.parquet")
