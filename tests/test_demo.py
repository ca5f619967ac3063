"""The demo web: every page of it, over real HTTP."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html

from crawler.demo import DemoArticle, DemoWeb
from crawler.demo.oddities import ODDITIES, SLOW, Oddity
from crawler.demo.sites import SITES
from crawler.rules import RobotsTxt, sitemaps

ON_TOPIC = "ev-makers"
FAILURES = {odd.path: odd.status for odd in ODDITIES if odd.status >= 400}
CHARSET = re.compile(r"charset=[\"']?([\w-]+)")


class Reply:
    """What the web answered."""

    def __init__(self, response: http.client.HTTPResponse, url: str) -> None:
        self.url, self.status, self.headers = url, response.status, response.headers
        self.body = response.read()

    @property
    def charset(self) -> str:
        """The charset it declares: in the header, else in the page."""
        declared = CHARSET.search(self.headers["Content-Type"])
        declared = declared or CHARSET.search(self.body[:1000].decode("latin-1"))
        assert declared, self.url
        return declared[1]

    @property
    def tree(self) -> html.HtmlElement:
        """The page, decoded as it declares and parsed."""
        tree = html.document_fromstring(self.body.decode(self.charset))
        tree.make_links_absolute(self.url)
        return tree

    @property
    def links(self) -> list[str]:
        """The absolute addresses of its links and pictures."""
        return [link for _, name, link, _ in self.tree.iterlinks() if name in ("href", "src")]


@pytest.fixture(scope="module")
def web() -> Iterator[DemoWeb]:
    """Run one web for all tests that don't change it."""
    with DemoWeb() as web:
        yield web


@pytest.fixture(scope="module")
def pages(web: DemoWeb) -> dict[str, Reply]:
    """Follow every link from the sites' home pages on, but those of the endless calendar."""
    found: dict[str, Reply] = {}
    waiting = [f"{site.home(web.port)}/" for site in SITES.values()]
    while waiting:
        url = waiting.pop().partition("#")[0]
        if url in found or "/calendar/" in url:
            continue
        found[url] = reply = get(url)
        if reply.status == 200 and reply.headers["Content-Type"].startswith("text/html"):
            waiting += reply.links
    return found


def get(url: str, method: str = "GET", **headers: str) -> Reply:
    """Ask loopback, naming the site in the Host header: names need not resolve."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port or 80, timeout=10)
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request(method, path, headers={"Host": parts.netloc, **headers})
    reply = Reply(connection.getresponse(), url)
    connection.close()
    return reply


def at(web: DemoWeb, site: str, path: str) -> str:
    """Name a page."""
    return SITES[site].home(web.port) + path


def squeezed(text: str) -> str:
    """Leave only what is read, spaces out."""
    return "".join(text.split())


def oldest(web: DemoWeb, site: str) -> DemoArticle:
    """Return a site's oldest article."""
    return min((a for a in web.articles if a.site == site), key=lambda a: a.published)


# what there is


def test_there_is_enough_of_everything(web: DemoWeb) -> None:
    assert len({article.site for article in web.articles}) >= 6
    assert len(web.articles) >= 90
    assert {article.language for article in web.articles} == {"de", "en", "es", "fr", "zh"}
    assert len({article.url for article in web.articles}) == len(web.articles)
    assert sum(article.theme == ON_TOPIC for article in web.articles) >= 25


def test_a_crawl_begins_on_the_topic_at_two_sites(web: DemoWeb) -> None:
    themes = {article.url: article.theme for article in web.articles}
    assert [themes[url] for url in web.start_urls] == [ON_TOPIC, ON_TOPIC]
    assert len({urlsplit(url).netloc for url in web.start_urls}) == 2


def test_articles_are_found_by_name(web: DemoWeb) -> None:
    for article in web.articles:
        assert web.url(article.site, article.slug) == article.url


def test_copies(web: DemoWeb) -> None:
    named = {article.reference: article for article in web.articles}
    copies = [article for article in web.articles if article.copy]
    assert {article.copy for article in copies} == {"exact", "edited"}
    for article in copies:
        original = named[article.original or ""]
        assert original.site != article.site
        assert (original.text == article.text) is (article.copy == "exact")


# the pages


def test_every_link_answers_but_those_meant_to_fail(pages: dict[str, Reply]) -> None:
    wrong = {
        url: reply.status
        for url, reply in pages.items()
        if reply.status not in (200, 301, 302, FAILURES.get(urlsplit(url).path))
    }
    assert wrong == {}
    assert FAILURES.keys() <= {urlsplit(url).path for url in pages}


def test_nothing_is_loaded_from_elsewhere(web: DemoWeb, pages: dict[str, Reply]) -> None:
    hosts = {urlsplit(url).netloc for url in pages}
    assert hosts == {urlsplit(site.home(web.port)).netloc for site in SITES.values()}


def test_every_article_is_linked_and_its_text_is_on_its_page(web: DemoWeb, pages: dict[str, Reply]) -> None:
    spoilt = oldest(web, "diariosol")
    for article in web.articles:
        if article != spoilt:
            text = squeezed(pages[article.url].tree.text_content())
            assert squeezed(article.title) in text
            for paragraph in article.text.splitlines():
                assert squeezed(paragraph) in text, article.reference


@pytest.mark.parametrize(
    ("site", "charset", "content_type"),
    [
        ("autodaily", "utf-8", "text/html; charset=utf-8"),
        ("morgenkurier", "windows-1252", "text/html; charset=windows-1252"),
        ("chezhi", "gb18030", "text/html"),
    ],
)
def test_charsets(web: DemoWeb, site: str, charset: str, content_type: str) -> None:
    reply = get(at(web, site, "/"))
    assert reply.headers["Content-Type"] == content_type
    assert reply.charset == charset
    assert SITES[site].title in reply.body.decode(charset)


def test_one_page_lies_about_its_charset(web: DemoWeb) -> None:
    article = oldest(web, "diariosol")
    reply = get(article.url)
    assert reply.charset == "iso-8859-1"
    assert article.title in reply.body.decode("utf-8")


def test_a_related_block_leads_where_the_web_says(web: DemoWeb, pages: dict[str, Reply]) -> None:
    for article in web.articles:
        related = web.related(article)
        assert len(related) >= 3, article.reference
        assert article.url not in related
        links = pages[article.url].tree.iterlinks() if article != oldest(web, "diariosol") else ()
        targets = [link for _, name, link, _ in links if name == "href"]
        inline = web.inline(article)
        assert not targets or {*related, *filter(None, [inline])} <= set(targets)


def test_related_links_mostly_stay_on_the_theme_and_reach_every_site(web: DemoWeb) -> None:
    known = {article.url: article for article in web.articles}
    seen, waiting, on_theme = set(), list(web.start_urls), []
    while waiting:
        article = known.get(waiting.pop())
        if article is None or article in seen:
            continue
        seen.add(article)
        related = [known[url] for url in web.related(article) if url in known]
        if article.theme == ON_TOPIC:
            on_theme += [other.theme == ON_TOPIC for other in related]
        waiting += [other.url for other in related]
    assert {article.site for article in seen} == SITES.keys()
    on_topic = {article for article in web.articles if article.theme == ON_TOPIC}
    assert len(on_topic & seen) >= 0.9 * len(on_topic)
    assert 0.5 < sum(on_theme) / len(on_theme) < 0.9


def test_pages_are_the_same_on_each_start(web: DemoWeb, pages: dict[str, Reply]) -> None:
    with DemoWeb() as other:
        for url, reply in pages.items():
            again = get(url.replace(f":{web.port}", f":{other.port}"))
            port = str(other.port).encode()
            assert again.body.replace(port, str(web.port).encode()) == reply.body, url


# for machines


@pytest.mark.parametrize("site", SITES)
def test_robots(web: DemoWeb, site: str) -> None:
    reply = get(at(web, site, "/robots.txt"))
    assert reply.status == (404 if site == "villageecho" else 200)
    if reply.status == 200:
        text = reply.body.decode()
        assert RobotsTxt.parse(text, "Corpuscle").allows(at(web, site, "/"))
        assert all(get(url).status == 200 for url in sitemaps(text))


def test_a_folder_that_pages_link_to_is_disallowed(web: DemoWeb, pages: dict[str, Reply]) -> None:
    rules = RobotsTxt.parse(get(at(web, "autodaily", "/robots.txt")).body.decode(), "Corpuscle")
    barred = [url for url in pages if not rules.allows(url)]
    assert len(barred) == sum(article.site == "autodaily" for article in web.articles)


@pytest.mark.parametrize(
    ("site", "path", "entries", "link"),
    [
        ("autodaily", "/feed.xml", "//item", "link/text()"),
        ("techherald", "/atom.xml", "//*[local-name()='entry']", "*[local-name()='link']/@href"),
    ],
)
def test_feeds(web: DemoWeb, site: str, path: str, entries: str, link: str) -> None:
    assert at(web, site, path) in get(at(web, site, "/")).links
    tree = etree.fromstring(get(at(web, site, path)).body)
    urls = [url for entry in tree.xpath(entries) for url in entry.xpath(link)]
    assert len(urls) == 20
    assert set(urls) <= {article.url for article in web.articles}


def test_json_feed(web: DemoWeb) -> None:
    assert at(web, "lagazette", "/feed.json") in get(at(web, "lagazette", "/")).links
    feed = json.loads(get(at(web, "lagazette", "/feed.json")).body)
    assert {item["url"] for item in feed["items"]} <= {article.url for article in web.articles}
    assert feed["items"]


@pytest.mark.parametrize("site", SITES)
def test_sitemaps_name_every_article_and_when_it_changed(web: DemoWeb, site: str) -> None:
    def entries(url: str) -> list[tuple[str, str]]:
        tree = etree.fromstring(get(url).body)
        pairs = [tuple(child.text for child in entry) for entry in tree]
        if tree.tag.endswith("sitemapindex"):
            return [entry for loc, _ in pairs for entry in entries(loc)]
        return pairs

    expected = {
        (article.url, article.published.isoformat()) for article in web.articles if article.site == site
    }
    assert set(entries(at(web, site, SITES[site].sitemap))) == expected


# what goes wrong


@pytest.mark.parametrize("odd", ODDITIES, ids=lambda odd: odd.path)
def test_oddities(web: DemoWeb, odd: Oddity) -> None:
    reply = get(at(web, odd.site, odd.path))
    assert reply.status == odd.status
    assert (reply.headers["Location"] or "") == odd.location


def test_redirects(web: DemoWeb) -> None:
    moved, loop = (odd for odd in ODDITIES if odd.location and odd.place is not None)
    assert get(at(web, moved.site, moved.location)).status == 200
    back = get(at(web, loop.site, loop.location))
    assert urljoin(back.url, back.headers["Location"]) == at(web, loop.site, loop.path)


def test_some_pages_have_no_text_to_keep(web: DemoWeb) -> None:
    shell = get(at(web, "diariosol", "/interactivo/mapa/")).tree
    assert "JavaScript" in shell.findtext(".//noscript")
    hidden = get(at(web, "techherald", "/members/briefing/")).tree
    assert hidden.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"]
    paper = get(at(web, "autodaily", "/files/charging-tariffs.pdf"))
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.body.startswith(b"%PDF-")


def test_the_calendar_never_ends(web: DemoWeb) -> None:
    url = at(web, "villageecho", "/calendar/2026/03/")
    assert url in get(at(web, "villageecho", "/")).links
    seen = set()
    for _ in range(30):
        seen.add(url)
        links = get(url).tree.xpath("//a[.='Next month']/@href")
        url = links[0]
    assert len(seen) == 30
    assert url == at(web, "villageecho", "/calendar/2028/09/")
    assert get(at(web, "villageecho", "/calendar/2026/02/28/")).status == 200
    assert get(at(web, "villageecho", "/calendar/2026/02/30/")).status == 404


def test_one_page_is_slow(web: DemoWeb) -> None:
    start = time.perf_counter()
    assert get(at(web, *SLOW)).status == 200
    assert 1 <= time.perf_counter() - start < 3


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("autodaily.localhost", "/no-such-page", 404),
        ("autodaily.localhost", "/about/?utm_source=test", 200),
        ("autodaily.localhost", "/pictures/ev-makers-12345.svg", 200),
        ("autodaily.localhost", "/pictures/nothing-12345.svg", 404),
        ("AutoDaily.localhost", "/", 200),
        ("nobody.localhost", "/", 404),
        ("127.0.0.1", "/", 200),
        ("localhost", "/", 200),
    ],
)
def test_hosts_and_paths(web: DemoWeb, host: str, path: str, status: int) -> None:
    assert get(f"http://{host}:{web.port}{path}").status == status


# HTTP


def test_conditional_requests(web: DemoWeb) -> None:
    url = web.articles[0].url
    first = get(url)
    tag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    cases = [
        ({"If_None_Match": tag}, 304),
        ({"If_Modified_Since": modified}, 304),
        ({"If_None_Match": '"other"'}, 200),
        ({"If_None_Match": '"other"', "If_Modified_Since": modified}, 200),
        ({"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"}, 200),
        ({"If_Modified_Since": "nonsense"}, 200),
    ]
    for headers, status in cases:
        reply = get(url, **headers)
        assert reply.status == status, headers
        assert bool(reply.body) is (status == 200)


def test_head_has_the_headers_of_get(web: DemoWeb) -> None:
    url = web.articles[0].url
    head, whole = get(url, "HEAD"), get(url)
    assert head.status == 200
    assert head.body == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Last-Modified"):
        assert head.headers[name] == whole.headers[name]


def test_gzip(web: DemoWeb) -> None:
    url = web.articles[0].url
    packed, whole = get(url, Accept_Encoding="gzip, br"), get(url)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == whole.body


def test_requests_are_remembered_and_logged(tmp_path: Path) -> None:
    log = tmp_path / "requests.log"
    with DemoWeb(log=log) as web:
        get(web.start_urls[0], User_Agent="tester/1")
        get(at(web, "lagazette", "/nothing"), User_Agent="tester/1")
        first, second = web.requests
    assert (first.status, first.user_agent) == (200, "tester/1")
    assert first.time <= second.time
    assert (second.host, second.path) == (f"lagazette.localhost:{web.port}", "/nothing")
    lines = [line.split("\t") for line in log.read_text().splitlines()]
    assert [line[3] for line in lines] == ["200", "404"]


def test_every_answer_can_be_delayed() -> None:
    with DemoWeb(delay=0.2) as web:
        start = time.perf_counter()
        get(web.start_urls[0])
        assert time.perf_counter() - start >= 0.2
