"""The desk as crawlers on several machines share it, and as they see it; without a cluster."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from math import inf
from types import SimpleNamespace

import pytest
from builders import make_article, make_reading
from swarm import OneThread

from crawler.bot.tally import Tally
from crawler.bot.traffic import Traffic
from crawler.corpus.run import Run
from crawler.corpus.runs import Stop
from crawler.scale.cluster import refusal
from crawler.scale.door import ScaleError, door_of
from crawler.scale.job import Job
from crawler.scale.placing import Node, check_version, crawler_nodes, desk_node
from crawler.scale.remote import SURE, RemoteDesk
from crawler.scale.shared import SharedDesk
from crawler.settings import Crawl, Manners, Settings

TIMEOUT = 7.0


class Together:
    """A shared desk, the moment that it is, and crawlers that speak to it."""

    def __init__(self, corpus, hosts=1, pages=0):
        settings = Settings(
            crawl=Crawl(pages=pages, breadth=True), manners=Manners(delay=0.001, timeout=TIMEOUT)
        )
        corpus.plant([], [f"https://h{number}.example/a" for number in range(hosts)])
        self.now = 0.0
        self.corpus = corpus
        self.tally = Tally()
        desk = OneThread(Run.start(corpus, settings), settings, self.tally)
        self.shared = SharedDesk(desk, settings, 2, now=lambda: self.now)
        self.asleep = False

    def crawler(self, number, node="node"):
        return RemoteDesk(partial(self.shared.join, number, node, "machine"), self.shared.call)

    async def lose(self, seconds):
        """Let time pass in which nobody is heard."""
        self.now += seconds
        await self.shared.check()

    def saved(self):
        (number,) = self.corpus.connection.execute("select count(*) from pages").fetchone()
        return number


@pytest.fixture
def together(corpus):
    return Together(corpus)


async def claimed(crawler, traffic=None):
    traffic = Traffic(1) if traffic is None else traffic
    targets = await crawler.claim(5, traffic)
    for target in targets:
        traffic.begin(target)
    return targets


async def again(crawler):
    """Claim as soon as the corpus lets a host be asked again."""
    while not (targets := await claimed(crawler)):  # noqa: ASYNC110  (the corpus has no event for it)
        await asyncio.sleep(0.01)
    return targets


def test_what_comes_late_from_a_crawler_that_was_lost_is_dropped(together):
    async def play():
        one, two = together.crawler(0), together.crawler(1)
        (target,) = await claimed(one)
        assert one.holds(target)
        await together.lose(30.0)
        assert await claimed(two) == []  # it may still be asked
        together.now += TIMEOUT + 1.0
        together.corpus.connection.execute("update hosts set next_at = ''")
        (found,) = await again(two)
        assert found.id == target.id
        assert await one.save(make_reading(target, make_article())) is None
        assert together.saved() == 0
        assert not one.holds(target)
        await two.save(make_reading(found, make_article()))
        assert together.saved() == 1
        assert together.tally.articles == 1
        # both are still of the party
        assert [member.restarts for member in together.shared.crew.members.values()] == [1, 0]

    asyncio.run(play())


@pytest.mark.parametrize(("node", "rest"), [("node", 0.001), ("another", TIMEOUT + 0.001)])
def test_hosts_of_a_crawler_that_was_replaced_rest_longer_if_it_may_still_live(together, node, rest):
    async def play():
        (target,) = await claimed(together.crawler(0))
        await together.crawler(0, node).queue()
        assert together.shared.leases.hosts["h0.example"].until == pytest.approx(rest)
        assert not together.shared.desk.out
        status = "select status from frontier where id = ?"
        assert together.corpus.connection.execute(status, (target.id,)).fetchone()[0] == "queued"

    asyncio.run(play())


def test_a_host_rests_from_the_moment_that_its_crawler_tells(together):
    async def play():
        crawler, traffic = together.crawler(0), Traffic(1)
        (target,) = await claimed(crawler, traffic)
        lease = together.shared.leases.hosts["h0.example"]
        await crawler.queue()
        assert lease.until == inf
        traffic.rest(target, 3.0)
        together.now = 50.0
        await crawler.queue()
        assert 52.9 < lease.until <= 53.0
        await crawler.queue()
        assert 52.9 < lease.until <= 53.0

    asyncio.run(play())


def test_a_crawler_that_does_not_hear_of_its_desk_asks_nobody(together):
    async def play():
        crawler = together.crawler(0)
        (target,) = await claimed(crawler)
        crawler.heard_at = time.monotonic() - SURE - 1
        assert not crawler.holds(target)
        await crawler.queue()
        assert crawler.holds(target)

    asyncio.run(play())


def test_a_crawler_waits_for_what_others_have_under_way(together):
    async def play():
        one, two = together.crawler(0), together.crawler(1)
        (target,) = await claimed(one)
        assert await claimed(two) == []
        assert await two.nothing_left() is None
        await one.save(make_reading(target, make_article()))
        assert await two.nothing_left() is Stop.FRONTIER
        await one.queue()
        assert one.spent() is Stop.FRONTIER

    asyncio.run(play())


def test_the_budget_of_pages_is_one_for_all(corpus):
    async def play():
        together = Together(corpus, hosts=20, pages=6)
        crawlers = [together.crawler(number) for number in range(2)]
        first = [await claimed(crawler) for crawler in crawlers]
        assert sorted(map(len, first)) == [1, 5]
        for crawler, targets in zip(crawlers, first, strict=True):
            await asyncio.gather(*(crawler.save(make_reading(target)) for target in targets))
        for crawler in crawlers:
            assert await claimed(crawler) == []
            assert crawler.spent() is Stop.PAGES
        assert together.saved() == 6

    asyncio.run(play())


def test_a_corpus_that_cannot_be_written_ends_the_run_of_all(together):
    async def play():
        one, two = together.crawler(0), together.crawler(1)
        (target,) = await claimed(one)
        together.corpus.connection.execute("pragma query_only = on")
        with pytest.raises(Exception, match="readonly"):
            await one.save(make_reading(target, make_article()))
        await two.queue()
        assert two.spent() is Stop.FAILED
        assert "readonly" in str(together.shared.failure)

    asyncio.run(play())


# where everything is


def node(number=1, **fields):
    known = {"id": f"{number}", "name": f"n{number}", "cpus": 2, "is_head": False, "version": "1"}
    return Node(**known | fields)


def test_the_desk_stands_where_the_corpus_is_seen(tmp_path):
    here = desk_node([node(1, sees=True), node(2)], tmp_path / "corpus.db")
    assert here.id == "1"
    both = [node(1, sees=True), node(2, sees=True, is_head=True)]
    assert desk_node(both, tmp_path / "corpus.db").id == "2"
    with pytest.raises(ScaleError, match=r"no node of the cluster sees .*n1, n2"):
        desk_node([node(1), node(2)], tmp_path / "corpus.db")


def test_crawlers_stand_where_there_are_cores():
    nodes = [node(1, cpus=0, is_head=True), node(2, cpus=4), node(3, cpus=8)]
    assert [one.id for one in crawler_nodes(nodes, None)] == ["3", "2"]
    assert [one.id for one in crawler_nodes(nodes, 3)] == ["3", "2", "3"]
    with pytest.raises(ScaleError, match="no cores"):
        crawler_nodes(nodes[:1], None)


@pytest.mark.parametrize(
    ("version", "said"), [(None, "not installed on n1"), ("0.0.1", "n1 has Corpuscle 0.0.1")]
)
def test_a_node_with_another_version_is_named(version, said):
    with pytest.raises(ScaleError, match=said):
        check_version(node(version=version))


def test_readers_are_shared_out_among_crawlers():
    job = Job(SimpleNamespace(), Settings(), crawlers=3, readers=8)
    assert [job.share(number) for number in range(3)] == [3, 3, 2]


@pytest.mark.parametrize(
    ("address", "door"),
    [
        ("auto", None),
        ("ray://head.example:10001", ("head.example", 10001)),
        ("10.0.0.1:6379", ("10.0.0.1", 6379)),
        ("ray://[::1]:10001", ("::1", 10001)),
    ],
)
def test_addresses_of_clusters(address, door):
    assert door_of(address) == door


@pytest.mark.parametrize(
    "address", ["", "head", "ray://", "http://head:1", "head:0", "head:99999", "ray://head"]
)
def test_what_is_no_address_of_a_cluster(address):
    with pytest.raises(ScaleError, match="it can be auto"):
        door_of(address)


def test_ray_speaks_of_a_mismatch_in_many_lines_and_we_in_one():
    said = "Version mismatch: The cluster was started with:\n    Ray: 2.9.0\n    Python: 3.10.1\nThis process"
    line = refusal(RuntimeError(said), "auto")
    assert "\n" not in line
    assert "Ray: 2.9.0 Python: 3.10.1" in line
    assert "install the same" in line
