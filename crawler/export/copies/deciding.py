"""Step four, by shard and then by group: who is a copy of whom, as a corpus decides it."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds

from ... import urls
from ...corpus import Corpus
from ...corpus.articles import text_hash
from ...corpus.copies.duplicates import Duplicates
from ...corpus.database import transaction
from ...corpus.derived import wanted
from ...corpus.search import split_text
from ...corpus.tables.packing import milliseconds
from ...settings import Duplicates as Limits
from .files import SHAPE, some_of, texts_of, write

VERDICTS = pa.schema([
    ("article", pa.int64()), ("original", pa.int64()), ("kind", pa.string()), ("similarity", pa.float64()),
    ("left_out", pa.bool_()),
])  # fmt: skip
BROUGHT = SHAPE.append(pa.field("group", pa.int64()))
TRIGGERS = [name for name, sql in wanted().items() if sql.startswith("create trigger")]
CARELESS = "pragma foreign_keys = off; pragma journal_mode = memory; pragma synchronous = off;"
ADD_ADDRESS = """insert into frontier (id, key, url, host_id, state, millionths, depth, kind_sign)
values (?, ?, ?, 0, 'd', 0, 0, 'archive')"""
ADD_ARTICLE = f"""insert into articles (id, url, words, first_ms, read_by, digest,
  split_text, published, canonical)
values (:id, :url, 0, {milliseconds(":found_at")}, '', :digest, :split_text, :published, :canonical)"""
RESULT = """select d.article, d.original, d.kind, d.similarity, a.reason is not null as left_out
from duplicates d join articles a on a.id = d.article order by d.article, d.original"""


@dataclass(frozen=True, slots=True)
class Bringing:
    """A shard whose texts are to be brought to their groups."""

    shard: Path
    groups: Path
    out: Path
    """Its texts that have something in common with others, in order of their groups."""


@dataclass(frozen=True, slots=True)
class Deciding:
    """A group to be decided about."""

    texts: tuple[Path, ...]
    group: int
    limits: Limits
    out: Path


def bring(work: Bringing) -> None:
    """Bring texts of a shard to their groups."""
    table = ds.dataset(work.groups, format="parquet").to_table()
    groups = dict(zip(table.column("id").to_pylist(), table.column("group").to_pylist(), strict=True))
    found = [text | {"group": groups[text["id"]]} for text in texts_of(work.shard) if text["id"] in groups]
    found.sort(key=lambda text: text["group"])
    write(work.out, {name: [text[name] for text in found] for name in BROUGHT.names}, BROUGHT)


def decide(work: Deciding) -> None:
    """Decide about the texts of a group, in order of their numbers."""
    texts = some_of(list(work.texts), "group", work.group, work.group).to_pylist()
    texts.sort(key=lambda text: text["id"])
    with tempfile.TemporaryDirectory() as folder, Corpus(Path(folder) / "group.db", create=True) as corpus:
        rows = [dict(row) for row in verdicts(corpus.connection, texts, work.limits)]
    columns = {name: [row[name] for row in rows] for name in VERDICTS.names}
    columns["left_out"] = [bool(value) for value in columns["left_out"]]
    write(work.out, columns, VERDICTS)


def verdicts(
    connection: sqlite3.Connection, texts: Iterable[dict[str, Any]], limits: Limits
) -> list[sqlite3.Row]:
    """Compare texts in a corpus that has nothing else, and needs neither search nor counts."""
    connection.executescript(CARELESS)
    duplicates = Duplicates(connection, limits)
    with transaction(connection):
        for name in TRIGGERS:
            connection.execute(f"drop trigger {name}")
        for text in texts:
            made = {"digest": text_hash(text["text"]), "split_text": split_text(text["text"])}
            connection.execute(ADD_ADDRESS, (text["id"], urls.key(text["url"]), text["url"]))
            connection.execute(ADD_ARTICLE, text | made)
            duplicates.settle(text["id"])
        return connection.execute(RESULT).fetchall()
