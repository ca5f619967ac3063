"""Leases of hosts and targets, and how they are dealt: pure, told the time."""

from __future__ import annotations

from math import inf

import pytest
from swarm import Swarm

from crawler.records import Target
from crawler.scale.crew import Crew
from crawler.scale.leases import Leases, deal, home_of

ONE, TWO = (0, 0), (1, 0)
PUBLIC = "192.0.2.80"


def target(number: int, host: str = "a.example", **fields: object) -> Target:
    return Target(f"https://{host}/{number}", id=number, **fields)


def leases(*begun: tuple, per_address: int = 1) -> Leases:
    found = Leases(per_address)
    for holder, one in begun:
        found.begin(holder, one, 1.0, 0.0)
    return found


@pytest.mark.parametrize(
    ("told", "free_at"),
    [
        ([], 6.0),  # never told: it rests its pause from when it was saved
        ([(ONE, 2.0, 3.0)], 3.0 + 2.0),
        ([(ONE, 9.0, 3.0)], 3.0 + 9.0),
        ([(TWO, 0.0, 3.0)], 6.0),  # by somebody who does not hold it
        ([(ONE, 2.0, 3.0), (ONE, 0.0, 4.0)], 3.0 + 2.0),  # only the first time
    ],
)
def test_a_host_is_free_when_it_has_rested(told, free_at):
    found = leases((ONE, target(1)))
    for holder, seconds, now in told:
        found.rest(holder, {"a.example": seconds}, now)
    found.settle(target(1), 5.0)
    assert not found.is_free("a.example", free_at - 0.01)
    assert found.is_free("a.example", free_at)


def test_a_host_is_leased_anew_while_its_last_page_is_being_read():
    found = leases((ONE, target(1)))
    found.rest(ONE, {"a.example": 1.0}, 2.0)
    found.begin(TWO, target(2), 1.0, 3.0)
    found.settle(target(1), 4.0)
    assert not found.is_free("a.example", 100.0)  # the other one asks it
    assert found.owns(TWO, target(2))
    assert not found.owns(ONE, target(1))


@pytest.mark.parametrize("grace", [0.0, 25.0])
def test_what_a_lost_crawler_had_is_taken_from_it(grace):
    found = leases((ONE, target(1)), (ONE, target(2, "b.example")), (TWO, target(3, "c.example")))
    found.rest(ONE, {"b.example": 4.0}, 10.0)
    assert {one.id for one in found.end(ONE, grace, 10.0)} == {1, 2}
    assert found.hosts["a.example"].until == 10.0 + 1.0 + grace  # it may be asked still
    assert found.hosts["b.example"].until == 14.0  # it had answered
    assert found.hosts["c.example"].until == inf
    assert not found.owns(ONE, target(1))
    assert found.owns(TWO, target(3, "c.example"))


def test_only_a_free_host_is_reserved():
    found = leases((ONE, target(1)))
    assert not found.reserve(TWO, "a.example", 1.0, 5.0)
    assert found.reserve(TWO, "b.example", 1.0, 5.0)
    assert not found.reserve(ONE, "b.example", 1.0, 100.0)
    found.rest(TWO, {"b.example": 1.0}, 100.0)
    assert found.reserve(ONE, "b.example", 1.0, 101.0)


@pytest.mark.parametrize(("most", "admitted"), [(1, 1), (2, 2), (0, 3)])
def test_an_ip_address_is_asked_as_often_as_may_be_by_all_together(most, admitted):
    hosts = [f"{name}.example" for name in "abc"]
    holders = [ONE, TWO, ONE]
    found = leases(
        *((holder, target(n, host)) for n, (holder, host) in enumerate(zip(holders, hosts, strict=True))),
        per_address=most,
    )
    asks = [found.admits(holder, host, PUBLIC) for holder, host in zip(holders, hosts, strict=True)]
    assert asks == [number < admitted for number in range(3)]
    assert found.under_way() == {PUBLIC: admitted}
    assert not found.admits(TWO, "a.example", PUBLIC)  # not its host


def test_the_corpus_is_told_of_hosts_that_it_may_think_free():
    found = leases((ONE, target(1)), (TWO, target(2, "b.example")))
    found.rest(TWO, {"b.example": 1.0}, 3.0)
    assert found.busy(0.5) == set()  # the corpus itself keeps them so long
    assert found.busy(3.5) == {"a.example", "b.example"}
    assert found.busy(4.0) == {"a.example"}
    assert set(found.hosts) == {"a.example"}  # and nothing is kept of what has rested


def test_targets_are_dealt_by_home_and_then_by_room():
    targets = [target(n, f"h{n}.example") for n in range(300)]
    whole = deal(targets, {(n, 0): 100 for n in range(3)}, 3)
    assert sorted(map(len, whole.values())) == [100, 100, 100]
    homes = sum(
        home_of(one.url[8:].partition("/")[0], 3) == n for (n, _), ones in whole.items() for one in ones
    )
    assert homes > 250
    one = deal(targets[:50], {(1, 4): 50, (2, 0): 0}, 3)
    assert [len(one[1, 4]), len(one[2, 0])] == [50, 0]
    few = deal(targets[:30], {(0, 0): 1, (1, 0): 40}, 3)
    assert [len(few[0, 0]), len(few[1, 0])] == [1, 29]


def test_a_crawler_that_says_nothing_is_out_until_it_joins_anew():
    crew = Crew(0.0, silence=20.0)
    first = crew.join(0, "node", "machine", 0.0).ticket
    crew.join(1, "node", "machine", 0.0)
    assert crew.hear(first, 15.0)
    assert [member.ticket for member in crew.lost(25.0)] == [(1, 0)]
    assert crew.lost(26.0) == []  # said once
    assert crew.hear((1, 0), 27.0) is None
    assert crew.join(1, "other", "machine", 28.0).ticket == (1, 1)
    assert crew.hear((1, 0), 29.0) is None  # the one that was replaced
    assert crew.hear((1, 1), 29.0).restarts == 1
    assert crew.silence_of_all(40.0) == 11.0


@pytest.mark.parametrize(("deaths", "least"), [(0.0, 0.6), (0.02, 0.0)])
def test_many_crawlers_share_hosts_fairly_and_politely_though_some_die(tmp_path, deaths, least):
    swarm = Swarm(crawlers=12, hosts=150, urls=3, window=8, delay=1.0, deaths=deaths)
    assert swarm.run(tmp_path / "corpus.db") == {"refused": 450}
    assert bool(swarm.died) == bool(deaths)
    assert min(swarm.gaps()) >= 1.0
    assert len(swarm.asked) == 150
    # what its crawler has handed over is saved, also if that dies before it hears so
    assert 450 - swarm.died * swarm.window <= swarm.pages.total() <= 450
    assert min(swarm.pages.values()) > least * 450 / 12
    assert swarm.most_targets <= 12 * 8
