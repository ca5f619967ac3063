"""How long a host rests: every part of the pause, what answers teach, wrong clocks, hours, outages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from builders import claim, failed, make_article, make_page, make_reading, one_claim, rows
from console import corpuscle, free_port

from crawler import clock
from crawler.bot.outage import ENOUGH_FAILURES, PROBE, SILENCE, Outage
from crawler.bot.traffic import Traffic
from crawler.corpus import Corpus
from crawler.corpus.hosts import jumps
from crawler.corpus.hosts.jumps import Drift, bring_back
from crawler.corpus.hosts.pace import MOST_SLOWDOWN, learned, pause
from crawler.corpus.outcome import LONGEST_REST
from crawler.corpus.run import Run
from crawler.corpus.runs import Stop
from crawler.corpus.save import Saver
from crawler.hours import Hours, HoursError
from crawler.reasons import Reason
from crawler.records import Pace, Target
from crawler.settings import Manners, Settings, SettingsError, load

MANNERS = Manners(delay=1.0, slow_answers=2.0, longest_delay=60.0)


@pytest.mark.parametrize(
    ("pace", "seconds"),
    [
        (Pace(), 1.0),
        (Pace(delay=5.0), 5.0),
        (Pace(delay=0.2), 1.0),
        (Pace(own_delay=7.0, delay=5.0), 7.0),
        (Pace(latency=0.3), 1.0),
        (Pace(latency=3.0), 6.0),
        (Pace(slowdown=4.0), 4.0),
        (Pace(latency=3.0, slowdown=4.0), 24.0),
        (Pace(latency=25.0, slowdown=64.0), 60.0),
        (Pace(delay=30.0, slowdown=4.0), 60.0),
        (Pace(own_delay=600.0), 600.0),
        (Pace(own_delay=600.0, slowdown=4.0), 600.0),
    ],
)
def test_the_longest_of_all_delays_times_the_slowdown(pace, seconds):
    assert pause(pace, MANNERS) == seconds


@pytest.mark.parametrize(
    ("pace", "seconds"), [(Pace(latency=9.0, slowdown=8.0), 0.0), (Pace(delay=2.0, slowdown=8.0), 2.0)]
)
def test_without_a_delay_nothing_adapts(pace, seconds):
    assert pause(pace, replace(MANNERS, delay=0.0)) == seconds


def test_latency_follows_the_answers():
    pace = learned(Pace(), make_page(seconds=1.0))
    assert pace.latency == 1.0
    for _ in range(20):
        pace = learned(pace, make_page(seconds=3.0))
    assert pace.latency == pytest.approx(3.0, abs=0.05)
    assert learned(pace, make_page()) == pace


@pytest.mark.parametrize(
    "trouble",
    [
        {"reason": Reason.TIMEOUT, "status": None},
        {"reason": Reason.HTTP_ERROR, "status": 429},
        {"reason": Reason.HTTP_ERROR, "status": 503},
    ],
)
def test_trouble_doubles_the_pause_and_good_answers_undo_it(trouble):
    pace = Pace()
    for _ in range(20):
        pace = learned(pace, make_page(**trouble))
    assert pace.slowdown == MOST_SLOWDOWN
    assert learned(Pace(), make_page(**trouble)).slowdown == 2.0
    assert learned(Pace(slowdown=2.0), make_page()).slowdown == pytest.approx(1.8)
    assert learned(Pace(slowdown=1.05), make_page(status=404, reason=Reason.GONE)).slowdown == 1.0


def test_no_answer_is_no_good_answer():
    page = make_page(status=None, reason=Reason.UNREACHABLE)
    assert learned(Pace(slowdown=4.0), page).slowdown == 4.0


def saver(corpus, **manners):
    return Saver(corpus.frontier, Settings(manners=Manners(**manners)))


def test_what_an_answer_taught_is_kept_and_used_by_the_next_claim(corpus):
    save = saver(corpus, retry_minutes=0.0).save
    (first,) = claim(corpus, Target("https://a/1"))
    corpus.frontier.add(Target("https://a/2"))
    page = make_page("https://a/1", seconds=4.0, status=503, reason=Reason.HTTP_ERROR, address="203.0.113.5")
    save([make_reading(first, page=page)])
    (second, *_) = claim(corpus)
    assert second.pace == Pace(latency=4.0, slowdown=2.0)
    assert second.address == "203.0.113.5"
    save([make_reading(second, make_article(), page=make_page("https://a/2", seconds=4.0))])
    ((next_at,),) = rows(corpus, "select next_at from hosts")
    assert 13 < clock.seconds_until(next_at) <= 14.4


def test_the_pause_runs_from_the_answer_not_from_when_it_was_saved(corpus):
    (target,) = claim(corpus, Target("https://a/1"))
    page = make_page("https://a/1", fetched_at=clock.after(-8))
    saver(corpus, delay=10.0).save([make_reading(target, make_article(), page=page)])
    ((next_at,),) = rows(corpus, "select next_at from hosts")
    assert 1 < clock.seconds_until(next_at) <= 2


def test_a_host_that_keeps_failing_rests_for_hours_and_its_addresses_keep_their_attempts(corpus):
    manners = {"failures": 3, "rest_hours": 6.0, "retry_minutes": 0.0, "attempts": 2}
    for number in range(3):
        corpus.frontier.add(Target(f"https://a/{number}"))
    for _ in range(3):
        (target, *others) = claim(corpus)
        for other in others:
            corpus.frontier.release(other)
        saver(corpus, **manners).save([failed(target, reason=Reason.UNREACHABLE)])
        corpus.frontier.wake()
    ((next_at, failures),) = rows(corpus, "select next_at, failures from hosts")
    assert failures == 3
    assert 5.9 < clock.seconds_until(next_at) / 3600 <= 6
    before = rows(corpus, "select id, attempts, status from frontier order by id")
    (target, *others) = claim(corpus)
    for other in others:
        corpus.frontier.release(other)
    saver(corpus, **manners).save([failed(target, reason=Reason.UNREACHABLE)])
    assert rows(corpus, "select id, attempts, status from frontier order by id") == before
    ((next_at,),) = rows(corpus, "select next_at from hosts")
    assert clock.seconds_until(next_at) > 5.9 * 3600


# wrong clocks


def test_a_clock_that_was_wrong_holds_nothing_up(corpus):
    corpus.frontier.add(Target("https://a/1"))
    corpus.frontier.add(Target("https://b/1"))
    corpus.frontier.add(Target("https://c/1"))
    hours = Manners().rest_hours
    soon = clock.after(LONGEST_REST + hours * 3600 - 60)
    corpus.connection.execute("update hosts set next_at = '2999-01-01T00:00:00.000Z' where host = 'a'")
    corpus.connection.execute("update hosts set next_at = ? where host = 'b'", (soon,))
    corpus.connection.execute("update frontier set due_ms = 32472144000000 where url = 'https://c/1'")
    corpus.connection.execute(
        "insert into site_files (origin, path, host, status, fetched_at, expires_at) "
        "values ('https://a', '/robots.txt', 'a', 'ok', '2998', '2999-01-01T00:00:00.000Z')"
    )
    assert bring_back(corpus.connection, Settings()) == 3
    run = Run.start(corpus, Settings().with_values("focus", min_chance=0.0))
    assert {target.url for target in run.claim(9)} == {"https://a/1", "https://c/1"}
    assert rows(corpus, "select next_at from hosts where host = 'b'") == [(soon,)]
    assert rows(corpus, "select expires_at < ? from site_files", clock.after(1)) == [(1,)]


def test_a_clock_set_back_in_a_run_keeps_rests_as_long_as_they_were(corpus, monkeypatch):
    corpus.frontier.add(Target("https://a/1"))
    corpus.frontier.rest("a", clock.after(3600 + 30))  # set while the clock was an hour ahead
    corpus.connection.execute("update frontier set due_ms = ?", (clock.milliseconds(clock.after(3600 + 90)),))
    drift = Drift()
    drift.offset += 3600
    assert drift.follow(corpus.connection) == pytest.approx(3600, abs=1)
    ((next_at, due_at),) = rows(corpus, "select next_at, due_at from hosts join frontier using (host)")
    assert 25 < clock.seconds_until(next_at) <= 31
    assert 85 < clock.seconds_until(due_at) <= 91
    assert drift.follow(corpus.connection) == 0
    monkeypatch.setattr(jumps, "offset", lambda: drift.offset + 3600)
    assert drift.follow(corpus.connection) == 0
    assert rows(corpus, "select next_at from hosts") == [(next_at,)]


def test_a_clock_set_back_since_the_last_claim_is_no_reason_to_stop(corpus):
    corpus.frontier.add(Target("https://a/1", priority=1.0))
    run = Run.start(corpus, Settings())
    run.rest("a", 24 * 3600 + 30)  # set while the clock was a day ahead
    run.drift.offset += 24 * 3600
    next_at = run.next_at()
    assert next_at is not None
    assert 25 < clock.seconds_until(next_at) <= 31


# budgets of the day


def test_pages_of_a_day_count_over_all_runs(corpus):
    for url in ("a/1", "a/2", "a/3", "b/1", "b/2"):
        corpus.frontier.add(Target(f"https://{url}", priority=0.9))
    corpus.frontier.know_host("b")
    corpus.connection.execute("update hosts set per_day = 1 where host = 'b'")
    settings = Settings(manners=Manners(delay=0.0, per_day=2)).with_values("crawl", per_host=0)
    first = Run.start(corpus, settings)
    assert {target.url for target in first.claim(9)} == {"https://a/1", "https://b/1"}
    second = Run.start(corpus, settings)
    corpus.connection.execute("update frontier set state = 'd' where status = 'claimed'")
    claimed = second.claim(9)
    assert [target.url.partition("//")[2][0] for target in claimed] == ["a"]
    assert second.claim(9) == []
    assert second.next_at() is None
    assert second.exhausted() is Stop.DAILY
    second.release(claimed[0])
    assert len(second.claim(9)) == 1
    corpus.connection.execute("update hosts set day = '2001-01-01'")
    assert second.next_at() is not None
    assert {target.url.partition("//")[2][0] for target in second.claim(9)} == {"a", "b"}


def test_what_was_not_fetched_does_not_count_for_the_day(corpus):
    (target,) = claim(corpus, Target("https://a/1"))
    assert rows(corpus, "select today from hosts") == [(1,)]
    saver(corpus).save([failed(target, reason=Reason.ROBOTS)])
    assert rows(corpus, "select today from hosts") == [(0,)]


# hours


@pytest.mark.parametrize(
    ("text", "at", "is_open", "opening"),
    [
        ("", "12:00", True, "12:00"),
        ("22:00-06:00", "23:30", True, "23:30"),
        ("22:00-06:00", "05:59", True, "05:59"),
        ("22:00-06:00", "06:00", False, "22:00"),
        ("22:00-06:00", "21:59", False, "22:00"),
        ("9:00-17:00", "08:59", False, "09:00"),
        ("9:00-17:00", "17:00", False, "09:00"),
        ("12:00-13:00, 20:00-24:00", "23:59", True, "23:59"),
        ("12:00-13:00, 20:00-24:00", "13:30", False, "20:00"),
        ("12:00-13:00,20:00-24:00", "00:00", False, "12:00"),
    ],
)
def test_hours(text, at, is_open, opening):
    moment = datetime.fromisoformat(f"2026-03-04T{at}").astimezone()
    hours = Hours.parse(text)
    assert hours.are_open(moment) is is_open
    assert f"{hours.next_opening(moment):%H:%M}" == opening
    assert hours.next_opening(moment) >= moment


@pytest.mark.parametrize(
    "text",
    ["night", "22-6", "22:00", "22:00-", "25:00-26:00", "12:60-13:00", "10:00-10:00", "9:00-10:00,", "-"],
)
def test_hours_that_are_none(tmp_path, text):
    with pytest.raises(HoursError, match="22:00-06:00"):
        Hours.parse(text)
    (tmp_path / "corpuscle.toml").write_text(f'[manners]\nhours = "{text}"\n')
    with pytest.raises(SettingsError, match="hours"):
        load(tmp_path)


def test_a_crawl_outside_its_hours_asks_nothing_and_says_when_it_may(tmp_path):
    now = datetime.now().astimezone()
    begin, end = now + timedelta(hours=2), now + timedelta(hours=3)
    (tmp_path / "corpuscle.toml").write_text(
        f'[manners]\nallow_private = true\nhours = "{begin:%H:%M}-{end:%H:%M}"\n'
    )
    done = corpuscle("crawl", "--start", f"http://a.localhost:{free_port()}/", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    assert f"run again at {begin:%H:%M}" in done.stderr
    with Corpus(tmp_path / "corpus.db") as corpus:
        assert rows(corpus, "select count(*), (select count(*) from pages) from frontier") == [(1, 0)]


# outages


def outage_after(*hosts: str, silence: float = SILENCE) -> tuple[Outage, float]:
    """An outage's beginning: one answer at 0, then these failures, then silence."""
    outage = Outage(minutes=10.0)
    outage.answered(0.0)
    for host in hosts:
        outage.failed(host, 0.1)
    return outage, silence


THREE = ("a", "b", "c", "a", "b")


@pytest.mark.parametrize(
    ("hosts", "seconds", "expected"),
    [
        (THREE, SILENCE, True),
        (THREE, SILENCE - 1, None),
        (THREE[:ENOUGH_FAILURES - 1], SILENCE, None),
        (THREE[:ENOUGH_FAILURES - 1], SILENCE + 1, False),
        (("a", "b", "a", "b", "a", "b"), SILENCE + 1, False),
        (("b", "c", "d", "e", "f"), SILENCE, False),
    ],
)  # fmt: skip
def test_when_the_network_is_to_blame(hosts, seconds, expected):
    outage, now = outage_after(*hosts, silence=seconds)
    assert outage.blames("a", now) is expected
    assert outage.is_on is (expected is True)


def test_before_the_first_answer_nothing_is_blamed_on_the_network():
    outage = Outage(minutes=10.0)
    for host in THREE:
        outage.failed(host, 0.0)
    assert outage.blames("a", 99.0) is False


def test_an_answer_ends_an_outage_and_doubts():
    outage, now = outage_after(*THREE)
    assert outage.blames("a", now)
    assert not outage.may_probe(now + PROBE / 2)
    assert outage.may_probe(now + PROBE)
    assert not outage.may_probe(now + PROBE * 1.5)
    assert not outage.is_over(now + 599)
    assert outage.is_over(now + 600)
    outage.answered(now + 10)
    assert not outage.is_on
    assert not outage.is_over(now + 9999)
    assert outage.blames("a", now + 11) is False


# IP addresses


def test_traffic_counts_requests_by_address():
    traffic = Traffic(2)
    targets = [Target(f"https://h{number}/", id=number) for number in range(4)]
    for target in targets:
        traffic.begin(target)
    assert traffic.busy() == {"h0", "h1", "h2", "h3"}
    assert [traffic.admits(target, "203.0.113.5") for target in targets[:3]] == [True, True, False]
    assert traffic.admits(targets[3], "203.0.113.6")
    assert traffic.admits(targets[0], "203.0.113.5")  # it has its place already
    traffic.rest(targets[0], 0.0)
    assert traffic.under_way() == {"203.0.113.5": 1, "203.0.113.6": 1}
    assert traffic.admits(targets[2], "203.0.113.5")
    assert traffic.busy() == {"h1", "h2", "h3"}


def test_a_host_whose_answer_has_a_say_is_busy_until_that_is_saved():
    traffic = Traffic(2)
    one, other = Target("https://a/1", id=1), Target("https://b/1", id=2)
    for target in (one, other):
        traffic.begin(target)
        assert traffic.admits(target, "203.0.113.5")
    traffic.rest(one, 0.0, until_saved=True)
    traffic.rest(other, 0.0)
    assert traffic.busy() == {"a"}
    assert not traffic.under_way()  # nobody is asked any more
    traffic.end(one)
    assert traffic.busy() == set()
    before = Target("https://a/0", id=3)
    for target in (before, one):
        traffic.begin(target)
    traffic.rest(one, 60.0, until_saved=True)
    traffic.end(before)  # of the same host, and saved late: it has no say
    assert traffic.busy() == {"a"}
    assert traffic.next_rested() is None
    traffic.end(one)
    assert traffic.busy() == {"a"}  # its own pause goes on
    assert 59 < traffic.next_rested() <= 60


def test_this_machine_is_nobody_elses_server():
    one, other = Target("https://a/", id=1), Target("https://b/", id=2)
    for address in ("127.0.0.1", "127.8.8.8", "::1"):
        traffic = Traffic(1)
        assert traffic.admits(one, address)
        assert traffic.admits(other, address)
        strict = Traffic(1, counts_loopback=True)
        assert strict.admits(one, address)
        assert not strict.admits(other, address)


def test_an_answer_from_before_the_clock_was_set_back_makes_nobody_wait_for_the_old_time(corpus):
    target = one_claim(corpus, "https://a/1")
    late = make_page(target.url, fetched_at=clock.after(24 * 3600))
    Saver(corpus.frontier, Settings()).save([make_reading(target, make_article(), page=late)])
    (next_at,) = corpus.connection.execute("select next_at from hosts where host = 'a'").fetchone()
    assert clock.seconds_until(next_at) < 60
