"""Whole crawls of the demo web, by the program itself."""

from __future__ import annotations

import json
import random
import shutil
import signal
import sqlite3
from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from console import answer, begin, corpuscle, end, wait_for

from crawler.corpus.articles import text_hash
from crawler.demo import DemoWeb

SEED = Path(__file__).parents[1] / "seeds" / "demo.md"
# politeness is tested on its own; a crawl of everything must end by itself, whatever the order
SETTINGS = """
[manners]
delay = 0.0
allow_private = true
retry_minutes = 0.001
longest_delay = 0.05
[crawl]
depth = 100
[focus]
min_chance = 0.0
tunnel = 100
[reading]
workers = 1
"""
WINDOW = 20  # claims under way at once: parallel + 4 per reader


@pytest.fixture(scope="module")
def web():
    with DemoWeb() as web:
        yield web


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "corpuscle.toml").write_text(SETTINGS)
    return tmp_path


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """An undisturbed crawl: its folder and the web it was made from."""
    folder = tmp_path_factory.mktemp("crawled")
    (folder / "corpuscle.toml").write_text(SETTINGS)
    with DemoWeb() as web:
        done = corpuscle("crawl", SEED, *starts(web), "--timings", "--json", cwd=folder)
        assert done.returncode == 0, done.stderr
        (folder / "summary.json").write_text(done.stdout)
        yield folder, web


def test_timings_tell_of_readers_corpus_and_waits(crawled):
    folder, _ = crawled
    summary = json.loads((folder / "summary.json").read_text())
    found = {one["stage"]: one for one in summary["timings"]}
    (read,) = rows(folder, "select count(*) from pages where read_seconds is not null")[0]
    assert found["reading"]["calls"] == found["decode"]["calls"] == read
    assert found["starting"]["calls"] >= 1
    assert found["save"]["calls"] > 1
    assert found["for saving"]["calls"] >= summary["pages"]
    assert all(
        found[stage]["cpu"] > 0 for stage in ("text", "links", "save article", "commit", "main thread")
    )
    assert 0.99 < sum(one["share"] or 0.0 for one in found.values()) < 1.01


def starts(web: DemoWeb) -> list[str]:
    return [argument for url in web.start_urls for argument in ("--start", url)]


def rows(folder: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        return connection.execute(sql).fetchall()


def articles(folder: Path) -> set[tuple[str, str]]:
    """Return path and text of every article read, whatever port the web ran on."""
    return {
        (urlsplit(url).hostname + urlsplit(url).path, digest)
        for url, digest in rows(folder, "select url, digest from articles")
    }


def asked(web: DemoWeb) -> Counter[str]:
    return Counter(f"{request.host}{request.path}" for request in web.requests)


def repeats(web: DemoWeb) -> int:
    """Return how many requests for pages were made before; some are, whenever an answer failed."""
    return sum(times - 1 for address, times in asked(web).items() if "robots.txt" not in address)


def test_every_address_ends_as_an_article_or_with_a_reason(crawled):
    folder, _ = crawled
    assert rows(folder, "select distinct status from frontier") in (
        [("done",), ("refused",)],
        [("refused",), ("done",)],
    )
    assert rows(folder, "select count(*) from frontier where status = 'refused' and reason is null") == [(0,)]
    assert corpuscle("doctor", cwd=folder).returncode == 0


def test_most_of_the_topic_is_found_and_little_else(crawled):
    folder, web = crawled
    themes = {article.url: article.theme for article in web.articles}
    kept = Counter(themes.get(url, "other") for (url,) in rows(folder, "select url from corpus"))
    all_on_topic = sum(article.theme == "ev-makers" for article in web.articles)
    assert kept["ev-makers"] >= 0.85 * all_on_topic
    off_topic = ("gardening", "cooking", "football", "housing", "history")
    assert sum(kept[theme] for theme in off_topic) <= 0.15 * kept.total()


def test_texts_are_right_in_every_charset(crawled):
    folder, web = crawled
    texts = dict(rows(folder, "select url, text from articles"))
    found = {article.language for article in web.articles if article.url in texts}
    assert found == {"en", "de", "zh", "fr", "es"}
    for article in web.articles:
        if article.url in texts:
            middle = article.text.split("\n")[len(article.text.split("\n")) // 2]
            assert text_hash_of(middle) in text_hash_of(texts[article.url]), article.url


def text_hash_of(text: str) -> str:
    """Return a text without anything that extraction may lay out otherwise."""
    return "".join(character for character in text.casefold() if character.isalnum())


def test_no_address_is_asked_twice_and_robots_txt_first(crawled):
    _, web = crawled
    again = {url.partition("/")[2]: times for url, times in asked(web).items() if times > 1}
    assert again == {"live/keynote/": 3}  # which always fails, and may pass
    first = {}
    for request in web.requests:
        first.setdefault(request.host, request.path)
    assert set(first.values()) == {"/robots.txt"}
    assert {request.user_agent.split("/")[0] for request in web.requests} == {"Corpuscle"}


def test_nothing_is_asked_that_robots_txt_forbids(crawled):
    _, web = crawled
    assert not [url for url in asked(web) if "autodaily" in url and "/print/" in url]


def test_a_crawl_that_is_finished_has_nothing_to_do(crawled):
    folder, web = crawled
    before = asked(web)
    done = corpuscle("crawl", SEED, *starts(web), cwd=folder)
    assert done.returncode == 3
    assert "Nothing to do" in done.stderr
    assert asked(web) == before


def test_why_tells_the_trail(crawled):
    folder, web = crawled
    ((url,),) = rows(folder, "select url from frontier where status = 'done' order by depth desc limit 1")
    trail = answer("why", url, cwd=folder)["trail"]
    assert trail[0]["url"] in web.start_urls
    assert trail[-1]["url"] == url
    assert [step["depth"] for step in trail] == list(range(len(trail)))
    assert all(step["anchor"] or step["kind"] == "next" for step in trail[1:])
    ((refused,),) = rows(folder, "select url from frontier where reason = 'navigation' limit 1")
    assert "Not in the corpus: navigation" in corpuscle("why", refused, cwd=folder).stdout
    assert corpuscle("why", "http://never.example/", cwd=folder).returncode == 3


def test_status_counts_what_is_there(crawled):
    folder, _ = crawled
    status = answer("status", cwd=folder)
    ((kept,),) = rows(folder, "select count(*) from corpus")
    assert status["counts"]["articles"] == kept
    assert sum(status["states"].values()) == rows(folder, "select count(*) from frontier")[0][0]
    assert status["runs"][0]["stop_reason"] == "frontier"


def test_breadth_follows_everything_and_ends_where_budgets_say(web, folder):
    forbidden = (
        web.url("autodaily", "nimbus-technology-launch-without-a-car").partition("/cars/")[0] + "/print/x"
    )
    begin_at = (*starts(web), "--start", forbidden)
    summary = answer("crawl", SEED, *begin_at, "--breadth", "--depth", 2, "--per-host", 40, cwd=folder)
    assert summary["stop_reason"] in ("depth", "per-host")
    kinds = dict(rows(folder, "select kind, count(*) from frontier where status != 'refused' group by 1"))
    assert kinds["navigation"] > 0
    reasons = {reason for (reason,) in rows(folder, "select distinct reason from refusals")}
    assert {"robots", "not-a-page", "too-deep"} <= reasons
    most = max(Counter(request.host for request in web.requests).values())
    assert most <= 42  # and its files for machines


def test_redirects_errors_and_loops_have_reasons(web, folder):
    def odd(site, path):
        return ("--start", f"http://{site}.localhost:{web.port}{path}")

    done = corpuscle(
        "crawl", SEED, "--depth", 0,
        *odd("autodaily", "/cars/1187-nimbus-launch.html"), *odd("techherald", "/go/range-test/"),
        *odd("techherald", "/live/keynote/"), *odd("lagazette", "/auto/annonce_10410.html"),
        *odd("diariosol", "/interactivo/mapa/"), *odd("chezhi", "/zhuanti/huigu.html"),
        cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = {urlsplit(url).path: (status, reason) for url, status, reason in rows(
        folder, "select url, status, reason from frontier")}  # fmt: skip
    assert found["/cars/1187-nimbus-launch.html"] == ("refused", "redirect")
    assert found["/cars/2025/12/nimbus-technology-launch-without-a-car.html"] == ("done", None)
    assert {found["/go/range-test/"][1], found["/go/live/"][1]} == {"redirect"}
    assert found["/live/keynote/"] == ("refused", "http-error")
    assert found["/auto/annonce_10410.html"] == ("refused", "gone")
    assert found["/interactivo/mapa/"][0] == "refused"
    # a passing failure is tried again, three times in all
    assert asked(web)[f"techherald.localhost:{web.port}/live/keynote/"] == 3


def test_page_budget_is_exact_and_the_next_run_goes_on(web, folder):
    first = answer("crawl", SEED, *starts(web), "--pages", 5, cwd=folder)
    assert (first["stop_reason"], first["pages"]) == ("pages", 5)
    second = answer("crawl", "--pages", 4, SEED, cwd=folder)
    assert (second["stop_reason"], second["pages"]) == ("pages", 4)
    assert rows(folder, "select count(*) from pages") == [(9,)]


def test_time_budget_ends_a_run(web, folder):
    summary = answer("crawl", SEED, *starts(web), "--minutes", 0.001, cwd=folder)
    assert summary["stop_reason"] == "minutes"


def test_private_addresses_are_left_alone_unless_asked_for(web, tmp_path):
    before = len(web.requests)
    literal = f"http://127.0.0.1:{web.port}/"
    done = corpuscle("crawl", SEED, "--start", web.start_urls[0], "--start", literal, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path, "select distinct reason from frontier") == [("private-address",)]
    assert len(web.requests) == before


def test_requests_to_a_host_keep_their_distance(web, folder):
    (folder / "corpuscle.toml").write_text(SETTINGS.replace("delay = 0.0", "delay = 0.4"))
    before = len(web.requests)
    answer("crawl", SEED, *starts(web), "--pages", 8, cwd=folder)
    times: dict[str, list[float]] = {}
    for request in web.requests[before:]:
        times.setdefault(request.host, []).append(request.time)
    gaps = [late - early for moments in times.values() for early, late in pairwise(moments)]
    assert gaps
    assert min(gaps) >= 0.39


def test_one_page_can_be_read_without_storing(web, folder):
    reading = answer("read", web.start_urls[0], cwd=folder)
    assert reading["article"]["title"]
    assert reading["article"]["words"] > 100
    assert {link["kind"] for link in reading["links"]} >= {"related", "navigation"}
    assert not (folder / "corpus.db").exists()
    saved = folder / "page.html"
    saved.write_text("<html><title>Shop</title><nav><a href=/a>A</a></nav></html>")
    assert corpuscle("read", saved, "--url", "http://a.example/", cwd=folder).returncode == 3
    missing = corpuscle("read", folder / "none.html", cwd=folder)
    assert (missing.returncode, "No such file" in missing.stderr) == (1, True)


def test_stopped_and_killed_it_ends_with_the_same_articles(crawled, folder):
    dice = random.Random(5)
    kills = 2
    with DemoWeb() as web:
        process = begin("crawl", SEED, *starts(web), cwd=folder, is_fork=False)
        wait_for(lambda: saved_pages(folder) >= 3)
        status, out, err = end(process, signal.SIGINT)
        assert status == 130, err
        assert "Traceback" not in err
        assert rows(folder, "select status, stop_reason from runs") == [("interrupted", "interrupted")]
        assert "stopped by hand" in out
        for kill in range(kills):
            goal = saved_pages(folder) + dice.randrange(2, 14)
            process = begin("crawl", cwd=folder)
            wait_for(
                lambda goal=goal, process=process: saved_pages(folder) >= goal or process.poll() is not None
            )
            status, _, err = end(process, signal.SIGKILL)
            assert status == -signal.SIGKILL, f"kill {kill}: {err}"
        finished = corpuscle("crawl", cwd=folder)
        assert finished.returncode == 0, finished.stderr
    assert articles(folder) == articles(crawled[0])
    assert repeats(web) - repeats(crawled[1]) <= (1 + kills) * WINDOW
    assert rows(folder, "select count(*) from runs where status = 'killed'") == [(kills,)]
    assert corpuscle("doctor", cwd=folder).returncode == 0


def test_a_second_crawl_says_who_holds_the_corpus(web, folder):
    process = begin("crawl", SEED, *starts(web), cwd=folder)
    wait_for(lambda: saved_pages(folder) >= 1)
    second = corpuscle("crawl", SEED, cwd=folder)
    end(process, signal.SIGKILL)
    assert second.returncode == 3
    assert f"process {process.pid} on" in second.stderr


def saved_pages(folder: Path) -> int:
    """Return how many pages are in the corpus; 0 while there is none."""
    try:
        return rows(folder, "select count(*) from pages")[0][0]
    except sqlite3.OperationalError:
        return 0


def test_text_hash_is_what_copies_share():
    assert text_hash("One,  two.") == text_hash("one two")
    assert text_hash("one two") != text_hash("one three")


@pytest.fixture
def copied(crawled, tmp_path):
    """A copy of the crawl, to change."""
    folder, web = crawled
    shutil.copytree(folder, tmp_path / "copy")
    return tmp_path / "copy", web


def test_a_mark_moves_an_article_and_judging_anew_respects_it(copied):
    folder, _ = copied
    kept = rows(folder, "select id, url from corpus order by id limit 2")
    (other,) = rows(folder, "select id from articles where reason = 'off-topic' limit 1")
    marks = folder / "marks.csv"
    marks.write_text(f"# checked by hand\n{kept[0][0]},no\n{other[0]}\tyes\n")
    assert corpuscle("mark", "--from", marks, cwd=folder).returncode == 0
    assert corpuscle("mark", kept[1][1], "no", cwd=folder).returncode == 0
    for _ in range(2):
        ids = {row[0] for row in rows(folder, "select id from corpus")}
        assert other[0] in ids
        assert not {kept[0][0], kept[1][0]} & ids
        judged = answer("judge", cwd=folder)
        assert judged["articles"] == rows(folder, "select count(*) from articles")[0][0]
        assert sum(judged["after"].values()) == judged["articles"]
    assert len(answer("mark", "--list", cwd=folder)) == 3
    assert corpuscle("mark", kept[1][0], "clear", cwd=folder).returncode == 0
    assert kept[1][0] in {row[0] for row in rows(folder, "select id from corpus")}
    assert corpuscle("doctor", cwd=folder).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("999999", "yes"), 1, "no article 999999"),
        (("1", "maybe"), 2, "maybe"),
        (("1",), 2, "give ARTICLE"),
        ((), 2, "give ARTICLE"),
        (("--from", "missing.csv"), 2, "missing.csv"),
    ],
)
def test_a_wrong_mark_changes_nothing(copied, arguments, status, said):
    folder, _ = copied
    done = corpuscle("mark", *arguments, cwd=folder)
    assert done.returncode == status
    assert said in done.stderr
    assert rows(folder, "select * from marks") == []


def test_one_wrong_line_and_nothing_is_marked(copied):
    folder, _ = copied
    (folder / "marks.csv").write_text("1 yes\n2 perhaps\n")
    done = corpuscle("mark", "--from", "marks.csv", cwd=folder)
    assert (done.returncode, "line 2" in done.stderr) == (1, True)
    assert rows(folder, "select * from marks") == []


def test_topics_name_what_the_corpus_is_about(crawled):
    folder, _ = crawled
    (topic,) = answer("topics", cwd=folder)
    assert topic["articles"] == rows(folder, "select count(*) from corpus")[0][0]
    assert "nimbus" in topic["words"]
    assert not set(topic["words"]) & set(topic["found"])
    assert 0 <= topic["drift"] <= 1
    assert topic["first_relevance"] > 0.5
    assert "nimbus" in corpuscle("topics", cwd=folder).stdout


def test_yields_are_rows_that_add_up(crawled):
    folder, _ = crawled
    tries, kept = rows(folder, "select sum(tries), sum(kept) from yields")[0]
    assert 0 < kept <= tries
    (status,) = [answer("status", cwd=folder)]
    assert status["latest"]["pages"] == min(100, status["counts"]["pages"])
    assert {row["kind"] for row in status["kinds"]} >= {"related", "seed"}


def test_what_has_little_chance_is_not_fetched(folder, web):
    settings = (folder / "corpuscle.toml").read_text().replace("min_chance = 0.0", "min_chance = 0.6")
    (folder / "corpuscle.toml").write_text(settings)
    crawled = answer("crawl", SEED, *starts(web), cwd=folder)
    assert crawled["stop_reason"] == "unpromising"
    left = rows(folder, "select max(priority), count(*) from frontier where status = 'queued'")[0]
    assert left[0] < 0.6
    assert left[1] > 0
    (folder / "corpuscle.toml").write_text(settings.replace("min_chance = 0.6", "min_chance = 0.0"))
    assert answer("crawl", cwd=folder)["pages"] > 0
