"""Readers that hang, hog or die cost one page each, and none outlives the crawl."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from builders import URL, make_page
from hostile import Headers

from crawler import urls
from crawler.packing import Columns, column, taken
from crawler.pool import DiedError, Pool, Task
from crawler.reasons import Reason
from crawler.records import Ask, Held, Kind, Link, Target
from crawler.records import Reading as Read
from crawler.settings import Archive, Reading, Settings
from crawler.workers import Workers, context

SECONDS = 1.0
PARAGRAPH = "The ferry crossed the strait before dawn, and nobody on board had slept for a minute. "
BODY = f"<article><h1>Ferry</h1><p>{PARAGRAPH * 5}</p><p>{PARAGRAPH * 5}</p></article>"
TARGET = Target(URL, id=7)
GOOD = make_page(body=BODY.encode(), headers={"content-type": "text/html"})


# headers that kill must not be looked at by the process that packs what nobody could read
SETTINGS = Settings(
    archive=Archive(enabled=False),
    reading=Reading(workers=1, seconds=SECONDS, megabytes=1024),
)


@pytest.fixture(scope="module")
def workers():
    workers = Workers(SETTINGS, [])
    yield workers
    workers.stop()
    assert multiprocessing.active_children() == []


def read(workers, page=GOOD):
    return asyncio.run(workers.read(TARGET, page))


def test_a_page_is_read(workers):
    reading = read(workers)
    assert list(workers.pool.line.known) == [urls.host(URL)]  # by which its reader is chosen
    assert reading.target == TARGET
    assert "ferry" in reading.article.text
    assert {verdict.judge for verdict in reading.verdicts} >= {"length", "language", "relevance", "quality"}
    assert reading.page.body == b""
    assert reading.seconds > 0


@pytest.mark.parametrize(
    ("deed", "reason", "detail"),
    [
        ("hang", Reason.READING_TIMEOUT, "stopped after 1 seconds"),
        ("hog", Reason.READING_FAILED, "tried twice: MemoryError"),
        ("die", Reason.READING_FAILED, "tried twice: the reader died with exit code -9"),
        ("leave", Reason.READING_FAILED, "tried twice: the reader died with exit code 3"),
        ("stop", Reason.READING_FAILED, ""),
        ("fail", Reason.READING_FAILED, "ValueError: no"),
        ("be_picky", Reason.READING_FAILED, ""),
        ("recurse", Reason.READING_FAILED, "RecursionError"),
    ],
)
def test_what_harms_a_reader_costs_one_page(workers, deed, reason, detail):
    read(workers)  # the reader is up; starting one is not what is measured
    begin = time.perf_counter()
    reading = read(workers, make_page(headers=Headers(deed=deed)))
    tries = 2 if "twice" in detail else 1  # a second one starts a reader of its own
    assert time.perf_counter() - begin < SECONDS + (3 if tries == 1 else 20)
    assert (reading.target, reading.reason, reading.article) == (TARGET, reason, None)
    assert detail in reading.page.detail
    assert len(reading.page.detail.encode()) <= 500
    assert read(workers).article


def test_pages_side_by_side(workers):
    async def several():
        pages = [GOOD, make_page(headers=Headers(deed="die")), GOOD, make_page(body=b""), GOOD]
        return await asyncio.gather(*(workers.read(TARGET, page) for page in pages))

    reasons = [reading.reason for reading in asyncio.run(several())]
    assert reasons == [None, Reason.READING_FAILED, None, Reason.EMPTY, None]


CRAWL = """
import asyncio, sys
from crawler.records import Target
from crawler.settings import Archive, Reading, Settings
from crawler.workers import Workers, context
from builders import make_page
from hostile import Headers

if __name__ == "__main__":
    workers = Workers(Settings(reading=Reading(workers=1, seconds=60)), [])
    asyncio.run(workers.read(Target("x"), make_page(body=b"")))
    asyncio.run(workers.read(Target("x"), make_page(headers=Headers(deed="burn"))))
"""


def children(pid):
    """Processes that a process started, and those that they started."""
    found = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return found + [grandchild for child in found for grandchild in children(child)]


def is_alive(pid):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_reader_outlives_a_killed_crawl():
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    command = [sys.executable, "-c", CRAWL]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as crawl:
        assert crawl.stdout.readline() == "burning\n"
        readers = children(crawl.pid)
        assert readers
        crawl.send_signal(signal.SIGKILL)
        crawl.wait()
    deadline = time.monotonic() + 5
    while any(map(is_alive, readers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in readers if is_alive(pid)] == []


def test_records_come_through_a_pipe_as_they_were():
    link = Link(URL, Kind.RELATED, "Related", published="2024-01-01", nofollow=True)
    target = replace(
        TARGET, reason=Reason.TRAP, parts={"kind": 0.5}, held=Held("etag"), ask=Ask(URL, "wayback")
    )
    page = make_page()
    readings = [
        Read(target, page, links=(link, Link(URL, Kind.BODY)), targets=(target, TARGET)),
        Read(target, page, links=(link,), targets=(target,)),
        Read(target, page),
    ]
    assert pickle.loads(pickle.dumps(readings)) == readings  # noqa: S301  (our own)


def test_links_that_have_travelled_are_what_they_were():
    links = tuple(Link(f"{URL}{n}", Kind.RELATED, anchor=f"Line {n}", position=n) for n in range(5))
    there = pickle.loads(pickle.dumps(Read(TARGET, GOOD, links=links))).links  # noqa: S301  (our own)
    assert isinstance(there, Columns)
    assert (len(there), repr(there), hash(there)) == (5, repr(links), hash(links))
    assert there == links == there
    assert there != links[1:]
    assert (there[1], there[-2:], tuple(there)) == (links[1], links[-2:], links)
    assert (there.column("kind"), there.column("position")) == ((Kind.RELATED,) * 5, (0, 1, 2, 3, 4))
    some = taken(there, [3, 1])
    assert (some, column(some, "anchor")) == ((links[3], links[1]), ("Line 3", "Line 1"))
    assert (column(taken(there, [2]), "url"), column(taken(there, []), "kind")) == ((links[2].url,), ())
    assert there.alike(anchor="A line")[4] == replace(links[4], anchor="A line")
    again = pickle.loads(pickle.dumps(Read(TARGET, GOOD, links=there))).links  # noqa: S301  (our own)
    assert again == there


def test_records_that_are_like_one_have_columns_of_their_own():
    numbers = tuple(range(3))
    found = Columns.like(Target(URL, depth=2), id=numbers, kind=(Kind.BODY,) * 3)
    assert found == tuple(Target(URL, Kind.BODY, depth=2, id=number) for number in numbers)
    assert (found.column("id"), found.column("kind")) == (numbers, (Kind.BODY,) * 3)
    assert pickle.dumps(found) == pickle.dumps(Columns.of(tuple(found)))


def test_records_from_the_values_of_their_fields():
    links = (Link(URL, Kind.BODY, "", "Oak", 0), Link(URL + "b", Kind.NEXT, "", "Elm", 1, score=0.5))
    rows = [tuple(getattr(link, name) for name in Link.__match_args__) for link in links]
    found = Columns.of_rows(Link, rows)
    assert found == links
    assert pickle.dumps(found) == pickle.dumps(Columns.of(links))


def test_readers_that_cannot_start_are_an_error():
    pool = Pool(2, Task(os._exit, (5,), os.getpid), context())
    with pytest.raises(DiedError, match="exit code 5"):
        asyncio.run(pool.ready())
    pool.stop()


def test_calls_that_are_alike_are_answered_by_one_process():
    pool = Pool(2, Task(int, (), eval), context())

    async def rounds():
        await pool.ready()
        found = []
        for likes in ("ab", "ba", "ab", "ba"):
            calls = [pool.call("__import__('os').getpid()", seconds=60, like=like) for like in likes]
            found += zip(likes, await asyncio.gather(*calls), strict=True)
        return found

    found = asyncio.run(rounds())
    assert pool.line.free == [2, 2]
    pool.stop()
    assert len(set(found)) == 2
    assert len({process for _, process in found}) == 2


def test_a_call_that_nobody_waits_for_any_more_ends_with_its_process():
    pool = Pool(1, Task(int, (), time.sleep), context())

    async def change_of_mind():
        await pool.ready()
        process = pool.members[0].process
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(pool.call(3600, seconds=3600), 0.01)
        assert await pool.call(0, seconds=60) is None
        return process

    assert asyncio.run(change_of_mind()).exitcode == -signal.SIGKILL
    pool.stop()
    assert pool.members[0].process is None


def called_at_once(work, *calls, seconds=60.0):
    """Make calls of one process at the same time; return what came of each."""
    pool = Pool(1, Task(int, (), work), context())

    async def gather():
        await pool.ready()
        limits = [seconds, *[60.0] * (len(calls) - 1)]
        tasks = [pool.call(call, seconds=limit) for call, limit in zip(calls, limits, strict=True)]
        return await asyncio.gather(*tasks, return_exceptions=True)

    try:
        return asyncio.run(gather())
    finally:
        pool.stop()


def test_calls_are_answered_in_turn_whatever_their_size():
    sizes = [3, 3_000_000, 5, 400_000, 2_000_000, 0, 7]
    assert called_at_once(len, *(b"x" * size for size in sizes)) == sizes


def test_a_call_that_waits_outlives_the_one_before_it():
    died, answer = called_at_once(eval, "__import__('os')._exit(3)", "1 + 1")
    assert isinstance(died, DiedError)
    assert answer == 2
    late, answer = called_at_once(eval, "__import__('time').sleep(60)", "1 + 1", seconds=0.2)
    assert isinstance(late, TimeoutError)
    assert answer == 2


def test_the_answer_to_a_call_that_was_given_up_while_it_waited_is_nobody_elses():
    pool = Pool(1, Task(int, (), eval), context())

    async def change_of_mind():
        await pool.ready()
        first = asyncio.ensure_future(pool.call("__import__('time').sleep(0.3) or 'first'", seconds=60))
        second = asyncio.ensure_future(pool.call("'second'", seconds=60))
        await asyncio.sleep(0.1)
        second.cancel()
        return await first, await pool.call("'third'", seconds=60)

    assert asyncio.run(change_of_mind()) == ("first", "third")
    pool.stop()


TURNS = """import asyncio, os, time
from pathlib import Path
from crawler import forks, workers
from crawler.settings import Settings
forks.preload()
pool = workers.Workers(Settings(), [])
asyncio.run(pool.ready())
mine = [process.pid for process in workers.multiprocessing.active_children()]
print(bool(mine), {os.sched_getscheduler(pid) for pid in (0, *mine)} == {POLICY})
pool.stop()"""


@pytest.mark.skipif(sys.platform != "linux", reason="policies are Linux'")
@pytest.mark.parametrize(("before", "policy"), [("", "os.SCHED_BATCH"), ("SCHED_IDLE", "os.SCHED_IDLE")])
def test_all_of_a_crawl_waits_for_its_turn_unless_a_person_chose_otherwise(before, policy):
    chosen = f"import os\nos.sched_setscheduler(0, os.{before}, os.sched_param(0))\n" if before else ""
    script = chosen + TURNS.replace("{POLICY}", f"{{{policy}}}")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]
