"""What a crawl makes of a request, and leaves out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request, signals
from scrapy.exceptions import StopDownload
from scrapy.http import Headers
from scrapy.signalmanager import SignalManager
from scrapy.utils.test import get_crawler
from twisted.internet import endpoints

from crawler.bot.first_bytes import Ear, meta_of_site_file
from crawler.bot.handler import spell_names_once
from crawler.bot.headers import SameForAll
from crawler.bot.spider import PLAIN
from crawler.bot.stats import Stats
from crawler.rules import LARGEST

URL = "http://paper.example/2024/03/story.html"


@given(st.from_regex(PLAIN, fullmatch=True))
def test_scrapy_finds_nothing_to_escape_in_a_plain_address(url):
    assert Request(url).url == url


@pytest.mark.parametrize(
    "url",
    ["http://a.example/a b", "http://a.example/?", "http://a.example/#b", "http://a.example", "http://ä.example/",
     "http://a.example:080/", "http://a.example:65536/", "http://A.example/", "http://u:p@a.example/"],
)  # fmt: skip
def test_other_addresses_are_left_to_scrapy(url):
    assert not PLAIN.fullmatch(url)


def test_requests_say_what_all_say_unless_they_have_something_else_to_say():
    settings = {"USER_AGENT": "corpuscle", "DEFAULT_REQUEST_HEADERS": {"accept": "text/html", "X": None}}
    same = SameForAll.from_crawler(get_crawler(settings_dict=settings))
    request = Request(URL, headers={"User-Agent": "another"})
    same.process_request(request)
    headers = Headers({"User-Agent": "another", "Accept": "text/html"})
    headers["Accept-Encoding"] = "gzip, deflate, br, zstd"
    assert list(request.headers.items()) == list(headers.items())
    another = Request(URL)
    same.process_request(another)
    another.headers.appendlist("Accept", "text/plain")
    assert request.headers.getlist("Accept") == [b"text/html"]


def test_files_of_sites_are_cut_off_and_pages_are_not_listened_to():
    manager = SignalManager()
    page, file = Request(URL), Request(URL, meta=meta_of_site_file())

    def arrives(request):
        told = manager.send_catch_log(signals.bytes_received, data=bytes(LARGEST), request=request)
        return [getattr(answer, "type", answer) for _, answer in told]

    ear = Ear(manager)
    assert arrives(page) == []
    with ear, ear:
        assert arrives(file) == [None]
        assert arrives(file) == [StopDownload]
        assert arrives(page) == [None]
    with ear:
        pass
    assert arrives(file) == []


def test_what_scrapy_counts_is_counted():
    stats = Stats(get_crawler())
    stats.inc_value("pages")
    stats.inc_value("pages", 2)
    assert stats.get_stats() == {"pages": 3}


def test_a_name_is_spelled_for_the_dns_once(monkeypatch):
    spelled = []
    monkeypatch.setattr(endpoints, "_idnaBytes", lambda name: spelled.append(name) or name.encode("idna"))
    spell_names_once()
    spell_names_once()
    assert [endpoints._idnaBytes("straße.example") for _ in range(2)] == [b"strasse.example"] * 2
    assert spelled == ["straße.example"]
