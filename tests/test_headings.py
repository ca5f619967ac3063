"""What headings, marks and addresses say, each on its own."""

import re

import pytest

from crawler.reading.answers import Answers
from crawler.reading.links import other_lists, step_lists, sure_lists, vocabulary
from crawler.reading.links.addresses import ENOUGH, SURE, Resolver, has_index, is_page_of, shape, site
from crawler.reading.links.headings import Stance, leads_on, offers_more, stance, width
from crawler.reading.links.marks import Mark, mark, mark_of_tag
from crawler.reading.links.names import spellings
from crawler.reading.links.paths import LONGEST_PATH, join, step
from crawler.urls import LONGEST_URL, clean, worked_out

RELATED = [
    "Related Pages",
    "RELATED STORIES",
    "You may also like…",
    "Read more:",
    "See also",
    "More on this story",
    "Lesen Sie auch",
    "Mehr zum Thema",
    "Verwandte Artikel",
    "Das könnte Sie auch interessieren",
    "À lire aussi",
    "A LIRE AUSSI",
    "Sur le même sujet",
    "Articles liés",
    "Te puede interesar",
    "Noticias relacionadas",
    "Contenido relacionado",
    "Leia também:",
    "Veja Também",
    "Leggi anche",
    "Potrebbe interessarti",
    "Lees ook",
    "Läs också",
    "Les også:",
    "Læs også",
    "Lue myös",
    "Loe ka",
    "Lasi arī",
    "Taip pat skaitykite",
    "Czytaj także",
    "Čtěte také",
    "Mohlo by vás zajímat",
    "Kapcsolódó cikkek",
    "Citește și",
    "Pročitajte još",
    "Прочетете още",
    "Διαβάστε επίσης",
    "Читайте также",
    "Читайте также:",
    "Читайте також",
    "İlgili haberler",
    "Həmçinin oxuyun",
    "اقرأ أيضًا",
    "مواضيع ذات صلة",
    "بیشتر بخوانید",
    "קראו גם",
    "यह भी पढ़ें",
    "আরও পড়ুন",
    "ข่าวที่เกี่ยวข้อง",
    "Tin liên quan",
    "Baca juga",
    "Berita Terkait",
    "Soma pia",
    "Funda futhi",
    "相关阅读",
    "相關新聞",
    "延伸阅读",
    "関連記事",
    "あわせて読みたい",
    "【関連記事】",
    "관련기사",
    "The editors' related articles",
    "L'auteur vous recommande",
    "More posts you may like",
    "編集部が選ぶ関連記事",
    "함께 보면 좋은 기사",
]
OTHER = [
    "Most read",
    "Most Popular",
    "Trending now",
    "Latest news",
    "Sponsored",
    "From our partners",
    "Comments (12)",
    "Tags",
    "Related jobs",
    "Recommended by Outbrain",
    "Related articles from our partners",
    "About the author",
    "Newsletter",
    "Meistgelesen",
    "Anzeige",
    "Les plus lus",
    "Lo más leído",
    "Mais lidas",
    "I più letti",
    "Meest gelezen",
    "Mest lästa",
    "Mest lest",
    "Luetuimmat",
    "Najczęściej czytane",
    "Nejčtenější",
    "Legolvasottabb",
    "Популярные статьи",
    "Самое читаемое",
    "En çok okunanlar",
    "الأكثر قراءة",
    "Terpopuler",
    "Đọc nhiều",
    "热门排行",
    "最新消息",
    "アクセスランキング",
    "関連キーワード",
    "많이 본 뉴스",
    "관련 태그",
]
NEXT = [
    "Next article",
    "PREVIOUS POST",
    "Nächster Artikel",
    "Article précédent",
    "Artículo anterior",
    "Следующая статья",
    "上一篇",
    "次の記事",
    "다음 기사",
]
TOPICS = ["Related topics", "Verwandte Themen", "Temas relacionados", "Powiązane tematy:"]
NOTHING = ["", "Sport", "Relativity", "Politik", "The bridge is to be repaired", "5.3.2024", "…", "x" * 5000]


@pytest.mark.parametrize(
    ("heading", "answer"),
    [(heading, Stance.RELATED) for heading in RELATED]
    + [(heading, Stance.OTHER) for heading in OTHER]
    + [(heading, Stance.NEXT) for heading in NEXT]
    + [(heading, Stance.TOPICS) for heading in TOPICS]
    + [(heading, None) for heading in NOTHING],
)
def test_stance(heading, answer):
    assert stance(heading) is answer


@pytest.mark.parametrize(
    ("listing", "answer"),
    [
        (vocabulary.RELATED, Stance.RELATED),
        (step_lists.NEXT, Stance.NEXT),
        (sure_lists.PAID, Stance.OTHER),
        (sure_lists.ARTICLES, Stance.RELATED),
        (sure_lists.TOPICS, Stance.TOPICS),
        (other_lists.OTHER, Stance.OTHER),
    ],
)
def test_every_entry_says_what_it_is_listed_for(listing, answer):
    lines = re.sub(r"\n +", " ", listing.strip()).splitlines()
    entries = [entry.strip(" ~.") for line in lines for entry in line.partition(":")[2].split(",")]
    assert [entry for entry in entries if stance(entry) is not answer] == []


def test_languages():
    named = {line[:2] for line in vocabulary.RELATED.splitlines() if line[2:3] == ":"}
    assert len(named) >= 40


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Next article", True), ("上一篇:桥", True), ("Read more", False), ("Next", False), ("", False)],
)
def test_leads_on(text, answer):
    assert leads_on(text) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("More in Politics", True),
        ("Mehr Klimaschutz", True),
        ("其他文章", True),
        ("Today in the Post", False),
    ],
)
def test_offers_more(text, answer):
    assert offers_more(text) is answer


@pytest.mark.parametrize(("text", "size"), [("bridge", 6), ("橋の修理", 8), ("다리 수리", 9), ("мост", 4)])
def test_width(text, size):
    assert width(text) == size


@pytest.mark.parametrize(
    ("names", "answer"),
    [
        ("related-posts", Mark.RELATED),
        ("RelatedContentUpper", Mark.RELATED),
        ("article__read-more_box", Mark.RELATED),
        ("mehr-zum-thema", Mark.RELATED),
        ("prev-next-post-nav", Mark.NEXT),
        ("post_navigation", Mark.NEXT),
        ("taboola-below", Mark.AD),
        ("related sponsored", Mark.AD),
        ("related-featured-home", Mark.SITEWIDE),
        ("navigation related", Mark.SITEWIDE),
        ("related-products", Mark.AD),
        ("artikel-terkait", Mark.RELATED),
        ("blog-pager-newer-link", Mark.NEXT),
        ("entry-tags", Mark.LABEL),
        ("by-line", Mark.LABEL),
        ("c-most-read", Mark.OTHER),
        ("main-menu", Mark.OTHER),
        ("top-read-more", Mark.RELATED),
        ("readMore", Mark.RELATED),
        ("tag Previous_and_next_posts", Mark.NEXT),
        ("read", None),
        ("correlated", None),
        ("stage", None),
        ("post-1 type-post status-publish category-popular tag-latest hentry", None),
        ("", None),
    ],
)
def test_mark(names, answer):
    assert mark(names) is answer


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("nav", ["nav"]),
        ("(?:a|b)?c[de]", ["acd", "ace", "bcd", "bce", "cd", "ce"]),
        ("ab?", ["ab", "a"]),
        ("(?:xs?|y) ?z", ["xs z", "xsz", "x z", "xz", "y z", "yz"]),
    ],
)
def test_spellings_of_a_name(name, found):
    assert list(spellings(name)) == found


@pytest.mark.parametrize(
    ("tag", "role", "answer"),
    [
        ("nav", None, Mark.OTHER),
        ("footer", None, Mark.OTHER),
        ("div", "navigation", Mark.OTHER),
        ("div", None, None),
    ],
)
def test_mark_of_a_tag(tag, role, answer):
    assert mark_of_tag(tag, role) is answer


HERE = "https://www.site.example/news/2024/05/a-bridge-is-repaired-4711.html"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.site.example/news/2024/04/who-pays-for-the-bridge-4700.html",
        "https://blog.site.example/who-pays-for-the-old-bridge",
        "https://www.site.example/n1/2024/0412/c1001-40210001.html",
        "https://www.site.example/port/%D0%BA%D1%82%D0%BE%D0%B7%D0%B0%D0%BF%D0%BB%D0%B0%D1%82%D0%B8%D1%82",
        "https://www.site.example/who-pays-for-the-bridge/GT3UTME3X5/story/",
        "https://ads.site.example/who-pays-for-the-bridge?to=https%3A%2F%2Fwww.site.example%2Fa",
    ],
)
def test_shape_of_an_article(url):
    assert shape(url, HERE) >= SURE


@pytest.mark.parametrize(
    "url",
    [
        "https://www.site.example/",
        "https://www.site.example/news/",
        "https://www.site.example/tag/bridges-of-the-north",
        "https://www.site.example/autor/jo-brook-of-the-port",
        "https://www.site.example/plan-of-the-new-bridge.pdf",
        "https://www.facebook.com/sharer-of-a-story-4711",
        "https://elsewhere.example/about-us",
        # a click counted on its way to another site
        "https://ads.site.example/click-on-this-and-that-4711?to=https%3A%2F%2Felsewhere.example%2Fbuy",
        "https://www.site.example/posts/10378/revisions",
    ],
)
def test_shape_of_anything_else(url):
    assert shape(url, HERE) < ENOUGH


@pytest.mark.parametrize(
    ("key", "answer"),
    [("a.example/tag/bridges", True), ("a.example/news/tags-of-war", False), ("tag.example", False)],
)
def test_has_index(key, answer):
    assert has_index(key) is answer


def test_a_site_that_calls_its_articles_archive():
    own = "https://site.example/archive/63076"
    assert shape("https://site.example/archive/39710", own) >= SURE


@pytest.mark.parametrize(
    ("host", "name"),
    [("www.a.example.com", "example.com"), ("news.site.co.uk", "site.co.uk"), ("localhost:80", "localhost")],
)
def test_site(host, name):
    assert site(host) == name


@pytest.mark.parametrize(
    ("url", "own", "answer"),
    [
        ("https://a.example/story-of-old/2", "https://a.example/story-of-old", True),
        ("https://a.example/story-of-old/", "https://a.example/story-of-old/page/3/", True),
        ("https://a.example/story?page=2", "https://a.example/story", True),
        ("https://a.example/story/?share=x", "https://a.example/story/", True),
        ("https://a.example/?p=2", "https://a.example/?p=1", False),
        ("https://a.example/story-2.html", "https://a.example/story.html", True),
        ("https://a.example/story-of-old,nPack,2", "https://a.example/story-of-old", True),
        ("https://a.example/articles/12", "https://a.example/articles/13", False),
        ("https://a.example/other/2", "https://a.example/story", False),
        ("https://a.example/a-story-of-old/similar.html", "https://a.example/a-story-of-old.html", True),
        ("https://a.example/bridges/a-story-of-old", "https://a.example/bridges/", False),
    ],
)
def test_is_page_of(url, own, answer):
    assert is_page_of(url, own) is answer


BASES = ["https://www.site.example/news/a.html", "http://site.example:8080/", "https://site.example"]
HREFS = [
    "https://a.example/b/c",
    "http://WWW.a.example/b/",
    "https://www.a.example/b/?q=1&utm_source=x",
    "//a.example/b",
    "/b/c/",
    "/b/../c",
    "/./b",
    "/b.html",
    "/b/.c",
    "/",
    "//",
    "b",
    "./b",
    "../b",
    "?q",
    "/b?q=1",
    "/b#c",
    "/ü",
    "/a b",
    "https://a.example",
    "http://a.example:8080",
    "https://a.example#b",
    "https://a.example?b=/c",
    "https://a.example/b#c/../d",
    "https://a.example/b\\c#d",
    "//a.example",
    "//a.example/b?c=d#e",
    "///a.example/b",
    "https://a.example:443/b",
    "https://a.example/b;jsessionid=1",
    "https://a.example/%7Eb",
    "/b//c",
    "https://a.example/b/",
    "https://a.example//",
    "/b/..",
    "/b/.",
    "https://a.example/b/../c",
    "https://a.example/%2e%2E/c",
    "https://a.example/b=1/c%20d?e=%C3%A9&f",
    "https://a.example/b%2",
    "https://a.example/b?c=%zz",
    "http://a.example:8080/b",
    "http://a.example:80/b",
    "http://a.example:70000/b",
    "http://a.example:08080/b",
    "https://a.example/" + "b" * 3_000,
    "https://a.example/b?" + "c=1&" * 20 + "^",
]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("href", HREFS)
def test_short_cuts_of_the_resolver_change_nothing(base, href):
    url = clean(href, base)
    assert Resolver(base)(href) == ((url, worked_out(url)) if url else None)


def test_steps_of_a_path():
    assert step("div", "related", "grid related-posts x9 article_teasers__C7hgU") == "div#related.grid"
    assert step("div", "post-4711", "css-1x2y item-3") == "div"
    assert step("p", "", "") == "p"


def test_a_long_path_loses_its_outer_end():
    path = ""
    for number in range(100):
        path = join(path, f"div.{'abcdefgh'[number % 8] * 9}")
    assert len(path) <= LONGEST_PATH
    assert path.startswith("div.")
    assert path.endswith("div.ddddddddd")
    assert len(join("", "a" * 500)) <= LONGEST_PATH


@pytest.mark.parametrize("base", BASES)
def test_addresses_of_a_page_are_resolved_as_one_by_one(base):
    short = [href for href in HREFS if len(href) <= LONGEST_URL]
    for hrefs in (HREFS, short, []):
        assert Resolver(base).all_of(hrefs) == [Resolver(base)(href) for href in hrefs]


def test_answers_are_asked_for_once_and_have_an_end():
    asked = []
    answers = Answers(lambda word: asked.append(word) or word.upper(), 2)
    assert [answers[word] for word in ("a", "b", "a", "c", "c")] == ["A", "B", "A", "C", "C"]
    assert (asked, dict(answers)) == (["a", "b", "c"], {"c": "C"})
