"""Releases: frozen once, the same bytes ever after, and compared."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import sqlite3
from contextlib import closing

import pytest
import yaml
from builders import claim, make_article, make_reading, one_claim, rows
from click.testing import CliRunner
from exported import BRIDGE, FERRY, LONG, PAGES, STORM, cells, everything, fill, lines

from crawler.cli import cli
from crawler.corpus import Corpus
from crawler.corpus.save import Saver
from crawler.corpus.search import split_text
from crawler.corpus.tables import TABLES
from crawler.export.release.diff import diff as compare
from crawler.export.release.freeze import FORMAT
from crawler.export.release.freeze import freeze as freeze_in
from crawler.export.run import Order
from crawler.export.snapshot import Snapshot
from crawler.export.texts import Texts
from crawler.publish.plugin.excerpts import WITHHELD
from crawler.settings import Settings

NEW = "https://new.example/x"
OTHER = "渡轮在黎明前穿过海峡。"
SETTINGS = """
[about]
title = "Ferries"
authors = ["Bell, Ada", "Institute of Harbours"]
licence = "CC-BY-4.0"
doi = "10.1234/x"
[manners]
contact = "mail@example.org"
proxy = "http://user:secret@proxy.example"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "corpuscle.toml").write_text(SETTINGS)
    fill(tmp_path / "corpus.db")
    return tmp_path


@pytest.fixture
def run(folder, monkeypatch):
    """Run a command beside the corpus; what it printed."""
    monkeypatch.chdir(folder)

    def command(*args, status=0):
        done = CliRunner().invoke(cli, [str(arg) for arg in args])
        assert done.exit_code == status, done.output
        return done.stderr if status else done.stdout

    return command


AGAIN = "update frontier set state = 'q', due_ms = null where url in (?, ?)"


def crawl_on(folder):
    """Change one text, one title, take one out, and add one, as a crawl does."""
    with Corpus(folder / "corpus.db") as corpus:
        saver = Saver(corpus.frontier, Settings())
        corpus.connection.execute(AGAIN, (LONG, BRIDGE))
        again = {target.url: target for target in claim(corpus)}
        bridge, _ = PAGES[BRIDGE]
        saver.save([
            make_reading(again[LONG], make_article("The pilot's other book.", title="New")),
            make_reading(again[BRIDGE], make_article(bridge.text, title="新闻", language="zh")),
            make_reading(one_claim(corpus, NEW), make_article("A new one.", title="New one")),
        ])  # fmt: skip
        corpus.connection.execute("update articles set reason = 'off-topic' where url = ?", (STORM,))
        corpus.connection.execute("delete from versions")  # what a release needs it has itself


def test_the_files_of_a_release(run, folder):
    assert "release v1 frozen, 4 texts" in run("freeze", "v1")
    there = everything(folder / "v1")
    assert set(there) == {
        "data.jsonl.gz", "articles.csv", "seeds.jsonl", "settings.json", "manifest.json", "DATASHEET.md",
        "CITATION.cff", "SHA256SUMS",
    }  # fmt: skip
    for line in there["SHA256SUMS"].decode().splitlines():
        sha256, name = line.split("  ")
        assert hashlib.sha256(there[name]).hexdigest() == sha256
    citation = yaml.safe_load(there["CITATION.cff"])
    assert citation["authors"] == [
        {"family-names": "Bell", "given-names": "Ada"},
        {"name": "Institute of Harbours"},
    ]
    assert (citation["title"], citation["version"], citation["doi"]) == ("Ferries", "v1", "10.1234/x")
    assert (citation["license"], citation["date-released"]) == ("CC-BY-4.0", "2026-04-06")
    assert {row["url"] for row in cells(folder / "v1" / "articles.csv")} == {FERRY, BRIDGE, STORM, LONG}
    assert [seed["title"] for seed in lines(folder / "v1" / "seeds.jsonl")] == ["A ferry", "Sturm"]
    sheet = there["DATASHEET.md"].decode()
    assert "4 texts of" in sheet
    assert "- A ferry\n- Sturm" in sheet
    assert "$" not in sheet
    manifest = json.loads(there["manifest.json"])
    assert (manifest["corpus"]["release"], manifest["rights"]["reserved"]) == ("v1", 1)


def test_no_secret_leaves_with_the_settings(run, folder):
    run("freeze", "v1")
    assert b"secret" not in b"".join(everything(folder / "v1").values())
    assert b"mail@example.org" not in b"".join(everything(folder / "v1").values())


def test_a_release_has_the_same_bytes_whenever_and_wherever_it_is_made(run, folder):
    shutil.copy("corpus.db", "copy.db")
    run("freeze", "v1", "--language", "en", "--language", "zh")
    run("freeze", "v1", "--language", "en", "--language", "zh", "--db", "copy.db", "--out", "elsewhere")
    assert everything(folder / "elsewhere") == everything(folder / "v1")
    crawl_on(folder)
    (folder / "corpuscle.toml").write_text("[about]\ntitle = 'Another name'\n")
    assert "made again" in run("freeze", "v1", "--out", "later")
    assert everything(folder / "later") == everything(folder / "v1")
    run("doctor", "--repair")
    (repaired,) = folder.glob("corpus-*.db")
    run("freeze", "v1", "--out", "repaired", "--db", repaired)
    assert everything(folder / "repaired") == everything(folder / "v1")


def test_a_text_is_kept_for_each_release_that_has_it_and_for_no_other(run, folder):
    run("freeze", "v1")
    with closing(sqlite3.connect("corpus.db")) as connection:
        kept = "select count(text) from release_texts"
        assert connection.execute(kept).fetchone() == (0,)
        connection.execute("update articles set title = 'x', split_text = split_text")
        assert connection.execute(kept).fetchone() == (0,)
        connection.execute("update articles set split_text = ? where url = ?", (split_text(OTHER), LONG))
        connection.commit()
    run("freeze", "v2")
    with closing(sqlite3.connect("corpus.db")) as connection:
        connection.execute("update articles set split_text = 'third' where url = ?", (LONG,))
        connection.commit()
    for name, text in (("v1", PAGES[LONG][0].text), ("v2", OTHER)):
        run("export", "jsonl", name + ".jsonl", "--release", name)
        assert {text["url"]: text["text"] for text in lines(folder / (name + ".jsonl"))}[LONG] == text


def test_what_changes_while_it_is_recorded_is_recorded_as_it_was(folder, monkeypatch):
    iterate, events = Texts.__iter__, [crawl_on]

    def disturbed(texts):
        for text in iterate(texts):
            yield text
            while events:
                events.pop()(folder)

    with Corpus(folder / "corpus.db") as corpus:
        order = Order(FORMAT, folder / "v1", release="v1")
        with monkeypatch.context() as patch:
            patch.setattr(Texts, "__iter__", disturbed)
            freeze_in(corpus, Settings(), order, lambda _: Silent())
        with Snapshot(corpus, Settings()) as snapshot:
            found = compare(snapshot, "v1", "now")
    assert [change.url for change in found.changed] == [LONG]
    data = {text["url"]: text["text"] for text in unpacked(folder / "v1")}
    assert data == {url: PAGES[url][0].text for url in (FERRY, BRIDGE, STORM, LONG)}


class Silent:
    """Progress that nobody sees."""

    def __enter__(self):
        return lambda *_: None

    def __exit__(self, *_):
        pass


def unpacked(release):
    return [
        json.loads(line) for line in gzip.decompress((release / "data.jsonl.gz").read_bytes()).splitlines()
    ]


def test_excerpts_are_cut_in_the_files_and_whole_in_the_record(run, folder):
    run("freeze", "shared", "--excerpts")
    texts = {text["url"]: text["text"] for text in unpacked(folder / "shared")}
    assert texts[LONG].endswith("…")
    assert texts[STORM] == ""
    assert "Excerpts of articles" in (folder / "shared" / "DATASHEET.md").read_text("utf-8")
    assert "4 the same" in run("diff", "shared")


def test_what_differs_between_releases_and_today(run, folder):
    run("freeze", "v1")
    crawl_on(folder)
    found = json.loads(run("diff", "v1", "--json"))
    assert [one["url"] for one in found["added"]] == [NEW]
    assert [(one["url"], one["reason"]) for one in found["removed"]] == [(STORM, "off-topic")]
    (changed,) = found["changed"]
    assert (changed["url"], changed["title"]) == (LONG, "New")
    assert {"title", "words", "text"} <= set(changed["fields"])
    assert [(one["url"], "title" in one["fields"]) for one in found["edited"]] == [(BRIDGE, True)]
    assert (found["same"], found["erased"]) == (1, {})
    run("freeze", "v2")
    assert {**json.loads(run("diff", "v1", "v2", "--json")), "new": "now"} == found
    back = json.loads(run("diff", "v2", "v1", "--json"))
    assert [one["url"] for one in back["removed"]] == [one["url"] for one in found["added"]]
    text = run("diff", "v1", "v2", "--limit", "0")
    assert text.startswith("v1 → v2: 1 added, 1 removed, 1 changed, 1 edited, 1 the same.\n")
    assert "… and 1 more added" in text


def test_what_is_taken_down_leaves_its_releases_too(run, folder):
    run("freeze", "v1")
    run("takedown", LONG)
    with Corpus(folder / "corpus.db") as corpus:
        assert rows(corpus, "select count(*) from release_texts") == [(3,)]
    assert json.loads(run("freeze", "v1", "--out", "again", "--json"))["taken_down"] == 1
    assert LONG not in {text["url"] for text in unpacked(folder / "again")}
    (folder / "takedowns.txt").write_text(f"{LONG}\n{BRIDGE}\n")
    assert json.loads(run("freeze", "v1", "--out", "third", "--json"))["texts"] == 2
    assert json.loads(run("diff", "v1", "--json"))["erased"] == {"v1": 1}
    for url in (FERRY, STORM):
        run("takedown", url)
    assert "were taken down" in run("freeze", "v1", "--out", "empty", status=1)


def test_names_selections_and_lists(run):
    assert "no release was made yet" in run("freeze", "--list", status=3)
    assert "can't name a release" in run("freeze", "now", status=1)
    assert "can't name a release" in run("freeze", "../v1", status=1)
    assert "Nothing to freeze" in run("freeze", "v1", "--language", "fr", status=3)
    run("freeze", "v1", "--language", "en")
    assert "exists" in run("freeze", "v1", status=1)
    run("freeze", "v1", "--force")
    assert "of another selection" in run("freeze", "v1", "--language", "zh", "--out", "x", status=1)
    assert run("freeze", "--list").startswith("v1  ")
    (listed,) = json.loads(run("freeze", "--list", "--json"))
    assert (listed["name"], listed["texts"], listed["selection"]) == ("v1", 2, {"languages": ["en"]})
    assert "no release is called 'v9'; there are: v1" in run("diff", "v9", status=1)
    run("freeze", status=2)


def test_a_freeze_that_fails_while_it_records_leaves_no_release(folder, monkeypatch):
    def failing(_):
        raise sqlite3.OperationalError("disk I/O error")

    with Corpus(folder / "corpus.db") as corpus:
        order = Order(FORMAT, folder / "v1", release="v1")
        with monkeypatch.context() as patch:
            patch.setattr(Texts, "__iter__", failing)
            with pytest.raises(sqlite3.OperationalError):
                freeze_in(corpus, Settings(), order, lambda _: Silent())
        assert rows(corpus, "select count(*) from releases") == [(0,)]
        # and one that was killed on the way begins anew
        corpus.connection.execute(
            "insert into releases (name, made_at, selection, origin, settings, seeds) "
            "values ('v1', '', '{}', '{}', '{}', '[]')"
        )
        corpus.connection.execute("insert into release_texts select 1, id, '', '{}', null from articles")
        assert freeze_in(corpus, Settings(), order, lambda _: Silent()).is_new
        assert rows(corpus, "select name, is_whole, texts from releases") == [("v1", 1, 4)]


def test_other_bytes_are_told_of(run, folder):
    run("freeze", "v1")
    with Corpus(folder / "corpus.db") as corpus:
        corpus.connection.execute("update releases set sha256 = 'other'")
    assert json.loads(run("freeze", "v1", "--out", "again", "--json"))["is_same"] is False


def test_the_site_that_shows_excerpts_shows_no_text_of_a_release():
    texts = {
        (table.name, column.name) for table in TABLES for column in table.columns if column.name == "text"
    }
    assert texts - {("site_files", "text")} <= WITHHELD
