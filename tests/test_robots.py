"""robots.txt: what an answer means, and when it is asked for again."""

from __future__ import annotations

import asyncio

import pytest
from scrapy.http import Response

from crawler import clock
from crawler.bot.robots import LARGEST, Rules, as_site_file, is_stale


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        *((status, "ok") for status in (200, 204)),
        *((status, "missing") for status in (304, 403, 404, 410)),
        *((status, "unreachable") for status in (429, 500, 503)),
    ],
)
def test_a_status_class_decides(status, expected):
    answer = Response("http://a.example/robots.txt", status=status, body=b"User-agent: *\nDisallow: /")
    robots = as_site_file(answer)
    assert robots.status == expected
    assert bool(robots.text) is (expected == "ok")


def test_only_the_first_half_mebibyte_counts():
    body = b"#" * LARGEST + b"\nUser-agent: *\nDisallow: /"
    assert "Disallow" not in as_site_file(Response("http://a.example/robots.txt", body=body)).text


def test_rules_are_had_anew_when_old_or_failed():
    async def finish(until=None, error=None):
        async def load():
            if error:
                raise error
            return Rules(None, until)

        task = asyncio.ensure_future(load())
        assert not is_stale(task)  # under way: whoever comes waits for it
        await asyncio.wait([task])
        return is_stale(task)

    assert asyncio.run(finish(clock.after(60))) is False
    assert asyncio.run(finish(clock.after(-60))) is True
    assert asyncio.run(finish(error=OSError("locked"))) is True
