"""A web that plays every trick: hosts of loopback, each with a trick and one good article beside it."""

from __future__ import annotations

import re
import ssl
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, Self

from authority import DAY, NOW, certificate, server_context
from mazes import story
from wildweb import NO_FILE, Answer, Server, page, send

KEPT, READ, ABSENT = "kept", "read", "no row"
"""What may come of an address beside a reason: an article, a page whose text is of no interest, nothing."""
FILES = ("/robots.txt", "/.well-known/tdmrep.json")
HUB = "hub"


@dataclass(frozen=True)
class To:
    """An answer that leads elsewhere."""

    location: str
    headers: tuple[str, ...] = ()
    status: str = "302 Found"


Reply = Answer | To | str
"""A text is the body of a page."""


@dataclass(frozen=True)
class Case:
    """A trick of a host, and what must come of it. Addresses can have {home}, {host}, {port} and {tls}."""

    reason: str
    """Of the address with the trick."""
    answers: Reply | Mapping[str, Reply | Callable[[str], Reply]] = field(default_factory=dict)
    """To /trick, by itself an article; or by path, with "" for every other path, made of the path there."""
    asked: tuple[str, ...] | int = ("/trick",)
    """Paths that are asked for once each, and no others; or how many requests are made at most."""
    url: str = "{home}trick"
    good: str = KEPT
    """What comes of the article beside it."""
    also: Mapping[str, str] = field(default_factory=dict)
    """What comes of other addresses."""
    detail: str = ""
    is_behind: bool = False
    """The trick is linked from the good article only, so that this one comes first."""


@dataclass(frozen=True)
class Asked:
    """A request."""

    host: str
    port: int
    path: str
    moment: float


def slug(name: str) -> str:
    """Return the host of a case."""
    return re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-")


def said(title: str, text: str = "", head: str = "") -> bytes:
    """Return a page with an article like no other, under a title that stands there as it is."""
    body = re.sub(r"<title>.*?</title>", "", story(title + text)).replace("<article>", f"<article>{text}")
    body = re.sub(r"<h1>.*?</h1>", lambda _: f"<h1>{title}</h1>", body)
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head>{body}</html>".encode()


def article(title: str, *headers: str, text: str = "", head: str = "") -> Answer:
    """Answer with an article."""
    return page(said(title, text, head), *headers, kind="text/html; charset=utf-8")


class Door(Server):
    """A port of the web."""

    def __init__(self, web: HostileWeb, tls: ssl.SSLContext | None = None) -> None:
        self.web = web
        super().__init__(send(NO_FILE), tls)

    def answer_to(self, head: str) -> Answer:
        self.requests.append(head)
        path = head.split(" ")[1]
        named = re.search(r"^host: *([^\r:]*)", head, re.IGNORECASE | re.MULTILINE)
        host = (named[1] if named else "").rstrip(".").removesuffix(".localhost")
        self.web.asked.append(Asked(host, self.port, path, time.time()))
        return self.web.answer(host, path)


class HostileWeb:
    """All cases, behind a port with TLS and one without."""

    def __init__(self, cases: Mapping[str, Case], folder: Path) -> None:
        self.cases = {slug(name): case for name, case in cases.items()}
        assert len(self.cases) == len(cases), "two cases of one host"
        self.asked: list[Asked] = []
        self.plain, self.secure = Door(self), Door(self, tls_context(folder))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.plain.close()
        self.secure.close()

    def home(self, host: str) -> str:
        return f"http://{host}.localhost:{self.plain.port}/"

    def fill(self, host: str, url: str) -> str:
        """Return an address of a case."""
        places = {"home": self.home(host), "port": self.plain.port, "tls": self.secure.port, "host": host}
        return re.sub(r"\{(home|port|tls|host)\}", lambda found: str(places[found[1]]), url)

    def trick(self, host: str) -> str:
        return self.fill(host, self.cases[host].url)

    def good(self, host: str) -> str:
        return f"{self.home(host)}good"

    def answer(self, host: str, path: str) -> Answer:
        """Answer by host and path."""
        if host == HUB:
            return send(NO_FILE) if path in FILES else page(self.hub().encode())
        reply = self.reply(host.rpartition(".")[2], path)
        if isinstance(reply, To):
            location = self.fill(host, reply.location)
            return page(b"", f"Location: {location}", *reply.headers, status=reply.status)
        return page(self.fill(host, reply).encode()) if isinstance(reply, str) else reply

    def reply(self, host: str, path: str) -> Reply:
        """Find the answer of a case."""
        case = self.cases.get(host)
        if case is None:
            return send(NO_FILE)
        answers: Any = case.answers if isinstance(case.answers, Mapping) else {"/trick": case.answers}
        if path in answers:
            return answers[path]
        if path in ("/good", "/trick"):
            behind = f'<a href="{self.trick(host)}">On</a>' if case.is_behind else ""
            return article(f"The {path[1:]} news of {host}", text=f"<p>Of {host}. {behind}</p>")
        return answers[""](path) if "" in answers and path not in FILES else send(NO_FILE)

    def hub(self) -> str:
        """A page that links to all tricks, and to the article beside each."""
        urls = [url for host, case in self.cases.items()
                for url in (self.good(host), *(() if case.is_behind else (self.trick(host),)))]  # fmt: skip
        items = (f'<li><a href="{escape(url)}">What number {n} says</a></li>' for n, url in enumerate(urls))
        return f"<title>Hub</title><h1>Hub</h1><ul>{''.join(items)}</ul>"

    def paths(self, host: str) -> Counter[str]:
        """How often each path of a host, and of those below it, was asked for."""
        return Counter(one.path for one in self.asked if f".{one.host}".endswith(f".{host}"))

    def moment(self, host: str, path: str) -> float:
        """When a path was asked for last."""
        return max(one.moment for one in self.asked if (one.host, one.path) == (host, path))


SHOWN = {
    "tls-good": certificate("tls-good.localhost"),
    "tls-expired": certificate("tls-expired.localhost", until=NOW - DAY),
    "tls-self-signed": certificate("tls-self-signed.localhost", issuer="tls-self-signed.localhost"),
    "tls-of-strangers": certificate("tls-of-strangers.localhost", issuer="a stranger"),
    "tls-of-another-host": certificate("another.localhost"),
}
"""Certificates, by the host that shows each."""


def tls_context(folder: Path) -> ssl.SSLContext:
    """Return what shows each host's own certificate."""
    contexts = {f"{host}.localhost": server_context(folder, shown) for host, shown in SHOWN.items()}
    chosen = contexts["tls-good.localhost"]

    def choose(connection: ssl.SSLSocket, name: str | None, _: ssl.SSLContext) -> None:
        connection.context = contexts.get(name or "", chosen)

    chosen.sni_callback = choose  # type: ignore[assignment]  (typeshed wants SSLObject too)
    return chosen
