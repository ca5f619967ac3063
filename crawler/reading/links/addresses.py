"""Where a page's links lead, and whether an address has the shape of an article's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ... import urls
from ..answers import Answers

Pair = tuple[str, str] | None
"""An address made absolute, and what is equal for all addresses of its page; None for what leads to none."""

RELATIVE: Pair = ("", "")  # instead of what an address comes to, where that depends on the page

NOT_AN_ADDRESS = re.compile(r"\s*(#|javascript:|mailto:|tel:|data:|about:|$)", re.IGNORECASE)
# A whole address with nothing in it to mend or to leave out, and a path of the same sort.
SIMPLE = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[1-9]\d{3}|:[1-5]\d{4})?(?=/|\Z)"
    r"(?:[\w\-~+,:@!=]++|/(?!\.|%2[eE])|(?<!/)\.|%[0-9A-Fa-f]{2})*+"
    r"(?:\?(?:[\w\-.~/+,:@!&=]++|%[0-9A-Fa-f]{2})++)?",
    re.ASCII,
)
# A path segment that names a list, a person or a service, never an article.
INDEX = re.compile(
    r"""tags? | tagged | topics? | thema | themen | themes? | temas? | etiquetas? | schlagworte?
    | hashtags? | keywords? | category | categories | categoria | kategorie[ns]? | kategoria
    | rubriques? | rubrik(en)? | sections? | label | authors? | autor(en|es|a)? | auteurs? | autore
    | people | person(en)? | profiles? | users? | members? | by | columnists? | contributors?
    | writers? | reporters? | journalists? | staff | search | suche | buscar | busca | recherche
    | login | signin | sign-in | register | account | subscribe | subscription | abo | about
    | about-us | contact | kontakt | contacto | impressum | datenschutz
    | (privacy|terms|cookies?)([-_].*)? | jobs?
    | careers? | shop | store | newsletters? | rss | feeds? | share | sharer | intent | comments?
    | comment-page-\d+
    | subjects? | sujets? | argoment[io] | onderwerp(en)? | emner? | aiheet | aihe | tematy? | konu(lar)?
    | etiket(ler)? | tagi | tagovi | cimke | stitky | stitek | trefwoord | mots?-cles? | oznake
    | kereses | szukaj | hledat | zoeken | arama | haku
    | collect(ions?)? | galler(y|ies) | galeri[ae]s? | (plural)?photos?
    | fotos? | fotostrecken? | bilder(galerie)? | diaporamas? | slideshows?
    | print | archives? | archiv | sitemap | wp-admin | wp-login(\.php)? | e-?paper | apps?
    | pdf | products? | produkte? | productos? | produtos? | prodotti | produits? | faqs? | hilfe | help
    | ajax | edit | revisions?
    | coupons? | gutscheine? | profile? | perfil | vouchers? | warenkorb | cart | checkout""",
    re.VERBOSE,  # and in small letters, as patterns for both take three times as long
)
# Hosts for sharing and following rather than for reading.
SOCIAL = re.compile(
    r"""(.*\.)?(facebook | fb | twitter | x | instagram | linkedin | pinterest | reddit | tumblr
    | youtube | youtu | tiktok | whatsapp | wa | telegram | t | vk | ok | weibo | line | snapchat
    | threads | flipboard | getpocket | xing | bsky | hatena | kakao | google | apple | amazon
    | amzn | spotify | doubleclick | googleadservices | taboola | outbrain | disqus | addtoany
    | addthis | sharethis | paypal | patreon | wikipedia)\.[a-z.]{2,6}""",
    re.VERBOSE,
)
NUMBER = re.compile(r"[0-9]{4,}")
DATE = re.compile(r"/(?:19|20)\d\d(?:[/-]?[01]\d(?:[/-]?[0-3]\d)?)?(?=[/-])")
MONTH = re.compile(r"/(?:19|20)\d\d(?:/\d\d?)?$")  # a list by date
FILE = re.compile(r"\.(?:s?html?|php|aspx?|jsp)$", re.IGNORECASE)
# An address in an address: a click that is counted on its way, as on an advertisement.
REDIRECT = re.compile(r".https?(?::|%3a)(?:/|%2f){2}([\w.-]+)", re.IGNORECASE)
PAGE = re.compile(
    r"[/_,-](?:(?:n?pack|page|seite|pagina|pag|p)[/_,-]?)?\d{1,2}(?=/?$|\.s?html?$)"
    r"|[?&](?:page|paged|pg|p|seite|start)=\d+$",
    re.IGNORECASE,
)
ENDINGS = "l", "L", "m", "M"  # of .html and .htm, which may stand behind it
MOST_STEPS = 60  # of a path that are told apart
HEADLINE_BREAKS = 3  # hyphens of a segment from four words on
HEADLINE_SHAPE = 0.4  # of a segment with as many
ESCAPES = 12  # percent signs of two to four words in another script
ENOUGH = 0.3  # shape of a link in a block that is presented as related; most have more
CERTAIN = 0.85  # shape that makes up for a short headline
SURE = 0.5  # shape of one that nothing is said about


@lru_cache(maxsize=16_384)  # the menus of a hundred sites
def resolve(href: str, base: str) -> Pair:
    """Return an address made absolute, and what is equal for all addresses of its page."""
    place = href.partition("#")[0] if "#" in href else href
    end = place.find("/", urls.BEHIND_SCHEME)
    if end > 0 and urls.is_plain(path := place[end:]) and (host := simple_origin(place[:end])):
        key = host + path.rstrip("/")
        urls.remember(place, key)
        return place, key
    if SIMPLE.fullmatch(place):  # as `clean` would make it, but for the slash behind a mere host
        url: str | None = place if end > 0 else f"{place}/"
    else:
        url = urls.clean(href, base)
    return (url, urls.comparable(url)) if url else None


@lru_cache(maxsize=4096)
def simple_origin(origin: str) -> str | None:
    """Return host in scheme and host as it is compared; None if there is anything to mend, or more."""
    return urls.comparable(origin) if "?" not in origin and SIMPLE.fullmatch(origin) else None


def resolve_rooted(href: str, root: str) -> Pair:
    """Return the same for what begins with a slash, wherever its site has it; None if more is to be done."""
    if urls.is_plain(href):
        url, key = root + href, urls.comparable(root) + href.rstrip("/")
        urls.remember(url, key)
        return url, key
    whole = (root.partition("//")[0] if href.startswith("//") else root) + href.partition("#")[0]
    return resolve(whole, "") if SIMPLE.fullmatch(whole) else None


def resolve_at(place: tuple[str, str]) -> Pair:
    """Return what an address comes to on all pages of a site, given the root of that.

    RELATIVE where it depends on the page.
    """
    root, href = place
    if href.startswith(urls.SCHEMES):
        return resolve(href, "")
    if root and href.startswith("/") and (found := resolve_rooted(href, root)):
        return found
    return None if NOT_AN_ADDRESS.match(href) else RELATIVE


ADDRESSES: Answers[tuple[str, str], Pair] = Answers(resolve_at, 32_768)  # some 15 MB


class Resolver:
    """Resolves the addresses on one page."""

    def __init__(self, base: str) -> None:
        """Take what relative addresses are relative to."""
        self.base = base
        end = base.find("/", urls.BEHIND_SCHEME)
        root = base if end < 0 else base[:end]
        self.root = root if simple_origin(root) else (urls.clean("/", base) or "/").removesuffix("/")

    def __call__(self, href: object) -> Pair:
        """Return an address and its comparable form; None for what leads to no page."""
        if not isinstance(href, str):
            return None
        if len(href) > urls.LONGEST_URL:  # longer ones are not worth keeping
            return None if NOT_AN_ADDRESS.match(href) else resolve.__wrapped__(href, self.base)
        found = ADDRESSES[self.root, href]
        return resolve(href, self.base) if found is RELATIVE else found

    def all_of(self, hrefs: Sequence[str]) -> list[Pair]:
        """Return the same for all addresses of a page."""
        if max(map(len, hrefs), default=0) > urls.LONGEST_URL:
            return list(map(self, hrefs))
        root, base = self.root, self.base
        return [
            found if (found := ADDRESSES[root, href]) is not RELATIVE else resolve(href, base)
            for href in hrefs
        ]


@lru_cache(maxsize=4096)
def split(url: str) -> tuple[str, tuple[str, ...], str]:
    """Return site, path segments and query of an address that `urls.clean` made."""
    host, _, rest = url.partition("://")[2].partition("/")
    path, _, query = rest.partition("?")
    return site(host.lower()), tuple(filter(None, path.split("/", MOST_STEPS))), query


@lru_cache(maxsize=4096)
def site(host: str) -> str:
    """Drop the subdomains that one publisher's addresses differ in."""
    names = host.partition(":")[0].split(".")
    country = len(names) > 2 and len(names[-1]) == 2 and len(names[-2]) <= 3  # noqa: PLR2004
    return ".".join(names[-3 if country else -2 :])


class Form(NamedTuple):
    """What an address says of itself, whatever page links to it."""

    score: float
    """How much it looks like an article's; 0 where it can be none."""
    lists: tuple[str, ...] = ()
    """Segments that name a list, a person or a service."""
    onward: str | None = None
    """Host in an address that stands in this one."""


@lru_cache(maxsize=8192)
def form(url: str) -> Form:
    """Look at an address that `urls.clean` made; those of one site have much in common, and come again."""
    _, path, query = split(url)
    if not (path or query) or urls.is_file(url.partition("?")[0]):
        return Form(0.0)
    target = REDIRECT.search(url) if "http" in url[1:].lower() else None
    score = 0.15 + slug_shape(path) + number_shape("/" + ("/".join(path) or query))
    return Form(score, tuple(filter(is_index, path)), target[1].lower() if target else None)


def shape(url: str, own: str) -> float:
    """Return 0..1: how much an address looks like an article's on the site of `own`."""
    score, lists, onward = form(url)
    if not score:
        return 0.0
    home, path, query = split(url)
    own_home, own_path, own_query = split(own)
    if any(step not in own_path for step in lists):
        return 0.0
    if onward and leads_away(url, own, onward):
        return 0.0
    if home != own_home:
        return 0.0 if is_social(urls.host(url)) else max(0.0, score - 0.2)
    if len(path) == len(own_path):
        score += 0.3 if len(path) > 1 and path[0] == own_path[0] else 0.15
    if query and query.partition("=")[0] == own_query.partition("=")[0]:
        score += 0.2
    return min(1.0, score)


@lru_cache(maxsize=4096)
def is_social(host: str) -> bool:
    """Say whether a host is one for sharing and following; the same few are linked from most pages."""
    return bool(SOCIAL.fullmatch(host))


def leads_away(url: str, own: str, onward: str) -> bool:
    """Say whether another host is to count a click that leads on to yet another site."""
    return urls.host(url) != urls.host(own) and site(onward) != split(own)[0]


@lru_cache(maxsize=8192)
def is_index(step: str) -> bool:
    """Say whether a segment names a list, a person or a service; most stand in many addresses."""
    return bool(INDEX.fullmatch(step.lower()))


def has_index(key: str) -> bool:
    """Say whether a comparable address names a list, a person or a service in its path."""
    return any(map(is_index, key.split("/", MOST_STEPS)[1:]))


def is_near(url: str, own: str) -> bool:
    """Say whether two addresses are on one site."""
    return split(url)[0] == split(own)[0]


def slug_shape(path: tuple[str, ...]) -> float:
    """Value a segment that spells out a headline; some sites put ids after it."""
    score = 0.1 if path and "." in path[-1] and FILE.search(path[-1]) else 0.0
    most = 0
    for step in path:
        if step.isalnum():  # one word
            continue
        breaks = step.count("-") + step.count("_") + step.count("+")
        if "%" in step:
            breaks += step.count("%20")
        if breaks >= HEADLINE_BREAKS or step.count("%") >= ESCAPES:
            return score + HEADLINE_SHAPE
        most = max(most, breaks)
    return score + 0.1 * most


def number_shape(path: str) -> float:
    """Value an id or a date."""
    dated = "/19" in path or "/20" in path
    if dated and MONTH.search(path):
        return 0.0
    return 0.25 * bool(NUMBER.search(path)) + 0.15 * (dated and bool(DATE.search(path)))


@lru_cache(maxsize=16)
def without_ending(own: str) -> str:
    """Return the address of a page without slash and ending, for all links of the page."""
    return FILE.sub("", own.rstrip("/"))


def is_below(url: str, own: str) -> bool:
    """Say whether an address goes on after the headline in the address of the page."""
    whole = without_ending(own)
    return url.startswith(whole + "/") and slug_shape((whole.rpartition("/")[2],)) >= HEADLINE_SHAPE


@lru_cache(maxsize=8192)
def without_page(url: str) -> str:
    """Return an address without slash at its end and what may be the number of a page."""
    bare = url.rstrip("/")
    return PAGE.sub("", url).rstrip("/") if bare[-1:].isdigit() or bare.endswith(ENDINGS) else bare


def is_page_of(url: str, own: str) -> bool:
    """Say whether an address is another page of the article at `own`, or another view of it."""
    bare, own_bare = url.rstrip("/"), own.rstrip("/")
    if url.partition("?")[0].rstrip("/") == own_bare or is_below(url, own):
        return True
    stem, own_stem = without_page(url), without_page(own)
    if stem == bare and own_stem == own_bare:
        return False  # neither has such a number
    return stem == own_bare or own_stem == bare
