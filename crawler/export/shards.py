"""Which texts come into which shard: by month of publication and language, in order of their numbers."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from .snapshot import Snapshot
from .texts import Texts

# What Hive, Spark, DuckDB and Arrow read as "not known".
UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?!\d)")
AT_ONCE = 10_000
PLACES = """select id, published, language, last_changed, digest, reason from articles
where id in (select value from json_each(?))"""
FOLDER = "articles"


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of texts."""

    path: str
    """Where it is to be, in the export."""
    month: str | None
    language: str | None
    ids: tuple[int, ...]
    """Numbers of its texts, in order."""
    mark: str
    """Hash of what tells these texts from others, and from what they were."""


def shards(snapshot: Snapshot, texts: Texts, most: int) -> Iterator[Shard]:
    """Yield the shards that texts make, each of `most` texts at most."""
    rows = sorted(facts(snapshot, texts))
    for place, found in groupby(rows, key=lambda row: row[:2]):
        members = list(found)
        month, language = place
        folder = f"{FOLDER}/month={value(month)}/language={value(language)}"
        for number, start in enumerate(range(0, len(members), most)):
            some = members[start : start + most]
            mark = hashlib.sha256(json.dumps(some).encode()).hexdigest()
            ids = tuple(row[2] for row in some)
            yield Shard(f"{folder}/part-{number:04}.parquet", month or None, language or None, ids, mark)


def facts(snapshot: Snapshot, texts: Texts) -> Iterator[tuple[str, str, int, str]]:
    """Yield month, language and number of each text, and what changes with it."""
    for start in range(0, len(texts), AT_ONCE):
        ids = json.dumps(texts.ids[start : start + AT_ONCE].tolist())
        for row in snapshot.connection.execute(PLACES, (ids,)):
            month = MONTH.match(row["published"] or "")
            state = f"{row['last_changed']} {row['digest']} {row['reason'] or ''}"
            yield month[0] if month else "", row["language"] or "", row["id"], state


def value(name: str) -> str:
    """Return the value of a partition as a name of a folder."""
    return quote(name, safe="") if name else UNKNOWN


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that has its name only when all of it is on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
