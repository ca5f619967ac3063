"""What leaves the corpus: which texts, in which bytes, whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from exported import (
    BRIDGE,
    CC,
    COPY,
    FERRY,
    FORMULA,
    HOSTILE,
    LONG,
    PAGES,
    RAIN,
    STORM,
    cells,
    everything,
    fill,
    lines,
    urls,
    write,
)
from markdown_it import MarkdownIt

from crawler.cli import cli
from crawler.corpus import Corpus
from crawler.corpus.database import transaction
from crawler.export import FORMATS, ExportError, find
from crawler.export.fields import NAMES
from crawler.export.names import file_name, folder_name
from crawler.export.selection import Selection
from crawler.export.snapshot import Snapshot
from crawler.export.texts import Texts, choose
from crawler.settings import Settings

KEPT = {FERRY, BRIDGE, STORM, LONG}
# pages leave the archive, which is tested where there is one
OURS = [one.name for one in FORMATS if one.name not in ("warc", "wacz")]
IN_ONE_PIECE = [name for name in OURS if not find(name).goes_on]


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("exports") / "corpus.db")


@pytest.fixture
def corpus(db):
    with Corpus(db) as corpus:
        yield corpus


@pytest.fixture
def own(tmp_path):
    """A corpus that a test may change."""
    with Corpus(fill(tmp_path / "corpus.db")) as corpus:
        yield corpus


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, KEPT),
        ({"everything": True}, {*KEPT, COPY, RAIN}),
        ({"where": "language = 'en'"}, {FERRY, LONG}),
        ({"where": "words > 100 or (title like '%重%')"}, {FERRY, BRIDGE, LONG}),
        ({"where": "language = 'en' -- only English"}, {FERRY, LONG}),
        ({"where": "url not like '%)%' and title <> ';'"}, KEPT),
        ({"where": "id in (select rowid from articles_fts where articles_fts match 'pilot')"}, {LONG}),
        ({"where": "reserved"}, {FERRY}),
        ({"where": "reason is not null", "everything": True}, {COPY, RAIN}),
        ({"where": "0"}, set()),
        ({"languages": ("zh", "de")}, {BRIDGE, STORM}),
        ({"sites": ("harbour.example",)}, {FERRY, LONG}),
        ({"sites": ("sturm.example", "Harbour Post")}, {FERRY, STORM}),
        ({"sites": ("arbour.example", "%")}, set()),
        ({"seed": "1"}, {FERRY, BRIDGE}),
        ({"seed": "storm.txt"}, {STORM, LONG}),
        ({"seed": "seeds/storm.txt", "languages": ("de",)}, {STORM}),
        ({"since": "2026-04-04"}, {STORM, LONG}),
        ({"allowed_for": "tdm"}, KEPT - {FERRY}),
        ({"allowed_for": "sharing"}, {BRIDGE}),
    ],
)
def test_which_texts_leave(corpus, tmp_path, wanted, found):
    assert urls(corpus, tmp_path, **wanted) == found


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"where": "nonsense = 1"}, "no such column: nonsense"),
        ({"where": "1) or (1"}, "takes one condition"),
        ({"where": "1; drop table articles"}, "takes one condition"),
        ({"where": "1) --"}, "takes one condition"),
        ({"where": "(1"}, "a bracket has no end"),
        ({"where": "title = 'x"}, "a quoted text has no end"),
        ({"where": "1 /* a"}, "a comment has no end"),
        ({"where": "  -- nothing"}, "it is empty"),
        ({"where": "words > :limit"}, "binding"),
        ({"where": "load_extension('x') is null"}, "not authorized"),
        ({"where": "count(*) > 1"}, "misuse of aggregate"),
        ({"since": "last week"}, "takes a date"),
        ({"seed": "nobody.txt"}, "no seed is called 'nobody.txt'"),
        ({"seed": "seeds/%"}, "no seed is called"),
    ],
)
def test_what_can_not_be_asked_for(corpus, tmp_path, wanted, said):
    with pytest.raises(ExportError, match=said.replace("(", r"\(").replace(")", r"\)")):
        write(corpus, "jsonl", tmp_path / "out", **wanted)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "sql",
    [
        "delete from articles",
        "create table x (y)",
        "attach ':memory:' as other",
        "pragma query_only = off",
        "pragma journal_mode = delete",
    ],
)
def test_nothing_can_be_written_through_a_snapshot(corpus, sql):
    with Snapshot(corpus, Settings()) as snapshot, pytest.raises(sqlite3.Error):
        snapshot.connection.execute(sql)
    assert len(list(corpus.articles())) == len(KEPT)


def test_every_field_of_a_text(corpus, tmp_path):
    done = write(corpus, "jsonl", tmp_path / "all.jsonl")
    texts = {text["url"]: text for text in lines(done.path)}
    assert all(tuple(text) == NAMES for text in texts.values())
    assert [text["id"] for text in texts.values()] == sorted(text["id"] for text in texts.values())
    ferry, storm = texts[FERRY], texts[STORM]
    assert (ferry["tags"], ferry["reserved"], ferry["paywalled"]) == (["ferry", "harbour; pier"], True, None)
    assert ferry["rights"] == ["tdm-reservation 1 (header)", "robots noarchive (meta)"]
    assert (storm["text"], storm["title"], storm["paywalled"]) == (HOSTILE, FORMULA, True)
    assert texts[BRIDGE]["licence"] == CC
    for text in texts.values():
        assert text["sha256"] == hashlib.sha256(text["text"].encode()).hexdigest()


@pytest.mark.parametrize("name", OURS)
def test_the_same_selection_has_the_same_bytes(corpus, tmp_path, name):
    for number in ("one", "two"):
        (tmp_path / number).mkdir()
        write(corpus, name, tmp_path / number / "out")
    assert everything(tmp_path / "one") == everything(tmp_path / "two")
    names = {path.name for path in (tmp_path / "one").iterdir()}
    assert names in ({"out"}, {"out", "out.manifest.json"})


@pytest.mark.parametrize("name", OURS)
def test_a_manifest_lists_every_file_with_its_hash(corpus, tmp_path, name):
    done = write(corpus, name, tmp_path / "out")
    said = json.loads(done.manifest.read_text("utf-8"))
    there = everything(tmp_path / "out") if done.path.is_dir() else {"out": done.path.read_bytes()}
    there.pop("manifest.json", None)
    assert {one["name"]: one["sha256"] for one in said["files"]} == {
        path: hashlib.sha256(content).hexdigest() for path, content in there.items()
    }
    assert (said["format"], said["texts"]) == (name, 4)
    assert said["languages"] == {"en": 2, "de": 1, "zh": 1}


def test_a_manifest_tells_selection_and_rights(corpus, tmp_path):
    wanted = {"languages": ("en", "zh"), "excerpts": True, "allowed_for": "tdm"}
    said = json.loads(write(corpus, "jsonl", tmp_path / "x.jsonl", **wanted).manifest.read_text("utf-8"))
    assert said["selection"] == {"languages": ["en", "zh"], "excerpts": True, "allowed_for": "tdm"}
    assert said["rights"] == {
        "reserved": 0, "licences": {CC: 1}, "no_licence_named": 1, "taken_down": 0, "excerpts_only": True,
        "left_out": "no site reserves it against mining or training",
    }  # fmt: skip
    assert said["published"] == ["2025", "2025"]
    assert said["corpus"]["as_of"] == "2026-04-06T10:00:00.000Z"
    assert {"corpuscle", "python", "sqlite"} <= said["software"].keys()


def test_copies_of_a_corpus_are_the_same_corpus(own, corpus):
    with Snapshot(own, Settings()) as mine, Snapshot(corpus, Settings()) as other:
        assert mine.corpus_id != other.corpus_id  # they were crawled one after the other
    with closing(sqlite3.connect(own.path.with_name("copy.db"))) as copied:
        own.connection.backup(copied)
    with (
        Corpus(own.path.with_name("copy.db")) as copy,
        Snapshot(copy, Settings()) as one,
        Snapshot(own, Settings()) as two,
    ):
        assert one.corpus_id == two.corpus_id


def test_excerpts_are_short_and_none_where_the_site_forbids_them(corpus, tmp_path):
    texts = {t["url"]: t for t in lines(write(corpus, "jsonl", tmp_path / "x", excerpts=True).path)}
    assert texts[STORM]["text"] == ""
    assert texts[LONG]["text"].endswith("…")
    assert len(texts[LONG]["text"]) <= 500
    assert texts[LONG]["sha256"] == hashlib.sha256(PAGES[LONG][0].text.encode()).hexdigest()
    assert texts[BRIDGE]["text"] == PAGES[BRIDGE][0].text


@pytest.mark.parametrize("line", [FERRY, "harbour.example", COPY])
def test_what_is_on_the_list_of_takedowns_never_leaves_nor_do_its_copies(own, tmp_path, line):
    (tmp_path / "takedowns.txt").write_text(f"{line}\n")
    gone = {FERRY, COPY} | ({LONG} if line == "harbour.example" else set())
    assert urls(own, tmp_path, everything=True) == {*PAGES} - gone
    assert json.loads((tmp_path / "some.jsonl.manifest.json").read_text())["rights"]["taken_down"] == len(
        gone
    )


def test_a_broken_list_of_takedowns_lets_nothing_leave(own, tmp_path):
    (tmp_path / "takedowns.txt").write_text("*\n")
    with pytest.raises(ExportError, match=r"takedowns\.txt, line 1"):
        write(own, "jsonl", tmp_path / "out.jsonl")


def test_what_is_written_meanwhile_does_not_leave(own, tmp_path):
    """A crawl saves while an export is under way: what leaves is what was there at its beginning."""
    with Corpus(own.path) as other, Snapshot(own, Settings()) as snapshot:
        texts = choose(snapshot, Selection())
        with transaction(other.connection):
            other.connection.execute("update articles set split_text = 'changed', title = 'changed'")
            other.connection.execute("update articles set reason = 'off-topic' where url = ?", (LONG,))
        assert {text["title"] for text in texts} == {PAGES[url][0].title for url in KEPT}
    assert urls(own, tmp_path) == KEPT - {LONG}


def test_csv_has_no_formulas(corpus, tmp_path):
    done = write(corpus, "csv", tmp_path / "x.csv", bom="yes")
    assert done.path.read_bytes().startswith(b"\xef\xbb\xbfid,url,")
    done = write(corpus, "csv", tmp_path / "x.csv", force=True)
    rows = {row["url"]: row for row in cells(done.path)}
    assert rows[STORM]["title"] == f"'{FORMULA}"
    assert rows[STORM]["text"] == HOSTILE
    assert rows[FERRY]["tags"] == "ferry; harbour; pier"
    assert (rows[FERRY]["reserved"], rows[STORM]["paywalled"], rows[FERRY]["paywalled"]) == (
        "true",
        "true",
        "",
    )


def test_a_name_that_ends_in_gz_is_packed(corpus, tmp_path):
    for name in ("jsonl", "csv"):
        plain = write(corpus, name, tmp_path / "a").path.read_bytes()
        assert gzip.decompress(write(corpus, name, tmp_path / "a.gz").path.read_bytes()) == plain
        (tmp_path / "a").unlink()
        (tmp_path / "a.gz").unlink()


def test_a_text_file_per_text_and_a_table_of_them(corpus, tmp_path):
    done = write(corpus, "txt", tmp_path / "plain")
    rows = {row["url"]: row for row in cells(done.path / "metadata.csv")}
    for url in KEPT:
        assert (done.path / rows[url]["file"]).read_text("utf-8") == PAGES[url][0].text + "\n"
    with_header = write(corpus, "txt", tmp_path / "headed", header="yes")
    text = (with_header.path / rows[FERRY]["file"]).read_text("utf-8")
    assert text.startswith("title: Ferry sails\nauthor: Ada Bell; Ben Orr\nsite: Harbour Post\n")
    assert text.endswith(f"\n\n{PAGES[FERRY][0].text}\n")


@pytest.mark.parametrize(
    ("number", "title", "name"),
    [
        (7, "A ferry, sails!", "0007-a-ferry-sails.txt"),
        (7, "渡桥重开", "0007-渡桥重开.txt"),
        (12345, None, "12345.txt"),
        (7, "../../etc/passwd\0\n", "0007-etc-passwd.txt"),
        (7, "CON", "0007-con.txt"),
        (7, "__ — ", "0007.txt"),
        (7, "長" * 200, f"0007-{'長' * 50}.txt"),
    ],
)
def test_names_of_files(number, title, name):
    assert file_name(number, title, ".txt", 4) == name
    assert len(name.encode()) < 256


def test_a_folder_never_has_too_many_files():
    assert folder_name(54321, 10_000, 5) == ""
    assert folder_name(54321, 10_001, 5) == "50000"
    assert folder_name(99, 10_001, 5) == "00000"


def test_markdown_shows_a_text_as_it_is(corpus, tmp_path):
    done = write(corpus, "markdown", tmp_path / "md")
    (path,) = (done.path / "texts").glob("*hyperlink*.md")
    _, head, body = path.read_text("utf-8").split("---\n", 2)
    assert yaml.safe_load(head)["title"] == FORMULA
    tokens = MarkdownIt().parse(body)
    assert {token.tag for token in tokens} == {"h1", "p", ""}
    heading, *paragraphs = ["".join(c.content for c in t.children) for t in tokens if t.type == "inline"]
    assert heading == FORMULA
    assert paragraphs == [line.strip() for line in HOSTILE.split("\n")]


def test_a_dest_that_is_there_stays(corpus, tmp_path):
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(ExportError, match=r"exists: name another, or replace it with --force"):
        write(corpus, "jsonl", tmp_path / "mine")
    assert everything(tmp_path) == {"mine": b"mine"}
    write(corpus, "jsonl", tmp_path / "mine", force=True)
    assert len(lines(tmp_path / "mine")) == 4


def test_force_replaces_only_folders_that_an_export_made(corpus, tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for dest in ("photos", "file"):
        with pytest.raises(ExportError, match="name another"):
            write(corpus, "txt", tmp_path / dest, force=True)
    with pytest.raises(ExportError, match="something else"):
        write(corpus, "jsonl", tmp_path / "photos", force=True)
    with pytest.raises(ExportError, match="is not a folder"):
        write(corpus, "jsonl", tmp_path / "nowhere" / "x")
    with pytest.raises(ExportError, match="has no name of its own"):
        write(corpus, "txt", tmp_path / "..", force=True)
    assert everything(tmp_path) == {"photos/one.jpg": b"mine", "file": b"mine"}
    write(corpus, "txt", tmp_path / "texts")
    (tmp_path / "texts" / "texts" / "left-over.txt").write_text("old")
    write(corpus, "txt", tmp_path / "texts", force=True)
    assert "texts/left-over.txt" not in everything(tmp_path / "texts")


@pytest.mark.parametrize("name", IN_ONE_PIECE)
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_leaves_nothing_and_what_was_there_stays(corpus, tmp_path, monkeypatch, name, error):
    before = everything(tmp_path)
    write(corpus, name, tmp_path / "old", languages=("en",))
    before = everything(tmp_path)
    iterate = Texts.__iter__

    def failing(texts):
        yield from list(iterate(texts))[:2]
        raise error

    monkeypatch.setattr(Texts, "__iter__", failing)
    for dest in ("new", "old"):
        with pytest.raises(
            KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else ExportError
        ) as raised:
            write(corpus, name, tmp_path / dest, force=True)
        assert isinstance(error, KeyboardInterrupt) or "no room is left on the disk" in str(raised.value)
    assert everything(tmp_path) == before


KILLED = """
import os, sys
from pathlib import Path
from crawler.export.texts import Texts, choose
from crawler.cli import main
iterate = Texts.__iter__
def dying(texts):
    yield from list(iterate(texts))[:3]
    os.kill(os.getpid(), 9)
Texts.__iter__ = dying
main(["export", *sys.argv[1:]])
"""


@pytest.mark.parametrize("name", ["jsonl", "txt"])
def test_what_is_killed_never_has_the_name_and_the_next_try_tidies_up(own, tmp_path, name):
    command = [sys.executable, "-c", KILLED, name, "out", "--db", own.path.name]
    assert subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode == -9
    assert not (tmp_path / "out").exists()
    assert (tmp_path / "out.part").exists()
    write(own, name, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_a_missing_library_says_what_to_install(corpus, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "crawler.export.arrow", raising=False)
    monkeypatch.delitem(sys.modules, "crawler.export.formats.parquet", raising=False)
    with pytest.raises(ExportError, match=r"pip install 'corpuscle\[export\]'"):
        write(corpus, "parquet", tmp_path / "x")


def run(db, *args):
    return CliRunner().invoke(cli, ["export", *map(str, args), "--db", str(db)])


def test_the_command(db, tmp_path):
    done = run(db, "jsonl", tmp_path / "x.jsonl", "--language", "en", "--language", "zh", "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert (said["texts"], said["languages"], said["reserved"]) == (3, {"en": 2, "zh": 1}, 1)
    done = run(db, "txt", tmp_path / "texts")
    assert done.stdout.startswith(f"{tmp_path / 'texts'}: 4 texts, ")
    assert run(db, "jsonl", tmp_path / "y", "-q").output == ""


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("jsonl", "x", "--where", "0"), 3, "Nothing to export"),
        (("jsnol", "x"), 1, "did you mean jsonl?"),
        (("yaml", "x"), 1, "there are jsonl, csv"),
        (("jsonl", "x", "--where", "bogus"), 1, "no such column: bogus"),
        (("csv", "x", "-o", "bom=maybe"), 1, "bom of csv can be yes, no, not 'maybe'"),
        (("csv", "x", "-o", "mob=yes"), 1, "csv has no option 'mob': it has bom"),
        (("csv", "x", "-o", "bom"), 2, "-o takes NAME=VALUE"),
        (("csv",), 2, "Missing argument"),
        (("csv", "x", "--allowed-for", "fun"), 2, "is not one of"),
        (("csv", "x", "--release", "v1"), 1, "no release is called 'v1'"),
        (("csv", "x", "--release", "v1", "--all"), 2, "has its own selection"),
    ],
)
def test_what_the_command_says_of_mistakes(db, tmp_path, monkeypatch, args, status, said):
    monkeypatch.chdir(tmp_path)
    done = run(db, *args)
    assert (done.exit_code, said in done.stderr) == (status, True), done.stderr
    assert list(tmp_path.iterdir()) == []


def test_help_and_docs_name_every_format(db):
    docs = (Path(__file__).parents[1] / "docs" / "exports.md").read_text("utf-8")
    text = run(db, "--help").stdout
    for one in FORMATS:
        assert f"  {one.name} " in text
        assert f"| `{one.name}` |" in docs
        assert all(f"{option.name}={option.default}" in text for option in one.options)
    assert all(f"| `{name}` |" in docs for name in NAMES)
