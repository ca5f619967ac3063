"""The corpus explains itself: trails, counts, and what is wrong with it."""

from __future__ import annotations

import io
import re

import pytest
from builders import claim, failed, make_article, make_link, make_reading, open_run, rows
from rich.console import Console

from crawler import clock
from crawler.corpus import Stop
from crawler.corpus.run import Run
from crawler.corpus.save import Saver
from crawler.reasons import Reason
from crawler.records import Kind, Seed, Target, Verdict
from crawler.settings import Settings
from crawler.terminal.status import print_status

SEED = Seed("ferry.txt", "A ferry sank.", title="Ferry", start_urls=("https://one.example/start",))


@pytest.fixture
def grown(corpus):
    """A corpus of a start, an article behind it, a copy of that, a refusal and a retry."""
    corpus.plant([SEED])
    saver = Saver(corpus.frontier, Settings(), open_run(corpus))
    (start,) = claim(corpus)
    links = (
        make_link("https://one.example/story", anchor="The story", heading="More", score=0.9),
        make_link("https://two.example/copy", Kind.INLINE, score=0.8, position=1),
        make_link("https://two.example/gone", score=0.7, position=2),
        make_link("https://three.example/slow", score=0.6, position=3),
    )
    saver.save([make_reading(start, links=links, reason=Reason.NOT_AN_ARTICLE)])
    story, copy, gone, slow = sorted(claim(corpus), key=lambda target: -target.priority)
    saver.save(
        [
            make_reading(
                story, make_article(title="Story"), verdicts=(Verdict("relevance", 0.5, None, "ferry"),)
            ),
            make_reading(copy, make_article()),
            failed(gone, reason=Reason.GONE, status=404, detail="404 Not Found"),
            failed(slow, reason=Reason.TIMEOUT),
        ]
    )
    return corpus


def test_why_walks_from_the_seed(grown):
    why = grown.why("http://www.one.example/story/?utm_source=x")
    assert why.url == "https://one.example/story"
    assert why.seed == {"path": "ferry.txt", "title": "Ferry", "url": None, "own_page": None}
    first, last = why.trail
    assert (first.url, first.kind, first.reason, first.depth, first.anchor) == (
        "https://one.example/start",
        "seed",
        "not-an-article",
        0,
        None,
    )
    assert first.parts == {"seed": 1.0}
    assert (last.status, last.anchor, last.heading, last.title, last.relevance, last.depth) == (
        "done",
        "The story",
        "More",
        "Story",
        0.5,
        1,
    )
    assert why.last is last
    assert [verdict["evidence"] for verdict in why.verdicts] == ["ferry"]
    assert why.copy_of == ()


def test_why_names_the_original_of_a_copy(grown):
    why = grown.why("https://two.example/copy")
    assert why.last.reason == "duplicate"
    assert why.copy_of == ({"kind": "exact", "similarity": 1.0, "url": "https://one.example/story"},)


def test_why_says_what_went_wrong(grown):
    gone = grown.why("https://two.example/gone").last
    assert (gone.reason, gone.meaning, gone.detail) == ("gone", Reason.GONE.meaning, "404 Not Found")
    slow = grown.why("https://three.example/slow").last
    assert (slow.status, slow.reason) == ("queued", "timeout")
    assert slow.due_at


@pytest.mark.parametrize("url", ["https://one.example/elsewhere", "", "http://[", "mailto:x", "\ud800"])
def test_why_of_what_was_never_met(grown, url):
    assert grown.why(url) is None


def test_a_trail_through_redirects(corpus):
    saver = Saver(corpus.frontier, Settings())
    (first,) = claim(corpus, Target("https://one.example/old"))
    redirect = {"final_url": "https://two.example/new", "status": 301, "reason": Reason.REDIRECT}
    saver.save([failed(first, **redirect)])
    trail = corpus.why("https://two.example/new").trail
    assert [step.url for step in trail] == ["https://one.example/old", "https://two.example/new"]
    assert trail[1].anchor is None


def test_status_for_people_leaves_no_column_out_on_a_narrow_terminal(grown):
    grown.connection.execute("update hosts set queued = 1, next_at = ? where id = 1", (clock.after(7300.0),))
    out = io.StringIO()
    print_status(Console(file=out, width=40), grown.status())
    shown = out.getvalue()
    head, run = (line.split() for line in shown.partition("Last runs")[2].splitlines()[1:3])
    assert head == "id started_at status stop pages articles refused changed same gone bytes".split()  # noqa: SIM905
    assert re.fullmatch(r"\d 20\S+ \d\d:\d\d UTC running \d.*", " ".join(run))
    assert re.search(r"^one\.example +in 2:01:\d\d +1 +0 *$", shown, re.MULTILINE)
    assert (
        max(map(len, shown.partition("Refused")[2].partition("Yield")[0].splitlines())) <= 40
    )  # prose is broken


def test_status_counts(grown):
    status = grown.status()
    assert status.counts == {"seeds": 1, "articles": 1, "read": 2, "pages": 5, "hosts": 3, "duplicates": 1}
    assert status.states == {"done": 1, "queued": 1, "refused": 3}
    assert {(row["reason"], row["urls"]) for row in status.refused} == {
        ("not-an-article", 1),
        ("duplicate", 1),
        ("gone", 1),
    }
    assert [(row["reason"], row["urls"]) for row in status.retrying] == [("timeout", 1)]
    assert {(row["kind"], row["read"], row["kept"]) for row in status.kinds} == {
        ("related", 1, 1),
        ("inline", 1, 0),
    }
    assert status.waiting == ()
    assert not grown.connection.in_transaction


def test_status_shows_hosts_that_wait(corpus):
    corpus.plant([], ["https://one.example/"])
    corpus.frontier.rest("one.example", "2999-01-01T00:00:00.000Z")
    assert [(row["host"], row["queued"]) for row in corpus.status().waiting] == [("one.example", 1)]


def test_status_of_an_empty_corpus(corpus):
    status = corpus.status()
    assert set(status.counts.values()) == {0}
    assert (status.states, status.refused, status.kinds, status.runs) == ({}, (), (), ())


def problems(corpus):
    return [finding for finding in corpus.examine() if finding.problem]


def test_a_healthy_corpus(corpus, grown):
    assert problems(corpus) == []
    assert len(list(grown.examine())) >= 9


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        ("delete from frontier where url like '%/slow'", "references"),
        ("update frontier set reason = null where status = 'refused' and url like '%/gone'", "refused"),
        ("update frontier set state = 'd' where url like '%/gone'", "done"),
        ("update pages set reason = null where url like '%/gone'", "fetched page"),
        ("update articles set reason = 'duplicate'", "copy"),
        ("update hosts set queued = 7 where host = 'one.example'", "ready"),
        ("update frontier set host_id = 1 where host = 'two.example'", "host that it names"),
        ("drop view corpus", "declared"),
        ("insert into articles_fts(articles_fts) values ('delete-all')", "search index"),
    ],
)
def test_each_damage_is_found(grown, damage, check):
    grown.connection.execute("pragma foreign_keys = off")
    grown.connection.execute(damage)
    assert any(check in finding.check for finding in problems(grown))
    assert all(finding.remedy for finding in problems(grown))


def test_a_run_takes_up_what_a_dead_one_left(grown):
    grown.plant([], ["https://four.example/"])
    dead = Run.start(grown, Settings())
    assert [target.url for target in dead.claim(10)] == ["https://four.example/"]
    run = Run.start(grown, Settings())
    assert rows(grown, "select status, stop_reason from runs where id = ?", dead.id) == [("killed", "killed")]
    assert [target.url for target in run.claim(10, busy=())] == []  # the host still rests
    assert grown.queue()[0] == 1
    run.finish(Stop.PAGES)
    finished = rows(grown, "select status, stop_reason from runs where id = ?", run.id)
    assert finished == [("finished", "pages")]


def test_a_run_reopens_what_its_settings_allow(corpus):
    for url, reason in (("1", Reason.TOO_DEEP), ("2", Reason.NAVIGATION), ("3", Reason.OFF_TRACK)):
        corpus.frontier.add(Target(f"https://{url}.example/", depth=5, priority=0.5, reason=reason))
    Run.start(corpus, Settings().with_values("crawl", depth=4))
    assert corpus.queue() == (0, 0)
    run = Run.start(corpus, Settings().with_values("crawl", depth=5))
    assert corpus.queue() == (1, 1)
    assert run.exhausted() is Stop.PER_HOST
    Run.start(corpus, Settings().with_values("crawl", depth=5, breadth=True))
    assert corpus.queue() == (3, 3)


def test_why_nothing_is_left(corpus):
    run = Run.start(corpus, Settings())
    assert run.exhausted() is Stop.FRONTIER
    corpus.frontier.add(Target("https://one.example/", reason=Reason.TOO_DEEP))
    assert run.exhausted() is Stop.DEPTH
