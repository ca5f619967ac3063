"""Lists of addresses, what is never fetched, and what is erased."""

from __future__ import annotations

import json
import sqlite3

import pytest
from builders import (
    assert_counted,
    claim,
    failed,
    make_article,
    make_link,
    make_page,
    make_reading,
    one_claim,
    rows,
)
from click.testing import CliRunner

from crawler.cli import cli
from crawler.corpus import Corpus, CorpusError
from crawler.corpus.copies.buckets import articles
from crawler.corpus.judged.learning import judge_anew
from crawler.corpus.run import Run
from crawler.corpus.save import Saver
from crawler.lists import AddressList, Entry, ListError, parse
from crawler.reasons import Reason
from crawler.records import Seed, Statement, Target
from crawler.settings import Settings

SETTINGS = Settings()
LINES = """
# what we leave alone
Example.com        # and all that is under it
*.blogs.example
https://www.paper.example/opinion/
https://wiki.example/index.php?title=Sandbox
bücher.example
localhost:8080
"""


@pytest.mark.parametrize(
    ("url", "as_prefixes", "as_pages"),
    [
        ("http://example.com/", True, True),
        ("https://www.example.com/a?b=c", True, True),
        ("https://deep.down.example.com:8443/a", True, True),
        ("https://notexample.com/", False, False),
        ("https://example.com.evil.example/", False, False),
        ("https://blogs.example/a", False, False),
        ("https://ann.blogs.example/a", True, True),
        ("https://paper.example/opinion", True, True),
        ("http://paper.example/opinion/?utm_source=x", True, True),
        ("https://m.paper.example/opinion/", True, True),
        ("https://paper.example/opinion/2026/a-column", True, False),
        ("https://paper.example/opinions", False, False),
        ("https://paper.example/", False, False),
        ("https://blog.paper.example/opinion/", False, False),
        ("https://wiki.example/index.php?title=Sandbox", True, True),
        ("https://wiki.example/index.php?title=Sandbox&action=edit", True, False),
        ("https://wiki.example/index.php?title=Ferry", False, False),
        ("https://xn--bcher-kva.example/a", True, True),
        ("http://localhost:8080/a", True, True),
        ("http://localhost:8081/a", False, False),
    ],
)
def test_what_a_list_names(url, as_prefixes, as_pages, tmp_path):
    (tmp_path / "blocklist.txt").write_text(LINES)
    (tmp_path / "takedowns.txt").write_text(LINES)
    with Corpus(tmp_path / "corpus.db", create=True) as corpus:
        corpus.forbid(SETTINGS)
        forbidden = corpus.frontier.forbidden
    assert (url in forbidden.blocked) == as_prefixes
    assert (url in forbidden.taken_down) == as_pages
    reason = Reason.TAKEN_DOWN if as_pages else Reason.BLOCKED if as_prefixes else None
    assert forbidden.reason(url) is reason


def test_a_star_at_the_end_means_all_that_lies_under_a_page():
    named = AddressList.of([Entry.parse("https://paper.example/a/*")])
    assert "https://paper.example/a/b/c?d=e" in named
    assert "https://paper.example/a" in named
    assert "https://paper.example/ab" not in named
    assert "https://any.example/x" not in AddressList()


@pytest.mark.parametrize(
    "line",
    ["0.0.0.0 ads.example", "*", "*.", "a.*.example", "https://*.a.example/", "ftp://a.example/x", "/path"],
)
def test_a_bad_line_is_named(line, corpus):
    with pytest.raises(ListError, match=r"^list\.txt, line 3: "):
        parse(f"# first\ngood.example\n{line}\n", "list.txt")
    (corpus.path.parent / "blocklist.txt").write_text(f"{line}\n")
    with pytest.raises(CorpusError, match=r"blocklist\.txt, line 1: "):
        corpus.forbid(SETTINGS)


def test_a_list_that_is_no_text_is_named(corpus):
    (corpus.path.parent / "blocklist.txt").write_bytes(b"\xff\xfe\0")
    with pytest.raises(CorpusError, match=r"blocklist\.txt is not UTF-8"):
        corpus.forbid(SETTINGS)
    (corpus.path.parent / "blocklist.txt").unlink()
    (corpus.path.parent / "takedowns.txt").mkdir()
    with pytest.raises(CorpusError, match=r"takedowns\.txt: Is a directory"):
        corpus.forbid(SETTINGS)


def block(corpus, *lines):
    """Write the block list and start a run, as a crawl does."""
    (corpus.path.parent / "blocklist.txt").write_text("\n".join(lines))
    return Run.start(corpus, SETTINGS)


def states(corpus):
    return dict(rows(corpus, "select url, coalesce(reason, status) from frontier"))


def test_what_is_blocked_is_refused_however_it_is_met(corpus):
    page, moved = claim(corpus, Target("https://a.example/1"), Target("http://b.example/2"))
    run = block(corpus, "bad.example", "https://b.example:443/no/", "https://b.example/2")
    corpus.plant([Seed("s.txt", "", url="https://bad.example/seed", start_urls=("https://good.example/",))])
    links = (make_link("https://sub.bad.example/x"), make_link("https://b.example/no/way"))
    canonical = make_article(canonical="https://bad.example/canonical")
    run.save([make_reading(page, canonical, links=links)])
    found = {target.url: target for target in claim(corpus, Target("https://c.example/r", priority=1.0))}
    run.save(
        [failed(found["https://c.example/r"], reason=Reason.REDIRECT, final_url="https://bad.example/to")]
    )
    assert {url: state for url, state in states(corpus).items() if "bad" in url or "/no/" in url} == {
        "https://bad.example/seed": "blocked",
        "https://sub.bad.example/x": "blocked",
        "https://b.example/no/way": "blocked",
        "https://bad.example/to": "blocked",
    }
    assert states(corpus)["https://good.example/"] in ("queued", "claimed")
    assert moved.url == "http://b.example/2"
    assert_counted(corpus)


def test_a_row_that_moves_to_a_blocked_form_is_refused(corpus):
    target = one_claim(corpus, "https://paper.example/a")
    (corpus.path.parent / "blocklist.txt").write_text("m.paper.example")
    corpus.forbid(SETTINGS)
    redirect = failed(target, reason=Reason.REDIRECT, final_url="https://m.paper.example/a")
    Saver(corpus.frontier, SETTINGS).save([redirect])
    assert states(corpus) == {"https://m.paper.example/a": "blocked"}


def test_the_queue_follows_the_list_from_run_to_run(corpus):
    for n, url in enumerate(["https://a.example/x", "https://a.example/y/z", "https://b.example/"]):
        corpus.frontier.add(Target(url, priority=0.5 + n / 10))
    corpus.frontier.add(Target("https://a.example/menu", reason=Reason.NAVIGATION))
    corpus.connection.execute("update frontier set due_ms = 946684800000 where url like '%/x'")
    block(corpus, "a.example")
    assert states(corpus) == {
        "https://a.example/x": "blocked",
        "https://a.example/y/z": "blocked",
        "https://b.example/": "queued",
        "https://a.example/menu": "navigation",
    }
    assert_counted(corpus)
    block(corpus, "https://a.example/y")
    assert states(corpus)["https://a.example/x"] == "queued"
    assert states(corpus)["https://a.example/y/z"] == "blocked"
    block(corpus)
    assert states(corpus)["https://a.example/y/z"] == "queued"
    assert rows(corpus, "select priority from frontier where url like '%/z'") == [(0.6,)]
    assert_counted(corpus)


def test_what_was_blocked_when_met_keeps_its_priority_for_later(corpus):
    block(corpus, "a.example")
    corpus.frontier.add(Target("https://a.example/x", priority=0.7))
    corpus.frontier.add(Target("https://a.example/x", priority=0.9))
    assert states(corpus) == {"https://a.example/x": "blocked"}
    block(corpus)
    assert rows(corpus, "select status, priority from frontier") == [("queued", 0.7)]


WORDS = [f"{word}{n}" for n in range(40) for word in ("quokka", "ferry", "strait")]
SECRET = " ".join(WORDS)
OTHER = " ".join(f"harbour{n} lights{n}" for n in range(80))
AUTHOR, TITLE = "Ada Wombatson", "Numbatville mourns"
COUNTED = "select host, articles from hosts order by host"
HOLDERS = ("versions", "verdicts", "rights", "fingerprints", "marks", "duplicates")


@pytest.fixture
def grown(tmp_path):
    """A corpus with an article that changed, a copy of it elsewhere, and another text."""
    with Corpus(tmp_path / "corpus.db", create=True) as corpus:
        # many builds of SQLite leave it off; with it on, much would be gone without our doing
        corpus.connection.execute("pragma secure_delete = off")
        urls = ("https://one.example/a", "https://two.example/copy", "https://three.example/other")
        one, copy, other = (one_claim(corpus, url) for url in urls)
        saver = Saver(corpus.frontier, SETTINGS)
        fields = {"title": TITLE, "author": AUTHOR, "description": f"{TITLE} today"}
        link = make_link(one.url, anchor=TITLE)
        said = (Statement("header", "noai", "noai", reserves=True),)
        saver.save([make_reading(one, make_article(f"{SECRET} wallaby", **fields))])
        saver.save([make_reading(one, make_article(SECRET, **fields), statements=said)])
        saver.save([make_reading(copy, make_article(f"{SECRET} again", **fields))])
        saver.save([make_reading(other, make_article(OTHER), links=(link,))])
        corpus.mark({one.id: True}, SETTINGS)
        assert states(corpus) == dict(zip(urls, ("done", "duplicate", "done"), strict=True))
        yield corpus


def invoke(corpus, *args):
    return CliRunner().invoke(cli, ["takedown", *args, "--db", str(corpus.path)])


def in_file(corpus, *words):
    """Return which words stand in the bytes of the file or of its log."""
    files = [path for path in corpus.path.parent.glob("corpus.db*") if "lock" not in path.name]
    stored = b"".join(path.read_bytes() for path in files)
    return [word for word in words if word.encode() in stored]


TRACES = (*WORDS, "wallaby", "Wombatson", "Numbatville", "wombatson", "numbatville")


def test_a_take_down_leaves_the_address_and_nothing_else(grown):
    assert in_file(grown, "quokka7", "wallaby", "Wombatson", "Numbatville", "harbour7")
    before = rows(grown, COUNTED)
    done = invoke(grown, "https://www.one.example/a/", "--note", "asked by\nAda", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {
        "added": 1,
        "refused": 2,
        "erased": ["https://one.example/a", "https://two.example/copy"],
        "copies": ["https://two.example/copy"],
        "similar": [],
        "seeds": [],
        "is_clean": True,
    }
    assert in_file(grown, *TRACES) == []
    assert in_file(grown, "harbour7") == ["harbour7"]
    assert rows(grown, "select url from articles") == [("https://three.example/other",)]
    for table in HOLDERS:
        assert rows(grown, f"select 1 from {table} where article < 3") == []
    indexed = [
        article for (entries,) in rows(grown, "select entries from samples") for article in articles(entries)
    ]
    assert set(indexed) == {article for (article,) in rows(grown, "select id from articles")}
    assert rows(grown, "select rowid from articles_fts where articles_fts match 'quokka7'") == []
    assert rows(grown, "select url, reason, stage from refusals") == [
        ("https://one.example/a", "taken-down", "frontier"),
        ("https://two.example/copy", "taken-down", "frontier"),
    ]
    assert rows(grown, "select reason from pages order by id") == [("taken-down",), ("taken-down",), (None,)]
    assert before[0][1] - 1 == rows(grown, COUNTED)[0][1]
    assert before[1:] == rows(grown, COUNTED)[1:]
    assert [finding for finding in grown.examine() if finding.problem] == []


def test_the_list_outlives_the_corpus(grown, tmp_path):
    invoke(grown, "https://one.example/a", "--note", "asked by Ada")
    text = (tmp_path / "takedowns.txt").read_text()
    first, second = text.splitlines()
    assert first.startswith("https://one.example/a  # ")
    assert first.endswith(" asked by Ada")
    assert second.startswith("https://two.example/copy  # ")
    with Corpus(tmp_path / "anew.db", create=True) as anew:
        run = Run.start(anew, SETTINGS)
        (target,) = claim(anew, Target("https://x.example/"))
        links = (make_link("http://one.example/a?utm_source=x"), make_link("https://one.example/b"))
        run.save([make_reading(target, links=links)])
        assert states(anew)["http://one.example/a?utm_source=x"] == "taken-down"
        assert states(anew)["https://one.example/b"] == "queued"


def test_neither_judging_nor_a_better_link_brings_it_back(grown):
    invoke(grown, "one.example")
    judge_anew(grown.connection, SETTINGS, lambda *_: None)
    grown.frontier.add(Target("https://one.example/a", priority=1.0))
    Run.start(grown, SETTINGS)
    grown.frontier.add(Target("https://one.example/a", priority=1.0))
    assert states(grown)["https://one.example/a"] == "taken-down"
    assert in_file(grown, *TRACES) == []


def test_a_list_written_by_hand_is_obeyed_when_a_run_starts(grown):
    path = grown.path.parent / "takedowns.txt"
    path.write_text("*.example.com\none.example")  # no line break at the end
    Run.start(grown, SETTINGS)
    assert in_file(grown, *TRACES) == []
    assert path.read_text().splitlines()[1] == "one.example"
    assert path.read_text().splitlines()[2].startswith("https://two.example/copy ")
    (grown.path.parent / "corpus.db.lock").unlink(missing_ok=True)


def test_who_names_it_as_canonical_is_erased_too(corpus):
    target = one_claim(corpus, "https://mirror.example/a")
    article = make_article(canonical="https://one.example/a")
    Saver(corpus.frontier, SETTINGS).save([make_reading(target, article)])
    done = invoke(corpus, "https://one.example/a")
    assert "Articles erased: 1." in done.stdout
    assert states(corpus)["https://mirror.example/a"] == "taken-down"


def test_what_shares_a_passage_stays_and_is_named(corpus):
    one, two = (one_claim(corpus, f"https://{host}.example/a") for host in ("one", "two"))
    saver = Saver(corpus.frontier, SETTINGS)
    saver.save([make_reading(one, make_article(SECRET))])
    saver.save([make_reading(two, make_article(f"{OTHER} {' '.join(WORDS[:70])} {OTHER[::-1]}"))])
    assert rows(corpus, "select kind from duplicates") == [("excerpt",)]
    done = invoke(corpus, one.url)
    assert "two.example/a has text in common with it, and stays" in done.stderr
    assert states(corpus)[two.url] == "done"


def test_a_seed_that_names_it_is_told(grown):
    grown.plant([Seed("ferry.md", "A text of our own", url="https://one.example/a")])
    done = invoke(grown, "https://one.example/a")
    assert "the seed ferry.md names it; its own text stays" in done.stderr


def test_a_take_down_that_died_on_the_way_is_ended_by_the_next(grown, monkeypatch):
    def die(_):
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("crawler.corpus.forbidden.takedowns.sweep", die)
        done = invoke(grown, "https://one.example/a")
    assert done.exit_code == 1
    assert "full" in done.stderr
    Run.start(grown, SETTINGS)
    assert in_file(grown, *TRACES) == []
    assert states(grown)["https://one.example/a"] == "taken-down"


def test_somebody_who_reads_is_told_of(grown):
    with sqlite3.connect(grown.path) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from articles").fetchone()
        grown.connection.execute("pragma busy_timeout = 50")
        takedowns = grown.takedowns(SETTINGS)
        takedowns.add(["one.example"])
        assert not takedowns.apply().is_clean
        reader.rollback()
    reader.close()
    grown.connection.execute("pragma wal_checkpoint(truncate)")
    assert in_file(grown, *TRACES) == []


def test_undo_lets_it_be_fetched_again(grown):
    path = grown.path.parent / "takedowns.txt"
    path.write_text("# our list\nfour.example # keep\n")
    invoke(grown, "https://one.example/a", "one.example")
    assert invoke(grown, "https://one.example/a/", "--undo").stdout == (
        "Taken off the list: 1. Addresses that the next crawl may fetch again: 0.\n"
    )
    done = invoke(grown, "one.example", "two.example", "--undo", "--json")
    assert json.loads(done.stdout) == {"taken_off": 1, "queued": 1}
    assert states(grown)["https://one.example/a"] == "queued"
    assert states(grown)["https://two.example/copy"] == "taken-down"
    assert path.read_text().splitlines()[:2] == ["# our list", "four.example # keep"]
    assert_counted(grown)
    (target,) = claim(grown)
    Saver(grown.frontier, SETTINGS).save(
        [make_reading(target, make_article(OTHER[::-1]), page=make_page(target.url))]
    )
    assert rows(grown, "select url from articles where id = 1") == [("https://one.example/a",)]


def test_the_list_can_be_shown(grown):
    assert invoke(grown, "--list").exit_code == 3
    invoke(grown, "four.example", "--note", "by letter")
    shown = invoke(grown, "--list", "--json")
    (line,) = json.loads(shown.stdout)
    assert line["address"] == "four.example"
    assert line["note"].endswith("by letter")
    assert invoke(grown, "--list").stdout == f"four.example  {line['note']}\n"


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        ((), 2, "give URL or HOST"),
        (("--list", "a.example"), 2, "give URL or HOST"),
        (("--list", "--undo"), 2, "give URL or HOST"),
        (("not an address",), 2, "neither a host"),
        (("four.example", "--undo"), 3, "does not name that"),
    ],
)
def test_wrong_usage(corpus, args, status, said):
    done = invoke(corpus, *args)
    assert done.exit_code == status
    assert said in done.stderr


def test_twice_is_nothing_to_do(corpus):
    assert invoke(corpus, "a.example").exit_code == 0
    done = invoke(corpus, "https://a.example/x", "a.example")
    assert done.exit_code == 0
    done = invoke(corpus, "a.example")
    assert done.exit_code == 3
    assert "Nothing to do" in done.stderr
