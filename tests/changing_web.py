"""A web of articles that change, vanish and come back, on loopback: `http://site0.localhost:PORT/…`.

One list per site leads to its articles; each article is related to the next.
"""

from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Self

SYLLABLES = (
    "ba",
    "de",
    "fi",
    "go",
    "lu",
    "ma",
    "ne",
    "pi",
    "ro",
    "su",
    "ta",
    "ve",
    "wi",
    "chi",
    "dro",
    "gle",
)
MENU = '<ul class="menu">' + '<li class="item"><span class="label">Section</span></li>' * 18 + "</ul>"
BIRTH = 1_770_000_000  # seconds; when every page was made


@dataclass(frozen=True)
class Asked:
    """A request and what it was answered with."""

    site: str
    path: str
    status: int
    is_conditional: bool


@dataclass
class Changing:
    """Pages by number; what is not named is there, in its first version."""

    pages: int
    sites: int = 1
    validators: bool = True
    versions: dict[int, int] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    furniture: str = ""
    """Lines that every page shows beside its text."""
    head: str = ""
    """What every page has in its head."""
    sentences: int = 16
    menus: int = 0
    """Kilobytes of menu above and below each text."""
    overrule: Callable[[int], tuple[int, dict[str, str], str] | None] = lambda _: None
    """Status, headers and body of some pages, by number."""
    asked: list[Asked] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> Self:
        self.server = Server(("127.0.0.1", self.port), Handler, self)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def url(self, number: int) -> str:
        return f"http://site{number % self.sites}.localhost:{self.port}/story/{number}"

    def lists(self) -> list[str]:
        return [f"http://site{site}.localhost:{self.port}/" for site in range(self.sites)]

    def stories(self) -> list[Asked]:
        return [one for one in self.asked if one.path.startswith("/story/")]

    def answer(self, site: int, path: str) -> tuple[int, dict[str, str], str]:
        if path == "/":
            return 200, {}, self.list_of(site)
        number = int(path.removeprefix("/story/")) if path.startswith("/story/") else -1
        if not 0 <= number < self.pages or number in self.gone:
            return 404, {}, "<h1>Not found</h1>"
        return self.overrule(number) or (200, {}, self.story(number))

    def story(self, number: int) -> str:
        dice = random.Random(number)
        version = self.versions.get(number, 0)
        sentences = [
            f"The {word(dice)} {word(dice)} of {word(dice)} and the {word(dice)} {word(dice)} were "
            f"{word(dice)} by {word(dice)} in {word(dice)}."
            for _ in range(self.sentences)
        ]
        sentences += [f"Correction number {version} of the {word(dice)} tells more."] * (version > 0)
        body = "".join(f"<p>{' '.join(sentences[n : n + 4])}</p>" for n in range(0, len(sentences), 4))
        onward = (number + self.sites) % self.pages
        title = f"Story of the {word(random.Random(number))}"
        date = f"2026-01-{1 + number % 28:02}T08:00:00Z"
        menu = f"<nav>{MENU * self.menus}</nav>" if self.menus else ""
        link = f'<a href="{self.url(onward)}">The story of number {onward}</a>'
        return (
            f"<html lang=en><head><title>{title}</title>"
            f'<meta property="article:published_time" content="{date}">{self.head}</head>'
            f"<body>{menu}<article><h1>{title}</h1>{body}{self.furniture}</article>"
            f"<aside><h2>Related stories</h2><ul><li>{link}</li></ul></aside>{menu}</body></html>"
        )

    def list_of(self, site: int) -> str:
        items = "".join(
            f'<li><a href="{self.url(number)}">The story of number {number}</a></li>'
            for number in range(site, self.pages, self.sites)
            if number not in self.gone
        )
        head = "<html lang=en><title>All stories</title>"
        return f"{head}<body><h1>All stories</h1><ul>{items}</ul></body></html>"


def word(dice: random.Random) -> str:
    """A word that no other story is likely to have."""
    return "".join(dice.choice(SYLLABLES) for _ in range(3))


class Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handler: type[Handler], web: Changing) -> None:
        super().__init__(address, handler)
        self.web = web

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that hang up."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        web = self.server.web
        name = self.headers.get("Host", "").partition(".")[0]
        site = int(name.removeprefix("site")) if name.startswith("site") else 0
        status, headers, text = web.answer(site, self.path)
        body = text.encode()
        if web.validators and status == 200:
            headers = {
                "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"',
                "Last-Modified": formatdate(BIRTH, usegmt=True),
            } | headers
            if self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
        self.send_response(status)
        for key, value in ({"Content-Type": "text/html; charset=utf-8"} | headers).items():
            self.send_header(key, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        web.asked.append(Asked(name, self.path, status, conditional))

    def log_message(self, *_: object) -> None:
        """Write nothing to stderr."""
