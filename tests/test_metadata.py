import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading.document import parse
from crawler.reading.metadata import dates
from crawler.reading.metadata.authors import names
from crawler.reading.metadata.claims import Headings, gather
from crawler.reading.metadata.fields import read_metadata
from crawler.reading.metadata.titles import headline
from crawler.reading.tidy import tidy

URL = "https://www.example.com/news/a-story"


def metadata(head="", body="", url=URL, lang="en"):
    document = parse(f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>', url)
    return read_metadata(document, gather(document))


def ld(**fields):
    fields = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def meta(**contents):
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{content}">'
        for name, content in contents.items()
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-11-18", "2019-11-18"),
        ("2019-11-18T10:00:00Z", "2019-11-18T10:00:00+00:00"),
        ("2019-11-18T10:00:00.123456789+0100", "2019-11-18T10:00:00+01:00"),
        ("2019-11-18 10:00:00 -05:00", "2019-11-18T10:00:00-05:00"),
        ("20191118", "2019-11-18"),
        ("1574071200", "2019-11-18T10:00:00+00:00"),
        ("1574071200000", "2019-11-18T10:00:00+00:00"),
        ("Mon, 18 Nov 2019 10:00:00 GMT", "2019-11-18T10:00:00+00:00"),
        ("Nov. 18, 2019 at 5:03 p.m.", "2019-11-18T17:03:00"),
        ("12:30 AM Nov 18, 2019", "2019-11-18T00:30:00"),
        ("18. November 2019, 14:05 Uhr", "2019-11-18T14:05:00"),
        ("18 de noviembre de 2019", "2019-11-18"),
        ("1er août 2019", "2019-08-01"),
        ("3 Mayıs 2019", "2019-05-03"),
        ("18 ноября 2019", "2019-11-18"),
        ("2019年11月18日 13:05", "2019-11-18T13:05:00"),
        ("2019. 11. 18", "2019-11-18"),
        ("2019年11月18日 13時05分", "2019-11-18T13:05:00"),
        ("18.11.2019", "2019-11-18"),
        ("11/18/2019", "2019-11-18"),
        ("2019-11-18T10:00:00+99:99", "2019-11-18T10:00:00"),
        ("2019-13-45", None),
        ("0001-01-01T00:00:00Z", None),
        ("1994-12-31", None),
        ("2999-01-01", None),
        ("yesterday", None),
        ("", None),
        ("9" * 13, None),
        ("x" * 100_000, None),
    ],
)
def test_dates_become_iso_8601(text, expected):
    assert dates.iso(text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2019/11/18/story", "2019-11-18"),
        ("https://a.example/2019/nov/18/story", "2019-11-18"),
        ("https://a.example/news/story-20191118.html", "2019-11-18"),
        ("https://a.example/story-2019-11-18", "2019-11-18"),
        ("https://a.example/2019/11/story", None),
        ("https://a.example/id-201911185", None),
        ("https://a.example/story?d=2019-11-18", None),
    ],
)
def test_dates_in_addresses(url, expected):
    assert dates.in_address(url) == expected


@pytest.mark.parametrize(
    ("bylines", "expected"),
    [
        (["By Jane Doe"], "Jane Doe"),
        (["by Jane Doe and John Q. Public"], "Jane Doe; John Q. Public"),
        (["Von Jörg Müller und Ana de la Cruz"], "Jörg Müller; Ana de la Cruz"),
        (["Par Zoé Petit (avec Léa Grand)"], "Zoé Petit; Léa Grand"),
        (["JANE O'HARA, Senior Political Correspondent"], "Jane O'Hara"),
        (["Jane Doe, AP"], "Jane Doe"),
        (["Jane Doe | Example Media for example.com"], "Jane Doe"),
        (["Jane Doe", "jane doe", "JANE DOE"], "Jane Doe"),
        (["jane.doe@example.com"], None),
        (["https://example.com/authors/jane"], None),
        (["Jane Doe Nov 18, 2019 4:26 pm"], "Jane Doe"),
        (["Text: Jane Doe"], "Jane Doe"),
        (["Jane Doe Jr.", "Ann E."], "Jane Doe Jr.; Ann E."),
        (["AFP"], "AFP"),
        (["Associated Press", "Jane Doe"], "Jane Doe"),
        (["Daniela Doe", "Dallas Doe"], "Daniela Doe; Dallas Doe"),
        (["admin"], None),
        (["Staff"], None),
        (["山田太郎"], "山田太郎"),
        (["記者：山田太郎、田中花子"], "山田太郎; 田中花子"),
        (["Example News"], None),
        (["November"], None),
        (["Veröffentlicht von Jane Doe"], "Jane Doe"),
        (["View all posts by Jane Doe"], "Jane Doe"),
        (["Interview: Jane Doe"], "Jane Doe"),
        (["Veröffentlicht von"], None),
        (["Chefredakteur", "Mehr"], None),
        ([""], None),
        ([], None),
    ],
)
def test_bylines_become_names(bylines, expected):
    assert names(bylines, ["Example News"]) == expected


@pytest.mark.parametrize(
    ("headings", "stated", "title", "expected"),
    [
        (["Storm hits coast"], ["Storm hits coast - The Example"], "", "Storm hits coast"),
        ([], ["Storm hits coast | The Example"], "", "Storm hits coast"),
        ([], [], "Storm hits coast | Some Paper", "Storm hits coast"),
        ([], [], "The Example: Storm – what now", "The Example: Storm – what now"),
        (["The Example", "Storm hits coast"], ["Storm hits coast"], "", "Storm hits coast"),
        (["Unrelated box"], ["Storm hits coast"], "", "Storm hits coast"),
        (
            ["Coast hit by worst storm in years"],
            ["Storm hits coast"],
            "",
            "Coast hit by worst storm in years",
        ),
        (["暴风雨袭击海岸"], ["暴风雨袭击海岸_例报"], "", "暴风雨袭击海岸"),
        (["Blog name"], ["A long enough headline :: Blog name"], "", "A long enough headline"),
        (["Only heading"], [], "", "Only heading"),
        ([], [], "", ""),
    ],
)
def test_titles_are_the_visible_headline(headings, stated, title, expected):
    said = [(text, "opengraph") for text in stated]
    found = headline(Headings(headings), said, title, ["The Example", "example.com", "example"])
    assert found[0] == expected


@pytest.mark.parametrize(
    ("body", "head", "expected"),
    [
        # a line over the headline, told by its name, by its markup and a title, by neither
        ("<h1><span class=kicker>Weather</span> Storm hits coast</h1>", "", "Storm hits coast"),
        ("<h1><span>Weather</span><br>Storm hits coast</h1>", "Storm hits coast", "Storm hits coast"),
        ("<h1><span>Weather:</span> Storm hits coast</h1>", "", "Weather: Storm hits coast"),
        ("<h1><i class=kicker>Weather</i>: Storm hits</h1>", "Weather: Storm hits", "Weather: Storm hits"),
        ("<h1>Storm hits <em>the</em> coast</h1>", "", "Storm hits the coast"),
        # comments, as frameworks leave them
        ("<h1><!---->Storm hits <!-- the -->coast</h1>", "", "Storm hits coast"),
        # how signs are spoken
        ("<h1><ruby>暴風雨<rt>ぼうふうう</rt></ruby>が襲う</h1>", "", "暴風雨が襲う"),
        # names of the site
        ("<h1><a href=/>Notes from the bay</a></h1><h1>Storm hits coast</h1>", "", "Storm hits coast"),
        ("<h1 class=site-title>Notes</h1><h2>Storm hits coast</h2>", "Storm hits coast", "Storm hits coast"),
        ("<h1>Bay notes</h1><h2>Storm hits coast</h2>", "Bay notes » Storm hits coast", "Storm hits coast"),
        ("<h1><a href=/>Notes from the bay</a></h1>", "", "Notes from the bay"),
        ("", "暴风雨袭击海岸！-新例报", "暴风雨袭击海岸！"),
    ],
)
def test_headlines_in_markup(body, head, expected):
    assert metadata(f"<title>{head}</title>", body).title == expected


def test_reads_json_ld_first_and_says_so():
    found = metadata(
        head=ld(
            headline="Storm &amp; flood",
            datePublished="2019-11-18T10:00:00Z",
            dateModified="2019-11-19",
            author=[{"@type": "Person", "name": "By Jane Doe"}, {"@type": "Organization", "name": "X"}],
            publisher={"name": "The Example"},
            articleSection=["Weather", "News"],
            keywords="storm, flood,Storm",
            isAccessibleForFree="False",
            license="https://creativecommons.org/licenses/by/4.0/",
            image={"url": "/a.jpg"},
            description="What   happened.",
            inLanguage="en-GB",
        ),
        lang="",
    )
    assert found.title == "Storm & flood"
    assert found.author == "Jane Doe"
    assert (found.published, found.modified) == ("2019-11-18T10:00:00+00:00", "2019-11-19")
    assert (found.site, found.section, found.tags) == ("The Example", "Weather", ("storm", "flood"))
    assert found.paywalled is True
    assert found.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert found.image == "https://www.example.com/a.jpg"
    assert (found.description, found.declared_language) == ("What happened.", "en")
    assert set(found.origins.values()) == {"json-ld"}


def test_reads_meta_tags():
    found = metadata(
        meta(
            og__title="Storm | The Example",
            og__site_name="The Example",
            article__published_time="2019-11-18T10:00:00+01:00",
            article__content_tier="free",
            author="Jane Doe",
            og__image="https://example.com/i.png",
        )
        + '<link rel="canonical" href="/news/story?utm_source=x"><link rel="license" href="/terms">'
    )
    assert (found.title, found.site, found.author) == ("Storm", "The Example", "Jane Doe")
    assert found.published == "2019-11-18T10:00:00+01:00"
    assert found.paywalled is False
    assert found.canonical == "https://www.example.com/news/story?utm_source=x"
    assert found.licence == "https://www.example.com/terms"
    assert found.origins["published"] == "opengraph"
    assert found.origins["author"] == "meta"
    assert found.origins["canonical"] == "html"


def test_follows_references_in_json_ld():
    graph = [
        {"@type": "Article", "author": {"@id": "#jane"}, "headline": "Storm"},
        {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
    ]
    script = json.dumps({"@context": "https://schema.org", "@graph": graph})
    found = metadata(f'<script type="application/ld+json">{script}</script>')
    assert found.author == "Jane Doe"


def test_a_blog_called_after_its_author_has_an_author():
    person = ld(**{"@type": ["Person", "Organization"], "name": "Jane Doe"})
    own = ld(publisher={"name": "Jane Doe"}, author={"@type": "Person", "name": "Jane Doe"})
    assert metadata(own + person).author == "Jane Doe"


def test_prefers_the_object_that_names_the_page():
    other = ld(headline="Another story", url="https://www.example.com/other", author="Not Me")
    own = ld(headline="This story", url=URL + "/?utm_source=feed", author="Jane Doe")
    assert metadata(other + own).author == "Jane Doe"


@pytest.mark.parametrize(
    ("body", "published", "origin"),
    [
        ("<h1>A</h1><time datetime='2019-11-18T10:00Z'>x</time>", "2019-11-18T10:00:00+00:00", "html"),
        (
            "<time class=updated datetime='2019-12-24'></time><time datetime='2019-11-18'></time>",
            "2019-11-18",
            "html",
        ),
        (
            "<time datetime='2019-12-24'></time><span itemprop=datePublished content='2019-11-18'></span>",
            "2019-11-18",
            "html",
        ),
        (
            "<aside><time datetime='2019-12-24'></time></aside><h1>A</h1><p>18 Nov 2019</p>",
            "2019-11-18",
            "text",
        ),
        ("<h1>A</h1><span>Written: 2019-11-18 15:03</span>", "2019-11-18T15:03:00", "text"),
        ("<h1>A</h1><p>No date in sight</p>", None, None),
    ],
)
def test_finds_dates_that_readers_see(body, published, origin):
    found = metadata(body=body)
    assert (found.published, found.origins.get("published")) == (published, origin)


def test_takes_the_date_from_the_address_when_nothing_else_says_it():
    found = metadata(url="https://www.example.com/2019/11/18/storm")
    assert (found.published, found.origins["published"]) == ("2019-11-18", "url")


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("Nov 18, 2019 5:50 PM", "2019-11-18T17:50:07-08:00"),
        ("November 18, 2019", "2019-11-18"),
        ("Updated November 18, 2019", "2019-11-19T01:50:07+00:00"),
        ("<b>Updated</b> <i>November 18, 2019</i>", "2019-11-19T01:50:07+00:00"),
        ("November 17, 2019", "2019-11-19T01:50:07+00:00"),
        ("18 Nov 2019, 04:13", "2019-11-19T01:50:07+00:00"),
        ("Posted Nov 18, 5:50 PM", "2019-11-18T17:50:07-08:00"),
        (
            "The harbour, as seen from the hill on November 18, 2019, and its mole",
            "2019-11-19T01:50:07+00:00",
        ),
    ],
)
def test_dates_are_those_that_readers_see(seen, expected):
    found = metadata(ld(datePublished="2019-11-19T01:50:07Z"), f"<h1>Storm</h1><p>{seen}</p>")
    assert found.published == expected


def test_a_date_may_stand_above_the_headline():
    found = metadata(body="<nav>1 May 2018</nav><div><p>18 November 2019</p></div><h1>Storm</h1>")
    assert (found.published, found.origins["published"]) == ("2019-11-18", "text")


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("Von Jane Doe und Ann Poe", "Jane Doe; Ann Poe"),
        ("By <a>Max Roe</a> and <a>Ann Poe</a>", "Max Roe; Ann Poe"),
        ("By <a>Max Roe</a> <i>Share</i> <i>and</i> <i>Ann Poe</i>", "Max Roe"),
        ("By Reuters", "Max Roe"),
        ("By the harbour of Northport lies a ship", "Max Roe"),
        (f"<p>By <b>Port Authority</b> {'orders all boats were kept ashore ' * 6}</p>", "Max Roe"),
    ],
)
def test_a_byline_outweighs_who_typed_it_in(byline, author):
    found = metadata(ld(author={"@type": "Person", "name": "Max Roe"}), f"<h1>Storm</h1><p>{byline}</p>")
    assert found.author == author


def test_drops_changes_before_publication():
    found = metadata(ld(datePublished="2019-11-18", dateModified="2015-01-01"))
    assert found.modified is None


@pytest.mark.parametrize(
    ("body", "author"),
    [
        (
            "<p class=byline>By <a rel=author>Jane Doe</a> and <a rel=author>Max Roe</a></p>",
            "Jane Doe; Max Roe",
        ),
        ("<div class=author-name><span>Jane Doe</span><span>Reporter</span></div>", "Jane Doe"),
        ("<span itemprop=author><meta itemprop=name content='Jane Doe'></span>", "Jane Doe"),
        (
            "<h1>A</h1><p>By <a href=/j>Jane Doe</a>, <a href=/m>Max Roe</a> on Monday</p>",
            "Jane Doe; Max Roe",
        ),
        ("<h1>A</h1><p>Par Zoé Petit le 7 mai 2020</p>", "Zoé Petit"),
        ("<h1>A</h1><p>By the time the storm came, all was quiet.</p>", None),
        ("<form><label class=author>Name</label></form>", None),
        ("<a rel=author>gizmo</a>", "gizmo"),
        ("<p class='author vcard'>von <a class='url fn n' href=/x>der c1ph4</a></p>", "der c1ph4"),
        ("<a rel=author>admin</a>", None),
        ("<p class=byline>as it was told</p>", None),
        ("<p class=byline><style>@font-face {font-family: Open Sans}</style>Jane Doe</p>", "Jane Doe"),
        ("<div class=comments><span class=author>Some Reader</span></div>", None),
        ("<ul><li><h3>Other story</h3><span class=author>Other Writer</span></li></ul>", None),
    ],
)
def test_finds_bylines_that_readers_see(body, author):
    assert metadata(body=body).author == author


def test_names_the_site_by_its_host_at_least():
    found = metadata()
    assert (found.site, found.origins["site"]) == ("example.com", "url")


def test_a_home_page_is_no_canonical_address_of_an_article():
    assert metadata('<link rel=canonical href="https://www.example.com/">').canonical is None


@pytest.mark.parametrize(
    ("value", "limit", "expected"),
    [
        ("  a\n b\t c ", 10, "a b c"),
        ("a\x00\x07b\u200bc\ud800", 10, "abc"),
        ("Tom &amp;amp; <b>Jerry</b>", 50, "Tom & Jerry"),
        ("1 < 2 and 3 > 2", 50, "1 < 2 and 3 > 2"),
        ("x" * 50, 10, "x" * 9 + "…"),
        (None, 10, ""),
        (12, 10, ""),
        (["a"], 10, ""),
    ],
)
def test_strings_are_made_fit_to_keep(value, limit, expected):
    assert tidy(value, limit) == expected


STRINGS = (
    "title", "author", "published", "modified", "declared_language", "site", "section",
    "description", "image", "licence", "canonical",
)  # fmt: skip
WRONG = [
    None,
    1,
    1.5,
    True,
    "",
    [],
    {},
    [[]],
    [{}],
    {"name": {"name": []}},
    [None, 1, [2]],
    "\ud800",
    "x" * 99_999,
]
FIELDS = (
    "@type", "@id", "headline", "name", "author", "creator", "datePublished", "dateModified", "publisher",
    "articleSection", "keywords", "image", "license", "description", "isAccessibleForFree", "inLanguage",
    "url", "mainEntityOfPage", "mainEntity", "articleBody",
)  # fmt: skip


def check(found):
    for name in STRINGS:
        value = getattr(found, name)
        assert value is None or (isinstance(value, str) and value and len(value) <= 2000)
        if value:
            value.encode("utf-8")
            assert "\n" not in value
    assert all(isinstance(tag, str) and 0 < len(tag) <= 100 for tag in found.tags)
    assert found.paywalled in (True, False, None)
    assert set(found.origins) <= {*STRINGS, "tags", "paywalled"}


@pytest.mark.parametrize("value", WRONG, ids=lambda value: repr(value)[:20])
def test_wrong_types_in_json_ld_are_ignored(value):
    fields = dict.fromkeys(FIELDS[1:], value)
    check(metadata(ld(**fields)))
    check(metadata(ld(**fields, **{"@type": value})))


@pytest.mark.parametrize(
    "head",
    [
        "",
        "<meta><meta name><meta content='x'><link><link rel><title></title>",
        f"<meta name=description content='{'x ' * 100_000}'>",
        "<meta property='og:title' content='x'>" * 5_000,
        '<script type="application/ld+json">{"a": </script>',
        f'<script type="application/ld+json">{"[" * 100_000}</script>',
        f'<script type="application/ld+json">{"[" * 500}{"]" * 500}</script>',
        f'<script type="application/ld+json">{{"@type": "Article", "author": {"[" * 90}{"]" * 90}}}</script>',
        "<base href='http://['><link rel=canonical href='http://[::'><meta property='og:image' content='//'>",
    ],
    ids=lambda head: head[:40],
)
def test_hostile_heads_do_no_harm(head):
    check(metadata(head))


@pytest.mark.parametrize("url", ["", "http://[", "nonsense", "https://example.com:99999/", "//"])
def test_hostile_addresses_do_no_harm(url):
    check(metadata(meta(og__title="Storm"), url=url))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=30)
    | st.sampled_from(["2019-11-18", "By X Y"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*FIELDS, "@value", "text"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=8), st.text(max_size=200))
def test_never_raises(fields, text):
    check(metadata(ld(**fields) + f"<title>{text}</title>", f"<h1>{text}</h1><p class=byline>{text}</p>"))
