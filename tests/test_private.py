"""Whom we must not ask: private addresses, also through a proxy, and the public web without a contact."""

from __future__ import annotations

import os
import pty
import subprocess
from contextlib import suppress

import pytest
from authority import certificate, server_context, trusted
from console import PROGRAM
from publicweb import LITERALS, MANNERED, PUBLIC, Web, pin
from wildweb import (
    HTML,
    READ,
    Crawl,
    Server,
    crawl,
    page,
    redirect,
    serving,
    starts,
)


def test_a_private_address_is_refused_in_every_spelling(tmp_path):
    server = Server(page(HTML))
    urls = [f"http://{literal}:{server.port}/{n}" for n, literal in enumerate(LITERALS)]
    with serving(server):
        done = crawl(tmp_path, *starts(*urls), *pin(pinned=["10.0.0.1", "127.0.0.1"]), settings=MANNERED)
    assert done.rows("select count(*), min(reason), max(reason) from frontier") == [
        (len(LITERALS), "private-address", "private-address")
    ]
    assert server.requests == []
    assert done.rows("select url from frontier where url like '%secret%'") == []


@pytest.fixture(scope="module")
def proxied(tmp_path_factory) -> tuple[Crawl, Web]:
    """A crawl of a public web through a proxy on a private address, with a password."""
    folder = tmp_path_factory.mktemp("proxied")
    secure = Server(page(HTML), server_context(folder, certificate("a.example")))
    web = Web(
        {
            "http://a.example/a": page(HTML),
            "http://a.example/in": redirect("http://127.0.0.1/secret"),
            "http://b.example/robots.txt": redirect("http://10.0.0.1/robots.txt"),
            "http://a.example/round": redirect("http://a.example/round"),
            "http://a.example/0": redirect("http://a.example/1"),
            **{f"http://a.example/{n}": redirect(f"http://a.example/{n + 1}") for n in range(9)},
            "http://a.example/named": redirect("http://me:secret@a.example/a?named"),
        },
        secure,
    )
    urls = [
        *(f"http://a.example/{path}" for path in ("a", "in", "round", "0", "named")),
        "https://a.example/s",
        "http://b.example/b",
        "http://inside.example/i",
        "http://both.example/b",
        "http://192.168.0.1/router",
    ]
    pins = pin(a=[PUBLIC], b=[PUBLIC], inside=["10.1.1.1"], both=[PUBLIC, "10.1.1.1"])
    proxy = f'proxy = "http://me:pass%20word@127.0.0.1:{web.port}"\n[crawl]'
    with serving(web, secure):
        done = crawl(
            folder,
            *starts(*urls),
            *pins,
            settings=MANNERED.replace("[crawl]", proxy),
            **trusted(folder),
        )
    return done, web


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://a.example/a", READ),
        ("https://a.example/s", READ),
        ("http://a.example/in", "redirect"),
        ("http://127.0.0.1/secret", "private-address"),
        ("http://a.example/round", "redirect-loop"),
        ("http://a.example/5", "redirect-loop"),
        ("http://a.example/named", "redirect"),
        ("http://b.example/b", "robots-unreachable"),
        ("http://inside.example/i", "private-address"),
        ("http://both.example/b", "private-address"),
        ("http://192.168.0.1/router", "private-address"),
    ],
)
def test_a_proxy_is_asked_for_public_hosts_only(proxied, url, reason):
    done, web = proxied
    row = done.row(url)
    assert row.reason == reason, (row, done.said)
    assert row.address is None  # which only the proxy knows
    if reason == "private-address":
        host = url.split("/")[2]
        assert not [asked for asked in web.asked if host in asked]


def test_a_proxy_hears_its_password_and_nobody_else_does(proxied):
    _, web = proxied
    assert web.requests
    wanted = "proxy-authorization: basic bwu6cgfzcyb3b3jk"
    assert all(wanted in request.lower() for request in web.requests)
    assert web.tunnelled.requests
    assert not [request for request in web.tunnelled.requests if "authorization" in request.lower()]


def test_a_password_in_an_address_is_neither_kept_nor_sent(proxied):
    done, web = proxied
    assert "http://a.example/a?named" in web.asked
    assert not [request for request in web.requests if "secret@" in request]
    assert done.rows("select url, final_url from pages where url || final_url like '%secret@%'") == []


def test_a_proxy_that_is_none_ends_the_crawl_before_it_begins(tmp_path):
    settings = MANNERED.replace("[crawl]", 'proxy = "socks5://me:secret@127.0.0.1:1080"\n[crawl]')
    done = crawl(tmp_path, *starts("http://a.example/"), settings=settings)
    assert done.status == 1
    assert "proxy must be like http://proxy.example:3128, not '127.0.0.1:1080'" in done.said


def test_without_a_contact_nobody_on_the_public_web_is_asked(tmp_path):
    done = crawl(tmp_path, *starts("http://a.example/a"), *pin(a=[PUBLIC]))
    assert done.status == 1
    assert "a.example is on the public web: say how its owner can reach you, with --contact" in done.said
    assert done.rows("select status, attempts, reason from frontier") == [("queued", 0, None)]
    assert done.rows("select * from pages") == []


def test_who_sits_at_a_terminal_is_asked_once(tmp_path):
    server = Server(page(HTML))
    arguments = [*starts(f"http://a.example:{server.port}/a"), *pin(a=["127.0.0.1"]), "--allow-private"]
    ours, theirs = pty.openpty()
    with serving(server), os.fdopen(ours, "rb", 0) as screen:
        process = subprocess.Popen(
            [*PROGRAM, "crawl", *arguments], cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        os.write(ours, b"nobody\nme@example.org\n")
        seen = b""
        with suppress(OSError):  # which is how a terminal ends
            while some := screen.read(4096):
                seen += some
        assert process.wait(30) == 0, seen
    assert b"a.example" in seen
    assert b"It takes a web page" in seen
    assert (tmp_path / "corpuscle.toml").read_text() == '[manners]\ncontact = "me@example.org"\n'
    assert all("\r\nfrom: me@example.org\r\n" in request.lower() for request in server.requests)
    assert all("; +me@example.org)" in request for request in server.requests)
