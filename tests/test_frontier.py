"""The frontier: one per host, best first, nothing lost, counters that never drift."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import assert_counted, claim, failed, make_article, make_link, make_reading, open_run, rows

from crawler import clock
from crawler.corpus import Corpus
from crawler.corpus.evidence import REOPENABLE
from crawler.corpus.hosts.allowance import Allowance
from crawler.corpus.hosts.shared import CROWD, keep_address
from crawler.corpus.save import Saver
from crawler.corpus.tables.packing import STATES
from crawler.reasons import Reason
from crawler.records import Kind, Target
from crawler.settings import Manners, Settings

FAR = "2999-01-01T00:00:00.000Z"
PAST = "2001-01-01T00:00:00.000Z"


def add(corpus: Corpus, url: str, priority: float = 0.5, **fields: Any) -> int:
    return corpus.frontier.add(Target(f"https://{url}", Kind.RELATED, 1, priority, **fields))[0]


def take(
    corpus: Corpus, limit: int = 10, busy: tuple[str, ...] = (), delay: float = 0.0, **fields: Any
) -> list[str]:
    allowance = Allowance(**{"run": open_run(corpus), "manners": Manners(delay=delay)} | fields)
    return [target.url.removeprefix("https://") for target in corpus.frontier.claim(limit, allowance, busy)]


def row(corpus: Corpus, id: int) -> dict[str, Any]:  # noqa: A002
    return dict(corpus.connection.execute("select * from frontier where id = ?", (id,)).fetchone())


def test_claims_best_first_over_hosts_and_one_of_each(corpus):
    for url, priority in (("a/1", 0.2), ("a/2", 0.9), ("b/1", 0.5), ("c/1", 0.7), ("c/2", 0.1)):
        add(corpus, url, priority)
    assert take(corpus) == ["a/2", "c/1", "b/1"]
    assert take(corpus) == ["a/1", "c/2"]
    assert take(corpus) == []
    assert_counted(corpus)


def test_a_host_that_rested_longer_is_not_first_for_that(corpus):
    for url, priority, rested in (("a/1", 0.2, ""), ("b/1", 0.9, PAST), ("c/1", 0.5, "")):
        add(corpus, url, priority)
        corpus.connection.execute("update hosts set next_at = ? where host = ?", (rested, url[0]))
    assert take(corpus, 2) == ["b/1", "c/1"]


def test_equal_priorities_come_in_the_order_found(corpus):
    for n in range(3):
        add(corpus, f"a/{n}")
    assert [take(corpus) for _ in range(3)] == [["a/0"], ["a/1"], ["a/2"]]


def test_the_limit_holds_and_leaves_the_rest_queued(corpus):
    for n in range(5):
        add(corpus, f"h{n}/1", n / 10)
    assert take(corpus, 2) == ["h4/1", "h3/1"]
    assert take(corpus, 0) == []
    assert corpus.queue() == (3, 3)


def test_busy_hosts_are_passed_over_without_using_up_the_limit(corpus):
    for n in range(5):
        add(corpus, f"h{n}/1", n / 10)
    assert take(corpus, 2, busy=("h4", "h3", "elsewhere")) == ["h2/1", "h1/1"]


def test_a_claim_carries_what_is_stored(corpus):
    seed = add(corpus, "a/seed")
    given = Target("https://b/x", Kind.INLINE, 2, 0.75, {"kind": 0.75}, via=seed, hops=1)
    found, is_new = corpus.frontier.add(given)
    claimed = next(t for t in claim(corpus) if t.id == found)
    assert is_new
    assert claimed == replace(given, id=found, parts={})


def test_a_taken_host_rests_for_the_delay(corpus):
    add(corpus, "a/1")
    add(corpus, "a/2")
    assert take(corpus, delay=60.0) == ["a/1"]
    assert take(corpus, delay=60.0) == []
    ((next_at,),) = rows(corpus, "select next_at from hosts")
    assert 55 < clock.seconds_until(next_at) <= 60


@pytest.mark.parametrize(("asked", "rest"), [(None, 5), (2.0, 5), (30.0, 30)])
def test_the_longer_delay_wins(corpus, asked, rest):
    add(corpus, "a/1")
    corpus.connection.execute("update hosts set delay = ?", (asked,))
    take(corpus, delay=5.0)
    ((next_at,),) = rows(corpus, "select next_at from hosts")
    assert rest - 2 < clock.seconds_until(next_at) <= rest


def test_a_host_that_rests_is_not_asked(corpus):
    add(corpus, "a/1", 0.9)
    add(corpus, "b/1", 0.1)
    corpus.frontier.rest("a", FAR)
    corpus.frontier.rest("a", PAST)  # a shorter rest does not cut a longer one
    assert take(corpus) == ["b/1"]
    assert corpus.frontier.next_at(Allowance(open_run(corpus))) == FAR


def test_per_host_budget_counts_for_one_run(corpus):
    for n in range(4):
        add(corpus, f"a/{n}")
    run = open_run(corpus)
    taken = [take(corpus, run=run, per_host=2) for _ in range(3)]
    assert taken == [["a/0"], ["a/1"], []]
    assert corpus.frontier.next_at(Allowance(run, per_host=2)) is None
    assert take(corpus, per_host=2) == ["a/2"]  # another run


def test_what_was_given_back_does_not_count_against_the_budget(corpus):
    add(corpus, "a/1")
    allowance = Allowance(open_run(corpus), Manners(delay=0.0), per_host=1)
    (target,) = corpus.frontier.claim(1, allowance)
    corpus.frontier.release(target)
    assert [t.url for t in corpus.frontier.claim(1, allowance)] == ["https://a/1"]
    assert corpus.frontier.claim(1, allowance) == []


def test_release_queues_again_and_rests_the_host(corpus):
    add(corpus, "a/1")
    (target,) = claim(corpus)
    corpus.frontier.release(target, FAR)
    assert take(corpus) == []
    assert rows(corpus, "select status, next_at from frontier join hosts using (host)") == [("queued", FAR)]
    assert_counted(corpus)


def test_release_of_what_is_settled_changes_nothing(corpus):
    add(corpus, "a/1")
    (target,) = claim(corpus)
    Saver(corpus.frontier, Settings()).save([failed(target, reason=Reason.GONE)])
    before = rows(corpus, "select queued, best, taken from hosts")
    corpus.frontier.release(target)
    assert row(corpus, target.id)["status"] == "refused"
    assert rows(corpus, "select queued, best, taken from hosts") == before


def test_recover_queues_what_was_claimed(corpus):
    ids = [add(corpus, f"h{n}/1") for n in range(3)]
    claim(corpus)
    assert corpus.frontier.recover() == 3
    assert {row(corpus, id)["status"] for id in ids} == {"queued"}  # noqa: A001
    assert corpus.frontier.recover() == 0
    assert_counted(corpus)


def test_wake_makes_ready_what_is_due_and_nothing_else(corpus):
    early, late = add(corpus, "a/1"), add(corpus, "b/1")
    corpus.connection.execute(
        "update frontier set due_ms = ? where id = ?", (clock.milliseconds(PAST), early)
    )
    corpus.connection.execute("update frontier set due_ms = ? where id = ?", (clock.milliseconds(FAR), late))
    assert take(corpus) == []
    assert corpus.frontier.next_at(Allowance(open_run(corpus))) == PAST
    assert corpus.frontier.wake() == 1
    assert_counted(corpus)
    assert take(corpus) == ["a/1"]
    assert corpus.frontier.next_at(Allowance(open_run(corpus))) == FAR


def test_nothing_waits_in_an_empty_frontier(corpus):
    assert corpus.frontier.next_at(Allowance(open_run(corpus))) is None
    assert take(corpus) == []
    assert not corpus.is_rooted()


def test_hosts_know_of_what_people_delete(corpus):
    for url, priority in (("a/1", 0.9), ("a/2", 0.5), ("b/1", 0.7)):
        add(corpus, url, priority)
    corpus.connection.execute("delete from frontier where url like '%/1'")
    assert_counted(corpus)
    assert take(corpus) == ["a/2"]


@pytest.mark.parametrize("status", ["queued", "claimed"])
def test_hosts_know_of_what_moves_to_another(corpus, status):
    for url, priority in (("a/1", 0.9), ("a/2", 0.5), ("b/1", 0.7)):
        add(corpus, url, priority)
    corpus.connection.execute(
        """update frontier set url = 'https://b/2', state = ?,
host_id = (select id from hosts where host = 'b') where url = 'https://a/1'""",
        (STATES.sign(status),),
    )
    assert_counted(corpus)
    assert take(corpus) == ["b/2" if status == "queued" else "b/1", "a/2"]


def test_reopen_takes_one_reason_up_to_a_depth(corpus):
    deep = [add(corpus, f"a/{n}", reason=Reason.TOO_DEEP) for n in range(3)]
    corpus.connection.execute("update frontier set depth = id")
    add(corpus, "a/menu", reason=Reason.NAVIGATION)
    assert corpus.frontier.reopen(Reason.TOO_DEEP, deep[1]) == 2
    assert [row(corpus, id)["reason"] for id in deep] == [None, None, "too-deep"]  # noqa: A001
    assert corpus.queue() == (2, 1)
    assert_counted(corpus)


@pytest.mark.parametrize("again", ["http://www.a.example/1/", "https://a.example/1?utm_source=x#top"])
def test_one_row_for_one_page(corpus, again):
    found, is_new = corpus.frontier.add(Target("https://a.example/1"))
    assert is_new
    assert corpus.frontier.add(Target(again)) == (found, False)


@pytest.mark.parametrize(
    ("before", "priority", "is_taken"),
    [
        (None, 0.6, True),
        (None, 0.52, True),
        (None, 0.505, False),
        (None, 0.5, False),
        (None, 0.4, False),
        *((reason, 0.1, True) for reason in REOPENABLE),
        (Reason.NOT_A_PAGE, 0.9, False),
        (Reason.TRAP, 0.9, False),
        (Reason.BAD_URL, 0.9, False),
    ],
)
def test_better_evidence(corpus, before, priority, is_taken):
    source = add(corpus, "s/1")
    known = add(corpus, "a/1", reason=before)
    new = Target("https://a/1", Kind.INLINE, 4, priority, {"kind": priority}, via=source)
    assert corpus.frontier.add(new) == (known, False)
    after = row(corpus, known)
    assert (after["kind"] == "inline" and after["via"] == source and after["depth"] == 4) is is_taken
    assert after["status"] == ("refused" if before and not is_taken else "queued")
    assert_counted(corpus)


def test_a_refusal_is_no_better_evidence(corpus):
    known = add(corpus, "a/1", 0.1)
    add(corpus, "a/1", 0.9, reason=Reason.NAVIGATION)
    assert row(corpus, known)["status"] == "queued"
    assert row(corpus, known)["priority"] == 0.1


@pytest.mark.parametrize("status", ["claimed", "done"])
def test_what_was_asked_for_keeps_its_trail(corpus, status):
    known = add(corpus, "a/1", 0.1)
    claim(corpus)
    corpus.connection.execute("update frontier set state = ?", (STATES.sign(status),))
    add(corpus, "a/1", 0.9)
    assert row(corpus, known)["priority"] == 0.1
    assert row(corpus, known)["status"] == status


def test_a_failed_page_that_waits_keeps_its_trail(corpus):
    known = add(corpus, "a/1", 0.1)
    (target,) = claim(corpus)
    Saver(corpus.frontier, Settings()).save([failed(target, reason=Reason.TIMEOUT)])
    add(corpus, "a/1", 0.9)
    assert row(corpus, known)["priority"] == 0.1
    assert row(corpus, known)["reason"] == "timeout"


def test_pages_that_link_to_each_other_make_no_cycle(corpus):
    saver = Saver(corpus.frontier, Settings())
    (one,) = claim(corpus, Target("https://a/1", priority=0.1))
    saver.save([make_reading(one, make_article(), links=(make_link("https://a/2", score=0.9),))])
    (two,) = claim(corpus)
    back = (make_link("https://a/1", score=1.0), make_link("https://a/2", score=1.0))
    saver.save([make_reading(two, make_article("another text"), links=back)])
    assert rows(corpus, "select id, via from frontier order by id") == [(one.id, None), (two.id, one.id)]


def test_targets_added_together_get_one_row_per_page(corpus):
    targets = [
        Target("https://a/1"),
        Target("https://a/1"),
        Target("https://a/2.pdf", reason=Reason.NOT_A_PAGE),
    ]
    assert corpus.frontier.add_all(targets) == [(1, True), (1, False), (2, True)]


def test_an_address_that_is_none_gets_a_row_with_its_reason(corpus):
    known, _ = corpus.frontier.add(Target("http://[", reason=Reason.BAD_URL))
    assert row(corpus, known)["reason"] == "bad-url"
    assert take(corpus) == []


def place(corpus: Corpus, host: str, address: str) -> None:
    keep_address(corpus.connection, host, address)


def test_one_request_at_a_time_to_an_address_that_hosts_share(corpus):
    for host, address in (("a", "203.0.113.5"), ("b", "203.0.113.5"), ("c", "203.0.113.6"), ("d", "")):
        add(corpus, f"{host}/1", 0.9 - ord(host) / 1000)
        if address:
            place(corpus, host, address)
    assert take(corpus) == ["a/1", "c/1", "d/1"]
    allowance = Allowance(open_run(corpus), Manners(delay=0.0))
    assert corpus.frontier.claim(9, allowance, (), {"203.0.113.5": 1}) == []
    assert [target.url for target in corpus.frontier.claim(9, allowance)] == ["https://b/1"]


@pytest.mark.parametrize(("per_address", "expected"), [(0, 6), (1, 1), (2, 2), (4, 4)])
def test_an_address_may_have_as_many_requests_as_the_settings_say(corpus, per_address, expected):
    for number in range(6):
        add(corpus, f"h{number}/1")
        place(corpus, f"h{number}", "203.0.113.5")
    allowance = Allowance(open_run(corpus), Manners(delay=0.0, per_address=per_address))
    assert len(corpus.frontier.claim(9, allowance)) == expected
    left = corpus.frontier.claim(9, allowance, (), {"203.0.113.5": per_address})
    assert left == []


def test_hosts_on_this_machine_are_not_counted(corpus):
    for number in range(CROWD + 3):
        add(corpus, f"h{number}/1")
        place(corpus, f"h{number}", "127.0.0.1")
    assert rows(corpus, "select sum(crowded) from hosts") == [(0,)]
    assert len(take(corpus, 99)) == CROWD + 3


def test_a_farm_on_one_address_holds_nobody_up(corpus):
    for number in range(CROWD * 3):
        add(corpus, f"farm{number}/1", 0.9)
        place(corpus, f"farm{number}", "203.0.113.5")
    for number in range(5):
        add(corpus, f"h{number}/1", 0.1)
        place(corpus, f"h{number}", f"203.0.113.{10 + number}")
    assert rows(corpus, "select count(*) from hosts where crowded") == [(CROWD * 2,)]
    first = take(corpus)
    assert sorted(first)[1:] == [f"h{number}/1" for number in range(5)]
    # every one of them has its turn
    taken = {first[0]} | {url for _ in range(CROWD * 3) for url in take(corpus)}
    assert len(taken - {f"h{number}/1" for number in range(5)}) == CROWD * 3
    assert take(corpus) == []
    assert_counted(corpus)


def test_a_crowded_host_rests_like_any_other(corpus):
    for number in range(CROWD + 2):
        add(corpus, f"farm{number}/1", 0.9)
        place(corpus, f"farm{number}", "203.0.113.5")
    corpus.connection.execute("update hosts set next_at = ? where not crowded", (FAR,))
    allowance = Allowance(open_run(corpus), Manners(delay=0.0))
    busy = (f"farm{CROWD}",)
    assert [target.url for target in corpus.frontier.claim(9, allowance, busy)] == [
        f"https://farm{CROWD + 1}/1"
    ]
    assert corpus.frontier.claim(9, allowance, busy) == []
    assert len(corpus.frontier.claim(9, allowance)) == 1


def test_a_host_that_moves_leaves_the_crowd(corpus):
    for number in range(CROWD + 1):
        add(corpus, f"farm{number}/1", 0.9)
        place(corpus, f"farm{number}", "203.0.113.5")
    place(corpus, f"farm{CROWD}", "203.0.113.6")
    assert rows(corpus, "select count(*) from hosts where crowded") == [(0,)]
    assert len(take(corpus)) == 2
