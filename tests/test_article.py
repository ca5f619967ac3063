import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from crawler.reading.article import WORD, count_words, read_article
from crawler.reading.document import Document, parse
from crawler.reading.text.extract import names_unseen
from crawler.reading.text.phrases import appeal
from crawler.reasons import Reason
from crawler.records import Article

URL = "https://www.example.com/news/a-storm"
PARAGRAPHS = [
    "The storm reached the coast on Monday evening, and the harbour was closed within the hour.",
    "Fishermen had tied up their boats in the morning, after the first warnings on the radio.",
    "Nobody was hurt, the mayor said, but two roofs were lost and a pier will have to be rebuilt.",
    "The railway expects delays until the end of the week, as trees have fallen onto the tracks.",
    "Schools in the three villages along the bay stay closed on Tuesday and perhaps on Wednesday.",
]
HEAD = '<title>Storm closes harbour | Example</title><meta property="og:type" content="article">'


def page(*blocks, head=HEAD, before="", after=""):
    body = "".join(block if block.startswith("<") else f"<p>{block}</p>" for block in blocks)
    return (
        f"<html lang=en><head>{head}</head><body><nav><a href=/>Home</a></nav>{before}"
        f"<article><h1>Storm closes harbour</h1><div class=entry-content>{body}</div></article>{after}"
        "<footer>About us</footer></body></html>"
    )


def read(html, url=URL):
    document = parse(html, url)
    return read_article(document) if isinstance(document, Document) else document


def lines(html):
    article = read(html)
    assert isinstance(article, Article), article
    return article.text.split("\n")


def test_reads_an_article():
    article = read(page(*PARAGRAPHS))
    assert article.text.split("\n") == PARAGRAPHS
    assert article.title == "Storm closes harbour"
    assert (article.language, article.declared_language) == ("en", "en")
    assert article.language_confidence > 0.9
    assert article.words == sum(len(line.split()) for line in PARAGRAPHS)
    assert article.extractor.startswith("corpuscle ")
    assert article.mends == ()
    assert article.origins["text"] == "trafilatura"
    assert article.origins["title"] == "html"


def test_whoever_asks_for_the_tree_afterwards_has_the_whole_page():
    document = parse(page(*PARAGRAPHS, "<p>a <span class=tooltip>b</span><script>c</script></p>"), URL)
    before, whole = etree.tostring(document.tree), document.tree
    read_article(document)
    assert etree.tostring(whole) != before
    assert etree.tostring(document.tree) == before


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("Please sign up for our newsletter", 0),
        ("It rained. — Sign up here. Your inbox", 11),
        ("All in Your Inbox. Sign up here", 7),
        ("They may sign up for it", None),
        ("Behind flour newsletters", None),
    ],
)
def test_where_the_publisher_begins_to_speak(line, start):
    assert appeal(line) == start


@pytest.mark.parametrize(
    ("block", "mend"),
    [
        (
            "<p>Read more: <a href=/x>Ten storms that changed the coast for good</a></p>",
            "links elsewhere cut",
        ),
        (
            "<p>Lesen Sie auch: Zehn Stürme, die die Küste für immer verändert haben</p>",
            "links elsewhere cut",
        ),
        ("<p>À lire aussi : Dix tempêtes qui ont changé la côte</p>", "links elsewhere cut"),
        ("<p>相关阅读：改变海岸的十场风暴</p>", "links elsewhere cut"),
        ("<p><a href=/x>Ten storms that changed the coast for good and all</a></p>", "links elsewhere cut"),
        ("<div class=related-posts><p>Ten storms that changed the coast for ever.</p></div>", None),
        ("<p class=caption>The harbour on Monday evening. Photo: Jane Doe</p>", None),
        ("<figure><img src=a.jpg><figcaption>The harbour on Monday evening</figcaption></figure>", None),
        ("<p>Sign up for our newsletter and get the news every morning</p>", "appeals cut"),
        ("<p>Click here to subscribe to our newsletter</p>", None),
        ("<p>Advertisement</p>", "appeals cut"),
        ("<div class=newsletter-box><p>The news in your mailbox, every morning at six.</p></div>", None),
        ("<aside><p>Ten storms that changed the coast for ever, and what came after.</p></aside>", None),
    ],
)
def test_cuts_what_is_not_the_article(block, mend):
    html = page(*PARAGRAPHS[:3], block, *PARAGRAPHS[3:])
    assert lines(html) == PARAGRAPHS
    assert mend is None or mend in read(html).mends


def test_cuts_menus_and_what_stands_over_them():
    menu = "".join(f"<li><a href=/{n}>Place {n}</a></li>" for n in range(5))
    html = page(*PARAGRAPHS, f"<h3>Places</h3><ul>{menu}</ul>")
    assert lines(html) == PARAGRAPHS


def test_keeps_headings_between_paragraphs_and_none_below_them():
    heading = "<div class=section><h2><span>What the waves did</span></h2></div>"
    html = page(*PARAGRAPHS[:3], heading, *PARAGRAPHS[3:], "<h2>More from the coast</h2>")
    assert lines(html) == [*PARAGRAPHS[:3], "What the waves did", *PARAGRAPHS[3:]]


@pytest.mark.parametrize("line", ["Photo: Jane Doe / Example", "Foto: dpa", "写真：例報社"])
def test_cuts_picture_credits_anywhere(line):
    assert lines(page(*PARAGRAPHS[:3], line, *PARAGRAPHS[3:])) == PARAGRAPHS


@pytest.mark.parametrize("name", ["InlineDonationPromo", "photoCaption", "main-nav", "noticias-relacionadas"])
def test_reads_names_in_any_spelling(name):
    block = f"<div class={name}><p>Ten storms that changed the coast for ever, and after.</p></div>"
    assert lines(page(*PARAGRAPHS[:3], block, *PARAGRAPHS[3:])) == PARAGRAPHS


def test_a_teaser_of_a_sold_article_is_the_article():
    start = "".join(f"<p>{line}</p>" for line in PARAGRAPHS[:1])
    html = page(f"<div class=teaser-content><div class=article-body>{start}</div></div>", *PARAGRAPHS[1:])
    assert lines(html) == PARAGRAPHS


def test_cuts_the_headline_from_the_text():
    html = page("<h1>Storm closes harbour</h1>", *PARAGRAPHS)
    assert lines(html) == PARAGRAPHS
    assert "headline cut" in read(html).mends


def test_cuts_teasers_below_a_short_article():
    html = page(*PARAGRAPHS, head="<title>Storm</title>", after=f"<div class=more>{teasers(2, 'div')}</div>")
    assert lines(html) == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        "Email Jane Doe at jane.doe@example.com or follow her on the usual channels.",
        "Additional reporting by Max Roe.",
        "© 2019 Example Media. All rights reserved.",
        "Source: Example Agency",
        "Quelle: Example Agentur",
        "12 comments",
        "___",
    ],
)
def test_cuts_credits_below_the_text(line):
    assert lines(page(*PARAGRAPHS, line)) == PARAGRAPHS


@pytest.mark.parametrize(
    "paragraph",
    [
        "Readers may sign up for the volunteer service at the town hall, the mayor said on Monday.",
        "Talks on the pier will follow the summit on Monday, and residents can sign up for a tour.",
        "Contact sports are off until the hall has a roof again, said the head of the school.",
        "Copyright law does not protect the old map of the harbour, a court in the city decided.",
        "Related research shows that such storms have become more frequent since the seventies.",
        "By email the minister promised money for the pier; follow-up talks begin on Friday.",
        "See <a href=/x>the report of the harbour master</a> for what the waves did to the mole.",
        "Sources: that is what the old maps called the three wells behind the harbour.",
    ],
)
def test_keeps_prose_that_looks_like_an_appeal(paragraph):
    text = paragraph.replace("<a href=/x>", "").replace("</a>", "")
    assert text in lines(page(*PARAGRAPHS, paragraph, *PARAGRAPHS * 2))
    assert lines(page(*PARAGRAPHS, paragraph))[-1] == text


def test_keeps_a_digest_of_links():
    items = [f"<p><a href=/{n}>The long headline of the story with the number {n}</a></p>" for n in range(9)]
    assert read(page(*items)).mends == ()


def test_keeps_words_apart_where_the_page_does():
    html = page(
        *PARAGRAPHS,
        "<p>first line<br>second line</p>",
        f"<div>{PARAGRAPHS[0]} end<div>inner block</div>tail of it</div>",
        "<p><a href=/x>Cars</a>There stay as they are: H<sub>2</sub>O and <b>bold</b>er</p>",
    )
    found = lines(html)
    for line in ("first line", "second line", "tail of it"):
        assert line in found
    assert "CarsThere stay as they are: H2O and bolder" in found


@pytest.mark.parametrize(
    ("block", "line"),
    [
        (
            "<p>It is on <a href=/x><b>the map</b><svg></svg><span>(new)</span></a> of the coast</p>",
            "It is on the map (new) of the coast",
        ),
        ("<p>as seen<img src=a>from the pier</p>", "as seen from the pier"),
        ("<p>the trimaran<span class=tooltip>a boat</span>-like hull</p>", "the trimaran-like hull"),
        ("<p>Weather<span class=sr-only>: </span>Storm and rain</p>", "Weather Storm and rain"),
        ("<blockquote><div>All is well.</div><div>Jane Doe</div></blockquote>", "All is well. Jane Doe"),
        ("<p>one<br>two<br>three</p>", "one\ntwo\nthree"),
    ],
)
def test_glues_nothing(block, line):
    text = "\n".join(lines(page(*PARAGRAPHS[:3], block, *PARAGRAPHS[3:])))
    assert f"\n{line}\n" in text or f"\n{line}\n" in text.replace("well.\nJane", "well. Jane")


@pytest.mark.parametrize("odd", ["\x01", "\x0b", "\x1f", "\ufffe", "&#1;", "&#x1f;", "&shy;", "\u200b"])
def test_control_characters_cost_no_text(odd):
    html = page(*(line.replace("the ", f"the {odd}<b>{odd}</b>{odd}") for line in PARAGRAPHS))
    assert lines(html) == PARAGRAPHS


@pytest.mark.parametrize(
    "name",
    ["tooltip", "Tooltips", "popover", "rollover", "sronly", "sr-only", "screenreader", "screen-reader",
     "visuallyhidden", "visually-hidden", "assistive", "offscreen", "off-screen"],
)  # fmt: skip
def test_names_of_what_no_reader_sees(name):
    assert names_unseen(f"a {name} b")
    assert not names_unseen(f"x{name.lower()}")


def test_takes_tooltips_out_of_sentences():
    hidden = '<span class="person-tooltip">Born in a lighthouse. See all stories.</span>'
    text = PARAGRAPHS[0].replace("Monday", f"Monday{hidden}")
    assert lines(page(text, *PARAGRAPHS[1:])) == PARAGRAPHS


def test_does_not_repeat_paragraphs_that_are_spelled_otherwise():
    odd = [line.replace("the ", "the<rt>note</rt> ").replace("har", "har&shy;") for line in PARAGRAPHS]
    assert lines(page(*odd)) == PARAGRAPHS


def test_puts_back_paragraphs_of_a_second_container():
    chunk = "<div class=row><div class='body chunk'>{}</div></div>"
    more = [f"Later on {line} Or so it seemed to us." for line in PARAGRAPHS]
    chunks = (chunk.format("".join(f"<p>{line}</p>" for line in part)) for part in (PARAGRAPHS, more))
    html = (
        f"<html><head>{HEAD}</head><body><div class=article-body>{next(chunks)}</div>"
        f"<div class=article-body>{next(chunks)}</div></body></html>"
    )
    assert lines(html) == PARAGRAPHS + more


def test_takes_the_text_that_json_ld_states_where_the_page_has_only_its_beginning():
    stated = json.dumps({"@type": "NewsArticle", "articleBody": "<p>" + "</p><p>".join(PARAGRAPHS) + "</p>"})
    html = page(PARAGRAPHS[0], head=HEAD + f'<script type="application/ld+json">{stated}</script>')
    article = read(html)
    assert article.text.split("\n") == PARAGRAPHS
    assert article.origins["text"] == "json-ld"
    assert "json-ld text taken" in article.mends


def teasers(count, tag="article"):
    return "".join(
        f"<{tag} class=card><h2><a href=/{n}>Headline of story number {n}</a></h2>"
        f"<p>{PARAGRAPHS[n % 5].replace('Monday', f'day {n}')} And so it went on, number {n}.</p></{tag}>"
        for n in range(count)
    )


SITE = "<title>Example</title><meta property=og:type content=website>"
LISTS = [
    ("https://www.example.com/", f"<html><head>{SITE}</head><body><main>{teasers(12)}</main></body></html>"),
    ("https://www.example.com/weather", f"<html><head>{SITE}</head><body>{teasers(9)}</body></html>"),
    ("https://www.example.com/weather", f"<html><body><ul>{teasers(9, 'li')}</ul></body></html>"),
    (
        "https://www.example.com/tag/storm",
        f"<html><head><title>Storm</title></head><body><p>{PARAGRAPHS[0]}</p>{teasers(3)}</body></html>",
    ),
    (
        "https://www.example.com/search?q=storm",
        "<html><body>"
        + "".join(f"<div><a href=/{n}>Result {n}</a></div>" for n in range(40))
        + "</body></html>",
    ),
    (
        "https://www.example.com/people/jane-doe",
        f'<script type="application/ld+json">{{"@type": "ProfilePage"}}</script><p>{PARAGRAPHS[0]}</p>',
    ),
]


LISTS.append(("https://www.example.com/category/storm", page(head=HEAD, after=teasers(9))))


@pytest.mark.parametrize(("url", "html"), LISTS, ids=[str(n) for n in range(len(LISTS))])
def test_lists_are_no_articles(url, html):
    assert read(html, url) in (Reason.NOT_AN_ARTICLE, Reason.SEARCH_RESULTS)


@pytest.mark.parametrize(
    ("url", "head"),
    [
        (URL, HEAD),
        (URL, "<title>Storm</title>"),
        (URL, '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'),
        ("https://www.example.com/topic/storm", HEAD),
        ("https://www.example.com/?p=123", "<title>Storm</title>"),
    ],
)
@pytest.mark.parametrize("related", [0, 6])
def test_short_articles_are_articles(url, head, related):
    after = f"<div class=more>{teasers(related, 'div')}</div>"
    assert isinstance(read(page(*PARAGRAPHS[:2], head=head, after=after), url), Article)


@pytest.mark.parametrize(
    "html",
    [
        "<html><head><title>Nothing</title></head><body></body></html>",
        "<html><body><script>var a = 1;</script></body></html>",
        "<p> </p>",
        "<html><frameset><frame src=a></frameset></html>",
    ],
)
def test_pages_without_text_have_a_reason(html):
    assert read(html) is Reason.NO_TEXT


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one two three", 3),
        ("don't stop mother-in-law", 3),
        ("北京欢迎你", 3),
        ("iPhone 手机", 2),
        ("Привет, мир", 2),
        ("한국어 단어 세개", 3),
        ("สวัสดีครับ", 3),
    ],
)
def test_counts_words(text, words):
    assert count_words(text) == words


@given(st.text(alphabet="ab1_'-’ .é²“", max_size=20))
def test_counts_what_the_pattern_finds(text):
    assert count_words(text) == len(WORD.findall(text))


HOSTILE = [
    "<div class=related>" * 250 + "<p>deep text in here" + "</div>" * 250,
    "<p>" + "<span class=tooltip>x</span>y" * 5_000,
    "".join(f"<p>paragraph number {n} of a very long page that never seems to end</p>" for n in range(3_000)),
    "<div>a<div>b</div>" * 3_000,
    "<time datetime=2019-11-18>x</time>" * 5_000,
    "<h1>Storm</h1>" * 5_000,
    "<table>" + "<tr><td>x<td>y" * 4_000,
    "<p>" + "a" * 500_000,
    "<p>\ud800\x00\x0b</p>",
    "<a rel=author>" * 300,
    "<body><body class=related><html><head><p>x",
    "<ul>" + "<li><ul>" * 200 + "<li>text",
]


@pytest.mark.parametrize("html", HOSTILE, ids=lambda html: html[:24])
def test_hostile_pages_do_no_harm(html):
    found = read(f"<html><body>{html}")
    assert isinstance(found, Article | Reason)
    if isinstance(found, Article):
        assert replace(found).text.encode("utf-8")


tags = st.sampled_from(
    ["p", "div", "h1", "h2", "a", "li", "ul", "article", "aside", "span", "br", "td", "time"]
)
names = st.sampled_from(["", "related", "caption", "entry-content", "tooltip", "byline"])
pieces = st.one_of(
    st.builds(lambda tag, name: f'<{tag} class="{name}">', tags, names),
    st.builds(lambda tag: f"</{tag}>", tags),
    st.text(max_size=30),
    st.sampled_from(PARAGRAPHS),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(pieces, max_size=25))
def test_never_raises(parts):
    found = read("<html><body>" + "".join(parts))
    assert isinstance(found, Article | Reason)
