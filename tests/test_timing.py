import threading

import pytest

from crawler import timing
from crawler.timing import Cost, Stage, timed


@timed(Stage.LANGUAGE)
def inner():
    return sum(range(50_000))


@timed(Stage.TEXT)
def outer(*, fails=False):
    inner()
    if fails:
        raise ValueError("on purpose")
    return sum(range(200_000))


@pytest.fixture(autouse=True)
def off_again():
    yield
    timing.stop()


def test_nothing_is_timed_unless_it_is_asked_for():
    assert outer() == sum(range(200_000))
    timing.waited(Stage.SAVE_WAIT, 1.0)
    timing.gather({Stage.TEXT: Cost(1, 1.0, 1.0)})
    assert not timing.is_on()
    assert timing.take() is None
    assert timing.total() == {}


def test_a_stage_is_timed_without_those_within_it():
    timing.start()
    for _ in range(3):
        outer()
    costs = timing.take()
    assert {stage: cost.calls for stage, cost in costs.items()} == {
        Stage.START: 0,
        Stage.TEXT: 3,
        Stage.LANGUAGE: 3,
    }
    assert costs[Stage.TEXT].cpu > costs[Stage.LANGUAGE].cpu > 0
    assert timing.take().keys() == {Stage.START}  # what was taken is gone


def test_a_stage_that_fails_has_ended():
    timing.start()
    with pytest.raises(ValueError, match="on purpose"):
        outer(fails=True)
    with timed(Stage.COMMIT):
        pass
    assert timing.here.watch.stages == [Stage.START]
    assert timing.take()[Stage.TEXT].calls == 1


def test_everything_comes_together():
    timing.start()
    outer()
    timing.begin_work()
    thread = threading.Thread(target=lambda: (timing.join(Stage.CORPUS), outer()))
    thread.start()
    thread.join()
    timing.gather({Stage.TEXT: Cost(1, 2.0, 3.0), Stage.PACK: Cost(1, 0.5, 0.5)})
    timing.waited(Stage.FETCH_WAIT, 4.0)
    timing.waited(Stage.FETCH_WAIT, None)
    found = timing.total()
    assert found[Stage.TEXT].calls == 2  # what was before the work belongs to its start
    assert found[Stage.TEXT].cpu > 2.0
    assert found[Stage.START].cpu > 0
    assert found[Stage.FETCH_WAIT] == Cost(1, 0.0, 4.0)
    assert {Stage.MAIN, Stage.THREADS, Stage.CORPUS, Stage.PACK} <= found.keys()
    assert timing.total()[Stage.TEXT].calls == 2  # asking changes nothing


def test_only_what_a_page_took_is_told_of_it():
    cpu = {Stage.TEXT: 0.0123, Stage.MAIN: 1.0, Stage.DECODE: 0.001}
    costs = {stage: Cost(1, seconds, 1.0) for stage, seconds in cpu.items()}
    assert list(timing.milliseconds(costs).items()) == [("decode", 1.0), ("text", 12.3)]
    assert timing.milliseconds(None) == {}
