"""Files that somebody else made are read as a crawl would, once, and whatever befalls them."""

from __future__ import annotations

import gzip
import os
import random
import signal
import sqlite3
import time
import zipfile
import zlib
from contextlib import closing

import pytest
from console import answer as said
from console import begin, corpuscle, end
from recorder import article

from crawler.archive.record import pack
from crawler.batch.answers import Limits, jobs
from crawler.batch.sources import Source, SourceError, sources
from crawler.reasons import Reason
from crawler.records import Page, Target

LIMITS = Limits(10_000_000)
# the stories of all trees are nearly the same
SETTINGS = "[reading]\nworkers = 1\n[duplicates]\nfind = false\n"
OLD, NEW = "2024-01-01T00:00:00.000Z", "2025-01-01T00:00:00.000Z"
HTML = {"content-type": "text/html; charset=utf-8"}


def record(name, moment=OLD, *, status=200, headers=HTML, text=None):
    url = f"https://{name.lower()}.example/story"
    page = Page(url, url, status, headers, article(text or name)[2], fetched_at=moment)
    return pack(Target(url), page, 1).content


def unpacked(*records):
    out = b""
    left = b"".join(records)
    while left:
        unpacker = zlib.decompressobj(31)
        out += unpacker.decompress(left)
        left = unpacker.unused_data
    return out


def rows(folder, sql, db="corpus.db"):
    with closing(sqlite3.connect(folder / db)) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "corpuscle.toml").write_text(SETTINGS)
    return tmp_path


def every(source, position=0):
    return list(jobs(source, position, LIMITS, lambda _: True))


def test_records_of_each_form_of_warc(tmp_path):
    contents = [record("Elm"), record("Oak"), record("Gone", status=404), record("Moved", status=301)]
    packed, plain = tmp_path / "a.warc.gz", tmp_path / "a.warc"
    packed.write_bytes(b"".join(contents))
    plain.write_bytes(unpacked(*contents))
    wacz = tmp_path / "a.wacz"
    with zipfile.ZipFile(wacz, "w") as archive:
        archive.writestr("pages/pages.jsonl", "{}")
        archive.writestr("archive/a.warc.gz", packed.read_bytes())
        archive.writestr("archive/b.warc", plain.read_bytes())
    found = [[job.page for job in every(source) if job.page] for source in sources([str(tmp_path)])]
    assert len(found) == 4
    assert all(pages == found[0] for pages in found)
    assert [page.reason for page in found[0]] == [None, None, Reason.GONE, Reason.REDIRECT]
    steps = every(Source(packed))
    assert every(Source(packed), steps[2].about.position) == steps[3:]


def test_what_cant_be_ingested_says_why(tmp_path):
    wacz = tmp_path / "packed.wacz"
    with zipfile.ZipFile(wacz, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/a.warc.gz", record("Elm"))
    (source,) = sources([str(wacz)])
    with pytest.raises(SourceError, match="packed again"), source.open():
        pass
    (tmp_path / "none.wacz").write_bytes(b"PK\x03\x04 no zip")
    (tmp_path / "empty").mkdir()
    (tmp_path / "some.paths").write_text("crawl-data/not-here.warc.gz\n")
    for name, what in {
        "https://data.example/a.warc.gz": "not on this machine",
        "none.wacz": "no WACZ file",
        "empty": "has no WARC file",
        "some.paths": "which is not there: fetch it first",
        "nothing.warc": "No such file",
    }.items():
        with pytest.raises(SourceError, match=what):
            sources([name if "://" in name else str(tmp_path / name)])


def test_a_list_names_files_beside_it(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(record("Elm"))
    (tmp_path / "warc.paths.gz").write_bytes(gzip.compress(b"a.warc.gz\n\na.warc.gz\n"))
    assert sources([str(tmp_path / "warc.paths.gz")]) == [Source(tmp_path / "a.warc.gz")]


@pytest.mark.parametrize(
    ("name", "head", "base", "url"),
    [
        ("a.html", "<!-- saved from url=(0030)https://elm.example/news/a -->", None, "https://elm.example/news/a"),
        ("a.htm", "<link rel=canonical href=https://elm.example/b>", None, "https://elm.example/b"),
        ("elm.example/news/a.html", "", None, "http://elm.example/news/a.html"),
        ("news/a.html", "", "https://elm.example/old", "https://elm.example/old/news/a.html"),
        ("news/a.html.gz", "", "https://elm.example/", "https://elm.example/news/a.html"),
        ("news/a.html", "", None, None),
    ],
)  # fmt: skip
def test_a_saved_page_has_an_address(tmp_path, name, head, base, url):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    body = head.encode() + article("Elm")[2]
    path.write_bytes(gzip.compress(body) if name.endswith(".gz") else body)
    os.utime(path, (0, 1_700_000_000))
    (source,) = sources([str(tmp_path)])
    (job,) = jobs(source, 0, Limits(10_000_000, base), lambda _: True)
    if url is None:
        assert "give one with --base" in job.about.damages[0][2]
    else:
        assert (job.page.url, job.page.fetched_at) == (url, "2023-11-14T22:13:20.000Z")


def test_files_come_into_the_corpus_once(folder):
    damaged = bytearray(record("Damaged"))
    damaged[30:80] = bytes(50)
    said_no = HTML | {"X-Robots-Tag": "noarchive"}
    contents = [
        record("Elm"), bytes(damaged), record("Oak"), record("Gone", status=404),
        record("Elm", NEW, text="Elms"),
        record("Ash", headers=HTML | {"x-robots-tag": "noindex"}), record("Yew", headers=said_no),
        record("Shut"), record("Elm", OLD), record("Torn")[:300],
    ]  # fmt: skip
    (folder / "news.warc.gz").write_bytes(b"".join(contents))
    (folder / "blocklist.txt").write_text("shut.example\n")
    done = said("ingest", "news.warc.gz", cwd=folder)
    assert done["refused"] == {"gone": 1, "noindex": 1, "blocked": 1}
    assert (done["articles"], done["skipped"], done["damaged"]) == (4, 1, 2)
    kept = rows(folder, "select substr(url, 9, 3), title, found_at from corpus order by url")
    assert kept == [
        ("elm", "What became of Elms", OLD),
        ("oak", "What became of Oak", OLD), ("yew", "What became of Yew", OLD),
    ]  # fmt: skip
    assert rows(folder, "select title, seen_at from versions") == [("What became of Elm", NEW)]
    assert rows(folder, "select substr(url, 9, 3) from archive where held order by 1") == [
        ("elm",), ("oak",),
    ]  # fmt: skip
    # nobody was asked, and nothing is left to ask
    assert rows(
        folder, "select count(*) from frontier where status in ('queued', 'claimed') or due_at > ''"
    ) == [(0,)]
    assert rows(folder, "select count(*) from links") == [(0,)]
    assert rows(folder, "select sum(fetched) from budgets") == [(0,)]
    assert corpuscle("doctor", cwd=folder).returncode == 0
    again = corpuscle("ingest", "news.warc.gz", cwd=folder)
    assert (again.returncode, "already" in again.stderr) == (3, True)
    (folder / "moved.warc.gz").write_bytes((folder / "news.warc.gz").read_bytes())
    assert corpuscle("ingest", "moved.warc.gz", cwd=folder).returncode == 3


def test_hosts_limits_and_links(folder):
    links = "<h2>Related</h2><ul><li><a href=/other>What became of the other elm</a></li></ul>"
    bodies = {
        name: article(name)[2].replace(b"</article>", f"</article>{links}".encode())
        for name in ("Elm", "Oak")
    }
    pages = {name: f"https://news.{name.lower()}.example/a" for name in bodies}
    records = [
        pack(Target(url), Page(url, url, 200, HTML, bodies[name], fetched_at=OLD), 1).content
        for name, url in pages.items()
    ]
    (folder / "a.warc.gz").write_bytes(b"".join(records))
    done = said("ingest", "a.warc.gz", "--host", "oak.example", "--links", "--no-archive", cwd=folder)
    assert (done["articles"], done["skipped"], done["stop"]) == (1, 1, "files")
    assert rows(folder, "select url, status from frontier where kind = 'related'") == [
        ("https://news.oak.example/other", "queued")
    ]
    assert not (folder / "archive").exists()
    done = said("ingest", "a.warc.gz", "--limit", "1", cwd=folder)
    assert (done["articles"], done["skipped"], done["stop"]) == (1, 0, "pages")
    assert rows(folder, "select status from ingests order by id") == [("finished",), ("running",)]
    assert said("ingest", "a.warc.gz", cwd=folder)["skipped"] == 1


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (lambda: b"no warc", "is no WARC file"),
        (lambda: gzip.compress(unpacked(record("Elm"))), "in one piece"),
    ],
)
def test_a_file_that_is_none_fails_and_the_next_is_read(folder, content, what):
    (folder / "a.warc.gz").write_bytes(content())
    (folder / "b.warc.gz").write_bytes(record("Elm"))
    done = corpuscle("ingest", "a.warc.gz", "b.warc.gz", cwd=folder)
    assert (done.returncode, what in done.stderr, "Traceback" in done.stderr) == (1, True, False)
    assert rows(folder, "select status from ingests") == [("failed",), ("finished",)]
    assert rows(folder, "select relevance from corpus") == [(None,)]  # without a seed there is no yardstick


def test_a_seed_is_the_yardstick(folder):
    (folder / "seeds").mkdir()
    text = "The bicycle race ended in rain. " * 40
    (folder / "seeds" / "race.md").write_text(f"# A bicycle race\n\n{text}\n")
    assert corpuscle("crawl", "-q", cwd=folder).returncode == 3
    (folder / "a.warc.gz").write_bytes(record("Elm"))
    said("ingest", "a.warc.gz", cwd=folder)
    assert rows(folder, "select score between 0 and 1 from verdicts where judge = 'relevance'") == [(1,)]


def test_killed_at_any_moment_it_loses_nothing(folder):
    names = [f"Tree{number}" for number in range(160)]
    (folder / "a.warc.gz").write_bytes(b"".join(map(record, names)))
    dice = random.Random(5)
    for _ in range(3):
        process = begin("ingest", "a.warc.gz", "-q", cwd=folder)
        time.sleep(dice.uniform(2, 5))
        assert end(process, signal.SIGKILL)[0] in (-signal.SIGKILL, 0, 3)
    assert corpuscle("ingest", "a.warc.gz", "-q", cwd=folder).returncode in (0, 3)
    read = [title for (title,) in rows(folder, "select title from articles")]
    assert sorted(read) == sorted(f"What became of {name}" for name in names)
    assert rows(folder, "select records, answers, articles + refused from ingests") == [(320, 160, 160)]
    assert rows(folder, "select count(*) from versions") == [(0,)]
    assert corpuscle("doctor", cwd=folder).returncode == 0
