"""Corpora become one: nothing lost, nothing twice, whoever comes first."""

from __future__ import annotations

import random
import re
import shutil
import signal
import sqlite3
import time
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from builders import assert_counted, make_article, make_link, make_page, make_reading, rows
from click.testing import CliRunner
from console import begin, corpuscle, end

from crawler.archive.answers import page_at
from crawler.archive.record import pack
from crawler.cli import cli
from crawler.corpus import Corpus, merging, own
from crawler.corpus.copies.rebuild import rebuild
from crawler.corpus.database import transaction
from crawler.corpus.merging.merge import merge
from crawler.corpus.rescue.backup import backup
from crawler.corpus.run import Run
from crawler.corpus.runs import Stop
from crawler.corpus.tables import TABLES
from crawler.records import Reading, Seed, Target
from crawler.settings import Duplicates, Settings

SETTINGS = Settings().with_values("manners", delay=0.0)
HTML = {"content-type": "text/html"}
HOSTS = [f"paper{number}.example" for number in range(8)]
OLD, NEW, LATER = (f"2026-0{month}-01T00:00:00.000Z" for month in (1, 2, 3))


def story(url, seed=None):
    """A text of its own for each address; those of copy.example follow another one."""
    dice = random.Random(seed or url.replace("copy.", ""))
    words = ["".join(dice.choices("abcdefghiklmnoprstu", k=6)) for _ in range(160)]
    return "\n".join(" ".join(words[start : start + 40]) for start in range(0, 160, 40))


def urls_of(host):
    return [f"https://{host}/story{number}" for number in range(4)]


def read(target, moment=OLD, text=None):
    """What a page taught: links to stories of the next two hosts, and to a copy of itself elsewhere."""
    host = target.url.split("/")[2]
    at = HOSTS.index(host.removeprefix("copy."))
    found = [url for step in (1, 3) for url in urls_of(HOSTS[(at + step) % len(HOSTS)])]
    if not host.startswith("copy."):
        found.append(target.url.replace("https://", "https://copy."))
    page = make_page(target.url, fetched_at=moment, headers=HTML, body=target.url.encode() * 9)
    article = make_article(text or story(target.url), title=target.url, published=OLD[:10])
    links = tuple(make_link(url, position=position) for position, url in enumerate(found))
    return make_reading(target, article, page=page, links=links, record=pack(target, page, 1))


def crawl(path, starts, read=read, most=1000):
    """A corpus of what these addresses lead to."""
    with Corpus(path, create=True) as corpus:
        corpus.plant([Seed("seed.md", "A story", start_urls=tuple(starts))])
        run = Run.start(corpus, SETTINGS)
        while most > 0 and (claimed := run.claim(10)):
            run.save([read(target) for target in claimed])
            most -= len(claimed)
        run.finish(Stop.FRONTIER)


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """The corpus of one crawl."""
    path = tmp_path_factory.mktemp("one") / "corpus.db"
    crawl(path, urls_of(HOSTS[0]))
    return path


def half(one, folder, mine):
    """The same crawl, as one of two would have it that share the hosts."""
    folder.mkdir()
    path = folder / "corpus.db"
    backup(one, path)
    shutil.copytree(one.parent / "archive", folder / "archive")
    with Corpus(path) as corpus, transaction(corpus.connection):
        theirs = f"(select id from frontier where abs(key) % 2 = {1 - mine})"
        corpus.connection.execute("pragma defer_foreign_keys = on")
        for table in reversed(TABLES):
            for column in table.columns:
                if column.references in ("pages(id)", "articles(id)") and table.name != "seeds":
                    corpus.connection.execute(f"delete from {table.name} where {column.name} in {theirs}")
        corpus.connection.execute(f"delete from shown where page in {theirs}")
        corpus.connection.execute(f"delete from captures where page in {theirs}")
        corpus.connection.execute(f"delete from pages where id in {theirs}")
        corpus.connection.execute(f"update seeds set page = null where page in {theirs}")
        corpus.connection.execute("""update hosts set articles = (select count(*) from frontier f
            join articles a on a.id = f.id where f.host = hosts.host and a.reason is null)""")
        corpus.connection.execute(
            f"update frontier set state = 'q', reason = null, due_ms = null where id in {theirs}"
        )
    with Corpus(path) as corpus:
        rebuild(corpus.connection, Duplicates())
    return path


@contextmanager
def open_all(*paths):
    corpora = [Corpus(path) for path in paths]
    yield corpora
    for corpus in corpora:
        corpus.close()


def merged(target, *sources, **options):
    with open_all(*sources) as corpora:
        return merge(target, corpora, SETTINGS, lambda *_: None, **{"with_archive": True} | options)


CONTENT = {
    "articles": "select url, title, text, reason, published, first_seen, last_changed from articles",
    "frontier": "select url, status, reason, depth, kind from frontier",
    "edges": "select source_url, target_url, kind, heading, anchor, position, score from edges",
    "visits": "select p.url, v.event, v.fetched_at from visits v join pages p on p.id = v.page",
    "captures": "select url, file, offset, length, captured_at, held, sha1 from archive",
    "verdicts": "select a.url, judge, score from verdicts v join articles a on a.id = v.article",
    "copies": """select a.url, o.url, d.kind from duplicates d join articles a on a.id = d.article
join articles o on o.id = d.original""",
    "hosts": "select host, fetched, articles, queued from hosts",
    "days": "select subject, day, name, total, kept from daily_counts where total or kept",
    "runs": "select started_at, status, pages from runs",
    "seeds": "select path, title, sha256 from seeds",
}


def content(path):
    with Corpus(path) as corpus:
        return {name: sorted(rows(corpus, sql), key=repr) for name, sql in CONTENT.items()}


def dump(path):
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def problems(path):
    with Corpus(path) as corpus:
        return [finding for finding in corpus.examine() if finding.problem]


def test_halves_of_a_crawl_make_the_crawl(one, tmp_path):
    halves = [half(one, tmp_path / name, mine) for mine, name in enumerate(("a", "b"))]
    assert all(0 < len(content(path)["articles"]) < len(content(one)["articles"]) for path in halves)
    (tmp_path / "all").mkdir()
    target = tmp_path / "all" / "corpus.db"
    done = merged(target, *halves)
    whole, expected = content(target), content(one)
    for name in CONTENT:
        if name not in ("hosts", "days"):
            assert whole[name] == expected[name], name
    assert [row[:1] + row[2:] for row in whole["hosts"]] == [row[:1] + row[2:] for row in expected["hosts"]]
    assert problems(target) == []
    assert [len(list(merged.source.parent.glob("archive/*"))) for merged in done] == [1, 1]
    with Corpus(target) as corpus:
        trail = corpus.why(urls_of(HOSTS[5])[0]).trail
        assert (len(trail), trail[0].kind, trail[-1].status) == (trail[-1].depth + 1, "seed", "done")
        assert rows(corpus, "select count(*) from merges") == [(1,)]
    before = dump(target)
    assert not any(one.is_news for one in merged(target, *halves))
    assert dump(target) == before
    # into one where everything has another number
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "corpus.db"
    crawl(other, urls_of(HOSTS[0])[3:], most=1)
    merged(other, *halves)
    for name in ("articles", "frontier", "edges", "verdicts", "copies"):
        assert content(other)[name] == expected[name], name
    assert problems(other) == []


def test_of_two_readings_the_newer_is_the_article(tmp_path):
    """In either order; what the other had is a version, and neither trail leads in a circle."""
    first, second = urls_of(HOSTS[0])[:2]
    old = partial(read, moment=OLD)
    new = partial(read, moment=NEW, text="Changed. " + story(first))
    paths = [tmp_path / name / "corpus.db" for name in ("old", "new")]
    for path, start, reader in zip(paths, (first, second), (old, new), strict=True):
        path.parent.mkdir()
        # each leads to the other
        crawl(path, [start], lambda target, reader=reader: linked(reader(target), (first, second)), most=2)
    results = []
    for number, order in enumerate((paths, paths[::-1])):
        target = tmp_path / f"both{number}.db"
        merged(target, *order)
        assert problems(target) == []
        with Corpus(target) as corpus:
            assert rows(corpus, "select seen_at, text from versions where text like 'Changed%'") == []
            assert len(rows(corpus, "select 1 from versions")) == 2
            trails = [corpus.why(url).trail for url in (first, second)]
            assert [(len(trail), trail[0].kind) for trail in trails] == [(1, "seed"), (1, "seed")]
            results.append(
                rows(corpus, "select url, text, first_seen, last_changed from articles order by url")
            )
            files = rows(corpus, "select file, offset, url from archive")
            assert len({file for file, _, _ in files}) == 2
            for file, offset, url in files:
                assert page_at(tmp_path / "archive" / file, offset, 10_000_000).url == url
    assert results[0] == results[1]
    assert [row[1].startswith("Changed") and row[2:] == (OLD, NEW) for row in results[0]] == [True, True]


def test_what_is_held_stands_where_the_reading_that_holds_came_from(tmp_path):
    """An answer that an earlier merge brought becomes what is held, once its corpus knows the page better."""
    url = urls_of(HOSTS[0])[0]
    held = "select captured_at from archive where held"
    theirs, ours, bare = (tmp_path / name / "corpus.db" for name in ("theirs", "ours", "bare"))
    for path, moment in ((theirs, OLD), (ours, NEW), (bare, NEW)):
        path.parent.mkdir()
        crawl(path, [url], partial(read, moment=moment), most=1)
    merged(ours, theirs)
    with Corpus(ours) as corpus:
        assert rows(corpus, held) == [(NEW,)]
        assert rows(corpus, "select count(*) from archive") == [(2,)]
    with Corpus(theirs) as corpus:
        target = Target(url, id=rows(corpus, "select id from pages")[0][0])
        page = make_page(url, status=304, fetched_at=LATER)
        Run.start(corpus, SETTINGS).save([Reading(target, page, unchanged=True)])
    merged(ours, theirs)
    merged(bare, theirs, with_archive=False)
    for path, expected in ((theirs, [(OLD,)]), (ours, [(OLD,)]), (bare, [])):
        with Corpus(path) as corpus:
            assert rows(corpus, held) == expected
            assert rows(corpus, "select fetched_at from pages") == [(LATER,)]
        assert problems(path) == []
    merged(tmp_path / "none.db", ours, theirs, with_archive=False)
    with Corpus(tmp_path / "none.db") as corpus:
        assert rows(corpus, "select (select count(*) from warc_files), count(*) from captures") == [(0, 0)]


def test_what_was_read_under_another_host_waits_under_ours_no_more(tmp_path):
    theirs, ours = tmp_path / "theirs.db", tmp_path / "ours.db"
    crawl(theirs, urls_of(HOSTS[0]), most=1)
    with Corpus(ours, create=True) as corpus:
        corpus.plant([Seed("seed.md", "A story", start_urls=(f"https://www.{HOSTS[0]}/story0",))])
    merged(ours, theirs, with_archive=False)
    assert problems(ours) == []
    with Corpus(ours) as corpus:
        assert_counted(corpus)
        assert rows(corpus, "select host, status from frontier where id = 1") == [(HOSTS[0], "done")]


def linked(reading, found):
    links = tuple(make_link(url) for url in found if url != reading.target.url)
    return make_reading(
        reading.target, reading.article, page=reading.page, links=links, record=reading.record
    )


def test_what_one_may_not_have_none_has(one, tmp_path):
    """A take-down of the source erases here, one of ours keeps out of what comes; marks come too."""
    ours, theirs = (half(one, tmp_path / name, mine) for mine, name in enumerate("ab"))
    with Corpus(ours) as corpus, Corpus(theirs) as other:
        ((_, my_url),) = rows(corpus, "select id, url from corpus where url not like '%copy%' limit 1")
        ((their, their_url),) = rows(other, "select id, url from corpus where url not like '%copy%' limit 1")
        other.takedowns(SETTINGS).add([my_url], "asked by mail")
        corpus.takedowns(SETTINGS).add([their_url])
        corpus.forbid(SETTINGS)
        kept = rows(other, "select id from corpus where id != ? limit 1", their)[0][0]
        other.mark({kept: False}, SETTINGS)
        url = rows(other, "select url from articles where id = ?", kept)[0][0]
    place = content(theirs)["captures"]
    (done,) = merged(ours, theirs)
    assert done.erased >= 1
    with Corpus(ours) as corpus:
        for gone in (my_url, their_url):
            assert rows(corpus, "select count(*) from articles where url = ?", gone) == [(0,)]
            assert rows(corpus, "select reason from frontier where url = ?", gone) == [("taken-down",)]
            captured = "select count(*) from captures c join frontier f on f.id = c.page where url = ?"
            assert rows(corpus, captured, gone) == [(0,)]
        marked = "select relevant, reason from marks join articles a on a.id = article where url = ?"
        assert rows(corpus, marked, url) == [(0, "off-topic")]
    file, offset, length = next(row[1:4] for row in place if row[0] == their_url)
    here = (ours.parent / "archive" / file).read_bytes()[offset : offset + length]
    there = (theirs.parent / "archive" / file).read_bytes()[offset : offset + length]
    assert here != there  # erased here, untouched there
    assert problems(ours) == []


def test_interrupted_a_merge_leaves_all_or_nothing(one, tmp_path):
    halves = [half(one, tmp_path / name, mine) for mine, name in enumerate("ab")]
    target = tmp_path / "corpus.db"

    def stop(what, done, total):
        if what == "comparing" and done * 2 > total:
            raise KeyboardInterrupt

    with open_all(*halves) as corpora, pytest.raises(KeyboardInterrupt):
        merge(target, corpora, SETTINGS, stop)
    assert not target.exists()
    assert list((tmp_path / "archive").iterdir()) == []
    before = dump(halves[0])
    with open_all(halves[1]) as corpora, pytest.raises(KeyboardInterrupt):
        merge(halves[0], corpora, SETTINGS, stop)
    assert dump(halves[0]) == before
    dice = random.Random(7)
    for _ in range(3):
        process = begin("merge", halves[0], halves[1], cwd=tmp_path)
        time.sleep(dice.uniform(0.5, 2))
        assert end(process, signal.SIGKILL)[0] in (-signal.SIGKILL, 0, 3)
    assert corpuscle("merge", halves[0], halves[1], cwd=tmp_path).returncode in (0, 3)
    assert content(halves[0])["articles"] == content(one)["articles"]
    assert problems(halves[0]) == []


def test_what_cant_be_merged_says_why(one, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = half(one, tmp_path / "half", 0)
    (tmp_path / "no.db").write_text("no database")
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(path.read_bytes())
    with damaged.open("r+b") as file:
        file.seek(40_960)
        file.write(b"x" * 40_960)
    moved = tmp_path / "moved.db"
    shutil.copy(path, moved)
    before = dump(path)
    for arguments, status, what in (
        ((path, path), 2, "name each corpus once"),
        (("new.db", path, path), 2, "name each corpus once"),
        (("new.db", "none.db"), 1, "there is no corpus at none.db"),
        (("new.db", "no.db"), 1, "no.db"),
        ((path, damaged), 1, "--repair"),
        ((path, moved), 1, "--no-archive"),
        (("none/new.db", path), 1, "none is not a folder"),
        ((path, moved, "--no-archive"), 3, "has all of it already"),
    ):
        done = CliRunner().invoke(cli, ["merge", *map(str, arguments)])
        assert done.exit_code == status, done.output
        assert what in done.output
    with own(path):
        done = CliRunner().invoke(cli, ["merge", "new.db", str(path)])
    assert (done.exit_code, "is being crawled by" in done.output) == (3, True)
    assert not (tmp_path / "new.db").exists()
    assert dump(path) == before


def test_every_table_is_merged_or_made_anew():
    """Who adds a table says what becomes of it."""
    folder = Path(merging.__file__).parent
    said = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    anew = {
        "reasons": "comes with the program",
        "duplicates": "found by comparing", "fingerprints": "the same", "samples": "the same",
        "daily_counts": "kept by triggers", "daily_sites": "kept by triggers", "minutes": "kept by triggers",
        "merges": "is about this corpus",
        "sketches": "made of texts that are learned from",
        "unindexed": "empty between transactions", "uncounted": "the same",
    }  # fmt: skip
    brought = set(re.findall(r'bring\(\s*"(\w+)"', said))
    assert brought | set(anew) == {table.name for table in TABLES}
    assert not brought & set(anew)
