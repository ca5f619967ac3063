"""Our way to the main text gives what trafilatura's gives: on whole pages, on torn ones, on odd ones."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import trafilatura
from lxml import etree

from crawler.reading.document import Document, parse
from crawler.reading.text.extract import slim
from crawler.reading.text.main import OPTIONS, main_text

PAGES = sorted(Path(__file__).parent.glob("pages/*/page.html"))
PROSE = "<p>Every word of this paragraph says that the article is here and that it goes on for a while.</p>"
LONG = PROSE * 9
BEHIND = {
    "comments": f"<div class=comments-area>{LONG}</div><ol id=comments><li>{PROSE}</ol>",
    "menus": f"<div class='navbar x'>{PROSE}</div><p class=byline>By A</p>",
    "hidden": "<p style='display: none'>Unseen</p><b id=x style=visibility:hidden>a</b>",
    "hidden by the first of two": "<p style=hidden id=a>1</p><p id=a style=hidden>2</p>",
    "cookies in the first of two": "<p class=a id=cookie>1</p><p id=cookie class=a>2</p>",
    "replies": "<i id=reply-1 class=b>1</i><i class=b id=reply-1>2</i>",
    "roles and parts": "<div role=Navigation>1</div><p data-lp-replacement-content>2</p>",
    "captions": "<div class=wp-caption-text>A photo of it all</div>",
    "links": f"<div>{'<a href=/b>Another story</a> ' * 9}</div><p><a href=/c>C</a></p>",
    "links in lists": "<div><ul><li><a href=/b>One</a><li><a href=/c>Two</a></ul></div>",
    "tables of links": f"<table><tr>{'<td><a href=/a>Long link text</a>' * 30}</table>",
    "tables": "<table><tr><th>A<th>B<tr><td>1<td>2</table>Behind.",
    "lists": "<ul><li>One<li>Two <b>and</b> half</ul>Behind it.<ol><li><p>Three</ol>",
    "quotes and code": f"<blockquote>{PROSE}</blockquote><pre>a {{\n  b }}</pre><q>c</q>Then.",
    "twice in a row": PROSE,
    "headings at the end": "<h2 class=' hidden'>A</h2><p>And so on.<h2>Over nothing</h2>",
    "details": f"<details><summary>More</summary>{PROSE}</details>",
}
ODD = {
    "nothing": "<p></p>",
    "one short paragraph": PROSE,
    "text without any element": "A line.<br>Another line, which is longer than the one before it.",
    "a frame of lines": f"<div class=post-content>{'One more line of it all. <br>' * 40}</div>",
    "what stands at the beginning": f"<div class=entry-content>It begins. <b>Now</b>{LONG}</div>",
    "an aside of comments": f"<article>{LONG}</article><aside class=comments>{PROSE}</aside>",
    "a thread": f"<main>{LONG}<section id=disqus_thread>{LONG}</section></main>",
    "more articles": f"<article><h1>A</h1>{LONG}</article><div class=infinite-scroll>{LONG * 2}</div>",
    "more articles with a headline": f"<div class=infinitescroll><h1>A</h1>{LONG}</div>",
    "articles added": f"<div id=mvp-post-add-box><h1>A</h1>{LONG}</div><div class=single-post>{LONG}</div>",
    "menus that are most of it": f"<article><div class=sidebar>{LONG * 3}</div>{PROSE}</article>",
    "blocks for paragraphs": f"<section class=story-body>{'<div>A line stands free.</div>' * 12}</section>",
    "a form around it all": f"<form class=main-content>{LONG}<form>{PROSE}</form></form>",
    "a frame of a weak name": f"<div id=main>{LONG}</div>",
    "a frame by its role": f"<div role=article>{LONG}</div>",
    "a frame that is empty, then another": f"<article></article><div class=fullText>{LONG}</div>",
    "two frames with one line each": f"<article>{PROSE}</article><div id=content>{PROSE}</div>{LONG}",
    "no frame": LONG,
    "everything in asides": f"<aside>{LONG}</aside>",
    **{name: f"<article>{LONG}{markup}</article>" for name, markup in BEHIND.items()},
}


def theirs(tree):
    return getattr(trafilatura.bare_extraction(tree, options=OPTIONS), "text", None) or ""


def check(markup):
    page = parse(markup, "https://news.example/a")
    assert isinstance(page, Document)
    tree = slim(page.tree)
    before = etree.tostring(tree)
    assert main_text(tree) == theirs(tree)
    assert etree.tostring(tree) == before


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_whole_pages(path):
    check(path.read_text("utf-8"))


@pytest.mark.parametrize(("path", "other"), [*pairwise(PAGES)], ids=lambda path: path.parent.name)
def test_pages_that_end_in_another(path, other):
    first, second = path.read_text("utf-8"), other.read_text("utf-8")
    check(first[: len(first) * 2 // 3] + second[len(second) // 3 :])


@pytest.mark.parametrize("name", ODD)
def test_odd_pages(name):
    check(f"<html><body>{ODD[name]}</body></html>")
