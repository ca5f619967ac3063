"""Addresses: made fetchable, compared, and turned down when they can't be pages."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from .reasons import Reason

LONGEST_URL = 2_000  # characters; browsers and servers stop caring beyond
MOST_SEGMENTS = 15  # of a path; real articles have up to 9
MOST_REPEATS = 3  # of one segment in a path: /a/b/a/b/a/b/a/b is a loop of relative links
MOST_PARAMETERS = 8  # of a query; faceted lists have more, articles hardly any
DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that say who sent the reader, or which visit this is, never which page.
TRACKING = re.compile(
    r"""^(utm_\w+|at_\w+|pk_\w+|mtm_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|twclid
    |igshid|igsh|mibextid|mc_[ce]id|ns_\w+|_ga|_gl|cmp|intcmp|cmpid|s_cid|icid|ocid|ncid|ftag|xtor
    |wt_\w+|mkt_tok|spm|scm|smid|smtyp|ito|oc|usqp|ref_src|ref_url|sr_share|soc_src|soc_trk|_hs\w+
    |vero_\w+|guccounter|guce_\w+|fb_\w+|amp_\w+|__twitter_impression|phpsessid|jsessionid
    |aspsessionid\w*|session_?id)$""",
    re.IGNORECASE | re.VERBOSE,
)
# Parameters that ask for the same page in another form: for phones, for print, to share or answer it.
FORM = re.compile(
    r"""^((non?)?amp|mobile|nomobile|print|printable|printer|printpage|printview|printerfriendly)
    =(|1|0|y|yes|no|true|false|on|amp|print|mobile)$
    |^(output|outputtype|view|format)=(amp|print|printable|mobile)$|^replytocom=\d+$|^share=[a-z-]+$""",
    re.IGNORECASE | re.VERBOSE,
)
FORM_ALONE = ("m=0", "m=1")  # with others it can be a month
FORM_HOSTS = frozenset({"www", "m", "mobile", "amp", "touch"})
# The last part of an address that names a story: "/sound/amp" can be about loudspeakers.
STORY = r"/[^/]*(?:\d|-[^/]+-|\.html?)[^/]*"
FORM_BEFORE = re.compile(rf"^/(?:amp|print)((?:/[^/]+)*{STORY})$")
FORM_BEHIND = re.compile(rf"({STORY})/(?:amp|print)(?:\.html?)?$")
FORM_WITHIN = re.compile(r"\.amp(?=(?:\.html?)?$)")
INDEX = re.compile(r"/index\.(?:html?|php|aspx?|jsp)$")
ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]")
PATH_SESSION = re.compile(r";jsessionid=[^/?]*", re.IGNORECASE)
FILE = re.compile(
    r"""\.(7z|aac|apk|avi|avif|bin|bmp|bz2|css|csv|dmg|docx?|eot|epub|exe|flac|flv|gif|gz|heic|ico
    |ics|iso|jar|jpe?g|js|json|m3u8|m4[av]|mjs|mkv|mov|mp[34]|mpe?g|msi|odp|ods|odt|og[agv]|otf|pdf
    |pkg|png|pptx?|ps|psd|rar|rpm|rtf|svgz?|swf|tar|tgz|tiff?|ttf|txt|wav|webm|webp|wm[av]|woff2?
    |xlsx?|xz|zip)$""",
    re.IGNORECASE | re.VERBOSE,
)
# What a name can be once it is in ASCII; colons stand in IPv6 addresses.
HOST_NAME = re.compile(r"[a-z0-9._:\-]+")
# Without any of these an address is no other form of one; a regular expression takes ten times as long.
HINTS = ("%", "/amp", ".amp", "/print", "/index.", "//m.", ".m.", "mobile.", "touch.")
# What makes an address more than scheme, host and path, or less.
ELABORATE = re.compile(r"[?;#\[\]]|^(?!https?://)")
# Nothing in here needs escaping.
PLAIN = re.compile(r"(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")


def clean(href: str, base: str = "") -> str | None:
    """Return the absolute address `href` would fetch, without fragment; None if it is none.

    Whitespace at the ends and line breaks inside go, as browsers do; spaces inside are escaped.
    """
    href = href.strip(" \t\r\n\f\v\0\u00a0\u200b\ufeff").translate({9: None, 10: None, 13: None})
    try:
        url = urljoin(base, href).partition("#")[0]
        parts = urlsplit(url if PLAIN.fullmatch(url) else safe_url_string(url))
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    name = (parts.hostname or "").rstrip(".")
    if not HOST_NAME.fullmatch(name) or parts.scheme not in DEFAULT_PORTS:
        return None
    if ":" in name:
        name = f"[{name}]"
    netloc = name if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{name}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))


def comparable(url: str) -> str:
    """Return what is equal for addresses of one page.

    Scheme, `www.`, trailing slash, fragment, tracking and session parameters and the order of
    the rest don't count; nor does the form of the page: for phones, for print, as AMP. `url` is
    one that `clean` made, or one that no one can fetch.
    """
    varied = is_varied(url)
    if not varied and not ELABORATE.search(url):  # most are so; this says the same in a tenth of the time
        netloc, slash, path = url.partition("://")[2].partition("/")
        return netloc.lower().removeprefix("www.") + (slash + path).rstrip("/")
    parts = pieces(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True) if parts.query else ()
    kept = [pair for pair in pairs if not TRACKING.match(pair[0]) and not FORM.match("=".join(pair))]
    query = urlencode(sorted(kept))
    path = PATH_SESSION.sub("", parts.path).rstrip("/")
    path = comparable_path(path) if varied else path
    netloc = comparable_host(parts.netloc)
    return f"{netloc}{path}?{query}" if query and query not in FORM_ALONE else netloc + path


def is_varied(url: str) -> bool:
    """Say whether an address may be another form of one, such as AMP: if not, no part of it need change."""
    return any(hint in url for hint in HINTS)


def comparable_host(netloc: str) -> str:
    """Return a host without what says for which device it serves its pages."""
    labels = netloc.lower().removeprefix("www.").split(".")
    first, domain = labels[:-2], labels[-2:]
    if len(first) == 1 and len(domain[0]) <= len("com") and len(domain[1]) == len("uk"):
        return ".".join(labels)  # m.co.uk is somebody's domain
    return ".".join((*(label for label in first if label not in FORM_HOSTS), *domain))


def comparable_path(path: str) -> str:
    """Return a path without the form of the page, index file and needless escapes."""
    path = INDEX.sub("", ESCAPED.sub(unescape, path).rstrip("/"))
    for form in (FORM_BEFORE, FORM_BEHIND):
        path = form.sub(r"\1", path)
    return FORM_WITHIN.sub("", path).rstrip("/")


def unescape(found: re.Match[str]) -> str:
    """Decode an escape that is not needed, write any other in capitals: RFC 3986, section 6.2.2."""
    character = chr(int(found[0][1:], 16))
    return character if UNRESERVED.match(character) else found[0].upper()


def are_one_site(one: str, other: str) -> bool:
    """Say whether two addresses are on one site: the same host in any form, or one below the other."""
    first, second = (comparable_host(pieces(url).netloc) for url in (one, other))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def key(url: str) -> int:
    """Return 64 bits that stand for a page in `frontier`, signed as SQLite has them.

    Two of 10 million pages collide with a chance of 1 in 370,000.
    """
    digest = hashlib.blake2b(comparable(url).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


@lru_cache(maxsize=4096)
def host(url: str) -> str:
    """Return the host (with its port, unless it is the default one): the unit of politeness."""
    if not ELABORATE.search(url):
        return url.partition("://")[2].partition("/")[0].lower()
    return pieces(url).netloc.lower()


def pieces(url: str) -> SplitResult:
    """Split an address; one that is malformed is all path, so that it too can have a row."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")


def refusal(url: str) -> Reason | None:
    """Say why an address can't be a page worth a fetch; None if it may be one."""
    return Reason.BAD_URL if clean(url) is None else refusal_of_clean(url)


def refusal_of_clean(url: str) -> Reason | None:
    """Say the same of an address that `clean` made, of which every page has a hundred."""
    path, _, query = url.partition("://")[2].partition("?")
    if FILE.search(path):
        return Reason.NOT_A_PAGE
    return Reason.TRAP if is_trap(url, path, query) else None


def is_trap(url: str, path: str, query: str) -> bool:
    """Spot an address out of a maze: too long, too deep, repeating itself, too many parameters."""
    if len(url) > LONGEST_URL or query.count("&") >= MOST_PARAMETERS:
        return True
    if path.count("/") <= MOST_REPEATS:
        return False
    segments = [segment for segment in path.split("/")[1:] if segment]
    return len(segments) > MOST_SEGMENTS or any(segments.count(s) > MOST_REPEATS for s in set(segments))
