"""Pages that are empty without their scripts: built in a real browser that never touches the network."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace

import pytest
from console import corpuscle

from crawler.bot.parts import Parts, is_same_site
from crawler.bot.renderer import PROGRAMS, Renderer, RenderingError
from crawler.reasons import Reason
from crawler.records import Page
from crawler.settings import Browser, Settings

LINES = [
    "The ferry came back on a Tuesday, three weeks after everybody had stopped asking for it.",
    "Nobody on the quay knew the captain, and the captain did not seem to know the harbour either.",
    "In the evening the mayor read out a letter that had been found between two crates of lemons.",
    "It asked for nothing but a berth for the winter and a lamp that could be seen from the strait.",
]
SHELL = "<title>Harbour</title><noscript>Please enable JavaScript.</noscript><div id=root></div>"
# Builds the story, and tries to reach what it must not: pictures, other sites, other pages.
BUILD = """
const other = "OTHER";
fetch("/data.json").then(r => r.json()).then(lines => {
  document.getElementById("root").innerHTML = "<article><h1>The ferry that came back</h1>"
    + lines.map(line => "<p>" + line + "</p>").join("") + "</article><img src=/picture.png>"
    + `<img src="${other}/picture.png"><iframe src="${other}/frame"></iframe>`;
});
fetch(other + "/fetch").catch(() => 0);
fetch("/forbidden.json").catch(() => 0);
fetch("/post", {method: "POST"}).catch(() => 0);
navigator.sendBeacon(other + "/beacon", "x");
new WebSocket(other.replace("http", "ws") + "/socket");
const script = document.createElement("script");
script.src = other + "/script.js";
document.head.append(script);
"""


@dataclass
class Site:
    """A small server and what it was asked for."""

    pages: dict[str, tuple[str, str]]
    asked: list[str] = field(default_factory=list)

    def __enter__(self):
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append(f"{self.command} {self.path}")
                kind, text = site.pages.get(self.path, ("text/plain", ""))
                body = text.encode()
                self.send_response(200 if body else 404)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815  (the library's name)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"


def web(other):
    return {
        "/robots.txt": ("text/plain", "User-agent: *\nDisallow: /forbidden"),
        "/the-ferry": ("text/html", f"{SHELL}<script src=/build.js></script>"),
        "/a-maze": ("text/html", f"{SHELL}<script src=/loop.js></script>"),
        "/the-ferry-again": ("text/html", f"{SHELL}<script src=/build.js></script>"),
        "/build.js": ("text/javascript", BUILD.replace("OTHER", other)),
        "/loop.js": ("text/javascript", "while (true) {}"),
        "/data.json": ("application/json", json.dumps(LINES)),
        "/forbidden.json": ("application/json", "[1]"),
    }


def crawled(folder, site, settings):
    """Crawl three shells; return reasons and details, and texts, by path."""
    (folder / "corpuscle.toml").write_text(
        f"[manners]\ndelay = 0.0\nallow_private = true\n[crawl]\ndepth = 0\n{settings}"
    )
    paths = ("/the-ferry", "/a-maze", "/the-ferry-again")
    done = corpuscle("crawl", *(site.url + path for path in paths), cwd=folder)
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        pages = connection.execute("select url, reason, detail from pages").fetchall()
        texts = connection.execute("select url, text from articles").fetchall()
        built = "select count(pages.digest) from pages join articles using (id)"
        assert connection.execute(built).fetchone() == (0,)  # no answer tells what is built of it
    assert done.returncode in (0, 3), done.stderr
    return {url[len(site.url) :]: (reason, detail) for url, reason, detail in pages}, {
        url[len(site.url) :]: text for url, text in texts
    }


def has_chromium():
    return any(map(shutil.which, PROGRAMS)) or os.environ.get("CORPUSCLE_BROWSER") == "required"


@pytest.mark.skipif(not has_chromium(), reason="no Chromium here; .ci/run installs one")
def test_shells_become_articles_and_nothing_else_is_asked(tmp_path):
    with Site({"/": ("text/html", "x")}) as other, Site({}) as site:
        site.pages = web(other.url)
        pages, texts = crawled(tmp_path, site, "[browser]\nenabled = true\nseconds = 12.0\nsettle = 2.0")
    assert texts["/the-ferry"].split("\n")[-4:] == LINES
    assert texts["/the-ferry-again"] == texts["/the-ferry"]
    assert pages["/a-maze"] == ("needs-javascript", "the browser took longer than 12 s")
    assert other.asked == []
    assert set(site.asked) == {
        "GET /robots.txt",
        "GET /.well-known/tdmrep.json",
        *(f"GET {path}" for path in web("") if path not in ("/robots.txt", "/forbidden.json")),
    }
    assert site.asked.count("GET /the-ferry") == 1


def test_without_a_browser_shells_have_a_reason(tmp_path):
    with Site(web("http://127.0.0.1:9")) as site:
        pages, texts = crawled(tmp_path, site, "")
    assert texts == {}
    assert {reason for reason, _ in pages.values()} == {"needs-javascript"}
    assert "[browser]" in Reason.NEEDS_JAVASCRIPT.meaning


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://www.example.com/app.js", True),
        ("https://static.example.com/app.js", True),
        ("https://example.com/app.js", True),
        ("https://example.org/app.js", False),
        ("https://example.com.example.org/app.js", False),
        ("https://example.com:8080/app.js", False),
        ("data:text/javascript,1", False),
        ("file:///etc/hostname", False),
        ("http://127.0.0.1/app.js", False),
    ],
)
def test_sites(url, same):
    assert is_same_site(url, "https://www.example.com/story") is same


@pytest.mark.parametrize(("url", "same"), [("https://b.co.uk/", False), ("https://static.a.co.uk/", True)])
def test_sites_under_a_public_suffix(url, same):
    assert is_same_site(url, "https://www.a.co.uk/story") is same


OWN = "https://example.com/story"


def answers(requests, most=10, response=None):
    """What a page gets for its requests, in their order: the body, or None for nothing."""
    given = []

    class Route(SimpleNamespace):
        async def fulfill(self, **answer):
            given.append(answer["body"])

        async def abort(self):
            given.append(None)

    async def fetch(url):
        if "broken" in url:
            raise OSError
        return response or SimpleNamespace(status=200, headers={}, body=b"part")

    async def ask():
        parts = Parts(Page(OWN, OWN, body=b"page"), fetch, most)
        for url, kind, method in requests:
            asked = SimpleNamespace(url=url, method=method, resource_type=kind)
            asked.is_navigation_request = lambda kind=kind: kind == "document"
            await parts.answer(Route(request=asked))

    asyncio.run(ask())
    return given


def test_a_page_gets_itself_once_and_parts_of_its_site():
    assert answers(
        [
            ("https://example.com/elsewhere", "document", "GET"),
            (f"{OWN}#top", "document", "GET"),
            (OWN, "document", "GET"),
            ("https://example.com/a.js", "script", "GET"),
            ("https://example.com/a.css", "stylesheet", "GET"),
            ("https://api.example.com/a", "xhr", "GET"),
            ("https://example.com/a", "fetch", "POST"),
            ("https://example.com/a.png", "image", "GET"),
            ("https://example.com/a.woff", "font", "GET"),
            ("https://example.com/a.mp4", "media", "GET"),
            ("https://example.org/a.js", "script", "GET"),
            ("https://example.com/broken.js", "script", "GET"),
        ]
    ) == [None, b"page", None, b"part", b"part", b"part", None, None, None, None, None, None]


def test_a_page_gets_so_many_parts():
    assert answers([("https://example.com/a.js", "script", "GET")] * 3, most=2) == [b"part", b"part", None]


def test_redirects_are_not_followed():
    moved = SimpleNamespace(status=302, headers={b"Location": [b"http://127.0.0.1/"]}, body=b"")
    assert answers([("https://example.com/a.js", "script", "GET")], response=moved) == [None]


@pytest.mark.parametrize(
    ("settings", "url", "asked"),
    [
        (Browser(enabled=True, hosts=("example.com",)), "https://example.com/x", True),
        (Browser(enabled=True, hosts=("example.com",)), "https://www.example.com:8080/x", True),
        (Browser(enabled=True, hosts=("example.com",)), "https://my-example.com/x", False),
        (Browser(enabled=True), "https://example.com/x", False),
    ],
)
def test_hosts_that_are_always_built(settings, url, asked):
    assert Renderer(Settings(browser=settings)).is_asked(url) is asked


def test_a_missing_browser_is_said(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RenderingError, match="none of chromium"):
        asyncio.run(Renderer(Settings(browser=Browser(enabled=True))).render(Page(OWN)))


def test_a_crash_of_the_browser_costs_one_page(monkeypatch):
    async def crash(**_):
        message = "the target is gone"
        raise OSError(message)

    async def started(_):
        return SimpleNamespace(new_context=crash)

    monkeypatch.setattr(Renderer, "started", started)
    with pytest.raises(RenderingError, match="the browser failed: the target is gone"):
        asyncio.run(Renderer(Settings(browser=Browser(enabled=True))).render(Page(OWN)))
