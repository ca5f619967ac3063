"""Calls go where their like went before; none waits while a process is idle, and no place is lost."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

from crawler import line as lines
from crawler.line import Line


def enter_all(line, *likes):
    """Begin to wait for places, in this order; return the tasks."""
    return [asyncio.ensure_future(line.enter(like)) for like in likes]


def test_calls_that_are_alike_go_to_one_process():
    async def several():
        line = Line(2, 1)
        first, second = [await task for task in enter_all(line, "a", "b")]
        waiting = enter_all(line, "b", "a", "a", "b")
        await asyncio.sleep(0)
        for process in (first, first, second, second):
            line.leave(process)
        return [first, second], [await task for task in waiting]

    (a, b), seated = asyncio.run(several())
    assert a != b
    assert seated == [b, a, a, b]


def test_who_is_idle_takes_what_is_not_its_own():
    async def several():
        line = Line(2, 2)
        seated = [await line.enter("a") for _ in range(4)]
        waiting = enter_all(line, "a", "a")
        await asyncio.sleep(0)
        line.leave(1)
        line.leave(1)
        return seated, [await task for task in waiting]

    assert asyncio.run(several()) == ([0, 1, 0, 1], [1, 1])


def test_those_that_go_away_take_no_place_with_them():
    async def crowd():
        line, chance, inside = Line(3, 2), random.Random(7), Counter()

        async def work(like):
            process = await line.enter(like)
            inside[process] += 1
            try:
                assert inside[process] <= 2
                await asyncio.sleep(chance.random() / 1000)
            finally:
                inside[process] -= 1
                line.leave(process)

        async def change_of_mind(like):
            task = asyncio.ensure_future(work(like))
            await asyncio.sleep(chance.random() / 50)
            task.cancel()
            return await asyncio.gather(task, return_exceptions=True)

        ends = await asyncio.gather(*[change_of_mind(chance.choice("abcdef")) for _ in range(300)])
        return line, Counter(str(type(end)) for (end,) in ends)

    line, ends = asyncio.run(crowd())
    assert line.free == [2, 2, 2]
    assert not line.waiting
    assert set(ends) == {str(type(None)), str(asyncio.CancelledError)}


def test_few_sorts_are_remembered(monkeypatch):
    monkeypatch.setattr(lines, "MOST", 3)

    async def many():
        line = Line(2, 1)
        for like in "abcabdabe":
            line.leave(await line.enter(like))
        return list(line.known)

    assert asyncio.run(many()) == ["a", "b", "e"]
