"""Readings that come soon after each other are saved together; what is alone does not wait."""

from __future__ import annotations

import asyncio

import pytest

from crawler.bot import desk as desks
from crawler.bot.desk import Desk
from crawler.bot.tally import Tally
from crawler.corpus import Corpus
from crawler.corpus.run import Run
from crawler.reasons import Reason
from crawler.records import Page, Reading
from crawler.settings import Settings

STARTS = [f"https://host-{number}.example/a-story" for number in range(24)]
LONGEST = 30.0  # seconds that a test may take


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setattr(desks, "PATIENCE", 2 * LONGEST)  # only what is tested ends the wait
    with Corpus(tmp_path / "corpus.db", create=True) as corpus:
        corpus.plant([], STARTS)
        desk = Desk(Run.start(corpus, Settings()), Settings(), Tally())
        yield desk
        desk.close()


def refused(target):
    return Reading(target, Page(target.url, reason=Reason.GONE))


def soon(work):
    return asyncio.run(asyncio.wait_for(work, LONGEST))


@pytest.mark.parametrize(("under_way", "saved"), [(24, 12), (16, 10), (6, 6), (1, 1)])
def test_half_of_what_is_under_way_is_saved_in_one_transaction_or_all_of_few(desk, under_way, saved):
    commits = []

    async def several():
        targets = await desk.take(under_way, (), {})
        desk.run.corpus.connection.set_trace_callback(
            lambda statement: commits.append(statement) if statement == "commit" else None
        )
        saves = []
        for target in targets[:saved]:
            saves.append(asyncio.ensure_future(desk.save(refused(target))))
            await asyncio.sleep(0.02)  # the thread is free all the time
        return await asyncio.gather(*saves)

    assert soon(several()) == [Reason.GONE] * saved
    assert commits == ["commit"]
    assert len(desk.out) == under_way - saved


def test_a_reading_waits_for_nobody_when_the_rest_is_given_back(desk):
    async def one():
        first, *rest = await desk.take(9, (), {})
        save = asyncio.ensure_future(desk.save(refused(first)))
        for target in rest:
            await desk.release(target, 0.0)
        return await save

    assert soon(one()) is Reason.GONE
    assert desk.out == set()


def test_who_asks_for_time_has_it_on_disk_at_once(desk):
    """Whoever is killed now would ask again too soon."""

    async def one():
        target = (await desk.take(9, (), {}))[0]
        page = Page(target.url, status=503, reason=Reason.HTTP_ERROR, headers={"retry-after": "60"})
        await desk.save(Reading(target, page))

    soon(one())
    rests = "select count(*) from hosts where next_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '50 seconds')"
    assert desk.run.corpus.connection.execute(rests).fetchone()[0] == 1


def test_who_went_away_is_saved_all_the_same_and_keeps_nobody_waiting(desk):
    async def two():
        targets = await desk.take(9, (), {})
        gone, stays = (asyncio.ensure_future(desk.save(refused(target))) for target in targets[:2])
        await asyncio.sleep(0)
        gone.cancel()
        for target in targets[2:]:
            await desk.release(target, 0.0)
        return await stays

    assert soon(two()) is Reason.GONE
    assert desk.out == set()
    refusals = "select count(*) from frontier where reason = 'gone'"
    assert desk.run.corpus.connection.execute(refusals).fetchone()[0] == 2
