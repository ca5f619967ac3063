"""Texts in shards: every text once, by month and language, found without its text; killed, it goes on."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow.dataset
import pytest
from exported import BRIDGE, FERRY, LONG, STORM, everything, fill, write
from served import Site

from crawler.corpus import Corpus
from crawler.export import ExportError
from crawler.export.formats import shards as writing
from crawler.export.shards import UNKNOWN

KEPT = {FERRY, BRIDGE, STORM, LONG}


@pytest.fixture
def corpus(tmp_path):
    with Corpus(fill(tmp_path / "corpus.db")) as corpus:
        yield corpus


def paths(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet"))


def test_every_text_stands_in_the_shard_of_its_month_and_language(corpus, tmp_path):
    dest = tmp_path / "shards"
    done = write(corpus, "shards", dest, texts="1")
    assert paths(dest) == [
        "articles/month=2026-03/language=en/part-0000.parquet",
        f"articles/month={UNKNOWN}/language=de/part-0000.parquet",
        f"articles/month={UNKNOWN}/language=en/part-0000.parquet",
        f"articles/month={UNKNOWN}/language=zh/part-0000.parquet",
    ]  # fmt: skip
    expected = {row["url"]: row["text"] for row in corpus.articles()}
    files = f"{dest}/articles/**/*.parquet"
    found = duckdb.sql(
        f"select url, text, month, language from read_parquet('{files}', hive_partitioning = true)"
    )
    rows = found.fetchall()
    assert {row[0]: row[1] for row in rows} == expected
    assert {(row[2], row[3]) for row in rows if row[0] in (FERRY, STORM)} == {("2026-03", "en"), (None, "de")}
    table = pyarrow.dataset.dataset(dest / "articles", partitioning="hive").to_table()
    assert {row["url"]: row["language"] for row in table.to_pylist()}[BRIDGE] == "zh"
    assert json.loads(done.manifest.read_text("utf-8"))["texts"] == 4
    with closing(sqlite3.connect(dest / "corpus.db")) as catalogue:
        places = catalogue.execute("select url, shard, row, id from corpus").fetchall()
        assert {url for url, *_ in places} == KEPT
        for url, shard, row, number in places:
            text = duckdb.sql(f"select url, id from '{dest / shard}'").fetchall()[row]
            assert text == (url, number)
        assert b"pilot wrote down wind" not in (dest / "corpus.db").read_bytes()


def test_datasette_finds_texts_that_are_elsewhere(corpus, tmp_path):
    dest = tmp_path / "shards"
    write(corpus, "shards", dest)
    from crawler.publish.serve import metadata_for  # noqa: PLC0415

    site = Site(dest / "corpus.db", metadata=metadata_for(dest / "corpus.db"))
    for table in ("articles", "corpus"):
        for words, url in (("pilot tide", LONG), ("重新", BRIDGE), ('"wrote down" -ferry', LONG)):
            assert [row["url"] for row in site.rows(f"/corpus/{table}", _search=words)] == [url]
    assert site.page("/corpus/corpus").xpath("//form//input[@name='_search']")


def test_interrupted_it_goes_on_with_what_is_left(corpus, tmp_path, monkeypatch):
    dest, made = tmp_path / "shards", []

    def failing(texts):
        if len(made) == 2:
            raise KeyboardInterrupt
        return noting(texts)

    def noting(texts):
        made.append([text["url"] for text in texts])
        return parquet(texts)

    parquet = writing.parquet
    monkeypatch.setattr(writing, "parquet", failing)
    with pytest.raises(KeyboardInterrupt):
        write(corpus, "shards", dest)
    assert not dest.exists()
    monkeypatch.setattr(
        writing, "parquet", lambda texts: made.append([t["url"] for t in texts]) or parquet(texts)
    )
    write(corpus, "shards", dest)
    assert sorted(url for urls in made for url in urls) == sorted(KEPT)
    write(corpus, "shards", tmp_path / "again")
    assert everything(tmp_path / "again") == everything(dest)
    # what is there of another selection is no part of this one
    made.clear()
    Path(f"{dest}.part").mkdir()
    for name, content in everything(dest).items():
        path = Path(f"{dest}.part") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    write(corpus, "shards", dest, force=True, languages=("en",))
    assert sorted(url for urls in made for url in urls) == sorted((FERRY, LONG))
    assert [name for name in paths(dest) if "language=en" not in name] == []


def test_what_shards_cant_be(corpus, tmp_path):
    with pytest.raises(ExportError, match="is a number"):
        write(corpus, "shards", tmp_path / "shards", texts="many")
