"""Queries in the corpus: planted as addresses, claimed, saved, asked again, and explained."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from builders import claim, open_run, rows
from provider_answers import THROTTLE, gdelt, google_news
from test_providers import FERRY, HARBOUR

from crawler.clock import after
from crawler.corpus.copies.duplicates import Duplicates
from crawler.corpus.discovery import planting
from crawler.corpus.discovery.planting import Planter
from crawler.corpus.discovery.queries import Origin, Queries
from crawler.corpus.forbidden.erasing import erase
from crawler.corpus.hosts.allowance import Allowance
from crawler.corpus.run import Run
from crawler.corpus.runs import Stop
from crawler.corpus.save import Saver
from crawler.reader import Reader
from crawler.reasons import Reason
from crawler.records import Ask, Kind, Page, Query, Seed, Target, Window
from crawler.settings import Discovery, Manners, Settings

SEED = Seed("ferry.txt", "The ferry sails from the harbour again.", title="Ferry", published="2024-03-12")
QUERIES = [Query(("ferry", word), "en") for word in ("harbour", "captain", "storm", "bell", "strait")]
DISCOVERY = Discovery(
    providers=("gdelt", "google-news", "feeds", "urls"), asked=2, rounds=2, gdelt_delay=0, google_news_delay=0
)
SETTINGS = replace(Settings(), discovery=DISCOVERY, manners=Manners(delay=0.0))
TODAY = datetime.now(UTC).date()
STATE = "select provider, outcome, reason, found, new from queries order by id"


@pytest.fixture(autouse=True)
def own_queries(monkeypatch):
    """What is asked is ours, whatever is made of a seed elsewhere."""
    monkeypatch.setattr(planting, "queries_of", lambda *_: QUERIES)


@pytest.fixture(scope="module")
def reader():
    return Reader.make(SETTINGS, [SEED])


def planter(corpus, **settings):
    return Planter(corpus.frontier, replace(DISCOVERY, **settings), corpus.path.parent)


def saver(corpus, **settings):
    return Saver(
        corpus.frontier, replace(SETTINGS, discovery=replace(DISCOVERY, **settings)), open_run(corpus)
    )


def answered(reader, target, body, status=200, reason=None, **fields):
    """What comes of a claimed target whose host answers so."""
    page = Page(
        target.url, target.url, status, body=body.encode(), fetched_at=after(0), reason=reason, **fields
    )
    return reader(target, page)


def asks(corpus):
    return sorted(claim(corpus), key=lambda target: target.id)


# planting


def test_a_seed_without_a_way_in_is_asked_about(corpus):
    corpus.plant([SEED])
    assert planter(corpus).plant() == 4
    assert planter(corpus, gdelt_delay=5.0).plant() == 0  # they wait
    found = rows(corpus, "select provider, terms, since, until, round, outcome from queries order by id")
    assert found[0] == ("gdelt", '["ferry", "harbour"]', "2023-12-13", "2024-06-10", 0, "waiting")
    assert [row[0] for row in found] == ["gdelt", "gdelt", "google-news", "google-news"]
    frontier = rows(corpus, "select kind, depth, priority, seed, via, status from frontier")
    assert set(frontier) == {("search", 0, 1.0, 1, None, "queued")}
    delays = dict(rows(corpus, "select host, provider_delay from hosts"))
    assert delays == {"api.gdeltproject.org": 5.0, "news.google.com": 0.0}


@pytest.mark.parametrize("given", [{"url": "https://one.example/"}, {"feeds": ("https://one.example/feed",)}])
def test_a_seed_with_a_way_in_is_not(corpus, given):
    corpus.plant([replace(SEED, **given)])
    assert planter(corpus).plant() == 0
    assert planter(corpus).plant([1]) > 0  # unless it is named


def test_what_a_person_set_for_a_host_stays(corpus):
    corpus.plant([SEED])
    planter(corpus).plant()
    corpus.connection.execute("update hosts set own_delay = 9")
    planter(corpus, gdelt_delay=7.0).plant(again=True)
    assert rows(corpus, "select own_delay, provider_delay from hosts where host like '%gdelt%'") == [
        (9.0, 7.0)
    ]


def test_the_site_of_a_seed_is_asked_if_it_is_known_by_its_host(corpus):
    corpus.plant([replace(SEED, site="one.example"), replace(SEED, text="Another.", site="The One")])
    planter(corpus, providers=("feeds", "sitemaps")).plant()
    assert rows(corpus, "select url, sites from queries join frontier using (id)") == [
        ("https://one.example/", '["https://one.example"]'),
        ("https://one.example/robots.txt", '["https://one.example"]'),
    ]


def test_what_is_blocked_is_not_asked(corpus):
    (corpus.path.parent / "blocklist.txt").write_text("api.gdeltproject.org\n")
    corpus.plant([SEED])
    corpus.forbid(SETTINGS)
    assert planter(corpus, providers=("gdelt",)).plant() == 0
    assert rows(corpus, "select distinct outcome, reason from queries") == [("not-measured", "blocked")]


def test_an_address_that_was_read_before_is_asked_anew_on_its_old_trail(corpus, reader):
    corpus.plant([replace(SEED, start_urls=("https://one.example/list",))])
    queries = Queries(corpus.frontier, DISCOVERY)
    (start,) = claim(corpus)
    saver(corpus).save([answered(reader, start, "<p>nothing</p>")])
    assert queries.plant_one(Ask(start.url, "feeds", sites=("https://one.example",)), Origin(1))
    assert rows(corpus, "select kind, via, status, depth from frontier") == [("seed", None, "queued", 0)]
    (again,) = claim(corpus)
    assert again.ask.provider == "feeds"


# answers


def test_what_an_answer_names_is_followed_with_its_evidence(corpus, reader):
    corpus.plant([SEED])
    planter(corpus, providers=("gdelt",), asked=1).plant()
    (target,) = asks(corpus)
    assert (target.ask.query, target.ask.window) == (
        QUERIES[0],
        Window(date(2023, 12, 13), date(2024, 6, 10)),
    )
    saver(corpus).save([answered(reader, target, gdelt([FERRY, HARBOUR]))])
    assert rows(corpus, STATE) == [("gdelt", "found", None, 2, 2)]
    assert rows(corpus, "select url, kind, via, depth, seed, status from frontier where via is not null") == [
        (FERRY.url, "search", target.id, 1, 1, "queued"),
        (HARBOUR.url, "search", target.id, 1, 1, "queued"),
    ]
    query, find = corpus.why(FERRY.url).trail
    assert (query.query["provider"], query.query["terms"]) == ("gdelt", ["ferry", "harbour"])
    assert (query.query["since"], query.query["outcome"], query.query["new"]) == ("2023-12-13", "found", 2)
    assert find.find == {
        "title": FERRY.title, "published": "2024-03-02T09:30:00+00:00", "site": "one.example",
        "evidence": "seen by GDELT; English United States", "rank": 0,
    }  # fmt: skip
    assert "date" in find.parts
    planter(corpus, providers=("gdelt",), asked=1).plant([1], again=True)
    saver(corpus).save([answered(reader, one, gdelt([FERRY])) for one in asks(corpus) if one.ask])
    assert rows(corpus, STATE) == [("gdelt", "found", None, 1, 0)]
    assert rows(corpus, "select count(*) from finds") == [(1,)]


@pytest.mark.parametrize(
    ("answer", "measured", "state"),
    [
        ((THROTTLE, 200, None), "throttled", "queued"),
        (("", 429, Reason.HTTP_ERROR), "throttled", "queued"),
        (("<html><body>Maintenance</body></html>", 200, None), "bad-answer", "queued"),
        (("", 200, None), "empty", "queued"),
        (("", 403, Reason.HTTP_ERROR), "http-error", "refused"),
        (("", None, Reason.ROBOTS), "robots", "refused"),
        (("", None, Reason.DNS), "dns", "queued"),
    ],
)
def test_what_says_nothing_was_not_measured_and_is_tried_again_where_it_may_pass(
    corpus, reader, answer, measured, state
):
    corpus.plant([SEED])
    planter(corpus, providers=("gdelt",), asked=1).plant()
    (target,) = asks(corpus)
    saver(corpus).save([answered(reader, target, *answer)])
    assert rows(corpus, STATE) == [("gdelt", "not-measured", measured, 0, 0)]
    ((status, due),) = rows(corpus, "select status, due_at from frontier")
    assert (status, due is not None) == (state, state == "queued")
    (line,) = corpus.discovered().providers
    assert (line["asked"], line["unmeasured"][0]["reason"]) == (0, measured)
    assert corpus.discovered().is_empty


def test_opaque_addresses_are_never_fetched_and_their_sites_are_asked(corpus, reader):
    corpus.plant([SEED])
    planter(corpus, providers=("google-news", "feeds"), asked=1).plant()
    (target,) = asks(corpus)
    saver(corpus, providers=("feeds",), title_sites=1).save(
        [answered(reader, target, google_news([FERRY, HARBOUR]))]
    )
    assert rows(
        corpus, "select status, reason, count(*) from frontier where kind = 'search' and depth = 1"
    ) == [("refused", "opaque", 2)]
    onward = rows(
        corpus, "select provider, step, exact, round, via from queries join frontier using (id) where step"
    )
    assert set(onward) == {("feeds", 1, 1, 0, target.id)}
    (line, _) = corpus.discovered().providers
    assert corpus.discovered().is_empty
    assert {line["provider"], line["headlines"]} <= {"google-news", "feeds", 0, 2}


def test_headlines_for_one_place_are_looked_for_together(corpus, reader):
    corpus.plant([SEED])
    queries = Queries(corpus.frontier, DISCOVERY)

    def look_for(*titles, day=2, exact=True):
        window = Window(date(2024, 3, day), date(2024, 3, day + 5))
        query = Query(titles, "en", exact=exact)
        site = "https://one.example"
        return queries.plant_one(Ask(f"{site}/robots.txt", "sitemaps", query, window, (site,)), Origin(1))

    wanted = "select terms, since, until from queries"
    assert look_for("One headline")
    assert not look_for("One headline")
    assert not look_for("Another", day=9)  # it waits, now for both
    assert rows(corpus, wanted) == [('["Another", "One headline"]', "2024-03-02", "2024-03-14")]
    saver(corpus).save(
        [answered(reader, target, "Sitemap: https://one.example/a.xml") for target in asks(corpus)]
    )
    assert not look_for("One headline")
    assert look_for("A third")
    assert rows(corpus, wanted)[0][0] == '["A third", "Another", "One headline"]'
    assert look_for("ferry", exact=False)  # all that the site has
    assert not look_for("A fourth")


def test_a_list_that_names_itself_is_asked_once(corpus, reader):
    corpus.plant([SEED])
    site = "https://one.example"
    ask = Ask(f"{site}/robots.txt", "sitemaps", sites=(site,))
    queries = Queries(corpus.frontier, DISCOVERY)
    for _ in range(2):
        queries.plant_one(ask, Origin(1, stale=after(60)))
        (target,) = asks(corpus)
        saver(corpus).save([answered(reader, target, f"Sitemap: {ask.url}")])
        assert rows(corpus, "select status from frontier") == [("refused",)]


def test_what_is_taken_down_leaves_no_headline(corpus, reader):
    corpus.plant([SEED])
    planter(corpus, providers=("gdelt",), asked=1).plant()
    (target,) = asks(corpus)
    saver(corpus).save([answered(reader, target, gdelt([FERRY, HARBOUR]))])
    ((id,),) = rows(corpus, f"select id from frontier where url = '{FERRY.url}'")  # noqa: A001
    erase(corpus.connection, Duplicates(corpus.connection, SETTINGS.duplicates), [id])
    assert rows(corpus, "select title, evidence <> '' from finds order by rank") == [
        ("", 0),
        (HARBOUR.title, 1),
    ]


def test_a_query_moves_with_a_redirect(corpus, reader):
    corpus.plant([SEED])
    planter(corpus, providers=("gdelt",), asked=1).plant()
    (target,) = asks(corpus)
    page = Page(target.url, "https://other.example/doc?x=1", 302, fetched_at=after(0), reason=Reason.REDIRECT)
    saver(corpus).save([reader(target, page)])
    assert rows(corpus, "select outcome, reason, step from queries order by id") == [
        ("onward", "redirect", 0),
        ("waiting", None, 0),
    ]
    (moved,) = asks(corpus)
    assert (moved.url, moved.hops, moved.ask.provider) == ("https://other.example/doc?x=1", 1, "gdelt")
    assert planter(corpus, providers=("gdelt",), asked=1).plant() == 0


def test_queries_are_outside_of_budgets(corpus):
    corpus.plant([SEED])
    planter(corpus, providers=("gdelt",)).plant()
    host = "api.gdeltproject.org"
    corpus.frontier.budgets.add({("host", host): (1000, 0)})
    assert rows(corpus, "select distinct status from frontier") == [("queued",)]
    assert len(asks(corpus)) == 2
    id, _ = corpus.frontier.add(Target(f"https://{host}/story", Kind.SEARCH, 1, 0.5))  # noqa: A001
    assert rows(corpus, f"select reason from frontier where id = {id}") == [("budget",)]


# rounds, and asking again


def test_the_next_round_comes_where_the_last_brought_nothing(corpus, reader):
    corpus.plant([SEED])
    planter(corpus, providers=("gdelt",)).plant()
    assert planter(corpus, providers=("gdelt",)).plant_next() == 0  # nothing is measured yet
    saver(corpus).save([answered(reader, target, "{}") for target in asks(corpus)])
    assert planter(corpus, providers=("gdelt",)).plant_next() == 2
    last = rows(corpus, "select terms, since from queries where round = 1")
    assert last == [('["ferry", "storm"]', "2023-03-18"), ('["ferry", "bell"]', "2023-03-18")]
    saver(corpus).save([answered(reader, target, "{}") for target in asks(corpus)])
    assert planter(corpus, providers=("gdelt",)).plant_next() == 0  # two rounds are what is wanted


def test_no_round_comes_after_one_that_found_something_or_was_not_measured(corpus, reader):
    corpus.plant([SEED])
    planter(corpus, providers=("gdelt",)).plant()
    first, second = asks(corpus)
    saver(corpus).save([answered(reader, first, THROTTLE), answered(reader, second, THROTTLE)])
    assert planter(corpus, providers=("gdelt",)).plant_next() == 0
    planter(corpus, providers=("gdelt",)).plant(again=True)
    first, second = asks(corpus)
    saver(corpus).save([answered(reader, first, gdelt([FERRY])), answered(reader, second, "{}")])
    assert planter(corpus, providers=("gdelt",)).plant_next() == 0


def test_what_is_new_is_asked_for_after_some_days(corpus, reader):
    corpus.plant([SEED])
    due = planter(corpus, providers=("gdelt",))
    assert due.plant_due() == 2  # a seed without a way in, never asked about
    saver(corpus).save([answered(reader, target, "{}") for target in asks(corpus)])
    assert due.plant_due() == 0
    long_ago = TODAY - timedelta(days=9)
    corpus.connection.execute("update queries set planted_at = ?", (f"{long_ago}T00:00:00.000Z",))
    assert due.plant_due() == 2
    newest = rows(corpus, "select since, until from queries where outcome = 'waiting'")
    assert set(newest) == {(str(long_ago), str(TODAY))}
    assert due.plant_due() == 0
    corpus.connection.execute("update queries set planted_at = '2020-01-01'")
    assert planter(corpus, providers=("gdelt",), again_days=0).plant_due() == 0


# claims


def test_queries_alone_are_claimed_if_that_is_wanted(corpus):
    corpus.plant([SEED, replace(SEED, text="Another.", url="https://one.example/a")])
    planter(corpus, providers=("gdelt",)).plant()
    run = Run.start(corpus, SETTINGS, only_asks=True)
    first = run.claim(10)
    assert [target.ask.provider for target in first] == ["gdelt"]
    for target in first:
        run.release(target)
    corpus.connection.execute("update hosts set failures = 1")
    assert run.next_at() is None  # a host that fails is not waited for
    assert run.exhausted() is Stop.ASKED
    allowance = Allowance(run.id, Manners(delay=0.0))
    corpus.connection.execute("update hosts set next_at = ''")
    assert {target.url for target in corpus.frontier.claim(10, allowance)} >= {"https://one.example/a"}


# lists of one's own


def listing(corpus, **settings):
    corpus.plant([SEED])
    planter(corpus, providers=("urls",), **settings).plant()
    return rows(corpus, STATE)[0]


def test_a_file_of_addresses(corpus):
    (corpus.path.parent / "list.txt").write_text(
        f"{FERRY.url}\tThe ferry\n{HARBOUR.url}\nhttps://a.example/b.pdf\n"
    )
    assert listing(corpus, urls_file="list.txt") == ("urls", "found", None, 3, 2)
    query, find = corpus.why(FERRY.url).trail
    assert (query.url, query.reason) == ("urls:list.txt", "answered")
    assert (find.find["title"], find.find["evidence"], find.priority) == (
        "The ferry",
        "listed by list.txt",
        0.6,
    )
    assert corpus.why("https://a.example/b.pdf").last.reason == "not-a-page"


def python(code):
    return f"{sys.executable} -c '{code}'"


@pytest.mark.parametrize(
    ("command", "settings", "expected"),
    [
        (python('print("https://one.example/a")'), {}, ("urls", "found", None, 1, 1)),
        (python('print("https://one.example/a"); exit(3)'), {}, ("urls", "not-measured", "bad-answer", 0, 0)),
        (python('while True: print("a" * 9999)'), {"urls_megabytes": 0.1},
         ("urls", "not-measured", "too-large", 0, 0)),
        (python("import time; time.sleep(99)"), {"urls_seconds": 0.2},
         ("urls", "not-measured", "timeout", 0, 0)),
        ("no-such-program --at-all", {}, ("urls", "not-measured", "unreachable", 0, 0)),
        (python("pass"), {}, ("urls", "nothing", None, 0, 0)),
    ],
)  # fmt: skip
def test_a_command_that_prints_addresses(corpus, command, settings, expected):
    assert listing(corpus, urls_command=command, **settings) == expected


def test_what_a_failing_command_complained_of_is_shown(corpus):
    listing(corpus, urls_command=python('import sys; print("no \\x1b[31mkey", file=sys.stderr); exit(1)'))
    ((detail,),) = rows(corpus, "select detail from queries")
    assert detail == "it ended with status 1: no [31mkey"
