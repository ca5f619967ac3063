"""Our way to the main text gives what trafilatura's gives: on whole pages, on torn ones, on odd ones."""

from __future__ import annotations

import re
from itertools import pairwise, product
from pathlib import Path

import pytest
import trafilatura
from lxml import etree, html
from trafilatura.xpaths import (
    BODY_XPATH,
    OVERALL_DISCARD_XPATH,
    RAW_TREE_PRUNE_XPATH,
    REMOVE_COMMENTS_AND_LISTS_XPATH,
)

from crawler.reading.document import Document, parse
from crawler.reading.text.extract import slim
from crawler.reading.text.frames import frames
from crawler.reading.text.main import OPTIONS, main_text
from crawler.reading.text.signs import TALKING, is_appended, is_unwanted
from crawler.reading.text.words import any_of

PAGES = sorted(Path(__file__).parent.glob("pages/*/page.html"))
PROSE = "<p>Every word of this paragraph says that the article is here and that it goes on for a while.</p>"
LONG = PROSE * 9
LINES = "<div>A line that stands free in a block of its own.</div>" * 9
ASIDE = "<aside><div>A line of an aside, which goes with it.</div></aside>"
BARE = "<ul><a href=/a>One link.</a> <a href=/b>Two.</a></ul>"
MANY = "".join(f"<p>Paragraph {number} of many, each of which says another thing than those before.</p>"
               for number in range(30))  # fmt: skip
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
    "headlines in a row": f"<p>{'<a href=/b>A headline of another story, long enough</a> ' * 9}</p><p>End.",
    "headlines in lines": "<div>" + "<p><a href=/b>A headline of another story, long</a></p>" * 9 + "</div>",
    "tables for the looks": f"<table role=presentation><tr><td>{PROSE}<td><p>And beside it.</table>",
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
    "blocks for paragraphs": f"<section class=story-body>{'<div>A line stands free.</div>' * 9}</section>",
    "blanks behind breaks": f"<section class=entry>{'<div>A line.<br> <div> </div> On.</div>' * 9}</section>",
    "a form around it all": f"<form class=main-content>{LONG}<form>{PROSE}</form></form>",
    "a frame of a weak name": f"<div id=main>{LONG}</div>",
    "a frame by its role": f"<div role=article>{LONG}</div>",
    "a frame that is empty, then another": f"<article></article><div class=fullText>{LONG}</div>",
    "two frames with one line each": f"<article>{PROSE}</article><div id=content>{PROSE}</div>{LONG}",
    "no frame": LONG,
    "no frame, everything twice": f"<div>{LONG}</div><div>{LONG}<p>And then.</div><table><tr><td>x</table>",
    "no frame, menus": f"<div class=menu>{PROSE}</div><div><a href=/a>A</a> <a href=/b>B</a></div>{LONG}",
    "no frame, text around paragraphs": f"<div>It begins. {PROSE}</div>{PROSE}",
    "no frame, blocks in blocks": "<div>It begins. <p>And goes on.</p> <div>And ends.</div></div>",
    "a short frame with a quote": "<article><blockquote><p>One.<p>Two.</blockquote><p>Three.</article>",
    "less than a frame": f"<article><p>Short.<ul><li>One</ul></article>{LONG}<ul><li>Two</ul>Behind.",
    "all in one list": f"<article><ul><li>{PROSE}<li>Two</ul></article>",
    "everything in asides": f"<aside>{LONG}</aside>",
    "a frame in an aside": f"<aside><article>{LONG}</article></aside><div id=content>Others. {LONG}</div>",
    "a frame in articles added": f"<div class=infinite-scroll><article>{LONG}</article></div><main>A</main>",
    "a frame in a list": f"<ul><li><div class=post-content>{LONG}<dd>On.</dd></div></ul>",
    "a table that is no frame": f"<table class=entry><tr><td>{LONG}</table><div class=entry>{LINES}</div>",
    "a form in a frame": f"<article>{LONG}<form>{PROSE}</form></article>",
    "a form in a frame of a long page": f"<article>{LONG}<form>{MANY}</form></article>{MANY * 3}",
    "links in no block": f"<article>{LONG}{BARE}</article>",
    "links in a block around": f"<div><article>{LONG}{BARE}</article></div>",
    "a frame of lines in a page of none": f"<article>{LINES}<p>One.</article>",
    "a frame of lines in a page of paragraphs": f"<article>{LINES}<p>One.</article>{LONG}",
    "a frame of lines beside a paragraph": f"<article>{LINES}{ASIDE}</article><aside>{PROSE}</aside>",
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


# Names that patterns with choices in them are for.
CHOSEN = {
    "mvp-post-add-box", "mvp-post-add-wrap", "infinite-scroll", "infinitescroll", "article-comments",
    "post-comments", "Comments", "commentary", "comment-list", "disqus_thread", "dsq-comments", "post-text",
    "post_content", "postcontent", "entry-content", "art-content", "article-body", "article__body",
    "articlebody", "articletext", "main-content", "Main-Content", "page-content", "FullText", "content_main",
    "content__body", "storycontent", "theme-content", "paidcontent", "dfpad", "dfpAd", "breadcrumb",
}  # fmt: skip
TEXTS = ("", "c", "-ab-", "xabc", "b", "x*y", "x.z", "xy", "share", "share-", "shar e", "-ae-", "a-ad-")


def named(expressions):
    """Return elements of each tag with each class and id in expressions, and with names like these."""
    words = {word for one in expressions for word in re.findall(r"[\w-]{2,}", one.path)}
    words |= CHOSEN
    words |= {word[:-1] for word in words} | {f"x{word}" for word in words}
    names = [form for word in sorted(words) for form in (word, f"a {word} b", word.title(), word.upper())]
    tags = ("div", "p", "span", "section", "article", "main", "aside", "details", "item", "list", "ol", "h2")
    root = html.Element("body")
    for tag, name, attribute in product(tags, names, ("class", "id")):
        etree.SubElement(root, tag, {attribute: name})
    return root


@pytest.mark.parametrize(
    ("expressions", "tags", "is_one"),
    [
        (OVERALL_DISCARD_XPATH, ("*",), is_unwanted),
        ([*RAW_TREE_PRUNE_XPATH, *REMOVE_COMMENTS_AND_LISTS_XPATH], TALKING, is_appended),
    ],
    ids=["unwanted", "appended"],
)
def test_every_name_that_trafilatura_knows(expressions, tags, is_one):
    root = named(expressions)
    known = {element for expression in expressions for element in expression(root)}
    assert 100 < len(known) < len(root)
    assert {element for element in root.iterdescendants(*tags) if is_one(element)} == known


def test_every_name_of_a_frame():
    root = named(BODY_XPATH)
    for element in list(root):
        alone = html.Element("body")
        alone.append(element)
        assert next(frames(alone), None) is next((one for find in BODY_XPATH for one in find(alone)), None)


@pytest.mark.parametrize(
    "words", [("a",), ("ab", "abc", "b"), ("x.y", "x*", "x"), ("share-", "shar e", "-ad-")]
)
def test_one_pattern_for_many_words(words):
    pattern = re.compile(any_of(words))
    for text in TEXTS:
        assert bool(pattern.search(text)) == any(word in text for word in words)
