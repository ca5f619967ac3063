"""A hostile network, over real sockets: every answer ends as a row with its reason, in time and in bounds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from answers import CASES
from console import PROGRAM
from wildweb import Crawl, Server, crawl, serving, starts


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, Server]]:
    servers = {name: Server(answer) for name, (answer, _, _) in CASES.items()}
    with serving(*servers.values()):
        yield servers


def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}/a"


@pytest.fixture(scope="module")
def wild(servers, tmp_path_factory) -> Crawl:
    """One crawl of all of them at once."""
    urls = starts(*map(address, servers.values()))
    return crawl(tmp_path_factory.mktemp("wild"), *urls, program=PROGRAM)


@pytest.mark.parametrize("name", CASES)
def test_an_answer_has_its_reason(wild, servers, name):
    _, reason, detail = CASES[name]
    row = wild.row(address(servers[name]))
    assert row.reason == reason, row
    assert detail in (row.detail or "")


def test_it_all_ends_in_time_and_in_bounds(wild):
    assert wild.status == 0, wild.said
    assert "Traceback" not in wild.said
    # four seconds for those who never end; the rest is the start of the program on a busy machine
    (longest,) = wild.rows("select max(julianday(fetched_at)) - min(julianday(fetched_at)) from pages")[0]
    assert longest * 86400 < 40
    assert wild.megabytes < 200
