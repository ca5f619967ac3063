"""corpus.db of an export in shards: what is known of each text, a search index, and no text.

It is the ledger of the shards too: a shard and the rows of its texts are there together or not at all.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import yaml

from ..corpus.database import transaction
from ..corpus.search import FTS, TITLE_WEIGHS, split, split_text
from .fields import FIELDS
from .shards import Shard
from .texts import Text

NAME = "corpus.db"
METADATA = "metadata.yml"
TYPES = {"string": "text", "integer": "integer", "number": "real", "boolean": "integer", "list": "text"}
FACTS = tuple(field for field in FIELDS if field.name not in ("id", "text"))
CREATE = (
    """create table shards (path text primary key, month text, language text, texts integer not null,
  bytes integer not null, sha256 text not null, mark text not null) strict""",
    f"""create table articles (id integer primary key,
  {", ".join(f"{field.name} {TYPES[field.type]}" for field in FACTS)},
  shard text not null references shards(path), row integer not null) strict""",
    # keeps no text, so it finds and ranks, but shows no snippet
    FTS.replace("content = 'articles_search', content_rowid = 'id'", "content = ''"),
    TITLE_WEIGHS,
    """create view corpus as select id, url, title, author, site, published, language, words, relevance,
  depth, found_at, shard, row from articles where reason is null""",
    "create index articles_language on articles(language, site)",
    "create index articles_site on articles(site)",
    "create index articles_published on articles(published)",
)
IS_MADE = "select 1 from sqlite_master where name = 'articles_published'"
DONE = "select path, mark, bytes from shards"
SHARD = """insert into shards (path, month, language, texts, bytes, sha256, mark)
values (?, ?, ?, ?, ?, ?, ?)"""
ARTICLE = f"""insert into articles (id, {", ".join(field.name for field in FACTS)}, shard, row)
values ({", ".join("?" * (len(FACTS) + 3))})"""
INDEX = "insert into articles_fts (rowid, title, text) values (?, ?, ?)"


class Catalogue:
    """The catalogue of an export that is being made in a folder; `with` closes it."""

    def __init__(self, folder: Path) -> None:
        """Open it, or make it."""
        self.folder = folder
        self.connection = sqlite3.connect(folder / NAME, isolation_level=None)
        # one file, readable where nothing can be written
        self.connection.execute("pragma journal_mode = delete")
        if not self.connection.execute(IS_MADE).fetchone():
            with transaction(self.connection):
                for sql in CREATE:
                    self.connection.execute(sql)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.connection.close()

    def done(self) -> dict[str, str]:
        """Return the mark of each shard that is there, by its path."""
        rows = self.connection.execute(DONE)
        return {path: mark for path, mark, size in rows if size_of(self.folder / path) == size}

    def add(self, shard: Shard, content: bytes, texts: Iterable[Text]) -> None:
        """Note that a shard is on disk, and what is known of its texts."""
        about = (shard.month, shard.language, len(shard.ids), len(content))
        with transaction(self.connection):
            self.connection.execute(
                SHARD, (shard.path, *about, hashlib.sha256(content).hexdigest(), shard.mark)
            )
            for row, text in enumerate(texts):
                self.connection.execute(ARTICLE, (text["id"], *facts_of(text), shard.path, row))
                title, body = text["title"], text["text"]
                self.connection.execute(INDEX, (text["id"], split(title) or title, split_text(body)))


def facts_of(text: Text) -> Sequence[Any]:
    """Return all that is known of a text but the text itself."""
    values = (text[field.name] for field in FACTS)
    return [json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value for value in values]


def size_of(path: Path) -> int | None:
    """Return the bytes of a file; None where there is none."""
    return path.stat().st_size if path.exists() else None


def metadata(title: str) -> str:
    """Return what Datasette should know of it."""
    columns = {field.name: field.help for field in FIELDS if field.name != "text"} | {
        "shard": "File that its text stands in, beside this one",
        "row": "Number of its row there, from 0",
    }
    searchable = {"fts_table": "articles_fts", "fts_pk": "id", "columns": columns}
    tables: Mapping[str, Any] = {
        "articles": searchable | {"facets": ["language", "site"], "label_column": "title"},
        "corpus": searchable | {"facets": ["language", "site"]},
        "shards": {"description": "Files of texts, by month and language", "facets": ["month", "language"]},
    }
    about = {"title": title, "databases": {Path(NAME).stem: {"tables": dict(tables)}}}
    return yaml.safe_dump(about, allow_unicode=True, sort_keys=False)
