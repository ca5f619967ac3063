"""Exports are opened by the programs that people open them with, which must find what is in the corpus."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import bibtexparser
import duckdb
import frictionless
import pandas as pd
import pyarrow.parquet
import pytest
import rispy
from exported import BRIDGE, FERRY, FORMULA, LONG, PAGES, STORM, fill, write

from crawler.corpus import Corpus
from crawler.export.fields import FIELDS, NAMES
from crawler.export.formats import hf

TEXTS = {url: PAGES[url][0].text for url in (FERRY, BRIDGE, STORM, LONG)}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    with Corpus(fill(tmp_path_factory.mktemp("opened") / "corpus.db")) as corpus:
        yield corpus


def by_another_process(code, folder):
    """What a program prints as JSON: these libraries warn of what is theirs to mend, and start threads."""
    env = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HOME": str(folder / "home"), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_duckdb_and_pandas_read_csv(corpus, tmp_path):
    path = write(corpus, "csv", tmp_path / "x.csv").path
    found = duckdb.sql(f"select url, text from read_csv('{path}')").fetchall()
    assert dict(found) == TEXTS
    types = dict(duckdb.sql(f"select column_name, column_type from (describe from '{path}')").fetchall())
    assert (types["id"], types["relevance"], types["reserved"]) == ("BIGINT", "DOUBLE", "BOOLEAN")
    table = pd.read_csv(path)
    assert dict(zip(table.url, table.text, strict=True)) == TEXTS
    assert (table.dtypes["words"], table.dtypes["reserved"]) == ("int64", "bool")


def test_pandas_reads_json_lines(corpus, tmp_path):
    table = pd.read_json(write(corpus, "jsonl", tmp_path / "x.jsonl.gz").path, lines=True)
    assert dict(zip(table.url, table.text, strict=True)) == TEXTS


def test_duckdb_pandas_and_arrow_read_parquet(corpus, tmp_path):
    path = write(corpus, "parquet", tmp_path / "x.parquet").path
    table = pyarrow.parquet.read_table(path)
    assert table.column_names == list(NAMES)
    assert [f.metadata[b"description"].decode() for f in table.schema] == [f.help for f in FIELDS]
    (ferry,) = (row for row in table.to_pylist() if row["url"] == FERRY)
    assert (ferry["text"], ferry["tags"], ferry["reserved"]) == (
        TEXTS[FERRY],
        ["ferry", "harbour; pier"],
        True,
    )
    assert dict(duckdb.sql(f"select url, text from '{path}'").fetchall()) == TEXTS
    tagged = duckdb.sql(f"select url from '{path}' where list_contains(tags, 'ferry')")
    assert tagged.fetchall() == [(FERRY,)]
    frame = pd.read_parquet(path)
    assert dict(zip(frame.url, frame.text, strict=True)) == TEXTS


def test_datasets_loads_the_folder_for_hugging_face(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(hf, "SHARD", 3)
    write(corpus, "hf", tmp_path / "data")
    names = {path.name for path in (tmp_path / "data" / "data").iterdir()}
    assert names == {"train-00000-of-00002.parquet", "train-00001-of-00002.parquet"}
    code = """
import datasets, json
found = datasets.load_dataset("data")
features = {name: str(kind) for name, kind in found["train"].features.items()}
print(json.dumps([list(found), {one["url"]: one["text"] for one in found["train"]}, features]))
"""
    splits, texts, features = by_another_process(code, tmp_path)
    assert (splits, texts) == (["train"], TEXTS)
    assert features["words"] == "Value('int64')"
    assert features["tags"] == "List(Value('string'))"


def test_the_card_is_what_the_hub_reads(corpus, tmp_path):
    write(corpus, "hf", tmp_path / "data")
    code = """
import json
from huggingface_hub import DatasetCard
card = DatasetCard.load("data/README.md")
print(json.dumps([card.data.to_dict(), card.text]))
"""
    data, text = by_another_process(code, tmp_path)
    assert (data["language"], data["license"]) == (["en", "de", "zh"], "other")
    assert data["size_categories"] == ["n<1K"]
    assert "Reserved by their sites against mining or training: 1 of 4" in text
    assert "Articles like “A ferry”" in text


def test_mlcroissant_validates_and_reads_what_croissant_says(corpus, tmp_path):
    write(corpus, "hf", tmp_path / "data")
    code = """
import json, mlcroissant
found = mlcroissant.Dataset("data/croissant.json")
issues = found.metadata.ctx.issues
texts = {row["texts/url"].decode(): row["texts/text"].decode() for row in found.records("texts")}
print(json.dumps([sorted(issues.errors), sorted(issues.warnings), texts]))
"""
    errors, warnings, texts = by_another_process(code, tmp_path)
    assert (errors, warnings) == ([], [])
    assert texts == TEXTS


def test_frictionless_validates_the_data_package(corpus, tmp_path):
    write(corpus, "datapackage", tmp_path / "package")
    package = tmp_path / "package" / "datapackage.json"
    report = frictionless.validate(str(package))
    assert (report.valid, report.flatten(["message"])) == (True, [])
    rows = frictionless.Package(str(package)).get_resource("texts").read_rows()
    assert {row["url"]: row["text"] for row in rows} == TEXTS
    data = tmp_path / "package" / "texts.csv"
    data.write_text(data.read_text("utf-8").replace("Ferry", "Fairy"), "utf-8")
    assert not frictionless.validate(str(package)).valid  # its hash tells


@pytest.mark.parametrize("name", ["ris", "bibtex"])
def test_references_are_read(corpus, tmp_path, name):
    path = write(corpus, name, tmp_path / "x").path
    if name == "ris":
        found = {one["urls"][0]: one for one in rispy.loads(path.read_text("utf-8"))}
        assert {url: one["title"] for url, one in found.items()} == {u: PAGES[u][0].title for u in TEXTS}
        assert found[FERRY]["authors"] == ["Ada Bell", "Ben Orr"]
        assert (found[FERRY]["year"], found[FERRY]["date"]) == ("2026", "2026/03/14")
    else:
        library = bibtexparser.parse_string(path.read_text("utf-8"))
        assert (len(library.failed_blocks), len(library.entries)) == (0, len(TEXTS))
        found = {one["url"]: one for one in library.entries}
        assert found[FERRY]["author"] == "{Ada Bell} and {Ben Orr}"
        assert found[STORM]["title"] == f"{{{FORMULA}}}"
        assert found[LONG]["title"] == r"{The pilot's \{book\} 50 \% \& \$}"
