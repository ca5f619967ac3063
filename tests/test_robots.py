"""robots.txt and tdmrep.json: what answers mean, when they are asked for again, and what a crawl does."""

from __future__ import annotations

import asyncio
import gzip
import io
import itertools
import sqlite3
import time
from contextlib import closing
from itertools import pairwise
from math import inf
from types import SimpleNamespace

import pytest
from console import corpuscle
from rich.console import Console
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from siteweb import Reply, SiteWeb

from crawler import clock
from crawler.bot.memory import Known, Memory, is_stale
from crawler.bot.robots import tdmrep_of
from crawler.bot.site_files import BusyError, SiteFiles, as_site_file, lifetime, moved_to
from crawler.corpus import Corpus, SiteFile
from crawler.rules import LARGEST, RobotsTxt, Tdmrep, TdmrepError, sitemaps
from crawler.settings import SettingsError, load
from crawler.terminal.why import print_step

ROBOT = "Corpuscle"
HOST = "http://a.example"
DELAY = 0.1


def answered(status: int = 200, body: bytes = b"User-agent: *\nDisallow: /", **headers: str) -> Response:
    return Response(f"{HOST}/robots.txt", status=status, body=body, headers=headers)


# what an answer means


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        *((status, "ok") for status in (200, 204, 206)),
        *((status, "missing") for status in (301, 304, 400, 401, 403, 404, 410, 451)),
        *((status, "unreachable") for status in (429, 500, 503, 599)),
    ],
)
def test_a_status_class_decides(status, expected):
    file = as_site_file(answered(status))
    assert (file.status, file.http_status) == (expected, status)
    assert bool(file.text) is (expected == "ok")
    assert bool(file.trouble) is (expected == "unreachable")


@pytest.mark.parametrize(
    ("control", "hours"),
    [
        ("", 24),
        ("max-age=7200", 2),
        ('public, Max-Age="7200"', 2),
        ("max-age=10", 1),
        ("max-age=31536000", 24),
        ("max-age=99999999999999999999", 24),
        ("no-store", 1),
        ("no-cache, max-age=86400", 1),
        ("s-maxage=7200", 24),
        ("max-age=-5", 24),
        ("max-age=soon", 24),
    ],
)
def test_an_answer_holds_as_long_as_it_says_within_bounds(control, hours):
    assert lifetime(answered(**({"Cache-Control": control} if control else {}))) == hours * 3600


def test_an_unreachable_file_is_asked_for_again_soon():
    assert as_site_file(answered(503)).expires_at < clock.after(601)
    assert as_site_file(answered(404)).expires_at > clock.after(86000)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/r.txt", f"{HOST}/r.txt"),
        ("//b.example/r", "http://b.example/r"),
        ("ftp://b.example/", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_where_a_file_was_moved_to(location, expected):
    assert moved_to(answered(301, Location=location)) == expected
    assert moved_to(answered(200, Location=location)) == ""


# in whose turn they are asked for


def files_of(until, claimed_meanwhile=(), elsewhere=()):
    """Return what fetches files in a crawl, with hosts that are busy, and some that are claimed meanwhile.

    Those `elsewhere` are asked by another crawler when their turn is wanted first.
    """
    claims, taken = list(claimed_meanwhile), list(elsewhere)
    traffic = SimpleNamespace(until=until)

    async def reserve(host, _):
        if host in taken:
            taken.remove(host)
            return False
        if host in claims:
            claims.remove(host)
            traffic.until[host] = inf
            asyncio.get_running_loop().call_later(0.1, traffic.until.update, {host: time.monotonic() + 0.2})
        return True

    spider = SimpleNamespace(traffic=traffic, desk=SimpleNamespace(reserve=reserve))
    settings = Settings({"HOST_DELAY": 0.0, "DOWNLOAD_TIMEOUT": 0.5})
    return SiteFiles(SimpleNamespace(settings=settings, signals=SignalManager(), spider=spider)), traffic


@pytest.mark.parametrize(("rests", "claims", "least"), [(0.0, [], 0.0), (0.2, [], 0.2), (0.0, ["b"], 0.2)])
def test_a_file_that_was_moved_waits_for_its_new_host(rests, claims, least):
    began = time.monotonic()
    files, traffic = files_of({"b": began + rests}, claims)
    asyncio.run(files.take_turn("b"))
    assert least <= time.monotonic() - began < least + 0.3
    assert traffic.until["b"] > time.monotonic()  # nobody else asks it now


def test_a_file_that_was_moved_waits_for_a_host_that_another_crawler_asks():
    files, traffic = files_of({}, elsewhere=["b", "b"])
    asyncio.run(files.take_turn("b"))
    assert traffic.until["b"] > time.monotonic()
    files, traffic = files_of({}, elsewhere=["b"] * 100)
    with pytest.raises(BusyError):
        asyncio.run(files.take_turn("b"))
    assert "b" not in traffic.until  # it was never ours


def test_a_file_that_was_moved_does_not_wait_for_ever():
    files, traffic = files_of({"b": inf})
    with pytest.raises(BusyError):
        asyncio.run(files.take_turn("b"))
    assert traffic.until["b"] == inf


# what is remembered


def known(text: str = "", seconds: float = 60.0) -> Known[None]:
    return Known(SiteFile("ok", clock.now(), clock.after(seconds), text), None)


def test_files_are_had_anew_when_old_or_failed():
    async def stale(seconds=None, error=None):
        async def load():
            if error:
                raise error
            return known(seconds=seconds)

        task = asyncio.ensure_future(load())
        assert not is_stale(task)  # under way: whoever comes waits for it
        await asyncio.wait([task])
        return is_stale(task)

    assert asyncio.run(stale(60)) is False
    assert asyncio.run(stale(-60)) is True
    assert asyncio.run(stale(error=OSError("locked"))) is True


def test_all_who_ask_wait_for_one_load():
    loads = []

    async def load(origin):
        loads.append(origin)
        await asyncio.sleep(0.01)
        return known()

    async def ask():
        memory = Memory(load)
        return [first for _, first in await asyncio.gather(*(memory.get(HOST) for _ in range(4)))]

    assert asyncio.run(ask()) == [True, False, False, False]
    assert loads == [HOST]


def test_what_was_not_asked_for_longest_is_forgotten():
    async def load(_):
        return known("x" * 40_000)

    async def ask():
        memory = Memory(load, most=100_000)
        for origin in ("a", "b", "a", "c", "d"):
            await memory.get(origin)
        return list(memory.tasks)

    # the last one counts when it is there
    assert asyncio.run(ask()) == ["a", "c", "d"]


# what they say


@pytest.mark.parametrize(
    ("lines", "path", "rule"),
    [
        (("Disallow:/private/ # not for you",), "/private/x", "Disallow:/private/"),
        (("DISALLOW: /", "allow :  /open"), "/open/x", "allow :  /open"),
        (("Disallow: /a",), "/b", None),
        (("Disallow: /",), "/robots.txt", None),
        (("disallow /x",), "/x", "disallow /x"),
    ],
)
def test_the_rule_that_decides_is_named_as_it_stands(lines, path, rule):
    found = RobotsTxt.parse("\n".join(("User-agent: *", *lines)), ROBOT).rule(HOST + path)
    assert (found.text if found else None) == rule


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10.0),
        ("User-agent: *\nCrawl-delay: 10\nUser-agent: corpuscle\nDisallow: /x", None),
        ("User-agent: *\nCrawl-delay: 10\nUser-agent: corpuscle\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nCrawl-delay: 1\nCrawl-delay: 3\nCrawl-delay: x", 3.0),
        ("Crawl-delay: 10\nUser-agent: *\nDisallow:", None),
        *((f"User-agent: *\nCrawl-delay: {no}", None) for no in ("soon", "-1", "inf", "nan", "", "1e999")),
    ],
)
def test_a_crawl_delay_belongs_to_its_group(text, delay):
    assert RobotsTxt.parse(text, ROBOT).delay == delay


def test_sitemaps_are_addresses_wherever_they_stand():
    text = """Sitemap: https://a.example/1.xml
User-agent: *
site-map: http://b.example/2.xml # two
Sitemap https://a.example/3.xml
Sitemap: /relative.xml
Sitemap: ftp://a.example/4.xml
Sitemap:
Sitemap: https://a.example/1.xml
"""
    assert sitemaps(text) == (
        "https://a.example/1.xml",
        "http://b.example/2.xml",
        "https://a.example/3.xml",
    )


USAGE = """
User-Agent: *
Content-Signal: search=yes, ai-train=no
Disallow: /never/
Content-Usage: / train-ai=n
Content-Usage: /ai-ok/\ttrain-ai=y
Content-Usage: /both search=y
Content-Usage: /both train-ai=n
Content-Usage: /nothing

User-Agent: ExampleBot
Content-Usage: train-ai=y
"""
SIGNAL = ("content-signal", "search=yes, ai-train=no", True)


@pytest.mark.parametrize(
    ("robot", "path", "expected"),
    [
        (ROBOT, "/test", {SIGNAL, ("content-usage", "train-ai=n", True)}),
        (ROBOT, "/ai-ok/test", {SIGNAL, ("content-usage", "train-ai=y", False)}),
        (
            ROBOT,
            "/both",
            {SIGNAL, ("content-usage", "search=y", False), ("content-usage", "train-ai=n", True)},
        ),
        (ROBOT, "/nothing", {SIGNAL, ("content-usage", "train-ai=n", True)}),
        ("ExampleBot", "/test", {("content-usage", "train-ai=y", False)}),
    ],
)
def test_the_longest_path_says_what_a_text_may_be_used_for(robot, path, expected):
    found = RobotsTxt.parse(USAGE, robot).statements(HOST + path)
    assert {(one.name, one.value, one.reserves) for one in found} == expected
    assert {one.source for one in found} == {"robots.txt"}


TDMREP = """[
 {"location": "/open/", "tdm-reservation": 0},
 {"location": "/b/images/*.jpg$", "tdm-reservation": "1"},
 {"location": "/b/", "tdm-reservation": 1, "tdm-policy": "https://a.example/policy.json"},
 {"location": "/odd", "tdm-reservation": 2},
 {"location": "/foo-%24", "tdm-reservation": true, "tdm-policy": "javascript:alert(1)"},
 {"location": ["/"], "tdm-reservation": 1}, {"tdm-reservation": 1}, 7, null, {"location": "/odd"},
 {"location": "/open/not", "tdm-reservation": 1}
]"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/open/x", [("tdm-reservation", "0", False)]),
        ("/open/not", [("tdm-reservation", "0", False)]),  # the first that fits, not the longest
        ("/b/images/x.jpg", [("tdm-reservation", "1", True)]),
        (
            "/b/images/x.jpg?y",
            [("tdm-reservation", "1", True), ("tdm-policy", "https://a.example/policy.json", False)],
        ),
        ("/foo-$", [("tdm-reservation", "1", True)]),
        ("/odd", []),
        ("/", []),
    ],
)
def test_the_first_rule_of_a_tdmrep_that_fits_holds(path, expected):
    found = Tdmrep.parse(TDMREP).statements(HOST + path)
    assert [(one.name, one.value, one.reserves) for one in found] == expected
    assert {one.source for one in found} <= {"tdmrep.json"}


@pytest.mark.parametrize(
    "text", ["", "<html>", '{"location": "/"}', "[" * 100_000, '[{"location": "/"', "9" * 9999]
)
def test_what_is_no_tdmrep_is_missing(text):
    with pytest.raises(TdmrepError):
        Tdmrep.parse(text)
    file, content = tdmrep_of(SiteFile("ok", clock.now(), clock.after(60), text, http_status=200))
    assert (file.status, file.text, content.rules) == ("missing", "", ())
    assert file.trouble


def test_a_file_that_could_not_be_had_does_not_take_back_what_it_asked_for(corpus):
    for status, delay in (("ok", 7.0), ("unreachable", None)):
        corpus.hosts.keep_site_file(HOST, "/robots.txt", SiteFile(status, "", ""), delay)
    row = corpus.connection.execute("select robots_status, delay from hosts").fetchone()
    assert tuple(row) == ("unreachable", 7.0)


@pytest.mark.parametrize(
    "host", ["*", "*.example", "", "https://a.example", "a.example/", "A.example", "a b"]
)
def test_hosts_whose_robots_txt_is_ignored_have_names(tmp_path, host):
    (tmp_path / "corpuscle.toml").write_text(f'[manners]\nignore_robots = ["{host}"]')
    with pytest.raises(SettingsError, match="name each host"):
        load(tmp_path)


# a crawl

FORBIDDEN = "User-agent: *\nDisallow: /private\n"
BIG = FORBIDDEN.encode() + b"# and so on\n" * (LARGEST // 12) + b"Allow: /private\n" * 60_000
STORY = "".join(
    f"<p>In the {word} of that year the mill by the {word} river was sold again, for {number} crowns.</p>"
    for number, word in enumerate(
        ("spring", "summer", "autumn", "winter", "frost", "thaw", "harvest", "snow", "drought", "flood"), 20
    )
)
PAGE = f"<html><title>The mill</title><body><article><h1>The mill is sold</h1>{STORY}</article></body></html>"


def moved(web: SiteWeb, steps: int) -> Reply:
    return Reply(status=302, headers={"Location": web.url("elsewhere", f"/r/{steps}")})


def robots(site: str) -> object:
    """Return what a site of this name answers."""
    name, _, number = site.partition("-")
    if name == "status":
        return int(number)
    if name == "moved":
        return moved(WEBS[0], int(number))
    return {
        "big": BIG,
        "endless": lambda: itertools.chain([FORBIDDEN.encode()], itertools.repeat(b"# more\n" * 1000)),
        "bomb": gzip.compress(FORBIDDEN.encode() + b"\n" * 30_000_000),
        "halfzip": gzip.compress(FORBIDDEN.encode() * 1000)[:100],
        "slow": "User-agent: *\nCrawl-delay: 0.6\nUser-agent: x\nDisallow: /",
        "html": "<html><p>Disallow: /</p></html>",
        "usage": "User-agent: *\nAllow: /page\nContent-Usage: /page train-ai=n\nDisallow: /.well-known/",
        "ignored": "User-agent: *\nDisallow: /\nCrawl-delay: 0.6",
        "loop": Reply(status=301, headers={"Location": "/robots.txt"}),
    }.get(name, FORBIDDEN)  # fmt: skip


def served(site: str) -> object:
    found = robots(site)
    if callable(found):
        return Reply(found())
    packed = {"Content-Encoding": "gzip"} if site in ("bomb", "halfzip") else {}
    return Reply(found, headers=packed) if isinstance(found, bytes) else found


def reservations(site: str) -> object:
    return {
        "tdm": '[{"location": "/page*", "tdm-reservation": 1, "tdm-policy": "https://a.example/p"}]',
        "tdmfails": 503,
        "tdmodd": "<html>",
    }.get(site, 404)


WEBS: list[SiteWeb] = []
PAGES = {
    "/robots.txt": served,
    "/.well-known/tdmrep.json": reservations,
    **{f"/r/{step}": (lambda _, step=step: moved(WEBS[0], step - 1)) for step in range(1, 7)},
    "/r/0": lambda _: FORBIDDEN,
    "": lambda _: PAGE,
}  # fmt: skip
# site and path → reason, robots; the host is on its own
FATES: dict[tuple[str, str], tuple[str | None, str | None]] = {
    **{(f"status-{status}", "/private"): (None, "no file") for status in (401, 403, 404, 410)},
    **{(f"status-{status}", "/page"): ("robots-unreachable", None) for status in (429, 500, 503)},
    ("moved-4", "/private"): ("robots", None),  # five redirects
    ("moved-5", "/private"): (None, "no file"),  # six
    ("loop", "/private"): (None, "no file"),
    ("big", "/private"): ("robots", None),
    ("endless", "/private"): ("robots", None),
    ("bomb", "/private"): ("robots", None),
    ("halfzip", "/page"): ("robots-unreachable", None),
    ("html", "/private"): (None, "no rule"),
    ("plain", "/page"): (None, "no rule"),
    ("plain", "/private"): ("robots", None),
    ("slow", "/page"): (None, "no rule"),
    ("slow", "/page-two"): (None, "no rule"),
    ("usage", "/page"): (None, "Allow: /page"),
    ("tdm", "/page"): (None, "no rule"),
    ("tdmfails", "/page"): (None, "no rule"),
    ("tdmodd", "/page"): (None, "no rule"),
    ("ignored", "/page"): (None, "ignored"),
    ("ignored", "/page-two"): (None, "ignored"),
    ("status-502", "/page"): (None, "ignored"),
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """One crawl of all sites, and a second one of one more page of each."""
    folder = tmp_path_factory.mktemp("crawled")
    with SiteWeb(PAGES) as web:
        WEBS[:] = [web]
        (folder / "corpuscle.toml").write_text(
            f"""[reading]
workers = 1
[manners]
delay = {DELAY}
slow_answers = 0.0
allow_private = true
longest_delay = 5.0
timeout = 20
ignore_robots = ["ignored.localhost:{web.port}", "status-502.localhost:{web.port}"]
"""
        )
        starts = [web.url(*key) for key in FATES]
        done = corpuscle(
            "crawl", *(part for url in starts for part in ("--start", url)), "--depth", 0, cwd=folder
        )
        assert done.returncode == 0, done.stderr
        first = list(web.requests)
        more = ("--start", web.url("plain", "/more"), "--start", web.url("tdm", "/more"))
        assert corpuscle("crawl", *more, "--depth", 0, "--quiet", cwd=folder).returncode == 0
        yield folder, web, first, done.stderr


def rows(folder, sql, *values):
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        return connection.execute(sql, values).fetchall()


@pytest.mark.parametrize(("site", "path"), FATES)
def test_a_page_is_fetched_if_robots_txt_lets_us(crawled, site, path):
    folder, web, first, _ = crawled
    url = web.url(site, path)
    ((reason, robots),) = rows(
        folder, "select f.reason, p.robots from frontier f left join pages p using (id) where f.url = ?", url
    )
    expected, by = FATES[site, path]
    is_refused = expected is not None
    assert (reason if is_refused else None, robots) == (expected, by)
    asked = [request.path for request in first if request.site == site]
    assert asked[0] == "/robots.txt"
    assert (path in asked) is not is_refused


def test_each_file_is_asked_for_once_also_by_the_next_run(crawled):
    _, web, _, _ = crawled
    for site, paths in web.asked().items():
        if site not in ("elsewhere", "loop"):
            assert max(paths.count(path) for path in paths) == 1, (site, paths)
    assert web.asked()["plain"] == ["/robots.txt", "/.well-known/tdmrep.json", "/page", "/more"]
    assert len(web.asked()["loop"]) == 6 + 2


def test_a_host_rests_between_its_files_and_pages(crawled):
    _, web, _, _ = crawled
    # of pages known before, the delay holds from answer to request
    for site in (*(site for site, _ in FATES), "elsewhere"):
        asked = sorted((one for one in web.requests if one.site == site), key=lambda one: one.began)
        least = 0.6 if site in ("slow", "ignored") else DELAY
        # the robots.txt that tells the delay is itself asked for before
        gaps = [second.began - first.ended for first, second in pairwise(asked)]
        assert all(gap >= least * 0.95 for gap in gaps), [(one.path, one.began, one.ended) for one in asked]


def test_a_long_file_is_not_downloaded_whole(crawled):
    folder, _, _, _ = crawled
    for site in ("big", "endless", "bomb"):
        ((text,),) = rows(
            folder, "select text from site_files where host like ? and path = '/robots.txt'", f"{site}.%"
        )
        assert len(FORBIDDEN) < len(text) <= LARGEST
        assert "Allow: /private" not in text


def test_a_tdmrep_is_asked_for_only_where_a_page_is(crawled):
    folder, web, _, _ = crawled
    asked = {site for site, paths in web.asked().items() if "/.well-known/tdmrep.json" in paths}
    fetched = {site for (site, _), (reason, _) in FATES.items() if reason is None}
    assert asked == fetched - {"usage"}
    kept = dict(
        rows(
            folder,
            "select host, status || ': ' || coalesce(trouble, '') from site_files where path like '%tdm%'",
        )
    )
    assert {
        site: kept[f"{site}.localhost:{web.port}"] for site in ("tdm", "tdmfails", "tdmodd", "usage")
    } == {
        "tdm": "ok: ",
        "tdmfails": "unreachable: It answered with 503.",
        "tdmodd": "missing: it is not JSON",
        "usage": "missing: robots.txt: Disallow: /.well-known/",
    }


def test_what_sites_say_of_their_texts_is_kept(crawled):
    folder, web, _, _ = crawled
    said = rows(
        folder,
        """select a.url, source, name, value, reserves from rights join articles a on a.id = article
        order by 1, 3""",
    )
    assert said == [
        (web.url("tdm", "/page"), "tdmrep.json", "tdm-policy", "https://a.example/p", 0),
        (web.url("tdm", "/page"), "tdmrep.json", "tdm-reservation", "1", 1),
        (web.url("usage", "/page"), "robots.txt", "content-usage", "train-ai=n", 1),
    ]


def test_why_names_the_rule(crawled):
    folder, web, _, stderr = crawled
    with Corpus(folder / "corpus.db") as corpus:
        forbidden, failed, allowed = (
            corpus.why(web.url(*page)).last
            for page in (("plain", "/private"), ("status-500", "/page"), ("usage", "/page"))
        )
    assert forbidden.detail == "robots.txt: Disallow: /private"
    assert failed.detail == "robots.txt: It answered with 500."
    assert allowed.robots == "Allow: /page"
    console = Console(file=io.StringIO(), width=200)
    print_step(console, allowed)
    assert "robots.txt: Allow: /page" in console.file.getvalue()
    assert f"robots.txt is not obeyed on: ignored.localhost:{web.port}, status-502" in stderr
    ((settings,),) = rows(folder, "select settings from runs where id = 1")
    assert f'"ignored.localhost:{web.port}"' in settings
