"""The frontier beside a model of it in a dict: every step compared, whatever the order."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from builders import assert_counted, failed, make_article, make_link, make_reading, open_run, rows
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from crawler import clock, urls
from crawler.corpus import Corpus
from crawler.corpus.evidence import REOPENABLE
from crawler.corpus.hosts.allowance import Allowance
from crawler.corpus.save import Saver
from crawler.focus.chance import millionths
from crawler.reasons import Reason
from crawler.records import Kind, Target
from crawler.settings import Manners, Settings

FAR = "2999-01-01T00:00:00.000Z"
PAST = "2001-01-01T00:00:00.000Z"
HOSTS = ("a.example", "b.example", "c.example")
ADDRESSES = st.builds(
    "{}{}/{}".format,
    st.sampled_from(("https://", "http://www.")),
    st.sampled_from(HOSTS),
    st.integers(0, 4),
)
PRIORITIES = st.sampled_from([n / 8 for n in range(9)])
REFUSALS = st.sampled_from([None, None, None, *REOPENABLE, Reason.NOT_A_PAGE])
ANY = st.integers(0, 1000)


@dataclass
class Row:
    """What the model knows of an address."""

    url: str
    priority: float
    status: str
    reason: Reason | None = None
    via: int | None = None
    is_due_later: bool = False
    attempts: int = 0
    hops: int = 0
    has_page: bool = False

    @property
    def host(self) -> str:
        return urls.host(self.url)

    @property
    def stored(self) -> tuple[object, ...]:
        trail = self.priority, self.via, self.is_due_later, self.attempts
        return self.url, self.host, self.status, self.reason, *trail

    @property
    def is_ready(self) -> bool:
        return self.status == "queued" and not self.is_due_later


@dataclass
class Model:
    """A frontier as a dict."""

    rows: dict[int, Row] = field(default_factory=dict)
    resting: set[str] = field(default_factory=set)
    taken: dict[str, int] = field(default_factory=dict)

    def find(self, url: str) -> int | None:
        return next((n for n, row in self.rows.items() if urls.key(row.url) == urls.key(url)), None)

    def add(self, id: int, target: Target) -> None:  # noqa: A002
        known = self.rows.get(id)
        if known is None:
            status = "refused" if target.reason else "queued"
            self.rows[id] = Row(target.url, target.priority, status, target.reason, target.via)
            return
        reopens = known.status == "refused" and known.reason in REOPENABLE
        outbids = known.status == "queued" and target.priority > known.priority
        if target.reason is None and not known.has_page and (reopens or outbids):
            known.status, known.reason, known.hops = "queued", None, target.hops
            known.priority, known.via = target.priority, target.via

    def best(self, host: str) -> int | None:
        ready = [(-row.priority, n) for n, row in self.rows.items() if row.host == host and row.is_ready]
        return min(ready)[1] if ready else None

    def in_order(self, ids: list[int]) -> list[int]:
        return sorted(ids, key=lambda n: -self.rows[n].priority)


def has_claims(machine: FrontierMachine) -> bool:
    return bool(machine.claimed)


class FrontierMachine(RuleBasedStateMachine):
    """Runs the real frontier and the model side by side."""

    @initialize(start=st.lists(st.tuples(ADDRESSES, PRIORITIES), min_size=4, max_size=8))
    def begin(self, start: list[tuple[str, float]]) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.model = Model()
        self.texts = 0
        self.open()
        for url, priority in start:
            self.add_both(Target(url, Kind.RELATED, 1, priority))

    def open(self) -> None:
        self.corpus = Corpus(Path(self.folder.name) / "corpus.db", create=True)
        self.corpus.connection.execute("pragma synchronous = off")  # hundreds of small files
        self.run = open_run(self.corpus)
        self.saver = Saver(self.corpus.frontier, Settings(manners=Manners(delay=0.0, attempts=2)), self.run)
        self.claimed: dict[int, Target] = {}

    def teardown(self) -> None:
        if hasattr(self, "corpus"):
            self.corpus.close()
            self.folder.cleanup()

    def pick(self, number: int) -> Target:
        """A claimed target, which leaves the claimed ones."""
        return self.claimed.pop(sorted(self.claimed)[number % len(self.claimed)])

    @rule(url=ADDRESSES, priority=PRIORITIES, reason=REFUSALS)
    def add(self, url: str, priority: float, reason: Reason | None) -> None:
        self.add_both(Target(url, Kind.RELATED, 1, priority, reason=reason))

    def add_both(self, target: Target) -> None:
        expected = self.model.find(target.url)
        found, is_new = self.corpus.frontier.add(target)
        assert is_new is (expected is None)
        assert expected in (None, found)
        self.model.add(found, target)

    @rule(
        limit=st.integers(0, 4), busy=st.sets(st.sampled_from(HOSTS)), per_host=st.sampled_from([None, 1, 2])
    )
    def claim(self, limit: int, busy: set[str], per_host: int | None) -> None:
        model = self.model
        hosts = {row.host for row in model.rows.values()} - busy - model.resting
        hosts = {host for host in hosts if per_host is None or model.taken.get(host, 0) < per_host}
        best = {host: found for host in hosts if (found := model.best(host)) is not None}
        got = self.corpus.frontier.claim(limit, Allowance(self.run, Manners(delay=0.0), per_host), busy)
        expected = model.in_order(list(best.values()))[:limit]
        assert [target.priority for target in got] == [model.rows[n].priority for n in expected]
        for target in got:
            known = model.rows[target.id]
            assert target.id == best.pop(known.host)
            assert (target.url, target.attempts) == (known.url, known.attempts)
            known.status = "claimed"
            model.taken[known.host] = model.taken.get(known.host, 0) + 1
            self.claimed[target.id] = target

    @precondition(has_claims)
    @rule(number=ANY, links=st.lists(st.tuples(ADDRESSES, PRIORITIES, REFUSALS), max_size=4))
    def save_done(self, number: int, links: list[tuple[str, float, Reason | None]]) -> None:
        target = self.pick(number)
        self.texts += 1
        found = tuple(make_link(url) for url, _, _ in {urls.key(link[0]): link for link in links}.values())
        last = {url: (priority, reason) for url, priority, reason in links}
        targets = tuple(
            Target(link.url, link.kind, 1, last[link.url][0], reason=last[link.url][1], via=target.id)
            for link in found
        )
        text = f"text number {self.texts}"
        reading = make_reading(target, make_article(text), links=found, targets=targets)
        assert self.saver.save([reading]) == [None]
        known = self.model.rows[target.id]
        known.has_page = True
        for new in targets:
            ((found_id,),) = rows(self.corpus, "select id from frontier where key = ?", urls.key(new.url))
            self.model.add(found_id, new)
        known.status, known.reason, known.attempts = "done", None, 0

    @precondition(has_claims)
    @rule(number=ANY, reason=st.sampled_from([Reason.GONE, Reason.ROBOTS, Reason.NAVIGATION]))
    def save_refused(self, number: int, reason: Reason) -> None:
        target = self.pick(number)
        assert self.saver.save([failed(target, reason=reason)]) == [reason]
        known = self.model.rows[target.id]
        known.status, known.reason = "refused", reason
        known.has_page |= reason.stage == "fetch"

    @precondition(has_claims)
    @rule(number=ANY, reason=st.sampled_from([Reason.TIMEOUT, Reason.ROBOTS_UNREACHABLE]))
    def save_retry(self, number: int, reason: Reason) -> None:
        target = self.pick(number)
        self.saver.save([failed(target, reason=reason)])
        known = self.model.rows[target.id]
        known.reason, known.attempts = reason, target.attempts + 1
        known.status = "refused" if known.attempts == 2 else "queued"
        known.is_due_later = known.status == "queued"
        known.has_page |= reason.stage == "fetch"

    @precondition(has_claims)
    @rule(number=ANY, scheme=st.sampled_from(("https://", "http://www.")))
    def save_moved(self, number: int, scheme: str) -> None:
        target = self.pick(number)
        known = self.model.rows[target.id]
        if target.hops >= 5:
            self.claimed[target.id] = target
            return
        location = scheme + urls.comparable(target.url)
        self.saver.save([failed(target, reason=Reason.REDIRECT, status=301, final_url=location)])
        known.url, known.status, known.hops = location, "queued", target.hops + 1
        known.reason = None

    @precondition(has_claims)
    @rule(number=ANY)
    def release(self, number: int) -> None:
        target = self.pick(number)
        self.corpus.frontier.release(target)
        self.model.rows[target.id].status = "queued"
        self.model.taken[urls.host(target.url)] -= 1

    @rule(host=st.sampled_from(HOSTS))
    def rest(self, host: str) -> None:
        self.corpus.frontier.rest(host, FAR)
        if rows(self.corpus, "select 1 from hosts where host = ?", host):
            self.model.resting.add(host)

    @rule()
    def time_passes(self) -> None:
        """All rests are over, and all that failed is due."""
        self.corpus.connection.execute("update hosts set next_at = ''")
        self.corpus.connection.execute(
            "update frontier set due_ms = ? where due_ms is not null", (clock.milliseconds(PAST),)
        )
        due = [row for row in self.model.rows.values() if row.is_due_later]
        assert self.corpus.frontier.wake() == len(due)
        for known in due:
            known.is_due_later = False
        self.model.resting.clear()

    @rule(number=ANY, priority=PRIORITIES)
    def reprioritise(self, number: int, priority: float) -> None:
        if self.model.rows:
            id = sorted(self.model.rows)[number % len(self.model.rows)]  # noqa: A001
            stored = (millionths(priority), id)
            self.corpus.connection.execute("update frontier set millionths = ? where id = ?", stored)
            self.model.rows[id].priority = priority

    @rule(reason=st.sampled_from(REOPENABLE))
    def reopen(self, reason: Reason) -> None:
        again = [row for row in self.model.rows.values() if (row.status, row.reason) == ("refused", reason)]
        assert self.corpus.frontier.reopen(reason, 1) == len(again)
        for known in again:
            known.status, known.reason = "queued", None

    @rule()
    def crash(self) -> None:
        """The process dies with claims in hand; the next one takes them up."""
        self.corpus.close()
        self.open()
        claimed = [row for row in self.model.rows.values() if row.status == "claimed"]
        assert self.corpus.frontier.recover() == len(claimed)
        for known in claimed:
            known.status = "queued"
        self.model.taken.clear()

    @invariant()
    def agrees(self) -> None:
        stored = rows(
            self.corpus,
            """select id, url, host, status, reason, priority, via,
            due_ms is not null and status = 'queued', attempts from frontier""",
        )
        assert {row[0]: row[1:] for row in stored} == {
            n: known.stored for n, known in self.model.rows.items()
        }
        assert_counted(self.corpus)
        taken = rows(self.corpus, "select host, taken from hosts where run = ? and taken > 0", self.run)
        assert dict(taken) == {host: n for host, n in self.model.taken.items() if n}

    @invariant()
    def trails_end(self) -> None:
        for n, known in self.model.rows.items():
            seen = {n}
            while known.via is not None:
                assert known.via not in seen
                seen.add(known.via)
                known = self.model.rows[known.via]  # noqa: PLW2901


FrontierMachine.TestCase.settings = settings(
    max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
test_against_a_model = FrontierMachine.TestCase
