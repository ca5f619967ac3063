"""A web of mazes on loopback: each host has a few articles, and a way to get lost."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from uuid import uuid4

WORDS = """harbour ferry captain strait island crossing timetable passengers storm pier engine deck
lighthouse crew ticket winter fog rope anchor cargo tide coast village bridge operator council budget
repair dock season tourists winds boat company minister route vessel schedule delay shipyard"""
SMALL = "the a of in and was had for with by from some not all this that under over near our"
STORIES = 3  # on every host
HOSTS = (
    "calendar", "facets", "pages", "loop", "sessions", "farm", "mirror", "refresh", "redirects", "login",
)  # fmt: skip
FILES = ("/robots.txt", "/.well-known/tdmrep.json")
Answer = tuple[int, str]


def sentence(dice: random.Random) -> str:
    """A sentence that nobody said before."""
    words = " ".join(f"{dice.choice(SMALL.split())} {dice.choice(WORDS.split())}" for _ in range(7))
    return words.capitalize() + "."


def story(name: str) -> str:
    """An article that no other is like."""
    dice = random.Random(name)
    paragraphs = [" ".join(sentence(dice) for _ in range(5)) for _ in range(6)]
    title = f"The {' '.join(dice.sample(WORDS.split(), 4))}"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<title>{title}</title><body><article><h1>{title}</h1>{text}</article></body>"


def page(links: Iterable[str], title: str = "What else there is") -> str:
    """A page of links."""
    items = "".join(f'<li><a href="{link}">{link[-12:]}</a></li>' for link in links)
    return f"<title>{title}</title><h1>{title}</h1><ul>{items}</ul>"


def refresh(to: str) -> str:
    """A page that leads on by itself."""
    return f'<meta http-equiv="refresh" content="0; url={to}"><title>Moved</title><p>Moved.'


def calendar(path: str) -> str:
    """Months that link to the months before and after."""
    _, _, year, month, *_ = [*path.split("/"), "", ""]
    months = int(year) * 12 + int(month) - 1
    near = [divmod(months + step, 12) for step in (-2, -1, 1, 2)]
    return page(f"/events/{at}/{month + 1:02}/" for at, month in near)


def facets(_: str) -> str:
    """A list with every choice of filters."""
    dice = random.Random(uuid4().hex)
    names = ("colour", "size", "brand", "price", "rating")
    choices = (dice.sample(names, dice.randint(1, 5)) for _ in range(20))
    return page(
        "/shop?" + "&".join(f"{n}={dice.choice(WORDS.split())}" for n in chosen) for chosen in choices
    )


def pages(path: str) -> str:
    """A list that has another page, always."""
    number = int(path.rpartition("=")[2])
    return page([f"/list?page={number + step}" for step in (1, 2, 10)])


def sessions(_: str) -> str:
    """Links that are new on every visit."""
    fresh = uuid4().hex
    known = [f"/about;jsessionid={fresh}", f"/contact?PHPSESSID={fresh}", f"/(S({fresh[:24]}))/terms"]
    return page([*known, *(f"/room/{number}?visited={fresh}" for number in range(5))])


class Web(ThreadingHTTPServer):
    """All mazes, on one port."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: Counter[tuple[str, str]] = Counter()

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def home(self, host: str) -> str:
        return f"http://{host}.localhost:{self.server_address[1]}/"

    def requests(self, host: str) -> int:
        """Requests that a host and those below it had for pages."""
        found = ((name, path, times) for (name, path), times in self.asked.items())
        return sum(t for name, path, t in found if f".{name}".endswith(f".{host}") and path not in FILES)

    def answer(self, host: str, path: str) -> Answer:
        """Answer by host and path."""
        if path in FILES:
            return 404, ""
        if path == "/":
            stories = [f"/story/{host.rpartition('.')[2]}-{number}-of-many" for number in range(STORIES)]
            return 200, page([*stories, *self.entries(host)], f"Home of {host}")
        if path.startswith("/story/"):
            return 200, story(path)
        return self.lost(host, path)

    def entries(self, host: str) -> list[str]:
        """Where the maze of a host begins."""
        if host.endswith("farm"):
            return [self.home(f"{uuid4().hex[:12]}.farm") for _ in range(5)]
        return {
            "calendar": ["/events/2026/11/"],
            "facets": ["/shop"],
            "pages": ["/list?page=1"],
            "loop": ["/a/"],
            "sessions": ["/room/0"],
            "mirror": [f"/copy/{number}" for number in range(12)],
            "refresh": ["/moved/1", "/to", "/old"],
            "redirects": ["/moved/1", "/to", "/old"],
            "login": ["/members?story=1", "/members?story=2"],
        }[host]

    def lost(self, host: str, path: str) -> Answer:
        """Lead on."""
        inside: dict[str, Callable[[str], str]] = {
            "calendar": calendar, "facets": facets, "pages": pages, "sessions": sessions,
            "loop": lambda _: page(["a/", "b/", "c/"]),
            "mirror": lambda path: story(f"/story/calendar-{int(path[6:]) % STORIES}-of-many"),
            "signin": lambda _: '<title>Log in</title><form action="/in" method="post"><input name="user">'
            '<input type="password" name="pass"><button>Log in</button></form>',
        }  # fmt: skip
        if host in inside:
            return 200, inside[host](path)
        if host == "login":
            return 302, self.home("signin") + f"login?next={path[-1]}"
        to = {"/to": "/fro", "/fro": "/to", "/old": "/story/new-one"}.get(path)
        to = to or f"/moved/{int(path.rpartition('/')[2]) + 1}"
        return (302, to) if host == "redirects" else (200, refresh(to))


class Handler(BaseHTTPRequestHandler):
    """Puts an answer into HTTP."""

    server: Web
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0].removesuffix(".localhost")
        self.server.asked[host, self.path] += 1
        status, text = self.server.answer(host, self.path)
        body = f"<!DOCTYPE html><meta charset=utf-8>{text}".encode() if status == 200 else b""
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        if status == 302:
            self.send_header("Location", text)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass
