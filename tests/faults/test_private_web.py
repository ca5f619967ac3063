"""A public web, played by a proxy, that leads to private addresses in every way: none is asked."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from cases.private import METADATA, PINS, PRIVATE, WAYS
from hostile_web import article
from mazes import page as listed
from publicweb import LITERALS, MANNERED, PUBLIC, Web, pin
from rebinding import NAME
from wildweb import HTML, Crawl, Server, crawl, page, serving, starts

HERE = Path(__file__).parent
SPELLED = (*LITERALS, *METADATA, *PRIVATE)
LEADS_TO = ("127.0.0.1", "[::ffff:a9fe:a9fe]", "inside.example")
LED = {f"way{n}-{m}": (name, way, spelled)
       for n, (name, way) in enumerate(WAYS.items()) for m, spelled in enumerate(LEADS_TO)}  # fmt: skip
SETTINGS = f"""{MANNERED}
[judges]
min_relevance = 0.0
min_words = 20
"""


class Crawled(NamedTuple):
    run: Crawl
    web: Web
    port: int
    was_reached: bool

    def reason(self, url: str) -> str:
        sql = """select iif(f.status = 'done', 'kept', coalesce(a.reason, f.reason))
        from frontier f left join articles a using (id) where f.url = ?"""
        found = self.run.rows(sql, url)
        return found[0][0] if found else "no row"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory) -> Iterator[Crawled]:
    with socket.create_server(("127.0.0.1", 0)) as secret:
        port = secret.getsockname()[1]
        answers = {f"http://{host}.example/good": article(f"Good news of {host}") for host in LED}
        for host, (_, way, spelled) in LED.items():
            pages = {
                "/trick": article(f"Tricky news of {host}"),
                **way.answers(f"http://{spelled}:{port}/{host}"),
            }
            answers |= {f"http://{host}.example{path}": answer for path, answer in pages.items()}
        links = [f"http://{spelled}:{port}/{n}" for n, spelled in enumerate(SPELLED)]
        links += [f"http://{host}.example/{path}" for host in LED for path in ("trick", "good")]
        web = Web({"http://hub.example/": page(listed(links).encode()), **answers})
        proxy = f'proxy = "http://127.0.0.1:{web.port}"\n[crawl]'
        pins = pin(hub=[PUBLIC], **{host: [PUBLIC] for host in LED}, **PINS)
        with serving(web):
            run = crawl(
                tmp_path_factory.mktemp("private"),
                *starts("http://hub.example/"),
                "--breadth",
                *pins,
                settings=SETTINGS.replace("[crawl]", proxy),
            )
        secret.settimeout(0)
        try:
            secret.accept()
        except BlockingIOError:
            was_reached = False
        else:
            was_reached = True
        yield Crawled(run, web, port, was_reached)


@pytest.mark.parametrize(("number", "spelled"), list(enumerate(SPELLED)))
def test_a_link_to_a_private_address_is_refused_in_every_spelling(crawled, number, spelled):
    sql = "select reason from frontier where url like ?"
    assert crawled.run.rows(sql, f"http://%:{crawled.port}/{number}") == [("private-address",)], spelled


@pytest.mark.parametrize("host", LED)
def test_no_way_leads_to_a_private_address(crawled, host):
    _, way, spelled = LED[host]
    assert crawled.reason(f"http://{host}.example/trick") == way.reason
    good = "robots-unreachable" if way.reason == "robots-unreachable" else "kept"
    assert crawled.reason(f"http://{host}.example/good") == good
    met = "private-address" if way.is_met else "no row"
    assert crawled.reason(f"http://{spelled}:{crawled.port}/{host}") == met


def test_nobody_was_asked_who_must_not_be(crawled):
    assert not crawled.was_reached
    assert {urlsplit(url).hostname for url in crawled.web.asked} == {
        "hub.example", *(f"{host}.example" for host in LED)
    }  # fmt: skip
    assert crawled.run.rows("select count(*) from frontier where status not in ('done', 'refused')") == [(0,)]
    assert crawled.run.status == 0, crawled.run.said


def test_a_name_that_becomes_private_between_two_questions_is_not_asked(tmp_path):
    server = Server(page(HTML))
    url = f"http://{NAME}:{server.port}/trick"
    program = (sys.executable, HERE / "rebinding.py")
    with serving(server):
        done = crawl(
            tmp_path, *starts(url), settings=SETTINGS, program=program, PYTHONPATH=os.pathsep.join(sys.path)
        )
    assert server.requests == []
    assert done.row(url).reason in ("private-address", "robots-unreachable"), done.said
