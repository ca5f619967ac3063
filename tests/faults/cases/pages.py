"""Pages that are not what they say, and pages that harm whoever reads them."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

from hostile_web import KEPT, Case, article, said
from wildweb import MEGABYTE, Answer, page

UTF8 = "text/html; charset=utf-8"
PDF, PNG = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(999), b"\x89PNG\r\n\x1a\n" + bytes(999)
DEED = "deed-of-a-page:"
"""What stands before the name of a deed, for readers that do what a page says."""


def archive() -> bytes:
    """A zip file of a page."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        zipped.writestr("index.html", said("Zipped"))
    return file.getvalue()


def typed(title: str, kind: str, reason: str = KEPT) -> Case:
    """An article under some content type."""
    return Case(reason, page(said(title), kind=kind))


def encoded(title: str, encoding: str, declared: str) -> Case:
    """An article in one charset, said to be in another."""
    text = said(title, "<p>Äpfel, Öl, façade, “naïve” – und mehr.</p>").decode()
    return Case(KEPT, page(text.encode(encoding, "xmlcharrefreplace"), kind=f"text/html; charset={declared}"))


def burdened(title: str, burden: str, reason: str = KEPT, head: str = "") -> Case:
    """An article with something heavy in it."""
    return Case(reason, article(title, text=burden, head=head))


def feed(entities: str = "", entries: str = "") -> Answer:
    return page(
        f'<?xml version="1.0"?>{entities}<rss><channel>{entries}</channel></rss>'.encode(), kind="text/xml"
    )


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>'
THEFT = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "{home}stolen">]>'
TITLES = {
    "escape sequences": "\x1b]0;owned\x07\x1b[31mRed\x1b[2J news \x9b2J",
    "turned words": "\u202eswen\u2066 news \u2069\u200f",
    "markup": "&lt;script&gt;alert(1)&lt;/script&gt; news",
    "characters that are none": "&#0;&#xD800;&#x110000;\ufffe\uffff\ud7ff news",
    "100,000 letters": "news " * 20_000,
    "marks upon marks": "n" + "\u0300\u0489" * 5000 + "ews",
    "SQL": "'); drop table articles; -- \" news",
    "formulas": '=HYPERLINK("http://127.0.0.1/";"news")',
    "a template": "{{ 7 * 7 }} ${7*7} %(news)s %n {news}",
}
JSON_LD = '<script type="application/ld+json">{}</script>'
CASES = {
    "a PDF as HTML": Case("not-html", page(PDF)),
    "a picture as HTML": Case("not-html", page(PNG)),
    "an archive as HTML": Case("not-html", page(archive())),
    "a program as HTML": Case("not-html", page(b"\x7fELF" + bytes(range(256)) * 99)),
    "a stream of bytes": typed("As a stream", "application/octet-stream"),
    "plain text": typed("As plain text", "text/plain"),
    "HTML as a PDF": typed("As a PDF", "application/pdf", "not-html"),
    "HTML as a video": typed("As a video", "video/mp4", "not-html"),
    "a type that is none": typed("As nothing", "nonsense; ; =;", "not-html"),
    "JSON": Case(
        "not-html", page(json.dumps({"text": "A few words. " * 500}).encode(), kind="application/json")
    ),
    "nothing": Case("empty", page(b"")),
    "nothing but space": Case("empty", page(b" \r\n\t" * 9999)),
    "an unknown charset": encoded("No such charset", "utf-8", "x-nonsense"),
    "a wrong charset": encoded("Wrong charset", "utf-8", "iso-8859-1"),
    "a charset of programs": encoded("For programs", "utf-8", "zlib_codec"),
    "UTF-16 said to be UTF-8": encoded("In sixteen bits", "utf-16", "utf-8"),
    "UTF-8 said to be UTF-16": encoded("In eight bits", "utf-8", "utf-16"),
    "Latin said to be UTF-8": encoded("In Latin", "latin-1", "utf-8"),
    "UTF-7": encoded("In seven bits", "ascii", "utf-7"),
    "NULs": Case(KEPT, page(said("Null", "x" * 2000)[:2000] + said("Void").replace(b"a", b"a\0"))),
    "NULs at once": Case("not-html", page(b"<title>\0\0</title>" + said("Void"), kind=UTF8)),
    "broken UTF-8": Case(KEPT, page(said("Broken").replace(b"e", b"\xc3e"), kind=UTF8)),
    "a page cut off": Case(KEPT, page(said("Cut off").rpartition(b"</p>")[0] + b"<a href='", kind=UTF8)),
    "a line of 10 MB": burdened("A long line", "<p>" + "word " * (2 * MEGABYTE), "no-text"),
    "a word of 10 MB": burdened("A long word", "<p>" + "w" * (10 * MEGABYTE), "no-text"),
    "a comment of 10 MB": burdened("A long comment", f"<!--{'-' * 10 * MEGABYTE}-->"),
    "50,000 attributes": burdened(
        "Many attributes", f"<p {' '.join(f'a{n}=1' for n in range(50_000))}>", "too-complex"
    ),
    "an attribute of 5 MB": burdened("A long attribute", f"<p title='{'a ' * 2_500_000}'>"),
    "60,000 spans": burdened("Many spans", "<span>a " * 60_000, "too-complex"),
    "5,000 spans": burdened("Spans", "<span>a " * 5000),
    "3,000 levels": burdened("Deep", "<div>" * 3000),
    "100,000 levels": burdened("Deeper", "<div>" * 100_000, "too-complex"),
    "1,000 forms": burdened("Forms", "<form><table><a><b><i>" * 1000),
    "50,000 escapes": burdened("Escapes", f"<p>{'&lt;&#0;&#x110000;&#xD800;&nosuch;' * 10_000}"),
    "100,000 links": burdened("Many links", "<a href=x>y</a>" * 100_000, "too-complex"),
    "5,000 links to one": burdened("Links to one", "<a href='#a'>y</a>" * 5000),
    "laughs in a page": burdened("Laughs", f"<!DOCTYPE html [{BOMB}]><p>&l11;"),
    "laughs in a feed": Case("feed", feed(BOMB, "<item><title>&l11;</title><link>{home}good</link></item>")),
    "a feed that steals": Case(
        "feed", f"<?xml version='1'?>{THEFT}<rss><channel><item><title>&x;&y;</title></item></channel></rss>"
    ),
    "a feed of 30,000 entries": Case(
        "feed",
        '<?xml version="1.0"?><rss><channel>'
        + "<item><link>{home}good</link></item>" * 30_000
        + "</channel></rss>",
    ),
    "a feed of 3,000 levels": Case("feed", feed(entries="<item>" * 3000)),
    "JSON-LD of brackets": burdened("Brackets", "", head=JSON_LD.format("[" * 500_000)),
    "JSON-LD of graphs": burdened("Graphs", "", head=JSON_LD.format('{"@graph":[' * 900 + "]}" * 900)),
    "JSON-LD of 50,000 objects": burdened(
        "Objects", "", head=JSON_LD.format(json.dumps([{"@type": "NewsArticle"}] * 50_000))
    ),
    "JSON-LD of half a character": burdened(
        "Halves", "", head=JSON_LD.format('{"@type": "Article", "headline": "\\ud800", "author": "\\udc00"}')
    ),
    "JSON-LD of numbers": burdened("Numbers", "", head=JSON_LD.format("9" * 100_000)),
    **{
        f"a page to {deed}": Case(
            "reading-timeout" if deed == "hang" else "reading-failed", f"<p>{DEED}{deed}<p>"
        )
        for deed in ("die", "hang", "fail")
    },
    **{f"a title of {name}": Case(KEPT, article(title)) for name, title in TITLES.items()},
}  # fmt: skip
