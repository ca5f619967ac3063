"""Pages that are lists, not texts: home, section, tag, author and search pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from ...reasons import Reason
from ..homes import is_home, is_start
from ..metadata.claims import has_type
from ..text.paragraphs import Paragraph, key
from .candidate import MANY, MOSTLY, Candidate
from .phrases import SEARCHED, either

LIST_TYPE = re.compile(r"(?:CollectionPage|SearchResultsPage|ProfilePage|ItemList)$")
SEARCH_TYPE = re.compile(r"SearchResultsPage$")
LIST_PATH = re.compile(
    r"""(?:^|/)(?:tags?|topics?|categor(?:y|ies|ia|ias|ie)|kategorien?|themen?|authors?|autor(?:en|es)?
    |auteurs?|profile?s?|sections?|rubriken?|rubrique|page/\d+|seite/\d+)
    (?:/[^/]*){0,2}/?$|(?:^|/)archi(?:ves?|v|f|vo|wum)(?:/(?:(?:19|20)\d\d|\d{1,2}|[^/\d]+)){0,3}/?$|^(?:/[^/-]+)?/(?:index|home|default)\.\w+$""",
    re.IGNORECASE | re.VERBOSE,
)
SLUG = re.compile(r"/(?:[^/-]+-){3,}[^/]*$|/[^/]*\d{5,}[^/]*$")  # the end of an address that names an article
SEARCH_PATH = re.compile(
    r"/(?:(?:site-?)?search(?:-?results?)?|suche|suchergebnisse|recherche|buscar|buscador|busca|busqueda|pesquisa|ricerca"
    r"|cerca|zoeken|sok|sogning|haku|szukaj|wyszukiwarka|hledat|hledani|vyhledavani|kereses|cautare|pretraga|poisk|poshuk"
    r"|arama|ara|pencarian|cari|tim-kiem|timkiem|find|query)(?:\.\w+)?(?:/|$)",
    re.IGNORECASE,
)
SEARCH_FIELDS = frozenset(
    {
        "q",
        "s",
        "query",
        "search",
        "suche",
        "keyword",
        "keywords",
        "searchterm",
        "search_query",
        "term",
        "text",
    }
    | {"wd", "word", "k", "key", "recherche", "buscar", "busca", "b", "palabra", "phrase", "fraza", "szukaj"}
    | {"p", "kw", "searchword"}
)
# The few of these that mean nothing else, wherever they stand.
SEARCH_SURE = frozenset({"s", "q", "query", "search", "keyword", "searchterm", "search_query"})
SECTION_PATH = re.compile(r"(?:/[^\W\d_]+(?:-[^\W\d_]+)?){1,3}/?")
RESULTS = re.compile(either(SEARCHED))
FEW = 2  # teasers beside an address that names a list
TEASED = 0.4  # of the text is in teasers, their headlines not counted
OPENING = 2  # sentences without a heading of their own that begin a text; lists have one at most
SENTENCE = 40  # bytes
HALF = 0.5
FEW_WORDS = 400  # bytes of prose; lists of links say next to nothing themselves, songs more
INTRODUCTION = 1_200  # bytes of prose over the list of a section
LONG_TEXT = 2_500  # bytes of prose: no list's introduction is so long
MOST_ASKED = 50  # paragraphs; enough to know


def listing(page: Candidate) -> Reason | None:
    """Say whether a page is a list."""
    if is_search(page):
        return Reason.SEARCH_RESULTS
    return Reason.NOT_AN_ARTICLE if is_list(page) else None


def is_search(page: Candidate) -> bool:
    """Say whether a page answers a search, by what it states or by its address."""
    if any(has_type(node, SEARCH_TYPE) for node in page.claims.nodes):
        return True
    if page.is_stated or page.size > LONG_TEXT:
        return False
    fields = {name.lower() for name, value in parse_qsl(urlsplit(page.url).query) if "/" not in value}
    if is_start(page.path):
        return bool(fields & SEARCH_SURE)
    place = SEARCH_PATH.search(page.path)
    if not place:
        return False
    asked = place.end() == len(page.path) or bool(fields & SEARCH_FIELDS)
    return asked or any(map(RESULTS.fullmatch, page.headings))


def is_list(page: Candidate) -> bool:
    """Say whether a page is a list.

    A page that states to be an article is one. Others are asked for their address and for
    what they consist of: the paragraphs of a list stand below a linked heading each.
    """
    home = is_home(page.url)
    if page.is_stated and not home:
        return False
    stated = states_list(page)
    listed = home or stated or names_list(page.path)
    if page.is_typed and not listed:
        return False
    asked = prose(page)
    if is_made_of_teasers(asked, page):
        return True
    if page.is_typed and not home:
        return False
    teasers = sum(teaser for _, teaser in asked)
    if not listed:
        return is_bare_list(page, sentences=len(asked))
    sure = home or stated or teasers >= FEW or links(page) > HALF
    return (sure and page.size < LONG_TEXT) or teasers >= MANY


def is_bare_list(page: Candidate, sentences: int) -> bool:
    """Say whether a page that neither says nor names a list is nothing but links."""
    if page.size < FEW_WORDS:
        return not sentences and links(page) > MOSTLY
    return page.size < INTRODUCTION and is_section(page) and links(page) > HALF


def names_list(path: str) -> bool:
    """Say whether an address is that of a list, and its end not that of an article."""
    return bool(LIST_PATH.search(path)) and not SLUG.search(path)


def is_made_of_teasers(asked: Sequence[tuple[Paragraph, bool]], page: Candidate) -> bool:
    """Say whether the text begins with teasers, and consists of them."""
    teasers = [p for p, teaser in asked if teaser]
    if not any(teaser for _, teaser in asked[:OPENING]) or len(teasers) < max(MANY, len(asked) / 2):
        return False
    whole = key(page.text)
    return len(asked) >= MOST_ASKED or sum(len(p.key) for p in teasers) > TEASED * len(whole)


def prose(page: Candidate) -> list[tuple[Paragraph, bool]]:
    """Return the text's first paragraphs with the length of a sentence, and whether each is a teaser."""
    whole = key(page.text)
    long = (p for p in page.paragraphs if len(p.key.encode("utf-8", "replace")) >= SENTENCE)
    asked = islice((p for p in long if p.linked < MOSTLY), MOST_ASKED)
    return [(p, page.is_teaser(p)) for p in asked if p.key in whole]


def is_section(page: Candidate) -> bool:
    """Say whether an address consists of a few words, as those of sections do."""
    return bool(SECTION_PATH.fullmatch(page.path)) and not urlsplit(page.url).query


def states_list(page: Candidate) -> bool:
    """Say whether a page claims to be a list."""
    return page.open_graph == "profile" or any(has_type(node, LIST_TYPE) for node in page.claims.nodes)


def links(page: Candidate) -> float:
    """Return the share of the page's text that stands in links."""
    total = sum(len(p.key) for p in page.paragraphs)
    return sum(p.linked * len(p.key) for p in page.paragraphs) / total if total else 0.0
