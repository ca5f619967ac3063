"""What is in the archive is read anew: as a new crawl would read it, with what it was before kept."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from console import answer as said
from console import corpuscle
from recorder import Recorder, article

SETTINGS = """
[manners]
delay = 0.0
allow_private = true
attempts = 1
[judges]
min_relevance = 0.0
[duplicates]
find = false
[reading]
workers = 1
"""
# How another version of the reader would have left the corpus.
OTHER = """
update articles set split_text = 'Only the beginning of ' || title, title = 'Old', words = 4,
  read_by = 'old', digest = 1 where url like '%/oak';
update articles set read_by = 'old' where url like '%/elm';
delete from verdicts where article in (select id from articles where url like '%/ash');
update frontier set state = 'r', reason = 'no-text' where url like '%/ash';
update pages set reason = 'no-text' where url like '%/ash';
update hosts set articles = articles - 1; update runs set articles = articles - 1;
delete from fingerprints where article in (select id from articles where url like '%/ash');
delete from rights where article in (select id from articles where url like '%/ash');
delete from articles where url like '%/ash';
insert into articles (id, url, title, words, first_ms, run, read_by, digest, split_text)
  select id, url, 'No article', 2, fetched_ms, run, 'old', 0, 'Read more' from pages
  where url like '%/list';
update frontier set state = 'd', reason = null where url like '%/list';
update pages set reason = null where url like '%/list';
update hosts set articles = articles + 1; update runs set articles = articles + 1;
update pages set read_by = 'old';
"""
SAME = """select url, title, text, author, published, language, words, relevance, quality, reason, extractor
from articles order by url"""
STATES = "select url, status, reason from frontier order by url"
LINKS = """select s.url, t.url, anchor from links join frontier s on s.id = source
join frontier t on t.id = target order by 1, 2"""


def web(_, path):
    names = ("oak", "ash", "list")
    links = "".join(f"<li><a href=/{name}>What became of the {name}</a></li>" for name in names)
    if path == "/robots.txt":
        return 404, {}, b""
    if path == "/list":
        head = "<html lang=en><title>List</title><body><h1>All</h1>"
        return 200, {"Content-Type": "text/html"}, f"{head}<ul>{links}</ul></body></html>".encode()
    status, headers, body = article(path[1:].title())
    return (
        status,
        headers,
        body.replace(b"</article>", f"</article><h2>Related</h2><ul>{links}</ul>".encode()),
    )


def rows(folder, sql):
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def crawled(tmp_path):
    """A crawled corpus, as another reader would have left it, and what it was."""
    (tmp_path / "corpuscle.toml").write_text(SETTINGS)
    with Recorder(web) as site:
        done = corpuscle("crawl", "--start", site.url("elm", "elm"), "-q", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    fresh = [rows(tmp_path, sql) for sql in (SAME, STATES, LINKS)]
    assert len(fresh[0]) == 3
    with closing(sqlite3.connect(tmp_path / "corpus.db")) as connection:
        connection.executescript(OTHER)
    return tmp_path, fresh


def test_it_comes_to_what_a_new_crawl_comes_to(crawled):
    folder, (articles, states, links) = crawled
    would = said("reread", "--dry-run", cwd=folder)
    assert rows(folder, "select count(*) from articles where extractor = 'old'") == [(3,)]
    changes = said("reread", cwd=folder)
    assert {name: would[name] for name in ("pages", "same", "changed", "came", "went")} == {
        name: changes[name] for name in ("pages", "same", "changed", "came", "went")
    }
    assert (changes["same"], changes["changed"], changes["came"], changes["went"]) == (1, 1, 1, 1)
    assert changes["kept"] == [3, 3]
    assert [row for row in rows(folder, SAME) if row[9] is None] == articles
    assert (rows(folder, STATES), rows(folder, LINKS)) == (states, links)
    # what was there before is not lost
    assert rows(folder, "select title, text from versions") == [
        ("Old", "Only the beginning of What became of Oak")
    ]
    assert rows(folder, "select title, text from articles where reason <> ''") == [
        ("No article", "Read more")
    ]
    assert (
        rows(folder, "select sum(articles) from hosts")
        == rows(folder, "select sum(articles) from runs")
        == [(3,)]
    )
    assert corpuscle("doctor", cwd=folder).returncode == 0
    assert corpuscle("reread", cwd=folder).returncode == 3
    # nor do judges take back what the reader said
    assert corpuscle("judge", "-q", cwd=folder).returncode == 0
    assert [row for row in rows(folder, SAME) if row[9] is None] == articles


def test_some_pages_and_a_reading_that_was_killed(crawled):
    folder, _ = crawled
    done = corpuscle("reread", "--where", "title = 'Old'", cwd=folder)
    assert (done.returncode, "1 pages read: 1 texts changed" in done.stdout) == (0, True)
    assert "What became of Oak" in done.stdout
    assert corpuscle("reread", "--where", "no_such = 1", cwd=folder).returncode == 1
    assert corpuscle("reread", "--where", "1; drop table articles", cwd=folder).returncode == 1
    assert corpuscle("reread", "--where", "language = 'xx'", cwd=folder).returncode == 3
    assert corpuscle("reread", "--where", "1", "--all", cwd=folder).returncode == 2
    said("reread", "--all", cwd=folder)
    total = rows(folder, "select count(*) from captures where status = 200")[0][0]
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        (last, changes) = connection.execute("select last, changes from rereads order by id desc").fetchone()
        half = json.dumps(json.loads(changes) | {"pages": 2})
        connection.execute(
            "update rereads set finished_at = null, last = (select id from captures where status = 200 "
            "order by page limit 1 offset 1), changes = ? where last = ? and condition = 'true'",
            (half, last),
        )
        connection.commit()
    assert said("reread", "--all", cwd=folder)["pages"] == total
    assert rows(folder, "select count(*) from rereads where finished_at is null") == [(0,)]


def test_an_archive_that_is_damaged_leaves_the_text(crawled):
    folder, _ = crawled
    (file,) = (folder / "archive").iterdir()
    file.write_bytes(bytes(len(file.read_bytes())))
    changes = said("reread", cwd=folder)
    assert changes["failed"] == changes["pages"]
    assert rows(folder, "select count(*) from articles where extractor = 'old'") == [(3,)]
