"""The annotated copy of a page: it shows how the page was read, and nothing in it acts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from crawler.publish.annotated import annotate, is_copy
from crawler.publish.annotated.copy import POLICY
from crawler.reading.look import Look, look
from crawler.reading.page import read_page
from crawler.reasons import Reason
from crawler.records import Page, Reading, Target

URL = "https://site.example/news/2024/a-bridge-is-repaired-4711"
PROSE = "<p>" + "The council met and voted, after hours of debate, to repair the bridge. " * 2 + "</p>"
ONE = '<a href="/news/2024/who-pays-for-the-bridge-4700">Who pays for the old bridge</a>'
# Everything but our own policy, referrer, view and charset.
DANGEROUS = re.compile(
    r"<(?:script|iframe|frame|object|embed|applet|form|input|button|link|base|svg|math|template|noscript"
    r"|img|video|audio|source|picture|textarea|select|portal|plaintext|xmp)\b"
    r"|<[^>]*\s(?:on\w+|style|src|srcset|action|formaction|ping|background|poster|data|srcdoc|xlink:href)="
    r"|(?:href|content)=[\"']?\s*(?:javascript|data|vbscript|file|\d+\s*;\s*url)",
    re.IGNORECASE,
)
HOSTILE = f"""<html onload=alert(1) manifest=/m><head><base href="https://evil.example/">
<meta http-equiv=refresh content="20;url=https://evil.example/"><script>alert(1)</script>
<link rel=stylesheet href=https://evil.example/x.css><style>@import 'https://evil.example/y';</style></head>
<body onload="alert(1)" style="background:url(https://evil.example/z)" background=//evil.example/b>
<h1 onclick=alert(1)>A bridge is repaired</h1><article>{PROSE * 3}</article>
<img src=https://evil.example/i.png onerror=alert(1) alt="<script>alert(1)</script>"><svg onload=alert(1)>
<a xlink:href="javascript:alert(1)">x</a></svg><math><mtext><a href=javascript:alert(1)>m</a></math>
<iframe src=https://evil.example/f srcdoc="<script>alert(1)</script>"></iframe>
<form action=https://evil.example/><input autofocus onfocus=alert(1)><button formaction=javascript:alert(1)>b
</button></form><object data=https://evil.example/o></object><embed src=https://evil.example/e>
<a href="javascript:alert(1)" ping=https://evil.example/p>js</a><a href="data:text/html,x">data</a>
<a href=" jAvAsCrIpT:alert(1)">JS</a><x-evil onclick=alert(1) is=q>custom</x-evil>
<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>
<textarea></textarea><img src=x onerror=alert(1)></textarea><xmp></xmp><script>alert(1)</script></xmp>
<h2>Related</h2><ul><li><a href="/news/2024/x-y-z-w-4701"
  title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" onclick=alert(1)
  style=position:fixed>A story that &lt;script&gt;alert(1)&lt;/script&gt; is about</a></ul>
<p hidden>&#0;\u202ehidden</p><plaintext></body>"""


def copy_of(body: str, url: str = URL) -> str:
    page = Page(url, url, body=body.encode("utf-8", "surrogatepass"))
    reading = read_page(Target(url), page)
    return annotate(reading, look(page, reading.article))


def acting(page: str) -> list[str]:
    """What in a copy could act; its own head, which is ours, left out."""
    return [match.group() for match in DANGEROUS.finditer(page.partition("</head>")[2])]


def classes(page: str, text: str) -> set[str]:
    """The classes of the innermost element with a text."""
    found = [e for e in html.fromstring(page).find(".//main").iter() if text in "".join(e.itertext())]
    return set((found[-1].get("class") or "").split())


def test_links_blocks_and_paragraphs_are_marked():
    page = copy_of(
        f"<nav><ul><li><a href=/a>Sport</a><li><a href=/b>World</a></ul></nav><h1>A bridge</h1>"
        f"<article>{PROSE * 3}<p>Read also: {ONE}</p>{PROSE}</article>"
        f'<h2>Related</h2><div class="more"><p>{ONE.replace("4700", "4701").replace("Who", "How") * 2}</div>'
    )
    assert classes(page, "The council met") == {"kept"}
    assert {"link", "inline"} <= classes(page, "Who pays for the old bridge")
    assert {"block", "inline", "cut"} <= classes(page, "Read also")
    assert {"link", "related"} <= classes(page, "How pays for the old bridge")
    assert re.search(r'class="block related"[^>]*data-note="1 related · 0\.\d\d · “Related” · [^"]*"', page)
    assert re.search(r'<(nav|ul) class="menu"', page)
    assert f'content="{POLICY}"' in page
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_nothing_in_it_acts():
    page = copy_of(HOSTILE)
    assert acting(page) == []
    assert "evil.example" not in re.sub(r'(?:href|title)="https://evil\.example/news[^"]*"', "", page)
    assert 'http-equiv="refresh' not in page.lower()
    assert "&lt;script&gt;alert(1)" in page  # as text, where the page had it as text
    hrefs = html.fromstring(page).xpath("//a/@href")
    assert hrefs
    assert all(href.startswith(("https://", "http://", "#link-")) for href in hrefs)


TAGS = ("p", "a", "div", "script", "svg", "math", "style", "title", "textarea", "noscript", "form", "li")
PIECES = st.one_of(
    st.sampled_from(TAGS).map("<{}>".format),
    st.sampled_from(TAGS).map("</{}>".format),
    st.sampled_from(
        [
            "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">', "<!--", "-->", "<![CDATA[",
            "<p onclick='x' style='y'>", "&lt;script&gt;", "<table><td>", "<plaintext>", "\x00\x0b",
            '<a href="/a-b-c-d-1234">A headline of usual length</a>', "<h2>Related</h2>", PROSE, "<",
        ]
    ),
    st.text(max_size=10),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_whatever_the_page_nothing_acts(body):
    assert acting(copy_of(body)) == []


@pytest.mark.parametrize("body", ["", "<rss><channel><item><link>https://a.example/</link></item></channel>"])
def test_what_is_no_page_has_a_legend(body):
    page = copy_of(body)
    assert "(no article)" in page
    assert Reason.FEED.meaning in page or Reason.EMPTY.meaning in page


def test_what_could_not_be_had_says_why():
    reading = Reading(Target(URL), Page(URL, reason=Reason.GONE))
    assert Reason.GONE.meaning in annotate(reading, Look())


def test_a_copy_is_known_by_its_beginning(tmp_path: Path):
    (tmp_path / "copy.html").write_text(copy_of(PROSE), "utf-8")
    (tmp_path / "other.html").write_text("<!doctype html>\n<p>Mine", "utf-8")
    assert is_copy(tmp_path / "copy.html")
    assert not is_copy(tmp_path / "other.html")
