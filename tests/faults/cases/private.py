"""Ways from the public web to private addresses, in all their spellings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hostile_web import article
from mazes import page as listed
from mazes import refresh
from publicweb import PUBLIC
from wildweb import Answer, page, redirect

METADATA = (
    "169.254.169.254", "[fd00:ec2::254]", "100.100.100.200", "192.0.0.192", "2852039166", "0xA9FEA9FE",
    "0251.0376.0251.0376", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "[64:ff9b::a9fe:a9fe]",
    "[2002:a9fe:a9fe::1]", "metadata.example", "169.254.43518", "169.16689662",
)  # fmt: skip
PRIVATE = (
    "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
    "240.0.0.1", "[::]", "[fe80::1]", "[fc00::1]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]",
    "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "inside.example", "both.example",
)  # fmt: skip
PINS = {
    "inside": ["10.1.1.1"], "both": [PUBLIC, "10.1.1.1"], "metadata": ["169.254.169.254"],
    "pinned": ["127.0.0.1"],
}  # fmt: skip
HUB = "hub"


@dataclass(frozen=True)
class Way:
    """A host of the public web that leads to an address, and what comes of the page that does."""

    reason: str
    answers: Callable[[str], Mapping[str, Answer]]
    """Path → answer, made of where it is to lead."""
    is_met: bool = True
    """The address itself gets a row."""


def feed(url: str) -> Answer:
    return page(f"<rss><channel><item><link>{url}</link></item></channel></rss>".encode(), kind="text/xml")


def framed(url: str) -> Answer:
    """An article that names other addresses as its own."""
    head = f'<link rel="canonical" href="{url}"><base href="{url}"><link rel="amphtml" href="{url}">'
    return article("In a frame", head=head, text=f'<iframe src="{url}"></iframe><img src="{url}">')


WAYS = {
    "a link": Way("too-short", lambda url: {"/trick": page(listed([url, "/good"]).encode())}),
    "a redirect": Way("redirect", lambda url: {"/trick": redirect(url)}),
    "a permanent redirect": Way(
        "redirect", lambda url: {"/trick": page(b"", f"Location: {url}", status="308 Moved")}
    ),
    "a page that leads on": Way("redirect", lambda url: {"/trick": page(refresh(url).encode())}),
    "an entry of a feed": Way("feed", lambda url: {"/trick": feed(url)}),
    "a robots file": Way("robots-unreachable", lambda url: {"/robots.txt": redirect(url)}, is_met=False),
    "a tdm file": Way("kept", lambda url: {"/.well-known/tdmrep.json": redirect(url)}, is_met=False),
    "a frame": Way("kept", lambda url: {"/trick": framed(url)}, is_met=False),
}
