"""`corpuscle hosts`: what is shown, what is changed, and that a hostile name does no harm."""

from __future__ import annotations

import json
import re

import pytest
from builders import claim, failed, make_article, make_page, make_reading, rows
from click.testing import CliRunner

from crawler import clock
from crawler.cli.hosts import hosts
from crawler.corpus import Corpus
from crawler.corpus.hosts.files import SiteFile
from crawler.corpus.save import Saver
from crawler.lists import parse
from crawler.reasons import Reason
from crawler.records import Target
from crawler.settings import Settings

HOSTILE = "a.example\x1b[2J\x1b]0;owned\x07"


@pytest.fixture
def folder(tmp_path):
    """A corpus with a good host, one that fails and one never asked."""
    with Corpus(tmp_path / "corpus.db", create=True) as corpus:
        addresses = (
            "good.example/1",
            "good.example/2",
            "good.example/3",
            "bad.example/1",
            "sub.good.example/1",
        )
        for address in addresses:
            corpus.frontier.add(Target(f"https://{address}", priority=0.5))
        saver = Saver(corpus.frontier, Settings())
        for target in claim(corpus):
            name = target.url.removeprefix("https://")
            if name == "good.example/1":
                page = make_page(target.url, seconds=2.0, address="203.0.113.5")
                saver.save([make_reading(target, make_article(), page=page)])
            elif name == "bad.example/1":
                saver.save([failed(target, reason=Reason.TIMEOUT, detail="\x1b[31mtoo slow")])
            else:
                corpus.frontier.release(target)
        file = SiteFile("ok", clock.now(), clock.after(60), "User-agent: *\nCrawl-delay: 3\x1b[2J")
        corpus.hosts.keep_site_file("https://good.example", "/robots.txt", file, 3.0)
    return tmp_path


def run(folder, *arguments, status=0):
    done = CliRunner().invoke(hosts, [*map(str, arguments), "--db", str(folder / "corpus.db")])
    assert done.exit_code == status, done.output
    return done.output


def listed(folder, *options):
    return {row["host"]: row for row in json.loads(run(folder, "--json", *options))}


def stored(folder, sql):
    with Corpus(folder / "corpus.db") as corpus:
        return rows(corpus, sql)


def test_hosts_are_listed_by_what_waits(folder):
    assert list(listed(folder)) == ["good.example", "sub.good.example", "bad.example"]
    good = listed(folder)["good.example"]
    assert (good["pages"], good["articles"], good["queued"], good["pause"]) == (1, 1, 2, 4.0)
    assert (good["address"], good["robots"], good["failures"]) == ("203.0.113.5", "ok", 0)


def test_a_table_of_hosts_has_all_columns_whole_however_narrow_the_terminal(folder, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    head, *lines = run(folder).splitlines()
    assert head.split() == list(listed(folder)["good.example"])
    assert {len(line) for line in lines} == {len(head)}
    rest = "update hosts set next_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?||' seconds') where id = 1"
    for seconds, said in ((7300, r"in 2:01:\d\d"), (-5, "any time")):
        stored(folder, rest.replace("?", str(seconds)))
        assert re.search(rf"good\.example +1 +1 +2 +4\.0  {said} +ok +0  203\.0\.113\.5", run(folder))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--failing",), {"bad.example"}),
        (("--waiting",), {"good.example"}),
        (("--site", "good.example"), {"good.example", "sub.good.example"}),
        (("--site", "B*"), {"bad.example"}),
        (("--limit", "1"), {"good.example"}),
    ],
)
def test_what_is_listed_can_be_chosen(folder, options, expected):
    assert set(listed(folder, *options)) == expected


def test_nothing_found_is_said(folder):
    assert "No such host" in run(folder, "--site", "none.example", status=3)
    assert run(folder, "--limit", "0", status=2)


def test_a_host_with_all_that_is_known(folder):
    found = json.loads(run(folder, "show", "good.example", "--json"))
    assert found["pace"] == {
        "pause": 4.0, "delay": 1.0, "crawl_delay": 3.0, "own_delay": None, "provider_delay": None,
        "slow_answers": 4.0, "slowdown": 1.0, "longest_delay": 60.0,
    }  # fmt: skip
    assert found["addresses"] == {"done": 1, "queued": 2}
    assert found["day"] == {"pages": 1, "per_day": None}
    assert found["files"][0]["url"] == "https://good.example/robots.txt"
    (failure,) = json.loads(run(folder, "show", "https://bad.example/x", "--json"))["failed"]
    assert failure["reason"] == "timeout"
    shown = run(folder, "show", "good.example") + run(folder, "show", "bad.example")
    assert "Crawl-delay: 3" in shown
    assert "times 2.0 for trouble" in shown
    assert "too slow" in shown
    assert "\x1b" not in shown
    assert "never met" in run(folder, "show", "none.example", status=3)


def test_settings_of_one_host(folder):
    run(folder, "set", "good.example", "--delay", "9.5", "--per-day", "7")
    found = json.loads(run(folder, "show", "good.example", "--json"))
    assert (found["pace"]["pause"], found["day"]["per_day"]) == (9.5, 7)
    run(folder, "set", "good.example", "--delay", "none")
    run(folder, "set", "new.example", "--per-day", "3")
    values = stored(
        folder, "select host, own_delay, per_day from hosts where own_delay or per_day order by host"
    )
    assert values == [("good.example", None, 7), ("new.example", None, 3)]
    run(folder, "set", "good.example", "--per-day", "0")
    assert stored(folder, "select per_day from hosts where host = 'good.example'") == [(None,)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("set", "good.example"),
        ("set", "good.example", "--delay", "-1"),
        ("set", "good.example", "--delay", "nan"),
        ("set", "good.example", "--delay", "inf"),
        ("set", "good.example", "--per-day", "1.5"),
        ("wake",),
        ("wake", "good.example", "--all"),
    ],
)
def test_wrong_use_changes_nothing(folder, arguments):
    before = stored(folder, "select * from hosts")
    run(folder, *arguments, status=2)
    assert stored(folder, "select * from hosts") == before


@pytest.mark.parametrize("arguments", [("bad.example",), ("--all",)])
def test_a_host_that_was_woken_is_tried_again(folder, arguments):
    facts = "select failures, slowdown, next_at = '', queued from hosts where host = 'bad.example'"
    assert stored(folder, facts) == [(1, 2.0, 0, 0)]
    run(folder, "wake", *arguments)
    assert stored(folder, facts) == [(0, 1.0, 1, 1)]


def test_waking_the_unknown_says_so(folder):
    assert "none.example" in run(folder, "wake", "none.example", status=3)


def test_the_block_list_is_edited(folder):
    path = folder / "blocklist.txt"
    path.write_text("# ours\nother.example  # why")
    run(folder, "block", "bad.example", "worse.example")
    assert path.read_text() == "# ours\nother.example  # why\nbad.example\nworse.example\n"
    assert "says so already" in run(folder, "block", "bad.example", status=3)
    run(folder, "unblock", "other.example", "worse.example")
    assert path.read_text() == "# ours\nbad.example\n"
    assert len(parse(path.read_text(), "list")) == 1
    run(folder, "unblock", "other.example", status=3)
    run(folder, "block", "not a host", status=1)
    assert path.read_text() == "# ours\nbad.example\n"


def test_names_of_hosts_are_text_from_strangers(folder):
    with Corpus(folder / "corpus.db") as corpus:
        corpus.frontier.know_host(HOSTILE)
    assert "\x1b" not in run(folder)
    assert "\x07" not in run(folder)


def test_a_crawl_that_writes_is_not_in_the_way(folder):
    with Corpus(folder / "corpus.db") as corpus:
        corpus.connection.execute("begin immediate")
        corpus.connection.execute("update hosts set fetched = 99")
        assert listed(folder)["good.example"]["pages"] == 1
        corpus.connection.execute("rollback")
