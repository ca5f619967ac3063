"""What sites say about the use of their texts: read, settled, obeyed, stored, shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import make_article, make_page, make_reading, one_claim, rows
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from crawler.corpus.save import Saver
from crawler.reader import Reader
from crawler.reading.document import parse
from crawler.reading.page import read_page
from crawler.reading.rights import statements
from crawler.reading.rights.robots import rules
from crawler.reasons import Reason
from crawler.records import Statement, Target
from crawler.settings import Settings, SettingsError, load
from crawler.terminal.rights import licence
from crawler.terminal.why import print_why

URL = "https://paper.example/news/ferry-crosses-the-strait"
PROSE = "".join(
    f"<p>The ferry number {n} crossed the strait before dawn, and nobody slept on board.</p>"
    for n in range(9)
)
AT = "2026-03-14T08:30:00.000Z"


def read(head="", body="", files=(), **headers):
    """Read a page with an article; header names have underscores for hyphens."""
    story = f"<article><h1>A ferry</h1>{PROSE}</article>"
    html = f"<html><head><title>A ferry</title>{head}</head><body>{story}{body}"
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    page = make_page(URL, headers=names, body=html.encode(), fetched_at=AT, statements=files)
    return read_page(Target(URL), page)


def meta(content, name="robots"):
    return f'<meta name="{name}" content="{content}">'


def said(reading):
    """Return what was found, as short as a table wants it."""
    return [
        f"{one.source} {one.name} {one.value}{' !' if one.reserves else ''}" for one in reading.statements
    ]


@pytest.mark.parametrize(
    ("content", "noindex", "nofollow"),
    [
        ("noindex", True, False),
        ("NoIndex, NOFOLLOW", True, True),
        ("none", True, True),
        ("index, follow, all", False, False),
        ("noarchive, nosnippet, max-snippet:20", False, False),
        ("\n noindex ,\n\tnofollow\n", True, True),
        ("noindex nofollow", True, True),
        ("noindex;nofollow", True, True),
        ("noindexed, donofollow", False, False),
        ("unavailable_after: 25 Jun 2020 15:00:00 PST", True, False),
        ("unavailable_after: Thursday, 25-Jun-20 15:00:00 GMT, nofollow", True, True),
        ("unavailable_after: Thu, 25 Jun 2020 15:00:00 GMT", True, False),
        ("unavailable_after: 2020-06-25", True, False),
        ("Unavailable_After : 2026-03-14T08:29:00Z", True, False),
        ("unavailable_after: 2026-03-14T08:31:00Z", False, False),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST", False, False),
        ("unavailable_after: some day", False, False),
        ("unavailable_after", False, False),
    ],
)
@pytest.mark.parametrize("where", ["meta", "header"])
def test_directives_are_read_alike_in_meta_and_header(where, content, noindex, nofollow):
    reading = read(meta(content)) if where == "meta" else read(x_robots_tag=content)
    assert (reading.reason is Reason.NOINDEX) == noindex
    assert (reading.article is None) == noindex
    asked = rules(reading.statements, AT)
    assert ("nofollow" in asked) == nofollow


@pytest.mark.parametrize(
    ("header", "noindex"),
    [
        ("otherbot: noindex", False),
        ("otherbot: noindex, nofollow", False),
        ("otherbot: nofollow, noindex", False),
        ("corpuscle: noindex", True),
        ("Corpuscle: NOINDEX", True),
        ("otherbot: nofollow, corpuscle: noindex", True),
        ("corpuscle: nofollow, otherbot: noindex", False),
        ("noindex, otherbot: nofollow", True),
        ("otherbot: index, robots: noindex", True),
        ("max-snippet:20, noindex", True),
        ("max-image-preview: large, noindex", True),
        ("otherbot: max-snippet: 20, noindex", False),
        ("otherbot: unavailable_after: 25 Jun 2020 15:00:00 PST", False),
        ("corpuscle: unavailable_after: 25 Jun 2020 15:00:00 PST", True),
        ("corpuscle-news: noindex", False),
    ],
)
def test_a_header_says_whom_it_means(header, noindex):
    assert (read(x_robots_tag=header).reason is Reason.NOINDEX) == noindex


@pytest.mark.parametrize(
    ("head", "body", "noindex"),
    [
        (meta("index") + meta("noindex"), "", True),
        (meta("noindex") + meta("index", "corpuscle"), "", True),
        (meta("index") + meta("noindex", "Corpuscle"), "", True),
        (meta("noindex", "otherbot"), "", False),
        ("<META NAME=ROBOTS CONTENT=NOINDEX>", "", True),
        ("", meta("noindex"), True),
        ('<meta name="robots">', "", False),
        ('<meta property="description" content="noindex">', "", False),
    ],
)
def test_all_metas_add_up_wherever_they_stand(head, body, noindex):
    assert (read(head, body).reason is Reason.NOINDEX) == noindex


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (read(), []),
        (read(meta("index, follow, max-snippet:-1, max-image-preview:large")), []),
        (
            read(meta("noarchive, max-snippet:50, nosnippet")),
            ["meta robots noarchive", "meta robots max-snippet: 50", "meta robots nosnippet"],
        ),
        (read(meta("noai, noimageai")), ["meta noai noai !", "meta robots noimageai"]),
        (read(x_robots_tag="noai"), ["header noai noai !"]),
        (read(x_robots_tag="otherbot: noai"), []),
        (read(meta("noarchive") * 3), ["meta robots noarchive"]),
        (read(tdm_reservation="1"), ["header tdm-reservation 1 !"]),
        (read(tdm_reservation="0"), ["header tdm-reservation 0"]),
        (read(tdm_reservation="yes"), []),
        (read(tdm_reservation="0, 1"), ["header tdm-reservation 1 !", "header tdm-reservation 0"]),
        (
            read(meta("1", "TDM-Reservation") + meta("https://p.example/tdm.json", "tdm-policy")),
            ["meta tdm-reservation 1 !", "meta tdm-policy https://p.example/tdm.json"],
        ),
        (read(content_usage="train-ai=n, search=y"), ["header content-usage train-ai=n, search=y !"]),
        (read(content_usage="train-ai=y, search=n"), ["header content-usage train-ai=y, search=n"]),
        (read(content_usage="Bots = N;x=1"), ["header content-usage Bots = N;x=1 !"]),
        (read(content_signal="search=yes, ai-train=no"), ["header content-signal search=yes, ai-train=no !"]),
        (
            read(content_signal="ai-input=no, ai-train=yes"),
            ["header content-signal ai-input=no, ai-train=yes"],
        ),
        (
            read('<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">'),
            ["link licence https://creativecommons.org/licenses/by/4.0/"],
        ),
        (
            read(
                '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A ferry",'
                '"license":"https://p.example/terms"}</script>'
            ),
            ["json-ld licence https://p.example/terms"],
        ),
    ],
)
def test_statements(reading, expected):
    assert said(reading) == expected


FILE = (Statement("tdmrep.json", "tdm-reservation", "1", reserves=True),)


@pytest.mark.parametrize(
    ("reading", "reserves"),
    [
        (read(files=FILE), {"tdmrep.json": True}),
        (read(files=FILE, tdm_reservation="0"), {"tdmrep.json": False, "header": False}),
        (read(meta("0", "tdm-reservation"), tdm_reservation="1"), {"meta": False, "header": False}),
        (read(meta("1", "tdm-reservation"), tdm_reservation="0"), {"meta": True, "header": False}),
        (read(files=FILE, tdm_policy="https://p.example/"), {"tdmrep.json": True, "header": False}),
    ],
)
def test_the_page_outranks_the_header_and_that_the_file(reading, reserves):
    assert {one.source: one.reserves for one in reading.statements} == reserves


def test_other_reservations_stand_beside_tdmrep():
    reading = read(tdm_reservation="0", content_usage="train-ai=n")
    assert said(reading) == ["header tdm-reservation 0", "header content-usage train-ai=n !"]


@given(st.text(max_size=300), st.text(max_size=300))
def test_nothing_raises_and_all_is_bounded(content, header):
    head = meta(content.replace('"', "")) + meta(content.replace('"', ""), "tdm-policy")
    names = ("x-robots-tag", "tdm-reservation", "tdm-policy", "content-usage", "content-signal")
    found = statements(parse(f"<p>{head}", URL), make_page(URL, headers=dict.fromkeys(names, header)))
    assert all(len(one.value) <= 300 for one in found)
    assert rules(found, None) <= {"noindex", "nofollow"}


def test_a_flood_of_statements_is_cut():
    reading = read("".join(meta(f"https://p.example/{n}", "tdm-policy") for n in range(1000)))
    assert len(reading.statements) == 50
    assert len(read(x_robots_tag="max-snippet: " + "9" * 100_000).statements[0].value) == 300


NAMES = ("tdm-reservation", "noai", "content-usage", "content-signal")


@pytest.mark.parametrize(
    ("headers", "obeyed", "detail"),
    [
        ({"tdm-reservation": "1"}, NAMES, "tdm-reservation: 1 (header)"),
        ({"tdm-reservation": "1"}, (), None),
        ({"tdm-reservation": "1"}, ("noai",), None),
        ({"tdm-reservation": "0"}, NAMES, None),
        ({"x-robots-tag": "noai"}, ("noai",), "noai: noai (header)"),
        ({"content-usage": "train-ai=n"}, ("content-usage",), "content-usage: train-ai=n (header)"),
        ({"content-signal": "ai-train=no"}, ("content-signal",), "content-signal: ai-train=no (header)"),
    ],
)
def test_what_is_obeyed_keeps_the_text_out_but_its_links_are_followed(headers, obeyed, detail):
    reader = Reader.make(Settings().with_values("manners", obey=obeyed), [])
    body = f"<article><h1>A ferry</h1>{PROSE}<p>See <a href='/news/b'>what the captain said</a></p></article>"
    reading = reader(Target(URL), make_page(URL, headers=headers, body=body.encode(), fetched_at=AT))
    assert (reading.reason is Reason.RESERVED) == (reading.article is None) == bool(detail)
    assert reading.page.detail == detail
    assert not (detail and (reading.verdicts or reading.fingerprint))
    assert [target.reason for target in reading.targets] == [None]


def test_a_reserved_start_page_is_no_list_to_begin_from():
    reader = Reader.make(Settings().with_values("manners", obey=("noai",)), [])
    menu = "<nav><a href='/sport'>Sport</a></nav>"
    body = f"{menu}<article><h1>A ferry</h1>{PROSE}</article>".encode()
    reading = reader(Target(URL), make_page(URL, headers={"x-robots-tag": "noai"}, body=body))
    assert [target.reason for target in reading.targets] == [Reason.NAVIGATION]


@pytest.mark.parametrize(("value", "is_good"), [('["noai"]', True), ("[]", True), ('["noia"]', False)])
def test_only_known_names_can_be_obeyed(tmp_path, value, is_good):
    (tmp_path / "corpuscle.toml").write_text(f"[manners]\nobey = {value}\n")
    if is_good:
        assert load(tmp_path).manners.obey in (("noai",), ())
    else:
        with pytest.raises(SettingsError, match=r"obey has 'noia'; it can have tdm-reservation, noai"):
            load(tmp_path)


RESERVED = Statement("header", "tdm-reservation", "1", reserves=True)
LICENCE = Statement("link", "licence", "https://creativecommons.org/licenses/by/4.0/")


@pytest.fixture
def stored(corpus):
    """A corpus with an article of which two things are said, its saver and its reading."""
    reading = make_reading(one_claim(corpus), make_article(), statements=(RESERVED, LICENCE))
    saver = Saver(corpus.frontier, Settings())
    saver.save([reading])
    return corpus, saver, reading


def test_rights_are_saved_with_the_article_and_replaced(stored):
    corpus, saver, reading = stored
    assert rows(corpus, "select source, name, reserves from rights order by name") == [
        ("link", "licence", 0),
        ("header", "tdm-reservation", 1),
    ]
    ((reserved, named, all_said),) = rows(corpus, "select reserved, licence, statements from rights_summary")
    assert (reserved, named) == (1, LICENCE.value)
    assert set(all_said.split("; ")) == {"tdm-reservation 1 (header)", f"licence {LICENCE.value} (link)"}
    saver.save([replace(reading, statements=(LICENCE,))])
    assert rows(corpus, "select name from rights") == [("licence",)]
    saver.save([replace(reading, statements=())])
    assert rows(corpus, "select reserved, licence, statements from rights_summary") == [(0, None, None)]


def test_why_shows_them(stored, capsys):
    corpus, _, reading = stored
    print_why(Console(), corpus.why(reading.target.url))
    line = "rights  tdm-reservation 1 (header), reserved; licence CC BY 4.0 (link)\n"
    assert line in capsys.readouterr().out


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/de/", "CC BY-NC-SA 3.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://paper.example/terms", "https://paper.example/terms"),
        ("All rights reserved", "All rights reserved"),
    ],
)
def test_licences_of_creative_commons_have_names(value, name):
    assert licence(value) == name
